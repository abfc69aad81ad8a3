import Autograd
import TensorCore

extension Operator {
  /// Normalisation, embedding and dropout.
  static let normalisation: [Operator] = [
    batchNorm, nativeBatchNorm, layerNorm, nativeLayerNorm, groupNorm, nativeGroupNorm, instanceNorm, rmsNorm,
    embedding, oneHot, dropout, featureDropout, alphaDropout, featureAlphaDropout,
  ]

  /// Statistics over dimensions, in double precision as the CPU kernels accumulate them.
  ///
  /// - Parameters:
  ///   - kept: The half type in which they are kept, if it is one.
  ///   - roundsVariance: Whether it rounds the variance, too, before the square root.
  private static func moments(
    _ x: NDArray, _ dims: [Int], _ eps: Double, kept: DType? = nil, roundsVariance: Bool = false
  ) throws -> (mean: NDArray, scale: NDArray) {
    let wide = try x.cast(to: .float64)
    let mean = try wide.mean(dims, keepdim: true)
    var variance = try wide.variance(dims, correction: 0, keepdim: true)
    if let kept {
      if roundsVariance { variance = try variance.cast(to: kept).cast(to: .float64) }
      let scale = try variance.add(NDArray(scalar: .double(eps), .float64), as: .float64).apply(.rsqrt)
      return (try mean.cast(to: kept).cast(to: .float32), try scale.cast(to: kept).cast(to: .float32))
    }
    let scale = try variance.add(NDArray(scalar: .double(eps), .float64), as: .float64).apply(.rsqrt)
    return (try mean.cast(to: x.dtype.computeType), try scale.cast(to: x.dtype.computeType))
  }

  /// Refuses what is no real floating-point type.
  private static func checkFloating(_ x: NDArray, _ kernel: String) throws {
    if !x.dtype.isFloatingPoint { throw TorchError.notImplemented(kernel, for: x.dtype) }
  }

  /// `(x - mean) * scale * weight + bias`, rounded once for half types; weight and bias are shaped to broadcast.
  private static func normalised(
    _ x: NDArray, _ mean: NDArray, _ scale: NDArray, _ weight: NDArray?, _ bias: NDArray?
  ) throws -> NDArray {
    let dtype = x.dtype.computeType
    var result = try x.cast(to: dtype).sub(mean.cast(to: dtype), as: dtype).mul(scale.cast(to: dtype), as: dtype)
    if let weight { result = try result.mul(weight.cast(to: dtype), as: dtype) }
    if let bias { result = try result.add(bias.cast(to: dtype), as: dtype) }
    return try result.cast(to: x.dtype)
  }

  /// The gradients of a normalisation with statistics over `dims` of the input itself.
  ///
  /// When the gradients of these gradients are wanted, the statistics are computed again, recorded, all in one node.
  private static func giveNormGradients(
    _ call: BackwardCall, _ node: String, _ x: Tensor, _ weight: Tensor?, _ dims: [Int], _ eps: Double,
    _ saved: (mean: Tensor, scale: Tensor)?, parameterShape: [Int], reducing: [Int],
    kernel: (_ arrays: NormArrays, _ wanted: (Bool, Bool, Bool)) throws -> [NDArray?]?
  ) throws {
    if let saved, !GradMode.isEnabled {
      // Half types are computed in single precision and rounded once.
      let wide = x.dtype.computeType
      let (grad, x, weight) = (try call.grad.cast(to: wide), try x.cast(to: wide), try weight?.cast(to: wide))
      let (mean, scale) = (try saved.mean.cast(to: wide), try saved.scale.cast(to: wide))
      let arrays = NormArrays(grad.array, x.array, mean.array, scale.array, weight?.array)
      if let results = try kernel(arrays, (call.needs(0), call.needs(1), call.needs(2))) {
        for (index, result) in results.enumerated() {
          if let result { try call.give(index, Tensor(result).cast(to: call.dtype(index))) }
        }
        return
      }
      let unit = try (x - mean) * scale
      if call.needs(0) {
        try call.give(0, inputGradient(grad, unit, scale, weight, dims, parameterShape).cast(to: call.dtype(0)))
      }
      return try giveParameterGradients(call, grad, unit, reducing: reducing)
    }
    let needs = (0..<3).map(call.needs)
    let shapes = try (1..<3).map { try needs[$0] ? call.shape($0).array : [] }
    let results = try CompositeNode.record(node, [call.grad, x, weight], fillsZeros: true) { inputs in
      guard let grad = inputs[0], let x = inputs[1] else { return [] }
      let mean = try x.mean(dims, keepdim: true)
      let centred = try x - mean
      let scale = try ((centred * centred).mean(dims, keepdim: true) + .double(eps)).rsqrt()
      let unit = try centred * scale
      func total(_ tensor: Tensor, _ index: Int) throws -> Tensor {
        try (reducing.isEmpty ? tensor : tensor.sum(reducing)).reshape(shapes[index - 1])
      }
      var outputs: [Tensor] = []
      if needs[0] { outputs.append(try inputGradient(grad, unit, scale, inputs[2], dims, parameterShape)) }
      if needs[1] { outputs.append(try total(grad * unit, 1)) }
      if needs[2] { outputs.append(try total(grad, 2)) }
      return outputs
    }
    for (index, result) in zip((0..<3).filter { needs[$0] }, results) { call.give(index, result) }
  }

  /// What the kernels of gradients take, all of one type.
  private typealias NormArrays = (grad: NDArray, x: NDArray, mean: NDArray, scale: NDArray, weight: NDArray?)

  private static func inputGradient(
    _ grad: Tensor, _ unit: Tensor, _ scale: Tensor, _ weight: Tensor?, _ dims: [Int], _ parameterShape: [Int]
  ) throws -> Tensor {
    let scaled = try weight.map { try grad * $0.reshape(parameterShape) } ?? grad
    let first = try scaled.mean(dims, keepdim: true)
    let second = try (scaled * unit).mean(dims, keepdim: true)
    return try scale * (scaled - first - unit * second)
  }

  private static func giveParameterGradients(
    _ call: BackwardCall, _ grad: Tensor, _ unit: Tensor, reducing: [Int]
  ) throws {
    func total(_ tensor: Tensor, _ index: Int) throws -> Tensor {
      let sum = try reducing.isEmpty ? tensor : tensor.sum(reducing)
      return try sum.reshape(call.shape(index).array).cast(to: call.dtype(index))
    }
    if call.needs(1) { try call.give(1, total(grad * unit, 1)) }
    if call.needs(2) { try call.give(2, total(grad, 2)) }
  }

  /// The same for a batch: half types are scaled and shifted, in this order, in single precision.
  private static func normalisedBatch(
    _ x: NDArray, _ mean: NDArray, _ scale: NDArray, _ weight: NDArray?, _ bias: NDArray?
  ) throws -> NDArray {
    let dtype = x.dtype.computeType
    if dtype == x.dtype { return try normalised(x, mean, scale, weight, bias) }
    let slope = try weight.map { try scale.mul($0.cast(to: dtype), as: dtype) } ?? scale
    let offset = try mean.cast(to: dtype).mul(slope, as: dtype).neg()
    let shift = try bias.map { try offset.add($0.cast(to: dtype), as: dtype) } ?? offset
    return try NDArray.inParts([x, slope, shift]) { operands, _ in
      try operands[0].cast(to: dtype).mul(operands[1], as: dtype).add(operands[2], as: dtype).cast(to: x.dtype)
    }
  }

  // MARK: Batches

  /// A batch normalised by statistics of its own type in one pass; nil where the kernel does not take one of the arrays.
  ///
  /// - Parameter rows: The array, or a copy of it as the kernel takes it, whose place the result takes.
  private static func batchNormalised(
    _ x: NDArray, _ rows: NDArray, _ mean: NDArray, _ scale: NDArray, _ weight: NDArray?, _ bias: NDArray?
  ) throws -> NDArray? {
    for parameter in [weight, bias] {
      if let parameter, parameter.dtype != x.dtype || parameter.rank != 1 { return nil }
    }
    return try rows.batchNormalised(mean, scale, weight, bias, inPlace: rows.storage !== x.storage)
  }

  /// The array itself where its channels are innermost; a contiguous one of any other layout.
  private static func formatted(_ x: NDArray) throws -> NDArray {
    x.suggestedFormat == .contiguous ? try x.contiguous() : x
  }

  /// Refuses running values and parameters of another number of elements than there are channels.
  private static func checkBatchNorm(_ channels: Int, _ arguments: OperatorArguments) throws {
    for (place, name) in [(3, "running_mean"), (4, "running_var"), (1, "weight"), (2, "bias")] {
      guard let array = arguments.optionalArray(place) else {
        if place < 3 || arguments.bool(5) { continue }
        throw TorchError(.runtime, "\(name) must be defined in evaluation mode")
      }
      if array.count != channels {
        throw TorchError(.runtime, "\(name) should contain \(channels) elements not \(array.count)")
      }
    }
  }

  /// Whether the parameters of a normalisation are in single precision beside an input of a half type.
  ///
  /// - Throws: PyTorch's errors for any other type than the input's. Only the first parameter tells it that types differ.
  private static func isMixed(_ x: NDArray, _ parameters: [NDArray?]) throws -> Bool {
    let given = parameters.compactMap { $0 }
    guard let first = given.first, first.dtype != x.dtype else {
      for parameter in given where parameter.dtype != x.dtype { throw mismatch(x.dtype, parameter.dtype) }
      return false
    }
    if given.contains(where: { $0.dtype != .float32 }) {
      throw TorchError(.runtime, "mixed dtype (CPU): expect parameter to have scalar type of Float")
    }
    guard x.dtype == .bfloat16 || x.dtype == .float16 else {
      throw TorchError(.runtime, "mixed dtype (CPU): all inputs must share same datatype.")
    }
    return true
  }

  /// What a kernel says of an operand that is not of the type that it reads.
  static func mismatch(_ expected: DType, _ found: DType) -> TorchError {
    TorchError(.runtime, "expected scalar type \(expected.scalarName) but found \(found.scalarName)")
  }

  static let batchNorm: Operator = Operator(
    "batch_norm(Tensor input, Tensor? weight, Tensor? bias, Tensor? running_mean, Tensor? running_var, bool training,"
      + " float momentum, float eps, bool cudnn_enabled) -> Tensor",
    forms: .function,
    composite: { arguments in
      let x = try arguments.tensor(0)
      if x.array.count == 0 {
        // Nothing is normalised; the type is that of a product with the parameters.
        var result = try clone(arguments[0])
        if let weight = arguments.optionalTensor(1) { result = try result * select(.tensor(weight), .int(0), .int(0)) }
        if let bias = arguments.optionalTensor(2) { result = try result + select(.tensor(bias), .int(0), .int(0)) }
        return .tensor(result)
      }
      try checkBatchNorm(x.array.rank > 1 ? x.array.shape[1] : 0, arguments)
      if (arguments.optionalTensor(3) == nil) != (arguments.optionalTensor(4) == nil) {
        throw TorchError(.value, "running_mean and running_var must either both be None or neither be None")
      }
      _ = try x.array.wrap(1)
      return .tensor(
        try nativeBatchNorm.tensors(
          arguments[0], arguments[1], arguments[2], arguments[3], arguments[4], .bool(arguments.bool(5)),
          .double(arguments.double(6)), .double(arguments.double(7)))[0])
    })

  static let nativeBatchNorm: Operator = Operator(
    "native_batch_norm(Tensor input, Tensor? weight, Tensor? bias, Tensor? running_mean, Tensor? running_var,"
      + " bool training, float momentum, float eps) -> (Tensor, Tensor, Tensor)",
    forms: .function, node: "NativeBatchNormBackward0", inputs: [0, 1, 2],
    saving: [.input(0), .input(1), .result(1), .result(2), .input(3), .input(4)],
    samples: Samples { maker in
      [
        [
          .tensor(try maker.tensor([4, 2])), .tensor(try maker.tensor([2])), .tensor(try maker.tensor([2])), .none,
          .none,
          .bool(true), .double(0.1), .double(1e-5),
        ],
        [
          .tensor(try maker.tensor([2, 3, 2])), .tensor(try maker.tensor([3])), .tensor(try maker.tensor([3])),
          .tensor(try maker.constant([3])), .tensor(try maker.constant([3], 0.5...2)), .bool(false), .double(0.1),
          .double(1e-5),
        ],
      ]
    }, differentiableResults: 0..<1,
    forwards: { arguments in
      let x = try arguments.array(0)
      let channels = x.rank > 1 ? x.shape[1] : x.count
      let shape = channelShape(x.rank, channels)
      let eps = try arguments.double(7)
      let (weight, bias) = (arguments.optionalArray(1), arguments.optionalArray(2))
      try checkFloating(x, "batch_norm")
      let isMixed = try isMixed(x, [1, 2, 3, 4].map { arguments.optionalArray($0) })
      try checkBatchNorm(channels, arguments)
      if !arguments.bool(5), let mean = arguments.optionalArray(3), let variance = arguments.optionalArray(4) {
        if x.dtype.computeType == x.dtype, mean.dtype == x.dtype, variance.dtype == x.dtype, mean.rank == 1,
          variance.rank == 1,
          let result = try batchNormalised(x, formatted(x), mean, variance.batchScale(eps: eps), weight, bias)
        {
          return [result, try NDArray(empty: [0], x.dtype), try NDArray(empty: [0], x.dtype)]
        }
        let scale = try variance.cast(to: .float64).add(NDArray(scalar: .double(eps), .float64), as: .float64)
          .apply(.rsqrt).cast(to: x.dtype.computeType)
        let result = try normalisedBatch(
          formatted(x), mean.reshape(shape), scale.reshape(shape), weight?.reshape(shape), bias?.reshape(shape))
        return [result, try NDArray(empty: [0], x.dtype), try NDArray(empty: [0], x.dtype)]
      }
      let rows = x.dtype.computeType == x.dtype ? try formatted(x) : x
      if let moments = try rows.batchMoments() {
        let scale = try moments.scale(eps: eps)
        if let result = try batchNormalised(x, rows, moments.mean, scale, weight, bias) {
          let running = (arguments.optionalTensor(3), arguments.optionalTensor(4))
          if [running.0, running.1].allSatisfy({ $0.map { $0.dtype == x.dtype && $0.array.rank == 1 } ?? true }) {
            try moments.move(running.0?.array, running.1?.array, momentum: arguments.double(6))
            running.0?.bumpVersion()
            running.1?.bumpVersion()
          } else {
            try updateStatistics(arguments, x, channelDims(x.rank))
          }
          return [result, moments.mean, scale]
        }
      }
      let dims = channelDims(x.rank)
      // Beside parameters in single precision, the statistics of half types are in it as well.
      let statistics = try x.byHalfParts(along: 1..<2) { x in
        let (mean, scale) = try moments(
          x, dims, eps, kept: isMixed || x.dtype.computeType == x.dtype ? nil : x.dtype, roundsVariance: x.rank > 2)
        return [mean, scale]
      }
      let (mean, scale) = (statistics[0], statistics[1])
      try updateStatistics(arguments, x, dims)
      let result = try normalisedBatch(formatted(x), mean, scale, weight?.reshape(shape), bias?.reshape(shape))
      return [
        result, try mean.reshape([channels]).cast(to: x.dtype), try scale.reshape([channels]).cast(to: x.dtype),
      ]
    },
    backward: { call in
      let x = try call.saved(0)
      let weight = try call.optionalSaved(1)
      let shape = channelShape(x.array.rank, x.array.shape[1])
      let dims = channelDims(x.array.rank)
      let eps = try call.arguments.double(7)
      if call.arguments.bool(5) {
        try giveNormGradients(
          call, "NativeBatchNormBackwardBackward0", x, weight, dims, eps,
          (call.saved(2).reshape(shape), call.saved(3).reshape(shape)),
          parameterShape: shape, reducing: dims,
          kernel: { arrays, wanted in
            try arrays.x.batchNormGradients(
              arrays.grad, mean: arrays.mean.reshape([-1]), scale: arrays.scale.reshape([-1]), arrays.weight,
              wanted: wanted)
          })
      } else {
        let scale = try (call.saved(5).detached() + .double(eps)).rsqrt().reshape(shape)
        let unit = try (x - call.saved(4).detached().reshape(shape)) * scale
        let scaled = try weight.map { try call.grad * $0.reshape(shape) } ?? call.grad
        try call.give(0, scaled * scale)
        try giveParameterGradients(call, call.grad, unit, reducing: dims)
      }
    })

  /// `[1, C, 1, ...]`
  private static func channelShape(_ rank: Int, _ channels: Int) -> [Int] {
    [1, channels] + [Int](repeating: 1, count: Swift.max(rank - 2, 0))
  }

  /// All dimensions but the second.
  private static func channelDims(_ rank: Int) -> [Int] { [0] + Array(2..<Swift.max(rank, 2)) }

  /// Moves the running statistics towards those of a batch.
  private static func updateStatistics(_ arguments: OperatorArguments, _ x: NDArray, _ dims: [Int]) throws {
    let momentum = try arguments.double(6)
    func move(_ running: Tensor?, _ value: NDArray) throws {
      guard let running else { return }
      let old = try running.array.cast(to: .float64)
      let kept = try old.mul(NDArray(scalar: .double(1 - momentum), .float64), as: .float64)
      let new = try value.mul(NDArray(scalar: .double(momentum), .float64), as: .float64)
      try running.array.copy(from: new.add(kept, as: .float64))
      running.bumpVersion()
    }
    guard arguments.optionalTensor(3) != nil || arguments.optionalTensor(4) != nil else { return }
    let wide = try x.cast(to: .float64)
    try move(arguments.optionalTensor(3), wide.mean(dims))
    try move(arguments.optionalTensor(4), wide.variance(dims, correction: 1))
  }

  static let instanceNorm: Operator = Operator(
    "instance_norm(Tensor input, Tensor? weight, Tensor? bias, Tensor? running_mean, Tensor? running_var,"
      + " bool use_input_stats, float momentum, float eps, bool cudnn_enabled) -> Tensor",
    forms: .function,
    composite: { arguments in
      let x = try arguments.tensor(0)
      let shape = x.array.shape.array
      if !arguments.bool(5), arguments.optionalTensor(3) == nil || arguments.optionalTensor(4) == nil {
        throw TorchError(
          .runtime, "Expected running_mean and running_var to be defined when use_input_stats is false")
      }
      let sizes = try (0...1).map { shape[try NDArray.wrap($0, rank: shape.count, allowsScalar: false)] }
      let (batch, channels) = (sizes[0], sizes[1])
      func repeated(_ tensor: Tensor?) throws -> Argument {
        try tensor.map { .tensor(try repeatTensor(.tensor($0), .ints([batch]))) } ?? .none
      }
      let folded = try x.contiguous().view([1, batch * channels] + shape.dropFirst(2))
      let (means, variances) = (arguments.optionalTensor(3), arguments.optionalTensor(4))
      let (mean, variance) = (try repeated(means), try repeated(variances))
      let result = try batchNorm(
        .tensor(folded), repeated(arguments.optionalTensor(1)), repeated(arguments.optionalTensor(2)), mean, variance,
        .bool(arguments.bool(5)), .double(arguments.double(6)), .double(arguments.double(7)), arguments[8])
      if arguments.bool(5) {
        for (running, moved) in [(means, mean), (variances, variance)] {
          guard let running, case .tensor(let moved) = moved else { continue }
          try running.array.copy(from: moved.array.view([batch, channels]).mean([0]))
          running.bumpVersion()
        }
      }
      return .tensor(try result.view(shape))
    })

  // MARK: Layers and groups

  static let layerNorm: Operator = Operator(
    "layer_norm(Tensor input, SymInt[] normalized_shape, Tensor? weight=None, Tensor? bias=None, float eps=1e-05,"
      + " bool cudnn_enable=True) -> Tensor",
    forms: .function,
    composite: { arguments in
      .tensor(
        try nativeLayerNorm.tensors(
          arguments[0], arguments[1], arguments[2], arguments[3], .double(arguments.double(4, default: 1e-5)))[0])
    })

  private static func checkNormalised(
    _ x: NDArray, _ shape: [Int], _ weight: NDArray?, _ bias: NDArray?, separator: String = ", "
  ) throws {
    if shape.isEmpty {
      throw TorchError(
        .runtime,
        "Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one element, but got"
          + " normalized_shape = []")
    }
    for (name, array) in [("weight", weight), ("bias", bias)] {
      guard let array, array.shape != Dims(shape) else { continue }
      throw TorchError(
        .runtime,
        "Expected \(name) to be of same shape as normalized_shape, but got \(name) of shape \(array.shape.text) and"
          + " normalized_shape = \(Dims(shape).text)")
    }
    // Only `rms_norm` tells the number of dimensions from their sizes.
    if separator.isEmpty, x.rank < shape.count {
      throw TorchError(.value, "Input tensor must have at least \(shape.count) dimensions, but got \(x.rank)")
    }
    if x.rank < shape.count || Array(x.shape.array.suffix(shape.count)) != shape {
      let expected = separator + shape.map(String.init).joined(separator: ", ")
      throw TorchError(
        .runtime,
        "Given normalized_shape=\(Dims(shape).text), expected input with shape [*\(expected)], but got input of"
          + " size\(x.shape.text)")
    }
  }

  static let nativeLayerNorm: Operator = Operator(
    "native_layer_norm(Tensor input, SymInt[] normalized_shape, Tensor? weight, Tensor? bias, float eps)"
      + " -> (Tensor, Tensor, Tensor)",
    forms: .function, node: "NativeLayerNormBackward0", inputs: [0, 2, 3],
    saving: [.input(0), .input(2), .result(1), .result(2)],
    samples: Samples { maker in
      [
        [
          .tensor(try maker.tensor([2, 4])), .ints([4]), .tensor(try maker.tensor([4])), .tensor(try maker.tensor([4])),
          .double(1e-5),
        ]
      ]
    }, differentiableResults: 0..<1,
    forwards: { arguments in
      let x = try arguments.array(0)
      let shape = try arguments.ints(1)
      let parameters = [arguments.optionalArray(2), arguments.optionalArray(3)]
      // Types that differ from the first parameter's are refused before the shapes, others by the kernel.
      if let first = parameters.compactMap({ $0 }).first, first.dtype != x.dtype { _ = try isMixed(x, parameters) }
      try checkNormalised(x, shape, parameters[0], parameters[1])
      let dims = trailing(x.rank, shape.count)
      try checkFloating(x, "LayerNormKernelImpl")
      _ = try isMixed(x, parameters)
      try Storage.checkRoom(for: x.count, of: x.dtype.itemSize)
      let rows = try x.contiguous()
      if let results = try rows.layerNorm(
        dims.count, arguments.optionalArray(2), arguments.optionalArray(3), eps: arguments.double(4))
      {
        return [results.values, results.mean, results.scale]
      }
      return try rows.byHalfParts(keeping: shape.count) { rows in
        let (mean, scale) = try moments(rows, dims, arguments.double(4))
        return [
          try normalised(rows, mean, scale, arguments.optionalArray(2), arguments.optionalArray(3)),
          try mean.cast(to: x.dtype), try scale.cast(to: x.dtype),
        ]
      }
    },
    backward: { call in
      let x = try call.saved(0)
      let shape = try call.arguments.ints(1)
      let dims = trailing(x.array.rank, shape.count)
      try giveNormGradients(
        call, "NativeLayerNormBackwardBackward0", x, call.optionalSaved(1), dims, call.arguments.double(4),
        (call.saved(2), call.saved(3)),
        parameterShape: shape, reducing: Array(0..<(x.array.rank - shape.count)),
        kernel: { arrays, wanted in
          try arrays.x.layerNormGradients(
            arrays.grad, dims: shape.count, mean: arrays.mean, scale: arrays.scale, arrays.weight, wanted: wanted)
        })
    })

  private static func trailing(_ rank: Int, _ count: Int) -> [Int] { Array((rank - count)..<rank) }

  static let groupNorm: Operator = Operator(
    "group_norm(Tensor input, int num_groups, Tensor? weight=None, Tensor? bias=None, float eps=1e-05,"
      + " bool cudnn_enabled=True) -> Tensor",
    forms: .function,
    composite: { arguments in
      let x = try arguments.array(0)
      let groups = try arguments.int(1)
      for dim in 0...1 { _ = try NDArray.wrap(dim, rank: x.rank, allowsScalar: false) }
      guard groups > 0 else {
        throw TorchError(.runtime, "Expected num groups to be greater than 0, got \(groups)")
      }
      guard x.shape[1] % groups == 0 else {
        throw TorchError(
          .runtime,
          "Expected number of channels in input to be divisible by num_groups, but got input of shape \(x.shape.text) and"
            + " num_groups=\(groups)")
      }
      // The shape in the error is the weight's, of the bias as well.
      let weight = arguments.optionalArray(2)
      for (name, array) in [("weight", weight), ("bias", arguments.optionalArray(3))] {
        guard let array, array.rank != 1 || array.count != x.shape[1] else { continue }
        throw TorchError(
          .runtime,
          "Expected \(name) to be a vector of size equal to the number of channels in input, but got \(name) of shape"
            + " \(weight?.shape.text ?? "[0]") and input of shape \(x.shape.text)")
      }
      return .tensor(
        try nativeGroupNorm(
          arguments[0], .int(groups), arguments[2], arguments[3], .double(arguments.double(4, default: 1e-5))))
    })

  static let nativeGroupNorm: Operator = Operator(
    "_native_group_norm(Tensor input, int num_groups, Tensor? weight, Tensor? bias, float eps) -> Tensor",
    module: .hidden, node: "NativeGroupNormBackward0", inputs: [0, 2, 3], saving: [.input(0), .input(2)],
    samples: Samples { maker in
      [
        [
          .tensor(try maker.tensor([2, 4, 2])), .int(2), .tensor(try maker.tensor([4])),
          .tensor(try maker.tensor([4])), .double(1e-5),
        ]
      ]
    },
    forward: inFormat { arguments in
      let x = try arguments.array(0)
      let parameters = [arguments.optionalArray(2), arguments.optionalArray(3)]
      if let first = parameters.compactMap({ $0 }).first, first.dtype != x.dtype { _ = try isMixed(x, parameters) }
      try checkFloating(x, "GroupNormKernelImpl")
      _ = try isMixed(x, parameters)
      let groups = try arguments.int(1)
      let places = x.shape.array.dropFirst(2).reduce(1, *)
      if x.dtype == .float32 || x.dtype == .float64 {
        return try x.reshape([x.shape[0], x.shape[1], places]).groupNorm(
          groups, arguments.optionalArray(2), arguments.optionalArray(3), eps: arguments.double(4)
        ).view(x.shape.array)
      }
      // In single precision, rounded at the end.
      return try x.byHalfParts(along: 0..<1) { x in
        let result = try x.cast(to: x.dtype.computeType).reshape([x.shape[0], x.shape[1], places]).groupNorm(
          groups, arguments.optionalArray(2), arguments.optionalArray(3), eps: arguments.double(4))
        return [try result.view(x.shape.array).cast(to: x.dtype)]
      }[0]
    },
    backward: { call in
      let x = try call.saved(0)
      let size = x.array.shape.array
      let shape = channelShape(size.count, size[1])
      let eps = try call.arguments.double(4)
      let groups = try call.arguments.int(1)
      if !GradMode.isEnabled {
        let rows = [size[0], size[1], size.dropFirst(2).reduce(1, *)]
        let wide = x.dtype.computeType
        if let results = try x.array.reshape(rows).cast(to: wide).groupNormGradients(
          call.grad.array.reshape(rows).cast(to: wide), groups, call.optionalSaved(1)?.array.cast(to: wide), eps: eps,
          wanted: (call.needs(0), call.needs(1), call.needs(2)))
        {
          for (index, result) in results.enumerated() {
            if let result {
              try call.give(index, Tensor(index == 0 ? result.view(size) : result).cast(to: call.dtype(index)))
            }
          }
          return
        }
      }
      let grouped = try x.reshape([size[0], groups, size.dropFirst(2).reduce(size[1] / groups, *)])
      let mean = try grouped.mean([2], keepdim: true)
      let centred = try grouped - mean
      let scale = try ((centred * centred).mean([2], keepdim: true) + .double(eps)).rsqrt()
      let unit = try centred * scale
      if call.needs(0) {
        let scaled = try (call.optionalSaved(1).map { try call.grad * $0.reshape(shape) } ?? call.grad)
          .reshape(grouped.array.shape.array)
        let second = try (scaled * unit).mean([2], keepdim: true)
        try call.give(0, (scale * (scaled - scaled.mean([2], keepdim: true) - unit * second)).reshape(size))
      }
      try giveParameterGradients(call, call.grad, unit.reshape(size), reducing: channelDims(size.count))
    })

  static let rmsNorm: Operator = Operator(
    "rms_norm(Tensor input, SymInt[] normalized_shape, Tensor? weight=None, float? eps=None) -> Tensor",
    forms: .function,
    composite: { arguments in
      let x = try arguments.tensor(0)
      let shape = try arguments.ints(1)
      try checkNormalised(x.array, shape, arguments.optionalArray(2), nil, separator: "")
      if x.dtype.isIntegral { throw TorchError.notImplemented("rms_norm", for: x.dtype) }
      let wide = x.dtype.computeType
      if wide != x.dtype {
        // Half types are rounded once.
        let weight = try arguments.optionalTensor(2).map { Argument.tensor(try $0.cast(to: wide)) } ?? Argument.none
        let eps = arguments.optionalDouble(3) ?? Double(Float.ulpOfOne)
        let result = try rmsNorm(.tensor(x.cast(to: wide)), .ints(shape), weight, .double(eps))
        return .tensor(try result.cast(to: x.dtype))
      }
      let smallest = x.dtype == .float64 ? Double.ulpOfOne : Double(Float.ulpOfOne)
      let eps = arguments.optionalDouble(3) ?? smallest
      let dims = trailing(x.array.rank, shape.count)
      let scale = try addScalar(.tensor(x.pow(2).mean(dims, keepdim: true)), .double(eps)).rsqrt()
      var result = try x * scale
      if let weight = arguments.optionalTensor(2) { result = try result * weight }
      let format = x.array.suggestedFormat
      return .tensor(
        result.array.isContiguous(in: format) ? result : try clone(.tensor(result), .string(format.rawValue)))
    })

  // MARK: Embedding

  static let embedding: Operator = Operator(
    "embedding(Tensor weight, Tensor indices, SymInt padding_idx=-1, bool scale_grad_by_freq=False, bool sparse=False)"
      + " -> Tensor",
    forms: .function, node: "EmbeddingBackward0", inputs: [0], saving: [.input(1)],
    samples: Samples { maker in
      [[.tensor(try maker.tensor([4, 2])), .tensor(try maker.indices([1, 3, 1, 0], [2, 2]))]]
    },
    forward: { arguments in
      let (weight, indices) = (try arguments.array(0), try arguments.array(1))
      guard weight.rank == 2 else { throw TorchError(.runtime, "'weight' must be 2-D") }
      if arguments.bool(4), GradMode.isEnabled, try arguments.tensor(0).requiresGrad, try !arguments.tensor(0).isLeaf {
        // The operations before it would be given gradients in rows.
        throw TorchError(
          .notImplemented, "embedding(sparse=True) of a weight that is no leaf is not supported by nbrun")
      }
      guard indices.dtype == .int64 || indices.dtype == .int32 else {
        throw TorchError(
          .runtime,
          "Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; but got"
            + " torch.\(indices.dtype.tensorTypeName) instead (while checking arguments for embedding)")
      }
      let (total, overflow) = indices.count.multipliedReportingOverflow(by: weight.shape[1])
      try Storage.checkRoom(for: overflow ? Int.max : total, of: weight.dtype.itemSize)
      if try indices.firstOutside(0..<weight.shape[0]) != nil {
        throw TorchError(.index, "index out of range in self")
      }
      let rows = try weight.indexSelect(0, indices.reshape([-1]).cast(to: .int64))
      return try rows.view(indices.shape.array + [weight.shape[1]])
    },
    backward: { call in
      let indices = try call.saved(0)
      let shape = try call.shape(0)
      let padding = try call.arguments.int(2, default: -1)
      var rows = try call.grad.reshape([indices.array.count, shape[1]])
      var flat = try indices.reshape([-1])
      if call.arguments.bool(4) {
        if call.arguments.bool(3) {
          throw TorchError(
            .runtime, "embedding_backward: scale_grad_by_freq not supported with sparse gradients")
        }
        if GradMode.isEnabled {
          throw TorchError(
            .notImplemented, "the recorded gradient of embedding(sparse=True) is not supported by nbrun")
        }
        flat = try flat.cast(to: .int64)
        if padding >= 0 {
          let isKept = try flat.ne(.int(padding))
          (flat, rows) = (
            try index(.tensor(flat), .optionalTensors([isKept])), try index(.tensor(rows), .optionalTensors([isKept]))
          )
        }
        let zeros = Tensor(try NDArray(zeros: shape, rows.dtype))
        let gradient = try indexAdd.over(zeros, [.int(0), .tensor(flat), .tensor(rows)])
        gradient.rows = GradientRows(indices: try flat.unsqueeze(0), values: rows)
        return call.give(0, gradient)
      }
      if padding >= 0 { rows = try rows.maskedFill(flat.eq(.int(padding)).unsqueeze(1), 0) }
      if call.arguments.bool(3) {
        let counts = Tensor(try NDArray(zeros: [shape[0]], rows.dtype))
        let ones = Tensor(try NDArray(full: [indices.array.count], .int(1), rows.dtype))
        let total = try indexAdd(.tensor(counts), .int(0), .tensor(flat), .tensor(ones))
        // PyTorch's gradient of the gradient leaves the frequencies out.
        let scaled = try rows.detached() / indexSelect(.tensor(total), .int(0), .tensor(flat)).unsqueeze(1)
        rows = try KnownOperators.alias(rows)
        rows.setData(scaled.array)
      }
      let zeros = Tensor(try NDArray(zeros: shape, rows.dtype))
      try call.give(0, indexAdd.over(zeros, [.int(0), .tensor(flat), .tensor(rows)]))
    })

  static let oneHot: Operator = Operator(
    "one_hot(Tensor self, int num_classes=-1) -> Tensor", module: .functional, forms: .function,
    forward: { arguments in
      let x = try arguments.array(0)
      guard x.dtype == .int64 else {
        throw TorchError(.runtime, "one_hot is only applicable to index tensor of type LongTensor.")
      }
      let classes = try arguments.int(1, default: -1)
      if x.count == 0 {
        guard classes > 0 else {
          throw TorchError(.runtime, "Can not infer total number of classes from empty tensor.")
        }
        return try NDArray(zeros: Dims(x.shape.array + [classes]), .int64)
      }
      let (least, largest) = try x.integerBounds()
      if least < 0 { throw TorchError(.runtime, "Class values must be non-negative.") }
      if classes != -1 {
        guard largest < classes else {
          throw TorchError(.runtime, "Class values must be smaller than num_classes.")
        }
      }
      let count = classes == -1 ? largest + 1 : classes
      let result = try NDArray(zeros: Dims(x.shape.array + [count]), .int64)
      let ones = try NDArray(scalar: .int(1), .int64).broadcasted(to: [x.count, 1])
      try result.view([x.count, count]).scatter(1, x.contiguous().view([x.count, 1]), ones)
      return result
    })

  // MARK: Dropout

  private static func dropped(
    _ name: String, feature: Bool, alpha: Bool
  ) -> Operator {
    Operator(
      "\(name)(Tensor input, float p, bool train) -> Tensor", forms: [.function, .inPlace],
      composite: { arguments in
        let x = try arguments.tensor(0)
        let p = try arguments.double(1)
        guard p >= 0, p <= 1 else {
          throw TorchError(
            .runtime, "dropout probability has to be between 0 and 1, but got \(CFormat.shortest(p))")
        }
        if p == 0 || !arguments.bool(2) || x.array.count == 0 { return .tensor(x) }
        if p == 1 { return .tensor(try x * x.zerosLike()) }
        var shape = x.array.shape.array
        if feature {
          guard shape.count >= 2 else {
            throw TorchError(.runtime, "Feature dropout requires at least 2 dimensions in the input")
          }
          for index in 2..<Swift.max(shape.count, 2) { shape[index] = 1 }
        }
        if x.array.dtype.isComplex {
          throw TorchError.notImplemented("bernoulli_scalar_cpu_", for: x.array.dtype)
        }
        if x.array.dtype.isIntegral {
          let target = alpha && x.array.dtype == .bool ? DType.int64 : x.array.dtype
          throw TorchError(.runtime, "result type Float can't be cast to the desired output type \(target.scalarName)")
        }
        let noise =
          feature
          ? try NDArray(empty: Dims(shape), x.dtype) : try NDArray(emptyLike: x.array, x.dtype)
        try noise.fillBernoulli(TensorSession.current.generator, p: 1 - p)
        if alpha {
          let saturation = 1.7580993408473766
          let a = 1 / ((saturation * saturation * p + 1) * (1 - p)).squareRoot()
          let mask = Tensor(noise)
          // Both are made where they stand; so is the result, where nothing remembers the product.
          func change(_ target: Tensor, _ function: Operator, _ number: Double) throws {
            _ = try function.inPlace(OperatorArguments([.tensor(target), .tensor(Tensor.wrapping(.double(number)))]))
          }
          let shift = try mask - 1
          try change(shift, mul, saturation * a)
          try change(shift, add, saturation * a * p)
          try change(mask, mul, a)
          let product = try x * mask
          guard GradMode.isEnabled, x.requiresGrad else {
            return .tensor(try add.inPlace(OperatorArguments([.tensor(product), .tensor(shift)])))
          }
          return .tensor(try product + shift)
        }
        let scaled = try noise.div(NDArray(scalar: .double(1 - p), x.dtype), as: x.dtype, into: noise)
        return .tensor(try x * Tensor(scaled))
      })
  }

  static let dropout: Operator = dropped("dropout", feature: false, alpha: false)
  static let featureDropout: Operator = dropped("feature_dropout", feature: true, alpha: false)
  static let alphaDropout: Operator = dropped("alpha_dropout", feature: false, alpha: true)
  static let featureAlphaDropout: Operator = dropped("feature_alpha_dropout", feature: true, alpha: true)
}
