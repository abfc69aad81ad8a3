import Autograd
import TensorCore

extension Operator {
  // MARK: Largest elements

  /// Refuses lists of another length than the window has dimensions.
  private static func checkLists(_ arguments: OperatorArguments, _ dims: Int, isLargest: Bool) throws {
    let kind = isLargest ? "max" : "avg"
    if dims == 1 { try checkPooledRank(arguments.array(0), 1, "\(kind)_pool1d") }
    let names = ["kernel_size", "stride", "padding"] + (isLargest ? ["dilation"] : [])
    for (index, name) in names.enumerated() {
      guard let list = arguments.optionalInts(index + 1), list.count != 1, list.count != dims else { continue }
      let isStride = index == 1
      if isStride, list.isEmpty { continue }
      if dims == 1 {
        let some = isStride ? "None, an int, list of ints, or" : "an int, list of ints\(index == 2 ? "," : "") or"
        throw TorchError(
          .runtime,
          isLargest
            ? "max_pool1d() \(name) must be \(some) tuple of ints of size 1 but got size \(list.count)"
            : "avg_pool1d() argument '\(name)' should contain one int (got \(list.count))")
      }
      let must = isLargest ? index == 3 ? "must be either" : "must either be" : dims == 3 ? "must be" : "must either be"
      throw TorchError(
        .runtime,
        "\(kind)_pool\(dims)d: \(name) \(must)\(isStride ? " omitted," : "") a single int, or a tuple of"
          + " \(dims == 2 ? "two" : "three") ints")
    }
  }

  private static func poolWindow(
    _ arguments: OperatorArguments, _ dims: Int, dilation: Int?, ceil: Int
  ) throws -> Window {
    try checkLists(arguments, dims, isLargest: dilation != nil)
    let size = perDimension(try arguments.ints(1), dims, default: 1)
    let given = arguments.optionalInts(2) ?? []
    let window = Window(
      size: size, stride: given.isEmpty ? size : perDimension(given, dims, default: 1),
      padding: perDimension(arguments.optionalInts(3), dims, default: 0),
      dilation: perDimension(dilation.flatMap { arguments.optionalInts($0) }, dims, default: 1),
      roundsUp: arguments.bool(ceil))
    if dims == 1, dilation != nil, window.size[0] > 0, window.padding[0] > Swift.max(window.size[0] / 2, Int(Int32.max))
    {
      throw TorchError(
        .runtime,
        "max_pool1d() padding should be at most half of kernel size, but got padding=\(window.padding[0]) and"
          + " kernel_size=\(window.size[0])")
    }
    if [window.size, window.stride, window.padding, window.dilation].joined().contains(where: { $0 > Int32.max }) {
      throw TorchError(.runtime, "value cannot be converted to type int without overflow")
    }
    guard window.stride.allSatisfy({ $0 > 0 }) || dims == 1 else {
      throw TorchError(.runtime, "stride should not be zero")
    }
    guard window.size.allSatisfy({ $0 > 0 }) else {
      let sizes = zip(["kT", "kH", "kW"].suffix(dims), size).map { "\($0): \($1)" }.joined(separator: " ")
      throw TorchError(
        .runtime,
        dims == 1
          ? "max_pool1d() kernel_size must be greater than zero, but got \(size[0])"
          : "kernel size should be greater than zero, but got \(sizes)")
    }
    guard window.dilation.allSatisfy({ $0 > 0 }) else {
      let sizes = zip(["dilationT", "dilationH", "dilationW"].suffix(dims), window.dilation)
      throw TorchError(
        .runtime,
        dims == 1
          ? "max_pool1d() dilation must be greater than zero, but got \(window.dilation[0])"
          : "dilation should be greater than zero, but got "
            + sizes.map { "\($0): \($1)" }.joined(separator: " "))
    }
    guard window.stride.allSatisfy({ $0 > 0 }) else {
      throw TorchError(.runtime, "max_pool1d() stride must be greater than zero, but got \(window.stride[0])")
    }
    for dim in 0..<dims where window.padding[dim] > ((window.size[dim] - 1) * window.dilation[dim] + 1) / 2 {
      if dims == 1, dilation != nil {
        throw TorchError(
          .runtime,
          "max_pool1d() padding should be at most half of kernel size, but got padding=\(window.padding[dim]) and"
            + " kernel_size=\(window.size[dim])")
      }
      throw TorchError(
        .runtime,
        "pad should be at most half of effective kernel size, but got pad=\(window.padding[dim]),"
          + " kernel_size=\(window.size[dim]) and dilation=\(window.dilation[dim])")
    }
    return window
  }

  static func checkPooledRank(_ x: NDArray, _ dims: Int, _ name: String) throws {
    if x.rank == dims + 1 || x.rank == dims + 2 { return }
    let ranks = "\(dims + 1)D or \(dims + 2)D (batch mode) tensor"
    switch name {
    case "max_pool1d":
      throw TorchError(
        .runtime, "\(name): Expected \(ranks) with optional 0 dim batch size for input, but got:\(x.shape.text)")
    case "avg_pool1d", "adaptive_avg_pool1d", "adaptive_max_pool1d":
      throw TorchError(
        .runtime,
        "Expected 2 to 3 dimensions, but got \(x.rank)-dimensional tensor for argument #1 'self' (while checking"
          + " arguments for \(name))")
    default: throw TorchError(.runtime, "non-empty \(ranks) expected for input")
    }
  }

  private static func checkPlaces(_ x: NDArray, _ window: Window, _ name: String) throws {
    let dims = window.size.count
    let ranks = "\(dims + 1)D or \(dims + 2)D (batch mode) tensor"
    try checkPooledRank(x, dims, name)
    if name == "max_pool1d", x.shape.array.dropFirst(x.rank - 2).contains(0) {
      throw TorchError(
        .runtime, "\(name): Expected \(ranks) with optional 0 dim batch size for input, but got:\(x.shape.text)")
    }
    if dims == 2, x.shape.array.dropFirst(x.rank - 3).contains(0) {
      throw TorchError(
        .runtime, "Expected \(ranks) with optional 0 dim batch size for input, but got:\(x.shape.text)")
    }
    let lengths = Array(x.shape.array.suffix(dims))
    let places = window.places(over: lengths)
    if places.contains(where: { $0 < 1 }) {
      let channels = x.shape[x.rank - dims - 1]
      let list = { (values: [Int]) in ([channels] + values).map(String.init).joined(separator: "x") }
      throw TorchError(
        .runtime,
        "Given input size: (\(list(lengths))). Calculated output size: (\(list(places))). Output size is too small")
    }
  }

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
        let window = try poolWindow(arguments, arguments.ints(1).count, dilation: 4, ceil: 5)
        try checkPlaces(x, window, "max_pool\(window.size.count)d")
        let (values, indices) = try x.maxPooled(window)
        return [values, indices]
      },
      backward: { call in
        let indices = try call.saved(0)
        let shape = try call.shape(0)
        let dims = try call.arguments.ints(1).count
        try call.give(0, scatteredPlaces(call.grad, indices, shape, dims))
      })
  }

  /// Gradients added to the places in their planes that indices name.
  static func scatteredPlaces(_ grad: Tensor, _ indices: Tensor, _ shape: Dims, _ dims: Int) throws -> Tensor {
    let leading = Array(shape.array.dropLast(dims))
    let plane = shape.array.suffix(dims).reduce(1, *)
    let zeros = Tensor(try NDArray(zeros: Dims(leading + [plane]), grad.dtype))
    let flatIndices = try indices.reshape(leading + [-1])
    return try scatterAdd(.tensor(zeros), .int(-1), .tensor(flatIndices), .tensor(grad.reshape(leading + [-1])))
      .view(shape.array)
  }

  private static func maxPooled(_ arguments: OperatorArguments, _ dims: Int) throws -> [Tensor] {
    let window = try poolWindow(arguments, dims, dilation: 4, ceil: 5)
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
  private static func maxPooledRows(_ arguments: OperatorArguments) throws -> [Tensor] {
    let x = try arguments.tensor(0)
    let window = try poolWindow(arguments, 1, dilation: 4, ceil: 5)
    try checkPlaces(x.array, window, "max_pool1d")
    return try maxPoolCore.tensors(
      .tensor(x.unsqueeze(-2)), .ints([1, window.size[0]]), .ints([1, window.stride[0]]),
      .ints([0, window.padding[0]]), .ints([1, window.dilation[0]]), .bool(window.roundsUp)
    ).map { try $0.squeeze(dim: -2) }
  }
  static let maxPool1D: Operator = Operator(
    "max_pool1d(Tensor self, int[1] kernel_size, int[1] stride=[], int[1] padding=0, int[1] dilation=1,"
      + " bool ceil_mode=False) -> Tensor",
    forms: .function,
    composite: { arguments in
      let x = try arguments.array(0)
      if !x.dtype.isFloatingPoint, x.rank == 2 || x.rank == 3 {
        throw TorchError.notImplemented("max_pool1d_impl", for: x.dtype)
      }
      let result = try maxPooledRows(arguments)[0]
      // Without a graph it is a function of its own, whose result is nobody's view.
      return .tensor(result.requiresGrad ? result : Tensor(result.array))
    })
  static let maxPool1DWithIndices: Operator = Operator(
    "max_pool1d_with_indices(Tensor self, int[1] kernel_size, int[1] stride=[], int[1] padding=0, int[1] dilation=1,"
      + " bool ceil_mode=False) -> (Tensor, Tensor)",
    forms: .function, composite: { .tuple(try maxPooledRows($0)) })

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
        let window = try poolWindow(arguments, arguments.ints(1).count, dilation: nil, ceil: 4)
        try checkPlaces(arguments.array(0), window, "avg_pool\(window.size.count)d")
        return try arguments.array(0).averagePooled(
          window, countsPadding: arguments.bool(5, default: true), divisor: arguments.optionalInt(6))
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
        let window = try poolWindow(arguments, arguments.ints(1).count, dilation: nil, ceil: 4)
        return try arguments.array(0).averagePoolingGradient(
          window, lengths: arguments.ints(7), countsPadding: arguments.bool(5), divisor: arguments.optionalInt(6))
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
    let window = try poolWindow(arguments, dims, dilation: nil, ceil: 4)
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
      let window = try poolWindow(arguments, 1, dilation: nil, ceil: 4)
      try checkPlaces(x.array, window, "avg_pool1d")
      return .tensor(
        try avgPoolCore(
          .tensor(x.unsqueeze(-2)), .ints([1, window.size[0]]), .ints([1, window.stride[0]]),
          .ints([0, window.padding[0]]), .bool(window.roundsUp), .bool(arguments.bool(5, default: true)), .none
        ).squeeze(dim: -2))
    })
}
