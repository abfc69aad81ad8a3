import CKernels

/// Walks an index array together with up to two others along one dimension.
private struct IndexWalk {
  /// The runs over all other dimensions: of the indexed array, of the index, and of a second array.
  let loop: StridedLoop
  /// The index's size and stride along the dimension.
  let length: Int
  let indexStride: Int
  /// The indexed array's size and stride along the dimension.
  let size: Int
  let stride: Int
  let otherStride: Int

  /// - Parameters:
  ///   - array: is addressed by the index along `dim`.
  ///   - other: is walked along with the index.
  init(_ array: NDArray, _ index: NDArray, _ other: NDArray, dim: Int) {
    func stride(_ a: NDArray) -> Int { a.rank == 0 ? 1 : a.strides[dim] }
    var shape = index.shape
    var (a, i, o) = (array.strides, index.strides, other.strides)
    if index.rank > 0 {
      shape.remove(at: dim)
      i.remove(at: dim)
    }
    if array.rank > 0 { a.remove(at: dim) }
    if other.rank > 0 { o.remove(at: dim) }
    length = index.rank == 0 ? 1 : index.shape[dim]
    size = array.rank == 0 ? 1 : array.shape[dim]
    indexStride = stride(index)
    self.stride = stride(array)
    otherStride = stride(other)
    loop = StridedLoop(shape: shape, [(a, 1), (i, 1), (o, 1)])
  }

  /// Calls `body` for runs of indices, along the dimension or across it, in which they are neighbours if there are such:
  /// with the positions of the first addressed element, index and other element, the number of indices and by how much
  /// each position moves on. Of indices along the dimension those that come first are called for first.
  @inline(__always) func forEachRun(
    _ body: (_ starts: SIMD4<Int>, _ count: Int, _ steps: SIMD4<Int>) -> Void
  ) {
    loop.run { offsets, count, by in
      if indexStride != 1, by[1] == 1, count > 1 {
        var starts = offsets
        for _ in 0..<length {
          body(starts, count, by)
          starts &+= SIMD4(0, indexStride, otherStride, 0)
        }
        return
      }
      var starts = offsets
      for _ in 0..<count {
        body(starts, length, SIMD4(0, indexStride, otherStride, 0))
        starts &+= by
      }
    }
  }

  /// Combines each addressed element of `target` with the one of `other` that goes with it, both of a type. Every index is
  /// checked against the size, so that the addressed elements lie within the array.
  func combine(
    _ rule: nb_binary, _ type: nb_number, _ index: UnsafePointer<Int>, _ other: NDArray, _ target: NDArray
  ) {
    let (item, from, to) = (target.dtype.itemSize, other.start, target.start)
    forEachRun { starts, count, steps in
      nb_combine_at(
        rule, type, count, index + starts[1], steps[1], stride, from + starts[2] &* item, steps[2],
        to + starts[0] &* item, steps[0])
    }
  }

  /// Calls `body` with the positions of the addressed element and of the one that goes with it, for every index.
  @inline(__always) func forEach(
    _ index: UnsafePointer<Int>, _ body: (_ addressed: Int, _ along: Int) -> Void
  ) {
    loop.run { offsets, count, by in
      var starts = offsets
      for _ in 0..<count {
        for step in 0..<length {
          body(
            starts[0] &+ index[starts[1] &+ step &* indexStride] &* stride, starts[2] &+ step &* otherStride)
        }
        starts &+= by
      }
    }
  }
}

extension NDArray {
  /// Checks an index array of `gather` and its kin, and gives it as `int64`.
  ///
  /// - Parameter checksValues: false where the caller looks whether the indices lie within the dimension.
  private func checked(
    _ index: NDArray, dim: Int, name: String, source: NDArray? = nil, checksValues: Bool = true
  ) throws(TorchError) -> NDArray {
    guard index.dtype == .int64 || index.dtype == .int32 else {
      throw TorchError(.runtime, "\(name)(): Expected dtype int32/int64 for index")
    }
    if index.count == 0 { return try index.cast(to: .int64) }
    guard Swift.max(rank, 1) == Swift.max(index.rank, 1) else {
      throw TorchError(
        .runtime,
        name == "gather"
          ? "Index tensor must have the same number of dimensions as input tensor"
          : "Index tensor must have the same number of dimensions as self tensor")
    }
    if let source {
      let fits = !(0..<Swift.min(rank, index.rank)).contains { $0 != dim && index.shape[$0] > shape[$0] }
      if fits, source.rank > 0 {
        // PyTorch compares sizes before it counts dimensions: one that is not there has none.
        for other in 0..<index.rank {
          let size = try source.shape[source.wrap(other)]
          if index.shape[other] > size { break }
        }
      }
      guard Swift.max(source.rank, 1) == Swift.max(index.rank, 1) else {
        throw TorchError(.runtime, "Index tensor must have the same number of dimensions as src tensor")
      }
      // Without dimensions an array counts as a line of one element.
      func size(_ array: NDArray, _ place: Int) -> Int { array.rank == 0 ? 1 : array.shape[place] }
      for other in 0..<Swift.max(rank, 1) {
        let wanted = size(index, other)
        if (other != dim && wanted > size(self, other)) || wanted > size(source, other) {
          throw TorchError(
            .runtime,
            "Expected index \(index.shape.text) to be no larger than self \(shape.text) apart from dimension \(dim) and to"
              + " be no larger size than src \(source.shape.text)")
        }
      }
    } else {
      for other in 0..<Swift.min(rank, index.rank) where other != dim && index.shape[other] > shape[other] {
        throw TorchError(
          .runtime,
          name == "gather"
            ? "Size does not match at dimension \(other) expected index \(index.shape.text) to be no larger than self"
              + " \(shape.text) apart from dimension \(dim)"
            : "Expected index \(index.shape.text) to be no larger than self \(shape.text) apart from dimension \(dim)")
      }
    }
    try Storage.checkRoom(for: index.count, of: dtype.itemSize)
    let values = try index.cast(to: .int64)
    if checksValues { try checkValues(of: values, dim: dim) }
    return values
  }

  /// Checks that all of the indices lie within a dimension.
  private func checkValues(of values: NDArray, dim: Int) throws(TorchError) {
    let size = rank == 0 ? 1 : shape[dim]
    let pointer = values.pointer(Int.self)
    var failure: Int?
    if values.isContiguous {
      let place = nb_first_outside(values.count, pointer, 0, size)
      failure = place < 0 ? nil : pointer[place]
    } else {
      values.forEachPosition { if pointer[$0] < 0 || pointer[$0] >= size { failure = failure ?? pointer[$0] } }
    }
    if let failure {
      throw TorchError(.runtime, "index \(failure) is out of bounds for dimension \(dim) with size \(size)")
    }
  }

  /// Elements picked along a dimension: `out[i][j] = self[index[i][j]][j]` for dimension 0 (`torch.gather`).
  ///
  /// - Throws: PyTorch's errors for the index's dtype, shape and values.
  package func gather(_ dim: Int, _ index: NDArray) throws(TorchError) -> NDArray {
    let dim = try wrap(dim)
    let index = try checked(index, dim: dim, name: "gather", checksValues: false)
    let out = try NDArray(empty: index.shape, dtype)
    if out.count == 0 { return out }
    let walk = IndexWalk(self, index, out, dim: dim)
    let isInRuns = walk.indexStride == 1 && walk.otherStride == 1
    // Long runs are checked one by one, shortly before they are needed.
    let checksRuns = isInRuns && walk.length >= 64
    if !checksRuns { try checkValues(of: index, dim: dim) }
    // Every index is checked against the size, so the addressed elements lie within this array.
    if isInRuns {
      let item = dtype.itemSize
      let (source, target) = (pointer(UInt8.self), out.pointer(UInt8.self))
      let indices = index.pointer(Int.self)
      var isWithin = true
      walk.loop.run { offsets, count, by in
        var starts = offsets
        for _ in 0..<count {
          let run = indices + starts[1]
          if checksRuns, nb_first_outside(walk.length, run, 0, walk.size) >= 0 {
            isWithin = false
            return
          }
          nb_pick(item, walk.length, run, walk.stride, source + starts[0] * item, target + starts[2] * item)
          starts &+= by
        }
      }
      if !isWithin { try checkValues(of: index, dim: dim) }
      return out
    }
    let (item, source, target) = (dtype.itemSize, start, out.start)
    let indices = index.pointer(Int.self)
    walk.forEachRun { starts, count, steps in
      nb_gather(
        item, count, indices + starts[1], steps[1], walk.stride, source + starts[0] &* item, steps[0],
        target + starts[2] &* item, steps[2])
    }
    return out
  }

  /// How `scatter` combines what it writes with what is there.
  package enum ScatterReduction: Sendable {
    case replace, add, multiply, mean, amax, amin

    /// The rule by which two elements are combined.
    var rule: nb_binary {
      switch self {
      case .multiply: NB_MULTIPLY
      case .amax: NB_MAXIMUM
      case .amin: NB_MINIMUM
      default: NB_ADD
      }
    }

    /// What leaves the element as it is with which it is combined.
    func identity(in dtype: DType) -> Scalar {
      switch self {
      case .multiply: .int(1)
      case .amax: dtype.isFloatingPoint ? .double(-.infinity) : .int(dtype.lowestInteger)
      case .amin: dtype.isFloatingPoint ? .double(.infinity) : .int(dtype.highestInteger)
      default: .int(0)
      }
    }
  }

  /// Writes the elements of `source` to `self[index[i][j]][j]` for dimension 0 (`scatter_`, `scatter_reduce_`).
  ///
  /// - Parameters:
  ///   - includesSelf: whether the elements already there count in a reduction.
  ///   - kernel: the kernel's name in the error for types without order or mean.
  package func scatter(
    _ dim: Int, _ index: NDArray, _ source: NDArray, _ reduction: ScatterReduction = .replace,
    includesSelf: Bool = true, name: String = "scatter", kernel: String = "scatter_reduce"
  ) throws(TorchError) {
    let dim = try wrap(dim)
    guard index.dtype == .int64 || index.dtype == .int32 else {
      throw TorchError(.runtime, "\(name)(): Expected dtype int32/int64 for index")
    }
    guard source.dtype == dtype else {
      throw TorchError(.runtime, "scatter(): Expected self.dtype to be equal to src.dtype")
    }
    let index = try checked(index, dim: dim, name: name, source: source)
    if index.count == 0 { return }
    let walk = IndexWalk(self, index, source, dim: dim)
    if reduction == .replace {
      // Every index is checked against the size, so the addressed elements lie within this array.
      let (item, from, target) = (dtype.itemSize, source.start, start)
      let indices = index.pointer(Int.self)
      walk.forEachRun { starts, count, steps in
        nb_scatter(
          item, count, indices + starts[1], steps[1], walk.stride, from + starts[2] &* item, steps[2],
          target + starts[0] &* item, steps[0])
      }
      return
    }
    if dtype.isComplex, reduction == .amax || reduction == .amin { throw .notImplemented(kernel, for: dtype) }
    if dtype == .bool, reduction == .mean { throw .notImplemented(kernel, for: dtype) }
    if dtype.computeType != dtype {
      // Half types are combined in single precision and rounded at the end, means before they are divided. Lines along
      // the dimension that are not its only ones are taken some at a time.
      let isMean = reduction == .mean
      try eachLinePart(dim, index, source) { (target, index, source) throws(TorchError) in
        let wide = try target.cast(to: target.dtype.computeType)
        var used = source
        for axis in 0..<used.rank where used.shape[axis] > index.shape[axis] {
          used = try used.narrow(axis, 0, index.shape[axis])
        }
        let values = try used.cast(to: dtype.computeType)
        // The index was checked as a whole.
        try wide.reduce(
          IndexWalk(wide, index, values, dim: dim), index, values, isMean ? .add : reduction, dim: dim,
          includesSelf: includesSelf)
        target.assign(from: wide)
      }
      if isMean { try divideByCounts(dim, index, includesSelf: includesSelf) }
      return
    }
    try reduce(walk, index, source, reduction, dim: dim, includesSelf: includesSelf)
  }

  /// Calls `body` with parts of this array, an index and a source that go together: those at some places of another
  /// dimension.
  private func eachLinePart(
    _ dim: Int, _ index: NDArray, _ source: NDArray,
    _ body: (_ target: NDArray, _ index: NDArray, _ source: NDArray) throws(TorchError) -> Void
  ) throws(TorchError) {
    var axis: Int?
    for place in 0..<Swift.min(rank, index.rank) where place != dim && index.shape[place] > 1 {
      if axis.map({ index.shape[$0] < index.shape[place] }) ?? true { axis = place }
    }
    guard count > NDArray.slabSize, let axis else { return try body(self, index, source) }
    // Only places that the index has are written to.
    let size = index.shape[axis]
    // Of lines side by side not so few that what is near is left unused.
    let step = Swift.max(64, NDArray.slabSize / Swift.max(count / shape[axis], 1))
    for start in stride(from: 0, to: size, by: step) {
      let length = Swift.min(step, size - start)
      try body(
        narrow(axis, start, length), index.narrow(axis, start, length), source.narrow(axis, start, length))
    }
  }

  /// How many numbers go into each element where an index writes, at least one.
  private func writtenCounts(_ dim: Int, _ index: NDArray, includesSelf: Bool) throws(TorchError) -> NDArray {
    let counts = try NDArray(full: shape, .int(includesSelf ? 1 : 0), .int64)
    let ones = try NDArray(full: [1], .int(1), .int64).broadcasted(to: index.shape)
    let totals = counts.pointer(Int.self)
    IndexWalk(counts, index, ones, dim: dim).combine(NB_ADD, NB_TYPE_I64, index.pointer(Int.self), ones, counts)
    if !includesSelf {
      for place in 0..<counts.count { totals[place] = Swift.max(totals[place], 1) }
    }
    return counts
  }

  /// Combines elements in the dtype's own arithmetic, rounding after each step as PyTorch does.
  private func reduce(
    _ walk: IndexWalk, _ index: NDArray, _ source: NDArray, _ reduction: ScatterReduction, dim: Int,
    includesSelf: Bool
  ) throws(TorchError) {
    let places = index.pointer(Int.self)
    if !includesSelf {
      // One element for all places; every index is checked against the size.
      let (item, first) = (dtype.itemSize, try NDArray(full: [1], reduction.identity(in: dtype), dtype))
      let target = start
      walk.forEachRun {
        nb_scatter(item, $1, places + $0[1], $2[1], walk.stride, first.start, 0, target + $0[0] &* item, $2[0])
      }
    }
    func combine<T: ArithmeticElement>(_: T.Type) {
      let (from, target) = (source.pointer(T.self), pointer(T.self))
      if reduction == .multiply {
        walk.forEach(places) { target[$0] = T.multiply(target[$0], from[$1]) }
      } else {
        walk.forEach(places) { target[$0] = T.add(target[$0], from[$1]) }
      }
    }
    if let type = dtype.number {
      walk.combine(reduction.rule, type, places, source, self)
    } else if dtype == .complex64 {
      combine(Complex<Float>.self)
    } else {
      combine(Complex<Double>.self)
    }
    if reduction == .mean { try divideByCounts(dim, index, includesSelf: includesSelf) }
  }

  /// Makes sums of what an index wrote, and of what was there, their means.
  private func divideByCounts(_ dim: Int, _ index: NDArray, includesSelf: Bool) throws(TorchError) {
    // Where the index has no places, each element is the mean of itself.
    try eachLinePart(dim, index, index) { (target, index, _) throws(TorchError) in
      let counts = try target.writtenCounts(dim, index, includesSelf: includesSelf)
      try NDArray.eachSlab([target, counts]) { (slabs) throws(TorchError) in
        let divisors = try slabs[1].cast(to: dtype)
        slabs[0].assign(
          from: dtype.isIntegral
            ? try slabs[0].floorDivide(divisors, as: dtype) : try slabs[0].div(divisors, as: dtype))
      }
    }
  }
}

extension DType {
  /// The least number of an integer type.
  package var lowestInteger: Int {
    switch self {
    case .int8: Int(Int8.min)
    case .int16: Int(Int16.min)
    case .int32: Int(Int32.min)
    case .int64: Int.min
    default: 0
    }
  }

  /// The greatest number of an integer type.
  package var highestInteger: Int {
    switch self {
    case .bool: 1
    case .uint8: Int(UInt8.max)
    case .int8: Int(Int8.max)
    case .int16: Int(Int16.max)
    case .int32: Int(Int32.max)
    default: Int.max
    }
  }
}
