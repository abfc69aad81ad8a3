import PythonSyntax

extension Instruction {
  /// The instruction with its 32-bit jump distance set, or `nil` when it has none.
  func withDistance(_ distance: Int32) -> Instruction? {
    switch self {
    case .jump: .jump(distance)
    case .loop: .loop(distance)
    case .jumpIfTrue(let a, _): .jumpIfTrue(a, distance)
    case .jumpIfFalse(let a, _): .jumpIfFalse(a, distance)
    case .jumpIfNone(let a, _): .jumpIfNone(a, distance)
    case .jumpIfNotNone(let a, _): .jumpIfNotNone(a, distance)
    default: nil
    }
  }

  /// The instruction with its 16-bit jump distance set, or `nil` when it has none.
  func withShortDistance(_ distance: Int16) -> Instruction? {
    switch self {
    case .forNext(let iterator, let target, _): .forNext(iterator: iterator, target, distance)
    case .jumpIfEqual(let a, let b, _): .jumpIfEqual(a, b, distance)
    case .jumpIfEqualConstant(let a, let constant, _): .jumpIfEqualConstant(a, constant: constant, distance)
    case .jumpIfNotEqual(let a, let b, _): .jumpIfNotEqual(a, b, distance)
    case .jumpIfNotEqualConstant(let a, let constant, _): .jumpIfNotEqualConstant(a, constant: constant, distance)
    case .jumpIfLess(let a, let b, _): .jumpIfLess(a, b, distance)
    case .jumpIfLessConstant(let a, let constant, _): .jumpIfLessConstant(a, constant: constant, distance)
    case .jumpIfLessOrEqual(let a, let b, _): .jumpIfLessOrEqual(a, b, distance)
    case .jumpIfLessOrEqualConstant(let a, let constant, _): .jumpIfLessOrEqualConstant(a, constant: constant, distance)
    case .jumpIfGreater(let a, let b, _): .jumpIfGreater(a, b, distance)
    case .jumpIfGreaterConstant(let a, let constant, _): .jumpIfGreaterConstant(a, constant: constant, distance)
    case .jumpIfGreaterOrEqual(let a, let b, _): .jumpIfGreaterOrEqual(a, b, distance)
    case .jumpIfGreaterOrEqualConstant(let a, let constant, _):
      .jumpIfGreaterOrEqualConstant(a, constant: constant, distance)
    case .jumpUnlessEqual(let a, let b, _): .jumpUnlessEqual(a, b, distance)
    case .jumpUnlessEqualConstant(let a, let constant, _): .jumpUnlessEqualConstant(a, constant: constant, distance)
    case .jumpUnlessNotEqual(let a, let b, _): .jumpUnlessNotEqual(a, b, distance)
    case .jumpUnlessNotEqualConstant(let a, let constant, _):
      .jumpUnlessNotEqualConstant(a, constant: constant, distance)
    case .jumpUnlessLess(let a, let b, _): .jumpUnlessLess(a, b, distance)
    case .jumpUnlessLessConstant(let a, let constant, _): .jumpUnlessLessConstant(a, constant: constant, distance)
    case .jumpUnlessLessOrEqual(let a, let b, _): .jumpUnlessLessOrEqual(a, b, distance)
    case .jumpUnlessLessOrEqualConstant(let a, let constant, _):
      .jumpUnlessLessOrEqualConstant(a, constant: constant, distance)
    case .jumpUnlessGreater(let a, let b, _): .jumpUnlessGreater(a, b, distance)
    case .jumpUnlessGreaterConstant(let a, let constant, _): .jumpUnlessGreaterConstant(a, constant: constant, distance)
    case .jumpUnlessGreaterOrEqual(let a, let b, _): .jumpUnlessGreaterOrEqual(a, b, distance)
    case .jumpUnlessGreaterOrEqualConstant(let a, let constant, _):
      .jumpUnlessGreaterOrEqualConstant(a, constant: constant, distance)
    default: nil
    }
  }

  /// A comparison of two registers and a jump when it holds, or when it does not.
  static func jump(_ condition: Bool, _ operation: ComparisonOperator, _ a: Register, _ b: Register, _ distance: Int16)
    -> Instruction?
  {
    switch (operation, condition) {
    case (.equal, true): .jumpIfEqual(a, b, distance)
    case (.equal, false): .jumpUnlessEqual(a, b, distance)
    case (.notEqual, true): .jumpIfNotEqual(a, b, distance)
    case (.notEqual, false): .jumpUnlessNotEqual(a, b, distance)
    case (.less, true): .jumpIfLess(a, b, distance)
    case (.less, false): .jumpUnlessLess(a, b, distance)
    case (.lessOrEqual, true): .jumpIfLessOrEqual(a, b, distance)
    case (.lessOrEqual, false): .jumpUnlessLessOrEqual(a, b, distance)
    case (.greater, true): .jumpIfGreater(a, b, distance)
    case (.greater, false): .jumpUnlessGreater(a, b, distance)
    case (.greaterOrEqual, true): .jumpIfGreaterOrEqual(a, b, distance)
    case (.greaterOrEqual, false): .jumpUnlessGreaterOrEqual(a, b, distance)
    default: nil
    }
  }

  /// A comparison with a constant and a jump when it holds, or when it does not.
  static func jump(
    _ condition: Bool, _ operation: ComparisonOperator, _ a: Register, constant: UInt16, _ distance: Int16
  ) -> Instruction? {
    switch (operation, condition) {
    case (.equal, true): .jumpIfEqualConstant(a, constant: constant, distance)
    case (.equal, false): .jumpUnlessEqualConstant(a, constant: constant, distance)
    case (.notEqual, true): .jumpIfNotEqualConstant(a, constant: constant, distance)
    case (.notEqual, false): .jumpUnlessNotEqualConstant(a, constant: constant, distance)
    case (.less, true): .jumpIfLessConstant(a, constant: constant, distance)
    case (.less, false): .jumpUnlessLessConstant(a, constant: constant, distance)
    case (.lessOrEqual, true): .jumpIfLessOrEqualConstant(a, constant: constant, distance)
    case (.lessOrEqual, false): .jumpUnlessLessOrEqualConstant(a, constant: constant, distance)
    case (.greater, true): .jumpIfGreaterConstant(a, constant: constant, distance)
    case (.greater, false): .jumpUnlessGreaterConstant(a, constant: constant, distance)
    case (.greaterOrEqual, true): .jumpIfGreaterOrEqualConstant(a, constant: constant, distance)
    case (.greaterOrEqual, false): .jumpUnlessGreaterOrEqualConstant(a, constant: constant, distance)
    default: nil
    }
  }

  /// `destination = a operation b`
  static func binary(_ operation: BinaryOperator, _ destination: Register, _ a: Register, _ b: Register) -> Instruction
  {
    switch operation {
    case .add: .add(destination, a, b)
    case .subtract: .subtract(destination, a, b)
    case .multiply: .multiply(destination, a, b)
    case .divide: .divide(destination, a, b)
    case .floorDivide: .floorDivide(destination, a, b)
    case .modulo: .modulo(destination, a, b)
    case .power: .power(destination, a, b)
    case .matrixMultiply: .matrixMultiply(destination, a, b)
    case .leftShift: .leftShift(destination, a, b)
    case .rightShift: .rightShift(destination, a, b)
    case .bitAnd: .bitAnd(destination, a, b)
    case .bitOr: .bitOr(destination, a, b)
    case .bitXor: .bitXor(destination, a, b)
    }
  }

  /// The instruction that also returns what this one computes, where such an instruction exists.
  var returning: Instruction? {
    switch self {
    case .add(let destination, let a, let b): .returnSum(destination, a, b)
    case .subtract(let destination, let a, let b): .returnDifference(destination, a, b)
    case .multiply(let destination, let a, let b): .returnProduct(destination, a, b)
    default: nil
    }
  }

  /// `destination = a operation constant`, where such an instruction exists.
  static func binary(_ operation: BinaryOperator, _ destination: Register, _ a: Register, constant: UInt16)
    -> Instruction?
  {
    switch operation {
    case .add: .addConstant(destination, a, constant: constant)
    case .subtract: .subtractConstant(destination, a, constant: constant)
    case .multiply: .multiplyConstant(destination, a, constant: constant)
    case .divide: .divideConstant(destination, a, constant: constant)
    case .floorDivide: .floorDivideConstant(destination, a, constant: constant)
    case .modulo: .moduloConstant(destination, a, constant: constant)
    case .power: .powerConstant(destination, a, constant: constant)
    default: nil
    }
  }
}
