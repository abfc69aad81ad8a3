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
    for place in 0..<Swift.min(rank, source.rank) where place != axis && shape[place] != source.shape[place] {
      throw TorchError(
        .runtime,
        "source tensor shape must match self tensor shape, excluding the specified dimension. Got self.shape ="
          + " \(shape.text) source.shape = \(source.shape.text)")
    }
    let places = try sliceIndex(index, axis)
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
      _: T.Type,
      _ add: (Int, UnsafePointer<Int>, Int, Int, UnsafePointer<T>?, Int, UnsafeMutablePointer<T>?, Int) -> Void,
      _ combine: (nb_binary, Int64, UnsafePointer<T>?, Int64, UnsafePointer<T>?, Int64, UnsafeMutablePointer<T>?) ->
        Void
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
    func walk<T: Element>(_: T.Type, _ sum: (T, T) -> T) {
      var from = source.pointer(T.self) + first
      for place in places {
        let to = pointer(T.self) + position + place &* stride
        for column in 0..<length { to[column] = sum(to[column], from[column]) }
        from += length
      }
    }
    switch dtype {
    case .float32: run(Float.self, nb_scatter_add_f32, nb_binary_f32)
    case .float64: run(Double.self, nb_scatter_add_f64, nb_binary_f64)
    case .int64: run(Int64.self, nb_scatter_add_i64, nb_binary_i64)
    case .int32:
      let (from, to) = (source.pointer(Int32.self) + first, pointer(Int32.self) + position)
      if length == 1 {
        nb_scatter_add_i32(places.count, places, 1, stride, from, 1, to, 0)
      } else {
        nb_add_rows_i32(places.count, places, stride, length, from, to)
      }
    case .int16: walk(Int16.self) { $0 &+ $1 }
    case .int8: walk(Int8.self) { $0 &+ $1 }
    case .uint8: walk(UInt8.self) { $0 &+ $1 }
    case .float16: walk(Half.self) { Half($0.float + $1.float) }
    case .bfloat16: walk(BFloat16.self) { BFloat16($0.float + $1.float) }
    default: return false
    }
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
    if length >= 8 { return addRows(places, 1, length, at: 0, of: input, at: 0) }
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
    var seen = Set<Int>()
    var counts: [Int: Int] = [:]
    for (number, place) in places.enumerated() {
      let target = rank == 0 ? self : try select(axis, place)
      let slice = source.rank == 0 ? source : try source.select(axis, number)
      let isFirst = !includesSelf && seen.insert(place).inserted
      counts[place, default: includesSelf ? 1 : 0] += 1
      let combined: NDArray
      switch reduction {
      case .multiply: combined = isFirst ? slice : try target.mul(slice, as: dtype, into: target)
      case .amax, .amin:
        if dtype.isComplex {
          throw .notImplemented(reduction == .amax ? "maximum_cpu" : "minimum_cpu", for: dtype)
        }
        combined =
          isFirst
          ? slice
          : try reduction == .amax
            ? target.maximum(slice, as: dtype, into: target) : target.minimum(slice, as: dtype, into: target)
      default: combined = isFirst ? slice : try target.add(slice, as: dtype, into: target)
      }
      if !combined.isSameMemory(as: target) { try target.copy(from: combined) }
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
