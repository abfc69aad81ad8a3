import Autograd
import TensorCore

extension Operator {
  /// Copies of a tensor in which what a view would show is another tensor's, and copies of views.
  static let scatterings: [Operator] =
    [
      diagonalScatter, selectScatter, sliceScatter, asStridedScatter, narrowCopy, fillDiagonal,
    ] + copiedViews

  /// A copy of argument 0 with argument 1 where `place` looks.
  ///
  /// - Parameter this: The operator that is being declared, for its own gradient.
  private static func scattering(
    _ schema: String, forms: Forms = .both, node: String, samples: Samples, this: @escaping @Sendable () -> Operator,
    place: @escaping @Sendable (Tensor, OperatorArguments) throws -> Tensor
  ) -> Operator {
    Operator(
      schema, forms: forms, node: node, inputs: [0, 1], samples: samples,
      forward: { arguments in
        let result = try arguments.array(0).clone()
        let source = try arguments.array(1)
        let target = try GradMode.with(false) { try place(Tensor(result), arguments).array }
        guard source.shape == target.shape else {
          throw TorchError(
            .runtime,
            "expected src to have a size equal to the slice of self. src size = \(source.shape.text), slice size ="
              + " \(target.shape.text)")
        }
        try target.copy(from: source)
        return result
      },
      backward: { call in
        let arguments = call.arguments
        if call.needs(0) {
          let hidden = try place(call.grad, arguments).zerosLike()
          call.setResult(
            0,
            try this()(OperatorArguments([.tensor(call.grad), .tensor(hidden)] + arguments.values.dropFirst(2))).tensor)
        }
        try call.give(1, place(call.grad, arguments))
      })
  }

  static let diagonalScatter: Operator = scattering(
    "diagonal_scatter(Tensor self, Tensor src, int offset=0, int dim1=0, int dim2=1) -> Tensor",
    node: "DiagonalScatterBackward0", samples: .tensors([[3, 3], [2]], with: [.int(1)]), this: { diagonalScatter },
    place: { try $0.diagonal($1.int(2, default: 0), $1.int(3, default: 0), $1.int(4, default: 1)) })

  static let selectScatter: Operator = scattering(
    "select_scatter(Tensor self, Tensor src, int dim, SymInt index) -> Tensor", node: "SelectScatterBackward0",
    samples: .tensors([[2, 3], [2]], with: [.int(1), .int(-1)]), this: { selectScatter },
    place: { try $0.select($1.int(2), $1.int(3)) })

  static let sliceScatter: Operator = scattering(
    "slice_scatter(Tensor self, Tensor src, int dim=0, SymInt? start=None, SymInt? end=None, SymInt step=1) -> Tensor",
    forms: .pure, node: "SliceScatterBackward0",
    samples: .tensors([[4, 2], [2, 2]], with: [.int(0), .int(1), .none, .int(2)]),
    this: { sliceScatter },
    place: {
      try $0.slice(
        $1.int(2, default: 0), from: $1.optionalInt(3) ?? 0, to: $1.optionalInt(4) ?? Int.max,
        step: $1.int(5, default: 1))
    })

  static let asStridedScatter: Operator = scattering(
    "as_strided_scatter(Tensor self, Tensor src, SymInt[] size, SymInt[] stride, SymInt? storage_offset=None) -> Tensor",
    node: "AsStridedScatterBackward0", samples: .tensors([[6], [3]], with: [.ints([3]), .ints([2])]),
    this: { asStridedScatter },
    place: {
      try asStrided(
        .tensor($0), .ints($1.ints(2)), .ints($1.ints(3)), .int($1.optionalInt(4) ?? $0.array.offset))
    })

  static let narrowCopy: Operator = Operator(
    "narrow_copy(Tensor self, int dim, SymInt start, SymInt length) -> Tensor",
    forms: .pure, samples: .tensor([4, 3], with: [[.int(0), .int(1), .int(2)]]),
    composite: { .tensor(try narrow($0).tensor.clone(contiguous: true)) })

  /// A view's copy under its own name: `torch.permute_copy`.
  private static func copied(_ schema: String, of original: Operator, samples: Samples) -> Operator {
    Operator(
      schema, forms: [.function, .out], samples: samples,
      composite: { arguments in
        switch try original(arguments) {
        case .tensor(let view):
          // What is a copy already needs no other one, unless its node is to be seen.
          try arguments.array(0).storage !== view.array.storage && !view.requiresGrad && view.array.isContiguous
            ? .tensor(view) : .tensor(view.clone(contiguous: true))
        case let several: .tuple(try several.tensors.map { try $0.clone(contiguous: true) })
        }
      })
  }

  private static let copiedViews: [Operator] = [
    copied("alias_copy(Tensor self) -> Tensor", of: alias, samples: .tensor([3], with: [[]])),
    copied("detach_copy(Tensor self) -> Tensor", of: detach, samples: .none),
    copied("t_copy(Tensor self) -> Tensor", of: t, samples: .tensor([2, 3], with: [[]])),
    copied(
      "transpose_copy.int(Tensor self, int dim0, int dim1) -> Tensor", of: transpose,
      samples: .tensor([2, 3], with: [[.int(0), .int(1)]])),
    copied(
      "permute_copy(Tensor self, int[] dims) -> Tensor", of: permute,
      samples: .tensor([2, 3], with: [[.ints([1, 0])]])),
    copied(
      "expand_copy(Tensor self, SymInt[] size, *, bool implicit=False) -> Tensor", of: expand,
      samples: .tensor([3], with: [[.ints([2, 3])]])),
    copied(
      "diagonal_copy(Tensor self, int offset=0, int dim1=0, int dim2=1) -> Tensor", of: diagonal,
      samples: .tensor([3, 3], with: [[]])),
    copied(
      "select_copy.int(Tensor self, int dim, SymInt index) -> Tensor", of: select,
      samples: .tensor([3, 3], with: [[.int(0), .int(1)]])),
    copied(
      "slice_copy.Tensor(Tensor self, int dim=0, SymInt? start=None, SymInt? end=None, SymInt step=1) -> Tensor",
      of: slice, samples: .tensor([3, 3], with: [[.int(0), .int(1)]])),
    copied("squeeze_copy(Tensor self) -> Tensor", of: squeeze, samples: .tensor([3, 1], with: [[]])),
    copied("squeeze_copy.dim(Tensor self, int dim) -> Tensor", of: squeezeDim, samples: .none),
    copied("squeeze_copy.dims(Tensor self, int[] dim) -> Tensor", of: squeezeDims, samples: .none),
    copied("unsqueeze_copy(Tensor self, int dim) -> Tensor", of: unsqueeze, samples: .tensor([3], with: [[.int(0)]])),
    copied(
      "view_copy(Tensor self, SymInt[] size) -> Tensor", of: reshape, samples: .tensor([6], with: [[.ints([2, 3])]])),
    copied("view_copy.dtype(Tensor self, ScalarType dtype) -> Tensor", of: viewDType, samples: .none),
    copied(
      "unfold_copy(Tensor self, int dimension, int size, int step) -> Tensor", of: unfold,
      samples: .tensor([5], with: [[.int(0), .int(2), .int(1)]])),
    copied(
      "as_strided_copy(Tensor self, SymInt[] size, SymInt[] stride, SymInt? storage_offset=None) -> Tensor",
      of: asStrided, samples: .tensor([6], with: [[.ints([2]), .ints([2])]])),
    copied("unbind_copy.int(Tensor self, int dim=0) -> Tensor[]", of: unbind, samples: .tensor([2, 3], with: [[]])),
    copied(
      "split_copy.Tensor(Tensor self, SymInt split_size, int dim=0) -> Tensor[]", of: split,
      samples: .tensor([4, 3], with: [[.int(2)]])),
    copied(
      "split_with_sizes_copy(Tensor self, SymInt[] split_sizes, int dim=0) -> Tensor[]", of: splitSizes,
      samples: .tensor([4, 3], with: [[.ints([1, 3])]])),
    copied("view_as_real_copy(Tensor self) -> Tensor", of: viewAsReal, samples: .none),
    copied("view_as_complex_copy(Tensor self) -> Tensor", of: viewAsComplex, samples: .none),
  ]

  static let fillDiagonal: Operator = Operator(
    "fill_diagonal(Tensor self, Scalar fill_value, bool wrap=False) -> Tensor", forms: .inPlace,
    node: "FillDiagonalBackward0", inputs: [0], samples: .none,
    writing: { arguments, target in
      let x = try arguments.array(0)
      let shape = x.shape
      if shape.count < 2 { throw TorchError(.runtime, "dimensions must larger than 1") }
      let height = shape[0]
      if shape.count > 2, shape.contains(where: { $0 != height }) {
        throw TorchError(.runtime, "all dimensions of input must be of equal length")
      }
      let value = try arguments.scalar(1)
      try Factories.check(value, fits: x.dtype)
      let result = try target.flatMap { $0.isSameMemory(as: x) ? $0 : nil } ?? x.clone()
      let step = result.strides.reduce(0, +)
      let steps = Swift.min(height, shape[1])
      try result.asStrided([steps], [step], offset: result.offset).fill(value)
      // Over the end of a tall matrix the diagonal goes on, one row below.
      if arguments.bool(2), shape.count == 2, height > shape[1] + 1 {
        // PyTorch looks for its beginning so many rows below and takes the same steps, whatever the layout is.
        let width = shape[1]
        let count = (x.count + width) / (width + 1) - steps
        try result.asStrided([count], [step], offset: result.offset + result.strides[0] * (width + 1)).fill(value)
      }
      return result
    },
    backward: { call in
      let zero = Operator.fillDiagonal
      let copy = try call.grad.clone()
      try call.give(0, zero.inPlace(OperatorArguments([.tensor(copy), .scalar(0), .bool(call.arguments.bool(1 + 1))])))
    })
}

// MARK: - Cutting

extension Operator {
  /// Cutting a tensor into pieces at given places.
  static let cuts: [Operator] = [
    tensorSplit, tensorSplitIndices, tensorSplitTensor, hsplit, hsplitIndices, vsplit, vsplitIndices, dsplit,
    dsplitIndices, unsafeChunk, unsafeSplit, unsafeSplitSizes,
  ]

  private static func pieces(_ x: Tensor, sections: Int, _ axis: Int) throws -> OperatorResult {
    if sections <= 0 {
      throw TorchError(.runtime, "number of sections must be larger than 0, got \(sections)")
    }
    // Each piece is an object of its own.
    guard sections < 1 << 22 else { throw TorchError(.runtime, "std::bad_alloc") }
    let (size, extra) = (x.array.shape[axis] / sections, x.array.shape[axis] % sections)
    var start = 0
    return .tuple(
      try (0..<sections).map { index in
        let length = size + (index < extra ? 1 : 0)
        defer { start += length }
        return try x.slice(axis, from: start, to: start + length)
      })
  }

  private static func pieces(_ x: Tensor, at places: [Int], _ axis: Int) throws -> OperatorResult {
    var start = 0
    return .tuple(
      try (places + [x.array.shape[axis]]).map { end in
        defer { start = end }
        return try x.slice(axis, from: start, to: end)
      })
  }

  private static func splitAxis(_ arguments: OperatorArguments) throws -> Int {
    let x = try arguments.array(0)
    if x.rank == 0 {
      throw TorchError(.runtime, "tensor_split expected at least a 1-dimensional tensor, but got a tensor with 0 dims")
    }
    return try x.wrap(arguments.int(2, default: 0))
  }

  static let tensorSplit: Operator = Operator(
    "tensor_split.sections(Tensor(a) self, SymInt sections, int dim=0) -> Tensor(a)[]",
    samples: .tensor([5, 2], with: [[.int(3)]]),
    composite: { try pieces($0.tensor(0), sections: $0.int(1), splitAxis($0)) })
  static let tensorSplitIndices: Operator = Operator(
    "tensor_split.indices(Tensor(a) self, SymInt[] indices, int dim=0) -> Tensor(a)[]",
    samples: .tensor([5, 2], with: [[.ints([1, 4])]]),
    composite: { try pieces($0.tensor(0), at: $0.ints(1), splitAxis($0)) })
  static let tensorSplitTensor: Operator = Operator(
    "tensor_split.tensor_indices_or_sections(Tensor(a) self, Tensor tensor_indices_or_sections, int dim=0)"
      + " -> Tensor(a)[]",
    composite: { arguments in
      let places = try arguments.array(1)
      guard places.dtype == .int64 else {
        throw TorchError(
          .runtime,
          "tensor_split expected tensor_indices_or_sections to have dtype of long, but got \(places.dtype.scalarName)")
      }
      guard places.rank < 2 else {
        throw TorchError(
          .runtime,
          "tensor_split expected tensor_indices_or_sections to be a zero-dimensional or one-dimensional tensor, but got a"
            + " tensor with \(places.rank) dims")
      }
      let axis = try splitAxis(arguments)
      return places.rank == 0
        ? try pieces(arguments.tensor(0), sections: places.item().int, axis)
        : try pieces(arguments.tensor(0), at: places.ints, axis)
    })

  /// `hsplit`, `vsplit` and `dsplit`: in equal parts, or at places.
  private static func cut(_ name: String, least: Int, indices: Bool, _ samples: Samples) -> Operator {
    Operator(
      indices
        ? "\(name).array(Tensor(a) self, int[] indices) -> Tensor(a)[]"
        : "\(name).int(Tensor(a) self, int sections) -> Tensor(a)[]",
      samples: samples,
      composite: { arguments in
        let x = try arguments.tensor(0)
        guard x.array.rank >= least else {
          throw TorchError(
            .runtime,
            "torch.\(name) requires a tensor with at least \(least) dimension, but got a tensor with \(x.array.rank)"
              + " dimensions!")
        }
        let axis = name == "hsplit" ? (x.array.rank == 1 ? 0 : 1) : name == "vsplit" ? 0 : 2
        if indices { return try pieces(x, at: arguments.ints(1), axis) }
        let (sections, size) = (try arguments.int(1), x.array.shape[axis])
        guard sections != 0, size % sections == 0 else {
          throw TorchError(
            .runtime,
            "torch.\(name) attempted to split along dimension \(axis), but the size of the dimension \(size) is not"
              + " divisible by the split_size \(sections)!")
        }
        return try pieces(x, sections: sections, axis)
      })
  }

  static let hsplit: Operator = cut("hsplit", least: 1, indices: false, .tensor([2, 4], with: [[.int(2)]]))
  static let hsplitIndices: Operator = cut("hsplit", least: 1, indices: true, .tensor([2, 4], with: [[.ints([1])]]))
  static let vsplit: Operator = cut("vsplit", least: 2, indices: false, .tensor([4, 2], with: [[.int(2)]]))
  static let vsplitIndices: Operator = cut("vsplit", least: 2, indices: true, .tensor([4, 2], with: [[.ints([1])]]))
  static let dsplit: Operator = cut("dsplit", least: 3, indices: false, .tensor([1, 2, 4], with: [[.int(2)]]))
  static let dsplitIndices: Operator = cut("dsplit", least: 3, indices: true, .tensor([1, 2, 4], with: [[.ints([1])]]))
}
