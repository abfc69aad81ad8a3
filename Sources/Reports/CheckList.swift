import Checking
import MarkdownSyntax
import Notebooks
import SourceText

/// What was checked in a document as a flat list, for formats that know tests and nothing else.
struct CheckList {
  /// One test: an expectation, an unexpected exception, a cell that has no expectation, or a fault of the document.
  struct Entry {
    enum State: Hashable {
      case passed, failed, skipped
      /// An exception of this type that nobody expected.
      case error(type: String)
    }

    let name: String
    let state: State
    let verdict: Verdict
    /// One line.
    let message: String
    /// What differs, or the traceback; may be empty.
    let body: String
    /// Where it stands in the document.
    let range: ByteRange
    let line: Int
    let endLine: Int
    let seconds: Double
  }

  let entries: [Entry]

  init(_ outcome: NotebookOutcome, _ context: ReportContext) {
    let file = outcome.notebook.file
    var entries: [Entry] = []
    for diagnostic in outcome.diagnostics where diagnostic.severity == .error {
      entries.append(
        Self.entry(
          "document", .failed, .error, diagnostic.message, diagnostic.hint ?? "", diagnostic.range, file))
    }
    for cell in outcome.cells {
      let name = "cell \(cell.cell.index + 1)" + (cell.cell.section.map { " (\($0))" } ?? "")
      for expectation in cell.check.outcomes {
        entries.append(Self.entry(expectation, name, file, context))
      }
      let codeRange = outcome.notebook.document.codeBlocks[cell.cell.codeBlock].lines.first?.range ?? 0..<0
      if cell.status == .error {
        let error = cell.error
        entries.append(
          Self.entry(
            name, .error(type: error?.type ?? "Exception"), .error, error?.headline ?? "raised an exception",
            error?.traceback ?? "", error?.range ?? codeRange, file, seconds: cell.seconds))
      } else if cell.status == .skipped {
        entries.append(
          Self.entry(name, .skipped, .skipped, cell.skipReason ?? "not run", "", codeRange, file))
      } else if cell.check.outcomes.isEmpty {
        entries.append(Self.entry(name, .passed, .unchecked, "ran", "", codeRange, file, seconds: cell.seconds))
      }
    }
    self.entries = entries
  }

  private static func entry(
    _ outcome: ExpectationOutcome, _ cell: String, _ file: SourceFile, _ context: ReportContext
  ) -> Entry {
    let expectation = outcome.expectation
    let state: Entry.State
    if outcome.verdict.fails(exact: context.isExact) {
      state = .failed
    } else if outcome.verdict == .skipped || outcome.verdict == .unchecked {
      state = .skipped
    } else {
      state = .passed
    }
    let start = expectation.textLines.first?.range.lowerBound ?? expectation.insertionPoint
    let end = expectation.textLines.last?.range.upperBound ?? start
    return Entry(
      name: "\(cell), line \(expectation.lines.lowerBound)", state: state, verdict: outcome.verdict,
      message: VerdictText.sentence(outcome),
      body: state == .failed ? VerdictText.difference(outcome) : "", range: start..<max(start, end),
      line: expectation.lines.lowerBound, endLine: expectation.lines.upperBound, seconds: 0)
  }

  private static func entry(
    _ name: String, _ state: Entry.State, _ verdict: Verdict, _ message: String, _ body: String, _ range: ByteRange,
    _ file: SourceFile, seconds: Double = 0
  ) -> Entry {
    let line = file.line(at: range.lowerBound)
    return Entry(
      name: "\(name), line \(line)", state: state, verdict: verdict, message: message, body: body, range: range,
      line: line, endLine: file.line(at: max(range.lowerBound, range.upperBound - 1)), seconds: seconds)
  }
}
