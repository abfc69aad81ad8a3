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

  /// Adds every element to the place in its plane that `indices` names (the gradient of max pooling, `F.max_unpool*d`
  /// when no place is named twice).
  package func unpooled(_ indices: NDArray, lengths: [Int], adds: Bool = true) throws(TorchError) -> NDArray {
    let spatial = lengths.count
    let (count, places, leading) = planes(spatial)
    let source = try contiguous()
    let numbers = try indices.contiguous().ints
    let out = try NDArray(zeros: Dims(leading + lengths), dtype.computeType)
    let (plane, perPlane) = (lengths.reduce(1, &*), places.reduce(1, &*))
    for number in 0..<count {
      for place in 0..<perPlane {
        let index = numbers[number &* perPlane &+ place]
        guard index >= 0, index < plane else {
          throw TorchError(
            .runtime,
            "Found an invalid max index: \(index) (output volumes are of size \(lengths.map(String.init).joined(separator: "x"))"
          )
        }
        let value = source.element(at: number &* perPlane &+ place).double
        let target = number &* plane &+ index
        out.setElement(at: target, .double(adds ? out.element(at: target).double + value : value))
      }
    }
    return try out.cast(to: dtype)
  }

  /// The mean under each window (`F.avg_pool*d`).
  ///
  /// - Parameters:
  ///   - countsPadding: whether zeros of the padding count.
  ///   - divisor: what sums are divided by instead of the number of elements.
  package func averagePooled(_ window: Window, countsPadding: Bool, divisor: Int?) throws(TorchError) -> NDArray {
    let (count, lengths, leading) = planes(window.size.count)
    guard dtype.isFloatingPoint || dtype == .int64 else {
      throw .notImplemented(window.size.count == 3 ? "avg_pool3d_out_frame" : "avg_pool2d", for: dtype)
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
    func run<T: BinaryFloatingPoint & Element>(_: T.Type) {
      var (source, target) = (grad.pointer(T.self), out.pointer(T.self))
      for _ in 0..<count {
        for o in 0..<walk.outputCount {
          var elements = 0
          walk.forEachElement(outputPlace: o) { _ in elements += 1 }
          let share = source[o] / T(divisor ?? (countsPadding ? walk.paddedCount(outputPlace: o) : elements))
          walk.forEachElement(outputPlace: o) { target[$0] += share }
        }
        source += walk.outputCount
        target += walk.inputCount
      }
    }
    if compute == .float32 { run(Float.self) } else { run(Double.self) }
    return try out.cast(to: dtype)
  }

  /// For every place of adaptive pooling along one dimension the elements it covers.
  package static func adaptiveRanges(_ length: Int, _ places: Int) -> [Range<Int>] {
    (0..<places).map { place in
      let start = place * length / places
      let end = ((place + 1) * length + places - 1) / places
      return start..<Swift.max(start, end)
    }
  }

  /// The spatial ranges of every output place of adaptive pooling, row-major, as lists of element numbers.
  private static func adaptiveElements(_ lengths: [Int], _ places: [Int]) -> [[Int]] {
    var elements: [[Int]] = [[0]]
    for (length, count) in zip(lengths, places) {
      let ranges = adaptiveRanges(length, count)
      elements = elements.flatMap { prefix in
        ranges.map { range in prefix.flatMap { start in range.map { start * length + $0 } } }
      }
    }
    return elements
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
    let compute = dtype.computeType
    let input = try cast(to: compute).contiguous()
    let out = try NDArray(empty: Dims(leading + places), compute)
    let elements = NDArray.adaptiveElements(lengths, places)
    let plane = lengths.reduce(1, &*)
    func run<T: BinaryFloatingPoint & Element>(_: T.Type) {
      let (source, target) = (input.pointer(T.self), out.pointer(T.self))
      for number in 0..<count {
        for (place, list) in elements.enumerated() {
          var sum: T = 0
          for element in list { sum += source[number &* plane &+ element] }
          target[number &* elements.count &+ place] = sum / T(list.count)
        }
      }
    }
    if compute == .float64 { run(Double.self) } else { run(Float.self) }
    return try out.cast(to: dtype)
  }

  /// The gradient of ``adaptiveAveragePooled(_:)``: this is the gradient of its result.
  package func adaptiveAverageGradient(lengths: [Int]) throws(TorchError) -> NDArray {
    let (count, places, leading) = planes(lengths.count)
    let compute = dtype.computeType
    let grad = try cast(to: compute).contiguous()
    let out = try NDArray(zeros: Dims(leading + lengths), compute)
    let elements = NDArray.adaptiveElements(lengths, places)
    let plane = lengths.reduce(1, &*)
    func run<T: BinaryFloatingPoint & Element>(_: T.Type) {
      let (source, target) = (grad.pointer(T.self), out.pointer(T.self))
      for number in 0..<count {
        for (place, list) in elements.enumerated() {
          let share = source[number &* elements.count &+ place] / T(list.count)
          for element in list { target[number &* plane &+ element] += share }
        }
      }
    }
    if compute == .float64 { run(Double.self) } else { run(Float.self) }
    return try out.cast(to: dtype)
  }

  /// The largest element at each of a given number of places per dimension and its number in its plane
  /// (`F.adaptive_max_pool*d`).
  package func adaptiveMaxPooled(_ places: [Int]) throws(TorchError) -> (values: NDArray, indices: NDArray) {
    let (count, lengths, leading) = planes(places.count)
    let input = try contiguous()
    let target = Dims(leading + places)
    let values = try NDArray(empty: target, dtype)
    let indices = try NDArray(empty: target, .int64)
    let elements = NDArray.adaptiveElements(lengths, places)
    let plane = lengths.reduce(1, &*)
    for number in 0..<count {
      for (place, list) in elements.enumerated() {
        var (best, largest) = (list.first ?? 0, -Double.infinity)
        for element in list {
          let value = input.element(at: number &* plane &+ element).double
          if value > largest || value.isNaN { (best, largest) = (element, value) }
        }
        let index = number &* elements.count &+ place
        values.setElement(at: index, input.element(at: number &* plane &+ best))
        indices.setElement(at: index, .int(best))
      }
    }
    return (values, indices)
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
