import SourceText

/// The metadata at a file's start: what stands between a first line `---` and a line `---` or `...`.
package struct FrontMatter: Hashable, Sendable {
  /// The bytes from the file's start to the start of the document proper, the delimiters included.
  package let range: ByteRange
  /// The bytes of the metadata itself, between the delimiting lines.
  package let textRange: ByteRange

  /// The front matter of a file, `nil` when its first line is not `---` or nothing closes it.
  static func find(in file: SourceFile) -> FrontMatter? {
    let bytes = file.bytes
    let start = byteOrderMarkLength(bytes)
    guard isDelimiter(bytes[start..<file.range(ofLine: 1).upperBound], "-"), file.lineCount > 1 else { return nil }
    for line in 2...file.lineCount {
      let content = bytes[file.range(ofLine: line)]
      guard isDelimiter(content, "-") || isDelimiter(content, ".") else { continue }
      let end = line < file.lineCount ? file.lineStarts[line] : bytes.count
      return FrontMatter(range: 0..<end, textRange: file.lineStarts[1]..<file.lineStarts[line - 1])
    }
    return nil
  }

  /// Whether a line is three times the mark, with nothing but white space behind it.
  private static func isDelimiter(_ line: ArraySlice<UInt8>, _ mark: Unicode.Scalar) -> Bool {
    let byte = UInt8(ascii: mark)
    return line.count >= 3 && line.prefix(3).allSatisfy { $0 == byte }
      && line.dropFirst(3).allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  /// 3 when the file opens with a byte order mark, which is no part of the document, else 0.
  static func byteOrderMarkLength(_ bytes: [UInt8]) -> Int {
    bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }
}
