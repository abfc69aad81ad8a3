import SourceText

extension MarkdownDocument {
  /// The tree as text, for tests: one line per node, indented by depth, with its kind, its place as
  /// `line:column-line:column` (the end exclusive), and its own text.
  package var dump: String {
    var text = ""
    if let frontMatter { text += "FrontMatter \(place(frontMatter.textRange))\n" }
    var ends: [Int] = []
    for (index, node) in nodes.enumerated() {
      while let end = ends.last, end <= index { ends.removeLast() }
      text += String(repeating: "  ", count: ends.count)
      text += "\(name(of: node.kind)) @\(place(node.range))\(details(of: node.kind))\n"
      if case .codeBlock(let block) = node.kind {
        for line in codeBlocks[block].lines {
          let padding = line.padding == 0 ? "" : " +\(line.padding)"
          text += String(repeating: "  ", count: ends.count + 1)
          text += "| @\(place(line.range))\(padding) \(quoted(file.text(in: line.range)))\n"
        }
      }
      ends.append(node.end)
    }
    return text
  }

  private func place(_ range: ByteRange) -> String {
    "\(file.lineColumn(at: range.lowerBound))-\(file.lineColumn(at: range.upperBound))"
  }

  private func name(of kind: MarkdownKind) -> String {
    var name = String(String(describing: kind).prefix { $0 != "(" })
    name = name.prefix(1).uppercased() + name.dropFirst()
    return name
  }

  private func details(of kind: MarkdownKind) -> String {
    switch kind {
    case .heading(let level, let index): " \(level) #\(headings[index].slug)"
    case .list(let style): "\(style.start.map { " \($0)" } ?? "")\(style.isTight ? " tight" : "")"
    case .item(let task): task.map { $0 ? " [x]" : " [ ]" } ?? ""
    case .codeBlock(let block): details(of: codeBlocks[block])
    case .htmlBlock(let text), .text(let text), .code(let text), .htmlInline(let text): " \(quoted(text))"
    case .link(let destination, let title), .image(let destination, let title):
      " \(quoted(destination))\(title.isEmpty ? "" : " \(quoted(title))")"
    case .math(let formula): "\(formula.isDisplay ? " display" : "") \(quoted(formula.tex))"
    case .table(let columns): columns.map { " \($0.rawValue)" }.joined()
    default: ""
    }
  }

  private func details(of block: CodeBlock) -> String {
    guard let fence = block.fence else { return " indented" }
    var text = block.info.isEmpty ? "" : " \(quoted(block.info)) @\(place(fence.info))"
    text += fence.closing.map { " closed @\(place($0))" } ?? " unclosed"
    for comment in block.comments { text += " comment @\(place(comment.range)) \(quoted(comment.text))" }
    if let heading = block.heading { text += " below #\(headings[heading].slug)" }
    return text
  }

  private func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars { quoted += scalar.escaped(asASCII: false) }
    return quoted + "\""
  }
}
