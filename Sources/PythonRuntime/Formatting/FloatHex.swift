/// The hexadecimal form of floats: `float.hex` and `float.fromhex`.
extension FloatText {
  /// The text of `value.hex()`: `0x1.8000000000000p+1`.
  package static func hex(_ value: Double) -> String {
    guard value.isFinite else { return repr(value) }
    var out: [UInt8] = []
    if value.sign == .minus { out.append(UInt8(ascii: "-")) }
    guard value != 0 else {
      out.append(text: "0x0.0p+0")
      return out.text
    }
    let bits = value.bitPattern
    let biased = Int((bits >> 52) & 0x7FF)
    out.append(text: biased == 0 ? "0x0." : "0x1.")
    let digits = String(bits & ((1 << 52) - 1), radix: 16)
    out.append(UInt8(ascii: "0"), count: 13 - digits.utf8.count)
    out.append(text: digits)
    let exponent = biased == 0 ? -1022 : biased - 1023
    out.append(UInt8(ascii: "p"))
    out.append(exponent < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
    out.append(decimal: UInt64(exponent.magnitude))
    return out.text
  }

  /// The number that `float.fromhex(text)` reads, rounded half to even.
  ///
  /// Throws `ValueError` for text that is no hexadecimal number and `OverflowError` for one that is too large.
  package static func fromHex(_ text: String) throws(PythonException) -> Double {
    let bytes = trimmed(Array(text.utf8))
    var position = 0
    var negative = false
    func byte() -> UInt8 { position < bytes.count ? bytes[position] : 0 }
    func malformed() -> PythonException {
      PythonException(.valueError, "invalid hexadecimal floating-point string")
    }
    if byte() == UInt8(ascii: "-") || byte() == UInt8(ascii: "+") {
      negative = byte() == UInt8(ascii: "-")
      position += 1
    }
    switch String(decoding: bytes[position...].map(\.asciiLowercased), as: UTF8.self) {
    case "inf", "infinity": return negative ? -.infinity : .infinity
    case "nan": return .nan
    default: break
    }
    if byte() == UInt8(ascii: "0"), position + 1 < bytes.count, bytes[position + 1] | 0x20 == UInt8(ascii: "x") {
      position += 2
    }
    // The leading 28 significant digits are kept, what follows only decides ties.
    var mantissa: UInt128 = 0
    var sticky = false
    var exponent = 0
    var sawDigit = false
    var sawPoint = false
    while position < bytes.count {
      if byte() == UInt8(ascii: "."), !sawPoint {
        sawPoint = true
      } else if let digit = byte().digitValue, digit < 16 {
        sawDigit = true
        if mantissa >> 112 == 0 {
          mantissa = mantissa << 4 | UInt128(digit)
          if sawPoint { exponent -= 4 }
        } else {
          if digit != 0 { sticky = true }
          if !sawPoint { exponent += 4 }
        }
      } else {
        break
      }
      position += 1
    }
    guard sawDigit else { throw malformed() }
    if byte() | 0x20 == UInt8(ascii: "p") {
      position += 1
      var minus = false
      if byte() == UInt8(ascii: "-") || byte() == UInt8(ascii: "+") {
        minus = byte() == UInt8(ascii: "-")
        position += 1
      }
      var value = 0
      guard byte().isDecimalDigit else { throw malformed() }
      while byte().isDecimalDigit {
        if value < 1 << 40 { value = value * 10 + Int(byte() & 15) }
        position += 1
      }
      exponent += minus ? -value : value
    }
    guard position == bytes.count else { throw malformed() }
    guard mantissa != 0 else { return negative ? -0.0 : 0 }
    let value = try rounded(mantissa, sticky: sticky, exponent: exponent)
    return negative ? -value : value
  }

  private static func rounded(_ mantissa: UInt128, sticky: Bool, exponent: Int) throws(PythonException) -> Double {
    let tooLarge = PythonException(.overflowError, "hexadecimal value too large to represent as a float")
    let width = 128 - mantissa.leadingZeroBitCount
    let top = exponent + width
    if top > 1024 { throw tooLarge }
    if top < -1080 { return 0 }
    // A double keeps 53 bits, fewer below 2^-1022.
    let kept = min(53, top + 1074)
    let drop = width - kept
    var integer = mantissa
    if drop > 0 {
      if drop > 127 { return 0 }
      integer = mantissa >> UInt128(drop)
      let rest = mantissa & ((1 << UInt128(drop)) - 1)
      let half: UInt128 = 1 << UInt128(drop - 1)
      if rest > half || (rest == half && (sticky || integer & 1 == 1)) { integer += 1 }
    }
    let value = Double(sign: .plus, exponent: exponent + max(drop, 0), significand: Double(integer))
    if value.isInfinite { throw tooLarge }
    return value
  }
}
