import CKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Functions of two real numbers, by the name of the `torch` function.
package enum BinaryFunction: String, Sendable, CaseIterable {
  case atan2, hypot, copysign, nextafter, logaddexp, logaddexp2, xlogy, xlog1py, heaviside, fmax, fmin

  /// Whether integers become floating point numbers first.
  package var takesIntegersAsFloats: Bool { self == .atan2 || self == .copysign }

  /// The vectorised loop for single and double precision, if there is one.
  fileprivate var vectorKernel: nb_pairwise? {
    switch self {
    case .copysign: NB_COPYSIGN
    case .hypot: NB_HYPOT
    case .fmax: NB_FMAX
    case .fmin: NB_FMIN
    case .logaddexp: NB_LOGADDEXP
    case .logaddexp2: NB_LOGADDEXP2
    case .heaviside: NB_HEAVISIDE
    case .nextafter: NB_NEXT
    default: nil
    }
  }

  /// The value in double precision.
  func value(_ x: Double, _ y: Double) -> Double {
    switch self {
    case .atan2: libraryAtan2(x, y)
    case .hypot: libraryHypot(x, y)
    case .copysign: Double(signOf: y, magnitudeOf: x)
    case .nextafter: libraryNextafter(x, y)
    case .logaddexp:
      x.isInfinite && x == y ? x : Swift.max(x, y) + log1p(exp(-abs(x - y)))
    case .logaddexp2:
      x.isInfinite && x == y ? x : Swift.max(x, y).addingProduct(log1p(exp2(-abs(x - y))), 1 / M_LN2)
    case .xlogy: y.isNaN ? .nan : x == 0 ? 0 : x * log(y)
    case .xlog1py: y.isNaN ? .nan : x == 0 ? 0 : x * log1p(y)
    case .heaviside: x == 0 ? y : x > 0 ? 1 : 0
    // The first of equals, whose signs may differ.
    case .fmax: x.isNaN ? y : y.isNaN ? x : y > x ? y : x
    case .fmin: x.isNaN ? y : y.isNaN ? x : y < x ? y : x
    }
  }
}

/// Functions of one real number with parameters: activations.
package enum ParametricFunction: Sendable {
  /// `x > 0 ? x : slope * x`
  case leakyRelu(slope: Double)
  /// `x > 0 ? scale * x : scale * alpha * (exp(inputScale * x) - 1)` (`elu`, `selu`, `celu`)
  case elu(alpha: Double, scale: Double, inputScale: Double)
  /// `log(1 + exp(beta x)) / beta`, the identity above the threshold
  case softplus(beta: Double, threshold: Double)
  /// `x` between two limits, an equal number as it is; none of them is nan
  case clamp(low: Double, high: Double)
  case hardshrink(Double)
  case softshrink(Double)
  /// `x > threshold ? x : value`
  case threshold(Double, value: Double)
  /// `x^exponent` of a Python number
  case power(Double)
  /// `round(x, decimals=)`, with the power of ten
  case round(power: Double, isFiner: Bool)
  /// `logit(x, eps)`
  case logit(epsilon: Double?)
  /// The loss of a difference that is quadratic up to `beta`
  case smoothL1(beta: Double)
  /// The same times the limit
  case huber(delta: Double)
  /// nan and infinities replaced
  case nanToNum(nan: Double, positive: Double, negative: Double)

  /// The function with the parameters that a kernel of single precision has.
  var inSinglePrecision: ParametricFunction {
    switch self {
    case .leakyRelu(let slope): .leakyRelu(slope: Double(Float(slope)))
    case .hardshrink(let lambda): .hardshrink(Double(Float(lambda)))
    case .softshrink(let lambda): .softshrink(Double(Float(lambda)))
    case .threshold(let threshold, let value): .threshold(Double(Float(threshold)), value: value)
    case .smoothL1(let beta): .smoothL1(beta: Double(Float(beta)))
    case .huber(let delta): .huber(delta: Double(Float(delta)))
    default: self
    }
  }

  /// The function with the parameters that PyTorch's kernel of a half type has.
  fileprivate func with(parametersOf dtype: DType) -> ParametricFunction {
    if case .hardshrink(let lambda) = self { .hardshrink(dtype.rounded(lambda)) } else { self }
  }

  /// Whether PyTorch rounds half types at each of several steps.
  fileprivate var roundsEachStep: Bool {
    if case .logit = self { true } else { false }
  }

  /// Whether the loop over single and double precision makes zeros positive as PyTorch's does.
  package var dropsZeroSigns: Bool {
    switch self {
    case .hardshrink, .softshrink: true
    default: false
    }
  }

  /// The vectorised loop with its parameters, if there is one.
  fileprivate var vectorKernel: (nb_parametric, (Double, Double, Double))? {
    switch self {
    case .leakyRelu(let slope): (NB_LEAKY_RELU, (slope, 0, 0))
    case .elu(let alpha, let scale, let inputScale): (NB_ELU, (alpha * scale, scale, inputScale))
    case .clamp(let low, let high): (NB_CLAMP, (low, high, 0))
    case .smoothL1(let beta): (NB_SMOOTH_L1, (beta, 0, 0))
    case .huber(let delta): (NB_HUBER, (delta, 0, 0))
    case .hardshrink(let lambda): (NB_HARDSHRINK, (lambda, 0, 0))
    case .softshrink(let lambda): (NB_SOFTSHRINK, (lambda, 0, 0))
    case .threshold(let threshold, let value): (NB_THRESHOLD, (threshold, value, 0))
    case .nanToNum(let nan, let positive, let negative): (NB_NAN_TO_NUM, (nan, positive, negative))
    case .round(let power, let isFiner): (isFiner ? NB_ROUND_FINER : NB_ROUND_COARSER, (power, 0, 0))
    case .logit(let epsilon): (NB_LOGIT, (epsilon ?? -.infinity, 1 - (epsilon ?? -.infinity), 0))
    default: nil
    }
  }

  func value(_ x: Double) -> Double {
    switch self {
    case .leakyRelu(let slope): return x > 0 ? x : x * slope
    case .elu(let alpha, let scale, let inputScale):
      return x < 0 ? expm1(x * inputScale) * (alpha * scale) : x * scale
    case .softplus(let beta, let threshold): return x * beta > threshold ? x : log1p(exp(x * beta)) / beta
    case .clamp(let low, let high):
      let raised = low > x ? low : x
      return high < raised ? high : raised
    case .smoothL1(let beta):
      let z = Swift.abs(x)
      return z < beta ? 0.5 * z * z / beta : z - 0.5 * beta
    case .huber(let delta):
      let z = Swift.abs(x)
      return z <= delta ? 0.5 * z * z : delta * (z - 0.5 * delta)
    case .hardshrink(let lambda): return x >= -lambda && x <= lambda ? 0 : x
    case .softshrink(let lambda): return x > lambda ? x - lambda : x < -lambda ? x + lambda : x * 0
    case .threshold(let threshold, let value): return x <= threshold ? value : x
    case .power(let exponent): return libraryPower(x, exponent)
    case .round(let power, let isFiner):
      return isFiner
        ? (x * power).rounded(.toNearestOrEven) / power : (x / power).rounded(.toNearestOrEven) * power
    case .logit(let epsilon):
      let z = epsilon.map { x < $0 ? $0 : x > 1 - $0 ? 1 - $0 : x } ?? x
      return log(z / (1 - z))
    case .nanToNum(let nan, let positive, let negative):
      return x.isNaN ? nan : x == .infinity ? positive : x == -.infinity ? negative : x
    }
  }
}

private func libraryAtan2(_ y: Double, _ x: Double) -> Double { atan2(y, x) }
private func libraryHypot(_ x: Double, _ y: Double) -> Double { hypot(x, y) }
private func libraryNextafter(_ x: Double, _ y: Double) -> Double { nextafter(x, y) }
private func libraryPower(_ x: Double, _ y: Double) -> Double { pow(x, y) }

extension FloatingFunction {
  /// `base ** exponent`
  package static func power(_ base: Double, _ exponent: Double) -> Double { libraryPower(base, exponent) }
}

extension NDArray {
  /// Applies a function to the elements of two arrays brought to `dtype`, a floating point type (or, for `fmax` and
  /// `fmin`, an integer type).
  package func apply(
    _ function: BinaryFunction, _ other: NDArray, as dtype: DType, into target: NDArray? = nil
  ) throws(TorchError) -> NDArray {
    if dtype.isComplex {
      if function == .logaddexp { return try logaddexpComplex(other, as: dtype) }
      throw .notImplemented("\(function.rawValue)_cpu", for: dtype)
    }
    let shape = try NDArray.broadcast(self.shape, other.shape)
    if dtype.isIntegral {
      switch function {
      case .fmax: return try maximum(other, as: dtype)
      case .fmin: return try minimum(other, as: dtype)
      case .heaviside: break
      default: throw .notImplemented("\(function.rawValue)_cpu", for: dtype)
      }
    }
    if dtype == .float16 || dtype == .bfloat16 {
      return try NDArray.applyToHalves(function, cast(to: dtype), other.cast(to: dtype), shape, dtype, into: target)
    }
    if dtype == .float32 || dtype == .float64, function.vectorKernel != nil || function == .atan2 {
      /// An operand in row-major order, and the step through it: 0 for a number.
      func operand(_ array: NDArray) throws(TorchError) -> (array: NDArray, step: Int64) {
        let array = try array.cast(to: dtype)
        return array.rank == 0 ? (array, 0) : (try array.broadcasted(to: shape).contiguous(), 1)
      }
      let ((a, stepA), (b, stepB)) = (try operand(self), try operand(other))
      // Lengths of doubles are looked at again.
      let isFree = function != .hypot || dtype == .float32
      let out = try NDArray.rowMajorRoom(shape, dtype, in: isFree ? target : nil)
      let count = Int64(out.count)
      // All three are contiguous and of one shape, but for numbers.
      if dtype == .float32 {
        let (x, y, results) = (a.pointer(Float.self), b.pointer(Float.self), out.pointer(Float.self))
        if let loop = function.vectorKernel {
          nb_pairwise_f32(loop, count, x, stepA, y, stepB, results)
        } else {
          nb_binary_function_f32(NB_ATAN2, count, x, stepA, y, stepB, results)
        }
      } else {
        let (x, y, results) = (a.pointer(Double.self), b.pointer(Double.self), out.pointer(Double.self))
        if let loop = function.vectorKernel {
          nb_pairwise_f64(loop, count, x, stepA, y, stepB, results)
        } else {
          nb_binary_function_f64(NB_ATAN2, count, x, stepA, y, stepB, results)
        }
      }
      return try out.inLayout(of: [self, other].filter { $0.rank > 0 }.map { $0.broadcasted(to: shape) })
    }
    let left = try cast(to: dtype).cast(to: .float64).broadcasted(to: shape)
    let right = try other.cast(to: dtype).cast(to: .float64).broadcasted(to: shape)
    let (a, b) = (try left.contiguous(), try right.contiguous())
    let out = try NDArray(empty: shape, .float64)
    if let loop = function.vectorKernel {
      // All three are contiguous and of one shape.
      nb_pairwise_f64(
        loop, Int64(out.count), a.pointer(Double.self), 1, b.pointer(Double.self), 1, out.pointer(Double.self))
      return try out.cast(to: dtype).inLayout(of: [left, right])
    }
    let (x, y, target) = (a.pointer(Double.self), b.pointer(Double.self), out.pointer(Double.self))
    for index in 0..<out.count { target[index] = function.value(x[index], y[index]) }
    return try out.cast(to: dtype).inLayout(of: [left, right])
  }

  /// The same of two arrays of a half type.
  private static func applyToHalves(
    _ function: BinaryFunction, _ left: NDArray, _ right: NDArray, _ shape: Dims, _ dtype: DType, into target: NDArray?
  ) throws(TorchError) -> NDArray {
    let hasLoop = function.vectorKernel != nil || function == .atan2
    if hasLoop {
      let result = try left.overHalves(right, dtype, result: dtype, into: target) {
        count, a, b, number, isBFloat, out in
        let results = out.assumingMemoryBound(to: UInt16.self)
        if let loop = function.vectorKernel {
          nb_pairwise_halves(loop, isBFloat, count, a, b, number, results)
        } else {
          nb_binary_function_halves(NB_ATAN2, isBFloat, count, a, b, number, results)
        }
      }
      if let result { return result }
    }
    // What lies otherwise goes by slabs, in rows.
    func row(_ array: NDArray) throws(TorchError) -> NDArray {
      try array.contiguous().view(shape: Dims(array.count), strides: Dims(1))
    }
    let wide = [left.broadcasted(to: shape), right.broadcasted(to: shape)]
    let out = try NDArray.room(shape, layoutOf: wide, dtype, in: target)
    try NDArray.eachSlab(wide + [out]) { (slabs) throws(TorchError) in
      let (a, b) = (try row(slabs[0]), try row(slabs[1]))
      let part =
        hasLoop
        ? try a.apply(function, b, as: dtype)
        : try a.cast(to: .float64).apply(function, b.cast(to: .float64), as: .float64)
      slabs[2].assign(from: part.view(shape: slabs[2].shape, strides: slabs[2].shape.contiguousStrides))
    }
    return out
  }

  /// `x > 0 ? x : slope * x`, where there is a slope for each place of one dimension, or one for all (`prelu`); nil for
  /// types and layouts that have no loop.
  package func slopedBelowZero(_ slopes: NDArray) throws(TorchError) -> NDArray? {
    if slopes.count == 1, dtype == .float32 || dtype == .float64, slopes.dtype == dtype, !isContiguous {
      let slope = slopes.view(shape: Dims(1), strides: Dims(1))
      return try NDArray.inMemoryOrder([self]) { (rows, _) throws(TorchError) in
        guard let result = try rows[0].slopedBelowZero(slope) else { throw .notImplemented("prelu_cpu", for: dtype) }
        return result
      }
    }
    guard dtype == .float32 || dtype == .float64, slopes.dtype == dtype, isContiguous, slopes.isContiguous,
      slopes.rank <= rank
    else { return nil }
    let shift = rank - slopes.rank
    let wide = (0..<slopes.rank).filter { slopes.shape[$0] != 1 }
    guard wide.count <= 1, wide.allSatisfy({ slopes.shape[$0] == shape[$0 + shift] }) else { return nil }
    let channels = slopes.count
    // Everything behind the dimension lies in runs; with one slope, all is one run.
    let run = wide.first.map { shape.array.dropFirst($0 + shift + 1).reduce(1, &*) } ?? count
    let out = try NDArray(empty: shape, dtype)
    guard count > 0 else { return out }
    let times = Int64(count / (channels &* run))
    if dtype == .float32 {
      nb_slopes_f32(
        times, Int64(channels), Int64(run), pointer(Float.self), slopes.pointer(Float.self), out.pointer(Float.self))
    } else {
      nb_slopes_f64(
        times, Int64(channels), Int64(run), pointer(Double.self), slopes.pointer(Double.self),
        out.pointer(Double.self))
    }
    return out
  }

  /// `log(exp(a) + exp(b))` of complex numbers, shifted by the one with the larger real part.
  private func logaddexpComplex(_ other: NDArray, as dtype: DType) throws(TorchError) -> NDArray {
    let shape = try NDArray.broadcast(self.shape, other.shape)
    let a = try cast(to: .complex128).broadcasted(to: shape).contiguous()
    let b = try other.cast(to: .complex128).broadcasted(to: shape).contiguous()
    let out = try NDArray(empty: shape, .complex128)
    let (x, y, target) = (
      a.pointer(Complex<Double>.self), b.pointer(Complex<Double>.self), out.pointer(Complex<Double>.self)
    )
    for index in 0..<out.count { target[index] = ComplexFunctions.logaddexp(x[index], y[index]) }
    return try out.cast(to: dtype)
  }

  /// Applies a function with parameters to every element of a floating point array.
  package func apply(
    _ function: ParametricFunction, kernel: String, into target: NDArray? = nil
  ) throws(TorchError) -> NDArray {
    guard dtype.isFloatingPoint else { throw .notImplemented(kernel, for: dtype) }
    if isContiguous, dtype == .float32 || dtype == .float64,
      let (loop, numbers) = (dtype == .float32 ? function.inSinglePrecision : function).vectorKernel
    {
      let parameters = (numbers.0, numbers.1, function.dropsZeroSigns ? 1 : numbers.2)
      let out = try NDArray.rowMajorRoom(shape, dtype, in: target)
      // Contiguous arrays of one shape have as many elements, and there are three parameters.
      withUnsafeBytes(of: parameters) { bytes in
        guard let numbers = bytes.baseAddress?.assumingMemoryBound(to: Double.self) else { return }
        if dtype == .float32 {
          nb_parametric_f32(loop, Int64(out.count), pointer(Float.self), numbers, out.pointer(Float.self))
        } else {
          nb_parametric_f64(loop, Int64(out.count), pointer(Double.self), numbers, out.pointer(Double.self))
        }
      }
      return out
    }
    if isContiguous, dtype != .float64, dtype != .float32, !function.roundsEachStep,
      let (loop, parameters) = function.with(parametersOf: dtype).inSinglePrecision.vectorKernel
    {
      let out = try NDArray.rowMajorRoom(shape, dtype, in: target)
      withUnsafeBytes(of: parameters) { bytes in
        guard let numbers = bytes.baseAddress?.assumingMemoryBound(to: Double.self) else { return }
        nb_parametric_halves(
          loop, dtype == .bfloat16 ? 1 : 0, Int64(out.count), pointer(UInt16.self), numbers, out.pointer(UInt16.self))
      }
      return out
    }
    if dtype == .float32 {
      let function = function.inSinglePrecision
      let out = try NDArray.room(shape, layoutOf: [self], dtype, in: target)
      map(self, out, Float.self) { Float(function.value(Double($0))) }
      return out
    }
    if dtype != .float64, count > NDArray.slabSize {
      let out = try NDArray.room(shape, layoutOf: [self], dtype, in: target)
      try NDArray.eachSlab([self, out]) { (slabs) throws(TorchError) in
        slabs[1].assign(from: try slabs[0].apply(function, kernel: kernel))
      }
      return out
    }
    let input = try cast(to: .float64)
    let out = try NDArray.room(shape, layoutOf: [input], .float64, in: target)
    map(input, out, Double.self) { function.value($0) }
    return try out.cast(to: dtype)
  }

  /// Greatest common divisors (`torch.gcd`) or least common multiples (`torch.lcm`) of integers.
  package func divisors(_ other: NDArray, multiple: Bool, as dtype: DType) throws(TorchError) -> NDArray {
    guard dtype.isInteger else { throw .notImplemented(multiple ? "lcm_cpu" : "gcd_cpu", for: dtype) }
    let shape = try NDArray.broadcast(self.shape, other.shape)
    let a = try cast(to: .int64).broadcasted(to: shape).contiguous()
    let b = try other.cast(to: .int64).broadcasted(to: shape).contiguous()
    let out = try NDArray(empty: shape, .int64)
    let (x, y, target) = (a.pointer(Int.self), b.pointer(Int.self), out.pointer(Int.self))
    for index in 0..<out.count {
      var (p, q) = (x[index].magnitude, y[index].magnitude)
      while q != 0 { (p, q) = (q, p % q) }
      let divisor = Int(truncatingIfNeeded: p)
      if multiple {
        let product = divisor == 0 ? 0 : (x[index] / divisor) &* y[index]
        target[index] = product < 0 ? 0 &- product : product
      } else {
        target[index] = divisor
      }
    }
    return try out.cast(to: dtype)
  }
}
