/// The Mersenne Twister MT19937 (Matsumoto and Nishimura, 1998) as CPython and NumPy seed and read it.
package struct MersenneTwister {
  private(set) var state: [UInt32]
  private(set) var index: Int

  init(state: [UInt32], index: Int) {
    self.state = state
    self.index = index
  }

  /// Seeded with one word (`init_genrand`).
  package init(seed: UInt32) {
    state = [UInt32](repeating: seed, count: 624)
    index = 624
    for place in 1..<624 {
      let previous = state[place - 1]
      state[place] = 1_812_433_253 &* (previous ^ previous >> 30) &+ UInt32(place)
    }
  }

  /// Seeded with an array of words (`init_by_array`), which must not be empty.
  package init(key: [UInt32]) {
    self.init(seed: 19_650_218)
    var i = 1
    var j = 0
    for _ in 0..<max(624, key.count) {
      let previous = state[i - 1]
      state[i] = (state[i] ^ (previous ^ previous >> 30) &* 1_664_525) &+ key[j] &+ UInt32(j)
      i += 1
      j += 1
      if i >= 624 {
        state[0] = state[623]
        i = 1
      }
      if j >= key.count { j = 0 }
    }
    for _ in 0..<623 {
      let previous = state[i - 1]
      state[i] = (state[i] ^ (previous ^ previous >> 30) &* 1_566_083_941) &- UInt32(i)
      i += 1
      if i >= 624 {
        state[0] = state[623]
        i = 1
      }
    }
    state[0] = 0x8000_0000
  }

  /// The next 32 random bits.
  package mutating func next() -> UInt32 {
    if index >= 624 { refill() }
    var y = state[index]
    index += 1
    y ^= y >> 11
    y ^= y << 7 & 0x9D2C_5680
    y ^= y << 15 & 0xEFC6_0000
    return y ^ y >> 18
  }

  /// A number from 0 to below 1 with 53 random bits.
  package mutating func nextDouble() -> Double {
    let a = next() >> 5
    let b = next() >> 6
    return (Double(a) * 67_108_864 + Double(b)) * (1 / 9_007_199_254_740_992)
  }

  private mutating func refill() {
    for place in 0..<624 {
      let y = state[place] & 0x8000_0000 | state[(place + 1) % 624] & 0x7FFF_FFFF
      state[place] = state[(place + 397) % 624] ^ y >> 1 ^ (y & 1 == 0 ? 0 : 0x9908_B0DF)
    }
    index = 0
  }
}
