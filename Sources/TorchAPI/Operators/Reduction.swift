import Autograd
import TensorCore

extension Operator {
  /// Reductions over dimensions.
  static let reductions: [Operator] = [
    sum, sumDim, nansum, mean, meanDim, nanmean, prod, prodDim, amax, amin, aminmax, max, maxDim, maxOther, min, minDim,
    minOther, argmax, argmin, variance, varianceDim, varianceCorrection, std, stdDim, stdCorrection, varMean,
    varMeanDim, varMeanCorrection, stdMean, stdMeanDim, stdMeanCorrection, all, allDims, allDim, any, anyDims, anyDim,
    logsumexp,
    countNonzero, countNonzeroDim, equal, isSameSize, allclose, isclose,
  ]

  /// The gradient of a sum: repeated over the dimensions that were added up.
  static func spread(_ grad: Tensor, over shape: Dims, _ dims: [Int]?, keepdim: Bool) throws -> Tensor {
    try expanded(restored(grad, shape, dims, keepdim: keepdim), to: shape)
  }

  /// A gradient in a larger shape; recorded in any case where one is, as PyTorch does.
  static func expanded(_ grad: Tensor, to shape: Dims) throws -> Tensor {
    GradMode.isEnabled ? try grad.expand(shape.array) : try grad.expand(shape)
  }

  /// A reduced result with the reduced dimensions put back as dimensions of size one.
  static func restored(_ tensor: Tensor, _ shape: Dims, _ dims: [Int]?, keepdim: Bool) throws -> Tensor {
    if keepdim || shape.count == 0 { return tensor }
    guard let dims, !dims.isEmpty else {
      return try tensor.reshape([Int](repeating: 1, count: shape.count))
    }
    var result = tensor
    for dim in try dims.map({ try NDArray.wrap($0, rank: shape.count) }).sorted() { result = try result.unsqueeze(dim) }
    return result
  }

  /// How many elements go into each result.
  static func reducedCount(_ shape: Dims, _ dims: [Int]?) throws -> Int {
    guard let dims, !dims.isEmpty else { return shape.product }
    if shape.count == 0 { return 1 }
    return try Set(dims.map { try NDArray.wrap($0, rank: shape.count) }).reduce(1) { $0 * shape[$1] }
  }

  static let sum: Operator = Operator(
    "sum(Tensor self, *, ScalarType? dtype=None) -> Tensor", forms: .both, node: "SumBackward0",
    samples: .tensor([2, 3], with: [[]]), alone: { try $0.sum() },
    forward: { try $0.array(0).sum(dtype: $0.dtype(1)) },
    backward: { call in try call.give(0, expanded(call.grad, to: call.shape(0))) })

  static let sumDim: Operator = Operator(
    "sum.dim_IntList(Tensor self, int[1]? dim, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor",
    node: "SumBackward1", samples: .tensor([2, 3], with: [[.ints([0])], [.ints([1, 0]), .bool(true)], [.none]]),
    forward: { try $0.array(0).sum($0.optionalInts(1), keepdim: $0.bool(2), dtype: $0.dtype(3)) },
    backward: { call in
      try call.give(
        0,
        try spread(call.grad, over: call.shape(0), call.arguments.optionalInts(1), keepdim: call.arguments.bool(2)))
    })

  static let nansum: Operator = Operator(
    "nansum(Tensor self, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor",
    node: "NansumBackward0", saving: [.input(0)], samples: .tensor([2, 3], with: [[], [.ints([0])]]),
    forward: { arguments in
      let x = try arguments.array(0)
      if x.dtype.isComplex { throw TorchError(.runtime, "nansum on CPU does not support complex inputs") }
      if let dtype = arguments.dtype(3), dtype.isComplex { throw TorchError.notImplemented("nansum_cpu", for: dtype) }
      func sum(_ x: NDArray) throws -> NDArray {
        try x.sum(arguments.optionalInts(1), keepdim: arguments.bool(2), dtype: arguments.dtype(3))
      }
      let total = try sum(x)
      // Where a sum is a number, all that was added is; one of truncated elements says nothing.
      if x.dtype.isIntegral { return total }
      if total.dtype.isFloatingPoint, !(try total.test(.isnan).truth(all: false).element(at: 0).isTrue) { return total }
      return try x.numberSum(arguments.optionalInts(1), keepdim: arguments.bool(2), dtype: arguments.dtype(3))
    },
    backward: { call in
      let x = try call.saved(0)
      let grad = try spread(
        call.grad.cast(to: x.dtype), over: x.array.shape, call.arguments.optionalInts(1),
        keepdim: call.arguments.bool(2))
      try call.give(0, inParts([grad, x]) { try $0[0] * $0[1].isNaN().logicalNot() })
    })

  static let mean: Operator = Operator(
    "mean(Tensor self, *, ScalarType? dtype=None) -> Tensor", node: "MeanBackward0",
    samples: .tensor([2, 3], with: [[]]), alone: { try $0.mean() },
    forward: { try $0.array(0).mean(dtype: $0.dtype(1)) },
    backward: { call in
      let shape = try call.shape(0)
      try call.give(0, evenly(call.grad, over: shape))
    })

  /// A number divided equally among the elements of a shape.
  private static func evenly(_ grad: Tensor, over shape: Dims) throws -> Tensor {
    guard GradMode.isEnabled, grad.requiresGrad else {
      if let parts = try grad.array.dividedEvenly(over: shape) { return Tensor(parts) }
      let part = try grad.array.div(NDArray(scalar: .int(shape.product), grad.dtype), as: grad.dtype)
      return Tensor(try NDArray(full: shape, part.element(at: 0), grad.dtype))
    }
    return try divScalar(.tensor(grad.expand(shape.array)), .scalar(.int(shape.product)))
  }

  static let meanDim: Operator = Operator(
    "mean.dim(Tensor self, int[1]? dim, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor",
    node: "MeanBackward1", samples: .tensor([2, 3], with: [[.ints([0])], [.ints([1, 0]), .bool(true)]]),
    forward: { try $0.array(0).mean($0.optionalInts(1), keepdim: $0.bool(2), dtype: $0.dtype(3)) },
    backward: { call in
      let (shape, dims) = (try call.shape(0), call.arguments.optionalInts(1))
      try call.give(
        0,
        try divScalar(
          .tensor(spread(call.grad, over: shape, dims, keepdim: call.arguments.bool(2))),
          .scalar(.int(reducedCount(shape, dims)))))
    })

  static let nanmean: Operator = Operator(
    "nanmean(Tensor self, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor",
    forms: .pure,
    composite: { arguments in
      let x = try arguments.tensor(0)
      let dims = arguments.optionalInts(1)
      guard x.dtype.isDifferentiable else {
        throw TorchError(
          .runtime,
          "nanmean(): expected input to have floating point or complex dtype but got \(x.dtype.scalarName)")
      }
      if let dtype = arguments.dtype(3), !dtype.isDifferentiable {
        throw TorchError(
          .runtime,
          "nanmean(): could not infer output dtype. Optional dtype must be either a floating point or complex dtype. Got:"
            + " \(dtype.scalarName)")
      }
      if x.dtype.isComplex { throw TorchError(.runtime, "nansum on CPU does not support complex inputs") }
      let count = try isnan(x.detached()).logicalNot().sum(dims, keepdim: arguments.bool(2))
      return .tensor(try nansum(arguments).tensor / count)
    })

  static let prod: Operator = Operator(
    "prod(Tensor self, *, ScalarType? dtype=None) -> Tensor", forms: .both, node: "ProdBackward0",
    saving: [.input(0), .result(0)],
    samples: .tensor([2, 3], with: [[]]),
    forward: { try $0.array(0).prod(dtype: $0.dtype(1)) },
    backward: { call in
      let x = try call.saved(0)
      if x.array.rank == 0 {
        try call.give(0, call.grad)
        return
      }
      let flat = try x.contiguous().view([-1])
      try call.give(0, productGradient(call.grad, flat, call.saved(1), nil).reshape(x.array.shape))
    })

  static let prodDim: Operator = Operator(
    "prod.dim_int(Tensor self, int dim, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor",
    node: "ProdBackward1", saving: [.input(0), .result(0)],
    samples: .tensor([2, 3], with: [[.int(0)], [.int(1), .bool(true)]]),
    forward: { try $0.array(0).prod([$0.int(1)], keepdim: $0.bool(2), dtype: $0.dtype(3)) },
    backward: { call in
      let x = try call.saved(0)
      if x.array.rank == 0 {
        try call.give(0, call.grad)
        return
      }
      let dim = try x.array.wrap(call.arguments.int(1))
      let isKept = call.arguments.bool(2)
      try call.give(
        0,
        try productGradient(
          isKept ? call.grad : call.grad.unsqueeze(dim), x, isKept ? call.saved(1) : call.saved(1).unsqueeze(dim), dim))
    })

  /// Result over element where no element is zero; else the product of the others, from both sides.
  ///
  /// - Parameter dim: The dimension along which elements are multiplied; nil for all elements, which lie in a row.
  private static func productGradient(
    _ grad: Tensor, _ x: Tensor, _ result: Tensor, _ dim: Int?
  ) throws -> Tensor {
    let zeroCount = try x.array.count - x.array.countNonzero(nil).element(at: 0).int
    if zeroCount > 1, dim == nil, !GradMode.isEnabled { return try x.zerosLike() }
    let dim = dim ?? 0
    if zeroCount == 0 { return try inParts([grad, result, x]) { try $0[0] * ($0[1] / $0[2]).conj() } }
    if x.array.shape[dim] == 1 { return try grad.expand(x.array.shape) }
    return try grad * productsOfOthers(x, dim).conj()
  }

  /// For each element the product of the others along a dimension, multiplied from both sides.
  static func productsOfOthers(_ x: Tensor, _ place: Int) throws -> Tensor {
    let dim = try x.array.wrap(place)
    let size = x.array.shape[dim]
    var before = try [x.narrow(dim, 0, 1).onesLike()]
    for index in 1..<size { before.append(try before[index - 1] * x.narrow(dim, index - 1, 1)) }
    var after = try [x.narrow(dim, 0, 1).onesLike()]
    for index in (0..<(size - 1)).reversed() { after.append(try after[size - 2 - index] * x.narrow(dim, index + 1, 1)) }
    return try Tensor.cat(before, dim: dim) * Tensor.cat(after.reversed(), dim: dim)
  }

  // MARK: Extrema

  static let amax: Operator = extremum("amax", isMax: true)
  static let amin: Operator = extremum("amin", isMax: false)

  private static func extremum(_ name: String, isMax: Bool) -> Operator {
    Operator(
      "\(name)(Tensor self, int[1] dim=[], bool keepdim=False) -> Tensor",
      node: isMax ? "AmaxBackward0" : "AminBackward0",
      saving: [.input(0), .result(0)], samples: .tensor([2, 3], with: [[], [.ints([1])], [.ints([0]), .bool(true)]]),
      forward: { try $0.array(0).extremum(max: isMax, $0.optionalInts(1), keepdim: $0.bool(2), name: name) },
      backward: { call in
        try shareAmongEqual(call, call.arguments.optionalInts(1), keepdim: call.arguments.bool(2))
      })
  }

  /// The gradient in equal parts to all elements that equal the result.
  private static func shareAmongEqual(_ call: BackwardCall, _ dims: [Int]?, keepdim: Bool) throws {
    let x = try call.saved(0)
    let shape = x.array.shape
    let result = try restored(call.saved(1), shape, dims, keepdim: keepdim)
    let grad = try restored(call.grad, shape, dims, keepdim: keepdim)
    let isEqual = try result.eq(x)
    let mask = try isEqual.logicalOr(result.isNaN().logicalAnd(x.isNaN())).cast(to: x.dtype)
    let count = try mask.sum(dims ?? Array(0..<shape.count), keepdim: true)
    try call.give(0, mask * (grad / count))
  }

  /// The gradient of one result in equal parts to all elements that equal it.
  static func evenlyAmongEqual(_ grad: Tensor, _ x: Tensor, _ result: Tensor) throws -> Tensor {
    let mask = try result.array.element(at: 0).double.isNaN ? x.isNaN() : x.eq(result)
    let zeros = Tensor(try NDArray(zeros: x.array.shape, grad.dtype))
    return try maskedFillTensor(.tensor(zeros), .tensor(mask), .tensor(grad / mask.sum()))
  }

  static let aminmax: Operator = Operator(
    "aminmax(Tensor self, *, int? dim=None, bool keepdim=False) -> (Tensor min, Tensor max)",
    forms: .pure,
    composite: { arguments in
      let source = try arguments.array(0)
      if let dim = arguments.optionalInt(1) {
        let axis = try source.wrap(dim)
        if source.rank > 0, source.shape[axis] == 0 {
          throw TorchError(.index, "aminmax: Expected reduction dim \(axis) to have non-zero size.")
        }
      } else if source.count == 0 {
        throw TorchError(
          .runtime, "aminmax(): cannot compute aminmax over an empty dimension as the operation has no identity.")
      }
      if source.dtype.isComplex {
        throw TorchError.notImplemented("aminmax_cpu", for: source.dtype)
      }
      let dims = arguments.optionalInt(1).map { Argument.ints([$0]) } ?? .ints([])
      let (x, keep) = (arguments[0], Argument.bool(arguments.bool(2)))
      return .tuple([try amin(x, dims, keep), try amax(x, dims, keep)])
    })

  static let max: Operator = totalExtremum("max", isMax: true)
  static let min: Operator = totalExtremum("min", isMax: false)

  private static func totalExtremum(_ name: String, isMax: Bool) -> Operator {
    let extremum: @Sendable (NDArray) throws -> NDArray = { x in
      guard x.count > 0 else {
        throw TorchError(
          .runtime,
          "\(name)(): Expected reduction dim to be specified for input.numel() == 0. Specify the reduction dim with the"
            + " 'dim' argument.")
      }
      if x.dtype.isComplex { throw TorchError.notImplemented("\(name)_all", for: x.dtype) }
      return try x.extremum(max: isMax, nil, keepdim: false, name: name)
    }
    return Operator(
      "\(name)(Tensor self) -> Tensor", node: isMax ? "MaxBackward1" : "MinBackward1", saving: [.input(0), .result(0)],
      samples: .tensor([2, 3], with: [[]]), alone: extremum,
      forward: { try extremum($0.array(0)) },
      backward: { call in try call.give(0, evenlyAmongEqual(call.grad, call.saved(0), call.saved(1))) })
  }

  static let maxDim: Operator = extremumWithIndices("max", isMax: true)
  static let minDim: Operator = extremumWithIndices("min", isMax: false)

  private static func extremumWithIndices(_ name: String, isMax: Bool) -> Operator {
    Operator(
      "\(name).dim(Tensor self, int dim, bool keepdim=False) -> (Tensor values, Tensor indices)",
      node: isMax ? "MaxBackward0" : "MinBackward0", saving: [.result(1)],
      samples: .tensor([2, 3], with: [[.int(0)], [.int(1), .bool(true)]]),
      forwards: { arguments in
        let (values, indices) = try arguments.array(0).extremumWithIndices(
          max: isMax, dim: arguments.int(1), keepdim: arguments.bool(2), name: name)
        return [values, indices]
      },
      backward: { call in
        try call.give(
          0,
          try selectedBack(
            call.grad, call.shape(0), call.arguments.int(1), call.saved(0), keepdim: call.arguments.bool(2)))
      })
  }

  /// The gradient of elements picked by index along a dimension (PyTorch's `value_selecting_reduction_backward`).
  static func selectedBack(
    _ grad: Tensor, _ shape: Dims, _ dim: Int, _ indices: Tensor, keepdim: Bool
  ) throws -> Tensor {
    var (grad, indices) = (grad, indices)
    if !keepdim, shape.count > 0 {
      grad = try grad.unsqueeze(dim)
      indices = try indices.unsqueeze(dim)
    }
    let zeros = Tensor(try NDArray(zeros: shape, grad.dtype))
    return try scatter.over(zeros, [.int(dim), .tensor(indices), .tensor(grad)])
  }

  static let maxOther: Operator = Operator(
    "max.other(Tensor self, Tensor other) -> Tensor", forms: .pure, alias: maximum)
  static let minOther: Operator = Operator(
    "min.other(Tensor self, Tensor other) -> Tensor", forms: .pure, alias: minimum)

  static let argmax: Operator = Operator(
    "argmax(Tensor self, int? dim=None, bool keepdim=False) -> Tensor",
    forward: { try $0.array(0).argExtremum(max: true, dim: $0.optionalInt(1), keepdim: $0.bool(2), name: "argmax") })
  static let argmin: Operator = Operator(
    "argmin(Tensor self, int? dim=None, bool keepdim=False) -> Tensor",
    forward: { try $0.array(0).argExtremum(max: false, dim: $0.optionalInt(1), keepdim: $0.bool(2), name: "argmin") })

  // MARK: Variance

  /// Dimensions, correction and keepdim of the three ways to call `var` and `std`.
  private typealias Spread = (dims: [Int]?, correction: Double, keepdim: Bool)

  private static func varianceGradient(_ call: BackwardCall, _ grad: Tensor, _ x: Tensor, _ how: Spread) throws
    -> Tensor
  {
    let shape = x.array.shape
    let count = Double(try reducedCount(shape, how.dims))
    let factor = 2 / Swift.max(count - how.correction, 0)
    let centred = try x - x.mean(how.dims ?? Array(0..<shape.count), keepdim: true)
    return try restored(grad, shape, how.dims, keepdim: how.keepdim) * .double(factor) * centred
  }

  private static func deviationGradient(
    _ call: BackwardCall, _ grad: Tensor, _ x: Tensor, _ result: Tensor, _ how: Spread
  ) throws -> Tensor {
    let inner = try (grad / (result * 2)).maskedFill(result.eq(0), 0)
    return try varianceGradient(call, inner, x, how)
  }

  private static func correction(_ arguments: OperatorArguments) -> Spread {
    (arguments.optionalInts(1), arguments.optionalDouble(2) ?? 1, arguments.bool(3))
  }
  /// A correction is a real number.
  private static func checkCorrection(_ arguments: OperatorArguments) throws {
    if case .complex(_, let imaginary)? = arguments.optionalScalar(2), imaginary != 0 {
      throw TorchError(.runtime, "value cannot be converted to type double without overflow")
    }
  }
  /// Warns where as many elements are needed as there are, or more.
  private static func checkFreedom(_ name: String, _ x: NDArray, _ how: Spread) throws {
    let count = x.count == 0 ? 0 : try reducedCount(x.shape, how.dims)
    guard Double(count) - how.correction <= 0 || count == 0 else { return }
    try torchSession().warn(
      "UserWarning",
      "\(name)(): degrees of freedom is <= 0. Correction should be strictly less than the reduction factor (input numel"
        + " divided by output numel). (Triggered internally at"
        + " /__w/pytorch/pytorch/aten/src/ATen/native/ReduceOps.cpp:1861.)")
  }
  private static func unbiasedDim(_ arguments: OperatorArguments) -> Spread {
    (arguments.optionalInts(1), arguments.bool(2, default: true) ? 1 : 0, arguments.bool(3))
  }
  private static func unbiased(_ arguments: OperatorArguments) -> Spread {
    (nil, arguments.bool(1, default: true) ? 1 : 0, false)
  }
  private static func corrected(_ how: Spread, _ x: Argument) -> OperatorArguments {
    OperatorArguments([x, how.dims.map { .ints($0) } ?? .none, .double(how.correction), .bool(how.keepdim)])
  }

  private static let varianceSamples = Samples.tensor(
    [3, 4], with: [[], [.ints([0]), .double(0), .bool(true)], [.ints([0, 1]), .double(1)]])

  static let varianceCorrection: Operator = Operator(
    "var.correction(Tensor self, int[1]? dim=None, *, Scalar? correction=None, bool keepdim=False) -> Tensor",
    node: "VarBackward0", saving: [.input(0)], samples: varianceSamples,
    forward: { arguments in
      try checkCorrection(arguments)
      let how = correction(arguments)
      let result = try arguments.array(0).variance(how.dims, correction: how.correction, keepdim: how.keepdim)
      try checkFreedom("var", arguments.array(0), how)
      return result
    },
    backward: { call in
      try call.give(0, varianceGradient(call, call.grad, call.saved(0), correction(call.arguments)))
    })
  static let variance: Operator = Operator(
    "var(Tensor self, bool unbiased=True) -> Tensor", forms: .both,
    composite: { try varianceCorrection(corrected(unbiased($0), $0[0])) })
  static let varianceDim: Operator = Operator(
    "var.dim(Tensor self, int[1]? dim, bool unbiased=True, bool keepdim=False) -> Tensor", forms: .pure,
    composite: { try varianceCorrection(corrected(unbiasedDim($0), $0[0])) })

  static let stdCorrection: Operator = Operator(
    "std.correction(Tensor self, int[1]? dim=None, *, Scalar? correction=None, bool keepdim=False) -> Tensor",
    node: "StdBackward0", saving: [.input(0), .result(0)], samples: varianceSamples,
    forward: { arguments in
      try checkCorrection(arguments)
      let how = correction(arguments)
      let result = try arguments.array(0).variance(
        how.dims, correction: how.correction, keepdim: how.keepdim, root: true)
      try checkFreedom("std", arguments.array(0), how)
      return result
    },
    backward: { call in
      try call.give(0, deviationGradient(call, call.grad, call.saved(0), call.saved(1), correction(call.arguments)))
    })
  static let std: Operator = Operator(
    "std(Tensor self, bool unbiased=True) -> Tensor",
    composite: { try stdCorrection(corrected(unbiased($0), $0[0])) })
  static let stdDim: Operator = Operator(
    "std.dim(Tensor self, int[1]? dim, bool unbiased=True, bool keepdim=False) -> Tensor", forms: .pure,
    composite: { try stdCorrection(corrected(unbiasedDim($0), $0[0])) })

  static let varMeanCorrection: Operator = withMean("var_mean", node: "VarMeanBackward0", isDeviation: false)
  static let stdMeanCorrection: Operator = withMean("std_mean", node: "StdMeanBackward0", isDeviation: true)

  private static func withMean(_ name: String, node: String, isDeviation: Bool) -> Operator {
    Operator(
      "\(name).correction(Tensor self, int[1]? dim=None, *, Scalar? correction=None, bool keepdim=False)"
        + " -> (Tensor, Tensor)",
      forms: .function, node: node, saving: isDeviation ? [.input(0), .result(0)] : [.input(0)],
      samples: varianceSamples,
      forwards: { arguments in
        try checkCorrection(arguments)
        let how = correction(arguments)
        let x = try arguments.array(0)
        let spread = try x.variance(
          how.dims, correction: how.correction, keepdim: how.keepdim, root: isDeviation, name: name)
        try checkFreedom(name, x, how)
        return [spread, try x.mean(how.dims, keepdim: how.keepdim)]
      },
      backward: { call in
        let (x, how) = (try call.saved(0), correction(call.arguments))
        var total: Tensor?
        if let grad = call.gradient(0) {
          total =
            isDeviation
            ? try deviationGradient(call, grad, x, call.saved(1), how) : try varianceGradient(call, grad, x, how)
        }
        if let grad = call.gradient(1) {
          let shape = x.array.shape
          let part = try divScalar(
            .tensor(spread(grad, over: shape, how.dims, keepdim: how.keepdim)),
            .scalar(.int(reducedCount(shape, how.dims))))
          total = try total.map { try $0 + part } ?? part
        }
        call.give(0, total)
      })
  }

  static let varMean: Operator = Operator(
    "var_mean(Tensor self, bool unbiased=True) -> (Tensor, Tensor)", forms: .function,
    composite: { try varMeanCorrection(corrected(unbiased($0), $0[0])) })
  static let varMeanDim: Operator = Operator(
    "var_mean.dim(Tensor self, int[1]? dim, bool unbiased=True, bool keepdim=False) -> (Tensor, Tensor)",
    forms: .function, composite: { try varMeanCorrection(corrected(unbiasedDim($0), $0[0])) })
  static let stdMean: Operator = Operator(
    "std_mean(Tensor self, bool unbiased=True) -> (Tensor, Tensor)", forms: .function,
    composite: { try stdMeanCorrection(corrected(unbiased($0), $0[0])) })
  static let stdMeanDim: Operator = Operator(
    "std_mean.dim(Tensor self, int[1]? dim, bool unbiased=True, bool keepdim=False) -> (Tensor, Tensor)",
    forms: .function, composite: { try stdMeanCorrection(corrected(unbiasedDim($0), $0[0])) })

  // MARK: Truth

  static let all: Operator = Operator("all(Tensor self) -> Tensor", forward: { try $0.array(0).truth(all: true) })
  static let allDim: Operator = Operator(
    "all.dim(Tensor self, int dim, bool keepdim=False) -> Tensor",
    forward: { try $0.array(0).truth(all: true, $0.ints(1), keepdim: $0.bool(2)) })
  static let any: Operator = Operator("any(Tensor self) -> Tensor", forward: { try $0.array(0).truth(all: false) })
  static let allDims: Operator = Operator(
    "all.dims(Tensor self, int[]? dim=None, bool keepdim=False) -> Tensor", forward: { try truth($0, all: true) })
  static let anyDims: Operator = Operator(
    "any.dims(Tensor self, int[]? dim=None, bool keepdim=False) -> Tensor", forward: { try truth($0, all: false) })

  /// The truth of what an empty list of dimensions leaves as it is.
  private static func truth(_ arguments: OperatorArguments, all: Bool) throws -> NDArray {
    let (x, dims) = (try arguments.array(0), arguments.optionalInts(1))
    guard let dims, dims.isEmpty else { return try x.truth(all: all, dims, keepdim: arguments.bool(2)) }
    let result = try x.cast(to: .bool)
    return try x.dtype == .uint8 ? result.cast(to: .uint8) : result.clone()
  }
  static let anyDim: Operator = Operator(
    "any.dim(Tensor self, int dim, bool keepdim=False) -> Tensor",
    forward: { try $0.array(0).truth(all: false, $0.ints(1), keepdim: $0.bool(2)) })

  static let countNonzero: Operator = Operator(
    "count_nonzero(Tensor self, int? dim=None) -> Tensor", forms: .both,
    forward: { try $0.array(0).countNonzero($0.optionalInt(1).map { [$0] }) })
  static let countNonzeroDim: Operator = Operator(
    "count_nonzero.dim_IntList(Tensor self, int[] dim) -> Tensor", forms: .both,
    forward: { try $0.array(0).countNonzero($0.ints(1)) })

  static let logsumexp: Operator = Operator(
    "logsumexp(Tensor self, int[1] dim, bool keepdim=False) -> Tensor", node: "LogsumexpBackward0",
    saving: [.input(0), .result(0)], samples: .tensor([2, 3], with: [[.ints([0])], [.ints([0, 1]), .bool(true)]]),
    forward: { arguments in
      let (x, dims) = (try arguments.array(0), try arguments.ints(1))
      if dims.isEmpty, x.rank > 0, x.count > 0, !arguments.bool(2) {
        // PyTorch writes the sums, whose dimensions it keeps, into a result without any.
        let shape = Dims([Int](repeating: 1, count: x.rank))
        throw TorchError(
          .runtime, "output with shape [] doesn't match the broadcast shape \(shape.text)")
      }
      return try x.logsumexp(dims, keepdim: arguments.bool(2))
    },
    backward: { call in
      let x = try call.saved(0)
      let (dims, keepdim) = (try call.arguments.ints(1), call.arguments.bool(2))
      let grad = try restored(call.grad, x.array.shape, dims, keepdim: keepdim)
      let result = try restored(call.saved(1), x.array.shape, dims, keepdim: keepdim)
      try call.give(0, grad * (x - result).exp())
    })

  static let equal: Operator = Operator(
    "equal(Tensor self, Tensor other) -> bool",
    composite: { arguments in
      let (a, b) = (try arguments.array(0), try arguments.array(1))
      guard a.shape == b.shape else { return .bool(false) }
      let type = promoted(try arguments.tensor(0), try arguments.tensor(1))
      return .bool(try a.isEqual(to: b, as: type))
    })

  static let isSameSize: Operator = Operator(
    "is_same_size(Tensor self, Tensor other) -> bool",
    composite: { .bool(try $0.array(0).shape == $0.array(1).shape) })

  static let isclose: Operator = Operator(
    "isclose(Tensor self, Tensor other, float rtol=1e-05, float atol=1e-08, bool equal_nan=False) -> Tensor",
    forms: .both,
    elementwise: { arguments, _ in
      let (a, b) = (try arguments.array(0), try arguments.array(1))
      guard a.dtype == b.dtype else {
        throw TorchError(.runtime, "\(a.dtype.scalarName) did not match \(b.dtype.scalarName)")
      }
      let (relative, absolute) = (
        try arguments.double(2, default: 1e-05), try arguments.double(3, default: 1e-08)
      )
      for (name, value) in [("rtol", relative), ("atol", absolute)] where !(value >= 0) {
        throw TorchError(
          .runtime, "\(name) must be greater than or equal to zero, but got \(CFormat.shortest(value))")
      }
      let isNaNEqual = arguments.bool(4)
      if let close = try a.isClose(to: b, relative: relative, absolute: absolute, isNaNEqual: isNaNEqual) {
        return close
      }
      if !a.dtype.isComplex, a.shape == b.shape, a.isContiguous, b.isContiguous {
        // Half types and integers are compared as the numbers that they are.
        let type: DType = a.dtype.isFloatingPoint ? .float32 : .float64
        return try NDArray.inParts([a, b]) { operands, _ in
          let (left, right) = (try operands[0].cast(to: type), try operands[1].cast(to: type))
          let close = try left.isClose(
            to: right, relative: relative, absolute: absolute, isNaNEqual: isNaNEqual)
          guard let close else { throw TorchError.notImplemented("isclose", for: a.dtype) }
          return close
        }
      }
      if a.dtype.isComplex {
        return try NDArray.inParts([a, b]) { operands, _ in
          try isClose(operands[0], operands[1], relative, absolute, isNaNEqual: isNaNEqual)
        }
      }
      let shape = try NDArray.broadcast(a.shape, b.shape)
      let (left, right) = try (a.broadcasted(to: shape).elements, b.broadcasted(to: shape).elements)
      let close = zip(left, right).map { x, y -> Scalar in
        if x.double.isNaN && y.double.isNaN { return .bool(isNaNEqual) }
        if x == y { return .bool(true) }
        guard x.double.isFinite, y.double.isFinite else { return .bool(false) }
        return .bool(Swift.abs(x.double - y.double) <= absolute + relative * Swift.abs(y.double))
      }
      return try NDArray(close, shape: shape, .bool).inLayout(of: [a, b])
    })

  /// Whether complex numbers are equal or near, step by step as PyTorch rounds.
  private static func isClose(
    _ a: NDArray, _ b: NDArray, _ relative: Double, _ absolute: Double, isNaNEqual: Bool
  ) throws -> NDArray {
    let (dtype, real) = (a.dtype, a.dtype.realType)
    var close = try a.compare(.eq, b, as: dtype)
    if isNaNEqual {
      close = try close.logical(.or, a.test(.isnan).logical(.and, b.test(.isnan), as: .bool), as: .bool)
    }
    if relative == 0, absolute == 0 { return close }
    let size = try b.mul(NDArray(scalar: .double(relative), dtype), as: dtype).abs()
    let allowed = try size.add(NDArray(scalar: .double(absolute), real), as: real)
    let distance = try a.add(b, times: .int(-1), as: dtype).abs()
    let near = try distance.test(.isfinite).logical(.and, distance.compare(.le, allowed, as: real), as: .bool)
    return try close.logical(.or, near, as: .bool)
  }

  static let allclose: Operator = Operator(
    "allclose(Tensor self, Tensor other, float rtol=1e-05, float atol=1e-08, bool equal_nan=False) -> bool",
    composite: { arguments in
      .bool(try isclose(arguments).tensor.array.truth(all: true).element(at: 0).isTrue)
    })
}
