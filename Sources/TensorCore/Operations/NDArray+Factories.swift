import CKernels

extension NDArray {
  /// All elements the same (`torch.full`).
  package init(full shape: Dims, _ value: Scalar, _ dtype: DType) throws(TorchError) {
    try self.init(empty: shape, dtype)
    fill(value)
  }

  /// One number without dimensions.
  package init(scalar value: Scalar, _ dtype: DType) throws(TorchError) {
    try self.init(empty: Dims(), dtype)
    fill(value)
  }

  /// What a function makes of every number of a range, as indices.
  package init(indices range: Range<Int>, _ value: (Int) -> Int) throws(TorchError) {
    try self.init(empty: [range.count], .int64)
    let target = pointer(Int.self)
    for (place, number) in range.enumerated() { target[place] = value(number) }
  }

  /// Writes a number into every element (`tensor.fill_`).
  package func fill(_ value: Scalar) {
    switch dtype {
    case .bool: fill(with: Boolean(value))
    case .uint8: fill(with: UInt8(value))
    case .int8: fill(with: Int8(value))
    case .int16: fill(with: Int16(value))
    case .int32: fill(with: Int32(value))
    case .int64: fill(with: Int(value))
    case .float16: fill(with: Half(value))
    case .bfloat16: fill(with: BFloat16(value))
    case .float32: fill(with: Float(value))
    case .float64: fill(with: Double(value))
    case .complex64: fill(with: Complex<Float>(value))
    case .complex128: fill(with: Complex<Double>(value))
    }
  }

  private func fill<T: Element>(with value: T) {
    if isContiguous || count > 64 && isNonOverlappingAndDense {
      // The array's elements lie in its storage, one after the other, in whatever order.
      withUnsafePointer(to: value) { nb_fill(Int64(MemoryLayout<T>.stride), Int64(count), $0, start) }
      return
    }
    let base = start
    StridedLoop(shape: shape, [(strides, MemoryLayout<T>.stride)]).run { offsets, count, strides in
      var target = base + offsets[0]
      for _ in 0..<count {
        target.assumingMemoryBound(to: T.self).pointee = value
        target += strides[0]
      }
    }
  }

  /// A contiguous array of these numbers, converted to `dtype`; as many as the shape has elements.
  package init(_ values: [Scalar], shape: Dims, _ dtype: DType) throws(TorchError) {
    try self.init(empty: shape, dtype)
    for (index, value) in values.prefix(count).enumerated() { setElement(at: index, value) }
  }

  /// A contiguous array of these doubles, converted to `dtype`.
  package init(_ values: [Double], shape: Dims, _ dtype: DType) throws(TorchError) {
    try self.init(values.map(Scalar.double), shape: shape, dtype)
  }

  /// The element at a position of the storage counted from ``offset``.
  package func element(at position: Int) -> Scalar {
    switch dtype {
    case .bool: pointer(Boolean.self)[position].scalar
    case .uint8: pointer(UInt8.self)[position].scalar
    case .int8: pointer(Int8.self)[position].scalar
    case .int16: pointer(Int16.self)[position].scalar
    case .int32: pointer(Int32.self)[position].scalar
    case .int64: pointer(Int.self)[position].scalar
    case .float16: pointer(Half.self)[position].scalar
    case .bfloat16: pointer(BFloat16.self)[position].scalar
    case .float32: pointer(Float.self)[position].scalar
    case .float64: pointer(Double.self)[position].scalar
    case .complex64: pointer(Complex<Float>.self)[position].scalar
    case .complex128: pointer(Complex<Double>.self)[position].scalar
    }
  }

  /// Writes the element at a position of the storage counted from ``offset``.
  package func setElement(at position: Int, _ value: Scalar) {
    switch dtype {
    case .bool: pointer(Boolean.self)[position] = Boolean(value)
    case .uint8: pointer(UInt8.self)[position] = UInt8(value)
    case .int8: pointer(Int8.self)[position] = Int8(value)
    case .int16: pointer(Int16.self)[position] = Int16(value)
    case .int32: pointer(Int32.self)[position] = Int32(value)
    case .int64: pointer(Int.self)[position] = Int(value)
    case .float16: pointer(Half.self)[position] = Half(value)
    case .bfloat16: pointer(BFloat16.self)[position] = BFloat16(value)
    case .float32: pointer(Float.self)[position] = Float(value)
    case .float64: pointer(Double.self)[position] = Double(value)
    case .complex64: pointer(Complex<Float>.self)[position] = Complex(value)
    case .complex128: pointer(Complex<Double>.self)[position] = Complex(value)
    }
  }

  /// All elements in row-major order.
  package var elements: [Scalar] {
    get throws(TorchError) {
      try Storage.checkRoom(for: count, of: MemoryLayout<Scalar>.stride)
      var result: [Scalar] = []
      result.reserveCapacity(count)
      forEachPosition { result.append(element(at: $0)) }
      return result
    }
  }

  /// Elements as numbers of their kind.
  package enum Row {
    case doubles([Double])
    case ints([Int])
    case others([Scalar])
  }

  /// `count` elements, of which the first is at a position of the storage counted from ``offset`` and the others `step`
  /// apart.
  package func row(from position: Int, step: Int, count: Int) -> Row {
    // The caller names positions of elements, which lie in the storage.
    func each<Element, Number>(_ elements: UnsafeMutablePointer<Element>, _ number: (Element) -> Number) -> [Number] {
      (0..<count).map { number(elements[position + $0 * step]) }
    }
    return switch dtype {
    case .float32: .doubles(each(pointer(Float.self)) { Double($0) })
    case .float64: .doubles(each(pointer(Double.self)) { $0 })
    case .float16: .doubles(each(pointer(Half.self)) { $0.scalar.double })
    case .bfloat16: .doubles(each(pointer(BFloat16.self)) { $0.scalar.double })
    case .int64: .ints(each(pointer(Int.self)) { $0 })
    case .int32: .ints(each(pointer(Int32.self)) { Int($0) })
    case .int16: .ints(each(pointer(Int16.self)) { Int($0) })
    case .int8: .ints(each(pointer(Int8.self)) { Int($0) })
    case .uint8: .ints(each(pointer(UInt8.self)) { Int($0) })
    default: .others((0..<count).map { element(at: position + $0 * step) })
    }
  }

  /// All elements as doubles, in row-major order.
  package var doubles: [Double] {
    get throws(TorchError) {
      try Storage.checkRoom(for: count, of: MemoryLayout<Double>.stride)
      var result: [Double] = []
      result.reserveCapacity(count)
      if dtype.isComplex {
        forEachPosition { result.append(element(at: $0).double) }
      } else {
        try eachRun(as: .float64) { run in
          result.append(contentsOf: UnsafeBufferPointer(start: run.pointer(Double.self), count: run.count))
        }
      }
      return result
    }
  }

  /// Calls `body` with the position of every element, counted from ``offset``, in row-major order.
  package func forEachPosition(_ body: (Int) -> Void) {
    if shape.hasZero { return }
    if isContiguous {
      for position in 0..<count { body(position) }
      return
    }
    var counters = [Int](repeating: 0, count: rank)
    var position = 0
    while true {
      body(position)
      var dim = rank - 1
      while true {
        if dim < 0 { return }
        counters[dim] += 1
        position &+= strides[dim]
        if counters[dim] < shape[dim] { break }
        position &-= strides[dim] &* shape[dim]
        counters[dim] = 0
        dim -= 1
      }
    }
  }

  /// `torch.arange(start, end, step)`
  ///
  /// - Throws: PyTorch's errors for a zero step and bounds that the step leads away from.
  package init(arange start: Scalar, to end: Scalar, step: Scalar, _ dtype: DType) throws(TorchError) {
    let (a, b, s) = (start.double, end.double, step.double)
    if s == 0 { throw TorchError(.runtime, "step must be nonzero") }
    guard a.isFinite, b.isFinite else {
      throw TorchError(.runtime, "unsupported range: \(CFormat.shortest(a)) -> \(CFormat.shortest(b))")
    }
    if s > 0 ? b < a : b > a {
      throw TorchError(
        .runtime, "upper bound and lower bound inconsistent with step sign")
    }
    let size: Double
    if dtype.isIntegral, case .int(let first) = start, case .int(let last) = end, case .int(let by) = step {
      let (span, overflow) = last.subtractingReportingOverflow(first)
      size = overflow ? 1e19 : Double(span / by + (span % by == 0 ? 0 : 1))
    } else {
      size = ((b - a) / s).rounded(.up)
    }
    guard size >= 0, size < 9e18 else {
      throw TorchError(.runtime, "invalid size, possible overflow?")
    }
    try self.init(empty: [Int(size)], dtype)
    let first = start.int
    let by = step.int
    // As many elements as the array has.
    if dtype == .int64 {
      nb_arange_i64(Int64(count), Int64(first), Int64(by), pointer(Int64.self))
    } else if dtype.isIntegral {
      for index in 0..<count { setElement(at: index, .int(first &+ index &* by)) }
    } else if dtype == .float32 {
      nb_arange_f32(Int64(count), a, s, pointer(Float.self))
    } else if dtype == .float64 {
      nb_arange_f64(Int64(count), a, s, pointer(Double.self))
    } else {
      for index in 0..<count { setElement(at: index, .double(a + s * Double(index))) }
    }
  }

  /// `torch.linspace(start, end, steps)`: counted from both ends, so that the last element is exact; each element is
  /// rounded once, as by PyTorch's kernel.
  package init(linspace start: Scalar, to end: Scalar, steps: Int, _ dtype: DType) throws(TorchError) {
    if steps < 0 { throw TorchError(.runtime, "number of steps must be non-negative") }
    try self.init(empty: [steps], dtype)
    if steps == 1 {
      setElement(at: 0, start)
      return
    }
    let half = steps / 2
    if dtype.isComplex {
      let (a, b, count) = (Complex<Double>(start), Complex<Double>(end), Double(Swift.max(steps - 1, 1)))
      let step = Complex((b.real - a.real) / count, (b.imaginary - a.imaginary) / count)
      for index in 0..<steps {
        let (end, distance) = index < half ? (a, Double(index)) : (b, Double(index - steps + 1))
        setElement(
          at: index,
          .complex(
            end.real.addingProduct(step.real, distance), end.imaginary.addingProduct(step.imaginary, distance)))
      }
    } else if dtype == .float32 || dtype.computeType == .float32 {
      let (a, b) = (Float(start.double), Float(end.double))
      let step = Float(dtype.rounded(Double((b - a) / Float(Swift.max(steps - 1, 1)))))
      if dtype == .float32 {
        // As many elements as the array has.
        nb_linspace_f32(Int64(steps), a, b, step, pointer(Float.self))
        return
      }
      for index in 0..<steps {
        let value =
          index < half ? a.addingProduct(step, Float(index)) : b.addingProduct(-step, Float(steps - index - 1))
        setElement(at: index, .double(Double(value)))
      }
    } else if dtype.isIntegral {
      let (a, b) = (start.double, end.double)
      // Products are fused with their sums, which decides where a number falls just short of an integer.
      let step = (b.rounded(.towardZero) - a.rounded(.towardZero)) / Double(Swift.max(steps - 1, 1))
      for index in 0..<steps {
        let value =
          index < half
          ? a.rounded(.towardZero).addingProduct(step, Double(index))
          : b.rounded(.towardZero).addingProduct(-step, Double(steps - index - 1))
        setElement(at: index, .int(Cast.int(value)))
      }
    } else {
      let (a, b) = (start.double, end.double)
      for index in 0..<steps { setElement(at: index, .double(NDArray.linspaced(index, of: steps, from: a, to: b))) }
    }
  }

  /// Element `index` of `torch.linspace(start, end, steps)` in double precision.
  package static func linspaced(_ index: Int, of steps: Int, from start: Double, to end: Double) -> Double {
    if steps == 1 { return start }
    let step = (end - start) / Double(steps - 1)
    return index < steps / 2
      ? start.addingProduct(step, Double(index)) : end.addingProduct(-step, Double(steps - index - 1))
  }

  /// `torch.eye(rows, columns)`
  package init(eye rows: Int, _ columns: Int, _ dtype: DType) throws(TorchError) {
    if rows < 0 { throw TorchError(.runtime, "n must be greater or equal to 0, got \(rows)") }
    if columns < 0 { throw TorchError(.runtime, "m must be greater or equal to 0, got \(columns)") }
    if rows.multipliedReportingOverflow(by: columns).overflow { throw .uncountable }
    try self.init(zeros: [rows, columns], dtype)
    for index in 0..<Swift.min(rows, columns) { setElement(at: index &* (columns &+ 1), .int(1)) }
  }
}
