import Autograd
import PythonRuntime
import TensorCore
import TorchAPI

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The random stream of `numpy.random` functions and of `RandomState`: MT19937 and the methods that NumPy keeps
/// unchanged for it (`numpy/random/mtrand.pyx` and `legacy-distributions.c`).
package final class BitStream: Object {
  private var twister: MersenneTwister
  private var cachedNormal: Double?
  /// Whether the document chose the seed.
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

  private func next64() -> UInt64 {
    let high = UInt64(twister.next())
    return high << 32 | UInt64(twister.next())
  }

  /// A number from 0 to `most`: as many bits as it needs are drawn until they are not too large.
  func integer(upTo most: UInt64) -> UInt64 {
    if most == 0 { return 0 }
    let mask = UInt64.max >> UInt64(most.leadingZeroBitCount)
    while true {
      let value = (most <= 0xFFFF_FFFF ? UInt64(twister.next()) : next64()) & mask
      if value <= most { return value }
    }
  }

  /// Numbers of a small type: several are cut from one word (`_masked` draws of 8 and 16 bits).
  func integers(upTo most: UInt64, bits: Int, count: Int) -> [UInt64] {
    if bits >= 32 || most == 0 { return (0..<count).map { _ in integer(upTo: most) } }
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
      order.swapAt(last, Int(integer(upTo: UInt64(last))))
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
      [
        .method("seed", .one) { interpreter, arguments in
          let words = try arguments[1].sequenceElements.map { try $0.map { try word($0, interpreter) } }
          try receiver(arguments).seed(try words ?? [word(arguments[1], interpreter)], isArray: words != nil)
          return .none
        },
        fill("doubles") { $0.double() },
        fill("normals") { $0.normal() },
        fill("exponentials") { $0.exponential() },
        .method("integers", .positional(4...4)) { interpreter, arguments in
          let stream = try drawing(arguments, interpreter)
          let low = try arguments[1].machineInteger(interpreter)
          let high = try arguments[2].machineInteger(interpreter)
          let bits = try arguments[3].machineInteger(interpreter)
          let count = try size(arguments[4], interpreter)
          guard low <= high else { throw PythonException(.valueError, "low >= high") }
          let most = UInt64(bitPattern: Int64(high &- low))
          let values = stream.integers(upTo: most, bits: bits, count: count)
          return try tensor(values.map { .int(low &+ Int(truncatingIfNeeded: $0)) }, .int64)
        },
        .method("permutation", .one) { interpreter, arguments in
          let stream = try drawing(arguments, interpreter)
          return try tensor(stream.permutation(try size(arguments[1], interpreter)).map { .int($0) }, .int64)
        },
      ]
    })

  /// A method that draws so many numbers.
  private static func fill(_ name: String, _ draw: @escaping @Sendable (BitStream) -> Double) -> NativeMember {
    .method(name, .one) { interpreter, arguments in
      let stream = try drawing(arguments, interpreter)
      let count = try size(arguments[1], interpreter)
      return try torchErrors {
        let array = try NDArray(empty: Dims([count]), .float64)
        for index in 0..<count { array.setElement(at: index, .double(draw(stream))) }
        return TensorObject.of(Tensor(array))
      }
    }
  }

  private static func tensor(_ values: [Scalar], _ dtype: DType) throws -> Value {
    try torchErrors { TensorObject.of(Tensor(try NDArray(values, shape: Dims([values.count]), dtype))) }
  }

  private static func receiver(_ arguments: Arguments) throws -> BitStream {
    guard let stream = arguments[0].cast(BitStream.self) else {
      throw PythonException(.typeError, "a random stream is required")
    }
    return stream
  }

  /// The stream of a draw, which is noted when nobody chose the seed.
  private static func drawing(_ arguments: Arguments, _ interpreter: Interpreter) throws -> BitStream {
    let stream = try receiver(arguments)
    if !stream.isSeeded { interpreter.drewUnseeded = true }
    return stream
  }

  private static func size(_ value: Value, _ interpreter: Interpreter) throws -> Int {
    let count = try value.machineInteger(interpreter)
    guard count >= 0 else { throw PythonException(.valueError, "negative dimensions are not allowed") }
    guard count <= 1 << 28 else { throw PythonException(.memoryError, "Unable to allocate an array of that size") }
    return count
  }

  private static func word(_ value: Value, _ interpreter: Interpreter) throws -> UInt32 {
    let seed = try value.machineInteger(interpreter)
    guard let word = UInt32(exactly: seed) else {
      throw PythonException(.valueError, "Seed must be between 0 and 2**32 - 1")
    }
    return word
  }
}
