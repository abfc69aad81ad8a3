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
    /// The complex type of the result.
    let goal: DType
    /// Whether the array is the result of an earlier step, which nobody else sees.
    var isOwn: Bool
    /// Whether this is the last dimension.
    var isLast: Bool
    /// The dimensions of the result in memory, from the outermost one.
    let order: [Int]
    /// Whether results stay in double precision until the last step, so that zeros are exact: those of a few elements do,
    /// which may be printed.
    private let keepsDouble: Bool
    /// Whether there are several steps on many elements, where PyTorch's results have no exact zeros either.
    fileprivate let isRough: Bool

    package init(of array: NDArray, _ order: [Int], isOwn: Bool, isLast: Bool) {
      goal = array.fourierType
      self.isOwn = isOwn
      self.isLast = isLast
      self.order = order
      keepsDouble = array.count <= 1024
      isRough = !keepsDouble && !isLast
    }

    /// The same for a later step.
    package func next(isLast: Bool) -> FourierSteps {
      var steps = self
      (steps.isOwn, steps.isLast) = (true, isLast)
      return steps
    }

    /// Whether the step has to be computed in double precision.
    fileprivate var isDouble: Bool { goal == .complex128 || keepsDouble && (isOwn || !isLast) }
    /// The complex type of the step's result.
    fileprivate var type: DType { keepsDouble && !isLast ? .complex128 : goal }
  }

  /// The strides of an array without gaps whose dimensions lie in memory in this order, from the outermost one.
  package static func strides(of shape: Dims, inOrder axes: [Int]) -> Dims {
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
    var isDouble: Bool
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
    // Results of earlier steps lie as all of them do.
    let isInPlace = steps?.isOwn == true && dtype == type && target == shape
    // Memory of `out=` is that of the result, whose elements lie in order there.
    let isLent = !isInPlace && Storage.isLending(target.product &* type.itemSize, type)
    let order = isLent ? Array(0..<rank) : steps?.order ?? others + [axis]
    let targetStrides = NDArray.strides(of: target, inOrder: order)
    let out = isInPlace ? self : try NDArray(empty: target, type).view(shape: target, strides: targetStrides)
    guard out.count > 0, let outNumbers = out.fourierNumbers else { return out }
    var lines = nb_fourier_lines(
      source: UnsafeRawPointer(start), source_type: numbers, source_step: Int64(strides[axis]),
      is_half: line.isHalf ? 1 : 0, target: out.start, target_type: outNumbers,
      target_step: Int64(out.strides[axis]), wanted: Int64(line.wanted), mirrors: line.mirrors ? 1 : 0,
      is_inverse: line.isInverse ? 1 : 0, scale: line.scale, settles: line.settles ? 1 : 0)
    // One after the other, in the memory of the results.
    let outIsDouble: Int32 = outNumbers == NB_REAL_F64 || outNumbers == NB_COMPLEX_F64 ? 1 : 0
    let isLong = nb_fourier_is_long(&lines, Int64(line.length), outIsDouble) != 0
    // Short transforms of real numbers are those of complex ones, whose zeros are exact where symmetry makes them so.
    let isPaired = (!dtype.isComplex || line.isHalf) && line.length >= 256 && line.length.isMultiple(of: 2)
    var plan: OpaquePointer?
    if !isLong {
      try Storage.checkRoom(for: line.length, of: 4 * MemoryLayout<Complex<Double>>.stride)
      plan = nb_fourier_plan(Int64(line.length), line.isDouble ? 1 : 0, isPaired ? 1 : 0)
      if plan == nil { throw noRoom(line.length) }
    }
    defer { nb_fourier_release(plan) }
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
      let isMade =
        isLong
        ? zip(sources, targets).allSatisfy {
          nb_fourier_transform_long(&lines, Int64(line.length), outIsDouble, $0, $1) != 0
        } : nb_fourier_transform(plan, &lines, Int64(sources.count), sources, targets) != 0
      if !isMade { throw noRoom(line.length) }
    }
    return out
  }

  private func noRoom(_ length: Int) -> TorchError {
    TorchError(.runtime, "there is no memory for a transform of length \(length)")
  }

  /// How lines of so many numbers are transformed: in single precision where butterflies or powers of two do all, which
  /// leaves no more than PyTorch's does, and where nothing else is lost; else in double precision, rounded once.
  private func line(
    _ length: Int, _ norm: FourierNorm, inverse: Bool, _ steps: FourierSteps?
  ) throws(TorchError) -> FourierLine {
    if length < 1 { throw TorchError(.runtime, "Invalid number of data points (\(length)) specified") }
    let isSingle =
      steps?.isDouble != true && fourierType == .complex64
      && (length & (length - 1) == 0 || [3, 5, 7].contains(length)
        || steps?.isRough == true && nb_fourier_is_composite(Int64(length)) != 0)
    return FourierLine(
      length: length, wanted: length, isInverse: inverse, scale: norm.scale(length, inverse: inverse),
      settles: !isSingle && (steps?.goal ?? fourierType) != .complex128, isDouble: !isSingle)
  }

  /// The complex transform along a dimension (`torch.fft.fft`, `ifft`).
  package func fft(
    dim: Int, _ norm: FourierNorm, inverse: Bool, steps: FourierSteps? = nil
  ) throws(TorchError) -> NDArray {
    let axis = try wrap(dim)
    if rank == 0 { throw TorchError(.index, "Dimension specified as \(dim) but tensor has no dimensions") }
    if !dtype.isComplex, inverse { return try cast(to: fourierType).fft(dim: dim, norm, inverse: true, steps: steps) }
    var line = try line(shape[axis], norm, inverse: inverse, steps)
    line.mirrors = !dtype.isComplex
    return try transformed(axis, line, as: steps?.type ?? fourierType, steps)
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
    var line = try line(shape[axis], norm, inverse: false, steps)
    line.mirrors = bothHalves
    if !bothHalves { line.wanted = line.length / 2 + 1 }
    return try transformed(axis, line, as: steps?.type ?? fourierType, steps)
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
    _ count: Int, dim: Int, _ norm: FourierNorm, steps: FourierSteps? = nil
  ) throws(TorchError) -> NDArray {
    let axis = try wrap(dim)
    if rank == 0 { throw TorchError(.index, "Dimension specified as \(dim) but tensor has no dimensions") }
    var line = try line(count, norm, inverse: true, steps)
    line.isHalf = true
    let half = try (dtype.isComplex ? self : cast(to: fourierType)).resized(axis, count / 2 + 1)
    return try half.transformed(axis, line, as: (steps?.goal ?? fourierType).realType, steps)
  }
}
