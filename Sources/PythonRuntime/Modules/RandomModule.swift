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
    "Random", module: "_random", isWrittenInC: true, instanceDictionary: true,
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
          if count > IntegerArithmetic.maximumBits { throw IntegerArithmetic.tooLong }
          try interpreter.charge(count >> 2)
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
