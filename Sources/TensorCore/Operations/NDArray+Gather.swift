extension NDArray {
  /// Elements picked along a dimension: `out[i][j] = self[index[i][j]][j]` for dimension 0 (`torch.gather`).
  ///
  /// - Throws: PyTorch's errors for the index's dtype, shape and values.
  package func gather(_ dim: Int, _ index: NDArray) throws(TorchError) -> NDArray {
    let dim = try wrap(dim)
    guard index.dtype == .int64 || index.dtype == .int32 else {
      throw TorchError(.runtime, "gather(): Expected dtype int32/int64 for index")
    }
    guard Swift.max(rank, 1) == Swift.max(index.rank, 1) else {
      throw TorchError(
        .runtime, "Index tensor must have the same number of dimensions as input tensor")
    }
    for other in 0..<Swift.min(rank, index.rank) where other != dim && index.shape[other] > shape[other] {
      throw TorchError(
        .runtime,
        "Size does not match at dimension \(other) expected index \(index.shape.text) to be no larger than self"
          + " \(shape.text) apart from dimension \(dim)")
    }
    let out = try NDArray(empty: index.shape, dtype)
    let size = rank == 0 ? 1 : shape[dim]
    try index.forEachIndexedPosition { (coordinates, position, number) throws(TorchError) in
      let value = index.element(at: position).int
      guard value >= 0, value < size else {
        throw TorchError(
          .runtime, "index \(value) is out of bounds for dimension \(dim) with size \(size)")
      }
      var source = 0
      for axis in 0..<rank { source &+= (axis == dim ? value : coordinates[axis]) &* strides[axis] }
      out.setElement(at: number, element(at: source))
    }
    return out
  }

  /// Calls `body` with the coordinates, the position and the number of every element, in row-major order.
  func forEachIndexedPosition(
    _ body: (_ coordinates: [Int], _ position: Int, _ number: Int) throws(TorchError) -> Void
  ) throws(TorchError) {
    if shape.contains(0) { return }
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
