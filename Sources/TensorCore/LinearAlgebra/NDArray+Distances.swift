import CKernels

extension NDArray {
  /// The norms of differences of rows that have a loop.
  package enum RowNorm {
    case sum, euclidean, largest

    /// - Returns: nil for other orders than 1, 2 and infinity.
    package init?(_ order: Double) {
      switch order {
      case 1: self = .sum
      case 2: self = .euclidean
      case .infinity: self = .largest
      default: return nil
      }
    }

    fileprivate var kind: nb_norm_kind {
      switch self {
      case .sum: NB_NORM_1
      case .euclidean: NB_NORM_2
      case .largest: NB_NORM_MAX
      }
    }
  }

  /// The distances of each row of a matrix of `float32` or `float64` from those that follow (`torch.pdist`).
  package func rowDistances(_ norm: RowNorm) throws(TorchError) -> NDArray {
    let (rows, length) = (shape[0], shape[1])
    let (squares, overflow) = rows.multipliedReportingOverflow(by: Swift.max(rows &- 1, 0))
    if overflow { try Storage.checkRoom(for: Int.max, of: dtype.itemSize) }
    let input = try contiguous()
    let out = try NDArray(empty: [squares / 2], dtype)
    // There is one result for each pair of rows.
    if dtype == .float32 {
      let x = input.pointer(Float.self)
      nb_distances_f32(norm.kind, 1, Int64(rows), Int64(rows), Int64(length), x, x, out.pointer(Float.self))
    } else {
      let x = input.pointer(Double.self)
      nb_distances_f64(norm.kind, 1, Int64(rows), Int64(rows), Int64(length), x, x, out.pointer(Double.self))
    }
    return out
  }

  /// The distances of each row of this matrix from each row of another, or of batches of both alike (`torch.cdist`); nil
  /// for other shapes and types than `float32` and `float64`.
  package func distances(_ norm: RowNorm, from other: NDArray) throws(TorchError) -> NDArray? {
    guard dtype == .float32 || dtype == .float64, rank >= 2, other.rank == rank, other.dtype == dtype,
      Array(shape.array.dropLast(2)) == Array(other.shape.array.dropLast(2))
    else { return nil }
    let (rows, others, length) = (shape[rank - 2], other.shape[rank - 2], shape[rank - 1])
    guard other.shape[rank - 1] == length, length > 0 else { return nil }
    let (input, other) = (try contiguous(), try other.contiguous())
    let out = try NDArray(empty: Dims(shape.array.dropLast(2) + [rows, others]), dtype)
    guard out.count > 0 else { return out }
    for number in 0..<(out.count / (rows &* others)) {
      // There is one result for each pair of rows of one number.
      let (own, all, pairs) = (number &* rows &* length, number &* others &* length, number &* rows &* others)
      let (m, n, k) = (Int64(rows), Int64(others), Int64(length))
      if dtype == .float32 {
        let (x, y, target) = (
          input.pointer(Float.self) + own, other.pointer(Float.self) + all, out.pointer(Float.self) + pairs
        )
        switch norm {
        case .sum: nb_distances_in_order_f32(0, m, n, k, x, y, target)
        case .euclidean: nb_distances_in_order_f32(1, m, n, k, x, y, target)
        case .largest: nb_distances_f32(norm.kind, 0, m, n, k, x, y, target)
        }
      } else {
        let (x, y, target) = (
          input.pointer(Double.self) + own, other.pointer(Double.self) + all, out.pointer(Double.self) + pairs
        )
        switch norm {
        case .sum: nb_distances_in_order_f64(0, m, n, k, x, y, target)
        case .euclidean: nb_distances_in_order_f64(1, m, n, k, x, y, target)
        case .largest: nb_distances_f64(norm.kind, 0, m, n, k, x, y, target)
        }
      }
    }
    return out
  }

  /// The gradient of ``rowDistances(_:)`` for this matrix, from its result and the gradient of that.
  package func rowDistancesGradient(
    _ norm: RowNorm, _ distances: NDArray, grad: NDArray
  ) throws(TorchError) -> NDArray {
    let (rows, length) = (shape[0], shape[1])
    let (input, distances, grad) = (try contiguous(), try distances.contiguous(), try grad.contiguous())
    let out = try NDArray(zeros: shape, dtype)
    guard distances.count == rows * Swift.max(rows - 1, 0) / 2, grad.shape == distances.shape, distances.dtype == dtype,
      grad.dtype == dtype
    else { throw TorchError(.runtime, "gradients of distances need one for each pair of rows") }
    if dtype == .float32 {
      let x = input.pointer(Float.self)
      nb_distance_rows_f32(
        norm.kind, 1, Int64(rows), Int64(rows), Int64(length), x, x, distances.pointer(Float.self),
        grad.pointer(Float.self), out.pointer(Float.self))
    } else {
      let x = input.pointer(Double.self)
      nb_distance_rows_f64(
        norm.kind, 1, Int64(rows), Int64(rows), Int64(length), x, x, distances.pointer(Double.self),
        grad.pointer(Double.self), out.pointer(Double.self))
    }
    return out
  }

  /// The gradient of the distances of each row of this matrix from each row of another, or of batches of both alike, for
  /// this one; nil for other shapes and types than `float32` and `float64`.
  package func distancesGradient(
    _ norm: RowNorm, from other: NDArray, _ distances: NDArray, grad: NDArray
  ) throws(TorchError) -> NDArray? {
    guard dtype == .float32 || dtype == .float64, rank >= 2, other.rank == rank, distances.rank == rank else {
      return nil
    }
    let (rows, others, length) = (shape[rank - 2], other.shape[rank - 2], shape[rank - 1])
    for array in [other, distances, grad] where array.dtype != dtype { return nil }
    var batch = 1
    for axis in 0..<(rank - 2) {
      guard other.shape[axis] == shape[axis], distances.shape[axis] == shape[axis] else { return nil }
      batch &*= shape[axis]
    }
    guard other.shape[rank - 1] == length, distances.shape[rank - 2] == rows, distances.shape[rank - 1] == others,
      grad.shape == distances.shape
    else { return nil }
    let (input, other) = (try contiguous(), try other.contiguous())
    let (distances, grad) = (try distances.contiguous(), try grad.contiguous())
    let out = try NDArray(zeros: shape, dtype)
    for number in 0..<batch {
      let (own, all, pairs) = (number &* rows &* length, number &* others &* length, number &* rows &* others)
      if dtype == .float32 {
        nb_distance_rows_f32(
          norm.kind, 0, Int64(rows), Int64(others), Int64(length), input.pointer(Float.self) + own,
          other.pointer(Float.self) + all, distances.pointer(Float.self) + pairs, grad.pointer(Float.self) + pairs,
          out.pointer(Float.self) + own)
      } else {
        nb_distance_rows_f64(
          norm.kind, 0, Int64(rows), Int64(others), Int64(length), input.pointer(Double.self) + own,
          other.pointer(Double.self) + all, distances.pointer(Double.self) + pairs,
          grad.pointer(Double.self) + pairs, out.pointer(Double.self) + own)
      }
    }
    return out
  }
}
