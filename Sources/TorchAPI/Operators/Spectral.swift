import Autograd
import TensorCore

extension Operator {
  /// Eigenvalues, singular values and what is made of them.
  static let spectral: [Operator] = [
    linalgEigh, linalgEigvalsh, linalgEig, linalgEigvals, linalgSvdCore, linalgSvd, linalgSvdvals, svd, linalgPinv,
    pinverse, linalgMatrixRank, linalgMatrixRankTensor, linalgMatrixRankOld,
    linalgMatrixRankOldTensor, linalgCond,
    linalgCondNamed, linalgMatrixNorm, linalgMatrixNormNamed, linalgLstsq,
  ]

  private static let matrix = Samples { maker in
    try [[3, 3], [4, 2], [2, 3]].map { [.tensor(try maker.tensor($0))] }
  }

  /// Which triangle of a symmetric matrix is read.
  private static func isUpper(_ arguments: OperatorArguments) throws -> Bool {
    let text = try arguments.string(1, default: "L")
    guard ["L", "U", "l", "u"].contains(text) else {
      throw TorchError(.runtime, "Expected UPLO argument to be 'L' or 'U', but got \(text)")
    }
    return text.uppercased() == "U"
  }

  // MARK: Eigenvalues

  static let linalgEigh: Operator = Operator(
    "linalg_eigh(Tensor A, str UPLO='L') -> (Tensor eigenvalues, Tensor eigenvectors)", module: .linalg,
    forms: [.function, .out], node: "LinalgEighBackward0", inputs: [0], saving: [.result(0), .result(1)],
    forwards: { arguments in
      let r = try arguments.array(0).eigh(upper: isUpper(arguments))
      return [r.values, r.vectors]
    },
    backward: { call in
      let (values, vectors) = (try call.saved(0), try call.saved(1))
      var inner: Tensor?
      if let gradient = call.gradient(1) {
        // The diagonal of the gaps becomes infinite, so that the quotient is zero there.
        let gaps = try withDiagonal(values.unsqueeze(-2) - values.unsqueeze(-1), .double(.infinity))
        inner = try vectors.adjoint().matmul(gradient) / gaps
      }
      if let gradient = call.gradient(0) {
        let diagonal = try diagEmbed(.tensor(gradient))
        inner = try inner.map { try $0 + diagonal } ?? diagonal.cast(to: vectors.dtype)
      }
      guard let inner else { return }
      try call.give(0, vectors.matmul(inner).matmul(vectors.adjoint()))
    })

  /// A copy with another value on the diagonals of the last two dimensions.
  private static func withDiagonal(_ x: Tensor, _ value: Scalar) throws -> Tensor {
    let count = x.array.shape[x.array.rank - 1]
    return try x.maskedFill(Tensor(NDArray(eye: count, count, .bool)), value)
  }

  static let linalgEigvalsh: Operator = Operator(
    "linalg_eigvalsh(Tensor self, str UPLO='L') -> Tensor", module: .linalg, forms: [.function, .out],
    composite: { arguments in
      let x = try arguments.tensor(0)
      if x.requiresGrad { return .tensor(try linalgEigh.tensors(.tensor(x), arguments[1])[0]) }
      return .tensor(Tensor(try x.array.eigh(upper: isUpper(arguments), vectors: false).values))
    })

  static let linalgEig: Operator = Operator(
    "linalg_eig(Tensor self) -> (Tensor eigenvalues, Tensor eigenvectors)", module: .linalg, forms: [.function, .out],
    node: "LinalgEigBackward0", inputs: [0], saving: [.input(0), .result(0), .result(1)],
    forwards: { arguments in
      let r = try arguments.array(0).eig()
      return [r.values, r.vectors]
    },
    backward: { call in
      let (x, values, vectors) = (try call.saved(0), try call.saved(1), try call.saved(2))
      let adjoint = try vectors.adjoint()
      var inner: Tensor?
      if let gradient = call.gradient(1) {
        let product = try adjoint.matmul(gradient)
        // Eigenvectors have length one: what would change it is taken away.
        let along = try product.diagonal(0, -2, -1).real().cast(to: vectors.dtype)
        let free = try product - adjoint.matmul(vectors * along.unsqueeze(-2))
        let gaps = try values.unsqueeze(-2) - values.unsqueeze(-1)
        inner = try withDiagonal(free / withDiagonal(gaps.conj(), .int(1)), .int(0))
      }
      if let gradient = call.gradient(0) {
        let diagonal = try diagEmbed(.tensor(gradient))
        inner = try inner.map { try $0 + diagonal } ?? diagonal
      }
      guard let inner else { return }
      let result = try linalgSolve(.tensor(adjoint), .tensor(inner.matmul(adjoint)))
      try call.give(0, x.dtype.isComplex ? result : result.real())
    })

  static let linalgEigvals: Operator = Operator(
    "linalg_eigvals(Tensor self) -> Tensor", module: .linalg, forms: [.function, .out],
    composite: { arguments in
      let x = try arguments.tensor(0)
      if x.requiresGrad { return .tensor(try linalgEig.tensors(.tensor(x))[0]) }
      return .tensor(Tensor(try x.array.eig(vectors: false).values))
    })

  // MARK: Singular values

  static let linalgSvdCore: Operator = Operator(
    "_linalg_svd(Tensor A, bool full_matrices=False, bool compute_uv=True) -> (Tensor U, Tensor S, Tensor Vh)",
    module: .hidden, node: "LinalgSvdBackward0", inputs: [0], saving: [.result(0), .result(1), .result(2)],
    forwards: { arguments in
      let r = try arguments.array(0).svd(full: arguments.bool(1), vectors: arguments.bool(2, default: true))
      return [r.u, r.s, r.vh]
    },
    backward: svdGradient)

  private static func svdGradient(_ call: BackwardCall) throws {
    let s = try call.saved(1)
    let steps = s.array.shape[s.array.rank - 1]
    let u = try call.saved(0).narrow(-1, 0, steps)
    let vh = try call.saved(2).narrow(-2, 0, steps)
    let gradU = try call.gradient(0).map { try $0.narrow(-1, 0, steps) }
    let gradV = try call.gradient(2).map { try $0.narrow(-2, 0, steps).adjoint() }
    let v = try vh.adjoint()
    var inner: Tensor?
    func add(_ term: Tensor) throws { inner = try inner.map { try $0 + term } ?? term }
    let squares = try s * s
    let gaps = try withDiagonal(squares.unsqueeze(-2) - squares.unsqueeze(-1), .int(1))
    func skewed(_ x: Tensor) throws -> Tensor { try x - x.adjoint() }
    if let gradU {
      let skew = try skewed(u.adjoint().matmul(gradU))
      try add(skew / gaps * s.unsqueeze(-2))
      if skew.dtype.isComplex { try add(diagEmbed(.tensor(skew.diagonal(0, -2, -1) / (2 * s)))) }
    }
    if let gradV { try add(s.unsqueeze(-1) * (skewed(vh.matmul(gradV)) / gaps)) }
    if let gradS = call.gradient(1) { try add(diagEmbed(.tensor(gradS)).cast(to: u.dtype)) }
    guard let inner else { return }
    var result = try u.matmul(inner).matmul(vh)
    if let gradU, u.array.shape[u.array.rank - 2] > steps {
      let outside = try gradU - u.matmul(u.adjoint().matmul(gradU))
      result = try result + (outside / s.unsqueeze(-2)).matmul(vh)
    }
    if let gradV, v.array.shape[v.array.rank - 2] > steps {
      let outside = try gradV - v.matmul(vh.matmul(gradV))
      result = try result + (u / s.unsqueeze(-2)).matmul(outside.adjoint())
    }
    call.give(0, result)
  }

  static let linalgSvd: Operator = Operator(
    "linalg_svd(Tensor A, bool full_matrices=True, *, str? driver=None) -> (Tensor U, Tensor S, Tensor Vh)",
    module: .linalg, forms: [.function, .out],
    composite: { arguments in
      try checkDriver(arguments.optionalString(2), "linalg.svd")
      return .tuple(try linalgSvdCore.tensors(arguments[0], .bool(arguments.bool(1, default: true))))
    })
  static let linalgSvdvals: Operator = Operator(
    "linalg_svdvals(Tensor A, *, str? driver=None) -> Tensor", module: .linalg, forms: [.function, .out],
    samples: matrix,
    composite: { arguments in
      try checkDriver(arguments.optionalString(1), "linalg.svdvals")
      return .tensor(try singularValues(arguments.tensor(0)))
    })
  static let svd: Operator = Operator(
    "svd(Tensor self, bool some=True, bool compute_uv=True) -> (Tensor U, Tensor S, Tensor V)",
    forms: .pure,
    composite: { arguments in
      let x = try arguments.tensor(0)
      guard arguments.bool(2, default: true) else {
        let (rows, columns) = (x.array.shape[x.array.rank - 2], x.array.shape[x.array.rank - 1])
        let batch = Array(x.array.shape.array.dropLast(2))
        return .tuple([
          Tensor(try NDArray(zeros: Dims(batch + [rows, rows]), x.dtype)), try singularValues(x),
          Tensor(try NDArray(zeros: Dims(batch + [columns, columns]), x.dtype)),
        ])
      }
      let parts = try linalgSvdCore.tensors(.tensor(x), .bool(!arguments.bool(1, default: true)))
      return .tuple([parts[0], parts[1], try parts[2].adjoint()])
    })

  private static func checkDriver(_ driver: String?, _ name: String) throws {
    if driver != nil {
      throw TorchError(.runtime, "torch.\(name): keyword argument `driver=` is only supported on CUDA inputs.")
    }
  }

  /// Singular values, with the vectors that their gradient needs if one is wanted.
  private static func singularValues(_ x: Tensor) throws -> Tensor {
    try linalgSvdCore.tensors(.tensor(x), .bool(false), .bool(x.requiresGrad && GradMode.isEnabled))[1]
  }

  // MARK: Pseudoinverse, rank, condition

  /// The relative tolerance below which a singular value counts as zero.
  private static func tolerance(_ x: Tensor, _ atol: Double?, _ rtol: Double?) -> Double {
    if let rtol { return rtol }
    if let atol, atol > 0 { return 0 }
    let eps = [.float32, .complex64].contains(x.dtype) ? Double(Float.ulpOfOne) : Double.ulpOfOne
    return eps * Double(Swift.max(x.array.shape[x.array.rank - 1], x.array.shape[x.array.rank - 2]))
  }

  /// Raises for half types, of which there are no factors.
  static func checkPrecision(_ x: Tensor, _ name: String) throws {
    try checkMatrix(x, name)
    if !x.dtype.isDifferentiable {
      throw TorchError(
        .runtime, "\(name): Expected a floating point or complex tensor as input. Got \(x.dtype.scalarName)")
    }
    if x.dtype == .float16 || x.dtype == .bfloat16 {
      throw TorchError(.runtime, "\(name): Low precision dtypes not supported. Got \(x.dtype.scalarName)")
    }
  }

  /// Raises for types without a smallest relative difference of their own.
  private static func checkHasTolerance(_ x: Tensor) throws {
    guard x.dtype.isDifferentiable, x.dtype.computeType == x.dtype else {
      throw TorchError(.runtime, "This function doesn't handle types other than float and double")
    }
  }

  private static func checkMatrix(_ x: Tensor, _ name: String) throws {
    if x.array.rank < 2 {
      throw TorchError(.runtime, "\(name): The input tensor A must have at least 2 dimensions.")
    }
  }

  static let linalgPinv: Operator = Operator(
    "linalg_pinv(Tensor self, *, float? atol=None, float? rtol=None, bool hermitian=False) -> Tensor", module: .linalg,
    forms: [.function, .out], node: "LinalgPinvBackward0", inputs: [0], saving: [.input(0), .result(0)],
    samples: matrix,
    forward: { arguments in
      let x = try arguments.tensor(0)
      guard x.array.rank >= 2, x.dtype.isDifferentiable, x.dtype.computeType == x.dtype else {
        throw TorchError(
          .runtime,
          "linalg.pinv(\(x.dtype.scalarName){\(x.array.shape.text)}): expected a tensor with 2 or more dimensions of float,"
            + " double, cfloat or cdouble types")
      }
      return try pseudoinverse(
        x.detached(), arguments.optionalDouble(1), arguments.optionalDouble(2), hermitian: arguments.bool(3)
      ).array
    },
    backward: { call in
      let (a, p) = (try call.saved(0), try call.saved(1))
      let (grad, pAdjoint) = (try call.grad.adjoint(), try p.adjoint())
      if a.array.shape[a.array.rank - 2] <= a.array.shape[a.array.rank - 1] {
        let k = try grad.matmul(p)
        let kp = try k.matmul(pAdjoint)
        let outside = try pAdjoint.matmul(p).matmul(grad - k.matmul(a))
        try call.give(0, kp - p.matmul(k).adjoint() - a.matmul(p).matmul(kp) + outside)
      } else {
        let k = try p.matmul(grad)
        let pk = try pAdjoint.matmul(k)
        let outside = try (grad - a.matmul(k)).matmul(p).matmul(pAdjoint)
        try call.give(0, outside - k.matmul(p).adjoint() + pk - pk.matmul(p).matmul(a))
      }
    })
  static let pinverse: Operator = Operator(
    "pinverse(Tensor self, float rcond=1e-15) -> Tensor",
    composite: { .tensor(try linalgPinv($0[0], .none, .double($0.double(1, default: 1e-15)))) })

  private static func pseudoinverse(_ x: Tensor, _ atol: Double?, _ rtol: Double?, hermitian: Bool) throws -> Tensor {
    if x.array.count == 0 {
      return try x.adjoint().clone(contiguous: true)
    }
    let relative = tolerance(x, atol, rtol)
    if hermitian {
      let parts = try linalgEigh.tensors(.tensor(x))
      let size = try parts[0].abs()
      let inverted = try kept(size, parts[0].reciprocal(), size.limit(), atol ?? 0, relative)
      return try (parts[1] * inverted.unsqueeze(-2)).matmul(parts[1].adjoint())
    }
    let parts = try linalgSvdCore.tensors(.tensor(x))
    let inverted = try kept(parts[1], parts[1].reciprocal(), parts[1].narrow(-1, 0, 1), atol ?? 0, relative)
    return try (parts[2].adjoint() * inverted.unsqueeze(-2)).matmul(parts[0].adjoint())
  }

  /// `values` where the size is above the tolerance, else zero.
  private static func kept(
    _ size: Tensor, _ values: Tensor, _ largest: Tensor, _ atol: Double, _ rtol: Double
  ) throws -> Tensor {
    let limit = try clampMin(.tensor(largest * .double(rtol)), .double(atol))
    return try values.maskedFill(size.le(limit), 0)
  }

  static let linalgMatrixRank: Operator = Operator(
    "linalg_matrix_rank(Tensor input, *, float? atol=None, float? rtol=None, bool hermitian=False) -> Tensor",
    module: .linalg, forms: [.function, .out],
    composite: { arguments in
      let atol = arguments.optionalDouble(1)
      return try rank(arguments, isSymmetric: arguments.bool(3)) { x, size in
        try clampMin(
          .tensor(size.limit() * .double(tolerance(x, atol, arguments.optionalDouble(2)))), .double(atol ?? 0))
      }
    })
  static let linalgMatrixRankTensor: Operator = Operator(
    "linalg_matrix_rank.atol_rtol_tensor(Tensor input, *, Tensor? atol=None, Tensor? rtol=None, bool hermitian=False)"
      + " -> Tensor",
    module: .linalg, forms: [.function, .out],
    composite: { arguments in
      let (atol, rtol) = (arguments.optionalTensor(1), arguments.optionalTensor(2))
      return try rank(arguments, isSymmetric: arguments.bool(3)) { x, size in
        // The greater of the two tolerances holds for each matrix.
        let factor = try rtol ?? Tensor(NDArray(scalar: .double(atol == nil ? tolerance(x, nil, nil) : 0), .float64))
        let limit = try factor * size.limit().squeeze(dim: -1)
        return try (atol.map { try maximum(.tensor(limit), .tensor($0)) } ?? limit).unsqueeze(-1)
      }
    })
  static let linalgMatrixRankOld: Operator = Operator(
    "linalg_matrix_rank.tol(Tensor input, float tol, bool hermitian=False) -> Tensor",
    module: .linalg, forms: [.function, .out],
    composite: { arguments in
      try linalgMatrixRank(
        OperatorArguments([arguments[0], arguments[1], .double(0), .bool(arguments.bool(2))]))
    })

  static let linalgMatrixRankOldTensor: Operator = Operator(
    "linalg_matrix_rank.tol_tensor(Tensor input, Tensor tol, bool hermitian=False) -> Tensor",
    module: .linalg, forms: [.function, .out],
    composite: { arguments in
      let zero = Tensor(try NDArray(scalar: .double(0), arguments.tensor(1).dtype))
      return try linalgMatrixRankTensor(
        OperatorArguments([arguments[0], arguments[1], .tensor(zero), .bool(arguments.bool(2))]))
    })

  /// How many singular values are above a limit.
  private static func rank(
    _ arguments: OperatorArguments, isSymmetric: Bool, limit: (_ x: Tensor, _ values: Tensor) throws -> Tensor
  ) throws -> OperatorResult {
    let x = try arguments.tensor(0).detached()
    if x.array.rank < 2 {
      throw TorchError(
        .runtime, "torch.linalg.matrix_rank: The input tensor input must have at least 2 dimensions.")
    }
    try checkHasTolerance(x)
    let size = isSymmetric ? try linalgEigvalsh(.tensor(x)).abs() : try singularValues(x)
    if size.array.count == 0 {
      return .tensor(Tensor(try NDArray(zeros: Dims(x.array.shape.array.dropLast(2)), .int64)))
    }
    return .tensor(try size.gt(limit(x, size)).sum([-1]))
  }

  static let linalgCond: Operator = Operator(
    "linalg_cond(Tensor self, Scalar? p=None) -> Tensor", module: .linalg, forms: [.function, .out], samples: matrix,
    composite: { arguments in
      let x = try arguments.tensor(0)
      let order = arguments.optionalDouble(1) ?? 2
      try checkCondition(x, CFormat.shortest(order), isSquare: Swift.abs(order) != 2)
      let p = arguments.optionalDouble(1) ?? 2
      guard Swift.abs(p) == 2 else {
        return .tensor(try conditioned(x) { try matrixNorm($0, .number(p), [-2, -1], keepdim: false) })
      }
      let s = try singularValues(x)
      let (first, last) = (try s.select(-1, 0), try s.select(-1, -1))
      return .tensor(p > 0 ? try first / last : try last / first)
    })
  static let linalgCondNamed: Operator = Operator(
    "linalg_cond.p_str(Tensor self, str p) -> Tensor", module: .linalg, forms: [.function, .out],
    composite: { arguments in
      let name = try arguments.string(1)
      let x = try arguments.tensor(0)
      try checkCondition(x, name, isSquare: name != "nuc")
      // The singular values are looked for before the inverse.
      if name == "nuc" { _ = try GradMode.with(false) { try singularValues(x) } }
      return .tensor(
        try conditioned(x) { try matrixNorm($0, .name(name), [-2, -1], keepdim: false) })
    })

  private static func checkCondition(_ x: Tensor, _ order: String, isSquare: Bool) throws {
    let (rank, shape) = (x.array.rank, x.array.shape)
    if rank < 2 {
      throw TorchError(
        .runtime,
        isSquare && order != "nan"
          ? "linalg.cond(ord=\(order)): The input tensor A must have at least 2 dimensions."
          : "linalg.cond: The input tensor must have at least 2 dimensions.")
    }
    if isSquare, shape[rank - 1] != shape[rank - 2] {
      throw TorchError(
        .runtime,
        "linalg.cond(ord=\(order)): A must be batches of square matrices, but they are \(shape[rank - 2]) by"
          + " \(shape[rank - 1]) matrices")
    }
  }

  private static func conditioned(_ x: Tensor, _ norm: (Tensor) throws -> Tensor) throws -> Tensor {
    // The inverse first: it says what is wrong with the matrix.
    let inverse = try linalgInv(.tensor(x))
    return try norm(x) * norm(inverse)
  }

  // MARK: Norms of matrices

  /// The order of a matrix norm.
  private enum NormOrder {
    case number(Double)
    case name(String)
  }

  private static func matrixNorm(_ x: Tensor, _ order: NormOrder, _ dims: [Int], keepdim: Bool) throws -> Tensor {
    try checkMatrix(x, "linalg.matrix_norm")
    guard x.dtype.isDifferentiable else {
      throw TorchError(
        .runtime,
        "linalg.matrix_norm: Expected a floating point or complex tensor as input. Got \(x.dtype.scalarName)")
    }
    guard dims.count == 2 else {
      throw TorchError(.runtime, "linalg.matrix_norm: dim must be a 2-tuple. Got \(listText(dims))")
    }
    let (row, column) = (try x.array.wrap(dims[0]), try x.array.wrap(dims[1]))
    guard row != column else {
      throw TorchError(.runtime, "linalg.matrix_norm: dims must be different. Got (\(dims[0]), \(dims[1]))")
    }
    let isEmpty = x.array.shape[row] == 0 || x.array.shape[column] == 0
    /// The largest of norms that are none below zero: 0 of none at all.
    func largest(_ norms: Tensor, _ dim: Int) throws -> Tensor {
      if isEmpty, norms.array.shape[try norms.array.wrap(dim)] == 0 { return try norms.sum([dim], keepdim: keepdim) }
      return try amax(.tensor(norms), .ints([dim]), .bool(keepdim))
    }
    switch order {
    case .name("fro"):
      return try linalgVectorNorm(.tensor(x), .double(2), .ints([row, column]), .bool(keepdim))
    case .name("nuc"):
      try checkPrecision(x, "linalg.matrix_norm")
      return try spectralNorm(x, row, column, keepdim: keepdim) { try $0.sum([-1], keepdim: keepdim) }
    case .name(let name):
      throw TorchError(.runtime, "linalg.matrix_norm: Order \(name) not supported.")
    case .number(let p):
      switch Swift.abs(p) {
      case 2:
        try checkPrecision(x, "linalg.matrix_norm")
        if p < 0, isEmpty { throw TorchError(.index, "amin(): Expected reduction dim -1 to have non-zero size.") }
        return try spectralNorm(x, row, column, keepdim: keepdim) {
          p > 0 ? try largest($0, -1) : try amin(.tensor($0), .ints([-1]), .bool(keepdim))
        }
      case 1, .infinity:
        var (summed, searched) = Swift.abs(p) == 1 ? (row, column) : (column, row)
        let sums = try linalgVectorNorm(.tensor(x), .double(1), .ints([summed]), .bool(keepdim))
        if !keepdim, searched > summed { searched -= 1 }
        summed = searched
        return p > 0
          ? try largest(sums, searched)
          : try amin(.tensor(sums), .ints([searched]), .bool(keepdim))
      default:
        throw TorchError(.runtime, "linalg.matrix_norm: Order \(CFormat.shortest(p)) not supported.")
      }
    }
  }

  private static func listText(_ dims: [Int]) -> String { "[" + dims.map(String.init).joined(separator: ", ") + "]" }

  /// A norm of the singular values over two dimensions.
  private static func spectralNorm(
    _ x: Tensor, _ row: Int, _ column: Int, keepdim: Bool, _ reduce: (Tensor) throws -> Tensor
  ) throws -> Tensor {
    let rest = (0..<x.array.rank).filter { $0 != row && $0 != column }
    let order = rest + [row, column]
    let turned = order == Array(0..<x.array.rank) ? x : try x.permute(order)
    let result = try reduce(singularValues(turned))
    guard keepdim else { return result }
    var shape = x.array.shape.array
    shape[row] = 1
    shape[column] = 1
    let wide = try result.unsqueeze(-1)
    var inverse = [Int](repeating: 0, count: order.count)
    for (place, dim) in order.enumerated() { inverse[dim] = place }
    return order == Array(0..<x.array.rank) ? wide : try wide.permute(inverse)
  }

  private static func converted(_ arguments: OperatorArguments) throws -> Tensor {
    let x = try arguments.tensor(0)
    guard let dtype = arguments.dtype(4) else { return x }
    if x.dtype.isDifferentiable, x.array.rank > 1 { try checkNormType(x.dtype, dtype, "linalg.matrix_norm") }
    return try x.cast(to: dtype)
  }

  static let linalgMatrixNorm: Operator = Operator(
    "linalg_matrix_norm(Tensor self, Scalar ord, int[] dim=[-2,-1], bool keepdim=False, *, ScalarType? dtype=None)"
      + " -> Tensor",
    module: .linalg, forms: [.function, .out],
    samples: .tensor([3, 2], with: [1, -1, 2, -2, .infinity].map { [.double($0)] }),
    composite: { arguments in
      .tensor(
        try matrixNorm(
          converted(arguments), .number(arguments.double(1)), arguments.optionalInts(2) ?? [-2, -1],
          keepdim: arguments.bool(3)))
    })
  static let linalgMatrixNormNamed: Operator = Operator(
    "linalg_matrix_norm.str_ord(Tensor self, str ord='fro', int[] dim=[-2,-1], bool keepdim=False, *,"
      + " ScalarType? dtype=None) -> Tensor",
    module: .linalg, forms: [.function, .out], samples: .tensor([3, 2], with: [[.string("fro")], [.string("nuc")]]),
    composite: { arguments in
      .tensor(
        try matrixNorm(
          converted(arguments), .name(arguments.string(1, default: "fro")), arguments.optionalInts(2) ?? [-2, -1],
          keepdim: arguments.bool(3)))
    })

  /// `torch.linalg.norm` where the order asks for a norm of matrices.
  static func matrixNorm(_ arguments: OperatorArguments, order: Double) throws -> Tensor {
    try matrixNorm(
      converted(arguments), .number(order), arguments.optionalInts(2) ?? [-2, -1], keepdim: arguments.bool(3))
  }
  static let linalgNormNamed: Operator = Operator(
    "linalg_norm.ord_str(Tensor self, str ord, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None)"
      + " -> Tensor",
    module: .linalg, forms: [.function, .out],
    composite: { arguments in
      let x = try converted(arguments)
      let dims = arguments.optionalInts(2)
      guard dims != nil || x.array.rank == 1 || x.array.rank == 2 else {
        throw TorchError(
          .runtime,
          "linalg.norm: If dim is not specified but ord is, the input must be 1D or 2D. Got \(x.array.rank)D.")
      }
      return .tensor(try matrixNorm(x, .name(arguments.string(1)), dims ?? [-2, -1], keepdim: arguments.bool(3)))
    })

  // MARK: Least squares

  static let linalgLstsq: Operator = Operator(
    "linalg_lstsq(Tensor self, Tensor b, float? rcond=None, *, str? driver=None)"
      + " -> (Tensor solution, Tensor residuals, Tensor rank, Tensor singular_values)",
    module: .linalg, forms: [.function, .out],
    composite: { arguments in
      let (a, b) = (try arguments.tensor(0), try arguments.tensor(1))
      let driver = arguments.optionalString(3) ?? "gelsy"
      guard ["gels", "gelsy", "gelsd", "gelss"].contains(driver) else {
        throw TorchError(
          .runtime,
          "torch.linalg.lstsq: parameter `driver` should be one of (gels, gelsy, gelsd, gelss)")
      }
      if a.array.rank < 2 {
        throw TorchError(.runtime, "torch.linalg.lstsq: input must have at least 2 dimensions.")
      }
      if b.array.rank < 1 {
        throw TorchError(.runtime, "torch.linalg.lstsq: other must have at least 1 dimension.")
      }
      if a.dtype != b.dtype {
        throw TorchError(
          .runtime,
          "torch.linalg.lstsq: Expected input and other to have the same dtype, but got input's dtype"
            + " \(a.dtype.scalarName) and other's dtype \(b.dtype.scalarName)")
      }
      let isVector = b.array.rank == a.array.rank - 1 && Array(a.array.shape.array.dropLast()) == b.array.shape.array
      let right = isVector ? try b.unsqueeze(-1) : b
      let (rows, columns) = (a.array.shape[a.array.rank - 2], a.array.shape[a.array.rank - 1])
      if right.array.rank < 2 || right.array.shape[right.array.rank - 2] != rows {
        throw TorchError(
          .runtime,
          isVector || b.array.rank == 1
            ? "torch.linalg.lstsq: input.size(-2) should match other.size(-1)"
            : "torch.linalg.lstsq: input.size(-2) should match other.size(-2)")
      }
      try checkHasTolerance(a)
      let cutoff = arguments.optionalDouble(2).map { Argument.double($0) } ?? .none
      if driver == "gelsy", !GradMode.isEnabled || !a.requiresGrad && !right.requiresGrad,
        let (solution, ranks) = try a.array.leastSquares(
          right.array, tolerance: tolerance(a, nil, arguments.optionalDouble(2)))
      {
        let result = Tensor(solution)
        return .tuple([
          isVector ? try result.squeeze(dim: -1) : result, Tensor(try NDArray(zeros: [0], a.dtype.realType)),
          Tensor(ranks), Tensor(try NDArray(zeros: [0], a.dtype.realType)),
        ])
      }
      let solution = try CompositeNode.record("LinalgLstsqBackward0", [a, right]) { tensors in
        [try linalgPinv(.tensor(tensors[0] ?? a), .none, cutoff).matmul(tensors[1] ?? right)]
      }[0]
      let ranks = driver == "gels" ? nil : try linalgMatrixRank(.tensor(a), .none, cutoff)
      let isFull = try ranks.map { try $0.eq(.int(columns)).array.elements.allSatisfy { $0 != .bool(false) } } ?? true
      let residuals: Tensor
      if rows > columns, isFull, driver != "gelsy" {
        let apart = try a.matmul(solution) - right
        residuals = try (apart * apart.conj()).real().sum([-2])
      } else {
        residuals = Tensor(try NDArray(zeros: [0], a.dtype.realType))
      }
      let values =
        driver == "gelsd" || driver == "gelss"
        ? try singularValues(a.detached()) : Tensor(try NDArray(zeros: [0], a.dtype.realType))
      return .tuple([
        isVector ? try solution.squeeze(dim: -1) : solution, residuals,
        try ranks ?? Tensor(NDArray(zeros: [0], .int64)), values,
      ])
    })
}

extension Tensor {
  /// The largest element of each row, which keeps its dimension.
  fileprivate func limit() throws -> Tensor { try Operator.amax(.tensor(self), .ints([-1]), .bool(true)) }
}
