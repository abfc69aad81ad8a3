import Checking
import SourceText

/// Why a line of a document was or was not taken as an expectation, and how it was compared.
package struct Explanation {
  private let outcome: NotebookOutcome

  package init(of outcome: NotebookOutcome) {
    self.outcome = outcome
  }

  /// What there is to say about a line, beginning `path:line:column:`; `nil` when the document has no such line.
  package func text(line: Int) -> String? {
    let file = outcome.notebook.file
    guard line >= 1, line <= file.lineCount else { return nil }
    let range = file.range(ofLine: line)
    var text = Diagnostic(.note, headline(line), at: range).rendered(in: file)
    for cell in outcome.cells {
      for result in cell.check.outcomes where result.expectation.lines.contains(line) {
        text += described(result)
      }
      for output in cell.check.unclaimed where output.line == line {
        text += "    what it puts out is claimed by nothing: \(quoted(output.text))\n"
      }
    }
    return text
  }

  private func headline(_ line: Int) -> String {
    guard let cell = outcome.cells.first(where: { covers($0, line) }) else {
      return "the line belongs to no cell, so nothing on it is run or compared"
    }
    if let reason = cell.skipReason { return "its cell was not run: \(reason)" }
    if let reason = cell.check.reasons[line] { return "the line \(reason)" }
    if cell.check.outcomes.contains(where: { $0.expectation.lines.contains(line) }) {
      return "the line is part of an expectation"
    }
    if cell.text.lines.contains(where: { $0.number == line && $0.role == .command }) {
      return "the line speaks to IPython, the shell or the tools of a book, and is not run"
    }
    if let statement = cell.text.statements.last(where: { $0.lines.contains(line) }) {
      let lines = statement.lines
      return lines.count == 1
        ? "the line is code"
        : "the line is code, part of the statement of lines \(lines.lowerBound) to \(lines.upperBound)"
    }
    return "the line of the cell holds neither code nor a comment"
  }

  private func covers(_ cell: CellOutcome, _ line: Int) -> Bool {
    if let first = cell.text.lines.first, let last = cell.text.lines.last,
      (first.number...max(first.number, last.number)).contains(line)
    {
      return true
    }
    return cell.text.below?.documentLines.contains(line) ?? false
  }

  private func described(_ result: ExpectationOutcome) -> String {
    let expectation = result.expectation
    let lines = expectation.lines
    let certainty =
      switch expectation.certainty {
      case .candidate: "reads like prose, so it claims output only if the output says the same"
      case .likely: "reads like output"
      case .certain: "is said to be output"
      }
    var text =
      "    expectation of \(lines.count == 1 ? "line" : "lines") \(lines.lowerBound)"
      + (lines.count == 1 ? "" : " to \(lines.upperBound)") + ", style \(expectation.style.rawValue): \(certainty)\n"
    if let line = result.codeLine { text += "    met what line \(line) puts out: \(quoted(result.actual ?? ""))\n" }
    if let absence = result.absence { text += "    \(absence)\n" }
    switch result.source {
    case .value: text += "    nothing was printed there: compared with the repr of the value\n"
    case .events(_, let count) where count > 0: text += "    the name printed before the value was left out\n"
    case .events, .none: break
    }
    if let tail = expectation.tail { text += "    prose behind the value, not compared: \(quoted(tail))\n" }
    text += "    verdict: \(result.verdict.rawValue) (\(result.verdict.headline))\n"
    if !result.detail.isEmpty { text += "    \(result.detail)\n" }
    if let suggestion = result.suggestion { text += "    \(suggestion)\n" }
    return text
  }

  /// A text on one line, cut where it is long.
  private func quoted(_ text: String) -> String {
    let line = text.split(whereSeparator: { $0 == "\n" || $0 == "\r\n" }).joined(separator: " ⏎ ")
    return "`" + (line.count > 100 ? line.prefix(100) + "…" : line) + "`"
  }
}
