// Registers and slots as the interpreter loop reads and writes them. Most hold numbers: each access tests for an object
// in place and leaves reference counting to the case that needs it.

extension UnsafeMutablePointer<Value> {
  /// The object in a register, without retaining it. An `object` case stores the reference in its first eight bytes,
  /// because the payloads of other cases use every bit and leave the tag outside; a test pins this.
  @inline(__always) var unretainedObject: Unmanaged<Object>? {
    guard case .object = pointee else { return nil }
    return UnsafeRawPointer(self).load(as: Unmanaged<Object>.self)
  }

  /// Whether there is an object, which somebody has to release.
  @inline(__always) var isObject: Bool { if case .object = pointee { true } else { false } }

  @inline(__always) fileprivate var isFloat: Bool { if case .float = pointee { true } else { false } }

  /// Makes a register `.undefined`. Only an object has to be released: anything else is overwritten.
  @inline(__always) func empty() {
    let old = unretainedObject
    initialize(to: .undefined)
    if _slowPath(old != nil), let old { old.release() }
  }

  /// Replaces the value. The old object goes last: releasing it may run code that reads the register or frees it.
  @inline(__always) func write(_ value: consuming Value) {
    let old = unretainedObject
    initialize(to: value)
    if _slowPath(old != nil), let old { old.release() }
  }

  /// Replaces the value by one that is no object, or an object retained for the register.
  @inline(__always) func write(_ bytes: (payload: UInt64, tag: UInt8)) {
    let old = unretainedObject
    setBytes(bytes)
    if _slowPath(old != nil), let old { old.release() }
  }

  /// Replaces the value by a copy of another register's.
  @inline(__always) func copy(from source: UnsafeMutablePointer<Value>) {
    if let object = source.unretainedObject { _ = object.retain() }
    write(source.bytes)
  }

  /// Takes the value out of a register.
  @inline(__always) func take() -> Value {
    let value = move()
    initialize(to: .undefined)
    return value
  }

  /// Moves the value of another register, which becomes `.undefined`, to this one, which holds no object.
  @inline(__always) func take(from source: UnsafeMutablePointer<Value>) {
    setBytes(source.bytes)
    source.initialize(to: .undefined)
  }

  /// The representation: nine bytes, which the test of the layout pins. Read and written in the two pieces in which
  /// values are stored: the processor forwards a store to a load of the same bytes, but not two to one of all sixteen.
  @inline(__always) var bytes: (payload: UInt64, tag: UInt8) {
    let raw = UnsafeRawPointer(self)
    return (raw.load(as: UInt64.self), raw.load(fromByteOffset: 8, as: UInt8.self))
  }

  @inline(__always) private func setBytes(_ bytes: (payload: UInt64, tag: UInt8)) {
    let raw = UnsafeMutableRawPointer(self)
    raw.storeBytes(of: bytes.payload, as: UInt64.self)
    raw.storeBytes(of: bytes.tag, toByteOffset: 8, as: UInt8.self)
  }
}

extension Interpreter {
  /// `a + b` of two integers or two floats; `false` when that takes the general path.
  @inline(__always) static func add(
    _ a: UnsafeMutablePointer<Value>, _ b: UnsafeMutablePointer<Value>, into result: UnsafeMutablePointer<Value>
  ) -> Bool {
    numbers(a, b, into: result, { $0.addingReportingOverflow($1) }, +)
  }

  /// `a - b`, as `add`.
  @inline(__always) static func subtract(
    _ a: UnsafeMutablePointer<Value>, _ b: UnsafeMutablePointer<Value>, into result: UnsafeMutablePointer<Value>
  ) -> Bool {
    numbers(a, b, into: result, { $0.subtractingReportingOverflow($1) }, -)
  }

  /// `a * b`, as `add`.
  @inline(__always) static func multiply(
    _ a: UnsafeMutablePointer<Value>, _ b: UnsafeMutablePointer<Value>, into result: UnsafeMutablePointer<Value>
  ) -> Bool {
    numbers(a, b, into: result, { $0.multipliedReportingOverflow(by: $1) }, *)
  }

  /// The sum, difference or product of two integers, if both are and it is one.
  @inline(__always) static func integers(
    _ a: UnsafeMutablePointer<Value>, _ b: UnsafeMutablePointer<Value>,
    _ operation: (Int, Int) -> (partialValue: Int, overflow: Bool)
  ) -> Int? {
    guard case .int(let x) = a.pointee, case .int(let y) = b.pointee else { return nil }
    let (value, overflow) = operation(x, y)
    return _slowPath(overflow) ? nil : value
  }

  @inline(__always) private static func numbers(
    _ a: UnsafeMutablePointer<Value>, _ b: UnsafeMutablePointer<Value>, into result: UnsafeMutablePointer<Value>,
    _ integers: (Int, Int) -> (partialValue: Int, overflow: Bool), _ floats: (Double, Double) -> Double
  ) -> Bool {
    if case .int(let x) = a.pointee, case .int(let y) = b.pointee {
      let (value, overflow) = integers(x, y)
      if _slowPath(overflow) { return false }
      result.write(.int(value))
      return true
    }
    if _fastPath(a.isFloat && b.isFloat), case .float(let x) = a.pointee, case .float(let y) = b.pointee {
      result.write(.float(floats(x, y)))
      return true
    }
    return mixed(a, b, into: result, floats)
  }

  /// As `numbers`, of an integer and a float: apart, so that the common cases stay short.
  @inline(never) private static func mixed(
    _ a: UnsafeMutablePointer<Value>, _ b: UnsafeMutablePointer<Value>, into result: UnsafeMutablePointer<Value>,
    _ floats: (Double, Double) -> Double
  ) -> Bool {
    switch (a.pointee, b.pointee) {
    case (.int(let x), .float(let y)): result.write(.float(floats(Double(x), y)))
    case (.float(let x), .int(let y)): result.write(.float(floats(x, Double(y))))
    default: return false
    }
    return true
  }

  /// `a / b` of two floats, or of numbers that a float holds exactly; `false` when that takes the general path.
  @inline(__always) static func divide(
    _ a: UnsafeMutablePointer<Value>, _ b: UnsafeMutablePointer<Value>, into result: UnsafeMutablePointer<Value>
  ) -> Bool {
    guard let x = exactFloat(a), let y = exactFloat(b), y != 0 else { return false }
    result.write(.float(x / y))
    return true
  }

  @inline(__always) private static func exactFloat(_ register: UnsafeMutablePointer<Value>) -> Double? {
    switch register.pointee {
    case .float(let value): value
    case .int(let value) where value.magnitude <= 1 << 53: Double(value)
    default: nil
    }
  }

  /// `a // b` of integers, the second positive; `false` when that takes the general path.
  @inline(__always) static func floorDivide(
    _ a: UnsafeMutablePointer<Value>, _ b: UnsafeMutablePointer<Value>, into result: UnsafeMutablePointer<Value>
  ) -> Bool {
    guard case .int(let x) = a.pointee, case .int(let y) = b.pointee, y > 0 else { return false }
    let quotient = x / y
    result.write(.int(x % y < 0 ? quotient - 1 : quotient))
    return true
  }

  /// `a % b`, as `floorDivide`.
  @inline(__always) static func modulo(
    _ a: UnsafeMutablePointer<Value>, _ b: UnsafeMutablePointer<Value>, into result: UnsafeMutablePointer<Value>
  ) -> Bool {
    guard case .int(let x) = a.pointee, case .int(let y) = b.pointee, y > 0 else { return false }
    let remainder = x % y
    result.write(.int(remainder < 0 ? remainder + y : remainder))
    return true
  }

  /// The square of a number; `false` when it is another power, or takes the general path.
  @inline(__always) static func power(
    _ a: UnsafeMutablePointer<Value>, _ b: UnsafeMutablePointer<Value>, into result: UnsafeMutablePointer<Value>
  ) -> Bool {
    guard case .int(2) = b.pointee else { return false }
    // A square beyond all floats is an error, which the general path raises.
    if case .float(let x) = a.pointee, (x * x).isFinite || !x.isFinite {
      result.write(.float(x * x))
      return true
    }
    guard let value = integers(a, a, { $0.multipliedReportingOverflow(by: $1) }) else { return false }
    result.write(.int(value))
    return true
  }

  /// The bits of two integers combined; `false` when that takes the general path.
  @inline(__always) static func bits(
    _ a: UnsafeMutablePointer<Value>, _ b: UnsafeMutablePointer<Value>, into result: UnsafeMutablePointer<Value>,
    _ operation: (Int, Int) -> Int
  ) -> Bool {
    guard case .int(let x) = a.pointee, case .int(let y) = b.pointee else { return false }
    result.write(.int(operation(x, y)))
    return true
  }

  /// Compares two integers or two floats; `nil` when that takes the general path.
  @inline(__always) static func numbers(
    _ a: UnsafeMutablePointer<Value>, _ b: UnsafeMutablePointer<Value>, _ integers: (Int, Int) -> Bool,
    _ floats: (Double, Double) -> Bool
  ) -> Bool? {
    if case .int(let x) = a.pointee, case .int(let y) = b.pointee { return integers(x, y) }
    if _fastPath(a.isFloat && b.isFloat), case .float(let x) = a.pointee, case .float(let y) = b.pointee {
      return floats(x, y)
    }
    return nil
  }

  /// Whether the exception in a register is of exactly the type in another: what most `except` clauses ask.
  @inline(__always) static func isOfType(
    _ exception: UnsafeMutablePointer<Value>, _ type: UnsafeMutablePointer<Value>
  ) -> Bool {
    guard let exception = exception.unretainedObject, let type = type.unretainedObject else { return false }
    return exception._withUnsafeGuaranteedRef { typePointer($0) } == UInt(bitPattern: type.toOpaque())
      && type._withUnsafeGuaranteedRef { typePointer($0) } == identity(TypeObject.type)
  }
}
