import CKernels

extension NDArray {
  /// The only element as a Python number (`tensor.item()`).
  ///
  /// - Throws: PyTorch's error for any other number of elements.
  package func item() throws(TorchError) -> Scalar {
    guard count == 1 else {
      throw TorchError(.runtime, "a Tensor with \(count) elements cannot be converted to Scalar")
    }
    return element(at: 0)
  }

  /// Whether any element is true (not zero).
  package func anyTrue() throws(TorchError) -> Bool { try truth(all: false).element(at: 0).isTrue }

  /// Whether all elements are true (not zero).
  package func allTrue() throws(TorchError) -> Bool { try truth(all: true).element(at: 0).isTrue }

  /// Elements of `a` where `condition` is true, else of `b`, brought to `dtype` (`torch.where`).
  package static func `where`(
    _ condition: NDArray, _ a: NDArray, _ b: NDArray, as dtype: DType
  ) throws(TorchError) -> NDArray { try select(condition, a, b, as: dtype) }

  /// Whether shape and all elements are the same (`torch.equal`); nan equals nothing.
  package func isEqual(to other: NDArray) throws(TorchError) -> Bool {
    if shape != other.shape { return false }
    if let isEqual = isEqualInOrder(to: other) { return isEqual }
    return try compare(.eq, other, as: promoted(with: other)).allTrue()
  }

  /// The same of another array of this shape, by one loop over both; nil where there is none for their types and layouts.
  func isEqualInOrder(to other: NDArray) -> Bool? {
    guard let type = dtype.number, dtype == other.dtype, isContiguous, other.isContiguous else { return nil }
    return nb_equal(type, Int64(count), start, other.start) != 0
  }

  /// All elements as integers, cut towards zero, in row-major order.
  package var ints: [Int] {
    get throws(TorchError) {
      guard dtype == .int64, isContiguous else { return try elements.map(\.int) }
      return Array(UnsafeBufferPointer(start: pointer(Int.self), count: count))
    }
  }
}

extension DType {
  /// The type in which arrays of this type are ordered: all integers as `int64`, half types as `float32`.
  var orderedType: DType { isIntegral ? .int64 : computeType }

  /// The same for the functions that sort and select, which take halves as they are.
  var sortedType: DType { isIntegral ? .int64 : self }
}
