import SourceText

/// Makes the document's nodes of cmark's.
struct TreeBuilder {
  private(set) var nodes: [MarkdownNode] = []
  private(set) var codeBlocks: [CodeBlock] = []
  private(set) var headings: [Heading] = []

  private let protected: ProtectedText
  private let text: SourceFile
  private var slugs = SlugMaker()
  /// The nodes that are being filled, outermost first, each with the last child it has so far.
  private var open: [(node: Int, lastChild: Int?)] = []
  /// How many block quotes are open.
  private var quoteDepth = 0
  private var places = InlinePlaces()
  /// Whether the leaf that is being filled holds `\|` in its text.
  private var hasEscapedBar = false

  init(_ protected: ProtectedText) {
    self.protected = protected
    self.text = protected.text
  }

  mutating func build() {
    CmarkNode.visit(text.bytes) { node, isEntering in
      if isEntering { enter(node) } else { leave(node) }
    }
    if nodes.isEmpty { append(.document, 0..<0) }
    let start = protected.fileOffset(0)
    nodes[0].range = start..<max(start, protected.file.bytes.count)
  }

  // MARK: Nodes

  @discardableResult
  private mutating func append(_ kind: MarkdownKind, _ range: ByteRange) -> Int {
    let index = nodes.count
    let parent = open.last?.node ?? 0
    nodes.append(
      MarkdownNode(
        kind: kind, range: range, parent: parent, previousSibling: open.last?.lastChild, end: index + 1))
    if !open.isEmpty { open[open.count - 1].lastChild = index }
    return index
  }

  private mutating func appendOpen(_ kind: MarkdownKind, _ range: ByteRange) {
    open.append((append(kind, range), nil))
  }

  private mutating func enter(_ node: CmarkNode) {
    switch node.kind {
    case .document: appendOpen(.document, 0..<0)
    case .paragraph:
      beginLeaf(node, .paragraph)
    case .heading:
      beginLeaf(node, .heading(level: node.headingLevel, index: headings.count))
    case .blockQuote:
      quoteDepth += 1
      appendOpen(.blockQuote, lineRange(node.startLine, node.startColumn, node.startLine))
    case .list:
      let style = ListStyle(start: node.isOrderedList ? node.listStart : nil, isTight: node.isTightList)
      appendOpen(.list(style), lineRange(node.startLine, node.startColumn, node.startLine))
    case .item: appendOpen(.item(task: nil), lineRange(node.startLine, node.startColumn, node.startLine))
    case .codeBlock: appendCodeBlock(node)
    case .htmlBlock:
      let literal = node.literal
      let lines = literal.count { $0 == UInt8(ascii: "\n") }
      append(
        .htmlBlock(protected.restored(literal)),
        lineRange(node.startLine, node.startColumn, node.startLine + max(1, lines) - 1))
    case .thematicBreak: append(.thematicBreak, lineRange(node.startLine, node.startColumn, node.startLine))
    case .text: appendText(node)
    case .softBreak: append(.softBreak, places.leafRange)
    case .lineBreak: append(.lineBreak, places.leafRange)
    case .code:
      let literal = node.literal
      append(.code(protected.restored(literal)), places.codeRange(of: node, literal, in: protected))
    case .htmlInline:
      let literal = node.literal
      append(.htmlInline(protected.restored(literal)), places.range(of: node, literal, in: protected))
    case .emphasis: appendOpen(.emphasis, places.range(of: node, opening: "*_", closing: "*_", in: protected))
    case .strong: appendOpen(.strong, places.range(of: node, opening: "*_", closing: "*_", in: protected))
    case .link:
      let link = MarkdownKind.link(
        destination: protected.restored(node.destination, bar: "|"), title: protected.restored(node.title, bar: "|"))
      appendOpen(link, places.range(of: node, opening: "[<", closing: ")]>", in: protected))
    case .image:
      let image = MarkdownKind.image(
        destination: protected.restored(node.destination, bar: "|"), title: protected.restored(node.title, bar: "|"))
      appendOpen(image, places.range(of: node, opening: "!", closing: ")]", in: protected))
    case .other: appendOpen(.paragraph, lineRange(node.startLine, node.startColumn, node.endLine))
    }
  }

  private mutating func leave(_ node: CmarkNode) {
    guard let closed = open.popLast() else { return }
    let index = closed.node
    nodes[index].end = nodes.count
    switch nodes[index].kind {
    case .paragraph: finishParagraph(index)
    case .heading(let level, _):
      restoreBars(from: index)
      let text = MarkdownDocument.plainText(nodes[index...])
      headings.append(Heading(node: index, level: level, text: text, slug: slugs.slug(for: text)))
    case .blockQuote:
      quoteDepth -= 1
      extend(index, over: closed.lastChild)
    case .list: extend(index, over: closed.lastChild)
    case .item:
      extend(index, over: closed.lastChild)
      readTaskBox(index)
    default: break
    }
  }

  /// Makes a table of a paragraph that is one. Nothing but inlines stands behind a paragraph that ends, so that its
  /// nodes can be exchanged.
  private mutating func finishParagraph(_ index: Int) {
    if let table = TableReader.table(nodes[index...], at: index) { nodes.replaceSubrange(index..., with: table) }
    restoreBars(from: index)
  }

  /// Replaces what stands for `\|` in the text of the last nodes.
  private mutating func restoreBars(from index: Int) {
    guard hasEscapedBar else { return }
    hasEscapedBar = false
    for position in index..<nodes.count {
      if case .text(let text) = nodes[position].kind {
        nodes[position].kind = .text(ProtectedText.replacingBars(in: Array(text.utf8)[...], by: "|"))
      }
    }
  }

  /// Reads `[ ]` or `[x]` at the start of an item, GitHub's task list.
  private mutating func readTaskBox(_ index: Int) {
    guard index + 2 < nodes.count, case .paragraph = nodes[index + 1].kind,
      case .text(let text) = nodes[index + 2].kind, nodes[index + 2].parent == index + 1
    else { return }
    let isDone = text.hasPrefix("[x] ") || text.hasPrefix("[X] ")
    guard isDone || text.hasPrefix("[ ] ") else { return }
    nodes[index].kind = .item(task: isDone)
    nodes[index + 2].kind = .text(String(text.dropFirst(4)))
    if nodes[index + 2].range.count == text.utf8.count {
      nodes[index + 2].range = nodes[index + 2].range.dropFirst(4)
    }
  }

  /// Makes a container end where its last child does.
  private mutating func extend(_ index: Int, over child: Int?) {
    guard let child else { return }
    let start = nodes[index].range.lowerBound
    nodes[index].range = start..<max(start, nodes[child].range.upperBound)
  }

  private mutating func beginLeaf(_ node: CmarkNode, _ kind: MarkdownKind) {
    let range = lineRange(node.startLine, node.startColumn, max(node.startLine, node.endLine))
    places = InlinePlaces(
      leafRange: range, startLine: node.startLine, startColumn: node.startColumn, quoteDepth: quoteDepth)
    appendOpen(kind, range)
  }

  /// The file's range from a column of one line of cmark's text to the end of another.
  private func lineRange(_ startLine: Int, _ startColumn: Int, _ endLine: Int) -> ByteRange {
    let start = text.range(ofLine: startLine).lowerBound + max(0, startColumn - 1)
    return protected.fileRange(start..<max(start, text.range(ofLine: endLine).upperBound))
  }

  // MARK: Leaves

  private mutating func appendText(_ node: CmarkNode) {
    let literal = node.literal
    if literal.contains(ProtectedText.escapedBar) { hasEscapedBar = true }
    let start = places.textRange(of: node, literal, in: text)?.lowerBound
    for piece in protected.pieces(of: literal) {
      switch piece {
      case .text(let bytes):
        let range = start.map { protected.fileRange($0 + bytes.startIndex..<$0 + bytes.endIndex) }
        append(.text(String(decoding: bytes, as: UTF8.self)), range ?? places.leafRange)
      case .formula(let number):
        let found = protected.formulas[number]
        append(.math(found.formula), found.range)
      }
    }
  }

  private mutating func appendCodeBlock(_ node: CmarkNode) {
    let mapper = CodeLineMapper(node: node, in: text)
    let start = text.range(ofLine: node.startLine).lowerBound + max(0, node.startColumn - 1)
    let index = append(
      .codeBlock(codeBlocks.count), protected.fileRange(start..<max(start, mapper.end)))
    let fence = mapper.fence.map { fence in
      CodeBlock.Fence(
        opening: protected.fileRange(fence.opening), info: protected.fileRange(fence.info),
        closing: mapper.closing.map(protected.fileRange), character: fence.character, length: fence.length)
    }
    codeBlocks.append(
      CodeBlock(
        node: index, fence: fence, info: fence == nil ? "" : protected.restored(node.fenceInfo, bar: "|"),
        lines: mapper.lines.map { CodeLine(range: protected.fileRange($0.range), padding: $0.padding) },
        comments: comments(before: index), heading: headings.isEmpty ? nil : headings.count - 1))
  }

  /// The comments among the siblings directly before a node.
  private func comments(before index: Int) -> [HTMLComment] {
    var comments: [HTMLComment] = []
    var sibling = nodes[index].previousSibling
    while let previous = sibling, case .htmlBlock(let html) = nodes[previous].kind {
      guard let text = Self.commentText(html) else { break }
      comments.append(HTMLComment(text: text, range: nodes[previous].range))
      sibling = nodes[previous].previousSibling
    }
    return comments.reversed()
  }

  /// The text of a comment that is all of a piece of HTML.
  static func commentText(_ html: String) -> String? {
    var bytes = Array(html.utf8)[...]
    func trim() {
      while let last = bytes.last, isCmarkSpace(last) { bytes.removeLast() }
      while let first = bytes.first, isCmarkSpace(first) { bytes.removeFirst() }
    }
    trim()
    guard bytes.count >= 7, bytes.starts(with: "<!--".utf8), bytes.suffix(3).elementsEqual("-->".utf8) else {
      return nil
    }
    bytes = bytes.dropFirst(4).dropLast(3)
    // A second comment on the line: then the whole is not one comment.
    var dashes = 0
    for byte in bytes {
      if byte == UInt8(ascii: ">"), dashes >= 2 { return nil }
      dashes = byte == UInt8(ascii: "-") ? dashes + 1 : 0
    }
    trim()
    return String(decoding: bytes, as: UTF8.self)
  }
}
