import SourceText

/// Finds the admonitions of MkDocs and Python-Markdown (`!!! note "Title"`, `??? tip`), whose content is indented by
/// four spaces, and says how the text must change for CommonMark to read each as a block quote that begins with its
/// title. To CommonMark itself the content would be indented code, and a tutorial's cells in it would never run.
struct Admonitions {
  /// Bytes of the file that are read as others.
  struct Replacement {
    let range: ByteRange
    let bytes: [UInt8]
  }

  private let bytes: [UInt8]
  private var replacements: [Replacement] = []
  /// How far the contents of the open admonitions are indented, from the outermost on.
  private var open: [Int] = []
  /// The fence of the code that is open, and how many admonitions were when it began.
  private var fence: (mark: UInt8, count: Int, depth: Int)?

  /// Whether a text holds what could open an admonition.
  static func mayHold(_ bytes: ArraySlice<UInt8>) -> Bool {
    for mark in [UInt8(ascii: "!"), UInt8(ascii: "?")] {
      var run = 0
      for byte in bytes {
        run = byte == mark ? run + 1 : 0
        if run == 3 { return true }
      }
    }
    return false
  }

  /// The changes to a document whose body begins at `start`, in order, not overlapping.
  static func replacements(in file: SourceFile, from start: Int) -> [Replacement] {
    guard mayHold(file.bytes[start...]) else { return [] }
    var finder = Admonitions(bytes: file.bytes)
    var lineStart = start
    while lineStart < file.bytes.count {
      let end = file.bytes[lineStart...].firstIndex(of: UInt8(ascii: "\n")) ?? file.bytes.count
      finder.readLine(lineStart, end)
      lineStart = end + 1
    }
    return finder.replacements
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  /// The number of spaces at the beginning of a line, nil if the line is blank.
  private func indent(_ start: Int, _ end: Int) -> Int? {
    var position = start
    while position < end, bytes[position] == 0x20 { position += 1 }
    return position == end || bytes[position] == 0x0D && position + 1 == end ? nil : position - start
  }

  private mutating func readLine(_ start: Int, _ end: Int) {
    guard let indent = indent(start, end) else {
      // A blank line belongs to what is open if the next line with text does.
      var next = end + 1
      while next < bytes.count {
        let nextEnd = bytes[next...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        if let following = self.indent(next, nextEnd) {
          close(above: following)
          break
        }
        next = nextEnd + 1
      }
      if next >= bytes.count { open = [] }
      if !open.isEmpty {
        replacements.append(Replacement(range: start..<start, bytes: quoteMarks.dropLast()))
      }
      return
    }
    close(above: indent)
    let content = open.last ?? 0
    if !open.isEmpty { replacements.append(Replacement(range: start..<start + content, bytes: quoteMarks)) }
    let first = start + indent
    if let fence {
      if isFence(first, end, mark: fence.mark) >= fence.count { self.fence = nil }
      return
    }
    guard indent - content <= 3 else { return }
    for mark in [UInt8(ascii: "`"), UInt8(ascii: "~")] {
      let count = isFence(first, end, mark: mark)
      if count >= 3 {
        fence = (mark, count, open.count)
        return
      }
    }
    readHeader(first, end, indent)
  }

  /// Closes the admonitions whose content is indented by more than `indent`, and the code fence inside them.
  private mutating func close(above indent: Int) {
    while let last = open.last, last > indent { open.removeLast() }
    if let fence, fence.depth > open.count { self.fence = nil }
  }

  private var quoteMarks: [UInt8] { Array(String(repeating: "> ", count: open.count).utf8) }

  private func isFence(_ start: Int, _ end: Int, mark: UInt8) -> Int {
    bytes[start..<end].prefix { $0 == mark }.count
  }

  /// `!!! type "Title"`, `??? type`, `???+ type`: the title becomes a paragraph of its own in bold.
  private mutating func readHeader(_ start: Int, _ end: Int, _ indent: Int) {
    let end = end > start && bytes[end - 1] == 0x0D ? end - 1 : end
    let mark = bytes[start]
    guard mark == UInt8(ascii: "!") || mark == UInt8(ascii: "?"), isFence(start, end, mark: mark) == 3 else { return }
    var position = start + 3
    if mark == UInt8(ascii: "?"), position < end, bytes[position] == UInt8(ascii: "+") { position += 1 }
    guard position < end, bytes[position] == 0x20 else { return }
    while position < end, bytes[position] == 0x20 { position += 1 }
    let typeStart = position
    while position < end, isASCIILetterOrDash(bytes[position]) { position += 1 }
    guard position > typeStart else { return }
    let typeEnd = position
    let quote = bytes[position..<end].firstIndex(of: UInt8(ascii: "\""))
    open.append(indent + 4)
    let opening = Array("> **".utf8)
    let closing = Array("**\n\(String(repeating: "> ", count: open.count - 1))>".utf8)
    if let quote, let last = bytes[(quote + 1)..<end].lastIndex(of: UInt8(ascii: "\"")) {
      if last == quote + 1 {
        replacements.append(Replacement(range: start..<end, bytes: [UInt8(ascii: ">")]))
      } else {
        replacements.append(Replacement(range: start..<quote + 1, bytes: opening))
        replacements.append(Replacement(range: last..<end, bytes: closing))
      }
    } else {
      replacements.append(Replacement(range: start..<typeStart, bytes: opening))
      replacements.append(Replacement(range: typeEnd..<end, bytes: closing))
    }
  }

  private func isASCIILetterOrDash(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "-") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}
