/// The text of floats: CPython's `repr`, `PyOS_double_to_string`, and the hexadecimal form.
package enum FloatText {
  /// How a float is written; the raw value is the letter of the conversion.
  package enum Style: UInt8 {
    /// With an exponent: `1.500000e+00`.
    case exponent = 0x65
    /// Without an exponent: `1.500000`.
    case fixed = 0x66
    /// Whichever of the two is shorter, without trailing zeros.
    case general = 0x67
    /// The fewest digits that read back as the same number.
    case shortest = 0x72
  }

  /// How a float is to be written, beside its style and precision.
  package struct Options: OptionSet, Sendable {
    /// The bits of the set.
    package let rawValue: UInt8

    /// The set with the given bits.
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// `#`: a decimal point always, and no trailing zeros removed.
    package static let alternate = Options(rawValue: 1)
    /// `.0` behind a number that would look like an integer.
    package static let keepsFraction = Options(rawValue: 2)
    /// `E`, `INF` and `NAN` in capitals.
    package static let uppercase = Options(rawValue: 4)
    /// `z`: no minus sign before what rounds to zero.
    package static let noNegativeZero = Options(rawValue: 8)
  }

  /// The text of `repr(value)` and `str(value)`: `0.1`, `1e+16`, `1e-05`, `inf`, `nan`, `-0.0`.
  package static func repr(_ value: Double) -> String {
    // Swift writes the same digits and the same form, except for the numbers from 2^53 to 1e16 and for nan's sign.
    if value.magnitude < 9_007_199_254_740_992 { return value.description }
    var out: [UInt8] = []
    append(value, style: .shortest, precision: 0, options: .keepsFraction, to: &out)
    return out.text
  }

  /// The text of the digits of a number that is not negative, in the form of ``repr(_:)``.
  package static func repr(_ decimal: FloatDigits.Decimal) -> String {
    var out: [UInt8] = []
    if decimal.point <= -4 || decimal.point > 16 {
      appendScientific(decimal, options: .keepsFraction, to: &out)
    } else {
      appendPositional(decimal, options: .keepsFraction, to: &out)
    }
    return out.text
  }

  /// The text of the digits of a number that is not negative, with an exponent: `1e+16`.
  package static func scientific(_ decimal: FloatDigits.Decimal) -> String {
    var out: [UInt8] = []
    appendScientific(decimal, options: .keepsFraction, to: &out)
    return out.text
  }

  /// Appends what ``repr(_:)`` returns.
  package static func appendRepr(_ value: Double, to out: inout [UInt8]) {
    if value.magnitude < 9_007_199_254_740_992 {
      out.append(text: value.description)
    } else {
      append(value, style: .shortest, precision: 0, options: .keepsFraction, to: &out)
    }
  }

  /// Appends `value` as CPython's `PyOS_double_to_string` writes it.
  ///
  /// `precision` is the number of digits behind the point, for ``Style/general`` the number of significant digits,
  /// and means nothing for ``Style/shortest``.
  package static func append(
    _ value: Double, style: Style, precision: Int, options: Options = [], to out: inout [UInt8]
  ) {
    guard value.isFinite else {
      if value.sign == .minus, !value.isNaN { out.append(UInt8(ascii: "-")) }
      let upper = options.contains(.uppercase)
      out.append(text: value.isNaN ? (upper ? "NAN" : "nan") : (upper ? "INF" : "inf"))
      return
    }
    let start = out.count
    if value.sign == .minus { out.append(UInt8(ascii: "-")) }
    let magnitude = value.magnitude
    switch style {
    case .fixed:
      FloatDigits.appendFixed(magnitude, precision: precision, to: &out)
      if precision == 0, options.contains(.alternate) { out.append(UInt8(ascii: ".")) }
    case .exponent:
      let decimal = FloatDigits.significant(magnitude, count: precision + 1)
      appendScientific(decimal, options: options, to: &out)
    case .general:
      let count = max(precision, 1)
      var decimal = FloatDigits.significant(magnitude, count: count)
      let limit = options.contains(.keepsFraction) ? count - 1 : count
      let scientific = decimal.point <= -4 || decimal.point > limit
      if !options.contains(.alternate) {
        while decimal.digits.count > 1, decimal.digits.last == UInt8(ascii: "0") { decimal.digits.removeLast() }
      }
      if scientific {
        appendScientific(decimal, options: options, to: &out)
      } else {
        appendPositional(decimal, options: options, to: &out)
      }
    case .shortest:
      let decimal = FloatDigits.shortest(magnitude)
      if decimal.point <= -4 || decimal.point > 16 {
        appendScientific(decimal, options: options, to: &out)
      } else {
        appendPositional(decimal, options: options, to: &out)
      }
    }
    if options.contains(.noNegativeZero), value.sign == .minus {
      let body = out[(start + 1)...].prefix { $0 | 0x20 != UInt8(ascii: "e") }
      if body.allSatisfy({ $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: ".") }) { out.remove(at: start) }
    }
  }

  private static func appendScientific(_ decimal: FloatDigits.Decimal, options: Options, to out: inout [UInt8]) {
    out.append(decimal.digits[0])
    if decimal.digits.count > 1 || options.contains(.alternate) { out.append(UInt8(ascii: ".")) }
    out.append(contentsOf: decimal.digits[1...])
    out.append(exponent: decimal.point - 1, letter: UInt8(ascii: options.contains(.uppercase) ? "E" : "e"))
  }

  private static func appendPositional(_ decimal: FloatDigits.Decimal, options: Options, to out: inout [UInt8]) {
    let zero = UInt8(ascii: "0")
    let digits = decimal.digits
    if decimal.point <= 0 {
      out.append(zero)
      out.append(UInt8(ascii: "."))
      out.append(zero, count: -decimal.point)
      out.append(contentsOf: digits)
    } else if decimal.point < digits.count {
      out.append(contentsOf: digits[..<decimal.point])
      out.append(UInt8(ascii: "."))
      out.append(contentsOf: digits[decimal.point...])
    } else {
      out.append(contentsOf: digits)
      out.append(zero, count: decimal.point - digits.count)
      if options.contains(.keepsFraction) {
        out.append(UInt8(ascii: "."))
        out.append(zero)
      } else if options.contains(.alternate) {
        out.append(UInt8(ascii: "."))
      }
    }
  }

  /// The digits behind the point, or significant digits, that the checker's run with full precision prints instead
  /// of `precision`: enough to tell the number apart from every other.
  package static func fullPrecision(of value: Double, style: Style, precision: Int) -> Int {
    guard value.isFinite, value != 0 else { return precision }
    switch style {
    case .shortest: return precision
    case .exponent: return max(precision, 16)
    case .general: return max(precision, 17)
    case .fixed:
      let decade = FloatDigits.significant(value.magnitude, count: 1).point - 1
      return max(precision, 16 - decade)
    }
  }
}
