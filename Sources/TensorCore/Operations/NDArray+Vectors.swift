import CKernels

/// Arithmetic that one loop in C does for neighbours in memory.
package enum VectorOperation: Sendable {
  case add, subtract, multiply, divide, maximum, minimum

  /// Whether the operands may change places.
  package var commutes: Bool { self == .add || self == .multiply }

  @inline(__always) fileprivate var code: nb_binary {
    switch self {
    case .add: NB_ADD
    case .subtract: NB_SUBTRACT
    case .multiply: NB_MULTIPLY
    case .divide: NB_DIVIDE
    case .maximum: NB_MAXIMUM
    case .minimum: NB_MINIMUM
    }
  }
}

extension Dims {
  /// Whether arrays of this shape with these strides lie in row-major order without gaps.
  @inline(__always) package func isRowMajor(_ strides: Dims) -> Bool {
    isMatrix(strides) || isRowMajorAtAll(strides)
  }

  /// Whether this is the usual case of it.
  @inline(__always) private func isMatrix(_ strides: Dims) -> Bool {
    count == 2 && strides[1] == 1 && strides[0] == self[1]
  }

  private func isRowMajorAtAll(_ strides: Dims) -> Bool {
    var expected = 1
    var index = count - 1
    while index >= 0 {
      let size = self[index]
      if size == 0 { return true }
      if size != 1 {
        if strides[index] != expected { return false }
        expected &*= size
      }
      index -= 1
    }
    return true
  }
}

// The arithmetic of small tensors, for callers that have looked at the operands: nothing is promoted, broadcast or
// checked again. The operands' parts come one by one, because an array that lies in an object would be copied, and a
// copy counts a reference.

extension NDArray {
  /// `a operation b` of `float32` or `float64` arrays of one row-major shape.
  ///
  /// - Returns: nil if there is no memory; the caller's other way says so.
  @inline(__always) package static func combined(
    _ operation: VectorOperation, _ dtype: DType, _ shape: Dims, _ a: Storage, at offsetA: Int, _ b: Storage,
    at offsetB: Int
  ) -> NDArray? {
    let count = shape.product
    guard let out = try? Storage.make(byteCount: count &* dtype.itemSize, of: dtype) else { return nil }
    run(
      operation, dtype, count, a.bytes + offsetA &* dtype.itemSize, b.bytes + offsetB &* dtype.itemSize, 1, out.bytes)
    return NDArray(out, dtype: dtype, shape: shape, strides: shape.contiguousStrides, offset: 0)
  }

  /// The same with a second operand of one row, which is as long as the last dimension, or of one number.
  @inline(__always) package static func combined(
    _ operation: VectorOperation, _ dtype: DType, _ shape: Dims, _ strides: Dims, _ a: Storage, at offsetA: Int,
    row b: Storage, at offsetB: Int, length: Int
  ) -> NDArray? {
    let count = shape.product
    let size = dtype.itemSize
    guard let out = try? Storage.make(byteCount: count &* size, of: dtype) else { return nil }
    let (left, right) = (a.bytes + offsetA &* size, b.bytes + offsetB &* size)
    if length == 1 {
      run(operation, dtype, count, left, right, 0, out.bytes)
    } else {
      run(operation, dtype, rows: count / Swift.max(length, 1), length, left, right, out.bytes)
    }
    return NDArray(out, dtype: dtype, shape: shape, strides: strides, offset: 0)
  }

  /// The same with a number.
  @inline(__always) package static func combined(
    _ operation: VectorOperation, _ dtype: DType, _ shape: Dims, _ strides: Dims, _ a: Storage, at offsetA: Int,
    number: Double
  ) -> NDArray? {
    let count = shape.product
    guard let out = try? Storage.make(byteCount: count &* dtype.itemSize, of: dtype) else { return nil }
    let left = a.bytes + offsetA &* dtype.itemSize
    if dtype == .float32 {
      withUnsafeBytes(of: Float(number)) { run(operation, dtype, count, left, $0.baseAddress, 0, out.bytes) }
    } else {
      withUnsafeBytes(of: number) { run(operation, dtype, count, left, $0.baseAddress, 0, out.bytes) }
    }
    return NDArray(out, dtype: dtype, shape: shape, strides: strides, offset: 0)
  }

  /// The number of an array without dimensions that holds a `float64`, or an `int64` that is a double too.
  package var onlyNumber: Double? { rank == 0 ? NDArray.number(in: storage.bytes, at: offset, dtype) : nil }

  /// The element of a storage that holds a `float64`, or an `int64` that is a double too; the offset lies within it.
  ///
  /// - Parameter bytes: The storage's, which the caller keeps alive.
  @inline(__always) package static func number(
    in bytes: UnsafeMutableRawPointer, at offset: Int, _ dtype: DType
  ) -> Double? {
    if dtype == .float64 { return bytes.load(fromByteOffset: offset &* 8, as: Double.self) }
    guard dtype == .int64 else { return nil }
    return Scalar.int(bytes.load(fromByteOffset: offset &* 8, as: Int.self)).exactDouble
  }

  /// `self operation= other` of `float32` or `float64` arrays in row-major order, where `other` has the same shape or is
  /// one row; the result is the same as of ``combined(_:_:_:_:_:at:_:at:)``.
  ///
  /// - Returns: whether that was done.
  package func combine(_ operation: VectorOperation, with other: NDArray) -> Bool {
    NDArray.combine(
      operation, dtype, shape, strides, storage, at: offset, with: other.dtype, other.shape, other.strides,
      other.storage, at: other.offset)
  }

  /// The same with the arrays' parts one by one.
  @inline(__always) package static func combine(
    _ operation: VectorOperation, _ dtype: DType, _ shape: Dims, _ strides: Dims, _ storage: Storage, at offset: Int,
    with otherDType: DType, _ otherShape: Dims, _ otherStrides: Dims, _ other: Storage, at otherOffset: Int
  ) -> Bool {
    guard dtype == .float32 || dtype == .float64, otherDType == dtype, shape.isRowMajor(strides) else { return false }
    let isAlike = otherShape == shape
    // Elements may be read and written at one place, but not read after their neighbours were written.
    guard storage !== other || offset == otherOffset && isAlike else { return false }
    let start = storage.bytes + offset &* dtype.itemSize
    let otherStart = other.bytes + otherOffset &* dtype.itemSize
    if isAlike, otherShape.isRowMajor(otherStrides) {
      run(operation, dtype, shape.product, start, otherStart, 1, start)
      return true
    }
    let rank = shape.count
    guard otherShape.count <= 1, rank >= otherShape.count else { return false }
    let length = otherShape.product
    if length == 1 {
      run(operation, dtype, shape.product, start, otherStart, 0, start)
      return true
    }
    guard rank >= 1, length == shape[rank - 1], otherShape.isRowMajor(otherStrides) else { return false }
    if length > 0 { run(operation, dtype, rows: shape.product / length, length, start, otherStart, start) }
    return true
  }

  /// `self operation= number` of a `float32` or `float64` array in row-major order.
  ///
  /// - Returns: whether that was done.
  package func combine(_ operation: VectorOperation, withNumber number: Double) -> Bool {
    NDArray.combine(operation, dtype, shape, strides, storage.bytes, at: offset, withNumber: number)
  }

  /// The same with the array's parts one by one.
  ///
  /// - Parameter bytes: Those of the array's storage, which the caller keeps alive.
  @inline(__always) package static func combine(
    _ operation: VectorOperation, _ dtype: DType, _ shape: Dims, _ strides: Dims, _ bytes: UnsafeMutableRawPointer,
    at offset: Int, withNumber number: Double
  ) -> Bool {
    guard dtype == .float32 || dtype == .float64, shape.isRowMajor(strides) else { return false }
    let start = bytes + offset &* dtype.itemSize
    if dtype == .float32 {
      withUnsafeBytes(of: Float(number)) { run(operation, dtype, shape.product, start, $0.baseAddress, 0, start) }
    } else {
      withUnsafeBytes(of: number) { run(operation, dtype, shape.product, start, $0.baseAddress, 0, start) }
    }
    return true
  }

  /// The pointers lead to `count` elements of `dtype`, the second one to one element if its step is 0.
  @inline(__always) private static func run(
    _ operation: VectorOperation, _ dtype: DType, _ count: Int, _ a: UnsafeRawPointer, _ b: UnsafeRawPointer?,
    _ stepB: Int64, _ out: UnsafeMutableRawPointer
  ) {
    guard let b else { return }
    if dtype == .float32 {
      nb_binary_f32(
        operation.code, Int64(count), a.assumingMemoryBound(to: Float.self), 1, b.assumingMemoryBound(to: Float.self),
        stepB, out.assumingMemoryBound(to: Float.self))
    } else {
      nb_binary_f64(
        operation.code, Int64(count), a.assumingMemoryBound(to: Double.self), 1,
        b.assumingMemoryBound(to: Double.self), stepB, out.assumingMemoryBound(to: Double.self))
    }
  }

  /// The same for rows of `length` elements, each with the one row at `b`.
  private static func run(
    _ operation: VectorOperation, _ dtype: DType, rows: Int, _ length: Int, _ a: UnsafeRawPointer,
    _ b: UnsafeRawPointer, _ out: UnsafeMutableRawPointer
  ) {
    if dtype == .float32 {
      nb_binary_rows_f32(
        operation.code, Int64(rows), Int64(length), a.assumingMemoryBound(to: Float.self),
        b.assumingMemoryBound(to: Float.self), out.assumingMemoryBound(to: Float.self))
    } else {
      nb_binary_rows_f64(
        operation.code, Int64(rows), Int64(length), a.assumingMemoryBound(to: Double.self),
        b.assumingMemoryBound(to: Double.self), out.assumingMemoryBound(to: Double.self))
    }
  }
}
