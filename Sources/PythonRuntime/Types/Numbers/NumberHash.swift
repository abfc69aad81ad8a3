import BigInt

/// The hash values of numbers and tuples, those of CPython on a 64-bit machine: equal numbers of different types have
/// equal hashes, because a hash is the number modulo the prime 2^61 - 1.
package enum NumberHash {
  /// The prime 2^61 - 1.
  package static let modulus = (1 << 61) - 1
  /// The hash of an infinity.
  package static let infinity = 314_159
  /// The factor of the imaginary part of a complex number.
  package static let imaginary = 1_000_003

  /// `hash` of an integer of 64 bits.
  @inline(__always)
  package static func hash(_ value: Int) -> Int {
    if value.magnitude < UInt(modulus) { return value == -1 ? -2 : value }
    let rest = Int(value.magnitude % UInt(modulus))
    let signed = value < 0 ? -rest : rest
    return signed == -1 ? -2 : signed
  }

  /// `hash` of an integer of any size.
  package static func hash(_ value: BigInt) -> Int {
    var rest: UInt128 = 0
    for word in value.magnitude.words.reversed() {
      rest = (rest << 64 | UInt128(word)) % UInt128(modulus)
    }
    let signed = value.signum() < 0 ? -Int(rest) : Int(rest)
    return signed == -1 ? -2 : signed
  }

  /// `hash` of a float; that of nan is 0 (CPython takes the object's address, which nothing can rely on).
  package static func hash(_ value: Double) -> Int {
    guard value.isFinite else { return value.isNaN ? 0 : value > 0 ? infinity : -infinity }
    if value == value.rounded(.towardZero), value.magnitude < 0x1p61 { return hash(Int(value)) }
    let (mantissa, exponent) = FloatDigits.parts(value.magnitude)
    // 2^61 = 1 modulo the prime, so a power of two is a rotation of 61 bits.
    var shift = exponent % 61
    if shift < 0 { shift += 61 }
    let rotated = (mantissa << UInt64(shift)) & UInt64(modulus) | mantissa >> UInt64(61 - shift)
    let signed = value < 0 ? -Int(rotated) : Int(rotated)
    return signed == -1 ? -2 : signed
  }

  /// `hash` of a complex number.
  package static func hash(real: Double, imaginary part: Double) -> Int {
    let combined = hash(real) &+ imaginary &* hash(part)
    return combined == -1 ? -2 : combined
  }

  /// `hash` of a tuple whose elements have the hashes `lanes`.
  package static func tuple(_ lanes: some Collection<Int>) -> Int {
    var accumulator: UInt64 = 2_870_177_450_012_600_261
    for lane in lanes {
      accumulator &+= UInt64(bitPattern: Int64(lane)) &* 14_029_467_366_897_019_727
      accumulator = accumulator << 31 | accumulator >> 33
      accumulator &*= 11_400_714_785_074_694_791
    }
    accumulator &+= UInt64(lanes.count) ^ (2_870_177_450_012_600_261 ^ 3_527_539)
    return accumulator == UInt64.max ? 1_546_275_796 : Int(truncatingIfNeeded: accumulator)
  }

  /// `hash` of a frozenset whose elements have the hashes `hashes`, in any order.
  package static func frozenSet(_ hashes: some Collection<Int>) -> Int {
    var result: UInt64 = 0
    for hash in hashes {
      let bits = UInt64(bitPattern: Int64(hash))
      result ^= ((bits ^ 89_869_747) ^ (bits << 16)) &* 3_644_798_167
    }
    result ^= (UInt64(hashes.count) &+ 1) &* 1_927_868_237
    result ^= (result >> 11) ^ (result >> 25)
    result = result &* 69069 &+ 907_133_923
    return result == UInt64.max ? 590_923_713 : Int(truncatingIfNeeded: result)
  }
}
