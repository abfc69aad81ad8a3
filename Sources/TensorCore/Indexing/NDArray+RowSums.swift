import CKernels

extension NDArray {
  /// Sums or means of this table's rows (float32 or float64): the i-th has those that `index` names from `ends[i]` to
  /// before `ends[i + 1]` (`F.embedding_bag`).
  package func sumsOfRows(_ index: NDArray, ends: NDArray, isMean: Bool) throws(TorchError) -> NDArray {
    let (table, places, limits) = (try contiguous(), try index.contiguous(), try ends.contiguous())
    let limit = limits.pointer(Int.self)
    let isAscending = ends.count > 0 && (1..<Swift.max(ends.count, 1)).allSatisfy { limit[$0 - 1] <= limit[$0] }
    guard rank == 2, isAscending, limit[0] >= 0, limit[ends.count - 1] <= index.count else {
      throw TorchError(.runtime, "sums of rows need limits that ascend within the \(index.count) indices")
    }
    if let place = try places.firstOutside(0..<shape[0]) {
      throw TorchError(.index, "index \(place) is out of bounds for a table of \(shape[0]) rows")
    }
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
}
