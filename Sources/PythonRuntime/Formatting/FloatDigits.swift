#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The decimal digits of binary floating-point numbers: exact, rounded half to even on the exact value, as
/// C's printf and CPython's `PyOS_double_to_string` round.
///
/// A double is `m * 2^e` with `m < 2^53`. Whenever `m * 10^s` and the shift fit 128 bits the rounding is done in
/// integers; the rest (huge or tiny numbers, many digits) goes to the C library, whose printf is exact too.
package enum FloatDigits {
  /// A number `0.d1d2d3... * 10^point`; `digits` holds ASCII digits and the first is not zero, except that
  /// zero is one or more zeros.
  package struct Decimal {
    /// The significant digits in ASCII.
    package var digits: [UInt8]
    /// The number of digits before the decimal point.
    package var point: Int
  }

  /// `magnitude` taken apart into an integer and a power of two.
  @inline(__always)
  static func parts(_ magnitude: Double) -> (mantissa: UInt64, exponent: Int) {
    let bits = magnitude.bitPattern
    let biased = Int((bits >> 52) & 0x7FF)
    let fraction = bits & ((1 << 52) - 1)
    return biased == 0 ? (fraction, -1074) : (fraction | (1 << 52), biased - 1075)
  }

  static let powersOfTen: [UInt64] = {
    var powers: [UInt64] = [1]
    while powers.count < 20 { powers.append(powers[powers.count - 1] &* 10) }
    return powers
  }()

  static let widePowersOfTen: [UInt128] = {
    var powers: [UInt128] = [1]
    while powers.count < 39 { powers.append(powers[powers.count - 1] &* 10) }
    return powers
  }()

  /// `value / 2^shift`, rounded half to even; `value` is below 2^127.
  @inline(__always)
  private static func shiftedRoundingToEven(_ value: UInt128, by shift: Int) -> UInt128 {
    if shift <= 0 { return value }
    if shift >= 128 { return 0 }
    let quotient = value >> UInt128(shift)
    let rest = value & ((1 << UInt128(shift)) &- 1)
    let half: UInt128 = 1 << UInt128(shift - 1)
    return rest > half || (rest == half && quotient & 1 == 1) ? quotient &+ 1 : quotient
  }

  /// The finite number `magnitude >= 0` times ten to the power of `precision`, rounded to an integer half to even, where
  /// that is exact in 128 bits and fits 64.
  @inline(__always)
  static func scaled(_ magnitude: Double, precision: Int) -> UInt64? {
    let (mantissa, exponent) = parts(magnitude)
    guard exponent <= 0, precision <= 19 else { return nil }
    let product = mantissa.multipliedFullWidth(by: powersOfTen[precision])
    let scaled = shiftedRoundingToEven(UInt128(product.high) << 64 | UInt128(product.low), by: -exponent)
    return scaled <= UInt128(UInt64.max) ? UInt64(truncatingIfNeeded: scaled) : nil
  }

  /// Appends the finite number `magnitude >= 0` with `precision` digits after the point (no point when there are
  /// none), as `%.{precision}f` does.
  package static func appendFixed(_ magnitude: Double, precision: Int, to out: inout [UInt8]) {
    let (mantissa, exponent) = parts(magnitude)
    if exponent <= 0, precision <= 19 {
      let scaled: UInt128
      if precision == 0 {
        scaled = shiftedRoundingToEven(UInt128(mantissa), by: -exponent)
      } else {
        let product = mantissa.multipliedFullWidth(by: powersOfTen[precision])
        scaled = shiftedRoundingToEven(UInt128(product.high) << 64 | UInt128(product.low), by: -exponent)
      }
      if scaled <= UInt128(UInt64.max) {
        let (whole, fraction) = UInt64(truncatingIfNeeded: scaled).quotientAndRemainder(
          dividingBy: powersOfTen[precision])
        out.append(decimal: whole)
        if precision > 0 {
          out.append(UInt8(ascii: "."))
          out.append(decimal: fraction, minimumDigits: precision)
        }
      } else {
        let (whole, fraction) = scaled.quotientAndRemainder(dividingBy: widePowersOfTen[precision])
        append(wide: whole, to: &out)
        if precision > 0 {
          out.append(UInt8(ascii: "."))
          out.append(decimal: UInt64(truncatingIfNeeded: fraction), minimumDigits: precision)
        }
      }
      return
    }
    if exponent > 0, exponent <= 74 {
      append(wide: UInt128(mantissa) << UInt128(exponent), to: &out)
      if precision > 0 {
        out.append(UInt8(ascii: "."))
        out.append(UInt8(ascii: "0"), count: precision)
      }
      return
    }
    // A double has at most 1074 digits after the point; the rest are zeros.
    let exact = min(precision, 1074)
    out.append(contentsOf: printed(magnitude, format: "%.*f", precision: exact))
    out.append(UInt8(ascii: "0"), count: precision - exact)
  }

  /// Appends a number of up to 128 bits in decimal.
  static func append(wide value: UInt128, to out: inout [UInt8]) {
    let limb: UInt128 = 10_000_000_000_000_000_000
    if value < limb {
      out.append(decimal: UInt64(truncatingIfNeeded: value))
    } else {
      let (high, low) = value.quotientAndRemainder(dividingBy: limb)
      append(wide: high, to: &out)
      out.append(decimal: UInt64(truncatingIfNeeded: low), minimumDigits: 19)
    }
  }

  /// The finite number `magnitude >= 0` rounded to `count` significant digits, all of which are returned.
  package static func significant(_ magnitude: Double, count: Int) -> Decimal {
    if magnitude == 0 { return Decimal(digits: [UInt8](repeating: UInt8(ascii: "0"), count: count), point: 1) }
    if count <= 19, let decimal = fastSignificant(magnitude, count: count) { return decimal }
    // A double has at most 767 significant digits.
    let exact = min(count, 800)
    let text = printed(magnitude, format: "%.*e", precision: exact - 1)
    var digits: [UInt8] = []
    digits.reserveCapacity(count)
    var position = 0
    while position < text.count, text[position] != UInt8(ascii: "e") {
      if text[position].isDecimalDigit { digits.append(text[position]) }
      position += 1
    }
    digits.append(UInt8(ascii: "0"), count: count - exact)
    return Decimal(digits: digits, point: decimalExponent(text[min(position + 1, text.count)...]) + 1)
  }

  private static func fastSignificant(_ magnitude: Double, count: Int) -> Decimal? {
    let (mantissa, exponent) = parts(magnitude)
    // Never too high: an estimate that is one too high could round a shorter number up unnoticed.
    var decade = Int((log10(magnitude) - 1e-10).rounded(.down))
    while true {
      let scale = count - 1 - decade
      let rounded: UInt128
      if scale >= 0 {
        guard scale <= 22, exponent <= 0 else { return nil }
        rounded = shiftedRoundingToEven(UInt128(mantissa) &* widePowersOfTen[scale], by: -exponent)
      } else {
        guard scale >= -38 else { return nil }
        let numerator: UInt128
        var denominator = widePowersOfTen[-scale]
        if exponent >= 0 {
          guard exponent <= 74 else { return nil }
          numerator = UInt128(mantissa) << UInt128(exponent)
        } else {
          numerator = UInt128(mantissa)
          guard -exponent < denominator.leadingZeroBitCount else { return nil }
          denominator <<= UInt128(-exponent)
        }
        let (quotient, rest) = numerator.quotientAndRemainder(dividingBy: denominator)
        let twice = rest << 1
        rounded = twice > denominator || (twice == denominator && quotient & 1 == 1) ? quotient + 1 : quotient
      }
      if rounded >= widePowersOfTen[count] {
        decade += 1
        continue
      }
      var digits: [UInt8] = []
      digits.reserveCapacity(count)
      append(wide: rounded, to: &digits)
      return digits.count == count ? Decimal(digits: digits, point: decade + 1) : nil
    }
  }

  /// The fewest digits that read back as the finite number `magnitude > 0`, and of those the nearest.
  package static func shortest(_ magnitude: Double) -> Decimal {
    magnitude == 0 ? Decimal(digits: [UInt8(ascii: "0")], point: 1) : decimal(of: magnitude.description)
  }

  /// The digits of a number that is not negative, as Swift describes it: `0.1`, `1e-05`, `12.0`.
  package static func decimal(of description: String) -> Decimal {
    var digits: [UInt8] = []
    var point = 0
    var sawPoint = false
    var text = description
    text.withUTF8 { bytes in
      digits.reserveCapacity(20)
      for (position, byte) in bytes.enumerated() {
        if byte == UInt8(ascii: ".") {
          sawPoint = true
        } else if byte == UInt8(ascii: "e") {
          point += decimalExponent(bytes[(position + 1)...])
          break
        } else if digits.isEmpty, byte == UInt8(ascii: "0") {
          if sawPoint { point -= 1 }
        } else {
          digits.append(byte)
          if !sawPoint { point += 1 }
        }
      }
    }
    if digits.isEmpty { return Decimal(digits: [UInt8(ascii: "0")], point: 1) }
    while digits.count > 1, digits.last == UInt8(ascii: "0") { digits.removeLast() }
    return Decimal(digits: digits, point: point)
  }

  private static func decimalExponent(_ text: some Sequence<UInt8>) -> Int {
    var value = 0
    var negative = false
    for byte in text {
      if byte == UInt8(ascii: "-") { negative = true }
      if byte.isDecimalDigit { value = value * 10 + Int(byte & 15) }
    }
    return negative ? -value : value
  }

  /// What the C library prints for `value`; `format` is a conversion that takes a precision and a double.
  private static func printed(_ value: Double, format: String, precision: Int) -> [UInt8] {
    let capacity = precision + 330
    return [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      // The buffer holds the 309 digits a double can have before the point, the digits asked for behind it, the
      // sign, the exponent and the closing zero; vsnprintf is told its size all the same.
      let written = buffer.withMemoryRebound(to: CChar.self) { characters in
        withVaList([Int32(precision), value]) { vsnprintf(characters.baseAddress, capacity, format, $0) }
      }
      count = min(max(Int(written), 0), capacity - 1)
    }
  }
}
