import Figures

/// SHA-256 (FIPS 180-4), by which a content security policy names the scripts of a page.
enum ContentHash {
  /// The source expression of a script's text: `'sha256-...'`.
  static func source(of text: [UInt8]) -> String { "'sha256-\(Base64.encode(digest(text)))'" }

  private static let constants: [UInt32] = roots(64) { $0 * $0 * $0 }
  private static let start: [UInt32] = roots(8) { $0 * $0 }

  /// The first 32 bits behind the point of the cube or square roots of the first primes, found by bisection in integers.
  private static func roots(_ count: Int, _ power: (UInt128) -> UInt128) -> [UInt32] {
    var primes: [UInt128] = []
    var candidate: UInt128 = 2
    while primes.count < count {
      if primes.allSatisfy({ candidate % $0 != 0 }) { primes.append(candidate) }
      candidate += 1
    }
    // The degree is read off the power itself: 2 to the third is 8.
    let shift = 32 * (power(2) == 8 ? 3 : 2)
    return primes.map { prime in
      var low: UInt128 = 0
      var high: UInt128 = 1 << 37
      while low + 1 < high {
        let middle = (low + high) / 2
        if power(middle) <= prime << UInt128(shift) { low = middle } else { high = middle }
      }
      return UInt32(truncatingIfNeeded: low)
    }
  }

  static func digest(_ message: [UInt8]) -> [UInt8] {
    var padded = message
    padded.append(0x80)
    while padded.count % 64 != 56 { padded.append(0) }
    let bits = UInt64(message.count) * 8
    for shift in stride(from: 56, through: 0, by: -8) {
      padded.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
    }
    var hash = start
    var words = [UInt32](repeating: 0, count: 64)
    let constants = constants
    for block in stride(from: 0, to: padded.count, by: 64) {
      for index in 0..<16 {
        let place = block + 4 * index
        words[index] =
          UInt32(padded[place]) << 24 | UInt32(padded[place + 1]) << 16 | UInt32(padded[place + 2]) << 8
          | UInt32(padded[place + 3])
      }
      for index in 16..<64 {
        let old = words[index - 15]
        let new = words[index - 2]
        let first = rotated(old, 7) ^ rotated(old, 18) ^ (old >> 3)
        let second = rotated(new, 17) ^ rotated(new, 19) ^ (new >> 10)
        words[index] = words[index - 16] &+ first &+ words[index - 7] &+ second
      }
      var (a, b, c, d) = (hash[0], hash[1], hash[2], hash[3])
      var (e, f, g, h) = (hash[4], hash[5], hash[6], hash[7])
      for index in 0..<64 {
        let mixed = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)
        let first = h &+ mixed &+ ((e & f) ^ (~e & g)) &+ constants[index] &+ words[index]
        let second = (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) &+ ((a & b) ^ (a & c) ^ (b & c))
        (h, g, f, e) = (g, f, e, d &+ first)
        (d, c, b, a) = (c, b, a, first &+ second)
      }
      for (index, value) in [a, b, c, d, e, f, g, h].enumerated() { hash[index] &+= value }
    }
    return hash.flatMap { word in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> UInt32($0)) } }
  }

  private static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 { word >> count | word << (32 - count) }
}
