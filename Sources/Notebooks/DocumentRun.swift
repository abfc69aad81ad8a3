import Checking
import PythonSyntax
import SourceText

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// One document being run and checked, on the session's thread.
///
/// The first run decides most verdicts. Where an expectation differs, the checker asks for further runs of the whole
/// document with one thing changed: full precision, another seed, or the random numbers that the document shows. What
/// was run is kept.
final class DocumentRun {
  private let notebook: Notebook
  private let configuration: RunConfiguration
  private let cells: [ParsedCell]
  private let checkers: [Checker]
  private let implied: [ImpliedImports.Missing]
  /// The run that decides most verdicts.
  private var first: Execution?
  /// The further runs that were begun; each goes as far as a cell was asked about.
  private var unrounded: Execution?
  private var reseeded: [Execution] = []
  private let begin: Double
  /// Whether the document may be run further times.
  private var mayRunAgain = true
  /// What there is to say of how the document was run.
  private var remarks: [Diagnostic] = []
  /// What the first run put out.
  private var runs: [Execution.CellRun] = []
  /// The statements that draw and those that depend on them; `nil` where further runs have to run everything.
  private lazy var chance: ChanceSlice? = {
    guard let first, !first.drewElsewhere else { return nil }
    return ChanceSlice(cells, runs) { [self] slice in
      execution(Replay(seed: configuration.seed, isFullPrecision: true, logsDraws: true), (slice, runs))
    }
  }()

  init(_ notebook: Notebook, _ configuration: RunConfiguration) {
    self.notebook = notebook
    self.configuration = configuration
    let begin = Clock.seconds()
    self.begin = begin
    cells = notebook.cells.map { cell in
      let left = max(0, begin + configuration.timeout - Clock.seconds())
      let seconds = min(cell.timeout ?? configuration.timeout, left)
      return ParsedCell(
        cell, in: notebook.document, by: Deadline(moment: Clock.seconds() + seconds, seconds: seconds))
    }
    checkers = cells.map { Checker($0.text) }
    implied = ImpliedImports.missing(in: cells)
  }

  func run() -> NotebookOutcome {
    let first = execution(Replay(seed: configuration.seed, showsFigures: true))
    self.first = first
    first.inspectsVariables = configuration.inspectsVariables
    first.recordsGraphs = configuration.recordsGraphs
    first.checksGradients = configuration.checksGradients
    runs = first.runAll()
    configuration.onGraphs?(runs.flatMap(\.graphs))
    return outcome(of: first)
  }

  /// What there is to tell when the thread that ran the document is given up: the cells that it had run, checked without
  /// further runs, and the error of the statement it did not come back from.
  func conclude() -> NotebookOutcome? {
    guard let first else { return nil }
    mayRunAgain = false
    if !runs.isEmpty {
      remarks.append(
        Diagnostic(
          .warning, "outputs that differ were not looked at in further runs, one of which did not end in time",
          at: 0..<0))
    }
    runs = first.runsUntilGivenUp()
    return outcome(of: first)
  }

  /// Checks what the first run put out.
  private func outcome(of first: Execution) -> NotebookOutcome {
    let dependsOnChance = first.dependsOnChance
    var outcomes: [CellOutcome] = []
    for (index, run) in runs.enumerated() {
      outcomes.append(outcome(of: index, run, dependsOnChance: dependsOnChance))
    }
    pin(&outcomes, seconds: runs.reduce(0) { $0 + $1.seconds })
    FailureOrder.mark(&outcomes)
    var diagnostics = notebook.diagnostics + remarks + runs.flatMap(\.diagnostics)
    for imported in implied {
      diagnostics.append(
        Diagnostic(
          .note, "'\(imported.name)' is used and never imported; it was taken to be `\(imported.statement)`",
          at: imported.range))
    }
    if let warning = unchecked(outcomes) { diagnostics.append(warning) }
    diagnostics += CommandNotes(cells, in: notebook.file).diagnostics
    for note in first.notes { diagnostics.append(Diagnostic(.note, note.text, at: note.range)) }
    return NotebookOutcome(
      notebook: notebook, seed: configuration.seed, cells: outcomes, diagnostics: diagnostics,
      seconds: Clock.seconds() - begin, wasInterrupted: NotebookRunner.wasInterrupted)
  }

  /// What there is to say of a document that puts something out and claims nothing of it.
  private func unchecked(_ outcomes: [CellOutcome]) -> Diagnostic? {
    let summary = Summary(outcomes.map(\.check))
    guard !summary.hasChecks, summary.unclaimed > 0,
      let line = outcomes.lazy.compactMap({ $0.check.unclaimed.first?.line }).first
    else { return nil }
    return Diagnostic(
      .warning, "nothing of what the document puts out is checked, because nothing claims it",
      at: notebook.file.range(ofLine: line),
      hint: "write the output below the code, or let `nbrun update --insert` do so")
  }

  private func execution(
    _ replay: Replay, _ slice: (DependencySlice, reference: [Execution.CellRun])? = nil
  ) -> Execution {
    Execution(
      notebook, cells, checkers.map(\.plan), implied, configuration, replay,
      slice: slice.map { (slice: $0.0, reference: $0.reference) })
  }

  /// What a run from another seed puts out: of the statements that depend on draws alone, unless one of them comes to
  /// another end than in the first run.
  private func reseededRun(_ number: Int, ofCell index: Int) -> CellRecord {
    if let chance, !chance.slice.concerns[index] { return runs[index].record }
    while reseeded.count <= number {
      let replay = Replay(seed: configuration.seed &+ UInt64(reseeded.count) &+ 1)
      let sliced = chance.map { execution(replay, ($0.slice, runs)) }
      _ = sliced?.runAll()
      if let sliced, !sliced.hasDeparted {
        reseeded.append(sliced)
      } else {
        reseeded.append(execution(replay))
      }
    }
    return reseeded[number].run(ofCell: index).record
  }

  /// The run that prints full precision, begun when first asked for.
  private func fullPrecision() -> Execution {
    let execution =
      unrounded ?? execution(Replay(seed: configuration.seed, isFullPrecision: true, logsDraws: true))
    unrounded = execution
    return execution
  }

  /// Checks what depends on unseeded draws against the draws that the document itself prints.
  ///
  /// - Parameter seconds: what one run takes.
  private func pin(_ outcomes: inout [CellOutcome], seconds: Double) {
    let shows =
      mayRunAgain
      && outcomes.contains { outcome in
        outcome.check.outcomes.contains { $0.verdict == .random && !$0.expectation.labels.random }
      }
    guard shows, !NotebookRunner.wasInterrupted else { return }
    var checks = outcomes.map(\.check)
    var pinning: Pinning
    if let chance {
      pinning = Pinning(checks, unrounded: chance.records, draws: chance.draws)
    } else {
      let unrounded = fullPrecision()
      pinning = Pinning(checks, unrounded: unrounded.runAll().map(\.record), draws: unrounded.draws)
    }
    let draws = Set(pinning.pins.map(\.draw))
    let narrow = chance?.slice(ofDraws: draws)
    var base: [CellRecord] = []
    pinning.apply(to: &checks, seconds: chance?.seconds ?? seconds) { [self] variant in
      guard !NotebookRunner.wasInterrupted else { return nil }
      // Pins that prove to be none are dropped: then draws are left that no pin replaces.
      let pinned = Set(variant.values.keys) == draws ? narrow : nil
      if let pinned, variant.seedOffset != 0 {
        // What the slice puts out depends on no other draws; what lies outside has none to be compared with.
        return base.indices.map { pinned.concerns[$0] ? base[$0] : CellRecord() }
      }
      let replay = Replay(
        seed: configuration.seed &+ UInt64(variant.seedOffset), isFullPrecision: variant.isFullPrecision,
        pinned: variant.values)
      let records = records(of: replay, pinned)
      if base.isEmpty { base = records }
      return records
    }
    for index in outcomes.indices { outcomes[index].check = checks[index] }
  }

  /// What the cells put out in a further run: of a slice, where one is known and every statement in it comes to the end
  /// that it came to before.
  private func records(of replay: Replay, _ pinned: DependencySlice?) -> [CellRecord] {
    if let chance {
      let sliced = execution(replay, (pinned ?? chance.slice, replay.isFullPrecision ? chance.runs : runs))
      let records = sliced.runAll().map(\.record)
      if !sliced.hasDeparted { return records }
    }
    return execution(replay).runAll().map(\.record)
  }

  /// Checks one cell and puts together what is told of it.
  private func outcome(of index: Int, _ run: Execution.CellRun, dependsOnChance: Bool) -> CellOutcome {
    let cell = cells[index]
    if let reason = run.skipReason {
      return CellOutcome(cell: cell.cell, text: cell.text, status: .skipped, skipReason: reason)
    }
    let reruns =
      !mayRunAgain
      ? Reruns()
      : Reruns(
        unrounded: { [self] in fullPrecision().run(ofCell: index).record },
        reseeded: { [self] number in
          guard dependsOnChance, number >= 0 else { return nil }
          return reseededRun(number, ofCell: index)
        })
    var check = checkers[index].check(run.record, reruns: reruns)
    var error = run.unexpectedError ?? run.consumedErrors.first
    var status: CellOutcome.Status = run.unexpectedError == nil ? .ok : .error
    for case .raises(let type) in cell.cell.labels {
      (status, error) = judgeRaises(type, cell.cell, run, &check)
      break
    }
    return CellOutcome(
      cell: cell.cell, text: cell.text, status: status, stdout: run.standardOutput, display: run.display, error: error,
      record: run.record, warnings: run.standardError, figures: run.figures, seconds: run.seconds, check: check,
      variables: run.variables, graphs: run.graphs, gradientChecks: run.gradientChecks)
  }

  /// A cell labelled `raises` must raise, an exception of the named type if one is named.
  private func judgeRaises(
    _ type: String?, _ cell: Cell, _ run: Execution.CellRun, _ check: inout CellCheck
  ) -> (CellOutcome.Status, ErrorOutcome?) {
    let error = run.unexpectedError ?? run.consumedErrors.first
    guard let error else {
      return (
        .error,
        ErrorOutcome(
          type: "nbrun", message: "the cell is labelled raises, and raised nothing",
          range: notebook.file.range(ofLine: cell.line), line: cell.line, traceback: "",
          hint: "remove the label, or show code that raises \(type ?? "an exception")")
      )
    }
    if let type, ErrorClaim.baseName(type) != ErrorClaim.baseName(error.type) { return (.error, error) }
    check.unexpectedErrors = []
    return (.ok, error)
  }
}

/// The clock that never goes back.
enum Clock {
  static func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
