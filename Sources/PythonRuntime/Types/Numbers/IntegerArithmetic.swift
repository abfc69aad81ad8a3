import BigInt

/// Python's integer arithmetic where it differs from the machine's: division rounds down, shifts and powers grow, true
/// division is exact.
package enum IntegerArithmetic {
  /// The longest integer in bits (ten million decimal digits): what is longer could neither be printed nor computed
  /// in reasonable time.
  package static let maximumBits = 1 << 25

  /// The error for an integer longer than ``maximumBits``.
  package static var tooLong: PythonException {
    PythonException(.memoryError, "an integer of more than \(maximumBits) bits")
  }

  /// `a // b` and `a % b` of 64-bit integers, rounding down; `b` is not zero. `nil` when the quotient does not fit.
  @inline(__always)
  package static func floorDivide(_ a: Int, _ b: Int) -> (quotient: Int, remainder: Int)? {
    let (quotient, overflow) = a.dividedReportingOverflow(by: b)
    if overflow { return nil }
    let remainder = a &- quotient &* b
    return remainder != 0 && (remainder ^ b) < 0 ? (quotient &- 1, remainder &+ b) : (quotient, remainder)
  }

  /// `a / b`, correctly rounded; throws `ZeroDivisionError` and `OverflowError` as CPython does.
  package static func trueDivide(_ a: BigInt, _ b: BigInt) throws(PythonException) -> Double {
    if b.signum() == 0 { throw PythonException(.zeroDivisionError, "division by zero") }
    if a.signum() == 0 { return b.signum() < 0 ? -0.0 : 0 }
    let negative = (a.signum() < 0) != (b.signum() < 0)
    let (top, bottom) = (a.magnitude, b.magnitude)
    // 66 bits of the quotient and whether anything is left decide the rounding, also of subnormal results.
    let shift = 66 - (top.bitWidth - bottom.bitWidth)
    let (quotient, rest) = (shift >= 0 ? top << shift : top)
      .quotientAndRemainder(dividingBy: shift >= 0 ? bottom : bottom << -shift)
    let result = scaled(quotient, exponent: -shift, sticky: rest != 0)
    if result.isInfinite {
      throw PythonException(.overflowError, "integer division result too large for a float")
    }
    return negative ? -result : result
  }

  /// `value * 2^exponent` rounded half to even, with `sticky` saying that something smaller was cut off.
  private static func scaled(_ value: BigUInt, exponent: Int, sticky: Bool) -> Double {
    let width = value.bitWidth
    let top = width + exponent
    if top > 1024 { return .infinity }
    let kept = min(53, top + 1074)
    if kept < 0 { return 0 }
    let drop = width - kept
    var integer = UInt64(truncatingIfNeeded: value >> drop)
    let half = drop > 0 && value[bitAt: drop - 1]
    let below = sticky || value.trailingZeroBitCount < drop - 1
    if half, below || integer & 1 == 1 { integer += 1 }
    return Double(sign: .plus, exponent: exponent + drop, significand: Double(integer))
  }

  /// `base ** exponent` for small integers and `exponent >= 0`, or `nil` when it does not fit.
  package static func power(_ base: Int, _ exponent: Int) -> Int? {
    var result = 1
    var square = base
    var rest = exponent
    while true {
      if rest & 1 == 1 {
        let (product, overflow) = result.multipliedReportingOverflow(by: square)
        if overflow { return nil }
        result = product
      }
      rest >>= 1
      if rest == 0 { return result }
      let (product, overflow) = square.multipliedReportingOverflow(by: square)
      if overflow { return nil }
      square = product
    }
  }

  /// `value << count` for `count >= 0`. Throws `MemoryError` when the result would be too long to hold.
  package static func shiftLeft(_ value: BigInt, _ count: Int) throws(PythonException) -> BigInt {
    if value.signum() == 0 { return 0 }
    let (bits, overflow) = value.magnitude.bitWidth.addingReportingOverflow(count)
    if overflow || bits > maximumBits { throw tooLong }
    return value << count
  }

  /// `value >> count` for `count >= 0`, rounding down.
  package static func shiftRight(_ value: BigInt, _ count: Int) -> BigInt {
    if count > value.magnitude.bitWidth { return value.signum() < 0 ? -1 : 0 }
    // Rounding down away from zero: -(((-value - 1) >> count) + 1).
    if value.signum() < 0 { return -(BigInt((value.magnitude - 1) >> count) + 1) }
    return value >> count
  }

  /// The order of an integer and a float by their exact values; `nil` when the float is nan.
  package static func compare(_ a: BigInt, _ b: Double) -> Int? {
    if b.isNaN { return nil }
    if b.isInfinite { return b > 0 ? -1 : 1 }
    let whole = b.rounded(.down)
    let floor = BigInt(whole)
    if a != floor { return a < floor ? -1 : 1 }
    return b > whole ? -1 : 0
  }

  /// The order of a 64-bit integer and a float by their exact values; `nil` when the float is nan.
  @inline(__always)
  package static func compare(_ a: Int, _ b: Double) -> Int? {
    if b.isNaN { return nil }
    if b >= 0x1p63 { return -1 }
    if b < -0x1p63 { return 1 }
    let whole = b.rounded(.down)
    let floor = Int(whole)
    if a != floor { return a < floor ? -1 : 1 }
    return b > whole ? -1 : 0
  }
}
