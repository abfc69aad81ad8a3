/// Reads exceptions as Python reports them.
enum ErrorReader {
  /// Reads `RuntimeError: message`, a bare `ZeroDivisionError`, or either behind `raises`.
  static func claim(in line: String) -> ErrorClaim? {
    var text = line.trimmed
    guard text.utf8.first?.isLetter == true || text.utf8.first == UInt8(ascii: "_") else { return nil }
    for word in ["raises ", "Raises ", "throws "] where text.hasPrefix(word) {
      text = text.dropFirst(word.count).trimmedPrefix
    }
    let length = text.utf8.prefix(200).prefix { $0 < 0x80 && ($0.isWordByte || $0 == UInt8(ascii: ".")) }.count
    guard length > 0, length < 200 else { return nil }
    let rest = text[text.utf8.index(text.startIndex, offsetBy: length)...]
    var type = text[..<rest.startIndex]
    while type.utf8.last == UInt8(ascii: ".") { type = type.dropLast() }
    guard isException(type) else { return nil }
    if rest.first == ":" || rest.first == "：" {
      let message = rest.dropFirst().trimmedPrefix
      return ErrorClaim(type: String(type), message: message.isEmpty ? nil : String(message))
    }
    return rest.isEmpty || rest == "!" || rest == "。" || rest == "！"
      ? ErrorClaim(type: String(type), message: nil) : nil
  }

  /// Whether a line is a warning as Python shows it: `file.py:3: UserWarning: ...`.
  static func isWarning(_ line: String) -> Bool {
    let parts = line.split(separator: ":", maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count == 4, !parts[0].isEmpty, !parts[1].isEmpty, parts[1].utf8.allSatisfy(\.isDigit) else {
      return false
    }
    let name = parts[2].trimmed
    return name.hasSuffix("Warning") && name.utf8.allSatisfy { $0.isWordByte || $0 == UInt8(ascii: ".") }
  }

  /// Whether a dotted name is one Python gives to exceptions. `Error`, `Exception` and `Warning` alone begin prose.
  static func isException(_ name: Substring) -> Bool {
    let start = name.utf8.lastIndex(of: UInt8(ascii: ".")).map { name.utf8.index(after: $0) } ?? name.startIndex
    let last = name[start...].drop { $0 == "_" }
    guard let first = last.unicodeScalars.first, first.properties.isUppercase, last.utf8.count < 100 else {
      return false
    }
    return ["Error", "Exception", "Interrupt", "Iteration", "Exit"].contains { last.hasSuffix($0) && last != $0 }
  }

  /// Whether a line opens a traceback: Python's, or the bar Jupyter draws above one.
  static func opensTraceback(_ line: String) -> Bool {
    line.hasPrefix("Traceback (most recent call last)")
      || line.hasPrefix("----------") && line.utf8.allSatisfy { $0 == UInt8(ascii: "-") }
      || line.contains("Traceback (most recent call last)") && line.first?.isUppercase == true
  }

  /// Drops the frames of tracebacks, so that only their last lines remain: the text as the record of a cell gives it.
  static func withoutFrames(_ lines: [String]) -> [String] {
    guard lines.contains(where: { $0.contains("Traceback (most recent call last)") }) else { return lines }
    var result: [String] = []
    var pending: [String] = []
    var isInside = false
    for line in lines {
      if !isInside, opensTraceback(line) {
        isInside = true
        pending = [line]
      } else if isInside {
        if line.first != " ", !line.contains("Traceback (most recent call last)"), claim(in: line) != nil {
          result.append(line)
          pending = []
          isInside = false
        } else {
          pending.append(line)
        }
      } else {
        result.append(line)
      }
    }
    return result + pending
  }

  /// The exceptions a text names, in order. Only lines that start with an exception's name count, and those of
  /// tracebacks.
  static func claims(in lines: [String]) -> [ErrorClaim] {
    withoutFrames(lines).compactMap { $0.first == " " ? nil : claim(in: $0) }
  }
}

extension StringProtocol where SubSequence == Substring {
  /// Without white space at both ends.
  var trimmed: Substring {
    let start = trimmedPrefix
    guard let last = start.unicodeScalars.lastIndex(where: { !$0.properties.isWhitespace }) else { return "" }
    return start[..<start.unicodeScalars.index(after: last)]
  }

  /// Without white space at the beginning.
  var trimmedPrefix: Substring {
    let start = unicodeScalars.firstIndex { !$0.properties.isWhitespace } ?? endIndex
    return self[start...]
  }

  var isBlank: Bool { unicodeScalars.allSatisfy { $0.properties.isWhitespace } }
}
