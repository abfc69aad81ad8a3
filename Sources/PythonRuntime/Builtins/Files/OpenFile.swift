/// A file that has been opened: its contents, where the next read or write happens, and what is allowed.
///
/// Text files hold UTF-8 and their positions are byte offsets, as with CPython's `tell` on a UTF-8 file. Line ends are
/// kept as they are, but `\r\n` and `\r` read as `\n`.
package struct OpenFile {
  /// What `open`'s mode allows.
  package struct Mode: Equatable, Sendable {
    /// The text of the mode as it was given.
    package let text: String
    /// Whether the file may be read.
    package var reads = false
    /// Whether the file may be written.
    package var writes = false
    /// Whether every write goes to the end.
    package var appends = false
    /// Whether the file is emptied first.
    package var truncates = false
    /// Whether the file must not exist yet.
    package var creates = false
    /// Whether the file holds bytes rather than text.
    package var isBinary = false

    /// Parses a mode such as `r`, `wb` or `a+`. Throws `ValueError` in CPython's words.
    package init(_ text: String) throws(PythonException) {
      self.text = text
      let invalid = PythonException(.valueError, "invalid mode: '\(text)'")
      var seen: Set<Character> = []
      var isText = false
      var plus = false
      var kinds = 0
      for letter in text {
        guard seen.insert(letter).inserted else { throw invalid }
        switch letter {
        case "r":
          reads = true
          kinds += 1
        case "w":
          writes = true
          truncates = true
          kinds += 1
        case "a":
          writes = true
          appends = true
          kinds += 1
        case "x":
          writes = true
          creates = true
          kinds += 1
        case "b": isBinary = true
        case "t": isText = true
        case "+": plus = true
        default: throw invalid
        }
      }
      if isText, isBinary { throw PythonException(.valueError, "can't have text and binary mode at once") }
      guard kinds == 1 else {
        throw PythonException(
          .valueError,
          kinds > 1
            ? "must have exactly one of create/read/write/append mode"
            : "Must have exactly one of create/read/write/append mode and at most one plus")
      }
      if plus {
        reads = true
        writes = true
      }
    }
  }

  /// The contents, shared with others who have the file open.
  package let file: MemoryFileSystem.File
  /// What the file was opened for.
  package let mode: Mode
  /// The byte offset of the next read or write.
  package var position = 0

  /// Opens `file`, emptying it or going to its end as the mode says.
  package init(_ file: MemoryFileSystem.File, mode: Mode) {
    self.file = file
    self.mode = mode
    if mode.truncates { file.bytes = [] }
    if mode.appends { position = file.bytes.count }
  }

  /// Reads up to `count` bytes, or code points of a text file; all that is left when `count` is negative.
  package mutating func read(_ count: Int) -> [UInt8] {
    let start = min(position, file.bytes.count)
    var end = file.bytes.count
    if count >= 0 {
      if mode.isBinary {
        end = start + min(count, file.bytes.count - start)
      } else {
        end = start
        var left = count
        while left > 0, end < file.bytes.count {
          // A carriage return with its line feed reads as one line feed.
          let pair = file.bytes[end] == 13 && end + 1 < file.bytes.count && file.bytes[end + 1] == 10
          end += pair ? 2 : 1
          while end < file.bytes.count, file.bytes[end] & 0xC0 == 0x80 { end += 1 }
          left -= 1
        }
      }
    }
    position = end
    return unified(file.bytes[start..<end])
  }

  /// Reads a line with its end, or nothing at the end of the file.
  package mutating func readLine(limit: Int = -1) -> [UInt8] {
    let start = min(position, file.bytes.count)
    var end = start
    while end < file.bytes.count, limit < 0 || end - start < limit {
      let byte = file.bytes[end]
      end += 1
      if byte == 10 { break }
      if byte == 13, !mode.isBinary {
        if end < file.bytes.count, file.bytes[end] == 10 { end += 1 }
        break
      }
    }
    if !mode.isBinary { while end < file.bytes.count, file.bytes[end] & 0xC0 == 0x80 { end += 1 } }
    position = end
    return unified(file.bytes[start..<end])
  }

  private func unified(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    guard !mode.isBinary, bytes.contains(13) else { return Array(bytes) }
    var out: [UInt8] = []
    var previous: UInt8 = 0
    for byte in bytes {
      if byte == 13 {
        out.append(10)
      } else if byte != 10 || previous != 13 {
        out.append(byte)
      }
      previous = byte
    }
    return out
  }

  /// Writes `bytes` at the position, or at the end of a file that appends.
  package mutating func write(_ bytes: [UInt8]) throws(PythonException) {
    if mode.appends { position = file.bytes.count }
    try TextLimit.check(position + bytes.count)
    if position > file.bytes.count { file.bytes.append(0, count: position - file.bytes.count) }
    let overlap = min(bytes.count, file.bytes.count - position)
    file.bytes.replaceSubrange(position..<(position + overlap), with: bytes)
    position += bytes.count
  }
}
