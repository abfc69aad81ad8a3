import SourceText

/// Why a text is not Python: the exception CPython 3.11 would raise, its message in CPython's words, and the place.
package struct SyntaxFailure: Error, Sendable, Hashable, CustomStringConvertible {
  /// The exception type.
  package enum ExceptionType: String, Sendable {
    case syntaxError = "SyntaxError"
    case indentationError = "IndentationError"
    case tabError = "TabError"
    /// The text nests deeper than the compiler may recurse.
    case recursionError = "RecursionError"
    /// The time for reading it was up.
    case timeoutError = "TimeoutError"
    /// The user asked to stop.
    case keyboardInterrupt = "KeyboardInterrupt"

    /// Whether it tells that reading ended early, and nothing of the text.
    package var isInterruption: Bool { self == .timeoutError || self == .keyboardInterrupt }
  }

  /// Which part of CPython finds it, on which depends what its exception tells of the place.
  package enum Origin: Sendable {
    case tokenizer, grammar, symbolTable, compiler
  }

  package let type: ExceptionType
  package let message: String
  /// The bytes the message is about, in the text that was parsed.
  package let range: ByteRange
  package var origin = Origin.grammar

  package init(_ message: String, at range: ByteRange) { self.init(.syntaxError, message, at: range) }

  package init(_ type: ExceptionType, _ message: String, at range: ByteRange) {
    self.type = type
    self.message = message
    self.range = range
  }

  package var description: String { "\(type.rawValue): \(message)" }

  /// The same failure, found by another part.
  package func found(by origin: Origin) -> SyntaxFailure {
    var copy = self
    copy.origin = origin
    return copy
  }
}

extension SyntaxFailure {
  /// Where it is, as the attributes of CPython's exception tell: lines and characters counted from one.
  package struct Place {
    package let line: Int
    package let offset: Int
    package let endLine: Int
    package let endOffset: Int
    /// The line; `nil` when CPython does not know it.
    package let text: String?
  }

  /// Where it is in the text that was parsed.
  ///
  /// - Parameter isExpression: whether the text was parsed as one expression, which CPython ends without a new line.
  package func place(in text: [UInt8], isExpression: Bool) -> Place {
    if isExpression, text.isEmpty { return Place(line: 0, offset: 0, endLine: 0, endOffset: 0, text: "") }
    let file = SourceFile(path: "", bytes: text)
    /// The line of a byte and the characters before it there.
    func position(_ offset: Int) -> (line: Int, column: Int) {
      let line = file.line(at: offset)
      let start = file.range(ofLine: line).lowerBound
      return (line, String(decoding: text[min(start, offset)..<offset], as: UTF8.self).unicodeScalars.count)
    }
    let start = min(max(range.lowerBound, 0), text.count)
    let (line, column) = position(start)
    let (endLine, endColumn) = position(min(max(range.upperBound, start), text.count))
    let bytes = text[file.range(ofLine: line)]
    var shown = String(decoding: bytes, as: UTF8.self)
    while let last = shown.unicodeScalars.last, last == "\n" || last == "\r" { shown.unicodeScalars.removeLast() }
    let isLast = file.range(ofLine: line).upperBound == text.count && text.last != 0x0A
    func place(_ offset: Int, _ end: Int, _ text: String?) -> Place {
      Place(line: line, offset: offset, endLine: end <= 0 ? line : endLine, endOffset: end, text: text)
    }
    switch origin {
    case .symbolTable, .compiler: return place(column + 1, endColumn + 1, nil)
    case .tokenizer:
      if type == .tabError { return place(1, 0, shown + "\n") }
      if type == .indentationError { return place(shown.unicodeScalars.count + 1, -1, shown + "\n") }
      if message.hasSuffix("was never closed") {
        return place(column + 1, 0, isLast && !isExpression ? shown + "\n" : shown)
      }
      return place(column + 1, column + 1, shown)
    case .grammar:
      if message == "unexpected indent" {
        return place(shown.unicodeScalars.prefix { $0 == " " || $0 == "\t" || $0 == "\u{C}" }.count, -1, shown + "\n")
      }
      // The end of an expression's text is no place of its line.
      if isExpression, isLast, start == text.count { return place(0, 0, shown) }
      return place(column + 1, endColumn + 1, isExpression && isLast ? shown : shown + "\n")
    }
  }
}

extension SyntaxFailure {
  /// The text CPython prints for it: the place, the line with the part that the message is about underlined, the message.
  ///
  /// - Parameters:
  ///   - text: what was parsed.
  ///   - name: the name of the file to show.
  ///   - line: what the number of a line is in that file, if `text` is a part of it.
  package func report(in text: [UInt8], name: String, line: (Int) -> Int = { $0 }) -> String {
    if type == .recursionError { return "\(type.rawValue): \(message)\n" }
    let file = SourceFile(path: name, bytes: text)
    let start = min(max(range.lowerBound, 0), text.count)
    let number = file.line(at: start)
    let lineRange = file.range(ofLine: number)
    var shown = Array(String(decoding: text[lineRange], as: UTF8.self).unicodeScalars)
    while let last = shown.last, last == "\n" || last == "\r" { shown.removeLast() }
    let indent = shown.prefix { $0 == " " || $0 == "\t" || $0 == "\u{C}" }.count
    let before = String(decoding: text[lineRange.lowerBound..<start], as: UTF8.self).unicodeScalars.count
    let end = min(max(range.upperBound, start), lineRange.upperBound)
    let length = String(decoding: text[start..<end], as: UTF8.self).unicodeScalars.count
    var report = "  File \"\(name)\", line \(line(number))\n"
    var body = String.UnicodeScalarView()
    body.append(contentsOf: shown.dropFirst(indent))
    report += "    \(String(body))\n"
    if before >= indent {
      report += String(repeating: " ", count: 4 + before - indent)
      report += String(repeating: "^", count: max(1, min(length, shown.count - before))) + "\n"
    }
    return report + "\(type.rawValue): \(message)\n"
  }
}
