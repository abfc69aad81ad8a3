import CKernels

extension NDArray {
  /// The samples and channels of (N, C, lengths...) or (C, lengths...) as planes.
  private func planes(_ spatial: Int) -> (count: Int, lengths: [Int], leading: [Int]) {
    let sizes = shape.array
    let leading = Array(sizes.dropLast(spatial))
    return (leading.reduce(1, &*), Array(sizes.suffix(spatial)), leading)
  }

  /// The largest element under each window and its number in its plane (`F.max_pool*d`); nan wins.
  package func maxPooled(_ window: Window) throws(TorchError) -> (values: NDArray, indices: NDArray) {
    let (count, lengths, leading) = planes(window.size.count)
    if dtype.isComplex || dtype == .bool { throw .notImplemented("max_pool\(window.size.count)d", for: dtype) }
    let type = dtype.orderedType
    let input = try cast(to: type).contiguous()
    let walk = WindowWalk(window, input: lengths, output: window.places(over: lengths))
    let target = Dims(leading + window.places(over: lengths))
    let values = try NDArray(empty: target, type)
    let indices = try NDArray(empty: target, .int64)
    if type == .float32 {
      var pooling = walk.pooling(countsPadding: false, divisor: nil)
      // The pointers lead to `count` images and to as many windows as each has.
      nb_max_pool_f32(
        &pooling, Int64(count), input.pointer(Float.self), values.pointer(Float.self), indices.pointer(Int64.self))
      return (try values.cast(to: dtype), indices)
    }
    func run<T: OrderedElement>(_: T.Type) {
      var source = input.pointer(T.self)
      var (out, places) = (values.pointer(T.self), indices.pointer(Int.self))
      let isPlain = walk.liesInside
      let width = walk.input.2
      for _ in 0..<count {
        if isPlain {
          // Whole windows of an image: no place has to be tested, and none is divided to be found.
          var o = 0
          for row in 0..<walk.output.1 {
            for column in 0..<walk.output.2 {
              let corner = row &* walk.stride.1 &* width &+ column &* walk.stride.2
              var (value, place) = (source[corner], corner)
              for y in 0..<walk.kernel.1 {
                let start = corner &+ y &* width
                for x in start..<(start &+ walk.kernel.2) where T.isLess(value, source[x]) || T.isNaN(source[x]) {
                  (value, place) = (source[x], x)
                }
              }
              out[o] = value
              places[o] = place
              o &+= 1
            }
          }
          source += walk.inputCount
          out += walk.outputCount
          places += walk.outputCount
          continue
        }
        for o in 0..<walk.outputCount {
          var best: (value: T, place: Int)?
          walk.forEachElement(outputPlace: o) { place in
            let value = source[place]
            guard let held = best else { return best = (value, place) }
            if T.isLess(held.value, value) || T.isNaN(value) { best = (value, place) }
          }
          out[o] = best?.value ?? T.lowest
          places[o] = best?.place ?? 0
        }
        source += walk.inputCount
        out += walk.outputCount
        places += walk.outputCount
      }
    }
    switch type {
    case .int64: run(Int.self)
    case .float32: run(Float.self)
    default: run(Double.self)
    }
    return (try values.cast(to: dtype), indices)
  }

  /// The largest element under each window of rows of `float32`, without its place; nan wins.
  package func largestOfRows(_ window: Window) throws(TorchError) -> NDArray {
    let (count, lengths, leading) = planes(1)
    let input = try contiguous()
    let places = window.places(over: lengths)
    let out = try NDArray(empty: Dims(leading + places), dtype)
    var pooling = WindowWalk(window, input: lengths, output: places).pooling(countsPadding: false, divisor: nil)
    // The pointers lead to `count` rows and to as many windows as each has.
    nb_max_of_rows(&pooling, Int64(count), input.pointer(Float.self), out.pointer(Float.self))
    return out
  }

  /// The mean under each window (`F.avg_pool*d`).
  ///
  /// - Parameters:
  ///   - countsPadding: whether zeros of the padding count.
  ///   - divisor: what sums are divided by instead of the number of elements.
  package func averagePooled(_ window: Window, countsPadding: Bool, divisor: Int?) throws(TorchError) -> NDArray {
    let (count, lengths, leading) = planes(window.size.count)
    let isDeep = window.size.count == 3
    guard dtype.isFloatingPoint && !(isDeep && dtype.computeType != dtype) || dtype == .int64 else {
      throw .notImplemented(isDeep ? "avg_pool3d_out_frame" : "avg_pool2d", for: dtype)
    }
    let compute = dtype.computeType == .float32 ? DType.float32 : .float64
    let input = try cast(to: compute).contiguous()
    let walk = WindowWalk(window, input: lengths, output: window.places(over: lengths))
    let out = try NDArray(empty: Dims(leading + window.places(over: lengths)), compute)
    var pooling = walk.pooling(countsPadding: countsPadding, divisor: divisor)
    // The pointers lead to `count` images and to as many windows as each has.
    if compute == .float32 {
      nb_average_pool_f32(&pooling, Int64(count), input.pointer(Float.self), out.pointer(Float.self))
    } else {
      nb_average_pool_f64(&pooling, Int64(count), input.pointer(Double.self), out.pointer(Double.self))
    }
    return try out.cast(to: dtype)
  }

  /// The gradient of ``averagePooled(_:countsPadding:divisor:)``: this is the gradient of its result.
  package func averagePoolingGradient(
    _ window: Window, lengths: [Int], countsPadding: Bool, divisor: Int?
  ) throws(TorchError) -> NDArray {
    let (count, places, leading) = planes(lengths.count)
    let compute = dtype.computeType == .float32 ? DType.float32 : .float64
    let grad = try cast(to: compute).contiguous()
    let walk = WindowWalk(window, input: lengths, output: places)
    let out = try NDArray(zeros: Dims(leading + lengths), compute)
    let shares = try NDArray(empty: [walk.output.2], compute)
    var pooling = walk.pooling(countsPadding: countsPadding, divisor: divisor)
    // The pointers lead to as many windows as each of `count` images has, to a row of them, and to the images.
    if compute == .float32 {
      nb_average_pool_backward_f32(
        &pooling, Int64(count), grad.pointer(Float.self), shares.pointer(Float.self), out.pointer(Float.self))
    } else {
      nb_average_pool_backward_f64(
        &pooling, Int64(count), grad.pointer(Double.self), shares.pointer(Double.self), out.pointer(Double.self))
    }
    return try out.cast(to: dtype)
  }

  /// The windows of adaptive pooling as the loops in C take them.
  private static func adaptive(_ lengths: [Int], _ places: [Int]) throws(TorchError) -> nb_adaptive {
    func three(_ sizes: [Int]) -> (Int64, Int64, Int64) {
      let padded = [Int](repeating: 1, count: Swift.max(0, 3 - sizes.count)) + sizes
      return (Int64(padded[0]), Int64(padded[1]), Int64(padded[2]))
    }
    // Where windows begin is computed from products of both.
    for (length, count) in zip(lengths, places) {
      let (end, overflow) = length.multipliedReportingOverflow(by: count &+ 1)
      if overflow || end > Int.max &- count { try Storage.checkRoom(for: Int.max, of: 1) }
    }
    return nb_adaptive(input: three(lengths), output: three(places))
  }

  /// The mean over a given number of places per dimension (`F.adaptive_avg_pool*d`).
  package func adaptiveAveragePooled(_ places: [Int]) throws(TorchError) -> NDArray {
    if dtype.isIntegral, places.allSatisfy({ $0 == 1 }) {
      throw TorchError(
        .runtime,
        "mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. Got: "
          + dtype.scalarName)
    }
    guard dtype.isFloatingPoint else {
      throw .notImplemented(places.count == 3 ? "adaptive_avg_pool3d_cpu" : "adaptive_avg_pool2d", for: dtype)
    }
    let (count, lengths, leading) = planes(places.count)
    // In three dimensions every step is in the type itself.
    let compute = places.count == 3 ? dtype : dtype.computeType
    let input = try cast(to: compute).contiguous()
    let out = try NDArray(empty: Dims(leading + places), compute)
    var pooling = try NDArray.adaptive(lengths, places)
    let bounds = try NDArray(empty: [2, Swift.max(places[places.count - 1], 1)], .int64)
    // The pointers lead to `count` images and to as many windows as each has.
    if compute == .float32 {
      nb_adaptive_average_f32(
        &pooling, Int64(count), input.pointer(Float.self), bounds.pointer(Int64.self), out.pointer(Float.self))
    } else if compute != .float64 {
      nb_adaptive_average_halves(
        &pooling, compute == .bfloat16 ? 1 : 0, Int64(count), input.pointer(UInt16.self), bounds.pointer(Int64.self),
        out.pointer(UInt16.self))
    } else {
      nb_adaptive_average_f64(
        &pooling, Int64(count), input.pointer(Double.self), bounds.pointer(Int64.self), out.pointer(Double.self))
    }
    return try out.cast(to: dtype)
  }

  /// The gradient of ``adaptiveAveragePooled(_:)``: this is the gradient of its result.
  package func adaptiveAverageGradient(lengths: [Int]) throws(TorchError) -> NDArray {
    let (count, places, leading) = planes(lengths.count)
    let compute = lengths.count == 3 ? dtype : dtype.computeType
    let grad = try cast(to: compute).contiguous()
    let out = try NDArray(zeros: Dims(leading + lengths), compute)
    var pooling = try NDArray.adaptive(lengths, places)
    let bounds = try NDArray(empty: [2, Swift.max(places[places.count - 1], 1)], .int64)
    if compute == .float32 {
      nb_adaptive_average_backward_f32(
        &pooling, Int64(count), grad.pointer(Float.self), bounds.pointer(Int64.self), out.pointer(Float.self))
    } else if compute != .float64 {
      nb_adaptive_average_backward_halves(
        &pooling, compute == .bfloat16 ? 1 : 0, Int64(count), grad.pointer(UInt16.self), bounds.pointer(Int64.self),
        out.pointer(UInt16.self))
    } else {
      nb_adaptive_average_backward_f64(
        &pooling, Int64(count), grad.pointer(Double.self), bounds.pointer(Int64.self), out.pointer(Double.self))
    }
    return try out.cast(to: dtype)
  }

  /// The largest element at each of a given number of places per dimension and its number in its plane
  /// (`F.adaptive_max_pool*d`).
  package func adaptiveMaxPooled(_ places: [Int]) throws(TorchError) -> (values: NDArray, indices: NDArray) {
    let (count, lengths, leading) = planes(places.count)
    let compute = dtype.computeType == .float64 ? DType.float64 : .float32
    let input = try cast(to: compute).contiguous()
    let target = Dims(leading + places)
    let values = try NDArray(empty: target, compute)
    let indices = try NDArray(empty: target, .int64)
    var pooling = try NDArray.adaptive(lengths, places)
    let bounds = try NDArray(empty: [2, Swift.max(places[places.count - 1], 1)], .int64)
    if compute == .float32 {
      nb_adaptive_max_f32(
        &pooling, Int64(count), input.pointer(Float.self), bounds.pointer(Int64.self), values.pointer(Float.self),
        indices.pointer(Int64.self))
    } else {
      nb_adaptive_max_f64(
        &pooling, Int64(count), input.pointer(Double.self), bounds.pointer(Int64.self), values.pointer(Double.self),
        indices.pointer(Int64.self))
    }
    return (try values.cast(to: dtype), indices)
  }
}

extension WindowWalk {
  /// The windows as the loops in C take them.
  fileprivate func pooling(countsPadding: Bool, divisor: Int?) -> nb_pooling {
    func three(_ sizes: (Int, Int, Int)) -> (Int64, Int64, Int64) { (Int64(sizes.0), Int64(sizes.1), Int64(sizes.2)) }
    return nb_pooling(
      input: three(input), output: three(output), kernel: three(kernel), stride: three(stride),
      padding: three(padding), dilation: three(dilation), counts_padding: countsPadding ? 1 : 0,
      divisor: Int64(divisor ?? 0))
  }
}
