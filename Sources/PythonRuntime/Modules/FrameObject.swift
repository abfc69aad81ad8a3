/// What is known of running code: the place that executes, and where its names are.
struct FrameView {
  /// The name of the function, `<module>` outside of one.
  let function: String
  /// The document or the module's file.
  let file: String
  /// The line that is executing.
  let line: Int
  /// `__name__` of the module the code belongs to.
  let module: String
}

extension Interpreter {
  /// The code that is running: `depth` calls up from the innermost; `nil` where there is none.
  func frameView(depth: Int) -> FrameView? {
    guard let moment = frameMoment(depth: depth) else { return nil }
    let module = moment.globals.value(of: StringObject("__name__"))?.text
    return FrameView(
      function: moment.code.name, file: moment.code.source.name, line: moment.line, module: module ?? "__main__")
  }

  /// What the frame `depth` calls up from the innermost is at; `nil` where there is none.
  fileprivate func frameMoment(depth: Int) -> FrameMoment? {
    guard depth >= 0, stack.frameTop - stack.frames > depth else { return nil }
    // The frames between the bottom of the stack and its top are alive while code runs, and keep their code alive.
    let frame = stack.frameTop - 1 - depth
    let code = frame.pointee.code.takeUnretainedValue()
    let position = min(max(frame.pointee.pc - code.instructions - 1, 0), code.instructionCount - 1)
    return FrameMoment(
      level: stack.frameTop - stack.frames - 1 - depth, code: code, position: position,
      globals: frame.pointee.globals.takeUnretainedValue(), registers: frame.pointee.registers)
  }

  /// Gives an exception the traceback of what is executing, as if it had been raised there and nothing had caught it.
  package func traceExecuting(_ exception: PythonException) {
    var depth = 0
    while let moment = frameMoment(depth: depth) {
      exception.exception.pass(moment.code, moment.position, .whole)
      depth += 1
    }
  }

  /// The innermost code of the document, for messages about it.
  package var cellLocation: (file: String, line: Int)? {
    var depth = 0
    while let view = frameView(depth: depth) {
      if view.module == "__main__" { return (view.file, view.line) }
      depth += 1
    }
    return nil
  }
}

/// What a frame is at.
private struct FrameMoment {
  /// The number of frames below it.
  let level: Int
  let code: CodeObject
  /// The instruction that executes.
  let position: Int
  let globals: GlobalTable
  /// Only compared, to tell whether the frame is the same one still; never read.
  let registers: UnsafeMutablePointer<Value>

  var line: Int { code.source.line(of: code.ranges[position].lowerBound) }
}

/// A frame as Python sees it: a picture of where it was when `sys._getframe` was called. Its variables, and the frame
/// that called it, are looked up when they are asked for; of a frame that has returned the variables are not known.
final class FrameObject: Object {
  private let moment: FrameMoment
  /// The frames that called it, innermost first: plain places, which cost little.
  private let callers: ArraySlice<FrameMoment>
  private var back: Value?
  private var locals: Value?

  // Written out because the compiler warns of the one that it would make itself.
  @available(*, unavailable)
  package override init(type: TypeObject) { preconditionFailure("a frame is made of a moment") }

  private init(_ moment: FrameMoment, callers: ArraySlice<FrameMoment>) {
    self.moment = moment
    self.callers = callers
    super.init(type: .frame)
  }

  /// The frame `depth` calls up from the innermost; nil where there is no such call.
  static func make(depth: Int, _ interpreter: Interpreter) throws -> Value? {
    guard let moment = interpreter.frameMoment(depth: depth) else { return nil }
    var callers: [FrameMoment] = []
    while let caller = interpreter.frameMoment(depth: depth + 1 + callers.count) {
      try interpreter.checkBudget()
      callers.append(caller)
    }
    let frame = FrameObject(moment, callers: callers[...])
    // The variables of the frame asked for are there even after it returned.
    if depth == 0 { frame.locals = frame.variables(interpreter) }
    return .object(frame)
  }

  override func repr(_ interpreter: Interpreter) throws -> String {
    "<frame at \(addressText), file '\(moment.code.source.name)', line \(moment.line), code \(moment.code.name)>"
  }

  fileprivate var backFrame: Value {
    if let back { return back }
    let made = callers.first.map { Value.object(FrameObject($0, callers: callers.dropFirst())) } ?? .none
    back = made
    return made
  }

  private func variables(_ interpreter: Interpreter) -> Value? {
    let depth = interpreter.stack.frameTop - interpreter.stack.frames - 1 - moment.level
    guard let now = interpreter.frameMoment(depth: depth), now.code === moment.code,
      now.registers == moment.registers
    else { return nil }
    guard let table = interpreter.localVariables(depth: depth) else {
      return .object(MappingProxyObject(moment.globals.table, variables: moment.globals))
    }
    return .object(DictObject(table))
  }

  fileprivate func variablesNow(_ interpreter: Interpreter) throws -> Value {
    if let locals { return locals }
    guard let made = variables(interpreter) else {
      throw PythonException(.runtimeError, "the variables of a frame that has returned are not kept")
    }
    return made
  }

  fileprivate var line: Int { moment.line }
  fileprivate var code: Value { .object(moment.code) }

  fileprivate var globals: Value {
    let name = moment.globals.value(of: StringObject("__name__"))?.text
    var table = HashTable()
    table.set("__name__", .string(name ?? "__main__"))
    return .object(DictObject(table))
  }
}

extension TypeObject {
  /// `frame`
  fileprivate static let frame: TypeObject = TypeObject.native(
    "frame", holdsValues: true, isSubclassable: false,
    members: {
      func property(
        _ name: String, _ get: @escaping @Sendable (FrameObject, Interpreter) throws -> Value
      ) -> NativeMember {
        .property(name) { interpreter, object in
          guard let frame = object as? FrameObject else { return .none }
          return try get(frame, interpreter)
        }
      }
      return [
        property("f_lineno") { frame, _ in .int(frame.line) },
        property("f_code") { frame, _ in frame.code },
        property("f_globals") { frame, _ in frame.globals },
        property("f_locals") { frame, interpreter in try frame.variablesNow(interpreter) },
        property("f_back") { frame, _ in frame.backFrame },
      ]
    })
}
