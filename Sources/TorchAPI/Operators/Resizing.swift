import Autograd
import TensorCore

extension Operator {
  /// Rows, images and volumes made larger and smaller by linear and cubic interpolation.
  static let resizings: [Operator] = [
    upsampleLinear1D, upsampleBilinear2D, upsampleTrilinear3D, upsampleBicubic2D, upsampleBilinear2DSmooth,
    upsampleBicubic2DSmooth,
  ]

  fileprivate static let upsampleLinear1D: Operator = resizing(.linear)
  fileprivate static let upsampleLinear1DBack: Operator = resizingGradient(.linear)
  fileprivate static let upsampleBilinear2D: Operator = resizing(.bilinear)
  fileprivate static let upsampleBilinear2DBack: Operator = resizingGradient(.bilinear)
  fileprivate static let upsampleTrilinear3D: Operator = resizing(.trilinear)
  fileprivate static let upsampleTrilinear3DBack: Operator = resizingGradient(.trilinear)
  fileprivate static let upsampleBicubic2D: Operator = resizing(.bicubic)
  fileprivate static let upsampleBicubic2DBack: Operator = resizingGradient(.bicubic)
  fileprivate static let upsampleBilinear2DSmooth: Operator = resizing(.smoothBilinear)
  fileprivate static let upsampleBilinear2DSmoothBack: Operator = resizingGradient(.smoothBilinear)
  fileprivate static let upsampleBicubic2DSmooth: Operator = resizing(.smoothBicubic)
  fileprivate static let upsampleBicubic2DSmoothBack: Operator = resizingGradient(.smoothBicubic)

  private static func resizing(_ kind: ResizingKind) -> Operator {
    let sizes = [Int](repeating: 5, count: kind.dims)
    return Operator(
      "\(kind.name).vec(Tensor input, SymInt[]? output_size, bool align_corners, float[]? scale_factors) -> Tensor",
      module: .functional, forms: .function, node: "\(kind.node)Backward0", inputs: [0],
      samples: .tensor(
        [1, 2] + [Int](repeating: 3, count: kind.dims),
        with: [[.ints(sizes), .bool(false), .none], [.ints(sizes), .bool(true), .none]]),
      forward: inFormat { arguments in
        let x = try arguments.array(0)
        if kind.isSmooth, x.dtype != .float32, x.dtype != .float64 {
          throw TorchError.notImplemented("compute_index_ranges_weights", for: x.dtype)
        }
        guard x.rank == kind.dims + 2 else {
          throw TorchError(
            .runtime, "It is expected input_size equals to \(kind.dims + 2), but got size \(x.rank)")
        }
        let factors = arguments.optionalInts(1) == nil ? arguments.optionalDoubles(3) : nil
        let sizes = try resizedSizes(x.shape, sizes: arguments.optionalInts(1), scales: factors, kind.dims)
        guard x.count > 0 || !x.shape.array.dropFirst().contains(0) else {
          throw TorchError(
            .runtime,
            "Non-empty \(x.rank)D data tensor expected but got a tensor with sizes \(x.shape.text)")
        }
        return try x.resized(
          to: sizes, factors: each(factors, kind.dims), kind.resizing(isAligned: arguments.bool(2)))
      },
      backward: { call in
        let factors = call.arguments.optionalInts(1) == nil ? call.arguments[3] : .none
        try call.give(
          0,
          kind.gradient(
            .tensor(call.grad), .ints(Array(call.shape(0).array.suffix(kind.dims))), call.arguments[2], factors))
      })
  }

  private static func resizingGradient(_ kind: ResizingKind) -> Operator {
    Operator(
      "_\(kind.name)_back(Tensor grad, int[] lengths, bool align_corners, float[]? scale_factors) -> Tensor",
      module: .hidden, node: "\(kind.node)BackwardBackward0", inputs: [0],
      forward: { arguments in
        try arguments.array(0).resizingGradient(
          lengths: arguments.ints(1), factors: each(arguments.optionalDoubles(3), kind.dims),
          kind.resizing(isAligned: arguments.bool(2)))
      },
      backward: { call in
        let arguments = call.arguments
        let sizes = try call.shape(0).array.suffix(kind.dims)
        try call.give(
          0,
          kind.operation(
            .tensor(call.grad), arguments.optionalDoubles(3) == nil ? .ints(Array(sizes)) : .none, arguments[2],
            arguments[3]))
      })
  }

  /// One factor for each dimension.
  private static func each(_ factors: [Double]?, _ dims: Int) -> [Double]? {
    factors.map { factors in (0..<dims).map { factors[Swift.min($0, factors.count - 1)] } }
  }
}

/// A way to resize.
private enum ResizingKind {
  case linear, bilinear, trilinear, bicubic, smoothBilinear, smoothBicubic

  var name: String {
    switch self {
    case .linear: "upsample_linear1d"
    case .bilinear: "upsample_bilinear2d"
    case .trilinear: "upsample_trilinear3d"
    case .bicubic: "upsample_bicubic2d"
    case .smoothBilinear: "_upsample_bilinear2d_aa"
    case .smoothBicubic: "_upsample_bicubic2d_aa"
    }
  }

  /// The beginning of the nodes' names.
  var node: String {
    switch self {
    case .linear: "UpsampleLinear1D"
    case .bilinear: "UpsampleBilinear2D"
    case .trilinear: "UpsampleTrilinear3D"
    case .bicubic: "UpsampleBicubic2D"
    case .smoothBilinear: "UpsampleBilinear2DAa"
    case .smoothBicubic: "UpsampleBicubic2DAa"
    }
  }

  var dims: Int {
    switch self {
    case .linear: 1
    case .trilinear: 3
    default: 2
    }
  }

  var isSmooth: Bool { self == .smoothBilinear || self == .smoothBicubic }

  func resizing(isAligned: Bool) -> Resizing {
    Resizing(isCubic: self == .bicubic || self == .smoothBicubic, isAligned: isAligned, isSmooth: isSmooth)
  }

  var operation: Operator {
    switch self {
    case .linear: .upsampleLinear1D
    case .bilinear: .upsampleBilinear2D
    case .trilinear: .upsampleTrilinear3D
    case .bicubic: .upsampleBicubic2D
    case .smoothBilinear: .upsampleBilinear2DSmooth
    case .smoothBicubic: .upsampleBicubic2DSmooth
    }
  }

  var gradient: Operator {
    switch self {
    case .linear: .upsampleLinear1DBack
    case .bilinear: .upsampleBilinear2DBack
    case .trilinear: .upsampleTrilinear3DBack
    case .bicubic: .upsampleBicubic2DBack
    case .smoothBilinear: .upsampleBilinear2DSmoothBack
    case .smoothBicubic: .upsampleBicubic2DSmoothBack
    }
  }
}
