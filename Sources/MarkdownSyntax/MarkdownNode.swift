import SourceText

/// What a node of a Markdown tree is, in CommonMark's terms.
package enum MarkdownKind: Hashable, Sendable {
  case document
  // Blocks.
  case paragraph
  /// A heading of level 1 to 6; the index into ``MarkdownDocument/headings``.
  case heading(level: Int, index: Int)
  case blockQuote
  case list(ListStyle)
  /// An item of a list. `task` is the state of the box of a task list item, `nil` for an ordinary item.
  case item(task: Bool?)
  /// A fenced or indented code block; the index into ``MarkdownDocument/codeBlocks``.
  case codeBlock(Int)
  /// Raw HTML; the text without the prefixes of the containers around it.
  case htmlBlock(String)
  case thematicBreak
  /// A table; its children are rows, the first of which is the header.
  case table([ColumnAlignment])
  case tableRow
  case tableCell
  // Inlines.
  case text(String)
  case softBreak
  case lineBreak
  case code(String)
  case htmlInline(String)
  case emphasis
  case strong
  case strikethrough
  case link(destination: String, title: String)
  case image(destination: String, title: String)
  case math(MathFormula)
}

/// How a list is marked and spaced.
package struct ListStyle: Hashable, Sendable {
  /// The number of the first item, `nil` for a bullet list.
  package let start: Int?
  /// Whether the paragraphs of the items are set without space between them.
  package let isTight: Bool
}

/// Where the cells of a table's column are set.
package enum ColumnAlignment: String, Hashable, Sendable {
  case none, left, center, right
}

/// One node of a Markdown tree.
///
/// The nodes of a document lie in one array in document order, parents before children, so that trees of any depth
/// are built, walked and released without recursion: the subtree of the node at `i` is `i..<nodes[i].end`.
package struct MarkdownNode: Hashable, Sendable {
  package var kind: MarkdownKind
  /// The bytes of the file the node was written in. Exact for blocks, math, and wherever cmark knows the place of
  /// an inline; other inlines have the range of the block they stand in.
  package var range: ByteRange
  /// The index of the parent; the document is its own.
  package let parent: Int
  /// The index of the sibling before, `nil` for a first child.
  package let previousSibling: Int?
  /// The index behind the node's last descendant.
  package var end: Int

  /// Whether the node is a block; what is not is an inline.
  package var isBlock: Bool {
    switch kind {
    case .document, .paragraph, .heading, .blockQuote, .list, .item, .codeBlock, .htmlBlock, .thematicBreak, .table,
      .tableRow, .tableCell:
      true
    default: false
    }
  }
}
