import BigInt

/// Builtin functions about numbers: `abs`, `divmod`, `pow`, `round`, `sum`, `min`, `max`, `bin`, `oct`, `hex`, `chr`,
/// `ord`, `hash`.
enum NumberFunctions {
  /// The functions.
  static let all: [NativeFunction] = [
    NativeFunction("abs", .one) { interpreter, arguments in try interpreter.absolute(arguments[0]) },
    NativeFunction("divmod", .positional(2...2)) { interpreter, arguments in
      try interpreter.divmod(arguments[0], arguments[1])
    },
    NativeFunction("pow", .signature("(base, exp, mod=None)")) { interpreter, arguments in
      if arguments[2].isUndefined || arguments[2].isNone {
        return try interpreter.binary(.power, arguments[0], arguments[1])
      }
      return try interpreter.power(arguments[0], arguments[1], modulus: arguments[2])
    },
    NativeFunction("round", .signature("(number, ndigits=None)")) { interpreter, arguments in
      try interpreter.round(arguments[0], digits: arguments[1])
    },
    NativeFunction("sum", .any) { interpreter, arguments in
      guard arguments.count > 0 else {
        throw PythonException(.typeError, "sum() takes at least 1 positional argument (0 given)")
      }
      let total = arguments.count + arguments.keywordCount
      guard total <= 2 else {
        throw PythonException(.typeError, "sum() takes at most 2 arguments (\(total) given)")
      }
      var start = arguments.count > 1 ? arguments[1] : .int(0)
      if arguments.keywordCount == 1 {
        let (name, value) = arguments.keyword(0)
        guard name.value == "start" else {
          throw PythonException(.typeError, "'\(name.value)' is an invalid keyword argument for sum()")
        }
        start = value
      }
      return try interpreter.sum(arguments[0], start: start)
    },
    NativeFunction("min", .any) { interpreter, arguments in
      try interpreter.extreme("min", arguments, wantsGreater: false)
    },
    NativeFunction("max", .any) { interpreter, arguments in
      try interpreter.extreme("max", arguments, wantsGreater: true)
    },
    NativeFunction("bin", .one) { interpreter, arguments in
      try interpreter.digits(arguments[0], prefix: "0b", bitsPerDigit: 1)
    },
    NativeFunction("oct", .one) { interpreter, arguments in
      try interpreter.digits(arguments[0], prefix: "0o", bitsPerDigit: 3)
    },
    NativeFunction("hex", .one) { interpreter, arguments in
      try interpreter.digits(arguments[0], prefix: "0x", bitsPerDigit: 4)
    },
    NativeFunction("chr", .one) { interpreter, arguments in
      let code = try interpreter.integer(arguments[0], as: "int")
      guard code >= 0, code < 0x110000 else {
        throw PythonException(.valueError, "chr() arg not in range(0x110000)")
      }
      guard let scalar = Unicode.Scalar(UInt32(code)) else { throw IntegerText.surrogate(code) }
      return .string(String(scalar))
    },
    NativeFunction("ord", .one) { _, arguments in
      let count: Int
      if let string = arguments[0].cast(StringObject.self) {
        if string.count == 1, let scalar = string.value.unicodeScalars.first { return .int(Int(scalar.value)) }
        count = string.count
      } else if let bytes = arguments[0].bytes {
        if bytes.count == 1 { return .int(Int(bytes[0])) }
        count = bytes.count
      } else {
        throw PythonException(
          .typeError, "ord() expected string of length 1, but \(arguments[0].type.tpName) found")
      }
      throw PythonException(.typeError, "ord() expected a character, but string of length \(count) found")
    },
    NativeFunction("hash", .one) { interpreter, arguments in .int(try interpreter.hash(arguments[0])) },
  ]
}

extension Interpreter {
  /// `abs(value)`.
  package func absolute(_ value: Value) throws -> Value {
    switch value {
    case .int(let number):
      return number == Int.min ? .integer(-BigInt(number)) : .int(number.magnitude == 0 ? 0 : Swift.abs(number))
    case .float(let number): return .float(number.magnitude)
    case .bool(let flag): return .int(flag ? 1 : 0)
    default: break
    }
    if let method = value.type.userMethod(.absolute) { return try call(special: method, value) }
    if let big = value.bigInt {
      try charge(reading: big)
      return .integer(BigInt(big.magnitude))
    }
    if let complex = value.complex { return .float(try complex.absolute()) }
    if let boxed = value.object as? BoxedValue { return try absolute(boxed.primitive) }
    if value.type.nativeSpecials.contains(.absolute), let method = value.type.lookup("__abs__") {
      return try call(method, value)
    }
    throw PythonException(.typeError, "bad operand type for abs(): '\(value.type.tpName)'")
  }

  /// `divmod(a, b)`.
  package func divmod(_ a: Value, _ b: Value) throws -> Value {
    if case .int(let x) = a, case .int(let y) = b, y != 0,
      let (quotient, remainder) = IntegerArithmetic.floorDivide(x, y)
    {
      return .tuple([.int(quotient), .int(remainder)])
    }
    if let method = a.type.userMethod(.divmod) {
      let result = try call(special: method, a, b)
      if !result.isNotImplemented { return result }
    }
    if let method = b.type.userMethod(.reflectedDivmod) {
      let result = try call(special: method, b, a)
      if !result.isNotImplemented { return result }
    }
    func unsupported() -> PythonException {
      PythonException(
        .typeError, "unsupported operand type(s) for divmod(): '\(a.type.tpName)' and '\(b.type.tpName)'")
    }
    if let x = a.bigInt, let y = b.bigInt {
      if y.signum() == 0 { throw PythonException(.zeroDivisionError, "integer division or modulo by zero") }
      try charge(reading: x)
      let (quotient, remainder) = try long.floorDivide(x, y)
      return .tuple([.integer(quotient), .integer(remainder)])
    }
    guard a.isFloat || b.isFloat, let x = try number(a), let y = try number(b) else { throw unsupported() }
    if y == 0 { throw PythonException(.zeroDivisionError, "float divmod()") }
    let (quotient, remainder) = FloatArithmetic.floorDivide(x, y)
    return .tuple([.float(quotient), .float(remainder)])
  }

  /// The value of an `int`, `bool` or `float` as a float, or `nil` for anything else.
  package func number(_ value: Value) throws -> Double? {
    switch value.unboxed {
    case .float(let number): return number
    case .int(let number): return Double(number)
    case .bool(let flag): return flag ? 1 : 0
    default:
      guard let big = value.bigInt else { return nil }
      return try IntegerText.double(big)
    }
  }

  /// `pow(base, exponent, modulus)`.
  package func power(_ base: Value, _ exponent: Value, modulus: Value) throws -> Value {
    if let b = base.bigInt, let e = exponent.bigInt, let m = modulus.bigInt {
      return .integer(try long.power(b, e, modulus: m))
    }
    if let method = base.type.userMethod(.power) {
      let result = try call(special: method, base, exponent, modulus)
      if !result.isNotImplemented { return result }
    }
    // Each operand is asked in turn, and a float refuses for all.
    if base.isFloat || exponent.isFloat || base.bigInt != nil && exponent.bigInt != nil && modulus.isFloat {
      throw PythonException(.typeError, "pow() 3rd argument not allowed unless all arguments are integers")
    }
    if base.cast(ComplexObject.self) != nil { throw PythonException(.valueError, "complex modulo") }
    throw PythonException(
      .typeError,
      "unsupported operand type(s) for ** or pow(): '\(base.type.tpName)', '\(exponent.type.tpName)', "
        + "'\(modulus.type.tpName)'")
  }

  /// `round(value, digits)`; `digits` may be missing or `None`.
  package func round(_ value: Value, digits: Value) throws -> Value {
    let omitted = digits.isUndefined || digits.isNone
    switch value {
    case .float(let number):
      if omitted {
        return .integer(try IntegerText.whole(number.rounded(.toNearestOrEven)))
      }
      return .float(try FloatArithmetic.round(number, digits: saturatedInteger(digits)))
    case .int(let number):
      if omitted { return .int(number) }
      let places = try saturatedInteger(digits)
      return places >= 0 ? .int(number) : .integer(try rounded(BigInt(number), places: -max(places, -Int.max)))
    case .bool(let flag):
      if omitted { return .int(flag ? 1 : 0) }
      return try round(.int(flag ? 1 : 0), digits: digits)
    default: break
    }
    if let method = value.type.userMethod(.round) {
      return omitted ? try call(special: method, value) : try call(special: method, value, digits)
    }
    if let boxed = value.object as? BoxedValue { return try round(boxed.primitive, digits: digits) }
    if let big = value.bigInt {
      if omitted { return value }
      let places = try saturatedInteger(digits)
      return places >= 0 ? value : .integer(try rounded(big, places: -max(places, -Int.max)))
    }
    if value.type.nativeSpecials.contains(.round), let method = value.type.lookup("__round__") {
      return omitted ? try call(method, value) : try call(method, value, digits)
    }
    throw PythonException(.typeError, "type \(value.type.tpName) doesn't define __round__ method")
  }

  /// `value` rounded to a multiple of `10^places`, half to even.
  private func rounded(_ value: BigInt, places: Int) throws -> BigInt {
    // 10^places beyond twice the value leaves zero.
    if places > value.magnitude.bitWidth { return 0 }
    let unit = try long.power(10, places)
    let (quotient, remainder) = try long.floorDivide(value, unit)
    let twice = remainder * 2
    let up = twice > unit || (twice == unit && quotient.magnitude & 1 == 1)
    return try long.product(up ? quotient + 1 : quotient, unit)
  }

  /// `sum(iterable, start)`.
  package func sum(_ iterable: Value, start: Value) throws -> Value {
    if start.cast(StringObject.self) != nil {
      throw PythonException(.typeError, "sum() can't sum strings [use ''.join(seq) instead]")
    }
    if start.cast(BytesObject.self) != nil {
      throw PythonException(.typeError, "sum() can't sum bytes [use b''.join(seq) instead]")
    }
    var total = start
    try iterate(iterable) { element in
      if case .int(let a) = total, case .int(let b) = element {
        let (sum, overflow) = a.addingReportingOverflow(b)
        if !overflow {
          total = .int(sum)
          return
        }
      } else if case .float(let a) = total {
        if case .float(let b) = element {
          total = .float(a + b)
          return
        }
        if case .int(let b) = element {
          total = .float(a + Double(b))
          return
        }
      }
      total = try binary(.add, total, element)
    }
    return total
  }

  /// `min` and `max`.
  fileprivate func extreme(_ name: String, _ arguments: Arguments, wantsGreater: Bool) throws -> Value {
    var key = Value.undefined
    var fallback = Value.undefined
    if arguments.count == 0 {
      throw PythonException(.typeError, "\(name) expected at least 1 argument, got 0")
    }
    for index in 0..<arguments.keywordCount {
      let (keyword, value) = arguments.keyword(index)
      switch keyword.value {
      case "key": key = value
      case "default": fallback = value
      default: throw PythonException(.typeError, "'\(keyword.value)' is an invalid keyword argument for \(name)()")
      }
    }
    if key.isNone { key = .undefined }
    var best = Value.undefined
    var bestKey = Value.undefined
    func consider(_ candidate: Value) throws {
      let candidateKey = key.isUndefined ? candidate : try call(key, candidate)
      if best.isUndefined {
        (best, bestKey) = (candidate, candidateKey)
        return
      }
      let better: Bool
      switch (candidateKey, bestKey) {
      case (.int(let a), .int(let b)): better = wantsGreater ? a > b : a < b
      case (.float(let a), .float(let b)): better = wantsGreater ? a > b : a < b
      default: better = try truth(compare(wantsGreater ? .greater : .less, candidateKey, bestKey))
      }
      if better { (best, bestKey) = (candidate, candidateKey) }
    }
    if arguments.count > 1 {
      if !fallback.isUndefined {
        throw PythonException(.typeError, "Cannot specify a default for \(name)() with multiple positional arguments")
      }
      for index in 0..<arguments.count { try consider(arguments[index]) }
      return best
    }
    try iterate(arguments[0]) { try consider($0) }
    if !best.isUndefined { return best }
    if !fallback.isUndefined { return fallback }
    throw PythonException(.valueError, "\(name)() arg is an empty sequence")
  }

  /// `bin`, `oct` and `hex`.
  fileprivate func digits(_ value: Value, prefix: String, bitsPerDigit: Int) throws -> Value {
    switch try requiredIndex(value) {
    case .int(let number):
      let text = String(number.magnitude, radix: 1 << bitsPerDigit)
      return .string((number < 0 ? "-" : "") + prefix + text)
    case let other:
      let big = other.bigInt ?? 0
      try charge(reading: big)
      let text = IntegerText.digits(of: big.magnitude, bitsPerDigit: bitsPerDigit).text
      return .string((big.signum() < 0 ? "-" : "") + prefix + text)
    }
  }
}

extension IntegerText {
  /// The integer equal to the whole number `value`. Throws `OverflowError` and `ValueError` for what is not finite.
  package static func whole(_ value: Double) throws(PythonException) -> BigInt {
    if value.isNaN { throw PythonException(.valueError, "cannot convert float NaN to integer") }
    if value.isInfinite { throw PythonException(.overflowError, "cannot convert float infinity to integer") }
    return BigInt(value)
  }

  /// The integer that `int(value)` gives. Throws `OverflowError` and `ValueError` for what is not finite.
  package static func truncated(_ value: Double) throws(PythonException) -> Integer {
    if value.magnitude < 0x1p62 { return .small(Int(value)) }
    return Integer(try whole(value.rounded(.towardZero)))
  }
}
