import Autograd
import TensorCore

extension Operator {
  /// Factors of matrices, systems solved with them, and equations of tensors.
  static let matrices: [Operator] = [
    linalgLu, linalgLuFactor, linalgLuFactorEx, luUnpack, linalgLuSolve, luSolve, linalgCholeskyExPublic,
    luWithInfo, lu, triangularSolve, householderProduct, orgqr, geqrf, linalgLdlFactor, linalgLdlFactorEx,
    linalgLdlSolve, nuclearNorm, nuclearNormDim, frobeniusNorm, choleskySolve, choleskyInverse, qr, matrixExp,
    linalgDiagonal,
    linalgTensorinv, linalgTensorsolve, linalgVander, vander, adjoint,
  ]

  // MARK: LU

  /// Matrices that are factored without a row being moved by a small change.
  private static let factored = Samples { maker in
    let shapes: [[Int]] = [[3, 3], [2, 4], [4, 2]]
    return try shapes.map { shape in
      let x = try maker.tensor(shape, -0.5...0.5)
      for index in 0..<Swift.min(shape[0], shape[1]) { x.array.setElement(at: index * (shape[1] + 1), .double(3)) }
      return [.tensor(x)]
    }
  }

  private static func needsPivots(_ arguments: OperatorArguments, _ index: Int, _ name: String) throws {
    if !arguments.bool(index, default: true) {
      throw TorchError(.runtime, "\(name): LU without pivoting is not implemented on the CPU")
    }
  }

  static let linalgLu: Operator = Operator(
    "linalg_lu(Tensor A, *, bool pivot=True) -> (Tensor P, Tensor L, Tensor U)", module: .linalg,
    forms: [.function, .out],
    node: "LinalgLuBackward0", inputs: [0], saving: [.result(0), .result(1), .result(2)],
    samples: factored, differentiableResults: 1..<3,
    forwards: { arguments in
      try needsPivots(arguments, 1, "linalg.lu_factor")
      try checkDims(arguments.array(0), "linalg.lu")
      let r = try arguments.array(0).lu()
      return [r.permutation, r.lower, r.upper]
    },
    backward: { call in
      try call.give(
        0,
        luBackward(
          permutation: call.saved(0), lower: call.saved(1), upper: call.saved(2), gradLower: call.gradient(1),
          gradUpper: call.gradient(2)))
    })
  /// Refuses what is no matrix, with the text of the functions that factor one.
  private static func checkDims(_ x: NDArray, _ name: String) throws {
    if x.rank < 2 {
      throw TorchError(
        .runtime, "\(name): Expected tensor with 2 or more dimensions. Got size: \(x.shape.text) instead")
    }
  }

  static let linalgLuFactorEx: Operator = Operator(
    "linalg_lu_factor_ex(Tensor A, *, bool pivot=True, bool check_errors=False)"
      + " -> (Tensor LU, Tensor pivots, Tensor info)",
    module: .linalg, forms: [.function, .out], node: "LinalgLuFactorExBackward0", inputs: [0],
    saving: [.result(0), .result(1)],
    samples: factored,
    forwards: { arguments in
      let x = try arguments.array(0)
      try checkDims(x, "torch.lu_factor")
      try needsPivots(arguments, 1, "linalg.lu_factor")
      let r = try x.luFactorByColumns()
      return [r.factors, r.pivots, try infoArray(r.info, of: x)]
    },
    backward: { call in
      let parts = try luUnpack.tensors(.tensor(call.saved(0)), .tensor(call.saved(1)))
      // Both factors are triangles of one matrix.
      try call.give(
        0,
        luBackward(
          permutation: parts[0], lower: parts[1], upper: parts[2],
          gradLower: call.grad.narrow(-1, 0, parts[1].array.shape[parts[1].array.rank - 1]),
          gradUpper: call.grad.narrow(-2, 0, parts[2].array.shape[parts[2].array.rank - 2])))
    })
  static let linalgLuFactor: Operator = Operator(
    "linalg_lu_factor(Tensor A, *, bool pivot=True) -> (Tensor LU, Tensor pivots)", module: .linalg,
    forms: [.function, .out],
    composite: { .tuple(Array(try linalgLuFactorEx.tensors($0[0], $0[1]).prefix(2))) })
  static let luUnpack: Operator = Operator(
    "lu_unpack(Tensor LU_data, Tensor LU_pivots, bool unpack_data=True, bool unpack_pivots=True)"
      + " -> (Tensor P, Tensor L, Tensor U)",
    forms: [.function, .out],
    composite: { arguments in
      let (factors, pivots) = (try arguments.tensor(0), try arguments.array(1))
      try checkDims(factors.array, "torch.lu_unpack")
      if pivots.dtype != .int32, arguments.bool(3, default: true) {
        throw TorchError(
          .runtime,
          "torch.lu_unpack: LU_pivots is expected to be a contiguous tensor of torch.int32 dtype.\nNote: this function is"
            + " intended to be used with the output produced by torch.linalg.lu_factor")
      }
      try checkPivots(factors.array, pivots)
      let r = try NDArray.unpack(factors.array, pivots)
      let rank = factors.array.rank
      let steps = Swift.min(factors.array.shape[rank - 2], factors.array.shape[rank - 1])
      let empty = Tensor(try NDArray(zeros: [0], factors.dtype))
      let isUnpacked = (arguments.bool(2, default: true), arguments.bool(3, default: true))
      guard isUnpacked.0 else { return .tuple([isUnpacked.1 ? Tensor(r.permutation) : empty, empty, empty]) }
      let identity = Tensor(try NDArray(eye: factors.array.shape[rank - 2], steps, factors.dtype))
      func triangles(_ factors: Tensor) throws -> [Tensor] {
        [
          try tril(.tensor(factors.narrow(-1, 0, steps)), .int(-1)) + identity,
          try triu(.tensor(factors.narrow(-2, 0, steps))),
        ]
      }
      let parts =
        GradMode.isEnabled && factors.requiresGrad
        ? try CompositeNode.record("LuUnpackBackward0", [factors], fillsZeros: true) { try triangles($0[0] ?? factors) }
        : try triangles(factors)
      return .tuple([isUnpacked.1 ? Tensor(r.permutation) : empty] + parts)
    })

  /// Refuses pivots that are not one list for each of the matrices.
  private static func checkPivots(_ factors: NDArray, _ pivots: NDArray) throws {
    let steps = Swift.min(factors.shape[factors.rank - 2], factors.shape[factors.rank - 1])
    guard pivots.shape.array == factors.shape.array.dropLast(2) + [steps] else {
      throw TorchError(
        .notImplemented,
        "lu_unpack() of pivots of the shape \(pivots.shape.text) for factors of the shape \(factors.shape.text) is not"
          + " supported by nbrun")
    }
  }

  /// Refuses a matrix that is not square or of another type than the right side.
  private static func checkSolve(_ a: Tensor, _ b: Tensor) throws {
    let (rank, shape) = (a.array.rank, a.array.shape)
    guard a.dtype == b.dtype else {
      throw TorchError(
        .runtime,
        "Expected b and A to have the same dtype, but found b of type \(b.dtype.scalarName) and A of type"
          + " \(a.dtype.scalarName) instead.")
    }
    guard shape[rank - 1] == shape[rank - 2] else {
      throw TorchError(
        .runtime,
        "A must be batches of square matrices, but they are \(shape[rank - 2]) by \(shape[rank - 1]) matrices")
    }
  }

  private static func solved(
    _ factors: Tensor, _ pivots: Tensor, _ b: Tensor, left: Bool, adjoint: Bool
  ) throws -> Tensor {
    guard factors.dtype.isDifferentiable else {
      throw TorchError(
        .runtime,
        "torch.linalg.lu_solve: Expected a floating point or complex tensor as input. Got \(factors.dtype.scalarName)")
    }
    guard factors.dtype == b.dtype else {
      throw TorchError(
        .runtime,
        "linalg.lu_solve: Expected LU and B to have the same dtype, but found LU of type \(factors.dtype.scalarName) and"
          + " B of type \(b.dtype.scalarName) instead")
    }
    guard pivots.dtype == .int32 else {
      throw TorchError(.runtime, "linalg.lu_solve: pivots should be a Tensor of scalar type torch.int32")
    }
    let (rank, shape) = (factors.array.rank, factors.array.shape)
    guard rank >= 2 else {
      throw TorchError(.runtime, "torch.linalg.lu_solve: The input tensor A must have at least 2 dimensions.")
    }
    guard shape[rank - 1] == shape[rank - 2] else {
      throw TorchError(
        .runtime,
        "torch.linalg.lu_solve: A must be batches of square matrices, but they are \(shape[rank - 2]) by"
          + " \(shape[rank - 1]) matrices")
    }
    guard pivots.array.rank > 0, pivots.array.shape[pivots.array.rank - 1] == shape[rank - 1] else {
      throw TorchError(
        .runtime, "linalg.lu_solve: Number of pivots per batch should be same as the dimension of the matrix")
    }
    guard pivots.array.shape.array == Array(shape.array.dropLast()) else {
      throw TorchError(
        .runtime,
        "linalg.lu_solve: Expected LU.shape[:-1] and pivots.shape to be the same, but got pivots with shape"
          + " \(pivots.array.shape.text) instead")
    }
    return try asOneNode("LinalgLuSolveBackward0", [factors, b], roundsEach: true) { inputs in
      if left, !adjoint, b.array.rank >= 2, !(GradMode.isEnabled && inputs.contains { $0.requiresGrad }) {
        return Tensor(try inputs[0].array.luSolved(pivots.array, inputs[1].array).byColumns())
      }
      return try substituted(inputs[0], pivots, inputs[1], left: left, adjoint: adjoint)
    }
  }

  /// The solution by the triangles, one after the other.
  private static func substituted(
    _ factors: Tensor, _ pivots: Tensor, _ b: Tensor, left: Bool, adjoint: Bool
  ) throws -> Tensor {
    let parts = try luUnpack.tensors(.tensor(factors), .tensor(pivots))
    let (p, l, u) = (parts[0], parts[1], parts[2])
    func triangle(_ a: Tensor, _ b: Tensor, upper: Bool, left: Bool, unit: Bool) throws -> Tensor {
      try linalgSolveTriangular(.tensor(a), .tensor(b), .bool(upper), .bool(left), .bool(unit))
    }
    switch (left, adjoint) {
    case (true, false):
      let y = try triangle(l, p.adjoint().matmul(b), upper: false, left: true, unit: true)
      return try triangle(u, y, upper: true, left: true, unit: false)
    case (true, true):
      let y = try triangle(u.adjoint(), b, upper: false, left: true, unit: false)
      return try p.matmul(triangle(l.adjoint(), y, upper: true, left: true, unit: true))
    default:
      // X A = B is A^H X^H = B^H.
      return try substituted(factors, pivots, b.adjoint(), left: true, adjoint: !adjoint).adjoint()
    }
  }
  static let linalgLuSolve: Operator = Operator(
    "linalg_lu_solve(Tensor LU, Tensor pivots, Tensor B, *, bool left=True, bool adjoint=False) -> Tensor",
    module: .linalg, forms: [.function, .out],
    composite: { arguments in
      .tensor(
        try solved(
          arguments.tensor(0), arguments.tensor(1), arguments.tensor(2), left: arguments.bool(3, default: true),
          adjoint: arguments.bool(4)))
    })
  static let luSolve: Operator = Operator(
    "lu_solve(Tensor self, Tensor LU_data, Tensor LU_pivots) -> Tensor",
    forms: .pure,
    composite: { arguments in
      // The missing space is PyTorch's.
      try TorchWarnings.warnOnce(
        """
        torch.lu_solve is deprecated in favor of torch.linalg.lu_solveand will be removed in a future PyTorch release.
        Note that torch.linalg.lu_solve has its arguments reversed.
        X = torch.lu_solve(B, LU, pivots)
        should be replaced with
        X = torch.linalg.lu_solve(LU, pivots, B) (Triggered internally at \
        /__w/pytorch/pytorch/aten/src/ATen/native/BatchLinearAlgebra.cpp:2230.)
        """)
      return .tensor(
        try solved(arguments.tensor(1), arguments.tensor(2), arguments.tensor(0), left: true, adjoint: false))
    })

  // MARK: Older and lower functions

  /// What is behind `torch.lu` and `Tensor.lu`.
  static let luWithInfo: Operator = Operator(
    "_lu_with_info(Tensor input, bool pivot=True, bool check_errors=True) -> (Tensor LU, Tensor pivots, Tensor info)",
    forms: .function,
    composite: { arguments in
      let name = "torch.lu is deprecated in favor of torch.linalg.lu_factor / torch.linalg.lu_factor_ex and will be"
      try TorchWarnings.warnOnce(
        name + """
           removed in a future PyTorch release.
          LU, pivots = torch.lu(A, compute_pivots)
          should be replaced with
          LU, pivots = torch.linalg.lu_factor(A, compute_pivots)
          and
          LU, pivots, info = torch.lu(A, compute_pivots, get_infos=True)
          should be replaced with
          LU, pivots, info = torch.linalg.lu_factor_ex(A, compute_pivots) (Triggered internally at \
          /__w/pytorch/pytorch/aten/src/ATen/native/BatchLinearAlgebra.cpp:2073.)
          """)
      let x = try arguments.tensor(0)
      guard x.array.rank >= 2 else {
        throw TorchError(
          .runtime,
          "torch.lu_factor: Expected tensor with 2 or more dimensions. Got size: \(x.array.shape.text) instead")
      }
      return .tuple(try linalgLuFactorEx.tensors(.tensor(x), .bool(arguments.bool(1, default: true))))
    })
  /// `Tensor.lu`, which gives two results or three.
  static let lu: Operator = Operator(
    "lu(Tensor self, bool pivot=True, bool get_infos=False) -> Tensor[]", forms: .method,
    composite: { arguments in
      let parts = try luWithInfo.tensors(arguments[0], arguments[1])
      return .tuple(arguments.bool(2) ? parts : Array(parts.prefix(2)))
    })
  static let triangularSolve: Operator = Operator(
    "triangular_solve(Tensor self, Tensor A, bool upper=True, bool transpose=False, bool unitriangular=False)"
      + " -> (Tensor solution, Tensor cloned_coefficient)",
    forms: .pure,
    composite: { arguments in
      // The missing space is PyTorch's.
      try TorchWarnings.warnOnce(
        """
        torch.triangular_solve is deprecated in favor of torch.linalg.solve_triangularand will be removed in a future \
        PyTorch release.
        torch.linalg.solve_triangular has its arguments reversed and does not return a copy of one of the inputs.
        X = torch.triangular_solve(B, A).solution
        should be replaced with
        X = torch.linalg.solve_triangular(A, B). (Triggered internally at \
        /__w/pytorch/pytorch/aten/src/ATen/native/BatchLinearAlgebra.cpp:2273.)
        """)
      let (b, a) = (try arguments.tensor(0), try arguments.tensor(1))
      let (isUpper, isTransposed) = (arguments.bool(2, default: true), arguments.bool(3))
      for (x, name) in [(b, "b"), (a, "A")] where x.array.rank < 2 {
        throw TorchError(
          .runtime,
          "torch.triangular_solve: Expected \(name) to have at least 2 dimensions, but it has \(x.array.rank) dimensions"
            + " instead")
      }
      try checkSolve(a, b)
      let solution = try linalgSolveTriangular(
        .tensor(isTransposed ? a.transpose(-2, -1) : a), .tensor(b), .bool(isUpper != isTransposed), .bool(true),
        .bool(arguments.bool(4)))
      return .tuple([solution, try a.clone()])
    })

  private static func householder(_ schema: String, module: Module, forms: Forms) -> Operator {
    Operator(
      schema, module: module, forms: forms, node: "LinalgHouseholderProductBackward0", inputs: [0, 1],
      saving: [.input(0), .input(1)],
      samples: Samples { maker in
        let shapes: [([Int], [Int])] = [([4, 3], [2]), ([2, 3, 3], [2, 3])]
        return try shapes.map { vectors, factors in
          [.tensor(try maker.tensor(vectors)), .tensor(try maker.tensor(factors))]
        }
      },
      forward: { try $0.array(0).householderProduct($0.array(1)).byColumns() },
      backward: { call in
        // Without a factor nothing is computed, and PyTorch gives no gradient.
        guard try call.saved(1).array.count > 0 else { return }
        let grads = try householderBackward(input: call.saved(0), tau: call.saved(1), grad: call.grad)
        call.give(0, grads.input)
        call.give(1, grads.tau)
      })
  }
  static let householderProduct: Operator = householder(
    "linalg_householder_product(Tensor input, Tensor tau) -> Tensor", module: .linalg, forms: [.function, .out])
  static let orgqr: Operator = householder(
    "orgqr(Tensor self, Tensor input2) -> Tensor", module: .torch, forms: .pure)
  static let geqrf: Operator = Operator(
    "geqrf(Tensor self) -> (Tensor a, Tensor tau)", node: "GeqrfBackward0", inputs: [0],
    forwards: { arguments in
      let x = try arguments.array(0)
      if x.rank < 2 { throw TorchError(.runtime, "torch.geqrf: input must have at least 2 dimensions.") }
      let r = try x.householderFactors()
      return [try r.factors.byColumns(), r.tau]
    })

  static let linalgLdlFactorEx: Operator = Operator(
    "linalg_ldl_factor_ex(Tensor self, *, bool hermitian=False, bool check_errors=False)"
      + " -> (Tensor LD, Tensor pivots, Tensor info)",
    module: .linalg, forms: [.function, .out], node: "LinalgLdlFactorExBackward0", inputs: [0],
    forwards: { arguments in
      let x = try arguments.array(0)
      let r = try x.ldlFactor(hermitian: arguments.bool(1))
      if arguments.bool(2), let place = r.info.first(where: { $0 != 0 }) {
        throw TorchError(
          .linearAlgebra,
          "torch.linalg.ldl_factor_ex: The diagonal element \(place) of D is zero. This function can't be used for"
            + " solving systems with it.")
      }
      return [try r.factors.byColumns(), r.pivots, try infoArray(r.info, of: x)]
    })
  static let linalgLdlFactor: Operator = Operator(
    "linalg_ldl_factor(Tensor self, *, bool hermitian=False) -> (Tensor LD, Tensor pivots)", module: .linalg,
    forms: [.function, .out],
    composite: { .tuple(Array(try linalgLdlFactorEx.tensors($0[0], .bool($0.bool(1))).prefix(2))) })
  static let linalgLdlSolve: Operator = Operator(
    "linalg_ldl_solve(Tensor LD, Tensor pivots, Tensor B, *, bool hermitian=False) -> Tensor", module: .linalg,
    forms: [.function, .out], node: "LinalgLdlSolveBackward0", inputs: [0, 2],
    forward: { try $0.array(0).ldlSolve($0.array(1), $0.array(2), hermitian: $0.bool(3)) })

  static let nuclearNorm: Operator = Operator(
    "nuclear_norm(Tensor self, bool keepdim=False) -> Tensor", forms: [.function, .out],
    composite: {
      try linalgMatrixNormNamed(OperatorArguments([$0[0], .string("nuc"), .ints([-2, -1]), .bool($0.bool(1))]))
    })
  static let nuclearNormDim: Operator = Operator(
    "nuclear_norm.dim(Tensor self, int[2] dim, bool keepdim=False) -> Tensor", forms: [.function, .out],
    composite: {
      try linalgMatrixNormNamed(OperatorArguments([$0[0], .string("nuc"), .ints($0.ints(1)), .bool($0.bool(2))]))
    })
  static let frobeniusNorm: Operator = Operator(
    "frobenius_norm.dim(Tensor self, int[1] dim, bool keepdim=False) -> Tensor", forms: [.function, .out],
    composite: { arguments in
      let x = try arguments.tensor(0)
      guard x.dtype.isDifferentiable else {
        throw TorchError(
          .runtime,
          "norm(): input dtype should be either floating point or complex. Got \(x.dtype.scalarName) instead.")
      }
      return .tensor(
        try linalgVectorNorm(.tensor(x), .double(2), .ints(arguments.ints(1)), .bool(arguments.bool(2))))
    })

  // MARK: With Cholesky factors

  static let linalgCholeskyExPublic: Operator = Operator(
    "linalg_cholesky_ex(Tensor self, *, bool upper=False, bool check_errors=False) -> (Tensor L, Tensor info)",
    module: .linalg, forms: [.function, .out],
    composite: { arguments in
      let name = arguments.bool(2) ? "linalg.cholesky_ex" : "linalg.cholesky"
      return .tuple(
        try linalgCholeskyEx.tensors(arguments[0], .bool(arguments.bool(1)), .bool(arguments.bool(2)), .string(name)))
    })
  static let choleskySolve: Operator = Operator(
    "cholesky_solve(Tensor self, Tensor input2, bool upper=False) -> Tensor",
    forms: .pure,
    composite: { arguments in
      let (b, factor, isUpper) = (try arguments.tensor(0), try arguments.tensor(1), arguments.bool(2))
      for (x, name) in [(b, "b"), (factor, "u")] where x.array.rank < 2 {
        throw TorchError(
          .runtime, "\(name) should have at least 2 dimensions, but has \(x.array.rank) dimensions instead")
      }
      try checkSolve(factor, b)
      guard b.dtype.isDifferentiable else { throw TorchError.notImplemented("cholesky_solve_cpu", for: b.dtype) }
      return .tensor(
        try asOneNode(
          "CholeskySolveBackward0", [b, factor],
          kernel: { try (isUpper ? $0[1].adjoint() : $0[1]).choleskySolved($0[0]) }
        ) { inputs in
          let lower = isUpper ? try inputs[1].adjoint() : inputs[1]
          let y = try linalgSolveTriangular(.tensor(lower), .tensor(inputs[0]), .bool(false))
          return try linalgSolveTriangular(.tensor(lower.adjoint()), .tensor(y), .bool(true))
        })
    })
  static let choleskyInverse: Operator = Operator(
    "cholesky_inverse(Tensor self, bool upper=False) -> Tensor",
    forms: .pure, node: "CholeskyInverseBackward0", saving: [.input(0), .result(0)],
    forward: { arguments in
      let factor = try arguments.array(0)
      guard factor.rank >= 2 else {
        throw TorchError(.runtime, "cholesky_inverse: The input tensor A must have at least 2 dimensions.")
      }
      let (rank, shape) = (factor.rank, factor.shape)
      guard shape[rank - 1] == shape[rank - 2] else {
        throw TorchError(
          .runtime,
          "cholesky_inverse: A must be batches of square matrices, but they are \(shape[rank - 2]) by"
            + " \(shape[rank - 1]) matrices")
      }
      guard factor.dtype.isDifferentiable, factor.dtype.computeType == factor.dtype else {
        throw TorchError.notImplemented("cholesky_inverse_out_cpu", for: factor.dtype)
      }
      return try factor.choleskyInverse(upper: arguments.bool(1))
    },
    backward: { call in
      // As PyTorch does, also for the triangle that is not read.
      let (factor, inverse) = (try call.saved(0), try call.saved(1))
      let both = try call.grad + call.grad.adjoint()
      let middle = try inverse.matmul(both.matmul(inverse))
      try call.give(0, call.arguments.bool(1) ? -factor.matmul(middle) : -middle.matmul(factor))
    })

  // MARK: Older names

  static let qr: Operator = Operator(
    "qr(Tensor self, bool some=True) -> (Tensor Q, Tensor R)",
    forms: .pure,
    composite: { arguments in
      try TorchWarnings.warnOnce(
        """
        torch.qr is deprecated in favor of torch.linalg.qr and will be removed in a future PyTorch release.
        The boolean parameter 'some' has been replaced with a string parameter 'mode'.
        Q, R = torch.qr(A, some)
        should be replaced with
        Q, R = torch.linalg.qr(A, 'reduced' if some else 'complete') (Triggered internally at \
        /__w/pytorch/pytorch/aten/src/ATen/native/BatchLinearAlgebra.cpp:2505.)
        """)
      let mode = arguments.bool(1, default: true) ? "reduced" : "complete"
      return .tuple(try linalgQr.tensors(arguments[0], .string(mode)))
    })
  static let matrixExp: Operator = Operator(
    "matrix_exp(Tensor self) -> Tensor", alias: linalgMatrixExp)
  static let linalgDiagonal: Operator = Operator(
    "linalg_diagonal(Tensor(a) A, *, int offset=0, int dim1=-2, int dim2=-1) -> Tensor(a)", module: .linalg,
    forms: .function,
    composite: { arguments in
      .tensor(
        try arguments.tensor(0).diagonal(
          arguments.int(1, default: 0), arguments.int(2, default: -2), arguments.int(3, default: -1)))
    })
  static let adjoint: Operator = Operator(
    "adjoint(Tensor(a) self) -> Tensor(a)",
    composite: { arguments in
      let x = try arguments.tensor(0)
      if x.array.rank == 0 { return .tensor(try Operator.conj(x)) }
      guard x.array.rank >= 2 else {
        throw TorchError(
          .runtime,
          "tensor.adjoint() is only supported on matrices or batches of matrices. Got \(x.array.rank)-D tensor.")
      }
      return .tensor(try Operator.conj(x.transpose(-2, -1)))
    })

  // MARK: Equations of tensors

  static let linalgTensorinv: Operator = Operator(
    "linalg_tensorinv(Tensor self, int ind=2) -> Tensor", module: .linalg, forms: [.function, .out],
    composite: { arguments in
      let x = try arguments.tensor(0)
      let split = try arguments.int(1, default: 2)
      guard split > 0 else {
        throw TorchError(.runtime, "Expected a strictly positive integer for 'ind', but got \(split)")
      }
      let shape = x.array.shape.array
      let (first, last) = (Array(shape.prefix(split)), Array(shape.dropFirst(split)))
      let (rows, columns) = (first.reduce(1, *), last.reduce(1, *))
      guard rows == columns else {
        throw TorchError(
          .runtime,
          "Expected self to satisfy the requirement prod(self.shape[ind:]) == prod(self.shape[:ind]), but got \(columns)"
            + " != \(rows)")
      }
      return .tensor(try linalgInv(.tensor(x.reshape([rows, columns]))).reshape(last + first))
    })
  static let linalgTensorsolve: Operator = Operator(
    "linalg_tensorsolve(Tensor self, Tensor other, int[]? dims=None) -> Tensor", module: .linalg,
    forms: [.function, .out],
    composite: { arguments in
      var a = try arguments.tensor(0)
      let b = try arguments.tensor(1)
      if let dims = arguments.optionalInts(2) {
        let moved = try dims.map { try a.array.wrap($0) }
        a = try a.permute((0..<a.array.rank).filter { !moved.contains($0) } + moved)
      }
      let shape = Array(a.array.shape.array.dropFirst(b.array.rank))
      let count = shape.reduce(1, *)
      guard count == b.array.count else {
        throw TorchError(
          .runtime,
          "Expected self to satisfy the requirement prod(self.shape[other.ndim:]) == prod(self.shape[:other.ndim]), but"
            + " got \(count) != \(b.array.count)")
      }
      let solution = try linalgSolve(.tensor(a.reshape([count, count])), .tensor(b.reshape([-1])))
      return .tensor(try solution.reshape(shape))
    })

  private static func powers(_ x: Tensor, _ count: Int) throws -> Tensor {
    // Products of integers are as wide as integers go.
    let x = x.dtype.isIntegral ? try x.cast(to: .int64) : x
    let ones = try x.unsqueeze(-1).onesLike()
    if count <= 1 { return try ones.narrow(-1, 0, Swift.max(count, 0)) }
    let repeated = try x.unsqueeze(-1).expand(x.array.shape.array + [count - 1])
    guard GradMode.isEnabled, x.requiresGrad else {
      let products = try repeated.array.byHalfParts(keeping: 1) {
        [try cumprod(.tensor(Tensor($0)), .int(-1)).array]
      }
      return try Tensor.cat([ones, Tensor(products[0])], dim: -1)
    }
    return try Tensor.cat([ones, cumprod(.tensor(repeated), .int(-1))], dim: -1)
  }
  static let linalgVander: Operator = Operator(
    "linalg_vander(Tensor x, *, SymInt? N=None) -> Tensor", module: .linalg, forms: .function,
    composite: { arguments in
      let x = try arguments.tensor(0)
      if x.dtype == .bool || x.dtype.computeType != x.dtype {
        throw TorchError(
          .runtime,
          "linalg.vander supports floating point, complex, and integer tensors, but got \(x.dtype.scalarName)")
      }
      guard x.array.rank > 0 else {
        throw TorchError(.runtime, "Expected x to be at least one-dimensional, but got 0-dim tensor.")
      }
      let count = arguments.optionalInt(1) ?? x.array.shape[x.array.rank - 1]
      guard count > 1 else { throw TorchError(.runtime, "N must be greater than 1.") }
      return .tensor(try powers(x, count))
    })
  static let vander: Operator = Operator(
    "vander(Tensor x, SymInt? N=None, bool increasing=False) -> Tensor", forms: .function,
    composite: { arguments in
      let x = try arguments.tensor(0)
      guard x.array.rank == 1 else { throw TorchError(.runtime, "x must be a one-dimensional tensor.") }
      let count = arguments.optionalInt(1) ?? x.array.count
      guard count >= 0 else { throw TorchError(.runtime, "N must be non-negative.") }
      let result = try powers(x, count)
      return .tensor(arguments.bool(2) ? result : try result.flip([1]))
    })
}
