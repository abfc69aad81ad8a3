import CKernels

extension NDArray {
  /// Sums or means of this table's rows (float32 or float64): the i-th has those that `index` names from `ends[i]` to
  /// before `ends[i + 1]` (`F.embedding_bag`).
  package func sumsOfRows(_ index: NDArray, ends: NDArray, isMean: Bool) throws(TorchError) -> NDArray {
    let (table, places, limits) = (try contiguous(), try index.contiguous(), try ends.contiguous())
    try checkBags(places, limits)
    let limit = limits.pointer(Int.self)
    let out = try NDArray(empty: [ends.count - 1, shape[1]], dtype)
    // Every index names a row, and the limits lie within the indices.
    if dtype == .float32 {
      nb_sum_rows_f32(
        ends.count - 1, limit, places.pointer(Int.self), shape[1], table.pointer(Float.self), isMean ? 1 : 0,
        out.pointer(Float.self))
    } else {
      nb_sum_rows_f64(
        ends.count - 1, limit, places.pointer(Int.self), shape[1], table.pointer(Double.self), isMean ? 1 : 0,
        out.pointer(Double.self))
    }
    return out
  }

  /// The greatest of this table's rows (float32 or float64), element by element, in bags as ``sumsOfRows(_:ends:isMean:)``
  /// has them, and in which rows these are; both are 0 where a bag is empty.
  package func greatestOfRows(
    _ index: NDArray, ends: NDArray
  ) throws(TorchError) -> (values: NDArray, places: NDArray) {
    let (table, places, limits) = (try contiguous(), try index.contiguous(), try ends.contiguous())
    try checkBags(places, limits)
    let size: Dims = [ends.count - 1, shape[1]]
    let (values, rows) = (try NDArray(empty: size, dtype), try NDArray(empty: size, .int64))
    // Every index names a row, and the limits lie within the indices.
    if dtype == .float32 {
      nb_greatest_rows_f32(
        ends.count - 1, limits.pointer(Int.self), places.pointer(Int.self), shape[1], table.pointer(Float.self),
        values.pointer(Float.self), rows.pointer(Int64.self))
    } else {
      nb_greatest_rows_f64(
        ends.count - 1, limits.pointer(Int.self), places.pointer(Int.self), shape[1], table.pointer(Double.self),
        values.pointer(Double.self), rows.pointer(Int64.self))
    }
    return (values, rows)
  }

  /// Refuses bags that name rows which are not there.
  private func checkBags(_ places: NDArray, _ limits: NDArray) throws(TorchError) {
    let limit = limits.pointer(Int.self)
    let isAscending = limits.count > 0 && (1..<Swift.max(limits.count, 1)).allSatisfy { limit[$0 - 1] <= limit[$0] }
    guard rank == 2, isAscending, limit[0] >= 0, limit[limits.count - 1] <= places.count else {
      throw TorchError(.runtime, "bags of rows need limits that ascend within the \(places.count) indices")
    }
    if let place = try places.firstOutside(0..<shape[0]) {
      throw TorchError(.index, "index \(place) is out of bounds for a table of \(shape[0]) rows")
    }
  }
}
