import CKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Filling arrays with random numbers, bit for bit as PyTorch does on processors with AVX2.
extension NDArray {
  /// Calls `body` with every position in order of increasing address, which is how fills visit elements.
  private func forEachInMemoryOrder(_ body: (Int) -> Void) {
    if isContiguous { return forEachPosition(body) }
    let order = memoryOrder
    permuted(order).forEachPosition(body)
  }

  /// The dimensions by decreasing stride.
  private var memoryOrder: [Int] { (0..<rank).sorted { strides[$0] > strides[$1] } }

  private func permuted(_ order: [Int]) -> NDArray {
    view(shape: Dims(order.map { shape[$0] }), strides: Dims(order.map { strides[$0] }))
  }

  /// Uniform numbers in [from, to) (`uniform_`).
  package func fillUniform(_ generator: Generator, from: Double, to: Double) {
    if dtype == .complex64 || dtype == .complex128 {
      if let parts = try? viewAsReal() { parts.fillUniformReal(generator, from: from, to: to) }
    } else {
      fillUniformReal(generator, from: from, to: to)
    }
    generator.finishDraw(self, range: from...Swift.max(from, to))
  }

  private func fillUniformReal(_ generator: Generator, from: Double, to: Double) {
    if dtype == .float64 {
      let target = pointer(Double.self)
      if isNonOverlappingAndDense { return generator.fillUniform(target, count, from: from, to: to) }
      forEachInMemoryOrder { position in
        let value = from.addingProduct(generator.uniform53(), to - from)
        target[position] = value == to ? from : value
      }
      return
    }
    let (low, high) = (Float(from), Float(to))
    if dtype == .float32 {
      let target = pointer(Float.self)
      if isNonOverlappingAndDense { return generator.fillUniform(target, count, from: low, to: high) }
      forEachInMemoryOrder { position in
        let value = low.addingProduct(generator.uniform24(), high - low)
        target[position] = value == high ? low : value
      }
      return
    }
    let limit = dtype.rounded(Double(high))
    forEachInMemoryOrder { position in
      let value = dtype.rounded(Double(low.addingProduct(generator.uniform24(), high - low)))
      setElement(at: position, .double(value == limit ? Double(low) : value))
    }
  }

  /// Normal numbers (`normal_`): in blocks of sixteen for contiguous arrays of at least sixteen, else one by one.
  package func fillNormal(_ generator: Generator, mean: Double, std: Double) {
    if dtype.isComplex {
      if let parts = try? viewAsReal() {
        parts.fillNormalReal(generator, mean: mean, std: std / 2.0.squareRoot())
      }
    } else {
      fillNormalReal(generator, mean: mean, std: std)
    }
    generator.finishDraw(self, range: nil)
  }

  private func fillNormalReal(_ generator: Generator, mean: Double, std: Double) {
    let n = count
    guard n >= 16, isContiguous else {
      forEachInMemoryOrder { position in
        setElement(at: position, .double(mean.addingProduct(generator.normal(), std)))
      }
      return
    }
    switch dtype {
    case .float32: fillNormalBlocks(generator, Float(mean), Float(std))
    case .float64: fillNormalBlocks(generator, mean, std)
    default: fillNormalHalfBlocks(generator, Float(mean), Float(std))
    }
  }

  private func fillNormalBlocks(_ generator: Generator, _ mean: Float, _ std: Float) {
    let n = count
    let data = pointer(Float.self)
    generator.fillUniform(data, n, from: 0, to: 1)
    nb_normal_blocks_f32(Int64(n / 16), mean, std, data)
    if n % 16 != 0 {
      // The last sixteen are drawn again, over values that are finished already.
      let tail = data + (n - 16)
      generator.fillUniform(tail, 16, from: 0, to: 1)
      nb_normal_blocks_f32(1, mean, std, tail)
    }
  }

  private func fillNormalBlocks(_ generator: Generator, _ mean: Double, _ std: Double) {
    func transform(_ d: UnsafeMutablePointer<Double>) {
      for j in 0..<8 {
        let u1 = 1 - d[j]
        let radius = (-2 * log(u1)).squareRoot()
        let angle = 2 * Double.pi * d[j + 8]
        d[j] = mean.addingProduct(radius * cos(angle), std)
        d[j + 8] = mean.addingProduct(radius * sin(angle), std)
      }
    }
    let n = count
    let data = pointer(Double.self)
    generator.fillUniform(data, n, from: 0, to: 1)
    var block = 0
    while block + 16 <= n {
      transform(data + block)
      block += 16
    }
    if n % 16 != 0 {
      let tail = data + (n - 16)
      for index in 0..<16 { tail[index] = generator.uniform53() }
      transform(tail)
    }
  }

  private func fillNormalHalfBlocks(_ generator: Generator, _ mean: Float, _ std: Float) {
    var buffer = [Float](repeating: 0, count: 16)
    func fill(at start: Int) {
      for index in 0..<16 { buffer[index] = generator.uniform24() }
      buffer.withUnsafeMutableBufferPointer { block in
        // One block of sixteen elements.
        if let base = block.baseAddress { nb_normal_blocks_f32(1, mean, std, base) }
      }
      for index in 0..<16 { setElement(at: start + index, .double(Double(buffer[index]))) }
    }
    let n = count
    var block = 0
    while block + 16 <= n {
      fill(at: block)
      block += 16
    }
    if n % 16 != 0 { fill(at: n - 16) }
  }

  /// Integers in [low, high) (`random_(low, high)`, `randint`).
  package func fillIntegers(_ generator: Generator, from low: Int, to high: Int) {
    let range = UInt64(bitPattern: Int64(high &- low))
    if dtype == .int64, isNonOverlappingAndDense, range < 1 << 28 {
      generator.fillRemainders(pointer(Int.self), count, from: low, divisor: UInt32(range))
      return generator.finishDraw(self, range: Double(low)...Double(Swift.max(low, high &- 1)))
    }
    if isNonOverlappingAndDense, range > 0, range < 1 << 28, count > 64 {
      // Converted a part at a time; a dense array is filled in the order of its memory.
      let size = Swift.min(count, 4096)
      if let scratch = try? NDArray(empty: Dims(size), .int64) {
        for start in stride(from: 0, to: count, by: size) {
          let run = Swift.min(size, count - start)
          generator.fillRemainders(scratch.pointer(Int.self), run, from: low, divisor: UInt32(range))
          view(shape: Dims(run), strides: Dims(1), offset: offset + start)
            .assign(from: scratch.view(shape: Dims(run), strides: Dims(1)))
        }
        return generator.finishDraw(self, range: Double(low)...Double(Swift.max(low, high &- 1)))
      }
    }
    fillIntegers(generator, from: low, range: range)
    generator.finishDraw(self, range: Double(low)...Double(Swift.max(low, high &- 1)))
  }

  /// Integers in [low, last] (`random_(low, None)`).
  package func fillIntegers(_ generator: Generator, from low: Int, through last: Int) {
    fillIntegers(generator, from: low, range: UInt64(bitPattern: Int64(last &- low)) &+ 1)
    generator.finishDraw(self, range: Double(low)...Double(Swift.max(low, last)))
  }

  /// Integers from `low` on, as many different ones as `range` says; all there are for 0.
  private func fillIntegers(_ generator: Generator, from low: Int, range: UInt64) {
    if range == 0 {
      return forEachInMemoryOrder { setElement(at: $0, .int(Int(truncatingIfNeeded: generator.random64()))) }
    }
    forEachInMemoryOrder { position in
      let draw = range < 1 << 28 ? UInt64(generator.random()) % range : generator.random64() % range
      setElement(at: position, .int(low &+ Int(truncatingIfNeeded: draw)))
    }
  }

  /// Integers over the whole range of the dtype (`random_()`).
  package func fillIntegers(_ generator: Generator) {
    forEachInMemoryOrder { position in
      let value: Int
      switch dtype {
      case .int64: value = Int(truncatingIfNeeded: generator.random64() % (1 << 63))
      case .float64: value = Int(generator.random64() % ((1 << 53) + 1))
      case .int32: value = Int(generator.random() % (1 << 31))
      case .int16: value = Int(generator.random() % (1 << 15))
      case .int8: value = Int(generator.random() % (1 << 7))
      case .uint8: value = Int(generator.random() % (1 << 8))
      case .bool: value = Int(generator.random() & 1)
      case .float16: value = Int(generator.random() % ((1 << 11) + 1))
      case .bfloat16: value = Int(generator.random() % ((1 << 8) + 1))
      default: value = Int(generator.random() % ((1 << 24) + 1))
      }
      setElement(at: position, .int(value))
    }
    generator.finishDraw(self, range: nil)
  }

  /// A permutation of 0..<count by Fisher and Yates' method (`randperm`); the array is contiguous.
  package func fillPermutation(_ generator: Generator) {
    let n = count
    if dtype == .int64 {
      generator.shuffle(pointer(Int64.self), n)
    } else {
      withUnsafeTemporaryAllocation(of: Int64.self, capacity: n) { order in
        guard let places = order.baseAddress else { return }
        generator.shuffle(places, n)
        for index in 0..<n { setElement(at: index, .int(Int(places[index]))) }
      }
    }
    generator.finishDraw(self, range: 0...Double(Swift.max(0, n - 1)))
  }

  /// Whether every element is a number that is not negative, as standard deviations are.
  package func hasNoNegative() throws(TorchError) -> Bool {
    var isFine = true
    func look<T: BinaryFloatingPoint>(_ elements: UnsafeMutablePointer<T>, _ count: Int) {
      for index in 0..<count where !(elements[index] >= 0) { isFine = false }
    }
    let type: DType = dtype == .float64 ? .float64 : .float32
    try eachRun(as: type) { (run) throws(TorchError) in
      if type == .float64 {
        look(run.pointer(Double.self), run.count)
      } else {
        look(run.pointer(Float.self), run.count)
      }
    }
    return isFine
  }

  /// Ones with probability `p` (`bernoulli_(p)`).
  package func fillBernoulli(_ generator: Generator, p: Double) {
    forEachInMemoryOrder { setElement(at: $0, .int(generator.uniform53() < p ? 1 : 0)) }
    generator.finishDraw(self, range: 0...1)
  }

  /// Ones with the probabilities of an array of this shape (`torch.bernoulli(p)`).
  package func fillBernoulli(_ generator: Generator, probabilities: NDArray) throws(TorchError) {
    if dtype == probabilities.dtype, isContiguous, probabilities.isContiguous, storage !== probabilities.storage {
      // The numbers are drawn where the ones and zeros are put.
      if dtype == .float32 {
        let (draws, p) = (pointer(Float.self), probabilities.pointer(Float.self))
        generator.fillUniform(draws, count, from: 0, to: 1)
        for index in 0..<count { draws[index] = draws[index] < p[index] ? 1 : 0 }
        return generator.finishDraw(self, range: 0...1)
      }
      if dtype == .float64 {
        let (draws, p) = (pointer(Double.self), probabilities.pointer(Double.self))
        generator.fillUniform(draws, count, from: 0, to: 1)
        for index in 0..<count { draws[index] = draws[index] < p[index] ? 1 : 0 }
        return generator.finishDraw(self, range: 0...1)
      }
    }
    var number = 0
    let order = memoryOrder
    let p = try probabilities.permuted(order).doubles
    let isDouble = probabilities.dtype == .float64
    permuted(order).forEachPosition { position in
      let draw = isDouble ? generator.uniform53() : Double(generator.uniform24())
      setElement(at: position, .int(draw < p[number] ? 1 : 0))
      number += 1
    }
    generator.finishDraw(self, range: 0...1)
  }

  /// Exponential numbers (`exponential_`).
  package func fillExponential(_ generator: Generator, rate: Double) {
    if dtype == .float32, isContiguous {
      generator.forEachUniform(count, into: pointer(Float.self)) { Float((-1 / rate) * log1p(-$0)) }
    } else if dtype == .float64, isContiguous {
      generator.forEachUniform(count, into: pointer(Double.self)) { (-1 / rate) * log1p(-$0) }
    } else {
      forEachInMemoryOrder { setElement(at: $0, .double((-1 / rate) * log1p(-generator.uniform53()))) }
    }
    generator.finishDraw(self, range: nil)
  }

  /// Geometric numbers (`geometric_`).
  package func fillGeometric(_ generator: Generator, p: Double) {
    let divisor = log1p(-p)
    if dtype == .float32, isContiguous {
      generator.forEachUniform(count, into: pointer(Float.self)) { Float((log($0) / divisor).rounded(.up)) }
    } else if dtype == .float64, isContiguous {
      generator.forEachUniform(count, into: pointer(Double.self)) { (log($0) / divisor).rounded(.up) }
    } else {
      forEachInMemoryOrder { setElement(at: $0, .double((log(generator.uniform53()) / divisor).rounded(.up))) }
    }
    generator.finishDraw(self, range: nil)
  }

  /// Cauchy numbers (`cauchy_`).
  package func fillCauchy(_ generator: Generator, median: Double, sigma: Double) {
    forEachInMemoryOrder { position in
      let tangent = tan(Double.pi * (generator.uniform53() - 0.5))
      setElement(at: position, .double(median.addingProduct(sigma, tangent)))
    }
    generator.finishDraw(self, range: nil)
  }

  /// Log-normal numbers (`log_normal_`), from the scalar normal stream.
  package func fillLogNormal(_ generator: Generator, mean: Double, std: Double) {
    forEachInMemoryOrder { setElement(at: $0, .double(exp(mean.addingProduct(generator.normal(), std)))) }
    generator.finishDraw(self, range: nil)
  }
}
