import Checking
import Figures
import SourceText

/// What came of running and checking a document. Reports, summary and exit status are made from this alone.
package struct NotebookOutcome: Sendable {
  package let notebook: Notebook
  /// The seed that the session's generator had until the document set one.
  package let seed: UInt64
  /// One per cell of the notebook, in order.
  package let cells: [CellOutcome]
  /// What there is to say about the document itself: its labels, names that were imported for it.
  package let diagnostics: [Diagnostic]
  /// The seconds from the first cell's start to the last check.
  package let seconds: Double
  /// Whether the run was cut short by an interrupt.
  package let wasInterrupted: Bool

  package init(
    notebook: Notebook, seed: UInt64, cells: [CellOutcome], diagnostics: [Diagnostic], seconds: Double,
    wasInterrupted: Bool = false
  ) {
    self.notebook = notebook
    self.seed = seed
    self.cells = cells
    self.diagnostics = diagnostics
    self.seconds = seconds
    self.wasInterrupted = wasInterrupted
    var summary = Summary()
    for cell in cells {
      summary.add(cell.check)
      if cell.status == .skipped { summary.add(.skipped) }
    }
    self.summary = summary
  }

  package var path: String { notebook.file.path }

  /// How often each verdict was given.
  package let summary: Summary

  /// What came of all backward passes, if the run compared them with differences.
  package var gradientChecks: [GradientCheckOutcome] { cells.flatMap(\.gradientChecks) }

  /// What the run tells its caller.
  package func exitStatus(exact: Bool) -> ExitStatus {
    if wasInterrupted { return .interrupted }
    if diagnostics.contains(where: { $0.severity == .error }) { return .failure }
    if gradientChecks.contains(where: { !$0.agrees }) { return .failure }
    switch summary.outcome(exact: exact) {
    case .held: return .success
    case .failed: return .failure
    case .nothingToCheck: return .nothingToCheck
    }
  }
}

/// What came of one cell.
package struct CellOutcome: Sendable {
  /// How the cell ended.
  package enum Status: String, Sendable {
    /// It ran to its end, or raised only what its expectations name.
    case ok
    /// It raised what nobody expected, or could not be parsed.
    case error
    /// It was not run.
    case skipped
  }

  package let cell: Cell
  /// The cell as the checker saw it.
  package let text: CellText
  package let status: Status
  /// Why the cell was skipped.
  package let skipReason: String?
  /// What the cell wrote to standard output; in a transcript, displayed values with it.
  package let stdout: String
  /// The repr of the cell's last expression, if it is displayed.
  package let display: String?
  /// The exception that ended the cell, or the first that an expectation consumed.
  package let error: ErrorOutcome?
  /// What was put out, in order, with the lines that put it out.
  package let record: CellRecord
  /// What the cell wrote to standard error, warnings above all.
  package let warnings: String
  /// The figures that the cell showed.
  package let figures: [Drawing]
  package let seconds: Double
  /// The verdicts.
  package var check: CellCheck
  /// The variables that the cell bound or changed, if the run was asked for them.
  package let variables: [VariableOutcome]
  /// The graphs of the cell's backward passes and those it asked for, if the run was asked for them.
  package let graphs: [GraphOutcome]
  /// What came of the cell's backward passes, if the run compared them with differences.
  package let gradientChecks: [GradientCheckOutcome]

  package init(
    cell: Cell, text: CellText, status: Status, skipReason: String? = nil, stdout: String = "",
    display: String? = nil, error: ErrorOutcome? = nil, record: CellRecord = CellRecord(), warnings: String = "",
    figures: [Drawing] = [], seconds: Double = 0, check: CellCheck = CellCheck(), variables: [VariableOutcome] = [],
    graphs: [GraphOutcome] = [], gradientChecks: [GradientCheckOutcome] = []
  ) {
    self.cell = cell
    self.text = text
    self.status = status
    self.skipReason = skipReason
    self.stdout = stdout
    self.display = display
    self.error = error
    self.record = record
    self.warnings = warnings
    self.figures = figures
    self.seconds = seconds
    self.check = check
    self.variables = variables
    self.graphs = graphs
    self.gradientChecks = gradientChecks
  }
}

/// An exception that left a statement of a cell.
package struct ErrorOutcome: Sendable, Hashable {
  /// The name of its type, with its module unless that is `builtins`.
  package let type: String
  /// `str(exception)`
  package let message: String
  /// The bytes of the document that raised it: a line, or the place of a syntax error.
  package let range: ByteRange
  /// The line of the document, counted from 1.
  package let line: Int
  /// The traceback as Python prints it, its lines those of the document.
  package let traceback: String
  /// What to do about it, if there is something to say.
  package let hint: String?

  package init(type: String, message: String, range: ByteRange, line: Int, traceback: String, hint: String? = nil) {
    self.type = type
    self.message = message
    self.range = range
    self.line = line
    self.traceback = traceback
    self.hint = hint
  }

  /// `RuntimeError: grad can be implicitly created only for scalar outputs`
  package var headline: String { message.isEmpty ? type : "\(type): \(message)" }
}
