import PythonRuntime
import TensorCore

/// The random stream of `numpy.random.Generator`: PCG64 and the methods of NumPy's generators.
package final class GeneratorStream: Object, RandomStream {
  private var bits: PermutedCongruential
  let isSeeded: Bool

  init(_ bits: PermutedCongruential, isSeeded: Bool) {
    self.bits = bits
    self.isSeeded = isSeeded
    super.init(type: Self.type)
  }

  func double() -> Double { bits.nextDouble() }
  func normal() -> Double { bits.zigguratNormal() }
  func exponential() -> Double { bits.zigguratExponential() }

  /// Numbers up to `most`; of a small type, several are cut from one word.
  func integers(upTo most: UInt64, width: Int, count: Int) -> [UInt64] {
    guard width < 32, most > 0 else { return (0..<count).map { _ in bits.bounded(upTo: most) } }
    var word: UInt32 = 0
    var left = 0
    func cut() -> UInt32 {
      if left == 0 {
        word = bits.next32()
        left = 32 / width
      } else {
        word >>= UInt32(width)
      }
      left -= 1
      return word & ((1 << UInt32(width)) - 1)
    }
    let full: UInt32 = (1 << UInt32(width)) - 1
    return (0..<count).map { _ in
      if most == UInt64(full) { return UInt64(cut()) }
      if width == 1 { return UInt64(cut()) }
      let limit = UInt32(most) + 1
      var product = cut() * limit
      if product & full < limit {
        let least = (full - UInt32(most)) % limit
        while product & full < least { product = cut() * limit }
      }
      return UInt64(product >> UInt32(width))
    }
  }

  /// The numbers from 0 to `count` (excluded) in random order.
  func permutation(_ count: Int) -> [Int] {
    var order = Array(0..<count)
    for last in stride(from: count - 1, through: 1, by: -1) {
      order.swapAt(last, Int(bits.masked(upTo: UInt64(last))))
    }
    return order
  }

  /// Exchanges the elements of a list from the last down to the one at `first` with random ones at or before it.
  private func shuffle(_ order: inout [Int], from first: Int) {
    for last in stride(from: order.count - 1, through: max(first, 1), by: -1) {
      order.swapAt(last, Int(bits.bounded(upTo: UInt64(last))))
    }
  }

  /// So many different numbers from 0 to `population` (excluded).
  func sample(_ population: Int, _ count: Int, isShuffled: Bool) -> [Int] {
    if population > 10_000, count > population / (isShuffled ? 50 : 20) {
      var order = Array(0..<population)
      shuffle(&order, from: max(population - count, 1))
      return Array(order[(population - count)...])
    }
    // Floyd's method: of the numbers up to `last` one, or `last` itself if that was drawn before.
    var known = Set<Int>()
    var found: [Int] = []
    for last in (population - count)..<population {
      let drawn = Int(bits.bounded(upTo: UInt64(last)))
      let next = known.insert(drawn).inserted ? drawn : last
      known.insert(next)
      found.append(next)
    }
    if isShuffled { shuffle(&found, from: 1) }
    return found
  }
}

extension GeneratorStream {
  /// `numpy.random._GeneratorStream`
  static let type: TypeObject = .native(
    "_GeneratorStream", module: "numpy.random", isSubclassable: false,
    new: { interpreter, _, arguments in
      // The words of a seed sequence, or nothing for an unseeded generator.
      let given = try arguments.positional.map { try words($0, interpreter) }
      let entropy =
        given.first ?? [
          UInt32(truncatingIfNeeded: interpreter.randomSeed), UInt32(truncatingIfNeeded: interpreter.randomSeed >> 32),
        ]
      let state = SeedSequence(entropy: entropy, spawnKey: given.dropFirst().first ?? []).state(count: 8)
      let seed = pairs(state, isHighFirst: false)
      return .object(GeneratorStream(PermutedCongruential(seed: seed), isSeeded: !given.isEmpty))
    },
    members: { RandomMembers.distributions + methods })

  private static var methods: [NativeMember] {
    [
      .method("singles", .one) { interpreter, arguments in
        let (stream, count) = try drawing(arguments, interpreter)
        return try RandomMembers.filled(count, .float32, interpreter) { .double(Double(stream.bits.nextFloat())) }
      },
      .method("single_normals", .one) { interpreter, arguments in
        let (stream, count) = try drawing(arguments, interpreter)
        return try RandomMembers.filled(count, .float32, interpreter) {
          .double(Double(stream.bits.zigguratSingleNormal()))
        }
      },
      .method("integers", .positional(4...4)) { interpreter, arguments in
        let (stream, count) = try drawing(arguments, interpreter)
        let low = try arguments[2].machineInteger(interpreter)
        let high = try arguments[3].machineInteger(interpreter)
        let width = try arguments[4].machineInteger(interpreter)
        guard low <= high else { throw PythonException(.valueError, "low >= high") }
        let values = stream.integers(upTo: UInt64(bitPattern: Int64(high &- low)), width: width, count: count)
        return try RandomMembers.tensor(values.map { .int(low &+ Int(truncatingIfNeeded: $0)) }, .int64)
      },
      .method("permutation", .one) { interpreter, arguments in
        let (stream, count) = try drawing(arguments, interpreter)
        return try RandomMembers.tensor(stream.permutation(count).map { .int($0) }, .int64)
      },
      .method("sample", .positional(3...3)) { interpreter, arguments in
        let (stream, population) = try drawing(arguments, interpreter)
        let count = try RandomMembers.size(arguments[2], interpreter)
        guard count <= population else { throw PythonException(.valueError, "the sample is too large") }
        let found = stream.sample(population, count, isShuffled: try interpreter.truth(arguments[3]))
        return try RandomMembers.tensor(found.map { .int($0) }, .int64)
      },
      .method("state", .none) { _, arguments in
        guard let bits = arguments[0].cast(GeneratorStream.self)?.bits else { return .none }
        var parts: [Value] = []
        for word in [bits.state.high, bits.state.low, bits.increment.high, bits.increment.low] {
          parts.append(.int(Int(word >> 32)))
          parts.append(.int(Int(word & 0xFFFF_FFFF)))
        }
        parts += [.bool(bits.hasHalf), .int(Int(bits.half))]
        return .tuple(parts)
      },
      .method("set_state", .positional(3...3)) { interpreter, arguments in
        guard let stream = arguments[0].cast(GeneratorStream.self) else { return .none }
        let halves = try words(arguments[1], interpreter)
        guard halves.count == 8 else { throw PythonException(.valueError, "state is not legitimate") }
        let parts = pairs(halves, isHighFirst: true)
        stream.bits = PermutedCongruential(
          state: .init(high: parts[0], low: parts[1]), increment: .init(high: parts[2], low: parts[3]),
          half: try words(.list([arguments[3]]), interpreter)[0], hasHalf: try interpreter.truth(arguments[2]))
        return .none
      },
    ]
  }

  private static func drawing(
    _ arguments: Arguments, _ interpreter: Interpreter
  ) throws -> (stream: GeneratorStream, count: Int) {
    guard let stream = try RandomMembers.drawing(arguments, interpreter) as? GeneratorStream else {
      throw PythonException(.typeError, "a random stream is required")
    }
    return (stream, try RandomMembers.size(arguments[1], interpreter))
  }

  /// Words of 64 bits, made of two halves each.
  private static func pairs(_ halves: [UInt32], isHighFirst: Bool) -> [UInt64] {
    stride(from: 0, to: halves.count - 1, by: 2).map { place -> UInt64 in
      let (first, second) = (UInt64(halves[place]), UInt64(halves[place + 1]))
      return isHighFirst ? first << 32 | second : second << 32 | first
    }
  }

  /// A list of numbers of 32 bits.
  private static func words(_ value: Value, _ interpreter: Interpreter) throws -> [UInt32] {
    try (value.sequenceElements ?? []).map {
      guard let word = UInt32(exactly: try $0.machineInteger(interpreter)) else {
        throw PythonException(.valueError, "expected numbers of 32 bits")
      }
      return word
    }
  }
}
