import BigInt
import PythonSyntax

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The operators of `int`, `bool`, `float` and `complex`.
extension Interpreter {
  /// `a operation b` of numbers and `bool` without user-defined methods; `nil` is `NotImplemented`.
  package func binaryNatively(_ operation: BinaryOperator, _ a: Value, _ b: Value) throws -> Value? {
    switch (a, b) {
    case (.int(let a), .int(let b)): return try binary(operation, a, b)
    case (.float(let a), .float(let b)): return try Self.binary(operation, a, b)
    case (.float(let a), .int(let b)): return try Self.binary(operation, a, Double(b))
    case (.int(let a), .float(let b)): return try Self.binary(operation, Double(a), b)
    case (.bool(let x), .bool(let y)):
      switch operation {
      case .bitAnd: return .bool(x && y)
      case .bitOr: return .bool(x || y)
      case .bitXor: return .bool(x != y)
      default: return try binary(operation, x ? 1 : 0, y ? 1 : 0)
      }
    case (.bool(let a), _): return try binaryNatively(operation, .int(a ? 1 : 0), b)
    case (_, .bool(let b)): return try binaryNatively(operation, a, .int(b ? 1 : 0))
    default: break
    }
    if let x = a.bigInt, let y = b.bigInt {
      try charge(reading: x)
      try charge(reading: y)
      return try binary(operation, x, y)
    }
    if a.object is ComplexObject || b.object is ComplexObject {
      guard let x = try complexOperand(a), let y = try complexOperand(b) else { return nil }
      return try Self.binary(operation, x, y)
    }
    if a.isFloat || b.isFloat, let x = try floatOperand(a), let y = try floatOperand(b) {
      return try Self.binary(operation, x, y)
    }
    return nil
  }

  /// The operand of a float's operator: a float, or an integer as one.
  private func floatOperand(_ value: Value) throws -> Double? {
    switch value.unboxed {
    case .float(let number): return number
    case .int(let number): return Double(number)
    case .bool(let flag): return flag ? 1 : 0
    default: return try value.bigInt.map { try IntegerText.double($0) }
    }
  }

  private func complexOperand(_ value: Value) throws -> ComplexNumber? {
    if let complex = value.complex { return complex }
    return try floatOperand(value).map { ComplexNumber($0) }
  }

  private static func zeroDivision(_ message: String) -> PythonException {
    PythonException(.zeroDivisionError, message)
  }

  private func binary(_ operation: BinaryOperator, _ a: Int, _ b: Int) throws -> Value? {
    switch operation {
    case .add:
      let (result, overflow) = a.addingReportingOverflow(b)
      return overflow ? .integer(BigInt(a) + BigInt(b)) : .int(result)
    case .subtract:
      let (result, overflow) = a.subtractingReportingOverflow(b)
      return overflow ? .integer(BigInt(a) - BigInt(b)) : .int(result)
    case .multiply:
      let (result, overflow) = a.multipliedReportingOverflow(by: b)
      return overflow ? .integer(BigInt(a) * BigInt(b)) : .int(result)
    case .divide:
      if b == 0 { throw Self.zeroDivision("division by zero") }
      // Both are exact as floats, so the quotient is rounded once.
      if a.magnitude <= 1 << 53, b.magnitude <= 1 << 53 { return .float(Double(a) / Double(b)) }
      return .float(try IntegerArithmetic.trueDivide(BigInt(a), BigInt(b)))
    case .floorDivide:
      if b == 0 { throw Self.zeroDivision("integer division or modulo by zero") }
      guard let (quotient, _) = IntegerArithmetic.floorDivide(a, b) else { return .integer(-BigInt(a)) }
      return .int(quotient)
    case .modulo:
      if b == 0 { throw Self.zeroDivision("integer modulo by zero") }
      return .int(IntegerArithmetic.floorDivide(a, b)?.remainder ?? 0)
    case .power:
      if b < 0 {
        if a == 0 { throw Self.zeroDivision("0.0 cannot be raised to a negative power") }
        return .float(try Self.power(Double(a), Double(b)))
      }
      if let result = IntegerArithmetic.power(a, b) { return .int(result) }
      return .integer(try long.power(BigInt(a), b))
    case .leftShift:
      if b < 0 { throw PythonException(.valueError, "negative shift count") }
      if a == 0 { return .int(0) }
      if b < 63, (a << b) >> b == a { return .int(a << b) }
      return .integer(try IntegerArithmetic.shiftLeft(BigInt(a), b))
    case .rightShift:
      if b < 0 { throw PythonException(.valueError, "negative shift count") }
      return .int(a >> Swift.min(b, 63))
    case .bitAnd: return .int(a & b)
    case .bitOr: return .int(a | b)
    case .bitXor: return .int(a ^ b)
    case .matrixMultiply: return nil
    }
  }

  private func binary(_ operation: BinaryOperator, _ a: BigInt, _ b: BigInt) throws -> Value? {
    switch operation {
    case .add: return .integer(a + b)
    case .subtract: return .integer(a - b)
    case .multiply: return .integer(try long.product(a, b))
    case .divide: return .float(try IntegerArithmetic.trueDivide(a, b))
    case .floorDivide:
      if b.signum() == 0 { throw Self.zeroDivision("integer division or modulo by zero") }
      return .integer(try long.floorDivide(a, b).quotient)
    case .modulo:
      if b.signum() == 0 { throw Self.zeroDivision("integer modulo by zero") }
      return .integer(try long.floorDivide(a, b).remainder)
    case .power:
      if b.signum() < 0 {
        if a.signum() == 0 { throw Self.zeroDivision("0.0 cannot be raised to a negative power") }
        return .float(try Self.power(IntegerText.double(a), IntegerText.double(b)))
      }
      guard let exponent = Int(exactly: b) else {
        // Only 0, 1 and -1 stay small enough.
        if a.magnitude <= 1 { return .integer(b.magnitude & 1 == 0 && a.signum() < 0 ? 1 : a) }
        throw IntegerArithmetic.tooLong
      }
      if a.magnitude <= 1 { return .integer(exponent == 0 ? 1 : a.signum() < 0 && exponent & 1 == 0 ? 1 : a) }
      return .integer(try long.power(a, exponent))
    case .leftShift, .rightShift:
      if b.signum() < 0 { throw PythonException(.valueError, "negative shift count") }
      guard let count = Int(exactly: b) else {
        if operation == .rightShift { return .int(a.signum() < 0 ? -1 : 0) }
        if a.signum() == 0 { return .int(0) }
        throw PythonException(.overflowError, "too many digits in integer")
      }
      return .integer(
        operation == .leftShift
          ? try IntegerArithmetic.shiftLeft(a, count) : IntegerArithmetic.shiftRight(a, count))
    case .bitAnd: return .integer(a & b)
    case .bitOr: return .integer(a | b)
    case .bitXor: return .integer(a ^ b)
    case .matrixMultiply: return nil
    }
  }

  private static func binary(_ operation: BinaryOperator, _ a: Double, _ b: Double) throws -> Value? {
    switch operation {
    case .add: return .float(a + b)
    case .subtract: return .float(a - b)
    case .multiply: return .float(a * b)
    case .divide:
      if b == 0 { throw zeroDivision("float division by zero") }
      return .float(a / b)
    case .floorDivide:
      if b == 0 { throw zeroDivision("float floor division by zero") }
      return .float(FloatArithmetic.floorDivide(a, b).quotient)
    case .modulo:
      if b == 0 { throw zeroDivision("float modulo") }
      return .float(FloatArithmetic.floorDivide(a, b).remainder)
    case .power:
      if a < 0, a.isFinite, b.isFinite, b != b.rounded(.down) {
        return complex(try ComplexNumber(a).power(ComplexNumber(b)))
      }
      return .float(try power(a, b))
    default: return nil
    }
  }

  /// `a ** b` of floats whose result is a float.
  private static func power(_ a: Double, _ b: Double) throws -> Double {
    if a == 0, b < 0 { throw zeroDivision("0.0 cannot be raised to a negative power") }
    if b == 2 { return try checked(a * a, a, b) }
    return try checked(pow(a, b), a, b)
  }

  private static func checked(_ result: Double, _ a: Double, _ b: Double) throws -> Double {
    if result.isInfinite, a.isFinite, b.isFinite {
      throw PythonException(.overflowError, arguments: [.int(34), .string("Numerical result out of range")])
    }
    return result
  }

  private static func complex(_ number: ComplexNumber) -> Value {
    .object(ComplexObject(number.real, number.imaginary))
  }

  private static func binary(_ operation: BinaryOperator, _ a: ComplexNumber, _ b: ComplexNumber) throws -> Value? {
    switch operation {
    case .add: return complex(a + b)
    case .subtract: return complex(a - b)
    case .multiply: return complex(a * b)
    case .divide: return complex(try a.divided(by: b))
    case .power: return complex(try a.power(b))
    default: return nil
    }
  }

  /// `a operation b` (`==`, `!=` and the orderings) of numbers, `bool` and `None`; `nil` is `NotImplemented`.
  package func compareNatively(_ operation: ComparisonOperator, _ a: Value, _ b: Value) throws -> Value? {
    switch (a, b) {
    case (.int(let a), .int(let b)): return .bool(operation.holds(a, b))
    case (.float(let a), .float(let b)): return .bool(operation.holds(a, b))
    case (.int(let a), .float(let b)): return .bool(operation.holds(IntegerArithmetic.compare(a, b)))
    case (.float(let a), .int(let b)): return .bool(operation.mirrored.holds(IntegerArithmetic.compare(b, a)))
    case (.bool(let a), _): return try compareNatively(operation, .int(a ? 1 : 0), b)
    case (_, .bool(let b)): return try compareNatively(operation, a, .int(b ? 1 : 0))
    default: break
    }
    if let x = a.bigInt {
      try charge(reading: x)
      if let y = b.bigInt { return .bool(operation.holds(x, y)) }
      if case .float(let y) = b.unboxed { return .bool(operation.holds(IntegerArithmetic.compare(x, y))) }
    } else if case .float(let x) = a.unboxed, let y = b.bigInt {
      return .bool(operation.mirrored.holds(IntegerArithmetic.compare(y, x)))
    }
    if let x = a.complex, operation == .equal || operation == .notEqual {
      return try areEqual(x, b).map { .bool($0 == (operation == .equal)) }
    }
    if let y = b.complex, operation == .equal || operation == .notEqual {
      return try areEqual(y, a).map { .bool($0 == (operation == .equal)) }
    }
    return nil
  }

  private func areEqual(_ a: ComplexNumber, _ b: Value) throws -> Bool? {
    if let b = b.complex { return a.real == b.real && a.imaginary == b.imaginary }
    if let b = b.bigInt { return a.imaginary == 0 && IntegerArithmetic.compare(b, a.real) == 0 }
    if case .float(let b) = b.unboxed { return a.imaginary == 0 && a.real == b }
    return nil
  }

  /// `-value`, `+value`, `~value` of an `.int`, `.float` or `.bool`; `nil` when unsupported.
  package func unaryNatively(_ operation: UnaryOperator, _ value: Value) throws -> Value? {
    switch (operation, value) {
    case (.negative, .int(let value)): return value == .min ? .integer(-BigInt(value)) : .int(-value)
    case (.negative, .float(let value)): return .float(-value)
    case (.positive, .int), (.positive, .float): return value
    case (.invert, .int(let value)): return .int(~value)
    case (_, .bool(let value)): return try unaryNatively(operation, .int(value ? 1 : 0))
    default: return nil
    }
  }
}

extension ComparisonOperator {
  /// Whether the equality or ordering holds.
  @inline(__always) package func holds<T: Comparable>(_ a: T, _ b: T) -> Bool {
    switch self {
    case .equal: a == b
    case .notEqual: a != b
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    case .is, .isNot, .in, .notIn: false
    }
  }

  /// Whether the equality or ordering holds for an order of -1, 0 or 1; `nil` stands for a nan.
  package func holds(_ order: Int?) -> Bool {
    guard let order else { return self == .notEqual }
    return holds(order, 0)
  }
}
