import BigInt

/// The `%` operator of strings.
extension Interpreter {
  /// The arguments of a `%` operation: a tuple's elements one after the other, any other value once, or by name.
  private struct PercentArguments {
    let elements: [Value]
    let mapping: Value?
    /// Whether the right operand is one value and no tuple.
    let isSingle: Bool
    /// Whether bytes are made, which are written as the Latin-1 characters of the same codes.
    let isBytes: Bool
    var next = 0
    /// Once a conversion has taken its value by name, none can take one by position.
    var usedMapping = false

    mutating func take() throws -> Value {
      guard next < elements.count, !usedMapping else {
        throw PythonException(.typeError, "not enough arguments for format string")
      }
      next += 1
      return elements[next - 1]
    }
  }

  /// The text of `text % operand`. Throws in CPython's words.
  package func percentFormat(_ text: String, _ operand: Value, isBytes: Bool = false) throws -> String {
    var arguments: PercentArguments
    if let tuple = operand.cast(TupleObject.self) {
      arguments = PercentArguments(elements: tuple.elements, mapping: nil, isSingle: false, isBytes: isBytes)
    } else {
      let isOne = isBytes ? operand.bytes != nil : operand.text != nil
      let mapping = !isOne && operand.type.defines(.getItem) ? operand : nil
      arguments = PercentArguments(elements: [operand], mapping: mapping, isSingle: true, isBytes: isBytes)
    }
    var fields = PercentFields(text)
    var out: [UInt8] = []
    while let part = try fields.next() {
      switch part {
      case .literal(let range): out.append(contentsOf: fields.bytes[range])
      case .conversion(let conversion):
        try append(conversion, &arguments, to: &out)
        try TextLimit.check(out.count)
      }
    }
    if arguments.next < arguments.elements.count, arguments.mapping == nil {
      throw PythonException(.typeError, "not all arguments converted during \(isBytes ? "bytes" : "string") formatting")
    }
    return out.text
  }

  private func append(
    _ given: PercentFields.Conversion, _ arguments: inout PercentArguments, to out: inout [UInt8]
  ) throws {
    var conversion = given
    var named: Value?
    if let key = conversion.key {
      guard let mapping = arguments.mapping else {
        throw PythonException(.typeError, "format requires a mapping")
      }
      arguments.usedMapping = true
      var name = Value.string(key)
      if arguments.isBytes { name = .object(BytesObject(try TextCodec.latin1.encode(key, errors: .strict))) }
      named = try getItem(mapping, name)
    }
    var width = try size(conversion.width, &arguments)
    let precision = max(try size(conversion.precision, &arguments), -1)
    if width < 0, conversion.width == .argument {
      conversion.flags.insert(.left)
      width = -max(width, -Int.max)
    }
    try TextLimit.check(max(width, precision))
    let isBare = conversion.width == .none && conversion.precision == .none && conversion.flags.isEmpty
    if conversion.letter == "%", isBare, conversion.key == nil {
      out.append(UInt8(ascii: "%"))
      return
    }
    let value: Value
    if let named { value = named } else { value = try arguments.take() }
    let isBytes = arguments.isBytes
    switch conversion.letter {
    case "s" where isBytes, "b" where isBytes:
      append(try latin(value), conversion, width, precision, to: &out)
    case "c" where isBytes: append(try byteCharacter(value), conversion, width, -1, to: &out)
    case "r" where isBytes:
      append(TextRepr.asciiEscaped(try repr(value)), conversion, width, precision, to: &out)
    case "s": append(try str(value), conversion, width, precision, to: &out)
    case "r": append(try repr(value), conversion, width, precision, to: &out)
    case "a": append(TextRepr.asciiEscaped(try repr(value)), conversion, width, precision, to: &out)
    case "d", "i", "u", "x", "X", "o":
      try appendInteger(value, conversion, width, precision, to: &out)
    case "e", "E", "f", "F", "g", "G":
      conversion.append(
        float: try double(percent: value), width: width, precision: precision, fullPrecision: fullPrecision, to: &out)
    case "c": append(try character(value), conversion, width, -1, to: &out)
    default:
      let letter = conversion.letter
      let shown = letter.value > 31 && letter.value < 127 ? String(letter) : "?"
      throw PythonException(
        .valueError,
        "unsupported format character '\(shown)' (0x\(String(letter.value, radix: 16))) at index \(conversion.index)")
    }
  }

  private func append(
    _ text: String, _ conversion: PercentFields.Conversion, _ width: Int, _ precision: Int, to out: inout [UInt8]
  ) {
    if width <= 0, precision < 0 {
      out.append(text: text)
    } else {
      conversion.append(
        text: text, count: text.unicodeScalars.count, width: width, precision: precision, to: &out)
    }
  }

  private func size(
    _ size: PercentFields.Conversion.Size, _ arguments: inout PercentArguments
  ) throws -> Int {
    switch size {
    case .none: return -1
    case .value(let value): return value
    case .argument:
      switch try arguments.take() {
      case .int(let value): return value
      case .bool(let flag): return flag ? 1 : 0
      default: throw PythonException(.typeError, "* wants int")
      }
    }
  }

  private func appendInteger(
    _ value: Value, _ conversion: PercentFields.Conversion, _ width: Int, _ precision: Int, to out: inout [UInt8]
  ) throws {
    let letter = conversion.letter
    let decimal = letter == "d" || letter == "i" || letter == "u"
    let integer: IntegerText.Integer
    switch value {
    case .int(let number): integer = .small(number)
    case .bool(let flag): integer = .small(flag ? 1 : 0)
    case .float(let number) where decimal: integer = try IntegerText.truncated(number)
    default:
      if let exact = try exactInteger(value, decimal: decimal) {
        integer = exact
      } else {
        let wanted = decimal ? "a real number" : "an integer"
        throw PythonException(.typeError, "%\(letter) format: \(wanted) is required, not \(value.type.tpName)")
      }
    }
    var digits: [UInt8] = []
    let negative: Bool
    let bits = letter == "o" ? 3 : 4
    switch integer {
    case .small(let number):
      negative = number < 0
      if decimal {
        if conversion.flags.isEmpty, width <= 0, precision < 0 {
          out.append(text: String(number))
          return
        }
        digits.append(decimal: UInt64(number.magnitude))
      } else {
        digits.append(text: String(number.magnitude, radix: 1 << bits, uppercase: letter == "X"))
      }
    case .big(let number):
      negative = number.signum() < 0
      try charge(reading: number)
      if decimal {
        digits.append(text: try IntegerText.decimal(BigInt(number.magnitude), long))
      } else {
        digits = IntegerText.digits(of: number.magnitude, bitsPerDigit: bits, uppercase: letter == "X")
      }
    }
    conversion.append(digits: digits, negative: negative, width: width, precision: precision, to: &out)
  }

  private func double(percent value: Value) throws -> Double {
    switch value {
    case .float(let number): return number
    case .int(let number): return Double(number)
    case .bool(let flag): return flag ? 1 : 0
    default: return try real(value)
    }
  }

  /// The integer that an integer conversion makes of a value, or `nil` when it is no number.
  private func exactInteger(_ value: Value, decimal: Bool) throws -> IntegerText.Integer? {
    if let integer = value.integerValue { return integer }
    if case .float(let number) = value.unboxed, decimal { return try IntegerText.truncated(number) }
    if decimal, value.type.defines(.int), value.text == nil { return try int(value).integerValue }
    return try integerOrNil(value)?.integerValue
  }

  /// The bytes of a value as Latin-1 characters.
  private func latin(_ value: Value) throws -> String {
    if let bytes = value.bytes { return try TextCodec.latin1.decode(bytes, errors: .strict) }
    if let method = value.type.userMethod(.bytes) {
      let made = try call(special: method, value)
      guard let bytes = made.bytes else {
        throw PythonException(.typeError, "__bytes__ returned non-bytes (type \(made.type.tpName))")
      }
      return try TextCodec.latin1.decode(bytes, errors: .strict)
    }
    throw PythonException(
      .typeError,
      "%b requires a bytes-like object, or an object that implements __bytes__, not '\(value.type.tpName)'")
  }

  private func byteCharacter(_ value: Value) throws -> String {
    if let bytes = value.bytes, bytes.count == 1 { return String(Unicode.Scalar(bytes[0])) }
    guard value.bytes == nil, let integer = try exactInteger(value, decimal: false) else {
      throw PythonException(.typeError, "%c requires an integer in range(256) or a single byte")
    }
    guard case .small(let code) = integer, let byte = UInt8(exactly: code) else {
      throw PythonException(.overflowError, "%c arg not in range(256)")
    }
    return String(Unicode.Scalar(byte))
  }

  private func character(_ value: Value) throws -> String {
    if let string = value.cast(StringObject.self) {
      if string.count == 1 { return string.value }
      throw PythonException(.typeError, "%c requires int or char")
    }
    guard let integer = try exactInteger(value, decimal: false) else {
      throw PythonException(.typeError, "%c requires int or char")
    }
    guard case .small(let code) = integer, code >= 0, code < 0x110000 else {
      throw PythonException(.overflowError, "%c arg not in range(0x110000)")
    }
    guard let scalar = Unicode.Scalar(UInt32(code)) else { throw IntegerText.surrogate(code) }
    return String(scalar)
  }
}
