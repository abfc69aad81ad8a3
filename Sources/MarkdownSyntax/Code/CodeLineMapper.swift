import SourceText

/// Finds the bytes of a code block's lines in the text that cmark was given.
///
/// cmark's literal has lost carriage returns, the prefixes of containers and the indentation of the fence, but every
/// line of it is still the end of its source line, so comparing the two from behind finds the line's first byte and
/// verifies all others. Only where a container took part of a tab does cmark put spaces that the source has not.
struct CodeLineMapper {
  /// An opening fence, in offsets of cmark's text.
  struct Fence {
    let opening: ByteRange
    let info: ByteRange
    let character: UInt8
    let length: Int

    /// The fence a code block opens with, `nil` when it is an indented one.
    ///
    /// cmark does not tell the two apart. The text of an indented block may look like a fence, but then cmark has no
    /// info string for it, or its first line is that very text, which in a fenced block would be the closing fence.
    init?(node: CmarkNode, in text: SourceFile) {
      let line = text.range(ofLine: node.startLine)
      let start = line.lowerBound + node.startColumn - 1
      guard start < line.upperBound else { return nil }
      let character = text.bytes[start]
      guard character == UInt8(ascii: "`") || character == UInt8(ascii: "~") else { return nil }
      var end = start
      while end < line.upperBound, text.bytes[end] == character { end += 1 }
      guard end - start >= 3 else { return nil }
      var info = end..<line.upperBound
      while let last = info.last, isCmarkSpace(text.bytes[last]) { info.removeLast() }
      while let first = info.first, isCmarkSpace(text.bytes[first]) { info.removeFirst() }
      if info.isEmpty {
        let firstLine = node.literal.prefix { $0 != UInt8(ascii: "\n") }
        if firstLine.elementsEqual(text.bytes[start..<line.upperBound]) { return nil }
      } else if node.fenceInfo.isEmpty {
        return nil
      }
      self.opening = start..<line.upperBound
      self.info = info.isEmpty ? line.upperBound..<line.upperBound : info
      self.character = character
      self.length = end - start
    }
  }

  let fence: Fence?
  /// The lines in offsets of cmark's text.
  private(set) var lines: [CodeLine] = []
  private(set) var closing: ByteRange?
  /// Where the block ends.
  private(set) var end: Int

  init(node: CmarkNode, in text: SourceFile) {
    let fence = Fence(node: node, in: text)
    self.fence = fence
    let first = fence == nil ? node.startLine : node.startLine + 1
    var line = first
    for literal in node.literal.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast() {
      lines.append(Self.suffix(literal, of: text.range(ofLine: line), in: text.bytes))
      line += 1
    }
    end = text.range(ofLine: max(node.startLine, line - 1)).upperBound
    guard let fence, line <= text.lineCount, line == node.endLine else { return }
    // The line behind the code closes the block unless something else begins there, when the container has ended.
    if let next = node.followerStartLine, next <= line { return }
    let range = text.range(ofLine: line)
    var last = range.upperBound
    while last > range.lowerBound, isCmarkSpace(text.bytes[last - 1]) { last -= 1 }
    var start = last
    while start > range.lowerBound, text.bytes[start - 1] == fence.character { start -= 1 }
    guard last - start >= fence.length else { return }
    closing = start..<last
    end = range.upperBound
  }

  /// The part of a source line that a line of cmark's literal is.
  static func suffix(_ literal: ArraySlice<UInt8>, of line: ByteRange, in bytes: [UInt8]) -> CodeLine {
    var start = line.upperBound
    var end = literal.endIndex
    while end > literal.startIndex, start > line.lowerBound, bytes[start - 1] == literal[end - 1] {
      start -= 1
      end -= 1
    }
    return CodeLine(range: start..<line.upperBound, padding: end - literal.startIndex)
  }
}

/// Whether cmark counts a byte as white space.
func isCmarkSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
