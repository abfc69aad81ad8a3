import Autograd
import TensorCore

extension Operator {
  /// Picking, writing, joining and ordering elements.
  static let indexing: [Operator] =
    whereNumbers + [
      `where`, whereTrue, maskedFill, maskedFillTensor, maskedSelect, index, indexPut, indexSelect, gather, scatter,
      scatterValue, scatterCombining, scatterValueCombining,
      scatterAdd, indexAdd, indexFill, indexFillTensor, indexCopy, take, nonzero, argwhere, cat, concat, concatenate,
      stack, hstack,
      vstack, dstack,
      flip, fliplr, flipud, roll, repeatTensor, tile, tril, triu, sort, sortStable, argsort, argsortStable, topk,
      kthvalue, cumsum, cumprod, msort,
    ]

  static let `where`: Operator = Operator(
    "where.self(Tensor condition, Tensor self, Tensor other) -> Tensor", forms: .pure,
    node: "WhereBackward0", inputs: [1, 2], saving: [.input(0)],
    samples: Samples { maker in
      [
        [
          .tensor(try maker.mask([true, false, true])), .tensor(try maker.tensor([2, 3])),
          .tensor(try maker.tensor([3])),
        ]
      ]
    },
    elementwise: { arguments, target in
      let condition = try arguments.tensor(0)
      guard condition.dtype == .bool || condition.dtype == .uint8 else {
        throw TorchError(
          .runtime,
          "where expected condition to be a boolean tensor, but got a tensor with dtype \(condition.dtype.scalarName)")
      }
      if condition.dtype == .uint8 {
        try TorchWarnings.warnOnce(
          "where received a uint8 condition tensor. This behavior is deprecated and will be removed in a future version"
            + " of PyTorch. Use a boolean condition instead. (Triggered internally at"
            + " /__w/pytorch/pytorch/aten/src/ATen/native/TensorCompare.cpp:621.)")
      }
      let (a, b) = (try arguments.tensor(1), try arguments.tensor(2))
      return try NDArray.select(condition.array, a.array, b.array, as: promoted(a, b), into: target)
    },
    backward: { call in
      let (condition, zero) = (try call.saved(0), Tensor(try NDArray(zeros: [], call.grad.dtype)))
      try call.give(0, Tensor.where(condition, call.grad, zero))
      try call.give(1, Tensor.where(condition, zero, call.grad))
    })

  /// The places where a condition is true, one tensor for each dimension.
  static let whereTrue: Operator = Operator(
    "where(Tensor condition) -> Tensor[]", forms: .function,
    composite: { try nonzero(OperatorArguments([$0[0], .bool(true)])) })

  /// `where` with numbers.
  static let whereNumbers: [Operator] = [
    whereNumber("ScalarSelf(Tensor condition, Scalar self, Tensor other)", .function),
    whereNumber("ScalarOther(Tensor condition, Tensor self, Scalar other)", .both),
    whereNumber("Scalar(Tensor condition, Scalar self, Scalar other)", .function),
  ]

  private static func whereNumber(_ schema: String, _ forms: Forms) -> Operator {
    Operator(
      "where.\(schema) -> Tensor", forms: forms,
      composite: { arguments in
        let parts = try (1...2).map { index in
          if let number = arguments.optionalScalar(index) { return try Tensor.wrapping(number) }
          return try arguments.tensor(index)
        }
        return .tensor(try Tensor.where(arguments.tensor(0), parts[0], parts[1]))
      })
  }

  /// Elements overwritten where a mask of any shape that broadcasts is true.
  private static func filled(
    _ arguments: OperatorArguments, _ value: NDArray, into target: NDArray?
  ) throws -> NDArray {
    let (x, mask) = (try arguments.array(0), try arguments.array(1))
    _ = target == nil ? try NDArray.broadcast(mask.shape, x.shape) : try NDArray.broadcast(x.shape, mask.shape)
    guard mask.dtype == .bool else {
      throw TorchError(
        .runtime, "masked_fill_ only supports boolean masks, but got mask with dtype \(mask.dtype.typeMetaName)")
    }
    if let target {
      let result = try NDArray.inMemoryOrder([x, mask, value], into: target) {
        try NDArray.select($0[1], $0[2], $0[0], as: x.dtype, into: $1)
      }
      return try result ?? NDArray.select(mask, value, x, as: x.dtype, into: target)
    }
    // A new array is in row-major order, whatever the operands are.
    let room = try NDArray(empty: NDArray.broadcast(mask.shape, x.shape), x.dtype)
    return try NDArray.select(mask, value, x, as: x.dtype, into: room).contiguous()
  }

  static let maskedFill: Operator = Operator(
    "masked_fill.Scalar(Tensor self, Tensor mask, Scalar value) -> Tensor", forms: [.function, .method, .inPlace],
    node: "MaskedFillBackward0", inputs: [0], saving: [.input(1)],
    samples: Samples { maker in
      [[.tensor(try maker.tensor([2, 3])), .tensor(try maker.mask([true, false, true])), .scalar(2)]]
    },
    writing: { arguments, target in
      let (dtype, value) = (try arguments.tensor(0).dtype, try arguments.scalar(2))
      try Factories.check(value, fits: dtype)
      return try filled(arguments, NDArray(scalar: value, dtype), into: target)
    },
    backward: { call in try call.give(0, call.grad.maskedFill(call.saved(0), 0)) })

  static let maskedFillTensor: Operator = Operator(
    "masked_fill.Tensor(Tensor self, Tensor mask, Tensor value) -> Tensor", forms: [.function, .method, .inPlace],
    node: "MaskedFillBackward1", inputs: [0, 2], saving: [.input(1)],
    samples: Samples { maker in
      [
        [
          .tensor(try maker.tensor([2, 3])), .tensor(try maker.mask([true, false, true])),
          .tensor(try maker.tensor([])),
        ]
      ]
    },
    writing: { arguments, target in
      let value = try arguments.array(2)
      if target == nil { _ = try NDArray.broadcast(arguments.array(1).shape, arguments.array(0).shape) }
      guard value.rank == 0 else {
        throw TorchError(
          .runtime,
          "masked_fill_ only supports a 0-dimensional value tensor, but got tensor with \(value.rank) dimension(s).")
      }
      return try filled(arguments, value, into: target)
    },
    backward: { call in
      let mask = try call.saved(0)
      try call.give(0, call.grad.maskedFill(mask, 0))
      try call.give(1, Tensor.where(mask, call.grad, Tensor(NDArray(zeros: [], call.grad.dtype))).sum())
    })

  static let maskedSelect: Operator = Operator(
    "masked_select(Tensor self, Tensor mask) -> Tensor", node: "MaskedSelectBackward0", inputs: [0],
    saving: [.input(1), .input(0)],
    samples: Samples { maker in
      [[.tensor(try maker.tensor([2, 3])), .tensor(try maker.mask([true, false, true]))]]
    },
    forward: { arguments in
      let (x, mask) = (try arguments.array(0), try arguments.array(1))
      guard mask.dtype == .bool else {
        throw TorchError(.runtime, "masked_select: expected BoolTensor for mask")
      }
      let shape = try NDArray.broadcast(mask.shape, x.shape)
      let wide = x.broadcasted(to: shape)
      return try wide.view1D(at: mask.broadcasted(to: shape))
    },
    backward: { call in
      let shape = try call.shape(0)
      let mask = try call.saved(0)
      let wide = try NDArray.broadcast(shape, mask.array.shape)
      let zeros = try NDArray(zeros: wide, call.grad.dtype)
      let full = mask.array.broadcasted(to: wide)
      if GradMode.isEnabled {
        return try call.give(0, indexPutBack(Tensor(zeros), [Tensor(full)], call.grad).sum(to: shape))
      }
      try zeros.put(call.grad.array, where: full)
      try call.give(0, Tensor(zeros).sum(to: shape))
    })

  /// Zeros with a gradient put where indices say, added up where they say so twice.
  private static func indexPutBack(_ zeros: Tensor, _ indices: [Tensor?], _ grad: Tensor) throws -> Tensor {
    try indexPutImpl.over(zeros, [.optionalTensors(indices), .tensor(grad), .bool(true)])
  }

  static let index: Operator = Operator(
    "index.Tensor(Tensor self, Tensor?[] indices) -> Tensor", module: .hidden, node: "IndexBackward0", inputs: [0],
    saving: [.input(1)],
    samples: Samples { maker in
      let x = try maker.tensor([3, 4])
      return [
        [.tensor(x), .optionalTensors([try maker.indices([0, 2, 0])])],
        [.tensor(x), .optionalTensors([nil, try maker.indices([1, 1])])],
        [.tensor(x), .optionalTensors([try maker.mask([true, false, true])])],
      ]
    },
    forward: { try $0.array(0).index($0.optionalTensors(1).map { $0?.array }) },
    backward: { call in
      let indices = try call.savedIndices(from: 0)
      try call.give(0, indexPutImpl.ofZeros(call, .optionalTensors(indices), .tensor(call.grad), .bool(true)))
    })

  static let indexPut = indexPut("index_put", .torch, [.function, .method, .inPlace], "IndexPutBackward0")
  /// What the gradient of `index` calls.
  static let indexPutImpl = indexPut("_index_put_impl", .hidden, [], "IndexPutImplBackward0")

  /// Refuses a mask of bytes for one value, which PyTorch fills in as `masked_fill_` does.
  private static func checkByteMask(_ indices: [Tensor?], _ x: NDArray, _ values: NDArray) throws {
    guard values.count == 1, indices.compactMap({ $0 }).count == 1,
      let place = indices.firstIndex(where: { $0 != nil }),
      let mask = indices[place], mask.dtype == .uint8, mask.array.rank > 0, place + mask.array.rank <= x.rank,
      mask.array.shape.array == Array(x.shape.array[place..<(place + mask.array.rank)])
    else { return }
    throw TorchError(
      .runtime, "masked_fill_ only supports boolean masks, but got mask with dtype \(DType.uint8.typeMetaName)")
  }

  private static func indexPut(_ name: String, _ module: Module, _ forms: Forms, _ node: String) -> Operator {
    Operator(
      "\(name)(Tensor self, Tensor?[] indices, Tensor values, bool accumulate=False) -> Tensor",
      module: module, forms: forms, node: node, inputs: [0, 2], saving: [.input(1)],
      samples: Samples { maker in
        [
          [
            .tensor(try maker.tensor([3, 2])), .optionalTensors([try maker.indices([0, 2])]),
            .tensor(try maker.tensor([2])), .bool(false),
          ],
          [
            .tensor(try maker.tensor([3, 2])), .optionalTensors([try maker.indices([0, 0])]),
            .tensor(try maker.tensor([2, 2])), .bool(true),
          ],
        ]
      },
      writing: { arguments, target in
        let x = try arguments.array(0)
        let values = try arguments.tensor(2)
        let given = values.isWrappedNumber ? try values.array.cast(to: x.dtype) : values.array
        try checkByteMask(arguments.optionalTensors(1), x, values.array)
        // In place nothing is written before all indices have been looked at.
        let result = try target.flatMap { $0.isSameMemory(as: x) ? $0 : nil } ?? x.clone()
        try result.indexPut(
          arguments.optionalTensors(1).map { $0?.array }, given, accumulate: arguments.bool(3))
        return result
      },
      backward: { call in
        let indices = try call.savedIndices(from: 0)
        let isSum = call.arguments.bool(3)
        let grad = try call.grad
        if isSum {
          call.give(0, grad)
        } else if call.needs(0) {
          let nothing = Tensor(try NDArray(zeros: [], grad.dtype))
          try call.give(0, indexPut(.tensor(grad), .optionalTensors(indices), .tensor(nothing)))
        }
        try call.give(1, index(.tensor(grad), .optionalTensors(indices)))
      })
  }

  static let indexSelect: Operator = Operator(
    "index_select(Tensor self, int dim, Tensor index) -> Tensor", node: "IndexSelectBackward0", inputs: [0],
    saving: [.input(2)],
    samples: Samples { maker in
      [[.tensor(try maker.tensor([3, 2])), .int(0), .tensor(try maker.indices([2, 0, 2]))]]
    },
    forward: { try $0.array(0).indexSelect($0.int(1), $0.array(2)) },
    backward: { call in
      try call.give(
        0, indexAdd.ofZeros(call, .int(call.arguments.int(1)), .tensor(call.saved(0)), .tensor(call.grad)))
    })

  static let gather: Operator = Operator(
    "gather(Tensor self, int dim, Tensor index, *, bool sparse_grad=False) -> Tensor", node: "GatherBackward0",
    inputs: [0], saving: [.input(2), .input(0)],
    samples: Samples { maker in
      [[.tensor(try maker.tensor([3, 2])), .int(0), .tensor(try maker.indices([2, 0, 2, 1], [2, 2]))]]
    },
    forward: { try $0.array(0).gather($0.int(1), $0.array(2)) },
    backward: { call in
      try call.give(
        0, scatterAdd.ofZeros(call, .int(call.arguments.int(1)), .tensor(call.saved(0)), .tensor(call.grad)))
    })

  /// The array itself where it is to be written in place, else a copy in row-major order. What writes into it looks at all
  /// indices first.
  static func place(for x: NDArray, _ target: NDArray?) throws -> NDArray {
    if let target, target.isSameMemory(as: x) { return target }
    return try x.cloneContiguous()
  }

  private static func scattered(
    _ arguments: OperatorArguments, _ source: NDArray, _ reduction: NDArray.ScatterReduction, into target: NDArray?
  ) throws -> NDArray {
    let result = try place(for: arguments.array(0), target)
    try result.scatter(arguments.int(1), arguments.array(2), source, reduction, name: "scatter")
    return result
  }

  private static let scatterSamples = Samples { maker in
    [
      [
        .tensor(try maker.tensor([3, 2])), .int(0), .tensor(try maker.indices([2, 0], [1, 2])),
        .tensor(try maker.tensor([1, 2])),
      ]
    ]
  }

  static let scatter: Operator = Operator(
    "scatter.src(Tensor self, int dim, Tensor index, Tensor src) -> Tensor", forms: .all, node: "ScatterBackward0",
    inputs: [0, 3], saving: [.input(2)], samples: scatterSamples,
    writing: { try scattered($0, $0.array(3), .replace, into: $1) },
    backward: { call in
      let (dim, index) = (try call.arguments.int(1), try call.saved(0))
      try call.give(0, scatterValue(.tensor(call.grad), .int(dim), .tensor(index), .scalar(0)))
      try call.give(1, gather(.tensor(call.grad), .int(dim), .tensor(index)))
    })

  static let scatterValue: Operator = Operator(
    "scatter.value(Tensor self, int dim, Tensor index, Scalar value) -> Tensor", forms: .all, node: "ScatterBackward1",
    inputs: [0], saving: [.input(2)],
    samples: Samples { maker in
      [[.tensor(try maker.tensor([3, 2])), .int(0), .tensor(try maker.indices([2, 0], [1, 2])), .scalar(1)]]
    },
    writing: { arguments, target in
      let x = try arguments.array(0)
      let value = try NDArray(scalar: arguments.scalar(3), x.dtype).broadcasted(to: arguments.array(2).shape)
      return try scattered(arguments, value, .replace, into: target)
    },
    backward: { call in
      try call.give(
        0, try scatterValue(.tensor(call.grad), .int(call.arguments.int(1)), .tensor(call.saved(0)), .scalar(0)))
    })

  static let scatterAdd: Operator = Operator(
    "scatter_add(Tensor self, int dim, Tensor index, Tensor src) -> Tensor", forms: .all, node: "ScatterAddBackward0",
    inputs: [0, 3], saving: [.input(2)], samples: scatterSamples,
    writing: { try scattered($0, $0.array(3), .add, into: $1) },
    backward: { call in
      try call.give(0, call.grad)
      try call.give(1, gather(.tensor(call.grad), .int(call.arguments.int(1)), .tensor(call.saved(0))))
    })

  private static let indexSamples = Samples { maker in
    [
      [
        .tensor(try maker.tensor([3, 2])), .int(0), .tensor(try maker.indices([2, 0])),
        .tensor(try maker.tensor([2, 2])),
      ]
    ]
  }

  static let indexAdd: Operator = Operator(
    "index_add(Tensor self, int dim, Tensor index, Tensor source, *, Scalar alpha=1) -> Tensor", forms: .all,
    node: "IndexAddBackward0", inputs: [0, 3], saving: [.input(2), .inputFor(3, of: 1)], samples: indexSamples,
    writing: { arguments, target in
      let (x, source) = (try arguments.array(0), try arguments.array(3))
      _ = try x.wrap(arguments.int(1))
      guard x.dtype == source.dtype else {
        throw TorchError(
          .runtime,
          "index_add_(): self (\(x.dtype.scalarName)) and source (\(source.dtype.scalarName)) must have the same scalar"
            + " type")
      }
      if let alpha = arguments.optionalScalar(4) { try Factories.check(alpha, fits: x.dtype.computeType) }
      let result = try place(for: x, target)
      try result.indexAdd(
        arguments.int(1), arguments.array(2), source, alpha: arguments.optionalScalar(4) ?? .int(1))
      return result
    },
    backward: { call in
      try call.give(0, call.grad)
      try call.give(
        1,
        try indexSelect(.tensor(call.grad), .int(call.arguments.int(1)), .tensor(call.saved(0)))
          .scaled(by: call.arguments.optionalScalar(4)))
    })

  static let indexFill: Operator = Operator(
    "index_fill.int_Scalar(Tensor self, int dim, Tensor index, Scalar value) -> Tensor",
    forms: [.function, .method, .inPlace], node: "IndexFillBackward0", inputs: [0], saving: [.input(2)],
    samples: Samples { maker in
      [[.tensor(try maker.tensor([3, 2])), .int(0), .tensor(try maker.indices([2, 0])), .scalar(1)]]
    },
    writing: { arguments, target in
      let x = try arguments.array(0)
      let result = try target.flatMap { $0.isSameMemory(as: x) ? $0 : nil } ?? x.clone()
      let value = try arguments.scalar(3)
      if !result.dtype.isComplex, value.category == Scalar.complex(0, 1).category {
        throw TorchError(
          .runtime, "index_fill_(): Converting complex Scalar to non-complex type is not supported")
      }
      try Factories.check(value, fits: result.dtype)
      try result.indexFill(arguments.int(1), arguments.array(2), value)
      return result
    },
    backward: { call in
      try call.give(0, indexFill(.tensor(call.grad), .int(call.arguments.int(1)), .tensor(call.saved(0)), .scalar(0)))
    })

  static let indexFillTensor: Operator = Operator(
    "index_fill.int_Tensor(Tensor self, int dim, Tensor index, Tensor value) -> Tensor",
    forms: [.function, .method, .inPlace], node: "IndexFillBackward1", inputs: [0, 3], saving: [.input(2)],
    samples: Samples { maker in
      [
        [
          .tensor(try maker.tensor([3, 2])), .int(0), .tensor(try maker.indices([2, 0])), .tensor(try maker.tensor([])),
        ]
      ]
    },
    writing: { arguments, target in
      let value = try arguments.array(3)
      guard value.rank == 0 else {
        throw TorchError(
          .runtime,
          "index_fill_ only supports a 0-dimensional value tensor, but got tensor with \(value.rank) dimension(s).")
      }
      let x = try arguments.array(0)
      let result = try target.flatMap { $0.isSameMemory(as: x) ? $0 : nil } ?? x.clone()
      try result.indexFill(arguments.int(1), arguments.array(2), value.item())
      return result
    },
    backward: { call in
      let (dim, index) = (try call.arguments.int(1), try call.saved(0))
      try call.give(0, indexFill(.tensor(call.grad), .int(dim), .tensor(index), .scalar(0)))
      if call.needs(1) { try call.give(1, indexSelect(.tensor(call.grad), .int(dim), .tensor(index)).sum()) }
    })

  static let indexCopy: Operator = Operator(
    "index_copy(Tensor self, int dim, Tensor index, Tensor source) -> Tensor", forms: .all,
    node: "IndexCopyBackward0", inputs: [0, 3], saving: [.input(2), .inputFor(3, of: 1)], samples: indexSamples,
    writing: { arguments, target in
      let result = try place(for: arguments.array(0), target)
      try result.indexCopy(arguments.int(1), arguments.array(2), arguments.array(3))
      return result
    },
    backward: { call in
      let (dim, index) = (try call.arguments.int(1), try call.saved(0))
      try call.give(0, indexFill(.tensor(call.grad), .int(dim), .tensor(index), .scalar(0)))
      try call.give(1, indexSelect(.tensor(call.grad), .int(dim), .tensor(index)))
    })

  static let take: Operator = Operator(
    "take(Tensor self, Tensor index) -> Tensor", node: "TakeBackward0", inputs: [0], saving: [.input(1), .input(0)],
    samples: Samples { maker in [[.tensor(try maker.tensor([3, 2])), .tensor(try maker.indices([5, 0, 5]))]] },
    forward: { arguments in
      let (x, index) = (try arguments.array(0), try arguments.array(1))
      guard index.dtype == .int64 else {
        throw TorchError(
          .runtime, "take(): Expected a long tensor for index, but got \(index.dtype.scalarName)")
      }
      if x.count == 0, index.count > 0 { throw TorchError(.index, "take(): tried to take from an empty tensor") }
      let count = x.count
      try Storage.checkRoom(for: index.count, of: x.dtype.itemSize)
      if let outside = try index.firstOutside(-count..<count) {
        throw TorchError(
          .index,
          "out of range: tried to access index \(outside) on a tensor of \(count) elements.")
      }
      return try x.isContiguous || !index.isContiguous ? x.reshape([-1]).index([index]) : x.take(index)
    },
    backward: { call in
      let shape = try call.shape(0)
      let zeros = Tensor(try NDArray(zeros: [shape.product], call.grad.dtype))
      try call.give(0, indexPutBack(zeros, [call.saved(0)], call.grad).view(shape.array))
    })

  static let nonzero: Operator = Operator(
    "nonzero(Tensor self, *, bool as_tuple=False) -> Tensor", forms: .pure,
    composite: { arguments in
      let x = try arguments.array(0)
      guard arguments.bool(1) else { return .tensor(Tensor(try x.nonzero())) }
      let places = try (x.rank == 0 ? x.unsqueeze(0) : x).nonzero()
      return .tuple(try (0..<places.shape[1]).map { Tensor(try places.select(1, $0)) })
    })
  static let argwhere: Operator = Operator(
    "argwhere(Tensor self) -> Tensor", forms: .both, forward: { try $0.array(0).nonzero() })

  // MARK: Joining

  static let cat: Operator = Operator(
    "cat(Tensor[] tensors, int dim=0) -> Tensor", forms: [.function, .out], node: "CatBackward0",
    samples: Samples { maker in
      [[.tensors([try maker.tensor([2, 3]), try maker.tensor([1, 3])]), .int(0)]]
    },
    remembering: { arguments in
      let dim = try arguments.int(1, default: 0)
      let lengths = try arguments.tensors(0).map { tensor in
        let array = tensor.array
        return array.rank == 1 && array.count == 0 ? 0 : array.shape[try array.wrap(dim)]
      }
      return OperatorArguments([.none, .int(dim), .ints(lengths)])
    },
    forward: { arguments in
      let arrays = try arguments.tensors(0).map(\.array)
      let result = try NDArray.cat(arrays, arguments.int(1, default: 0))
      let format = result.rank < 4 ? .contiguous : commonFormat(arrays)
      return format == .contiguous ? result : try result.inFormat(format)
    },
    backward: { call in
      var start = 0
      let dim = try call.arguments.int(1, default: 0)
      let lengths = try call.arguments.ints(2)
      for index in 0..<call.node.edgeCount {
        let length = lengths[index]
        // An empty 1-D tensor joins anything and takes no room.
        try call.give(
          index,
          try length == 0
            ? Tensor(NDArray(zeros: call.shape(index), call.grad.dtype)) : call.grad.narrow(dim, start, length))
        start += length
      }
    })

  static let concat: Operator = Operator(
    "concat(Tensor[] tensors, int dim=0) -> Tensor", forms: [.function, .out], alias: cat)
  static let concatenate: Operator = Operator(
    "concatenate(Tensor[] tensors, int dim=0) -> Tensor", forms: [.function, .out], alias: cat)

  static let stack: Operator = Operator(
    "stack(Tensor[] tensors, int dim=0) -> Tensor", forms: [.function, .out], node: "StackBackward0",
    samples: Samples { maker in
      [[.tensors([try maker.tensor([2, 3]), try maker.tensor([2, 3])]), .int(1)]]
    },
    forward: { try NDArray.stack($0.tensors(0).map(\.array), $0.int(1, default: 0)) },
    backward: { call in
      let dim = try call.arguments.int(1, default: 0)
      for index in 0..<call.node.edgeCount { try call.give(index, call.grad.select(dim, index)) }
    })

  static let hstack: Operator = Operator(
    "hstack(Tensor[] tensors) -> Tensor", forms: [.function, .out],
    composite: { arguments in
      let all = try arguments.tensors(0).map { try atleast1D(.tensor($0)) }
      return .tensor(try Tensor.cat(all, dim: all.first.map { $0.array.rank == 1 ? 0 : 1 } ?? 0))
    })
  static let vstack: Operator = Operator(
    "vstack(Tensor[] tensors) -> Tensor", forms: [.function, .out],
    composite: { .tensor(try Tensor.cat($0.tensors(0).map { try atleast2D(.tensor($0)) }, dim: 0)) })
  static let dstack: Operator = Operator(
    "dstack(Tensor[] tensors) -> Tensor", forms: [.function, .out],
    composite: { .tensor(try Tensor.cat($0.tensors(0).map { try atleast3D(.tensor($0)) }, dim: 2)) })

  // MARK: Order of elements

  static let flip: Operator = Operator(
    "flip(Tensor self, int[] dims) -> Tensor", forms: .both, node: "FlipBackward0",
    samples: .tensor([2, 3], with: [[.ints([0])], [.ints([0, 1])]]),
    forward: { try $0.array(0).flip($0.ints(1)) },
    backward: { call in try call.give(0, call.grad.flip(call.arguments.ints(1))) })
  static let fliplr: Operator = Operator(
    "fliplr(Tensor self) -> Tensor",
    composite: { arguments in
      let x = try arguments.tensor(0)
      if x.array.rank < 2 { throw TorchError(.runtime, "Input must be >= 2-d.") }
      return .tensor(try x.flip([1]))
    })
  static let flipud: Operator = Operator(
    "flipud(Tensor self) -> Tensor",
    composite: { arguments in
      let x = try arguments.tensor(0)
      if x.array.rank < 1 { throw TorchError(.runtime, "Input must be >= 1-d.") }
      return .tensor(try x.flip([0]))
    })

  static let roll: Operator = Operator(
    "roll(Tensor self, SymInt[1] shifts, int[1] dims=[]) -> Tensor", forms: .both, node: "RollBackward0",
    samples: .tensor([2, 3], with: [[.ints([1])], [.ints([1, 2]), .ints([0, 1])]]),
    forward: { try rolled($0.array(0), $0.ints(1), $0.optionalInts(2) ?? []) },
    backward: { call in
      try call.give(
        0,
        try roll(
          .tensor(call.grad), .ints(call.arguments.ints(1).map { -$0 }), .ints(call.arguments.optionalInts(2) ?? [])))
    })

  private static func rolled(_ x: NDArray, _ shifts: [Int], _ dims: [Int]) throws -> NDArray {
    if dims.isEmpty, shifts.count == 1 {
      return try rolled(x.contiguous().view([-1]), shifts, [0]).view(x.shape.array)
    }
    guard shifts.count == dims.count, !shifts.isEmpty else {
      throw TorchError(
        .runtime,
        shifts.isEmpty
          ? "`shifts` required"
          : "shifts and dimensions must align. shifts: \(shifts.count), dims:\(dims.count)")
    }
    if x.count == 0 { return try x.clone() }
    for dim in dims where x.rank == 0 { _ = try NDArray.wrap(dim, rank: 0, allowsScalar: false) }
    // How far each dimension is turned; one may be named more than once.
    var turns = [Int](repeating: 0, count: x.rank)
    for (shift, dim) in zip(shifts, dims) {
      let axis = try x.wrap(dim)
      turns[axis] = (turns[axis] + shift % x.shape[axis] + x.shape[axis]) % x.shape[axis]
    }
    if turns.allSatisfy({ $0 == 0 }) { return try x.clone() }
    let result = try NDArray(empty: x.shape, in: x.suggestedFormat, like: x, x.dtype)
    // Each turned dimension has a part that goes to the front and one that goes to the end.
    var parts = [(from: x, to: result)]
    for (axis, turn) in turns.enumerated() where turn != 0 {
      let rest = x.shape[axis] - turn
      parts = try parts.flatMap { part in
        [
          (try part.from.narrow(axis, rest, turn), try part.to.narrow(axis, 0, turn)),
          (try part.from.narrow(axis, 0, rest), try part.to.narrow(axis, turn, rest)),
        ]
      }
    }
    for part in parts { try part.to.copy(from: part.from) }
    return result
  }

  static let repeatTensor: Operator = Operator(
    "repeat(Tensor self, SymInt[] repeats) -> Tensor", forms: .method, node: "RepeatBackward0",
    samples: .tensor([2, 3], with: [[.ints([2, 1])], [.ints([2, 1, 2])]]),
    forward: { try $0.array(0).tiled($0.ints(1)) },
    backward: { call in
      // Each repeated dimension is cut into (times, size), and the times are added up.
      let repeats = try call.arguments.ints(1)
      let shape = try call.shape(0)
      var (sizes, sums): ([Int], [Int]) = ([], [])
      let leading = repeats.count - shape.count
      for (index, times) in repeats.enumerated() {
        sums.append(sizes.count)
        sizes.append(times)
        if index >= leading { sizes.append(shape[index - leading]) }
      }
      if try call.grad.array.count == 0 {
        try call.give(0, Tensor(try NDArray(zeros: shape, call.grad.dtype)))
      } else {
        try call.give(0, sums.isEmpty ? try call.grad : try call.grad.reshape(sizes).sum(sums))
      }
    })

  static let tile: Operator = Operator(
    "tile(Tensor self, SymInt[] dims) -> Tensor",
    composite: { arguments in
      let x = try arguments.tensor(0)
      let dims = try arguments.ints(1)
      let missing = Swift.max(x.array.rank - dims.count, 0)
      let sizes = ([Int](repeating: 1, count: Swift.max(dims.count - x.array.rank, 0)) + x.array.shape.array)
      let target = zip(sizes, [Int](repeating: 1, count: missing) + dims).map { $0 &* $1 }
      if let negative = target.first(where: { $0 < 0 }) {
        throw TorchError(
          .runtime, "Trying to create tensor with negative dimension \(negative): \(Dims(target).text)")
      }
      if dims.contains(where: { $0 < 0 }) { return .tensor(Tensor(try NDArray(zeros: Dims(target), x.dtype))) }
      return .tensor(try repeatTensor(.tensor(x), .ints([Int](repeating: 1, count: missing) + dims)))
    })

  static let tril: Operator = triangle("tril", isLower: true)
  static let triu: Operator = triangle("triu", isLower: false)

  private static func triangle(_ name: String, isLower: Bool) -> Operator {
    Operator(
      "\(name)(Tensor self, int diagonal=0) -> Tensor", forms: .all, node: isLower ? "TrilBackward0" : "TriuBackward0",
      samples: .tensor([3, 3], with: [[], [.int(1)]]),
      writing: { try $0.array(0).triangle(lower: isLower, diagonal: $0.int(1, default: 0), name: name, into: $1) },
      backward: { call in
        try call.give(0, (isLower ? tril : triu)(.tensor(call.grad), .int(call.arguments.int(1, default: 0))))
      })
  }

  static let sort: Operator = sorting(
    "sort(Tensor self, int dim=-1, bool descending=False) -> (Tensor values, Tensor indices)",
    samples: .tensor([3, 2], with: [[], [.int(0), .bool(true)]]), dim: 1)
  static let sortStable: Operator = sorting(
    "sort.stable(Tensor self, *, bool? stable, int dim=-1, bool descending=False) -> (Tensor values, Tensor indices)",
    stable: 1, dim: 2)

  /// Sorting with the places of its parameters; what follows the dimension says whether it descends.
  private static func sorting(
    _ schema: String, samples: Samples = .none, stable: Int? = nil, dim: Int
  ) -> Operator {
    Operator(
      schema, node: "SortBackward0", saving: [.result(1)], samples: samples,
      forwards: { arguments in
        let (values, indices) = try sorted(arguments, stable: stable, dim: dim)
        return [values, indices]
      },
      backward: { call in
        try call.give(
          0,
          try selectedBack(
            call.grad, call.shape(0), call.arguments.int(dim, default: -1), call.saved(0), keepdim: true))
      })
  }

  private static func sorted(
    _ arguments: OperatorArguments, stable: Int?, dim: Int
  ) throws -> (values: NDArray, indices: NDArray) {
    try arguments.array(0).sort(
      arguments.int(dim, default: -1), descending: arguments.bool(dim + 1),
      stable: stable.map { arguments.bool($0) } ?? false)
  }

  static let argsort: Operator = Operator(
    "argsort(Tensor self, int dim=-1, bool descending=False) -> Tensor", forms: .both,
    forward: { try sorted($0, stable: nil, dim: 1).indices })
  static let argsortStable: Operator = Operator(
    "argsort.stable(Tensor self, *, bool stable, int dim=-1, bool descending=False) -> Tensor",
    forward: { try sorted($0, stable: 1, dim: 2).indices })
  static let msort: Operator = Operator(
    "msort(Tensor self) -> Tensor", forms: .pure,
    composite: { .tensor(try sort.tensors($0[0], .int(0))[0]) })

  static let topk: Operator = Operator(
    "topk(Tensor self, SymInt k, int dim=-1, bool largest=True, bool sorted=True) -> (Tensor values, Tensor indices)",
    node: "TopkBackward0", saving: [.result(1)],
    samples: .tensor([3, 4], with: [[.int(2)], [.int(1), .int(0), .bool(false)]]),
    forwards: { arguments in
      let x = try arguments.array(0)
      let k = try arguments.int(1)
      let dim = try x.wrap(arguments.int(2, default: -1))
      guard k >= 0, k <= (x.rank == 0 ? 1 : x.shape[dim]) else {
        throw TorchError(.runtime, "selected index k out of range")
      }
      if x.dtype.isComplex || x.dtype == .bool {
        throw TorchError.topk(x.dtype)
      }
      let largest = arguments.bool(3, default: true)
      let (values, indices) =
        try x.rank == 0
        ? x.sort(dim, descending: largest, stable: true)
        : x.topk(k, dim: dim, largest: largest, sorted: arguments.bool(4, default: true))
      return [values, indices]
    },
    backward: { call in
      try call.give(
        0,
        try selectedBack(
          call.grad, call.shape(0), call.arguments.int(2, default: -1), call.saved(0), keepdim: true))
    })

  static let kthvalue: Operator = Operator(
    "kthvalue(Tensor self, SymInt k, int dim=-1, bool keepdim=False) -> (Tensor values, Tensor indices)",
    node: "KthvalueBackward0", saving: [.result(1)], samples: .tensor([3, 4], with: [[.int(2)]]),
    forwards: { arguments in
      let x = try arguments.array(0)
      let k = try arguments.int(1)
      let (values, indices) = try x.kthvalue(k, dim: arguments.int(2, default: -1), keepdim: arguments.bool(3))
      return [values, indices]
    },
    backward: { call in
      try call.give(
        0,
        try selectedBack(
          call.grad, call.shape(0), call.arguments.int(2, default: -1), call.saved(0), keepdim: call.arguments.bool(3)))
    })

  static let cumsum: Operator = Operator(
    "cumsum(Tensor self, int dim, *, ScalarType? dtype=None) -> Tensor", forms: .all, node: "CumsumBackward0",
    samples: .tensor([3, 2], with: [[.int(0)], [.int(1)]]),
    writing: { try $0.array(0).cumulative($0.int(1), product: false, dtype: $0.dtype(2), into: $1) },
    backward: { call in try call.give(0, sumFromEnd(call.grad, call.arguments.int(1))) })

  /// Sums of each element and all after it.
  static func sumFromEnd(_ tensor: Tensor, _ dim: Int) throws -> Tensor {
    if try tensor.array.count <= 1 || tensor.array.shape[tensor.array.wrap(dim)] == 1 { return tensor }
    return try cumsum(.tensor(tensor.flip([dim])), .int(dim)).flip([dim])
  }

  static let cumprod: Operator = Operator(
    "cumprod(Tensor self, int dim, *, ScalarType? dtype=None) -> Tensor", forms: .all, node: "CumprodBackward0",
    saving: [.input(0), .result(0)], samples: .tensor([3, 2], with: [[.int(0)]]),
    writing: { try $0.array(0).cumulative($0.int(1), product: true, dtype: $0.dtype(2), into: $1) },
    backward: { call in
      let x = try call.saved(0)
      let dim = try call.arguments.int(1)
      if x.array.count <= 1 {
        try call.give(0, call.grad)
        return
      }
      let hasZero = try x.array.compare(.eq, NDArray(zeros: [], x.dtype), as: x.dtype).truth(all: false).element(at: 0)
      if !hasZero.isTrue {
        try call.give(0, sumFromEnd(call.grad * call.saved(1).conj(), dim) / x.conj())
        return
      }
      // With zeros: element k of the result depends on element i by the product of the others up to k.
      let size = x.array.shape[try x.array.wrap(dim)]
      var parts: [Tensor] = []
      for i in 0..<size {
        var factor = try x.narrow(dim, 0, 1).onesLike()
        for j in 0..<i { factor = try factor * x.narrow(dim, j, 1) }
        var total = try call.grad.narrow(dim, i, 1) * factor.conj()
        for k in (i + 1)..<Swift.max(size, i + 1) {
          factor = try factor * x.narrow(dim, k, 1)
          total = try total + call.grad.narrow(dim, k, 1) * factor.conj()
        }
        parts.append(total)
      }
      try call.give(0, Tensor.cat(parts, dim: dim))
    })
}

extension BackwardCall {
  /// The saved index tensors from `start` on, nil where a dimension is taken whole.
  func savedIndices(from start: Int) throws -> [Tensor?] {
    try (start..<Swift.max(node.savedCount, start)).map { try optionalSaved($0) }
  }
}

extension NDArray {
  /// The elements where a mask of the same shape is true, in a row.
  func view1D(at mask: NDArray) throws -> NDArray {
    rank == 0 ? try unsqueeze(0).index([mask.unsqueeze(0)]) : try index([mask])
  }
}
