import Autograd
import TensorCore

/// How the losses of the elements become one (`at::Reduction`).
enum LossReduction: Int {
  case none, mean, sum

  init(_ arguments: OperatorArguments, _ index: Int) throws {
    self = LossReduction(rawValue: try arguments.int(index, default: 1)) ?? .none
  }

  func apply(_ losses: NDArray) throws -> NDArray {
    switch self {
    case .none: losses
    case .mean: try losses.mean()
    case .sum: try losses.sum()
    }
  }

  func apply(_ losses: Tensor) throws -> Tensor {
    switch self {
    case .none: losses
    case .mean: try losses.mean()
    case .sum: try losses.sum()
    }
  }

  /// What the gradient of each element's loss is multiplied with.
  func factor(_ count: Int) -> Double { self == .mean ? 1 / Double(count) : 1 }
}

extension Operator {
  /// Loss functions.
  static let losses: [Operator] = [
    mseLoss, l1Loss, smoothL1Loss, huberLoss, binaryCrossEntropy, binaryCrossEntropyWithLogits, nllLoss, nllLossND,
    crossEntropyLoss, klDiv, hingeEmbeddingLoss, marginRankingLoss, tripletMarginLoss, cosineEmbeddingLoss,
    poissonNllLoss, multiMarginLoss, softMarginLoss, pairwiseDistance, cosineSimilarity, linalgVectorNorm, norm,
    normDim, normDtype, normNamed, normAll, linalgNorm, linalgNormNamed, dist, normCore, mulScalar, divScalar,
    addScalar, alignmentLosses,
  ]

  // C++ code that multiplies a tensor by a number calls overloads of their own, whose nodes are numbered 1.

  static let mulScalar: Operator = Operator(
    "_mul.Scalar(Tensor self, Scalar other) -> Tensor", module: .hidden, node: "MulBackward1",
    samples: .tensor([3], with: [[.scalar(2)]]),
    number: { a, number, target in
      let b = try Tensor.wrapping(number)
      return try a.array.mul(b.array, as: promoted(a, b), into: target)
    },
    backward: { call in try call.give(0, call.grad * call.number) })
  static let divScalar: Operator = Operator(
    "_div.Scalar(Tensor self, Scalar other) -> Tensor", module: .hidden, node: "DivBackward1",
    samples: .tensor([3], with: [[.scalar(2)]]),
    number: { a, number, target in
      let b = try Tensor.wrapping(number)
      return try a.array.div(b.array, as: promoted(a, b), into: target)
    },
    backward: { call in try call.give(0, call.grad / call.number) })
  static let addScalar: Operator = Operator(
    "_add.Scalar(Tensor self, Scalar other) -> Tensor", module: .hidden, node: "AddBackward1",
    samples: .tensor([3], with: [[.scalar(2)]]),
    number: { a, number, target in
      let b = try Tensor.wrapping(number)
      return try a.array.add(b.array, as: promoted(a, b), into: target)
    },
    backward: { call in try call.give(0, call.grad) })

  /// The difference of the first two arguments, in the type they promote to.
  private static func difference(_ arguments: OperatorArguments, kernel: String? = nil) throws -> NDArray {
    let (a, b) = (try arguments.tensor(0), try arguments.tensor(1))
    if let kernel, !promoted(a, b).isFloatingPoint { throw TorchError.notImplemented(kernel, for: promoted(a, b)) }
    let type = promoted(a, b)
    let rows = try NDArray.inMemoryOrder([a.array, b.array]) { rows, _ in try rows[0].sub(rows[1], as: type) }
    return try rows ?? a.array.sub(b.array, as: type)
  }

  private static let pairSamples = Samples { maker in
    try (0...2).map { [.tensor(try maker.tensor([3, 2])), .tensor(try maker.tensor([3, 2])), .int($0)] }
  }

  static let mseLoss: Operator = Operator(
    "mse_loss(Tensor self, Tensor target, int reduction=1) -> Tensor", module: .functional, forms: .function,
    node: "MseLossBackward0", inputs: [0, 1], saving: [.input(0), .input(1)], samples: pairSamples,
    forward: { arguments in
      if let losses = try arguments.array(0).distanceLosses(arguments.array(1), .square) {
        return try LossReduction(arguments, 2).apply(losses)
      }
      let d = try difference(arguments, kernel: "mse_cpu")
      return try LossReduction(arguments, 2).apply(d.mul(d, as: d.dtype, into: d))
    },
    backward: { call in
      let reduction = try LossReduction(call.arguments, 2)
      let (x, target) = (try call.saved(0), try call.saved(1))
      func gradient(_ a: Tensor, _ b: Tensor) throws -> Tensor {
        try asOneNode(
          "MseLossBackwardBackward0", [call.grad, a, b], roundsEach: true,
          kernel: { try $0[1].distanceGradient($0[2], .square, factor: 2 * reduction.factor($0[1].count), grad: $0[0]) }
        ) { inputs in
          let d = try inputs[1] - inputs[2]
          return try d * .double(d.dtype.rounded(2 * reduction.factor(d.array.count))) * inputs[0]
        }
      }
      if call.needs(0) { try call.give(0, gradient(x, target)) }
      if call.needs(1) { try call.give(1, gradient(target, x)) }
    })

  static let l1Loss: Operator = Operator(
    "l1_loss(Tensor self, Tensor target, int reduction=1) -> Tensor", module: .functional, forms: .function,
    composite: { .tensor(try LossReduction($0, 2).apply(($0.tensor(0) - $0.tensor(1)).abs())) })

  static let smoothL1Loss: Operator = Operator(
    "smooth_l1_loss(Tensor self, Tensor target, int reduction=1, float beta=1.0) -> Tensor", module: .functional,
    forms: .function, node: "SmoothL1LossBackward0", inputs: [0, 1], saving: [.input(0), .input(1)],
    samples: pairSamples,
    forward: { arguments in
      let beta = try arguments.double(3, default: 1)
      if beta < 0 { throw TorchError(.runtime, "smooth_l1_loss does not support negative values for beta.") }
      if let losses = try arguments.array(0).distanceLosses(arguments.array(1), .smooth(beta: beta)) {
        return try LossReduction(arguments, 2).apply(losses)
      }
      let d = try difference(arguments, kernel: "smooth_l1_cpu")
      return try LossReduction(arguments, 2).apply(d.apply(.smoothL1(beta: beta), kernel: "smooth_l1_cpu", into: d))
    },
    backward: { call in
      let beta = try call.arguments.double(3, default: 1)
      try steepGradient(
        call, "SmoothL1LossBackwardBackward0", .smooth(beta: beta), limit: beta, slope: 1, inner: 1 / beta)
    })

  static let huberLoss: Operator = Operator(
    "huber_loss(Tensor self, Tensor target, int reduction=1, float delta=1.0) -> Tensor", module: .functional,
    forms: .function, node: "HuberLossBackward0", inputs: [0, 1], saving: [.input(0), .input(1)],
    samples: pairSamples,
    forward: { arguments in
      let delta = try arguments.double(3, default: 1)
      if delta <= 0 {
        throw TorchError(.runtime, "huber_loss does not support non-positive values for delta.")
      }
      // The losses are of the input's type, whatever the target's is.
      let (x, target) = (try arguments.tensor(0), try arguments.tensor(1))
      if let losses = try x.array.distanceLosses(target.array, .steep(delta: delta)) {
        return try LossReduction(arguments, 2).apply(losses)
      }
      let shape = try NDArray.broadcast(x.array.shape, target.array.shape)
      if shape != x.array.shape { throw shapeError(x, shape) }
      if !canCast(promoted(x, target), to: x.dtype) { throw castError(promoted(x, target), x.dtype) }
      let d = try difference(arguments, kernel: "huber_cpu")
      let losses = try d.apply(.huber(delta: delta), kernel: "huber_cpu", into: d).cast(to: x.dtype)
      return try LossReduction(arguments, 2).apply(losses)
    },
    backward: { call in
      let delta = try call.arguments.double(3, default: 1)
      try steepGradient(
        call, "HuberLossBackwardBackward0", .steep(delta: delta), limit: delta, slope: delta, inner: 1, roundsEach: true
      )
    })

  /// The gradient of a loss that is quadratic up to a limit and linear above.
  private static func steepGradient(
    _ call: BackwardCall, _ node: String, _ loss: NDArray.DistanceLoss, limit: Double, slope: Double, inner: Double,
    roundsEach: Bool = false
  ) throws {
    let reduction = try LossReduction(call.arguments, 2)
    let (x, target) = (try call.saved(0), try call.saved(1))
    func gradient(_ a: Tensor, _ b: Tensor) throws -> Tensor {
      try asOneNode(
        node, [call.grad, a, b], roundsEach: roundsEach,
        kernel: { try $0[1].distanceGradient($0[2], loss, factor: reduction.factor($0[1].count), grad: $0[0]) }
      ) { inputs in
        let d = try inputs[1] - inputs[2]
        let exact = reduction.factor(d.array.count)
        let factor = roundsEach ? d.dtype.rounded(exact) : exact
        let isSteep = try d.abs().ge(.double(limit))
        return try Tensor.where(isSteep, d.sign() * .double(slope * factor), d * .double(inner * factor)) * inputs[0]
      }
    }
    if call.needs(0) { try call.give(0, gradient(x, target)) }
    if call.needs(1) { try call.give(1, gradient(target, x)) }
  }

  static let binaryCrossEntropy: Operator = Operator(
    "binary_cross_entropy(Tensor self, Tensor target, Tensor? weight=None, int reduction=1) -> Tensor",
    module: .functional, forms: .function, node: "BinaryCrossEntropyBackward0", inputs: [0, 1],
    saving: [.input(0), .input(1), .input(2)],
    samples: Samples { maker in
      try (0...2).map {
        [
          .tensor(try maker.tensor([3, 2], 0.2...0.8)), .tensor(try maker.tensor([3, 2], 0.2...0.8)),
          .tensor(try maker.constant([2], 0.5...2)), .int($0),
        ]
      }
    },
    forward: { arguments in
      let (x, target) = (try arguments.array(0), try arguments.array(1))
      let dtype = x.dtype
      guard target.dtype == dtype else {
        throw TorchError(.runtime, "Found dtype \(target.dtype.scalarName) but expected \(dtype.scalarName)")
      }
      guard dtype.isFloatingPoint else { throw TorchError.notImplemented("binary_cross_entropy", for: dtype) }
      for (name, array) in [("input", x), ("target", target)] {
        if try !isWithinOne(array) { throw TorchError(.runtime, "all elements of \(name) should be between 0 and 1") }
      }
      let (one, floor) = (try NDArray(scalar: 1, dtype), try NDArray(scalar: -100, dtype))
      let logOther = try x.neg().apply(.log1p).maximum(floor, as: dtype)
      let logSelf = try x.apply(.log).maximum(floor, as: dtype)
      var losses = try target.sub(one, as: dtype).mul(logOther, as: dtype)
        .sub(target.mul(logSelf, as: dtype), as: dtype)
      if let weight = arguments.optionalArray(2) {
        let shape = try NDArray.broadcast(losses.shape, weight.shape)
        if shape != losses.shape { throw shapeError(Tensor(losses), shape) }
        losses = try losses.mul(weight, as: dtype)
      }
      return try LossReduction(arguments, 3).apply(losses)
    },
    backward: { call in
      let (x, target, weight) = (try call.saved(0), try call.saved(1), try call.optionalSaved(2))
      let reduction = try LossReduction(call.arguments, 3)
      func finished(_ grad: Tensor) throws -> Tensor {
        let weighted = try weight.map { try grad * $0 } ?? grad
        return reduction == .mean ? try weighted / .int(x.array.count) : weighted
      }
      if call.needs(0) {
        let denominator = try clampMin(.tensor((1 - x) * x), .double(1e-12))
        try call.give(0, finished(call.grad * (x - target) / denominator))
      }
      if call.needs(1) { try call.give(1, finished(call.grad * ((1 - x).log() - x.log()))) }
    })

  /// A tensor changed in place by an operator and another tensor.
  private static func changed(_ target: Tensor, _ change: Operator, _ other: Tensor) throws -> Tensor {
    try change.inPlace(OperatorArguments([.tensor(target), .tensor(other)]))
  }

  static let binaryCrossEntropyWithLogits: Operator = Operator(
    "binary_cross_entropy_with_logits(Tensor self, Tensor target, Tensor? weight=None, Tensor? pos_weight=None,"
      + " int reduction=0) -> Tensor",
    forms: .function, node: "BinaryCrossEntropyWithLogitsBackward0", inputs: [0, 1],
    saving: [.input(0), .input(1), .input(2), .input(3)],
    samples: Samples { maker in
      try (0...2).map {
        [
          .tensor(try maker.tensor([3, 2])), .tensor(try maker.tensor([3, 2], 0.2...0.8)),
          .tensor(try maker.constant([2], 0.5...2)), $0 == 0 ? .none : .tensor(try maker.constant([2], 0.5...2)),
          .int($0),
        ]
      }
    },
    forward: { arguments in
      let (x, target) = (try arguments.tensor(0).detached(), try arguments.tensor(1).detached())
      return try GradMode.with(false) {
        var logs = try logSigmoid(x)
        if let positive = arguments.optionalTensor(3)?.detached() {
          logs = try changed(logs, mul, (positive - 1) * target + 1)
        }
        let one = Tensor(try NDArray(scalar: .int(1), target.dtype))
        // The loss is built in the memory of the complement of the target, and has its type and shape.
        var losses = try changed(changed(one - target, mul, x), sub, logs)
        if let weight = arguments.optionalTensor(2)?.detached() { losses = try changed(losses, mul, weight) }
        return try LossReduction(arguments, 4).apply(losses).array
      }
    },
    backward: { call in
      let (x, target) = (try call.saved(0), try call.saved(1))
      let (weight, positive) = (try call.optionalSaved(2), try call.optionalSaved(3))
      let reduction = try LossReduction(call.arguments, 4)
      func finished(_ grad: Tensor) throws -> Tensor {
        let weighted = try weight.map { try grad * $0 } ?? grad
        return reduction == .mean ? try weighted / .int(x.array.count) : weighted
      }
      if call.needs(0) {
        if let positive {
          let t = try positive * target
          try call.give(0, finished(((t + 1 - target) * x.sigmoid() - t) * call.grad))
        } else {
          try call.give(0, finished((x.sigmoid() - target) * call.grad))
        }
      }
      if call.needs(1) {
        let slope = try positive.map { try logSigmoid(-x) - $0 * logSigmoid(x) } ?? -x
        try call.give(1, finished(slope * call.grad))
      }
    })

  // MARK: Classes

  /// The weight of each sample's class, zero for samples that are ignored; and their number or weight.
  private static func classWeights(
    _ target: NDArray, _ weight: NDArray?, ignoring: Int, classes: Int, _ dtype: DType
  ) throws -> NDArray {
    let weights = try weight?.elements
    let values = try target.elements.map { element -> Scalar in
      let index = element.int
      if index == ignoring { return .double(0) }
      guard index >= 0, index < classes else { throw TorchError(.index, "Target \(index) is out of bounds.") }
      return weights?[index] ?? .double(1)
    }
    return try NDArray(values, shape: target.shape, dtype)
  }

  /// `nll_loss` of (N, C) or (C) or (N, C, d1, ...): the class dimension is 1, or 0 without a batch.
  static let nllLoss: Operator = nll("nll_loss", module: .hidden, node: "NllLossBackward0")
  private static let nllLoss2D: Operator = nll("nll_loss2d", module: .hidden, node: "NllLoss2DBackward0")

  private static func nll(_ name: String, module: Module, node: String) -> Operator {
    Operator(
      "\(name)(Tensor self, Tensor target, Tensor? weight=None, int reduction=1, SymInt ignore_index=-100) -> Tensor",
      module: module, forms: .function, node: node, inputs: [0], saving: [.input(0), .input(1), .input(2)],
      samples: Samples { maker in
        try (0...2).map {
          [
            .tensor(try maker.tensor([3, 4])), .tensor(try maker.indices([1, 0, 3])),
            $0 == 0 ? .none : .tensor(try maker.constant([4], 0.5...2)), .int($0),
          ]
        }
      },
      forward: { arguments in
        let x = try arguments.array(0)
        let reduction = try LossReduction(arguments, 3)
        try checkClasses(x, arguments.array(1), arguments.optionalArray(2))
        if let (losses, weights, count) = try x.negativeLikelihoods(
          arguments.array(1), arguments.optionalArray(2), ignoring: arguments.int(4, default: -100))
        {
          if reduction == .none { return losses }
          let sum = try losses.sum()
          if reduction == .sum { return sum }
          return try sum.div(weights?.sum() ?? NDArray(scalar: .double(Double(count)), x.dtype), as: x.dtype)
        }
        let (factors, total) = try classFactors(x, arguments.array(1), arguments.optionalArray(2), arguments)
        let axis = x.rank == 1 ? 0 : 1
        let safe = try arguments.array(1).clampedIndices(x.shape[axis])
        let picked = try x.gather(axis, safe.unsqueeze(axis)).squeeze([axis])
        // An ignored sample counts nothing, even where its value is infinite.
        let isIgnored = try factors.compare(.eq, NDArray(zeros: [], x.dtype), as: x.dtype)
        let weighted = try picked.mul(factors, as: x.dtype).neg()
        let losses = try NDArray.select(isIgnored, NDArray(zeros: [], x.dtype), weighted, as: x.dtype)
        switch reduction {
        case .none: return losses
        case .sum: return try losses.sum()
        case .mean: return try losses.sum().div(total, as: x.dtype)
        }
      },
      backward: { call in
        let (x, target) = (try call.saved(0), try call.saved(1))
        if !GradMode.isEnabled,
          let gradient = try x.array.likelihoodGradient(
            target.array, call.optionalSaved(2)?.array, ignoring: call.arguments.int(4, default: -100),
            grad: call.grad.array, isMean: LossReduction(call.arguments, 3) == .mean)
        {
          return call.give(0, Tensor(gradient))
        }
        let (factors, total) = try classFactors(
          x.array, target.array, call.optionalSaved(2)?.array, call.arguments)
        let reduction = try LossReduction(call.arguments, 3)
        let axis = x.array.rank == 1 ? 0 : 1
        var share = try -call.grad * Tensor(factors)
        if reduction == .mean { share = try share / Tensor(total) }
        let safe = Tensor(try target.array.clampedIndices(x.array.shape[axis]))
        try call.give(
          0,
          scatter(
            .tensor(x.zerosLike()), .int(axis), .tensor(safe.unsqueeze(axis)), .tensor(share.unsqueeze(axis))))
      })
  }

  /// Whether every element lies between 0 and 1, which nan does not.
  private static func isWithinOne(_ array: NDArray) throws -> Bool {
    if array.count == 0 { return true }
    func extremum(max: Bool) throws -> Double {
      try array.extremum(max: max, name: "binary_cross_entropy").element(at: 0).double
    }
    return try extremum(max: false) >= 0 && extremum(max: true) <= 1
  }

  private static func checkLabels(_ target: NDArray) throws {
    guard target.dtype == .int64 || target.dtype == .uint8 else {
      throw TorchError(.runtime, "expected target dtype to be Long or Byte, but got \(target.dtype.scalarName)")
    }
  }

  /// Refuses targets that are no classes, and weights of others.
  private static func checkClasses(_ x: NDArray, _ target: NDArray, _ weight: NDArray?) throws {
    try checkLabels(target)
    let classes = x.shape[x.rank == 1 ? 0 : 1]
    if let weight, weight.count != classes || weight.rank != 1 {
      throw TorchError(
        .runtime,
        x.rank > 2
          ? "weight tensor should be defined either for all or no classes"
          : "weight tensor should be defined either for all \(classes) classes or no classes but got weight tensor of"
            + " shape: \(weight.shape.text)")
    }
    if !x.dtype.isFloatingPoint {
      throw TorchError.notImplemented(
        x.rank > 2 ? "nll_loss2d_forward_out_frame" : "nll_loss_out_frame", for: x.dtype)
    }
    if let weight, weight.dtype != x.dtype { throw mismatch(x.dtype, weight.dtype) }
  }

  /// The weights of the targets' classes, which have been checked, and their sum.
  private static func classFactors(
    _ x: NDArray, _ target: NDArray, _ weight: NDArray?, _ arguments: OperatorArguments
  ) throws -> (NDArray, NDArray) {
    let factors = try classWeights(
      target, weight, ignoring: arguments.int(4, default: -100), classes: x.shape[x.rank == 1 ? 0 : 1], x.dtype)
    return (factors, try factors.sum())
  }

  static let nllLossND: Operator = Operator(
    "nll_loss_nd(Tensor self, Tensor target, Tensor? weight=None, int reduction=1, SymInt ignore_index=-100) -> Tensor",
    module: .functional, forms: .function,
    composite: { arguments in
      let (x, target) = (try arguments.array(0), try arguments.array(1))
      if x.rank < 1 { throw TorchError(.value, "Expected 1 or more dimensions (got \(x.rank))") }
      if x.rank != 1, target.rank == 0 || x.shape[0] != target.shape[0] {
        throw TorchError(
          .value,
          "Expected input batch_size (\(x.shape[0])) to match target batch_size (\(target.rank == 0 ? 0 : target.shape[0]))."
        )
      }
      if x.rank < 3, target.rank < 2 { try checkLabels(target) }
      if x.rank == 1, target.rank == 1 {
        guard target.count == 1 else {
          throw TorchError(
            .value, "For 1D input, 1D target must have size 1, but got target size: \(target.count)")
        }
        return .tensor(
          try nllLoss(
            OperatorArguments([
              arguments[0], .tensor(try arguments.tensor(1).reshape([])), arguments[2], arguments[3], arguments[4],
            ])
          ).tensor)
      }
      if x.rank == 4, target.rank != 3 {
        throw TorchError(
          .runtime,
          "only batches of spatial targets supported (3D tensors) but got targets of dimension: \(target.rank)")
      }
      let expected = Dims(x.rank == 1 ? [] : [x.shape[0]] + x.shape.array.dropFirst(2))
      guard target.shape == expected else {
        throw TorchError(
          .runtime,
          x.rank == 4
            ? "size mismatch (got input: \(x.shape.text) , target: \(target.shape.text)"
            : x.rank > 2
              ? "Expected target size \(expected.text), got \(target.shape.text)"
              : "0D or 1D target tensor expected, multi-target not supported")
      }
      guard x.rank > 2 else { return .tensor(try nllLoss(arguments).tensor) }
      guard x.rank != 4 else { return .tensor(try nllLoss2D(arguments).tensor) }
      // The kernel takes images: other shapes are laid out as images of one row.
      let image = try arguments.tensor(0).reshape([x.shape[0], x.shape[1], 1, -1])
      let labels = try arguments.tensor(1).reshape([x.shape[0], 1, -1])
      let loss = try nllLoss2D(
        OperatorArguments([.tensor(image), .tensor(labels), arguments[2], arguments[3], arguments[4]])
      ).tensor
      return .tensor(try LossReduction(arguments, 3) == .none ? loss.view(target.shape.array) : loss)
    })

  static let crossEntropyLoss: Operator = Operator(
    "cross_entropy_loss(Tensor self, Tensor target, Tensor? weight=None, int reduction=1, SymInt ignore_index=-100,"
      + " float label_smoothing=0.0) -> Tensor",
    module: .functional, forms: .function,
    composite: { arguments in
      let (x, target) = (try arguments.tensor(0), try arguments.tensor(1))
      let smoothing = try arguments.double(5, default: 0)
      let axis = x.array.rank == 1 ? 0 : 1
      let isOfProbabilities = x.array.shape == target.array.shape
      if isOfProbabilities {
        guard target.dtype.isFloatingPoint else {
          throw TorchError(
            .runtime,
            "Expected floating point type for target with class probabilities, got \(target.dtype.scalarName)")
        }
        if try arguments.int(4, default: -100) >= 0 {
          throw TorchError(.runtime, "ignore_index is not supported for floating point target")
        }
      }
      if smoothing > 1 {
        throw TorchError(
          .runtime, "label_smoothing must be between 0.0 and 1.0. Got: \(CFormat.shortest(smoothing))")
      }
      if isOfProbabilities || smoothing > 0 {
        let classes = x.array.shape[try NDArray.wrap(axis, rank: x.array.rank, allowsScalar: !isOfProbabilities)]
        if let weight = arguments.optionalArray(2), isOfProbabilities, weight.rank != 1 || weight.count != classes {
          throw TorchError(
            .runtime,
            "cross_entropy: weight tensor should be defined either for all \(classes) classes or no classes but got weight"
              + " tensor of shape: \(weight.shape.text)")
        }
      }
      let logs = try logSoftmaxCore(.tensor(x), .int(axis))
      if isOfProbabilities { return .tensor(try probabilityLoss(logs, target, arguments, smoothing, axis)) }
      if smoothing > 0 { return .tensor(try smoothedLoss(logs, target, arguments, smoothing, axis)) }
      return try nllLossND(
        OperatorArguments([.tensor(logs), arguments[1], arguments[2], arguments[3], arguments[4]]))
    })

  /// The weights of the classes, shaped to multiply scores.
  private static func classShape(_ weight: Tensor, _ axis: Int, _ rank: Int) throws -> Tensor {
    var size = [Int](repeating: 1, count: rank)
    size[axis] = weight.array.count
    return try weight.view(size)
  }

  private static func probabilityLoss(
    _ logs: Tensor, _ target: Tensor, _ arguments: OperatorArguments, _ smoothing: Double, _ axis: Int
  ) throws -> Tensor {
    let classes = logs.array.shape[axis]
    var goal = target
    if smoothing > 0 {
      goal = try addScalar(
        .tensor(mulScalar(.tensor(target), .double(1 - smoothing))), .double(smoothing / Double(classes)))
    }
    var product = try logs * goal
    if let weight = arguments.optionalTensor(2) {
      product = try product * classShape(weight, axis, logs.array.rank)
    }
    switch try LossReduction(arguments, 3) {
    case .none: return try -product.sum([axis])
    case .sum: return try -product.sum()
    case .mean:
      let count = Double(logs.array.count) / Double(classes)
      return try divScalar(.tensor(-product.sum()), .double(count))
    }
  }

  private static func smoothedLoss(
    _ logs: Tensor, _ target: Tensor, _ arguments: OperatorArguments, _ smoothing: Double, _ axis: Int
  ) throws -> Tensor {
    let classes = logs.array.shape[axis]
    let plain = try nllLossND(.tensor(logs), arguments[1], arguments[2], arguments[3], arguments[4])
    let weight = arguments.optionalTensor(2)
    let weighted = try weight.map { try logs * classShape($0, axis, logs.array.rank) } ?? logs
    var smooth = try -weighted.sum([axis])
    let isIgnored = try target.eq(.int(arguments.int(4, default: -100)))
    let shape = try NDArray.broadcast(smooth.array.shape, isIgnored.array.shape)
    if shape != smooth.array.shape { throw shapeError(smooth, shape) }
    smooth = try smooth.maskedFill(isIgnored, 0)
    let reduced: Tensor
    switch try LossReduction(arguments, 3) {
    case .none: reduced = smooth
    case .sum: reduced = try smooth.sum()
    case .mean:
      if let weight {
        let kept = try maskedSelect(.tensor(target), .tensor(isIgnored.logicalNot()))
        reduced = try smooth.sum() / gather(.tensor(weight), .int(0), .tensor(kept)).sum()
      } else {
        reduced = try maskedSelect(.tensor(smooth), .tensor(isIgnored.logicalNot())).mean()
      }
    }
    return try mulScalar(.tensor(plain), .double(1 - smoothing))
      + mulScalar(.tensor(reduced), .double(smoothing / Double(classes)))
  }

  /// The losses of `ctc_loss` for each sample, and the gradients that the wrapper in Python multiplies.
  static let alignmentLosses: Operator = Operator(
    "_alignment_losses(Tensor log_probs, Tensor labels, int[] steps, int[] label_counts, int blank, bool gradient)"
      + " -> (Tensor, Tensor)",
    module: .functional, forms: .function,
    composite: { arguments in
      let x = try arguments.array(0)
      guard x.rank == 3 else { throw TorchError(.runtime, "expected 3 dimensions, got \(x.rank)") }
      let result = try x.alignmentLosses(
        arguments.array(1), steps: arguments.ints(2), labelCounts: arguments.ints(3), blank: arguments.int(4),
        wantsGradient: arguments.bool(5))
      return .tuple([Tensor(result.losses), Tensor(result.gradients)])
    })

  // MARK: Distributions and margins

  static let klDiv: Operator = Operator(
    "kl_div(Tensor self, Tensor target, int reduction=0, *, bool log_target=False) -> Tensor", forms: .function,
    composite: { arguments in
      let (x, target) = (try arguments.tensor(0), try arguments.tensor(1))
      for tensor in [x, target] where !tensor.dtype.isFloatingPoint {
        throw TorchError(.runtime, "kl_div: \(tensor.dtype.isComplex ? "Complex" : "Integral") inputs not supported.")
      }
      let losses =
        arguments.bool(3)
        ? try target.exp() * (target - x) : try xlogy(target, target) - target * x
      return .tensor(try LossReduction(arguments, 2).apply(losses))
    })

  static let hingeEmbeddingLoss: Operator = Operator(
    "hinge_embedding_loss(Tensor self, Tensor target, float margin=1.0, int reduction=0) -> Tensor", forms: .function,
    composite: { arguments in
      let (x, target) = (try arguments.tensor(0), try arguments.tensor(1))
      // The margin is taken in the type of the input.
      let limit = Scalar.double(try arguments.double(2, default: 1))
      try Factories.check(limit, fits: x.dtype)
      let margin = Tensor(try NDArray(scalar: limit, x.dtype))
      let limited = try clampMin(.tensor(margin - x), .int(0))
      let other = try Tensor.where(target.ne(1), limited, x.zerosLike())
      let own = try Tensor.where(target.ne(-1), x, x.zerosLike())
      return .tensor(try LossReduction(arguments, 3).apply(other + own))
    })

  static let marginRankingLoss: Operator = Operator(
    "margin_ranking_loss(Tensor input1, Tensor input2, Tensor target, float margin=0.0, int reduction=0) -> Tensor",
    forms: .function,
    composite: { arguments in
      let (a, b, target) = (try arguments.tensor(0), try arguments.tensor(1), try arguments.tensor(2))
      let losses = try clampMin(
        .tensor(addScalar(.tensor(-target * (a - b)), .double(arguments.double(3, default: 0)))), .int(0))
      return .tensor(try LossReduction(arguments, 4).apply(losses))
    })

  static let tripletMarginLoss: Operator = Operator(
    "triplet_margin_loss(Tensor anchor, Tensor positive, Tensor negative, float margin=1.0, float p=2, float eps=1e-06,"
      + " bool swap=False, int reduction=0) -> Tensor",
    forms: .function,
    composite: { arguments in
      let ranks = try (0...2).map { try arguments.array($0).rank }
      guard ranks[0] == ranks[1], ranks[0] == ranks[2] else {
        throw TorchError(
          .runtime,
          "The anchor, positive, and negative tensors are expected to have the same number of dimensions, but got: anchor"
            + " \(ranks[0])D, positive \(ranks[1])D, and negative \(ranks[2])D inputs")
      }
      let (p, eps) = (
        Argument.double(try arguments.double(4, default: 2)), Argument.double(try arguments.double(5, default: 1e-6))
      )
      let near = try pairwiseDistance(arguments[0], arguments[1], p, eps)
      var far = try pairwiseDistance(arguments[0], arguments[2], p, eps)
      if arguments.bool(6) { far = try minimum(far, pairwiseDistance(arguments[1], arguments[2], p, eps)) }
      let losses = try clampMin(
        .tensor(addScalar(.tensor(near), .double(arguments.double(3, default: 1))) - far), .int(0))
      return .tensor(try LossReduction(arguments, 7).apply(losses))
    })

  static let cosineEmbeddingLoss: Operator = Operator(
    "cosine_embedding_loss(Tensor input1, Tensor input2, Tensor target, float margin=0.0, int reduction=0) -> Tensor",
    forms: .function,
    composite: { arguments in
      let (a, b, target) = (try arguments.tensor(0), try arguments.tensor(1), try arguments.tensor(2))
      let dim = target.array.rank
      guard dim <= 1 else { throw TorchError(.runtime, "0D or 1D target tensor expected, multi-target not supported") }
      guard a.array.rank == dim + 1, b.array.rank == dim + 1 else {
        throw TorchError(
          .runtime,
          "\(dim)D target tensor expects \(dim + 1)D input tensors, but found inputs with sizes \(a.array.shape.text)"
            + " and \(b.array.shape.text).")
      }
      let product = try (a * b).sum([dim])
      let sizeA = try (a * a).sum([dim]) + 1e-12
      let sizeB = try (b * b).sum([dim]) + 1e-12
      let cosine = try product / (sizeA * sizeB).sqrt()
      let apart = try clampMin(.tensor(cosine - .double(arguments.double(3, default: 0))), .int(0))
      let losses =
        try Tensor.where(target.eq(1), 1 - cosine, cosine.zerosLike())
        + Tensor.where(target.eq(-1), apart, cosine.zerosLike())
      return .tensor(try LossReduction(arguments, 4).apply(losses))
    })

  static let poissonNllLoss: Operator = Operator(
    "poisson_nll_loss(Tensor input, Tensor target, bool log_input, bool full, float eps, int reduction) -> Tensor",
    forms: .function,
    composite: { arguments in
      let (x, target) = (try arguments.tensor(0), try arguments.tensor(1))
      var losses =
        arguments.bool(2)
        ? try x.exp() - target * x : try x - target * (x + .double(arguments.double(4))).log()
      if arguments.bool(3) {
        let stirling = try target * target.log() - target + 0.5 * (.double(2 * .pi) * target).log()
        losses = try losses + stirling.maskedFill(target.le(1), 0)
      }
      return .tensor(try LossReduction(arguments, 5).apply(losses))
    })

  static let multiMarginLoss: Operator = Operator(
    "multi_margin_loss(Tensor self, Tensor target, Scalar p=1, Scalar margin=1, Tensor? weight=None, int reduction=1)"
      + " -> Tensor",
    module: .functional, forms: .function, node: "MultiMarginLossBackward0", inputs: [0],
    saving: [.input(0), .input(1), .input(4)],
    samples: Samples { maker in
      [
        [.tensor(try maker.tensor([3, 4])), .tensor(try maker.indices([1, 0, 3])), .int(2)],
        [.tensor(try maker.tensor([3, 4])), .tensor(try maker.indices([1, 0, 3]))],
      ]
    },
    forward: { arguments in
      try GradMode.with(false) {
        try multiMargin(
          arguments.tensor(0).detached(), arguments.tensor(1), arguments.optionalTensor(4), arguments
        ).array
      }
    },
    backward: { call in
      // The loss is a composition; its gradient is taken through the same composition.
      let x = try call.saved(0)
      let (target, weight) = (try call.saved(1), try call.optionalSaved(2))
      let gradient = try multiMarginGradient(call.grad, x, target, weight, call.arguments)
      let grad = try call.grad
      call.give(0, SecondDerivatives.refused("multi_margin_loss_backward", gradient, of: [grad, x]))
    })

  private static func margins(_ x: Tensor, _ target: Tensor, _ margin: Double) throws -> (Tensor, Tensor) {
    let rows = x.array.rank < 2 ? try x.reshape([1, -1]) : x
    let column = try target.reshape([rows.array.shape[0], 1])
    let own = try gather(.tensor(rows), .int(1), .tensor(column))
    let z = try .double(margin) - own + rows
    let isOwn = Tensor(try NDArray(zeros: rows.array.shape, .bool))
    let mask = try scatterValue(.tensor(isOwn), .int(1), .tensor(column), .bool(true))
    return (try clampMin(.tensor(z), .int(0)).maskedFill(mask, 0), column)
  }

  private static func multiMargin(
    _ x: Tensor, _ target: Tensor, _ weight: Tensor?, _ arguments: OperatorArguments
  ) throws -> Tensor {
    try checkMargins(x.array, target.array, weight?.array)
    let p = try arguments.int(2, default: 1)
    var (z, column) = try margins(x, target, arguments.double(3, default: 1))
    if p == 2 { z = try z * z }
    if let weight { z = try z * gather(.tensor(weight), .int(0), .tensor(column.reshape([-1]))).unsqueeze(1) }
    let losses = try z.sum([1]) / .int(z.array.shape[1])
    let reduced = try LossReduction(arguments, 5).apply(losses)
    return x.array.rank < 2 && target.array.rank == 0 ? try reduced.reshape([]) : reduced
  }

  /// What `multi_margin_loss` refuses.
  private static func checkMargins(_ x: NDArray, _ target: NDArray, _ weight: NDArray?) throws {
    guard x.rank < 3, x.shape.last != 0 else {
      throw TorchError(
        .runtime,
        "Expected non-empty vector or matrix with optional 0-dim batch size, but got: \(x.shape.text)")
    }
    let count = x.rank == 2 ? x.shape[0] : 1
    guard target.rank < 2, target.count == count else {
      throw TorchError(
        .runtime,
        "multi_margin_loss: target tensor should be 1-D with size equal to the number of input samples (batch size)."
          + " Expected target size [\(count)], but got \(target.shape.text). Input has shape \(x.shape.text).")
    }
    let classes = x.shape.last ?? 1
    if let weight, weight.rank > 1 || weight.count != classes {
      throw TorchError(.runtime, "inconsistent weight size, expected \(classes) but got \(weight.shape.text)")
    }
    guard x.dtype == .float32 || x.dtype == .float64 else {
      throw TorchError.notImplemented("multi_margin_loss_cpu_kernel", for: x.dtype)
    }
    if target.dtype != .int64 { throw mismatch(.int64, target.dtype) }
    if let weight, weight.dtype != x.dtype { throw mismatch(x.dtype, weight.dtype) }
    if try target.firstOutside(0..<classes) != nil { throw TorchError(.runtime, "target out of range") }
  }

  private static func multiMarginGradient(
    _ grad: Tensor, _ x: Tensor, _ target: Tensor, _ weight: Tensor?, _ arguments: OperatorArguments
  ) throws -> Tensor {
    let p = try arguments.int(2, default: 1)
    let (z, column) = try margins(x, target, arguments.double(3, default: 1))
    let (rows, classes) = (z.array.shape[0], z.array.shape[1])
    var slope = p == 2 ? try z * 2 : try z.gt(0).cast(to: x.dtype)
    if let weight { slope = try slope * gather(.tensor(weight), .int(0), .tensor(column.reshape([-1]))).unsqueeze(1) }
    let reduction = try LossReduction(arguments, 5)
    slope = try slope * .double(1 / Double(classes) * reduction.factor(rows))
    slope = try slope * (grad.array.rank == 1 ? grad.unsqueeze(1) : grad)
    let own = try -slope.sum([1], keepdim: true)
    let result = try scatterAdd(.tensor(slope), .int(1), .tensor(column), .tensor(own))
    return x.array.rank < 2 ? try result.reshape(x.array.shape.array) : result
  }

  static let softMarginLoss: Operator = Operator(
    "soft_margin_loss(Tensor self, Tensor target, int reduction=1) -> Tensor", module: .functional, forms: .function,
    node: "SoftMarginLossBackward0", inputs: [0], saving: [.input(0), .input(1)],
    samples: Samples { maker in
      try (0...2).map { [.tensor(try maker.tensor([3, 2])), .tensor(try maker.constant([3, 2])), .int($0)] }
    },
    forward: { arguments in
      let (x, target) = (try arguments.tensor(0).detached(), try arguments.tensor(1).detached())
      return try GradMode.with(false) {
        // Built in the memory of the negated input, and of its type and shape.
        let losses = try changed(neg(x), mul, target)
        for change in [exp, log1p] { _ = try change.inPlace(OperatorArguments([.tensor(losses)])) }
        return try LossReduction(arguments, 2).apply(losses.array)
      }
    },
    backward: { call in
      let (x, target) = (try call.saved(0), try call.saved(1))
      let z = try (-target * x).exp()
      let factor = try LossReduction(call.arguments, 2).factor(x.array.count)
      try call.give(0, target * z * .double(x.dtype.rounded(-factor)) / (z + 1) * call.grad)
    })

  // MARK: Norms and distances

  private static let normSamples = Samples { maker in
    try [2, 1, 3, 1.5, 0.5, .infinity].map { [.tensor(try maker.tensor([3, 2])), .double($0), .ints([0])] }
  }

  private static func normed(_ arguments: OperatorArguments) throws -> NDArray {
    try normed(arguments) { dtype in
      TorchError(
        .runtime,
        "linalg.vector_norm: Expected a floating point or complex tensor as input. Got \(dtype.scalarName)")
    }
  }

  private static func normed(
    _ arguments: OperatorArguments, refusal: (DType) -> TorchError
  ) throws -> NDArray {
    var x = try arguments.array(0)
    guard x.dtype.isDifferentiable else { throw refusal(x.dtype) }
    if case .complex? = arguments.optionalScalar(1) {
      throw TorchError(.runtime, "linalg.vector_norm: Expected a non-complex scalar as the order of norm.")
    }
    if let dtype = arguments.dtype(4) {
      try checkNormType(x.dtype, dtype, "linalg.vector_norm")
      x = try x.cast(to: dtype)
    }
    let p = arguments.optionalDouble(1) ?? 2
    let (dims, keepdim) = (arguments.optionalInts(2), arguments.bool(3))
    let type = x.dtype.realType
    if x.dtype == .float32 || x.dtype == .float64 {
      switch p {
      case 0: return try x.normSum(.count, dims, keepdim: keepdim)
      case 1: return try x.normSum(.size, dims, keepdim: keepdim)
      case 2:
        let squares = try x.normSum(.square, dims, keepdim: keepdim)
        return try squares.apply(.sqrt, into: squares)
      default: break
      }
    }
    if p < 0 || p == .infinity { try checkNormIsDefined(x, p, dims) }
    let result: NDArray
    if x.dtype.isFloatingPoint {
      switch p {
      case .infinity, -.infinity: result = try x.extremeSize(max: p > 0, dims, keepdim: keepdim)
      case 0: result = try x.countNonzero(dims, keepdim: keepdim)
      case 1: result = try x.normSum(.size, dims, keepdim: keepdim)
      case 2:
        let squares = try x.squareSumOfHalves(dims, keepdim: keepdim)
        result = try squares.apply(.sqrt, into: squares)
      default:
        result = try x.normSum(.size, dims, keepdim: keepdim) { (part) throws(TorchError) in
          let sizes = try part.abs()
          return sizes.raise(to: p) ? sizes : try sizes.apply(.power(p), kernel: "norm_cpu")
        }.apply(.power(1 / p), kernel: "norm_cpu")
      }
      return try result.cast(to: type)
    }
    return try normed(sizes: x.abs(), p, dims, keepdim: keepdim).cast(to: type)
  }

  /// The norm of complex numbers of these sizes, an array that nobody else has.
  private static func normed(sizes: NDArray, _ p: Double, _ dims: [Int]?, keepdim: Bool) throws -> NDArray {
    switch p {
    case .infinity: try sizes.extremum(max: true, dims, keepdim: keepdim, name: "linalg.vector_norm")
    case -.infinity: try sizes.extremum(max: false, dims, keepdim: keepdim, name: "linalg.vector_norm")
    case 0: try sizes.cast(to: .bool).sum(dims, keepdim: keepdim)
    case 1: try sizes.normSum(.size, dims, keepdim: keepdim)
    case 2: try sizes.mul(sizes, as: sizes.dtype, into: sizes).sum(dims, keepdim: keepdim).apply(.sqrt)
    default:
      try sizes.apply(.power(p), kernel: "norm_cpu").normSum(.size, dims, keepdim: keepdim)
        .apply(.power(1 / p), kernel: "norm_cpu")
    }
  }

  /// Refuses a type in which a norm is not computed.
  static func checkNormType(_ own: DType, _ dtype: DType, _ name: String) throws {
    guard dtype.isDifferentiable else {
      throw TorchError(.runtime, "\(name): dtype should be floating point or complex, but got \(dtype.scalarName)")
    }
    if dtype.isComplex != own.isComplex {
      throw TorchError(
        .runtime,
        "\(name): dtype should be \(own.isComplex ? "complex for complex" : "real for real") inputs, but got"
          + " \(dtype.scalarName)")
    }
    guard DType.promote(own, dtype) == dtype else {
      throw TorchError(
        .runtime,
        "\(name): the dtype of the input (\(own.scalarName)) should be convertible without narrowing to the specified dtype"
          + " (\(dtype.scalarName))")
    }
  }

  /// Raises where a norm without a value for no elements is taken of none.
  private static func checkNormIsDefined(_ x: NDArray, _ p: Double, _ dims: [Int]?) throws {
    guard x.count == 0 else { return }
    let name = p == .infinity ? "inf" : p == -.infinity ? "-inf" : CFormat.shortest(p)
    guard let dims, !dims.isEmpty else {
      throw TorchError(
        .runtime,
        "linalg.vector_norm cannot compute the \(name) norm on an empty tensor because the operation does not have an"
          + " identity")
    }
    for dim in dims where x.shape[try x.wrap(dim)] == 0 {
      throw TorchError(
        .runtime,
        "linalg.vector_norm cannot compute the \(name) norm on the dimension \(dim)because this dimension is empty and the"
          + " operation does not have an identity")
    }
  }

  private static func normGradient(_ call: BackwardCall) throws {
    let (x, p) = (try call.saved(0), call.arguments.optionalDouble(1) ?? 2)
    let (dims, keepdim) = (call.arguments.optionalInts(2), call.arguments.bool(3))
    let norm = try restored(call.saved(1), x.array.shape, dims, keepdim: keepdim)
    let grad = try restored(call.grad, x.array.shape, dims, keepdim: keepdim)
    let isZero = try norm.detached().eq(0)
    switch p {
    // A number of elements does not change.
    case 0: break
    case 1: try call.give(0, inParts([x, grad]) { try ($0[0].sgn() * $0[1]).cast(to: x.dtype) })
    case 2:
      try call.give(
        0,
        inParts([grad, x, norm, isZero]) { inputs in
          try (inputs[0] * (inputs[1] / inputs[2]).maskedFill(inputs[3], 0)).cast(to: x.dtype)
        })
    case .infinity, -.infinity:
      func mask(_ x: Tensor, _ norm: Tensor) throws -> Tensor {
        let size = try x.abs()
        return try size.eq(norm).logicalOr(size.isNaN()).cast(to: x.dtype)
      }
      let all = try inParts([x, norm]) { try mask($0[0], $0[1]) }
      let share = try grad / all.sum(dims ?? Array(0..<x.array.rank), keepdim: true)
      try call.give(0, inParts([x, share, all]) { try $0[0].sgn() * ($0[1] * $0[2]) })
    case ..<1:
      let factor = try norm.pow(.double(1 - p))
      try call.give(
        0,
        inParts([x, grad, factor]) { inputs in
          let x = inputs[0]
          return try (x.sgn() * x.abs().pow(.double(p - 1))).maskedFill(x.detached().eq(0), 0) * inputs[1] * inputs[2]
        })
    case ..<2:
      let scale = try (grad / norm.pow(.double(p - 1))).maskedFill(isZero, 0)
      try call.give(0, inParts([x, scale]) { try $0[0].sgn() * $0[0].abs().pow(.double(p - 1)) * $0[1] })
    default:
      let scale = try (grad / norm.pow(.double(p - 1))).maskedFill(isZero, 0)
      try call.give(0, inParts([x, scale]) { try $0[0] * $0[0].abs().pow(.double(p - 2)) * $0[1] })
    }
  }

  static let linalgVectorNorm: Operator = Operator(
    "linalg_vector_norm(Tensor self, Scalar ord=2, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None)"
      + " -> Tensor",
    module: .linalg, forms: [.function, .out], node: "LinalgVectorNormBackward0", inputs: [0],
    saving: [.input(0), .result(0)], samples: normSamples, forward: normed, backward: normGradient)

  /// What distances use (`norm.ScalarOpt_dim`).
  static let normCore: Operator = Operator(
    "_norm(Tensor self, Scalar? p, int[1]? dim, bool keepdim=False) -> Tensor", module: .hidden, node: "NormBackward1",
    inputs: [0], saving: [.input(0), .result(0)], samples: normSamples, forward: normed, backward: normGradient)

  static let normAll: Operator = Operator(
    "norm.Scalar(Tensor self, Scalar p=2) -> Tensor", forms: .pure,
    composite: { .tensor(try linalgVectorNorm($0[0], .double($0.optionalDouble(1) ?? 2))) })
  static let normDtype: Operator = Operator(
    "norm.ScalarOpt_dtype(Tensor self, Scalar? p, *, ScalarType dtype) -> Tensor", forms: .pure,
    composite: { arguments in
      .tensor(
        try linalgVectorNorm(
          arguments[0], .double(arguments.optionalDouble(1) ?? 2), .none, .bool(false), arguments[2]))
    })
  static let norm: Operator = Operator(
    "norm.ScalarOpt_dim(Tensor self, Scalar? p, int[1] dim, bool keepdim=False) -> Tensor", forms: .pure,
    composite: { .tensor(try linalgVectorNorm($0[0], .double($0.optionalDouble(1) ?? 2), $0[2], .bool($0.bool(3)))) })
  static let normDim: Operator = Operator(
    "norm.ScalarOpt_dim_dtype(Tensor self, Scalar? p, int[1] dim, bool keepdim, *, ScalarType dtype) -> Tensor",
    forms: .pure,
    composite: {
      .tensor(try linalgVectorNorm($0[0], .double($0.optionalDouble(1) ?? 2), $0[2], .bool($0.bool(3)), $0[4]))
    })

  static let normNamed: Operator = Operator(
    "norm.str(Tensor self, str p='fro', int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor",
    forms: .pure,
    composite: { arguments in
      let name = try arguments.string(1, default: "fro")
      guard name == "fro" else {
        try checkPrecision(arguments.tensor(0), "linalg.matrix_norm")
        return try linalgMatrixNormNamed(
          OperatorArguments([
            arguments[0], .string(name), .ints(arguments.optionalInts(2) ?? [-2, -1]), .bool(arguments.bool(3)),
            arguments[4],
          ]))
      }
      return .tensor(
        try linalgVectorNorm(arguments[0], .double(2), arguments[2], .bool(arguments.bool(3)), arguments[4]))
    })

  static let linalgNorm: Operator = Operator(
    "linalg_norm(Tensor self, Scalar? ord=None, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None)"
      + " -> Tensor",
    module: .linalg, forms: [.function, .out],
    composite: { arguments in
      let x = try arguments.tensor(0)
      let dims = arguments.optionalInts(2)
      if let dims, dims.count != 1, dims.count != 2 {
        throw TorchError(
          .runtime, "linalg.norm: If dim is specified, it must be of length 1 or 2. Got \(Dims(dims).text)")
      }
      if arguments.optionalScalar(1) != nil, dims?.count == 2 || (dims == nil && x.array.rank == 2) {
        return .tensor(try matrixNorm(arguments, order: arguments.double(1)))
      }
      return .tensor(
        try linalgVectorNorm(
          arguments[0], .double(arguments.optionalDouble(1) ?? 2), arguments[2], .bool(arguments.bool(3)), arguments[4])
      )
    })

  static let dist: Operator = Operator(
    "dist(Tensor self, Tensor other, Scalar p=2) -> Tensor", forms: .both, node: "DistBackward0", inputs: [0, 1],
    saving: [.input(0), .input(1), .result(0)], samples: .tensors([[3, 2], [3, 2]]),
    forward: { arguments in
      try checkSubtraction(arguments.tensor(0).dtype, arguments.tensor(1).dtype)
      if case .complex? = arguments.optionalScalar(2) {
        throw TorchError(.runtime, "linalg.vector_norm: Expected a non-complex scalar as the order of norm.")
      }
      let (a, b, order) = (try arguments.tensor(0), try arguments.tensor(1), arguments.optionalDouble(2) ?? 2)
      let type = promoted(a, b)
      if type.isComplex {
        let sizes = try NDArray.inParts([a.array, b.array]) { parts, _ in try parts[0].sub(parts[1], as: type).abs() }
        if order < 0 || order == .infinity { try checkNormIsDefined(sizes, order, nil) }
        return try normed(sizes: sizes, order, nil, keepdim: false).cast(to: type.realType)
      }
      let apart = Tensor(try difference(arguments))
      return try normed(OperatorArguments([.tensor(apart), .double(order)])) { dtype in
        TorchError(
          .runtime,
          "norm(): input dtype should be either floating point or complex. Got \(dtype.scalarName) instead.")
      }
    },
    backward: { call in
      // The distance is the norm of a difference.
      let d = try call.saved(0) - call.saved(1)
      let p = call.arguments.optionalDouble(2) ?? 2
      let isZero = try call.saved(2).detached().eq(0)
      let grad: Tensor
      if p == 2 {
        grad = try d * (call.grad / call.saved(2)).maskedFill(isZero, 0)
      } else if p == 1 {
        grad = try d.sgn() * call.grad
      } else if p.isInfinite {
        let mask = try d.abs().eq(call.saved(2)).cast(to: d.dtype)
        grad = try d.sgn() * (mask * (call.grad / mask.sum()))
      } else {
        grad =
          try d * d.abs().pow(.double(p - 2)) * (call.grad / call.saved(2).pow(.double(p - 1))).maskedFill(isZero, 0)
      }
      call.give(0, grad)
      try call.give(1, -grad)
    })

  static let pairwiseDistance: Operator = Operator(
    "pairwise_distance(Tensor x1, Tensor x2, float p=2, float eps=1e-06, bool keepdim=False) -> Tensor",
    forms: .function,
    composite: { arguments in
      let (a, b) = (try arguments.tensor(0), try arguments.tensor(1))
      let eps = try arguments.double(3, default: 1e-6)
      let apart = try inParts([a, b]) { try addScalar(.tensor($0[0] - $0[1]), .double(eps)) }
      return .tensor(
        try normCore(
          .tensor(apart), .double(arguments.double(2, default: 2)), .ints([Swift.max(apart.array.rank - 1, 0)]),
          .bool(arguments.bool(4))))
    })

  static let cosineSimilarity: Operator = Operator(
    "cosine_similarity(Tensor x1, Tensor x2, int dim=1, float eps=1e-08) -> Tensor", forms: .function,
    composite: { arguments in
      let (a, b) = (try arguments.tensor(0), try arguments.tensor(1))
      let dim = try arguments.int(2, default: 1)
      let shape = try NDArray.broadcast(a.array.shape, b.array.shape)
      let common = promoted(a, b)
      guard common.isFloatingPoint else {
        throw TorchError(
          .runtime, "expected common dtype to be floating point, yet common dtype is \(common.scalarName)")
      }
      let eps = try arguments.double(3, default: 1e-8)
      func unit(_ x: Tensor) throws -> Tensor {
        let wide = try x.cast(to: common).expand(shape)
        let size = try linalgVectorNorm(.tensor(wide), .double(2), .ints([dim]), .bool(true))
        // Dividing by a detached limit where the norm is tiny keeps the gradient finite.
        let limited = try clampMin(.tensor(size), .double(eps))
        return try wide / limited
      }
      return .tensor(try (unit(a) * unit(b)).sum([dim]))
    })
}

extension NDArray {
  /// Class numbers with those out of range replaced by 0 (they are ignored).
  func clampedIndices(_ classes: Int) throws -> NDArray {
    let values = try elements.map { $0.int >= 0 && $0.int < classes ? $0 : .int(0) }
    return try NDArray(values, shape: shape, .int64)
  }
}
