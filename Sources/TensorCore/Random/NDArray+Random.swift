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
    permuted(memoryOrder).forEachPosition(body)
  }

  /// Fills the elements in the same order, a part at a time unless they lie so in this type: with what `body` puts into as
  /// many elements of another type.
  private func fillRuns(of type: DType, _ body: (_ run: NDArray) -> Void) throws(TorchError) {
    if dtype == type, isNonOverlappingAndDense { return body(view(shape: Dims(count), strides: Dims(1))) }
    let scratch = try NDArray(empty: Dims(Swift.min(count, NDArray.slabSize)), type)
    try NDArray.eachSlab([permuted(memoryOrder)]) { (slabs) throws(TorchError) in
      let slab = slabs[0]
      body(scratch.view(shape: Dims(slab.count), strides: Dims(1)))
      slab.assign(from: scratch.view(shape: slab.shape, strides: slab.shape.contiguousStrides))
    }
  }

  /// The dimensions by decreasing stride.
  private var memoryOrder: [Int] { (0..<rank).sorted { strides[$0] > strides[$1] } }

  private func permuted(_ order: [Int]) -> NDArray {
    view(shape: Dims(order.map { shape[$0] }), strides: Dims(order.map { strides[$0] }))
  }

  /// Uniform numbers in [from, to) (`uniform_`).
  package func fillUniform(_ generator: Generator, from: Double, to: Double) throws(TorchError) {
    let parts = dtype.isComplex ? try viewAsReal() : self
    let (low, high, isBFloat) = (Float(from), Float(to), parts.dtype == .bfloat16)
    try parts.fillRuns(of: parts.dtype) { run in
      switch run.dtype {
      case .float64: generator.fillUniform(run.pointer(Double.self), run.count, from: from, to: to)
      case .float32: generator.fillUniform(run.pointer(Float.self), run.count, from: low, to: high)
      default: generator.fillUniform(run.pointer(UInt16.self), isBFloat, run.count, from: low, to: high)
      }
    }
    generator.finishDraw(self, range: from...Swift.max(from, to))
  }

  /// Normal numbers (`normal_`): in blocks of sixteen for contiguous arrays of at least sixteen, else one by one.
  package func fillNormal(_ generator: Generator, mean: Double, std: Double) throws(TorchError) {
    if dtype.isComplex {
      try viewAsReal().fillNormalReal(generator, mean: mean, std: std / 2.0.squareRoot())
    } else {
      try fillNormalReal(generator, mean: mean, std: std)
    }
    generator.finishDraw(self, range: nil)
  }

  private func fillNormalReal(_ generator: Generator, mean: Double, std: Double) throws(TorchError) {
    guard count >= 16, isContiguous else {
      return try fillByNormals(generator) { mean.addingProduct($0, std) }
    }
    switch dtype {
    case .float32: fillNormalBlocks(generator, Float(mean), Float(std))
    case .float64: fillNormalBlocks(generator, mean, std)
    default: try fillNormalHalfBlocks(generator, Float(mean), Float(std))
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

  private func fillNormalHalfBlocks(_ generator: Generator, _ mean: Float, _ std: Float) throws(TorchError) {
    func fill(_ start: Int, _ count: Int) throws(TorchError) {
      let part = view(shape: Dims(count), strides: Dims(1), offset: offset + start)
      try part.fillRuns(of: .float32) { run in
        let data = run.pointer(Float.self)
        generator.fillUniform(data, run.count, from: 0, to: 1)
        // A run is of whole blocks, as the part is and the largest run.
        nb_normal_blocks_f32(Int64(run.count / 16), mean, std, data)
      }
    }
    let rest = count % 16
    try fill(0, count - rest)
    // The last sixteen are drawn again, those of them that were finished already too.
    if rest != 0 { try fill(count - 16, 16) }
  }

  /// Integers in [low, high) (`random_(low, high)`, `randint`).
  package func fillIntegers(_ generator: Generator, from low: Int, to high: Int) throws(TorchError) {
    let range = UInt64(bitPattern: Int64(high &- low))
    if range > 0, range < 1 << 28 {
      try fillRuns(of: .int64) { run in
        generator.fillRemainders(run.pointer(Int.self), run.count, from: low, divisor: UInt32(range))
      }
    } else {
      fillIntegers(generator, from: low, range: range)
    }
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
  package func fillBernoulli(_ generator: Generator, p: Double) throws(TorchError) {
    // What is drawn most often takes no memory besides.
    try fillRuns(of: dtype == .float32 ? .float32 : .bool) { run in
      if run.dtype == .float32 {
        generator.forEachUniform(run.count, into: run.pointer(Float.self)) { $0 < p ? 1 : 0 }
      } else {
        generator.forEachUniform(run.count, into: run.pointer(UInt8.self)) { $0 < p ? 1 : 0 }
      }
    }
    generator.finishDraw(self, range: 0...1)
  }

  /// Ones with the probabilities of an array of this shape (`torch.bernoulli(p)`).
  package func fillBernoulli(_ generator: Generator, probabilities: NDArray) throws(TorchError) {
    // Each may be overwritten when it has been read, but not before.
    let isFree = storage !== probabilities.storage || isSameMemory(as: probabilities)
    let chances = isFree ? probabilities : try probabilities.clone()
    let type: DType = chances.dtype == .float64 ? .float64 : .float32
    let scratch = try NDArray(empty: Dims(Swift.min(count, NDArray.slabSize)), type)
    let order = memoryOrder
    try NDArray.eachSlab([permuted(order), chances.permuted(order)]) { (slabs) throws(TorchError) in
      let slab = slabs[0]
      let p = try slabs[1].cast(to: type).contiguous()
      // The numbers are drawn where the ones and zeros are put.
      if type == .float32 {
        let (draws, p) = (scratch.pointer(Float.self), p.pointer(Float.self))
        generator.fillUniform(draws, slab.count, from: 0, to: 1)
        for index in 0..<slab.count { draws[index] = draws[index] < p[index] ? 1 : 0 }
      } else {
        let (draws, p) = (scratch.pointer(Double.self), p.pointer(Double.self))
        generator.fillUniform(draws, slab.count, from: 0, to: 1)
        for index in 0..<slab.count { draws[index] = draws[index] < p[index] ? 1 : 0 }
      }
      slab.assign(from: scratch.view(shape: slab.shape, strides: slab.shape.contiguousStrides))
    }
    generator.finishDraw(self, range: 0...1)
  }

  /// Numbers that `body` makes of uniform ones in [0, 1).
  @inline(__always) private func fill(
    _ generator: Generator, _ body: (_ uniform: Double) -> Double
  ) throws(TorchError) {
    try fillRuns(of: .float64) { run in generator.forEachUniform(run.count, into: run.pointer(Double.self), body) }
    generator.finishDraw(self, range: nil)
  }

  /// Numbers that `body` makes of those of the scalar normal stream.
  private func fillByNormals(_ generator: Generator, _ body: (_ normal: Double) -> Double) throws(TorchError) {
    try fillRuns(of: .float64) { run in
      let target = run.pointer(Double.self)
      for index in 0..<run.count { target[index] = body(generator.normal()) }
    }
  }

  /// Exponential numbers (`exponential_`).
  package func fillExponential(_ generator: Generator, rate: Double) throws(TorchError) {
    try fill(generator) { (-1 / rate) * log1p(-$0) }
  }

  /// Geometric numbers (`geometric_`).
  package func fillGeometric(_ generator: Generator, p: Double) throws(TorchError) {
    let divisor = log1p(-p)
    try fill(generator) { (log($0) / divisor).rounded(.up) }
  }

  /// Cauchy numbers (`cauchy_`).
  package func fillCauchy(_ generator: Generator, median: Double, sigma: Double) throws(TorchError) {
    try fill(generator) { median.addingProduct(sigma, tan(Double.pi * ($0 - 0.5))) }
  }

  /// Log-normal numbers (`log_normal_`), from the scalar normal stream.
  package func fillLogNormal(_ generator: Generator, mean: Double, std: Double) throws(TorchError) {
    try fillByNormals(generator) { exp(mean.addingProduct($0, std)) }
    generator.finishDraw(self, range: nil)
  }
}
