#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Derivatives of draws by the parameters of their distribution (Figurnov, Mohamed and Mnih, "Implicit
/// Reparameterization Gradients", 2018): a draw `x` keeps its quantile, `F(x; a) = u`, so `dx/da = -(dF/da) / p(x; a)`.
///
/// `dF/da` is the integral of `(ln t - E[ln t]) p(t)` below `x`, or, with the other sign, above it, since the whole
/// integral vanishes. On the side on which the first factor has one sign nothing cancels; there the integral is taken by
/// the double exponential rule after the substitution `t = x exp(s)`. PyTorch's kernel approximates the same derivatives
/// by fitted functions, which are right to three or four digits.
enum ImplicitGradient {
  /// The integral over `0...` of a function that falls off beyond `width`.
  private static func integral(width: Double, _ function: (Double) -> Double) -> Double {
    let step = 1.0 / 16
    var sum = 0.0
    for index in -72...72 {
      let place = Double(index) * step
      let point = width * exp(.pi / 2 * sinh(place))
      guard point.isFinite, point > 0 else { continue }
      let value = function(point)
      if value > 0 { sum += value * point * .pi / 2 * cosh(place) * step }
    }
    return sum
  }

  /// The derivative of a gamma distributed number of scale one by its concentration.
  static func gamma(_ a: Double, _ x: Double) -> Double {
    guard a > 0, x > 0, a.isFinite, x.isFinite else { return x == 0 && a > 0 ? 0 : .nan }
    if x < 1 { return gammaBySeries(a, x) }
    let excess = log(x) - FloatingFunction.digamma.value(a)
    let width = 1 / (abs(a - x) + max(a, x).squareRoot())
    if excess > 0 {
      return x * integral(width: width) { s in (s + excess) * exp(a * s - x * expm1(s)) }
    }
    return x * integral(width: width) { s in (s - excess) * exp(-a * s - x * expm1(-s)) }
  }

  /// The same for small numbers, from the power series of the distribution function.
  private static func gammaBySeries(_ a: Double, _ x: Double) -> Double {
    var (term, sum, logDerivative, derivative) = (1.0, 1.0, 0.0, 0.0)
    var index = 0.0
    while term > 1e-17 * sum {
      index += 1
      term *= x / (a + index)
      logDerivative -= 1 / (a + index)
      sum += term
      derivative += term * logDerivative
    }
    return -(x / a) * (sum * (log(x) - FloatingFunction.digamma.value(a + 1)) + derivative)
  }

  /// The derivative of a beta distributed number by its first parameter.
  static func beta(_ a: Double, _ b: Double, _ x: Double) -> Double {
    guard a > 0, b > 0, x >= 0, x <= 1 else { return .nan }
    if x == 0 || x == 1 { return 0 }
    let excess = log(x) - FloatingFunction.digamma.value(a) + FloatingFunction.digamma.value(a + b)
    let odds = x / (1 - x)
    let width = 1 / (abs(a - b * odds) + max(a, b * odds).squareRoot() + 1)
    if excess <= 0 {
      return x
        * integral(width: width) { s in
          (s - excess) * exp(-a * s + (b - 1) * log1p(-odds * expm1(-s)))
        }
    }
    // Towards one, in the distance from it: `1 - t = (1 - x) exp(-s)`.
    let inverse = 1 / odds
    return (1 - x)
      * integral(width: 1 / (abs(b - a * inverse) + max(b, a * inverse).squareRoot() + 1)) { s in
        let growth = log1p(-inverse * expm1(-s))
        return (excess + growth) * exp(-b * s + (a - 1) * growth)
      }
  }
}

extension NDArray {
  /// The derivative of gamma distributed draws by the concentrations in this array (`torch._standard_gamma_grad`).
  package func gammaGradient(_ draws: NDArray) throws(TorchError) -> NDArray {
    guard dtype == .float32 || dtype == .float64 else {
      throw TorchError.notImplemented("_standard_gamma_grad_cpu", for: dtype)
    }
    let common = try NDArray.broadcast(shape, draws.shape)
    let (a, x) = (try broadcasted(to: common).doubles, try draws.broadcasted(to: common).doubles)
    return try NDArray(zip(a, x).map { ImplicitGradient.gamma($0, $1) }, shape: common, dtype)
  }

  /// The derivative of Dirichlet distributed draws in this array by their concentrations, over the rest of the whole
  /// (`torch._dirichlet_grad`).
  package func dirichletGradient(_ concentration: NDArray, _ total: NDArray) throws(TorchError) -> NDArray {
    guard dtype == .float32 || dtype == .float64 else {
      throw TorchError.notImplemented("_dirichlet_grad_cpu", for: dtype)
    }
    let common = try NDArray.broadcast(shape, NDArray.broadcast(concentration.shape, total.shape))
    let x = try broadcasted(to: common).doubles
    let a = try concentration.broadcasted(to: common).doubles
    let whole = try total.broadcasted(to: common).doubles
    let values = x.indices.map { ImplicitGradient.beta(a[$0], whole[$0] - a[$0], x[$0]) / (1 - x[$0]) }
    return try NDArray(values, shape: common, dtype)
  }
}
