import Autograd
import TensorCore

extension Operator {
  static let adaptiveAvgPoolCore: Operator = adaptiveAverage(2, "AdaptiveAvgPool2DBackward0", [1, 2, 5, 4])
  static let adaptiveAvgPoolBack: Operator = adaptiveAverageGradient(2, "AdaptiveAvgPool2DBackwardBackward0")
  static let adaptiveAvgPoolCore3D: Operator = adaptiveAverage(3, "AdaptiveAvgPool3DBackward0", [1, 1, 3, 5, 4])
  static let adaptiveAvgPoolBack3D: Operator = adaptiveAverageGradient(3, "AdaptiveAvgPool3DBackwardBackward0")

  private static func adaptiveAverage(_ dims: Int, _ node: String, _ shape: [Int]) -> Operator {
    Operator(
      "_adaptive_avg_pool\(dims)d(Tensor self, int[] output_size) -> Tensor", module: .hidden, node: node,
      saving: [.input(0)], samples: .tensor(shape, with: [[.ints(Array([2, 3, 2].prefix(dims)))]]),
      forward: inFormat { arguments in
        let (x, sizes) = (try arguments.array(0), try arguments.ints(1))
        return try x.byHalfParts(keeping: dims) { [try $0.adaptiveAveragePooled(sizes)] }[0]
      },
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
      forward: { arguments in
        let (grad, lengths) = (try arguments.array(0), try arguments.ints(1))
        return try grad.byHalfParts(keeping: dims) {
          [try $0.adaptiveAverageGradient(lengths: lengths)]
        }[0]
      },
      backward: { call in
        try call.give(
          0,
          (dims == 3 ? adaptiveAvgPoolCore3D : adaptiveAvgPoolCore)(
            .tensor(call.grad), .ints(Array(call.shape(0).array.suffix(dims)))))
      })
  }

  /// The sizes that an adaptive pooling is to have, and what does not go with its input refused.
  private static func adaptiveSizes(
    _ arguments: OperatorArguments, _ dims: Int, _ name: String, isLargest: Bool = false
  ) throws -> [Int] {
    let (x, given) = (try arguments.array(0), try arguments.ints(1))
    if dims == 1 {
      try PoolingChecks.checkRows(x, name)
      guard given.count == 1 else {
        throw TorchError(.runtime, "\(name)() argument 'output_size' should contain one int (got \(given.count))")
      }
      return given
    }
    guard given.count == dims else {
      throw TorchError(
        .runtime,
        isLargest
          ? "\(name)(): internal error: output_size.size() must be \(dims)" : "\(name): output_size must be \(dims)")
    }
    return given
  }

  /// Refuses an input of another rank, or without elements to look at.
  private static func checkAdaptive(_ x: NDArray, _ dims: Int, from first: Int, _ name: String) throws {
    guard x.rank == dims + 1 || x.rank == dims + 2 else {
      throw TorchError(
        .runtime,
        "\(name)(): Expected \(dims + 1)D or \(dims + 2)D tensor, but got\(name.contains("max") ? ":" : "") \(x.shape.text)"
      )
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
        if dims == 1 { try PoolingChecks.checkRows(x, name) }
        try checkAdaptive(x, dims, from: 1, name)
        let sizes = try adaptiveSizes(arguments, dims, name, isLargest: true)
        if let negative = sizes.first(where: { $0 < 0 }) {
          let shape = Array(x.shape.array.dropLast(dims)) + (dims == 1 ? [1] : []) + sizes
          throw TorchError(
            .runtime, "Trying to create tensor with negative dimension \(negative): \(Dims(shape).text)")
        }
        guard x.dtype.isFloatingPoint else {
          throw TorchError.notImplemented(dims == 3 ? "adaptive_max_pool3d_cpu" : "adaptive_max_pool2d", for: x.dtype)
        }
        return try x.byHalfParts(keeping: dims) { x in
          let (values, indices) = try x.adaptiveMaxPooled(sizes)
          return [values, indices]
        }
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
}
