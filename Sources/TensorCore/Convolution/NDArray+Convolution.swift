import CKernels

extension NDArray {
  /// Every window of every sample as columns: (N, C * elements of the window, places) from (N, C, lengths...)
  /// (`F.unfold`, im2col). The array is contiguous and of a compute type.
  package func windowColumns(_ window: Window) throws(TorchError) -> NDArray {
    let lengths = Array(shape.array.dropFirst(2))
    let walk = WindowWalk(window, input: lengths, output: window.places(over: lengths))
    let out = try NDArray(zeros: [shape[0], shape[1] &* walk.kernelCount, walk.outputCount], dtype)
    writeColumns(walk, to: out)
    return out
  }

  /// Writes the columns of a contiguous array over those of another one of its sizes, which are zero at the places that
  /// lie outside of the input.
  private func writeColumns(_ walk: WindowWalk, to out: NDArray) {
    let (samples, channels) = (shape[0], shape[1])
    // The walk gives only places inside the input and the output.
    func run<T: BitwiseCopyable>(_: T.Type) {
      var (source, target) = (pointer(T.self), out.pointer(T.self))
      for _ in 0..<(samples &* channels) {
        for k in 0..<walk.kernelCount {
          walk.forEachRow(kernelElement: k) { output, input, count in
            if walk.stride.2 == 1 {
              copyRow(target + output, source + input, bytes: count &* MemoryLayout<T>.stride)
            } else {
              for i in 0..<count { target[output &+ i] = source[input &+ i &* walk.stride.2] }
            }
          }
          target += walk.outputCount
        }
        source += walk.inputCount
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

  /// The reverse of ``windowColumns(_:)``: every column is added where it was taken (`F.fold`, col2im).
  package func foldedColumns(_ window: Window, lengths: [Int]) throws(TorchError) -> NDArray {
    try foldedColumns(WindowWalk(window, input: lengths, output: window.places(over: lengths)), lengths: lengths)
  }

  private func foldedColumns(_ walk: WindowWalk, lengths: [Int]) throws(TorchError) -> NDArray {
    let channels = shape[1] / Swift.max(1, walk.kernelCount)
    let out = try NDArray(zeros: Dims([shape[0], channels] + lengths), dtype)
    if try !contiguous().addFolded(walk, to: out) {
      return try cast(to: .float32).foldedColumns(walk, lengths: lengths).cast(to: dtype)
    }
    return out
  }

  /// Adds contiguous columns of whole samples to where they were taken; false if there are no sums of their type.
  private func addFolded(_ walk: WindowWalk, to out: NDArray) -> Bool {
    let (samples, channels) = (shape[0], shape[1] / Swift.max(1, walk.kernelCount))
    @inline(__always) func run<T: Element>(_: T.Type, _ add: (T, T) -> T) {
      var (source, target) = (pointer(T.self), out.pointer(T.self))
      for _ in 0..<(samples &* channels) {
        for k in 0..<walk.kernelCount {
          walk.forEachRow(kernelElement: k) { output, input, count in
            let (row, sums) = (source + output, target + input)
            if T.self == Float.self, walk.stride.2 == 1, count >= 4 {
              addRow(sums, row, count)
            } else if walk.stride.2 == 1 {
              for i in 0..<count { sums[i] = add(sums[i], row[i]) }
            } else {
              for i in 0..<count { sums[i &* walk.stride.2] = add(sums[i &* walk.stride.2], row[i]) }
            }
          }
          source += walk.outputCount
        }
        target += walk.inputCount
      }
    }
    switch dtype {
    // Each sum of halves is rounded, as in PyTorch.
    case .float16: run(Half.self) { Half($0.float + $1.float) }
    case .bfloat16: run(BFloat16.self) { BFloat16($0.float + $1.float) }
    case .float32: run(Float.self, +)
    case .float64: run(Double.self, +)
    case .complex64: run(Complex<Float>.self, +)
    case .complex128: run(Complex<Double>.self, +)
    case .int64: run(Int.self, &+)
    default: return false
    }
    return true
  }

  /// Convolution of (N, C, lengths...) with (O, C / groups, window...) (`aten::convolution`); the shapes were checked.
  ///
  /// - Parameter byProducts: Whether sums are those of products of matrices, one for each sample, as PyTorch's are where it
  ///   does not call its library for networks.
  package func convolved(
    _ weight: NDArray, bias: NDArray?, _ window: Window, groups: Int, byProducts: Bool = false
  ) throws(TorchError) -> NDArray {
    let compute = dtype.computeType
    let places = window.places(over: Array(shape.array.dropFirst(2)))
    let (samples, outChannels) = (shape[0], weight.shape[0])
    let placeCount = places.reduce(1, &*)
    let elements = weight.count / Swift.max(1, outChannels)
    // Weights that have to be converted, and are more than the result has elements, are so for some channels at a time.
    let together = Swift.max(1, NDArray.slabSize / Swift.max(1, elements))
    if dtype != compute, groups == 1, !byProducts, weight.count > samples &* outChannels &* placeCount,
      weight.count > NDArray.slabSize, outChannels > together
    {
      let out = try NDArray(empty: Dims([samples, outChannels] + places), dtype)
      let input = try cast(to: compute)
      for channel in stride(from: 0, to: outChannels, by: together) {
        let channels = Swift.min(together, outChannels &- channel)
        let part = try input.convolved(
          weight.narrow(0, channel, channels).cast(to: compute),
          bias: bias?.narrow(0, channel, channels).cast(to: compute), window, groups: 1)
        try out.narrow(1, channel, channels).assign(from: part)
      }
      return out
    }
    let input = try cast(to: compute).contiguous()
    let kernels = try weight.cast(to: compute).contiguous()
    let out = try NDArray(empty: Dims([samples, outChannels] + places), compute)
    let walk = WindowWalk(window, input: Array(shape.array.dropFirst(2)), output: places)
    let directBias = try bias?.cast(to: compute).contiguous()
    if !byProducts,
      input.convolve(
        walk, kernels, bias: directBias, groups: groups, inChannels: shape[1] / groups,
        outChannels: outChannels / groups, into: out)
    {
      return try out.cast(to: dtype)
    }
    let perGroup = outChannels / groups
    let flatOut = try out.view([samples, groups, perGroup, placeCount])
    let flatWeight = try kernels.view([groups, perGroup, elements])
    let shifts = directBias
    let addsBias = compute == .float32 || compute == .float64
    // Every sample's columns lie at the same places; what is outside of the input stays zero.
    let columns = try NDArray(zeros: [groups, elements, placeCount], compute)
    for sample in 0..<samples {
      try input.narrow(0, sample, 1).writeColumns(walk, to: columns)
      let target = try flatOut.select(0, sample)
      for group in 0..<groups {
        let product = try target.select(0, group)
        if byProducts, addsBias, let shifts {
          let column = try shifts.narrow(0, group &* perGroup, perGroup).unsqueeze(1)
          product.assign(from: try column.expand([perGroup, placeCount]))
        } else {
          product.fill(.int(0))
        }
        MatrixKernel.multiply(
          try flatWeight.select(0, group), try columns.select(0, group).asColumn, into: product)
      }
      // While the sample is still in the cache.
      if addsBias, !byProducts, let shifts {
        try out.narrow(0, sample, 1).view([outChannels, placeCount]).addToRows(shifts)
      }
    }
    if let bias, !addsBias {
      let shifted = try bias.cast(to: compute).view([1, outChannels] + places.map { _ in 1 })
      out.assign(from: try out.add(shifted, as: compute))
    }
    return try out.cast(to: dtype)
  }

  /// A matrix of one column as what stands side by side, which is how PyTorch gives it to its library.
  private var asColumn: NDArray {
    shape[1] == 1 ? view(shape: shape, strides: [strides[0], Swift.max(1, shape[0])], offset: offset) : self
  }

  /// Adds the elements of a row to the rows of this matrix, one each; both are contiguous and of one type, `float32` or
  /// `float64`.
  private func addToRows(_ numbers: NDArray) throws(TorchError) {
    for row in 0..<shape[0] {
      _ = try select(0, row).combine(.add, with: numbers.view(shape: [], strides: [], offset: numbers.offset &+ row))
    }
  }

  /// The gradient of a convolution's input: this is the gradient of its result, `lengths` are the input's.
  package func convolutionInputGradient(
    _ weight: NDArray, _ window: Window, lengths: [Int], groups: Int, byProducts: Bool = false
  ) throws(TorchError) -> NDArray {
    let compute = dtype.computeType
    let grad = try cast(to: compute).contiguous()
    let kernels = try weight.cast(to: compute)
    let (samples, outChannels) = (shape[0], shape[1])
    let placeCount = shape.array.dropFirst(2).reduce(1, &*)
    let perGroup = outChannels / groups
    let elements = weight.count / Swift.max(1, weight.shape[0])
    let flatGrad = try grad.view([samples, groups, perGroup, placeCount])
    let flatWeight = try kernels.contiguous().view([groups, perGroup, elements]).conj()
    // Fewer places than the window has over the input, where rows at its end were left out.
    let walk = WindowWalk(window, input: lengths, output: Array(shape.array.dropFirst(2)))
    let inChannels = elements / Swift.max(1, walk.kernelCount)
    // PyTorch rounds each column of `float16`, and each sum of them.
    let roundsColumns = dtype == .float16
    if !byProducts, !roundsColumns, let reversed = walk.reversed {
      let out = try NDArray(empty: Dims([samples, groups &* inChannels] + lengths), compute)
      if grad.convolve(
        reversed, try kernels.contiguous(), bias: nil, groups: groups, inChannels: perGroup, outChannels: inChannels,
        isReversed: true, into: out)
      {
        return try out.cast(to: dtype)
      }
    }
    let out = try NDArray(zeros: Dims([samples, groups &* inChannels] + lengths), roundsColumns ? dtype : compute)
    // One sample's columns are folded before the next one's are made, so that they stay in the cache; where they are rounded
    // those of some channels, so that there is no second copy of all.
    let few = Swift.max(1, (1 << 14) / Swift.max(1, walk.kernelCount &* placeCount))
    let together = roundsColumns ? Swift.min(few, inChannels) : inChannels
    let columns = try NDArray(empty: [together &* walk.kernelCount, placeCount], compute)
    for sample in 0..<samples {
      for group in 0..<groups {
        let (turned, places) = (
          try flatWeight.select(0, group).transpose(0, 1), try flatGrad.select(0, sample).select(0, group)
        )
        for channel in stride(from: 0, to: inChannels, by: Swift.max(1, together)) {
          let channels = Swift.min(together, inChannels &- channel)
          let rows = channels &* walk.kernelCount
          let part = try columns.narrow(0, 0, rows)
          part.fill(.int(0))
          MatrixKernel.multiply(try turned.narrow(0, channel &* walk.kernelCount, rows), places, into: part)
          let rounded = try part.cast(to: out.dtype).view([1, rows, placeCount])
          let target = try out.narrow(0, sample, 1).narrow(1, group &* inChannels &+ channel, channels)
          if !rounded.addFolded(walk, to: target) {
            target.assign(from: try rounded.foldedColumns(walk, lengths: lengths))
          }
        }
      }
    }
    return try out.cast(to: dtype)
  }

  /// The gradient of a convolution's weight of shape `weightShape`: this is the gradient of its result.
  package func convolutionWeightGradient(
    _ input: NDArray, _ window: Window, weightShape: Dims, groups: Int, byProducts: Bool = false
  ) throws(TorchError) -> NDArray {
    let compute = dtype.computeType
    let grad = try cast(to: compute).contiguous()
    let source = try input.cast(to: compute).contiguous()
    let (samples, outChannels) = (shape[0], shape[1])
    let placeCount = shape.array.dropFirst(2).reduce(1, &*)
    let perGroup = outChannels / groups
    let elements = weightShape.product / Swift.max(1, outChannels)
    let flatGrad = try grad.view([samples, groups, perGroup, placeCount])
    let out = try NDArray(zeros: [groups, perGroup, elements], compute)
    let lengths = Array(source.shape.array.dropFirst(2))
    let walk = WindowWalk(window, input: lengths, output: window.places(over: lengths))
    if !byProducts,
      source.addWeightGradient(
        walk, grad, groups: groups, inChannels: source.shape[1] / groups, outChannels: perGroup, to: out)
    {
      return try out.view(weightShape.array).cast(to: dtype)
    }
    let plainColumns = try NDArray(zeros: [groups, elements, placeCount], compute)
    for sample in 0..<samples {
      try source.narrow(0, sample, 1).writeColumns(walk, to: plainColumns)
      let columns = try plainColumns.conj()
      for group in 0..<groups {
        MatrixKernel.multiply(
          try flatGrad.select(0, sample).select(0, group), try columns.select(0, group).transpose(0, 1),
          into: try out.select(0, group))
      }
    }
    return try out.view(weightShape.array).cast(to: dtype)
  }

  /// Transposed convolution of (N, C, lengths...) with (C, O / groups, window...): the gradient of the convolution that
  /// takes `lengths` to this array's.
  package func convolvedTransposed(
    _ weight: NDArray, bias: NDArray?, _ window: Window, lengths: [Int], groups: Int, byProducts: Bool = false
  ) throws(TorchError) -> NDArray {
    let conjugate = try weight.conj()
    let out = try convolutionInputGradient(
      conjugate, window, lengths: lengths, groups: groups, byProducts: byProducts)
    guard let bias else { return out }
    return try out.add(bias.view([1, bias.count] + lengths.map { _ in 1 }), as: dtype)
  }
}

extension NDArray {
  /// The description of a convolution for the kernels.
  private func plan(
    _ walk: WindowWalk, groups: Int, inChannels: Int, outChannels: Int, isReversed: Bool
  ) -> nb_convolution {
    func three(_ sizes: (Int, Int, Int)) -> (Int64, Int64, Int64) { (Int64(sizes.0), Int64(sizes.1), Int64(sizes.2)) }
    let count = walk.kernelCount
    // Read backwards, what were the output channels are the inner ones.
    return nb_convolution(
      samples: Int64(shape[0]), groups: Int64(groups), in_channels: Int64(inChannels),
      out_channels: Int64(outChannels), input: three(walk.input), output: three(walk.output),
      kernel: three(walk.kernel), stride: three(walk.stride), padding: three(walk.padding),
      dilation: three(walk.dilation), weight_group: Int64(inChannels &* outChannels &* count),
      weight_out: Int64(isReversed ? count : inChannels &* count),
      weight_in: Int64(isReversed ? outChannels &* count : count), weight_element: isReversed ? -1 : 1)
  }

  /// Fills an array with the convolution of this one; all are contiguous.
  ///
  /// - Parameters:
  ///   - walk: How the window moves over this array.
  ///   - isReversed: Whether the weights lie as those of the convolution that leads to this array.
  /// - Returns: Whether there is a kernel for the type and the sizes.
  private func convolve(
    _ walk: WindowWalk, _ weights: NDArray, bias: NDArray?, groups: Int, inChannels: Int, outChannels: Int,
    isReversed: Bool = false, into out: NDArray
  ) -> Bool {
    var plan = plan(
      walk, groups: groups, inChannels: inChannels, outChannels: outChannels, isReversed: isReversed)
    // The last element of a window is the first one that is read.
    let start = isReversed ? walk.kernelCount - 1 : 0
    guard weights.count > 0 else { return false }
    // The arrays have as many elements as the plan says.
    switch dtype {
    case .float32:
      return nb_convolve_f32(
        &plan, pointer(Float.self), weights.pointer(Float.self) + start, bias?.pointer(Float.self),
        out.pointer(Float.self)) != 0
    case .float64:
      return nb_convolve_f64(
        &plan, pointer(Double.self), weights.pointer(Double.self) + start, bias?.pointer(Double.self),
        out.pointer(Double.self)) != 0
    default: return false
    }
  }

  /// Adds to the gradient of weights what this input and the gradient of the result give; all are contiguous.
  ///
  /// - Returns: Whether there is a kernel for the type and the sizes.
  private func addWeightGradient(
    _ walk: WindowWalk, _ grad: NDArray, groups: Int, inChannels: Int, outChannels: Int, to out: NDArray
  ) -> Bool {
    var plan = plan(walk, groups: groups, inChannels: inChannels, outChannels: outChannels, isReversed: false)
    switch dtype {
    case .float32:
      return nb_convolve_weights_f32(
        &plan, grad.pointer(Float.self), pointer(Float.self), out.pointer(Float.self)) != 0
    case .float64:
      return nb_convolve_weights_f64(
        &plan, grad.pointer(Double.self), pointer(Double.self), out.pointer(Double.self)) != 0
    default: return false
    }
  }
}

/// Copies a row, most of which are too short for a call to pay. The rows do not overlap.
@inline(__always)
private func copyRow(_ target: UnsafeMutableRawPointer, _ source: UnsafeRawPointer, bytes: Int) {
  typealias Block = SIMD4<UInt32>
  let size = MemoryLayout<Block>.size
  guard bytes >= size, bytes <= 32 * size else {
    target.copyMemory(from: source, byteCount: bytes)
    return
  }
  var place = 0
  while place <= bytes &- size {
    target.storeBytes(
      of: source.loadUnaligned(fromByteOffset: place, as: Block.self), toByteOffset: place, as: Block.self)
    place &+= size
  }
  // The last block overlaps the one before.
  let last = bytes &- size
  target.storeBytes(of: source.loadUnaligned(fromByteOffset: last, as: Block.self), toByteOffset: last, as: Block.self)
}

/// Adds a row of at least four numbers of single precision to another one that does not overlap it.
@inline(__always)
private func addRow(_ sums: UnsafeMutableRawPointer, _ row: UnsafeRawPointer, _ count: Int) {
  typealias Block = SIMD4<Float>
  var place = 0
  while place &+ 4 <= count {
    let offset = place &* 4
    let sum =
      sums.loadUnaligned(fromByteOffset: offset, as: Block.self)
      + row.loadUnaligned(fromByteOffset: offset, as: Block.self)
    sums.storeBytes(of: sum, toByteOffset: offset, as: Block.self)
    place &+= 4
  }
  while place < count {
    let offset = place &* 4
    let sum =
      sums.loadUnaligned(fromByteOffset: offset, as: Float.self)
      + row.loadUnaligned(fromByteOffset: offset, as: Float.self)
    sums.storeBytes(of: sum, toByteOffset: offset, as: Float.self)
    place &+= 1
  }
}
