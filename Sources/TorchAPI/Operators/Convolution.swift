import Autograd
import TensorCore

extension Operator {
  /// Convolution, pooling, padding.
  static let convolutions: [Operator] =
    [1, 2, 3].flatMap { [convolution($0), convolution($0, isNamed: true), transposedConvolution($0)] } + [
      convolutionCore, convolutionWeight, maxPool1D, maxPool2D, maxPool2DWithIndices, maxPool1DWithIndices, maxPoolCore,
      maxPool3D, maxPool3DWithIndices, maxPoolCore3D, avgPool1D, avgPool2D, avgPool3D, avgPoolCore, avgPoolBack,
      avgPoolCore3D, avgPoolBack3D, adaptiveAvgPool1D, adaptiveAvgPool2D, adaptiveAvgPool3D, adaptiveAvgPoolCore,
      adaptiveAvgPoolBack, adaptiveAvgPoolCore3D, adaptiveAvgPoolBack3D, adaptiveMaxPool1D, adaptiveMaxPool2D,
      adaptiveMaxPool3D, pad, constantPad, im2col, col2im,
      pixelShuffle, pixelUnshuffle, channelShuffle, upsampleNearest2D, upsampleNearest1D,
    ]

  /// `count` values from a list of one or of that many.
  private static func spread(_ values: [Int]?, _ count: Int, default value: Int) -> [Int] {
    guard let values, !values.isEmpty else { return [Int](repeating: value, count: count) }
    return values.count == 1 ? [Int](repeating: values[0], count: count) : values
  }

  // MARK: Convolution

  /// `isNamed` is the overload whose padding is "same" or "valid".
  private static func convolution(_ dims: Int, isNamed: Bool = false) -> Operator {
    let padding = isNamed ? "str padding=\"valid\"" : "SymInt[\(dims)] padding=0"
    let lists = "SymInt[\(dims)] stride=1, \(padding), SymInt[\(dims)] dilation=1"
    return Operator(
      "conv\(dims)d\(isNamed ? ".padding" : "")(Tensor input, Tensor weight, Tensor? bias=None, \(lists), SymInt groups=1) -> Tensor",
      forms: .function,
      composite: { arguments in
        let weight = try arguments.tensor(1)
        let dilation = spread(arguments.optionalInts(5), dims, default: 1)
        var padding = spread(arguments.optionalInts(4), dims, default: 0)
        var x = try arguments.tensor(0)
        if let mode = arguments.optionalString(4) {
          padding = [Int](repeating: 0, count: dims)
          if mode == "same" {
            (x, padding) = try paddedSame(x, weight, dilation, dims)
          } else if mode != "valid" {
            throw TorchError(
              .runtime, "Padding string values must be one of {'valid', 'same'}, got \(mode)!")
          }
        }
        return .tensor(
          try batched(x, "conv\(dims)d", dims) { batch in
            try convolutionCore(
              .tensor(batch), .tensor(weight), arguments[2], .ints(spread(arguments.optionalInts(3), dims, default: 1)),
              .ints(padding), .ints(dilation), .bool(false), .ints([Int](repeating: 0, count: dims)),
              .int(arguments.int(6, default: 1)))
          })
      })
  }

  /// The padding that keeps the size; what cannot be split evenly is added at the end first.
  private static func paddedSame(
    _ x: Tensor, _ weight: Tensor, _ dilation: [Int], _ dims: Int
  ) throws -> (Tensor, [Int]) {
    var (padding, extra): ([Int], [Int]) = ([], [])
    for dim in 0..<dims {
      let total = dilation[dim] * (weight.array.shape[dim + 2] - 1)
      padding.append(total / 2)
      extra = [0, total % 2] + extra
    }
    return (extra.contains(1) ? try constantPad(.tensor(x), .ints(extra), .scalar(0)) : x, padding)
  }

  private static func transposedConvolution(_ dims: Int) -> Operator {
    let name = "conv_transpose\(dims)d"
    return Operator(
      "\(name)(Tensor input, Tensor weight, Tensor? bias=None, SymInt[\(dims)] stride=1, SymInt[\(dims)] padding=0,"
        + " SymInt[\(dims)] output_padding=0, SymInt groups=1, SymInt[\(dims)] dilation=1) -> Tensor",
      forms: .function,
      composite: { arguments in
        .tensor(
          try batched(arguments.tensor(0), name, dims) { batch in
            try convolutionCore(
              .tensor(batch), arguments[1], arguments[2], .ints(spread(arguments.optionalInts(3), dims, default: 1)),
              .ints(spread(arguments.optionalInts(4), dims, default: 0)),
              .ints(spread(arguments.optionalInts(7), dims, default: 1)), .bool(true),
              .ints(spread(arguments.optionalInts(5), dims, default: 0)), .int(arguments.int(6, default: 1)))
          })
      })
  }

  /// Runs `body` on a batch; a single sample becomes a batch of one.
  private static func batched(
    _ x: Tensor, _ name: String, _ dims: Int, _ body: (Tensor) throws -> Tensor
  ) throws -> Tensor {
    if x.array.rank == dims + 2 { return try body(x) }
    guard x.array.rank == dims + 1 else {
      throw TorchError(
        .runtime,
        "Expected \(dims + 1)D (unbatched) or \(dims + 2)D (batched) input to \(name), but got input of size:"
          + " \(x.array.shape.text)")
    }
    return try body(x.unsqueeze(0)).squeeze(dim: 0)
  }

  /// stride, padding, dilation and the rest of a convolution's arguments.
  private struct Geometry {
    let stride: [Int], padding: [Int], dilation: [Int], isTransposed: Bool, outputPadding: [Int], groups: Int

    init(_ arguments: OperatorArguments) throws {
      stride = try arguments.ints(3)
      padding = try arguments.ints(4)
      dilation = try arguments.ints(5)
      isTransposed = arguments.bool(6)
      outputPadding = try arguments.ints(7)
      groups = try arguments.int(8)
    }

    func window(_ weight: Dims) -> Window {
      Window(size: Array(weight.array.dropFirst(2)), stride: stride, padding: padding, dilation: dilation)
    }

    /// The arguments of the convolution from this one's results to its inputs.
    func reversed(lengths: [Int], from places: [Int], weight: Dims) -> [Argument] {
      var missing = [Int](repeating: 0, count: stride.count)
      if !isTransposed {
        for dim in stride.indices {
          let reached = (places[dim] - 1) * stride[dim] - 2 * padding[dim] + dilation[dim] * (weight[dim + 2] - 1) + 1
          missing[dim] = lengths[dim] - reached
        }
      }
      return [
        .ints(stride), .ints(padding), .ints(dilation), .bool(!isTransposed), .ints(missing), .int(groups),
      ]
    }

    var arguments: [Argument] {
      [
        .ints(stride), .ints(padding), .ints(dilation), .bool(isTransposed), .ints(outputPadding), .int(groups),
      ]
    }
  }

  private static func check(_ x: NDArray, _ weight: NDArray, _ bias: NDArray?, _ geometry: Geometry) throws {
    guard weight.rank == x.rank else {
      throw TorchError(
        .runtime,
        "expected \(weight.rank)-dimensional input for \(weight.rank)-dimensional weight \(weight.shape.text), but got"
          + " \(x.rank)-dimensional input of size \(x.shape.text) instead")
    }
    guard x.dtype == weight.dtype, bias.map({ $0.dtype == x.dtype }) ?? true else {
      throw TorchError(
        .runtime,
        bias.map({ $0.dtype == x.dtype }) ?? true
          ? "expected scalar type \(x.dtype.scalarName) but found \(weight.dtype.scalarName)"
          : "Input type (\(x.dtype.typeMetaName)) and bias type (\(bias?.dtype.typeMetaName ?? "")) should be the same")
    }
    if x.dtype == .bool || geometry.isTransposed && x.dtype.isIntegral && x.dtype != .int64 {
      let spatial = Swift.max(2, x.rank - 2)
      throw TorchError.notImplemented(
        geometry.isTransposed ? "slow_conv_transpose\(spatial)d_out_cpu" : "slow_conv\(spatial)d_cpu",
        for: x.dtype)
    }
    if geometry.stride.contains(where: { $0 <= 0 }) {
      throw TorchError(.runtime, "non-positive stride is not supported")
    }
    if geometry.padding.contains(where: { $0 < 0 }) {
      throw TorchError(.runtime, "negative padding is not supported")
    }
    guard geometry.groups > 0 else { throw TorchError(.runtime, "non-positive groups is not supported") }
    guard geometry.dilation.allSatisfy({ $0 > 0 }) else {
      throw TorchError(
        .runtime, "dilation should be greater than zero, but got \(Dims(geometry.dilation).text)")
    }
    for (dim, padding) in geometry.padding.enumerated() where padding > Int.max / 2 {
      throw TorchError(
        .runtime,
        "Given padding=\(padding) at dimension \(dim) , expected padding to be at most \(Int.max / 2)")
    }
    if weight.shape[0] < geometry.groups {
      throw TorchError(
        .runtime,
        "Given groups=\(geometry.groups), expected weight to be at least \(geometry.groups) at dimension 0, but got"
          + " weight of size \(weight.shape.text) instead")
    }
    let expected = geometry.isTransposed ? weight.shape[0] : weight.shape[1] * geometry.groups
    guard x.shape[1] == expected else {
      throw TorchError(
        .runtime,
        "Given \(geometry.isTransposed ? "transposed=1" : "groups=\(geometry.groups)"), weight of size"
          + " \(weight.shape.text), expected input\(x.shape.text) to have \(expected) channels, but got \(x.shape[1])"
          + " channels instead")
    }
    if !geometry.isTransposed, weight.shape[0] % geometry.groups != 0 {
      throw TorchError(
        .runtime,
        "Given groups=\(geometry.groups), expected weight to be divisible by \(geometry.groups) at dimension 0, but got"
          + " weight of size \(weight.shape.text) instead")
    }
    // A window without elements would have one more place than there is room for.
    let window = Array(weight.shape.array.dropFirst(2))
    guard window.allSatisfy({ $0 > 0 }) || x.shape[1] == 0 && !geometry.isTransposed else {
      let sizes = (window.count == 1 ? [1] : []) + window
      let sides = ["depth", "height", "width"].suffix(sizes.count)
      throw TorchError(
        .runtime,
        "kernel size should be greater than zero, but got "
          + zip(sides, sizes).map { "kernel_\($0): \($1)" }.joined(separator: " "))
    }
    let outputs = geometry.isTransposed ? weight.shape[1] * geometry.groups : weight.shape[0]
    if let bias, bias.rank != 1 || bias.count != outputs {
      throw TorchError(
        .runtime,
        "Given \(geometry.isTransposed ? "transposed=1" : "weight of size \(weight.shape.text)"), expected bias to be"
          + " 1-dimensional with \(outputs) elements, but got bias of size \(bias.shape.text) instead")
    }
    guard !geometry.isTransposed else { return }
    // Sums and products wrap around as PyTorch's do.
    let padded = (0..<geometry.stride.count).map { x.shape[$0 + 2] &+ 2 &* geometry.padding[$0] }
    let needed = (0..<geometry.stride.count).map { geometry.dilation[$0] &* (weight.shape[$0 + 2] - 1) &+ 1 }
    if zip(padded, needed).contains(where: { $0 < $1 }) {
      let join = { (sizes: [Int]) in sizes.map(String.init).joined(separator: " x ") }
      throw TorchError(
        .runtime,
        "Calculated padded input size per channel: (\(join(padded))). Kernel size: (\(join(needed))). Kernel size can't"
          + " be greater than actual input size")
    }
  }

  static let convolutionCore: Operator = Operator(
    "convolution(Tensor input, Tensor weight, Tensor? bias, SymInt[] stride, SymInt[] padding, SymInt[] dilation,"
      + " bool transposed, SymInt[] output_padding, SymInt groups) -> Tensor",
    forms: .function, node: "ConvolutionBackward0", inputs: [0, 1, 2], saving: [.input(0), .input(1)],
    samples: Samples { maker in
      func call(_ shapes: [[Int]], _ rest: [Argument]) throws -> [Argument] {
        try shapes.map { .tensor(try maker.tensor($0)) } + rest
      }
      return [
        try call(
          [[2, 2, 5], [3, 2, 2], [3]], [.ints([2]), .ints([1]), .ints([1]), .bool(false), .ints([0]), .int(1)]),
        try call(
          [[1, 2, 4, 3], [2, 1, 2, 2], [2]],
          [.ints([1, 1]), .ints([0, 1]), .ints([2, 1]), .bool(false), .ints([0, 0]), .int(2)]),
        try call(
          [[1, 2, 3], [2, 3, 2], [3]], [.ints([2]), .ints([1]), .ints([1]), .bool(true), .ints([1]), .int(1)]),
      ]
    },
    forward: inFormat(of: [0, 1]) { arguments in
      let (x, weight) = (try arguments.array(0), try arguments.array(1))
      let bias = arguments.optionalArray(2)
      let geometry = try Geometry(arguments)
      try check(x, weight, bias, geometry)
      let window = geometry.window(weight.shape)
      guard geometry.isTransposed else {
        if x.shape[1] == 0 {
          // Where there are no channels to read there are none to write.
          return try NDArray(
            zeros: Dims([x.shape[0], 0] + window.places(over: Array(x.shape.array.dropFirst(2)))), x.dtype)
        }
        return try x.convolved(weight, bias: bias, window, groups: geometry.groups)
      }
      let lengths = geometry.stride.indices.map { dim in
        (x.shape[dim + 2] &- 1) &* geometry.stride[dim] &- 2 &* geometry.padding[dim]
          &+ geometry.dilation[dim] &* (weight.shape[dim + 2] &- 1) &+ geometry.outputPadding[dim] &+ 1
      }
      return try x.convolvedTransposed(weight, bias: bias, window, lengths: lengths, groups: geometry.groups)
    },
    backward: { call in
      let (x, weight) = (try call.saved(0), try call.saved(1))
      let geometry = try Geometry(call.arguments)
      let grad = try call.grad
      if !geometry.isTransposed, x.array.shape[1] == 0 {
        for index in 0..<3 where call.needs(index) {
          try call.give(index, Tensor(NDArray(zeros: call.shape(index), x.dtype)))
        }
        return
      }
      if call.needs(0) {
        let reversed = geometry.reversed(
          lengths: Array(x.array.shape.array.dropFirst(2)), from: Array(grad.array.shape.array.dropFirst(2)),
          weight: weight.array.shape)
        try call.give(
          0, convolutionCore(OperatorArguments([.tensor(grad), .tensor(weight.conj()), .none] + reversed)).tensor)
      }
      if call.needs(1) {
        try call.give(
          1,
          convolutionWeight(
            OperatorArguments(
              [.tensor(grad), .tensor(x.conj()), .ints(weight.array.shape.array)] + geometry.arguments)
          ).tensor)
      }
      if call.needs(2) {
        try call.give(2, grad.sum([0] + Array(2..<grad.array.rank)))
      }
    })

  /// The gradient of a convolution's weight.
  static let convolutionWeight: Operator = Operator(
    "_convolution_weight(Tensor grad, Tensor input, SymInt[] size, SymInt[] stride, SymInt[] padding,"
      + " SymInt[] dilation, bool transposed, SymInt[] output_padding, SymInt groups) -> Tensor",
    module: .hidden, node: "ConvolutionBackwardBackward0", inputs: [0, 1], saving: [.input(0), .input(1)],
    forward: inFormat(of: [1]) { arguments in
      let (grad, x) = (try arguments.array(0), try arguments.array(1))
      let geometry = try Geometry(arguments)
      let shape = Dims(try arguments.ints(2))
      let window = geometry.window(shape)
      // Transposed, input and gradient change places.
      return geometry.isTransposed
        ? try x.convolutionWeightGradient(grad, window, weightShape: shape, groups: geometry.groups)
        : try grad.convolutionWeightGradient(x, window, weightShape: shape, groups: geometry.groups)
    },
    backward: { call in
      let (grad, x) = (try call.saved(0), try call.saved(1))
      let geometry = try Geometry(call.arguments)
      let weight = try call.grad
      try call.give(
        0,
        convolutionCore(OperatorArguments([.tensor(x.conj()), .tensor(weight), .none] + geometry.arguments)).tensor)
      if call.needs(1) {
        let reversed = geometry.reversed(
          lengths: Array(x.array.shape.array.dropFirst(2)), from: Array(grad.array.shape.array.dropFirst(2)),
          weight: weight.array.shape)
        try call.give(
          1, convolutionCore(OperatorArguments([.tensor(grad.conj()), .tensor(weight), .none] + reversed)).tensor)
      }
    })

  // MARK: Largest elements

  /// Refuses lists of another length than the window has dimensions.
  private static func checkLists(_ arguments: OperatorArguments, _ dims: Int, isLargest: Bool) throws {
    let kind = isLargest ? "max" : "avg"
    if dims == 1 { try checkRank(arguments.array(0), 1, "\(kind)_pool1d") }
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
    let size = spread(try arguments.ints(1), dims, default: 1)
    let given = arguments.optionalInts(2) ?? []
    let window = Window(
      size: size, stride: given.isEmpty ? size : spread(given, dims, default: 1),
      padding: spread(arguments.optionalInts(3), dims, default: 0),
      dilation: spread(dilation.flatMap { arguments.optionalInts($0) }, dims, default: 1),
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

  private static func checkRank(_ x: NDArray, _ dims: Int, _ name: String) throws {
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
    try checkRank(x, dims, name)
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
  private static func scatteredPlaces(_ grad: Tensor, _ indices: Tensor, _ shape: Dims, _ dims: Int) throws -> Tensor {
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

  static let adaptiveAvgPoolCore: Operator = adaptiveAverage(2, "AdaptiveAvgPool2DBackward0", [1, 2, 5, 4])
  static let adaptiveAvgPoolBack: Operator = adaptiveAverageGradient(2, "AdaptiveAvgPool2DBackwardBackward0")
  static let adaptiveAvgPoolCore3D: Operator = adaptiveAverage(3, "AdaptiveAvgPool3DBackward0", [1, 1, 3, 5, 4])
  static let adaptiveAvgPoolBack3D: Operator = adaptiveAverageGradient(3, "AdaptiveAvgPool3DBackwardBackward0")

  private static func adaptiveAverage(_ dims: Int, _ node: String, _ shape: [Int]) -> Operator {
    Operator(
      "_adaptive_avg_pool\(dims)d(Tensor self, int[] output_size) -> Tensor", module: .hidden, node: node,
      saving: [.input(0)], samples: .tensor(shape, with: [[.ints(Array([2, 3, 2].prefix(dims)))]]),
      forward: inFormat { try $0.array(0).adaptiveAveragePooled($0.ints(1)) },
      backward: { call in
        try call.give(
          0,
          (dims == 3 ? adaptiveAvgPoolBack3D : adaptiveAvgPoolBack)(
            .tensor(call.grad), .ints(Array(call.shape(0).array.suffix(dims)))))
      })
  }

  private static func adaptiveAverageGradient(_ dims: Int, _ node: String) -> Operator {
    Operator(
      "_adaptive_avg_pool\(dims)d_back(Tensor grad, int[] lengths) -> Tensor", module: .hidden, node: node,
      forward: { try $0.array(0).adaptiveAverageGradient(lengths: $0.ints(1)) },
      backward: { call in
        try call.give(
          0,
          (dims == 3 ? adaptiveAvgPoolCore3D : adaptiveAvgPoolCore)(
            .tensor(call.grad), .ints(Array(call.shape(0).array.suffix(dims)))))
      })
  }

  /// The sizes that an adaptive pooling is to have, and what does not go with its input refused.
  private static func adaptiveSizes(_ arguments: OperatorArguments, _ dims: Int, _ name: String) throws -> [Int] {
    let (x, given) = (try arguments.array(0), try arguments.ints(1))
    if dims == 1 {
      try checkRank(x, 1, name)
      guard given.count == 1 else {
        throw TorchError(.runtime, "\(name)() argument 'output_size' should contain one int (got \(given.count))")
      }
      return given
    }
    guard given.count == 1 || given.count == dims else {
      throw TorchError(.runtime, "\(name): output_size must be \(dims)")
    }
    return spread(given, dims, default: 1)
  }

  /// Refuses an input of another rank, or without elements to look at.
  private static func checkAdaptive(_ x: NDArray, _ dims: Int, from first: Int, _ name: String) throws {
    guard x.rank == dims + 1 || x.rank == dims + 2 else {
      throw TorchError(
        .runtime, "\(name)(): Expected \(dims + 1)D or \(dims + 2)D tensor, but got \(x.shape.text)")
    }
    for dim in first..<x.rank where x.shape[dim] == 0 {
      throw TorchError(
        .runtime,
        "\(name)(): Expected input to have non-zero size for non-batch dimensions, but input has sizes"
          + " \(x.shape.text) with dimension \(dim) being empty")
    }
  }

  private static func adaptivePlaces(_ arguments: OperatorArguments, _ dims: Int) throws -> [Int] {
    let places = try adaptiveSizes(arguments, dims, "adaptive_avg_pool\(dims)d")
    if places.contains(where: { $0 < 0 }) {
      throw TorchError(
        .runtime,
        "adaptive_avg_pool\(dims)d: elements of output_size must be greater than or equal to 0 but received"
          + " {\(places.map(String.init).joined(separator: ", "))}")
    }
    return places
  }

  /// The means of whole images, in their memory format.
  private static func averaged(_ x: Tensor, _ dims: [Int]) throws -> Tensor {
    let result = try x.mean(dims, keepdim: true)
    let format = x.array.suggestedFormat
    guard format != .contiguous else { return result }
    let shape = result.array.shape.array
    let strides = [shape[1], 1] + [Int](repeating: shape[1], count: dims.count)
    return try asStrided.inPlace(OperatorArguments([.tensor(result), .ints(shape), .ints(strides)]))
  }

  static let adaptiveAvgPool2D: Operator = Operator(
    "adaptive_avg_pool2d(Tensor self, SymInt[2] output_size) -> Tensor", module: .functional, forms: .function,
    composite: { arguments in
      let places = try adaptivePlaces(arguments, 2)
      if places == [1, 1] { return .tensor(try averaged(arguments.tensor(0), [-1, -2])) }
      let x = try arguments.array(0)
      try checkAdaptive(x, 2, from: Swift.max(x.rank - 2, 0), "adaptive_avg_pool2d")
      return .tensor(try adaptiveAvgPoolCore(arguments[0], .ints(places)))
    })
  static let adaptiveAvgPool3D: Operator = Operator(
    "adaptive_avg_pool3d(Tensor self, SymInt[3] output_size) -> Tensor", module: .functional, forms: .function,
    composite: { arguments in
      let places = try adaptivePlaces(arguments, 3)
      if places == [1, 1, 1] { return .tensor(try averaged(arguments.tensor(0), [-1, -2, -3])) }
      let x = try arguments.array(0)
      try checkAdaptive(x, 3, from: Swift.max(x.rank - 3, 0), "adaptive_avg_pool3d")
      return .tensor(try adaptiveAvgPoolCore3D(arguments[0], .ints(places)))
    })
  static let adaptiveAvgPool1D: Operator = Operator(
    "adaptive_avg_pool1d(Tensor self, int[1] output_size) -> Tensor", forms: .function,
    composite: { arguments in
      let places = try adaptiveSizes(arguments, 1, "adaptive_avg_pool1d")
      let x = try arguments.tensor(0).unsqueeze(-2)
      let pooled =
        places == [1]
        ? try x.mean([-1, -2], keepdim: true) : try adaptiveAvgPool2D(.tensor(x), .ints([1] + places))
      return .tensor(try pooled.squeeze(dim: -2))
    })

  private static func adaptiveMax(_ node: String, _ schema: String, _ dims: Int, module: Module) -> Operator {
    Operator(
      schema, module: module, forms: .function, node: node, inputs: [0], saving: [.result(1), .input(0)],
      samples: .tensor([1, 2] + [5, 4, 3].prefix(dims), with: [[.ints([Int](repeating: 2, count: dims))]]),
      forwards: allInFormat { arguments in
        let (x, name) = (try arguments.array(0), "adaptive_max_pool\(dims)d")
        let sizes = try adaptiveSizes(arguments, dims, name)
        try checkAdaptive(x, dims, from: 1, name)
        if let negative = sizes.first(where: { $0 < 0 }) {
          let shape = Array(x.shape.array.dropLast(dims)) + (dims == 1 ? [1] : []) + sizes
          throw TorchError(
            .runtime, "Trying to create tensor with negative dimension \(negative): \(Dims(shape).text)")
        }
        guard x.dtype.isFloatingPoint else {
          throw TorchError.notImplemented("adaptive_max_pool\(Swift.max(dims, 2))d", for: x.dtype)
        }
        let (values, indices) = try x.adaptiveMaxPooled(sizes)
        return [values, indices]
      },
      backward: { call in
        let indices = try call.saved(0)
        try call.give(0, scatteredPlaces(call.grad, indices, call.shape(0), dims))
      })
  }
  static let adaptiveMaxPool2D: Operator = adaptiveMax(
    "AdaptiveMaxPool2DBackward0", "adaptive_max_pool2d(Tensor self, int[2] output_size) -> (Tensor, Tensor)", 2,
    module: .functional)
  static let adaptiveMaxPool3D: Operator = adaptiveMax(
    "AdaptiveMaxPool3DBackward0", "adaptive_max_pool3d(Tensor self, int[3] output_size) -> (Tensor, Tensor)", 3,
    module: .functional)
  static let adaptiveMaxPool1D: Operator = adaptiveMax(
    "SqueezeBackward1", "adaptive_max_pool1d(Tensor self, int[1] output_size) -> (Tensor, Tensor)", 1, module: .torch)

  // MARK: Padding and places

  static let constantPad: Operator = Operator(
    "constant_pad_nd(Tensor self, SymInt[] pad, Scalar value=0) -> Tensor", forms: .function,
    node: "ConstantPadNdBackward0", inputs: [0],
    samples: .tensor([2, 3], with: [[.ints([1, 2])], [.ints([-1, 1, 0, 2]), .scalar(3)]]),
    forward: inFormat { arguments in
      let x = try arguments.array(0)
      let pad = try arguments.ints(1)
      if let value = arguments.optionalScalar(2) { try Factories.check(value, fits: x.dtype) }
      guard pad.count % 2 == 0, pad.count / 2 <= x.rank else {
        throw TorchError(
          .runtime,
          pad.count % 2 != 0
            ? "Length of pad must be even but instead it equals \(pad.count)"
            : "Length of pad should be no more than twice the number of dimensions of the input. Pad length is"
              + " \(pad.count) while the input has \(x.rank) dimensions.")
      }
      // No number has this one's opposite.
      if pad.contains(.min) {
        throw TorchError(.runtime, "SymIntArrayRef expected to contain only concrete integers")
      }
      var (shape, source) = (x.shape, x)
      var target: [(dim: Int, start: Int, length: Int)] = []
      for index in 0..<(pad.count / 2) {
        let dim = x.rank - 1 - index
        let (before, after) = (pad[2 * index], pad[2 * index + 1])
        // The sum wraps around as PyTorch's does.
        let size = x.shape[dim] &+ before &+ after
        if size < 0 {
          throw TorchError(
            .runtime,
            "The input size \(x.shape[dim]), plus negative padding \(before) and \(after), resulted in a negative output"
              + " size, which is invalid. Check dimension \(dim) of your input.")
        }
        shape[dim] = size
        let start = Swift.max(-before, 0)
        let length = Swift.max(x.shape[dim] &- start &- Swift.max(-after, 0), 0)
        source = try source.narrow(dim, start, length)
        target.append((dim, Swift.max(before, 0), length))
      }
      let result = try NDArray(full: shape, arguments.optionalScalar(2) ?? 0, x.dtype)
      var place = result
      for (dim, start, length) in target { place = try place.narrow(dim, start, length) }
      try place.copy(from: source)
      return result
    },
    backward: { call in
      try call.give(0, constantPad(.tensor(call.grad), .ints(call.arguments.ints(1).map { -$0 })))
    })

  static let pad: Operator = Operator(
    "pad(Tensor self, SymInt[] pad, str mode='constant', float? value=None) -> Tensor", module: .functional,
    forms: .function,
    composite: { arguments in
      let x = try arguments.tensor(0)
      let pad = try arguments.ints(1)
      let mode = try arguments.string(2, default: "constant")
      if mode == "constant" {
        return .tensor(try constantPad(.tensor(x), .ints(pad), .double(arguments.optionalDouble(3) ?? 0)))
      }
      guard ["reflect", "replicate", "circular"].contains(mode) else {
        throw TorchError(.notImplemented, "Unrecognised padding mode \(mode)")
      }
      let isSupported =
        pad.count % 2 == 0 && (2...6).contains(pad.count) && [1, 2].contains(x.array.rank - pad.count / 2)
      guard isSupported else {
        throw TorchError(
          .notImplemented,
          """
          Padding size \(pad.count) is not supported for \(x.array.rank)D input tensor.
          Supported combinations for non-constant padding:
            - 2D or 3D input: padding size = 2 (pads last dimension)
            - 3D or 4D input: padding size = 4 (pads last 2 dimensions)
            - 4D or 5D input: padding size = 6 (pads last 3 dimensions)
          """)
      }
      if x.dtype == .bool, mode == "reflect" {
        throw TorchError.notImplemented("reflection_pad\(pad.count / 2)d", for: .bool)
      }
      if mode == "reflect" || mode == "replicate" {
        let name = mode == "reflect" ? "Reflection" : "Replication"
        return .tensor(
          try asOneNode("\(name)Pad\(pad.count / 2)DBackward0", [x]) { tensors in
            let result = try padded(tensors[0], pad, mode)
            let format = x.array.suggestedFormat
            return format == .contiguous
              ? result : try clone(.tensor(result), .string(format.rawValue))
          })
      }
      return .tensor(try padded(x, pad, mode))
    })

  /// Every padded dimension is picked anew by index.
  private static func padded(_ x: Tensor, _ pad: [Int], _ mode: String) throws -> Tensor {
    var result = x
    for index in 0..<(pad.count / 2) {
      let dim = x.array.rank - 1 - index
      let size = x.array.shape[dim]
      let (before, after) = (pad[2 * index], pad[2 * index + 1])
      if mode == "reflect", before >= size || after >= size {
        throw TorchError(
          .runtime,
          "Argument #4: Padding size should be less than the corresponding input dimension, but got: padding (\(before),"
            + " \(after)) at dimension \(dim) of input \(x.array.shape.text)")
      }
      if mode == "circular", before > size || after > size {
        throw TorchError(.runtime, "Padding value causes wrapping around more than once.")
      }
      var shape = result.array.shape
      guard before > Int.min / 4, after > Int.min / 4, before < Int.max / 4, after < Int.max / 4 else {
        throw TorchError.uncountable
      }
      shape[dim] = size + before + after
      try Storage.checkRoom(for: NDArray.elementCount(of: shape, x.dtype), of: x.dtype.itemSize)
      try Storage.checkRoom(for: shape[dim], of: MemoryLayout<Scalar>.stride)
      let places = (-before..<Swift.max(size + after, -before)).map { place -> Int in
        switch mode {
        case "replicate": return Swift.min(Swift.max(place, 0), size - 1)
        case "circular": return ((place % size) + size) % size
        default: return place < 0 ? -place : place >= size ? 2 * size - 2 - place : place
        }
      }
      let picked = Tensor(try NDArray(places.map(Scalar.int), shape: [places.count], .int64))
      result = try indexSelect(.tensor(result), .int(dim), .tensor(picked))
    }
    return result
  }

  /// The window of `im2col` and `col2im`, checked: a wrong one leads outside of the arrays.
  private static func columnsWindow(_ arguments: OperatorArguments, from first: Int) throws -> Window {
    let names = ["kernel_size", "dilation", "padding", "stride"]
    let lists = try names.indices.map { try arguments.ints(first + $0) }
    for (name, list) in zip(names, lists) where list.count != 2 {
      throw TorchError(.runtime, "It is expected \(name) equals to 2, but got size \(list.count)")
    }
    func pair(_ name: String, _ list: [Int]) -> String { "\(name)_height: \(list[0]) \(name)_width: \(list[1])" }
    for (name, short, list) in [
      ("kernel size", "kernel", lists[0]), ("stride", "stride", lists[3]), ("dilation", "dilation", lists[1]),
    ] where list.contains(where: { $0 <= 0 }) {
      throw TorchError(.runtime, "\(name) should be greater than zero, but got \(pair(short, list))")
    }
    if lists[2].contains(where: { $0 < 0 }) {
      throw TorchError(.runtime, "padding should be non-negative, but got \(pair("pad", lists[2]))")
    }
    if lists.joined().contains(where: { $0 > Int32.max }) {
      throw TorchError(.runtime, "value cannot be converted to type int without overflow")
    }
    return Window(size: lists[0], stride: lists[3], padding: lists[2], dilation: lists[1])
  }

  private static func sides(_ name: String, _ list: [Int]) -> String { "\(name)=(\(list[0]), \(list[1]))" }

  /// Refuses an image that a window does not fit.
  private static func checkImage(_ x: NDArray, _ window: Window) throws {
    let isBatch = x.rank == 4
    guard isBatch || x.rank == 3, !x.shape.array.suffix(3).contains(0) else {
      throw TorchError(
        .runtime,
        "Expected 3D or 4D (batch mode) tensor with possibly 0 batch size and other non-zero dimensions for input, but"
          + " got: \(x.shape.text)")
    }
    let lengths = Array(x.shape.array.suffix(2))
    let places = window.places(over: lengths)
    guard places.allSatisfy({ $0 >= 1 }) else {
      throw TorchError(
        .runtime,
        "Given input with spatial size (\(lengths[0]), \(lengths[1])), \(sides("kernel_size", window.size)),"
          + " \(sides("dilation", window.dilation)), \(sides("padding", window.padding)), calculated shape of the array"
          + " of sliding blocks as (\(places[0]), \(places[1])), but its components must be at least one.")
    }
    guard x.dtype.isFloatingPoint || x.dtype.isComplex || x.dtype == .bool else {
      throw TorchError.notImplemented("im2col_out_cpu", for: x.dtype)
    }
  }

  /// Refuses columns that were not taken from an image of this size.
  private static func checkColumns(_ x: NDArray, _ window: Window, _ lengths: [Int]) throws {
    guard lengths.count == 2 else {
      throw TorchError(.runtime, "It is expected output_size equals to 2, but got size \(lengths.count)")
    }
    guard x.rank == 2 || x.rank == 3, !x.shape.array.suffix(2).contains(0) else {
      throw TorchError(
        .runtime,
        "Expected 2D or 3D (batch mode) tensor for input with possibly 0 batch size and non-zero dimensions for input,"
          + " but got: \(x.shape.text)")
    }
    let (rows, columns) = (x.shape[x.rank - 2], x.shape[x.rank - 1])
    let (elements, overflow) = window.size[0].multipliedReportingOverflow(by: window.size[1])
    guard !overflow, rows % elements == 0 else {
      throw TorchError(
        .runtime,
        "Expected size of input's dimension 1 to be divisible by the product of kernel_size, but got"
          + " input.size(1)=\(rows) and \(sides("kernel_size", window.size)).")
    }
    let places = window.places(over: lengths)
    let product = places[0] &* places[1]
    let given =
      "Given \(sides("output_size", lengths)), \(sides("kernel_size", window.size)),"
      + " \(sides("dilation", window.dilation)), \(sides("padding", window.padding)), \(sides("stride", window.stride))"
    guard columns == product else {
      throw TorchError(
        .runtime,
        "\(given), expected size of input's dimension 2 to match the calculated number of sliding blocks"
          + " \(places[0]) * \(places[1]) = \(product), but got input.size(2)=\(columns).")
    }
    guard places.allSatisfy({ $0 >= 1 }) else {
      throw TorchError(
        .runtime,
        "\(given), calculated shape of the array of sliding blocks as (\(places[0]), \(places[1])), which is too small"
          + " (non-positive)")
    }
    guard x.dtype.isFloatingPoint || x.dtype.isComplex || x.dtype == .bool else {
      throw TorchError.notImplemented("col2im_out_cpu", for: x.dtype)
    }
  }

  static let im2col: Operator = Operator(
    "im2col(Tensor self, int[2] kernel_size, int[2] dilation, int[2] padding, int[2] stride) -> Tensor",
    module: .functional, forms: .function, node: "Im2ColBackward0",
    samples: .tensor([1, 2, 4, 3], with: [[.ints([2, 2]), .ints([1, 1]), .ints([0, 1]), .ints([1, 2])]]),
    forward: { arguments in
      let x = try arguments.array(0)
      let window = try columnsWindow(arguments, from: 1)
      try checkImage(x, window)
      let batch = x.rank == 3 ? try x.unsqueeze(0) : x
      let columns = try batch.cast(to: x.dtype.computeType).contiguous().windowColumns(window).cast(to: x.dtype)
      return x.rank == 3 ? try columns.squeeze([0]) : columns
    },
    backward: { call in
      let arguments = call.arguments
      try call.give(
        0,
        col2im(
          .tensor(call.grad), .ints(Array(call.shape(0).array.suffix(2))), arguments[1], arguments[2], arguments[3],
          arguments[4]))
    })
  static let col2im: Operator = Operator(
    "col2im(Tensor self, SymInt[2] output_size, int[2] kernel_size, int[2] dilation, int[2] padding, int[2] stride)"
      + " -> Tensor",
    module: .functional, forms: .function, node: "Col2ImBackward0",
    samples: .tensor(
      [1, 8, 6], with: [[.ints([4, 3]), .ints([2, 2]), .ints([1, 1]), .ints([0, 0]), .ints([1, 1])]]),
    forward: { arguments in
      let x = try arguments.array(0)
      let window = try columnsWindow(arguments, from: 2)
      let lengths = try arguments.ints(1)
      try checkColumns(x, window, lengths)
      let batch = x.rank == 2 ? try x.unsqueeze(0) : x
      let folded = try batch.cast(to: x.dtype.computeType).contiguous()
        .foldedColumns(window, lengths: lengths).cast(to: x.dtype)
      return x.rank == 2 ? try folded.squeeze([0]) : folded
    },
    backward: { call in
      let arguments = call.arguments
      try call.give(0, im2col(.tensor(call.grad), arguments[2], arguments[3], arguments[4], arguments[5]))
    })

  private static func shuffled(
    _ name: String, _ schema: String, _ node: String, _ forward: @escaping @Sendable (NDArray, Int) throws -> NDArray,
    back: @escaping @Sendable (Tensor, Int, Dims) throws -> Tensor
  ) -> Operator {
    Operator(
      schema, forms: .function, node: node, samples: .tensor([1, 4, 2, 2], with: [[.int(2)]]),
      forward: inFormat { try forward($0.array(0), $0.int(1)) },
      backward: { call in try call.give(0, back(call.grad, call.arguments.int(1), call.shape(0))) })
  }

  private static func checkShuffled(_ name: String, _ shape: [Int], _ parameter: String, _ factor: Int) throws {
    guard shape.count >= 3 else {
      throw TorchError(
        .runtime,
        "\(name) expects input to have at least 3 dimensions, but got input with \(shape.count) dimension(s)")
    }
    guard factor > 0 else {
      throw TorchError(.runtime, "\(name) expects a positive \(parameter), but got \(factor)")
    }
  }

  static let pixelShuffle: Operator = shuffled(
    "pixel_shuffle", "pixel_shuffle(Tensor self, int upscale_factor) -> Tensor", "PixelShuffleBackward0",
    { x, r in
      let s = x.shape.array
      try checkShuffled("pixel_shuffle", s, "upscale_factor", r)
      let (square, overflow) = r.multipliedReportingOverflow(by: r)
      if overflow {
        throw TorchError(
          .value, "upscale factor is too large, (upscale_factor)^2 overflowed: upscale_factor=\(r)")
      }
      guard s[s.count - 3] % square == 0 else {
        throw TorchError(
          .runtime,
          "pixel_shuffle expects its input's 'channel' dimension to be divisible by the square of upscale_factor, but"
            + " input.size(-3)=\(s[s.count - 3]) is not divisible by \(square)")
      }
      let (lead, c, h, w) = (Array(s.dropLast(3)), s[s.count - 3] / (r * r), s[s.count - 2], s[s.count - 1])
      let n = lead.count
      return try x.reshape(lead + [c, r, r, h, w])
        .permute(Array(0..<n) + [n, n + 3, n + 1, n + 4, n + 2]).cloneContiguous().view(lead + [c, h * r, w * r])
    },
    back: { grad, r, _ in try pixelUnshuffle(.tensor(grad), .int(r)) })
  static let pixelUnshuffle: Operator = shuffled(
    "pixel_unshuffle", "pixel_unshuffle(Tensor self, int downscale_factor) -> Tensor", "PixelUnshuffleBackward0",
    { x, r in
      let s = x.shape.array
      try checkShuffled("pixel_unshuffle", s, "downscale_factor", r)
      for (side, place) in [("height", 2), ("width", 1)] where s[s.count - place] % r != 0 {
        throw TorchError(
          .runtime,
          "pixel_unshuffle expects \(side) to be divisible by downscale_factor, but input.size(-\(place))"
            + "=\(s[s.count - place]) is not divisible by \(r)")
      }
      let (lead, c, h, w) = (Array(s.dropLast(3)), s[s.count - 3], s[s.count - 2] / r, s[s.count - 1] / r)
      let n = lead.count
      return try x.reshape(lead + [c, h, r, w, r])
        .permute(Array(0..<n) + [n, n + 2, n + 4, n + 1, n + 3]).cloneContiguous().view(lead + [c * r * r, h, w])
    },
    back: { grad, r, _ in try pixelShuffle(.tensor(grad), .int(r)) })
  static let channelShuffle: Operator = shuffled(
    "channel_shuffle", "channel_shuffle(Tensor self, SymInt groups) -> Tensor", "ChannelShuffleBackward0",
    { x, groups in
      let s = x.shape.array
      guard s.count >= 3 else {
        throw TorchError(
          .runtime, "channel_shuffle expects input with > 2 dims, but got input with sizes \(x.shape.text)")
      }
      guard groups > 0 else {
        throw TorchError(
          .runtime, "Number of groups to divide channels in must be positive. Value of groups:\(groups)")
      }
      guard s[1] % groups == 0 else {
        throw TorchError(
          .runtime,
          "Number of channels must be divisible by groups. Got \(s[1]) channels and \(groups) groups."
        )
      }
      return try x.reshape([s[0], groups, s[1] / groups] + s.dropFirst(2)).transpose(1, 2).cloneContiguous().view(s)
    },
    back: { grad, groups, shape in try channelShuffle(.tensor(grad), .int(shape[1] / groups)) })

  /// Nearest neighbours: every place of the result takes the element below it.
  private static func nearest(_ schema: String, _ node: String, _ dims: Int) -> Operator {
    Operator(
      schema, module: .functional, forms: .function, node: node, inputs: [0],
      samples: .tensor(dims == 1 ? [1, 2, 3] : [1, 2, 3, 2], with: [[.ints([Int](repeating: 5, count: dims))]]),
      forward: inFormat { arguments in
        var result = try arguments.array(0)
        for (dim, places) in try nearestPlaces(arguments, result.shape, dims) {
          result = try result.indexSelect(dim, places)
        }
        return result
      },
      backward: { call in
        let shape = try call.shape(0)
        var grad = try call.grad
        for (dim, places) in try nearestPlaces(call.arguments, shape, dims).reversed() {
          var size = grad.array.shape
          size[dim] = shape[dim]
          let zeros = Tensor(try NDArray(zeros: size, grad.dtype))
          grad = try indexAdd(.tensor(zeros), .int(dim), .tensor(Tensor(places)), .tensor(grad))
        }
        call.give(0, grad)
      })
  }

  private static func nearestPlaces(
    _ arguments: OperatorArguments, _ shape: Dims, _ dims: Int
  ) throws -> [(Int, NDArray)] {
    let sizes = arguments.optionalInts(1)
    let scales = arguments.optionalDoubles(2)
    var target = shape
    let counts = try (0..<dims).map { index in
      let length = shape[shape.count - dims + index]
      let scale = scales.map { $0[Swift.min(index, $0.count - 1)] }
      let wanted = sizes.map { Double($0[Swift.min(index, $0.count - 1)]) } ?? Double(length) * (scale ?? 1)
      guard wanted.magnitude < 9e18 else {
        throw TorchError(.runtime, "value cannot be converted to type int64_t without overflow")
      }
      target[shape.count - dims + index] = Swift.max(Int(wanted), 0)
      return sizes.map { $0[Swift.min(index, $0.count - 1)] } ?? Int(wanted)
    }
    try Storage.checkRoom(for: NDArray.elementCount(of: target, .float32), of: DType.float32.itemSize)
    for count in counts { try Storage.checkRoom(for: count, of: MemoryLayout<Scalar>.stride) }
    return try (0..<dims).map { index in
      let dim = shape.count - dims + index
      let length = shape[dim]
      let scale = scales.map { $0[Swift.min(index, $0.count - 1)] }
      let count = counts[index]
      guard count > 0, length > 0 else {
        let sides = ["D", "H", "W"].suffix(dims)
        func text(_ sizes: [Int]) -> String { zip(sides, sizes).map { "\($0): \($1)" }.joined(separator: ", ") }
        throw TorchError(
          .runtime,
          "Input and output sizes should be greater than 0, but got input (\(text(Array(shape.array.suffix(dims)))))"
            + " output (\(text(counts)))")
      }
      let ratio = scale.map { Float(1 / $0) } ?? Float(length) / Float(count)
      let places = (0..<count).map { Scalar.int(Swift.min(Int(Float($0) * ratio), length - 1)) }
      return (dim, try NDArray(places, shape: [count], .int64))
    }
  }

  static let upsampleNearest2D: Operator = nearest(
    "upsample_nearest2d.vec(Tensor input, SymInt[]? output_size, float[]? scale_factors) -> Tensor",
    "UpsampleNearest2DBackward0", 2)
  static let upsampleNearest1D: Operator = nearest(
    "upsample_nearest1d.vec(Tensor input, SymInt[]? output_size, float[]? scale_factors) -> Tensor",
    "UpsampleNearest1DBackward0", 1)
}
