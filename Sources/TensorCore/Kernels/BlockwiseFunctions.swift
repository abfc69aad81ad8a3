import CKernels

// Functions whose loop is over neighbours in single or double precision, for elements that lie or are otherwise: they go
// through scratch memory a block at a time, so that no whole array of them is made beside the result.

extension NDArray {
  /// How many elements go through scratch memory at a time.
  private static var blockLength: Int { 512 }

  /// Applies a loop to the elements of this array, of single or double precision, one by one into `out`, of the same
  /// shape and type, in whatever layouts; `out` may be this array.
  func applyByBlocks(_ function: UnaryLoop, to out: NDArray) {
    if dtype == .float32 {
      byBlocks(to: out, { (x: Float) in x }, { $0 }, { function.run($0, $1, $2) })
    } else {
      byBlocks(to: out, { (x: Double) in x }, { $0 }, { function.run($0, $1, $2) })
    }
  }

  /// Applies a loop of single precision to the elements of a half type, each rounded once, into `target` if that fits.
  func appliedToHalves(_ function: UnaryLoop, _ target: NDArray?) throws(TorchError) -> NDArray {
    let out: NDArray
    if let target, target.dtype == dtype, target.shape == shape {
      out = target
    } else {
      out = try NDArray(emptyLike: self, dtype)
    }
    if case .vector(let kernel) = function, isContiguous, out.isContiguous {
      nb_unary_halves(
        kernel, dtype == .bfloat16 ? 1 : 0, Int64(out.count), pointer(UInt16.self), out.pointer(UInt16.self))
      return out
    }
    // The conversions are loops in C; the results stand where the arguments stood.
    try NDArray.eachSlab([self, out]) { (slabs) throws(TorchError) in
      let part = try slabs[0].cast(to: .float32)
      function.run(part.count, part.pointer(Float.self), part.pointer(Float.self))
      slabs[1].assign(from: part)
    }
    return out
  }

  /// Takes blocks of elements of `T` through `run` as numbers of `C`. The layouts are valid for the arrays' storages, and
  /// a block is written after all of it was read.
  @inline(__always) private func byBlocks<T: Element, C>(
    to out: NDArray, _ load: (T) -> C, _ store: (C) -> T,
    _ run: (Int, UnsafeMutablePointer<C>, UnsafeMutablePointer<C>) -> Void
  ) {
    let (from, to) = (start, out.start)
    let size = MemoryLayout<T>.stride
    let loop = StridedLoop(shape: shape, [(out.strides, size), (strides, size)])
    withUnsafeTemporaryAllocation(of: C.self, capacity: 2 * NDArray.blockLength) { scratch in
      guard let arguments = scratch.baseAddress else { return }
      let results = arguments + NDArray.blockLength
      loop.run { offsets, count, steps in
        var (source, target) = (from + offsets[1], to + offsets[0])
        var left = count
        while left > 0 {
          let length = Swift.min(left, NDArray.blockLength)
          for index in 0..<length {
            arguments[index] = load(source.assumingMemoryBound(to: T.self).pointee)
            source += steps[1]
          }
          run(length, arguments, results)
          for index in 0..<length {
            target.assumingMemoryBound(to: T.self).pointee = store(results[index])
            target += steps[0]
          }
          left -= length
        }
      }
    }
  }

  /// The most elements of a slab.
  package static var slabSize: Int { 1 << 14 }

  /// Calls `body` with parts of arrays of one shape that cover them, each of at most ``slabSize`` elements.
  static func eachSlab(
    _ arrays: [NDArray], from axis: Int = 0, _ body: ([NDArray]) throws(TorchError) -> Void
  ) throws(TorchError) {
    guard let first = arrays.first, first.count > slabSize, axis < first.rank else { return try body(arrays) }
    let size = first.shape[axis]
    let step = Swift.max(1, slabSize / Swift.max(first.count / Swift.max(size, 1), 1))
    var start = 0
    while start < size {
      let length = Swift.min(step, size - start)
      var parts: [NDArray] = []
      for array in arrays { parts.append(try array.narrow(axis, start, length)) }
      try eachSlab(parts, from: axis + 1, body)
      start += length
    }
  }

  /// Calls `body` with the elements in row-major order, of a type, in flat arrays: with all of them where they lie so, else
  /// with parts of bounded size in memory that is used again, each but the last of whole groups of `group` elements.
  func eachRun(
    as dtype: DType, group: Int = 1, _ body: (_ run: NDArray) throws(TorchError) -> Void
  ) throws(TorchError) {
    if self.dtype == dtype, isContiguous { return try body(view(shape: Dims(count), strides: Dims(1))) }
    let limit = NDArray.slabSize
    let buffer = try NDArray(empty: Dims(Swift.min(limit, count) + group), dtype)
    func part(_ start: Int, _ count: Int) -> NDArray {
      buffer.view(shape: Dims(count), strides: Dims(1), offset: start)
    }
    var held = 0
    try NDArray.eachSlab([self]) { (slabs) throws(TorchError) in
      let slab = slabs[0]
      // Fewer than a group are held, and a slab has at most so many elements as there is room for besides.
      buffer.view(shape: slab.shape, strides: slab.shape.contiguousStrides, offset: held).assign(from: slab)
      let filled = held + slab.count
      let whole = filled / group * group
      held = filled - whole
      guard whole > 0 else { return }
      try body(part(0, whole))
      if held > 0 { part(0, held).assign(from: part(whole, held)) }
    }
    if held > 0 { try body(part(0, held)) }
  }

  /// Whether elements are equal to those of another array, or near them; nil but for arrays of single or double precision
  /// in one row-major layout.
  package func isClose(
    to other: NDArray, relative: Double, absolute: Double, isNaNEqual: Bool
  ) throws(TorchError) -> NDArray? {
    guard dtype == .float32 || dtype == .float64, other.dtype == dtype, shape == other.shape, isContiguous,
      other.isContiguous
    else { return nil }
    let out = try NDArray(empty: shape, .bool)
    let (count, target, flag) = (Int64(self.count), out.pointer(UInt8.self), Int32(isNaNEqual ? 1 : 0))
    if dtype == .float32 {
      nb_close_f32(count, pointer(Float.self), other.pointer(Float.self), relative, absolute, flag, target)
    } else {
      nb_close_f64(count, pointer(Double.self), other.pointer(Double.self), relative, absolute, flag, target)
    }
    return out
  }

  /// Whether all elements are equal to those of another array of this shape, brought to `dtype` (`torch.equal`). Elements
  /// are looked at a part at a time, until some differ.
  package func isEqual(to other: NDArray, as dtype: DType) throws(TorchError) -> Bool {
    if let isEqual = isEqualInOrder(to: other) { return isEqual }
    if rank > 0, shape[0] > 1, count > 64 {
      // Most arrays that differ do so at once.
      let (first, second) = (try narrow(0, 0, 1), try other.narrow(0, 0, 1))
      if count < NDArray.slabSize || first.count < count / 8, !(try first.isEqual(to: second, as: dtype)) {
        return false
      }
    }
    var isEqual = true
    try NDArray.eachSlab([self, other]) { (slabs) throws(TorchError) in
      if isEqual { isEqual = try slabs[0].compare(.eq, slabs[1], as: dtype).truth(all: true).element(at: 0).isTrue }
    }
    return isEqual
  }

  /// Mantissas from a half to 1 and exponents to base 2 (`torch.frexp`) of a floating point array, in its layout.
  package func mantissasAndExponents() throws(TorchError) -> (mantissas: NDArray, exponents: NDArray) {
    let mantissas = try NDArray(empty: shape, layoutOf: [self], dtype)
    let exponents = try NDArray(empty: shape, layoutOf: [self], .int32)
    try NDArray.eachSlab([self, mantissas, exponents]) { (slabs) throws(TorchError) in
      let input = try slabs[0].cast(to: dtype.computeType).contiguous()
      let (parts, powers) = (try NDArray(empty: input.shape, input.dtype), try NDArray(empty: input.shape, .int32))
      let count = Int64(input.count)
      if input.dtype == .float32 {
        nb_parts_f32(count, input.pointer(Float.self), parts.pointer(Float.self), powers.pointer(Int32.self))
      } else {
        nb_parts_f64(count, input.pointer(Double.self), parts.pointer(Double.self), powers.pointer(Int32.self))
      }
      slabs[1].assign(from: parts)
      slabs[2].assign(from: powers)
    }
    return (mantissas, exponents)
  }

  /// The first of these integers that lies outside of a range.
  package func firstOutside(_ range: Range<Int>) throws(TorchError) -> Int? {
    let indices = try cast(to: .int64).contiguous()
    let pointer = indices.pointer(Int.self)
    let place = nb_first_outside(indices.count, pointer, range.lowerBound, range.upperBound)
    return place < 0 ? nil : pointer[place]
  }

  /// A function of three numbers for which there is a loop.
  package enum TernaryFunction {
    /// `x + scale * a * b`, rounded once at the sum.
    case addProduct
    /// `x + scale * a / b`.
    case addQuotient
    /// From `x` to `a` by the weight `b`, from the nearer end as PyTorch does it.
    case lerp
    /// `x` between `a` and `b`; nan wins.
    case between

    fileprivate var code: nb_ternary {
      switch self {
      case .addProduct: NB_ADD_PRODUCT
      case .addQuotient: NB_ADD_QUOTIENT
      case .lerp: NB_LERP
      case .between: NB_BETWEEN
      }
    }

    /// The loop over complex numbers, nil for functions of ordered numbers alone.
    fileprivate var complexCode: nb_complex_ternary? {
      switch self {
      case .addProduct: NB_COMPLEX_ADD_PRODUCT
      case .addQuotient: NB_COMPLEX_ADD_QUOTIENT
      case .lerp: NB_COMPLEX_LERP
      case .between: nil
      }
    }
  }

  /// A function of this array and two others, brought to `dtype`, a complex type. The factor is a complex number to PyTorch,
  /// also 1.
  package func ternary(
    _ function: TernaryFunction, _ a: NDArray, _ b: NDArray, factor: Scalar = .int(1), asComplex dtype: DType,
    into target: NDArray? = nil
  ) throws(TorchError) -> NDArray {
    func isRun(_ array: NDArray) -> Bool { array.dtype == dtype && array.shape == self.shape && array.isContiguous }
    if let code = function.complexCode, isRun(self), isRun(a), isRun(b) || b.dtype == dtype && b.rank == 0 {
      let out = try NDArray.rowMajorRoom(self.shape, dtype, in: target)
      let (count, step): (Int64, Int64) = (Int64(out.count), b.rank == 0 ? 0 : 1)
      // What is no number has as many of them in a row as the result, each of two parts.
      if dtype == .complex64 {
        nb_complex_ternary_f32(
          code, count, [Float(factor.double), Float(factor.imaginary)], pointer(Float.self), a.pointer(Float.self),
          b.pointer(Float.self), step, out.pointer(Float.self))
      } else {
        nb_complex_ternary_f64(
          code, count, [factor.double, factor.imaginary], pointer(Double.self), a.pointer(Double.self),
          b.pointer(Double.self), step, out.pointer(Double.self))
      }
      return out
    }
    // Neighbours of what lies otherwise are made a part at a time.
    let shape = try NDArray.broadcast(try NDArray.broadcast(self.shape, a.shape), b.shape)
    let wide = [broadcasted(to: shape), a.broadcasted(to: shape), b.broadcasted(to: shape)]
    let leading = [wide[0]] + [(a, wide[1]), (b, wide[2])].filter { $0.0.rank > 0 }.map(\.1)
    let out = try NDArray.room(shape, layoutOf: leading, dtype, in: target)
    try NDArray.eachSlab(wide + [out]) { (slabs) throws(TorchError) in
      var parts: [NDArray] = []
      for slab in slabs.dropLast() { parts.append(try slab.cast(to: dtype).contiguous()) }
      slabs[3].assign(from: try parts[0].ternary(function, parts[1], parts[2], factor: factor, asComplex: dtype))
    }
    return out
  }

  /// A function of this array and two others, brought to `dtype`, whose compute type is single or double precision.
  package func ternary(
    _ function: TernaryFunction, _ a: NDArray, _ b: NDArray, scale: Double = 1, as dtype: DType,
    into target: NDArray? = nil
  ) throws(TorchError) -> NDArray {
    let compute = dtype.computeType
    func isRun(_ array: NDArray) -> Bool {
      array.dtype == dtype && (array.rank == 0 || array.shape == self.shape && array.isContiguous)
    }
    if dtype == compute, self.dtype == dtype, isContiguous, isRun(a), isRun(b) {
      let out = try NDArray.rowMajorRoom(self.shape, dtype, in: target)
      let (stepA, stepB): (Int64, Int64) = (a.rank == 0 ? 0 : 1, b.rank == 0 ? 0 : 1)
      // What is no single element is contiguous and of one shape.
      if dtype == .float32 {
        nb_ternary_f32(
          function.code, Int64(out.count), Float(scale), pointer(Float.self), 1, a.pointer(Float.self), stepA,
          b.pointer(Float.self), stepB, out.pointer(Float.self), 1)
      } else {
        nb_ternary_f64(
          function.code, Int64(out.count), scale, pointer(Double.self), 1, a.pointer(Double.self), stepA,
          b.pointer(Double.self), stepB, out.pointer(Double.self), 1)
      }
      return out
    }
    if dtype != compute, self.dtype == dtype, a.dtype == dtype, shape == a.shape, isContiguous, a.isContiguous,
      b.rank == 0 || b.dtype == dtype && b.shape == shape && b.isContiguous
    {
      let number = b.rank == 0 ? try b.cast(to: compute).pointer(Float.self).pointee : 0
      let out = try NDArray.rowMajorRoom(shape, dtype, in: target)
      // All that is no number is contiguous and of one shape.
      nb_ternary_halves(
        function.code, dtype == .bfloat16 ? 1 : 0, Int64(out.count), Float(scale), pointer(UInt16.self),
        a.pointer(UInt16.self), b.rank == 0 ? nil : b.pointer(UInt16.self), number, out.pointer(UInt16.self))
      return out
    }
    let shape = try NDArray.broadcast(try NDArray.broadcast(self.shape, a.shape), b.shape)
    if compute != dtype, shape.product > NDArray.slabSize {
      // What has to be converted goes by slabs.
      let wide = [broadcasted(to: shape), a.broadcasted(to: shape), b.broadcasted(to: shape)]
      let leading = [wide[0]] + [(a, wide[1]), (b, wide[2])].filter { $0.0.rank > 0 }.map(\.1)
      let out = try NDArray.room(shape, layoutOf: leading, dtype, in: target)
      try NDArray.eachSlab(wide + [out]) { (slabs) throws(TorchError) in
        slabs[3].assign(from: try slabs[0].ternary(function, slabs[1], slabs[2], scale: scale, as: dtype))
      }
      return out
    }
    let base = try cast(to: compute).broadcasted(to: shape)
    let (first, second) = (
      try a.cast(to: compute).broadcasted(to: shape), try b.cast(to: compute).broadcasted(to: shape)
    )
    var layout = [base]
    for (operand, wide) in [(a, first), (b, second)] where operand.rank > 0 { layout.append(wide) }
    let out = try NDArray.room(shape, layoutOf: layout, compute, in: target)
    let size = compute.itemSize
    let operands: [(strides: Dims, itemSize: Int)] = [
      (out.strides, size), (base.strides, size), (first.strides, size), (second.strides, size),
    ]
    let (to, x, left, right) = (out.start, base.start, first.start, second.start)
    let code = function.code
    StridedLoop(shape: shape, operands).run { offsets, count, strides in
      let steps = strides / SIMD4(repeating: size)
      if compute == .float32 {
        nb_ternary_f32(
          code, Int64(count), Float(scale), (x + offsets[1]).assumingMemoryBound(to: Float.self), Int64(steps[1]),
          (left + offsets[2]).assumingMemoryBound(to: Float.self), Int64(steps[2]),
          (right + offsets[3]).assumingMemoryBound(to: Float.self), Int64(steps[3]),
          (to + offsets[0]).assumingMemoryBound(to: Float.self), Int64(steps[0]))
      } else {
        nb_ternary_f64(
          code, Int64(count), scale, (x + offsets[1]).assumingMemoryBound(to: Double.self), Int64(steps[1]),
          (left + offsets[2]).assumingMemoryBound(to: Double.self), Int64(steps[2]),
          (right + offsets[3]).assumingMemoryBound(to: Double.self), Int64(steps[3]),
          (to + offsets[0]).assumingMemoryBound(to: Double.self), Int64(steps[0]))
      }
    }
    return try out.cast(to: dtype)
  }
}
