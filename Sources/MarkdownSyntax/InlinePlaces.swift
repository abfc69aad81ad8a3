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

  /// The file's range of an inline whose source is its literal.
  func range(of node: CmarkNode, _ literal: [UInt8], in protected: ProtectedText) -> ByteRange {
    textRange(of: node, literal, in: protected.text).map(protected.fileRange) ?? leafRange
  }

  /// The file's range of a code span, its backquotes included.
  func codeRange(of node: CmarkNode, _ literal: [UInt8], in protected: ProtectedText) -> ByteRange {
    let bytes = protected.text.bytes
    guard var range = range(of: node, in: protected.text) else { return leafRange }
    // cmark's place includes the space that is dropped from either end.
    if range.count == literal.count + 2 {
      guard bytes[range.lowerBound + 1..<range.upperBound - 1].elementsEqual(literal) else { return leafRange }
    } else {
      guard bytes[range].elementsEqual(literal) else { return leafRange }
    }
    var (start, end) = (range.lowerBound, range.upperBound)
    while start > 0, bytes[start - 1] == UInt8(ascii: "`") { start -= 1 }
    while end < bytes.count, bytes[end] == UInt8(ascii: "`") { end += 1 }
    guard range.lowerBound - start == end - range.upperBound else { return leafRange }
    range = start..<end
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
