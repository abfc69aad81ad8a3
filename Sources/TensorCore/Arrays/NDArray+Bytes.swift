extension NDArray {
  /// The elements as they lie in memory, in the order of their indices.
  package func elementBytes() throws(TorchError) -> [UInt8] {
    try contiguous().neighbouringBytes
  }

  /// The bytes of a contiguous array, whose elements lie behind each other from its start.
  package var neighbouringBytes: [UInt8] {
    get {
      withExtendedLifetime(storage) {
        Array(UnsafeRawBufferPointer(start: start, count: count * dtype.itemSize))
      }
    }
    nonmutating set {
      withExtendedLifetime(storage) {
        newValue.withUnsafeBytes { source in
          // No more is written than lies there.
          let bytes = UnsafeRawBufferPointer(rebasing: source.prefix(count * dtype.itemSize))
          UnsafeMutableRawBufferPointer(start: start, count: count * dtype.itemSize).copyMemory(from: bytes)
        }
      }
    }
  }

  /// The elements of a contiguous array in a storage that holds nothing else, and whose memory is the same.
  package func windowed() -> NDArray {
    NDArray(
      Storage.window(of: storage, from: offset * dtype.itemSize, byteCount: count * dtype.itemSize), dtype: dtype,
      shape: shape, strides: strides, offset: 0)
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
