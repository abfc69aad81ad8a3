import SourceText

/// A fenced or indented code block and where each of its lines stands in the file.
package struct CodeBlock: Hashable, Sendable {
  /// The index of the block's node in ``MarkdownDocument/nodes``.
  package let node: Int
  /// The fence, `nil` for an indented code block.
  package let fence: Fence?
  /// The info string with its escapes and entities resolved; empty when there is none.
  package let info: String
  /// The lines of code, in order.
  package let lines: [CodeLine]
  /// The HTML comments that stand directly before the block as blocks of their own, in order.
  package let comments: [HTMLComment]
  /// The index of the heading the block stands below, into ``MarkdownDocument/headings``.
  package let heading: Int?

  /// The fence around a code block.
  package struct Fence: Hashable, Sendable {
    /// The opening line from its first fence character to its end, the info string included.
    package let opening: ByteRange
    /// The info string as it is written, without white space around it; empty, at the opening's end, if there is none.
    package let info: ByteRange
    /// The characters that close the block, `nil` when its container or the file ends before.
    package let closing: ByteRange?
    /// A backquote or a tilde.
    package let character: UInt8
    /// How many of it open the block.
    package let length: Int
  }

  /// The first word of the info string, which names the language; empty when there is none.
  package var language: String {
    String(info.prefix { !$0.isWhitespace })
  }

  /// The code, each line ended by LF, as CommonMark reads it.
  package func text(in file: SourceFile) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(lines.reduce(0) { $0 + $1.padding + $1.range.count + 1 })
    for line in lines {
      text.append(contentsOf: repeatElement(0x20, count: line.padding))
      text.append(contentsOf: file.bytes[line.range])
      text.append(UInt8(ascii: "\n"))
    }
    return text
  }

  /// The places of ``text(in:)`` in the file.
  package var map: CodeMap { CodeMap(lines) }
}

/// One line of code in a file.
package struct CodeLine: Hashable, Sendable {
  /// The bytes of the line without the prefixes of its containers, the indentation of its fence and its ending.
  package let range: ByteRange
  /// How many spaces stand for the rest of a tab of which the container took a part; they belong to the code before
  /// the bytes of `range`. Nearly always 0.
  package let padding: Int

  package init(range: ByteRange, padding: Int) {
    self.range = range
    self.padding = padding
  }
}

/// An HTML comment that is a block of its own.
package struct HTMLComment: Hashable, Sendable {
  /// What stands between `<!--` and `-->`, without white space around it.
  package let text: String
  /// The bytes of the whole comment.
  package let range: ByteRange
}

/// Translates offsets into a code block's text to offsets into the file.
package struct CodeMap: Sendable {
  private let lines: [CodeLine]
  /// The offset in the text at which each line starts.
  private let starts: [Int]

  init(_ lines: [CodeLine]) {
    self.lines = lines
    var start = 0
    self.starts = lines.map { line in
      defer { start += line.padding + line.range.count + 1 }
      return start
    }
  }

  /// The file's offset of an offset into the text, which is clamped to it. A line ending is where the line ends.
  package func fileOffset(_ offset: Int) -> Int {
    guard let first = lines.first else { return 0 }
    var low = 0
    var high = starts.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    guard offset >= 0 else { return first.range.lowerBound }
    let line = lines[low]
    return line.range.lowerBound + min(max(0, offset - starts[low] - line.padding), line.range.count)
  }

  /// The file's range of a range of the text; one that ends behind a line ending ends with the line.
  package func fileRange(_ range: ByteRange) -> ByteRange {
    let start = fileOffset(range.lowerBound)
    guard !range.isEmpty else { return start..<start }
    return start..<max(start, fileOffset(range.upperBound - 1) + (isLineEnding(range.upperBound - 1) ? 0 : 1))
  }

  /// Whether the text's byte at `offset` is the LF that ends a line.
  private func isLineEnding(_ offset: Int) -> Bool {
    var low = 0
    var high = starts.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    guard low < lines.count else { return true }
    return offset >= starts[low] + lines[low].padding + lines[low].range.count
  }
}
