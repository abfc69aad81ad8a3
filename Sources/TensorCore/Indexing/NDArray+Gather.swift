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
      guard Swift.max(source.rank, 1) == Swift.max(index.rank, 1) else {
        throw TorchError(.runtime, "Index tensor must have the same number of dimensions as src tensor")
      }
      for other in 0..<Swift.min(rank, index.rank) {
        if (other != dim && index.shape[other] > shape[other]) || index.shape[other] > source.shape[other] {
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
  }

  /// Writes the elements of `source`, or the one number it holds, to `self[index[i][j]][j]` for dimension 0 (`scatter_`,
  /// `scatter_reduce_`).
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
      throw TorchError(.runtime, "\(name)(): Expected self.dtype to be equal to src.dtype")
    }
    let isNumber = source.rank == 0 && index.rank > 0
    let index = try checked(index, dim: dim, name: name, source: isNumber ? nil : source)
    if index.count == 0 { return }
    let source = isNumber ? source.broadcasted(to: index.shape) : source
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
      // Half types are combined in single precision and rounded at the end, means before they are divided.
      let wide = try cast(to: dtype.computeType).cloneContiguous()
      let isMean = reduction == .mean
      try wide.scatter(
        dim, index, source.cast(to: dtype.computeType), isMean ? .add : reduction, includesSelf: includesSelf,
        name: name)
      if isMean {
        let rounded = try wide.cast(to: dtype)
        let counts = try rounded.writtenCounts(dim, index, includesSelf: includesSelf)
        assign(from: try rounded.div(counts.cast(to: dtype), as: dtype))
      } else {
        assign(from: try wide.cast(to: dtype))
      }
      return
    }
    try reduce(walk, index, source, reduction, dim: dim, includesSelf: includesSelf)
  }

  /// How many numbers go into each element where an index writes, at least one.
  private func writtenCounts(_ dim: Int, _ index: NDArray, includesSelf: Bool) throws(TorchError) -> NDArray {
    let counts = try NDArray(full: shape, .int(includesSelf ? 1 : 0), .int64)
    let ones = try NDArray(full: [1], .int(1), .int64).broadcasted(to: index.shape)
    let totals = counts.pointer(Int.self)
    IndexWalk(counts, index, ones, dim: dim).forEach(index.pointer(Int.self)) { addressed, _ in totals[addressed] += 1 }
    let isNone = try counts.compare(.eq, NDArray(scalar: .int(0), .int64), as: .int64)
    try counts.maskedFill(isNone, with: NDArray(scalar: .int(1), .int64))
    return counts
  }

  /// Combines elements in the dtype's own arithmetic, rounding after each step as PyTorch does.
  private func reduce(
    _ walk: IndexWalk, _ index: NDArray, _ source: NDArray, _ reduction: ScatterReduction, dim: Int,
    includesSelf: Bool
  ) throws(TorchError) {
    let places = index.pointer(Int.self)
    if !includesSelf {
      let start: Scalar =
        switch reduction {
        case .multiply: .int(1)
        case .amax: dtype.isFloatingPoint ? .double(-.infinity) : .int(dtype.lowestInteger)
        case .amin: dtype.isFloatingPoint ? .double(.infinity) : .int(dtype.highestInteger)
        default: .int(0)
        }
      walk.forEach(places) { addressed, _ in setElement(at: addressed, start) }
    }
    if reduction == .add || reduction == .mean, addEach(walk, places, source) {
      if reduction == .add { return }
      return try divideByCounts(dim, index, includesSelf: includesSelf)
    }
    func add<T: ArithmeticElement>(_: T.Type, multiplies: Bool) {
      let (from, target) = (source.pointer(T.self), pointer(T.self))
      if multiplies {
        walk.forEach(places) { target[$0] = T.multiply(target[$0], from[$1]) }
      } else {
        walk.forEach(places) { target[$0] = T.add(target[$0], from[$1]) }
      }
    }
    func extremum<T: OrderedElement>(_: T.Type) {
      let (from, target) = (source.pointer(T.self), pointer(T.self))
      if reduction == .amax {
        walk.forEach(places) { target[$0] = Rule.Maximum.apply(target[$0], from[$1]) }
      } else {
        walk.forEach(places) { target[$0] = Rule.Minimum.apply(target[$0], from[$1]) }
      }
    }
    let isExtremum = reduction == .amax || reduction == .amin
    switch dtype {
    case .float32: isExtremum ? extremum(Float.self) : add(Float.self, multiplies: reduction == .multiply)
    case .float64: isExtremum ? extremum(Double.self) : add(Double.self, multiplies: reduction == .multiply)
    case .int64: isExtremum ? extremum(Int.self) : add(Int.self, multiplies: reduction == .multiply)
    case .complex64 where !isExtremum: add(Complex<Float>.self, multiplies: reduction == .multiply)
    case .complex128 where !isExtremum: add(Complex<Double>.self, multiplies: reduction == .multiply)
    default:
      walk.forEach(places) { addressed, along in
        let (a, b) = (element(at: addressed), source.element(at: along))
        let result: Scalar =
          switch reduction {
          case .multiply: dtype.isIntegral ? .int(a.int &* b.int) : .double(a.double * b.double)
          case .amax: dtype.isIntegral ? .int(Swift.max(a.int, b.int)) : .double(Rule.Maximum.apply(a.double, b.double))
          case .amin: dtype.isIntegral ? .int(Swift.min(a.int, b.int)) : .double(Rule.Minimum.apply(a.double, b.double))
          default: dtype.isIntegral ? .int(a.int &+ b.int) : .double(a.double + b.double)
          }
        setElement(at: addressed, result)
      }
    }
    if reduction == .mean { try divideByCounts(dim, index, includesSelf: includesSelf) }
  }

  /// Makes sums of what an index wrote, and of what was there, their means.
  private func divideByCounts(_ dim: Int, _ index: NDArray, includesSelf: Bool) throws(TorchError) {
    let counts = try writtenCounts(dim, index, includesSelf: includesSelf)
    if dtype.isIntegral {
      assign(from: try floorDivide(counts.cast(to: dtype), as: dtype))
    } else {
      assign(from: try div(counts.cast(to: dtype), as: dtype))
    }
  }

  /// Adds the elements of `source` one after the other by loops in C; false for types that have none.
  private func addEach(_ walk: IndexWalk, _ places: UnsafePointer<Int>, _ source: NDArray) -> Bool {
    // Every index is checked against the size, so the addressed elements lie within this array.
    switch dtype {
    case .float32:
      let (from, target) = (source.pointer(Float.self), pointer(Float.self))
      walk.forEachRun {
        nb_scatter_add_f32($1, places + $0[1], $2[1], walk.stride, from + $0[2], $2[2], target + $0[0], $2[0])
      }
    case .float64:
      let (from, target) = (source.pointer(Double.self), pointer(Double.self))
      walk.forEachRun {
        nb_scatter_add_f64($1, places + $0[1], $2[1], walk.stride, from + $0[2], $2[2], target + $0[0], $2[0])
      }
    case .int64:
      let (from, target) = (source.pointer(Int64.self), pointer(Int64.self))
      walk.forEachRun {
        nb_scatter_add_i64($1, places + $0[1], $2[1], walk.stride, from + $0[2], $2[2], target + $0[0], $2[0])
      }
    default: return false
    }
    return true
  }

  // MARK: One index for whole slices

  /// An index of one dimension at most, as `int64`, checked against the size of a dimension.
  private func sliceIndex(
    _ index: NDArray, _ dim: Int, name: String, kind: TorchError.Kind, _ message: (Int, Int) -> String
  ) throws(TorchError) -> [Int] {
    let size = rank == 0 ? 1 : shape[dim]
    try Storage.checkRoom(for: index.count, of: dtype.itemSize)
    let values = try index.cast(to: .int64).ints
    for value in values where value < 0 || value >= size { throw TorchError(kind, message(value, size)) }
    return values
  }

  /// Slices of a dimension in the order of an index (`torch.index_select`).
  package func indexSelect(_ dim: Int, _ index: NDArray) throws(TorchError) -> NDArray {
    let axis = try wrap(dim)
    if index.rank > 1 {
      throw TorchError(
        .index,
        "index_select(): Index is supposed to be a vector"
      )
    }
    guard index.dtype == .int64 || index.dtype == .int32 else {
      throw TorchError(.runtime, "index_select(): Expected dtype int32 or int64 for index")
    }
    if rank > 0, shape[axis] == 0, index.count > 0 {
      throw TorchError(.runtime, "index_select(): self indexing axis dim should be positive")
    }
    let places = try sliceIndex(index, axis, name: "index_select", kind: .index) { _, _ in "index out of range in self"
    }
    if rank == 0 {
      if places.count != 1 {
        throw TorchError(
          .runtime, "index_select(): Index to scalar can have only 1 value, got \(places.count) value(s)")
      }
      return try clone()
    }
    if isContiguous { return try slices(axis, places) }
    var indices = [NDArray?](repeating: nil, count: axis + 1)
    indices[axis] = try index.reshape([index.count])
    return try indexInRows(indices)
  }

  /// The slices of this row-major array at places along a dimension, which lie within it.
  private func slices(_ axis: Int, _ places: [Int]) throws(TorchError) -> NDArray {
    var size = shape
    size[axis] = places.count
    let out = try NDArray(empty: size, dtype)
    if out.count == 0 { return out }
    var (outer, inner) = (1, 1)
    for index in 0..<axis { outer &*= shape[index] }
    for index in (axis + 1)..<Swift.max(rank, axis + 1) { inner &*= shape[index] }
    let item = dtype.itemSize
    let (row, length, bytes) = (inner &* item, shape[axis] &* inner &* item, places.count &* inner &* item)
    for block in 0..<outer {
      // A block has as many slices as the dimension elements, one behind the other, and the result one for each place.
      let (source, target) = (start + block &* length, out.start + block &* bytes)
      if inner == 1 {
        nb_pick(item, places.count, places, 1, source, target)
      } else {
        var to = target
        for place in places {
          to.copyMemory(from: source + place &* row, byteCount: row)
          to += row
        }
      }
    }
    return out
  }

  /// Adds slices of `source`, times `alpha`, to the slices an index names (`index_add_`).
  package func indexAdd(_ dim: Int, _ index: NDArray, _ source: NDArray, alpha: Scalar = .int(1)) throws(TorchError) {
    let axis = try wrap(dim)
    try checkSlices(of: source, axis, index, name: "index_add_", orRaise: .index)
    let places = try sliceIndex(index, axis, name: "index_add", kind: .index) { _, _ in "index out of range in self" }
    let scaled = alpha == .int(1) ? source : try source.mul(NDArray(scalar: alpha, dtype), as: dtype)
    if rank > 0, source.rank == rank, addSlices(axis, places, try scaled.contiguous()) { return }
    for (number, place) in places.enumerated() {
      let target = rank == 0 ? self : try select(axis, place)
      let slice = source.rank == 0 ? scaled : try scaled.select(axis, number)
      try target.copy(from: target.add(slice, as: dtype))
    }
  }

  /// Adds slices one after the other by loops in C, where both arrays lie in row-major order and their other dimensions
  /// are the same; false elsewhere.
  private func addSlices(_ axis: Int, _ places: [Int], _ source: NDArray) -> Bool {
    guard isContiguous, source.isContiguous, source.dtype == dtype, source.storage !== storage else { return false }
    var (outer, inner) = (1, 1)
    for index in 0..<rank where index != axis {
      guard shape[index] == source.shape[index] else { return false }
      if index < axis { outer &*= shape[index] } else { inner &*= shape[index] }
    }
    for block in 0..<outer {
      // A block has a slice for each place of the dimension, and the source one for each index.
      let (to, from) = (block &* shape[axis] &* inner, block &* places.count &* inner)
      guard addRows(places, inner, inner, at: to, of: source, at: from) else { return false }
    }
    return true
  }

  /// Adds rows of `length` elements that lie side by side in `source` to rows of this array, the starts of which lie
  /// `places` times `stride` elements behind a position; false for types that have no loop in C.
  func addRows(
    _ places: [Int], _ stride: Int, _ length: Int, at position: Int, of source: NDArray, at first: Int
  ) -> Bool {
    func run<T>(
      _: T.Type, _ add: (Int, UnsafePointer<Int>, Int, Int, UnsafePointer<T>?, Int, UnsafeMutablePointer<T>?, Int) -> Void,
      _ combine: (nb_binary, Int64, UnsafePointer<T>?, Int64, UnsafePointer<T>?, Int64, UnsafeMutablePointer<T>?) -> Void
    ) {
      let (from, to) = (source.pointer(T.self) + first, pointer(T.self) + position)
      if length < 8 {
        for column in 0..<length { add(places.count, places, 1, stride, from + column, length, to + column, 0) }
        return
      }
      for (number, place) in places.enumerated() {
        let row = to + place &* stride
        combine(NB_ADD, Int64(length), row, 1, from + number &* length, 1, row)
      }
    }
    switch dtype {
    case .float32: run(Float.self, nb_scatter_add_f32, nb_binary_f32)
    case .float64: run(Double.self, nb_scatter_add_f64, nb_binary_f64)
    case .int64: run(Int64.self, nb_scatter_add_i64, nb_binary_i64)
    default: return false
    }
    return true
  }

  /// Refuses, in PyTorch's words, slices of `source` that an index cannot place along a dimension of this array.
  ///
  /// - Parameter kind: the exception for an index of several dimensions, which differs from function to function.
  private func checkSlices(
    of source: NDArray, _ axis: Int, _ index: NDArray, name: String, orRaise kind: TorchError.Kind
  ) throws(TorchError) {
    if index.rank > 1 {
      throw TorchError(
        kind,
        "\(name)(): Index is supposed to be a vector, but got dim: \(index.rank) with type:"
          + " \(index.dtype.scalarName) and size: \(index.shape.text)")
    }
    guard index.dtype == .int64 || index.dtype == .int32 else {
      throw TorchError(
        .runtime, "\(name)(): Expected dtype int32/int64 for index but got: \(index.dtype.scalarName)")
    }
    guard source.dtype == dtype else {
      throw TorchError(
        .runtime,
        "\(name)(): self (\(dtype.scalarName)) and source (\(source.dtype.scalarName)) must have the same scalar type")
    }
    let count = source.rank == 0 ? 1 : axis < source.rank ? source.shape[axis] : 1
    guard index.count == count else {
      throw TorchError(
        .runtime,
        "\(name)(): Number of indices (\(index.count)) should be equal to source.size(dim): (\(count)), for dim: \(axis)"
      )
    }
  }

  /// Combines slices of `source` with the slices an index names (`index_reduce_`).
  package func indexReduce(
    _ dim: Int, _ index: NDArray, _ source: NDArray, _ reduction: ScatterReduction, includesSelf: Bool
  ) throws(TorchError) {
    let axis = try wrap(dim)
    try checkSlices(of: source, axis, index, name: "index_reduce_", orRaise: .runtime)
    if !includesSelf, dtype.isComplex || dtype == .bool {
      throw .notImplemented("index_reduce_func_exclude_input_init", for: dtype)
    }
    let places = try sliceIndex(index, axis, name: "index_reduce", kind: .index) { _, _ in "index out of range in self"
    }
    var seen = Set<Int>()
    var counts: [Int: Int] = [:]
    for (number, place) in places.enumerated() {
      let target = rank == 0 ? self : try select(axis, place)
      let slice = source.rank == 0 ? source : try source.select(axis, number)
      let isFirst = !includesSelf && seen.insert(place).inserted
      counts[place, default: includesSelf ? 1 : 0] += 1
      let combined: NDArray
      switch reduction {
      case .multiply: combined = isFirst ? slice : try target.mul(slice, as: dtype)
      case .amax, .amin:
        if dtype.isComplex {
          throw .notImplemented(reduction == .amax ? "maximum_cpu" : "minimum_cpu", for: dtype)
        }
        combined =
          isFirst ? slice : try reduction == .amax ? target.maximum(slice, as: dtype) : target.minimum(slice, as: dtype)
      default: combined = isFirst ? slice : try target.add(slice, as: dtype)
      }
      try target.copy(from: combined)
    }
    guard reduction == .mean else { return }
    if dtype == .bool { throw .notImplemented("div_floor_cpu", for: dtype) }
    for (place, count) in counts {
      let target = rank == 0 ? self : try select(axis, place)
      let divisor = try NDArray(scalar: .int(count), dtype)
      try target.copy(from: dtype.isIntegral ? target.floorDivide(divisor, as: dtype) : target.div(divisor, as: dtype))
    }
  }

  /// Copies slices of `source` to the slices an index names (`index_copy_`).
  package func indexCopy(_ dim: Int, _ index: NDArray, _ source: NDArray) throws(TorchError) {
    let axis = try wrap(dim)
    guard index.dtype == .int64 else {
      throw TorchError(.runtime, "index_copy_(): Expected a long tensor for index, but got \(index.dtype.scalarName)")
    }
    guard source.dtype == dtype else {
      throw TorchError(
        .runtime,
        "index_copy_(): self and source expected to have the same dtype, but got (self) \(dtype.scalarName) and (source)"
          + " \(source.dtype.scalarName)")
    }
    let count = source.rank == 0 ? 1 : axis < source.rank ? source.shape[axis] : 1
    guard index.count == count || source.rank == 0 else {
      throw TorchError(
        .index, "index_copy_(): Number of indices (\(index.count)) should be equal to source.size(dim) (\(count))")
    }
    let places = try sliceIndex(index, axis, name: "index_copy", kind: .index) { value, size in
      "index_copy_(): index \(value) is out of bounds for dimension \(axis) with size \(size)"
    }
    for (number, place) in places.enumerated() {
      let target = rank == 0 ? self : try select(axis, place)
      try target.copy(from: source.rank == 0 ? source : try source.select(axis, number))
    }
  }

  /// Fills the slices an index names with a value (`index_fill_`).
  package func indexFill(_ dim: Int, _ index: NDArray, _ value: Scalar) throws(TorchError) {
    let axis = try wrap(dim)
    guard index.dtype == .int64 else {
      throw TorchError(.index, "index_fill_(): Expected dtype int64 for index.")
    }
    if index.rank > 1 { throw TorchError(.runtime, "Index has to be a vector/scalar") }
    let size = rank == 0 ? 1 : shape[axis]
    if size == 0, index.count > 0 {
      // The kernel first lays a view of the index's size over the memory.
      var (sizes, steps) = (shape.array, strides.array)
      (sizes[axis], steps[axis]) = (index.count, 0)
      _ = try asStrided(sizes, steps)
    }
    for place in try index.ints {
      guard place >= -size, place < size else {
        throw TorchError(.index, "index \(place) is out of bounds for dimension \(axis) with size \(size)")
      }
      (rank == 0 ? self : try select(axis, place)).fill(value)
    }
  }

  /// Calls `body` with the coordinates, the position and the number of every element, in row-major order.
  func forEachIndexedPosition(
    _ body: (_ coordinates: [Int], _ position: Int, _ number: Int) throws(TorchError) -> Void
  ) throws(TorchError) {
    if shape.hasZero { return }
    var counters = [Int](repeating: 0, count: rank)
    var position = 0
    var number = 0
    while true {
      try body(counters, position, number)
      number += 1
      var dim = rank - 1
      while true {
        if dim < 0 { return }
        counters[dim] += 1
        position &+= strides[dim]
        if counters[dim] < shape[dim] { break }
        position &-= strides[dim] &* shape[dim]
        counters[dim] = 0
        dim -= 1
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
