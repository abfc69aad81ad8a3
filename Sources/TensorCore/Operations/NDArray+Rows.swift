extension NDArray {
  /// A look with one dimension moved to the end (`torch.movedim(dim, -1)`).
  func movedToEnd(_ axis: Int) -> NDArray {
    if rank == 0 || axis == rank - 1 { return self }
    var (newShape, newStrides) = (shape, strides)
    newShape.remove(at: axis)
    newStrides.remove(at: axis)
    newShape.append(shape[axis])
    newStrides.append(strides[axis])
    return view(shape: newShape, strides: newStrides)
  }

  /// A look with the last dimension moved to `axis`.
  func movedFromEnd(_ axis: Int) -> NDArray {
    if rank == 0 || axis == rank - 1 { return self }
    var (newShape, newStrides) = (shape, strides)
    newShape.remove(at: rank - 1)
    newStrides.remove(at: rank - 1)
    newShape.insert(shape[rank - 1], at: axis)
    newStrides.insert(strides[rank - 1], at: axis)
    return view(shape: newShape, strides: newStrides)
  }

  /// The lines along a dimension as rows of contiguous memory in `dtype`; an array without dimensions is one row of one.
  func lines(_ axis: Int, as dtype: DType) throws(TorchError) -> (array: NDArray, rows: Int, length: Int) {
    let length = rank == 0 ? 1 : shape[axis]
    var rows = 1
    for index in 0..<rank where index != axis { rows &*= shape[index] }
    return (try cast(to: dtype).movedToEnd(axis).contiguous(), rows, length)
  }

  /// An array to be filled by rows that afterwards becomes one of this shape with `length` elements along the dimension.
  func emptyLines(_ axis: Int, length: Int, _ dtype: DType) throws(TorchError) -> NDArray {
    var target = movedToEnd(axis).shape
    if rank > 0 { target[rank - 1] = length }
    return try NDArray(empty: target, dtype)
  }

  /// The array of rows that ``emptyLines(_:length:_:)`` made, in the original order of dimensions, contiguous.
  func restored(_ axis: Int, as dtype: DType) throws(TorchError) -> NDArray {
    let result = try cast(to: dtype).movedFromEnd(axis).contiguous()
    // Moving a dimension of size one leaves it another's stride.
    return result.view(shape: result.shape, strides: result.shape.contiguousStrides)
  }
}
