import Autograd
import TensorCore

extension Operator {
  /// Quantiles, and how rows vary together.
  static let quantiles: [Operator] = [quantile, quantileTensor, nanquantile, nanquantileTensor, cov, corrcoef]

  /// What a call of `quantile` asks for.
  private struct QuantileCall {
    let x: Tensor
    let q: Tensor
    let dim: Int?
    let keepdim: Bool
    let interpolation: String
    let ignoresNaN: Bool

    /// - Throws: PyTorch's errors for types and values that do not fit.
    init(_ arguments: OperatorArguments, ignoresNaN: Bool) throws {
      x = try arguments.tensor(0)
      guard x.array.count > 0 else { throw TorchError(.runtime, "quantile() input tensor must be non-empty") }
      guard x.dtype == .float32 || x.dtype == .float64 else {
        throw TorchError(.runtime, "quantile() input tensor must be either float or double dtype")
      }
      if let tensor = arguments.optionalTensor(1) {
        q = tensor
        guard q.array.rank <= 1 else { throw TorchError(.runtime, "quantile() q must be a scalar or 1D tensor") }
        guard q.dtype == x.dtype else {
          throw TorchError(.runtime, "quantile() q tensor must be same dtype as the input tensor")
        }
      } else {
        let value = try arguments.double(1)
        guard value >= 0, value <= 1 else {
          throw TorchError(
            .runtime, "quantile() q must be in the range [0, 1] but got \(CFormat.shortest(value))")
        }
        q = Tensor(try NDArray(scalar: .double(value), x.dtype))
      }
      dim = arguments.optionalInt(2)
      keepdim = arguments.bool(3)
      interpolation = try arguments.string(4, default: "linear")
      guard ["linear", "lower", "higher", "midpoint", "nearest"].contains(interpolation) else {
        throw TorchError(
          .runtime,
          "quantile() interpolation must be one of linear, lower, higher, midpoint or nearest, but got \(interpolation)"
        )
      }
      if try q.array.elements.contains(where: { !($0.double >= 0 && $0.double <= 1) }) {
        throw TorchError(.runtime, "quantile() q values must be in the range [0, 1]")
      }
      self.ignoresNaN = ignoresNaN
    }

    /// The result.
    func evaluated() throws -> Tensor {
      let rank = x.array.rank
      let axis = try dim.map { try x.array.wrap($0) } ?? 0
      let flat = dim == nil || rank == 0
      var sorted: Tensor
      if flat || axis == rank - 1 {
        sorted = try sort.tensors(.tensor(flat ? x.reshape([-1]) : x), .int(-1))[0]
      } else {
        // The dimension changes places with a new one at the end, which stays or goes.
        sorted = try sort.tensors(.tensor(x.unsqueeze(-1).transpose(axis, -1)), .int(-1))[0]
        var sizes = x.array.shape.array
        if keepdim { sizes[axis] = 1 } else { sizes.remove(at: axis) }
        sorted = try sorted.view(sizes + [x.array.shape[axis]])
      }
      var results = try q.array.elements.map { value in
        ignoresNaN ? try pickedFromNumbers(sorted, value.double) : try picked(sorted, value.double)
      }
      if keepdim {
        results = try results.map { row in
          if flat { return try row.reshape([Int](repeating: 1, count: rank)) }
          return axis == rank - 1 ? try row.unsqueeze(-1) : row
        }
      }
      return q.array.rank == 0 ? results[0] : try Tensor.stack(results)
    }

    /// A place stays a dimension of size one until the end, which PyTorch squeezes away in place.
    private func squeezed(_ row: Tensor) throws -> Tensor {
      let own = row.base == nil ? row : try row.clone()
      return try squeezeDim.inPlace(OperatorArguments([.tensor(own), .int(-1)]))
    }

    /// Between two elements, as far behind the first one as the weight says.
    private func between(_ first: Tensor, _ second: Tensor, _ weight: Double, isExact: Bool) throws -> Tensor {
      switch interpolation {
      case "midpoint": return try lerpScalar(.tensor(first), .tensor(second), .double(isExact ? 0 : 0.5))
      default:
        let weight = Tensor(try NDArray(scalar: .double(weight), x.dtype))
        return try lerpTensor(.tensor(first), .tensor(second), .tensor(weight))
      }
    }

    private func picked(_ sorted: Tensor, _ value: Double) throws -> Tensor {
      let size = sorted.array.shape[sorted.array.rank - 1]
      let rank = x.dtype == .float32 ? Double(Float(value) * Float(size - 1)) : value * Double(size - 1)
      let low = rank.rounded(.down)
      let (first, second) = (Int(low), Swift.min(Int(low) + 1, size - 1))
      var picks = sorted.array.shape
      picks[picks.count - 1] = 1
      func place(_ index: Int) throws -> Tensor {
        try gather(.tensor(sorted), .int(-1), .tensor(Tensor(NDArray(full: picks, .int(index), .int64))))
      }
      var row =
        switch interpolation {
        case "lower": try place(first)
        case "higher": try place(rank == low ? first : second)
        case "nearest": try place(Int(rank.rounded(.toNearestOrEven)))
        default: try between(place(first), place(second), rank - low, isExact: rank == low)
        }
      // nan, which is sorted behind all numbers, makes the quantiles of its row nan.
      let isNaN = try isnan(sorted.detached().narrow(-1, size - 1, 1))
      if try isNaN.array.anyTrue() { row = try row.maskedFill(isNaN, .double(.nan)) }
      return try squeezed(row)
    }

    /// The same where nan does not count: each row has its own number of elements.
    private func pickedFromNumbers(_ sorted: Tensor, _ value: Double) throws -> Tensor {
      let counts = try isnan(sorted.detached()).logicalNot().sum([-1], keepdim: true)
      let type = x.dtype
      let highest = try counts.cast(to: type) - 1
      let ranks = try clampMin(.tensor(highest * .double(value)), .int(0))
      let (low, high) = (try floor(ranks), try ceil(ranks))
      func place(_ index: Tensor) throws -> Tensor {
        try gather(.tensor(sorted), .int(-1), .tensor(index.cast(to: .int64)))
      }
      let row: Tensor
      switch interpolation {
      case "lower": row = try place(low)
      case "higher": row = try place(high)
      case "nearest": row = try place(round(ranks))
      case "midpoint":
        let half = try (high - low) * .double(0.5)
        row = try lerpTensor(.tensor(place(low)), .tensor(place(high)), .tensor(half))
      default: row = try lerpTensor(.tensor(place(low)), .tensor(place(high)), .tensor(ranks - low))
      }
      return try squeezed(row)
    }
  }

  private static func quantile(_ schema: String, ignoresNaN: Bool) -> Operator {
    Operator(
      schema, forms: .pure,
      composite: { .tensor(try QuantileCall($0, ignoresNaN: ignoresNaN).evaluated()) })
  }
  private static let quantileOptions = "int? dim=None, bool keepdim=False, *, str interpolation='linear') -> Tensor"
  static let quantile: Operator = quantile(
    "quantile.scalar(Tensor self, float q, \(quantileOptions)", ignoresNaN: false)
  static let quantileTensor: Operator = quantile(
    "quantile(Tensor self, Tensor q, \(quantileOptions)", ignoresNaN: false)
  static let nanquantile: Operator = quantile(
    "nanquantile.scalar(Tensor self, float q, \(quantileOptions)", ignoresNaN: true)
  static let nanquantileTensor: Operator = quantile(
    "nanquantile(Tensor self, Tensor q, \(quantileOptions)", ignoresNaN: true)

  // MARK: Covariance

  static let cov: Operator = Operator(
    "cov(Tensor self, *, int correction=1, Tensor? fweights=None, Tensor? aweights=None) -> Tensor",
    composite: { arguments in
      .tensor(
        try covariance(
          arguments.tensor(0), arguments.int(1, default: 1), counts: arguments.optionalTensor(2),
          weights: arguments.optionalTensor(3)))
    })

  /// Raises where weights do not fit the observations.
  private static func checkWeights(_ weights: Tensor, _ name: String, _ observations: Int) throws {
    let isCount = name == "fweights"
    func refuse(_ text: String) -> TorchError { TorchError(.runtime, "cov(): \(text)") }
    guard weights.array.rank <= 1 else {
      throw refuse(
        "expected \(name) to have one or fewer dimensions but got \(name) with \(weights.array.rank) dimensions")
    }
    guard isCount ? weights.dtype.isIntegral : weights.dtype.isFloatingPoint else {
      throw refuse(
        "expected \(name) to have \(isCount ? "integral" : "floating point") dtype but got \(name) with"
          + " \(weights.dtype.scalarName) dtype")
    }
    guard weights.array.count == observations else {
      throw refuse(
        "expected \(name) to have the same numel as there are observations in the input but got"
          + " \(weights.array.count) != \(observations)")
    }
    if observations > 0, try weights.array.elements.contains(where: { $0.double < 0 }) {
      throw refuse("\(name) cannot be negative")
    }
  }

  private static func covariance(
    _ x: Tensor, _ correction: Int, counts: Tensor? = nil, weights: Tensor? = nil
  ) throws -> Tensor {
    guard x.array.rank <= 2 else {
      throw TorchError(
        .runtime,
        "cov(): expected input to have two or fewer dimensions but got an input with \(x.array.rank) dimensions")
    }
    if x.dtype == .bool { throw TorchError(.runtime, "cov(): bool dtype is not supported for input") }
    let rows = x.array.rank < 2 ? try x.reshape([1, x.array.count]) : x
    let observations = rows.array.shape[1]
    if let counts { try checkWeights(counts, "fweights", observations) }
    if let weights { try checkWeights(weights, "aweights", observations) }
    var factors = counts
    if let weights { factors = try factors.map { try $0 * weights } ?? weights }
    let total: Tensor
    let mean: Tensor
    if let factors {
      total = try factors.sum()
      guard try total.array.item().double != 0 else {
        throw TorchError(.runtime, "cov(): weights sum to zero, can't be normalized")
      }
      mean = try (rows * factors).sum([1]) / total
    } else {
      total = Tensor(try NDArray(scalar: .int(observations), .int64))
      mean = try rows.sum([1]) / total
    }
    // How many observations there are besides the mean, as the weights count them.
    var divisor: Tensor
    if let factors, let weights, correction != 0 {
      divisor = try total - .int(correction) * (factors * weights).sum() / total
    } else {
      divisor = correction == 0 ? total : try total - .int(correction)
    }
    if try divisor.array.item().double < 0 { divisor = try divisor.zerosLike() }
    let centred = try rows - mean.unsqueeze(1)
    let weighted = try factors.map { try centred * $0 } ?? centred
    let product = try centred.mm(weighted.t().conj()) / divisor
    return try squeeze(.tensor(product))
  }
  static let corrcoef: Operator = Operator(
    "corrcoef(Tensor self) -> Tensor",
    composite: { arguments in
      let x = try arguments.tensor(0)
      guard x.array.rank <= 2 else {
        throw TorchError(
          .runtime,
          "corrcoef(): expected input to have two or fewer dimensions but got an input with \(x.array.rank) dimensions")
      }
      let c = try covariance(x, 1)
      if c.array.rank == 0 { return .tensor(try c / c) }
      let diagonal = try c.diagonal()
      let deviation = try (c.dtype.isComplex ? diagonal.real() : diagonal).sqrt()
      let scaled = try c / deviation.view([-1, 1]) / deviation.view([1, -1])
      guard c.dtype.isComplex else { return .tensor(try clamp(.tensor(scaled), .int(-1), .int(1))) }
      let parts = try viewAsReal(.tensor(scaled))
      return .tensor(try viewAsComplex(.tensor(clamp(.tensor(parts), .int(-1), .int(1)))))
    })
}
