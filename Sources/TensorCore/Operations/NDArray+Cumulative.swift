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

  /// Running sums or products along a dimension (`torch.cumsum`, `torch.cumprod`); float32 adds in double precision, as
  /// PyTorch's kernel does.
  package func cumulative(_ dim: Int, product: Bool, dtype: DType? = nil) throws(TorchError) -> NDArray {
    let type = dtype ?? (self.dtype.isIntegral ? .int64 : self.dtype)
    let axis = try wrap(dim)
    if type == .bool { throw .notImplemented(product ? "cumprod_out_cpu" : "cumsum_out_cpu", for: type) }
    let input = try cast(to: type)
    func run<T: ArithmeticElement>(_ compute: DType, _: T.Type) throws(TorchError) -> NDArray {
      try input.scan(axis, compute, T.self) { source, target, length in
        var total = product ? T.one : T.zero
        for index in 0..<length {
          total = product ? T.multiply(total, source[index]) : T.add(total, source[index])
          target[index] = total
        }
      }.restored(axis, as: type)
    }
    switch type {
    case .float32, .float64, .int64: return try input.runningTotals(axis, product: product)
    default: break
    }
    if type.isIntegral { return try run(.int64, Int.self) }
    if type.isComplex { return try run(.complex128, Complex<Double>.self) }
    return try run(.float64, Double.self)
  }

  /// Running extrema along a dimension and where they last stood (`torch.cummax`, `torch.cummin`).
  package func cumulativeExtremum(
    max: Bool, dim: Int
  ) throws(TorchError) -> (values: NDArray, indices: NDArray) {
    let axis = try wrap(dim)
    if dtype.isComplex { throw .notImplemented(max ? "cummax_cpu" : "cummin_cpu", for: dtype) }
    let type = dtype.orderedType
    let (lines, rows, length) = try lines(axis, as: type)
    let values = try emptyLines(axis, length: length, type)
    let indices = try emptyLines(axis, length: length, .int64)
    func run<T: OrderedElement>(_: T.Type) {
      let (source, target, places) = (lines.pointer(T.self), values.pointer(T.self), indices.pointer(Int.self))
      for row in 0..<rows where length > 0 {
        let start = row &* length
        var (best, place) = (source[start], 0)
        for index in 0..<length {
          let value = source[start &+ index]
          let wins = max ? !T.isLess(value, best) : !T.isLess(best, value)
          if T.isNaN(value) || (!T.isNaN(best) && wins) { (best, place) = (value, index) }
          target[start &+ index] = best
          places[start &+ index] = place
        }
      }
    }
    switch type {
    case .int64: run(Int.self)
    case .float32: run(Float.self)
    default: run(Double.self)
    }
    return (try values.restored(axis, as: dtype), try indices.restored(axis, as: .int64))
  }

  /// Running `log(sum(exp(x)))` along a dimension (`torch.logcumsumexp`).
  package func logcumsumexp(_ dim: Int) throws(TorchError) -> NDArray {
    let axis = try wrap(dim)
    if dtype.isComplex { return try logcumsumexpComplex(axis) }
    if !dtype.isFloatingPoint { throw .notImplemented("logcumsumexp_out_cpu", for: dtype) }
    return try scan(axis, .float64, Double.self) { source, target, length in
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
    }.restored(axis, as: dtype)
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
    guard isLog == isLast, count > 0 else { return nil }
    let x = try cast(to: type).cast(to: .float32)
    let shifted = try x.sub(x.extremum(max: true, [axis], keepdim: true, name: "softmax"), as: .float32)
    let exponentials = try shifted.apply(.exp)
    let total = try exponentials.sum([axis], keepdim: true)
    if isLog {
      let logarithm = try total.cast(to: type).apply(.log).cast(to: .float32)
      return try shifted.sub(logarithm, as: .float32).cast(to: type)
    }
    var columns = 1
    for index in (axis + 1)..<rank { columns *= shape[index] }
    guard columns < 32 else { return nil }
    return try exponentials.cast(to: type).cast(to: .float32).div(total, as: .float32).cast(to: type)
  }

  /// The softmax along another dimension than the last where the columns behind it are as many as a loop takes; `nil`
  /// elsewhere.
  private func softmaxOfColumns(_ axis: Int, log isLog: Bool) throws(TorchError) -> NDArray? {
    guard dtype == .float32, isContiguous, axis < rank - 1, count > 0 else { return nil }
    var (outer, inner) = (1, 1)
    for index in 0..<axis { outer *= shape[index] }
    for index in (axis + 1)..<rank { inner *= shape[index] }
    guard inner % 64 == 0 || outer == 1 && inner > 64 else { return nil }
    let out = try NDArray(empty: shape, dtype)
    let done = Int(
      nb_softmax_columns_f32(
        isLog ? 1 : 0, Int64(outer), Int64(shape[axis]), Int64(inner), pointer(Float.self), out.pointer(Float.self)))
    if done < inner { softmaxDown(isLog, outer, shape[axis], inner, from: done, into: out) }
    return out
  }

  /// The softmax of single precision numbers in row-major order down columns, some of which go through scratch memory at a
  /// time; nil where the columns stand alone.
  private func softmaxDown(_ axis: Int, _ isLog: Bool) throws(TorchError) -> NDArray? {
    var (outer, inner) = (1, 1)
    for index in 0..<axis { outer &*= shape[index] }
    for index in (axis + 1)..<rank { inner &*= shape[index] }
    guard inner > 1 else { return nil }
    let out = try NDArray(empty: shape, dtype)
    if out.count > 0 { softmaxDown(isLog, outer, shape[axis], inner, from: 0, into: out) }
    return out
  }

  /// The same of the columns from one on, which is a multiple of 16, in each of `outer` blocks of `length` rows of `inner`
  /// columns.
  private func softmaxDown(
    _ isLog: Bool, _ outer: Int, _ length: Int, _ inner: Int, from start: Int, into out: NDArray
  ) {
    // As many columns as PyTorch takes at a time; those that are left over it computes one by one.
    let width = 16
    let (source, target) = (pointer(Float.self), out.pointer(Float.self))
    withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * width * length) { scratch in
      guard let columns = scratch.baseAddress else { return }
      let results = columns + width * length
      for block in 0..<outer {
        for first in stride(from: start, to: inner, by: width) {
          let count = Swift.min(width, inner - first)
          let corner = block &* length &* inner &+ first
          for index in 0..<length {
            let row = source + (corner &+ index &* inner)
            for column in 0..<count { columns[column &* length &+ index] = row[column] }
          }
          nb_softmax_f32(
            isLog ? 1 : 0, count == width ? Int64(width) : 2, Int64(count), Int64(length), columns, results)
          for index in 0..<length {
            let row = target + (corner &+ index &* inner)
            for column in 0..<count { row[column] = results[column &* length &+ index] }
          }
        }
      }
    }
  }

  /// The softmax of single precision of the lines along a dimension, inside of which there are `inner` elements.
  private func softmaxOfLines(_ axis: Int, log isLog: Bool, inner: Int) throws(TorchError) -> NDArray {
    let (lines, rows, length) = try lines(axis, as: .float32)
    let out = try emptyLines(axis, length: length, .float32)
    nb_softmax_f32(
      isLog ? 1 : 0, Int64(inner), Int64(rows), Int64(length), lines.pointer(Float.self), out.pointer(Float.self))
    return try out.restored(axis, as: .float32)
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
    if type.computeType != type, let result = try softmaxOfHalves(axis, log: isLog, type) { return result }
    if type == .float32, self.dtype == .float32, isContiguous, axis < rank - 1 {
      if let result = try softmaxOfColumns(axis, log: isLog) { return result }
      if let result = try softmaxDown(axis, isLog) { return result }
    }
    if type.computeType == .float32 {
      var inner = 1
      for index in (axis + 1)..<max(rank, axis + 1) { inner *= shape[index] }
      return try cast(to: type).cast(to: .float32).softmaxOfLines(axis, log: isLog, inner: inner).cast(to: type)
    }
    return try cast(to: type).scan(axis, .float64, Double.self) { source, target, length in
      var largest = -Double.infinity
      if length > 0 { largest = nb_extremum_f64(1, Int64(length), source) }
      nb_exp_less_f64(Int64(length), source, largest, target)
      let total = nb_sum_f64(Int64(length), target)
      let shift = logarithm(total)
      for index in 0..<length {
        target[index] = isLog ? source[index] - largest - shift : target[index] / total
      }
    }.restored(axis, as: type)
  }

  /// The gradient of ``softmax(_:log:dtype:)`` from that of its result; `nil` for other types than `float32`, where the
  /// formula does.
  package func softmaxBackward(_ result: NDArray, _ dim: Int, log isLog: Bool) throws(TorchError) -> NDArray? {
    guard dtype == .float32, result.dtype == .float32, shape == result.shape else { return nil }
    let axis = try wrap(dim)
    let (grads, rows, length) = try lines(axis, as: .float32)
    let results = try result.lines(axis, as: .float32).array
    let out = try emptyLines(axis, length: length, .float32)
    nb_softmax_backward_f32(
      isLog ? 1 : 0, axis >= rank - 1 ? 1 : 0, Int64(rows), Int64(length), grads.pointer(Float.self),
      results.pointer(Float.self), out.pointer(Float.self))
    return try out.restored(axis, as: .float32)
  }
}

private func logarithm(_ x: Double) -> Double { log(x) }
