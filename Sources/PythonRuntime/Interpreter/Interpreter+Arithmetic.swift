import PythonSyntax

extension Interpreter {
  /// `a operation b`
  package func binary(_ operation: BinaryOperator, _ a: Value, _ b: Value) throws -> Value {
    if let result = try binaryOrNil(operation, a, b) { return result }
    if let refusal = sequenceRefusal(operation, a, b) { throw refusal }
    throw unsupported(operation.rawValue, operation == .power ? "** or pow()" : operation.rawValue, a, b)
  }

  /// `a operation= b`
  package func inPlace(_ operation: BinaryOperator, _ a: Value, _ b: Value) throws -> Value {
    if case .object(let object) = a {
      if let method = object.type.userMethod(operation.inPlaceSpecial) {
        let result = try call(special: method, a, b)
        if !result.isNotImplemented { return result }
      } else if let result = try object.inPlace(operation, b, self) {
        return result
      }
    }
    // A left operand that may itself be a sequence is asked alone: CPython does not let the right one repeat itself.
    if operation == .multiply, let object = a.object, !(object is BigIntObject), !(object is BoxedValue),
      b.object?.concatenationRefusal(a.type) != nil, object.concatenationRefusal(b.type) == nil
    {
      if let result = try binaryOneSide(operation, a, b) { return result }
      throw unsupported(operation.rawValue + "=", operation.rawValue + "=", a, b)
    }
    if let result = try binaryOrNil(operation, a, b) { return result }
    // An object on the left keeps a sequence on the right from being asked to repeat itself.
    if let refusal = sequenceRefusal(operation, a, b, isOnlyLeft: a.object != nil) { throw refusal }
    throw unsupported(operation.rawValue + "=", operation.rawValue + "=", a, b)
  }

  /// What a sequence says about an operand that it cannot join or be repeated by, which CPython asks it once neither
  /// operand has carried the operation out.
  private func sequenceRefusal(
    _ operation: BinaryOperator, _ a: Value, _ b: Value, isOnlyLeft: Bool = false
  ) -> PythonException? {
    switch operation {
    case .add:
      guard let sequence = a.object, sequence.type.userMethod(.add) == nil else { return nil }
      return sequence.concatenationRefusal(b.type).map { PythonException(.typeError, $0) }
    case .multiply:
      let isLeft = a.object?.concatenationRefusal(b.type) != nil
      guard isLeft || !isOnlyLeft && b.object?.concatenationRefusal(a.type) != nil else { return nil }
      let count = isLeft ? b : a
      return PythonException(.typeError, "can't multiply sequence by non-int of type '\(count.type.tpName)'")
    default: return nil
    }
  }

  private func unsupported(_ symbol: String, _ shown: String, _ a: Value, _ b: Value) -> PythonException {
    if let object = a.object, object.type.name == "builtin_function_or_method", symbol == ">>",
      (object as? NativeFunction)?.name == "print"
    {
      return PythonException(
        .typeError,
        "unsupported operand type(s) for >>: 'builtin_function_or_method' and '\(b.type.tpName)'. "
          + "Did you mean \"print(<message>, file=<output_stream>)\"?")
    }
    return PythonException(
      .typeError, "unsupported operand type(s) for \(shown): '\(a.type.tpName)' and '\(b.type.tpName)'")
  }

  /// `a operation b`, or `nil` when neither operand supports it.
  package func binaryOrNil(_ operation: BinaryOperator, _ a: Value, _ b: Value) throws -> Value? {
    switch (a, b) {
    case (.object(let object), .int), (.object(let object), .float):
      // The usual case of these: the number has no say.
      if object.type.userMethod(operation.special) == nil,
        let result = try object.binary(operation, b, reflected: false, self)
      {
        return result
      }
    case (.object, _), (_, .object): break
    default: return try binaryNatively(operation, a, b)
    }
    let aType = a.type
    let bType = b.type
    let reflectedMethod = bType.userMethod(operation.reflectedSpecial)
    // The reflected method of a subclass goes first.
    if aType !== bType, let reflectedMethod, bType.isSubtype(of: aType),
      aType.lookup(operation.reflectedSpecial.rawValue).map({ !$0.isIdentical(to: reflectedMethod) }) ?? true
    {
      let result = try call(special: reflectedMethod, b, a)
      if !result.isNotImplemented { return result }
      return try binaryOneSide(operation, a, b)
    }
    if let result = try binaryOneSide(operation, a, b) { return result }
    if let reflectedMethod {
      if aType === bType { return nil }
      if reflectedMethod.isNone { return nil }
      let result = try call(special: reflectedMethod, b, a)
      return result.isNotImplemented ? nil : result
    }
    if case .object(let object) = b { return try object.binary(operation, a, reflected: true, self) }
    return nil
  }

  private func binaryOneSide(_ operation: BinaryOperator, _ a: Value, _ b: Value) throws -> Value? {
    guard case .object(let object) = a else { return nil }
    if let method = object.type.userMethod(operation.special) {
      if method.isNone { return nil }
      let result = try call(special: method, a, b)
      return result.isNotImplemented ? nil : result
    }
    return try object.binary(operation, b, reflected: false, self)
  }

  /// `-value`, `+value`, `~value`, `not value`
  package func unary(_ operation: UnaryOperator, _ value: Value) throws -> Value {
    if operation == .not { return .bool(try !truth(value)) }
    switch value {
    case .object(let object):
      if let method = object.type.userMethod(operation.special) { return try call(special: method, value) }
      if let result = try object.unary(operation, self) { return result }
    case .int, .bool, .float:
      if let result = try unaryNatively(operation, value) { return result }
    case .none, .undefined: break
    }
    throw PythonException(.typeError, "bad operand type for unary \(operation.rawValue): '\(value.type.tpName)'")
  }

  /// The integer of `__index__`: an `.int` or big integer; `nil` when the value has none.
  package func integerOrNil(_ value: Value) throws -> Value? {
    switch value {
    case .int: return value
    case .bool(let flag): return .int(flag ? 1 : 0)
    case .float, .none, .undefined: return nil
    case .object(let object):
      if object is BigIntObject { return value }
      if let method = object.type.userMethod(.index) {
        let result = try call(special: method, value)
        switch result {
        case .int: return result
        case .bool(let flag): return .int(flag ? 1 : 0)
        default:
          if result.object is BigIntObject { return result }
          throw PythonException(.typeError, "__index__ returned non-int (type \(result.type.tpName))")
        }
      }
      return try object.index(self)
    }
  }

  /// The integer of `__index__` as a machine word, `nil` when the value has none; a huge one raises `OverflowError`.
  package func indexOrNil(_ value: Value) throws -> Int? {
    switch try integerOrNil(value) {
    case nil: return nil
    case .int(let index): return index
    default: throw PythonException(.overflowError, "cannot fit 'int' into an index-sized integer")
    }
  }

  /// `operator.index(value)` as a machine word.
  package func index(_ value: Value) throws -> Int {
    if case .int(let index) = value { return index }
    if let index = try indexOrNil(value) { return index }
    throw Interpreter.notAnInteger(value)
  }
}

extension BinaryOperator {
  /// `__add__` and so on.
  package var special: SpecialMethod {
    switch self {
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .matrixMultiply: .matrixMultiply
    case .divide: .divide
    case .floorDivide: .floorDivide
    case .modulo: .modulo
    case .power: .power
    case .leftShift: .leftShift
    case .rightShift: .rightShift
    case .bitAnd: .bitAnd
    case .bitOr: .bitOr
    case .bitXor: .bitXor
    }
  }

  /// `__radd__` and so on.
  package var reflectedSpecial: SpecialMethod {
    switch self {
    case .add: .reflectedAdd
    case .subtract: .reflectedSubtract
    case .multiply: .reflectedMultiply
    case .matrixMultiply: .reflectedMatrixMultiply
    case .divide: .reflectedDivide
    case .floorDivide: .reflectedFloorDivide
    case .modulo: .reflectedModulo
    case .power: .reflectedPower
    case .leftShift: .reflectedLeftShift
    case .rightShift: .reflectedRightShift
    case .bitAnd: .reflectedBitAnd
    case .bitOr: .reflectedBitOr
    case .bitXor: .reflectedBitXor
    }
  }

  /// `__iadd__` and so on.
  package var inPlaceSpecial: SpecialMethod {
    switch self {
    case .add: .inPlaceAdd
    case .subtract: .inPlaceSubtract
    case .multiply: .inPlaceMultiply
    case .matrixMultiply: .inPlaceMatrixMultiply
    case .divide: .inPlaceDivide
    case .floorDivide: .inPlaceFloorDivide
    case .modulo: .inPlaceModulo
    case .power: .inPlacePower
    case .leftShift: .inPlaceLeftShift
    case .rightShift: .inPlaceRightShift
    case .bitAnd: .inPlaceBitAnd
    case .bitOr: .inPlaceBitOr
    case .bitXor: .inPlaceBitXor
    }
  }
}

extension UnaryOperator {
  /// `__neg__` and so on.
  package var special: SpecialMethod {
    switch self {
    case .negative: .negative
    case .positive: .positive
    case .invert: .invert
    case .not: .bool
    }
  }
}
