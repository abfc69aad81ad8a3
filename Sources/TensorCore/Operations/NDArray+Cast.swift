import CKernels

extension NDArray {
  private enum Converting<From: Element, To: Element>: UnaryKernel {
    static func apply(_ x: From) -> To { To(x.scalar) }
  }
  private enum Truth<From: Element>: UnaryKernel { static func apply(_ x: From) -> Boolean { Boolean(x.isTrue) } }
  private enum FloatToDouble: UnaryKernel { static func apply(_ x: Float) -> Double { Double(x) } }
  private enum DoubleToFloat: UnaryKernel { static func apply(_ x: Double) -> Float { Float(x) } }
  private enum IntToFloat: UnaryKernel { static func apply(_ x: Int) -> Float { Float(x) } }
  private enum FloatToInt: UnaryKernel { static func apply(_ x: Float) -> Int { Cast.int(Double(x)) } }
  private enum HalfToFloat: UnaryKernel { static func apply(_ x: Half) -> Float { x.float } }
  private enum FloatToHalf: UnaryKernel { static func apply(_ x: Float) -> Half { Half(x) } }
  private enum BFloatToFloat: UnaryKernel { static func apply(_ x: BFloat16) -> Float { x.float } }
  private enum FloatToBFloat: UnaryKernel { static func apply(_ x: Float) -> BFloat16 { BFloat16(x) } }
  private enum BooleanToFloat: UnaryKernel { static func apply(_ x: Boolean) -> Float { x.byte == 0 ? 0 : 1 } }
  private enum BooleanToInt: UnaryKernel { static func apply(_ x: Boolean) -> Int { Int(x.byte) } }

  /// A copy with the elements converted to `dtype` (as C casts them) and the dimensions in the same order, or this array
  /// if it is of that dtype.
  package func cast(to dtype: DType) throws(TorchError) -> NDArray {
    if dtype == self.dtype { return self }
    let result = try NDArray(emptyLike: self, dtype)
    result.assign(from: self)
    return result
  }

  /// A copy in memory of its own, with the dimensions in the same order (PyTorch's `preserve_format`).
  package func clone() throws(TorchError) -> NDArray {
    let result = try NDArray(emptyLike: self, dtype)
    result.assign(from: self)
    return result
  }

  /// The array itself if its elements lie in row-major order, else such a copy.
  package func contiguous() throws(TorchError) -> NDArray {
    if isContiguous { return self }
    let result = try NDArray(empty: shape, dtype)
    result.assign(from: self)
    return result
  }

  /// An array of undefined elements for the result of an elementwise operation on another: its dimensions lie in memory
  /// in the same order, if that is of the same shape.
  package init(empty shape: Dims, layoutLike other: NDArray, _ dtype: DType) throws(TorchError) {
    if other.shape == shape, !other.isContiguous {
      try self.init(emptyLike: other, dtype)
    } else {
      try self.init(empty: shape, dtype)
    }
  }

  /// An array of undefined elements of another's shape (`torch.empty_like`): with its very strides if it is dense, else
  /// dense with the dimensions in the same order.
  package init(emptyLike other: NDArray, _ dtype: DType) throws(TorchError) {
    guard other.isContiguous || other.isNonOverlappingAndDense else {
      try self.init(empty: other.shape, layoutOf: [other], dtype)
      return
    }
    try self.init(empty: other.shape, dtype)
    if other.strides != strides { self = view(shape: other.shape, strides: other.strides) }
  }

  /// Writes the elements of `source`, which is broadcast to this shape and converted, into this array's memory.
  ///
  /// - Throws: PyTorch's error for shapes that do not broadcast.
  package func copy(from source: NDArray) throws(TorchError) {
    assign(from: try source.expanded(toWrite: shape))
  }

  /// Writes the elements of an array of the same shape, converted to this dtype.
  func assign(from source: NDArray) {
    if !isContiguous, strides == source.strides, isNonOverlappingAndDense {
      // Neighbours in memory, in whatever order of dimensions, are one run.
      let (count, step) = (Dims(count), Dims(1))
      return view(shape: count, strides: step).assign(from: source.view(shape: count, strides: step))
    }
    if source.dtype == dtype {
      if source.strides.allSatisfy({ $0 == 0 }), count > 1, source.count == count { return fill(source.element(at: 0)) }
      copyElements(from: source)
      return
    }
    if source.dtype.isComplex {
      // Complex numbers are pairs of parts, of which real ones have the first.
      if dtype.isComplex { return parts.assign(from: source.parts) }
      if dtype != .bool { return assign(from: source.realPart) }
    }
    if isContiguous && source.isContiguous ? convertNeighbours(from: source) : convertRuns(from: source) { return }
    if dtype.isComplex {
      realPart.assign(from: source)
      return imaginaryPart.fill(.int(0))
    }
    switch (source.dtype, dtype) {
    case (.float32, .float64): Loops.unary(FloatToDouble.self, source, into: self)
    case (.float64, .float32): Loops.unary(DoubleToFloat.self, source, into: self)
    case (.int64, .float32): Loops.unary(IntToFloat.self, source, into: self)
    case (.float32, .int64): Loops.unary(FloatToInt.self, source, into: self)
    case (.float16, .float32): Loops.unary(HalfToFloat.self, source, into: self)
    case (.float32, .float16): Loops.unary(FloatToHalf.self, source, into: self)
    case (.bfloat16, .float32): Loops.unary(BFloatToFloat.self, source, into: self)
    case (.float32, .bfloat16): Loops.unary(FloatToBFloat.self, source, into: self)
    case (.bool, .float32): Loops.unary(BooleanToFloat.self, source, into: self)
    case (.bool, .int64): Loops.unary(BooleanToInt.self, source, into: self)
    default: assignSlowly(from: source)
    }
  }

  /// Writes the elements of an array of the same shape and dtype.
  private func copyElements(from source: NDArray) {
    let item = dtype.itemSize
    if isContiguous, source.isContiguous { return start.copyMemory(from: source.start, byteCount: count &* item) }
    // In whatever order elements are copied: what is written goes along memory, and what is read, if it can, from one run
    // to the next.
    var (shape, to, from) = (shape, strides, source.strides)
    func swap(_ a: Int, _ b: Int) {
      (shape[a], shape[b]) = (shape[b], shape[a])
      (to[a], to[b]) = (to[b], to[a])
      (from[a], from[b]) = (from[b], from[a])
    }
    let rank = shape.count
    for index in 1..<Swift.max(rank, 1) {
      var place = index
      while place > 0, shape[place] == 1 || (shape[place - 1] != 1 && to[place - 1] < to[place]) {
        swap(place - 1, place)
        place -= 1
      }
    }
    if rank > 2, let neighbours = (0..<rank).last(where: { from[$0] == 1 && shape[$0] > 1 }), neighbours < rank - 1 {
      for index in neighbours..<(rank - 2) { swap(index, index + 1) }
    }
    let (target, start) = (self.start, UnsafeRawPointer(source.start))
    // Both layouts are valid for their storages and hold as many elements.
    StridedLoop(shape: shape, [(to, item), (from, item)]).runPlanes { offsets, rows, rowSteps, count, steps in
      nb_copy_plane(
        Int64(item), Int64(rows), Int64(count), target + offsets[0], Int64(rowSteps[0]), Int64(steps[0]),
        start + offsets[1], Int64(rowSteps[1]), Int64(steps[1]))
    }
  }

  /// The same by loops in C, from real numbers and truth values, and from complex numbers to truth values; both arrays are
  /// contiguous and of one shape.
  ///
  /// - Returns: whether there is one.
  private func convertNeighbours(from source: NDArray) -> Bool {
    let answers = start.assumingMemoryBound(to: UInt8.self)
    if source.dtype == .complex64, dtype == .bool {
      nb_compare_complex_f32(0, Int64(count), source.pointer(Float.self), 1, [0, 0], 0, answers)
      return true
    }
    if source.dtype == .complex128, dtype == .bool {
      nb_compare_complex_f64(0, Int64(count), source.pointer(Double.self), 1, [0, 0], 0, answers)
      return true
    }
    guard let from = source.dtype.number else { return false }
    // Complex numbers are pairs of parts.
    if dtype == .complex64 {
      nb_convert_complex_f32(from, Int64(count), source.start, start.assumingMemoryBound(to: Float.self))
      return true
    }
    if dtype == .complex128 {
      nb_convert_complex_f64(from, Int64(count), source.start, start.assumingMemoryBound(to: Double.self))
      return true
    }
    guard let to = dtype.number else { return false }
    nb_convert(from, to, Int64(count), source.start, start)
    return true
  }

  /// The same of arrays whose rows, at least, lie in a row in this one.
  private func convertRuns(from source: NDArray) -> Bool {
    guard let from = source.dtype.number, let to = dtype.number else { return false }
    let (item, size) = (dtype.itemSize, source.dtype.itemSize)
    let loop = StridedLoop(shape: shape, [(strides, item), (source.strides, size)])
    guard !loop.isEmpty, loop.hasRuns(item) else { return false }
    // Both layouts are valid for their storages, and a run has as many elements in either.
    let (target, start) = (self.start, UnsafeRawPointer(source.start))
    if loop.stride[1] == size {
      loop.run { offsets, count, _ in nb_convert(from, to, Int64(count), start + offsets[1], target + offsets[0]) }
    } else {
      let step = Int64(loop.stride[1] / size)
      loop.run { offsets, count, _ in
        nb_convert_apart(from, to, Int64(count), start + offsets[1], step, target + offsets[0])
      }
    }
    return true
  }

  /// Conversions that are rare: every pair of real dtypes, through a switch on the source and one on the target, and truth
  /// values of complex numbers.
  private func assignSlowly(from source: NDArray) {
    switch source.dtype {
    case .bool: convert(source, Boolean.self)
    case .uint8: convert(source, UInt8.self)
    case .int8: convert(source, Int8.self)
    case .int16: convert(source, Int16.self)
    case .int32: convert(source, Int32.self)
    case .int64: convert(source, Int.self)
    case .float16: convert(source, Half.self)
    case .bfloat16: convert(source, BFloat16.self)
    case .float32: convert(source, Float.self)
    case .float64: convert(source, Double.self)
    case .complex64: Loops.unary(Truth<Complex<Float>>.self, source, into: self)
    case .complex128: Loops.unary(Truth<Complex<Double>>.self, source, into: self)
    }
  }

  private func convert<From: Element>(_ source: NDArray, _: From.Type) {
    switch dtype {
    case .bool: Loops.unary(Truth<From>.self, source, into: self)
    case .uint8: Loops.unary(Converting<From, UInt8>.self, source, into: self)
    case .int8: Loops.unary(Converting<From, Int8>.self, source, into: self)
    case .int16: Loops.unary(Converting<From, Int16>.self, source, into: self)
    case .int32: Loops.unary(Converting<From, Int32>.self, source, into: self)
    case .int64: Loops.unary(Converting<From, Int>.self, source, into: self)
    case .float16: Loops.unary(Converting<From, Half>.self, source, into: self)
    case .bfloat16: Loops.unary(Converting<From, BFloat16>.self, source, into: self)
    case .float32: Loops.unary(Converting<From, Float>.self, source, into: self)
    default: Loops.unary(Converting<From, Double>.self, source, into: self)
    }
  }
}
