import Checking
import Figures
import PythonRuntime
import PythonSyntax
import SourceText
import TorchAPI

/// One run of a document's cells from fresh sessions, which goes as far as it is asked for: cells run in order, and
/// only once.
final class Execution {
  /// What one statement did in a run.
  struct StatementRun {
    /// Its events, among those of the cell.
    var events: Range<Int>
    /// The lines of the values it was asked for.
    var values: [Int] = []
    var hasRaised = false
    /// Whether it drew, or seeded the generator.
    var movesGenerator = false
    /// The unseeded draws it made, by number.
    var draws = 0..<0
  }

  /// What one cell put out in a run.
  struct CellRun {
    var record = CellRecord()
    /// What each statement did that was run, in order.
    var statements: [StatementRun] = []
    /// Why the cell was not run.
    var skipReason: String?
    var standardOutput = ""
    var standardError = ""
    var display: String?
    /// The figures that were shown.
    var figures: [Drawing] = []
    /// The exception that ended the cell.
    var unexpectedError: ErrorOutcome?
    /// The exceptions that expectations named.
    var consumedErrors: [ErrorOutcome] = []
    var seconds = 0.0
    /// What the cell bound or changed, where that was asked for.
    var variables: [VariableOutcome] = []
    /// The graphs that were noted, where that was asked for.
    var graphs: [GraphOutcome] = []
    /// What is wrong with what the cell asks of nbrun.
    var diagnostics: [Diagnostic] = []
    /// What came of the cell's backward passes, where they were compared with differences.
    var gradientChecks: [GradientCheckOutcome] = []
  }

  /// A cell while it runs.
  private final class OpenCell {
    let parsed: ParsedCell
    let plan: RunPlan
    let session: PythonSession
    let deadline: Deadline
    let begin: Double
    var run = CellRun()
    /// The statement that runs.
    var statement = 0

    init(_ parsed: ParsedCell, _ plan: RunPlan, _ session: PythonSession, _ deadline: Deadline, begin: Double) {
      self.parsed = parsed
      self.plan = plan
      self.session = session
      self.deadline = deadline
      self.begin = begin
      run.diagnostics = parsed.diagnostics
    }

    var source: CellSource { parsed.cell.source }
  }

  /// Whether each cell is asked which variables it changed.
  var inspectsVariables = false
  /// Whether the graphs of backward passes are noted.
  var recordsGraphs = false
  /// What notes them, by the name of the session.
  private var recorders: [String: GraphRecorder] = [:]
  /// Whether gradients are compared with differences.
  var checksGradients = false

  private let notebook: Notebook
  private let cells: [ParsedCell]
  private let plans: [RunPlan]
  private let implied: [ImpliedImports.Missing]
  private let configuration: RunConfiguration
  private let replay: Replay
  private var sessions: [String: PythonSession] = [:]
  private var runs: [CellRun] = []
  /// The cell that runs.
  private var open: OpenCell?
  /// The statements to run, and the run from which the output of the others is taken.
  private let slice: (slice: DependencySlice, reference: [CellRun])?
  /// Whether a statement raised that did not in the run at hand, or the reverse: then what was left out is not known
  /// to be the same.
  private(set) var hasDeparted = false
  private var resetSessionsDependOnChance = false
  private var sessionCount = 0
  private var drawsOfResetSessions: [Draw] = []
  /// The names that cells which were skipped or failed would have bound, each with the last such cell.
  private var lost: [String: String] = [:]
  private let deadline: Double
  /// What the report should say about how statements were computed, each with its statement's place.
  private(set) var notes: [(text: String, range: ByteRange)] = []

  init(
    _ notebook: Notebook, _ cells: [ParsedCell], _ plans: [RunPlan], _ implied: [ImpliedImports.Missing],
    _ configuration: RunConfiguration, _ replay: Replay,
    slice: (slice: DependencySlice, reference: [CellRun])? = nil
  ) {
    self.slice = slice
    self.notebook = notebook
    self.cells = cells
    self.plans = plans
    self.implied = implied
    self.configuration = configuration
    self.replay = replay
    deadline = Clock.seconds() + configuration.timeout
  }

  /// What a cell put out. Runs the cells up to it that have not been run.
  func run(ofCell index: Int) -> CellRun {
    while runs.count <= index { runNext() }
    return runs[index]
  }

  /// What every cell put out.
  func runAll() -> [CellRun] {
    while runs.count < cells.count { runNext() }
    return runs
  }

  /// Whether a number was drawn without a seed, or the clock was read.
  var dependsOnChance: Bool {
    resetSessionsDependOnChance || sessions.values.contains { $0.dependsOnChance }
  }

  /// Whether chance came from elsewhere than the generator of tensors.
  var drewElsewhere: Bool { sessions.values.contains { $0.drewElsewhere } }

  /// The unseeded draws so far, if the run keeps them.
  var draws: [Draw] { drawsOfResetSessions + sessions.values.flatMap(\.draws).sorted { $0.index < $1.index } }

  private func runNext() {
    let cell = cells[runs.count]
    if replay.showsFigures, let onCell = configuration.onCell {
      onCell(CellProgress(index: runs.count, count: cells.count, line: cell.cell.line, name: cell.cell.name))
    }
    if let reason = cell.cell.skipReason {
      runs.append(CellRun(skipReason: reason))
    } else if NotebookRunner.wasInterrupted {
      runs.append(CellRun(skipReason: "the run was interrupted"))
    } else {
      runs.append(run(cell, plans[runs.count]))
    }
    noteLost(by: cell, runs[runs.count - 1])
  }

  private func session(for cell: Cell) -> PythonSession {
    if cell.labels.contains(.reset), let old = sessions.removeValue(forKey: cell.session) {
      resetSessionsDependOnChance = resetSessionsDependOnChance || old.dependsOnChance
      drawsOfResetSessions += old.draws
    }
    if let session = sessions[cell.session] { return session }
    let session = PythonSession(number: sessionCount, documentPath: notebook.file.path, configuration, replay)
    sessionCount += 1
    if checksGradients { session.checkGradients() }
    for imported in implied { session.runQuietly(imported.statement) }
    sessions[cell.session] = session
    recorders[cell.session] = recordsGraphs ? session.recordGraphs() : nil
    return session
  }

  private func run(_ parsed: ParsedCell, _ plan: RunPlan) -> CellRun {
    let session = session(for: parsed.cell)
    let source = parsed.cell.source
    let begin = Clock.seconds()
    let seconds = min(parsed.cell.timeout ?? configuration.timeout, max(0, deadline - begin))
    let cell = OpenCell(
      parsed, plan, session, Deadline(moment: begin + seconds, seconds: seconds), begin: begin)
    open = cell
    defer { open = nil }
    var requests: [Int: [RunPlan.ValueRequest]] = [:]
    for request in plan.valueRequests { requests[request.topLevel, default: []].append(request) }
    var directives = parsed.directives[...]
    let inspector = inspectsVariables ? VariableInspector(parsed, session.globals) : nil
    session.begin(cell.deadline)
    Watchdog.expectEnd(at: cell.deadline.moment)
    defer { Watchdog.rest() }
    session.onOutput = { text, lines in
      cell.run.record.events.append(OutputEvent(.text(text), lines: lines))
    }
    session.onError = { cell.run.standardError += $0 }
    session.onFigure = { cell.run.figures.append($0) }
    session.onNote = { [unowned self] text in
      notes.append((text, source.documentRange(of: parsed.statements[cell.statement].range)))
    }
    var failures = parsed.failures[...]
    let endsWithSemicolon = Self.endsWithSemicolon(source.bytes, parsed.tokens)
    let left = slice.map { (isRun: $0.slice.isRun[runs.count], reference: $0.reference[runs.count]) }
    for (index, statement) in parsed.statements.enumerated() {
      if let left, !left.isRun[index] {
        guard index < left.reference.statements.count else { break }
        cell.run.takeOver(left.reference.statements[index], of: left.reference, session)
        continue
      }
      let before = (events: cell.run.record.events.count, mark: session.generatorMark)
      var done = StatementRun(events: before.events..<before.events)
      defer {
        let mark = session.generatorMark
        done.events = before.events..<cell.run.record.events.count
        done.movesGenerator = mark != before.mark
        done.draws = before.mark.draws..<mark.draws
        cell.run.statements.append(done)
        if let left {
          let known = index < left.reference.statements.count ? left.reference.statements[index].hasRaised : nil
          if known != done.hasRaised { hasDeparted = true }
        }
      }
      while let failure = failures.first, failure.before <= index {
        report(failure.failure, in: parsed, plan, &cell.run)
        failures = failures.dropFirst()
        if cell.run.unexpectedError != nil, !source.isTranscript { break }
      }
      cell.statement = index
      let isLast = index == parsed.statements.count - 1
      if !directives.isEmpty {
        follow(&directives, before: source.documentLine(at: statement.range.lowerBound), session, &cell.run)
      }
      let displays = source.isTranscript || (isLast && !endsWithSemicolon)
      let lines = Self.lines(of: statement, in: source)
      do {
        let wanted = requests[index] ?? []
        let value = try session.run(statement, source: source, name: notebook.file.path)
        if displays, case .expression = statement.kind, let text = try session.displayText(of: value) {
          cell.run.record.events.append(OutputEvent(.display(text), lines: [lines.lowerBound]))
          if !source.isTranscript { cell.run.display = text }
        }
        for request in wanted {
          done.values.append(request.line)
          switch request.subject {
          case .expression: cell.run.record.values[request.line] = [try session.repr(of: value)]
          case .names(let names): cell.run.record.values[request.line] = try names.map(session.repr(ofName:))
          }
        }
      } catch {
        done.hasRaised = true
        let endsCell = note(error, in: cell)
        if endsCell { break }
      }
    }
    for failure in failures { report(failure.failure, in: parsed, plan, &cell.run) }
    if let outcome = endCell(session, parsed) {
      cell.run.record.events.append(
        OutputEvent(.error(type: outcome.type, message: outcome.message), lines: outcome.cellLines))
      if cell.run.unexpectedError == nil { cell.run.unexpectedError = outcome.error }
    }
    follow(&directives, before: .max, session, &cell.run)
    close(cell)
    cell.run.variables = inspector?.changes(session) ?? []
    return cell.run
  }

  /// Notes what a statement raised, as expected or not; whether no further statement of the cell runs.
  private func note(_ error: any Error, in cell: OpenCell) -> Bool {
    let isTranscript = cell.source.isTranscript
    let lines = Self.lines(of: cell.parsed.statements[cell.statement], in: cell.source)
    let outcome = cell.session.raised(error, lines: lines, file: notebook.file)
    cell.run.record.events.append(
      OutputEvent(.error(type: outcome.type, message: outcome.message), lines: outcome.cellLines))
    let expected = cell.plan.expectation(of: outcome.error.type, in: lines)
    let described = explained(outcome.error)
    if expected != nil {
      cell.run.consumedErrors.append(described)
    } else if !isTranscript || cell.run.unexpectedError == nil {
      cell.run.unexpectedError = described
    }
    if outcome.endsRun { return true }
    return !isTranscript && expected?.endsCell != false
  }

  /// Sums up a cell that has ended.
  private func close(_ cell: OpenCell) {
    cell.run.graphs = recorders[cell.parsed.cell.session]?.take() ?? []
    cell.run.seconds = Clock.seconds() - cell.begin
    cell.run.gradientChecks = cell.session.takeGradientChecks()
    cell.run.standardOutput = cell.run.record.events.reduce(into: "") { text, event in
      switch event.kind {
      case .text: text += event.text
      case .display: if cell.source.isTranscript { text += event.text }
      case .error: break
      }
    }
  }

  /// What every cell put out when the thread that ran them is given up: the cell that did not end fails where it is, and
  /// no further one runs, because its session is lost.
  func runsUntilGivenUp() -> [CellRun] {
    if let cell = open {
      _ = note(cell.session.stopped(by: cell.deadline), in: cell)
      close(cell)
      runs.append(cell.run)
      noteLost(by: cell.parsed, cell.run)
      open = nil
    }
    let reason =
      NotebookRunner.wasInterrupted
      ? "the run was interrupted" : "the cell at line \(cells[max(runs.count - 1, 0)].cell.line) did not end in time"
    while runs.count < cells.count { runs.append(CellRun(skipReason: cells[runs.count].cell.skipReason ?? reason)) }
    return runs
  }

  /// Does what the comments above a line ask for.
  private func follow(
    _ directives: inout ArraySlice<CellDirective>, before line: Int, _ session: PythonSession, _ run: inout CellRun
  ) {
    while let directive = directives.first, directive.line < line {
      directives.removeFirst()
      for name in directive.names {
        guard let tensor = session.globals.value(of: name)?.tensorObject?.tensor, tensor.requiresGrad else {
          run.diagnostics.append(
            Diagnostic(
              .warning, "'\(name)' has no graph to draw here: it is no tensor that requires a gradient",
              at: directive.range))
          continue
        }
        recorder(of: session)?.note(tensor, named: name, line: directive.line)
      }
    }
  }

  private func recorder(of session: PythonSession) -> GraphRecorder? {
    sessions.first { $0.value === session }.flatMap { recorders[$0.key] }
  }

  /// Shows what the cell has drawn; a figure that cannot be drawn is an error of the cell's last statement.
  private func endCell(_ session: PythonSession, _ parsed: ParsedCell) -> PythonSession.Raised? {
    guard let last = parsed.statements.last else { return nil }
    do {
      try session.endCell()
      return nil
    } catch {
      return session.raised(error, lines: Self.lines(of: last, in: parsed.cell.source), file: notebook.file)
    }
  }

  /// A cell that does not parse: the place of the error, in CPython's words.
  private func report(_ failure: SyntaxFailure, in parsed: ParsedCell, _ plan: RunPlan, _ run: inout CellRun) {
    let range = parsed.cell.source.documentRange(of: failure.range)
    let line = notebook.file.line(at: range.lowerBound)
    let type = failure.type.rawValue
    let text = failure.type.isInterruption ? "" : Self.marked(range, in: notebook.file)
    let told = failure.message.isEmpty ? type : "\(type): \(failure.message)"
    let error = ErrorOutcome(
      type: type, message: failure.message, range: range, line: line,
      traceback: "  File \"\(notebook.file.path)\", line \(line)\n\(text)\(told)\n")
    run.record.events.append(OutputEvent(.error(type: type, message: failure.message), lines: [line]))
    if plan.expectation(of: type, in: line...line) != nil {
      run.consumedErrors.append(error)
    } else if run.unexpectedError == nil {
      run.unexpectedError = error
    }
  }

  /// The line of a range without its indentation, and carets below the range, as Python shows where it stopped.
  private static func marked(_ range: ByteRange, in file: SourceFile) -> String {
    let line = file.range(ofLine: file.line(at: range.lowerBound))
    // Marks of quotes around the cell are no code either.
    let code = file.bytes[line].firstIndex { $0 != 0x20 && $0 != 0x09 && $0 != 0x3E } ?? line.upperBound
    func columns(_ part: ByteRange) -> Int { file.text(in: part).unicodeScalars.reduce(0) { $0 + $1.columnWidth } }
    let start = min(max(range.lowerBound, code), line.upperBound)
    let end = min(max(range.upperBound, start), line.upperBound)
    let margin = String(repeating: " ", count: columns(code..<start))
    let carets = String(repeating: "^", count: max(1, columns(start..<end)))
    return "    \(file.text(in: code..<line.upperBound))\n    \(margin)\(carets)\n"
  }

  /// Keeps what a cell would have bound, had it been run to its end.
  private func noteLost(by parsed: ParsedCell, _ run: CellRun) {
    guard run.skipReason != nil || run.unexpectedError != nil else { return }
    var bound = BoundNames()
    bound.add(parsed.statements)
    let why = run.skipReason != nil ? "was skipped" : "failed"
    for name in bound.names { lost[name] = "the cell at line \(parsed.cell.line), which \(why)" }
  }

  /// A `NameError` says which cell would have bound the name, if that cell was skipped or failed.
  private func explained(_ error: ErrorOutcome) -> ErrorOutcome {
    guard error.type == "NameError" else { return error }
    let parts = error.message.split(separator: "'")
    guard parts.count >= 2, let place = lost[String(parts[1])] else { return error }
    return error.with(hint: "'\(parts[1])' is assigned in \(place)")
  }

  /// The lines of the document a statement covers.
  private static func lines(of statement: Statement, in source: CellSource) -> ClosedRange<Int> {
    let first = source.documentLine(at: statement.range.lowerBound)
    let last = source.documentLine(at: max(statement.range.lowerBound, statement.range.upperBound - 1))
    return first...max(first, last)
  }

  /// Whether the last statement is followed by `;`, which keeps its value from being displayed.
  private static func endsWithSemicolon(_ bytes: [UInt8], _ tokens: [Token]) -> Bool {
    tokens.last { $0.kind != .newline && $0.kind != .endMarker && $0.kind != .dedent }?.kind == .semicolon
  }
}

extension Execution.CellRun {
  /// Takes over what a statement put out in another run instead of running it.
  fileprivate mutating func takeOver(
    _ statement: Execution.StatementRun, of run: Execution.CellRun, _ session: PythonSession
  ) {
    let start = record.events.count
    record.events += run.record.events[statement.events]
    for line in statement.values { record.values[line] = run.record.values[line] }
    session.skipDraws(statement.draws.count)
    var copy = statement
    copy.events = start..<record.events.count
    statements.append(copy)
  }
}

extension ErrorOutcome {
  /// The same with a hint.
  func with(hint: String) -> ErrorOutcome {
    ErrorOutcome(type: type, message: message, range: range, line: line, traceback: traceback, hint: hint)
  }
}
