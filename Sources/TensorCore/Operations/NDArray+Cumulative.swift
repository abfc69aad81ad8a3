import CKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension NDArray {
  /// Runs `body` over every line along a dimension: from `length` elements of `T` to as many of `T`.
  private func scan<T: ArithmeticElement>(
    _ axis: Int, _ type: DType, _: T.Type, _ body: (UnsafePointer<T>, UnsafeMutablePointer<T>, Int) -> Void
  ) throws(TorchError) -> NDArray {
    let (lines, rows, length) = try lines(axis, as: type)
    let out = try emptyLines(axis, length: length, type)
    let (source, target) = (lines.pointer(T.self), out.pointer(T.self))
    for row in 0..<rows { body(source + row &* length, target + row &* length, length) }
    return out
  }

  /// What a function of each line along a dimension gives, arrays of this shape; a part of the lines at a time, where the
  /// function converts elements or lays them out anew.
  ///
  /// - Parameters:
  ///   - converts: Whether the function computes in another type.
  ///   - outerOnly: Whether lines side by side have to stay together; only those of row-major arrays are then parted.
  private func byLines(
    _ axis: Int, _ types: [DType], converts: Bool = true, outerOnly: Bool = false,
    _ body: (NDArray) throws(TorchError) -> [NDArray]
  ) throws(TorchError) -> [NDArray] {
    guard converts || axis != rank - 1 || !isContiguous else { return try body(self) }
    let places = (0..<(outerOnly ? Swift.min(axis, rank) : rank)).filter { $0 != axis && shape[$0] > 1 }
    guard count > NDArray.slabSize, isContiguous || !outerOnly,
      let place = places.max(by: { shape[$0] < shape[$1] })
    else { return try body(self) }
    var results: [NDArray] = []
    for type in types { results.append(try NDArray(empty: shape, type)) }
    let step = Swift.max(1, NDArray.slabSize / (count / shape[place]))
    var start = 0
    while start < shape[place] {
      let length = Swift.min(step, shape[place] - start)
      let found = try body(try narrow(place, start, length))
      for (result, part) in zip(results, found) { try result.narrow(place, start, length).assign(from: part) }
      start += length
    }
    return results
  }

  /// Running sums or products along a dimension (`torch.cumsum`, `torch.cumprod`); float32 adds in double precision, as
  /// PyTorch's kernel does.
  ///
  /// - Parameter target: Memory that the result may be written into, if it fits: this array's own, or memory apart from it.
  package func cumulative(
    _ dim: Int, product: Bool, dtype: DType? = nil, into target: NDArray? = nil
  ) throws(TorchError) -> NDArray {
    let type = dtype ?? (self.dtype.isIntegral ? .int64 : self.dtype)
    let axis = try wrap(dim)
    if rank == 0 || count == 0 { return try cast(to: type).clone() }
    if type == .bool { throw .notImplemented(product ? "cumprod_out_cpu" : "cumsum_out_cpu", for: type) }
    func run<T: ArithmeticElement>(_ compute: DType, _: T.Type) throws(TorchError) -> NDArray {
      try byLines(axis, [type]) { (part) throws(TorchError) in
        let totals = try part.cast(to: type).scan(axis, compute, T.self) { source, target, length in
          var total = product ? T.one : T.zero
          for index in 0..<length {
            total = product ? T.multiply(total, source[index]) : T.add(total, source[index])
            target[index] = total
          }
        }
        return [try totals.restored(axis, as: type)]
      }[0]
    }
    switch type {
    case .float32, .float64, .int64, .complex64, .complex128:
      return try cast(to: type).runningTotals(axis, product: product, into: target)
    // The totals are doubles all the same, and every result is rounded by way of single precision.
    case .float16, .bfloat16:
      return try byLines(axis, [type]) { (part) throws(TorchError) in
        [try part.cast(to: type).cast(to: .float32).runningTotals(axis, product: product).cast(to: type)]
      }[0]
    default: break
    }
    return try run(.int64, Int.self)
  }

  /// Running extrema along a dimension and where they last stood (`torch.cummax`, `torch.cummin`).
  package func cumulativeExtremum(
    max: Bool, dim: Int
  ) throws(TorchError) -> (values: NDArray, indices: NDArray) {
    if count == 0 { return (try clone(), try NDArray(zeros: shape, .int64)) }
    if rank == 0, dim != 0, dim != -1 {
      throw TorchError(
        .index, "cum\(max ? "max" : "min")(): Expected reduction dim -1 or 0 for scalar but got \(dim)")
    }
    let axis = try wrap(dim)
    if rank == 0 { return (try clone(), try NDArray(zeros: shape, .int64)) }
    if dtype.isComplex { throw .notImplemented(max ? "cummax_cpu" : "cummin_cpu", for: dtype) }
    if let found = try runningExtremaOfColumns(max: max, axis) { return found }
    let found = try byLines(axis, [dtype, .int64], converts: dtype != dtype.orderedType) { (part) throws(TorchError) in
      try part.runningExtrema(max: max, axis)
    }
    return (found[0], found[1])
  }

  /// Running extrema of columns side by side in a row-major array, and their places; nil where there is no loop for them.
  private func runningExtremaOfColumns(
    max: Bool, _ axis: Int
  ) throws(TorchError) -> (values: NDArray, indices: NDArray)? {
    let columns = shape.array.dropFirst(axis + 1).reduce(1, *)
    guard isContiguous, columns >= 8, let type = dtype.number, dtype.computeType == dtype else { return nil }
    let (values, indices) = (try NDArray(empty: shape, dtype), try NDArray(empty: shape, .int64))
    let (item, block) = (dtype.itemSize, shape[axis] &* columns)
    for first in stride(from: 0, to: count, by: block) {
      // Each block has as many rows as the dimension elements, in all three arrays.
      let done = nb_running_extrema_columns(
        max ? 1 : 0, type, Int64(shape[axis]), Int64(columns), start + first &* item, values.start + first &* item,
        indices.pointer(Int64.self) + first)
      if done == 0 { return nil }
    }
    return (values, indices)
  }

  /// Running extrema and their places.
  private func runningExtrema(max: Bool, _ axis: Int) throws(TorchError) -> [NDArray] {
    let type = dtype.orderedType
    let (lines, rows, length) = try lines(axis, as: type)
    let values = try emptyLines(axis, length: length, type)
    let indices = try emptyLines(axis, length: length, .int64)
    let (largest, count, size): (Int32, Int64, Int64) = (max ? 1 : 0, Int64(rows), Int64(length))
    let places = indices.pointer(Int64.self)
    // All three arrays have as many rows of as many elements.
    switch type {
    case .int64:
      nb_running_extrema_i64(largest, count, size, lines.pointer(Int64.self), values.pointer(Int64.self), places)
    case .float32:
      nb_running_extrema_f32(largest, count, size, lines.pointer(Float.self), values.pointer(Float.self), places)
    default:
      nb_running_extrema_f64(largest, count, size, lines.pointer(Double.self), values.pointer(Double.self), places)
    }
    return [try values.restored(axis, as: dtype), try indices.restored(axis, as: .int64)]
  }

  /// Running `log(sum(exp(x)))` along a dimension (`torch.logcumsumexp`).
  package func logcumsumexp(_ dim: Int) throws(TorchError) -> NDArray {
    let axis = try wrap(dim)
    if dtype.isComplex { return try logcumsumexpComplex(axis) }
    if !dtype.isFloatingPoint { throw .notImplemented("logcumsumexp_out_cpu", for: dtype) }
    return try byLines(axis, [dtype]) { (part) throws(TorchError) in
      [try part.runningLogarithms(axis).restored(axis, as: dtype)]
    }[0]
  }

  private func runningLogarithms(_ axis: Int) throws(TorchError) -> NDArray {
    let size = rank == 0 ? 1 : shape[axis]
    if dtype != .float64, size > 0, count / size >= 4 {
      let (lines, rows, length) = try lines(axis, as: .float32)
      let out = try emptyLines(axis, length: length, .float32)
      // Both arrays have as many rows of as many elements.
      nb_running_logarithms_f32(Int64(rows), Int64(length), lines.pointer(Float.self), out.pointer(Float.self))
      return out
    }
    return try runningLogarithmsOfLines(axis)
  }

  /// The same of one line after the other.
  private func runningLogarithmsOfLines(_ axis: Int) throws(TorchError) -> NDArray {
    try scan(axis, .float64, Double.self) { source, target, length in
      var total = -Double.infinity
      for index in 0..<length {
        let value = source[index]
        let (low, high) = total < value ? (total, value) : (value, total)
        if total.isNaN || value.isNaN {
          total = .nan
        } else if low != high || low.isFinite {
          total = high + log1p(exp(low - high))
        }
        target[index] = total
      }
    }
  }

  private func logcumsumexpComplex(_ axis: Int) throws(TorchError) -> NDArray {
    let (lines, rows, length) = try lines(axis, as: .complex128)
    let out = try emptyLines(axis, length: length, .complex128)
    let (source, target) = (lines.pointer(Complex<Double>.self), out.pointer(Complex<Double>.self))
    for row in 0..<rows {
      var total = Complex<Double>(-.infinity, 0)
      for index in (row &* length)..<((row + 1) &* length) {
        total = ComplexFunctions.logaddexp(total, source[index])
        target[index] = total
      }
    }
    return try out.restored(axis, as: dtype)
  }

  /// The softmax of half types where PyTorch rounds on the way: the sum and its logarithm along the last dimension, the
  /// exponentials in columns that fill no vector along another one; `nil` elsewhere.
  private func softmaxOfHalves(_ axis: Int, log isLog: Bool, _ type: DType) throws(TorchError) -> NDArray? {
    let isLast = axis >= rank - 1
    guard isLog == isLast, count > 0, isLog || shape.array.dropFirst(axis + 1).reduce(1, &*) < 32 else { return nil }
    // This array's numbers in memory of their own, in which the following is computed.
    let x = try cast(to: type).cast(to: .float32)
    let shifted = try x.sub(x.extremum(max: true, [axis], keepdim: true, name: "softmax"), as: .float32, into: x)
    let exponentials = try shifted.apply(.exp)
    let total = try exponentials.sum([axis], keepdim: true)
    if isLog {
      let logarithm = try total.cast(to: type).apply(.log).cast(to: .float32)
      return try shifted.sub(logarithm, as: .float32, into: shifted).cast(to: type)
    }
    return try exponentials.cast(to: type).cast(to: .float32).div(total, as: .float32).cast(to: type)
  }

  /// The loops of the softmax of one type.
  private struct SoftmaxLoops<T: Element> {
    let rows: (Int32, Int64, Int64, Int64, UnsafePointer<T>?, UnsafeMutablePointer<T>?) -> Void
    let columns: (Int32, Int64, Int64, Int64, UnsafePointer<T>?, UnsafeMutablePointer<T>?) -> Int64
  }

  private static var singleSoftmax: SoftmaxLoops<Float> {
    SoftmaxLoops(rows: nb_softmax_f32, columns: nb_softmax_columns_f32)
  }
  private static var doubleSoftmax: SoftmaxLoops<Double> {
    SoftmaxLoops(rows: nb_softmax_f64, columns: nb_softmax_columns_f64)
  }

  /// The softmax of an array of elements of `T` along a dimension.
  private func softmax<T>(_ axis: Int, log isLog: Bool, _ loops: SoftmaxLoops<T>) throws(TorchError) -> NDArray {
    let code: Int32 = isLog ? 1 : 0
    var (outer, inner) = (1, 1)
    for index in 0..<Swift.min(axis, rank) { outer &*= shape[index] }
    for index in (axis + 1)..<Swift.max(rank, axis + 1) { inner &*= shape[index] }
    guard isContiguous, inner > 1 else {
      let (lines, rows, length) = try lines(axis, as: dtype)
      let out = try emptyLines(axis, length: length, dtype)
      loops.rows(code, Int64(inner), Int64(rows), Int64(length), lines.pointer(T.self), out.pointer(T.self))
      return try out.restored(axis, as: dtype)
    }
    let out = try NDArray(empty: shape, dtype)
    let (source, target, length) = (pointer(T.self), out.pointer(T.self), shape[axis])
    let done = Int(loops.columns(code, Int64(outer), Int64(length), Int64(inner), source, target))
    // The columns that are left over go through scratch memory, line by line.
    let left = inner - done
    withUnsafeTemporaryAllocation(of: T.self, capacity: 2 * left * length) { scratch in
      guard left > 0, let columns = scratch.baseAddress else { return }
      let results = columns + left * length
      for block in 0..<outer {
        let corner = block &* length &* inner &+ done
        for index in 0..<length {
          let row = source + (corner &+ index &* inner)
          for column in 0..<left { columns[column &* length &+ index] = row[column] }
        }
        loops.rows(code, 2, Int64(left), Int64(length), columns, results)
        for index in 0..<length {
          let row = target + (corner &+ index &* inner)
          for column in 0..<left { row[column] = results[column &* length &+ index] }
        }
      }
    }
    return out
  }

  /// `exp(x) / sum(exp(x))` along a dimension (`torch.softmax`), or its logarithm.
  package func softmax(_ dim: Int, log isLog: Bool, dtype: DType? = nil) throws(TorchError) -> NDArray {
    let type = dtype ?? self.dtype
    let axis = try wrap(dim)
    if count == 0 { return try cast(to: type).clone() }
    guard type.isFloatingPoint else {
      let isLast = axis >= rank - 1
      throw .notImplemented(
        (isLog ? "log_softmax" : "softmax") + (isLast ? "_lastdim" : "") + "_kernel_impl", for: type)
    }
    if self.dtype != type || type.computeType != type {
      if axis < rank - 1, isContiguous, let result = try softmaxOfColumns(axis, log: isLog, type) { return result }
      return try byLines(axis, [type], outerOnly: true) { (part) throws(TorchError) in
        [try part.softmaxConverted(axis, log: isLog, type)]
      }[0]
    }
    return try softmaxConverted(axis, log: isLog, type)
  }

  /// The same of neighbouring columns of a row-major array, a part of them at a time; nil where blocks of whole rows are
  /// small enough, or there are too few columns to part.
  private func softmaxOfColumns(_ axis: Int, log isLog: Bool, _ type: DType) throws(TorchError) -> NDArray? {
    var (outer, inner) = (1, 1)
    for index in 0..<axis { outer &*= shape[index] }
    for index in (axis + 1)..<rank { inner &*= shape[index] }
    let length = shape[axis]
    // Vectors of columns are computed apart from what fills none, and few columns in another way: parts begin with whole
    // vectors, and the last one is not small.
    let (vector, least) = (64, 32)
    let width = Swift.max(1, NDArray.slabSize / length / vector) &* vector
    guard length &* inner > NDArray.slabSize, inner >= width + least else { return nil }
    let out = try NDArray(empty: shape, type)
    for block in 0..<outer {
      let start = block &* length &* inner
      var column = 0
      while column < inner {
        let left = inner - column
        let part = left < width + least ? left : width
        func columns(_ array: NDArray) -> NDArray {
          array.view(shape: [length, part], strides: [inner, 1], offset: array.offset &+ start &+ column)
        }
        columns(out).assign(from: try columns(self).softmaxConverted(0, log: isLog, type))
        column += part
      }
    }
    return out
  }

  /// The same of elements brought to a type.
  private func softmaxConverted(_ axis: Int, log isLog: Bool, _ type: DType) throws(TorchError) -> NDArray {
    if type.computeType != type, let result = try softmaxOfHalves(axis, log: isLog, type) { return result }
    let input = try cast(to: type).cast(to: type.computeType)
    let result =
      input.dtype == .float32
      ? try input.softmax(axis, log: isLog, NDArray.singleSoftmax)
      : try input.softmax(axis, log: isLog, NDArray.doubleSoftmax)
    return try result.cast(to: type)
  }

  /// The gradient of ``softmax(_:log:dtype:)`` from that of its result; `nil` for other types than `float32` and
  /// `float64`, where the formula does.
  package func softmaxBackward(_ result: NDArray, _ dim: Int, log isLog: Bool) throws(TorchError) -> NDArray? {
    guard dtype == .float32 || dtype == .float64, result.dtype == dtype, shape == result.shape else { return nil }
    let axis = try wrap(dim)
    if axis < rank - 1, isContiguous, result.isContiguous { return try softmaxColumnsBackward(result, axis, isLog) }
    let (grads, rows, length) = try lines(axis, as: dtype)
    let results = try result.lines(axis, as: dtype).array
    let out = try emptyLines(axis, length: length, dtype)
    let (code, isLast): (Int32, Int32) = (isLog ? 1 : 0, axis >= rank - 1 ? 1 : 0)
    if dtype == .float32 {
      nb_softmax_backward_f32(
        code, isLast, Int64(rows), Int64(length), grads.pointer(Float.self), results.pointer(Float.self),
        out.pointer(Float.self))
    } else {
      nb_softmax_backward_f64(
        code, isLast, Int64(rows), Int64(length), grads.pointer(Double.self), results.pointer(Double.self),
        out.pointer(Double.self))
    }
    return try out.restored(axis, as: dtype)
  }

  /// The same along another dimension than the last, of arrays in row-major order.
  private func softmaxColumnsBackward(
    _ result: NDArray, _ axis: Int, _ isLog: Bool
  ) throws(TorchError) -> NDArray {
    let out = try NDArray(empty: shape, dtype)
    var (outer, inner) = (1, 1)
    for index in 0..<rank where index != axis {
      if index < axis { outer &*= shape[index] } else { inner &*= shape[index] }
    }
    let (code, sizes): (Int32, _) = (isLog ? 1 : 0, (Int64(outer), Int64(shape[axis]), Int64(inner)))
    if dtype == .float32 {
      nb_softmax_columns_backward_f32(
        code, sizes.0, sizes.1, sizes.2, pointer(Float.self), result.pointer(Float.self), out.pointer(Float.self))
    } else {
      nb_softmax_columns_backward_f64(
        code, sizes.0, sizes.1, sizes.2, pointer(Double.self), result.pointer(Double.self), out.pointer(Double.self))
    }
    return out
  }
}
