import Autograd
import TensorCore

extension Operator {
  /// Distances of rows, lengths of slices, and products of vectors that stand upright on them.
  static let distanceFunctions: [Operator] = [
    renorm, cdist, pairDistances, pairDistancesBackward, pdist, rowDistances, rowDistancesBackward, cross,
    linalgCross,
  ]

  // MARK: Distances

  /// Refuses what `renorm` does not take; the order of the norm, the largest one, and the dimension of the slices.
  private static func renormForm(_ arguments: OperatorArguments) throws -> (order: Double, limit: Double, dim: Int) {
    let x = try arguments.tensor(0)
    for (place, name) in [(1, "p"), (3, "maxnorm")] {
      if case .complex? = arguments.optionalScalar(place) {
        throw TorchError(.runtime, "renorm: \(name) must be real-valued")
      }
    }
    let (order, limit) = (try arguments.double(1), try arguments.double(3))
    guard order > 0 else { throw TorchError(.runtime, "renorm: non-positive-norm not supported") }
    guard limit >= 0 else {
      throw TorchError(
        .runtime, "renorm: expected maxnorm to be >= 0 but got \(CFormat.shortest(limit))")
    }
    guard x.array.rank > 1 else {
      throw TorchError(
        .runtime, "renorm: input needs at least 2 dimensions, got \(x.array.rank) dimensions")
    }
    let dim = try x.array.wrap(arguments.int(2))
    try Storage.checkRoom(for: x.array.count, of: x.dtype.itemSize)
    return (order, limit, dim)
  }

  /// What every slice is multiplied by, so that none is longer than the limit.
  private static func renormFactors(_ x: Tensor, order: Double, limit: Double, dim: Int) throws -> Tensor {
    let others = (0..<x.array.rank).filter { $0 != dim }
    // The sizes of half types are kept in single precision until they are multiplied.
    let wide = try x.cast(to: x.dtype.computeType)
    // A number alone is its size, whatever the order.
    let isAlone = others.allSatisfy { x.array.shape[$0] == 1 }
    let size =
      isAlone ? try wide.abs() : try linalgVectorNorm(.tensor(wide), .double(order), .ints(others), .bool(true))
    let scale = try (.double(limit) * (size + 1e-7).reciprocal())
    let factor = try Tensor.where(size.gt(.double(limit)), scale, size.onesLike())
    return try factor.cast(to: x.dtype.realType)
  }

  /// `x.renorm_()`: slices are multiplied where they are, unless a gradient is recorded.
  static func renormInPlace(_ arguments: OperatorArguments) throws -> Tensor {
    let x = try arguments.tensor(0)
    if GradMode.isEnabled, x.requiresGrad {
      // A recorded copy: the gradient reads what is overwritten.
      let original = OperatorArguments([.tensor(try x.clone())] + arguments.values.dropFirst())
      return try copyInto(x, renorm(original).tensor, name: "renorm")
    }
    let form = try renormForm(arguments)
    let factors = try renormFactors(x, order: form.order, limit: form.limit, dim: form.dim)
    return try mul.inPlace(OperatorArguments([.tensor(x), .tensor(factors)]))
  }

  static let renorm: Operator = Operator(
    "renorm(Tensor self, Scalar p, int dim, Scalar maxnorm) -> Tensor", forms: .all,
    composite: { arguments in
      let x = try arguments.tensor(0)
      let form = try renormForm(arguments)
      return .tensor(
        try CompositeNode.record("RenormBackward0", [x]) { tensors in
          let x = tensors[0] ?? x
          let own = try renormFactors(x, order: form.order, limit: form.limit, dim: form.dim)
          if x.array.isContiguous || GradMode.isEnabled && x.requiresGrad { return [try x.contiguous() * own] }
          let room = try NDArray(empty: x.array.shape, x.dtype)
          return [Tensor(try x.array.mul(own.array, as: x.dtype, into: room).contiguous())]
        }[0])
    })

  static let cdist: Operator = Operator(
    "cdist(Tensor x1, Tensor x2, float p=2, str compute_mode='use_mm_for_euclid_dist_if_necessary') -> Tensor",
    forms: .function,
    composite: { arguments in
      let (x, y) = (try arguments.tensor(0), try arguments.tensor(1))
      let mode = try arguments.string(3, default: "use_mm_for_euclid_dist_if_necessary")
      let isProduct: Bool
      switch mode {
      case "use_mm_for_euclid_dist": isProduct = true
      case "donot_use_mm_for_euclid_dist": isProduct = false
      case "use_mm_for_euclid_dist_if_necessary":
        isProduct = [x, y].contains { $0.array.rank >= 2 && $0.array.shape[$0.array.rank - 2] > 25 }
      default: throw TorchError(.value, "\(mode) is not a valid value for compute_mode")
      }
      for (index, tensor) in [x, y].enumerated() where tensor.array.rank < 2 {
        throw TorchError(
          .runtime, "cdist only supports at least 2D tensors, X\(index + 1) got: \(tensor.array.rank)D")
      }
      guard x.array.shape.last == y.array.shape.last else {
        throw TorchError(
          .runtime,
          "X1 and X2 must have the same number of columns. X1: \(x.array.shape.last ?? 0) X2: \(y.array.shape.last ?? 0)"
        )
      }
      for (index, tensor) in [x, y].enumerated() where !tensor.dtype.isFloatingPoint {
        throw TorchError(
          .runtime, "cdist only supports floating-point dtypes, X\(index + 1) got: \(tensor.dtype.scalarName)")
      }
      let p = try arguments.double(2, default: 2)
      if p < 0 { throw TorchError(.runtime, "cdist only supports non-negative p values") }
      return .tensor(
        try isProduct && p == 2 ? euclideanDistances(x, y) : pairDistances(.tensor(x), .tensor(y), .double(p)))
    })

  /// Distances by one product of matrices: the squares of both rows less twice their product.
  private static func euclideanDistances(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    try asOneNode("EuclideanDistBackward0", [a, b], roundsEach: true) { tensors in
      let (a, b) = (tensors[0], tensors[1])
      let (sizeA, sizeB) = (try a.pow(2).sum([-1], keepdim: true), try b.pow(2).sum([-1], keepdim: true))
      let left = try Tensor.cat([a * -2, sizeA, sizeA.onesLike()], dim: -1)
      let right = try Tensor.cat([b, sizeB.onesLike(), sizeB], dim: -1)
      return try clampMin(.tensor(left.matmul(right.transpose(-2, -1))), .int(0)).sqrt()
    }
  }

  static let pdist: Operator = Operator(
    "pdist(Tensor self, float p=2) -> Tensor", forms: .function,
    composite: { arguments in
      let x = try arguments.tensor(0)
      guard x.array.rank == 2 else {
        throw TorchError(.runtime, "pdist only supports 2D tensors, got: \(x.array.rank)D")
      }
      guard x.dtype.isFloatingPoint else {
        throw TorchError(.runtime, "pdist only supports floating-point dtypes")
      }
      if x.dtype.computeType != x.dtype { throw TorchError.notImplemented("pdist", for: x.dtype) }
      let p = try arguments.double(1, default: 2)
      if p < 0 { throw TorchError(.runtime, "pdist only supports non-negative p values") }
      if NDArray.RowNorm(p) != nil { return .tensor(try rowDistances(.tensor(x), .double(p))) }
      let count = x.array.shape[0]
      let firsts = (0..<count).flatMap { i in [Scalar](repeating: .int(i), count: count - 1 - i) }
      let seconds = (0..<count).flatMap { i in ((i + 1)..<Swift.max(count, i + 1)).map { Scalar.int($0) } }
      return .tensor(
        try CompositeNode.record("PdistBackward0", [x]) { tensors in
          let x = tensors[0] ?? x
          func rows(_ places: [Scalar]) throws -> Tensor {
            try indexSelect(.tensor(x), .int(0), .tensor(Tensor(NDArray(places, shape: [places.count], .int64))))
          }
          return [try normCore(.tensor(rows(firsts) - rows(seconds)), .double(p), .ints([-1]), .bool(false))]
        }[0])
    })

  /// Distances of the rows of a matrix by one of the norms that have a loop.
  private static let rowDistances: Operator = Operator(
    "_pdist_forward(Tensor self, float p=2) -> Tensor", module: .hidden, node: "PdistBackward0", inputs: [0],
    saving: [.input(0), .result(0)], samples: .tensor([4, 2], with: [[.double(2)], [.double(1)]]),
    forward: { arguments in
      let p = try arguments.double(1, default: 2)
      guard let norm = NDArray.RowNorm(p) else { throw TorchError(.runtime, "rows have no such norm: \(p)") }
      return try arguments.array(0).rowDistances(norm)
    },
    backward: { call in
      try call.give(
        0,
        rowDistancesBackward(
          .tensor(call.grad), .tensor(call.saved(0)), .double(call.arguments.double(1, default: 2)),
          .tensor(call.saved(1))))
    })

  /// Its gradient, which has none itself in PyTorch.
  private static let rowDistancesBackward: Operator = Operator(
    "_pdist_backward(Tensor grad, Tensor self, float p, Tensor pdist) -> Tensor", module: .hidden,
    node: "NotImplemented", inputs: [0, 1, 3], saving: [],
    forward: { arguments in
      let p = try arguments.double(2)
      guard let norm = NDArray.RowNorm(p) else { throw TorchError(.runtime, "rows have no such norm: \(p)") }
      return try arguments.array(1).rowDistancesGradient(norm, arguments.array(3), grad: arguments.array(0))
    },
    backward: { _ in
      throw TorchError(.notImplemented, "the derivative for '_pdist_backward' is not implemented.")
    })

  private static let pairDistances: Operator = Operator(
    "_cdist_forward(Tensor x1, Tensor x2, float p) -> Tensor", module: .hidden, node: "CdistBackward0",
    inputs: [0, 1], saving: [.input(0), .input(1), .result(0)],
    samples: .tensors([[3, 2], [4, 2]], with: [.double(2)]),
    forward: { arguments in
      let (a, b) = (try arguments.array(0), try arguments.array(1))
      if a.dtype.computeType != a.dtype { throw TorchError.notImplemented("cdist", for: a.dtype) }
      if a.dtype != b.dtype { throw mismatch(a.dtype, b.dtype) }
      let p = try arguments.double(2, default: 2)
      if let norm = NDArray.RowNorm(p), let result = try a.distances(norm, from: b) { return result }
      return try GradMode.with(false) { try distances(Tensor(a), Tensor(b), p).array }
    },
    backward: { call in
      let (a, b) = (try call.saved(0), try call.saved(1))
      let p = try call.arguments.double(2, default: 2)
      for index in 0..<2 where call.needs(index) {
        let (one, other) = index == 0 ? (a, b) : (b, a)
        let distances = try call.saved(2)
        func turned(_ tensor: Tensor) throws -> Tensor { try index == 0 ? tensor : tensor.transpose(-2, -1) }
        try call.give(
          index,
          pairDistancesBackward(
            .tensor(turned(call.grad)), .tensor(one), .tensor(other), .double(p), .tensor(turned(distances))))
      }
    })

  /// The gradient for the first of both, which has none itself in PyTorch.
  private static let pairDistancesBackward: Operator = Operator(
    "_cdist_backward(Tensor grad, Tensor x1, Tensor x2, float p, Tensor cdist) -> Tensor", module: .hidden,
    node: "NotImplemented", inputs: [0, 1, 2, 4], saving: [],
    forward: { arguments in
      let (grad, a, b) = (try arguments.tensor(0), try arguments.array(1), try arguments.array(2))
      let p = try arguments.double(3)
      if let norm = NDArray.RowNorm(p),
        let gradient = try a.distancesGradient(norm, from: b, arguments.array(4), grad: grad.array)
      {
        return gradient
      }
      return try GradMode.with(true) {
        let x = try Tensor(a).leafCopy()
        return try Engine.grad([distances(x, Tensor(b), p)], [x], gradients: [grad.detached()])[0]?.array
          ?? NDArray(zeros: a.shape, a.dtype)
      }
    },
    backward: { _ in
      throw TorchError(.notImplemented, "the derivative for '_cdist_backward' is not implemented.")
    })

  private static func distances(_ a: Tensor, _ b: Tensor, _ p: Double) throws -> Tensor {
    try normCore(.tensor(a.unsqueeze(-2) - b.unsqueeze(-3)), .double(p), .ints([-1]), .bool(false))
  }

  static let linalgCross: Operator = Operator(
    "linalg_cross(Tensor self, Tensor other, *, int dim=-1) -> Tensor", module: .linalg, forms: [.function, .out],
    node: "LinalgCrossBackward0", inputs: [0, 1], saving: [.input(0), .input(1)],
    samples: .tensors([[2, 3], [2, 3]]),
    forward: { arguments in
      try GradMode.with(false) {
        try crossed(arguments.tensor(0).detached(), arguments.tensor(1).detached(), arguments.int(2, default: -1)).array
      }
    },
    backward: { call in
      let dim = try call.arguments.int(2, default: -1)
      try call.give(0, linalgCross(.tensor(call.saved(1)), .tensor(call.grad), .int(dim)))
      try call.give(1, linalgCross(.tensor(call.grad), .tensor(call.saved(0)), .int(dim)))
    })
  private static func crossed(_ a: Tensor, _ b: Tensor, _ dim: Int) throws -> Tensor {
    guard a.array.rank == b.array.rank else {
      throw TorchError(.runtime, "linalg.cross: inputs must have the same number of dimensions.")
    }
    guard a.dtype == b.dtype else {
      throw TorchError(.runtime, "expected scalar type \(a.dtype.scalarName) but found \(b.dtype.scalarName)")
    }
    if a.dtype == .bool { throw TorchError.notImplemented("cross", for: a.dtype) }
    let axis = try a.array.wrap(dim)
    guard a.array.shape[axis] == 3, b.array.shape[axis] == 3 else {
      throw TorchError(
        .runtime,
        "linalg.cross: inputs dimension \(dim) must have length 3. Got \(a.array.shape[axis]) and \(b.array.shape[axis])"
      )
    }
    func shift(_ x: Tensor, _ by: Int) throws -> Tensor {
      try roll(.tensor(x.contiguous()), .ints([by]), .ints([axis]))
    }
    return try shift(a, -1) * shift(b, -2) - shift(a, -2) * shift(b, -1)
  }
  static let cross: Operator = Operator(
    "cross(Tensor self, Tensor other, int? dim=None) -> Tensor",
    forms: .pure,
    composite: { arguments in
      let x = try arguments.array(0)
      guard x.rank == (try arguments.array(1).rank) else {
        throw TorchError(.runtime, "linalg.cross: inputs must have the same number of dimensions.")
      }
      if arguments.optionalInt(2) == nil {
        try TorchWarnings.warnOnce(
          """
          Using torch.cross without specifying the dim arg is deprecated.
          Please either pass the dim explicitly or simply use torch.linalg.cross.
          The default value of dim will change to agree with that of linalg.cross in a future release. (Triggered \
          internally at /__w/pytorch/pytorch/aten/src/ATen/native/Cross.cpp:63.)
          """)
      }
      guard let dim = arguments.optionalInt(2) ?? x.shape.firstIndex(of: 3) else {
        throw TorchError(.runtime, "no dimension of size 3 in input")
      }
      return .tensor(try linalgCross(arguments[0], arguments[1], .int(dim)))
    })
}
