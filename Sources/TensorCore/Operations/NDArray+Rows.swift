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

  /// Fills arrays of this shape, but of `length` elements along a dimension, with what `body` makes of the lines along it.
  ///
  /// Lines that have to be converted to `compute` or laid out anew are taken some at a time.
  ///
  /// - Parameter body: is given some lines and gives arrays of rows, as ``emptyLines(_:length:_:)`` makes them; or nil, and
  ///   then all is nil.
  func byLines(
    _ axis: Int, as compute: DType, length: Int, _ types: [DType],
    _ body: (_ part: NDArray) throws(TorchError) -> [NDArray]?
  ) throws(TorchError) -> [NDArray]? {
    let places = (0..<rank).filter { $0 != axis && shape[$0] > 1 }
    guard count > NDArray.slabSize, dtype != compute || axis != rank - 1 || !isContiguous,
      let place = places.max(by: { shape[$0] < shape[$1] })
    else {
      guard let rows = try body(self) else { return nil }
      var results: [NDArray] = []
      for (row, type) in zip(rows, types) { results.append(try row.restored(axis, as: type)) }
      return results
    }
    var results: [NDArray] = []
    var wanted = shape
    if rank > 0 { wanted[axis] = length }
    for type in types { results.append(try NDArray(empty: wanted, type)) }
    let step = Swift.max(1, NDArray.slabSize / (count / shape[place]))
    var start = 0
    while start < shape[place] {
      let width = Swift.min(step, shape[place] - start)
      let part = try narrow(place, start, width)
      // Lines of several more dimensions are cut along those.
      guard let rows = try width == 1 ? part.byLines(axis, as: compute, length: length, types, body) : body(part)
      else { return nil }
      for (result, row) in zip(results, rows) {
        try result.narrow(place, start, width).assign(from: width == 1 ? row : row.movedFromEnd(axis))
      }
      start += width
    }
    return results
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
