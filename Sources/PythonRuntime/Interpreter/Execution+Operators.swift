import PythonSyntax

// What the interpreter loop calls: operators whose operands are not the numbers that the loop handles in place.

extension Interpreter {
  /// An operator as an instruction names it: where its operands are and where the result goes.
  private struct Operation {
    let symbol: BinaryOperator
    let destination: UnsafeMutablePointer<Value>
    let left: UnsafeMutablePointer<Value>
    let right: UnsafeMutablePointer<Value>
    var isInPlace = false
  }

  /// Executes the instruction before `pc`, one of an operator, whatever its operands are. It reads the instruction
  /// again, so that the loop keeps nothing for this but what every instruction has.
  @inline(never) func operate(_ pc: UnsafeMutablePointer<Instruction>, _ frame: UnsafeMutablePointer<Frame>) throws {
    frame.pointee.pc = pc
    let registers = frame.pointee.registers
    guard
      let operation = Self.operation((pc - 1).pointee, registers, frame.pointee.layout.pointee.constants)
    else { return }
    let symbol = operation.symbol
    if symbol == .add, operation.destination == operation.left, try extendText(operation) { return }
    if operation.isInPlace {
      operation.destination.pointee = try inPlace(
        symbol, read(operation.left, registers, frame), read(operation.right, registers, frame))
      return
    }
    // An object of a native type and one of the same type or a number: nothing else can have a say.
    if case .object(let object) = operation.left.pointee, object.type.userMethod(symbol.special) == nil {
      let other = operation.right.pointee
      let isPlain: Bool
      switch other {
      case .object(let second): isPlain = second.type === object.type
      case .int, .float: isPlain = true
      default: isPlain = false
      }
      if isPlain, let result = try object.binary(symbol, other, reflected: false, self) {
        operation.destination.pointee = result
        return
      }
    }
    operation.destination.pointee = try binary(
      symbol, read(operation.left, registers, frame), read(operation.right, registers, frame))
  }

  /// `text += other`, or `text = text + other`, where nobody but the variable refers to the text: it grows in place, so
  /// that a loop that builds a text does not copy all of it each time. `false` when it is something else.
  private func extendText(_ operation: Operation) throws -> Bool {
    guard let left = operation.left.unretainedObject, let right = operation.right.unretainedObject,
      left._withUnsafeGuaranteedRef({ $0.type === TypeObject.str }),
      right._withUnsafeGuaranteedRef({ $0.type === TypeObject.str }),
      // The register stores the reference in its first bytes.
      isKnownUniquelyReferenced(
        &UnsafeMutableRawPointer(operation.left).assumingMemoryBound(to: Object.self).pointee)
    else { return false }
    return try left._withUnsafeGuaranteedRef { left in
      try right._withUnsafeGuaranteedRef { right in
        let text = unsafeDowncast(left, to: StringObject.self)
        let added = unsafeDowncast(right, to: StringObject.self)
        try TextLimit.check(text.value.utf8.count + added.value.utf8.count)
        try charge(added.value.utf8.count)
        text.extend(by: added)
        return true
      }
    }
  }

  /// A variable's value, which must be bound, or a constant.
  private func read(
    _ operand: UnsafeMutablePointer<Value>, _ registers: UnsafeMutablePointer<Value>,
    _ frame: UnsafeMutablePointer<Frame>
  ) throws -> Value {
    let value = operand.pointee
    if case .undefined = value { throw unbound(Register(operand - registers), frame) }
    return value
  }

  private static func operation(
    _ instruction: Instruction, _ registers: UnsafeMutablePointer<Value>, _ constants: UnsafeMutablePointer<Value>
  ) -> Operation? {
    func of(_ symbol: BinaryOperator, _ d: Register, _ a: Register, _ b: Register) -> Operation {
      Operation(
        symbol: symbol, destination: registers + Int(d), left: registers + Int(a), right: registers + Int(b))
    }
    func of(_ symbol: BinaryOperator, _ d: Register, _ a: Register, constant: UInt16) -> Operation {
      Operation(
        symbol: symbol, destination: registers + Int(d), left: registers + Int(a), right: constants + Int(constant))
    }
    func of(_ symbol: BinaryOperator, _ d: Register, constant: UInt16, _ b: Register) -> Operation {
      Operation(
        symbol: symbol, destination: registers + Int(d), left: constants + Int(constant), right: registers + Int(b))
    }
    func inPlace(_ symbol: BinaryOperator, _ a: Register, _ right: UnsafeMutablePointer<Value>) -> Operation {
      let target = registers + Int(a)
      return Operation(symbol: symbol, destination: target, left: target, right: right, isInPlace: true)
    }
    return switch instruction {
    case .add(let d, let a, let b), .returnSum(let d, let a, let b): of(.add, d, a, b)
    case .subtract(let d, let a, let b), .returnDifference(let d, let a, let b): of(.subtract, d, a, b)
    case .multiply(let d, let a, let b), .returnProduct(let d, let a, let b): of(.multiply, d, a, b)
    case .divide(let d, let a, let b): of(.divide, d, a, b)
    case .floorDivide(let d, let a, let b): of(.floorDivide, d, a, b)
    case .modulo(let d, let a, let b): of(.modulo, d, a, b)
    case .power(let d, let a, let b): of(.power, d, a, b)
    case .matrixMultiply(let d, let a, let b): of(.matrixMultiply, d, a, b)
    case .leftShift(let d, let a, let b): of(.leftShift, d, a, b)
    case .rightShift(let d, let a, let b): of(.rightShift, d, a, b)
    case .bitAnd(let d, let a, let b): of(.bitAnd, d, a, b)
    case .bitOr(let d, let a, let b): of(.bitOr, d, a, b)
    case .bitXor(let d, let a, let b): of(.bitXor, d, a, b)
    case .addConstant(let d, let a, let k): of(.add, d, a, constant: k)
    case .subtractConstant(let d, let a, let k): of(.subtract, d, a, constant: k)
    case .multiplyConstant(let d, let a, let k): of(.multiply, d, a, constant: k)
    case .divideConstant(let d, let a, let k): of(.divide, d, a, constant: k)
    case .floorDivideConstant(let d, let a, let k): of(.floorDivide, d, a, constant: k)
    case .moduloConstant(let d, let a, let k): of(.modulo, d, a, constant: k)
    case .powerConstant(let d, let a, let k): of(.power, d, a, constant: k)
    case .constantAdd(let d, let k, let b): of(.add, d, constant: k, b)
    case .constantSubtract(let d, let k, let b): of(.subtract, d, constant: k, b)
    case .constantMultiply(let d, let k, let b): of(.multiply, d, constant: k, b)
    case .inPlaceAdd(let a, let b): inPlace(.add, a, registers + Int(b))
    case .inPlaceSubtract(let a, let b): inPlace(.subtract, a, registers + Int(b))
    case .inPlaceMultiply(let a, let b): inPlace(.multiply, a, registers + Int(b))
    case .inPlaceAddConstant(let a, let k): inPlace(.add, a, constants + Int(k))
    case .inPlaceSubtractConstant(let a, let k): inPlace(.subtract, a, constants + Int(k))
    case .inPlaceMultiplyConstant(let a, let k): inPlace(.multiply, a, constants + Int(k))
    case .inPlace(let a, let b, let symbol): inPlace(symbol, a, registers + Int(b))
    default: nil
    }
  }
}
