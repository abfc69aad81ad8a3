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

  /// `a // b` and `a % b`, rounding down; `b` is not zero.
  package static func floorDivide(_ a: BigInt, _ b: BigInt) -> (quotient: BigInt, remainder: BigInt) {
    let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
    if remainder.signum() != 0, (remainder.signum() < 0) != (b.signum() < 0) {
      return (quotient - 1, remainder + b)
    }
    return (quotient, remainder)
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

  /// `base ** exponent` for `exponent >= 0`. `work` hears of the bits of every product, and may raise.
  ///
  /// Throws `MemoryError` when the result would be too long to hold.
  package static func power(_ base: BigInt, _ exponent: Int, work: (Int) throws -> Void) throws -> BigInt {
    let width = base.magnitude.bitWidth
    if width > 1 {
      let (bits, overflow) = width.multipliedReportingOverflow(by: exponent)
      if overflow || bits > maximumBits { throw tooLong }
    } else {
      return base.signum() < 0 && exponent % 2 == 0 ? 1 : exponent == 0 ? 1 : base
    }
    var result = BigInt(1)
    var square = base
    var rest = exponent
    while rest > 0 {
      if rest & 1 == 1 {
        try work(square.magnitude.bitWidth)
        result *= square
      }
      rest >>= 1
      if rest == 0 { break }
      try work(square.magnitude.bitWidth)
      square *= square
    }
    return result
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

  /// `pow(base, exponent, modulus)`. Throws `ValueError` for a zero modulus and for a base without an inverse. `work`
  /// hears of the bits of every product, and may raise.
  package static func power(
    _ base: BigInt, _ exponent: BigInt, modulus: BigInt, work: (Int) throws -> Void
  ) throws -> BigInt {
    if modulus.signum() == 0 { throw PythonException(.valueError, "pow() 3rd argument cannot be 0") }
    let positive = BigInt(modulus.magnitude)
    var base = floorDivide(base, positive).remainder
    var exponent = exponent
    if exponent.signum() < 0 {
      guard let inverse = base.inverse(positive) else {
        throw PythonException(.valueError, "base is not invertible for the given modulus")
      }
      base = floorDivide(inverse, positive).remainder
      exponent = -exponent
    }
    var result = BigInt(1)
    let bits = exponent.magnitude
    for index in stride(from: bits.bitWidth - 1, through: 0, by: -1) {
      try work(positive.magnitude.bitWidth)
      result = result * result % positive
      if bits[bitAt: index] { result = result * base % positive }
    }
    return floorDivide(result, modulus).remainder
  }

  /// The greatest common divisor. `work` hears of the bits of every division, and may raise.
  package static func greatestCommonDivisor(_ a: BigInt, _ b: BigInt, work: (Int) throws -> Void) throws -> BigInt {
    var (larger, smaller) = (a.magnitude, b.magnitude)
    while smaller != 0 {
      try work(smaller.bitWidth)
      (larger, smaller) = (smaller, larger % smaller)
    }
    return BigInt(larger)
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

extension BigUInt {
  /// The bit of weight `2^index`.
  subscript(bitAt index: Int) -> Bool {
    guard index >= 0, index < bitWidth else { return false }
    return words[words.index(words.startIndex, offsetBy: index / 64)] >> UInt(index % 64) & 1 == 1
  }
}
