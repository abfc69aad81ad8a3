import TensorCore

extension Tensor {
  /// The values of `self operation other` in the usual case of small tensors: floating point of one type in row-major
  /// order, and `other` of the same shape, one row of it, or a number (as a tensor or as it is). nil for all else.
  package func combined(_ operation: VectorOperation, _ other: Tensor) -> NDArray? {
    let dtype = array.dtype
    guard dtype == .float32 || dtype == .float64, !isWrappedNumber else { return nil }
    guard array.shape.isRowMajor(array.strides) else {
      return operation.commutes ? other.combinedWithStretched(operation, self) : nil
    }
    if other.array.dtype == dtype, !other.isWrappedNumber {
      if other.array.shape == array.shape, other.array.strides == array.strides {
        return NDArray.combined(
          operation, dtype, array.shape, array.storage, at: array.offset, other.array.storage, at: other.array.offset)
      }
      if other.array.shape == array.shape { return combinedWithStretched(operation, other) }
      let rank = array.shape.count
      switch other.array.shape.count {
      case 0:
        return NDArray.combined(
          operation, dtype, array.shape, array.strides, array.storage, at: array.offset, row: other.array.storage,
          at: other.array.offset, length: 1)
      case 1 where rank >= 1:
        let length = other.array.shape[0]
        guard length == 1 || length == array.shape[rank - 1] && other.array.strides[0] == 1 else { return nil }
        return NDArray.combined(
          operation, dtype, array.shape, array.strides, array.storage, at: array.offset, row: other.array.storage,
          at: other.array.offset, length: length)
      default: return nil
      }
    }
    guard other.isWrappedNumber, other.array.shape.count == 0,
      let number = NDArray.number(in: other.array.storage.bytes, at: other.array.offset, other.array.dtype)
    else { return nil }
    return NDArray.combined(
      operation, dtype, array.shape, array.strides, array.storage, at: array.offset, number: number)
  }

  /// The same where `other` is a number stretched to this shape, as the gradients of a sum's elements are.
  private func combinedWithStretched(_ operation: VectorOperation, _ other: Tensor) -> NDArray? {
    let shape = array.shape
    guard other.array.shape == shape, other.array.dtype == array.dtype, !isWrappedNumber, !other.isWrappedNumber,
      shape.isRowMajor(array.strides), shape.product > 0
    else { return nil }
    for index in 0..<shape.count where shape[index] != 1 && other.array.strides[index] != 0 { return nil }
    return NDArray.combined(
      operation, array.dtype, shape, array.strides, array.storage, at: array.offset, row: other.array.storage,
      at: other.array.offset, length: 1)
  }

  /// `self operation= other` in the usual case, of a result that nobody looks at but the caller.
  ///
  /// - Returns: Whether that was done.
  func combine(_ operation: VectorOperation, with other: Tensor) -> Bool {
    guard isPlainResult, array.ownsItsStorage() else { return false }
    guard other.isWrappedNumber else { return combineValues(operation, with: other) }
    guard let number = other.onlyNumber else { return false }
    return combineValues(operation, withNumber: number)
  }

  /// The number of a tensor without dimensions that holds a `float64`, or an `int64` that is a double too.
  package var onlyNumber: Double? {
    array.shape.count == 0 ? NDArray.number(in: array.storage.bytes, at: array.offset, array.dtype) : nil
  }

  /// `self operation= other` on the values in the usual case; neither recorded nor counted as a version.
  ///
  /// - Returns: Whether that was done.
  @inline(__always) package func combineValues(_ operation: VectorOperation, with other: Tensor) -> Bool {
    NDArray.combine(
      operation, array.dtype, array.shape, array.strides, array.storage, at: array.offset, with: other.array.dtype,
      other.array.shape, other.array.strides, other.array.storage, at: other.array.offset)
  }

  /// The same with a number.
  @inline(__always) package func combineValues(_ operation: VectorOperation, withNumber number: Double) -> Bool {
    NDArray.combine(
      operation, array.dtype, array.shape, array.strides, array.storage.bytes, at: array.offset,
      withNumber: number)
  }

  /// The product of two small matrices of one floating-point type, each taken as it is or with its rows as columns; nil
  /// for all else.
  package func smallProduct(_ other: Tensor, turned: Bool = false, otherTurned: Bool = false) -> NDArray? {
    guard array.dtype == other.array.dtype else { return nil }
    return NDArray.smallProduct(
      array.dtype, array.storage, at: array.offset, array.shape, array.strides, turned: turned, other.array.storage,
      at: other.array.offset, other.array.shape, other.array.strides, turned: otherTurned)
  }

  /// The values of `self operation number`, where the result has the type of `self`; nil for all else.
  package func combined(_ operation: VectorOperation, number: Double) -> NDArray? {
    let dtype = array.dtype
    guard dtype == .float32 || dtype == .float64, !isWrappedNumber, array.shape.isRowMajor(array.strides) else {
      return nil
    }
    return NDArray.combined(
      operation, dtype, array.shape, array.strides, array.storage, at: array.offset, number: number)
  }
}
