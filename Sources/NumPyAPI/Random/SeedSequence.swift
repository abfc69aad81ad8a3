/// Spreads the bits of a seed over the words that a generator starts from (O'Neill, "Developing a seed_seq
/// alternative", 2015), as `numpy.random.SeedSequence` does.
struct SeedSequence {
  private static let poolSize = 4
  private var pool: [UInt32]

  /// A sequence of the words of a seed, and of those that tell the children of one seed apart.
  init(entropy: [UInt32], spawnKey: [UInt32]) {
    var words = entropy
    // A child must differ from the parent of a longer seed.
    while !spawnKey.isEmpty, words.count < Self.poolSize { words.append(0) }
    words += spawnKey
    var constant: UInt32 = 0x43B0_D7E5
    func hashed(_ word: UInt32) -> UInt32 {
      var value = word ^ constant
      constant = constant &* 0x931E_8875
      value = value &* constant
      return value ^ value >> 16
    }
    func mixed(_ a: UInt32, _ b: UInt32) -> UInt32 {
      let value = a &* 0xCA01_F9DD &- b &* 0x4973_F715
      return value ^ value >> 16
    }
    pool = (0..<Self.poolSize).map { hashed($0 < words.count ? words[$0] : 0) }
    for source in 0..<Self.poolSize {
      for target in 0..<Self.poolSize where target != source {
        pool[target] = mixed(pool[target], hashed(pool[source]))
      }
    }
    for word in words.dropFirst(Self.poolSize) {
      for target in 0..<Self.poolSize { pool[target] = mixed(pool[target], hashed(word)) }
    }
  }

  /// So many words for a generator's state.
  func state(count: Int) -> [UInt32] {
    var constant: UInt32 = 0x8B51_F9DD
    return (0..<count).map { index in
      var value = pool[index % Self.poolSize] ^ constant
      constant = constant &* 0x58F3_8DED
      value = value &* constant
      return value ^ value >> 16
    }
  }
}
