import PythonSyntax

// What the interpreter loop calls: variables and operators.

extension Interpreter {
  // MARK: Reading registers

  /// The cell in a register; the compiler puts nothing else into the registers it names as cells.
  @inline(__always) static func cell(_ registers: UnsafeMutablePointer<Value>, _ register: Register) -> CellObject {
    if let object = (registers + Int(register)).unretainedObject {
      return object._withUnsafeGuaranteedRef { unsafeDowncast($0, to: CellObject.self) }
    }
    let cell = CellObject()
    registers[Int(register)] = .object(cell)
    return cell
  }

  /// A captured variable of the running function.
  @inline(__always) static func freeCell(_ frame: UnsafeMutablePointer<Frame>, _ index: UInt16) -> CellObject {
    frame.pointee.function?._withUnsafeGuaranteedRef { $0.closure[Int(index)] } ?? CellObject()
  }

  /// A register's value, which must be bound.
  @inline(__always) func read(
    _ registers: UnsafeMutablePointer<Value>, _ register: Register, _ frame: UnsafeMutablePointer<Frame>
  ) throws -> Value {
    let value = registers[Int(register)]
    if case .undefined = value { throw unbound(register, frame) }
    return value
  }

  /// The error for an unbound variable.
  @inline(never) func unbound(_ register: Register, _ frame: UnsafeMutablePointer<Frame>) -> PythonException {
    let code = frame.pointee.code.takeUnretainedValue()
    if code.isModuleLevel || Int(register) >= code.registerNames.count {
      let name = frame.pointee.globals.takeUnretainedValue().name(ofSlot: Int(register))
      return nameError(name ?? StringObject("?"), frame)
    }
    failedPart = .name
    let name = code.registerNames[Int(register)]
    let error = PythonException(
      .unboundLocalError, "cannot access local variable '\(name.value)' where it is not associated with a value")
    error.exception.name = .object(name)
    return error
  }

  func unboundFree(_ index: UInt16, _ frame: UnsafeMutablePointer<Frame>) -> PythonException {
    failedPart = .name
    let name = frame.pointee.code.takeUnretainedValue().freeVariables[Int(index)]
    let error = PythonException(
      .nameError,
      "cannot access free variable '\(name.value)' where it is not associated with a value in enclosing scope")
    error.exception.name = .object(name)
    return error
  }

  func nameError(_ name: StringObject, _ frame: UnsafeMutablePointer<Frame>) -> PythonException {
    failedPart = .name
    let error = PythonException(.nameError, "name '\(name.value)' is not defined")
    error.exception.name = .object(name)
    error.exception.scope = (frame.pointee.code.takeUnretainedValue(), frame.pointee.globals.takeUnretainedValue())
    return error
  }

  // MARK: Global variables and class namespaces

  /// The builtin that a global variable falls back to.
  @inline(never) func loadFallback(
    _ slot: UInt16, _ frame: UnsafeMutablePointer<Frame>, into register: UnsafeMutablePointer<Value>
  ) throws {
    let fallback = frame.pointee.globals._withUnsafeGuaranteedRef { $0.fallbacks } + Int(slot)
    if case .undefined = fallback.pointee {
      register.pointee = try globalFallback(slot, frame)
    } else {
      register.copy(from: fallback)
    }
  }

  @inline(never) func globalFallback(_ slot: UInt16, _ frame: UnsafeMutablePointer<Frame>) throws -> Value {
    let globals = frame.pointee.globals.takeUnretainedValue()
    let fallback = globals.fallbacks[Int(slot)]
    if case .undefined = fallback {
      let name = globals.name(ofSlot: Int(slot)) ?? StringObject("?")
      if let value = try define(name, in: globals) { return value }
      throw nameError(name, frame)
    }
    return fallback
  }

  func deleteGlobal(_ slot: UInt16, _ frame: UnsafeMutablePointer<Frame>) throws {
    let globals = frame.pointee.globals.takeUnretainedValue()
    if case .undefined = globals.slots[Int(slot)] {
      let name = globals.name(ofSlot: Int(slot)) ?? StringObject("?")
      if try define(name, in: globals) == nil { throw nameError(name, frame) }
    }
    globals.slots[Int(slot)] = .undefined
  }

  /// The string of a name constant.
  @inline(__always) func nameObject(_ value: Value) -> StringObject {
    value.cast(StringObject.self) ?? StringObject("")
  }

  private func valueInNamespace(_ name: StringObject, _ frame: UnsafeMutablePointer<Frame>) throws -> Value? {
    let namespace = frame.pointee.registers[0]
    if case .object(let object) = namespace, object.type === TypeObject.dict {
      return unsafeDowncast(object, to: DictObject.self).table.value(of: name)
    }
    do {
      return try getItem(namespace, .object(name))
    } catch let error as PythonException where error.isInstance(of: .keyError) {
      return nil
    }
  }

  func loadName(_ slot: UInt16, _ frame: UnsafeMutablePointer<Frame>) throws -> Value {
    let globals = frame.pointee.globals.takeUnretainedValue()
    let name = globals.name(ofSlot: Int(slot)) ?? StringObject("?")
    if let value = try valueInNamespace(name, frame) { return value }
    let value = globals.slots[Int(slot)]
    if case .undefined = value { return try globalFallback(slot, frame) }
    return value
  }

  func loadNameOrFree(_ nameValue: Value, _ index: UInt16, _ frame: UnsafeMutablePointer<Frame>) throws -> Value {
    if let value = try valueInNamespace(nameObject(nameValue), frame) { return value }
    let value = Self.freeCell(frame, index).value
    if case .undefined = value { throw unboundFree(index, frame) }
    return value
  }

  func storeName(_ nameValue: Value, _ value: Value, _ frame: UnsafeMutablePointer<Frame>) throws {
    let namespace = frame.pointee.registers[0]
    if case .object(let object) = namespace, object.type === TypeObject.dict {
      unsafeDowncast(object, to: DictObject.self).table.set(nameObject(nameValue), value)
    } else {
      try setItem(namespace, nameValue, value)
    }
  }

  func deleteName(_ nameValue: Value, _ frame: UnsafeMutablePointer<Frame>) throws {
    if try valueInNamespace(nameObject(nameValue), frame) == nil { throw nameError(nameObject(nameValue), frame) }
    try deleteItem(frame.pointee.registers[0], nameValue)
  }

  // MARK: Operators

  @inline(never) func compareSlow(
    _ operation: ComparisonOperator, _ registers: UnsafeMutablePointer<Value>, _ a: Register, _ b: Register,
    _ frame: UnsafeMutablePointer<Frame>
  ) throws -> Value {
    try compare(operation, read(registers, a, frame), read(registers, b, frame))
  }

  /// Whether a comparison holds, by the general path.
  @inline(never) func holds(
    _ operation: ComparisonOperator, _ registers: UnsafeMutablePointer<Value>, _ a: Register, _ b: Register,
    _ frame: UnsafeMutablePointer<Frame>, _ pc: UnsafeMutablePointer<Instruction>
  ) throws -> Bool {
    frame.pointee.pc = pc
    return try truth(compare(operation, read(registers, a, frame), read(registers, b, frame)))
  }

  /// Whether a comparison with a constant holds, by the general path.
  @inline(never) func holds(
    _ operation: ComparisonOperator, _ registers: UnsafeMutablePointer<Value>, _ a: Register,
    constant: UnsafeMutablePointer<Value>, _ frame: UnsafeMutablePointer<Frame>,
    _ pc: UnsafeMutablePointer<Instruction>
  ) throws -> Bool {
    frame.pointee.pc = pc
    return try truth(compare(operation, read(registers, a, frame), constant.pointee))
  }

  @inline(__always) func truthOf(
    _ registers: UnsafeMutablePointer<Value>, _ a: Register, _ frame: UnsafeMutablePointer<Frame>
  ) throws -> Bool {
    switch registers[Int(a)] {
    case .bool(let value): value
    case .undefined: throw unbound(a, frame)
    case let value: try truth(value)
    }
  }
}
