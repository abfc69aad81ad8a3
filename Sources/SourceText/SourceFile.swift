/// A half-open range of byte offsets into a ``SourceFile``.
package typealias ByteRange = Range<Int>

/// A line and a column, both counted from 1; the column counts Unicode scalars.
package struct LineColumn: Hashable, Sendable, CustomStringConvertible {
  package let line: Int
  package let column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  package var description: String { "\(line):\(column)" }
}

/// The bytes of one text file, and the lines they form.
///
/// Offsets are bytes; ``lineColumn(at:)`` turns one into what a person reads. A line ends at LF, CR LF or CR.
package struct SourceFile: Sendable {
  /// The path as the user wrote it, for messages.
  package let path: String
  package let bytes: [UInt8]
  /// The byte offset at which each line starts; never empty.
  package let lineStarts: [Int]

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
    var starts = [0]
    bytes.withUnsafeBufferPointer { bytes in
      var index = 0
      // Both reads lie below `bytes.count`.
      while index < bytes.count {
        let byte = bytes[index]
        index += 1
        if byte > UInt8(ascii: "\r") { continue }
        if byte == UInt8(ascii: "\n") {
          starts.append(index)
        } else if byte == UInt8(ascii: "\r") {
          if index < bytes.count, bytes[index] == UInt8(ascii: "\n") { index += 1 }
          starts.append(index)
        }
      }
    }
    self.lineStarts = starts
  }

  package init(path: String, text: String) {
    self.init(path: path, bytes: Array(text.utf8))
  }

  /// The number of lines; a file that ends with a line ending has an empty last line.
  package var lineCount: Int { lineStarts.count }

  /// The text of a byte range; bytes that are not UTF-8 become U+FFFD.
  package func text(in range: ByteRange) -> String {
    String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }

  /// The 1-based line that holds a byte offset.
  package func line(at offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The line and column of a byte offset.
  package func lineColumn(at offset: Int) -> LineColumn {
    let line = line(at: offset)
    let start = lineStarts[line - 1]
    let end = min(max(offset, start), bytes.count)
    let column = bytes[start..<end].count { $0 & 0xC0 != 0x80 }
    return LineColumn(line: line, column: column + 1)
  }

  /// The byte range of a 1-based line, without its line ending. Empty when there is no such line.
  package func range(ofLine line: Int) -> ByteRange {
    guard line >= 1, line <= lineStarts.count else { return bytes.count..<bytes.count }
    let start = lineStarts[line - 1]
    var end = line < lineStarts.count ? lineStarts[line] : bytes.count
    while end > start, bytes[end - 1] == UInt8(ascii: "\n") || bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return start..<end
  }

  /// The offset of the first byte that is not valid UTF-8, or `nil` when all are.
  package var firstInvalidUTF8Offset: Int? {
    bytes.withUnsafeBufferPointer { bytes in
      var index = 0
      // Every access lies below `bytes.count`: `length` is checked against it before the following bytes are read.
      while index < bytes.count {
        let byte = bytes[index]
        if byte < 0x80 {
          index += 1
          continue
        }
        let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
        guard byte >= 0xC2, byte <= 0xF4, index + length <= bytes.count else { return index }
        // The second byte excludes overlong forms, surrogates, and what lies above U+10FFFF.
        let second =
          switch byte {
          case 0xE0: UInt8(0xA0)...0xBF
          case 0xED: UInt8(0x80)...0x9F
          case 0xF0: UInt8(0x90)...0xBF
          case 0xF4: UInt8(0x80)...0x8F
          default: UInt8(0x80)...0xBF
          }
        guard second.contains(bytes[index + 1]) else { return index }
        for offset in 2..<max(2, length) where bytes[index + offset] & 0xC0 != 0x80 { return index }
        index += length
      }
      return nil
    }
  }
}
