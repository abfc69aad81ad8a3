import BigInt

/// Values written by a format specification, each in the words and digits of CPython's `__format__`.
extension FormatSpec {
  /// Appends `text` in its field: cut to the precision, filled to the width, to the left by default.
  ///
  /// `count` is the number of code points of `text`. Throws `ValueError` for a specification that no text has.
  package func append(text: String, count: Int, to out: inout [UInt8]) throws(PythonException) {
    if type != 0, type != 0x73 { throw unknownCode(typeName: "str") }
    func refuse(_ message: String) -> PythonException {
      PythonException(.valueError, message + " not allowed in string format specifier")
    }
    if sign == UInt8(ascii: " ") { throw refuse("Space") }
    if sign != 0 { throw refuse("Sign") }
    if noNegativeZero { throw refuse("Negative zero coercion (z)") }
    if alternate { throw refuse("Alternate form (#)") }
    if align == UInt8(ascii: "=") {
      throw PythonException(.valueError, "'=' alignment not allowed in string format specifier")
    }
    try TextLimit.check(width)
    let shown = precision >= 0 ? min(precision, count) : count
    let padding = max(width - shown, 0)
    let left = align == UInt8(ascii: ">") ? padding : align == UInt8(ascii: "^") ? padding / 2 : 0
    out.append(scalar: fill, count: left)
    if shown == count {
      out.append(text: text)
    } else {
      out.append(text: String(String.UnicodeScalarView(text.unicodeScalars.prefix(shown))))
    }
    out.append(scalar: fill, count: padding - left)
  }

  /// Appends an integer. Throws `ValueError` or `OverflowError` as CPython's `int.__format__`.
  package func append(
    integer: IntegerText.Integer, _ arithmetic: LongArithmetic = LongArithmetic(), fullPrecision: Bool = false,
    typeName: String = "int", to out: inout [UInt8]
  ) throws {
    let negative: Bool
    switch integer {
    case .small(let value): negative = value < 0
    case .big(let value): negative = value.signum() < 0
    }
    switch type {
    case 0, 0x64, 0x6E, 0x62, 0x6F, 0x78, 0x58, 0x63: break
    case 0x65, 0x45, 0x66, 0x46, 0x67, 0x47, 0x25:
      let value: Double
      switch integer {
      case .small(let small): value = Double(small)
      case .big(let big): value = try IntegerText.double(big)
      }
      try append(float: value, fullPrecision: fullPrecision, to: &out)
      return
    default: throw unknownCode(typeName: typeName)
    }
    if precision >= 0 {
      throw PythonException(.valueError, "Precision not allowed in integer format specifier")
    }
    if noNegativeZero {
      throw PythonException(.valueError, "Negative zero coercion (z) not allowed in integer format specifier")
    }
    try checkLimits()
    var body: [UInt8] = []
    var prefix = ""
    var groupSize = 3
    switch type {
    case 0x63:
      try appendCharacter(integer, to: &out)
      return
    case 0x62, 0x6F, 0x78, 0x58:
      let bits = type == 0x62 ? 1 : type == 0x6F ? 3 : 4
      let upper = type == 0x58
      switch integer {
      case .small(let value): body.append(text: String(value.magnitude, radix: 1 << bits, uppercase: upper))
      case .big(let value): body = IntegerText.digits(of: value.magnitude, bitsPerDigit: bits, uppercase: upper)
      }
      if alternate { prefix = type == 0x62 ? "0b" : type == 0x6F ? "0o" : upper ? "0X" : "0x" }
      groupSize = 4
    default:
      switch integer {
      case .small(let value): body.append(decimal: UInt64(value.magnitude))
      case .big(let value): body.append(text: try IntegerText.decimal(BigInt(value.magnitude), arithmetic))
      }
    }
    appendField(
      negative: negative, prefix: prefix, body: body, wholeDigits: body.count, groupSize: groupSize, to: &out)
  }

  private func appendCharacter(_ integer: IntegerText.Integer, to out: inout [UInt8]) throws(PythonException) {
    if sign != 0 {
      throw PythonException(.valueError, "Sign not allowed with integer format specifier 'c'")
    }
    if alternate {
      throw PythonException(.valueError, "Alternate form (#) not allowed with integer format specifier 'c'")
    }
    guard case .small(let value) = integer else {
      throw PythonException(.overflowError, "Python int too large to convert to C long")
    }
    guard value >= 0, value < 0x110000 else {
      throw PythonException(.overflowError, "%c arg not in range(0x110000)")
    }
    guard let scalar = Unicode.Scalar(UInt32(value)) else { throw IntegerText.surrogate(value) }
    var body: [UInt8] = []
    body.append(scalar: scalar)
    // The field counts code points, and this is one of them.
    let padding = max(width - 1, 0)
    let left =
      switch align {
      case UInt8(ascii: "<"): 0
      case UInt8(ascii: "^"): padding / 2
      default: padding
      }
    out.append(scalar: fill, count: left)
    out.append(contentsOf: body)
    out.append(scalar: fill, count: padding - left)
  }

  /// Appends a float. Throws `ValueError` as CPython's `float.__format__`.
  ///
  /// With `fullPrecision` all digits that tell the number apart from its neighbours are written, however few were
  /// asked for.
  package func append(float value: Double, fullPrecision: Bool = false, to out: inout [UInt8]) throws(PythonException) {
    var options: FloatText.Options = []
    if alternate { options.insert(.alternate) }
    if noNegativeZero { options.insert(.noNegativeZero) }
    var style: FloatText.Style
    var digits = precision
    var number = value
    switch type {
    case 0:
      options.insert(.keepsFraction)
      style = precision < 0 ? .shortest : .general
    case 0x65, 0x45: style = .exponent
    case 0x66, 0x46: style = .fixed
    case 0x67, 0x47, 0x6E: style = .general
    case 0x25:
      style = .fixed
      number = value * 100
    default: throw unknownCode(typeName: "float")
    }
    if type == 0x45 || type == 0x46 || type == 0x47 { options.insert(.uppercase) }
    if digits < 0 { digits = 6 }
    try checkLimits()
    if fullPrecision { digits = FloatText.fullPrecision(of: number, style: style, precision: digits) }
    if width < 0, sign == 0, grouping == .none {
      FloatText.append(number, style: style, precision: digits, options: options, to: &out)
      if type == 0x25 { out.append(UInt8(ascii: "%")) }
      return
    }
    var body: [UInt8] = []
    FloatText.append(number, style: style, precision: digits, options: options, to: &body)
    let negative = body.first == UInt8(ascii: "-")
    if negative { body.removeFirst() }
    if type == 0x25 { body.append(UInt8(ascii: "%")) }
    let whole = body.prefix { $0.isDecimalDigit }.count
    appendField(negative: negative, body: body, wholeDigits: whole, to: &out)
  }

  /// Appends a complex number. Throws `ValueError` as CPython's `complex.__format__`.
  package func append(
    real: Double, imaginary: Double, fullPrecision: Bool = false, to out: inout [UInt8]
  ) throws(PythonException) {
    if type == 0x25 { throw unknownCode(typeName: "complex") }
    switch type {
    case 0, 0x65, 0x45, 0x66, 0x46, 0x67, 0x47, 0x6E: break
    default: throw unknownCode(typeName: "complex")
    }
    if fill == "0" {
      throw PythonException(.valueError, "Zero padding is not allowed in complex format specifier")
    }
    if align == UInt8(ascii: "=") {
      throw PythonException(.valueError, "'=' alignment flag is not allowed in complex format specifier")
    }
    try checkLimits()
    var part = self
    part.width = -1
    part.align = 0
    part.fill = " "
    var body: [UInt8] = []
    let omitted = type == 0
    if omitted, precision < 0 { part.type = 0x72 }
    if omitted, precision >= 0 { part.type = 0x67 }
    let skipsReal = omitted && real == 0 && real.sign == .plus
    let parentheses = omitted && !skipsReal
    if !skipsReal { try part.appendPart(real, fullPrecision: fullPrecision, to: &body) }
    if !skipsReal || sign == UInt8(ascii: "+") { part.sign = UInt8(ascii: "+") }
    try part.appendPart(imaginary, fullPrecision: fullPrecision, to: &body)
    body.append(UInt8(ascii: "j"))
    if parentheses { body = [UInt8(ascii: "(")] + body + [UInt8(ascii: ")")] }
    let padding = max(width - body.count, 0)
    let left =
      switch align {
      case UInt8(ascii: "<"): 0
      case UInt8(ascii: "^"): padding / 2
      default: padding
      }
    out.append(scalar: fill, count: left)
    out.append(contentsOf: body)
    out.append(scalar: fill, count: padding - left)
  }

  private func appendPart(_ value: Double, fullPrecision: Bool, to out: inout [UInt8]) throws(PythonException) {
    guard type == 0x72 else {
      try append(float: value, fullPrecision: fullPrecision, to: &out)
      return
    }
    var body: [UInt8] = []
    var options: FloatText.Options = []
    if alternate { options.insert(.alternate) }
    if noNegativeZero { options.insert(.noNegativeZero) }
    FloatText.append(value, style: .shortest, precision: 0, options: options, to: &body)
    let negative = body.first == UInt8(ascii: "-")
    if negative { body.removeFirst() }
    appendField(
      negative: negative, body: body, wholeDigits: body.prefix { $0.isDecimalDigit }.count, to: &out)
  }
}

extension IntegerText {
  /// The float nearest to `value`; throws `OverflowError` when there is none.
  package static func double(_ value: BigInt) throws(PythonException) -> Double {
    let result = nearestDouble(value)
    if result.isInfinite { throw PythonException(.overflowError, "int too large to convert to float") }
    return result
  }

  /// The float nearest to `value`, ties to even; infinite when `value` is beyond all floats.
  package static func nearestDouble(_ value: BigInt) -> Double {
    let magnitude = value.magnitude
    let width = magnitude.bitWidth
    if width <= 64 {
      let result = Double(UInt64(magnitude))
      return value.signum() < 0 ? -result : result
    }
    if width > 1024 { return value.signum() < 0 ? -.infinity : .infinity }
    // 64 leading bits and whether anything is left decide the rounding to 53.
    let shift = width - 64
    var leading = UInt64(magnitude >> shift)
    if magnitude.trailingZeroBitCount < shift { leading |= 1 }
    let result = Double(sign: .plus, exponent: shift, significand: Double(leading))
    return value.signum() < 0 ? -result : result
  }

  /// The error for a lone surrogate, which the runtime's strings cannot hold.
  package static func surrogate(_ code: Int) -> PythonException {
    PythonException(
      .valueError, "lone surrogates are not supported: \\u\(String(code, radix: 16)) cannot stand in a str")
  }
}
