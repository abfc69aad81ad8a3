import Autograd
import TensorCore

extension Operator {
  /// Writing by index where what is written is combined with what is there.
  static let indexReductions: [Operator] = [scatterReduce, indexReduce]

  /// The combinations by the names that `scatter_reduce` and `index_reduce` know.
  private static let reductionsByName: [String: NDArray.ScatterReduction] = [
    "sum": .add, "prod": .multiply, "mean": .mean, "amax": .amax, "amin": .amin,
  ]

  /// What the elements that an index names lose in the gradient where they do not count themselves.
  private static func withoutWritten(_ grad: Tensor, _ call: BackwardCall, _ index: Tensor, isSelfIn: Bool) throws
    -> Tensor
  {
    guard !isSelfIn else { return grad }
    return try scatterValue(.tensor(grad), .int(call.arguments.int(1)), .tensor(index), .scalar(0))
  }

  static let scatterReduce: Operator = Operator(
    "scatter_reduce.two(Tensor self, int dim, Tensor index, Tensor src, str reduce, *, bool include_self=True) -> Tensor",
    forms: .all, node: "ScatterReduceBackward0", inputs: [0, 3],
    saving: [.input(0), .input(2), .input(3), .result(0)],
    samples: Samples { maker in
      try ["sum", "mean", "amax", "amin", "prod"].flatMap { name in
        try [true, false].map { isSelfIn in
          [
            .tensor(try maker.tensor([3, 2], 0.5...2)), .int(0), .tensor(try maker.indices([2, 0, 2, 1], [2, 2])),
            .tensor(try maker.tensor([2, 2], 0.5...2)), .string(name), .bool(isSelfIn),
          ]
        }
      }
    },
    writing: { arguments, target in
      let name = try arguments.string(4)
      _ = try arguments.array(0).wrap(arguments.int(1))
      guard let reduction = reductionsByName[name] else {
        throw TorchError(
          .runtime, "reduce argument must be either sum, prod, mean, amax or amin, got \(name)")
      }
      let result = try place(for: arguments.array(0), target)
      try result.scatter(
        arguments.int(1), arguments.array(2), arguments.array(3), reduction,
        includesSelf: arguments.bool(5, default: true), name: "scatter_reduce",
        kernel: "scatter_gather_tensor_cpu_reduce_\(name)")
      return result
    },
    backward: { call in try giveReduced(call) { index, _ in index } })

  /// Gives what flows to the tensor that is written into and to what is written; `spread` makes an index of the shape of
  /// the latter.
  private static func giveReduced(
    _ call: BackwardCall, _ spread: (_ index: Tensor, _ source: Tensor) throws -> Tensor
  ) throws {
    let (x, source, result) = (try call.saved(0), try call.saved(2), try call.saved(3))
    let index = try spread(call.saved(1), source)
    let dim = Argument.int(try call.arguments.int(1))
    let isSelfIn = call.arguments.bool(5, default: true)
    let grad = try call.grad
    func picked(_ tensor: Tensor) throws -> Tensor { try gather(.tensor(tensor), dim, .tensor(index)) }
    let part = try source.narrowed(to: index.array.shape)
    func give(_ own: Tensor, _ written: Tensor) throws {
      try call.give(0, withoutWritten(own, call, index, isSelfIn: isSelfIn))
      try call.give(1, written.padded(to: source.array.shape))
    }
    switch try call.arguments.string(4) {
    case "sum": try give(grad, picked(grad))
    case "mean":
      var counts = isSelfIn ? try x.onesLike() : try x.zerosLike()
      counts = try scatterAdd(.tensor(counts), dim, .tensor(index), .tensor(part.onesLike()))
      counts = try counts.maskedFill(counts.eq(0), 1)
      let share = try grad / counts
      try give(share, picked(share))
    case "prod":
      let own = try grad * result / x
      let written = try picked(grad * result) / part
      try give(own.maskedFill(x.eq(0), 0), written.maskedFill(part.eq(0), 0))
    default:
      let value = try picked(result)
      let isOwn = try x.eq(result).cast(to: x.dtype)
      let isWritten = try part.eq(value).cast(to: x.dtype)
      let start = isSelfIn ? isOwn : try x.zerosLike()
      let ties = try scatterAdd(.tensor(start), dim, .tensor(index), .tensor(isWritten))
      let share = try grad / ties.maskedFill(ties.eq(0), 1)
      try give(isSelfIn ? share * isOwn : grad, picked(share) * isWritten)
    }
  }

  private static func combined(
    _ arguments: OperatorArguments, _ source: NDArray, _ reduce: Int, into target: NDArray?
  ) throws -> NDArray {
    let name = try arguments.string(reduce)
    let (x, index) = (try arguments.array(0), try arguments.array(2))
    _ = try x.wrap(arguments.int(1))
    guard Swift.max(index.rank, 1) == Swift.max(x.rank, 1) || index.count == 0 else {
      throw TorchError(.runtime, "Index tensor must have the same number of dimensions as self tensor")
    }
    guard name == "add" || name == "multiply" else {
      throw TorchError(.runtime, "reduce argument must be either add or multiply.")
    }
    let result = try place(for: x, target)
    try result.scatter(
      arguments.int(1), index, source, name == "add" ? .add : .multiply, name: "scatter")
    return result
  }

  static let scatterCombining: Operator = Operator(
    "scatter.reduce(Tensor self, int dim, Tensor index, Tensor src, *, str reduce) -> Tensor", forms: .all,
    node: "NotImplemented", inputs: [0, 3],
    writing: { arguments, target in
      try TorchWarnings.warnOnce(
        "The reduce argument of torch.scatter with Tensor src is deprecated and will be removed in a future PyTorch"
          + " release. Use torch.scatter_reduce instead for more reduction options. (Triggered internally at"
          + " /__w/pytorch/pytorch/aten/src/ATen/native/TensorAdvancedIndexing.cpp:225.)")
      return try combined(arguments, arguments.array(3), 4, into: target)
    })
  static let scatterValueCombining: Operator = Operator(
    "scatter.value_reduce(Tensor self, int dim, Tensor index, Scalar value, *, str reduce) -> Tensor", forms: .all,
    node: "NotImplemented", inputs: [0],
    writing: { arguments, target in
      let dtype = try arguments.array(0).dtype
      let value = try NDArray(scalar: arguments.scalar(3), dtype).broadcasted(to: arguments.array(2).shape)
      return try combined(arguments, value, 4, into: target)
    })

  static let indexReduce: Operator = Operator(
    "index_reduce(Tensor self, int dim, Tensor index, Tensor source, str reduce, *, bool include_self=True) -> Tensor",
    forms: .all, node: "IndexReduceBackward0", inputs: [0, 3],
    saving: [.input(0), .input(2), .input(3), .result(0)],
    samples: Samples { maker in
      try ["mean", "amax", "amin", "prod"].flatMap { name in
        try [true, false].map { isSelfIn in
          [
            .tensor(try maker.tensor([3, 2], 0.5...2)), .int(0), .tensor(try maker.indices([2, 0, 2], [3])),
            .tensor(try maker.tensor([3, 2], 0.5...2)), .string(name), .bool(isSelfIn),
          ]
        }
      }
    },
    writing: { arguments, target in
      try TorchWarnings.warnOnce(
        "index_reduce() is in beta and the API may change at any time. (Triggered internally at"
          + " /__w/pytorch/pytorch/aten/src/ATen/native/TensorAdvancedIndexing.cpp:1523.)")
      let name = try arguments.string(4)
      guard name != "sum", let reduction = reductionsByName[name] else {
        throw TorchError(
          .runtime, "index_reduce(): Expected reduce to be one of prod, mean, amax or amin but got \(name).")
      }
      let result = try place(for: arguments.array(0), target)
      try result.indexReduce(
        arguments.int(1), arguments.array(2), arguments.array(3), reduction,
        includesSelf: arguments.bool(5, default: true))
      return result
    },
    backward: { call in
      let dim = try call.arguments.int(1)
      try giveReduced(call) { index, source in
        let shape = source.array.shape.array
        guard !shape.isEmpty else { return try index.reshape([]) }
        var line = Array(repeating: 1, count: shape.count)
        line[dim < 0 ? dim + shape.count : dim] = index.array.count
        return try index.reshape(line).expand(shape)
      }
    })
}

extension Tensor {
  /// The first elements of each dimension, as many as a smaller shape has.
  fileprivate func narrowed(to shape: Dims) throws -> Tensor {
    var result = self
    for dim in 0..<shape.count where shape[dim] != result.array.shape[dim] {
      result = try result.narrow(dim, 0, shape[dim])
    }
    return result
  }

  /// Zeros behind the elements of each dimension, up to a larger shape.
  fileprivate func padded(to shape: Dims) throws -> Tensor {
    if array.shape == shape { return self }
    var pad: [Int] = []
    for dim in (0..<shape.count).reversed() { pad += [0, shape[dim] - array.shape[dim]] }
    return try Operator.constantPad(.tensor(self), .ints(pad), .int(0))
  }
}
