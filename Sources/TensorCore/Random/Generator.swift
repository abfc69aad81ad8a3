import CKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// PyTorch's random number generator on the CPU: the Mersenne Twister MT19937 (Matsumoto and Nishimura, 1998) and the
/// normal value that the scalar path keeps for the next draw (`CPUGeneratorImpl`).
package final class Generator {
  private var state = [UInt32](repeating: 0, count: 624)
  /// The numbers that the words of the state give; of no meaning before the first is drawn.
  private var numbers = [UInt32](repeating: 0, count: 624)
  /// How many words of the state are still to be given out, plus one once the first of them was.
  private var left = 1
  private var next = 0
  /// The second of a pair of normal values, for the next call.
  private var cachedNormal: Double?
  /// The seed as it was set (`torch.initial_seed()`).
  package private(set) var initialSeed: UInt64
  /// Whether a document set the seed; draws of a generator that was not seeded depend on chance.
  package private(set) var isSeeded = false
  /// The draws since the generator was made or seeded from outside, kept while ``logsDraws`` is on: those that are
  /// small enough to be printed whole, as long as they are few enough to be kept.
  package private(set) var draws: [Draw] = []
  private var loggedValues = 0
  /// PyTorch prints no more than a thousand elements of a tensor, unless it is told to.
  private static let largestLoggedDraw = 4096
  private static let mostLoggedValues = 1 << 20
  /// Whether unseeded draws are remembered.
  package var logsDraws = false
  /// The values with which unseeded draws are replaced, by the number of the draw.
  package var replacements: [Int: [Double]] = [:]
  /// What stands for it in Python, while anybody holds it.
  package weak var wrapper: AnyObject?
  /// How many unseeded draws were made, or passed over by ``skipDraws(_:)``.
  package private(set) var drawCount = 0

  /// A whole unseeded draw: one call of `rand`, `randn`, `randint`, ...
  package struct Draw: Sendable {
    /// The number of the draw in its run, counting from 0.
    package let index: Int
    package let dtype: DType
    package let shape: [Int]
    /// The values a draw of this kind can take, if they are bounded.
    package let range: ClosedRange<Double>?
    package let values: [Double]
  }

  /// The seed of a generator that nobody seeded (`c10::detail::getNonDeterministicRandom`'s stand-in for `Generator()`).
  package static let defaultSeed: UInt64 = 67_280_421_310_721

  package init(seed: UInt64 = Generator.defaultSeed) {
    initialSeed = seed
    reseed(seed)
  }

  /// `manual_seed`: only the low 32 bits of the seed matter.
  package func seed(_ seed: UInt64) {
    reseed(seed)
    isSeeded = true
  }

  /// Sets a stream that depends on chance: the one a document gets that does not seed itself, or asks to be seeded by.
  package func seedByDefault(_ seed: UInt64) {
    reseed(seed)
    isSeeded = false
  }

  private func reseed(_ seed: UInt64) {
    initialSeed = seed
    state[0] = UInt32(truncatingIfNeeded: seed)
    for index in 1..<624 {
      let last = state[index - 1]
      state[index] = 1_812_433_253 &* (last ^ last >> 30) &+ UInt32(index)
    }
    left = 1
    next = 0
    cachedNormal = nil
  }

  /// Makes the next words of the state, and the numbers they give.
  private func twist() {
    state.withUnsafeMutableBufferPointer { words in
      numbers.withUnsafeMutableBufferPointer { out in
        // Both have 624 words, as the kernel asks for.
        if let base = words.baseAddress, let to = out.baseAddress { nb_twister_advance(base, to) }
      }
    }
    left = 624
    next = 0
  }

  private func temper() {
    state.withUnsafeBufferPointer { words in
      numbers.withUnsafeMutableBufferPointer { out in
        // Both have 624 words.
        if let from = words.baseAddress, let to = out.baseAddress { nb_twister_temper(from, to) }
      }
    }
  }

  /// The next 32 bits.
  package func random() -> UInt32 {
    left -= 1
    if left == 0 { twist() }
    next += 1
    return numbers[next - 1]
  }

  /// Uniform numbers in [low, high) of 24 bits, as many calls of ``uniform24()`` would give. The pointer leads to
  /// `count` elements.
  func fillUniform(_ target: UnsafeMutablePointer<Float>, _ count: Int, from low: Float, to high: Float) {
    var done = 0
    while done < count {
      let run = Swift.min(count - done, readyWords())
      numbers.withUnsafeBufferPointer { words in
        // `run` words are ready from `next` on.
        if let base = words.baseAddress { nb_uniform_f32(Int64(run), base + next, low, high, target + done) }
      }
      take(run)
      done += run
    }
  }

  /// The same numbers as ones of a half type, those that are rounded to `high` as `low`.
  func fillUniform(
    _ target: UnsafeMutablePointer<UInt16>, _ isBFloat: Bool, _ count: Int, from low: Float, to high: Float
  ) {
    var done = 0
    while done < count {
      let run = Swift.min(count - done, readyWords())
      numbers.withUnsafeBufferPointer { words in
        // `run` words are ready from `next` on.
        if let base = words.baseAddress {
          nb_uniform_halves(isBFloat ? 1 : 0, Int64(run), base + next, low, high, target + done)
        }
      }
      take(run)
      done += run
    }
  }

  /// Writes a permutation of the numbers below `count` by Fisher and Yates' method; the pointer leads to as many elements.
  func shuffle(_ order: UnsafeMutablePointer<Int64>, _ count: Int) {
    nb_arange_i64(Int64(count), 0, 1, order)
    var done = 0
    while done < count - 1 {
      let run = Swift.min(count - 1 - done, readyWords())
      numbers.withUnsafeBufferPointer { words in
        // `run` words are ready from `next` on.
        if let base = words.baseAddress { nb_shuffle(Int64(count), Int64(done), Int64(run), base + next, order) }
      }
      take(run)
      done += run
    }
  }

  /// Writes what `body` makes of each of `count` uniform numbers in [0, 1) of 53 bits; the pointer leads to as many
  /// elements.
  @inline(__always) func forEachUniform<T>(
    _ count: Int, into target: UnsafeMutablePointer<T>, _ body: (Double) -> T
  ) {
    let size = 256
    withUnsafeTemporaryAllocation(of: Double.self, capacity: size) { block in
      guard let draws = block.baseAddress else { return }
      for start in stride(from: 0, to: count, by: size) {
        let run = Swift.min(size, count - start)
        fillUniform(draws, run, from: 0, to: 1)
        for index in 0..<run { target[start + index] = body(draws[index]) }
      }
    }
  }

  /// Uniform numbers in [low, high) of 53 bits, as many calls of ``uniform53()`` would give. The pointer leads to `count`
  /// elements.
  func fillUniform(_ target: UnsafeMutablePointer<Double>, _ count: Int, from low: Double, to high: Double) {
    var done = 0
    while done < count {
      let run = Swift.min(count - done, readyWords() / 2)
      if run == 0 {
        // A number whose words lie in two blocks.
        let value = low.addingProduct(uniform53(), high - low)
        target[done] = value == high ? low : value
        done += 1
        continue
      }
      numbers.withUnsafeBufferPointer { words in
        // `2 * run` words are ready from `next` on.
        if let base = words.baseAddress { nb_uniform_f64(Int64(run), base + next, low, high, target + done) }
      }
      take(2 * run)
      done += run
    }
  }

  /// Integers from `low` on, the remainders of as many words by a divisor below 2^28. The pointer leads to `count` elements.
  func fillRemainders(_ target: UnsafeMutablePointer<Int>, _ count: Int, from low: Int, divisor: UInt32) {
    var done = 0
    while done < count {
      let run = Swift.min(count - done, readyWords())
      numbers.withUnsafeBufferPointer { words in
        // `run` words are ready from `next` on.
        if let base = words.baseAddress {
          UnsafeMutableRawPointer(target + done).withMemoryRebound(to: Int64.self, capacity: run) {
            nb_remainders(Int64(run), base + next, divisor, Int64(low), $0)
          }
        }
      }
      take(run)
      done += run
    }
  }

  /// How many words are ready, at least one.
  private func readyWords() -> Int {
    if left == 1 {
      twist()
      // As if the word before the first had been taken: `left` counts the words that are ready, plus one.
      left = 625
    }
    return left - 1
  }

  private func take(_ count: Int) {
    next += count
    left -= count
  }

  /// The next 64 bits; the first 32 are the upper ones.
  package func random64() -> UInt64 {
    let high = random()
    return UInt64(high) << 32 | UInt64(random())
  }

  /// A number of 24 bits in [0, 1).
  func uniform24() -> Float { Float(random() & 0xFF_FFFF) * 0x1p-24 }

  /// A number of 53 bits in [0, 1).
  package func uniform53() -> Double { Double(random64() & 0x1F_FFFF_FFFF_FFFF) * 0x1p-53 }

  /// A normal value in double precision by Box and Muller's method; every second one is the other half of a pair.
  package func normal() -> Double {
    if let cached = cachedNormal {
      cachedNormal = nil
      return cached
    }
    let u1 = uniform53()
    let u2 = uniform53()
    let radius = (-2 * log1p(-u2)).squareRoot()
    let angle = 2 * Double.pi * u1
    cachedNormal = radius * sin(angle)
    return radius * cos(angle)
  }

  /// The state as `get_rng_state()` gives it: 5056 bytes, little-endian.
  package var stateBytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(5056)
    func append<T: FixedWidthInteger>(_ value: T) {
      withUnsafeBytes(of: value.littleEndian) { bytes += $0 }
    }
    append(initialSeed)
    append(Int32(left))
    append(Int32(1))
    append(UInt64(next))
    for word in state { append(UInt64(word)) }
    append(Double(0).bitPattern)
    append((cachedNormal ?? 0).bitPattern)
    append(Double(0).bitPattern)
    append(Int32(cachedNormal == nil ? 0 : 1))
    // Padding, of no meaning to PyTorch: whether what follows from the state depends on chance.
    append(Int32(isSeeded ? 0 : 1))
    append(Int32(0))
    append(Int32(0))
    return bytes
  }

  /// Restores a state that ``stateBytes`` gave.
  ///
  /// - Throws: PyTorch's error for a wrong length.
  package func restore(_ bytes: [UInt8]) throws(TorchError) {
    guard bytes.count == 5056 else {
      throw TorchError(
        .runtime,
        "Expected a CPUGeneratorImplState of size 5056 but found the input RNG state size to be \(bytes.count)")
    }
    func read<T: FixedWidthInteger>(_ offset: Int, _: T.Type) -> T {
      var value: T = 0
      for index in 0..<MemoryLayout<T>.size { value |= T(truncatingIfNeeded: bytes[offset + index]) << T(8 * index) }
      return value
    }
    let storedNext = read(16, UInt64.self)
    let storedLeft = read(8, Int32.self)
    // Words that are said to be left lie within the state.
    guard storedNext <= 624, storedLeft >= 1, UInt64(storedLeft) + storedNext <= 625 else {
      throw TorchError(.runtime, "Invalid mt19937 state")
    }
    initialSeed = read(0, UInt64.self)
    left = Int(storedLeft)
    next = Int(storedNext)
    for index in 0..<624 { state[index] = UInt32(truncatingIfNeeded: read(24 + 8 * index, UInt64.self)) }
    let cached = Double(bitPattern: read(5024, UInt64.self))
    cachedNormal = read(5040, Int32.self) == 0 ? nil : cached
    temper()
    isSeeded = read(5044, Int32.self) == 0
  }

  /// A copy with the same state (`Generator.clone_state()`), which has drawn nothing yet.
  package func copy() -> Generator {
    let other = saved()
    other.drawCount = 0
    return other
  }

  /// A copy that ``restore(from:)`` takes, with the count of draws.
  package func saved() -> Generator {
    let other = Generator(seed: initialSeed)
    other.restore(from: self)
    return other
  }

  /// Takes back what was drawn since a copy was ``saved()``; the generator stays the object it is.
  package func restore(from saved: Generator) {
    initialSeed = saved.initialSeed
    state = saved.state
    numbers = saved.numbers
    left = saved.left
    next = saved.next
    cachedNormal = saved.cachedNormal
    isSeeded = saved.isSeeded
    drawCount = saved.drawCount
  }

  /// Counts draws that are left out of a run, so that those after them keep their numbers.
  package func skipDraws(_ count: Int) { drawCount += count }

  /// Where the generator stands: two marks differ if anything was drawn or seeded in between.
  package var mark: Mark {
    Mark(seed: initialSeed, left: left, next: next, first: state[0], hasNormal: cachedNormal != nil, draws: drawCount)
  }

  /// Where a generator stands in its stream.
  package struct Mark: Sendable, Equatable {
    fileprivate let seed: UInt64
    fileprivate let left: Int
    fileprivate let next: Int
    fileprivate let first: UInt32
    fileprivate let hasNormal: Bool
    /// How many unseeded draws were made.
    package let draws: Int
  }

  /// Takes note of a whole draw that was just made into `array`, and replaces its values if they are pinned.
  package func finishDraw(_ array: NDArray, range: ClosedRange<Double>?) {
    if isSeeded { return }
    let index = drawCount
    drawCount += 1
    if let values = replacements[index] {
      var number = 0
      array.forEachPosition { position in
        if number < values.count { array.setElement(at: position, .double(values[number])) }
        number += 1
      }
    }
    let size = array.count
    if logsDraws, size > 0, size <= Self.largestLoggedDraw, loggedValues + size <= Self.mostLoggedValues,
      let values = try? array.doubles
    {
      loggedValues += size
      draws.append(
        Draw(index: index, dtype: array.dtype, shape: array.shape.array, range: range, values: values))
    }
  }

  /// Whether anything was drawn without a seed.
  package var hasUnseededDraws: Bool { drawCount > 0 }
}
