import Autograd
import TensorCore

extension NDArray {
  /// The array with a function of doubles applied to each real element, in the same type (integers become floats).
  func mapDoubles(_ function: (Double) throws -> Double) throws -> NDArray {
    if let result = try mapReals(function) { return result }
    let type = dtype.isIntegral ? TensorSession.bound?.defaultDType ?? .float32 : dtype
    let values = try elements.map { scalar -> Scalar in
      if case .complex(let real, let imaginary) = scalar {
        return .complex(try function(real), try function(imaginary))
      }
      return .double(try function(scalar.double))
    }
    return try NDArray(values, shape: shape, type).inLayout(of: [self])
  }

  /// The elements times a factor; integers become floats.
  ///
  /// - Parameter name: The function in the error for complex numbers.
  func scaledToFloat(_ factor: Double, name: String) throws -> NDArray {
    if dtype.isComplex { throw TorchError(.runtime, "\(name) is not supported for complex tensors.") }
    let type = dtype.isIntegral ? TensorSession.bound?.defaultDType ?? .float32 : dtype
    let wide = type.computeType
    return try cast(to: type).cast(to: wide).mul(NDArray(scalar: .double(factor), wide), as: wide).cast(to: type)
  }
}

extension NDArray {
  /// What is computed of an array of a half type, in single precision and rounded at the end: of a large one for parts
  /// along dimensions that every result has as well, each of which depends on nothing but the same part of the array.
  func byHalfParts(along axes: Range<Int>, _ compute: (NDArray) throws -> [NDArray]) throws -> [NDArray] {
    guard dtype.isFloatingPoint, dtype.computeType != dtype, count > NDArray.slabSize,
      let axis = axes.first(where: { shape[$0] > 1 })
    else { return try compute(self) }
    let size = shape[axis]
    let step = Swift.max(1, NDArray.slabSize / (count / size))
    var results: [NDArray] = []
    for start in stride(from: 0, to: size, by: step) {
      let length = Swift.min(step, size - start)
      // Neighbours are converted by loops over vectors.
      let part = try narrow(axis, start, length)
      let parts = try (isContiguous ? part.contiguous() : part).byHalfParts(along: axes, compute)
      if start == 0 {
        results = try parts.map { part in
          var shape = part.shape
          shape[axis] = size
          return try NDArray(empty: shape, part.dtype)
        }
      }
      for (result, part) in zip(results, parts) { try result.narrow(axis, start, length).copy(from: part) }
    }
    return results
  }
}

/// Series for functions that the C library lacks, in double precision.
enum SpecialSeries {
  /// The trigamma function below a half, by its reflection in the type of the tensor: near a pole, the sine is not 0.
  static func trigammaReflected(_ x: Double, single isSingle: Bool) -> Double {
    let sine = FloatingFunction.sin.value(isSingle ? Double(Float(Double.pi) * Float(x)) : Double.pi * x)
    return Double.pi * Double.pi / (sine * sine) - polygamma(1, 1 - x)
  }

  /// The polygamma function of order `n`: recurrence up to where the asymptotic series is exact.
  static func polygamma(_ n: Int, _ x: Double) -> Double {
    if n == 0 { return FloatingFunction.digamma.value(x) }
    let factorial = n > 170 ? Double.infinity : (1...n).reduce(1.0) { $0 * Double($1) }
    let sign: Double = n % 2 == 0 ? -1 : 1
    return sign * factorial * zeta(Double(n) + 1, x)
  }

  /// The Hurwitz zeta function for `s` above one: direct terms, then the Euler-Maclaurin formula.
  static func zeta(_ s: Double, _ start: Double) -> Double {
    if s == 1 { return .infinity }
    if s < 1 || start.isNaN { return .nan }
    if start <= 0 {
      if start == start.rounded(.down), start != -.infinity { return .infinity }
      if s != s.rounded(.down) || start == -.infinity { return .nan }
    }
    if s.isNaN { return .nan }
    if s == .infinity { return start < 1 ? .infinity : start == 1 ? 1 : .nan }
    var (x, sum) = (start, 0.0)
    while x < 12 {
      sum += power(x, -s)
      x += 1
    }
    sum += power(x, 1 - s) / (s - 1) + power(x, -s) / 2
    // Bernoulli numbers over factorials: B2/2!, B4/4!, ...
    let coefficients = [
      1.0 / 12, -1.0 / 720, 1.0 / 30240, -1.0 / 1_209_600, 1.0 / 47_900_160, -691.0 / 1_307_674_368_000,
    ]
    var (rising, exponent) = (s, -s - 1)
    for (index, coefficient) in coefficients.enumerated() {
      sum += coefficient * rising * power(x, exponent)
      let k = Double(2 * index + 1)
      rising *= (s + k) * (s + k + 1)
      exponent -= 2
    }
    return sum
  }

  private static func power(_ x: Double, _ y: Double) -> Double {
    x > 0
      ? FloatingFunction.exp.value(y * FloatingFunction.log.value(x))
      : (Int(exactly: y).map { integerPower(x, $0) } ?? .nan)
  }

  private static func integerPower(_ x: Double, _ n: Int) -> Double {
    var (product, square, rest) = (1.0, x, n.magnitude)
    while rest > 0 {
      if rest & 1 == 1 { product *= square }
      square *= square
      rest >>= 1
    }
    return n < 0 ? 1 / product : product
  }

  /// 10 to a power of at most a few hundred.
  static func powerOfTen(_ n: Int) -> Double { (0..<min(n, 400)).reduce(1.0) { value, _ in value * 10 } }
}
