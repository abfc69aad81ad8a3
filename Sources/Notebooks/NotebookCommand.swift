/// A line of a cell that speaks to IPython or to the d2l-book tools rather than to Python.
enum NotebookCommand: Hashable, Sendable {
  /// A line that is left out.
  case omitted(CellSource.Omission)
  /// `%time statement`: the statement runs. The bytes before it are left out.
  case timed(prefix: Int)
  /// `%%time` above a cell, which runs as it is.
  case timedCell
  /// `%%bash`, `%%writefile` and their like: the cell below is no Python, or runs in another way.
  case foreignCell(String)

  /// The cell magics below which a cell is not run, and why.
  private static let foreign: [String: String] = {
    var reasons: [String: String] = [:]
    for name in [
      "bash", "sh", "script", "system", "sx", "!", "cmd", "html", "javascript", "js", "latex", "markdown", "svg",
      "perl",
      "ruby", "cython", "sql", "R", "julia", "python2", "pypy",
    ] {
      reasons[name] = "what stands below `%%\(name)` is not Python"
    }
    for name in ["timeit", "prun"] {
      reasons[name] = "`%%\(name)` would run the cell many times and keep nothing of it"
    }
    for name in ["writefile", "file"] { reasons[name] = "`%%\(name)` would write a file" }
    return reasons
  }()

  /// Reads a line at which a statement may begin.
  ///
  /// - Parameter isFirst: whether no code stands above it in its cell.
  init?(_ line: ArraySlice<UInt8>, isFirst: Bool) {
    let trimmed = line.drop { $0 == 0x20 || $0 == 0x09 }
    guard let first = trimmed.first else { return nil }
    let rest = trimmed.dropFirst()
    switch first {
    case UInt8(ascii: "%"):
      guard let command = Self.magic(rest, isIndented: trimmed.startIndex > line.startIndex, isFirst: isFirst) else {
        return nil
      }
      self = command
    case UInt8(ascii: "!"):
      guard !rest.isEmpty, rest.first != UInt8(ascii: "=") else { return nil }
      self = .omitted(.shell)
    case UInt8(ascii: "?"): self = .omitted(.help)
    default:
      if Self.asksForHelp(trimmed) {
        self = .omitted(.help)
      } else if let omission = Self.assignment(trimmed) {
        self = .omitted(omission)
      } else if trimmed.starts(with: Array("tab.interact_select(".utf8)) {
        self = .omitted(.tab)
      } else {
        return nil
      }
    }
  }

  /// Reads what stands behind a `%`.
  private static func magic(_ rest: ArraySlice<UInt8>, isIndented: Bool, isFirst: Bool) -> NotebookCommand? {
    let isCell = rest.first == UInt8(ascii: "%")
    let text = isCell ? rest.dropFirst() : rest
    let name = text.prefix { isNameByte($0) }
    guard let initial = name.first, !isDigit(initial) || isCell else {
      return isCell && text.first == UInt8(ascii: "!") ? .foreignCell("what stands below `%%!` is not Python") : nil
    }
    let word = String(decoding: name, as: UTF8.self)
    let argument = text.dropFirst(name.count).drop { $0 == 0x20 || $0 == 0x09 }
    if isCell {
      if isFirst, let reason = foreign[word] { return .foreignCell(reason) }
      return word == "time" ? .timedCell : .omitted(.magic)
    }
    if word == "time", !isIndented, !argument.isEmpty {
      return .timed(prefix: argument.startIndex - rest.startIndex + 1)
    }
    return .omitted(.magic)
  }

  /// `torch.add?`, `torch.add??`
  private static func asksForHelp(_ line: ArraySlice<UInt8>) -> Bool {
    var text = line
    while let last = text.last, last == 0x20 || last == 0x09 || last == 0x0D { text = text.dropLast() }
    guard text.last == UInt8(ascii: "?") else { return false }
    while text.last == UInt8(ascii: "?") { text = text.dropLast() }
    return !text.isEmpty && text.allSatisfy { isNameByte($0) || $0 == UInt8(ascii: ".") }
  }

  /// `files = !ls`, `t = %timeit -o f()`: no Python statement goes on so behind the sign.
  private static func assignment(_ line: ArraySlice<UInt8>) -> CellSource.Omission? {
    let target = line.prefix { isNameByte($0) || $0 == 0x20 || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ".") }
    guard let initial = target.first, isNameByte(initial), !isDigit(initial) else { return nil }
    let sign = line[target.endIndex...]
    guard sign.first == UInt8(ascii: "=") else { return nil }
    let value = sign.dropFirst().drop { $0 == 0x20 || $0 == 0x09 }
    guard let first = value.first, let next = value.dropFirst().first, isNameByte(next) else { return nil }
    return first == UInt8(ascii: "!") ? .shell : first == UInt8(ascii: "%") ? .magic : nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte == UInt8(ascii: "_") || byte >= 0x80
      || (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
  }
}

/// Follows code line by line to tell where a statement may begin: not within brackets, within a string of several
/// lines, or behind a backslash.
struct LogicalLines {
  private var depth = 0
  /// The quote of the open string, and whether it is tripled.
  private var quote: UInt8?
  private var isTripled = false
  private var endsInBackslash = false

  /// Whether the next line goes on with what stands above it.
  var isContinued: Bool { depth > 0 || quote != nil || endsInBackslash }

  mutating func consume(_ line: ArraySlice<UInt8>) {
    endsInBackslash = false
    var index = line.startIndex
    while index < line.endIndex {
      let byte = line[index]
      if byte == UInt8(ascii: "\\") {
        endsInBackslash = index + 1 == line.endIndex
        index += 2
        continue
      }
      if let open = quote {
        if byte == open, !isTripled || isTriple(line, index) {
          index += isTripled ? 2 : 0
          quote = nil
        }
      } else {
        switch byte {
        case UInt8(ascii: "#"): return
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
          quote = byte
          isTripled = isTriple(line, index)
          index += isTripled ? 2 : 0
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
        default: break
        }
      }
      index += 1
    }
    // A string in single quotes ends with its line.
    if quote != nil, !isTripled, !endsInBackslash { quote = nil }
  }

  private func isTriple(_ line: ArraySlice<UInt8>, _ index: Int) -> Bool {
    index + 2 < line.endIndex && line[index + 1] == line[index] && line[index + 2] == line[index]
  }
}
