import BigInt

/// The methods of `int` and `bool`. Plain integers have no object; a method finds its instance in argument 0.
enum IntegerMethods {
  private static func receiver(_ arguments: Arguments) -> BigInt { arguments[0].bigInt ?? 0 }

  private static func plain(_ arguments: Arguments) -> Value {
    if case .bool(let flag) = arguments[0] { return .int(flag ? 1 : 0) }
    return arguments[0].unboxed
  }

  private static let bytesSignature: Signature = "(length=1, byteorder='big', *, signed=False)"

  private static func isLittle(_ value: Value, of function: String) throws -> Bool {
    if value.isUndefined { return false }
    guard let order = value.text else {
      throw PythonException(.typeError, "\(function)() argument 'byteorder' must be str, not \(value.type.tpName)")
    }
    guard order == "little" || order == "big" else {
      throw PythonException(.valueError, "byteorder must be either 'little' or 'big'")
    }
    return order == "little"
  }

  /// All methods and properties.
  static let all: [NativeMember] = [
    .property("real") { _, object in object.asValue.unboxed.bigInt.map { .integer($0) } ?? .none },
    .property("numerator") { _, object in object.asValue.unboxed.bigInt.map { .integer($0) } ?? .none },
    .property("imag") { _, _ in .int(0) },
    .property("denominator") { _, _ in .int(1) },
    .method("conjugate", .none) { _, arguments in plain(arguments) },
    .method("bit_length", .none) { _, arguments in .int(receiver(arguments).magnitude.bitWidth) },
    .method("bit_count", .none) { interpreter, arguments in
      let value = receiver(arguments)
      try interpreter.charge(reading: value)
      return .int(value.magnitude.words.reduce(0) { $0 + $1.nonzeroBitCount })
    },
    .method("as_integer_ratio", .none) { _, arguments in .tuple([plain(arguments), .int(1)]) },
    .method("to_bytes", .signature(bytesSignature)) { interpreter, arguments in
      let value = receiver(arguments)
      let length = arguments[1].isUndefined ? 1 : try interpreter.integer(arguments[1])
      let little = try isLittle(arguments[2], of: "to_bytes")
      let signed = arguments[3].isUndefined ? false : try interpreter.truth(arguments[3])
      if length < 0 { throw PythonException(.valueError, "length argument must be non-negative") }
      if value.signum() < 0, !signed {
        throw PythonException(.overflowError, "can't convert negative int to unsigned")
      }
      try TextLimit.check(length)
      try interpreter.charge(length << 3)
      let limit = length * 8 - (signed ? 1 : 0)
      let width = value.signum() < 0 ? (value.magnitude - 1).bitWidth : value.magnitude.bitWidth
      if width > limit { throw PythonException(.overflowError, "int too big to convert") }
      var bytes = [UInt8](repeating: value.signum() < 0 ? 0xFF : 0, count: length)
      for (index, word) in value.words.enumerated() {
        for byte in 0..<8 where index * 8 + byte < length {
          bytes[index * 8 + byte] = UInt8(truncatingIfNeeded: word >> UInt(byte * 8))
        }
      }
      return .object(BytesObject(little ? bytes : bytes.reversed()))
    },
    .classMethod("from_bytes", .signature("(bytes, byteorder='big', *, signed=False)")) { interpreter, arguments in
      let little = try isLittle(arguments[2], of: "from_bytes")
      let signed = arguments[3].isUndefined ? false : try interpreter.truth(arguments[3])
      let given = try interpreter.bytes(from: arguments[1])
      if given.count * 8 > IntegerArithmetic.maximumBits { throw IntegerArithmetic.tooLong }
      try interpreter.charge(given.count << 3)
      let bytes: [UInt8] = little ? given : given.reversed()
      var words = [UInt](repeating: 0, count: bytes.count / 8 + 1)
      for (index, byte) in bytes.enumerated() { words[index / 8] |= UInt(byte) << UInt(index % 8 * 8) }
      var result = BigInt(BigUInt(words: words))
      if signed, let top = bytes.last, top & 0x80 != 0 { result -= BigInt(1) << (bytes.count * 8) }
      return .integer(result)
    },
    .method("__int__", .none) { _, arguments in plain(arguments) },
    .method("__trunc__", .none) { _, arguments in plain(arguments) },
    .method("__floor__", .none) { _, arguments in plain(arguments) },
    .method("__ceil__", .none) { _, arguments in plain(arguments) },
    .method("__float__", .none) { interpreter, arguments in .float(try interpreter.real(plain(arguments))) },
    .method("__abs__", .none) { interpreter, arguments in try interpreter.absolute(plain(arguments)) },
    .method("__round__", .positional(0...1)) { interpreter, arguments in
      try interpreter.round(plain(arguments), digits: arguments[1])
    },
    .method("__divmod__", .one) { interpreter, arguments in try divmod(interpreter, arguments[0], arguments[1]) },
    .method("__rdivmod__", .one) { interpreter, arguments in try divmod(interpreter, arguments[1], arguments[0]) },
  ]

  private static func divmod(_ interpreter: Interpreter, _ a: Value, _ b: Value) throws -> Value {
    a.bigInt == nil || b.bigInt == nil ? .notImplemented : try interpreter.divmod(a.unboxed, b.unboxed)
  }
}

/// The methods of `float`.
enum FloatMethods {
  private static func receiver(_ arguments: Arguments) -> Double {
    if case .float(let number) = arguments[0].unboxed { number } else { 0 }
  }

  private static func ratio(_ value: Double) throws -> Value {
    if value.isNaN { throw PythonException(.valueError, "cannot convert NaN to integer ratio") }
    if value.isInfinite { throw PythonException(.overflowError, "cannot convert Infinity to integer ratio") }
    if value == 0 { return .tuple([.int(0), .int(1)]) }
    var (mantissa, exponent) = FloatDigits.parts(value.magnitude)
    let zeros = mantissa.trailingZeroBitCount
    mantissa >>= UInt64(zeros)
    exponent += zeros
    let sign: BigInt = value < 0 ? -1 : 1
    let top = exponent > 0 ? BigInt(mantissa) << exponent : BigInt(mantissa)
    let bottom = exponent < 0 ? BigInt(1) << -exponent : 1
    return .tuple([.integer(sign * top), .integer(bottom)])
  }

  /// All methods and properties.
  static let all: [NativeMember] = [
    .property("real") { _, object in object.asValue.unboxed },
    .property("imag") { _, _ in .float(0) },
    .method("conjugate", .none) { _, arguments in arguments[0].unboxed },
    .method("is_integer", .none) { _, arguments in
      let value = receiver(arguments)
      return .bool(value.isFinite && value == value.rounded(.down))
    },
    .method("as_integer_ratio", .none) { _, arguments in try ratio(receiver(arguments)) },
    .method("hex", .none) { _, arguments in .string(FloatText.hex(receiver(arguments))) },
    .classMethod("fromhex", .one) { interpreter, arguments in
      guard let text = arguments[1].text else {
        throw PythonException(.typeError, "bad argument type for built-in operation")
      }
      let value = Value.float(try FloatText.fromHex(text))
      return arguments[0].object === TypeObject.float ? value : try interpreter.call(arguments[0], value)
    },
    .method("__int__", .none) { _, arguments in .integer(try IntegerText.truncated(receiver(arguments))) },
    .method("__trunc__", .none) { _, arguments in .integer(try IntegerText.truncated(receiver(arguments))) },
    .method("__floor__", .none) { _, arguments in
      .integer(try IntegerText.truncated(receiver(arguments).rounded(.down)))
    },
    .method("__ceil__", .none) { _, arguments in
      .integer(try IntegerText.truncated(receiver(arguments).rounded(.up)))
    },
    .method("__float__", .none) { _, arguments in .float(receiver(arguments)) },
    .method("__abs__", .none) { _, arguments in .float(receiver(arguments).magnitude) },
    .method("__round__", .positional(0...1)) { interpreter, arguments in
      try interpreter.round(.float(receiver(arguments)), digits: arguments[1])
    },
    .method("__divmod__", .one) { interpreter, arguments in
      guard try interpreter.number(arguments[1]) != nil else { return .notImplemented }
      return try interpreter.divmod(.float(receiver(arguments)), arguments[1].unboxed)
    },
    .method("__rdivmod__", .one) { interpreter, arguments in
      guard try interpreter.number(arguments[1]) != nil else { return .notImplemented }
      return try interpreter.divmod(arguments[1].unboxed, .float(receiver(arguments)))
    },
  ]
}
