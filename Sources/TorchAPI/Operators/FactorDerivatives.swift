import Autograd
import TensorCore

/// The derivatives of factorizations of matrices of any shape: PyTorch's `linalg_lu_backward`,
/// `householder_product_backward` and the wide case of `linalg_qr_backward`, derived anew.
extension Operator {
  /// The gradient of A where P^H A = L U, of those of the factors; what comes back to the unit triangle of L and below
  /// the diagonal of U is not looked at.
  ///
  /// The smaller of both sizes is that of the square parts, L1 and U1. A wide U is [U1 U2] and U2 = L1^-1 (P^H A)_2; a
  /// tall L is [L1; L2] and L2 = (P^H A)_2 U1^-1. So the other part's gradient goes through the square one's factor,
  /// and changes what comes to the square one.
  static func luBackward(
    permutation: Tensor, lower: Tensor, upper: Tensor, gradLower: Tensor?, gradUpper: Tensor?
  ) throws -> Tensor {
    let rank = lower.array.rank
    let (rows, columns) = (lower.array.shape[rank - 2], upper.array.shape[rank - 1])
    let size = Swift.min(rows, columns)
    let square = (try lower.narrow(-2, 0, size), try upper.narrow(-1, 0, size))
    let gradLower = try gradLower ?? lower.zerosLike()
    let gradUpper = try gradUpper ?? upper.zerosLike()
    var (ownLower, ownUpper) = (try gradLower.narrow(-2, 0, size), try gradUpper.narrow(-1, 0, size))
    var other: Tensor?
    if columns > size {
      let further = try solvedFromLeft(square.0, gradUpper.narrow(-1, size, columns - size), isLower: true)
      ownLower = try ownLower - further.matmul(upper.narrow(-1, size, columns - size).adjoint())
      other = further
    } else if rows > size {
      let further = try solvedFromRight(square.1, gradLower.narrow(-2, size, rows - size), isLower: false)
      ownUpper = try ownUpper - lower.narrow(-2, size, rows - size).adjoint().matmul(further)
      other = further
    }
    let inner =
      try tril(.tensor(square.0.adjoint().matmul(ownLower)), .int(-1))
      + triu(.tensor(ownUpper.matmul(square.1.adjoint())))
    var grad = try solvedFromRight(square.1, solvedFromLeft(square.0, inner, isLower: true), isLower: false)
    if let other { grad = try .cat([grad, other], dim: columns > size ? -1 : -2) }
    return try permutation.matmul(grad)
  }

  /// T^-H b, where T is a triangle.
  private static func solvedFromLeft(_ triangle: Tensor, _ b: Tensor, isLower: Bool) throws -> Tensor {
    try linalgSolveTriangular(.tensor(triangle.adjoint()), .tensor(b), .bool(isLower))
  }

  /// b T^-H, where T is a triangle.
  private static func solvedFromRight(_ triangle: Tensor, _ b: Tensor, isLower: Bool) throws -> Tensor {
    try linalgSolveTriangular(.tensor(triangle.adjoint()), .tensor(b), .bool(isLower), .bool(false))
  }

  /// The gradients of reflectors' vectors and factors, of that of the first columns of their product.
  ///
  /// With Q = H1 H2 ... Hk E and Hi = 1 - tau v v^H, the product behind Hi is made from the end, and the gradient is
  /// carried through from the front: what comes to Hi P is G, so that tau gets -(v^H G)(P^H v), v gets
  /// -conj(tau) G (P^H v) - tau P (G^H v), and P gets Hi^H G.
  static func householderBackward(input: Tensor, tau: Tensor, grad: Tensor) throws -> (input: Tensor, tau: Tensor) {
    let rank = input.array.rank
    let (columns, count) = (input.array.shape[rank - 1], tau.array.shape[tau.array.rank - 1])
    let unit = Tensor(try NDArray(eye: input.array.shape[rank - 2], columns, input.dtype))
    let reflectors = try tril(.tensor(input), .int(-1)) + unit
    func parts(_ index: Int) throws -> (v: Tensor, tau: Tensor) {
      (try reflectors.narrow(-1, index, 1), try tau.narrow(-1, index, 1).unsqueeze(-1))
    }
    var behind = [try unit.expand(grad.array.shape)]
    for index in (1..<count).reversed() {
      let (v, factor) = try parts(index)
      let last = behind[behind.count - 1]
      behind.append(try last - factor * v.matmul(v.adjoint().matmul(last)))
    }
    var (grad, vectors, factors) = (grad, [Tensor](), [Tensor]())
    for index in 0..<count {
      let (v, factor) = try parts(index)
      let product = behind[count - 1 - index]
      let (onGrad, onProduct) = (try v.adjoint().matmul(grad), try product.adjoint().matmul(v))
      factors.append(try (onGrad.matmul(onProduct)).squeeze(dim: -1) * -1)
      vectors.append(
        try (factor.conj() * grad.matmul(onProduct) + factor * product.matmul(onGrad.adjoint())) * -1)
      grad = try grad - factor.conj() * v.matmul(onGrad)
    }
    if columns > count {
      vectors.append(try input.narrow(-1, count, columns - count).zerosLike())
    }
    let ownVectors = try tril(.tensor(.cat(vectors, dim: -1)), .int(-1))
    return (ownVectors, try .cat(factors, dim: -1))
  }
}
