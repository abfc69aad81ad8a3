import Autograd
import TensorCore

extension Operator {
  /// Differences of neighbours, slopes, and areas below lines.
  static let differences: [Operator] =
    [diff, trapezoid, trapezoidX, trapz, trapzX, cumulativeTrapezoid, cumulativeTrapezoidX] + gradients

  static let diff: Operator = Operator(
    "diff(Tensor self, int n=1, int dim=-1, Tensor? prepend=None, Tensor? append=None) -> Tensor", forms: .pure,
    composite: { arguments in
      var x = try arguments.tensor(0)
      guard x.array.rank > 0 else {
        throw TorchError(.runtime, "diff expects input to be at least one-dimensional")
      }
      if x.array.count == 0, try arguments.int(1, default: 1) == 0, arguments.optionalTensor(3) == nil,
        arguments.optionalTensor(4) == nil
      {
        return .tensor(try x.clone())
      }
      let dim = try x.array.wrap(arguments.int(2, default: -1))
      for other in [arguments.optionalTensor(3), arguments.optionalTensor(4)].compactMap({ $0?.array }) {
        guard other.rank == x.array.rank else {
          throw TorchError(.runtime, "diff expects prepend or append to be the same dimension as input")
        }
        for place in 0..<other.rank where place != dim && other.shape[place] != x.array.shape[place] {
          throw TorchError(
            .runtime,
            "diff expects the shape of tensor to prepend or append to match that of input except along the differencing"
              + " dimension; input.size(\(place)) = \(x.array.shape[place]), but got tensor.size(\(place)) ="
              + " \(other.shape[place])")
        }
      }
      if (try arguments.int(1, default: 1)) == 0 { return .tensor(try x.clone()) }
      if arguments.optionalTensor(3) != nil || arguments.optionalTensor(4) != nil {
        x = try Tensor.cat([arguments.optionalTensor(3), x, arguments.optionalTensor(4)].compactMap { $0 }, dim: dim)
      }
      let times = try arguments.int(1, default: 1)
      if times < 0 { throw TorchError(.runtime, "order must be non-negative but got \(times)") }
      for _ in 0..<Swift.min(times, x.array.shape[dim] + 1) {
        let size = x.array.shape[dim]
        if size == 0 { break }
        let (after, before) = (try x.narrow(dim, 1, size - 1), try x.narrow(dim, 0, size - 1))
        x = x.dtype == .bool ? try logicalXor(after, before) : try after - before
      }
      return .tensor(x)
    })

  // MARK: Areas

  private static func checkAreNumbers(_ y: Tensor, _ x: Tensor?, _ name: String) throws {
    if y.dtype == .bool || x?.dtype == .bool {
      let argument = x == nil ? "`y`" : "`x` or `y`"
      throw TorchError(.runtime, "\(name): received a bool input for \(argument), but bool is not supported")
    }
  }

  /// The widths of the intervals between the places of samples, so that they go with the samples.
  private static func widths(_ x: Tensor, _ y: Tensor, _ axis: Int, _ name: String) throws -> Tensor {
    if x.array.rank != 1 {
      // Places of fewer dimensions get more in front.
      let missing = Swift.max(y.array.rank - x.array.rank, 0)
      let x = missing == 0 ? x : try x.view([Int](repeating: 1, count: missing) + x.array.shape.array)
      let gaps = Swift.max(x.array.shape[axis] - 1, 0)
      return try x.narrow(axis, x.array.shape[axis] - gaps, gaps) - x.narrow(axis, 0, gaps)
    }
    let size = x.array.shape[0]
    if size != y.array.shape[axis] {
      throw TorchError(.runtime, "\(name): There must be one `x` value for each sample point")
    }
    let gaps = try x.narrow(0, 1, size - 1) - x.narrow(0, 0, size - 1)
    return try gaps.view([size - 1] + [Int](repeating: 1, count: y.array.rank - 1 - axis))
  }

  private static func trapezoid(_ arguments: OperatorArguments, hasPlaces: Bool) throws -> OperatorResult {
    let y = try arguments.tensor(0)
    let dim = try arguments.int(2, default: -1)
    if y.array.rank == 0 {
      throw TorchError(
        .index, "Dimension specified as \(hasPlaces ? 0 : dim) but tensor has no dimensions")
    }
    let axis = try y.array.wrap(dim)
    let size = y.array.shape[axis]
    if size == 0 { return .tensor(try mulScalar(.tensor(y.sum([axis])), .double(1))) }
    try checkAreNumbers(y, hasPlaces ? arguments.tensor(1) : nil, "trapezoid")
    if hasPlaces {
      let x = try arguments.tensor(1)
      let step = try widths(x, y, axis, "trapezoid")
      let (left, right) = (try y.narrow(axis, 0, size - 1), try y.narrow(axis, 1, size - 1))
      return .tensor(try divScalar(.tensor(((left + right) * step).sum([axis])), .double(2)))
    }
    switch arguments.optionalScalar(1) {
    case .complex, .bool: throw TorchError(.runtime, "trapezoid: Currently, we only support dx as a real number.")
    default: break
    }
    let total = try y.sum([axis])
    let ends = try mulScalar(.tensor(y.select(axis, 0) + y.select(axis, size - 1)), .double(0.5))
    return .tensor(try mulScalar(.tensor(total - ends), .double(arguments.double(1, default: 1))))
  }
  static let trapezoid: Operator = Operator(
    "trapezoid.dx(Tensor y, *, Scalar dx=1, int dim=-1) -> Tensor", forms: .function,
    composite: { try trapezoid($0, hasPlaces: false) })
  static let trapezoidX: Operator = Operator(
    "trapezoid.x(Tensor y, Tensor x, *, int dim=-1) -> Tensor", forms: .function,
    composite: { try trapezoid($0, hasPlaces: true) })
  static let trapz: Operator = Operator(
    "trapz.dx(Tensor y, *, float dx=1, int dim=-1) -> Tensor", forms: .function,
    composite: { try trapezoid($0, hasPlaces: false) })
  static let trapzX: Operator = Operator(
    "trapz.x(Tensor y, Tensor x, *, int dim=-1) -> Tensor", forms: .function,
    composite: { try trapezoid($0, hasPlaces: true) })

  /// The areas below a line, summed up from its start.
  private static func areas(_ arguments: OperatorArguments, hasPlaces: Bool) throws -> OperatorResult {
    let y = try arguments.tensor(0)
    if y.array.rank == 0 { throw TorchError(.index, "slice() cannot be applied to a 0-dim tensor.") }
    let axis = try y.array.wrap(arguments.int(2, default: -1))
    try checkAreNumbers(y, hasPlaces ? arguments.tensor(1) : nil, "cumulative_trapezoid")
    let size = y.array.shape[axis]
    if size == 0 { return .tensor(y) }
    let pairs = try y.narrow(axis, 1, size - 1) + y.narrow(axis, 0, size - 1)
    if hasPlaces {
      let x = try arguments.tensor(1)
      let step = try widths(x, y, axis, "cumulative_trapezoid")
      return .tensor(try cumsum(.tensor(divScalar(.tensor(pairs * step), .double(2))), .int(axis)))
    }
    let step = try arguments.double(1, default: 1)
    return .tensor(try cumsum(.tensor(mulScalar(.tensor(pairs), .double(step / 2))), .int(axis)))
  }
  static let cumulativeTrapezoid: Operator = Operator(
    "cumulative_trapezoid.dx(Tensor y, *, Scalar dx=1, int dim=-1) -> Tensor", forms: .function,
    composite: { try areas($0, hasPlaces: false) })
  static let cumulativeTrapezoidX: Operator = Operator(
    "cumulative_trapezoid.x(Tensor y, Tensor x, *, int dim=-1) -> Tensor", forms: .function,
    composite: { try areas($0, hasPlaces: true) })

  // MARK: Slopes

  /// The places of samples along a dimension: all at one distance, or each where a tensor says.
  private enum Spacing {
    case step(Scalar)
    case places(Tensor)
  }

  /// The overloads of `gradient`, by the types of the spacing and of the dimensions.
  private static let gradients: [Operator] = [
    gradient("scalarint", "Scalar? spacing=None, int? dim=None"), gradient("scalararray", "Scalar spacing, int[] dim"),
    gradient("array", "int[] dim"), gradient("scalarrayint", "Scalar[] spacing, int? dim=None"),
    gradient("scalarrayarray", "Scalar[] spacing, int[] dim"),
    gradient("tensorarrayint", "Tensor[] spacing, int? dim=None"),
    gradient("tensorarray", "Tensor[] spacing, int[] dim"),
  ]

  private static func gradient(_ overload: String, _ parameters: String) -> Operator {
    let hasSpacing = parameters.contains("spacing")
    return Operator(
      "gradient.\(overload)(Tensor self, *, \(parameters), int edge_order=1) -> Tensor[]", forms: .function,
      composite: { arguments in
        let x = try arguments.tensor(0)
        let place = hasSpacing ? 2 : 1
        let order = try arguments.int(place + 1, default: 1)
        guard x.dtype != .uint8 else { throw TorchError(.runtime, "torch.gradient does not support uint8 input.") }
        var dims: [Int]?
        switch arguments[place] {
        case .int(let dim): dims = [dim]
        case .ints(let list): dims = list
        default: break
        }
        let spacing = try spacings(hasSpacing ? arguments[1] : .none, dims: dims, rank: x.array.rank)
        guard order == 1 || order == 2 else {
          throw TorchError(.runtime, "torch.gradient only supports edge_order=1 and edge_order=2.")
        }
        _ = try x.array.reductionDims(dims)
        let axes =
          try dims.map { try $0.map { try NDArray.wrap($0, rank: x.array.rank, allowsScalar: false) } }
          ?? Array(0..<x.array.rank)
        for axis in axes where x.array.shape[axis] < order + 1 {
          throw TorchError(.runtime, "torch.gradient expected each dimension size to be at least edge_order+1")
        }
        return .tuple(try zip(axes, spacing).map { try slopes(x, $0, $1, order: order) })
      })
  }

  /// The spacing for each dimension.
  private static func spacings(_ argument: Argument, dims: [Int]?, rank: Int) throws -> [Spacing] {
    let count = dims?.count ?? rank
    func checked(_ list: [Spacing]) throws -> [Spacing] {
      guard list.count == count else {
        throw TorchError(
          .runtime,
          dims == nil
            ? "torch.gradient expected spacing to be unspecified, a scalar, or a list of length equal to 'self.dim() ="
              + " \(rank)', since dim argument was not given, but got a list of length \(list.count)"
            : "torch.gradient expected spacing to be unspecified, a scalar or it's spacing and dim arguments to have the"
              + " same length, but got a spacing argument of length \(list.count) and a dim argument of length \(count)."
        )
      }
      return list
    }
    switch argument {
    case .scalar(let step): return [Spacing](repeating: .step(step), count: count)
    case .scalars(let steps): return try checked(steps.map { .step($0) })
    case .tensors(let places):
      for tensor in places where tensor.array.rank != 1 {
        throw TorchError(
          .runtime,
          "torch.gradient expected each element of spacing to have one dimension, but got an element with"
            + " \(tensor.array.rank) dimensions!")
      }
      return try checked(places.map { .places($0) })
    default: return [Spacing](repeating: .step(.int(1)), count: count)
    }
  }

  private static func slopes(_ x: Tensor, _ axis: Int, _ spacing: Spacing, order: Int) throws -> Tensor {
    let size = x.array.shape[axis]
    func at(_ start: Int, _ length: Int = 1) throws -> Tensor {
      try x.narrow(axis, start < 0 ? start + size : start, length)
    }
    let (first, middle, last): (Tensor, Tensor, Tensor)
    switch spacing {
    case .step(let step):
      middle = try (at(2, size - 2) - at(0, size - 2)) / step / 2
      if order == 1 {
        first = try (at(1) - at(0)) / step
        last = try (at(-1) - at(-2)) / step
      } else {
        first = try (-1.5 * at(0) + 2 * at(1) - 0.5 * at(2)) / step
        last = try (0.5 * at(-3) - 2 * at(-2) + 1.5 * at(-1)) / step
      }
    case .places(let places):
      let count = places.array.count
      let gaps = try places.narrow(0, 1, count - 1) - places.narrow(0, 0, count - 1)
      var shape = [Int](repeating: 1, count: x.array.rank)
      shape[axis] = -1
      let left = try gaps.narrow(0, 0, count - 2).reshape(shape)
      let right = try gaps.narrow(0, 1, count - 2).reshape(shape)
      let both = try left + right
      let (a, b, c) = (try -right / (left * both), try (right - left) / (left * right), try left / (right * both))
      middle = try a * at(0, size - 2) + b * at(1, size - 2) + c * at(2, size - 2)
      func gap(_ place: Int) throws -> Tensor { try gaps.select(0, place) }
      if order == 1 {
        first = try (at(1) - at(0)) / gap(0)
        last = try (at(-1) - at(-2)) / gap(-1)
      } else {
        // A parabola through the three samples at each end.
        func end(_ near: Tensor, _ far: Tensor, _ samples: (Tensor, Tensor, Tensor)) throws -> Tensor {
          let sum = try near + far
          return try -(2 * near + far) / (near * sum) * samples.0 + sum / (near * far) * samples.1
            - near / (far * sum) * samples.2
        }
        first = try end(gap(0), gap(1), (at(0), at(1), at(2)))
        last = try -end(gap(-1), gap(-2), (at(-1), at(-2), at(-3)))
      }
    }
    return try Tensor.cat([first, middle, last], dim: axis)
  }
}
