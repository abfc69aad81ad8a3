/// The order in which PyTorch's tensor iterator walks dimensions (`TensorIteratorBase::reorder_dimensions`): it decides
/// the strides of results, and the order in which sums add.
enum IterationOrder {
  /// Whether a dimension belongs inside (negative) or outside (positive) of another, by their strides in one operand; 0
  /// if that is open, as where the operand is broadcast.
  static func compare(_ a: (stride: Int, size: Int), _ b: (stride: Int, size: Int)) -> Int {
    if a.stride == 0 || b.stride == 0 { return 0 }
    if a.stride != b.stride { return a.stride < b.stride ? -1 : 1 }
    return a.size > b.size ? 1 : 0
  }

  /// Sorts by insertion: pairs whose order is open leave what comes before them where it is.
  static func sort<Axis>(_ axes: inout [Axis], by order: (Axis, Axis) -> Int) {
    for start in axes.indices.dropFirst() {
      var place = start
      for other in (0..<start).reversed() {
        let comparison = order(axes[other], axes[place])
        if comparison < 0 { break }
        if comparison > 0 {
          axes.swapAt(other, place)
          place = other
        }
      }
    }
  }
}

extension NDArray {
  /// An array of undefined elements for the result of an elementwise operation on arrays of this shape: dense, its
  /// dimensions in memory in the order of the first operand that has one.
  package init(empty shape: Dims, layoutOf operands: [NDArray], _ dtype: DType) throws(TorchError) {
    try self.init(empty: shape, dtype)
    guard operands.contains(where: { !$0.isContiguous }) else { return }
    let rank = shape.count
    var axes = Array((0..<rank).reversed())
    IterationOrder.sort(&axes) { first, second in
      for operand in operands where operand.rank == rank {
        let order = IterationOrder.compare(
          (operand.walkedStride(first, in: shape), shape[first]),
          (operand.walkedStride(second, in: shape), shape[second]))
        if order != 0 { return order }
      }
      return 0
    }
    var strides = shape.contiguousStrides
    var stride = 1
    for axis in axes {
      strides[axis] = stride
      stride &*= Swift.max(shape[axis], 1)
    }
    self = view(shape: shape, strides: strides)
  }

  /// The memory for the result of an elementwise operation: the target's, where one of the result's shape and type is
  /// handed over, else a new array's.
  ///
  /// Whoever hands one over has seen to it that no operand shares some of its memory, or all of it in another layout:
  /// elements are written one by one, each after it was read.
  static func room(
    _ shape: Dims, layoutOf operands: [NDArray], _ dtype: DType, in target: NDArray?
  ) throws(TorchError) -> NDArray {
    if let target, target.dtype == dtype, target.shape == shape { return target }
    return try NDArray(empty: shape, layoutOf: operands, dtype)
  }

  /// The same where all operands lie in row-major order, as the target has to.
  @inline(__always) package static func rowMajorRoom(
    _ shape: Dims, _ dtype: DType, in target: NDArray?
  ) throws(TorchError) -> NDArray {
    if let target, target.dtype == dtype, target.shape == shape, target.isContiguous { return target }
    return try NDArray(empty: shape, dtype)
  }

  /// Whether an elementwise operation may write into this array while it reads that one: they share no memory, or each
  /// element is the same in both.
  package func mayBeWritten(whileReading other: NDArray) -> Bool {
    storage !== other.storage
      || offset == other.offset && dtype == other.dtype && shape == other.shape && strides == other.strides
  }

  /// Whether this is the other array's memory in the same layout.
  package func isSameMemory(as other: NDArray) -> Bool {
    storage === other.storage && mayBeWritten(whileReading: other)
  }

  /// The stride along a dimension of the shape that this array is broadcast to.
  private func walkedStride(_ axis: Int, in shape: Dims) -> Int {
    self.shape[axis] == 1 && shape[axis] != 1 ? 0 : strides[axis]
  }

  /// The array itself, or a copy of it with the strides of another one, if that is dense.
  package func inStrides(of other: NDArray) throws(TorchError) -> NDArray {
    if other.isContiguous || !other.isNonOverlappingAndDense { return self }
    let out = try NDArray(empty: shape, layoutLike: other, dtype)
    out.assign(from: self)
    return out
  }

  /// The array itself, or a copy of it whose dimensions lie in memory as those of an elementwise operation's result.
  package func inLayout(of operands: [NDArray]) throws(TorchError) -> NDArray {
    guard operands.contains(where: { !$0.isContiguous }) else { return self }
    let out = try NDArray(empty: shape, layoutOf: operands, dtype)
    out.assign(from: self)
    return out
  }
}
