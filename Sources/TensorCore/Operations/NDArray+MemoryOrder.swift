// Reductions of arrays whose elements lie side by side, but not in row-major order.

extension NDArray {
  /// The results of a reduction that goes along memory, whatever the order of the dimensions: as PyTorch's iterators do, it
  /// takes the dimensions in the order of their strides, and all of them for one.
  ///
  /// - Parameter reduce: The reduction over dimensions, all of them for nil, of an array in row-major order; the reduced
  ///   dimensions of its results are kept, as ones, unless all are reduced.
  /// - Returns: nil for an array in row-major order, or with gaps, for which the dimensions are to be taken as they are.
  func reducedAsItLies(
    _ dims: [Int]?, keepdim: Bool,
    each reduce: (_ lying: NDArray, _ dims: [Int]?) throws(TorchError) -> [NDArray]
  ) throws(TorchError) -> [NDArray]? {
    guard !isContiguous, count > 0, isNonOverlappingAndDense else { return nil }
    let isReduced = try reductionDims(dims)
    let shape = reducedShape(isReduced, keepdim: keepdim).array
    guard isReduced.contains(false) else {
      return try reduce(view(shape: Dims(count), strides: Dims(1)), nil).map { (result) throws(TorchError) in
        try result.view(shape)
      }
    }
    let order = (0..<rank).sorted { (strides[$0], -$0) > (strides[$1], -$1) }
    let lying = try permute(order)
    guard lying.isContiguous else { return nil }
    var places = [Int](repeating: 0, count: rank)
    for (place, dim) in order.enumerated() { places[dim] = place }
    let results = try reduce(lying, order.indices.filter { isReduced[order[$0]] })
    return try results.map { (result) throws(TorchError) in try result.permute(places).contiguous().view(shape) }
  }

  /// The same of a reduction with one result.
  func reducedAsItLies(
    _ dims: [Int]?, keepdim: Bool, _ reduce: (_ lying: NDArray, _ dims: [Int]?) throws(TorchError) -> NDArray
  ) throws(TorchError) -> NDArray? {
    let results = try reducedAsItLies(
      dims, keepdim: keepdim,
      each: { (lying, dims) throws(TorchError) in
        [try reduce(lying, dims)]
      })
    return results?.first
  }
}
