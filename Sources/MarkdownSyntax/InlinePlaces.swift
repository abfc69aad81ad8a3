import SourceText

/// Finds where the inlines of a paragraph or heading stand.
///
/// cmark counts columns in the text it collected for the block, whose lines have lost their prefixes and indentation,
/// and gets some wrong. A place is taken only if the bytes there are what they should be; otherwise the inline gets
/// the block's range.
struct InlinePlaces {
  /// The range of the block, in the file.
  private(set) var leafRange: ByteRange = 0..<0
  private var startLine = 0
  private var startColumn = 1
  private var quoteDepth = 0

  init() {}

  init(leafRange: ByteRange, startLine: Int, startColumn: Int, quoteDepth: Int) {
    self.leafRange = leafRange
    self.startLine = startLine
    self.startColumn = startColumn
    self.quoteDepth = quoteDepth
  }

  /// The range in cmark's text of an inline whose source is its literal, `nil` when that is not known.
  func textRange(of node: CmarkNode, _ literal: [UInt8], in text: SourceFile) -> ByteRange? {
    guard let range = range(of: node, in: text), text.bytes[range].elementsEqual(literal) else { return nil }
    return range
  }

  /// The file's range of an inline whose source is its literal, perhaps with delimiters around it.
  func range(
    of node: CmarkNode, _ literal: [UInt8], around delimiter: String, in protected: ProtectedText
  ) -> ByteRange {
    guard var range = textRange(of: node, literal, in: protected.text) else { return leafRange }
    let bytes = protected.text.bytes
    if let mark = delimiter.utf8.first {
      var (start, end) = (range.lowerBound, range.upperBound)
      while start > 0, bytes[start - 1] == mark || bytes[start - 1] == 0x20 { start -= 1 }
      while end < bytes.count, bytes[end] == mark || bytes[end] == 0x20 { end += 1 }
      while start < range.lowerBound, bytes[start] == 0x20 { start += 1 }
      while end > range.upperBound, bytes[end - 1] == 0x20 { end -= 1 }
      range = start..<end
    }
    return protected.fileRange(range)
  }

  /// The file's range of an inline that begins with one of some bytes and ends with one of others.
  func range(of node: CmarkNode, opening: String, closing: String, in protected: ProtectedText) -> ByteRange {
    let bytes = protected.text.bytes
    guard let range = range(of: node, in: protected.text), let first = range.first, let last = range.last,
      opening.utf8.contains(bytes[first]), closing.utf8.contains(bytes[last])
    else { return leafRange }
    return protected.fileRange(range)
  }

  /// What cmark says, in offsets of its text, if it is a range at all.
  private func range(of node: CmarkNode, in text: SourceFile) -> ByteRange? {
    guard let start = offset(node.startLine, node.startColumn, in: text),
      let end = offset(node.endLine, node.endColumn, in: text), start <= end, end < text.bytes.count
    else { return nil }
    return start..<end + 1
  }

  private func offset(_ line: Int, _ column: Int, in text: SourceFile) -> Int? {
    guard line >= startLine, column >= 1 else { return nil }
    let range = text.range(ofLine: line)
    guard line > startLine else { return range.lowerBound + column - 1 }
    var start = range.lowerBound
    var quotes = quoteDepth
    while start < range.upperBound {
      let byte = text.bytes[start]
      if byte == UInt8(ascii: ">"), quotes > 0 { quotes -= 1 } else if byte != 0x20, byte != 0x09 { break }
      start += 1
    }
    return start + column - startColumn
  }
}
