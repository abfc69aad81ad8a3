// What the interpreter loop calls: raising, unwinding, delegating generators.

extension Interpreter {
  /// The exception that `raise value` raises.
  func exception(raising value: Value) throws -> PythonException {
    let exception = try exceptionInstance(value, "exceptions must derive from BaseException")
    setContext(exception)
    return PythonException(exception)
  }

  /// The exception that `raise value from cause` raises.
  func exception(raising value: Value, from cause: Value) throws -> PythonException {
    let exception = try exceptionInstance(value, "exceptions must derive from BaseException")
    exception.cause =
      cause.isNone
      ? .none
      : .object(try exceptionInstance(cause, "exception causes must derive from BaseException"))
    exception.suppressesContext = true
    setContext(exception)
    return PythonException(exception)
  }

  /// The exception in a register, if there is one; those of builtin types without a dynamic cast.
  @inline(__always) static func exception(in value: Value) -> ExceptionObject? {
    guard case .object(let object) = value else { return nil }
    if object.type.isBuiltinException { return unsafeDowncast(object, to: ExceptionObject.self) }
    return object as? ExceptionObject
  }

  private func exceptionInstance(_ value: Value, _ complaint: String) throws -> ExceptionObject {
    if let exception = Self.exception(in: value) { return exception }
    if let type = value.cast(TypeObject.self), type.isSubtype(of: .baseException) {
      let made = try call(value)
      guard let exception = made.cast(ExceptionObject.self) else {
        throw PythonException(
          .typeError,
          "calling \(try repr(value)) should have returned an instance of BaseException, not \(made.type.tpName)")
      }
      return exception
    }
    throw PythonException(.typeError, complaint)
  }

  /// The exception that `generator.throw(type, value)` raises.
  func exception(from first: Value, value: Value) throws -> ExceptionObject {
    if let exception = first.cast(ExceptionObject.self) { return exception }
    if let type = first.cast(TypeObject.self), type.isSubtype(of: .baseException) {
      if let exception = value.cast(ExceptionObject.self) { return exception }
      let made = value.isUndefined || value.isNone ? try call(first) : try call(first, value)
      if let exception = made.cast(ExceptionObject.self) { return exception }
    }
    throw PythonException(
      .typeError,
      "exceptions must be classes or instances deriving from BaseException, not \(first.type.tpName)")
  }

  /// Makes the exception being handled the context of a new one, without closing a cycle.
  private func setContext(_ exception: ExceptionObject) {
    guard let handled = handledException, handled !== exception else { return }
    var current = handled
    var steps = 0
    while let next = current.context.object as? ExceptionObject, steps < 10_000 {
      if next === exception {
        current.context = .none
        break
      }
      current = next
      steps += 1
    }
    exception.context = .object(handled)
  }

  /// A Swift error as the exception it stands for.
  func prepare(_ error: any Error, isReraised: Bool) -> PythonException {
    let exception = PythonException(unwrapping: error) ?? convertError(error)
    if !isReraised, handledException != nil, exception.exception.hasNoTraceback, exception.exception.context.isNone {
      setContext(exception.exception)
    }
    return exception
  }

  /// Names the frame in the traceback, unless it is named already, and gives the handler to go on with.
  func findHandler(
    _ exception: ExceptionObject, _ frame: UnsafeMutablePointer<Frame>, _ pc: UnsafeMutablePointer<Instruction>,
    isNamed: Bool
  ) -> UnsafeMutablePointer<Instruction>? {
    frame.pointee.code._withUnsafeGuaranteedRef { findHandler(exception, frame, $0, pc, isNamed: isNamed) }
  }

  @inline(__always) private func findHandler(
    _ exception: ExceptionObject, _ frame: UnsafeMutablePointer<Frame>, _ code: CodeObject,
    _ pc: UnsafeMutablePointer<Instruction>, isNamed: Bool
  ) -> UnsafeMutablePointer<Instruction>? {
    let position = min(max(pc - code.instructions - 1, 0), code.instructionCount - 1)
    if !isNamed { exception.pass(code, position, failedPart) }
    failedPart = .whole
    if code.regions.isEmpty || exception.endsRun { return nil }
    var found: ExceptionRegion?
    for region in code.regions where region.start <= position && position < region.end {
      if region.depth >= (found?.depth ?? -1) { found = region }
    }
    guard let found else { return nil }
    frame.pointee.registers[Int(found.register)] = .object(exception)
    return code.instructions + found.handler
  }

  /// Leaves a frame by an exception; the exception that goes on from there.
  func leaveFrame(_ frame: UnsafeMutablePointer<Frame>, _ raised: PythonException) -> PythonException {
    stack.frameTop = frame
    let kind = frame.pointee.kind
    if kind != .call, let generator = frame.pointee.generator {
      let state = generator.takeUnretainedValue()
      leaveGenerator(state, finished: true)
      guard raised.isInstance(of: .stopIteration) else { return raised }
      let replacement = ExceptionObject(
        type: .runtimeError, arguments: [.string("generator raised StopIteration")])
      replacement.cause = .object(raised.exception)
      replacement.context = .object(raised.exception)
      replacement.suppressesContext = true
      replacement.adoptTraceback(of: raised.exception)
      return PythonException(replacement)
    }
    FrameStack.empty(frame.pointee.registers, frame.pointee.layout.pointee.registerCount)
    stack.stackTop = frame.pointee.stackTop
    return raised
  }

  /// Whether an `except` clause takes an exception.
  func matches(_ exception: Value, _ clause: Value) throws -> Bool {
    if case .object(let object) = clause, object.type === TypeObject.type {
      let type = unsafeDowncast(object, to: TypeObject.self)
      if type.isBuiltinException { return exception.type.isSubtype(of: type) }
    }
    if let type = clause.cast(TypeObject.self), type.isSubtype(of: .baseException) {
      return exception.type.isSubtype(of: type)
    }
    if let tuple = clause.cast(TupleObject.self) {
      for element in tuple.elements {
        guard let type = element.cast(TypeObject.self), type.isSubtype(of: .baseException) else {
          throw PythonException(
            .typeError, "catching classes that do not inherit from BaseException is not allowed")
        }
        if exception.type.isSubtype(of: type) { return true }
      }
      return false
    }
    throw PythonException(
      .typeError, "catching classes that do not inherit from BaseException is not allowed")
  }

  /// One step of a `yield from`: the value to yield on, or `nil` at the end, when `target` holds the result.
  func delegate(
    _ target: UnsafeMutablePointer<Value>, iterator: Value, _ frame: UnsafeMutablePointer<Frame>
  ) throws -> Value? {
    guard frame.pointee.kind != .call, let state = frame.pointee.generator?.takeUnretainedValue() else { return nil }
    let sent = state.delegate.isUndefined ? Value.none : target.pointee
    state.delegate = iterator
    do {
      if let generator = iterator.cast(GeneratorObject.self) {
        if let value = try resume(generator.state, sending: sent) { return value }
        target.pointee = generator.state.result
        generator.state.result = .none
      } else if sent.isNone {
        if let value = try nextKeepingResult(iterator, target) { return value }
      } else {
        do {
          return try callMethod(iterator, "send", [sent])
        } catch let error as PythonException where error.isInstance(of: .stopIteration) {
          target.pointee = error.exception.arguments.first ?? .none
        }
      }
      state.delegate = .undefined
      return nil
    } catch {
      state.delegate = .undefined
      throw error
    }
  }

  /// The next value of an iterator; at its end, the value of its `StopIteration` goes to `target`.
  private func nextKeepingResult(_ iterator: Value, _ target: UnsafeMutablePointer<Value>) throws -> Value? {
    if case .object(let object) = iterator, let method = object.type.userMethod(.next) {
      do {
        return try call(special: method, iterator)
      } catch let error as PythonException where error.isInstance(of: .stopIteration) {
        target.pointee = error.exception.arguments.first ?? .none
        return nil
      }
    }
    if let value = try next(iterator) { return value }
    target.pointee = .none
    return nil
  }
}
