import BigInt

/// Integers out of Python values, in the words of CPython's errors.
extension Interpreter {
  /// The error of `hash` for a type whose instances change.
  package static func unhashable(_ type: TypeObject) -> PythonException {
    PythonException(.typeError, "unhashable type: '\(type.tpName)'")
  }

  /// The error of a value that is no integer where one is needed.
  package static func notAnInteger(_ value: Value) -> PythonException {
    PythonException(.typeError, "'\(value.type.tpName)' object cannot be interpreted as an integer")
  }

  /// `operator.index(value)`. Throws `TypeError` when the value is no integer.
  package func requiredIndex(_ value: Value) throws -> Value {
    if let index = try integerOrNil(value) { return index }
    throw Interpreter.notAnInteger(value)
  }

  /// The machine integer of an argument. Throws `TypeError` for what is no integer and `OverflowError` for one that
  /// does not fit; `target` is the C type that CPython names.
  package func integer(_ value: Value, as target: String = "ssize_t") throws -> Int {
    if case .int(let number) = value {
      if target == "int", number > Int(Int32.max) || number < Int(Int32.min) {
        throw PythonException(.overflowError, "Python int too large to convert to C int")
      }
      return number
    }
    guard case .int(let number) = try requiredIndex(value) else {
      throw PythonException(.overflowError, "Python int too large to convert to C \(target)")
    }
    return number
  }

  /// An argument whose size is only a bound: integers beyond the machine's are cut to the nearest one.
  package func saturatedInteger(_ value: Value) throws -> Int {
    switch try requiredIndex(value) {
    case .int(let number): return number
    case let other: return (other.bigInt?.signum() ?? 0) < 0 ? Int.min : Int.max
    }
  }

  /// The index of an item, `nil` when the key is no integer. Throws `IndexError` when no sequence is that long.
  package func sequenceIndex(_ key: Value) throws -> Int? {
    if case .int(let index) = key { return index }
    switch try integerOrNil(key) {
    case .int(let index)?: return index
    case nil: return nil
    default: throw PythonException(.indexError, "cannot fit 'int' into an index-sized integer")
    }
  }

  /// A bound of a slice, cut to the machine's integers. Throws `TypeError` for what is no integer.
  package func sliceIndex(_ value: Value, orNone: Bool = false) throws -> Int {
    switch try integerOrNil(value) {
    case .int(let index)?: return max(index, -Int.max / 2)
    case let big?: return (big.bigInt?.signum() ?? 0) < 0 ? -Int.max / 2 : Int.max / 2
    case nil:
      throw PythonException(
        .typeError, "slice indices must be integers or \(orNone ? "None or " : "")have an __index__ method")
    }
  }

  /// How often a sequence is repeated by `*`; `nil` when the operand is no integer.
  package func repetitions(_ value: Value) throws -> Int? {
    if case .int(let count) = value { return count }
    switch try integerOrNil(value) {
    case .int(let count)?: return count
    case nil: return nil
    default:
      throw PythonException(.overflowError, "cannot fit 'int' into an index-sized integer")
    }
  }
}

extension Value {
  /// The value of an `int` or `bool` of any size, instances of subclasses included.
  package var bigInt: BigInt? {
    switch unboxed {
    case .int(let number): BigInt(number)
    case .bool(let flag): BigInt(flag ? 1 : 0)
    case .object(let object): (object as? BigIntObject)?.value
    default: nil
    }
  }

  /// The value of an `int` or `bool`.
  package var integerValue: IntegerText.Integer? {
    switch unboxed {
    case .int(let number): .small(number)
    case .bool(let flag): .small(flag ? 1 : 0)
    case .object(let object): (object as? BigIntObject).map { .big($0.value) }
    default: nil
    }
  }

  /// Whether the value is an `int` or `bool` stored in place.
  package var isInteger: Bool {
    switch self {
    case .int, .bool: true
    default: false
    }
  }

  /// Whether the value is a `float`.
  package var isFloat: Bool { if case .float = unboxed { true } else { false } }

  /// The number of a `complex`.
  package var complex: ComplexNumber? { cast(ComplexObject.self).map { ComplexNumber($0.real, $0.imaginary) } }

  /// The contents of `bytes` or `bytearray`.
  package var bytes: [UInt8]? {
    guard case .object(let object) = self else { return nil }
    if let bytes = object as? BytesObject { return bytes.bytes }
    if let bytes = object as? BytearrayObject { return bytes.bytes }
    return try? (object as? MemoryViewObject)?.bytes()
  }
}
