import BigInt
import Glibc

/// `_random`: the Mersenne Twister of CPython's `random`, with the same streams from the same seeds.
enum RandomModule {
  static func make(_ interpreter: Interpreter) throws -> ModuleObject {
    ModuleObject("_random", members: [("Random", .object(type))])
  }

  private static func receiver(_ arguments: Arguments) throws -> RandomObject {
    guard let random = arguments[0].cast(RandomObject.self) else {
      throw PythonException(.typeError, "a Random object is required")
    }
    return random
  }

  static let type: TypeObject = TypeObject.native(
    "Random", module: "_random", instanceDictionary: true,
    new: { interpreter, type, _ in .object(RandomObject(type: type, seed: interpreter.randomSeed)) },
    initialize: { _, _, _ in },
    members: {
      [
        .method("random", .none) { interpreter, arguments in
          let random = try receiver(arguments)
          if !random.isSeeded { interpreter.drewUnseeded = true }
          return .float(random.twister.nextDouble())
        },
        // Starts anew from the session's seed, as a program without a seed does.
        .method("_seed_anew", .none) { interpreter, arguments in
          let random = try receiver(arguments)
          random.twister = RandomObject(type: random.type, seed: interpreter.randomSeed).twister
          random.isSeeded = false
          return .none
        },
        // The seed is the magnitude of an integer, as 32-bit words.
        .method("_seed_words", .one) { interpreter, arguments in
          let random = try receiver(arguments)
          let value = try interpreter.integerOrNil(arguments[1]) ?? .int(0)
          let magnitude =
            if case .int(let small) = value { BigUInt(small.magnitude) } else {
              value.cast(BigIntObject.self)?.value.magnitude ?? 0
            }
          var key: [UInt32] = []
          for word in magnitude.words {
            key.append(UInt32(truncatingIfNeeded: word))
            key.append(UInt32(truncatingIfNeeded: word >> 32))
          }
          while key.count > 1, key.last == 0 { key.removeLast() }
          random.twister = MersenneTwister(key: key.isEmpty ? [0] : key)
          random.isSeeded = true
          return .none
        },
        .method("_seed_text", .one) { interpreter, arguments in
          let random = try receiver(arguments)
          let bytes = arguments[1].text.map { Array($0.utf8) } ?? arguments[1].bytes ?? []
          let digest = bytes + SHA512.digest(bytes)
          var key: [UInt32] = []
          // The bytes are one big-endian number; its words are taken from the lowest on.
          var end = digest.count
          while end > 0 {
            let start = max(0, end - 4)
            key.append(digest[start..<end].reduce(0) { $0 << 8 | UInt32($1) })
            end = start
          }
          while key.count > 1, key.last == 0 { key.removeLast() }
          random.twister = MersenneTwister(key: key)
          random.isSeeded = true
          return .none
        },
        .method("getrandbits", .one) { interpreter, arguments in
          let random = try receiver(arguments)
          let count = try interpreter.index(arguments[1])
          if count < 0 { throw PythonException(.valueError, "number of bits must be non-negative") }
          if count == 0 { return .int(0) }
          if !random.isSeeded { interpreter.drewUnseeded = true }
          if count <= 32 { return .int(Int(random.twister.next() >> UInt32(32 - count))) }
          if count > 1 << 26 { throw PythonException(.memoryError, arguments: []) }
          var words: [UInt] = []
          var left = count
          while left > 0 {
            let word = random.twister.next() >> UInt32(max(0, 32 - left))
            if words.count * 64 <= count - left {
              words.append(UInt(word))
            } else {
              words[words.count - 1] |= UInt(word) << 32
            }
            left -= 32
          }
          return .integer(BigInt(BigUInt(words: words)))
        },
        .method("_state", .none) { _, arguments in
          let twister = try receiver(arguments).twister
          return .tuple(twister.state.map { .int(Int($0)) } + [.int(twister.index)])
        },
        .method("_set_state", .one) { interpreter, arguments in
          let values = try interpreter.array(of: arguments[1])
          guard values.count == 625 else { throw PythonException(.valueError, "state vector is the wrong size") }
          let words = try values.map { try interpreter.index($0) }
          guard words.allSatisfy({ $0 >= 0 && $0 <= Int(UInt32.max) }), words[624] <= 624 else {
            throw PythonException(.valueError, "invalid state")
          }
          let random = try receiver(arguments)
          random.twister = MersenneTwister(state: words[..<624].map { UInt32($0) }, index: max(0, words[624]))
          random.isSeeded = true
          return .none
        },
      ]
    })
}

/// A stream of random numbers.
package final class RandomObject: Object {
  var twister: MersenneTwister
  /// Whether the program chose the seed.
  var isSeeded = false

  init(type: TypeObject, seed: UInt64) {
    twister = MersenneTwister(key: [UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32)])
    super.init(type: type)
  }
}

/// MT19937, seeded with an array of words.
struct MersenneTwister {
  private(set) var state: [UInt32]
  private(set) var index: Int

  init(state: [UInt32], index: Int) {
    self.state = state
    self.index = index
  }

  init(key: [UInt32]) {
    state = [UInt32](repeating: 0, count: 624)
    index = 624
    state[0] = 19_650_218
    for place in 1..<624 {
      let previous = state[place - 1]
      state[place] = 1_812_433_253 &* (previous ^ previous >> 30) &+ UInt32(place)
    }
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
  mutating func next() -> UInt32 {
    if index >= 624 { refill() }
    var y = state[index]
    index += 1
    y ^= y >> 11
    y ^= y << 7 & 0x9D2C_5680
    y ^= y << 15 & 0xEFC6_0000
    return y ^ y >> 18
  }

  /// A number from 0 to below 1 with 53 random bits.
  mutating func nextDouble() -> Double {
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
