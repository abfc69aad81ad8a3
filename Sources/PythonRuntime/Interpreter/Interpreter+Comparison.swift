import PythonSyntax

extension Interpreter {
  /// `bool(value)`
  @inline(__always) package func truth(_ value: Value) throws -> Bool {
    switch value {
    case .bool(let value): value
    case .int(let value): value != 0
    case .none, .undefined: false
    case .float(let value): value != 0
    case .object(let object): try truth(object)
    }
  }

  @inline(never) private func truth(_ object: Object) throws -> Bool {
    let type = object.type
    if type.userSpecials.isEmpty { return try object.truth(self) }
    if let method = type.userMethod(.bool) {
      let result = try call(special: method, .object(object))
      if case .bool(let value) = result { return value }
      throw PythonException(.typeError, "__bool__ should return bool, returned \(result.type.tpName)")
    }
    if let method = type.userMethod(.length), !type.nativeSpecials.contains(.bool) {
      return try length(fromUser: call(special: method, .object(object))) != 0
    }
    return try object.truth(self)
  }

  private func length(fromUser result: Value) throws -> Int {
    guard let count = try indexOrNil(result) else {
      throw Interpreter.notAnInteger(result)
    }
    if count < 0 { throw PythonException(.valueError, "__len__() should return >= 0") }
    return count
  }

  /// `len(value)`, or `nil` for a value without a length.
  package func lengthOrNil(_ value: Value) throws -> Int? {
    guard case .object(let object) = value else { return nil }
    if let method = object.type.userMethod(.length) { return try length(fromUser: call(special: method, value)) }
    return try object.length(self)
  }

  /// `len(value)`
  package func length(_ value: Value) throws -> Int {
    if let length = try lengthOrNil(value) { return length }
    throw PythonException(.typeError, "object of type '\(value.type.tpName)' has no len()")
  }

  /// `hash(value)`
  package func hash(_ value: Value) throws -> Int {
    switch value {
    case .int(let value): return Self.hash(of: value)
    case .bool(let value): return value ? 1 : 0
    case .float(let value): return Self.hash(of: value)
    case .none, .undefined: return 0x5f5e_1000
    case .object(let object):
      let type = object.type
      if type === TypeObject.str { return unsafeDowncast(object, to: StringObject.self).cachedHash }
      if let method = type.userMethod(.hash) {
        if method.isNone { throw PythonException(.typeError, "unhashable type: '\(type.tpName)'") }
        switch try call(special: method, value) {
        case .int(let value): return value == -1 ? -2 : value
        case .bool(let value): return value ? 1 : 0
        case let other where other.object is BigIntObject: return try other.object?.hash(self) ?? 0
        default: throw PythonException(.typeError, "__hash__ method should return an integer")
        }
      }
      return try object.hash(self)
    }
  }

  /// The hash of an integer: modulo 2^61 - 1, and never -1.
  package static func hash(of value: Int) -> Int {
    let modulus = (1 << 61) - 1
    if value > -modulus && value < modulus { return value == -1 ? -2 : value }
    let hash = Int(value.magnitude % UInt(modulus))
    let signed = value < 0 ? -hash : hash
    return signed == -1 ? -2 : signed
  }

  /// The hash of a float, equal to that of an integer of the same value.
  package static func hash(of value: Double) -> Int {
    if value.isNaN { return 0 }
    if value.isInfinite { return value > 0 ? 314_159 : -314_159 }
    if let integer = Int(exactly: value) { return hash(of: integer) }
    let modulus: UInt = (1 << 61) - 1
    var exponent = Int(value.exponent) + 1
    var fraction = value.magnitude / 2
    fraction = value.magnitude.significand / 2
    var result: UInt = 0
    while fraction != 0 {
      result = ((result << 28) & modulus) | result >> 33
      fraction *= 268_435_456
      exponent -= 28
      let digit = UInt(fraction)
      fraction -= Double(digit)
      result += digit
      if result >= modulus { result -= modulus }
    }
    exponent = exponent >= 0 ? exponent % 61 : 60 - ((-1 - exponent) % 61)
    result = ((result << UInt(exponent)) & modulus) | result >> UInt(61 - exponent)
    let signed = value < 0 ? -Int(result) : Int(result)
    return signed == -1 ? -2 : signed
  }

  /// Whether `a == b` or `a is b`, as containers compare their elements.
  package func equals(_ a: Value, _ b: Value) throws -> Bool {
    switch (a, b) {
    case (.int(let a), .int(let b)): return a == b
    case (.object(let a), .object(let b)) where a === b: return true
    default: return try truth(compare(.equal, a, b))
    }
  }

  /// `a operation b` for `==`, `!=`, `<`, `<=`, `>`, `>=`, `is`, `is not`, `in` and `not in`.
  package func compare(_ operation: ComparisonOperator, _ a: Value, _ b: Value) throws -> Value {
    switch operation {
    case .is: return .bool(a.isIdentical(to: b))
    case .isNot: return .bool(!a.isIdentical(to: b))
    case .in: return .bool(try contains(b, a))
    case .notIn: return .bool(try !contains(b, a))
    default: break
    }
    switch (a, b) {
    case (.object, _), (_, .object):
      return try deeper(" in comparison") { try compareObjects(operation, a, b) }
    default:
      if let result = try compareNatively(operation, a, b) { return result }
      return try unordered(operation, a, b)
    }
  }

  private func compareObjects(_ operation: ComparisonOperator, _ a: Value, _ b: Value) throws -> Value {
    let mirrored = operation.mirrored
    let aType = a.type
    let bType = b.type
    // The reflected method of a subclass goes first.
    let bFirst =
      aType !== bType && bType.isUserDefined && bType.isSubtype(of: aType)
      && bType.userMethod(mirrored.special) != nil
    if bFirst, let result = try compareOneSide(mirrored, b, a) { return result }
    if let result = try compareOneSide(operation, a, b) { return result }
    if !bFirst, let result = try compareOneSide(mirrored, b, a) { return result }
    return try unordered(operation, a, b)
  }

  private func unordered(_ operation: ComparisonOperator, _ a: Value, _ b: Value) throws -> Value {
    switch operation {
    case .equal: return .bool(a.isIdentical(to: b))
    case .notEqual: return .bool(!a.isIdentical(to: b))
    default:
      throw PythonException(
        .typeError,
        "'\(operation.rawValue)' not supported between instances of '\(a.type.tpName)' and '\(b.type.tpName)'")
    }
  }

  /// `a.__op__(b)`; `nil` for `NotImplemented`.
  func compareOneSide(_ operation: ComparisonOperator, _ a: Value, _ b: Value) throws -> Value? {
    guard case .object(let object) = a else {
      if case .object = b, b.object is BigIntObject || b.object is BoxedValue {
        return try compareNatively(operation, a, b.unboxed)
      }
      return nil
    }
    if let method = object.type.userMethod(operation.special) {
      if method.isNone { return nil }
      let result = try call(special: method, a, b)
      return result.isNotImplemented ? nil : result
    }
    // `!=` is the opposite of a user's `==`.
    if operation == .notEqual, let method = object.type.userMethod(.equal), !method.isNone {
      let result = try call(special: method, a, b)
      return result.isNotImplemented ? nil : .bool(try !truth(result))
    }
    return try object.compare(operation, b, self)
  }

  /// `value in container`
  package func contains(_ container: Value, _ value: Value) throws -> Bool {
    if case .object(let object) = container {
      if let method = object.type.userMethod(.contains) {
        if method.isNone {
          throw PythonException(.typeError, "'\(object.type.tpName)' object is not a container")
        }
        return try truth(call(special: method, container, value))
      }
      if object.type.userMethod(.iterate) == nil, let result = try object.contains(value, self) { return result }
    }
    guard let iterator = try makeIteratorOrNil(container) else {
      throw PythonException(.typeError, "argument of type '\(container.type.tpName)' is not iterable")
    }
    while let element = try next(iterator) {
      try checkBudget()
      if try element.isIdentical(to: value) || equals(element, value) { return true }
    }
    return false
  }
}

extension ComparisonOperator {
  /// The operation with its operands exchanged.
  package var mirrored: ComparisonOperator {
    switch self {
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    default: self
    }
  }

  /// The special method of an ordering or equality.
  package var special: SpecialMethod {
    switch self {
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    case .is, .isNot, .in, .notIn: .contains
    }
  }
}
