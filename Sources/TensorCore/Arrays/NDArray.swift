/// A strided array of numbers: a dtype, a shape, and where the elements lie in a storage. It has no graph and no
/// identity; copying the struct gives another look at the same memory.
///
/// Element `[i, j, ...]` lies at `offset + i * strides[0] + j * strides[1] + ...`, counted in elements of the dtype.
/// Every reachable element lies within the storage; the initialisers that take a layout are only called with one that
/// was derived from a valid one or checked.
package struct NDArray {
  package let dtype: DType
  package let shape: Dims
  package let strides: Dims
  /// The element at which the array starts.
  package let offset: Int
  package private(set) var storage: Storage

  /// A look at a storage.
  package init(_ storage: Storage, dtype: DType, shape: Dims, strides: Dims, offset: Int) {
    self.storage = storage
    self.dtype = dtype
    self.shape = shape
    self.strides = strides
    self.offset = offset
  }

  /// A contiguous array whose elements are not defined.
  ///
  /// - Throws: PyTorch's errors for negative sizes and for more elements than can be counted or stored.
  package init(empty shape: Dims, _ dtype: DType) throws(TorchError) {
    let count = try NDArray.elementCount(of: shape, dtype)
    self.init(
      try Storage.make(byteCount: count &* dtype.itemSize, of: dtype), dtype: dtype, shape: shape,
      strides: shape.contiguousStrides,
      offset: 0)
  }

  /// A contiguous array, all elements zero.
  package init(zeros shape: Dims, _ dtype: DType) throws(TorchError) {
    try self.init(empty: shape, dtype)
    storage.bytes.initializeMemory(as: UInt8.self, repeating: 0, count: storage.byteCount)
  }

  /// The number of elements of a shape, checked.
  @inline(__always)
  package static func elementCount(of shape: Dims, _ dtype: DType) throws(TorchError) -> Int {
    if let count = shape.smallProduct { return count }
    return try checkedCount(of: shape, dtype)
  }

  @inline(never)
  private static func checkedCount(of shape: Dims, _ dtype: DType) throws(TorchError) -> Int {
    var count = 1
    var hasOverflow = false
    for index in 0..<shape.count {
      let size = shape[index]
      if size < 0 { throw negativeSize(size, shape) }
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      hasOverflow = hasOverflow || overflow
      count = product
    }
    if count > 1 << 48 || hasOverflow {
      if shape.hasZero { return 0 }
      if hasOverflow || count.multipliedReportingOverflow(by: dtype.itemSize).overflow {
        throw TorchError(.runtime, "Storage size calculation overflowed with sizes=\(shape.text)")
      }
    }
    return count
  }

  @inline(never) private static func negativeSize(_ size: Int, _ shape: Dims) -> TorchError {
    TorchError(.runtime, "Trying to create tensor with negative dimension \(size): \(shape.text)")
  }

  // MARK: Layout

  /// The number of dimensions (`tensor.dim()`).
  package var rank: Int { shape.count }

  /// The number of elements (`tensor.numel()`).
  package var count: Int { shape.product }

  /// Whether the elements lie in row-major order without gaps.
  package var isContiguous: Bool { shape.isRowMajor(strides) }

  /// Whether elements of different indices are one (an expanded dimension).
  package var repeatsElements: Bool {
    for index in 0..<rank where strides[index] == 0 && shape[index] > 1 { return true }
    return false
  }

  /// The most elements that a function reads one by one: some ten seconds' worth. More fit into no block, but an
  /// expanded array may have them, and no limit of time stops a loop over numbers.
  private static let walkLimit = 1 << 33

  /// Refuses to read an expanded array of more elements than a document has time for.
  package func checkWalk() throws(TorchError) {
    if count > NDArray.walkLimit {
      throw TorchError(
        .notImplemented, "reading \(count) elements, as this expanded tensor has, is not supported by nbrun")
    }
  }

  /// Whether every element between the first and the last is reached exactly once, in some order of dimensions.
  package var isNonOverlappingAndDense: Bool {
    if shape.hasZero { return true }
    // From the innermost dimension outwards: each begins where those before end.
    var expected = 1
    for _ in 0..<rank {
      guard let axis = (0..<rank).first(where: { shape[$0] != 1 && strides[$0] == expected }) else { break }
      expected &*= shape[axis]
    }
    return expected == count
  }

  /// How the memory of two arrays relates.
  package enum Overlap: Sendable { case none, partial, full, unknown }

  /// How the memory of this array relates to that of another; unknown where one of them leaves gaps.
  package func overlap(with other: NDArray) -> Overlap {
    guard storage === other.storage, count > 0, other.count > 0 else { return .none }
    guard isNonOverlappingAndDense, other.isNonOverlappingAndDense else { return .unknown }
    let (first, second) = (offset &* dtype.itemSize, other.offset &* other.dtype.itemSize)
    if first == second, count == other.count, strides == other.strides, dtype.itemSize == other.dtype.itemSize {
      return .full
    }
    let isApart = first + count &* dtype.itemSize <= second || second + other.count &* other.dtype.itemSize <= first
    return isApart ? .none : .partial
  }

  /// Whether no other array looks at the storage.
  package mutating func ownsItsStorage() -> Bool { isKnownUniquelyReferenced(&storage) }

  /// The address of the first element. Valid while `storage` lives.
  var start: UnsafeMutableRawPointer { storage.bytes + offset &* dtype.itemSize }

  /// The first element's address as a pointer to elements; `T` is the storage type of the dtype.
  @inline(__always) func pointer<T>(_ type: T.Type) -> UnsafeMutablePointer<T> {
    start.assumingMemoryBound(to: type)
  }

  /// The same memory in another layout.
  func view(shape: Dims, strides: Dims, offset: Int? = nil) -> NDArray {
    NDArray(storage, dtype: dtype, shape: shape, strides: strides, offset: offset ?? self.offset)
  }

  /// The dimension meant by `dim`, which may be negative.
  ///
  /// - Throws: `IndexError` as PyTorch words it.
  package static func wrap(_ dim: Int, rank: Int, allowsScalar: Bool = true) throws(TorchError) -> Int {
    let size = rank == 0 && allowsScalar ? 1 : rank
    if size == 0 {
      throw TorchError(.index, "Dimension specified as \(dim) but tensor has no dimensions")
    }
    guard dim >= -size, dim < size else {
      throw TorchError(
        .index, "Dimension out of range (expected to be in range of [\(-size), \(size - 1)], but got \(dim))")
    }
    return dim < 0 ? dim + size : dim
  }

  package func wrap(_ dim: Int) throws(TorchError) -> Int { try NDArray.wrap(dim, rank: rank) }
}
