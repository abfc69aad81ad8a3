import Autograd
import TensorCore

extension Operator {
  /// Orthogonal polynomials, Airy's function, and Bessel's functions that fall off.
  static let polynomials: [Operator] = families.flatMap { overloads(of: $0) } + fallingOff

  private static func overloads(of family: Family) -> [Operator] {
    [
      polynomial(family.name, "", "Tensor x, Tensor n", family),
      polynomial(family.name, ".x_scalar", "Scalar x, Tensor n", family),
      polynomial(family.name, ".n_scalar", "Tensor x, Scalar n", family),
    ]
  }

  private static let fallingOff: [Operator] = [
    bessel(.airy, "x"), bessel(.modifiedBesselK0), bessel(.modifiedBesselK1), bessel(.scaledModifiedBesselK0, "x"),
    bessel(.scaledModifiedBesselK1, "x"),
  ]

  /// A family of polynomials: the one of degree 1, and the next one from the two before it.
  private struct Family: Sendable {
    let name: String
    let first: @Sendable (_ x: Double) -> Double
    let next: @Sendable (_ x: Double, _ degree: Double, _ current: Double, _ before: Double) -> Double

    /// The value of the polynomial of a degree.
    func value(_ x: Double, _ degree: Int) -> Double {
      if degree < 0 { return 0 }
      if degree == 0 { return 1 }
      var (before, current) = (1.0, first(x))
      for k in 1..<Swift.max(degree, 1) { (before, current) = (current, next(x, Double(k), current, before)) }
      return current
    }
  }

  /// Degrees beyond this one would take too long to reach one by one.
  private static let highestDegree = 100_000

  private static let families: [Family] = [
    Family(name: "hermite_polynomial_h", first: { 2 * $0 }, next: { 2 * $0 * $2 - 2 * $1 * $3 }),
    Family(name: "hermite_polynomial_he", first: { $0 }, next: { $0 * $2 - $1 * $3 }),
    Family(
      name: "laguerre_polynomial_l", first: { 1 - $0 },
      next: { x, k, p, q in
        let factor: Double = 2 * k + 1 - x
        return (factor * p - k * q) / (k + 1)
      }),
    Family(
      name: "legendre_polynomial_p", first: { $0 },
      next: { x, k, p, q in
        let factor: Double = (2 * k + 1) * x
        return (factor * p - k * q) / (k + 1)
      }),
    chebyshev("t", { $0 }), chebyshev("u", { 2 * $0 }), chebyshev("v", { 2 * $0 - 1 }),
    chebyshev("w", { 2 * $0 + 1 }), shifted("t", { $0 }), shifted("u", { 2 * $0 }), shifted("v", { 2 * $0 - 1 }),
    shifted("w", { 2 * $0 + 1 }),
  ]

  private static func chebyshev(_ kind: String, _ first: @escaping @Sendable (Double) -> Double) -> Family {
    Family(name: "chebyshev_polynomial_\(kind)", first: first, next: { x, _, p, q in 2 * x * p - q })
  }

  /// The same over the interval from 0 to 1.
  private static func shifted(_ kind: String, _ first: @escaping @Sendable (Double) -> Double) -> Family {
    Family(
      name: "shifted_chebyshev_polynomial_\(kind)", first: { first(2 * $0 - 1) },
      next: { x, _, p, q in
        let place: Double = 2 * x - 1
        return 2 * place * p - q
      })
  }

  private static func polynomial(
    _ name: String, _ overload: String, _ parameters: String, _ family: Family
  ) -> Operator {
    Operator(
      "special_\(name)\(overload)(\(parameters)) -> Tensor", module: .special, forms: [.function, .out],
      forward: { arguments in
        func operand(_ index: Int) throws -> Tensor {
          try arguments.optionalTensor(index) ?? .wrapping(arguments.scalar(index))
        }
        let (x, degree) = (try operand(0), try operand(1))
        let dtype = promoted(x, degree)
        guard dtype.isIntegral || dtype == .float32 || dtype == .float64 else {
          throw TorchError.notImplemented("\(name)_cpu", for: dtype)
        }
        let type = dtype.isIntegral ? TensorSession.bound?.defaultDType ?? .float32 : dtype
        let shape = try NDArray.broadcast(x.array.shape, degree.array.shape)
        let degrees = try degree.array.broadcasted(to: shape).elements.map(\.int)
        if degrees.contains(where: { $0 > highestDegree }) {
          throw TorchError(
            .notImplemented, "torch.special.\(name) of a degree above \(highestDegree) is not supported by nbrun")
        }
        let values = try x.array.broadcasted(to: shape).doubles
        return try NDArray(zip(values, degrees).map { family.value($0, $1) }, shape: shape, type)
      })
  }
}
