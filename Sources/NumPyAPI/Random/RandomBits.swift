import PythonRuntime

/// A source of random bits with the draws that distributions are made of.
protocol RandomBits {
  /// 32 random bits.
  mutating func next32() -> UInt32
  /// 64 random bits.
  mutating func next64() -> UInt64
  /// A number in [0, 1) with 53 random bits.
  mutating func nextDouble() -> Double
}

extension RandomBits {
  /// A number in [0, 1) with 24 random bits.
  mutating func nextFloat() -> Float { Float(next32() >> 8) * 0x1p-24 }

  /// A number from 0 to `most`: as many bits as it needs are drawn until they are not too large.
  mutating func masked(upTo most: UInt64) -> UInt64 {
    if most == 0 { return 0 }
    let mask = UInt64.max >> UInt64(most.leadingZeroBitCount)
    while true {
      let value = (most <= 0xFFFF_FFFF ? UInt64(next32()) : next64()) & mask
      if value <= most { return value }
    }
  }

  /// A number from 0 to `most` by Lemire's method: the high half of a product, whose low half tells the few draws that
  /// would make some numbers more frequent than others.
  mutating func bounded(upTo most: UInt64) -> UInt64 {
    switch most {
    case 0: return 0
    case 0xFFFF_FFFF: return UInt64(next32())
    case .max: return next64()
    case ..<0xFFFF_FFFF: return UInt64(bounded32(upTo: UInt32(most)))
    default:
      let count = most + 1
      var product = next64().multipliedFullWidth(by: count)
      if product.low < count {
        let least = (UInt64.max - most) % count
        while product.low < least { product = next64().multipliedFullWidth(by: count) }
      }
      return product.high
    }
  }

  private mutating func bounded32(upTo most: UInt32) -> UInt32 {
    let count = most + 1
    var product = next32().multipliedFullWidth(by: count)
    if product.low < count {
      let least = (UInt32.max - most) % count
      while product.low < least { product = next32().multipliedFullWidth(by: count) }
    }
    return product.high
  }
}

extension MersenneTwister: RandomBits {
  mutating func next32() -> UInt32 { next() }
  mutating func next64() -> UInt64 {
    let high = UInt64(next())
    return high << 32 | UInt64(next())
  }
}

/// The permuted congruential generator PCG XSL RR 128/64 (O'Neill, 2014), which `numpy.random.default_rng` uses.
struct PermutedCongruential: RandomBits {
  /// A number of 128 bits.
  struct Wide {
    var high: UInt64
    var low: UInt64

    static func &+ (a: Wide, b: Wide) -> Wide {
      let (low, carries) = a.low.addingReportingOverflow(b.low)
      return Wide(high: a.high &+ b.high &+ (carries ? 1 : 0), low: low)
    }

    static func &* (a: Wide, b: Wide) -> Wide {
      let product = a.low.multipliedFullWidth(by: b.low)
      return Wide(high: product.high &+ a.high &* b.low &+ a.low &* b.high, low: product.low)
    }
  }

  private static let multiplier = Wide(high: 0x2360_ED05_1FC6_5DA4, low: 0x4385_DF64_9FCC_F645)

  private(set) var state: Wide
  /// The odd number that tells streams of one state apart.
  let increment: Wide
  /// The high half of the last word whose low half was drawn.
  private(set) var half: UInt32 = 0
  /// Whether that half is drawn next.
  private(set) var hasHalf = false

  /// A generator of a given state.
  init(state: Wide, increment: Wide, half: UInt32, hasHalf: Bool) {
    self.state = state
    self.increment = increment
    self.half = half
    self.hasHalf = hasHalf
  }

  /// Seeded with four words: the high and low half of the first state, and of the stream's number.
  init(seed words: [UInt64]) {
    increment = Wide(high: words[2] << 1 | words[3] >> 63, low: words[3] << 1 | 1)
    state = Wide(high: 0, low: 0)
    advance()
    state = state &+ Wide(high: words[0], low: words[1])
    advance()
  }

  private mutating func advance() { state = state &* Self.multiplier &+ increment }

  mutating func next64() -> UInt64 {
    advance()
    let mixed = state.high ^ state.low
    let turn = state.high >> 58
    return mixed >> turn | mixed << ((64 &- turn) & 63)
  }

  mutating func next32() -> UInt32 {
    hasHalf.toggle()
    if !hasHalf { return half }
    let word = next64()
    half = UInt32(truncatingIfNeeded: word >> 32)
    return UInt32(truncatingIfNeeded: word)
  }

  mutating func nextDouble() -> Double { Double(next64() >> 11) * 0x1p-53 }
}
