import Autograd
import TensorCore

extension Operator {
  /// Order statistics, running extrema, grids.
  static let statistics: [Operator] = [
    median, medianDim, nanmedian, nanmedianDim, mode, cummax, cummin, logcumsumexp, diag, diagEmbed, blockDiag,
    meshgrid, repeatInterleave, repeatInterleaveTensor, repeatInterleaveCounts, cartesianProd, broadcastTensors, rot90,
    maskedScatter, put, takeAlongDim, columnStack, sumToSize, einsum,
  ]

  /// One element for each row, picked by the forward pass.
  private static func selecting(
    _ schema: String, _ node: String, _ forward: @escaping @Sendable (NDArray, Int, Bool) throws -> [NDArray]
  ) -> Operator {
    Operator(
      schema, node: node, saving: [.result(1)], samples: .tensor([3, 4], with: [[.int(0)], [.int(1), .bool(true)]]),
      forwards: { try forward($0.array(0), $0.int(1, default: -1), $0.bool(2)) },
      backward: { call in
        try call.give(
          0,
          selectedBack(
            call.grad, call.shape(0), call.arguments.int(1, default: -1), call.saved(0), keepdim: call.arguments.bool(2)
          ))
      })
  }

  static let medianDim: Operator = selecting(
    "median.dim(Tensor self, int dim, bool keepdim=False) -> (Tensor values, Tensor indices)", "MedianBackward1"
  ) { x, dim, keep in
    let r = try x.median(dim: dim, keepdim: keep, ignoresNaN: false)
    return [r.values, r.indices]
  }
  static let nanmedianDim: Operator = selecting(
    "nanmedian.dim(Tensor self, int dim, bool keepdim=False) -> (Tensor values, Tensor indices)", "NanmedianBackward1"
  ) { x, dim, keep in
    let r = try x.median(dim: dim, keepdim: keep, ignoresNaN: true)
    return [r.values, r.indices]
  }
  static let mode: Operator = selecting(
    "mode(Tensor self, int dim=-1, bool keepdim=False) -> (Tensor values, Tensor indices)", "ModeBackward0"
  ) { x, dim, keep in
    let r = try x.mode(dim: dim, keepdim: keep)
    return [r.values, r.indices]
  }

  private static func totalMedian(_ name: String, _ node: String, ignoresNaN: Bool) -> Operator {
    Operator(
      "\(name)(Tensor self) -> Tensor", forms: .both, node: node, saving: [.input(0), .result(0)],
      samples: .tensor([5], with: [[]]),
      forward: { try $0.array(0).medianOfAll(ignoresNaN: ignoresNaN) },
      backward: { call in
        let (x, result) = (try call.saved(0), try call.saved(1))
        try call.give(0, evenlyAmongEqual(call.grad, x, result))
      })
  }
  static let median: Operator = totalMedian("median", "MedianBackward0", ignoresNaN: false)
  static let nanmedian: Operator = totalMedian("nanmedian", "NanmedianBackward0", ignoresNaN: true)

  private static func running(_ name: String, _ node: String, isMax: Bool) -> Operator {
    Operator(
      "\(name)(Tensor self, int dim) -> (Tensor values, Tensor indices)", node: node,
      saving: [.result(1), .input(0)],
      samples: .tensor([4, 2], with: [[.int(0)]]),
      forwards: { arguments in
        let r = try arguments.array(0).cumulativeExtremum(max: isMax, dim: arguments.int(1))
        return [r.values, r.indices]
      },
      backward: { call in
        try call.give(
          0, scatterAdd.ofZeros(call, .int(call.arguments.int(1)), .tensor(call.saved(0)), .tensor(call.grad)))
      })
  }
  static let cummax: Operator = running("cummax", "CummaxBackward0", isMax: true)
  static let cummin: Operator = running("cummin", "CumminBackward0", isMax: false)

  static let logcumsumexp: Operator = Operator(
    "logcumsumexp(Tensor self, int dim) -> Tensor", node: "LogcumsumexpBackward0", saving: [.input(0), .result(0)],
    samples: .tensor([4, 2], with: [[.int(0)]]),
    forward: { try $0.array(0).logcumsumexp($0.int(1)) },
    backward: { call in
      let (x, result) = (try call.saved(0), try call.saved(1))
      let dim = try call.arguments.int(1)
      let grad = try call.grad
      if grad.array.rank == 0 || grad.array.count == 0 { return call.give(0, grad) }
      // Sums of positive and of negative parts, each by their logarithms.
      let lowest = Tensor(try NDArray(scalar: .double(lowestFinite(grad.dtype)), grad.dtype))
      func part(_ isMeant: Tensor, _ logarithm: Tensor) throws -> Tensor {
        let terms = try Tensor.where(isMeant, logarithm, lowest) - result
        return try (Operator.logcumsumexp(.tensor(terms.flip([dim])), .int(dim)).flip([dim]) + x).exp()
      }
      try call.give(0, part(grad.gt(0), grad.log()) - part(grad.lt(0), (-grad).log()))
    })

  private static func lowestFinite(_ dtype: DType) -> Double {
    switch dtype {
    case .float16: -65504
    case .bfloat16: -3.3895313892515355e38
    case .float32: -Double(Float.greatestFiniteMagnitude)
    default: -Double.greatestFiniteMagnitude
    }
  }

  // MARK: Diagonals and grids

  static let diagEmbed: Operator = Operator(
    "diag_embed(Tensor self, int offset=0, int dim1=-2, int dim2=-1) -> Tensor", forms: .both,
    node: "DiagEmbedBackward0", samples: .tensor([3], with: [[], [.int(1)]]),
    forward: { arguments in
      let x = try arguments.array(0)
      let offset = try arguments.int(1, default: 0)
      let rank = x.rank + 1
      let first = try NDArray.wrap(arguments.int(2, default: -2), rank: rank)
      let second = try NDArray.wrap(arguments.int(3, default: -1), rank: rank)
      guard first != second else {
        throw TorchError(
          .runtime,
          "diagonal dimensions cannot be identical \(try arguments.int(2, default: -2)),"
            + " \(try arguments.int(3, default: -1))")
      }
      // A size beyond all integers wraps around, as PyTorch reports it.
      let size = x.shape[x.rank - 1] &+ Int(truncatingIfNeeded: offset.magnitude)
      guard size >= 0 else {
        throw TorchError(
          .runtime, "IntArrayRef contains an int that cannot be represented as a SymInt: \(size)")
      }
      var shape = Array(x.shape.array.dropLast())
      shape.insert(size, at: Swift.min(first, second))
      shape.insert(size, at: Swift.max(first, second))
      let result = try NDArray(zeros: Dims(shape), x.dtype)
      try result.diagonal(offset, first, second).copy(from: x)
      return result
    },
    backward: { call in
      let arguments = call.arguments
      try call.give(
        0,
        call.grad.diagonal(
          arguments.int(1, default: 0), arguments.int(2, default: -2), arguments.int(3, default: -1)))
    })
  static let diag: Operator = Operator(
    "diag(Tensor self, int diagonal=0) -> Tensor",
    forms: .pure,
    composite: { arguments in
      let x = try arguments.tensor(0)
      let offset = try arguments.int(1, default: 0)
      switch x.array.rank {
      case 1: return .tensor(try diagEmbed(.tensor(x), .int(offset)))
      case 2: return .tensor(try diagonalCopy(.tensor(x), .int(offset)))
      default: throw TorchError(.runtime, "diag(): Supports 1D or 2D tensors. Got \(x.array.rank)D")
      }
    })
  private static let diagonalCopy: Operator = Operator(
    "diagonal_copy(Tensor self, int offset=0) -> Tensor", module: .hidden, node: "DiagonalBackward0_copy",
    forward: { try $0.array(0).diagonal($0.int(1, default: 0)).cloneContiguous() },
    backward: { call in
      try call.give(
        0,
        diagonalBack(
          .tensor(call.grad), .ints(call.shape(0).array), .ints([call.arguments.int(1, default: 0), 0, 1])))
    })

  static let blockDiag: Operator = Operator(
    "block_diag(Tensor[] tensors) -> Tensor", forms: .function, node: "BlockDiagBackward0",
    samples: Samples { maker in [[.tensors([try maker.tensor([2, 2]), try maker.tensor([1, 3])])]] },
    forward: { arguments in
      let tensors = try arguments.tensors(0)
      if tensors.isEmpty { return try NDArray(zeros: [1, 0], TensorSession.current.defaultDType) }
      var promotion = TypePromotion()
      for tensor in tensors { promotion.add(tensor.dtype, rank: tensor.array.rank) }
      let dtype = promotion.result()
      for (index, tensor) in tensors.enumerated() where tensor.array.rank > 2 {
        throw TorchError(
          .runtime,
          "torch.block_diag: Input tensors must have 2 or fewer dimensions. Input \(index) has \(tensor.array.rank)"
            + " dimensions")
      }
      let blocks = try tensors.map { tensor in
        let array = tensor.array
        return array.rank == 0 ? try array.view([1, 1]) : array.rank == 1 ? try array.unsqueeze(0) : array
      }
      let rows = blocks.reduce(0) { $0 + $1.shape[0] }
      let columns = blocks.reduce(0) { $0 + $1.shape[1] }
      let result = try NDArray(zeros: [rows, columns], dtype)
      var (row, column) = (0, 0)
      for block in blocks {
        try result.narrow(0, row, block.shape[0]).narrow(1, column, block.shape[1]).copy(from: block)
        row += block.shape[0]
        column += block.shape[1]
      }
      return result
    },
    backward: { call in
      var (row, column) = (0, 0)
      for index in 0..<call.node.edgeCount where call.needs(index) {
        let shape = try call.shape(index)
        let (rows, columns) = (
          shape.count == 2 ? shape[0] : 1, shape.count == 0 ? 1 : shape[shape.count - 1]
        )
        try call.give(index, call.grad.narrow(0, row, rows).narrow(1, column, columns).reshape(shape.array))
        row += rows
        column += columns
      }
    })

  static let meshgrid: Operator = Operator(
    "meshgrid.indexing(Tensor[] tensors, *, str indexing='ij') -> Tensor[]", forms: .function,
    composite: { arguments in
      var tensors = try arguments.tensors(0)
      let swaps = try arguments.string(1, default: "ij") == "xy" && tensors.count >= 2
      if swaps { tensors.swapAt(0, 1) }
      let sizes = tensors.map(\.array.count)
      var grids = try tensors.enumerated().map { index, tensor in
        var shape = [Int](repeating: 1, count: sizes.count)
        shape[index] = sizes[index]
        return try tensor.view(shape).expand(sizes)
      }
      if swaps {
        grids = try grids.map { try $0.transpose(0, 1) }
        grids.swapAt(0, 1)
      }
      return .tuple(grids)
    })
  static let broadcastTensors: Operator = Operator(
    "broadcast_tensors(Tensor[] tensors) -> Tensor[]", forms: .function,
    composite: { arguments in
      let tensors = try arguments.tensors(0)
      let shape = try tensors.reduce(Dims()) { try NDArray.broadcast($0, $1.array.shape) }
      return .tuple(try tensors.map { try $0.expand(shape.array) })
    })
  static let cartesianProd: Operator = Operator(
    "cartesian_prod(Tensor[] tensors) -> Tensor", forms: .function,
    composite: { arguments in
      let tensors = try arguments.tensors(0)
      for tensor in tensors where tensor.array.rank != 1 {
        throw TorchError(.runtime, "Expect a 1D vector, but got shape \(tensor.array.shape.text)")
      }
      if tensors.count == 1 { return .tensor(tensors[0]) }
      let grids = try meshgrid.tensors(.tensors(tensors)).map { try $0.reshape([-1]) }
      return .tensor(try Tensor.stack(grids, dim: 1))
    })

  static let repeatInterleave: Operator = Operator(
    "repeat_interleave.self_int(Tensor self, SymInt repeats, int? dim=None, *, SymInt? output_size=None) -> Tensor",
    composite: { arguments in
      let x = try arguments.tensor(0)
      let repeats = try arguments.int(1)
      if repeats < 0 { throw TorchError(.runtime, "Repeats must be non-negative") }
      let source = arguments.optionalInt(2) == nil ? try x.reshape([-1]) : x
      let dim = try source.array.wrap(arguments.optionalInt(2) ?? 0)
      var shape = source.array.shape.array
      let wide = try source.unsqueeze(dim + 1).expand(
        Array(shape[...dim]) + [repeats] + Array(shape[(dim + 1)...])
      ).clone(contiguous: true)
      let (size, overflow) = shape[dim].multipliedReportingOverflow(by: repeats)
      if overflow { throw TorchError.uncountable }
      if let wanted = arguments.optionalInt(3), wanted != size {
        throw TorchError(
          .runtime, "repeat_interleave: Invalid output_size, expected \(size) but got \(wanted)")
      }
      shape[dim] = size
      return .tensor(try wide.view(shape))
    })
  /// Each place as often as its count says, one after the other.
  private static func repeatedPlaces(_ counts: [Int], _ dtype: DType) throws -> NDArray {
    // The sum wraps around as PyTorch's does, and a negative one is refused.
    let result = try NDArray(empty: [counts.reduce(0, &+)], dtype)
    var place = 0
    for (index, count) in counts.enumerated() {
      guard count <= result.count - place else { throw TorchError.uncountable }
      for _ in 0..<count {
        result.setElement(at: place, .int(index))
        place += 1
      }
    }
    return result
  }

  private static func checkCounts(_ repeats: NDArray) throws {
    guard repeats.dtype == .int64 || repeats.dtype == .int32 else {
      throw TorchError.notImplemented("repeat_interleave_cpu", for: repeats.dtype)
    }
  }

  static let repeatInterleaveTensor: Operator = Operator(
    "repeat_interleave.self_Tensor(Tensor self, Tensor repeats, int? dim=None, *, SymInt? output_size=None) -> Tensor",
    composite: { arguments in
      let x = try arguments.tensor(0)
      let source = arguments.optionalInt(2) == nil ? try x.reshape([-1]) : x
      let dim = try source.array.wrap(arguments.optionalInt(2) ?? 0)
      let repeats = try arguments.array(1)
      guard repeats.rank <= 1 else { throw TorchError(.runtime, "repeats must be 0-dim or 1-dim tensor") }
      try checkCounts(repeats)
      let counts = try repeats.ints
      let size = source.array.shape[dim]
      guard counts.count == size || counts.count == 1 else {
        throw TorchError(
          .runtime,
          "repeats must have the same size as input along dim, but got repeats.size(0) = \(counts.count) and input.size(\(dim)) = \(size)"
        )
      }
      if counts.contains(where: { $0 < 0 }) { throw TorchError(.runtime, "repeats can not be negative") }
      let all = counts.count == 1 ? [Int](repeating: counts[0], count: size) : counts
      let index = Tensor(try repeatedPlaces(all, .int64))
      if let size = arguments.optionalInt(3), size != index.array.count {
        throw TorchError(.runtime, "allocated size does not match required size")
      }
      return .tensor(try indexSelect(.tensor(source), .int(dim), .tensor(index)))
    })

  static let repeatInterleaveCounts: Operator = Operator(
    "repeat_interleave.Tensor(Tensor repeats, *, SymInt? output_size=None) -> Tensor", forms: .function,
    forward: { arguments in
      let repeats = try arguments.array(0)
      try checkCounts(repeats)
      guard repeats.rank == 1 else {
        throw TorchError(.runtime, "repeat_interleave only accept 1D vector as repeat")
      }
      let counts = try repeats.ints
      if counts.contains(where: { $0 < 0 }) { throw TorchError(.runtime, "repeats can not be negative") }
      return try repeatedPlaces(counts, repeats.dtype)
    })

  static let rot90: Operator = Operator(
    "rot90(Tensor self, int k=1, int[] dims=[0,1]) -> Tensor", forms: .both, node: "Rot90Backward0",
    samples: .tensor([2, 3], with: [[], [.int(2)], [.int(3)]]),
    forward: { arguments in
      let dims = arguments.optionalInts(2) ?? [0, 1]
      let x = try arguments.array(0)
      if x.rank < 2 {
        throw TorchError(.runtime, "expected total dims >= 2, but got total dims = \(x.rank)")
      }
      guard dims.count == 2 else {
        throw TorchError(.runtime, "expected total rotation dims == 2, but got dims = \(dims.count)")
      }
      guard dims[0] != dims[1], dims[0].subtractingReportingOverflow(dims[1]).partialValue.magnitude != x.rank else {
        throw TorchError(
          .runtime,
          "expected rotation dims to be different, but got dim0 = \(dims[0]) and dim1 = \(dims[1])")
      }
      for (number, dim) in dims.enumerated() where dim >= x.rank || dim < -x.rank {
        throw TorchError(.runtime, "Rotation dim\(number) out of range, dim\(number) = \(dim)")
      }
      switch ((try arguments.int(1, default: 1) % 4) + 4) % 4 {
      case 1: return try x.flip([dims[1]]).transpose(dims[0], dims[1])
      case 2: return try x.flip(dims)
      case 3: return try x.flip([dims[0]]).transpose(dims[0], dims[1])
      default: return try x.clone()
      }
    },
    backward: { call in
      try call.give(
        0,
        rot90(
          .tensor(call.grad), .int(-call.arguments.int(1, default: 1)), .ints(call.arguments.optionalInts(2) ?? [0, 1]))
      )
    })

  // MARK: Writing by index

  static let maskedScatter: Operator = Operator(
    "masked_scatter(Tensor self, Tensor mask, Tensor source) -> Tensor", forms: [.function, .method, .inPlace],
    node: "MaskedScatterBackward0", inputs: [0, 2], saving: [.input(1)],
    samples: Samples { maker in
      [
        [
          .tensor(try maker.tensor([2, 3])), .tensor(try maker.mask([true, false, true])),
          .tensor(try maker.tensor([4])),
        ]
      ]
    },
    forward: { arguments in
      let (x, mask, source) = (try arguments.array(0), try arguments.array(1), try arguments.array(2))
      guard mask.dtype == .bool else {
        throw TorchError(
          .runtime, "masked_scatter_ only supports boolean masks, but got mask with dtype \(mask.dtype.scalarName)")
      }
      guard x.dtype == source.dtype else {
        throw TorchError(
          .runtime,
          "masked_scatter: expected self and source to have same dtypes but got\(x.dtype.scalarName) and"
            + " \(source.dtype.scalarName)")
      }
      let shape = try NDArray.broadcast(mask.shape, x.shape)
      let result = try x.broadcasted(to: shape).cloneContiguous()
      var values = try source.elements[...]
      var position = 0
      var isShort = false
      try mask.broadcasted(to: shape).elements.forEach { flag in
        if flag.isTrue {
          if let value = values.popFirst() { result.setElement(at: position, value) } else { isShort = true }
        }
        position += 1
      }
      if isShort {
        throw TorchError(.runtime, "Number of elements of source < number of ones in mask")
      }
      return result
    },
    backward: { call in
      let mask = try call.saved(0)
      try call.give(0, call.grad.maskedFill(mask, 0))
      if call.needs(1) {
        let shape = try call.shape(1)
        let picked = try maskedSelect(.tensor(call.grad), .tensor(mask))
        let rest = Tensor(try NDArray(zeros: [shape.product - picked.array.count], picked.dtype))
        try call.give(1, Tensor.cat([picked, rest]).view(shape.array))
      }
    })

  static let put: Operator = Operator(
    "put(Tensor self, Tensor index, Tensor source, bool accumulate=False) -> Tensor",
    forms: [.function, .method, .inPlace], node: "PutBackward0", inputs: [0, 2],
    saving: [.input(1), .inputFor(2, of: 1)],
    samples: Samples { maker in
      [[.tensor(try maker.tensor([2, 3])), .tensor(try maker.indices([0, 4])), .tensor(try maker.tensor([2]))]]
    },
    writing: { arguments, target in
      let x = try arguments.array(0)
      let (index, source) = (try arguments.array(1), try arguments.array(2))
      guard index.dtype == .int64 else {
        throw TorchError(.runtime, "put_(): Expected a long tensor for index, but got \(index.dtype.scalarName)")
      }
      guard x.dtype == source.dtype else {
        throw TorchError(
          .runtime,
          "put_(): self and source expected to have the same dtype, but got self.dtype = \(x.dtype.scalarName) and"
            + " source.dtype = \(source.dtype.scalarName)")
      }
      guard source.count == index.count else {
        throw TorchError(
          .index,
          "put_(): Expected source and index to have the same number of elements, but got source.numel() ="
            + " \(source.count), index.numel() = \(index.count)")
      }
      if x.count == 0, index.count > 0 {
        throw TorchError(.index, "put_(): Tried to put elements into an empty tensor")
      }
      let result = try place(for: x, target)
      try result.put(index, source, accumulate: arguments.bool(3))
      return result
    },
    backward: { call in
      let index = try call.saved(0)
      let grad = try call.grad
      if call.needs(0) {
        let zeros = Tensor(try NDArray(zeros: index.array.shape, grad.dtype))
        try call.give(0, call.arguments.bool(3) ? grad : put(.tensor(grad), .tensor(index), .tensor(zeros)))
      }
      try call.give(1, take(.tensor(grad), .tensor(index)))
    })

  static let takeAlongDim: Operator = Operator(
    "take_along_dim(Tensor self, Tensor indices, int? dim=None) -> Tensor",
    forms: .pure,
    composite: { arguments in
      let (x, index) = (try arguments.tensor(0), try arguments.tensor(1))
      guard let dim = arguments.optionalInt(2) else {
        return .tensor(try gather(.tensor(x.view([-1])), .int(0), .tensor(index.view([-1]))))
      }
      guard x.array.rank == index.array.rank else {
        throw TorchError(
          .runtime,
          "torch.take_along_dim(): input and indices should have the same number of dimensions, but got"
            + " \(x.array.rank) dimensions for input, and \(index.array.rank) dimensions for indices")
      }
      guard index.dtype == .int64 else {
        throw TorchError(
          .runtime, "torch.take_along_dim(): dtype of indices should be Long but got \(index.dtype.scalarName)")
      }
      let axis = try x.array.wrap(dim)
      var (shapeX, shapeI) = (x.array.shape, index.array.shape)
      shapeX[axis] = 1
      shapeI[axis] = 1
      var wide = try NDArray.broadcast(shapeX, shapeI)
      var wideX = wide
      wide[axis] = index.array.shape[axis]
      wideX[axis] = x.array.shape[axis]
      // Places around the ends are counted on from the other one.
      let size = x.array.rank == 0 ? 1 : x.array.shape[axis]
      let places = size == 0 ? index : try remainderScalar(.tensor(index), .scalar(.int(size)))
      return .tensor(try gather(.tensor(x.expand(wideX)), .int(axis), .tensor(places.expand(wide))))
    })

  // MARK: Joining and cutting

  static func checkNotEmpty(_ arguments: OperatorArguments, _ name: String) throws {
    if try arguments.tensors(0).isEmpty { throw TorchError(.runtime, "\(name) expects a non-empty TensorList") }
  }

  static let columnStack: Operator = Operator(
    "column_stack(Tensor[] tensors) -> Tensor", forms: [.function, .out],
    composite: { arguments in
      try checkNotEmpty(arguments, "column_stack")
      let columns = try arguments.tensors(0).map { tensor in
        tensor.array.rank <= 1 ? try tensor.reshape([tensor.array.count, 1]) : tensor
      }
      return .tensor(try Tensor.cat(columns, dim: 1))
    })

  static let sumToSize: Operator = Operator(
    "sum_to_size(Tensor self, SymInt[] size) -> Tensor", forms: .method,
    composite: { arguments in
      let (x, size) = (try arguments.tensor(0), Dims(try arguments.ints(1)))
      guard (try? NDArray.broadcast(size, x.array.shape)) == x.array.shape else {
        throw TorchError(
          .runtime, "size {\(size.text)} is not expandable to size {\(x.array.shape.text)}.")
      }
      return .tensor(try size.count == 0 ? x.sum() : x.sum(to: size))
    })

  // MARK: Einstein sums

  static let einsum: Operator = Operator(
    "einsum(str equation, Tensor[] tensors) -> Tensor", forms: .function,
    composite: { .tensor(try EinsteinSum($0.string(0), $0.tensors(1)).evaluated()) })
}

extension Tensor {
  /// A leaf with the same values that requires a gradient.
  func leafCopy() throws -> Tensor {
    try setRequiresGrad(true)
    return self
  }
}
