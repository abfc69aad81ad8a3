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
  static func perDimension(_ values: [Int]?, _ count: Int, default value: Int) -> [Int] {
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
        var x = try arguments.tensor(0)
        let weight = try arguments.tensor(1)
        if let bias = arguments.optionalArray(2), bias.dtype != x.dtype {
          throw TorchError(
            .runtime,
            "Input type (\(x.dtype.typeMetaName)) and bias type (\(bias.dtype.typeMetaName)) should be the same")
        }
        let ones = [Int](repeating: 1, count: dims)
        let (stride, dilation) = (arguments.optionalInts(3) ?? ones, arguments.optionalInts(5) ?? ones)
        return .tensor(
          try batched(x, "conv\(dims)d", dims) { batch in
            var padding = arguments.optionalInts(4) ?? [Int](repeating: 0, count: dims)
            x = batch
            if let mode = arguments.optionalString(4) {
              padding = [Int](repeating: 0, count: dims)
              if mode == "same" {
                (x, padding) = try paddedSame(batch, weight, stride, dilation)
              } else if mode != "valid" {
                throw TorchError(.runtime, "Invalid padding string: '\(mode)'")
              }
            }
            return try convolutionCore(
              .tensor(x), .tensor(weight), arguments[2], .ints(expanded(stride, "stride", weight.array)),
              .ints(expanded(padding, "padding", weight.array)), .ints(expanded(dilation, "dilation", weight.array)),
              .bool(false), .ints([Int](repeating: 0, count: dims)), .int(arguments.int(6, default: 1)))
          })
      })
  }

  /// A list of a convolution's arguments with an entry for each dimension of the windows.
  private static func expanded(_ list: [Int], _ name: String, _ weight: NDArray) throws -> [Int] {
    let dims = weight.rank - 2
    guard dims > 0 else { throw TorchError(.runtime, "weight should have at least three dimensions") }
    guard list.count == 1 || list.count == dims else {
      throw TorchError(
        .runtime,
        "expected \(name) to be a single integer value or a list of \(dims) values to match the convolution dimensions, but"
          + " got \(name)=\(Dims(list).text)")
    }
    return list.count == dims ? list : [Int](repeating: list[0], count: dims)
  }

  /// The padding that keeps the size; what cannot be split evenly is added at the end first.
  private static func paddedSame(
    _ x: Tensor, _ weight: Tensor, _ stride: [Int], _ dilation: [Int]
  ) throws -> (Tensor, [Int]) {
    let dims = weight.array.rank - 2
    guard dims > 0 else { throw TorchError(.runtime, "weight should have at least three dimensions") }
    for (name, list) in [("stride", stride), ("dilation", dilation)] where list.count != 1 && list.count != dims {
      throw TorchError(.runtime, "\(name) cannot broadcast to \(dims) dimensions")
    }
    if stride.contains(where: { $0 != 1 }) {
      throw TorchError(.runtime, "padding='same' is not supported for strided convolutions")
    }
    guard x.array.rank == dims + 2 else { return (x, [Int](repeating: 0, count: dims)) }
    let dilation = perDimension(dilation, dims, default: 1)
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
        let weight = try arguments.array(1)
        func list(_ place: Int, _ name: String, default value: Int) throws -> Argument {
          let given = arguments.optionalInts(place) ?? [Int](repeating: value, count: dims)
          return .ints(try expanded(given, name, weight))
        }
        return .tensor(
          try batched(arguments.tensor(0), name, dims) { batch in
            try convolutionCore(
              .tensor(batch), arguments[1], arguments[2], list(3, "stride", default: 1),
              list(4, "padding", default: 0), list(7, "dilation", default: 1), .bool(true),
              list(5, "output_padding", default: 0), .int(arguments.int(6, default: 1)))
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
    if geometry.padding.contains(where: { $0 < 0 }) {
      throw TorchError(.runtime, "negative padding is not supported")
    }
    if geometry.outputPadding.contains(where: { $0 < 0 }), geometry.isTransposed {
      throw TorchError(.runtime, "negative output_padding is not supported")
    }
    if geometry.stride.contains(where: { $0 <= 0 }) {
      throw TorchError(.runtime, "non-positive stride is not supported")
    }
    if geometry.dilation.contains(where: { $0 <= 0 }) {
      throw TorchError(
        .runtime,
        x.dtype == .float32 && isLarge(x, weight.shape, geometry)
          ? "non-positive dilation is not supported"
          : "dilation should be greater than zero, but got \(Dims(geometry.dilation).text)")
    }
    guard geometry.groups > 0 else { throw TorchError(.runtime, "non-positive groups is not supported") }
    guard weight.rank == x.rank else {
      throw TorchError(
        .runtime,
        "Expected \(weight.rank)-dimensional input for \(weight.rank)-dimensional weight \(weight.shape.text), but got"
          + " \(x.rank)-dimensional input of size \(x.shape.text) instead")
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
        "Given \(geometry.isTransposed ? "transposed=1, " : "")weight of size \(weight.shape.text), expected bias to be"
          + " 1-dimensional with \(outputs) elements, but got bias of size \(bias.shape.text) instead")
    }
    guard !geometry.isTransposed else {
      try checkOutputPadding(geometry)
      return try checkTypes(x, weight, geometry)
    }
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
    try checkTypes(x, weight, geometry)
  }

  /// Refuses more rows behind the result's than windows could have left out.
  private static func checkOutputPadding(_ geometry: Geometry) throws {
    let limits = zip(geometry.stride, geometry.dilation).map(Swift.max)
    // A result of more elements than can be counted is refused for that.
    guard zip(geometry.outputPadding, limits).contains(where: { $0 >= $1 }),
      geometry.outputPadding.allSatisfy({ $0 <= Int32.max })
    else { return }
    let dims = Swift.max(geometry.stride.count, 2)
    let sides = ["depth", "height", "width"].suffix(dims)
    func text(_ name: String, _ values: [Int], _ value: Int) -> String {
      // Rows are an image of one of them.
      zip(sides, [Int](repeating: value, count: dims - values.count) + values).map { "\(name)_\($0): \($1)" }
        .joined(separator: " ")
    }
    throw TorchError(
      .runtime,
      "output padding must be smaller than either stride or dilation, but got "
        + text("output_padding", geometry.outputPadding, 0) + " " + text("stride", geometry.stride, 1) + " "
        + text("dilation", geometry.dilation, 1))
  }

  /// Whether PyTorch leaves single precision to its library for networks: groups, large windows, batches, large images.
  private static func isLarge(_ x: NDArray, _ weight: Dims, _ geometry: Geometry) -> Bool {
    let window = weight.array.dropFirst(2)
    return geometry.groups > 1 || window.count > 1 && window.suffix(2).allSatisfy { $0 > 3 } || (x.shape.first ?? 0) > 1
      || x.shape.array.prefix(4).reduce(1, &*) > 20480
  }

  /// Whether PyTorch makes a product of matrices of each sample, as it does for all doubles; in large ones only the order
  /// of sums is another here.
  private static func goesByProducts(_ x: NDArray, _ weight: Dims, _ geometry: Geometry) -> Bool {
    x.dtype == .float32 && !isLarge(x, weight, geometry) || x.dtype == .float64 && x.count <= 20480
  }

  /// Refuses types that kernels are not made for, or that differ. Which kernel it is decides the words.
  private static func checkTypes(_ x: NDArray, _ weight: NDArray, _ geometry: Geometry) throws {
    if x.dtype == .bool || geometry.isTransposed && x.dtype.isIntegral && x.dtype != .int64 {
      let spatial = Swift.max(2, x.rank - 2)
      let name =
        geometry.isTransposed
        ? "slow_conv_transpose\(spatial)d_out_cpu" : spatial == 3 ? "compute_columns3d" : "slow_conv2d_cpu"
      throw TorchError.notImplemented(name, for: x.dtype)
    }
    guard x.dtype != weight.dtype else { return }
    let types = "Input type (\(x.dtype.legacyTypeName)) and weight type (\(weight.dtype.legacyTypeName))"
    if x.dtype.isComplex, !weight.dtype.isComplex { throw TorchError(.runtime, "\(types) should be the same") }
    if x.dtype == .bfloat16 || x.dtype == .float32 && isLarge(x, weight.shape, geometry) {
      throw TorchError(
        .runtime, "\(types) should be the same or input should be a MKLDNN tensor and weight is a dense tensor")
    }
    throw mismatch(x.dtype, weight.dtype)
  }

  /// The convolution of arguments that were checked.
  private static func convolved(
    _ x: NDArray, _ weight: NDArray, _ bias: NDArray?, _ geometry: Geometry
  ) throws -> NDArray {
    let window = geometry.window(weight.shape)
    let lengths = Array(x.shape.array.dropFirst(2))
    guard x.shape[1] > 0 || geometry.isTransposed else {
      // Where there are no channels to read there are none to write.
      return try NDArray(zeros: Dims([x.shape[0], 0] + window.places(over: lengths)), x.dtype)
    }
    if x.dtype.isComplex { return try convolvedByParts(x, weight, bias, geometry) }
    let byProducts = goesByProducts(x, weight.shape, geometry)
    guard geometry.isTransposed else {
      return try x.byHalfParts(along: 0..<1) {
        [try $0.convolved(weight, bias: bias, window, groups: geometry.groups, byProducts: byProducts)]
      }[0]
    }
    let results = geometry.stride.indices.map { dim in
      (lengths[dim] &- 1) &* geometry.stride[dim] &- 2 &* geometry.padding[dim]
        &+ geometry.dilation[dim] &* (weight.shape[dim + 2] &- 1) &+ geometry.outputPadding[dim] &+ 1
    }
    return try x.convolvedTransposed(
      weight, bias: bias, window, lengths: results, groups: geometry.groups, byProducts: byProducts)
  }

  /// A convolution of complex numbers by three of real ones, as PyTorch's: of the real parts, of the imaginary ones, and of
  /// their sums, from which the other two are taken away.
  private static func convolvedByParts(
    _ x: NDArray, _ weight: NDArray, _ bias: NDArray?, _ geometry: Geometry
  ) throws -> NDArray {
    func parts(_ array: NDArray) throws -> (real: NDArray, imaginary: NDArray) {
      let both = try array.viewAsReal()
      return (try both.select(both.rank - 1, 0), try both.select(both.rank - 1, 1))
    }
    let (inputs, weights, shifts) = (try parts(x), try parts(weight), try bias.map(parts))
    let type = inputs.real.dtype
    func sum(_ parts: (real: NDArray, imaginary: NDArray)) throws -> NDArray {
      try parts.real.add(parts.imaginary, as: type)
    }
    let real = try convolved(inputs.real, weights.real, shifts?.real, geometry)
    let imaginary = try convolved(inputs.imaginary, weights.imaginary, nil, geometry)
    let both = try convolved(sum(inputs), sum(weights), shifts.map(sum), geometry)
    return try NDArray.stack(
      [real.sub(imaginary, as: type), both.sub(real, as: type).sub(imaginary, as: type)], -1
    ).viewAsComplex()
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
      return try convolved(x, weight, bias, geometry)
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
      let byProducts = goesByProducts(x, shape, geometry)
      // Transposed, input and gradient change places.
      let (result, source) = geometry.isTransposed ? (x, grad) : (grad, x)
      return try result.convolutionWeightGradient(
        source, window, weightShape: shape, groups: geometry.groups, byProducts: byProducts)
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
}
