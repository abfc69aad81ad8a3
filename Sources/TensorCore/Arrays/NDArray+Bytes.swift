extension NDArray {
  /// The elements as they lie in memory, in the order of their indices.
  package func elementBytes() throws(TorchError) -> [UInt8] {
    let array = try contiguous()
    // The contiguous array's elements lie behind each other from its start.
    return withExtendedLifetime(array.storage) {
      Array(UnsafeRawBufferPointer(start: array.start, count: array.count * array.dtype.itemSize))
    }
  }

  /// A one-dimensional array of elements as they lie in memory; bytes that are left over are not read.
  package init(elementBytes bytes: [UInt8], _ dtype: DType) throws(TorchError) {
    let count = bytes.count / dtype.itemSize
    try self.init(empty: Dims([count]), dtype)
    bytes.withUnsafeBytes { source in
      // The new storage holds as many bytes as are copied.
      UnsafeMutableRawBufferPointer(start: start, count: count * dtype.itemSize)
        .copyMemory(from: UnsafeRawBufferPointer(rebasing: source[..<(count * dtype.itemSize)]))
    }
  }
}
