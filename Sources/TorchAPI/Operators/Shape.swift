import Autograd
import TensorCore

extension Operator {
  /// Views: other shapes of the same memory.
  static let views: [Operator] = [
    viewDType, view, viewAs, reshape, reshapeAs, flatten, ravel, unflatten, t, transposeAll, adjointAll, transpose,
    swapaxes,
    swapdims, permute, movedim, moveaxis, movedimInt, moveaxisInt, squeeze, squeezeDim, squeezeDims, unsqueeze, expand,
    expandAs, broadcastTo, select, slice, selectBack, sliceBack, diagonalBack, narrow, narrowTensor, diagonal, unfold,
    asStrided,
    asStridedOf, asStridedBack,
    split, splitSizesOfMethod, splitSizes, chunk, unbind, detach,
    unsafeView, reshapeAlias, alias, atleast1D, atleast2D, atleast3D,
    atleast1DAll, atleast2DAll, atleast3DAll,
  ]

  /// The same bytes as numbers of another type. Nothing is recorded, and the result is no view in the graph's sense.
  static let viewDType: Operator = Operator(
    "view.dtype(Tensor(a) self, ScalarType dtype) -> Tensor(a)", forms: .method,
    composite: { arguments in
      let source = try arguments.tensor(0)
      let dtype = arguments.dtype(1) ?? source.dtype
      if dtype == source.dtype { return .tensor(source.detached()) }
      if source.array.isConjugateView || source.array.isNegativeView {
        throw TorchError(
          .runtime,
          "torch.Tensor.view is not supported for "
            + (source.array.isConjugateView ? "conjugate view tensors" : "tensors with negative bit set")
            + " when converting to a different dtype.")
      }
      return .tensor(Tensor(try source.array.reinterpreted(as: dtype)))
    })

  static let view: Operator = Operator(
    "view(Tensor(a) self, SymInt[] size) -> Tensor(a)", forms: .method, node: "ViewBackward0",
    samples: .tensor([2, 3], with: [[.ints([6])], [.ints([3, -1])]]),
    view: { try $0.array(0).view($0.ints(1)) },
    backward: { call in try call.give(0, call.grad.reshape(call.shape(0))) })

  /// A view that forgets its base: what `reshape` and `matmul` make of a fresh result.
  static let unsafeView: Operator = Operator(
    "_unsafe_view(Tensor self, SymInt[] size) -> Tensor", module: .hidden, node: "UnsafeViewBackward0",
    samples: .tensor([2, 3], with: [[.ints([6])]]),
    forward: { try $0.array(0).view($0.ints(1)) },
    backward: { call in try call.give(0, call.grad.reshape(call.shape(0))) })

  /// What `reshape` makes of a tensor that is not contiguous but can be viewed.
  static let reshapeAlias: Operator = Operator(
    "_reshape_alias(Tensor(a) self, SymInt[] size) -> Tensor(a)", module: .hidden, node: "ReshapeAliasBackward0",
    samples: Samples { maker in [[.tensor(try maker.transposed([2, 3])), .ints([3, 1, 2])]] },
    view: { try $0.array(0).view($0.ints(1)) },
    backward: { call in try call.give(0, call.grad.reshape(call.shape(0))) })

  /// The tensor itself, as another tensor (`x[...]`).
  static let alias: Operator = Operator(
    "alias(Tensor(a) self) -> Tensor(a)", module: .hidden, node: "AliasBackward0",
    samples: .tensor([2, 3], with: [[]]),
    view: { try $0.array(0) },
    backward: { call in try call.give(0, call.grad) })

  static let viewAs: Operator = Operator(
    "view_as(Tensor(a) self, Tensor other) -> Tensor(a)", forms: .method,
    composite: { .tensor(try $0.tensor(0).view($0.tensor(1).array.shape.array)) })

  static let reshape: Operator = Operator(
    "reshape(Tensor(a) self, SymInt[] shape) -> Tensor(a)",
    composite: { .tensor(try $0.tensor(0).reshape($0.ints(1))) })

  static let reshapeAs: Operator = Operator(
    "reshape_as(Tensor(a) self, Tensor other) -> Tensor(a)", forms: .method,
    composite: { .tensor(try $0.tensor(0).reshape($0.tensor(1).array.shape.array)) })

  static let flatten: Operator = Operator(
    "flatten.using_ints(Tensor(a) self, int start_dim=0, int end_dim=-1) -> Tensor(a)",
    composite: { arguments in
      let x = try arguments.tensor(0)
      let start = try x.array.wrap(arguments.int(1, default: 0))
      let end = try x.array.wrap(arguments.int(2, default: -1))
      guard start <= end else {
        throw TorchError(.runtime, "flatten() has invalid args: start_dim cannot come after end_dim")
      }
      if x.array.rank == 0 { return .tensor(try x.reshape([1])) }
      if start == end { return .tensor(x) }
      let shape = x.array.shape.array
      return .tensor(
        try x.reshape(Array(shape[..<start]) + [shape[start...end].reduce(1, *)] + Array(shape[(end + 1)...])))
    })

  static let ravel: Operator = Operator(
    "ravel(Tensor(a) self) -> Tensor(a)", composite: { .tensor(try $0.tensor(0).contiguous().view([-1])) })

  static let unflatten: Operator = Operator(
    "unflatten.int(Tensor(a) self, int dim, SymInt[] sizes) -> Tensor(a)",
    composite: { arguments in
      let x = try arguments.tensor(0)
      let dim = try x.array.wrap(arguments.int(1))
      let sizes = try arguments.ints(2)
      let shape = x.array.shape.array
      if sizes.isEmpty { throw TorchError(.runtime, "unflatten: sizes must be non-empty") }
      guard x.array.rank > 0 else {
        throw TorchError(
          .runtime, "unflatten got an unexpected error:\nDimension specified as 0 but tensor has no dimensions")
      }
      guard sizes.contains(-1) || sizes.reduce(1, &*) == shape[dim] else {
        throw TorchError(
          .runtime,
          "unflatten: Provided sizes \(Dims(sizes).text) don't multiply up to the size of dim \(dim) (\(shape[dim])) in"
            + " the input tensor")
      }
      return .tensor(
        try x.view(
          Array(shape[..<dim]) + Dims.inferring(sizes, count: shape[dim]).array + Array(shape[(dim + 1)...])))
    })

  static let t: Operator = Operator(
    "t(Tensor(a) self) -> Tensor(a)", node: "TBackward0", inPlaceNode: "TBackward1",
    samples: .tensor([2, 3], with: [[]]),
    view: { arguments in
      let array = try arguments.array(0)
      if array.rank > 2 {
        throw TorchError(.runtime, "t() expects a tensor with <= 2 dimensions, but self is \(array.rank)D")
      }
      return array.rank < 2 ? array : try array.transpose(0, 1)
    },
    backward: { call in try call.give(0, call.grad.t()) })

  /// `x.T`
  static let transposeAll: Operator = Operator(
    "numpy_T(Tensor(a) self) -> Tensor(a)", module: .hidden,
    composite: { arguments in
      let x = try arguments.tensor(0)
      return .tensor(try x.permute(Array((0..<x.array.rank).reversed())))
    })

  /// `x.mT`, and `x.mH` of real tensors
  static let adjointAll: Operator = Operator(
    "mT(Tensor(a) self) -> Tensor(a)", module: .hidden,
    composite: { arguments in
      let x = try arguments.tensor(0)
      if x.array.rank == 0 { return .tensor(x) }
      if x.array.rank < 2 {
        throw TorchError(
          .runtime, "tensor.mT is only supported on matrices or batches of matrices. Got \(x.array.rank)-D tensor.")
      }
      return .tensor(try x.transpose(-2, -1))
    })

  static let transpose: Operator = Operator(
    "transpose.int(Tensor(a) self, int dim0, int dim1) -> Tensor(a)", node: "TransposeBackward0",
    inPlaceNode: "TransposeBackward1",
    samples: .tensor([2, 3, 2], with: [[.int(0), .int(-1)]]),
    view: { try $0.array(0).transpose($0.int(1), $0.int(2)) },
    backward: { call in
      try call.give(0, call.grad.transpose(call.arguments.int(1), call.arguments.int(2)))
    })

  static let swapaxes: Operator = swapped("swapaxes", "axis0", "axis1")
  static let swapdims: Operator = swapped("swapdims", "dim0", "dim1")

  /// `transpose` under another name.
  private static func swapped(_ name: String, _ first: String, _ second: String) -> Operator {
    Operator(
      "\(name)(Tensor(a) self, int \(first), int \(second)) -> Tensor(a)", node: "TransposeBackward0",
      inPlaceNode: "TransposeBackward1", view: { try $0.array(0).transpose($0.int(1), $0.int(2)) },
      backward: { call in
        try call.give(0, call.grad.transpose(call.arguments.int(1), call.arguments.int(2)))
      })
  }

  static let permute: Operator = Operator(
    "permute(Tensor(a) self, int[] dims) -> Tensor(a)", node: "PermuteBackward0",
    samples: .tensor([2, 3, 2], with: [[.ints([2, 0, 1])]]),
    view: { try $0.array(0).permute($0.ints(1)) },
    backward: { call in
      let dims = try call.arguments.ints(1)
      var inverse = [Int](repeating: 0, count: dims.count)
      for (index, dim) in dims.enumerated() { inverse[dim < 0 ? dim + dims.count : dim] = index }
      try call.give(0, call.grad.permute(inverse))
    })

  private static func moved(_ arguments: OperatorArguments) throws -> OperatorResult {
    let x = try arguments.tensor(0)
    let given = (try arguments.ints(1), try arguments.ints(2))
    guard given.0.count == given.1.count else {
      throw TorchError(
        .runtime,
        "movedim: Invalid source or destination dims: source (\(Dims(given.0).text) dims) should contain the same"
          + " number of dims as destination (\(Dims(given.1).text) dims)")
    }
    let source = try given.0.map { try x.array.wrap($0) }
    let target = try given.1.map { try x.array.wrap($0) }
    if Set(source).count != source.count {
      throw TorchError(.runtime, "movedim: repeated dim in `source` (\(Dims(source).text))")
    }
    if Set(target).count != target.count {
      throw TorchError(.runtime, "movedim: repeated dim in `destination` (\(Dims(target).text))")
    }
    if x.array.rank == 0 { return .tensor(try alias(.tensor(x))) }
    var order = [Int?](repeating: nil, count: x.array.rank)
    for (from, to) in zip(source, target) { order[to] = from }
    var rest = (0..<x.array.rank).filter { !source.contains($0) }[...]
    return .tensor(try x.permute(order.map { $0 ?? rest.popFirst() ?? 0 }))
  }

  static let movedim: Operator = Operator(
    "movedim.intlist(Tensor(a) self, int[] source, int[] destination) -> Tensor(a)", composite: moved)
  static let moveaxis: Operator = Operator(
    "moveaxis.intlist(Tensor(a) self, int[] source, int[] destination) -> Tensor(a)", composite: moved)
  static let movedimInt: Operator = Operator(
    "movedim.int(Tensor(a) self, int source, int destination) -> Tensor(a)", composite: moved)
  static let moveaxisInt: Operator = Operator(
    "moveaxis.int(Tensor(a) self, int source, int destination) -> Tensor(a)", composite: moved)

  static let squeeze: Operator = Operator(
    "squeeze(Tensor(a) self) -> Tensor(a)", node: "SqueezeBackward0", inPlaceNode: "SqueezeBackward3",
    samples: .tensor([1, 3, 1], with: [[]]),
    view: { try $0.array(0).squeeze() },
    backward: unsqueezed)

  /// A gradient with the dimensions that were squeezed; itself where there were none, without a node.
  private static func unsqueezed(_ call: BackwardCall) throws {
    let shape = try call.shape(0)
    try call.give(0, call.grad.array.shape == shape ? call.grad : call.grad.reshape(shape))
  }

  static let squeezeDim: Operator = Operator(
    "squeeze.dim(Tensor(a) self, int dim) -> Tensor(a)", node: "SqueezeBackward1",
    inPlaceNode: "SqueezeBackward4",
    samples: .tensor([1, 3, 1], with: [[.int(0)], [.int(1)]]),
    view: { try $0.array(0).squeeze([$0.int(1)]) },
    backward: unsqueezed)

  static let squeezeDims: Operator = Operator(
    "squeeze.dims(Tensor(a) self, int[] dim) -> Tensor(a)", node: "SqueezeBackward2",
    inPlaceNode: "SqueezeBackward5",
    samples: .tensor([1, 3, 1], with: [[.ints([0, 2])]]),
    view: { try $0.array(0).squeeze($0.ints(1)) },
    backward: unsqueezed)

  static let unsqueeze: Operator = Operator(
    "unsqueeze(Tensor(a) self, int dim) -> Tensor(a)", node: "UnsqueezeBackward0",
    inPlaceNode: "UnsqueezeBackward1",
    samples: .tensor([3], with: [[.int(0)], [.int(-1)]]),
    view: { try $0.array(0).unsqueeze($0.int(1)) },
    backward: { call in try call.give(0, call.grad.squeeze(dim: call.arguments.int(1))) })

  static let expand: Operator = Operator(
    "expand(Tensor(a) self, SymInt[] size, *, bool implicit=False) -> Tensor(a)", forms: .method,
    node: "ExpandBackward0", samples: .tensor([3, 1], with: [[.ints([2, 3, 4])], [.ints([-1, 2])]]),
    view: { try $0.array(0).expand($0.ints(1)) },
    backward: { call in
      let shape = try call.shape(0)
      try call.give(0, shape.isEmpty ? call.grad.sum() : call.grad.sum(to: shape))
    })

  static let expandAs: Operator = Operator(
    "expand_as(Tensor(a) self, Tensor other) -> Tensor(a)", forms: .method,
    composite: { .tensor(try $0.tensor(0).expand($0.tensor(1).array.shape.array)) })

  static let broadcastTo: Operator = Operator(
    "broadcast_to(Tensor(a) self, SymInt[] size) -> Tensor(a)",
    composite: { .tensor(try $0.tensor(0).expand($0.ints(1))) })

  static let select: Operator = Operator(
    "select.int(Tensor(a) self, int dim, SymInt index) -> Tensor(a)", node: "SelectBackward0",
    samples: .tensor([2, 3], with: [[.int(0), .int(1)], [.int(1), .int(-1)]]),
    view: { try $0.array(0).select($0.int(1), $0.int(2)) },
    backward: { call in
      try call.give(
        0,
        try selectBack(
          .tensor(call.grad), .ints(call.shape(0).array),
          .ints([
            call.arguments.int(1), call.arguments.int(2),
          ])))
    })

  static let slice: Operator = Operator(
    "slice.Tensor(Tensor(a) self, int dim=0, SymInt? start=None, SymInt? end=None, SymInt step=1) -> Tensor(a)",
    module: .hidden, node: "SliceBackward0",
    samples: .tensor([4, 3], with: [[.int(0), .int(1), .int(4), .int(2)], [.int(1), .int(-2), .none, .int(1)]]),
    view: {
      try $0.array(0).slice(
        $0.int(1, default: 0), from: $0.optionalInt(2) ?? 0, to: $0.optionalInt(3) ?? Int.max,
        step: $0.int(4, default: 1))
    },
    backward: { call in
      let arguments = call.arguments
      try call.give(
        0,
        try sliceBack(
          .tensor(call.grad), .ints(call.shape(0).array),
          .ints([
            arguments.int(1, default: 0), arguments.optionalInt(2) ?? 0, arguments.optionalInt(3) ?? Int.max,
            arguments.int(4, default: 1),
          ])))
    })

  static let narrow: Operator = Operator(
    "narrow(Tensor(a) self, int dim, SymInt start, SymInt length) -> Tensor(a)",
    composite: { arguments in
      let x = try arguments.tensor(0)
      let (dim, start, length) = (try arguments.int(1), try arguments.int(2), try arguments.int(3))
      _ = try x.array.narrow(dim, start, length)
      let first = start < 0 ? start + x.array.shape[try x.array.wrap(dim)] : start
      return .tensor(try x.slice(dim, from: first, to: first + length))
    })

  static let narrowTensor: Operator = Operator(
    "narrow.Tensor(Tensor(a) self, int dim, Tensor start, SymInt length) -> Tensor(a)",
    composite: { arguments in
      let start = try arguments.array(2)
      guard start.rank == 0, start.dtype.isInteger else {
        throw TorchError(.runtime, "start must be an 0-dim integral Tensor.")
      }
      return try narrow(
        OperatorArguments([arguments[0], arguments[1], .int(start.item().int), arguments[3]]))
    })

  static let diagonal: Operator = Operator(
    "diagonal(Tensor(a) self, int offset=0, int dim1=0, int dim2=1) -> Tensor(a)", node: "DiagonalBackward0",
    samples: .tensor([3, 4], with: [[], [.int(1)], [.int(-1), .int(1), .int(0)]]),
    view: { try $0.array(0).diagonal($0.int(1, default: 0), $0.int(2, default: 0), $0.int(3, default: 1)) },
    backward: { call in
      let arguments = call.arguments
      try call.give(
        0,
        try diagonalBack(
          .tensor(call.grad), .ints(call.shape(0).array),
          .ints([
            arguments.int(1, default: 0), arguments.int(2, default: 0), arguments.int(3, default: 1),
          ])))
    })

  static let unfold: Operator = Operator(
    "unfold(Tensor(a) self, int dimension, int size, int step) -> Tensor(a)", forms: .method, node: "UnfoldBackward0",
    samples: .tensor([5, 2], with: [[.int(0), .int(3), .int(1)], [.int(0), .int(2), .int(2)]]),
    view: { try $0.array(0).unfold($0.int(1), size: $0.int(2), step: $0.int(3)) },
    backward: { call in
      let dim = try call.arguments.int(1)
      let (size, step) = (try call.arguments.int(2), try call.arguments.int(3))
      let shape = try call.shape(0)
      let axis = try NDArray.wrap(dim, rank: shape.count)
      func sums(_ arrays: [NDArray]) throws -> NDArray {
        let grad = arrays[0]
        let total = try NDArray(zeros: shape, grad.dtype)
        let count = grad.shape[axis]
        for offset in 0..<size {
          let place = try total.slice(axis, from: offset, to: offset + (count - 1) * step + 1, step: step)
          let sum = try place.add(grad.select(-1, offset), as: grad.dtype, into: place)
          if !sum.isSameMemory(as: place) { try place.copy(from: sum) }
        }
        return total
      }
      let total = try asOneNode("UnfoldBackwardBackward0", [call.grad], roundsEach: true, kernel: sums) { tensors in
        // Where windows overlap their gradients add up.
        var total = Tensor(try NDArray(zeros: shape, tensors[0].dtype))
        let count = tensors[0].array.shape[axis]
        for offset in 0..<size {
          let end = offset + (count - 1) * step + 1
          let part = try tensors[0].select(-1, offset)
          total = try total + sliceBack(.tensor(part), .ints(shape.array), .ints([axis, offset, end, step]))
        }
        return total
      }
      call.give(0, total)
    })

  /// The gradients of views that pick elements.
  static let selectBack = scatterBack(
    "select_backward", node: "SelectBackwardBackward0", sample: [0, 1],
    look: { try $0.select($1[0], $1[1]) }, backward: { try $0.select($1[0], $1[1]) })
  static let sliceBack = scatterBack(
    "slice_backward", node: "SliceBackwardBackward0", sample: [0, 0, 1, 1],
    look: { try $0.slice($1[0], from: $1[1], to: $1[2], step: $1[3]) },
    backward: { try $0.slice($1[0], from: $1[1], to: $1[2], step: $1[3]) })
  static let diagonalBack = scatterBack(
    "diagonal_backward", node: "DiagonalBackwardBackward0", sample: [0, 0, 1],
    look: { try $0.diagonal($1[0], $1[1], $1[2]) }, backward: { try $0.diagonal($1[0], $1[1], $1[2]) })

  /// Zeros of shape `size` with `grad` where the view looked; `look` gives the view of an array.
  private static func scatterBack(
    _ name: String, node: String, sample: [Int],
    look: @escaping @Sendable (NDArray, [Int]) throws -> NDArray,
    backward: @escaping @Sendable (Tensor, [Int]) throws -> Tensor
  ) -> Operator {
    let size = name == "slice_backward" ? [1, 3] : [3, 3]
    return Operator(
      "_\(name)(Tensor grad, SymInt[] size, SymInt[] place) -> Tensor", module: .hidden, node: node, inputs: [0],
      samples: .tensor(name == "slice_backward" ? [1, 3] : [3], with: [[.ints(size), .ints(sample)]]),
      forward: { arguments in
        let grad = try arguments.array(0)
        let result = try NDArray(zeros: Dims(arguments.ints(1)), grad.dtype)
        try look(result, arguments.ints(2)).copy(from: grad)
        return result
      },
      backward: { call in try call.give(0, backward(call.grad, call.arguments.ints(2))) })
  }

  static let asStrided: Operator = Operator(
    "as_strided(Tensor(a) self, SymInt[] size, SymInt[] stride, SymInt? storage_offset=None) -> Tensor(a)",
    forms: [.function, .method, .inPlace],
    samples: .tensor([6], with: [[.ints([2, 2]), .ints([2, 1])], [.ints([3]), .ints([2]), .int(1)]]),
    composite: { try asStridedOf(stridedArguments($0)) })

  /// The arguments of `as_strided` with the layout of its input.
  static func stridedArguments(_ arguments: OperatorArguments) throws -> OperatorArguments {
    let x = try arguments.tensor(0)
    return OperatorArguments([
      .tensor(x), .ints(try arguments.ints(1)), .ints(try arguments.ints(2)),
      .int(arguments.optionalInt(3) ?? x.array.offset), .ints(x.array.strides.array), .int(x.array.offset),
    ])
  }

  /// `as_strided` with the layout of its input, which the formula needs.
  static let asStridedOf: Operator = Operator(
    "_as_strided(Tensor(a) self, SymInt[] size, SymInt[] stride, SymInt storage_offset, SymInt[] input_stride,"
      + " SymInt input_offset) -> Tensor(a)",
    module: .hidden, node: "AsStridedBackward0", inPlaceNode: "AsStridedBackward1",
    view: { try $0.array(0).asStrided($0.ints(1), $0.ints(2), offset: $0.int(3)) },
    backward: { call in
      let arguments = call.arguments
      try call.give(
        0,
        try asStridedBack(
          .tensor(call.grad), .ints(call.shape(0).array), .ints(arguments.ints(1)), .ints(arguments.ints(2)),
          .int(arguments.int(3)), .ints(arguments.ints(4)), .int(arguments.int(5))))
    })

  /// The gradient of `as_strided`: adds each element where the view took it from.
  static let asStridedBack: Operator = Operator(
    "_as_strided_back(Tensor grad, SymInt[] input_size, SymInt[] size, SymInt[] stride, SymInt offset,"
      + " SymInt[] input_stride, SymInt input_offset) -> Tensor",
    module: .hidden, node: "AsStridedBackward0", inputs: [0],
    forward: { arguments in
      let grad = try arguments.array(0)
      let inputShape = Dims(try arguments.ints(1))
      let given = try arguments.ints(5)
      let inputStrides = given.isEmpty ? inputShape.contiguousStrides : Dims(given)
      let (size, stride) = (try arguments.ints(2), try arguments.ints(3))
      let shift = try arguments.int(4) - arguments.int(6)
      let extent = { (shape: Dims, strides: Dims) -> Int in
        shape.contains(0) ? 0 : zip(shape, strides).reduce(1) { $0 + ($1.0 - 1) * $1.1 }
      }
      let count = Swift.max(extent(inputShape, inputStrides), extent(Dims(size), Dims(stride)) + Swift.max(shift, 0))
      let flat = try NDArray(zeros: [Swift.max(count, 0)], grad.dtype)
      let target = try flat.asStrided(size, stride, offset: Swift.max(shift, 0))
      if try isInjective(Dims(size), Dims(stride)) {
        try target.copy(from: grad)
      } else {
        try accumulate(grad, into: target)
      }
      let result = try flat.asStrided(inputShape.array, inputStrides.array, offset: 0)
      return try result.isNonOverlappingAndDense && result.count == flat.count ? result : result.clone()
    },
    backward: { call in
      let arguments = call.arguments
      try call.give(
        0,
        try asStrided(
          .tensor(call.grad.contiguous()), .ints(arguments.ints(2)), .ints(arguments.ints(3)), .int(arguments.int(4))))
    })

  /// Whether no element of a layout is reached twice.
  private static func isInjective(_ shape: Dims, _ strides: Dims) throws -> Bool {
    var covered = 1
    for (stride, size) in zip(strides, shape).sorted(by: { $0.0 < $1.0 }) where size > 1 {
      if stride < covered { return false }
      covered = stride * (size - 1) + covered
    }
    return true
  }

  /// Adds the elements one by one, because the target reaches some places more than once.
  private static func accumulate(_ source: NDArray, into target: NDArray) throws {
    if try target.addOverlapping(source) { return }
    let values = try source.elements
    var index = 0
    target.forEachPosition { position in
      let old = target.element(at: position)
      let new = values[index]
      index += 1
      switch (old, new) {
      case (.complex(let a, let b), .complex(let c, let d)): target.setElement(at: position, .complex(a + c, b + d))
      default: target.setElement(at: position, .double(old.double + new.double))
      }
    }
  }

  // MARK: Several views

  static let split: Operator = Operator(
    "split.Tensor(Tensor(a) self, SymInt split_size, int dim=0) -> Tensor(a)[]", node: "SplitBackward0",
    samples: .tensor([5, 2], with: [[.int(2)], [.int(1), .int(1)]]), views: piecesOfSize,
    backward: joinPiecesOfSize)

  static let splitSizes: Operator = Operator(
    "split_with_sizes(Tensor(a) self, SymInt[] split_sizes, int dim=0) -> Tensor(a)[]",
    node: "SplitWithSizesBackward0", samples: .tensor([5, 2], with: [[.ints([2, 3])]]), views: piecesOfSizes,
    backward: { call in
      try joinGradients(call, dim: call.arguments.int(2, default: 0), sizes: call.arguments.ints(1))
    })

  // The pieces lie in the tensor's memory, and are no views of it to the graph.
  static let unsafeSplit: Operator = Operator(
    "unsafe_split.Tensor(Tensor self, SymInt split_size, int dim=0) -> Tensor[]", forms: .both,
    node: "UnsafeSplitBackward0", inputs: [0], samples: .tensor([4, 2], with: [[.int(2)]]), forwards: piecesOfSize,
    backward: joinPiecesOfSize)
  static let unsafeSplitSizes: Operator = Operator(
    "unsafe_split_with_sizes(Tensor self, SymInt[] split_sizes, int dim=0) -> Tensor[]", forms: .both,
    node: "UnsafeSplitWithSizesBackward0", inputs: [0], samples: .tensor([4, 2], with: [[.ints([1, 3])]]),
    forwards: piecesOfSizes,
    backward: { call in
      try joinGradients(call, dim: call.arguments.int(2, default: 0), sizes: call.arguments.ints(1))
    })

  @Sendable private static func piecesOfSize(_ arguments: OperatorArguments) throws -> [NDArray] {
    let x = try arguments.array(0)
    if x.rank == 0 { throw TorchError(.runtime, "split expects at least a 1-dimensional tensor") }
    let dim = try x.wrap(arguments.int(2, default: 0))
    let size = try arguments.int(1)
    if size < 0 {
      throw TorchError(.runtime, "split expects split_size be non-negative, but got split_size=\(size)")
    }
    let length = x.shape[dim]
    if size == 0 {
      guard length == 0 else {
        throw TorchError(
          .runtime, "split_size can only be 0 if dimension size is 0, but got dimension size of \(length)")
      }
      return [x]
    }
    return try stride(from: 0, to: Swift.max(length, 1), by: size).map {
      try x.slice(dim, from: $0, to: $0 + Swift.min(size, length - $0))
    }
  }

  @Sendable private static func joinPiecesOfSize(_ call: BackwardCall) throws {
    let dim = try call.arguments.int(2, default: 0)
    let size = try call.arguments.int(1)
    let length = try call.shape(0)[NDArray.wrap(dim, rank: call.shape(0).count)]
    try joinGradients(
      call, dim: dim,
      sizes: stride(from: 0, to: Swift.max(length, 1), by: Swift.max(size, 1)).map { Swift.min(size, length - $0) })
  }

  @Sendable private static func piecesOfSizes(_ arguments: OperatorArguments) throws -> [NDArray] {
    let x = try arguments.array(0)
    if x.rank == 0 { throw TorchError(.runtime, "split expects at least a 1-dimensional tensor") }
    let dim = try x.wrap(arguments.int(2, default: 0))
    let sizes = try arguments.ints(1)
    if sizes.contains(where: { $0 < 0 }) {
      throw TorchError(
        .runtime,
        "split_with_sizes expects split_sizes have only non-negative entries, but got"
          + " split_sizes=\(Dims(sizes).text)")
    }
    guard sizes.reduce(0, &+) == x.shape[dim] else {
      throw TorchError(
        .runtime,
        "split_with_sizes expects split_sizes to sum exactly to \(x.shape[dim]) (input tensor's size at dimension"
          + " \(try arguments.int(2, default: 0))), but got split_sizes=\(Dims(sizes).text)")
    }
    var start = 0
    return try sizes.map { size in
      defer { start += size }
      return try x.slice(dim, from: start, to: start + size)
    }
  }

  /// The gradients of pieces, one after the other, with zeros for pieces that were not used.
  private static func joinGradients(_ call: BackwardCall, dim: Int, sizes: [Int]) throws {
    var shape = try call.shape(0)
    let axis = try NDArray.wrap(dim, rank: shape.count)
    let dtype = try call.dtype(0)
    let pieces = try sizes.enumerated().map { index, size in
      if let gradient = call.gradient(index) { return gradient }
      shape[axis] = size
      return Tensor(try NDArray(zeros: shape, dtype))
    }
    try call.give(0, Tensor.cat(pieces, dim: axis))
  }

  static let chunk: Operator = Operator(
    "chunk(Tensor(a) self, int chunks, int dim=0) -> Tensor(a)[]",
    composite: { try chunks($0, split, splitSizes) })
  static let unsafeChunk: Operator = Operator(
    "unsafe_chunk(Tensor self, int chunks, int dim=0) -> Tensor[]", samples: .tensor([4, 2], with: [[.int(2)]]),
    composite: { try chunks($0, unsafeSplit, unsafeSplitSizes) })

  /// So many pieces of nearly the same size, by operators that make pieces of a size or of sizes.
  private static func chunks(
    _ arguments: OperatorArguments, _ split: Operator, _ splitSizes: Operator
  ) throws -> OperatorResult {
    let x = try arguments.tensor(0)
    if x.array.rank == 0 { throw TorchError(.runtime, "chunk expects at least a 1-dimensional tensor") }
    let chunks = try arguments.int(1)
    if chunks <= 0 {
      throw TorchError(.runtime, "chunk expects `chunks` to be greater than 0, got: \(chunks)")
    }
    let dim = try x.array.wrap(arguments.int(2, default: 0))
    let length = x.array.shape[dim]
    // The sum wraps around as PyTorch's does.
    let size = (length &+ chunks &- 1) / chunks
    if size == 0 {
      let sizes = [Int](repeating: 0, count: Swift.min(chunks, 1 << 20))
      return .tuple(try splitSizes.tensors(.tensor(x), .ints(sizes), .int(dim)))
    }
    return .tuple(try split.tensors(.tensor(x), .int(size), .int(dim)))
  }

  static let unbind: Operator = Operator(
    "unbind.int(Tensor(a) self, int dim=0) -> Tensor(a)[]", node: "UnbindBackward0",
    samples: .tensor([2, 3], with: [[], [.int(1)]]),
    views: { arguments in
      let x = try arguments.array(0)
      if x.rank == 0 {
        throw TorchError(
          .index, "Dimension specified as 0 but tensor has no dimensions")
      }
      let dim = try x.wrap(arguments.int(1, default: 0))
      return try (0..<x.shape[dim]).map { try x.select(dim, $0) }
    },
    backward: { call in
      let shape = try call.shape(0)
      let dim = try NDArray.wrap(call.arguments.int(1, default: 0), rank: shape.count)
      var missing = shape
      missing.remove(at: dim)
      let dtype = try call.dtype(0)
      let pieces = try (0..<shape[dim]).map { index in
        try call.gradient(index) ?? Tensor(try NDArray(zeros: missing, dtype))
      }
      try call.give(0, Tensor.stack(pieces, dim: dim))
    })

  // MARK: Others

  static let splitSizesOfMethod: Operator = Operator(
    "split.sizes(Tensor(a) self, SymInt[] split_size, int dim=0) -> Tensor(a)[]",
    alias: splitSizes)

  static let detach: Operator = Operator(
    "detach(Tensor(a) self) -> Tensor(a)", forms: [.function, .method, .inPlace],
    composite: { .tensor(try $0.tensor(0).detached()) })

  static let atleast1D: Operator = Operator(
    "atleast_1d(Tensor self) -> Tensor", forms: .function,
    composite: { arguments in
      let x = try arguments.tensor(0)
      return .tensor(x.array.rank == 0 ? try x.reshape([1]) : x)
    })
  static let atleast2D: Operator = Operator(
    "atleast_2d(Tensor self) -> Tensor", forms: .function,
    composite: { arguments in
      let x = try arguments.tensor(0)
      switch x.array.rank {
      case 0: return .tensor(try x.reshape([1, 1]))
      case 1: return .tensor(try x.unsqueeze(0))
      default: return .tensor(x)
      }
    })
  static let atleast3D: Operator = Operator(
    "atleast_3d(Tensor self) -> Tensor", forms: .function,
    composite: { arguments in
      let x = try arguments.tensor(0)
      switch x.array.rank {
      case 0: return .tensor(try x.reshape([1, 1, 1]))
      case 1: return .tensor(try x.unsqueeze(0).unsqueeze(-1))
      case 2: return .tensor(try x.unsqueeze(-1))
      default: return .tensor(x)
      }
    })

  /// The same function of each tensor of a list.
  private static func ofAll(_ target: Operator) -> Operator {
    Operator(
      "\(target.name).Sequence(Tensor[] tensors) -> Tensor[]", forms: .function,
      composite: { .tuple(try $0.tensors(0).map { try target(.tensor($0)) }) })
  }
  static let atleast1DAll: Operator = ofAll(atleast1D)
  static let atleast2DAll: Operator = ofAll(atleast2D)
  static let atleast3DAll: Operator = ofAll(atleast3D)
}

extension Dims {
  /// Sizes with a -1 replaced by what makes the number of elements right.
  static func inferring(_ sizes: [Int], count: Int) throws -> Dims { try NDArray.inferred(sizes, count: count) }
}
