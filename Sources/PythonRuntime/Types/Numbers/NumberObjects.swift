import BigInt
import PythonSyntax

/// An `int` outside the range of a machine word. A result that fits is always `.int`; `Value.integer` decides.
package final class BigIntObject: Object {
  /// The number.
  package let value: BigInt

  fileprivate init(_ value: BigInt) {
    self.value = value
    super.init(type: .int)
  }

  package override func repr(_ interpreter: Interpreter) throws -> String {
    try IntegerText.decimal(value, interpreter.long)
  }
  package override func truth(_ interpreter: Interpreter) throws -> Bool { value.signum() != 0 }
  package override func hash(_ interpreter: Interpreter) throws -> Int {
    try interpreter.charge(reading: value)
    return NumberHash.hash(value)
  }
  package override func index(_ interpreter: Interpreter) throws -> Value? { asValue }

  package override func format(_ spec: String, _ interpreter: Interpreter) throws -> String {
    let long = interpreter.long
    if spec.isEmpty { return try IntegerText.decimal(value, long) }
    try interpreter.charge(reading: value)
    var out: [UInt8] = []
    try FormatSpec(spec, typeName: "int", isNumber: true)
      .append(integer: .big(value), long, fullPrecision: interpreter.fullPrecision, to: &out)
    return out.text
  }

  package override func compare(
    _ operation: ComparisonOperator, _ other: Value, _ interpreter: Interpreter
  ) throws -> Value? {
    try interpreter.compareNatively(operation, asValue, other.unboxed)
  }

  package override func binary(
    _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ interpreter: Interpreter
  ) throws -> Value? {
    let other = other.unboxed
    return reflected
      ? try interpreter.binaryNatively(operation, other, asValue)
      : try interpreter.binaryNatively(operation, asValue, other)
  }

  package override func unary(_ operation: UnaryOperator, _ interpreter: Interpreter) throws -> Value? {
    try interpreter.charge(reading: value)
    return switch operation {
    case .negative: .integer(-value)
    case .positive: asValue
    case .invert: .integer(-value - 1)
    case .not: nil
    }
  }
}

extension Value {
  /// An `int` of any size.
  package static func integer(_ value: BigInt) -> Value {
    if let small = Int(exactly: value) { .int(small) } else { .object(BigIntObject(value)) }
  }

  /// An `int` that is not negative.
  package static func integer(_ value: UInt64) -> Value { .integer(BigInt(value)) }

  /// An `int` of any size.
  package static func integer(_ value: IntegerText.Integer) -> Value {
    switch value {
    case .small(let small): .int(small)
    case .big(let big): .integer(big)
    }
  }
}

/// `complex`
package final class ComplexObject: Object {
  /// `z.real`
  package let real: Double
  /// `z.imag`
  package let imaginary: Double

  package init(_ real: Double, _ imaginary: Double, type: TypeObject = .complex) {
    self.real = real
    self.imaginary = imaginary
    super.init(type: type)
  }

  /// The number.
  package var number: ComplexNumber { ComplexNumber(real, imaginary) }

  package override func repr(_ interpreter: Interpreter) throws -> String { number.text }
  package override func truth(_ interpreter: Interpreter) throws -> Bool { real != 0 || imaginary != 0 }
  package override func hash(_ interpreter: Interpreter) throws -> Int {
    NumberHash.hash(real: real, imaginary: imaginary)
  }

  package override func format(_ spec: String, _ interpreter: Interpreter) throws -> String {
    if spec.isEmpty { return number.text }
    var out: [UInt8] = []
    try FormatSpec(spec, typeName: "complex", isNumber: true)
      .append(real: real, imaginary: imaginary, fullPrecision: interpreter.fullPrecision, to: &out)
    return out.text
  }

  package override func compare(
    _ operation: ComparisonOperator, _ other: Value, _ interpreter: Interpreter
  ) throws -> Value? {
    try interpreter.compareNatively(operation, asValue, other.unboxed)
  }

  package override func binary(
    _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ interpreter: Interpreter
  ) throws -> Value? {
    let other = other.unboxed
    return reflected
      ? try interpreter.binaryNatively(operation, other, asValue)
      : try interpreter.binaryNatively(operation, asValue, other)
  }

  package override func unary(_ operation: UnaryOperator, _ interpreter: Interpreter) throws -> Value? {
    switch operation {
    case .negative: .object(ComplexObject(-real, -imaginary))
    case .positive: asValue
    case .invert, .not: nil
    }
  }
}
