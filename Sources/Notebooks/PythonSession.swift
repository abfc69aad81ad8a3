import Autograd
import Checking
import Figures
import NumPyAPI
import PythonRuntime
import PythonSyntax
import SourceText
import TensorCore
import TorchAPI

/// The interpreter and the tensors that the cells of one session share.
final class PythonSession {
  private let interpreter: Interpreter
  private let torch: TorchSession
  private let helpers: HelperFolder
  private let figures: FigureOutput
  /// How many sessions of the run began before this one.
  private let number: Int
  /// Receives what the running cell prints, with the cell's lines that were executing, innermost first.
  var onOutput: (String, [Int]) -> Void = { _, _ in }
  /// Receives what the running cell writes to standard error.
  var onError: (String) -> Void = { _ in }
  /// Receives what the report should say about how the running cell was computed.
  var onNote: (String) -> Void = { _ in }
  /// Receives the figures that the running cell shows.
  var onFigure: (Drawing) -> Void = { _ in }

  /// A fresh session.
  ///
  /// - Parameters:
  ///   - number: how many sessions of the run began before this one.
  ///   - documentPath: where the document lies; modules beside it can be imported.
  init(number: Int, documentPath: String, _ configuration: RunConfiguration, _ replay: Replay) {
    self.number = number
    var limits = Limits()
    limits.outputBytes = configuration.maximumOutput
    limits.steps = configuration.maximumSteps
    limits.valueBytes = min(limits.valueBytes, configuration.maximumMemory)
    limits.memoryBytes = configuration.maximumMemory
    // Half of the thread's stack: the rest is for parsing, and for releasing what the document leaves behind.
    limits.nativeStackBytes = LargeStackThread.stackSize / 2
    interpreter = Interpreter(limits: limits)
    torch = TorchSession(interpreter: interpreter, seed: replay.seed)
    torch.memoryLimit = configuration.maximumMemory
    NumPyModules.install(in: interpreter)
    figures = FigureOutput(in: interpreter, limit: configuration.maximumOutput)
    figures.isWanted = replay.showsFigures
    helpers = HelperFolder(ofDocument: documentPath)
    interpreter.fullPrecision = replay.isFullPrecision
    torch.tensors.printOptions.isFullPrecision = replay.isFullPrecision
    torch.tensors.generator.replacements = DrawNumber.part(replay.pinned, ofSession: number)
    torch.tensors.generator.logsDraws = replay.logsDraws
    interpreter.randomSeed = replay.seed
    interpreter.onErrorOutput = { [unowned self] in onError($0) }
    interpreter.onOutput = { [unowned self] text, lines in onOutput(text, lines) }
    interpreter.onNote = { [unowned self] in onNote($0) }
    torch.tensors.onNote = { [unowned self] in onNote($0) }
    figures.onDrawing = { [unowned self] in onFigure($0) }
    interpreter.sourceOfModule = { [helpers] in try helpers.source(of: $0) }
  }

  /// Compares the gradients of backward passes with differences from now on.
  func checkGradients() {
    let audit = GradientAudit()
    audit.currentLine = { [unowned interpreter] in interpreter.cellLocation?.line }
    torch.tensors.audit = audit
  }

  /// What came of the backward passes since the last call.
  func takeGradientChecks() -> [GradientCheckOutcome] {
    torch.tensors.audit?.takeFindings().map(GradientCheckOutcome.init) ?? []
  }

  /// Whether something was drawn without a seed.
  var dependsOnChance: Bool { torch.tensors.generator.hasUnseededDraws || interpreter.drewUnseeded }

  /// Whether chance came from elsewhere than the generator of tensors: Python's and NumPy's own, the clock.
  var drewElsewhere: Bool { interpreter.drewUnseeded }

  /// Where the generator of tensors stands.
  var generatorMark: Generator.Mark { torch.tensors.generator.mark }

  /// Counts draws of statements that are left out.
  func skipDraws(_ count: Int) { torch.tensors.generator.skipDraws(count) }

  /// The names bound at the top level of the cells.
  var globals: GlobalTable { interpreter.globals }

  /// The unseeded draws of the session, if the run keeps them.
  var draws: [Draw] {
    torch.tensors.generator.draws.map { draw in
      Draw(
        index: DrawNumber.of(draw.index, inSession: number), dtype: draw.dtype.name, shape: draw.shape,
        range: draw.range, values: draw.values)
    }
  }

  /// Says that a cell begins, which must end at `deadline`.
  func begin(_ deadline: Deadline) {
    interpreter.interruption = { Self.interruption(deadline) }
    interpreter.mustStop = { deadline.isOver }
  }

  /// What stops a cell when its time is up or the user has asked to stop.
  private static func interruption(_ deadline: Deadline) -> PythonException {
    NotebookRunner.wasInterrupted
      ? PythonException(.keyboardInterrupt, arguments: []) : PythonException(.timeoutError, deadline.message)
  }

  /// The exception that stops a cell, as if what is executing had raised it.
  func stopped(by deadline: Deadline) -> PythonException {
    let exception = Self.interruption(deadline)
    interpreter.traceExecuting(exception)
    return exception
  }

  /// Compiles a statement and runs it.
  ///
  /// - Returns: the value of an expression statement, `None` of any other.
  func run(_ statement: Statement, source: CellSource, name: String) throws -> Value {
    try torch.run {
      let compiled = try interpreter.loadCell(
        Module(body: [statement]), sourceName: name, text: source.bytes, place: { source.documentRange(of: $0) },
        line: { source.documentLine(at: $0) })
      for part in compiled {
        if case .value(let value) = try interpreter.run(part) { return value }
      }
      return .none
    }
  }

  /// Notes graphs from now on, for reports that draw them.
  func recordGraphs() -> GraphRecorder { GraphRecorder(interpreter, torch.tensors) }

  /// Shows the figures that the cell has drawn and not shown.
  func endCell() throws { try torch.run { try figures.endCell(interpreter) } }

  /// Runs a statement of nbrun's own; what it cannot do shows when the document uses what is missing.
  func runQuietly(_ statement: String) {
    guard let module = try? Parser.parse(Array(statement.utf8)) else { return }
    torch.run {
      guard let compiled = try? interpreter.loadCell(module, sourceName: "<nbrun>", line: { _ in 1 }) else { return }
      for part in compiled { _ = try? interpreter.run(part) }
    }
  }

  /// What a notebook displays of a value: its repr, nothing for `None`.
  func displayText(of value: Value) throws -> String? {
    value.isNone ? nil : try repr(of: value)
  }

  /// `repr(value)`
  func repr(of value: Value) throws -> String { try torch.run { try interpreter.repr(value) } }

  /// The repr of a variable; an error is no answer.
  func repr(ofName name: String) throws -> String {
    guard let value = interpreter.globals.value(of: StringObject(name)) else {
      throw PythonException(.nameError, "name '\(name)' is not defined")
    }
    return try repr(of: value)
  }

  /// What became of a statement that raised.
  struct Raised {
    let error: ErrorOutcome
    let type: String
    let message: String
    /// The lines of the cell that were executing, innermost first.
    let cellLines: [Int]
    /// Whether no further statement of the document may run.
    let endsRun: Bool
  }

  /// Describes an exception that left a statement.
  ///
  /// - Parameter lines: the lines of the document the statement covers.
  func raised(_ error: any Error, lines: ClosedRange<Int>, file: SourceFile) -> Raised {
    let exception = (error as? PythonException) ?? interpreter.convertError(error)
    let object = exception.exception
    let module = object.type.module
    let isPlain = module == "builtins" || module == "__main__"
    let type = isPlain ? object.type.name : "\(module).\(object.type.qualifiedName)"
    let message = (try? torch.run { try interpreter.shownMessage(of: object) }) ?? "<exception str() failed>"
    let entries = object.traceback.filter { $0.source == file.path }
    let text = interpreter.tracebackText(object)
    let cellLines = entries.isEmpty ? [lines.lowerBound] : entries.map(\.line)
    let line = cellLines[cellLines.count - 1]
    let shown = cellLines[0]
    return Raised(
      error: ErrorOutcome(
        type: type, message: message,
        range: entries.first?.documentRange ?? Self.codeRange(ofLine: shown, in: file), line: shown, traceback: text,
        hint: hint(of: object)),
      type: type, message: message, cellLines: cellLines.last == line ? cellLines : cellLines + [line],
      endsRun: object.type.isSubtype(of: .keyboardInterrupt))
  }

  /// What nbrun has instead of what is missing, or the known name that an unknown one resembles.
  private func hint(of exception: ExceptionObject) -> String? {
    exception.hint ?? interpreter.suggestion(for: exception).map { "did you mean '\($0)'?" }
  }

  /// The bytes of a line without the white space and container prefixes around its code.
  private static func codeRange(ofLine line: Int, in file: SourceFile) -> ByteRange {
    let range = file.range(ofLine: line)
    var start = range.lowerBound
    while start < range.upperBound, file.bytes[start] == 0x20 || file.bytes[start] == 0x09 || file.bytes[start] == 0x3E
    {
      start += 1
    }
    return start..<range.upperBound
  }
}
