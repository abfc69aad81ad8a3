import Autograd
import TensorCore

extension Operator {
  /// Determinants, inverses, factors and systems of equations.
  static let decompositions: [Operator] = [
    linalgInv, inverse, linalgInvEx, linalgInvExPublic, linalgSolveExPublic, linalgDet, det, linalgSlogdet, slogdet,
    logdet, linalgSolve, linalgSolveEx,
    linalgCholesky, cholesky, linalgCholeskyEx, linalgQr, linalgSolveTriangular, linalgMatrixExp,
  ]

  static let linalgInvEx: Operator = Operator(
    "linalg_inv_ex(Tensor A) -> Tensor", module: .hidden, node: "LinalgInvExBackward0", saving: [.result(0)],
    samples: wellConditioned, forward: { try $0.array(0).inverse().byColumns() },
    backward: { call in
      let inverse = try call.saved(0).adjoint()
      try call.give(0, -inverse.matmul(call.grad).matmul(inverse))
    })
  static let linalgInv: Operator = Operator(
    "linalg_inv(Tensor A) -> Tensor", module: .linalg, forms: [.function, .out],
    composite: { .tensor(try linalgInvEx(.tensor($0.tensor(0)))) })
  static let inverse: Operator = Operator(
    "inverse(Tensor self) -> Tensor", forms: .pure, composite: { .tensor(try linalgInvEx(.tensor($0.tensor(0)))) })

  static let linalgInvExPublic: Operator = Operator(
    "linalg_inv_ex(Tensor A, *, bool check_errors=False) -> (Tensor inverse, Tensor info)", module: .linalg,
    forms: [.function, .out],
    composite: { arguments in
      let x = try arguments.tensor(0)
      let info = try x.array.singularPlaces(name: "linalg.inv")
      if let failure = info.enumerated().first(where: { $0.element != 0 }) {
        if arguments.bool(1) {
          throw TorchError(
            .linearAlgebra,
            "linalg.inv_ex: \(batchPrefix(x, failure.offset))The diagonal element \(failure.element) is zero, the inversion"
              + " could not be completed because the input matrix is singular.")
        }
        return .tuple([Tensor(try x.array.inverse(isChecked: false)), Tensor(try infoArray(info, of: x.array))])
      }
      return .tuple([try linalgInvEx(.tensor(x)), Tensor(try infoArray(info, of: x.array))])
    })
  private static func batchPrefix(_ x: Tensor, _ number: Int) -> String {
    x.array.rank > 2 ? "(Batch element \(number)): " : ""
  }
  /// For each matrix of a batch a number that says how its decomposition went.
  static func infoArray(_ values: [Int], of x: NDArray) throws -> NDArray {
    try NDArray(values.map(Scalar.int), shape: Dims(x.shape.array.dropLast(2)), .int32)
  }
  /// Solving looks at the type before the shape.
  private static func checkSystem(_ a: NDArray) throws {
    if a.dtype.isIntegral {
      throw TorchError(
        .runtime, "linalg.solve: Expected a floating point or complex tensor as input. Got \(a.dtype.scalarName)")
    }
  }

  static let linalgSolveExPublic: Operator = Operator(
    "linalg_solve_ex(Tensor A, Tensor B, *, bool left=True, bool check_errors=False) -> (Tensor result, Tensor info)",
    module: .linalg, forms: [.function, .out],
    composite: { arguments in
      let a = try arguments.tensor(0)
      try checkSystem(a.array)
      let info = try a.array.singularPlaces(name: "linalg.solve", kernel: "lu_cpu")
      if let failure = info.enumerated().first(where: { $0.element != 0 }) {
        if arguments.bool(3) {
          throw TorchError(
            .linearAlgebra,
            "torch.linalg.solve_ex: \(batchPrefix(a, failure.offset))The solver failed because the input matrix is singular."
          )
        }
        let isLeft = arguments.bool(2, default: true)
        let (left, right) = (a.array, try arguments.array(1))
        let solution =
          isLeft
          ? try left.solve(right, isChecked: false)
          : try left.transpose(-2, -1).solve(right.transpose(-2, -1), isChecked: false).transpose(-2, -1)
        return .tuple([Tensor(solution), Tensor(try infoArray(info, of: left))])
      }
      let solution = try linalgSolve(arguments[0], arguments[1], .bool(arguments.bool(2, default: true)))
      return .tuple([solution, Tensor(try infoArray(info, of: a.array))])
    })

  /// Matrices with a dominant diagonal.
  private static let wellConditioned = Samples { maker in
    let x = try maker.tensor([3, 3], -0.5...0.5)
    for index in 0..<3 { x.array.setElement(at: index * 4, .double(2 + Double(index))) }
    return [[.tensor(x)]]
  }

  private static let equations = Samples { maker in
    let x = try maker.tensor([3, 3], -0.5...0.5)
    for index in 0..<3 { x.array.setElement(at: index * 4, .double(2 + Double(index))) }
    return [[.tensor(x), .tensor(try maker.tensor([3, 2]))], [.tensor(x), .tensor(try maker.tensor([3]))]]
  }

  static let linalgDet: Operator = Operator(
    "linalg_det(Tensor A) -> Tensor", module: .linalg, forms: [.function, .out], node: "LinalgDetBackward0",
    saving: [.input(0), .result(0)], samples: wellConditioned, forward: { try $0.array(0).det() },
    backward: { call in
      let (x, value) = (try call.saved(0), try call.saved(1))
      let order = x.array.shape[x.array.rank - 1]
      let factor = try (call.grad * value.conj()).unsqueeze(-1).expand(x.array.shape.array.dropLast())
      // The solution of `A^H G = conj(det) grad`.
      let right = try diagEmbed(.tensor(factor))
      guard GradMode.isEnabled, order > 0 else {
        try call.give(0, determinantGradient(x.array.conj().transpose(-2, -1), right))
        return
      }
      let isSingular = try value.array.compare(.eq, NDArray(zeros: [], value.dtype), as: value.dtype)
      if try isSingular.truth(all: false).element(at: 0).isTrue {
        try call.give(0, singularGradient(call.grad, x))
      } else {
        try call.give(0, linalgSolveEx(.tensor(x.adjoint()), .tensor(right)))
      }
    })

  /// The gradient of a determinant when no further ones are wanted: from factors in which the smallest number stands in
  /// for a 0 on the diagonal, as PyTorch computes it. What is multiplied with a determinant of 0 stays 0.
  private static func determinantGradient(_ adjoint: NDArray, _ right: Tensor) throws -> Tensor {
    let (permutation, lower, upper) = try adjoint.lu()
    let dtype = adjoint.dtype
    let epsilon = dtype.realType == .float64 ? Double.ulpOfOne : Double(Float.ulpOfOne)
    let isZero = try upper.diagonal(0, -2, -1).compare(.eq, NDArray(zeros: [], dtype), as: dtype)
    let added = try isZero.cast(to: dtype).mul(NDArray(scalar: .double(epsilon), dtype), as: dtype)
    let regular = try Tensor(upper) + diagEmbed(.tensor(Tensor(added)))
    let permuted = try Tensor(permutation.transpose(-2, -1)).matmul(right)
    let middle = try linalgSolveTriangular(
      .tensor(Tensor(lower)), .tensor(permuted), .bool(false), .bool(true), .bool(true))
    return try linalgSolveTriangular(.tensor(regular), .tensor(middle), .bool(true), .bool(true), .bool(false))
  }

  /// The gradient of a determinant that may be 0 when further ones are wanted: the adjugate, from singular values.
  private static func singularGradient(_ grad: Tensor, _ x: Tensor) throws -> Tensor {
    let parts = try linalgSvdCore.tensors(.tensor(x), .bool(false))
    let (u, s, vh) = (parts[0], parts[1], parts[2])
    let phase = try (linalgDet(.tensor(u)) * linalgDet(.tensor(vh))).conj()
    let others = try productsOfOthers(s, -1)
    return try (u * ((grad * phase).unsqueeze(-1) * others).unsqueeze(-2)).matmul(vh)
  }
  static let det: Operator = Operator("det(Tensor self) -> Tensor", composite: { .tensor(try linalgDet($0[0])) })

  static let linalgSlogdet: Operator = slogdet("linalg_slogdet(Tensor A)", module: .linalg)
  static let slogdet: Operator = slogdet("slogdet(Tensor self)", module: .torch)

  private static func slogdet(_ start: String, module: Module) -> Operator {
    Operator(
      "\(start) -> (Tensor sign, Tensor logabsdet)", module: module,
      forms: module == .torch ? .pure : [.function, .out],
      node: "LinalgSlogdetBackward0", saving: [.input(0)],
      forwards: { arguments in
        let r = try arguments.array(0).slogdet()
        return [r.sign, r.logAbsDet]
      },
      backward: { call in
        guard let grad = call.gradient(1) else {
          try call.give(0, call.saved(0).zerosLike())
          return
        }
        let x = try call.saved(0)
        let right = try diagEmbed(.tensor(grad.unsqueeze(-1).expand(x.array.shape.array.dropLast()).cast(to: x.dtype)))
        try call.give(
          0,
          GradMode.isEnabled
            ? linalgSolveEx(.tensor(x.adjoint()), .tensor(right))
            : determinantGradient(x.array.conj().transpose(-2, -1), right))
      })
  }
  static let logdet: Operator = Operator(
    "logdet(Tensor self) -> Tensor",
    composite: { arguments in
      try checkSquare(arguments.tensor(0), "logdet")
      try checkPrecision(arguments.tensor(0), "logdet")
      let parts = try linalgSlogdet.tensors(arguments[0])
      if parts[0].dtype.isComplex { return .tensor(try log(parts[0]) + parts[1]) }
      return .tensor(try Tensor.where(parts[0].eq(-1), Tensor.wrapping(.double(.nan)), parts[1]))
    })

  static let linalgSolveEx: Operator = Operator(
    "_linalg_solve_ex(Tensor A, Tensor B) -> Tensor", module: .hidden, node: "LinalgSolveExBackward0", inputs: [0, 1],
    saving: [.input(0), .result(0)], samples: equations,
    forward: { arguments in
      let x = try arguments.array(0).solve(arguments.array(1))
      return try x.rank < arguments.array(0).rank ? x : x.byColumns()
    },
    backward: { call in
      let (a, x) = (try call.saved(0), try call.saved(1))
      let share = try linalgSolveEx(.tensor(a.adjoint()), .tensor(call.grad))
      if call.needs(0) {
        let isVector = x.array.rank == a.array.rank - 1
        let (column, row) =
          isVector ? (try share.unsqueeze(-1), try x.conj().unsqueeze(-2)) : (share, try x.adjoint())
        try call.give(0, -column.matmul(row))
      }
      call.give(1, share)
    })
  static let linalgSolve: Operator = Operator(
    "linalg_solve(Tensor A, Tensor B, *, bool left=True) -> Tensor", module: .linalg, forms: [.function, .out],
    composite: { arguments in
      try checkSystem(arguments.array(0))
      guard arguments.bool(2, default: true) else {
        let turned = try linalgSolveEx(
          .tensor(arguments.tensor(0).transpose(-2, -1)), .tensor(arguments.tensor(1).transpose(-2, -1)))
        return .tensor(try turned.transpose(-2, -1))
      }
      return .tensor(try linalgSolveEx(arguments[0], arguments[1]))
    })

  static let linalgSolveTriangular: Operator = Operator(
    "linalg_solve_triangular(Tensor self, Tensor B, *, bool upper, bool left=True, bool unitriangular=False) -> Tensor",
    module: .linalg, forms: [.function, .out], node: "LinalgSolveTriangularBackward0", inputs: [0, 1],
    saving: [.input(0), .result(0)],
    samples: Samples { maker in
      try [true, false].map { isUpper in
        let x = try maker.tensor([2, 2], 1...2)
        return [.tensor(x), .tensor(try maker.tensor([2, 2])), .bool(isUpper), .bool(isUpper)]
      }
    },
    forward: { arguments in
      guard arguments.bool(3, default: true) else {
        // X A = B is A^T X^T = B^T, with the other triangle.
        let (a, b) = (try arguments.array(0).transpose(-2, -1), try arguments.array(1).transpose(-2, -1))
        return try a.solveTriangular(b, upper: !arguments.bool(2), unitDiagonal: arguments.bool(4)).transpose(-2, -1)
      }
      return try arguments.array(0).solveTriangular(
        arguments.array(1), upper: arguments.bool(2), unitDiagonal: arguments.bool(4)
      ).byColumns()
    },
    backward: { call in
      let (a, x) = (try call.saved(0), try call.saved(1))
      let (isUpper, isUnit) = (call.arguments.bool(2), call.arguments.bool(4))
      let isLeft = call.arguments.bool(3, default: true)
      let share = try linalgSolveTriangular(
        .tensor(a.adjoint()), .tensor(call.grad), .bool(!isUpper), .bool(isLeft), .bool(isUnit))
      if call.needs(0) {
        let full = isLeft ? try -share.matmul(x.adjoint()) : try -x.adjoint().matmul(share)
        let shift = isUnit ? 1 : 0
        try call.give(0, isUpper ? triu(.tensor(full), .int(shift)) : tril(.tensor(full), .int(-shift)))
      }
      call.give(1, share)
    })

  static let linalgCholeskyEx: Operator = Operator(
    "_linalg_cholesky(Tensor self, bool upper=False, bool check=True, str name='linalg.cholesky')"
      + " -> (Tensor L, Tensor info)",
    module: .hidden, node: "LinalgCholeskyExBackward0", inputs: [0], saving: [.result(0)], differentiableResults: 0..<1,
    forwards: { arguments in
      let x = try arguments.array(0)
      let name = try arguments.string(3, default: "linalg.cholesky")
      let r = try x.choleskyFactor(upper: arguments.bool(1), name: name)
      if arguments.bool(2, default: true) { try x.checkIsPositive(r.info, name: name) }
      return [try r.factor.byColumns(), try infoArray(r.info, of: x)]
    },
    backward: { call in
      let isUpper = call.arguments.bool(1)
      let lower = try isUpper ? call.saved(0).adjoint() : call.saved(0)
      let grad = try isUpper ? call.grad.adjoint() : call.grad
      // The lower triangle of L^H grad with half the diagonal, carried through both factors, made symmetric.
      let product = try tril(.tensor(lower.adjoint().matmul(grad)))
      let diagonal = try diagEmbed(.tensor(product.diagonal(0, -2, -1)))
      let half = try product - diagonal / 2
      let symmetric = try (half + half.adjoint()) / 2
      let inverse = try linalgInvEx(.tensor(lower))
      try call.give(0, inverse.adjoint().matmul(symmetric).matmul(inverse))
    })
  static let linalgCholesky: Operator = Operator(
    "linalg_cholesky(Tensor self, *, bool upper=False) -> Tensor", module: .linalg, forms: [.function, .out],
    composite: { .tensor(try linalgCholeskyEx.tensors($0[0], .bool($0.bool(1)))[0]) })
  static let cholesky: Operator = Operator(
    "cholesky(Tensor self, bool upper=False) -> Tensor",
    forms: .pure,
    composite: { arguments in
      try TorchWarnings.warnOnce(
        """
        torch.cholesky is deprecated in favor of torch.linalg.cholesky and will be removed in a future PyTorch release.
        L = torch.cholesky(A)
        should be replaced with
        L = torch.linalg.cholesky(A)
        and
        U = torch.cholesky(A, upper=True)
        should be replaced with
        U = torch.linalg.cholesky(A).mH
        This transform will produce equivalent results for all valid (symmetric positive definite) inputs. (Triggered \
        internally at /__w/pytorch/pytorch/aten/src/ATen/native/BatchLinearAlgebra.cpp:1765.)
        """)
      if try arguments.array(0).count == 0 { return .tensor(try arguments.tensor(0).zerosLike()) }
      return .tensor(
        try linalgCholeskyEx.tensors(arguments[0], .bool(arguments.bool(1)), .bool(true), .string("cholesky"))[0])
    })

  static let linalgQr: Operator = Operator(
    "linalg_qr(Tensor A, str mode='reduced') -> (Tensor Q, Tensor R)", module: .linalg, forms: [.function, .out],
    node: "LinalgQrBackward0", inputs: [0], saving: [.result(0), .result(1)],
    samples: Samples { maker in [[.tensor(try maker.tensor([3, 2]))], [.tensor(try maker.tensor([2, 3, 4]))]] },
    forwards: { arguments in
      let mode = try arguments.string(1, default: "reduced")
      guard ["reduced", "complete", "r"].contains(mode) else {
        throw TorchError(
          .runtime,
          "qr received unrecognized mode '\(mode)' but expected one of 'reduced' (default), 'r', or 'complete'")
      }
      let x = try arguments.array(0)
      let r = try x.qr(complete: mode == "complete")
      return [mode == "r" ? try NDArray(zeros: [0], x.dtype) : try r.q.byColumns(), try r.r.byColumns()]
    },
    backward: { call in
      if try call.arguments.string(1, default: "reduced") == "r" {
        throw TorchError(
          .runtime,
          "The derivative of linalg.qr depends on Q, which is not computed when mode='r'. Please use linalg.qr(A, mode='reduced') if you are going to differentiate through linalg.qr."
        )
      }
      let (q, r) = (try call.saved(0), try call.saved(1))
      let (rows, columns) = (r.array.shape[r.array.rank - 2], r.array.shape[r.array.rank - 1])
      guard rows <= columns else {
        throw TorchError(
          .runtime, "The QR decomposition is not differentiable when mode='complete' and nrows > ncols.")
      }
      let gradQ = try call.gradient(0) ?? q.zerosLike()
      let gradR = try call.gradient(1) ?? r.zerosLike()
      guard rows < columns else { return try call.give(0, qrBackward(q, r, gradQ, gradR)) }
      // A wide matrix is [X Y] with R = [U Q^H Y], so that what comes to the second part goes to Y and on to Q.
      let (further, other) = (columns - rows, try gradR.narrow(-1, rows, columns - rows))
      let y = try q.matmul(r.narrow(-1, rows, further))
      let own = try qrBackward(
        q, r.narrow(-1, 0, rows), gradQ + y.matmul(other.adjoint()), gradR.narrow(-1, 0, rows))
      try call.give(0, .cat([own, q.matmul(other)], dim: -1))
    })

  /// The gradient of A = Q R, where R is square.
  private static func qrBackward(_ q: Tensor, _ r: Tensor, _ gradQ: Tensor, _ gradR: Tensor) throws -> Tensor {
    // With M = R dR^H - dQ^H Q: (dQ + Q (copy of M's lower triangle)) R^-H.
    let m = try r.matmul(gradR.adjoint()) - gradQ.adjoint().matmul(q)
    let strict = try tril(.tensor(m), .int(-1))
    // The diagonal of R is real, so that only the real part of what comes back to it counts.
    let diagonal = try m.diagonal(0, -2, -1)
    let ownPart = try m.dtype.isComplex ? (diagonal + diagonal.conj()) / 2 : diagonal
    let whole = try strict + strict.adjoint() + diagEmbed(.tensor(ownPart))
    let right = try gradQ + q.matmul(whole)
    let solved = try linalgSolveTriangular(.tensor(r), .tensor(right.adjoint()), .bool(true))
    return try solved.adjoint()
  }

  private static func checkSquare(_ x: Tensor, _ name: String) throws {
    let (rank, shape) = (x.array.rank, x.array.shape)
    if rank < 2 { throw TorchError(.runtime, "\(name): The input tensor A must have at least 2 dimensions.") }
    if shape[rank - 1] != shape[rank - 2] {
      throw TorchError(
        .runtime,
        "\(name): A must be batches of square matrices, but they are \(shape[rank - 2]) by \(shape[rank - 1]) matrices")
    }
  }

  static let linalgMatrixExp: Operator = Operator(
    "linalg_matrix_exp(Tensor self) -> Tensor", module: .linalg, forms: .function, node: "LinalgMatrixExpBackward0",
    saving: [.input(0)], samples: wellConditioned,
    forward: { arguments in
      let x = try arguments.tensor(0)
      try checkSquare(x, "linalg.matrix_exp")
      guard x.dtype.isDifferentiable else {
        throw TorchError(
          .runtime,
          "linalg.matrix_exp: Expected a floating point or complex tensor as input. Got \(x.dtype.scalarName)")
      }
      return try x.array.matrixExponential()
    },
    backward: { call in
      // The exponential of [[A, G], [0, A]] has the derivative at A in the direction of G above A's.
      let x = try call.saved(0).adjoint()
      let n = x.array.shape[x.array.rank - 1]
      let upper = try Tensor.cat([x, call.grad], dim: -1)
      let lower = try Tensor.cat([call.grad.zerosLike(), x], dim: -1)
      let whole = try linalgMatrixExp(.tensor(.cat([upper, lower], dim: -2)))
      try call.give(0, whole.narrow(-2, 0, n).narrow(-1, n, n))
    })
}
