/// What a generator keeps between resumptions.
final class GeneratorState {
  enum Status { case created, suspended, running, finished }

  let function: FunctionObject
  /// The registers of its frame; `registerCount` initialised values until it is finished.
  let registers: UnsafeMutablePointer<Value>
  private let registerCount: Int
  var pc: UnsafeMutablePointer<Instruction>
  var status = Status.created
  /// The register that takes the value sent at the next resumption.
  var sentRegister: Register?
  /// The value of the `return` statement.
  var result = Value.none
  /// The exception being handled inside and the one of the caller, exchanged at every switch.
  var handled: ExceptionObject?
  var callerHandled: ExceptionObject?
  /// The iterator that a `yield from` is delegating to.
  var delegate = Value.undefined

  init(_ function: FunctionObject) {
    self.function = function
    registerCount = max(function.code.registerCount, 1)
    registers = .allocate(capacity: registerCount)
    registers.initialize(repeating: .undefined, count: registerCount)
    pc = function.code.instructions
  }

  deinit {
    var values: [Value] = []
    for index in 0..<registerCount {
      if case .object = registers[index] {
        values.append((registers + index).move())
      } else {
        (registers + index).deinitialize(count: 1)
      }
    }
    registers.deallocate()
    Object.releaseIteratively(&values)
  }

  /// Empties the registers when the generator ends.
  func finish() {
    status = .finished
    delegate = .undefined
    handled = nil
    FrameStack.empty(registers, registerCount)
  }
}

/// A generator. Its state is an object of its own, so that a generator which is freed while suspended in a `try` can
/// still run its `finally`.
package final class GeneratorObject: Object {
  let state: GeneratorState
  private let lifeline: Lifeline
  /// `__name__`
  var name: String
  /// `__qualname__`
  var qualifiedName: String

  init(_ state: GeneratorState, lifeline: Lifeline) {
    self.state = state
    self.lifeline = lifeline
    name = state.function.name.value
    qualifiedName = state.function.qualifiedName
    super.init(type: .generator)
  }

  deinit {
    guard state.status == .suspended, let interpreter = lifeline.interpreter else { return }
    let code = state.function.code
    let position = state.pc - code.instructions - 1
    if code.regions.contains(where: { $0.start <= position && position < $0.end }) {
      interpreter.takeUnretainedValue().abandon(state)
    }
  }

  package override func repr(_ interpreter: Interpreter) throws -> String {
    "<generator object \(qualifiedName) at \(addressText)>"
  }
  package override func makeIterator(_ interpreter: Interpreter) throws -> Value? { .object(self) }
  package override func next(_ interpreter: Interpreter) throws -> Value? {
    try interpreter.resume(state, sending: .none)
  }
}

/// Tells objects that outlive their interpreter that it is gone.
///
/// A weak reference would do so as well, but from the first one on every count of references to the interpreter takes
/// a detour through memory of its own.
package final class Lifeline {
  var interpreter: Unmanaged<Interpreter>?

  /// The interpreter while it is there.
  package var session: Interpreter? { interpreter?.takeUnretainedValue() }
}

extension Interpreter {
  /// Runs a generator until it yields; `nil` when it returns.
  func resume(_ state: GeneratorState, sending value: Value, throwing exception: ExceptionObject? = nil) throws
    -> Value?
  {
    switch state.status {
    case .running: throw PythonException(.valueError, "generator already executing")
    case .finished:
      state.result = .none
      if let exception { throw PythonException(exception) }
      return nil
    case .created:
      if !value.isNone {
        throw PythonException(.typeError, "can't send non-None value to a just-started generator")
      }
      if let exception {
        state.finish()
        throw PythonException(exception)
      }
    case .suspended:
      if !state.delegate.isUndefined {
        if let exception { return try throwIntoDelegate(state, exception) }
      }
    }
    try pushGenerator(state, sending: value, kind: .generatorEntry)
    let result = try execute(throwing: exception)
    return state.status == .finished ? nil : result
  }

  /// Puts the frame of a generator on top of the stack.
  func pushGenerator(_ state: GeneratorState, sending value: Value, kind: Frame.Kind) throws {
    guard depth < limits.recursion, stack.frameTop < stack.frameLimit else { throw recursionError() }
    if let register = state.sentRegister {
      state.registers[Int(register)] = value
      state.sentRegister = nil
    }
    state.status = .running
    state.callerHandled = handledException
    if let handled = state.handled { handledException = handled }
    let function = Unmanaged.passUnretained(state.function)
    stack.frameTop.initialize(
      to: Frame(
        layout: state.function.layout, pc: state.pc, registers: state.registers,
        function: function, globals: Unmanaged.passUnretained(state.function.globals),
        stackTop: stack.stackTop, generator: Unmanaged.passUnretained(state), jump: 0, destination: 0, window: 0,
        kind: kind))
    stack.frameTop += 1
  }

  /// Leaves the frame of a generator that yielded or ended.
  func leaveGenerator(_ state: GeneratorState, finished: Bool) {
    let current = handledException
    handledException = state.callerHandled
    state.handled = current === state.callerHandled ? nil : current
    state.callerHandled = nil
    if finished { state.finish() } else { state.status = .suspended }
  }

  /// `generator.throw(exception)`
  func throwInto(_ state: GeneratorState, _ exception: ExceptionObject) throws -> Value {
    if let value = try resume(state, sending: .none, throwing: exception) { return value }
    throw PythonException.stopIteration(state.result)
  }

  /// `throw` while a `yield from` is waiting: the inner iterator gets the exception first.
  private func throwIntoDelegate(_ state: GeneratorState, _ exception: ExceptionObject) throws -> Value? {
    let delegate = state.delegate
    do {
      let value: Value
      if exception.type.isSubtype(of: .generatorExit) {
        state.status = .running
        defer { state.status = .suspended }
        try closeIterator(delegate)
        throw PythonException(exception)
      }
      state.status = .running
      defer { state.status = .suspended }
      if let inner = delegate.cast(GeneratorObject.self) {
        value = try throwInto(inner.state, exception)
      } else if let method = try attributeOrNil(delegate, StringObject("throw")) {
        value = try call(method, .object(exception))
      } else {
        throw PythonException(exception)
      }
      return value
    } catch let error as PythonException {
      state.delegate = .undefined
      if error.isInstance(of: .stopIteration), error.exception !== exception {
        // The inner iterator ended: its value is that of the `yield from`, after which the generator goes on.
        let result = error.exception.arguments.first ?? .none
        state.pc += 1
        try pushGenerator(state, sending: .none, kind: .generatorEntry)
        if case .yieldFrom(let destination, _) = (state.pc - 1).pointee { state.registers[Int(destination)] = result }
        let value = try execute(throwing: nil)
        return state.status == .finished ? nil : value
      }
      state.pc += 1
      try pushGenerator(state, sending: .none, kind: .generatorEntry)
      let value = try execute(throwing: error.exception)
      return state.status == .finished ? nil : value
    }
  }

  private func closeIterator(_ iterator: Value) throws {
    if let generator = iterator.cast(GeneratorObject.self) { return try close(generator.state) }
    if let method = try attributeOrNil(iterator, StringObject("close")) { _ = try call(method) }
  }

  /// `generator.close()`
  func close(_ state: GeneratorState) throws {
    if state.status == .created {
      state.finish()
      return
    }
    guard state.status == .suspended else {
      if state.status == .running { throw PythonException(.valueError, "generator already executing") }
      return
    }
    do {
      let exit = ExceptionObject(type: .generatorExit, arguments: [])
      if try resume(state, sending: .none, throwing: exit) != nil {
        throw PythonException(.runtimeError, "generator ignored GeneratorExit")
      }
    } catch let error as PythonException
      where error.isInstance(of: .generatorExit) || error.isInstance(of: .stopIteration)
    {}
  }

  /// Closes a generator that nobody can resume any more; what it raises has nowhere to go.
  func abandon(_ state: GeneratorState) {
    let handled = handledException
    defer { handledException = handled }
    do { try close(state) } catch {}
  }
}

extension TypeObject {
  package static let generator = TypeObject.native(
    "generator", specials: [.repr, .iterate, .next], holdsValues: true, isSubclassable: false,
    members: {
      @Sendable func state(_ value: Value) throws -> GeneratorState {
        guard let generator = value.cast(GeneratorObject.self) else {
          throw PythonException(.typeError, "expected a generator")
        }
        return generator.state
      }
      return [
        .method("send", .one) { interpreter, arguments in
          let state = try state(arguments[0])
          if let value = try interpreter.resume(state, sending: arguments[1]) { return value }
          let result = state.result
          state.result = .none
          throw PythonException.stopIteration(result)
        },
        .method("throw", .positional(1...3)) { interpreter, arguments in
          let state = try state(arguments[0])
          let exception = try interpreter.exception(from: arguments[1], value: arguments[2])
          return try interpreter.throwInto(state, exception)
        },
        .method("close", .none) { interpreter, arguments in
          try interpreter.close(state(arguments[0]))
          return .none
        },
        .property("__name__") { _, object in .string((object as? GeneratorObject)?.name ?? "") },
        .property("__qualname__") { _, object in .string((object as? GeneratorObject)?.qualifiedName ?? "") },
        .property("gi_running") { _, object in .bool((object as? GeneratorObject)?.state.status == .running) },
      ]
    })
}
