import Autograd
import TensorCore

extension Operator {
  /// Products of matrices and vectors.
  static let products: [Operator] = [
    mm, bmm, mv, dot, vdot, inner, outer, ger, matmul, addmm, addmv, addr, baddbmm, linear, tensordot, chainMatmul,
    mmTyped, bmmTyped, addmmTyped, baddbmmTyped,
    kron, trace,
    linalgMultiDot, linalgMatrixPower, matrixPower, addcmul, addcdiv, lerpScalar, lerpTensor, addbmm, linalgVecdot,
    linalgMatmul,
  ]

  static let mm: Operator = Operator(
    "mm(Tensor self, Tensor mat2) -> Tensor", forms: .pure, node: "MmBackward0",
    saving: [.inputFor(0, of: 1), .inputFor(1, of: 0)], samples: .tensors([[2, 3], [3, 4]]),
    binary: { a, b, _, target in try a.mm(b, into: target) },
    backward: { call in
      try call.give(0, productGradient(call, 0, turned: call.saved(1)))
      try call.give(1, productGradient(turned: call.saved(0), call, 1))
    })

  /// `factor * grad @ b.T`, the gradient of `a` in `a @ b`. Where `a` lies in columns, so does the gradient, whose sums
  /// are those of the product the other way round, as PyTorch's are.
  private static func productGradient(
    _ call: BackwardCall, _ index: Int, turned b: Tensor, _ factor: Scalar? = nil
  ) throws -> Tensor {
    let (grad, liesInColumns) = (try call.grad, call.liesInColumns(index))
    if GradMode.isEnabled || Autocast.isOn || b.dtype.isComplex {
      return try (liesInColumns ? b.conj().mm(grad.t()).t() : grad.mm(b.t().conj())).scaled(by: factor)
    }
    if liesInColumns {
      let array = try b.smallProduct(grad, otherTurned: true) ?? b.array.mm(grad.array.transpose(0, 1))
      return Tensor(try scaled(Tensor(array), factor).array.transpose(0, 1))
    }
    let array = try grad.smallProduct(b, otherTurned: true) ?? grad.array.mm(b.array.transpose(0, 1))
    return try scaled(Tensor(array), factor)
  }

  /// `factor * a.T @ grad`, the gradient of `b` in `a @ b`, likewise.
  private static func productGradient(
    turned a: Tensor, _ call: BackwardCall, _ index: Int, _ factor: Scalar? = nil
  ) throws -> Tensor {
    let (grad, liesInColumns) = (try call.grad, call.liesInColumns(index))
    if GradMode.isEnabled || Autocast.isOn || a.dtype.isComplex {
      return try (liesInColumns ? grad.t().mm(a.conj()).t() : a.t().conj().mm(grad)).scaled(by: factor)
    }
    if liesInColumns {
      let array = try grad.smallProduct(a, turned: true) ?? grad.array.transpose(0, 1).mm(a.array)
      return Tensor(try scaled(Tensor(array), factor).array.transpose(0, 1))
    }
    let array = try a.smallProduct(grad, turned: true) ?? a.array.transpose(0, 1).mm(grad.array)
    return try scaled(Tensor(array), factor)
  }

  static let bmm: Operator = Operator(
    "bmm(Tensor self, Tensor mat2) -> Tensor", node: "BmmBackward0",
    saving: [.inputFor(0, of: 1), .inputFor(1, of: 0)], samples: .tensors([[2, 2, 3], [2, 3, 2]]),
    forward: { try $0.array(0).bmm($0.array(1)) },
    backward: { call in
      try call.give(0, call.grad.bmm(call.saved(1).transpose(1, 2).conj()))
      try call.give(1, call.saved(0).transpose(1, 2).conj().bmm(call.grad))
    })

  static let mv: Operator = Operator(
    "mv(Tensor self, Tensor vec) -> Tensor", node: "MvBackward0", saving: [.inputFor(0, of: 1), .inputFor(1, of: 0)],
    samples: .tensors([[2, 3], [3]]),
    forward: { arguments in
      let matrix = try arguments.array(0)
      _ = try NDArray.wrap(0, rank: matrix.rank, allowsScalar: false)
      return try matrix.mv(arguments.array(1))
    },
    backward: { call in
      try call.give(0, outer(.tensor(call.grad), .tensor(call.saved(1).conj())))
      try call.give(1, call.saved(0).conj().t().mv(call.grad))
    })

  static let dot: Operator = Operator(
    "dot(Tensor self, Tensor tensor) -> Tensor", node: "DotBackward0",
    saving: [.inputFor(0, of: 1), .inputFor(1, of: 0)], samples: .tensors([[3], [3]]),
    forward: { try $0.array(0).dot($0.array(1)) },
    backward: { call in
      try call.give(0, call.grad * call.saved(1).conj())
      try call.give(1, call.grad * call.saved(0).conj())
    })

  static let vdot: Operator = Operator(
    "vdot(Tensor self, Tensor other) -> Tensor",
    forms: .pure, composite: { .tensor(try dot(.tensor($0.tensor(0).conj()), $0[1])) })

  static let inner: Operator = Operator(
    "inner(Tensor self, Tensor other) -> Tensor",
    forms: .pure,
    composite: { arguments in
      let (a, b) = (try arguments.tensor(0), try arguments.tensor(1))
      if a.array.rank == 0 || b.array.rank == 0 { return .tensor(try a * b) }
      guard a.array.shape[a.array.rank - 1] == b.array.shape[b.array.rank - 1] else {
        throw TorchError(
          .runtime,
          "inner() the last dimension must match on both input tensors but got shapes \(a.array.shape.text) and"
            + " \(b.array.shape.text)")
      }
      if a.dtype != b.dtype { throw TorchError(.runtime, "both inputs should have same dtype") }
      return .tensor(
        try tensordot(.tensor(a), .tensor(b), .ints([-1]), .ints([-1])))
    })

  static let outer: Operator = Operator(
    "outer(Tensor self, Tensor vec2) -> Tensor", forms: .pure,
    composite: { arguments in
      let (a, b) = (try arguments.tensor(0), try arguments.tensor(1))
      guard a.array.rank == 1 else {
        throw TorchError(.runtime, "outer: Expected 1-D argument self, but got \(a.array.rank)-D")
      }
      guard b.array.rank == 1 else {
        throw TorchError(.runtime, "outer: Expected 1-D argument vec2, but got \(b.array.rank)-D")
      }
      return .tensor(try a.reshape([a.array.count, 1]) * b)
    })
  static let ger: Operator = Operator(
    "ger(Tensor self, Tensor vec2) -> Tensor", forms: .pure, alias: outer)

  static let matmul: Operator = Operator(
    "matmul(Tensor self, Tensor other) -> Tensor", forms: .pure,
    composite: { .tensor(try product($0.tensor(0), $0.tensor(1))) })
  static let linalgMatmul: Operator = Operator(
    "linalg_matmul(Tensor self, Tensor other) -> Tensor", module: .linalg, forms: [.function, .out],
    composite: { .tensor(try product($0.tensor(0), $0.tensor(1))) })

  /// `a @ b`, by the operators PyTorch picks for the ranks (`_matmul_impl`).
  static func product(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    if Autocast.isOn { return try matmul(.tensor(a), .tensor(b)) }
    let (rankA, rankB) = (a.array.rank, b.array.rank)
    switch (rankA, rankB) {
    case (0, _), (_, 0):
      throw TorchError(
        .runtime, "both arguments to matmul need to be at least 1D, but they are \(rankA)D and \(rankB)D")
    case (1, 1): return try dot(.tensor(a), .tensor(b))
    case (2, 1): return try a.mv(b)
    case (1, 2): return try squeezeFirst(a.unsqueeze(0).mm(b))
    case (2, 2): return try mm(a, b)
    case (3..., 1...2) where foldsFirst(a, b, isTurned: false):
      // The batch is folded into the rows of one product.
      let shape = a.array.shape.array
      let rows = shape.dropLast().reduce(1, *)
      let folded = try a.reshape([rows, shape[rankA - 1]])
      let product = rankB == 2 ? try folded.mm(b) : try folded.mv(b)
      let size = Array(shape.dropLast()) + (rankB == 2 ? [b.array.shape[1]] : [])
      return try unsafeView(.tensor(product), .ints(size))
    case (1...2, 3...) where foldsFirst(b, a, isTurned: true):
      let turned = try b.transpose(-2, -1)
      let other = rankA == 2 ? try a.t() : a
      let shape = turned.array.shape.array
      let rows = shape.dropLast().reduce(1, *)
      let folded = try turned.reshape([rows, shape[rankB - 1]])
      let product = rankA == 2 ? try folded.mm(other) : try folded.mv(other)
      let size = Array(shape.dropLast()) + (rankA == 2 ? [a.array.shape[0]] : [])
      let result = try unsafeView(.tensor(product), .ints(size))
      return rankA == 2 ? try result.transpose(-2, -1) : result
    default: return try batchedProduct(a, b)
    }
  }

  /// The product of two matrices of one floating-point type whose sizes fit; nil for all else.
  @inline(__always) static func usualProduct(_ a: Tensor, _ b: Tensor) throws -> Tensor? {
    if Autocast.isOn { return nil }
    if let array = a.smallProduct(b) { return try mm.recorded(array, a, b) }
    let dtype = a.array.dtype
    guard dtype == .float32 || dtype == .float64, b.array.dtype == dtype, a.array.shape.count == 2,
      b.array.shape.count == 2, a.array.shape[1] == b.array.shape[0]
    else { return nil }
    return try mm.recorded(a.array.mm(b.array), a, b)
  }

  /// `squeeze_(0)` of a fresh product.
  private static func squeezeFirst(_ tensor: Tensor) throws -> Tensor {
    try squeezeFirstDim(.tensor(tensor))
  }

  /// The first dimension, of size one, taken away in place (`squeeze_.dim`).
  static let squeezeFirstDim: Operator = Operator(
    "_squeeze_first(Tensor self) -> Tensor", module: .hidden, node: "SqueezeBackward4",
    forward: { arguments in
      let array = try arguments.array(0)
      array.storage.version &+= 1
      return try array.squeeze([0])
    },
    backward: { call in try call.give(0, call.grad.unsqueeze(0)) })

  /// Whether a batch is folded into the rows of one product (PyTorch's `should_fold`).
  ///
  /// - Parameter isTurned: whether the batch is the second factor, whose matrices are turned for that.
  private static func foldsFirst(_ large: Tensor, _ small: Tensor, isTurned: Bool) -> Bool {
    if small.requiresGrad { return true }
    if isTurned, small.array.rank == 2 { return false }
    if large.array.count == 0 { return true }
    let rank = large.array.rank
    var (shape, strides) = (large.array.shape.array, large.array.strides.array)
    if isTurned {
      shape.swapAt(rank - 1, rank - 2)
      strides.swapAt(rank - 1, rank - 2)
    }
    for index in 0..<(large.array.rank - 2) where strides[index] != strides[index + 1] * shape[index + 1] {
      return false
    }
    return true
  }

  private static func batchedProduct(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    let (rankA, rankB) = (a.array.rank, b.array.rank)
    let rows = rankA >= 2 ? a.array.shape[rankA - 2] : 1
    let inner = a.array.shape[rankA - 1]
    let columns = rankB >= 2 ? b.array.shape[rankB - 1] : 1
    let innerB = rankB >= 2 ? b.array.shape[rankB - 2] : b.array.shape[0]
    let batch = try NDArray.broadcast(Dims(a.array.shape.array.dropLast(2)), Dims(b.array.shape.array.dropLast(2)))
    let count = batch.product
    let left = try a.expand(batch.array + (rankA >= 2 ? [rows, inner] : [inner]))
      .reshape([count, rankA >= 2 ? rows : 1, inner])
    let right: Tensor
    if rankB == 1 {
      right = try b.unsqueeze(1).expand(batch.array + [innerB, 1]).reshape([count, innerB, 1])
    } else {
      right = try b.expand(batch.array + [innerB, columns]).reshape([count, innerB, columns])
    }
    let size = batch.array + (rankA >= 2 ? [rows] : []) + (rankB >= 2 ? [columns] : [])
    return try unsafeView(.tensor(left.bmm(right)), .ints(size))
  }

  // MARK: Products of another type

  /// The overload of a product that says which type the result is to have. PyTorch computes none of them on a CPU.
  private static func typed(_ name: String, _ operands: String, _ factors: String = "") -> Operator {
    Operator(
      "\(name).dtype(\(operands), ScalarType out_dtype\(factors)) -> Tensor", forms: [.function, .out],
      composite: { _ in
        throw TorchError(
          .notImplemented,
          "Could not run 'aten::\(name).dtype' with arguments from the 'CPU' backend. This could be because the operator"
            + " doesn't exist for this backend, or was omitted during the selective/custom build process (if using custom"
            + " build).")
      })
  }

  private static let scales = ", *, Scalar beta=1, Scalar alpha=1"
  static let mmTyped: Operator = typed("mm", "Tensor self, Tensor mat2")
  static let bmmTyped: Operator = typed("bmm", "Tensor self, Tensor mat2")
  static let addmmTyped: Operator = typed("addmm", "Tensor self, Tensor mat1, Tensor mat2", scales)
  static let baddbmmTyped: Operator = typed("baddbmm", "Tensor self, Tensor batch1, Tensor batch2", scales)

  // MARK: Products added to something

  /// `beta * self + alpha * product`, which is fresh; a beta of zero ignores `self`, nan included. Types of 16 bits are
  /// rounded once, at the end.
  ///
  /// - Parameter part: The elements of `self` that the product belongs to; nil for all.
  private static func added(
    _ arguments: OperatorArguments, to part: NDArray? = nil, _ product: NDArray, beta: Int, alpha: Int
  ) throws -> NDArray {
    var x = try part ?? arguments.array(0)
    let (scale, factor) = (arguments.optionalScalar(beta), arguments.optionalScalar(alpha))
    var product = product
    let dtype = try arguments.array(1).dtype
    // Half types are multiplied and added in single precision and rounded once.
    if dtype.computeType != dtype, x.dtype == dtype { x = try x.cast(to: dtype.computeType) }
    if let factor, !isOne(factor) {
      product = try product.mul(NDArray(scalar: factor, product.dtype), as: product.dtype, into: product)
    }
    guard x.dtype == product.dtype else {
      throw TorchError(
        .runtime,
        "self and mat2 must have the same dtype, but got \(x.dtype.scalarName) and \(product.dtype.scalarName)")
    }
    // Checks that `self` can be expanded to the product's shape.
    let expanded = try x.expand(product.shape.array)
    for number in [scale, factor] { if let number { try Factories.check(number, fits: dtype.computeType) } }
    if let scale, scale.isZero { return try product.cast(to: dtype) }
    // The product is nobody else's.
    guard let scale, !isOne(scale) else { return try expanded.add(product, as: x.dtype, into: product).cast(to: dtype) }
    let number = try NDArray(scalar: scale, x.dtype)
    return try NDArray.inParts([expanded, product], into: product) {
      try $0[0].mul(number, as: x.dtype).add($0[1], as: x.dtype, into: $1)
    }.cast(to: dtype)
  }

  /// The same written over large memory that no factor lies in, for some rows of the product at a time; nil where the
  /// memory does not fit. `self` may be that memory.
  ///
  /// - Parameter sum: Computes the same of a part of `self` and batches of matrices.
  private static func addedByRows(
    _ arguments: OperatorArguments, into target: NDArray?, beta: Int, alpha: Int,
    sum: (_ part: NDArray, _ left: NDArray, _ right: NDArray) throws -> NDArray
  ) throws -> NDArray? {
    let (x, left, right) = (try arguments.array(0), try arguments.array(1), try arguments.array(2))
    let rank = left.rank
    guard let target, target.count > NDArray.slabSize, right.rank == rank, target.rank == rank,
      [x.dtype, right.dtype, target.dtype].allSatisfy({ $0 == left.dtype }),
      left.shape[rank - 1] == right.shape[rank - 2], target.shape[rank - 2] == left.shape[rank - 2],
      target.shape[rank - 1] == right.shape[rank - 1],
      rank == 2 || left.shape[0] == right.shape[0] && left.shape[0] == target.shape[0],
      left.storage !== target.storage, right.storage !== target.storage,
      (try? NDArray.broadcast(x.shape, target.shape)) == target.shape
    else { return nil }
    // Refuses numbers before anything is written.
    for place in [beta, alpha] {
      if let number = arguments.optionalScalar(place) { try Factories.check(number, fits: left.dtype.computeType) }
    }
    func batched(_ array: NDArray) throws -> NDArray { try rank == 3 ? array : array.unsqueeze(0) }
    let (wideLeft, wideRight) = (try batched(wide(arguments, 1)), try batched(wide(arguments, 2)))
    let (base, out) = (try batched(x.expand(target.shape.array)), try batched(target))
    let (batches, rows, columns) = (out.shape[0], out.shape[1], out.shape[2])
    // Products of few rows are summed in another order.
    let fewest = 8
    guard rows * columns <= NDArray.slabSize || rows >= 2 * fewest && columns >= 2 * fewest else { return nil }
    let rowStep = Swift.max(fewest, NDArray.slabSize / columns)
    let batchStep = Swift.max(1, NDArray.slabSize / (rows * columns))
    for batch in stride(from: 0, to: batches, by: batchStep) {
      let count = Swift.min(batchStep, batches - batch)
      let factors = try wideRight.narrow(0, batch, count)
      var row = 0
      while row < rows {
        let length = rows - row < rowStep + fewest ? rows - row : rowStep
        func part(_ array: NDArray) throws -> NDArray { try array.narrow(0, batch, count).narrow(1, row, length) }
        try part(out).copy(from: sum(part(base), part(wideLeft), factors))
        row += length
      }
    }
    return target
  }

  /// Whether a factor changes nothing: one, or none.
  private static func isOne(_ factor: Scalar?) -> Bool { factor == nil || factor == .int(1) || factor == .double(1) }

  /// A factor of a product; half types as single precision.
  private static func wide(_ arguments: OperatorArguments, _ index: Int) throws -> NDArray {
    let array = try arguments.array(index)
    return try array.dtype.computeType == array.dtype || array.dtype != arguments.array(0).dtype
      ? array : array.cast(to: array.dtype.computeType)
  }

  private static func factor(_ call: BackwardCall, _ index: Int) -> Scalar? {
    let scalar = call.arguments.optionalScalar(index)
    return isOne(scalar) ? nil : scalar
  }

  /// A tensor that nobody else has times a factor, in its memory where nothing is recorded.
  private static func scaled(_ fresh: Tensor, _ factor: Scalar?) throws -> Tensor {
    guard let factor else { return fresh }
    if !GradMode.isEnabled, let number = factor.exactDouble, fresh.combineValues(.multiply, withNumber: number) {
      return fresh
    }
    return try fresh.scaled(by: factor)
  }

  static let addmm: Operator = Operator(
    "addmm(Tensor self, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1) -> Tensor", forms: .all,
    node: "AddmmBackward0", inputs: [0, 1, 2], saving: [.inputFor(1, of: 2), .inputFor(2, of: 1)],
    samples: .tensors([[4], [2, 3], [3, 4]]),
    writing: { arguments, target in
      let types = try (0...2).map { try arguments.array($0).dtype }
      for (name, type) in [("self", types[0]), ("mat1", types[1])] where type != types[2] {
        throw TorchError(
          .runtime, "\(name) and mat2 must have the same dtype, but got \(type.scalarName) and \(types[2].scalarName)")
      }
      for place in 1...2 {
        let rank = try arguments.array(place).rank
        if rank != 2 { throw TorchError(.runtime, "mat\(place) must be a matrix, got \(rank)-D tensor") }
      }
      let (x, left, right) = (try arguments.array(0), try arguments.array(1), try arguments.array(2))
      let isPlain = [3, 4].allSatisfy { isOne(arguments.optionalScalar($0)) }
      let isBegun = isPlain && NDArray.beginsWithAddend(left, right)
      if isBegun, target?.isContiguous ?? true {
        return try left.mm(right, onto: x.expand([left.shape[0], right.shape[1]]), into: target)
      }
      let written = try addedByRows(arguments, into: target, beta: 3, alpha: 4) { x, left, right in
        let (left, right) = (try left.select(0, 0), try right.select(0, 0))
        if isBegun { return try left.mm(right, onto: x.select(0, 0)).unsqueeze(0) }
        return try added(arguments, to: x, left.mm(right).unsqueeze(0), beta: 3, alpha: 4)
      }
      if written == nil, isBegun { return try left.mm(right, onto: x.expand([left.shape[0], right.shape[1]])) }
      return try written ?? added(arguments, wide(arguments, 1).mm(wide(arguments, 2)), beta: 3, alpha: 4)
    },
    backward: { call in
      try call.give(0, call.grad.scaled(by: factor(call, 3)))
      try call.give(1, productGradient(call, 1, turned: call.saved(1), factor(call, 4)))
      try call.give(2, productGradient(turned: call.saved(0), call, 2, factor(call, 4)))
    })

  static let addmv: Operator = Operator(
    "addmv(Tensor self, Tensor mat, Tensor vec, *, Scalar beta=1, Scalar alpha=1) -> Tensor", forms: .all,
    node: "AddmvBackward0", inputs: [0, 1, 2], saving: [.inputFor(1, of: 2), .inputFor(2, of: 1)],
    samples: .tensors([[2], [2, 3], [3]]),
    forward: { arguments in
      let (x, matrix, vector) = (try arguments.array(0), try arguments.array(1), try arguments.array(2))
      guard matrix.rank == 2, vector.rank == 1, x.rank <= 1 else {
        throw TorchError(
          .runtime, "vector + matrix @ vector expected, got \(x.rank), \(matrix.rank), \(vector.rank)")
      }
      guard x.rank == 0 || [1, matrix.shape[0]].contains(x.shape[0]), matrix.shape[1] == vector.shape[0] else {
        throw TorchError(
          .runtime,
          "size mismatch, got input (\(x.rank == 0 ? 1 : x.shape[0])), mat (\(matrix.shape[0])x\(matrix.shape[1])), vec"
            + " (\(vector.shape[0]))")
      }
      guard matrix.dtype == vector.dtype, x.dtype == matrix.dtype else {
        throw TorchError(
          .runtime,
          "addmv input tensors must have the same dtype, but got \(x.dtype.scalarName), \(matrix.dtype.scalarName), and"
            + " \(vector.dtype.scalarName)")
      }
      let column = vector.column
      if NDArray.beginsWithAddend(matrix, column), isOne(arguments.optionalScalar(3)),
        isOne(arguments.optionalScalar(4))
      {
        return try matrix.mm(column, onto: x.expand([matrix.shape[0]]).unsqueeze(1)).squeeze([1])
      }
      return try added(arguments, wide(arguments, 1).mv(wide(arguments, 2)), beta: 3, alpha: 4)
    },
    backward: { call in
      try call.give(0, call.grad.scaled(by: factor(call, 3)))
      try call.give(
        1, scaled(outer(.tensor(call.grad), .tensor(call.saved(1).conj())), factor(call, 4)))
      try call.give(2, call.saved(0).t().conj().mv(call.grad).scaled(by: factor(call, 4)))
    })

  static let addr: Operator = Operator(
    "addr(Tensor self, Tensor vec1, Tensor vec2, *, Scalar beta=1, Scalar alpha=1) -> Tensor", forms: .all,
    node: "AddrBackward0", inputs: [0, 1, 2], saving: [.inputFor(1, of: 2), .inputFor(2, of: 1)],
    samples: .tensors([[2, 3], [2], [3]]),
    writing: { arguments, target in
      // The first vector takes the factor before it is multiplied.
      let (left, right) = (try arguments.array(1), try arguments.array(2))
      guard left.rank == 1, right.rank == 1 else {
        throw TorchError(
          .runtime,
          "addr: Expected 1-D argument \(left.rank == 1 ? "vec2" : "vec1"), but got"
            + " \(left.rank == 1 ? right.rank : left.rank)-D")
      }
      let dtype = promoted([try arguments.tensor(0), try arguments.tensor(1), try arguments.tensor(2)])
      for (place, name) in [(3, "beta"), (4, "alpha")] {
        switch arguments.optionalScalar(place) {
        case .bool where dtype != .bool:
          throw TorchError(.runtime, "Boolean \(name) only supported for Boolean results.")
        case .double where dtype.isIntegral:
          throw TorchError(
            .runtime, "For integral input tensors, argument \(name) must not be a floating point number.")
        default: break
        }
      }
      let scaled = try factor(arguments, 4).map { try left.mul(NDArray(scalar: $0, dtype), as: dtype) } ?? left
      let base = try arguments.array(0).expand([left.count, right.count])
      for place in [4, 3] {
        if let number = arguments.optionalScalar(place) { try Factories.check(number, fits: dtype.computeType) }
      }
      let (column, row) = (try scaled.unsqueeze(1), try right.unsqueeze(0))
      let scale = arguments.optionalScalar(3)
      if let scale, scale.isZero { return try column.mul(row, as: dtype, into: target) }
      let number = try isOne(scale) ? nil : scale.map { try NDArray(scalar: $0, dtype) }
      return try NDArray.inParts([base, column, row], into: target) { operands, target in
        let addend = try number.map { try operands[0].mul($0, as: dtype) } ?? operands[0]
        return try addend.add(operands[1].mul(operands[2], as: dtype), as: dtype, into: target)
      }
    },
    backward: { call in
      try call.give(0, call.grad.scaled(by: factor(call, 3)))
      try call.give(1, call.grad.mv(call.saved(1).conj()).scaled(by: factor(call, 4)))
      try call.give(2, call.grad.t().mv(call.saved(0).conj()).scaled(by: factor(call, 4)))
    })

  /// Reads the sizes that the result has before anything else is looked at.
  private static func checkBatches(_ arguments: OperatorArguments, _ sizes: [(place: Int, dim: Int)]) throws {
    for (place, dim) in sizes {
      _ = try NDArray.wrap(dim, rank: arguments.array(place).rank, allowsScalar: false)
    }
  }

  static let baddbmm: Operator = Operator(
    "baddbmm(Tensor self, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1) -> Tensor", forms: .all,
    node: "BaddbmmBackward0", inputs: [0, 1, 2], saving: [.inputFor(1, of: 2), .inputFor(2, of: 1)],
    samples: .tensors([[2, 2, 2], [2, 2, 3], [2, 3, 2]]),
    writing: { arguments, target in
      try checkBatches(arguments, [(1, 0), (1, 1), (2, 2)])
      let left = try arguments.array(1)
      _ = try arguments.array(0).expand([left.shape[0], left.shape[1], arguments.array(2).shape[2]])
      if left.rank == 3, left.dtype != .bool {
        let written = try addedByRows(arguments, into: target, beta: 3, alpha: 4) { x, left, right in
          try added(arguments, to: x, left.bmm(right, name: "baddbmm"), beta: 3, alpha: 4)
        }
        if let written { return written }
      }
      return try added(arguments, wide(arguments, 1).bmm(wide(arguments, 2), name: "baddbmm"), beta: 3, alpha: 4)
    },
    backward: { call in
      try call.give(0, call.grad.scaled(by: factor(call, 3)))
      try call.give(1, scaled(call.grad.bmm(call.saved(1).transpose(1, 2).conj()), factor(call, 4)))
      try call.give(2, scaled(call.saved(0).transpose(1, 2).conj().bmm(call.grad), factor(call, 4)))
    })

  static let addbmm: Operator = Operator(
    "addbmm(Tensor self, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1) -> Tensor", forms: .all,
    node: "AddbmmBackward0", inputs: [0, 1, 2], saving: [.inputFor(1, of: 2), .inputFor(2, of: 1)],
    samples: .tensors([[2, 2], [2, 2, 3], [2, 3, 2]]),
    forward: { arguments in
      try checkBatches(arguments, [(1, 1), (2, 2)])
      // Added up one after the other, as PyTorch does.
      let (a, b) = (try arguments.array(1), try arguments.array(2))
      let alpha = arguments.optionalScalar(4).map { Argument.scalar($0) } ?? .none
      var beta = arguments.optionalScalar(3).map { Argument.scalar($0) } ?? .none
      guard a.rank == 3, b.rank == 3, a.shape[0] == b.shape[0] else {
        throw TorchError(
          .runtime,
          a.rank != 3
            ? "batch1 must be a 3D tensor"
            : b.rank != 3
              ? "batch2 must be a 3D tensor"
              : "batch1 and batch2 must have same number of batches, got \(a.shape[0]) and \(b.shape[0])")
      }
      var result = try arguments.tensor(0).detached()
      if a.shape[0] == 0 {
        result = try result.expand([a.shape[1], b.shape[2]])
        return try result.scaled(by: arguments.optionalScalar(3)).clone().array
      }
      for batch in 0..<a.shape[0] {
        let factors = [Tensor(try a.select(0, batch)), Tensor(try b.select(0, batch))]
        result = try addmm(.tensor(result), .tensor(factors[0]), .tensor(factors[1]), beta, alpha)
        beta = .none
      }
      return result.array
    },
    backward: { call in
      let grad = try call.grad
      func repeated(for batches: Tensor) throws -> Tensor {
        try grad.unsqueeze(0).expand([batches.array.shape[0]] + grad.array.shape.array)
      }
      try call.give(0, grad.scaled(by: factor(call, 3)))
      if call.needs(1) {
        let other = try call.saved(1)
        try call.give(1, scaled(repeated(for: other).bmm(other.transpose(1, 2).conj()), factor(call, 4)))
      }
      if call.needs(2) {
        let other = try call.saved(0)
        try call.give(2, scaled(other.transpose(1, 2).conj().bmm(repeated(for: other)), factor(call, 4)))
      }
    })

  static let linear: Operator = Operator(
    "linear(Tensor input, Tensor weight, Tensor? bias=None) -> Tensor", module: .functional, forms: .function,
    usual: usualLinear,
    composite: { arguments in
      let (x, weight) = (try arguments.tensor(0), try arguments.tensor(1))
      if x.array.rank == 0 || weight.array.rank == 0 {
        throw TorchError(
          .runtime,
          "both arguments to linear need to be at least 1D, but they are \(x.array.rank)D and \(weight.array.rank)D")
      }
      guard let bias = arguments.optionalTensor(2) else { return .tensor(try x.matmul(turned(weight))) }
      if x.array.rank == 2, weight.array.rank == 2 {
        return .tensor(try addmm(.tensor(bias), .tensor(x), .tensor(weight.t())))
      }
      if x.array.rank > 0, weight.array.rank == 2, x.array.isContiguous, bias.array.rank == 1, bias.array.isContiguous {
        let shape = x.array.shape.array
        let flat = try x.view([shape.dropLast().reduce(1, *), shape[shape.count - 1]])
        let product = try addmm(.tensor(bias), .tensor(flat), .tensor(weight.t()))
        return .tensor(try product.view(shape.dropLast() + [weight.array.shape[0]]))
      }
      return .tensor(try x.matmul(turned(weight)) + bias)
    })

  /// A layer over the rows of a matrix: the same nodes as `linear`, and no argument is looked at twice.
  private static let usualLinear: Usual = { x, weight, bias in
    let dtype = x.dtype
    guard x.array.rank == 2, weight.array.rank == 2, dtype == .float32 || dtype == .float64, weight.dtype == dtype,
      x.array.shape[1] == weight.array.shape[1], TensorSession.boundAudit == nil
    else { return nil }
    guard let bias else { return try usualProduct(x, weight.t()) }
    guard bias.array.rank == 1, bias.dtype == dtype, bias.array.shape[0] == weight.array.shape[0] else { return nil }
    let turned = try weight.t()
    let array: NDArray
    if NDArray.beginsWithAddend(x.array, turned.array) {
      array = try x.array.mm(turned.array, onto: bias.array.expand([x.array.shape[0], bias.array.shape[0]]))
    } else {
      let product = try x.smallProduct(turned) ?? x.array.mm(turned.array)
      array = product.combine(.add, with: bias.array) ? product : try product.add(bias.array, as: dtype)
    }
    guard let node = addmm.node, GradMode.isEnabled, x.requiresGrad || weight.requiresGrad || bias.requiresGrad else {
      return Tensor(array)
    }
    return try OperatorNode.record(node, array, bias, x, turned, saving: addmm.saving)
  }

  private static func turned(_ weight: Tensor) throws -> Tensor { try weight.t() }

  static let tensordot: Operator = Operator(
    "tensordot(Tensor self, Tensor other, int[] dims_self, int[] dims_other) -> Tensor", forms: [.function, .out],
    composite: { arguments in
      let (a, b) = (try arguments.tensor(0), try arguments.tensor(1))
      let dims = (try arguments.ints(2), try arguments.ints(3))
      guard dims.0.count == dims.1.count else {
        throw TorchError(.runtime, "both dimension lists should have same length")
      }
      if a.dtype != b.dtype { throw TorchError(.runtime, "both inputs should have same dtype") }
      var (first, second): ([Int], [Int]) = ([], [])
      for pair in zip(dims.0, dims.1) {
        let i = try NDArray.wrap(pair.0, rank: a.array.rank, allowsScalar: false)
        let j = try NDArray.wrap(pair.1, rank: b.array.rank, allowsScalar: false)
        guard a.array.shape[i] == b.array.shape[j] else {
          throw TorchError(
            .runtime,
            "contracted dimensions need to match, but first has size \(a.array.shape[i]) in dim \(pair.0) and second has"
              + " size \(b.array.shape[j]) in dim \(pair.1)")
        }
        first.append(i)
        second.append(j)
      }
      let restA = (0..<a.array.rank).filter { !first.contains($0) }
      let restB = (0..<b.array.rank).filter { !second.contains($0) }
      let inner = first.reduce(1) { $0 * a.array.shape[$1] }
      let sizeA = restA.map { a.array.shape[$0] }
      let sizeB = restB.map { b.array.shape[$0] }
      let (left, right) = (try a.permute(restA + first), try b.permute(second + restB))
      let (rows, columns) = (sizeA.reduce(1, *), sizeB.reduce(1, *))
      let product =
        rows == 1 && columns == 1
        ? try dot(
          .tensor(left.array.rank == 1 ? left : left.reshape([inner])),
          .tensor(right.array.rank == 1 ? right : right.reshape([inner])))
        : try left.reshape([rows, inner]).mm(right.reshape([inner, columns]))
      return .tensor(try product.view(sizeA + sizeB))
    })

  static let chainMatmul: Operator = Operator(
    "chain_matmul(Tensor[] matrices) -> Tensor", forms: [.function, .out],
    composite: { arguments in
      try TorchWarnings.warnOnce(
        "torch.chain_matmul is deprecated and will be removed in a future PyTorch release. Use torch.linalg.multi_dot"
          + " instead, which accepts a list of two or more tensors rather than multiple parameters. (Triggered"
          + " internally at /__w/pytorch/pytorch/aten/src/ATen/native/LinearAlgebra.cpp:1102.)")
      let matrices = try arguments.tensors(0)
      guard let first = matrices.first else {
        throw TorchError(.runtime, "chain_matmul(): Expected one or more matrices")
      }
      if matrices.count == 1 { return .tensor(try first.clone()) }
      return .tensor(try chained(matrices))
    })

  static let linalgMultiDot: Operator = Operator(
    "linalg_multi_dot(Tensor[] tensors) -> Tensor", module: .linalg, forms: [.function, .out],
    composite: { arguments in
      let tensors = try arguments.tensors(0)
      guard tensors.count >= 2 else {
        throw TorchError(.runtime, "multi_dot(): expected at least 2 tensors but got \(tensors.count)")
      }
      try checkChain(tensors.map(\.array))
      return .tensor(try chained(tensors))
    })

  /// What `multi_dot` refuses.
  private static func checkChain(_ arrays: [NDArray]) throws {
    func fail(_ what: String) -> TorchError { TorchError(.runtime, "multi_dot(): \(what)") }
    let last = arrays.count - 1
    for (place, name) in [(0, "first"), (last, "last")] where !(1...2).contains(arrays[place].rank) {
      throw fail("the \(name) tensor must be 1D or 2D but got \(arrays[place].rank)D")
    }
    for place in 1..<Swift.max(last, 1) where arrays[place].rank != 2 {
      throw fail("tensor \(place) must be 2D but got \(arrays[place].rank)D")
    }
    for (place, array) in arrays.enumerated() where array.dtype != arrays[0].dtype {
      throw fail(
        "all tensors must have be the same dtype but tensor 0 is \(arrays[0].dtype.typeMetaName) and tensor \(place)"
          + " \(array.dtype.typeMetaName)")
    }
    for place in 0..<last where arrays[place].shape.last != arrays[place + 1].shape[0] {
      throw fail(
        "tensors \(place) and \(place + 1) with shapes \(arrays[place].shape.text) and \(arrays[place + 1].shape.text)"
          + " cannot be multiplied")
    }
  }

  /// A chain of products in the order that costs least.
  private static func chained(_ tensors: [Tensor]) throws -> Tensor {
    var all = tensors
    let isRow = all[0].array.rank == 1
    let isColumn = all[all.count - 1].array.rank == 1
    if isRow { all[0] = try all[0].unsqueeze(0) }
    if isColumn { all[all.count - 1] = try all[all.count - 1].unsqueeze(1) }
    var shape: [Int] = []
    if !isRow { shape.append(all[0].array.shape[0]) }
    if !isColumn { shape.append(all[all.count - 1].array.shape[1]) }
    let result: Tensor
    if all.count == 2 {
      result = try all[0].mm(all[1])
    } else {
      let sizes = all.map { $0.array.shape[0] } + [all[all.count - 1].array.shape[1]]
      result = try chainProduct(all, bestSplits(sizes), 0, all.count - 1)
    }
    return try result.view(shape)
  }

  /// Where to cut each part of a chain of matrices with these sizes.
  private static func bestSplits(_ sizes: [Int]) -> [[Int]] {
    let n = sizes.count - 1
    var cost = [[Double]](repeating: [Double](repeating: 0, count: n), count: n)
    var cut = [[Int]](repeating: [Int](repeating: 0, count: n), count: n)
    for length in 1..<Swift.max(n, 1) {
      for i in 0..<(n - length) {
        let j = i + length
        cost[i][j] = .infinity
        for k in i..<j {
          let total =
            cost[i][k] + cost[k + 1][j] + Double(sizes[i]) * Double(sizes[k + 1]) * Double(sizes[j + 1])
          if total < cost[i][j] {
            cost[i][j] = total
            cut[i][j] = k
          }
        }
      }
    }
    return cut
  }

  private static func chainProduct(_ all: [Tensor], _ cut: [[Int]], _ i: Int, _ j: Int) throws -> Tensor {
    if i == j { return all[i] }
    let k = cut[i][j]
    return try chainProduct(all, cut, i, k).mm(chainProduct(all, cut, k + 1, j))
  }

  static let kron: Operator = Operator(
    "kron(Tensor self, Tensor other) -> Tensor", forms: .pure,
    composite: { arguments in
      let (a, b) = (try arguments.tensor(0), try arguments.tensor(1))
      let rank = Swift.max(a.array.rank, b.array.rank)
      var (sizeA, sizeB, result): ([Int], [Int], [Int]) = ([], [], [])
      for index in 0..<rank {
        let i = index - rank + a.array.rank
        let j = index - rank + b.array.rank
        let (m, n) = (i >= 0 ? a.array.shape[i] : 1, j >= 0 ? b.array.shape[j] : 1)
        sizeA += [m, 1]
        sizeB += [1, n]
        result.append(m * n)
      }
      let product = try unsafeView(.tensor(a), .ints(sizeA)) * unsafeView(.tensor(b), .ints(sizeB))
      return .tensor(try unsafeView(.tensor(product), .ints(result)))
    })

  static let trace: Operator = Operator(
    "trace(Tensor self) -> Tensor", forms: .both, node: "TraceBackward0", samples: .tensors([[3, 3]]),
    forward: { arguments in
      let x = try arguments.array(0)
      if x.dtype == .bool { throw TorchError.notImplemented("trace", for: x.dtype) }
      if x.rank != 2 { throw TorchError(.runtime, "trace: expected a matrix, but got tensor with dim \(x.rank)") }
      return try x.diagonal().sum()
    },
    backward: { call in
      let (grad, shape) = (try call.grad, try call.shape(0))
      let zeros = Tensor(try NDArray(zeros: [shape.product], grad.dtype))
      let (count, step) = (Swift.min(shape[0], shape[1]), shape[1] + 1)
      let places = Tensor(try NDArray(arange: .int(0), to: .int(count * step), step: .int(step), .int64))
      try call.give(0, indexFillTensor.over(zeros, [.int(0), .tensor(places), .tensor(grad)]).view(shape.array))
    })

  static let linalgMatrixPower: Operator = Operator(
    "linalg_matrix_power(Tensor self, int n) -> Tensor", module: .linalg, forms: [.function, .out],
    composite: { .tensor(try power($0.tensor(0), $0.int(1))) })
  static let matrixPower: Operator = Operator(
    "matrix_power(Tensor self, int n) -> Tensor", forms: .pure,
    composite: { .tensor(try power($0.tensor(0), $0.int(1))) })

  private static func power(_ x: Tensor, _ n: Int) throws -> Tensor {
    guard x.array.rank >= 2, x.array.shape[x.array.rank - 1] == x.array.shape[x.array.rank - 2] else {
      throw TorchError(
        .runtime,
        x.array.rank < 2
          ? "linalg.matrix_power: The input tensor A must have at least 2 dimensions."
          : "linalg.matrix_power: A must be batches of square matrices, but they are"
            + " \(x.array.shape[x.array.rank - 2]) by \(x.array.shape[x.array.rank - 1]) matrices")
    }
    if n == 0 {
      let identity = try NDArray(eye: x.array.shape[x.array.rank - 1], x.array.shape[x.array.rank - 1], x.dtype)
      return Tensor(try identity.broadcasted(to: x.array.shape).cloneContiguous())
    }
    if n == 1 { return try x.clone() }
    if n == 2 { return try x.matmul(x) }
    if n == 3 { return try x.matmul(x).matmul(x) }
    guard n > 0 else { return try power(linalgInv(.tensor(x)), n == .min ? .max : -n) }
    var (base, result): (Tensor?, Tensor?) = (nil, nil)
    var rest = n
    while rest > 0 {
      base = try base.map { try $0.matmul($0) } ?? x
      if rest & 1 == 1 { result = try result.map { try $0.matmul(base ?? x) } ?? base }
      rest >>= 1
    }
    return result ?? x
  }

  static let linalgVecdot: Operator = Operator(
    "linalg_vecdot(Tensor x, Tensor y, *, int dim=-1) -> Tensor", module: .linalg, forms: [.function, .out],
    composite: { arguments in
      let (x, y) = (try arguments.tensor(0), try arguments.tensor(1))
      for operand in [x, y] where !operand.dtype.isDifferentiable {
        throw TorchError(
          .runtime,
          "linalg.vecdot: Expected a floating point or complex tensor as input. Got \(operand.dtype.scalarName)")
      }
      if x.dtype != y.dtype {
        throw TorchError(
          .runtime,
          "linalg.vecdot: Expected x and y to have the same dtype, but found x of type \(x.dtype.scalarName) and y of type"
            + " \(y.dtype.scalarName) instead")
      }
      return .tensor(try (x.conj() * y).sum([arguments.int(2, default: -1)]))
    })

  // MARK: Pointwise products added to something

  static let addcmul: Operator = Operator(
    "addcmul(Tensor self, Tensor tensor1, Tensor tensor2, *, Scalar value=1) -> Tensor", forms: .all,
    node: "AddcmulBackward0", inputs: [0, 1, 2], saving: [.inputFor(1, of: 2), .inputFor(2, of: 1)],
    samples: .tensors([[2, 3], [3], [2, 1]], -2...2, with: [.scalar(.double(0.5))]),
    elementwise: { arguments, target in
      let (x, a, b) = (try arguments.tensor(0), try arguments.tensor(1), try arguments.tensor(2))
      let dtype = promoted([x, a, b])
      _ = try NDArray.broadcast(NDArray.broadcast(x.array.shape, a.array.shape), b.array.shape)
      if dtype == .bool { throw TorchError.notImplemented("addcmul_cpu_out", for: dtype) }
      let compute = dtype.computeType
      let value = try factor(arguments, 3, fits: compute)
      let operands = [x.array, a.array, b.array]
      func wide(_ array: NDArray) throws -> NDArray { try array.cast(to: dtype).cast(to: compute) }
      if compute.isFloatingPoint {
        return try NDArray.inPartsForSteps(operands, into: target) { operands, target in
          try operands[0].cast(to: dtype).ternary(
            .addProduct, operands[1].cast(to: dtype), operands[2].cast(to: dtype), scale: value?.double ?? 1, as: dtype,
            into: target)
        }
      }
      if dtype.isInteger, x.dtype == dtype,
        let sum = try x.array.adding(value?.int ?? 1, times: a.array, b.array, into: target)
      {
        return sum
      }
      if dtype.isComplex {
        return try NDArray.inParts(operands, into: target) { operands, target in
          try operands[0].ternary(
            .addProduct, operands[1], operands[2], factor: value ?? .int(1), asComplex: dtype, into: target)
        }
      }
      return try NDArray.inParts(operands, into: target) { operands, target in
        var first = try wide(operands[1])
        if let value { first = try first.mul(NDArray(scalar: value, compute), as: compute) }
        return try wide(operands[0]).adding(product: first, wide(operands[2]), as: compute, into: target).cast(
          to: dtype)
      }
    },
    backward: { call in
      try call.give(0, call.grad)
      try call.give(1, call.grad * call.saved(1).scaled(by: factor(call, 3)).conj())
      try call.give(2, call.grad * call.saved(0).scaled(by: factor(call, 3)).conj())
    })

  private static func factor(_ arguments: OperatorArguments, _ index: Int) -> Scalar? {
    guard let scalar = arguments.optionalScalar(index), scalar != .int(1), scalar != .double(1) else { return nil }
    return scalar
  }

  /// The factor in a type that it must fit.
  private static func factor(_ arguments: OperatorArguments, _ index: Int, fits dtype: DType) throws -> Scalar? {
    guard let scalar = factor(arguments, index) else { return nil }
    try Factories.check(scalar, fits: dtype)
    return scalar
  }

  static let addcdiv: Operator = Operator(
    "addcdiv(Tensor self, Tensor tensor1, Tensor tensor2, *, Scalar value=1) -> Tensor", forms: .all,
    node: "AddcdivBackward0", inputs: [0, 1, 2], saving: [.inputFor(1, of: 2), .input(2)],
    samples: Samples { maker in
      [
        [
          .tensor(try maker.tensor([2, 3])), .tensor(try maker.tensor([3])),
          .tensor(try maker.tensor([2, 1], 0.5...2)), .scalar(.double(0.5)),
        ]
      ]
    },
    elementwise: { arguments, target in
      let (x, a, b) = (try arguments.tensor(0), try arguments.tensor(1), try arguments.tensor(2))
      let dtype = promoted([x, a, b])
      if dtype.isIntegral {
        throw TorchError(
          .runtime,
          "Integer division with addcdiv is no longer supported, and in a future  release addcdiv will perform a true"
            + " division of tensor1 and tensor2. The historic addcdiv behavior can be implemented as (input + value *"
            + " torch.trunc(tensor1 / tensor2)).to(input.dtype) for integer inputs and as (input + value * tensor1 /"
            + " tensor2) for float inputs. The future addcdiv behavior is just the latter implementation: (input + value *"
            + " tensor1 / tensor2), for all dtypes.")
      }
      let compute = dtype.computeType
      let value = try factor(arguments, 3, fits: compute)
      return try NDArray.inPartsForSteps([x.array, a.array, b.array], into: target) { operands, target in
        if compute.isFloatingPoint {
          return try operands[0].cast(to: dtype).ternary(
            .addQuotient, operands[1].cast(to: dtype), operands[2].cast(to: dtype), scale: value?.double ?? 1,
            as: dtype, into: target)
        }
        return try operands[0].ternary(
          .addQuotient, operands[1], operands[2], factor: value ?? .int(1), asComplex: dtype, into: target)
      }
    },
    backward: { call in
      try call.give(0, call.grad)
      let value = factor(call, 3)
      try call.give(1, call.grad * (call.saved(1).onesLike().scaled(by: value) / call.saved(1)).conj())
      try call.give(
        2, try -call.grad * (call.saved(0).scaled(by: value) / (call.saved(1) * call.saved(1))).conj())
    })

  static let lerpScalar: Operator = Operator(
    "lerp.Scalar(Tensor self, Tensor end, Scalar weight) -> Tensor", forms: .all, node: "LerpBackward0",
    inputs: [0, 1],
    samples: .tensors([[2, 3], [3]], -2...2, with: [.scalar(.double(0.3))]),
    elementwise: { arguments, target in
      let (a, b) = (try arguments.array(0), try arguments.array(1))
      let compute = a.dtype.computeType
      guard compute != a.dtype, a.dtype == b.dtype else {
        let weight = try NDArray(scalar: arguments.scalar(2), a.dtype)
        return try NDArray.inPartsForSteps([a, b], into: target) { try $0[0].lerp($0[1], weight, into: $1) }
      }
      // A number keeps the digits that a half type would lose.
      let weight = try NDArray(scalar: arguments.scalar(2), compute)
      return try a.ternary(.lerp, b, weight, as: a.dtype, into: target)
    },
    backward: { call in
      let weight = try call.arguments.scalar(2)
      try call.give(0, call.grad.scaled(by: .double(1 - weight.double)))
      try call.give(1, call.grad.scaled(by: weight))
    })

  static let lerpTensor: Operator = Operator(
    "lerp.Tensor(Tensor self, Tensor end, Tensor weight) -> Tensor", forms: .all, node: "LerpBackward1",
    inputs: [0, 1, 2], saving: [.inputFor(0, of: 2), .inputFor(1, of: 2), .input(2)],
    samples: .tensors([[2, 3], [3], [2, 1]]),
    elementwise: { arguments, target in
      try NDArray.inPartsForSteps([arguments.array(0), arguments.array(1), arguments.array(2)], into: target) {
        try $0[0].lerp($0[1], $0[2], into: $1)
      }
    },
    backward: { call in
      try call.give(0, call.grad * (1 - call.saved(2)))
      try call.give(1, call.grad * call.saved(2))
      try call.give(2, call.grad * (call.saved(1) - call.saved(0)))
    })
}

extension NDArray {
  /// `self + weight * (end - self)`, from the nearer end as PyTorch does it.
  func lerp(_ end: NDArray, _ weight: NDArray, into target: NDArray? = nil) throws -> NDArray {
    guard dtype == end.dtype else {
      throw TorchError(
        .runtime, "expected dtype \(dtype.typeMetaName) for `end` but got dtype \(end.dtype.typeMetaName)")
    }
    // A weight without dimensions stands for a number.
    if weight.rank == 0, weight.dtype != dtype, !weight.dtype.isComplex || dtype.isComplex {
      return try lerp(end, weight.cast(to: dtype), into: target)
    }
    guard dtype == weight.dtype else {
      throw TorchError(
        .runtime, "expected dtype \(dtype.typeMetaName) for `weight` but got dtype \(weight.dtype.typeMetaName)")
    }
    guard dtype.isDifferentiable else {
      throw TorchError.notImplemented(weight.rank == 0 ? "lerp_kernel_scalar" : "lerp_kernel_tensor", for: dtype)
    }
    if dtype.isComplex { return try ternary(.lerp, end, weight, asComplex: dtype, into: target) }
    return try ternary(.lerp, end, weight, as: dtype, into: target)
  }
}
