import CKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension NDArray {
  /// Applies a function to every element; integers become `floatType` first unless the function keeps them.
  ///
  /// - Throws: PyTorch's error for a kernel without complex numbers.
  ///
  /// - Parameter target: An array that the result may be written into; see `room`.
  package func apply(
    _ function: FloatingFunction, default floatType: DType = .float32, into target: NDArray? = nil
  ) throws(TorchError) -> NDArray {
    if target == nil, let result = applied(function) { return result }
    if dtype.isComplex { return try applyComplex(function, into: target) }
    if dtype.isIntegral, function.keepsIntegers {
      if dtype == .bool { throw .notImplemented("\(function.rawValue)_vml_cpu", for: dtype) }
      return try clone()
    }
    guard function.isDefined(for: dtype) else { throw .notImplemented(function.kernelName, for: dtype) }
    let type = dtype.isIntegral ? floatType : dtype
    let compute = type.computeType
    if function == .rsqrt, type != compute {
      // PyTorch rounds the root of half types before it inverts it, but for groups of whole registers.
      let whole = count - count % 32
      if dtype == type, isContiguous {
        // The last ones first: the result may stand where the argument stands.
        let last = try asStrided([count - whole], [1], offset: offset + whole).apply(.sqrt).apply(.reciprocal)
        let out = try appliedToHalves(.vector(NB_RSQRT), target)
        try out.asStrided([count - whole], [1], offset: out.offset + whole).copy(from: last)
        return out
      }
      let result = try apply(.sqrt, default: floatType).apply(.reciprocal, default: floatType)
      if dtype == type, isNonOverlappingAndDense, result.strides == strides, whole > 0 {
        let groups = try asStrided([whole], [1], offset: offset).cast(to: compute).apply(.rsqrt)
        try result.asStrided([whole], [1], offset: result.offset).copy(from: groups)
      }
      return result
    }
    if type != compute, let loop = function.loop, self.dtype == type { return try appliedToHalves(loop, target) }
    if let target, let loop = function.loop, self.dtype == compute, target.dtype == compute,
      target.shape == shape, !isContiguous || !target.isContiguous
    {
      applyByBlocks(loop, to: target)
      return target
    }
    var input = try cast(to: compute)
    if let loop = function.loop {
      // Neighbours in memory, in whatever order of dimensions, are one run.
      if !input.isContiguous, !input.isNonOverlappingAndDense {
        let dense = try NDArray(empty: shape, layoutOf: [input], compute)
        dense.assign(from: input)
        input = dense
      }
      let out =
        input.isContiguous
        ? try NDArray.rowMajorRoom(shape, compute, in: target)
        : try NDArray(empty: shape, layoutLike: input, compute)
      if compute == .float32 {
        loop.run(out.count, input.pointer(Float.self), out.pointer(Float.self))
      } else {
        loop.run(out.count, input.pointer(Double.self), out.pointer(Double.self))
      }
      return try out.cast(to: type)
    }
    let out = try NDArray.room(shape, layoutOf: [input], compute, in: target)
    if compute == .float64 {
      if let loop = function.doubleLoop, input.isContiguous, out.isContiguous {
        loop(Int64(out.count), input.pointer(Double.self), out.pointer(Double.self))
      } else {
        map(input, out, Double.self) { function.value($0) }
      }
    } else {
      let single = function.singleKernel(for: type) ?? { Float(function.value(Double($0))) }
      if let loop = function.singleLoop(for: type), input.isContiguous, out.isContiguous {
        loop(Int64(out.count), input.pointer(Float.self), out.pointer(Float.self))
      } else {
        map(input, out, Float.self, single)
      }
    }
    return try out.cast(to: type)
  }

  /// The result for elements of single or double precision in row-major order, the usual case of small tensors; nil for
  /// others, and for a function without a loop of its own.
  @inline(__always) private func applied(_ function: FloatingFunction) -> NDArray? {
    guard dtype == .float32 || dtype == .float64, let loop = function.loop, isContiguous else { return nil }
    let count = shape.product
    // The shape is that of an array there is, so that the memory cannot be too much to be counted.
    guard let storage = try? Storage.make(byteCount: count &* dtype.itemSize, of: dtype) else { return nil }
    let out = NDArray(storage, dtype: dtype, shape: shape, strides: shape.contiguousStrides, offset: 0)
    if dtype == .float32 {
      loop.run(count, pointer(Float.self), out.pointer(Float.self))
    } else {
      loop.run(count, pointer(Double.self), out.pointer(Double.self))
    }
    return out
  }

  /// Applies `body` to the elements of `input`, of type `T`, into `out` of the same shape and type.
  @inline(__always) func map<T: Element>(_ input: NDArray, _ out: NDArray, _: T.Type, _ body: (T) -> T) {
    if input.isContiguous, out.isContiguous {
      let source = input.pointer(T.self)
      let target = out.pointer(T.self)
      for index in 0..<out.count { target[index] = body(source[index]) }
      return
    }
    let size = MemoryLayout<T>.stride
    let from = input.start
    let to = out.start
    StridedLoop(shape: out.shape, [(out.strides, size), (input.strides, size)]).run { offsets, count, strides in
      var target = to + offsets[0]
      var source = from + offsets[1]
      for _ in 0..<count {
        target.assumingMemoryBound(to: T.self).pointee = body(source.assumingMemoryBound(to: T.self).pointee)
        target += strides[0]
        source += strides[1]
      }
    }
  }

  /// The values of a function in double precision at the elements of a dense `float32` or `float64` array, in its layout;
  /// nil for other arrays.
  package func mapReals(_ function: (Double) throws -> Double) throws -> NDArray? {
    guard dtype == .float32 || dtype == .float64, isContiguous || isNonOverlappingAndDense else { return nil }
    if !isContiguous {
      return try asStrided([count], [1], offset: offset).mapReals(function)?.view(shape: shape, strides: strides)
    }
    let out = try NDArray(empty: shape, dtype)
    // Contiguous arrays of one shape have as many elements.
    if dtype == .float32 {
      let (source, target) = (pointer(Float.self), out.pointer(Float.self))
      for index in 0..<count { target[index] = Float(try function(Double(source[index]))) }
    } else {
      let (source, target) = (pointer(Double.self), out.pointer(Double.self))
      for index in 0..<count { target[index] = try function(source[index]) }
    }
    return out
  }

  /// `-x`
  package func neg(into target: NDArray? = nil) throws(TorchError) -> NDArray {
    if dtype == .bool {
      throw TorchError(
        .runtime,
        "Negation, the `-` operator, on a bool tensor is not supported. If you are trying to invert a mask, use the `~`"
          + " or `logical_not()` operator instead.")
    }
    if let result = try vectorised(NB_NEGATE, target) { return result }
    if dtype.isComplex, isContiguous {
      let result = try NDArray.rowMajorRoom(shape, dtype, in: target)
      // A complex number is its two parts, one after the other. In whole registers PyTorch subtracts from zero.
      let (parts, whole) = (2 &* count, 2 &* (count - count % NDArray.registerGroup(dtype)))
      if dtype == .complex64 {
        let (source, to) = (pointer(Float.self), result.pointer(Float.self))
        nb_binary_f32(NB_SUBTRACT, Int64(whole), [0], 0, source, 1, to)
        nb_unary_f32(NB_NEGATE, Int64(parts - whole), source + whole, to + whole)
      } else {
        let (source, to) = (pointer(Double.self), result.pointer(Double.self))
        nb_binary_f64(NB_SUBTRACT, Int64(whole), [0], 0, source, 1, to)
        nb_unary_f64(NB_NEGATE, Int64(parts - whole), source + whole, to + whole)
      }
      return result
    }
    let result = try rounded(target) { (input, out) throws(TorchError) in
      Elementwise.run(Rule.Negate.self, input, into: out)
    }
    // In whole registers PyTorch subtracts from zero.
    if dtype.isComplex { result.dropZeroSigns(like: self) }
    return result
  }

  /// How many numbers two registers hold.
  private static func registerGroup(_ dtype: DType) -> Int { 64 / dtype.itemSize }

  /// Makes zeros positive where PyTorch's loop over the dense array `source` works on whole registers: in all groups of
  /// two registers' numbers, not in those left over at the end of the memory.
  package func dropZeroSigns(like source: NDArray) {
    guard source.isNonOverlappingAndDense, strides == source.strides, dtype == source.dtype else { return }
    let whole = count - count % NDArray.registerGroup(dtype)
    func run<Part: BinaryFloatingPoint>(_: Part.Type, parts: Int) {
      let numbers = pointer(Part.self)
      // A dense array has as many elements in a row, each of so many parts.
      for place in 0..<(parts * whole) { numbers[place] += 0 }
    }
    switch dtype {
    case .float32: run(Float.self, parts: 1)
    case .float64: run(Double.self, parts: 1)
    case .complex64: run(Float.self, parts: 2)
    case .complex128: run(Double.self, parts: 2)
    case .float16, .bfloat16:
      let bits = pointer(UInt16.self)
      for place in 0..<whole where bits[place] == 0x8000 { bits[place] = 0 }
    default: break
    }
  }

  /// `torch.abs`; of complex numbers the modulus, a real array.
  package func abs(into target: NDArray? = nil) throws(TorchError) -> NDArray {
    if dtype.isComplex {
      let input = try contiguous()
      let out = try NDArray(empty: shape, dtype.realType)
      if dtype == .complex64 {
        nb_complex_sizes_f32(Int64(count), input.pointer(Float.self), out.pointer(Float.self))
      } else {
        nb_complex_sizes_f64(Int64(count), input.pointer(Double.self), out.pointer(Double.self))
      }
      return out
    }
    if dtype == .bool { throw .notImplemented("abs_cpu", for: dtype) }
    if let result = try vectorised(NB_ABSOLUTE, target) { return result }
    return try rounded(target) { (input, out) throws(TorchError) in
      Elementwise.run(Rule.Absolute.self, input, into: out)
    }
  }

  /// `torch.sign`
  package func sign(into target: NDArray? = nil) throws(TorchError) -> NDArray {
    if dtype.isComplex {
      throw TorchError(
        .notImplemented,
        "Unlike NumPy, torch.sign is not intended to support complex numbers. Please use torch.sgn instead.")
    }
    if dtype == .bool { return try clone() }
    if let result = try vectorised(NB_SIGN, target) { return result }
    return try rounded(target) { (input, out) throws(TorchError) in Elementwise.run(Rule.Sign.self, input, into: out) }
  }

  /// `torch.relu`
  package func relu(into target: NDArray? = nil) throws(TorchError) -> NDArray {
    if dtype == .bool { throw TorchError(.runtime, "Boolean inputs not supported for relu") }
    if dtype.isComplex { throw TorchError(.notImplemented, "clamp is not supported for complex types") }
    if let result = try vectorised(NB_RELU, target) { return result }
    if let result = try clamped(0, nil, into: target) { return result }
    return try rounded(target) { (input, out) throws(TorchError) in Elementwise.run(Rule.Relu.self, input, into: out) }
  }

  /// The result of a vectorised loop for floating point elements that lie side by side; `nil` for other arrays.
  private func vectorised(_ kernel: nb_unary, _ target: NDArray? = nil) throws(TorchError) -> NDArray? {
    guard dtype.isFloatingPoint, isContiguous else { return nil }
    if dtype != dtype.computeType { return try appliedToHalves(.vector(kernel), target) }
    let out = try NDArray.rowMajorRoom(shape, dtype, in: target)
    if dtype == .float32 {
      nb_unary_f32(kernel, Int64(out.count), pointer(Float.self), out.pointer(Float.self))
    } else {
      nb_unary_f64(kernel, Int64(out.count), pointer(Double.self), out.pointer(Double.self))
    }
    return out
  }

  /// Runs `body` in the compute type and rounds back for half types.
  private func rounded(
    _ target: NDArray?, _ body: (_ input: NDArray, _ out: NDArray) throws(TorchError) -> Void
  ) throws(TorchError) -> NDArray {
    if dtype.computeType != dtype, count > NDArray.slabSize {
      let out = try NDArray.room(shape, layoutOf: [self], dtype, in: target)
      try NDArray.eachSlab([self, out]) { (slabs) throws(TorchError) in
        let part = try slabs[0].cast(to: dtype.computeType)
        // Element by element: the result may stand where the operand stood.
        try body(part, part)
        slabs[1].assign(from: part)
      }
      return out
    }
    let input = try cast(to: dtype.computeType)
    let out = try NDArray.room(shape, layoutOf: [self], dtype.computeType, in: target)
    try body(input, out)
    return try out.cast(to: dtype)
  }

  /// Integers in row-major order between two limits, which are numbers of their type and may be missing; nil for other
  /// arrays (`torch.clamp`).
  package func clamped(_ low: Int?, _ high: Int?, into target: NDArray? = nil) throws(TorchError) -> NDArray? {
    guard let type = dtype.integer, isContiguous else { return nil }
    let out = try NDArray.rowMajorRoom(shape, dtype, in: target)
    // No number of a shorter type is cut by its own extrema.
    let bits = 8 &* dtype.itemSize
    let most = dtype == .uint8 ? 255 : Int.max >> (64 - bits)
    let least = dtype == .uint8 ? 0 : -most - 1
    nb_clamp_integers(type, Int64(out.count), start, Int64(low ?? least), Int64(high ?? most), out.start)
    return out
  }

  /// Integers in row-major order, with a number in the place of those that are not above a limit (`torch.threshold`); both
  /// are numbers of their type. Nil for other arrays.
  package func thresholded(
    at limit: Int, value: Int, into target: NDArray? = nil
  ) throws(TorchError) -> NDArray? {
    guard let type = dtype.integer, isContiguous else { return nil }
    let out = try NDArray.rowMajorRoom(shape, dtype, in: target)
    nb_threshold_integers(type, Int64(out.count), start, Int64(limit), Int64(value), out.start)
    return out
  }

  private enum Not: UnaryKernel { static func apply(_ x: Boolean) -> Boolean { Boolean(!x.isTrue) } }

  /// `torch.logical_not`
  package func logicalNot(into target: NDArray? = nil) throws(TorchError) -> NDArray {
    let truth = try cast(to: .bool)
    let out = try NDArray.room(shape, layoutOf: [self], .bool, in: target)
    if !Elementwise.runTruths(NB_TRUTH_NOT, truth, nil, into: out) { Loops.unary(Not.self, truth, into: out) }
    return out
  }

  /// `~x`
  package func bitwiseNot(into target: NDArray? = nil) throws(TorchError) -> NDArray {
    if dtype == .bool { return try logicalNot(into: target) }
    if !dtype.isIntegral { throw .notImplemented("bitwise_not_cpu", for: dtype) }
    return try bits(.bitwiseXor, NDArray(scalar: .int(-1), dtype), as: dtype, into: target)
  }

  /// What is asked of every element by a test such as `torch.isnan`.
  package enum Test: String, Sendable {
    case isnan, isinf, isfinite, isposinf, isneginf, signbit

    /// The vectorised loop.
    fileprivate var vectorKernel: nb_test {
      switch self {
      case .isnan: NB_IS_NAN
      case .isinf: NB_IS_INFINITE
      case .isfinite: NB_IS_FINITE
      case .isposinf: NB_IS_POSITIVE_INFINITY
      case .isneginf: NB_IS_NEGATIVE_INFINITY
      case .signbit: NB_HAS_SIGN
      }
    }
  }

  /// A `bool` array that says for which elements a test holds.
  package func test(_ test: Test, into target: NDArray? = nil) throws(TorchError) -> NDArray {
    if dtype.isComplex {
      switch test {
      case .isposinf, .isneginf: throw TorchError(.runtime, "\(test.rawValue) does not support complex inputs.")
      case .signbit: throw TorchError(.notImplemented, "signbit is not implemented for complex tensors.")
      default: break
      }
    }
    if !isContiguous, isNonOverlappingAndDense {
      // Neighbours in memory, in whatever order of dimensions, are one run.
      return try asStrided([count], [1], offset: offset).test(test).view(shape: shape, strides: strides)
    }
    let out = try NDArray.rowMajorRoom(shape, .bool, in: target)
    if isContiguous, dtype == .float32 || dtype == .float64 {
      if dtype == .float32 {
        nb_test_f32(test.vectorKernel, Int64(out.count), pointer(Float.self), out.pointer(UInt8.self))
      } else {
        nb_test_f64(test.vectorKernel, Int64(out.count), pointer(Double.self), out.pointer(UInt8.self))
      }
      return out
    }
    if isContiguous, dtype == .float16 || dtype == .bfloat16 {
      nb_test_halves(
        test.vectorKernel, dtype == .bfloat16 ? 1 : 0, Int64(out.count), pointer(UInt16.self), out.pointer(UInt8.self))
      return out
    }
    if dtype.isInteger, dtype != .uint8, test == .signbit {
      return try compare(.lt, NDArray(scalar: .int(0), dtype), as: dtype)
    }
    if dtype.isComplex, isContiguous {
      // Of both parts of a number one decides, or both do.
      try NDArray.eachSlab([self, out]) { (slabs) throws(TorchError) in
        let parts = try slabs[0].contiguous().viewAsReal().test(test)
        let answers = try NDArray(empty: slabs[1].shape, .bool)
        let (pairs, target) = (parts.pointer(UInt8.self), answers.pointer(UInt8.self))
        for index in 0..<answers.count {
          let (first, second) = (pairs[2 &* index], pairs[2 &* index &+ 1])
          target[index] = test == .isfinite ? first & second : first | second
        }
        slabs[1].assign(from: answers)
      }
      return out
    }
    if dtype.isIntegral {
      out.fill(.bool(test == .isfinite))
      return try out.inLayout(of: [self])
    }
    let target = out.pointer(Boolean.self)
    var index = 0
    forEachPosition { position in
      let scalar = element(at: position)
      let (real, imaginary) = (scalar.double, scalar.imaginary)
      let result: Bool
      switch test {
      case .isnan: result = real.isNaN || imaginary.isNaN
      case .isinf: result = real.isInfinite || imaginary.isInfinite
      case .isfinite: result = real.isFinite && imaginary.isFinite
      case .isposinf: result = real == .infinity
      case .isneginf: result = real == -.infinity
      case .signbit: result = real.sign == .minus
      }
      target[index] = Boolean(result)
      index += 1
    }
    return try out.inLayout(of: [self])
  }

  /// Elements of `self` where `condition` is true, else of `other` (`torch.where`); all in `dtype`.
  package static func select(
    _ condition: NDArray, _ a: NDArray, _ b: NDArray, as dtype: DType, into target: NDArray? = nil
  ) throws(TorchError) -> NDArray {
    if let result = try selected(condition, a, b, as: dtype, into: target) { return result }
    let shape = try broadcast(try broadcast(condition.shape, a.shape), b.shape)
    if let result = try selected(byRow: condition, a, b, shape, as: dtype, into: target) { return result }
    let test = try condition.cast(to: .bool).broadcasted(to: shape)
    let chosen = try a.cast(to: dtype).broadcasted(to: shape)
    let other = try b.cast(to: dtype).broadcasted(to: shape)
    if let target, target.dtype == dtype, target.shape == shape {
      // What is chosen from must not be overwritten by what is not.
      let isThere = target.isSameMemory(as: other)
      if isThere || target.storage !== chosen.storage && target.storage !== test.storage {
        if !isThere { target.assign(from: other) }
        target.write(chosen, where: test)
        return target
      }
    }
    let out = try NDArray(empty: shape, layoutOf: [test, chosen, other], dtype)
    out.assign(from: other)
    out.write(chosen, where: test)
    return out
  }

  /// The same of operands that are single elements, or lie in one row-major layout with the condition; nil for others.
  private static func selected(
    _ condition: NDArray, _ a: NDArray, _ b: NDArray, as dtype: DType, into target: NDArray?
  ) throws(TorchError) -> NDArray? {
    let shape = condition.shape
    guard condition.dtype == .bool, a.dtype == dtype, b.dtype == dtype, condition.isContiguous,
      let stepA = a.rowStep(along: shape), let stepB = b.rowStep(along: shape)
    else { return nil }
    let out = try NDArray.rowMajorRoom(shape, dtype, in: target)
    // Operands with a step have the condition's shape, and each of them an element otherwise.
    nb_choose(
      Int64(dtype.itemSize), Int64(out.count), condition.start.assumingMemoryBound(to: UInt8.self), a.start,
      Int64(stepA), b.start, Int64(stepB), out.start)
    return out
  }

  /// The same for truth values that are repeated for every row, a few rows at a time.
  private static func selected(
    byRow condition: NDArray, _ a: NDArray, _ b: NDArray, _ shape: Dims, as dtype: DType, into target: NDArray?
  ) throws(TorchError) -> NDArray? {
    let length = condition.count
    guard condition.dtype == .bool, a.dtype == dtype, b.dtype == dtype, condition.isContiguous, length > 0,
      condition.rank > 0, condition.rank <= shape.count, shape.product > length,
      shape.array.suffix(condition.rank).elementsEqual(condition.shape.array),
      let stepA = a.rowStep(along: shape), let stepB = b.rowStep(along: shape)
    else { return nil }
    // Elements may be read and written at one place, but not read after their neighbours were written.
    if let target, [a, b].contains(where: { target.storage === $0.storage && !target.isSameMemory(as: $0) }) {
      return nil
    }
    let out = try NDArray.rowMajorRoom(shape, dtype, in: target)
    let flags = UnsafeBufferPointer(start: condition.pointer(UInt8.self), count: length)
    // Short rows are repeated, so that the loop has something to do.
    let least = 1024
    let rows = length < least ? Array(repeatElement(flags, count: least / length + 1).joined()) : Array(flags)
    let (item, count) = (dtype.itemSize, out.count)
    for start in stride(from: 0, to: count, by: rows.count) {
      // Operands with a step have the result's shape, and each of them an element otherwise.
      nb_choose(
        Int64(item), Int64(Swift.min(rows.count, count - start)), rows, a.start + start &* stepA &* item, Int64(stepA),
        b.start + start &* stepB &* item, Int64(stepB), out.start + start &* item)
    }
    return out
  }

  /// 1 for a row-major array of a shape, 0 for a single element that stretches to it, nil for all else.
  private func rowStep(along shape: Dims) -> Int? {
    if self.shape == shape, isContiguous { return 1 }
    guard rank <= shape.count, self.shape == shape || count == 1, shape.product > 0 else { return nil }
    for dim in 0..<rank where self.shape[dim] > 1 && strides[dim] != 0 { return nil }
    return 0
  }

  /// The elements where those of `x` are above a threshold or no numbers, else zeros; nil for operands other than
  /// `float32` and `float64` in one row-major layout.
  package func keptWhere(_ x: NDArray, isAbove threshold: Scalar) throws(TorchError) -> NDArray? {
    guard dtype == .float32 || dtype == .float64, x.dtype == dtype, shape == x.shape, isContiguous, x.isContiguous,
      let limit = threshold.exactDouble
    else { return nil }
    let out = try NDArray(empty: shape, dtype)
    if dtype == .float32 {
      nb_threshold_f32(
        Int64(count), pointer(Float.self), x.pointer(Float.self), Float(limit), out.pointer(Float.self))
    } else {
      nb_threshold_f64(Int64(count), pointer(Double.self), x.pointer(Double.self), limit, out.pointer(Double.self))
    }
    return out
  }

  /// The gradient of `gelu` at `x`, an array in row-major order, from that of its result; nil for other types than
  /// `float32`.
  package func geluBackward(_ x: NDArray) throws(TorchError) -> NDArray? {
    guard dtype == .float32, x.dtype == dtype, shape == x.shape, x.isContiguous else { return nil }
    let gradient = try contiguous()
    let out = try NDArray(empty: shape, dtype)
    nb_gelu_backward_f32(Int64(count), gradient.pointer(Float.self), x.pointer(Float.self), out.pointer(Float.self))
    return out
  }

  /// A contiguous copy.
  package func cloneContiguous() throws(TorchError) -> NDArray {
    let out = try NDArray(empty: shape, dtype)
    out.assign(from: self)
    return out
  }

  /// Overwrites the elements at which `mask` is true by those of `source`; all of this shape, `source` of this dtype.
  package func write(_ source: NDArray, where mask: NDArray) {
    func run<T: BitwiseCopyable>(_: T.Type) {
      let size = MemoryLayout<T>.stride
      let (to, from, test) = (start, source.start, mask.start)
      StridedLoop(shape: shape, [(strides, size), (source.strides, size), (mask.strides, 1)]).run {
        offsets, count, by in
        var target = to + offsets[0]
        var origin = from + offsets[1]
        var flag = test + offsets[2]
        if by[0] == size, by[1] == size || by[1] == 0, by[2] == 1 {
          // Neighbours: the loop writes every element, if only by itself.
          nb_choose(
            Int64(size), Int64(count), flag.assumingMemoryBound(to: UInt8.self), origin, by[1] == 0 ? 0 : 1, target, 1,
            target)
          return
        }
        for _ in 0..<count {
          if flag.assumingMemoryBound(to: UInt8.self).pointee != 0 {
            target.assumingMemoryBound(to: T.self).pointee = origin.assumingMemoryBound(to: T.self).pointee
          }
          target += by[0]
          origin += by[1]
          flag += by[2]
        }
      }
    }
    switch dtype.itemSize {
    case 1: run(UInt8.self)
    case 2: run(UInt16.self)
    case 4: run(UInt32.self)
    case 8: run(UInt64.self)
    default: run(SIMD2<UInt64>.self)
    }
  }

  // MARK: Powers

  /// `torch.pow` with both operands brought to `dtype`.
  ///
  /// - Throws: PyTorch's error for integers to negative integer powers.
  package func pow(_ exponent: NDArray, as dtype: DType, into target: NDArray? = nil) throws(TorchError) -> NDArray {
    if exponent.rank == 0, self.dtype == dtype, exponent.element(at: 0).exactDouble == 1 { return try clone() }
    if dtype == .bool { throw .notImplemented("pow", for: dtype) }
    let shape = try NDArray.broadcast(self.shape, exponent.shape)
    if dtype.isComplex || dtype == .bfloat16, exponent.rank == 0,
      let power = try powerBySteps(exponent.element(at: 0), dtype, target)
    {
      return power
    }
    if exponent.rank == 0, self.dtype == dtype, let type = dtype.integer, isContiguous {
      let number = try exponent.cast(to: dtype).element(at: 0).int
      if number >= 0 {
        let out = try NDArray.rowMajorRoom(self.shape, dtype, in: target)
        nb_power_integers(type, Int64(out.count), start, UInt64(number), out.start)
        return out
      }
    }
    if exponent.rank == 0, self.dtype == dtype, let kernel = powerKernel(exponent.element(at: 0)),
      let result = try vectorised(kernel, target)
    {
      return result
    }
    if dtype == .float32 || dtype == .float64,
      let result = try byConvertedParts(
        exponent, as: dtype, into: target,
        { (a, b, target) throws(TorchError) in try a.pow(b, as: dtype, into: target) })
    {
      return result
    }
    if dtype == .float32 {
      let a = try cast(to: dtype).broadcasted(to: shape)
      let b = try exponent.cast(to: dtype).broadcasted(to: shape)
      let out = try NDArray.room(shape, layoutOf: [a, b], dtype, in: target)
      if !Elementwise.runPowers(a, b, into: out) { Loops.binary(SinglePower.self, a, b, into: out) }
      return out
    }
    if dtype == .float16 || dtype == .bfloat16 {
      let (base, power) = (try cast(to: dtype), try exponent.cast(to: dtype))
      let result = try base.overHalves(power, dtype, result: dtype, into: target) {
        nb_binary_function_halves(NB_POWER, $4, $0, $1, $2, $3, $5.assumingMemoryBound(to: UInt16.self))
      }
      if let result { return result }
    }
    if dtype.isIntegral || dtype == .float64 {
      let a = try cast(to: dtype).broadcasted(to: shape)
      let b = try exponent.cast(to: dtype).broadcasted(to: shape)
      let out = try NDArray.room(shape, layoutOf: [a, b], dtype, in: target)
      if Elementwise.runPowers(a, b, into: out) { return out }
    }
    let compute = dtype.isIntegral ? DType.int64 : dtype.isComplex ? .complex128 : .float64
    let a = try cast(to: dtype).cast(to: compute).broadcasted(to: shape)
    let b = try exponent.cast(to: dtype).cast(to: compute).broadcasted(to: shape)
    let out = try NDArray.room(shape, layoutOf: [a, b], compute, in: target)
    switch compute {
    case .int64: Loops.binary(IntegerPower.self, a, b, into: out)
    case .complex128 where dtype == .complex128: Loops.binary(ComplexPower.self, a, b, into: out)
    case .complex128: Loops.binary(SingleComplexPower.self, a, b, into: out)
    default: Loops.binary(RealPower.self, a, b, into: out)
    }
    return try out.cast(to: dtype)
  }

  /// Powers of types whose products, quotients and roots are rounded one after the other; nil for other exponents.
  private func powerBySteps(
    _ exponent: Scalar, _ dtype: DType, _ target: NDArray?
  ) throws(TorchError) -> NDArray? {
    let number = exponent.double
    guard exponent.imaginary == 0, [0.5, -0.5, -1, -2, 2, 3].contains(number) else { return nil }
    let x = try cast(to: dtype)
    switch number {
    case 0.5: return try x.apply(.sqrt, default: dtype, into: target)
    case -0.5: return try x.apply(.rsqrt, default: dtype, into: target)
    case -1: return try x.apply(.reciprocal, default: dtype, into: target)
    case 2: return try x.mul(x, as: dtype, into: target)
    default: break
    }
    // The square may stand where the result will, if that is not the base's place.
    let square = try x.mul(x, as: dtype, into: target?.storage === x.storage ? nil : target)
    let room = target ?? square
    return number == 3
      ? try square.mul(x, as: dtype, into: room) : try square.apply(.reciprocal, default: dtype, into: room)
  }

  /// Raises the elements of this array of its own to a power, as the C library does, which rounds once.
  ///
  /// - Returns: Whether that was done; only for single precision in row-major order.
  package func raise(to exponent: Double) -> Bool {
    guard dtype == .float32, isContiguous else { return false }
    let elements = pointer(Float.self)
    var power = Float(exponent)
    nb_binary_function_f32(NB_POWER, Int64(count), elements, 1, &power, 0, elements)
    return true
  }

  /// The power of `float32` or `float64` elements in row-major order by an exponent that has a loop of its own; nil for
  /// all else.
  package func pow(usual exponent: Double, into target: NDArray? = nil) throws(TorchError) -> NDArray? {
    if exponent == 1, dtype == .float32 || dtype == .float64 { return try clone() }
    guard let kernel = powerKernel(.double(exponent)) else { return nil }
    return try vectorised(kernel, target)
  }

  private enum IntegerPower: BinaryKernel {
    static func apply(_ a: Int, _ b: Int) -> Int {
      if b < 0 { return a == 1 ? 1 : a == -1 ? (b & 1 == 0 ? 1 : -1) : 0 }
      var (result, base, exponent) = (1, a, b)
      while exponent > 0 {
        if exponent & 1 == 1 { result = result &* base }
        base = base &* base
        exponent >>= 1
      }
      return result
    }
  }

  private enum RealPower: BinaryKernel {
    static func apply(_ a: Double, _ b: Double) -> Double {
      // Products are exact where the library's logarithm need not be.
      if b == 2 { return a * a }
      if b == 3 { return a * a * a }
      if b == 0.5 { return a.squareRoot() }
      return libraryPow(a, b)
    }
  }

  private enum SinglePower: BinaryKernel {
    static func apply(_ a: Float, _ b: Float) -> Float {
      // As PyTorch's kernel rounds: the square first.
      if b == -2 { return 1 / (a * a) }
      return Float(RealPower.apply(Double(a), Double(b)))
    }
  }

  /// The vectorised loop for a power that is a product of few factors or a root; of half types only squares and cubes, of
  /// which those of `bfloat16` are rounded on the way.
  private func powerKernel(_ exponent: Scalar) -> nb_unary? {
    switch exponent.double {
    case 2: NB_SQUARE
    case 3: NB_CUBE
    case _ where dtype != dtype.computeType: nil
    case 0.5: NB_SQRT
    case -1: NB_RECIPROCAL
    default: nil
    }
  }

  /// In single precision, whose angles and lengths are rounded.
  private enum SingleComplexPower: BinaryKernel {
    static func apply(_ a: Complex<Double>, _ b: Complex<Double>) -> Complex<Double> {
      guard b.isTrue, a.isTrue, b.imaginary != 0 || b.real != 2 else { return ComplexPower.apply(a, b) }
      func single(_ x: Double) -> Double { Double(Float(x)) }
      let logarithm = ComplexFunctions.log(a)
      let (length, angle) = (single(logarithm.real), single(logarithm.imaginary))
      return ComplexFunctions.exp(
        Complex(
          single(single(length * b.real) - single(angle * b.imaginary)),
          single(single(length * b.imaginary) + single(angle * b.real))))
    }
  }

  private enum ComplexPower: BinaryKernel {
    static func apply(_ a: Complex<Double>, _ b: Complex<Double>) -> Complex<Double> {
      if !b.isTrue { return Complex(1, 0) }
      if !a.isTrue { return b.real > 0 ? .zero : Complex(.infinity, .nan) }
      if b.imaginary == 0, b.real == 2 { return a * a }
      return ComplexFunctions.exp(ComplexFunctions.log(a) * b)
    }
  }
}

private func libraryPow(_ x: Double, _ y: Double) -> Double { pow(x, y) }
