import MarkdownSyntax

/// Writes the prose of a document as HTML. Code blocks and images are written by whoever calls.
struct ProseRenderer {
  let document: MarkdownDocument
  /// Whether headings carry ids, and math its markup: what a page wants and a comparison with
  /// CommonMark does not.
  var isPage = true
  /// Writes the code block of an index; the default writes it as it is.
  var codeBlock: ((Int, inout HTMLWriter) -> Void)?
  /// The address under which the image of an address can be shown in the page, `nil` when it cannot.
  var imageAddress: (String) -> String? = { URLPolicy.embeddedImage($0) }

  /// Writes what stands behind the document's first block.
  var afterFirstBlock: ((inout HTMLWriter) -> Void)?

  /// A node that is open, with what closes it.
  private struct Open {
    let end: Int
    let closing: Closing
  }

  private enum Closing {
    case nothing
    case inline(HTMLName)
    case block(HTMLName)
    case heading(level: Int)
  }

  /// Writes the whole document.
  func write(to writer: inout HTMLWriter) {
    let extensions = isPage ? BlogExtensions(document) : nil
    write(0..<document.nodes.count, extensions, to: &writer)
    if let extensions { write(footnotesOf: extensions, to: &writer) }
  }

  private func write(_ range: Range<Int>, _ extensions: BlogExtensions?, to writer: inout HTMLWriter) {
    var open: [Open] = []
    var raw = RawHTML()
    var index = range.lowerBound
    let nodes = document.nodes
    let isWhole = range.lowerBound == 0
    while index < range.upperBound {
      while let last = open.last, last.end <= index {
        close(last, depth: open.count, &raw, &writer)
        open.removeLast()
      }
      if isWhole, index > 1, index == nodes[1].end { afterFirstBlock?(&writer) }
      let node = nodes[index]
      if let extensions, extensions.omitted.contains(index) {
        index = node.end
        continue
      }
      if let pieces = extensions?.runs[index] {
        if !raw.isDropping { write(pieces, isInLink: raw.isInLink, to: &writer) }
        index = node.end
        continue
      }
      let isTight = isTightParagraph(index)
      if node.isBlock, !isHTMLBlock(node), !isTight { raw.blockBegins(depth: open.count, &writer) }
      let closing = enter(index, isTight, depth: open.count, &raw, &writer)
      if let extensions, case .heading(_, let heading) = node.kind { writeNames(of: heading, extensions, to: &writer) }
      if let closing {
        open.append(Open(end: node.end, closing: closing))
        index += 1
      } else {
        index = node.end
      }
    }
    while let last = open.last {
      close(last, depth: open.count, &raw, &writer)
      open.removeLast()
      if isWhole, open.count == 1, nodes[1].end == nodes.count { afterFirstBlock?(&writer) }
    }
  }

  // MARK: What blogs add

  private func write(_ pieces: [BlogExtensions.Piece], isInLink: Bool, to writer: inout HTMLWriter) {
    for piece in pieces {
      switch piece {
      case .text(let text): writer.text(text)
      case .deletionBegins: writer.open("del")
      case .deletionEnds: writer.close("del")
      case .mark(let number, let occurrence):
        writer.open("sup", [("id", "nb:mark-\(number)-\(occurrence)")])
        if isInLink {
          writer.text("\(number)")
          writer.close("sup")
          continue
        }
        writer.element(
          "a", [("href", "#nb:footnote-\(number)"), ("role", "doc-noteref"), ("aria-label", "Footnote \(number)")],
          "\(number)")
        writer.close("sup")
      }
    }
  }

  /// The names that links of the document may have for a heading besides GitHub's: its own `{#name}`, and kramdown's.
  private func writeNames(of heading: Int, _ extensions: BlogExtensions, to writer: inout HTMLWriter) {
    let kramdown = Self.kramdownName(document.headings[heading].text)
    for name in Set([extensions.names[heading], kramdown].compactMap(\.self)).sorted()
    where !name.isEmpty && !document.headings.contains(where: { $0.slug == name })
      && !document.headings[..<heading].contains(where: { Self.kramdownName($0.text) == name })
    {
      writer.element("span", [("id", name)], "")
    }
  }

  /// kramdown's name of a heading: from the first letter on, of ASCII alone.
  private static func kramdownName(_ text: String) -> String {
    var name: [UInt8] = []
    for byte in text.utf8 {
      let isLetter = (0x61...0x7A).contains(byte | 0x20)
      if name.isEmpty, !isLetter { continue }
      if isLetter || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-") {
        name.append(isLetter ? byte | 0x20 : byte)
      } else if byte == 0x20 {
        name.append(UInt8(ascii: "-"))
      }
    }
    return String(decoding: name, as: UTF8.self)
  }

  private func write(footnotesOf extensions: BlogExtensions, to writer: inout HTMLWriter) {
    guard !extensions.footnotes.isEmpty else { return }
    writer.lineFeed()
    writer.markup("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"Footnotes\">\n<ol>\n")
    for (index, footnote) in extensions.footnotes.enumerated() {
      writer.open("li", [("id", "nb:footnote-\(index + 1)")])
      write(footnote.nodes, extensions, to: &writer)
      for occurrence in 1...max(1, footnote.marks) where footnote.marks > 0 {
        writer.markup(" ")
        writer.element(
          "a",
          [
            ("href", "#nb:mark-\(index + 1)-\(occurrence)"), ("role", "doc-backlink"),
            ("aria-label", "Back to the mark of footnote \(index + 1)"),
          ], "↩")
      }
      writer.markup("</li>\n")
    }
    writer.markup("</ol>\n</section>\n")
  }

  // MARK: Nodes

  private func isHTMLBlock(_ node: MarkdownNode) -> Bool {
    if case .htmlBlock = node.kind { return true }
    return false
  }

  /// Whether a node is a paragraph of a tight list, which is written without its tags.
  private func isTightParagraph(_ index: Int) -> Bool {
    guard case .paragraph = document.nodes[index].kind else { return false }
    let item = document.nodes[document.nodes[index].parent]
    guard case .item = item.kind, case .list(let style) = document.nodes[item.parent].kind else { return false }
    return style.isTight
  }

  private func close(_ open: Open, depth: Int, _ raw: inout RawHTML, _ writer: inout HTMLWriter) {
    raw.closeElements(fromDepth: depth, &writer)
    switch open.closing {
    case .nothing: break
    case .inline(let name):
      writer.close(name)
      if name == "a" { raw.linkEnds() }
    case .block(let name):
      writer.close(name)
      writer.markup("\n")
    case .heading(let level):
      writer.close(Self.headingName(level))
      writer.markup("\n")
    }
  }

  private static func headingName(_ level: Int) -> HTMLName {
    switch level {
    case 1: "h1"
    case 2: "h2"
    case 3: "h3"
    case 4: "h4"
    case 5: "h5"
    default: "h6"
    }
  }

  /// Writes what opens a node. Returns what closes it behind its children, `nil` when the whole of it is written.
  private func enter(
    _ index: Int, _ isTight: Bool, depth: Int, _ raw: inout RawHTML, _ writer: inout HTMLWriter
  ) -> Closing? {
    let node = document.nodes[index]
    switch node.kind {
    case .document: return .nothing
    case .paragraph:
      if isTight { return .nothing }
      return block("p", &writer)
    case .heading(let level, let heading):
      writer.lineFeed()
      var attributes: [HTMLAttribute] = []
      if isPage { attributes.append(("id", document.headings[heading].slug)) }
      writer.open(Self.headingName(level), attributes)
      return .heading(level: level)
    case .blockQuote: return block("blockquote", &writer)
    case .list(let style):
      guard let start = style.start else { return block("ul", &writer) }
      return block("ol", start == 1 ? [] : [("start", "\(start)")], &writer)
    case .item(let task):
      writer.lineFeed()
      writer.open("li", task != nil && isPage ? [("class", "task")] : [])
      if let task {
        var attributes: [HTMLAttribute] = [("type", "checkbox"), ("disabled", "")]
        if task { attributes.append(("checked", "")) }
        writer.open("input", attributes)
        writer.markup(" ")
      }
      return .block("li")
    case .codeBlock(let block):
      writer.lineFeed()
      if let codeBlock { codeBlock(block, &writer) } else { writePlainCode(block, &writer) }
      return nil
    case .htmlBlock(let html):
      writer.lineFeed()
      raw.write(html, depth: depth, to: &writer, image: writeImage)
      writer.lineFeed()
      return nil
    case .thematicBreak:
      writer.lineFeed()
      writer.markup("<hr>\n")
      return nil
    case .table: return block("table", &writer)
    case .tableRow: return block("tr", &writer)
    case .tableCell: return tableCell(index, &writer)
    case .text(let text):
      if !raw.isDropping { writer.text(text) }
    case .softBreak: writer.markup("\n")
    case .lineBreak: writer.markup("<br>\n")
    case .code(let code):
      if !raw.isDropping { writer.element("code", code) }
    case .htmlInline(let html): raw.write(html, depth: depth, to: &writer, image: writeImage)
    case .emphasis: return inline("em", &writer)
    case .strong: return inline("strong", &writer)
    case .strikethrough: return inline("del", &writer)
    case .link(let destination, let title):
      guard let address = URLPolicy.link(destination), !raw.isInLink else { return inline("span", &writer) }
      var attributes: [HTMLAttribute] = [("href", address)]
      if !title.isEmpty { attributes.append(("title", title)) }
      writer.open("a", attributes)
      raw.linkBegins()
      return .inline("a")
    case .image(let destination, let title):
      var attributes: [HTMLAttribute] = []
      if !title.isEmpty { attributes.append(("title", title)) }
      writeImage(destination, document.plainText(of: index), attributes, raw.isInLink, &writer)
      return nil
    case .math(let formula):
      if !raw.isDropping {
        let tex = String(formula.tex.drop { $0.isWhitespace })
        writer.element("span", [("class", formula.isDisplay ? "math display" : "math")], tex)
      }
    }
    return nil
  }

  private func block(_ name: HTMLName, _ writer: inout HTMLWriter) -> Closing { block(name, [], &writer) }

  private func block(
    _ name: HTMLName, _ attributes: [HTMLAttribute], _ writer: inout HTMLWriter
  ) -> Closing {
    writer.lineFeed()
    writer.open(name, attributes)
    return .block(name)
  }

  private func inline(_ name: HTMLName, _ writer: inout HTMLWriter) -> Closing {
    writer.open(name)
    return .inline(name)
  }

  private func tableCell(_ index: Int, _ writer: inout HTMLWriter) -> Closing {
    let row = document.nodes[index].parent
    let isHeader = document.nodes[row].previousSibling == nil
    let name: HTMLName = isHeader ? "th" : "td"
    var column = 0
    var sibling = document.nodes[index].previousSibling
    while let previous = sibling {
      column += 1
      sibling = document.nodes[previous].previousSibling
    }
    var attributes: [HTMLAttribute] = isHeader ? [("scope", "col")] : []
    if case .table(let columns) = document.nodes[document.nodes[row].parent].kind, columns.indices.contains(column),
      columns[column] != .none
    {
      attributes.append(("class", "align-\(columns[column].rawValue)"))
    }
    writer.open(name, attributes)
    return .block(name)
  }

  private func writePlainCode(_ index: Int, _ writer: inout HTMLWriter) {
    let block = document.codeBlocks[index]
    writer.markup("<pre>")
    writer.open("code", block.language.isEmpty ? [] : [("class", "language-" + block.language)])
    writer.text(block.text(in: document.file)[...])
    writer.markup("</code></pre>\n")
  }

  /// Writes an image that can be shown; another becomes a link to where it is, unless it stands in one.
  private func writeImage(
    _ address: String, _ description: String, _ attributes: [HTMLAttribute], _ isInLink: Bool,
    _ writer: inout HTMLWriter
  ) {
    if let shown = imageAddress(address) {
      writer.open("img", [("src", shown), ("alt", description)] + attributes)
    } else if isInLink, isPage {
      writer.element("span", [("class", "image")], description.isEmpty ? address : description)
    } else if let link = URLPolicy.link(address), isPage, !address.isEmpty {
      writer.open("a", [("class", "image"), ("href", link), ("rel", "noopener noreferrer")])
      writer.text(description.isEmpty ? address : description)
      writer.markup("</a>")
    } else {
      writer.text(description)
    }
  }
}
