import SourceText

/// A Markdown file, parsed.
package struct MarkdownDocument: Sendable {
  package let file: SourceFile
  /// The metadata between `---` lines at the file's start; its text is not interpreted here.
  package let frontMatter: FrontMatter?
  /// The tree: `nodes[0]` is the document, every node stands before its descendants. See ``MarkdownNode``.
  package let nodes: [MarkdownNode]
  /// Every code block, fenced or indented, at any depth, in document order.
  package let codeBlocks: [CodeBlock]
  /// Every heading in document order.
  package let headings: [Heading]

  /// Parses a file. Every sequence of bytes is a Markdown document, so there is no error.
  package static func parse(_ file: SourceFile) -> MarkdownDocument {
    let frontMatter = FrontMatter.find(in: file)
    let start = frontMatter?.range.upperBound ?? FrontMatter.byteOrderMarkLength(file.bytes)
    let admonitions = Admonitions.replacements(in: file, from: start)
    let plain = ProtectedText(file: file, start: start, admonitions: admonitions, replacing: [])
    let formulas = MathScanner.mayHoldMath(file.bytes[start...]) ? MathScanner.formulas(in: plain) : []
    let text =
      formulas.isEmpty ? plain : ProtectedText(file: file, start: start, admonitions: admonitions, replacing: formulas)
    var builder = TreeBuilder(text)
    builder.build()
    return MarkdownDocument(
      file: file, frontMatter: frontMatter, nodes: builder.nodes, codeBlocks: builder.codeBlocks,
      headings: builder.headings)
  }

  /// The indexes of a node's children, in order.
  package func children(of index: Int) -> some Sequence<Int> {
    sequence(state: index + 1) { [nodes] next -> Int? in
      guard next < nodes[index].end else { return nil }
      defer { next = nodes[next].end }
      return next
    }
  }

  /// The sibling behind a node, `nil` for a last child.
  package func nextSibling(of index: Int) -> Int? {
    let node = nodes[index]
    return index > 0 && node.end < nodes[node.parent].end ? node.end : nil
  }

  /// The text of a node's descendants without any markup: what a reader reads. Math is its TeX, an image its
  /// description, a line break a space.
  package func plainText(of index: Int) -> String {
    Self.plainText(nodes[index..<nodes[index].end])
  }

  static func plainText(_ nodes: ArraySlice<MarkdownNode>) -> String {
    var text = ""
    for node in nodes {
      switch node.kind {
      case .text(let literal), .code(let literal): text += literal
      case .math(let formula): text += formula.tex
      case .softBreak, .lineBreak: text += " "
      default: break
      }
    }
    return text
  }

  /// The code block that may show what the code block at `index` of ``codeBlocks`` prints: the next block of the
  /// document, if it is a code block or a block quote that begins with one, or the one behind a single line of text
  /// such as `Output:`.
  ///
  /// Whether it really is output is for the caller to say; here stands only what the document's shape allows. A block
  /// that follows the list or quote which the cell ends counts as next.
  package func blockBelow(codeBlock index: Int) -> BlockBelow? {
    guard codeBlocks.indices.contains(index), var next = blockAfter(codeBlocks[index].node) else { return nil }
    var label: String?
    if case .paragraph = nodes[next].kind {
      let range = nodes[next].range
      guard file.line(at: range.lowerBound) == file.line(at: range.upperBound), let after = nextSibling(of: next) else {
        return nil
      }
      label = plainText(of: next)
      next = after
    }
    switch nodes[next].kind {
    case .codeBlock(let block): return BlockBelow(codeBlock: block, label: label, isQuoted: false)
    case .blockQuote:
      guard next + 1 < nodes[next].end, case .codeBlock(let block) = nodes[next + 1].kind else { return nil }
      return BlockBelow(codeBlock: block, label: label, isQuoted: true)
    default: return nil
    }
  }

  /// The next sibling, or that of the nearest ancestor that has one; an item's sibling is another item and no such.
  private func blockAfter(_ index: Int) -> Int? {
    var index = index
    while index > 0 {
      if let next = nextSibling(of: index) {
        if case .item = nodes[index].kind { return nil }
        return next
      }
      index = nodes[index].parent
    }
    return nil
  }
}

/// A code block that stands where the output of the cell above it would stand.
package struct BlockBelow: Hashable, Sendable {
  /// The index into ``MarkdownDocument/codeBlocks``.
  package let codeBlock: Int
  /// The line of text between the two, without markup, such as `Output:`.
  package let label: String?
  /// Whether the block is the first in a block quote.
  package let isQuoted: Bool
}
