/// The order of an array's dimensions in memory (`torch.memory_format`).
package enum MemoryFormat: String, Sendable, CaseIterable {
  /// Row-major.
  case contiguous = "contiguous_format"
  /// That of the input.
  case preserve = "preserve_format"
  /// For images of shape (N, C, H, W), channels innermost.
  case channelsLast = "channels_last"
  /// For volumes of shape (N, C, D, H, W), channels innermost.
  case channelsLast3d = "channels_last_3d"

  /// The dimensions from the innermost one, where the format asks for an order of its own.
  fileprivate var order: [Int]? {
    switch self {
    case .contiguous, .preserve: nil
    case .channelsLast: [1, 3, 2, 0]
    case .channelsLast3d: [1, 4, 3, 2, 0]
    }
  }

  /// The strides of an array of a shape.
  ///
  /// - Throws: PyTorch's error for another number of dimensions than the format has.
  package func strides(for shape: Dims) throws(TorchError) -> Dims {
    guard let order else { return shape.contiguousStrides }
    guard order.count == shape.count else {
      throw TorchError(.runtime, "required rank \(order.count) tensor to use \(rawValue) format")
    }
    var strides = shape.contiguousStrides
    var stride = 1
    for axis in order {
      strides[axis] = stride
      stride &*= Swift.max(shape[axis], 1)
    }
    return strides
  }
}

extension NDArray {
  /// Whether the elements lie without gaps in the order of a format (`is_contiguous(memory_format=...)`).
  package func isContiguous(in format: MemoryFormat) -> Bool {
    guard let order = format.order else { return isContiguous }
    guard order.count == rank else { return false }
    var expected = 1
    for axis in order where shape[axis] != 1 {
      if strides[axis] != expected { return false }
      expected &*= shape[axis]
    }
    return true
  }

  /// The format that results of this array take over: channels innermost if its strides say so, gaps or not, else
  /// row-major (PyTorch's `suggest_memory_format`).
  package var suggestedFormat: MemoryFormat {
    guard rank == 4 || rank == 5, strides[1] != 0 else { return .contiguous }
    let format: MemoryFormat = rank == 4 ? .channelsLast : .channelsLast3d
    var least = 0
    for axis in format.order ?? [] {
      if shape[axis] == 0 || strides[axis] < least { return .contiguous }
      // Where all but the batch is 1 long, strides alike are row-major.
      if axis == 0, least == strides[1] { return .contiguous }
      least = strides[axis] &* Swift.max(shape[axis], 1)
    }
    return format
  }

  /// An array of undefined elements in a format; `preserve` is the order of another array of the same shape.
  package init(empty shape: Dims, in format: MemoryFormat, like other: NDArray, _ dtype: DType) throws(TorchError) {
    if format == .preserve {
      try self.init(emptyLike: other, dtype)
      return
    }
    let strides = try format.strides(for: shape)
    try self.init(empty: shape, dtype)
    if strides != self.strides { self = view(shape: shape, strides: strides) }
  }

  /// A copy in a format, converted to `dtype` (`x.to(dtype, memory_format=...)`).
  package func copied(in format: MemoryFormat, as dtype: DType) throws(TorchError) -> NDArray {
    let result = try NDArray(empty: shape, in: format, like: self, dtype)
    result.assign(from: self)
    return result
  }

  /// The array itself, or a copy of it with the very strides of a format.
  package func inFormat(_ format: MemoryFormat) throws(TorchError) -> NDArray {
    try format.strides(for: shape) == strides ? self : try copied(in: format, as: dtype)
  }
}
