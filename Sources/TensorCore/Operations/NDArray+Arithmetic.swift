import CKernels

extension NDArray {
  /// Brings two arrays to one shape and the compute type of `dtype`, runs `body` on them into a fresh array, and
  /// converts the result: `result`, or `dtype` if none is given.
  private func combined(
    _ other: NDArray, as dtype: DType, result: DType? = nil, into target: NDArray? = nil,
    _ body: (_ a: NDArray, _ b: NDArray, _ out: NDArray) throws(TorchError) -> Void
  ) throws(TorchError) -> NDArray {
    let compute = dtype.computeType
    let shape = try NDArray.broadcast(self.shape, other.shape)
    if dtype.isFloatingPoint, self.dtype != compute || other.dtype != compute || dtype != compute,
      shape.product > NDArray.slabSize
    {
      // What has to be converted goes by slabs, but for what is small.
      let left = try (count > NDArray.slabSize ? self : cast(to: compute)).broadcasted(to: shape)
      let right = try (other.count > NDArray.slabSize ? other : other.cast(to: compute)).broadcasted(to: shape)
      let out = try NDArray.room(shape, layoutOf: [left, right], result ?? dtype, in: target)
      try NDArray.eachSlab([left, right, out]) { (slabs) throws(TorchError) in
        let a = try slabs[0].cast(to: compute)
        let b = try slabs[1].cast(to: compute)
        let type = result ?? compute
        let part = out.dtype == type ? slabs[2] : try NDArray(empty: a.shape, layoutOf: [a, b], type)
        try body(a, b, part)
        if out.dtype != type { slabs[2].assign(from: part) }
      }
      return out
    }
    let a = try cast(to: compute).broadcasted(to: shape)
    let b = try other.cast(to: compute).broadcasted(to: shape)
    let out = try NDArray.room(shape, layoutOf: [a, b], result ?? compute, in: target)
    try body(a, b, out)
    return result == nil && compute != dtype ? try out.cast(to: dtype) : out
  }

  /// An elementwise function of two arrays, with a result of type `dtype`, to which they are brought a part at a time;
  /// nil, and nothing computed, where both are of that type or single elements, which stay as they are.
  ///
  /// - Parameter body: Computes the function of arrays of that type. It may write into the memory it is handed, and returns
  ///   that if it did.
  func byConvertedParts(
    _ other: NDArray, as dtype: DType, into target: NDArray?,
    _ body: (_ a: NDArray, _ b: NDArray, _ target: NDArray?) throws(TorchError) -> NDArray
  ) throws(TorchError) -> NDArray? {
    guard rank > 0 && self.dtype != dtype || other.rank > 0 && other.dtype != dtype else { return nil }
    let shape = try NDArray.broadcast(self.shape, other.shape)
    if shape.product <= NDArray.slabSize {
      return try body(
        rank == 0 ? self : cast(to: dtype), other.rank == 0 ? other : other.cast(to: dtype), target)
    }
    // What is small is converted once.
    let left = try (count > NDArray.slabSize || rank == 0 ? self : cast(to: dtype)).broadcasted(to: shape)
    let right = try (other.count > NDArray.slabSize || other.rank == 0 ? other : other.cast(to: dtype))
      .broadcasted(to: shape)
    let leading = [(self, left), (other, right)].filter { $0.0.rank > 0 }.map(\.1)
    let out = try NDArray.room(shape, layoutOf: leading, dtype, in: target)
    try NDArray.eachSlab([left, right, out]) { (slabs) throws(TorchError) in
      let a = rank == 0 ? self : try slabs[0].cast(to: dtype)
      let b = other.rank == 0 ? other : try slabs[1].cast(to: dtype)
      let result = try body(a, b, slabs[2])
      if !result.isSameMemory(as: slabs[2]) { slabs[2].assign(from: result) }
    }
    return out
  }

  /// An operand that a vectorised loop reads: neighbours in memory, or one number.
  private enum VectorOperand<T: Element> {
    case elements(UnsafeMutablePointer<T>)
    case number(T)
  }

  /// The way to read this array, which takes part in an operation of `count` elements; `nil` if it is neither neighbours
  /// of the right type nor one number.
  @inline(__always) private func vectorOperand<T: Element>(
    _: T.Type, _ dtype: DType, shape: Dims
  ) -> VectorOperand<T>? {
    if self.dtype == dtype, self.shape == shape, isContiguous { return .elements(pointer(T.self)) }
    return rank == 0 ? .number(T(element(at: 0))) : nil
  }

  /// The array of type `result` that a vectorised loop fills from two operands which are contiguous or numbers; `nil`,
  /// and nothing allocated, if they are not.
  ///
  /// The pointers lead to as many elements as the result has, or to one with a step of 0.
  @inline(__always) private func vectorised<T: Element>(
    _: T.Type, _ other: NDArray, _ dtype: DType, _ shape: Dims, result: DType, into target: NDArray?,
    _ body: (UnsafePointer<T>, Int64, UnsafePointer<T>, Int64, NDArray) -> Void
  ) throws(TorchError) -> NDArray? {
    guard let a = vectorOperand(T.self, dtype, shape: shape), let b = other.vectorOperand(T.self, dtype, shape: shape)
    else { return nil }
    let out = try NDArray.rowMajorRoom(shape, result, in: target)
    switch (a, b) {
    case (.elements(let x), .elements(let y)): body(x, 1, y, 1, out)
    case (.elements(let x), .number(var y)): withUnsafePointer(to: &y) { body(x, 1, $0, 0, out) }
    case (.number(var x), .elements(let y)): withUnsafePointer(to: &x) { body($0, 0, y, 1, out) }
    case (.number(var x), .number(var y)):
      withUnsafePointer(to: &x) { first in withUnsafePointer(to: &y) { body(first, 0, $0, 0, out) } }
    }
    return out
  }

  /// The result of two contiguous operands of one type and layout, the usual case of small tensors; `nil` for others.
  @inline(__always) private func alike(_ operation: nb_binary, _ other: NDArray, _ dtype: DType) -> NDArray? {
    guard dtype == .float32 || dtype == .float64, self.dtype == dtype, other.dtype == dtype, shape == other.shape,
      strides == other.strides, isContiguous
    else { return nil }
    let count = shape.product
    // The shape is that of an array there is, so that the memory cannot be too much to be counted.
    guard let storage = try? Storage.make(byteCount: count &* dtype.itemSize, of: dtype) else { return nil }
    let out = NDArray(storage, dtype: dtype, shape: shape, strides: shape.contiguousStrides, offset: 0)
    if dtype == .float32 {
      nb_binary_f32(
        operation, Int64(count), pointer(Float.self), 1, other.pointer(Float.self), 1, out.pointer(Float.self))
    } else {
      nb_binary_f64(
        operation, Int64(count), pointer(Double.self), 1, other.pointer(Double.self), 1, out.pointer(Double.self))
    }
    return out
  }

  /// The shape of a result if no operand has to be stretched: the one with dimensions decides.
  @inline(__always) private func unstretchedShape(_ other: NDArray) -> Dims? {
    if other.rank == 0 { return shape }
    if rank == 0 || shape == other.shape { return other.shape }
    return nil
  }

  /// A loop over a run of halves: pointers to the operands, nil for one that is a number, and the number.
  typealias HalvesLoop = (
    _ count: Int64, UnsafePointer<UInt16>?, UnsafePointer<UInt16>?, _ number: Float, _ isBFloat: Int32,
    _ out: UnsafeMutableRawPointer
  ) -> Void

  /// The array of type `result` that a loop fills for operands of a half type which are contiguous, numbers or rows of
  /// neighbours; `nil` for others.
  func overHalves(
    _ other: NDArray, _ dtype: DType, result: DType, into target: NDArray?, _ body: HalvesLoop
  ) throws(TorchError) -> NDArray? {
    let isBFloat: Int32 = dtype == .bfloat16 ? 1 : 0
    func isRun(_ array: NDArray) -> Bool { array.rank == 0 || array.dtype == dtype && array.isContiguous }
    if let shape = unstretchedShape(other), shape.count > 0, isRun(self), isRun(other) {
      let number = rank == 0 ? self : other
      let value = number.rank == 0 ? try number.cast(to: .float32).pointer(Float.self).pointee : 0
      let out = try NDArray.rowMajorRoom(shape, result, in: target)
      // What is no number is contiguous and of the result's shape.
      body(
        Int64(out.count), rank == 0 ? nil : UnsafePointer(pointer(UInt16.self)),
        other.rank == 0 ? nil : UnsafePointer(other.pointer(UInt16.self)), value, isBFloat, out.start)
      return out
    }
    // A number keeps digits that a half type has not.
    guard rank > 0, other.rank > 0 else { return nil }
    let size = result.itemSize
    return try stretched(other, dtype, result, target) { (count, a: UnsafePointer<Half>, stepA, b, stepB, out) in
      // Halves of either kind are 16 bits.
      let (x, y) = (
        UnsafeRawPointer(a).assumingMemoryBound(to: UInt16.self),
        UnsafeRawPointer(b).assumingMemoryBound(to: UInt16.self)
      )
      if stepA == 0, stepB == 0 {
        body(1, x, y, 0, isBFloat, out)
        for index in 1..<Int(count) { (out + index &* size).copyMemory(from: out, byteCount: size) }
        return
      }
      let repeated = stepA == 0 ? x.pointee : y.pointee
      let number = isBFloat == 1 ? BFloat16(bits: repeated).float : Half(bits: repeated).float
      body(count, stepA == 0 ? nil : x, stepB == 0 ? nil : y, number, isBFloat, out)
    }
  }

  /// The result for operands of a half type; `nil` for such as have no loop, and for what PyTorch's kernel rounds at each
  /// of several steps.
  private func combinedHalves(
    _ operation: nb_binary, _ other: NDArray, _ dtype: DType, _ target: NDArray?
  ) throws(TorchError) -> NDArray? {
    guard operation != NB_SIGMOID_BACKWARD || dtype == .bfloat16 else { return nil }
    return try overHalves(other, dtype, result: dtype, into: target) {
      nb_binary_halves(operation, $4, $0, $1, $2, $3, $5.assumingMemoryBound(to: UInt16.self))
    }
  }

  /// The sum or difference of contiguous complex arrays of one shape, which is that of their parts; nil for others.
  private func combinedParts(
    _ operation: nb_binary, _ other: NDArray, _ dtype: DType, _ target: NDArray?
  ) throws(TorchError) -> NDArray? {
    guard operation == NB_ADD || operation == NB_SUBTRACT, self.dtype == dtype, other.dtype == dtype,
      shape == other.shape, isContiguous, other.isContiguous
    else { return nil }
    let out = try NDArray.rowMajorRoom(shape, dtype, in: target)
    // A complex number is its two parts, one after the other.
    let parts = Int64(out.count) * 2
    if dtype == .complex64 {
      nb_binary_f32(operation, parts, pointer(Float.self), 1, other.pointer(Float.self), 1, out.pointer(Float.self))
    } else {
      nb_binary_f64(operation, parts, pointer(Double.self), 1, other.pointer(Double.self), 1, out.pointer(Double.self))
    }
    return out
  }

  /// The result of single or double precision for contiguous operands, either of which may be a number, that are not both
  /// of that type; nil for others.
  private func mixed(
    _ operation: nb_binary, _ other: NDArray, _ dtype: DType, _ target: NDArray?
  ) throws(TorchError) -> NDArray? {
    guard dtype == .float32 || dtype == .float64,
      rank > 0 && self.dtype != dtype || other.rank > 0 && other.dtype != dtype,
      let shape = unstretchedShape(other)
    else { return nil }
    func kind(_ array: NDArray) -> nb_number? {
      array.rank == 0 ? dtype.number : array.isContiguous ? array.dtype.number : nil
    }
    guard let kindA = kind(self), let kindB = kind(other) else { return nil }
    let (a, b) = (rank == 0 ? try cast(to: dtype) : self, other.rank == 0 ? try other.cast(to: dtype) : other)
    let (stepA, stepB): (Int64, Int64) = (rank == 0 ? 0 : 1, other.rank == 0 ? 0 : 1)
    let out = try NDArray.rowMajorRoom(shape, dtype, in: target)
    // What is no number is contiguous and of the result's shape.
    let count = Int64(out.count)
    if dtype == .float32 {
      nb_binary_mixed_f32(operation, count, kindA, a.start, stepA, kindB, b.start, stepB, out.pointer(Float.self))
    } else {
      nb_binary_mixed_f64(operation, count, kindA, a.start, stepA, kindB, b.start, stepB, out.pointer(Double.self))
    }
    return out
  }

  /// The result of a vectorised loop in C for operands and numbers of the usual types; `nil` for others.
  private func vectorised(
    _ operation: nb_binary, _ other: NDArray, _ dtype: DType, into target: NDArray? = nil
  ) throws(TorchError) -> NDArray? {
    if target == nil, let out = alike(operation, other, dtype) { return out }
    if let out = try mixed(operation, other, dtype, target) { return out }
    switch dtype {
    case .float16, .bfloat16: return try combinedHalves(operation, other, dtype, target)
    case .complex64, .complex128: return try combinedParts(operation, other, dtype, target)
    case .float32:
      return try inRuns(Float.self, other, dtype, result: dtype, into: target) {
        nb_binary_f32(operation, $0, $1, $2, $3, $4, $5.assumingMemoryBound(to: Float.self))
      }
    case .float64:
      return try inRuns(Double.self, other, dtype, result: dtype, into: target) {
        nb_binary_f64(operation, $0, $1, $2, $3, $4, $5.assumingMemoryBound(to: Double.self))
      }
    case .int64:
      return try inRuns(Int.self, other, dtype, result: dtype, into: target) { count, a, stepA, b, stepB, out in
        // `Int` and `int64_t` are one layout.
        nb_binary_i64(
          operation, count, UnsafeRawPointer(a).assumingMemoryBound(to: Int64.self), stepA,
          UnsafeRawPointer(b).assumingMemoryBound(to: Int64.self), stepB, out.assumingMemoryBound(to: Int64.self))
      }
    default: return nil
    }
  }

  /// The same for comparisons.
  private func vectorised(
    _ comparison: nb_comparison, _ other: NDArray, _ dtype: DType, into target: NDArray?
  ) throws(TorchError) -> NDArray? {
    switch dtype {
    case .float16, .bfloat16:
      return try overHalves(other, dtype, result: .bool, into: target) {
        nb_compare_halves(comparison, $4, $0, $1, $2, $3, $5.assumingMemoryBound(to: UInt8.self))
      }
    case .float32:
      return try inRuns(Float.self, other, dtype, result: .bool, into: target) {
        nb_compare_f32(comparison, $0, $1, $2, $3, $4, $5.assumingMemoryBound(to: UInt8.self))
      }
    case .float64:
      return try inRuns(Double.self, other, dtype, result: .bool, into: target) {
        nb_compare_f64(comparison, $0, $1, $2, $3, $4, $5.assumingMemoryBound(to: UInt8.self))
      }
    case .int64:
      return try inRuns(Int.self, other, dtype, result: .bool, into: target) { count, a, stepA, b, stepB, out in
        nb_compare_integers(
          comparison, NB_I64, count, a, stepA, b, stepB, out.assumingMemoryBound(to: UInt8.self))
      }
    case .complex64:
      return try inRuns(Complex<Float>.self, other, dtype, result: .bool, into: target) {
        let (a, b) = (UnsafeRawPointer($1), UnsafeRawPointer($3))
        nb_compare_complex_f32(
          comparison == NB_EQ ? 1 : 0, $0, a.assumingMemoryBound(to: Float.self), $2,
          b.assumingMemoryBound(to: Float.self), $4, $5.assumingMemoryBound(to: UInt8.self))
      }
    case .complex128:
      return try inRuns(Complex<Double>.self, other, dtype, result: .bool, into: target) {
        let (a, b) = (UnsafeRawPointer($1), UnsafeRawPointer($3))
        nb_compare_complex_f64(
          comparison == NB_EQ ? 1 : 0, $0, a.assumingMemoryBound(to: Double.self), $2,
          b.assumingMemoryBound(to: Double.self), $4, $5.assumingMemoryBound(to: UInt8.self))
      }
    default: return nil
    }
  }

  /// A loop that fills a run of the result, whose elements lie side by side, from as many elements of both operands, which
  /// lie a step of 1 or 0 apart.
  private typealias RunLoop<T> = (
    _ count: Int64, _ a: UnsafePointer<T>, Int64, _ b: UnsafePointer<T>, Int64, UnsafeMutableRawPointer
  ) -> Void

  /// The array of type `result` that a loop fills from two operands which are contiguous, numbers or rows of neighbours;
  /// `nil`, and mostly nothing allocated, if they are not.
  @inline(__always) private func inRuns<T: Element>(
    _: T.Type, _ other: NDArray, _ dtype: DType, result: DType, into target: NDArray?, _ body: RunLoop<T>
  ) throws(TorchError) -> NDArray? {
    if let shape = unstretchedShape(other),
      let out = try vectorised(
        T.self, other, dtype, shape, result: result, into: target,
        { body(Int64($4.count), $0, $1, $2, $3, $4.start) })
    {
      return out
    }
    return try stretched(other, dtype, result, target, body)
  }

  /// The same for operands that are stretched, or whose rows do not lie side by side.
  private func stretched<T: Element>(
    _ other: NDArray, _ dtype: DType, _ result: DType, _ target: NDArray?, _ body: RunLoop<T>
  ) throws(TorchError) -> NDArray? {
    let first = rank == 0 ? try cast(to: dtype) : self
    let second = other.rank == 0 ? try other.cast(to: dtype) : other
    guard first.dtype == dtype, second.dtype == dtype else { return nil }
    let shape = try NDArray.broadcast(self.shape, other.shape)
    let (a, b) = (first.broadcasted(to: shape), second.broadcasted(to: shape))
    let (size, resultSize) = (dtype.itemSize, result.itemSize)
    func loop(over strides: Dims) -> StridedLoop {
      StridedLoop(shape: shape, [(strides, resultSize), (a.strides, size), (b.strides, size)])
    }
    var runs = loop(over: shape.contiguousStrides)
    guard runs.isEmpty || runs.hasRuns(resultSize, size, size) else { return nil }
    let out = try NDArray.room(shape, layoutOf: [a, b], result, in: target)
    if !out.isContiguous {
      // Its rows may lie in another order.
      runs = loop(over: out.strides)
      guard runs.isEmpty || runs.hasRuns(resultSize, size, size) else { return nil }
    }
    let (to, left, right) = (out.start, UnsafeRawPointer(a.start), UnsafeRawPointer(b.start))
    // The layouts are valid for the arrays' storages, and a stride of a run is that of neighbours or 0.
    runs.run { offsets, count, strides in
      body(
        Int64(count), (left + offsets[1]).assumingMemoryBound(to: T.self), Int64(strides[1] / size),
        (right + offsets[2]).assumingMemoryBound(to: T.self), Int64(strides[2] / size), to + offsets[0])
    }
    return out
  }

  /// The dtype two tensors (not numbers) are brought to.
  package func promoted(with other: NDArray) -> DType {
    if dtype == other.dtype { return dtype }
    var promotion = TypePromotion()
    promotion.add(dtype, rank: rank)
    promotion.add(other.dtype, rank: other.rank)
    return promotion.result()
  }

  // Every operation takes the promoted dtype, which only its caller can know: it depends on which operands stand for
  // Python numbers.

  /// `torch.add`
  package func add(_ other: NDArray, as dtype: DType, into target: NDArray? = nil) throws(TorchError) -> NDArray {
    if dtype == .float16 || dtype == .bfloat16, self.dtype != dtype || other.dtype != dtype {
      // Unlike factors, terms are rounded before, also numbers.
      return try cast(to: dtype).add(other.cast(to: dtype), as: dtype, into: target)
    }
    if let result = try vectorised(NB_ADD, other, dtype, into: target) { return result }
    return try combined(other, as: dtype, into: target) { (a, b, out) throws(TorchError) in
      Elementwise.run(Rule.Add.self, a, b, into: out)
    }
  }

  /// `torch.sub`
  package func sub(_ other: NDArray, as dtype: DType, into target: NDArray? = nil) throws(TorchError) -> NDArray {
    if dtype == .bool {
      throw TorchError(
        .runtime,
        "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or `logical_xor()` operator"
          + " instead.")
    }
    if dtype == .float16 || dtype == .bfloat16, self.dtype != dtype || other.dtype != dtype {
      // Unlike factors, terms are rounded before, also numbers.
      return try cast(to: dtype).sub(other.cast(to: dtype), as: dtype, into: target)
    }
    if let result = try vectorised(NB_SUBTRACT, other, dtype, into: target) { return result }
    return try combined(other, as: dtype, into: target) { (a, b, out) throws(TorchError) in
      Elementwise.run(Rule.Subtract.self, a, b, into: out)
    }
  }

  /// The result of a loop over complex numbers that are contiguous, one number or rows of neighbours; nil for others.
  private func combinedNumbers(
    _ operation: nb_complex, _ other: NDArray, factor: Scalar = .int(1), _ dtype: DType, _ target: NDArray?
  ) throws(TorchError) -> NDArray? {
    // A complex number is its two parts, one after the other.
    switch dtype {
    case .complex64:
      let factor = [Float(factor.double), Float(factor.imaginary)]
      return try inRuns(Complex<Float>.self, other, dtype, result: dtype, into: target) {
        let (a, b) = (UnsafeRawPointer($1), UnsafeRawPointer($3))
        nb_complex_binary_f32(
          operation, $0, a.assumingMemoryBound(to: Float.self), $2, b.assumingMemoryBound(to: Float.self), $4, factor,
          $5.assumingMemoryBound(to: Float.self))
      }
    case .complex128:
      let factor = [factor.double, factor.imaginary]
      return try inRuns(Complex<Double>.self, other, dtype, result: dtype, into: target) {
        let (a, b) = (UnsafeRawPointer($1), UnsafeRawPointer($3))
        nb_complex_binary_f64(
          operation, $0, a.assumingMemoryBound(to: Double.self), $2, b.assumingMemoryBound(to: Double.self), $4, factor,
          $5.assumingMemoryBound(to: Double.self))
      }
    default: return nil
    }
  }

  /// The complex numbers with these real parts and the other array's imaginary parts, for arrays of one shape and of single
  /// or double precision in row-major order; nil for others (`torch.complex`).
  package func complex(_ imaginary: NDArray, into target: NDArray? = nil) throws(TorchError) -> NDArray? {
    guard dtype == .float32 || dtype == .float64, imaginary.dtype == dtype, imaginary.shape == shape, isContiguous,
      imaginary.isContiguous
    else { return nil }
    let out = try NDArray.rowMajorRoom(shape, dtype.complexType, in: target)
    // A complex number is its two parts, one after the other.
    if dtype == .float32 {
      nb_complex_of_parts_f32(
        Int64(count), pointer(Float.self), imaginary.pointer(Float.self), out.pointer(Float.self))
    } else {
      nb_complex_of_parts_f64(
        Int64(count), pointer(Double.self), imaginary.pointer(Double.self), out.pointer(Double.self))
    }
    return out
  }

  /// `self + factor * other` of complex numbers, whose factor is a complex one to PyTorch, also 1.
  package func add(
    _ other: NDArray, times factor: Scalar, as dtype: DType, into target: NDArray? = nil
  ) throws(TorchError) -> NDArray {
    if let result = try combinedNumbers(NB_COMPLEX_ADD, other, factor: factor, dtype, target) { return result }
    let result = try byConvertedParts(other, as: dtype, into: target) { (a, b, target) throws(TorchError) in
      try a.add(b, times: factor, as: dtype, into: target)
    }
    if let result { return result }
    // Neighbours of what lies otherwise are made a part at a time.
    let shape = try NDArray.broadcast(self.shape, other.shape)
    let (a, b) = (try cast(to: dtype).broadcasted(to: shape), try other.cast(to: dtype).broadcasted(to: shape))
    let out = try NDArray.room(shape, layoutOf: [a, b], dtype, in: target)
    try NDArray.eachSlab([a, b, out]) { (slabs) throws(TorchError) in
      let (x, y) = (try slabs[0].contiguous(), try slabs[1].contiguous())
      guard let sum = try x.combinedNumbers(NB_COMPLEX_ADD, y, factor: factor, dtype, nil) else { return }
      slabs[2].assign(from: sum)
    }
    return out
  }

  /// This array and another one with the numbers that a half type has, as PyTorch takes all but a single element that is
  /// the second; nil if they have no others.
  private func factors(_ other: NDArray, _ dtype: DType) throws(TorchError) -> (NDArray, NDArray)? {
    guard dtype == .float16 || dtype == .bfloat16, self.dtype != dtype || other.rank > 0 && other.dtype != dtype
    else { return nil }
    return (try cast(to: dtype), other.rank > 0 ? try other.cast(to: dtype) : other)
  }

  /// The complex conjugates (`torch.conj_physical`); of other types the array itself.
  package func conjugated(into target: NDArray? = nil) throws(TorchError) -> NDArray {
    guard dtype.isComplex else { return self }
    let signs = try NDArray(scalar: .complex(1, -1), dtype)
    if let result = try combinedNumbers(NB_COMPLEX_MULTIPLY_PARTS, signs, dtype, target) { return result }
    let result = try NDArray.room(shape, layoutOf: [self], dtype, in: target)
    result.realPart.assign(from: realPart)
    let place = result.imaginaryPart
    let negative = try imaginaryPart.neg(into: place)
    if !negative.isSameMemory(as: place) { place.assign(from: negative) }
    return result
  }

  /// `torch.mul`
  package func mul(_ other: NDArray, as dtype: DType, into target: NDArray? = nil) throws(TorchError) -> NDArray {
    if let (a, b) = try factors(other, dtype) { return try a.mul(b, as: dtype, into: target) }
    if let result = try vectorised(NB_MULTIPLY, other, dtype, into: target) { return result }
    if let result = try combinedNumbers(NB_COMPLEX_MULTIPLY, other, dtype, target) { return result }
    return try combined(other, as: dtype, into: target) { (a, b, out) throws(TorchError) in
      Elementwise.run(Rule.Multiply.self, a, b, into: out)
    }
  }

  /// `self + factor * a * b`, or `self + factor * a`, of integers of one type in row-major order and of one shape, which
  /// wrap around; nil for others.
  package func adding(
    _ factor: Int, times a: NDArray, _ b: NDArray? = nil, into target: NDArray? = nil
  ) throws(TorchError) -> NDArray? {
    guard let type = dtype.integer, a.dtype == dtype, a.shape == shape, isContiguous, a.isContiguous,
      b.map({ $0.dtype == dtype && $0.shape == shape && $0.isContiguous }) ?? true
    else { return nil }
    let out = try NDArray.rowMajorRoom(shape, dtype, in: target)
    // All of them have as many elements in a row.
    nb_add_products_integers(type, Int64(out.count), start, Int64(factor), a.start, b?.start, out.start)
    return out
  }

  /// `self + sign * factor * other` of elements of a half type in row-major order, either of which may be a number; nil for
  /// others.
  package func adding(
    _ factor: NDArray, timesHalves other: NDArray, sign: Int, as dtype: DType, into target: NDArray? = nil
  ) throws(TorchError) -> NDArray? {
    guard dtype == .float16 || dtype == .bfloat16 else { return nil }
    let scale = Float(sign) * Float(try factor.cast(to: dtype).element(at: 0).double)
    return try cast(to: dtype).overHalves(other.cast(to: dtype), dtype, result: dtype, into: target) {
      nb_scaled_sum_halves($4, $0, scale, $2, $1, $3, $5.assumingMemoryBound(to: UInt16.self))
    }
  }

  /// `self + a * b` in `dtype`, floating point elements rounded once as by PyTorch's kernels (`add` with `alpha`,
  /// `addcmul`, `lerp`).
  package func adding(
    product a: NDArray, _ b: NDArray, as dtype: DType, into target: NDArray? = nil
  ) throws(TorchError) -> NDArray {
    let compute = dtype.computeType
    guard compute == .float32 || compute == .float64 else {
      let product = try a.mul(b, as: dtype)
      // Nobody else has the product, which may lie otherwise than the sum.
      return try add(product, as: dtype, into: target ?? (isContiguous && product.isContiguous ? product : nil))
    }
    return try ternary(.addProduct, a, b, as: dtype, into: target)
  }

  /// The gradient of `tanh`, from the gradient of its result and the result; both of type `dtype`.
  package func tanhBackward(_ result: NDArray, as dtype: DType) throws(TorchError) -> NDArray {
    if let gradient = try vectorised(NB_TANH_BACKWARD, result, dtype) { return gradient }
    let one = try NDArray(scalar: .int(1), dtype)
    return try mul(one.sub(result.mul(result, as: dtype), as: dtype), as: dtype)
  }

  /// The gradient of `sigmoid`, from the gradient of its result and the result; both of type `dtype`.
  package func sigmoidBackward(_ result: NDArray, as dtype: DType) throws(TorchError) -> NDArray {
    if let gradient = try vectorised(NB_SIGMOID_BACKWARD, result, dtype) { return gradient }
    return try mul(try NDArray(scalar: .int(1), dtype).sub(result, as: dtype), as: dtype).mul(result, as: dtype)
  }

  private enum DivideFloat: BinaryKernel {
    @inline(__always) static func apply(_ a: Float, _ b: Float) -> Float { a / b }
  }
  private enum DivideDouble: BinaryKernel {
    @inline(__always) static func apply(_ a: Double, _ b: Double) -> Double { a / b }
  }
  private enum DivideComplex<P: BinaryFloatingPoint & Element>: BinaryKernel {
    static func apply(_ a: Complex<P>, _ b: Complex<P>) -> Complex<P> { a / b }
  }

  /// `torch.true_divide`; `dtype` is a floating point or complex type.
  package func div(_ other: NDArray, as dtype: DType, into target: NDArray? = nil) throws(TorchError) -> NDArray {
    guard !dtype.isIntegral else {
      throw TorchError(.runtime, "result type Float can't be cast to the desired output type \(dtype.scalarName)")
    }
    if let (a, b) = try factors(other, dtype) { return try a.div(b, as: dtype, into: target) }
    if dtype.isFloatingPoint, let result = try vectorised(NB_DIVIDE, other, dtype, into: target) { return result }
    if let result = try combinedNumbers(NB_COMPLEX_DIVIDE, other, dtype, target) { return result }
    return try combined(other, as: dtype, into: target) { (a, b, out) throws(TorchError) in
      switch a.dtype {
      case .float64: Loops.binary(DivideDouble.self, a, b, into: out)
      case .complex64: Loops.binary(DivideComplex<Float>.self, a, b, into: out)
      case .complex128: Loops.binary(DivideComplex<Double>.self, a, b, into: out)
      default: Loops.binary(DivideFloat.self, a, b, into: out)
      }
    }
  }

  private func checkedIntegerDivision(_ divisor: NDArray) throws(TorchError) {
    guard divisor.dtype.isIntegral else { return }
    var hasZero = false
    if let type = divisor.dtype.integer, divisor.isContiguous {
      if nb_has_zero(type, Int64(divisor.count), divisor.start) != 0 {
        throw TorchError(.zeroDivision, "ZeroDivisionError")
      }
      return
    }
    divisor.forEachPosition { if !divisor.element(at: $0).isTrue { hasZero = true } }
    if hasZero { throw TorchError(.zeroDivision, "ZeroDivisionError") }
  }

  /// `torch.floor_divide`
  package func floorDivide(_ other: NDArray, as dtype: DType, into target: NDArray? = nil) throws(TorchError) -> NDArray
  {
    try divide(Rule.FloorDivide.self, NB_FLOOR_DIVIDE, other, dtype, kernel: "div_floor_cpu", into: target)
  }

  /// `torch.div(rounding_mode="trunc")`
  package func truncatedDivide(_ other: NDArray, as dtype: DType, into target: NDArray? = nil) throws(TorchError)
    -> NDArray
  {
    if dtype == .float16 || dtype == .bfloat16, other.count != 1 {
      // Quotients by other than one number are rounded before they are cut.
      let quotients = try div(other, as: dtype, into: target)
      return try quotients.apply(.trunc, into: quotients)
    }
    return try divide(Rule.TruncatedDivide.self, NB_CUT_DIVIDE, other, dtype, kernel: "div_trunc_cpu", into: target)
  }

  /// `torch.remainder`, whose sign is the divisor's
  package func remainder(_ other: NDArray, as dtype: DType, into target: NDArray? = nil) throws(TorchError) -> NDArray {
    let (a, b) = try roundedOperands(other, dtype)
    return try a.divide(Rule.Remainder.self, NB_REMAINDER, b, dtype, kernel: "remainder_cpu", into: target)
  }

  /// `torch.fmod`, whose sign is the dividend's
  package func fmod(_ other: NDArray, as dtype: DType, into target: NDArray? = nil) throws(TorchError) -> NDArray {
    let (a, b) = try roundedOperands(other, dtype)
    return try a.divide(Rule.Fmod.self, NB_FMOD, b, dtype, kernel: "fmod_cpu", into: target)
  }

  /// This array and another one with the numbers that a half type has, where the result is of one: what remains of a
  /// division by a number shows how it was rounded.
  private func roundedOperands(_ other: NDArray, _ dtype: DType) throws(TorchError) -> (NDArray, NDArray) {
    guard dtype.computeType != dtype else { return (self, other) }
    return (try cast(to: dtype), try other.cast(to: dtype))
  }

  private func divide<R: OrderedRule>(
    _ rule: R.Type, _ loop: nb_quotient, _ other: NDArray, _ dtype: DType, kernel: String, into target: NDArray?
  ) throws(TorchError) -> NDArray {
    if dtype.isComplex || dtype == .bool { throw .notImplemented(kernel, for: dtype) }
    if dtype.computeType != dtype,
      let result = try overHalves(
        other, dtype, result: dtype, into: target,
        { nb_quotient_halves(loop, $4, $0, $1, $2, $3, $5.assumingMemoryBound(to: UInt16.self)) })
    {
      return result
    }
    if dtype == .float32, let shape = unstretchedShape(other),
      let result = try vectorised(
        Float.self, other, dtype, shape, result: dtype, into: target,
        { nb_quotient_f32(loop, Int64($4.count), $0, $1, $2, $3, $4.pointer(Float.self)) })
    {
      return result
    }
    if dtype == .float64, let shape = unstretchedShape(other),
      let result = try vectorised(
        Double.self, other, dtype, shape, result: dtype, into: target,
        { nb_quotient_f64(loop, Int64($4.count), $0, $1, $2, $3, $4.pointer(Double.self)) })
    {
      return result
    }
    if let type = dtype.integer, self.dtype == dtype, isContiguous, let shape = unstretchedShape(other),
      shape == self.shape, other.rank == 0 || other.dtype == dtype && other.isContiguous
    {
      let divisor = try other.cast(to: dtype)
      try checkedIntegerDivision(divisor)
      let out = try NDArray.rowMajorRoom(shape, dtype, in: target)
      // All that is no number is contiguous and of the result's shape.
      nb_quotient_integers(loop, type, Int64(out.count), start, divisor.start, other.rank == 0 ? 0 : 1, out.start)
      return out
    }
    if dtype.computeType == dtype {
      // Before a part of the result is written.
      if dtype.isIntegral, other.rank > 0 { try checkedIntegerDivision(other) }
      let result = try byConvertedParts(other, as: dtype, into: target) { (a, b, target) throws(TorchError) in
        try a.divide(rule, loop, b, dtype, kernel: kernel, into: target)
      }
      if let result { return result }
    }
    return try combined(other, as: dtype, into: target) { (a, b, out) throws(TorchError) in
      try checkedIntegerDivision(b)
      Elementwise.run(rule, a, b, into: out)
    }
  }

  /// `torch.maximum`; nan wins
  package func maximum(_ other: NDArray, as dtype: DType, into target: NDArray? = nil) throws(TorchError) -> NDArray {
    if dtype.isComplex {
      throw TorchError(.runtime, "maximum not implemented for complex tensors.")
    }
    if let result = try vectorised(NB_MAXIMUM, other, dtype, into: target) { return result }
    return try combined(other, as: dtype, into: target) { (a, b, out) throws(TorchError) in
      Elementwise.run(Rule.Maximum.self, a, b, into: out)
    }
  }

  /// `torch.minimum`; nan wins
  package func minimum(_ other: NDArray, as dtype: DType, into target: NDArray? = nil) throws(TorchError) -> NDArray {
    if dtype.isComplex {
      throw TorchError(.runtime, "minimum not implemented for complex tensors.")
    }
    if let result = try vectorised(NB_MINIMUM, other, dtype, into: target) { return result }
    return try combined(other, as: dtype, into: target) { (a, b, out) throws(TorchError) in
      Elementwise.run(Rule.Minimum.self, a, b, into: out)
    }
  }

  // MARK: Comparison

  /// What is compared with what.
  package enum Comparison: String, Sendable {
    case eq, ne, lt, le, gt, ge
  }

  /// A `bool` array of comparisons made in `dtype`; numbers of that type, 1 and 0, where such a `target` fits.
  package func compare(
    _ comparison: Comparison, _ other: NDArray, as dtype: DType, into target: NDArray? = nil
  ) throws(TorchError) -> NDArray {
    if dtype.isComplex, comparison != .eq, comparison != .ne {
      throw .notImplemented("\(comparison.rawValue)_cpu", for: dtype)
    }
    if dtype == .float16 || dtype == .bfloat16, self.dtype != dtype || other.dtype != dtype {
      // Numbers are rounded before they are compared.
      return try cast(to: dtype).compare(comparison, other.cast(to: dtype), as: dtype, into: target)
    }
    // The operands are told of in their order, whichever comes first in the loop.
    let common = shape == other.shape ? shape : try NDArray.broadcast(shape, other.shape)
    if let target, target.dtype == dtype, target.shape == common, dtype != .bool, !dtype.isComplex {
      return try compareAsNumbers(comparison, other, into: target)
    }
    if let target, target.dtype == dtype, target.shape == common, dtype.isComplex,
      let result = try combinedNumbers(
        comparison == .eq ? NB_COMPLEX_IS_EQUAL : NB_COMPLEX_IS_UNEQUAL, other, dtype, target)
    {
      return result
    }
    let fast: NDArray?
    switch comparison {
    case .eq: fast = try vectorised(NB_EQ, other, dtype, into: target)
    case .ne: fast = try vectorised(NB_NE, other, dtype, into: target)
    case .lt: fast = try vectorised(NB_LT, other, dtype, into: target)
    case .le: fast = try vectorised(NB_LE, other, dtype, into: target)
    case .gt: fast = try other.vectorised(NB_LT, self, dtype, into: target)
    case .ge: fast = try other.vectorised(NB_LE, self, dtype, into: target)
    }
    if let fast { return fast }
    return try combined(other, as: dtype, result: .bool, into: target) { (a, b, out) throws(TorchError) in
      switch comparison {
      case .eq: Elementwise.run(Rule.Equal.self, a, b, into: out)
      case .ne: Elementwise.run(Rule.NotEqual.self, a, b, into: out)
      case .lt: Elementwise.run(Rule.Less.self, a, b, into: out)
      case .le: Elementwise.run(Rule.LessOrEqual.self, a, b, into: out)
      case .gt: Elementwise.run(Rule.Less.self, b, a, into: out)
      case .ge: Elementwise.run(Rule.LessOrEqual.self, b, a, into: out)
      }
    }
  }

  /// Comparisons as numbers of the type in which they are made, that of `target`, which has the result's shape.
  private func compareAsNumbers(
    _ comparison: Comparison, _ other: NDArray, into target: NDArray
  ) throws(TorchError) -> NDArray {
    let dtype = target.dtype
    switch comparison {
    case .gt: return try other.compareAsNumbers(.lt, self, into: target)
    case .ge: return try other.compareAsNumbers(.le, self, into: target)
    case .eq, .ne, .lt, .le: break
    }
    let operation =
      switch comparison {
      case .eq: NB_IS_EQUAL
      case .ne: NB_IS_UNEQUAL
      case .lt: NB_IS_LESS
      default: NB_IS_AT_MOST
      }
    if let result = try vectorised(operation, other, dtype, into: target) { return result }
    return try combined(other, as: dtype, into: target) { (a, b, out) throws(TorchError) in
      switch comparison {
      case .eq: Elementwise.run(Rule.EqualNumber.self, a, b, into: out)
      case .ne: Elementwise.run(Rule.NotEqualNumber.self, a, b, into: out)
      case .lt: Elementwise.run(Rule.LessNumber.self, a, b, into: out)
      default: Elementwise.run(Rule.LessOrEqualNumber.self, a, b, into: out)
      }
    }
  }

  /// `torch.logical_and`, `_or`, `_xor`
  package enum Logic: String, Sendable {
    case and, or, xor
  }

  /// A `bool` array of the truth of both operands combined.
  package func logical(
    _ logic: Logic, _ other: NDArray, as dtype: DType, into target: NDArray? = nil
  ) throws(TorchError) -> NDArray {
    // Only of a number the type of the operation decides what is left of it.
    let shape = try NDArray.broadcast(shape, other.shape)
    if self.dtype.itemSize > 1 || other.dtype.itemSize > 1, shape.product > NDArray.slabSize {
      // Numbers become truth values a part at a time.
      let first = (rank == 0 ? try cast(to: dtype).cast(to: .bool) : self).broadcasted(to: shape)
      let second = (other.rank == 0 ? try other.cast(to: dtype).cast(to: .bool) : other).broadcasted(to: shape)
      let out = try NDArray.room(shape, layoutOf: [first, second], .bool, in: target)
      try NDArray.eachSlab([first, second, out]) { (slabs) throws(TorchError) in
        let result = try slabs[0].logical(logic, slabs[1], as: dtype, into: slabs[2])
        if !result.isSameMemory(as: slabs[2]) { slabs[2].assign(from: result) }
      }
      return out
    }
    let (left, right) = (
      try (rank == 0 ? cast(to: dtype) : self).truths(), try (other.rank == 0 ? other.cast(to: dtype) : other).truths()
    )
    return try left.combined(right, as: .bool, into: target) { (a, b, out) throws(TorchError) in
      switch logic {
      case .and: Elementwise.run(Rule.LogicalAnd.self, a, b, into: out)
      case .or: Elementwise.run(Rule.LogicalOr.self, a, b, into: out)
      case .xor: Elementwise.run(Rule.LogicalXor.self, a, b, into: out)
      }
    }
  }

  /// Which elements are not 0. Integers of a byte are taken as they are.
  private func truths() throws(TorchError) -> NDArray {
    guard dtype == .uint8 || dtype == .int8 else { return try cast(to: .bool) }
    return NDArray(storage, dtype: .bool, shape: shape, strides: strides, offset: offset)
  }

  /// Operations on bits; truth values count as bits, except for shifts.
  package enum BitOperation: String, Sendable {
    case bitwiseAnd = "bitwise_and_cpu"
    case bitwiseOr = "bitwise_or_cpu"
    case bitwiseXor = "bitwise_xor_cpu"
    case leftShift = "lshift_cpu"
    case rightShift = "rshift_cpu"
  }

  /// `torch.bitwise_and` and its kin.
  package func bits(
    _ operation: BitOperation, _ other: NDArray, as dtype: DType, into target: NDArray? = nil
  ) throws(TorchError) -> NDArray {
    guard dtype.isIntegral, dtype != .bool || (operation != .leftShift && operation != .rightShift) else {
      throw .notImplemented(operation.rawValue, for: dtype)
    }
    return try combined(other, as: dtype, into: target) { (a, b, out) throws(TorchError) in
      switch operation {
      case .bitwiseAnd: Elementwise.run(Rule.BitAnd.self, a, b, into: out)
      case .bitwiseOr: Elementwise.run(Rule.BitOr.self, a, b, into: out)
      case .bitwiseXor: Elementwise.run(Rule.BitXor.self, a, b, into: out)
      case .leftShift: Elementwise.run(Rule.LeftShift.self, a, b, into: out)
      case .rightShift: Elementwise.run(Rule.RightShift.self, a, b, into: out)
      }
    }
  }
}
