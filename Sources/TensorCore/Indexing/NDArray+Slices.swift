import CKernels

// One index for whole slices.

extension NDArray {
  private static let outOfRange = TorchError(.index, "index out of range in self")

  /// An index of one dimension at most, as `int64`, checked against the size of a dimension.
  private func sliceIndex(
    _ index: NDArray, _ dim: Int, _ refusal: (_ value: Int, _ size: Int) -> TorchError = { _, _ in NDArray.outOfRange }
  ) throws(TorchError) -> [Int] {
    try slicePlaces(index, dim, refusal).ints
  }

  /// The same in row-major order.
  private func slicePlaces(
    _ index: NDArray, _ dim: Int, _ refusal: (_ value: Int, _ size: Int) -> TorchError = { _, _ in NDArray.outOfRange }
  ) throws(TorchError) -> NDArray {
    let size = rank == 0 ? 1 : shape[dim]
    try Storage.checkRoom(for: index.count, of: dtype.itemSize)
    let values = try index.cast(to: .int64).contiguous()
    if let outside = try values.firstOutside(0..<size) { throw refusal(outside, size) }
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
    // PyTorch has another loop, with other words, for the second dimension.
    let places = try slicePlaces(index, axis) { value, size in
      axis == 1
        ? TorchError(.runtime, "INDICES element is out of DATA bounds, id=\(value) axis_dim=\(size)")
        : NDArray.outOfRange
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
  private func slices(_ axis: Int, _ index: NDArray) throws(TorchError) -> NDArray {
    let places = UnsafeBufferPointer(start: index.pointer(Int.self), count: index.count)
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
        nb_pick(item, index.count, index.pointer(Int.self), 1, source, target)
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
    try checkSlices(of: source, axis, index, name: "index_add_")
    if source.rank != rank || (0..<rank).contains(where: { $0 != axis && shape[$0] != source.shape[$0] }) {
      throw TorchError(
        .runtime,
        "source tensor shape must match self tensor shape, excluding the specified dimension. Got self.shape ="
          + " \(shape.text) source.shape = \(source.shape.text)")
    }
    if rank > 1, count == 0 || index.count == 0 { return }
    let isScattered = scattersSlices(axis, index) && (alpha == .int(1) || alpha == .double(1))
    let places = try sliceIndex(index, axis) { value, size in
      isScattered
        ? TorchError(.runtime, "index \(value) is out of bounds for dimension \(axis) with size \(size)")
        : NDArray.outOfRange
    }
    if isScattered, dtype.computeType != dtype, places.count > 1 {
      // It matters how several slices are added to one.
      var seen = [Bool](repeating: false, count: shape[axis])
      for place in places where !seen[place] { seen[place] = true }
      if seen.count(where: { $0 }) < places.count {
        var sizes = [Int](repeating: 1, count: rank)
        sizes[axis] = index.count
        return try scatter(axis, index.reshape(sizes).broadcasted(to: source.shape), source, .add, name: "scatter_add")
      }
    }
    let scaled = alpha == .int(1) ? source : try source.mul(NDArray(scalar: alpha, dtype), as: dtype)
    if rank > 0, source.rank == rank, combineSlices(NB_ADD, axis, places, try scaled.contiguous()) { return }
    for (number, place) in places.enumerated() {
      let target = rank == 0 ? self : try select(axis, place)
      let slice = rank == 0 ? scaled : try scaled.select(axis, number)
      try target.copy(from: target.add(slice, as: dtype))
    }
  }

  /// Whether PyTorch adds slices along a dimension by scattering them, if it does not multiply them: with other words for
  /// what is out of range, and in its way of adding halves.
  private func scattersSlices(_ axis: Int, _ index: NDArray) -> Bool {
    rank > 1 && (axis == 0 || axis == rank - 1) && index.dtype == .int64
  }

  /// Combines slices with those that places name, one after the other, by loops in C, where both arrays lie in row-major
  /// order and their other dimensions are the same; false, having done nothing, elsewhere.
  private func combineSlices(_ rule: nb_binary, _ axis: Int, _ places: [Int], _ source: NDArray) -> Bool {
    guard isContiguous, source.isContiguous, source.dtype == dtype, source.storage !== storage, dtype.number != nil
    else { return false }
    var (outer, inner) = (1, 1)
    for index in 0..<rank where index != axis {
      guard shape[index] == source.shape[index] else { return false }
      if index < axis { outer &*= shape[index] } else { inner &*= shape[index] }
    }
    for block in 0..<outer {
      // A block has a slice for each place of the dimension, and the source one for each index.
      let (to, from) = (block &* shape[axis] &* inner, block &* places.count &* inner)
      guard combineRows(rule, places, inner, inner, at: to, with: source, at: from) else { return false }
    }
    return true
  }

  /// Combines rows of `length` elements that lie side by side in `source` with rows of this array, the starts of which lie
  /// `places` times `stride` elements behind a position; false for types that have no loop in C.
  func combineRows(
    _ rule: nb_binary, _ places: [Int], _ stride: Int, _ length: Int, at position: Int, with source: NDArray,
    at first: Int
  ) -> Bool {
    guard let type = dtype.number else { return false }
    let item = dtype.itemSize
    // All rows lie within this array, and the source has one for each place.
    nb_combine_rows(
      rule, type, places.count, places, stride, length, source.start + first &* item, start + position &* item)
    return true
  }

  /// Adds the elements of an array of this shape, one after the other, where several places may be one in memory; false,
  /// having done nothing, for types and layouts that have no loop.
  package func addOverlapping(_ source: NDArray) throws(TorchError) -> Bool {
    guard rank > 0, source.shape == shape, source.dtype == dtype, strides[rank - 1] == 1, source.storage !== storage
    else { return false }
    if shape.hasZero { return true }
    let (input, length) = (try source.contiguous(), shape[rank - 1])
    var places: [Int] = []
    places.reserveCapacity(count / length)
    try narrow(rank - 1, 0, 1).forEachPosition { places.append($0) }
    if length >= 8 { return combineRows(NB_ADD, places, 1, length, at: 0, with: input, at: 0) }
    func run<T: BinaryFloatingPoint>(_: T.Type) {
      let to = pointer(T.self)
      var from = input.pointer(T.self)
      for place in places {
        for column in 0..<length { to[place &+ column] += from[column] }
        from += length
      }
    }
    switch dtype {
    case .float32: run(Float.self)
    case .float64: run(Double.self)
    default: return false
    }
    return true
  }

  /// Refuses, in PyTorch's words, slices of `source` that an index cannot place along a dimension of this array.
  private func checkSlices(
    of source: NDArray, _ axis: Int, _ index: NDArray, name: String
  ) throws(TorchError) {
    if index.rank > 1 {
      throw TorchError(
        .index,
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
    try checkSlices(of: source, axis, index, name: "index_reduce_")
    if !includesSelf, dtype.isComplex || dtype == .bool {
      throw .notImplemented("index_reduce_func_exclude_input_init", for: dtype)
    }
    let places = try sliceIndex(index, axis)
    if dtype == .bool, rank <= 1 { throw .notImplemented("index_func_", for: dtype) }
    if places.isEmpty { return }
    if dtype.isComplex, reduction == .amax || reduction == .amin {
      throw .notImplemented(reduction == .amax ? "maximum_cpu" : "minimum_cpu", for: dtype)
    }
    // What an index names is first what leaves the other operand as it is.
    if !includesSelf { try fillSlices(axis, places, reduction.identity(in: dtype)) }
    let isCombined =
      rank > 0 && source.rank == rank && combineSlices(reduction.rule, axis, places, source)
    for (number, place) in places.enumerated() where !isCombined {
      let target = rank == 0 ? self : try select(axis, place)
      let slice = source.rank == 0 ? source : try source.select(axis, number)
      let combined =
        switch reduction {
        case .multiply: try target.mul(slice, as: dtype, into: target)
        case .amax: try target.maximum(slice, as: dtype, into: target)
        case .amin: try target.minimum(slice, as: dtype, into: target)
        default: try target.add(slice, as: dtype, into: target)
        }
      if !combined.isSameMemory(as: target) { try target.copy(from: combined) }
    }
    guard reduction == .mean else { return }
    if dtype == .bool { throw .notImplemented("div_floor_cpu", for: dtype) }
    let isRounded = !scattersSlices(axis, index)
    let counts = try sliceCounts(axis, places, includesSelf: includesSelf, isRounded: isRounded)
      .broadcasted(to: shape)
    try NDArray.eachSlab([self, counts]) { (slabs) throws(TorchError) in
      let (part, divisors) = (slabs[0], try slabs[1].contiguous())
      let means =
        dtype.isIntegral
        ? try part.floorDivide(divisors, as: dtype, into: part) : try part.div(divisors, as: dtype, into: part)
      if !means.isSameMemory(as: part) { part.assign(from: means) }
    }
  }

  /// Fills slices at places along a dimension with a value.
  private func fillSlices(_ axis: Int, _ places: [Int], _ value: Scalar) throws(TorchError) {
    if isContiguous, rank > 0 {
      let (item, row) = (dtype.itemSize, shape.array.dropFirst(axis + 1).reduce(1, *))
      let block = shape[axis] &* row
      let line = try NDArray(full: [row], value, dtype)
      for start in stride(from: 0, to: count, by: Swift.max(block, 1)) {
        // A block has `row` elements at each place of the dimension.
        let target = self.start + start &* item
        if row == 1 {
          nb_scatter(item, places.count, places, 1, 1, line.start, 0, target, 0)
        } else {
          for place in places {
            (target + place &* row &* item).copyMemory(from: line.start, byteCount: row &* item)
          }
        }
      }
      return
    }
    var seen = [Bool](repeating: false, count: rank == 0 ? 1 : shape[axis])
    for place in places where !seen[place] {
      seen[place] = true
      (rank == 0 ? self : try select(axis, place)).fill(value)
    }
  }

  /// How many slices come together at each place along a dimension, counted in the type of the elements, as PyTorch does
  /// it, but at least one; in a shape that broadcasts to that of this array.
  ///
  /// - Parameter isRounded: Whether each number of halves is rounded to one, and not only the last one.
  private func sliceCounts(
    _ axis: Int, _ places: [Int], includesSelf: Bool, isRounded: Bool
  ) throws(TorchError) -> NDArray {
    let compute = isRounded ? dtype : dtype.computeType
    var counts = try NDArray(full: [rank == 0 ? 1 : shape[axis]], .int(includesSelf ? 1 : 0), compute)
    var one = try NDArray(full: [1], .int(1), compute)
    if let type = compute.number {
      // All places lie within the dimension.
      nb_combine_at(NB_ADD, type, places.count, places, 1, 1, one.start, 0, counts.start, 0)
    } else {
      for place in places { counts.setElement(at: place, .int(counts.element(at: place).int + 1)) }
    }
    (counts, one) = (try counts.cast(to: dtype), try one.cast(to: dtype))
    let zeros = try counts.compare(.eq, NDArray(scalar: .int(0), dtype), as: dtype)
    try counts.maskedFill(zeros, with: one.view(shape: [], strides: []))
    var sizes = [Int](repeating: 1, count: rank)
    if rank > 0 { sizes[axis] = counts.count }
    return try counts.view(sizes)
  }

  /// Copies slices of `source` to the slices an index names (`index_copy_`).
  package func indexCopy(_ dim: Int, _ index: NDArray, _ source: NDArray) throws(TorchError) {
    let axis = try wrap(dim)
    if index.rank > 1 {
      throw TorchError(.index, "index_copy_(): Index should have dimension 1 or 0 (got \(index.rank))")
    }
    guard source.rank == rank || source.rank == 0 || rank == 0 else {
      throw TorchError(
        .index,
        "index_copy_(): When source and destination are not scalars, their dimensionality must match. Source dimensionality"
          + " (\(source.rank)), destination dimensionality (\(rank))")
    }
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
    let places = try sliceIndex(index, axis) { value, size in
      TorchError(.index, "index_copy_(): index \(value) is out of bounds for dimension \(axis) with size \(size)")
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
}
