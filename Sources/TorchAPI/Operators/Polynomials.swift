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

  /// The families of polynomials, and the degrees beyond which one would take too long to reach, one by one.
  private typealias Family = (name: String, polynomial: OrthogonalPolynomial)
  private static let highestDegree = 100_000

  private static let families: [Family] = OrthogonalPolynomial.allCases.map { ($0.rawValue, $0) }

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
        if degree.array.count > 0, shape.product > 0, try degree.array.elements.map(\.int).max() ?? 0 > highestDegree {
          throw TorchError(
            .notImplemented, "torch.special.\(name) of a degree above \(highestDegree) is not supported by nbrun")
        }
        return try x.array.polynomials(family.polynomial, degrees: degree.array, shape: shape, as: type)
      })
  }
}
