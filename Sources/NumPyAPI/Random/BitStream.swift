import PythonRuntime
import TensorCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The random stream of `numpy.random` functions and of `RandomState`: MT19937 and the methods that NumPy keeps
/// unchanged for it.
package final class BitStream: Object, RandomStream {
  private var twister: MersenneTwister
  private var cachedNormal: Double?
  private(set) var isSeeded = false

  init(seed: UInt64) {
    twister = MersenneTwister(seed: UInt32(truncatingIfNeeded: seed))
    super.init(type: Self.type)
  }

  /// Starts anew.
  func seed(_ words: [UInt32], isArray: Bool) {
    twister = isArray ? MersenneTwister(key: words) : MersenneTwister(seed: words[0])
    cachedNormal = nil
    isSeeded = true
  }

  /// A number in [0, 1) with 53 random bits.
  func double() -> Double { twister.nextDouble() }

  /// A standard normal number by the polar method, of which every second is the other half of a pair.
  func normal() -> Double {
    if let cached = cachedNormal {
      cachedNormal = nil
      return cached
    }
    while true {
      let x = 2 * double() - 1
      let y = 2 * double() - 1
      let square = x * x + y * y
      if square < 1, square != 0 {
        let factor = (-2 * log(square) / square).squareRoot()
        cachedNormal = factor * x
        return factor * y
      }
    }
  }

  /// A standard exponential number.
  func exponential() -> Double { -log(1 - double()) }

  /// Numbers up to `most`; of a small type, several are cut from one word.
  func integers(upTo most: UInt64, bits: Int, count: Int) -> [UInt64] {
    if bits >= 32 || most == 0 { return (0..<count).map { _ in twister.masked(upTo: most) } }
    let mask = UInt64.max >> UInt64(most.leadingZeroBitCount)
    var word: UInt32 = 0
    var left = 0
    return (0..<count).map { _ in
      while true {
        if left == 0 {
          word = twister.next()
          left = 32 / bits
        } else {
          word >>= UInt32(bits)
        }
        left -= 1
        let value = UInt64(word) & mask
        if value <= most { return value }
      }
    }
  }

  /// The numbers from 0 to `count` (excluded) in random order.
  func permutation(_ count: Int) -> [Int] {
    var order = Array(0..<count)
    for last in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(last, Int(twister.masked(upTo: UInt64(last))))
    }
    return order
  }
}

extension BitStream {
  /// `numpy.random._Stream`
  static let type: TypeObject = .native(
    "_Stream", module: "numpy.random", isSubclassable: false,
    new: { interpreter, _, _ in .object(BitStream(seed: interpreter.randomSeed)) },
    members: {
      RandomMembers.distributions + [
        .method("seed", .one) { interpreter, arguments in
          let words = try arguments[1].sequenceElements.map { try $0.map { try word($0, interpreter) } }
          guard words?.isEmpty != true else { throw PythonException(.valueError, "Seed must be non-empty") }
          try receiver(arguments).seed(try words ?? [word(arguments[1], interpreter)], isArray: words != nil)
          return .none
        },
        // Seeded with the four words that a seed sequence makes of some.
        .method("seed_from_sequence", .one) { interpreter, arguments in
          let words = try interpreter.array(of: arguments[1]).map { try word($0, interpreter) }
          try receiver(arguments).seed(SeedSequence(entropy: words, spawnKey: []).state(count: 4), isArray: true)
          return .none
        },
        .method("integers", .positional(4...4)) { interpreter, arguments in
          _ = try RandomMembers.drawing(arguments, interpreter)
          let low = try arguments[1].machineInteger(interpreter)
          let high = try arguments[2].machineInteger(interpreter)
          let bits = try arguments[3].machineInteger(interpreter)
          let count = try RandomMembers.size(arguments[4], interpreter)
          guard low <= high else { throw PythonException(.valueError, "low >= high") }
          let most = UInt64(bitPattern: Int64(high &- low))
          let values = try receiver(arguments).integers(upTo: most, bits: bits, count: count)
          return try RandomMembers.tensor(values.map { .int(low &+ Int(truncatingIfNeeded: $0)) }, .int64)
        },
        .method("permutation", .one) { interpreter, arguments in
          _ = try RandomMembers.drawing(arguments, interpreter)
          let count = try RandomMembers.size(arguments[1], interpreter)
          return try RandomMembers.tensor(try receiver(arguments).permutation(count).map { .int($0) }, .int64)
        },
      ]
    })

  private static func receiver(_ arguments: Arguments) throws -> BitStream {
    guard let stream = arguments[0].cast(BitStream.self) else {
      throw PythonException(.typeError, "a random stream is required")
    }
    return stream
  }

  private static func word(_ value: Value, _ interpreter: Interpreter) throws -> UInt32 {
    let seed = try value.machineInteger(interpreter)
    guard let word = UInt32(exactly: seed) else {
      throw PythonException(.valueError, "Seed must be between 0 and 2**32 - 1")
    }
    return word
  }
}
