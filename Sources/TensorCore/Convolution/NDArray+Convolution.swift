extension NDArray {
  /// Every window of every sample as columns: (N, C * elements of the window, places) from (N, C, lengths...)
  /// (`F.unfold`, im2col). The array is contiguous and of a compute type.
  package func windowColumns(_ window: Window) throws(TorchError) -> NDArray {
    let lengths = Array(shape.array.dropFirst(2))
    let walk = WindowWalk(window, input: lengths, output: window.places(over: lengths))
    let (samples, channels) = (shape[0], shape[1])
    let out = try NDArray(zeros: [samples, channels &* walk.kernelCount, walk.outputCount], dtype)
    // The walk gives only places inside the input and the output.
    func run<T: BitwiseCopyable>(_: T.Type) {
      var (source, target) = (pointer(T.self), out.pointer(T.self))
      for _ in 0..<(samples &* channels) {
        for k in 0..<walk.kernelCount {
          walk.forEachRow(kernelElement: k) { output, input, count in
            if walk.stride.2 == 1 {
              (target + output).update(from: source + input, count: count)
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
    return out
  }

  /// The reverse of ``windowColumns(_:)``: every column is added where it was taken (`F.fold`, col2im).
  package func foldedColumns(_ window: Window, lengths: [Int]) throws(TorchError) -> NDArray {
    let walk = WindowWalk(window, input: lengths, output: window.places(over: lengths))
    let channels = shape[1] / Swift.max(1, walk.kernelCount)
    let samples = shape[0]
    let out = try NDArray(zeros: Dims([samples, channels] + lengths), dtype)
    let columns = try contiguous()
    func run<T: ArithmeticElement>(_: T.Type) {
      var (source, target) = (columns.pointer(T.self), out.pointer(T.self))
      for _ in 0..<(samples &* channels) {
        for k in 0..<walk.kernelCount {
          walk.forEachRow(kernelElement: k) { output, input, count in
            let (row, sums) = (source + output, target + input)
            if walk.stride.2 == 1 {
              for i in 0..<count { sums[i] = T.add(sums[i], row[i]) }
            } else {
              for i in 0..<count { sums[i &* walk.stride.2] = T.add(sums[i &* walk.stride.2], row[i]) }
            }
          }
          source += walk.outputCount
        }
        target += walk.inputCount
      }
    }
    switch dtype {
    case .float32: run(Float.self)
    case .float64: run(Double.self)
    case .complex64: run(Complex<Float>.self)
    case .complex128: run(Complex<Double>.self)
    case .int64: run(Int.self)
    default: return try cast(to: .float32).foldedColumns(window, lengths: lengths).cast(to: dtype)
    }
    return out
  }

  /// Convolution of (N, C, lengths...) with (O, C / groups, window...) (`aten::convolution`); the shapes were checked.
  package func convolved(
    _ weight: NDArray, bias: NDArray?, _ window: Window, groups: Int
  ) throws(TorchError) -> NDArray {
    let compute = dtype.computeType
    let input = try cast(to: compute).contiguous()
    let kernels = try weight.cast(to: compute).contiguous()
    let places = window.places(over: Array(shape.array.dropFirst(2)))
    let (samples, outChannels) = (shape[0], weight.shape[0])
    let out = try NDArray(empty: Dims([samples, outChannels] + places), compute)
    let placeCount = places.reduce(1, &*)
    let elements = weight.count / Swift.max(1, outChannels)
    let perGroup = outChannels / groups
    let flatOut = try out.view([samples, groups, perGroup, placeCount])
    let flatWeight = try kernels.view([groups, perGroup, elements])
    for sample in 0..<samples {
      let columns = try input.narrow(0, sample, 1).windowColumns(window).view([groups, elements, placeCount])
      let target = try flatOut.select(0, sample)
      for group in 0..<groups {
        let product = try target.select(0, group)
        product.fill(.int(0))
        MatrixKernel.multiply(
          try flatWeight.select(0, group), try columns.select(0, group), into: product)
      }
    }
    if let bias {
      let shifted = try bias.cast(to: compute).view([1, outChannels] + places.map { _ in 1 })
      out.assign(from: try out.add(shifted, as: compute))
    }
    return try out.cast(to: dtype)
  }

  /// The gradient of a convolution's input: this is the gradient of its result, `lengths` are the input's.
  package func convolutionInputGradient(
    _ weight: NDArray, _ window: Window, lengths: [Int], groups: Int
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
    let columns = try NDArray(zeros: [samples, groups, elements, placeCount], compute)
    for sample in 0..<samples {
      for group in 0..<groups {
        MatrixKernel.multiply(
          try flatWeight.select(0, group).transpose(0, 1), try flatGrad.select(0, sample).select(0, group),
          into: try columns.select(0, sample).select(0, group))
      }
    }
    return try columns.view([samples, groups &* elements, placeCount]).foldedColumns(window, lengths: lengths)
      .cast(to: dtype)
  }

  /// The gradient of a convolution's weight of shape `weightShape`: this is the gradient of its result.
  package func convolutionWeightGradient(
    _ input: NDArray, _ window: Window, weightShape: Dims, groups: Int
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
    for sample in 0..<samples {
      let columns = try source.narrow(0, sample, 1).windowColumns(window).conj().view([groups, elements, placeCount])
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
    _ weight: NDArray, bias: NDArray?, _ window: Window, lengths: [Int], groups: Int
  ) throws(TorchError) -> NDArray {
    let conjugate = try weight.conj()
    let out = try convolutionInputGradient(conjugate, window, lengths: lengths, groups: groups)
    guard let bias else { return out }
    return try out.add(bias.view([1, bias.count] + lengths.map { _ in 1 }), as: dtype)
  }
}
