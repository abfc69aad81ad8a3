import Autograd
import TensorCore

extension Operator {
  /// Images and volumes read at points between their elements.
  static let gridSampling: [Operator] = [gridSampler2D, gridSampler3D, gridSampler]

  private static let gridParameters =
    "(Tensor input, Tensor grid, int interpolation_mode, int padding_mode, bool align_corners) -> Tensor"

  static let gridSampler: Operator = Operator(
    "grid_sampler\(gridParameters)", forms: .function,
    composite: { arguments in
      let x = try arguments.array(0)
      try checkGrid(x, arguments.array(1), arguments.int(2))
      return .tensor(
        try (x.rank == 5 ? gridSampler3D : gridSampler2D)(
          arguments[0], arguments[1], arguments[2], arguments[3], arguments[4]))
    })

  static let gridSampler2D: Operator = gridSampler(2)
  static let gridSampler3D: Operator = gridSampler(3)

  private static func gridSampler(_ dims: Int) -> Operator {
    Operator(
      "grid_sampler_\(dims)d\(gridParameters)", forms: .function, node: "GridSampler\(dims)DBackward0", inputs: [0, 1],
      saving: [.input(0), .input(1)],
      forward: { arguments in
        let (x, points) = (try arguments.array(0), try arguments.array(1))
        try checkGrid(x, points, arguments.int(2), dims: dims)
        let sampling = try sampling(arguments)
        if x.dtype.computeType != x.dtype {
          return try GradMode.with(false) { try sampledByOperators(Tensor(x), Tensor(points), sampling).array }
        }
        return try x.sampled(at: points, sampling)
      },
      backward: { call in
        let (x, points) = (try call.saved(0), try call.saved(1))
        let sampling = try sampling(call.arguments)
        guard GradMode.isEnabled || x.dtype.computeType != x.dtype else {
          let (image, places) = try x.array.samplingGradients(
            at: points.array, sampling, grad: call.grad.array, wantsImage: call.needs(0))
          try call.give(0, image.map { Tensor(try $0.inFormat(x.array.suggestedFormat)) })
          call.give(1, Tensor(places))
          return
        }
        // Gradients that have gradients themselves, and those of half types, which round after every operation.
        let wanted = [0, 1].filter { call.needs($0) }
        let gradients = try CompositeNode.record(
          "GridSampler\(dims)DBackwardBackward0", [call.grad, x, points], fillsZeros: true
        ) { inputs in
          let isRecorded = GradMode.isEnabled
          return try GradMode.with(true) {
            let sources = try inputs.dropFirst().compactMap { input in
              try input.map { $0.requiresGrad ? try $0.view($0.array.shape.array) : try Tensor($0.array).leafCopy() }
            }
            return try Engine.grad(
              [sampledByOperators(sources[0], sources[1], sampling)], wanted.map { sources[$0] },
              gradients: [inputs[0]], createGraph: isRecorded, allowUnused: true, materializes: true
            ).compactMap { $0 }
          }
        }
        for (index, gradient) in zip(wanted, gradients) { call.give(index, gradient) }
      })
  }

  private static func sampling(_ arguments: OperatorArguments) throws -> GridSampling {
    let (mode, padding) = (try arguments.int(2), try arguments.int(3))
    guard let mode = GridSampling.Mode(rawValue: mode), let padding = GridSampling.Padding(rawValue: padding) else {
      throw TorchError(
        .runtime,
        "grid_sampler(): expected an interpolation mode and a padding mode from 0 to 2, but got \(mode) and \(padding)")
    }
    return GridSampling(mode: mode, padding: padding, isAligned: arguments.bool(4))
  }

  /// Refuses images and points that do not go together.
  private static func checkGrid(_ x: NDArray, _ points: NDArray, _ mode: Int, dims wanted: Int? = nil) throws {
    func refuse(_ what: String) -> TorchError { TorchError(.runtime, "grid_sampler(): \(what)") }
    for array in [x, points] where array.rank == 0 {
      throw TorchError(.index, "Dimension specified as 0 but tensor has no dimensions")
    }
    let shapes = "but got input with sizes \(x.shape.text) and grid with sizes \(points.shape.text)"
    guard x.shape.first == points.shape.first else {
      throw refuse("expected grid and input to have same batch size, \(shapes)")
    }
    let dims = x.rank - 2
    guard points.shape.last == dims else {
      throw refuse(
        "expected grid to have size \(dims) in last dimension, but got grid with sizes \(points.shape.text)")
    }
    for dim in 2..<Swift.max(x.rank, 2) where x.shape[dim] == 0 {
      throw refuse(
        "expected input to have non-empty spatial dimensions, but input has sizes \(x.shape.text) with dimension"
          + " \(dim) being empty")
    }
    guard wanted.map({ $0 == dims }) ?? (2...3).contains(dims), points.rank == x.rank else {
      let kind = wanted ?? dims
      let expected = kind == 2 ? "4D input and" : kind == 3 ? "5D input and" : "4D or 5D input and"
      throw refuse("expected \(expected) grid with same number of dimensions, \(shapes)")
    }
    if dims == 3, mode == GridSampling.Mode.cubic.rawValue {
      throw refuse("bicubic interpolation only supports 4D input")
    }
    guard x.dtype.isFloatingPoint else {
      throw TorchError.notImplemented("grid_sampler_\(dims)d_cpu_kernel_impl", for: x.dtype)
    }
    guard x.dtype == points.dtype else { throw mismatch(x.dtype, points.dtype) }
  }

  /// What `grid_sampler` computes, made of operators that have gradients of gradients.
  private static func sampledByOperators(
    _ x: Tensor, _ points: Tensor, _ sampling: GridSampling
  ) throws -> Tensor {
    let (shape, dims) = (x.array.shape, x.array.rank - 2)
    let lengths = (0..<dims).map { shape[shape.count - 1 - $0] }
    /// The elements along a dimension that have a part in the result, with their weights.
    var taps: [[(place: Tensor, weight: Tensor?)]] = []
    for (dim, length) in lengths.enumerated() {
      let found = try place(points.select(-1, dim), length, sampling)
      switch sampling.mode {
      case .nearest:
        taps.append([(try round(.tensor(folded(found, length, sampling).detached())), nil)])
      case .linear:
        let found = try folded(found, length, sampling)
        let first = try floor(found.detached())
        let part = try found - first
        taps.append([(first, try 1 - part), (try first + 1, part)])
      case .cubic:
        let first = try floor(found.detached())
        let part = try found - first
        taps.append(
          try (-1...2).map { step in
            // The place is a whole one, whichever half step reflection goes through.
            let place = try folded(first + .int(step), length, sampling)
            let distance = try step < 0 ? part + 1 : step == 0 ? part : .int(step) - part
            return (place.detached(), try cubicWeight(distance))
          })
      }
    }
    let flat = try x.reshape([shape[0], shape[1], -1])
    let across = [shape[0], 1] + points.array.shape.array[1..<dims + 1]
    func read(_ places: [Tensor]) throws -> Tensor {
      var (inside, index): (Tensor?, Tensor?) = (nil, nil)
      for (place, length) in zip(places, lengths).reversed() {
        let isIn = try place.ge(.int(0)).logicalAnd(place.lt(.int(length)))
        inside = try inside.map { try $0.logicalAnd(isIn) } ?? isIn
        let own = try clamp(.tensor(place), .int(0), .int(length - 1)).cast(to: .int64)
        index = try index.map { try $0 * .int(length) + own } ?? own
      }
      guard let inside, let index else { return x }
      let rows = try index.reshape([shape[0], 1, -1]).expand([shape[0], shape[1], index.array.count / shape[0]])
      let values = try gather(.tensor(flat), .int(2), .tensor(rows))
        .reshape([shape[0], shape[1]] + across.dropFirst(2))
      return try Tensor.where(inside.reshape(across), values, .double(0))
    }
    var sum: Tensor?
    // The first dimension of the points goes fastest.
    for number in 0..<taps.reduce(1, { $0 * $1.count }) {
      var (rest, places, weight): (Int, [Tensor], Tensor?) = (number, [], nil)
      for tap in taps {
        let (place, own) = tap[rest % tap.count]
        rest /= tap.count
        places.append(place)
        if let own { weight = try weight.map { try $0 * own } ?? own }
      }
      var part = try read(places)
      if let weight { part = try part * weight.reshape(across) }
      sum = try sum.map { try $0 + part } ?? part
    }
    return sum ?? x
  }

  /// The weight of an element at a distance by cubic interpolation.
  private static func cubicWeight(_ distance: Tensor) throws -> Tensor {
    let near = try (distance * .double(1.25) - .double(2.25)) * distance * distance + 1
    let far = try ((distance * .double(-0.75) + .double(3.75)) * distance - .double(6)) * distance + .double(3)
    return try Tensor.where(distance.detached().le(.int(1)), near, far)
  }

  /// Where coordinates from -1 to 1 lie along a dimension.
  private static func place(_ coordinate: Tensor, _ length: Int, _ sampling: GridSampling) throws -> Tensor {
    sampling.isAligned
      ? try (coordinate + 1) / 2 * .int(length - 1) : try ((coordinate + 1) * .int(length) - 1) / 2
  }

  /// Places that lie outside, brought back as the padding says.
  private static func folded(_ place: Tensor, _ length: Int, _ sampling: GridSampling) throws -> Tensor {
    var place = place
    if sampling.padding == .zeros { return place }
    if sampling.padding == .reflection {
      let low: Scalar = .double(sampling.isAligned ? 0 : -0.5)
      let span: Scalar = .int(sampling.isAligned ? length - 1 : length)
      if sampling.isAligned, length <= 1 { return try place * 0 }
      let away = try (place - low).abs()
      let turns = try floor(away.detached() / span)
      let rest = try away - turns * span
      let isEven = try remainderScalar(.tensor(turns), .int(2)).eq(.int(0))
      place = try Tensor.where(isEven, rest, span - rest) + low
    }
    // What is not a number is read at the first element.
    let numbers = try Tensor.where(place.detached().isNaN(), place.zerosLike(), place)
    return try clamp(.tensor(numbers), .int(0), .int(length - 1))
  }
}
