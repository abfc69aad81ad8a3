import Checking
import Figures
import MarkdownSyntax
import Notebooks
import SourceText

/// The document with outputs and verdicts written in: behind each cell a block with what it put out and nothing
/// claimed, and a list of the verdicts worth a word. All bytes of the document stay as they are.
package enum MarkdownReport: DocumentFormat {
  package static let name = "md"
  package static let fileExtension = "report.md"
  package static let summary = "the document with outputs and verdicts written in"
  package static let showsGraphs = true

  package static func render(_ outcome: NotebookOutcome, _ context: ReportContext) -> [UInt8] {
    let document = outcome.notebook.document
    let file = outcome.notebook.file
    var bytes: [UInt8] = []
    bytes.reserveCapacity(file.bytes.count * 2)
    var position = 0
    let newline = lineEnding(of: file)
    for cell in outcome.cells {
      let block = document.codeBlocks[cell.cell.codeBlock]
      // What stands behind a cell is written behind the block that shows its output, if it was checked there.
      let isCheckedBelow = cell.check.outcomes.contains { $0.expectation.style == .below }
      let last = isCheckedBelow ? cell.cell.below.map { document.codeBlocks[$0.codeBlock] } ?? block : block
      let end = document.nodes[last.node].range.upperBound
      let lines = lines(of: cell, context)
      // A block that nothing closes would take in what is written behind it.
      guard !lines.isEmpty, end >= position, last.fence == nil || last.fence?.closing != nil else { continue }
      bytes += file.bytes[position..<end]
      position = end
      let prefix = linePrefix(of: last, document)
      for line in [""] + lines {
        bytes += newline
        bytes += line.isEmpty ? trimmedEnd(prefix) : prefix
        bytes += Array(line.utf8)
      }
      if end == file.bytes.count { bytes += newline } else { bytes += separation(behind: end, file, prefix, newline) }
    }
    bytes += file.bytes[position...]
    return bytes
  }

  /// What is written behind a cell, line by line.
  private static func lines(of cell: CellOutcome, _ context: ReportContext) -> [String] {
    var lines: [String] = []
    func block(_ title: String, _ text: String, _ language: String) {
      guard !text.isEmpty else { return }
      let fence = fence(around: text)
      if !lines.isEmpty { lines.append("") }
      lines += ["*\(title)*", "", fence + language]
      lines += TextDiff.lines(normalized(text))
      lines.append(fence)
    }
    if cell.status == .skipped { return ["*Skipped: \(inline(cell.skipReason ?? "not run"))*"] }
    for outcome in cell.check.outcomes where outcome.verdict != .pass || outcome.isOrphan {
      if !lines.isEmpty { lines.append("") }
      let verdict =
        outcome.verdict.fails(exact: context.isExact) ? "**\(outcome.verdict.rawValue)**" : outcome.verdict.rawValue
      lines.append(
        "> \(outcome.verdict.symbol) \(verdict), line \(outcome.expectation.lines.lowerBound): \(inline(VerdictText.sentence(outcome)))"
      )
      if outcome.verdict.fails(exact: context.isExact), outcome.actual != nil {
        let text = VerdictText.difference(outcome)
        let fence = fence(around: text)
        lines += [">", "> \(fence)diff"]
        lines += TextDiff.lines(normalized(text)).map { $0.isEmpty ? ">" : "> " + $0 }
        lines.append("> " + fence)
      }
    }
    for check in cell.gradientChecks {
      if !lines.isEmpty { lines.append("") }
      let sign = check.agrees ? Verdict.pass.symbol : "\(Verdict.fail.symbol) **gradient**,"
      lines.append("> \(sign) line \(check.line): \(inline(check.sentence))")
    }
    block("Output, unchecked:", cell.check.unclaimed.map(\.text).joined(), "text")
    for figure in cell.figures {
      if !lines.isEmpty { lines.append("") }
      let data = Base64.encode(SVG(figure, identifier: "figure").bytes)
      lines.append("![\(inline(figure.title + ". " + figure.description))](data:image/svg+xml;base64,\(data))")
    }
    if cell.status == .error, let error = cell.error {
      block("Error:", error.traceback.isEmpty ? error.headline : error.traceback, "text")
    }
    block("Warnings:", cell.warnings, "text")
    for graph in cell.graphs {
      if !lines.isEmpty { lines.append("") }
      let note = GraphView.note(graph)
      lines += ["*\(inline(GraphView.title(graph)))*", ""]
      if !note.isEmpty { lines += [inline(note), ""] }
      lines += ["```mermaid"] + GraphDiagram(graph).mermaid + ["```"]
    }
    return lines
  }

  /// A fence that no line of the text can close.
  private static func fence(around text: String) -> String {
    var longest = 2
    var run = 0
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    return String(repeating: "`", count: longest + 1)
  }

  /// A text of one line in which nothing is markup.
  private static func inline(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", "`", "*", "_", "[", "]", "<", ">", "#", "&", "|", "~", "$", "!":
        result += "\\"
        result.unicodeScalars.append(scalar)
      case "\u{0}"..."\u{1F}", "\u{7F}", "\u{85}", "\u{2028}", "\u{2029}": result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Carriage returns and NUL would end lines or vanish.
  private static func normalized(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\r": result.append("\u{240D}")
      case "\u{0}": result.append("\u{FFFD}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// The bytes that a line needs before it to stand in the containers of a block: quote marks stay, and the markers of
  /// list items become spaces.
  private static func linePrefix(of block: CodeBlock, _ document: MarkdownDocument) -> [UInt8] {
    let file = document.file
    let node = document.nodes[block.node]
    let start = file.range(ofLine: file.line(at: node.range.lowerBound)).lowerBound
    // An indented block's own four columns belong to it.
    var end = node.range.lowerBound
    if block.fence == nil { end = max(start, end - 4) }
    let quotes = quoteDepth(of: block.node, document)
    var seen = 0
    return file.bytes[start..<end].map { byte in
      if byte == UInt8(ascii: ">"), seen < quotes {
        seen += 1
        return byte
      }
      return byte == UInt8(ascii: "\t") ? byte : 0x20
    }
  }

  private static func quoteDepth(of index: Int, _ document: MarkdownDocument) -> Int {
    var depth = 0
    var node = index
    while node > 0 {
      node = document.nodes[node].parent
      if case .blockQuote = document.nodes[node].kind { depth += 1 }
    }
    return depth
  }

  private static func trimmedEnd(_ prefix: [UInt8]) -> [UInt8] {
    var prefix = prefix
    while let last = prefix.last, last == 0x20 || last == 0x09 { prefix.removeLast() }
    return prefix
  }

  /// A blank line where the document goes on at once, so that its next line begins a block of its own.
  private static func separation(
    behind end: Int, _ file: SourceFile, _ prefix: [UInt8], _ newline: [UInt8]
  ) -> [UInt8] {
    let next = file.range(ofLine: file.line(at: end) + 1)
    let isBlank = file.bytes[next].allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: ">") }
    return isBlank ? [] : newline + trimmedEnd(prefix)
  }

  private static func lineEnding(of file: SourceFile) -> [UInt8] {
    guard let end = file.bytes.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) else { return [0x0A] }
    if file.bytes[end] == 0x0A { return [0x0A] }
    return end + 1 < file.bytes.count && file.bytes[end + 1] == 0x0A ? [0x0D, 0x0A] : [0x0D]
  }
}
