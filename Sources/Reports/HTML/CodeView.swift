import Checking
import Figures
import MarkdownSyntax
import Notebooks
import SourceText

/// Writes code blocks: cells with their verdicts and outputs, blocks that show output, and any other code.
struct CodeView {
  let outline: PageOutline
  let document: MarkdownDocument
  let context: ReportContext
  let graphs: GraphView

  private var file: SourceFile { document.file }

  /// Writes the code block of an index.
  func write(block index: Int, to writer: inout HTMLWriter) {
    if let cell = outline.cells[index] {
      writeCell(cell, index, &writer)
    } else if let checks = outline.checks[index] {
      let failed = checks.contains { $0.outcome.verdict.fails(exact: context.isExact) }
      writer.open(
        "figure", [("class", failed ? "cell expected fail" : "cell expected"), ("aria-label", "Expected output")])
      writeLines(index, checks, nil, &writer)
      writer.markup("</figure>\n")
    } else {
      let block = document.codeBlocks[index]
      writer.open("pre", [("tabindex", "0")])
      writer.open("code", block.language.isEmpty ? [] : [("class", "language-" + block.language)])
      writer.text(block.text(in: file)[...])
      writer.markup("</code></pre>\n")
    }
  }

  // MARK: Cells

  private func writeCell(_ cell: CellOutcome, _ index: Int, _ writer: inout HTMLWriter) {
    let checks = outline.checks[index] ?? []
    let failed = checks.contains { $0.outcome.verdict.fails(exact: context.isExact) }
    let isHidden = cell.cell.isHidden
    if isHidden {
      writer.open("details", [("class", "hidden-cell")] + (cell.status == .error || failed ? [("open", "")] : []))
      writer.markup("<summary>Preparations</summary>\n")
    }
    let state = cell.status == .error ? "error" : failed ? "fail" : cell.status.rawValue
    writer.open(
      "figure",
      [
        ("class", "cell \(state)"), ("id", PageOutline.identifier(ofCell: cell.cell.index)),
        ("aria-label", "Cell \(cell.cell.index + 1)"),
      ] + (outline.isLong ? [("style", "--rows:\(rows(of: cell, index, checks))")] : []))
    writeHead(cell, &writer)
    writeLines(index, checks, cell, &writer)
    writeOutputs(cell, &writer)
    writeGradientChecks(cell.gradientChecks, &writer)
    VariablesView.write(cell.variables, to: &writer)
    graphs.write(cell.graphs, cell: cell.cell.index, to: &writer)
    writer.markup("</figure>\n")
    if isHidden { writer.markup("</details>\n") }
  }

  /// About how many lines of code the cell is high, for a browser that has not laid it out yet.
  private func rows(of cell: CellOutcome, _ index: Int, _ checks: [PageOutline.Check]) -> Int {
    func lines(_ text: String) -> Int { text.utf8.count { $0 == 0x0A } }
    let panels =
      checks.count { hasDetails($0.outcome) } + (cell.variables.isEmpty ? 0 : 1) + cell.graphs.count
      + (cell.check.outcomes.isEmpty ? 0 : 1)
    return document.codeBlocks[index].lines.count + cell.check.unclaimed.reduce(0) { $0 + lines($1.text) }
      + (cell.status == .error ? lines(cell.error?.traceback ?? "") : 0) + lines(cell.warnings)
      + panels * 3 / 2 + cell.figures.count * 15
  }

  private func writeHead(_ cell: CellOutcome, _ writer: inout HTMLWriter) {
    writer.markup("<header>")
    writer.element(
      "a", [("href", "#" + PageOutline.identifier(ofCell: cell.cell.index))], "Cell \(cell.cell.index + 1)")
    for label in cell.cell.ownLabels where !label.isReason { writer.element("span", [("class", "label")], label.text) }
    switch cell.status {
    case .ok: break
    case .error: writer.markup("<span class=\"chip error\">! error</span>")
    case .skipped: writer.element("span", [("class", "chip")], "– skipped: \(cell.skipReason ?? "not run")")
    }
    if cell.status != .skipped {
      writer.element("span", [("class", "time")], TerminalSummary.duration(cell.seconds))
    }
    writer.markup("</header>\n")
  }

  // MARK: Lines

  /// Writes the lines of a block with the verdicts among them.
  private func writeLines(
    _ index: Int, _ checks: [PageOutline.Check], _ cell: CellOutcome?, _ writer: inout HTMLWriter
  ) {
    let block = document.codeBlocks[index]
    let firstLine = block.lines.first.map { file.line(at: $0.range.lowerBound) } ?? 0
    let highlighter = cell.map { CodeHighlighter($0.cell.source) }
    let raisedLine = cell.flatMap { $0.status == .error ? $0.error?.line : nil }
    var rest = checks[...]
    // The checks whose place links can already reach.
    var placed: Set<Int> = []
    var isOpen = false
    // Lines are counted by the style sheet.
    writer.open("div", [("class", "code"), ("style", "--before:\(firstLine - 1)")])
    for (offset, line) in block.lines.enumerated() {
      let number = firstLine + offset
      if !isOpen {
        writer.markup("<pre tabindex=\"0\"><code>")
        isOpen = true
      }
      let current = rest.prefix { $0.outcome.expectation.lines.lowerBound <= number }
      let claim = current.first { $0.outcome.expectation.lines.upperBound >= number }
      let claimStarts = claim?.outcome.expectation.lines.lowerBound == number
      var attributes: [HTMLAttribute] = [("id", PageOutline.identifier(ofLine: number))]
      let raised = number == raisedLine ? "raised" : ""
      if let claim {
        // Claims look like those that hold unless another verdict is named.
        let verdict = claim.outcome.verdict
        let name = verdict == .pass ? "claim" : "claim \(verdict.rawValue)"
        attributes.append(("class", name + (raised.isEmpty ? "" : " raised")))
      } else if !raised.isEmpty {
        attributes.append(("class", raised))
      }
      writer.open("span", attributes)
      // A claim of one line is reached by its mark.
      if claimStarts, let claim, claim.outcome.expectation.lines.count > 1, placed.insert(claim.number).inserted {
        writer.open("span", [("id", claim.identifier)])
        writer.markup("</span>")
      }
      let spans = highlighter.flatMap { offset < $0.lines.count ? $0.lines[offset] : nil } ?? []
      writeLine(line, spans, &writer)
      let ended = current.filter { $0.outcome.expectation.lines.upperBound <= number }
      for check in ended { writeBadge(check, isPlace: placed.insert(check.number).inserted, &writer) }
      writer.markup("\n</span>")
      if !ended.isEmpty { rest = rest.dropFirst(current.count) }
      for check in ended where hasDetails(check.outcome) {
        if isOpen { writer.markup("</code></pre>") }
        isOpen = false
        writeDetails(check, &writer)
      }
    }
    if isOpen { writer.markup("</code></pre>") }
    for check in rest { writeDetails(check, isPlace: placed.insert(check.number).inserted, &writer) }
    writer.markup("</div>\n")
  }

  private func writeLine(_ line: CodeLine, _ spans: [CodeHighlighter.Span], _ writer: inout HTMLWriter) {
    let bytes = file.bytes[line.range]
    for _ in 0..<line.padding { writer.markup(" ") }
    var position = bytes.startIndex
    for span in spans {
      let start = bytes.startIndex + span.range.lowerBound
      let end = bytes.startIndex + span.range.upperBound
      guard start >= position, end <= bytes.endIndex else { continue }
      writer.text(bytes[position..<start])
      writer.open("span", [("class", span.kind.string)])
      writer.text(bytes[start..<end])
      writer.close("span")
      position = end
    }
    writer.text(bytes[position...])
  }

  /// The mark of an expectation, which is a link to itself.
  private func writeBadge(_ check: PageOutline.Check, isPlace: Bool, _ writer: inout HTMLWriter) {
    let verdict = check.outcome.verdict
    var attributes: [HTMLAttribute] = [
      ("class", "badge \(verdict.rawValue)"), ("href", "#" + check.identifier),
      ("aria-label", "\(verdict.rawValue), line \(check.outcome.expectation.lines.lowerBound)"),
    ]
    // The style knows the commonest sign.
    if verdict != .pass { attributes.append(("data-sign", verdict.symbol)) }
    if isPlace { attributes.append(("id", check.identifier)) }
    writer.open("a", attributes)
    writer.close("a")
  }

  // MARK: Gradients

  private func writeGradientChecks(_ checks: [GradientCheckOutcome], _ writer: inout HTMLWriter) {
    for check in checks {
      let verdict: Verdict = !check.agrees ? .fail : check.comparisons == 0 ? .unchecked : .pass
      writer.open("div", [("class", "verdict gradient")])
      writer.markup("<p>")
      writer.element("span", [("class", "chip \(verdict.rawValue)")], "\(verdict.symbol) gradient")
      writer.text(" ")
      writer.element("a", [("href", "#" + PageOutline.identifier(ofLine: check.line))], "line \(check.line)")
      writer.text(": \(check.sentence)")
      writer.markup("</p></div>\n")
    }
  }

  // MARK: Verdicts

  private func hasDetails(_ outcome: ExpectationOutcome) -> Bool {
    outcome.verdict != .pass || outcome.isOrphan || outcome.suggestion != nil
  }

  private func writeDetails(_ check: PageOutline.Check, isPlace: Bool = false, _ writer: inout HTMLWriter) {
    let outcome = check.outcome
    let fails = outcome.verdict.fails(exact: context.isExact)
    var attributes: [HTMLAttribute] = [("class", "verdict")]
    if isPlace { attributes.append(("id", check.identifier)) }
    if fails { attributes.append(("open", "")) }
    writer.open("details", attributes)
    writer.markup("<summary>")
    writer.element(
      "span", [("class", "chip \(outcome.verdict.rawValue)")], "\(outcome.verdict.symbol) \(outcome.verdict.rawValue)")
    writer.text(" ")
    writer.textWithCode(VerdictText.sentence(outcome))
    writer.markup("</summary>\n<div class=\"body\">")
    if let suggestion = outcome.suggestion { writer.element("p", suggestion) }
    if let actual = outcome.actual {
      if TextDiff.lines(actual) == TextDiff.lines(outcome.expectation.text) {
        writer.markup("<p class=\"cap\">Output</p>")
        writer.preformatted(actual)
      } else {
        writer.markup("<p class=\"cap\">What the document says (−) and what was put out (+)</p>")
        writeDiff(TextDiff(outcome.expectation.text, actual), &writer)
        writer.markup("<details><summary>Expected</summary>")
        writer.preformatted(outcome.expectation.text)
        writer.markup("</details><details><summary>Actual</summary>")
        writer.preformatted(actual)
        writer.markup("</details>")
      }
    }
    writer.markup("</div></details>\n")
  }

  private func writeDiff(_ diff: TextDiff, _ writer: inout HTMLWriter) {
    writer.markup("<pre class=\"diff\" tabindex=\"0\">")
    for line in diff.lines {
      switch line.change {
      case .same: writer.element("span", [("class", "same")], line.text + "\n")
      case .removed: writeChanged("del", line, &writer)
      case .added: writeChanged("ins", line, &writer)
      }
    }
    writer.markup("</pre>")
  }

  /// Writes a removed or added line, marking the words that differ unless all do.
  private func writeChanged(_ tag: HTMLName, _ line: TextDiff.Line, _ writer: inout HTMLWriter) {
    writer.open(tag)
    for piece in line.pieces {
      if piece.isChanged, line.isPartlyChanged { writer.element("mark", piece.text) } else { writer.text(piece.text) }
    }
    writer.markup("\n")
    writer.close(tag)
  }

  // MARK: Outputs

  private func writeOutputs(_ cell: CellOutcome, _ writer: inout HTMLWriter) {
    let unclaimed = cell.check.unclaimed.map(\.text).joined()
    if !unclaimed.isEmpty { writeOutput("out", "Output", unclaimed, &writer) }
    for (index, figure) in cell.figures.enumerated() {
      writer.markup("<div class=\"plot\">")
      writer.drawing(SVG(figure, identifier: "nb:figure-\(cell.cell.index + 1)-\(index + 1)"))
      writer.markup("</div>\n")
    }
    if cell.status == .error, let error = cell.error {
      let text = error.traceback.isEmpty ? error.headline : error.traceback
      writeOutput("out raised", "Error", text, &writer)
      if let hint = error.hint { writer.element("p", [("class", "note")], hint) }
    }
    if !cell.warnings.isEmpty { writeOutput("out", "Warnings", cell.warnings, &writer) }
    let all = cell.stdout + (cell.display.map { $0 + "\n" } ?? "")
    if !all.isEmpty, !cell.check.outcomes.isEmpty, all != unclaimed {
      writer.markup("<details class=\"verdict all\"><summary>All output of the cell</summary><div class=\"body\">")
      writer.preformatted(all)
      writer.markup("</div></details>\n")
    }
  }

  private func writeOutput(_ kind: String, _ title: String, _ text: String, _ writer: inout HTMLWriter) {
    writer.open("div", [("class", kind)])
    writer.element("p", [("class", "cap")], title)
    writer.preformatted(text)
    writer.markup("</div>\n")
  }
}

extension Label {
  /// Whether the label only says why another stands there.
  fileprivate var isReason: Bool {
    if case .reason = self { return true }
    return false
  }
}
