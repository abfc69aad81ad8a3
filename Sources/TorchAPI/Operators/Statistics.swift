import Autograd
import TensorCore

extension Operator {
  /// Order statistics, running extrema, counting, differences, grids.
  static let statistics: [Operator] = [
    median, medianDim, nanmedian, nanmedianDim, mode, cummax, cummin, logcumsumexp, quantile, quantileTensor, cov,
    corrcoef,
    diff, diag, diagEmbed, blockDiag, meshgrid, repeatInterleave, repeatInterleaveTensor, cartesianProd,
    broadcastTensors, rot90, bincount, histc, searchsorted, bucketize, unique2, trapezoid,
    trapezoidX, trapz, maskedScatter, put, takeAlongDim, columnStack, renorm, cdist, cross, linalgCross, scatterReduce,
    sumToSize, einsum,
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
      "\(name)(Tensor self, int dim) -> (Tensor values, Tensor indices)", node: node, saving: [.result(1)],
      samples: .tensor([4, 2], with: [[.int(0)]]),
      forwards: { arguments in
        let r = try arguments.array(0).cumulativeExtremum(max: isMax, dim: arguments.int(1))
        return [r.values, r.indices]
      },
      backward: { call in
        let zeros = Tensor(try NDArray(zeros: call.shape(0), call.grad.dtype))
        try call.give(
          0, scatterAdd(.tensor(zeros), .int(call.arguments.int(1)), .tensor(call.saved(0)), .tensor(call.grad)))
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

  // MARK: Quantiles and correlation

  private static func quantile(_ arguments: OperatorArguments, _ q: Tensor) throws -> Tensor {
    var x = try arguments.tensor(0)
    var dim = arguments.optionalInt(2)
    let keepdim = arguments.bool(3)
    guard x.array.count > 0 else { throw TorchError(.runtime, "quantile() input tensor must be non-empty") }
    guard x.dtype == .float32 || x.dtype == .float64 else {
      throw TorchError(.runtime, "quantile() input tensor must be either float or double dtype")
    }
    if q.array.elements.contains(where: { !($0.double >= 0 && $0.double <= 1) }) {
      throw TorchError(.runtime, "quantile() q values must be in the range [0, 1]")
    }
    let shape = x.array.shape.array
    if dim == nil { x = try x.reshape([-1]) }
    let axis = try dim.map { try x.array.wrap($0) } ?? 0
    dim = axis
    let sorted = try sort.tensors(.tensor(x.transpose(axis, -1)), .int(-1))[0]
    let size = sorted.array.shape[sorted.array.rank - 1]
    let interpolation = try arguments.string(4, default: "linear")
    // The places stay a dimension of size one until the end, which PyTorch squeezes away in place.
    func place(_ index: Int) throws -> Tensor { try sorted.narrow(-1, index, 1) }
    func picked(_ value: Double) throws -> Tensor {
      let rank = value * Double(size - 1)
      let low = rank.rounded(.down)
      let (first, second) = (Int(low), Swift.min(Int(low) + 1, size - 1))
      switch interpolation {
      case "lower": return try place(first)
      case "higher": return try place(rank == low ? first : second)
      case "nearest": return try place(Int(rank.rounded(.toNearestOrEven)))
      case "midpoint":
        let weight = rank == low ? 0 : 0.5
        return try lerpScalar(.tensor(place(first)), .tensor(place(second)), .double(weight))
      case "linear":
        let weight = Tensor(try NDArray(scalar: .double(rank - low), x.dtype))
        return try lerpTensor(.tensor(place(first)), .tensor(place(second)), .tensor(weight))
      default:
        throw TorchError(
          .runtime,
          "quantile() interpolation must be one of linear, lower, higher, midpoint or nearest, but got \(interpolation)"
        )
      }
    }
    // nan anywhere in a row makes its quantiles nan.
    let isNaN = Tensor(try x.array.transpose(axis, -1).test(.isnan).truth(all: false, [-1]))
    let hasNaN = try isNaN.array.anyTrue()
    var rows = try q.array.elements.map { value in
      var row = try picked(value.double)
      if hasNaN { row = try row.maskedFill(isNaN.unsqueeze(-1), .double(.nan)) }
      if row.base != nil { row = try row.clone() }
      return try squeezeDim.inPlace(OperatorArguments([.tensor(row), .int(-1)]))
    }
    if keepdim {
      let kept = arguments.optionalInt(2) == nil ? [Int](repeating: 1, count: shape.count) : nil
      rows = try rows.map { row in
        try kept.map { try row.reshape($0) } ?? row.unsqueeze(-1).transpose(axis, -1)
      }
    } else if let given = arguments.optionalInt(2), shape.count > 1 {
      // Picking along the last dimension after a swap leaves the other one out of place.
      let last = shape.count - 1
      let place = try NDArray.wrap(given, rank: shape.count)
      if place != last, last > 1 {
        rows = try rows.map { row in
          var order = Array(0..<(shape.count - 1))
          order.remove(at: place)
          order.append(place)
          return try row.permute(order)
        }
      }
    }
    return q.array.rank == 0 ? rows[0] : try Tensor.stack(rows)
  }
  static let quantile: Operator = Operator(
    "quantile.scalar(Tensor self, float q, int? dim=None, bool keepdim=False, *, str interpolation='linear') -> Tensor",
    composite: { arguments in
      .tensor(try quantile(arguments, Tensor(NDArray(scalar: .double(arguments.double(1)), .float64))))
    })
  static let quantileTensor: Operator = Operator(
    "quantile(Tensor self, Tensor q, int? dim=None, bool keepdim=False, *, str interpolation='linear') -> Tensor",
    composite: { .tensor(try quantile($0, $0.tensor(1))) })

  static let cov: Operator = Operator(
    "cov(Tensor self, *, int correction=1, Tensor? fweights=None, Tensor? aweights=None) -> Tensor",
    composite: { arguments in
      if arguments.optionalTensor(2) != nil || arguments.optionalTensor(3) != nil {
        throw TorchError(.notImplemented, "torch.cov with weights is not supported by nbrun")
      }
      return .tensor(try covariance(arguments.tensor(0), arguments.int(1, default: 1)))
    })

  private static func covariance(_ x: Tensor, _ correction: Int) throws -> Tensor {
    guard x.array.rank <= 2 else {
      throw TorchError(
        .runtime,
        "cov(): expected input to have two or fewer dimensions but got an input with \(x.array.rank) dimensions")
    }
    let rows = x.array.rank < 2 ? try x.reshape([1, x.array.count]) : x
    let count = rows.array.shape[1]
    let centred = try rows - rows.sum([1], keepdim: true) / .int(count)
    let product = try centred.mm(centred.t().conj()) / .int(Swift.max(count - correction, 0))
    return try squeeze(.tensor(product))
  }
  static let corrcoef: Operator = Operator(
    "corrcoef(Tensor self) -> Tensor",
    composite: { arguments in
      let c = try covariance(arguments.tensor(0), 1)
      if c.array.rank == 0 { return .tensor(try c / c) }
      let deviation = try c.diagonal().sqrt()
      return .tensor(try clamp(.tensor(c / deviation.view([-1, 1]) / deviation.view([1, -1])), .int(-1), .int(1)))
    })

  // MARK: Differences and integrals

  static let diff: Operator = Operator(
    "diff(Tensor self, int n=1, int dim=-1, Tensor? prepend=None, Tensor? append=None) -> Tensor",
    composite: { arguments in
      var x = try arguments.tensor(0)
      guard x.array.rank > 0 else {
        throw TorchError(.runtime, "diff expects input to be at least one-dimensional")
      }
      let dim = try x.array.wrap(arguments.int(2, default: -1))
      if arguments.optionalTensor(3) != nil || arguments.optionalTensor(4) != nil {
        x = try Tensor.cat([arguments.optionalTensor(3), x, arguments.optionalTensor(4)].compactMap { $0 }, dim: dim)
      }
      let times = try arguments.int(1, default: 1)
      if times < 0 { throw TorchError(.runtime, "order must be non-negative but got \(times)") }
      for _ in 0..<Swift.min(times, x.array.shape[dim] + 1) {
        let size = x.array.shape[dim]
        if size == 0 { break }
        let (after, before) = (try x.narrow(dim, 1, size - 1), try x.narrow(dim, 0, size - 1))
        x = x.dtype == .bool ? try logicalXor(after, before) : try after - before
      }
      return .tensor(x)
    })

  private static func trapezoid(_ y: Tensor, _ x: Tensor?, _ dx: Double, _ dim: Int) throws -> Tensor {
    let axis = try y.array.wrap(dim)
    let size = y.array.shape[axis]
    if size == 0 { return try y.sum([axis]) }
    let (left, right) = (try y.narrow(axis, 0, size - 1), try y.narrow(axis, 1, size - 1))
    if let x {
      let width =
        x.array.rank == 1
        ? try (x.narrow(0, 1, size - 1) - x.narrow(0, 0, size - 1))
          .view([size - 1] + [Int](repeating: 1, count: y.array.rank - 1 - axis))
        : try x.narrow(axis, 1, size - 1) - x.narrow(axis, 0, size - 1)
      return try divScalar(.tensor(((left + right) * width).sum([axis])), .int(2))
    }
    let total = try y.sum([axis])
    let ends = try addEnds(y, axis, size)
    return try mulScalar(.tensor(total - ends), .double(dx))
  }
  private static func addEnds(_ y: Tensor, _ axis: Int, _ size: Int) throws -> Tensor {
    try mulScalar(.tensor(y.select(axis, 0) + y.select(axis, size - 1)), .double(0.5))
  }
  static let trapezoid: Operator = Operator(
    "trapezoid.dx(Tensor y, *, Scalar dx=1, int dim=-1) -> Tensor", forms: .function,
    composite: { .tensor(try trapezoid($0.tensor(0), nil, $0.double(1, default: 1), $0.int(2, default: -1))) })
  static let trapezoidX: Operator = Operator(
    "trapezoid.x(Tensor y, Tensor x, *, int dim=-1) -> Tensor", forms: .function,
    composite: { .tensor(try trapezoid($0.tensor(0), $0.tensor(1), 1, $0.int(2, default: -1))) })
  static let trapz: Operator = Operator(
    "trapz.dx(Tensor y, *, float dx=1, int dim=-1) -> Tensor", forms: .function, composite: { try trapezoid($0) })

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
      let size = x.shape[x.rank - 1] + Swift.abs(offset)
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
      let blocks = try arguments.tensors(0).map { tensor in
        let array = tensor.array
        return array.rank == 0 ? try array.view([1, 1]) : array.rank == 1 ? try array.unsqueeze(0) : array
      }
      let rows = blocks.reduce(0) { $0 + $1.shape[0] }
      let columns = blocks.reduce(0) { $0 + $1.shape[1] }
      let result = try NDArray(zeros: [rows, columns], blocks.first?.dtype ?? .float32)
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
      shape[dim] *= repeats
      return .tensor(try wide.view(shape))
    })
  static let repeatInterleaveTensor: Operator = Operator(
    "repeat_interleave.self_Tensor(Tensor self, Tensor repeats, int? dim=None, *, SymInt? output_size=None) -> Tensor",
    composite: { arguments in
      let x = try arguments.tensor(0)
      let source = arguments.optionalInt(2) == nil ? try x.reshape([-1]) : x
      let dim = try source.array.wrap(arguments.optionalInt(2) ?? 0)
      let counts = try arguments.array(1).elements.map(\.int)
      let size = source.array.shape[dim]
      guard counts.count == size || counts.count == 1 else {
        throw TorchError(
          .runtime,
          "repeats must have the same size as input along dim, but got repeats.size(0) = \(counts.count) and input.size(\(dim)) = \(size)"
        )
      }
      if counts.contains(where: { $0 < 0 }) { throw TorchError(.runtime, "repeats can not be negative") }
      let places = (0..<size).flatMap { [Scalar](repeating: .int($0), count: counts[counts.count == 1 ? 0 : $0]) }
      let index = Tensor(try NDArray(places, shape: [places.count], .int64))
      return .tensor(try indexSelect(.tensor(source), .int(dim), .tensor(index)))
    })

  static let rot90: Operator = Operator(
    "rot90(Tensor self, int k=1, int[] dims=[0,1]) -> Tensor", forms: .both, node: "Rot90Backward0",
    samples: .tensor([2, 3], with: [[], [.int(2)], [.int(3)]]),
    forward: { arguments in
      let dims = arguments.optionalInts(2) ?? [0, 1]
      let x = try arguments.array(0)
      guard dims.count == 2 else {
        throw TorchError(.runtime, "expected total rotation dims == 2, but got dims = \(dims.count)")
      }
      switch ((try arguments.int(1, default: 1) % 4) + 4) % 4 {
      case 1: return try x.flip([dims[1]]).transpose(dims[0], dims[1]).clone()
      case 2: return try x.flip(dims)
      case 3: return try x.flip([dims[0]]).transpose(dims[0], dims[1]).clone()
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

  // MARK: Counting

  static let bincount: Operator = Operator(
    "bincount(Tensor self, Tensor? weights=None, SymInt minlength=0) -> Tensor", forms: .both,
    forward: { try $0.array(0).bincount(weights: $0.optionalArray(1), minLength: $0.int(2, default: 0)) })
  static let histc: Operator = Operator(
    "histc(Tensor self, int bins=100, Scalar min=0, Scalar max=0) -> Tensor",
    forward: {
      try $0.array(0).histc(
        bins: $0.int(1, default: 100), low: $0.double(2, default: 0), high: $0.double(3, default: 0))
    })
  static let searchsorted: Operator = Operator(
    "searchsorted.Tensor(Tensor sorted_sequence, Tensor self, *, bool out_int32=False, bool right=False,"
      + " str? side=None, Tensor? sorter=None) -> Tensor",
    forms: .function,
    forward: {
      try $0.array(0).searchsorted(
        $0.array(1), right: $0.bool(3) || $0.optionalString(4) == "right", asInt32: $0.bool(2))
    })
  static let bucketize: Operator = Operator(
    "bucketize.Tensor(Tensor self, Tensor boundaries, *, bool out_int32=False, bool right=False) -> Tensor",
    forms: .function, forward: { try $0.array(1).searchsorted($0.array(0), right: $0.bool(3), asInt32: $0.bool(2)) })
  static let unique2: Operator = Operator(
    "_unique2(Tensor self, bool sorted=True, bool return_inverse=False, bool return_counts=False)"
      + " -> (Tensor, Tensor, Tensor)",
    forms: .function,
    forwards: { arguments in
      let r = try arguments.array(0).unique()
      return [r.values, r.inverse, r.counts]
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
          .runtime, "masked_scatter_ only supports boolean masks, but got mask with dtype \(mask.dtype.name)")
      }
      let shape = try NDArray.broadcast(x.shape, mask.shape)
      let result = try x.broadcasted(to: shape).cloneContiguous()
      var values = source.elements[...]
      var position = 0
      var isShort = false
      mask.broadcasted(to: shape).elements.forEach { flag in
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
    forms: [.function, .method, .inPlace], node: "PutBackward0", inputs: [0, 2], saving: [.input(1)],
    samples: Samples { maker in
      [[.tensor(try maker.tensor([2, 3])), .tensor(try maker.indices([0, 4])), .tensor(try maker.tensor([2]))]]
    },
    forward: { arguments in
      let x = try arguments.array(0)
      let flat = try x.cloneContiguous().view([-1])
      try flat.indexPut([arguments.array(1)], arguments.array(2), accumulate: arguments.bool(3))
      return try flat.view(x.shape.array)
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
    composite: { arguments in
      let (x, index) = (try arguments.tensor(0), try arguments.tensor(1))
      guard let dim = arguments.optionalInt(2) else {
        return .tensor(try gather(.tensor(x.reshape([-1])), .int(0), .tensor(index.reshape([-1]))))
      }
      let axis = try x.array.wrap(dim)
      var (shapeX, shapeI) = (x.array.shape, index.array.shape)
      shapeX[axis] = 1
      shapeI[axis] = 1
      var wide = try NDArray.broadcast(shapeX, shapeI)
      var wideX = wide
      wide[axis] = index.array.shape[axis]
      wideX[axis] = x.array.shape[axis]
      return .tensor(try gather(.tensor(x.expand(wideX)), .int(axis), .tensor(index.expand(wide))))
    })

  static let scatterReduce: Operator = Operator(
    "scatter_reduce.two(Tensor self, int dim, Tensor index, Tensor src, str reduce, *, bool include_self=True) -> Tensor",
    forms: .all, node: "NotImplemented", inputs: [0, 3],
    forward: { arguments in
      let reductions: [String: NDArray.ScatterReduction] = [
        "sum": .add, "prod": .multiply, "amax": .amax, "amin": .amin,
      ]
      let name = try arguments.string(4)
      guard let reduction = reductions[name], arguments.bool(5, default: true) else {
        throw TorchError(.notImplemented, "scatter_reduce with reduce='\(name)' is not supported by nbrun")
      }
      let result = try arguments.array(0).clone()
      try result.scatter(
        arguments.int(1), arguments.array(2), arguments.array(3), reduction, name: "scatter_reduce")
      return result
    })

  // MARK: Joining and cutting

  static let columnStack: Operator = Operator(
    "column_stack(Tensor[] tensors) -> Tensor", forms: .function,
    composite: { arguments in
      let columns = try arguments.tensors(0).map { tensor in
        tensor.array.rank <= 1 ? try tensor.reshape([tensor.array.count, 1]) : tensor
      }
      return .tensor(try Tensor.cat(columns, dim: 1))
    })

  static let sumToSize: Operator = Operator(
    "sum_to_size(Tensor self, SymInt[] size) -> Tensor", forms: .method,
    composite: { .tensor(try $0.tensor(0).sum(to: Dims($0.ints(1)))) })

  // MARK: Distances

  static let renorm: Operator = Operator(
    "renorm(Tensor self, Scalar p, int dim, Scalar maxnorm) -> Tensor", forms: .all,
    composite: { arguments in
      let x = try arguments.tensor(0)
      let dim = try x.array.wrap(arguments.int(2))
      let others = (0..<x.array.rank).filter { $0 != dim }
      let (order, limit) = (try arguments.double(1), try arguments.double(3))
      return .tensor(
        try CompositeNode.record("RenormBackward0", [x]) { tensors in
          let x = tensors[0] ?? x
          let size = try linalgVectorNorm(.tensor(x), .double(order), .ints(others), .bool(true))
          let scale = try (.double(limit) * (size + 1e-7).reciprocal())
          return [try x * Tensor.where(size.gt(.double(limit)), scale, size.onesLike())]
        }[0])
    })

  static let cdist: Operator = Operator(
    "cdist(Tensor x1, Tensor x2, float p=2, int? compute_mode=None) -> Tensor", forms: .function,
    node: "CdistBackward0",
    inputs: [0, 1], saving: [.input(0), .input(1)], samples: .tensors([[3, 2], [4, 2]]),
    forward: { arguments in
      let (a, b) = (try arguments.array(0), try arguments.array(1))
      guard a.rank >= 2, b.rank >= 2 else {
        throw TorchError(
          .runtime,
          "cdist only supports at least 2D tensors, X\(a.rank < 2 ? 1 : 2) got: \(a.rank < 2 ? a.rank : b.rank)D")
      }
      guard a.shape[a.rank - 1] == b.shape[b.rank - 1] else {
        throw TorchError(
          .runtime,
          "X1 and X2 must have the same number of columns. X1: \(a.shape[a.rank - 1]) X2: \(b.shape[b.rank - 1])")
      }
      return try GradMode.with(false) {
        try distances(Tensor(a), Tensor(b), arguments.double(2, default: 2)).array
      }
    },
    backward: { call in
      let (a, b) = (try call.saved(0), try call.saved(1))
      let p = try call.arguments.double(2, default: 2)
      let grad = try call.grad
      // The distances again, recorded, so that the gradient has a gradient too.
      let (x, y) = try GradMode.with(true) { (try a.detached().leafCopy(), try b.detached().leafCopy()) }
      guard GradMode.isEnabled else {
        let parts = try GradMode.with(true) {
          try Engine.grad([distances(x, y, p)], [x, y], gradients: [grad])
        }
        call.give(0, parts[0])
        call.give(1, parts[1])
        return
      }
      let d = try a.unsqueeze(-2) - b.unsqueeze(-3)
      let size = try distances(a, b, p)
      let isZero = try size.detached().eq(0)
      let share = try (grad / size.pow(.double(p - 1))).maskedFill(isZero, 0).unsqueeze(-1)
      let part = try d * d.abs().pow(.double(p - 2)) * share
      try call.give(0, part.sum([-2]))
      try call.give(1, -part.sum([-3]))
    })

  private static func distances(_ a: Tensor, _ b: Tensor, _ p: Double) throws -> Tensor {
    try normCore(.tensor(a.unsqueeze(-2) - b.unsqueeze(-3)), .double(p), .ints([-1]), .bool(false))
  }

  static let linalgCross: Operator = Operator(
    "linalg_cross(Tensor self, Tensor other, *, int dim=-1) -> Tensor", module: .linalg, forms: .function,
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
    let axis = try a.array.wrap(dim)
    guard a.array.shape[axis] == 3, b.array.shape[axis] == 3 else {
      throw TorchError(
        .runtime,
        "linalg.cross: inputs dimension \(dim) must have length 3. Got \(a.array.shape[axis]) and \(b.array.shape[axis])"
      )
    }
    func shift(_ x: Tensor, _ by: Int) throws -> Tensor { try roll(.tensor(x), .ints([by]), .ints([axis])) }
    return try shift(a, -1) * shift(b, -2) - shift(a, -2) * shift(b, -1)
  }
  static let cross: Operator = Operator(
    "cross(Tensor self, Tensor other, int? dim=None) -> Tensor",
    composite: { arguments in
      let x = try arguments.array(0)
      guard let dim = arguments.optionalInt(2) ?? x.shape.firstIndex(of: 3) else {
        throw TorchError(.runtime, "no dimension of size 3 in input")
      }
      return .tensor(try linalgCross(arguments[0], arguments[1], .int(dim)))
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

/// `torch.einsum`: operands brought to common dimensions, multiplied from the left, summed where a letter ends.
struct EinsteinSum {
  private let operands: [Tensor]
  private let inputs: [[Character]]
  private let output: [Character]

  /// Reads the equation; `...` stands for dimensions without letters.
  ///
  /// - Throws: PyTorch's errors for equations that do not fit the operands.
  init(_ equation: String, _ tensors: [Tensor]) throws {
    let text = equation.filter { $0 != " " }
    let arrow = text.range(of: "->")
    let left = arrow.map { String(text[..<$0.lowerBound]) } ?? text
    let terms = left.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard terms.count == tensors.count else {
      throw TorchError(
        .runtime,
        terms.count > tensors.count
          ? "einsum(): fewer operands were provided than specified in the equation"
          : "einsum(): more operands were provided than specified in the equation")
    }
    var parsed: [[Character]] = []
    var ellipsis = 0
    for (index, term) in terms.enumerated() {
      let letters = term.filter { $0 != "." }.count
      if let bad = term.first(where: { !$0.isLetter && $0 != "." }) {
        throw TorchError(
          .runtime,
          "einsum(): invalid subscript given at index 0 in the equation string, subscripts must be in [a-zA-Z], got '\(bad)'"
        )
      }
      let hidden = tensors[index].array.rank - letters
      guard term.contains("...") ? hidden >= 0 : hidden == 0 else {
        throw TorchError(
          .runtime,
          "einsum(): the number of subscripts in the equation (\(letters)) does not match the number of dimensions"
            + " (\(tensors[index].array.rank)) for operand \(index) and no ellipsis was given")
      }
      ellipsis = max(ellipsis, hidden)
      parsed.append(Self.expand(term, hidden))
    }
    inputs = parsed
    operands = tensors
    if let arrow {
      output = Self.expand(String(text[arrow.upperBound...]), ellipsis)
    } else {
      let all = parsed.flatMap { $0 }
      let once = Set(all).filter { letter in letter.isLetter && all.filter { $0 == letter }.count == 1 }
      output = Self.expand("...", ellipsis) + once.sorted()
    }
    for letter in output where !parsed.contains(where: { $0.contains(letter) }) {
      throw TorchError(
        .runtime, "einsum(): output subscript \(letter) does not appear in the equation for any input operand")
    }
  }

  /// Letters of a term; the dimensions of an ellipsis get private characters, counted from the right.
  private static func expand(_ term: String, _ hidden: Int) -> [Character] {
    guard let dots = term.range(of: "...") else { return Array(term) }
    let marks = (0..<hidden).reversed().map { Character(UnicodeScalar(UInt8(1 + $0 % 30))) }
    return Array(term[..<dots.lowerBound]) + marks + Array(term[dots.upperBound...])
  }

  /// The result.
  func evaluated() throws -> Tensor {
    var letters = output
    for input in inputs { for letter in input where !letters.contains(letter) { letters.append(letter) } }
    var sizes: [Character: Int] = [:]
    for (operand, input) in zip(operands, inputs) {
      for (dim, letter) in input.enumerated() {
        let size = operand.array.shape[dim]
        if let old = sizes[letter], old != 1, size != 1, old != size {
          throw TorchError(
            .runtime,
            "einsum(): subscript \(letter) has size \(size) for operand \(dim) which does not broadcast with previously"
              + " seen size \(old)")
        }
        sizes[letter] = max(sizes[letter] ?? 1, size)
      }
    }
    var aligned = try zip(operands, inputs).map { try align($0, $1, letters) }
    // What only one operand has is summed before anything is multiplied.
    var result = aligned.removeFirst()
    for (index, next) in aligned.enumerated() {
      let later = inputs.dropFirst(index + 2).flatMap { $0 }
      result = try contracted(result, next, letters) { letter in output.contains(letter) || later.contains(letter) }
    }
    let rest = letters.indices.filter { $0 >= output.count && result.array.shape[$0] != 1 }
    if !rest.isEmpty { result = try result.sum(rest, keepdim: true) }
    return try result.reshape(output.map { sizes[$0] ?? 1 })
  }

  /// An operand with one dimension for each letter, of size one where it lacks the letter.
  private func align(_ operand: Tensor, _ input: [Character], _ letters: [Character]) throws -> Tensor {
    var (x, names) = (operand, input)
    // A letter that occurs twice means the diagonal.
    var index = 0
    while index < names.count {
      if let other = names[(index + 1)...].firstIndex(of: names[index]) {
        x = try x.diagonal(0, index, other)
        let letter = names[index]
        names.remove(at: other)
        names.remove(at: index)
        names.append(letter)
      } else {
        index += 1
      }
    }
    let order = letters.compactMap { names.firstIndex(of: $0) }
    if order != Array(order.indices) { x = try x.permute(order) }
    var shape: [Int] = []
    var next = 0
    for letter in letters {
      if names.contains(letter) {
        shape.append(x.array.shape[next])
        next += 1
      } else {
        shape.append(1)
      }
    }
    return shape.count == x.array.rank ? x : try x.reshape(shape)
  }

  /// The product of two aligned operands, summed over letters that are not needed any more, by a batched product.
  private func contracted(
    _ a: Tensor, _ b: Tensor, _ letters: [Character], isKept: (Character) -> Bool
  ) throws -> Tensor {
    var (batch, onlyA, onlyB, summed): ([Int], [Int], [Int], [Int]) = ([], [], [], [])
    var (x, y) = (a, b)
    for (dim, letter) in letters.enumerated() {
      let (m, n) = (a.array.shape[dim], b.array.shape[dim])
      if !isKept(letter) {
        if m != 1 && n != 1 {
          summed.append(dim)
        } else {
          if m != 1 { x = try x.sum([dim], keepdim: true) }
          if n != 1 { y = try y.sum([dim], keepdim: true) }
          batch.append(dim)
        }
      } else if m != 1 && n != 1 {
        batch.append(dim)
      } else if n == 1 {
        onlyA.append(dim)
      } else {
        onlyB.append(dim)
      }
    }
    if summed.isEmpty { return try x * y }
    func size(_ t: Tensor, _ dims: [Int]) -> Int { dims.reduce(1) { $0 * t.array.shape[$1] } }
    let left = try x.permute(batch + onlyA + summed + onlyB)
      .reshape([size(x, batch), size(x, onlyA), size(x, summed)])
    let right = try y.permute(batch + summed + onlyB + onlyA)
      .reshape([size(y, batch), size(y, summed), size(y, onlyB)])
    let product = try left.bmm(right)
    let dims = batch + onlyA + onlyB + summed
    let shape =
      batch.map { x.array.shape[$0] } + onlyA.map { x.array.shape[$0] } + onlyB.map { y.array.shape[$0] }
      + summed.map { _ in 1 }
    var inverse = [Int](repeating: 0, count: dims.count)
    for (place, dim) in dims.enumerated() { inverse[dim] = place }
    return try product.view(shape).permute(inverse)
  }
}

extension String {
  /// Where a text stands, as Foundation's method of this name says.
  fileprivate func range(of text: String) -> Range<Index>? {
    var index = startIndex
    while index < endIndex {
      if self[index...].hasPrefix(text) { return index..<self.index(index, offsetBy: text.count) }
      index = self.index(after: index)
    }
    return nil
  }
}
