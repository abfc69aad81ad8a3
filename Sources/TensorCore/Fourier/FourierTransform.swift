import CKernels

extension NDArray {
  /// What a transform is divided by (`norm=` of `torch.fft`).
  package enum FourierNorm: String, Sendable {
    case forward, backward, ortho

    fileprivate func scale(_ count: Int, inverse: Bool) -> Double {
      switch self {
      case .ortho: 1 / Double(count).squareRoot()
      case .forward: inverse ? 1 : 1 / Double(count)
      case .backward: inverse ? 1 / Double(count) : 1
      }
    }
  }

  /// Where a transform over several dimensions stands, and how its result lies in memory.
  package struct FourierSteps {
    /// The type that the result has in the end, until which it stays in double precision; nil for the only dimension.
    var goal: DType?
    /// Whether this is the last dimension.
    var isLast: Bool
    /// Whether the array is the result of an earlier step, which nobody else sees.
    var isOwn: Bool
    /// The dimensions of the result in memory, from the outermost one.
    var order: [Int]

    package init(goal: DType?, isLast: Bool, isOwn: Bool, order: [Int]) {
      self.goal = goal
      self.isLast = isLast
      self.isOwn = isOwn
      self.order = order
    }
  }

  /// The array with its dimensions in memory in this order, from the outermost one: itself, or a copy.
  package func inOrder(_ axes: [Int]) throws(TorchError) -> NDArray {
    let strides = NDArray.strides(of: shape, inOrder: axes)
    if strides == self.strides { return self }
    let out = try NDArray(empty: shape, dtype).view(shape: shape, strides: strides)
    out.assign(from: self)
    return out
  }

  private static func strides(of shape: Dims, inOrder axes: [Int]) -> Dims {
    var (strides, stride) = (shape.contiguousStrides, 1)
    for axis in axes.reversed() {
      strides[axis] = stride
      stride &*= Swift.max(shape[axis], 1)
    }
    return strides
  }

  /// The type of the complex transform of these numbers.
  package var fourierType: DType { dtype.isIntegral ? .complex64 : dtype.complexType }

  /// How the kernel knows a type.
  private var fourierNumbers: nb_numbers? {
    switch dtype {
    case .float32: NB_REAL_F32
    case .float64: NB_REAL_F64
    case .complex64: NB_COMPLEX_F32
    case .complex128: NB_COMPLEX_F64
    default: nil
    }
  }

  /// What becomes of a dimension of `length` numbers.
  private struct FourierLine {
    let length: Int
    /// How many numbers result, and whether the second half of them is made from the first.
    var wanted: Int
    var mirrors = false
    var isInverse = false
    /// Whether only the first half is given.
    var isHalf = false
    var scale: Double
    /// Whether what sums in single precision cannot tell from 0 becomes 0.
    var settles: Bool
    var isDouble = true
  }

  /// The transform along a dimension.
  private func transformed(
    _ axis: Int, _ line: FourierLine, as type: DType, _ steps: FourierSteps?
  ) throws(TorchError) -> NDArray {
    guard let numbers = fourierNumbers else {
      return try cast(to: fourierType.realType).transformed(axis, line, as: type, steps)
    }
    var target = shape
    target[axis] = line.wanted
    let others = (0..<rank).filter { $0 != axis }
    let targetStrides = NDArray.strides(of: target, inOrder: steps?.order ?? others + [axis])
    let isInPlace = steps?.isOwn == true && dtype == type && target == shape && strides == targetStrides
    let out = isInPlace ? self : try NDArray(empty: target, type).view(shape: target, strides: targetStrides)
    guard out.count > 0, let outNumbers = out.fourierNumbers else { return out }
    try Storage.checkRoom(for: line.length, of: 4 * MemoryLayout<Complex<Double>>.stride)
    // Short transforms of real numbers are those of complex ones, whose zeros are exact where symmetry makes them so.
    let isPaired = !dtype.isComplex && line.length >= 256 && line.length.isMultiple(of: 2)
    guard let plan = nb_fourier_plan(Int64(line.length), line.isDouble ? 1 : 0, isPaired ? 1 : 0) else {
      throw TorchError(.runtime, "there is no memory for a transform of length \(line.length)")
    }
    defer { nb_fourier_release(plan) }
    var lines = nb_fourier_lines(
      source: UnsafeRawPointer(start), source_type: numbers, source_step: Int64(strides[axis]),
      is_half: line.isHalf ? 1 : 0, target: out.start, target_type: outNumbers,
      target_step: Int64(out.strides[axis]), wanted: Int64(line.wanted), mirrors: line.mirrors ? 1 : 0,
      is_inverse: line.isInverse ? 1 : 0, scale: line.scale, settles: line.settles ? 1 : 0)
    // Neighbours in memory come one behind the other: the kernel transforms several lines at a time.
    let walk = others.sorted { out.strides[$0] > out.strides[$1] }
    var place = [Int](repeating: 0, count: walk.count)
    var (from, to) = (0, 0)
    var left = walk.reduce(1) { $0 &* shape[$1] }
    let together = 1024
    var (sources, targets): ([Int64], [Int64]) = ([], [])
    sources.reserveCapacity(Swift.min(left, together))
    targets.reserveCapacity(Swift.min(left, together))
    while left > 0 {
      sources.removeAll(keepingCapacity: true)
      targets.removeAll(keepingCapacity: true)
      for _ in 0..<Swift.min(left, together) {
        sources.append(Int64(from))
        targets.append(Int64(to))
        for index in walk.indices.reversed() {
          let dim = walk[index]
          place[index] &+= 1
          from &+= strides[dim]
          to &+= out.strides[dim]
          if place[index] < shape[dim] { break }
          place[index] = 0
          from &-= shape[dim] &* strides[dim]
          to &-= shape[dim] &* out.strides[dim]
        }
      }
      left &-= sources.count
      guard nb_fourier_transform(plan, &lines, Int64(sources.count), sources, targets) != 0 else {
        throw TorchError(.runtime, "there is no memory for a transform of length \(line.length)")
      }
    }
    return out
  }

  /// How a line of this array is transformed: in single precision where butterflies or powers of two do all, which leaves
  /// no more than PyTorch's does; else in double precision.
  private func line(
    _ axis: Int, _ norm: FourierNorm, inverse: Bool, _ steps: FourierSteps?
  ) throws(TorchError) -> FourierLine {
    let length = shape[axis]
    if length < 1 { throw TorchError(.runtime, "Invalid number of data points (\(length)) specified") }
    let isSingle =
      steps?.goal == nil && fourierType == .complex64 && (length & (length - 1) == 0 || [3, 5, 7].contains(length))
    return FourierLine(
      length: length, wanted: length, isInverse: inverse, scale: norm.scale(length, inverse: inverse),
      settles: !isSingle && (steps?.goal ?? fourierType) != .complex128, isDouble: !isSingle)
  }

  /// The type of a step's result.
  private func fourierType(_ steps: FourierSteps?) -> DType {
    guard let goal = steps?.goal else { return fourierType }
    return steps?.isLast == true ? goal : .complex128
  }

  /// The complex transform along a dimension (`torch.fft.fft`, `ifft`).
  package func fft(
    dim: Int, _ norm: FourierNorm, inverse: Bool, steps: FourierSteps? = nil
  ) throws(TorchError) -> NDArray {
    let axis = try wrap(dim)
    if rank == 0 { throw TorchError(.index, "Dimension specified as \(dim) but tensor has no dimensions") }
    if !dtype.isComplex, inverse { return try cast(to: fourierType).fft(dim: dim, norm, inverse: true, steps: steps) }
    var line = try line(axis, norm, inverse: inverse, steps)
    line.mirrors = !dtype.isComplex
    return try transformed(axis, line, as: fourierType(steps), steps)
  }

  /// The transform of real numbers (`torch.fft.rfft`): its first half, or both, the second of which mirrors it.
  package func rfft(
    dim: Int, _ norm: FourierNorm, bothHalves: Bool = false, steps: FourierSteps? = nil
  ) throws(TorchError) -> NDArray {
    let axis = try wrap(dim)
    if dtype.isComplex {
      throw TorchError(.runtime, "rfft expects a real input tensor, but got \(dtype.scalarName)")
    }
    if rank == 0 { throw TorchError(.index, "Dimension specified as \(dim) but tensor has no dimensions") }
    var line = try line(axis, norm, inverse: false, steps)
    line.mirrors = bothHalves
    if !bothHalves { line.wanted = line.length / 2 + 1 }
    return try transformed(axis, line, as: fourierType(steps), steps)
  }

  /// The element at the end of a transform's input or output: `n` cut or filled up with zeros.
  private func resized(_ axis: Int, _ n: Int) throws(TorchError) -> NDArray {
    if shape[axis] == n { return self }
    if shape[axis] > n { return try narrow(axis, 0, n) }
    var target = shape
    target[axis] = n
    let out = try NDArray(zeros: target, dtype)
    try out.narrow(axis, 0, shape[axis]).copy(from: self)
    return out
  }

  /// So many real numbers from the first half of their transform (`torch.fft.irfft`).
  package func irfft(
    _ count: Int, dim: Int, _ norm: FourierNorm, goal: DType? = nil, order: [Int]? = nil
  ) throws(TorchError) -> NDArray {
    let type = goal ?? fourierType
    let axis = try wrap(dim)
    if rank == 0 { throw TorchError(.index, "Dimension specified as \(dim) but tensor has no dimensions") }
    if count < 1 { throw TorchError(.runtime, "Invalid number of data points (\(count)) specified") }
    let half = try (dtype.isComplex ? self : cast(to: fourierType)).resized(axis, count / 2 + 1)
    let line = FourierLine(
      length: count, wanted: count, isInverse: true, isHalf: true, scale: norm.scale(count, inverse: true),
      settles: type != .complex128)
    let steps = order.map { FourierSteps(goal: type, isLast: true, isOwn: false, order: $0) }
    return try half.transformed(axis, line, as: type.realType, steps)
  }
}
