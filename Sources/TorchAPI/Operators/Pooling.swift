import Autograd
import TensorCore

extension Operator {
  // MARK: Largest elements

  static let maxPoolCore: Operator = maxPool("_max_pool2d", "MaxPool2DWithIndicesBackward0", [1, 2, 4, 5])
  static let maxPoolCore3D: Operator = maxPool("_max_pool3d", "MaxPool3DWithIndicesBackward0", [1, 1, 3, 4, 5])

  /// The window of the samples of pooling operators, over the last dimensions of `shape`.
  private static func sampleWindow(_ shape: [Int]) -> [Argument] {
    let ahead = [Int](repeating: 2, count: shape.count - 3)
    return [.ints([2] + ahead), .ints(ahead + [1]), .ints(ahead.map { _ in 1 } + [0])]
  }

  private static func maxPool(_ name: String, _ node: String, _ shape: [Int]) -> Operator {
    Operator(
      "\(name)(Tensor self, int[] kernel_size, int[] stride, int[] padding, int[] dilation, bool ceil_mode)"
        + " -> (Tensor, Tensor)",
      module: .hidden, node: node, inputs: [0], saving: [.result(1), .input(0)],
      samples: .tensor(
        shape, with: [sampleWindow(shape) + [.ints([Int](repeating: 1, count: shape.count - 2)), .bool(false)]]),
      forwards: allInFormat { arguments in
        let x = try arguments.array(0)
        let checks = PoolingChecks(dims: try arguments.ints(1).count, isLargest: true)
        let window = try checks.window(arguments)
        try checks.check(x, window)
        return try x.byHalfParts(keeping: window.size.count) { try maxPooledByRows($0, window) }
      },
      backward: { call in
        let indices = try call.saved(0)
        let shape = try call.shape(0)
        let dims = try call.arguments.ints(1).count
        try call.give(0, scatteredPlaces(call.grad, indices, shape, dims))
      })
  }

  /// Large images of half types, which are converted for it, some rows of windows at a time.
  private static func maxPooledByRows(_ x: NDArray, _ window: Window) throws -> [NDArray] {
    let axis = x.rank - window.size.count
    let length = x.shape[axis]
    let (stride, reach) = (window.stride[0], (window.size[0] - 1) * window.dilation[0] + 1)
    let rows = Swift.max(1, NDArray.slabSize * length / Swift.max(x.count, 1) / Swift.max(stride, 1))
    let count = window.places(over: Array(x.shape.array.suffix(window.size.count)))[0]
    guard x.dtype.isFloatingPoint, x.dtype.computeType != x.dtype, rows < count, window.padding.allSatisfy({ $0 == 0 })
    else {
      let (values, indices) = try x.maxPooled(window)
      return [values, indices]
    }
    let plane = x.shape.array.suffix(window.size.count - 1).reduce(1, *)
    var results: [NDArray] = []
    for first in Swift.stride(from: 0, to: count, by: rows) {
      let last = Swift.min(first + rows, count)
      // The last windows may reach beyond the end.
      let end = last == count ? length : (last - 1) * stride + reach
      let (values, places) = try x.narrow(axis, first * stride, end - first * stride).maxPooled(window)
      let shift = try NDArray(scalar: .int(first * stride * plane), .int64)
      let parts = [values, try places.add(shift, as: .int64, into: places)]
      if first == 0 {
        results = try parts.map { part in
          var shape = part.shape
          shape[axis] = count
          return try NDArray(empty: shape, part.dtype)
        }
      }
      for (result, part) in zip(results, parts) { try result.narrow(axis, first, last - first).copy(from: part) }
    }
    return results
  }

  /// Gradients added to the places in their planes that indices name.
  static func scatteredPlaces(_ grad: Tensor, _ indices: Tensor, _ shape: Dims, _ dims: Int) throws -> Tensor {
    let leading = Array(shape.array.dropLast(dims))
    let plane = shape.array.suffix(dims).reduce(1, *)
    let zeros = Tensor(try NDArray(zeros: Dims(leading + [plane]), grad.dtype))
    let flatIndices = try indices.reshape(leading + [-1])
    return try scatterAdd.over(zeros, [.int(-1), .tensor(flatIndices), .tensor(grad.reshape(leading + [-1]))])
      .view(shape.array)
  }

  private static func maxPooled(_ arguments: OperatorArguments, _ dims: Int) throws -> [Tensor] {
    let window = try PoolingChecks(dims: dims, isLargest: true).window(arguments)
    return try (dims == 3 ? maxPoolCore3D : maxPoolCore).tensors(
      arguments[0], .ints(window.size), .ints(window.stride), .ints(window.padding), .ints(window.dilation),
      .bool(window.roundsUp))
  }

  static let maxPool2D: Operator = Operator(
    "max_pool2d(Tensor self, int[2] kernel_size, int[2] stride=[], int[2] padding=0, int[2] dilation=1,"
      + " bool ceil_mode=False) -> Tensor",
    forms: .function, composite: { .tensor(try maxPooled($0, 2)[0]) })
  static let maxPool2DWithIndices: Operator = Operator(
    "max_pool2d_with_indices(Tensor self, int[2] kernel_size, int[2] stride=[], int[2] padding=0, int[2] dilation=1,"
      + " bool ceil_mode=False) -> (Tensor, Tensor)",
    module: .functional, forms: .function, composite: { .tuple(try maxPooled($0, 2)) })
  static let maxPool3D: Operator = Operator(
    "max_pool3d(Tensor self, int[3] kernel_size, int[3] stride=[], int[3] padding=0, int[3] dilation=1,"
      + " bool ceil_mode=False) -> Tensor",
    forms: .function, composite: { .tensor(try maxPooled($0, 3)[0]) })
  static let maxPool3DWithIndices: Operator = Operator(
    "max_pool3d_with_indices(Tensor self, int[3] kernel_size, int[3] stride=[], int[3] padding=0, int[3] dilation=1,"
      + " bool ceil_mode=False) -> (Tensor, Tensor)",
    module: .functional, forms: .function, composite: { .tuple(try maxPooled($0, 3)) })

  /// One-dimensional pooling is two-dimensional pooling of rows.
  private static func maxPooledRows(_ arguments: OperatorArguments, _ window: Window) throws -> [Tensor] {
    try maxPoolCore.tensors(
      .tensor(arguments.tensor(0).unsqueeze(-2)), .ints([1, window.size[0]]), .ints([1, window.stride[0]]),
      .ints([0, window.padding[0]]), .ints([1, window.dilation[0]]), .bool(window.roundsUp)
    ).map { try $0.squeeze(dim: -2) }
  }
  static let maxPool1D: Operator = Operator(
    "max_pool1d(Tensor self, int[1] kernel_size, int[1] stride=[], int[1] padding=0, int[1] dilation=1,"
      + " bool ceil_mode=False) -> Tensor",
    forms: .function,
    composite: { arguments in
      let window = try PoolingChecks.rowWindow(arguments)
      let dtype = try arguments.array(0).dtype
      guard dtype.isFloatingPoint else { throw TorchError.notImplemented("max_pool1d_impl", for: dtype) }
      let x = try arguments.tensor(0)
      if dtype.computeType == .float32, !(GradMode.isEnabled && x.requiresGrad) {
        let result = try x.array.byHalfParts(keeping: 1) { x in
          [try x.cast(to: .float32).largestOfRows(window).cast(to: dtype)]
        }
        return .tensor(Tensor(result[0]))
      }
      let result = try maxPooledRows(arguments, window)[0]
      // Without a graph it is a function of its own, whose result is nobody's view.
      return .tensor(result.requiresGrad ? result : Tensor(result.array))
    })
  static let maxPool1DWithIndices: Operator = Operator(
    "max_pool1d_with_indices(Tensor self, int[1] kernel_size, int[1] stride=[], int[1] padding=0, int[1] dilation=1,"
      + " bool ceil_mode=False) -> (Tensor, Tensor)",
    forms: .function,
    composite: { .tuple(try maxPooledRows($0, PoolingChecks(dims: 1, isLargest: true).window($0))) })

  // MARK: Averages

  static let avgPoolCore: Operator = avgPool(2, "AvgPool2DBackward0", [1, 2, 4, 5])
  static let avgPoolBack: Operator = avgPoolGradient(2, "AvgPool2DBackwardBackward0")
  static let avgPoolCore3D: Operator = avgPool(3, "AvgPool3DBackward0", [1, 1, 3, 4, 5])
  static let avgPoolBack3D: Operator = avgPoolGradient(3, "AvgPool3DBackwardBackward0")

  private static func avgPool(_ dims: Int, _ node: String, _ shape: [Int]) -> Operator {
    Operator(
      "_avg_pool\(dims)d(Tensor self, int[] kernel_size, int[] stride, int[] padding, bool ceil_mode,"
        + " bool count_include_pad, int? divisor_override) -> Tensor",
      module: .hidden, node: node, inputs: [0], saving: [.input(0)],
      samples: .tensor(shape, with: [sampleWindow(shape) + [.bool(false), .bool(false), .none]]),
      forward: inFormat { arguments in
        let checks = PoolingChecks(dims: try arguments.ints(1).count, isLargest: false)
        let window = try checks.window(arguments)
        try checks.check(arguments.array(0), window)
        let x = try arguments.array(0)
        return try x.byHalfParts(keeping: window.size.count) { x in
          [
            try x.averagePooled(
              window, countsPadding: arguments.bool(5, default: true), divisor: arguments.optionalInt(6))
          ]
        }[0]
      },
      backward: { call in
        let arguments = call.arguments
        try call.give(
          0,
          (dims == 3 ? avgPoolBack3D : avgPoolBack)(
            .tensor(call.grad), .ints(arguments.ints(1)), .ints(arguments.ints(2)), .ints(arguments.ints(3)),
            .bool(arguments.bool(4)), .bool(arguments.bool(5, default: true)), arguments[6],
            .ints(Array(call.shape(0).array.suffix(arguments.ints(1).count)))))
      })
  }

  private static func avgPoolGradient(_ dims: Int, _ node: String) -> Operator {
    Operator(
      "_avg_pool\(dims)d_back(Tensor grad, int[] kernel_size, int[] stride, int[] padding, bool ceil_mode,"
        + " bool count_include_pad, int? divisor_override, int[] lengths) -> Tensor",
      module: .hidden, node: node, inputs: [0],
      forward: { arguments in
        let window = try PoolingChecks(dims: arguments.ints(1).count, isLargest: false).window(arguments)
        let (grad, lengths) = (try arguments.array(0), try arguments.ints(7))
        return try grad.byHalfParts(keeping: lengths.count) { grad in
          [
            try grad.averagePoolingGradient(
              window, lengths: lengths, countsPadding: arguments.bool(5), divisor: arguments.optionalInt(6))
          ]
        }[0]
      },
      backward: { call in
        let arguments = call.arguments
        try call.give(
          0,
          (dims == 3 ? avgPoolCore3D : avgPoolCore)(
            .tensor(call.grad), arguments[1], arguments[2], arguments[3], arguments[4], arguments[5], arguments[6]))
      })
  }

  private static func averaged(_ arguments: OperatorArguments, _ dims: Int) throws -> Tensor {
    let window = try PoolingChecks(dims: dims, isLargest: false).window(arguments)
    if let divisor = arguments.optionalInt(6), divisor == 0 {
      throw TorchError(.runtime, "divisor must be not zero")
    }
    return try (dims == 3 ? avgPoolCore3D : avgPoolCore)(
      arguments[0], .ints(window.size), .ints(window.stride), .ints(window.padding), .bool(window.roundsUp),
      .bool(arguments.bool(5, default: true)), arguments[6])
  }

  static let avgPool2D: Operator = Operator(
    "avg_pool2d(Tensor self, int[2] kernel_size, int[2] stride=[], int[2] padding=0, bool ceil_mode=False,"
      + " bool count_include_pad=True, int? divisor_override=None) -> Tensor",
    module: .functional, forms: .function, composite: { .tensor(try averaged($0, 2)) })
  static let avgPool3D: Operator = Operator(
    "avg_pool3d(Tensor self, int[3] kernel_size, int[3] stride=[], int[3] padding=0, bool ceil_mode=False,"
      + " bool count_include_pad=True, int? divisor_override=None) -> Tensor",
    module: .functional, forms: .function, composite: { .tensor(try averaged($0, 3)) })
  static let avgPool1D: Operator = Operator(
    "avg_pool1d(Tensor self, int[1] kernel_size, int[1] stride=[], int[1] padding=0, bool ceil_mode=False,"
      + " bool count_include_pad=True) -> Tensor",
    forms: .function,
    composite: { arguments in
      let x = try arguments.tensor(0)
      let window = try PoolingChecks(dims: 1, isLargest: false).window(arguments)
      return .tensor(
        try avgPoolCore(
          .tensor(x.unsqueeze(-2)), .ints([1, window.size[0]]), .ints([1, window.stride[0]]),
          .ints([0, window.padding[0]]), .bool(window.roundsUp), .bool(arguments.bool(5, default: true)), .none
        ).squeeze(dim: -2))
    })
}
