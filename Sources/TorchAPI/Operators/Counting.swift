import Autograd
import TensorCore

extension Operator {
  /// Counting elements, by value, by interval and by place.
  static let counting: [Operator] = [
    bincount, histc, histogramOfEdges, histogram, histogramGrid, searchsorted, searchsortedNumber, bucketize,
    bucketizeNumber, unique2, nonzeroStatic,
  ]

  static let bincount: Operator = Operator(
    "bincount(Tensor self, Tensor? weights=None, SymInt minlength=0) -> Tensor", forms: .both,
    forward: { try $0.array(0).bincount(weights: $0.optionalArray(1), minLength: $0.int(2, default: 0)) })
  static let histc: Operator = Operator(
    "histc(Tensor self, int bins=100, Scalar min=0, Scalar max=0) -> Tensor",
    forward: {
      try $0.array(0).histc(
        bins: $0.int(1, default: 100), low: $0.double(2, default: 0), high: $0.double(3, default: 0))
    })

  // MARK: Searching

  private static func search(_ sequence: NDArray, _ values: NDArray, _ arguments: OperatorArguments) throws -> NDArray {
    let side = arguments.optionalString(4)
    if let side, side != "left", side != "right" {
      throw TorchError(.runtime, "torch.searchsorted(): side can only be 'left' or 'right' but got \(side)")
    }
    if arguments.bool(3), side == "left" {
      throw TorchError(
        .runtime,
        "torch.searchsorted(): side and right can't be set to opposites, got side of left while right was True")
    }
    return try sequence.searchsorted(
      values, right: arguments.bool(3) || side == "right", asInt32: arguments.bool(2),
      sorter: arguments.optionalArray(5))
  }
  private static let searchOptions =
    "*, bool out_int32=False, bool right=False, str? side=None, Tensor? sorter=None) -> Tensor"
  static let searchsorted: Operator = Operator(
    "searchsorted.Tensor(Tensor sorted_sequence, Tensor self, \(searchOptions)", forms: [.function, .out],
    forward: { try search($0.array(0), $0.array(1), $0) })
  static let searchsortedNumber: Operator = Operator(
    "searchsorted.Scalar(Tensor sorted_sequence, Scalar self, \(searchOptions)", forms: [.function, .out],
    forward: { arguments in
      let sequence = try arguments.array(0)
      return try search(sequence, NDArray(scalar: arguments.scalar(1), number(arguments.scalar(1))), arguments)
    })

  /// The type of a number that is sought among others.
  private static func number(_ value: Scalar) -> DType {
    value.dtype(default: TensorSession.bound?.defaultDType ?? .float32)
  }

  private static func bucketized(_ values: NDArray, _ arguments: OperatorArguments) throws -> NDArray {
    let edges = try arguments.array(1)
    guard edges.rank == 1 else {
      throw TorchError(.runtime, "boundaries tensor must be 1 dimension, but got dim(\(edges.rank))")
    }
    return try edges.searchsorted(values, right: arguments.bool(3), asInt32: arguments.bool(2))
  }
  static let bucketize: Operator = Operator(
    "bucketize.Tensor(Tensor self, Tensor boundaries, *, bool out_int32=False, bool right=False) -> Tensor",
    forms: [.function, .out], forward: { try bucketized($0.array(0), $0) })
  static let bucketizeNumber: Operator = Operator(
    "bucketize.Scalar(Scalar self, Tensor boundaries, *, bool out_int32=False, bool right=False) -> Tensor",
    forms: .function,
    forward: { try bucketized(NDArray(scalar: $0.scalar(0), number($0.scalar(0))), $0) })

  static let unique2: Operator = Operator(
    "_unique2(Tensor self, bool sorted=True, bool return_inverse=False, bool return_counts=False)"
      + " -> (Tensor, Tensor, Tensor)",
    forms: .function,
    forwards: { arguments in
      let x = try arguments.array(0)
      let r = try x.unique((inverse: true, counts: true))
      return [r.values, r.inverse, r.counts].compactMap { $0 }
    })

  static let nonzeroStatic: Operator = Operator(
    "nonzero_static(Tensor self, *, SymInt size, int fill_value=-1) -> Tensor",
    forward: { arguments in
      let size = try arguments.int(1)
      if size < 0 { throw TorchError(.runtime, "nonzero_static: 'size' must be an non-negative integer") }
      let x = try arguments.array(0)
      let places = try x.nonzero(atMost: size)
      let kept = places.shape[0]
      if kept == size { return try places.contiguous() }
      let result = try NDArray(full: [size, places.shape[1]], .int(arguments.int(2, default: -1)), .int64)
      try result.narrow(0, 0, kept).copy(from: places)
      return result
    })

  // MARK: Histograms

  static let histogramOfEdges: Operator = Operator(
    "histogram.bins_tensor(Tensor self, Tensor bins, *, Tensor? weight=None, bool density=False)"
      + " -> (Tensor hist, Tensor bin_edges)",
    forwards: { arguments in
      let x = try arguments.array(0)
      let edges = try arguments.array(1)
      let counts = try Histogram(
        x.reshape([x.count, 1]), edges: [edges], weights: arguments.optionalArray(2)?.reshape([-1]),
        name: "torch.histogram()"
      ).counts(density: arguments.bool(3))
      return [counts, try edges.clone()]
    })
  static let histogram: Operator = Operator(
    "histogram.bin_ct(Tensor self, int bins=100, *, float[]? range=None, Tensor? weight=None, bool density=False)"
      + " -> (Tensor hist, Tensor bin_edges)",
    forwards: { arguments in
      let x = try arguments.array(0)
      let rows = try x.reshape([x.count, 1])
      let edges = try Histogram.edges(
        rows, bins: [arguments.int(1, default: 100)], range: arguments.optionalDoubles(2), name: "torch.histogram()")
      let histogram = try Histogram(
        rows, edges: edges, weights: arguments.optionalArray(3)?.reshape([-1]), name: "torch.histogram()")
      return [try histogram.counts(density: arguments.bool(4)), edges[0]]
    })

  /// The counts of `histogramdd`, and behind them the edges along each dimension. Bins are numbers or tensors of edges.
  static let histogramGrid: Operator = Operator(
    "_histogramdd(Tensor self, int[]? bins, Tensor[]? edges, float[]? range, Tensor? weight, bool density) -> Tensor[]",
    module: .hidden,
    forwards: { arguments in
      let x = try arguments.array(0)
      guard x.rank >= 2 else {
        throw TorchError(
          .runtime, "torch.histogramdd: input tensor should have at least 2 dimensions, but got \(x.rank)")
      }
      let width = x.shape[x.rank - 1]
      let rows = try x.reshape([width == 0 ? 0 : x.count / width, width])
      let given = arguments.optionalInts(1)
      let count = try given?.count ?? arguments.tensors(2).count
      guard count == width else {
        throw TorchError(
          .runtime, "histogramdd: The size of bins must be equal to the innermost dimension of the input.")
      }
      let edges =
        try given.map { bins in
          try Histogram.edges(rows, bins: bins, range: arguments.optionalDoubles(3), name: "torch.histogramdd()")
        } ?? arguments.tensors(2).map(\.array)
      let histogram = try Histogram(
        rows, edges: edges, weights: arguments.optionalArray(4)?.reshape([-1]), name: "torch.histogramdd()")
      return [try histogram.counts(density: arguments.bool(5))] + edges
    })
}

/// Counts of points in the cells of a grid.
private struct Histogram {
  let points: NDArray
  let edges: [NDArray]
  let weights: NDArray?

  /// - Parameter points: one in each row.
  /// - Throws: PyTorch's errors for edges and weights that do not fit.
  init(_ points: NDArray, edges: [NDArray], weights: NDArray?, name: String) throws {
    let isGrid = name.hasPrefix("torch.histogramdd")
    guard isGrid ? points.dtype == .float32 || points.dtype == .float64 : points.dtype.isFloatingPoint else {
      throw TorchError.notImplemented(isGrid ? "histogramdd" : "histogram_cpu", for: points.dtype)
    }
    for (dim, axis) in edges.enumerated() {
      guard axis.dtype == points.dtype else {
        throw TorchError(
          .runtime,
          "torch.histogramdd: input tensor and bins tensors should have the same dtype, but got input with dtype"
            + " \(points.dtype.typeMetaName) and bins for dimension \(dim) with dtype \(axis.dtype.typeMetaName)")
      }
      guard axis.rank == 1 else {
        throw TorchError(
          .runtime,
          "torch.histogramdd: bins tensor should have one dimension, but got \(axis.rank) dimensions in the bins tensor"
            + " for dimension \(dim)")
      }
      guard axis.count > 1 else {
        throw TorchError(.runtime, "\(name): bins must be > 0, but got \(axis.count - 1) for dimension \(dim)")
      }
    }
    if let weights {
      guard weights.dtype == points.dtype else {
        throw TorchError(
          .runtime,
          "torch.histogramdd: if weight tensor is provided, input tensor and weight tensor should have the same dtype, but"
            + " got input(\(points.dtype.typeMetaName)), and weight(\(weights.dtype.typeMetaName))")
      }
      guard weights.count == points.shape[0] else {
        throw TorchError(
          .runtime,
          "torch.histogramdd: if weight tensor is provided it should have the same shape as the input tensor excluding its"
            + " innermost dimension, but got input with shape \(points.shape.text) and weight with shape"
            + " \(weights.shape.text)")
      }
    }
    self.points = points
    self.edges = edges
    self.weights = weights
  }

  /// Equal intervals along each dimension, over a range or over what there is.
  static func edges(_ points: NDArray, bins: [Int], range: [Double]?, name: String) throws -> [NDArray] {
    if let range, points.dtype.isIntegral {
      for end in range { try Factories.check(.double(end), fits: points.dtype) }
    }
    // The ends of what there is are looked for by a kernel that takes no other types.
    let isGrid = range == nil || name.hasPrefix("torch.histogramdd")
    guard isGrid ? points.dtype == .float32 || points.dtype == .float64 : points.dtype.isFloatingPoint else {
      let kernel = isGrid ? "histogramdd" : points.dtype == .bool ? "linspace_cpu" : "histogram_cpu"
      throw TorchError.notImplemented(kernel, for: points.dtype)
    }
    for (dim, count) in bins.enumerated() where count <= 0 {
      throw TorchError(.runtime, "\(name): bins must be > 0, but got \(count) for dimension \(dim)")
    }
    if let range, range.count != 2 * bins.count {
      throw TorchError(
        .runtime,
        "torch.histogramdd: for a \(bins.count)-dimensional histogram range should have \(2 * bins.count) elements, but"
          + " got \(range.count)")
    }
    return try bins.enumerated().map { dim, count in
      var (low, high) = (0.0, 1.0)
      if let range {
        (low, high) = (range[2 * dim], range[2 * dim + 1])
      } else if points.count > 0 {
        let column = try points.select(1, dim)
        low = try column.extremum(max: false, name: "amin").item().double
        high = try column.extremum(max: true, name: "amax").item().double
      }
      guard low.isFinite, high.isFinite else {
        throw TorchError(
          .runtime,
          "torch.histogramdd: dimension \(dim)'s range [\(CFormat.shortest(low)), \(CFormat.shortest(high))] is not finite"
        )
      }
      guard low <= high else {
        throw TorchError(
          .runtime,
          "torch.histogramdd: min should not exceed max, but got min \(CFormat.shortest(low)) max"
            + " \(CFormat.shortest(high)) for dimension \(dim)")
      }
      if low == high { (low, high) = (low - 0.5, high + 0.5) }
      return try NDArray(linspace: .double(low), to: .double(high), steps: count &+ 1, points.dtype)
    }
  }

  /// How many points, or how much weight, lies in each cell; the last one of each dimension holds its upper end.
  func counts(density: Bool) throws -> NDArray {
    let counts = try edges.count == 1 ? points.view([points.count]).countsBetween(edges[0], weights: weights) : cells()
    return try self.density(counts.cast(to: points.dtype), isWanted: density)
  }

  /// The same in a grid, in double precision.
  private func cells() throws -> NDArray {
    let limits = try edges.map { try $0.doubles }
    let shape = Dims(limits.map { $0.count - 1 })
    let result = try NDArray(zeros: shape, .float64)
    let strides = shape.contiguousStrides
    let (values, factors) = try (points.doubles, weights?.doubles)
    for row in 0..<points.shape[0] {
      var place = 0
      var isInside = true
      for (dim, limit) in limits.enumerated() {
        let value = values[row * limits.count + dim]
        guard let first = limit.first, let last = limit.last, value >= first, value <= last else {
          isInside = false
          break
        }
        // The first edge above the value, by halving.
        var (low, high) = (0, limit.count)
        while low < high {
          let middle = (low + high) / 2
          if limit[middle] <= value { low = middle + 1 } else { high = middle }
        }
        place += Swift.min(low - 1, limit.count - 2) * strides[dim]
      }
      guard isInside else { continue }
      result.setElement(at: place, .double(result.element(at: place).double + (factors?[row] ?? 1)))
    }
    return result
  }

  /// Counts, or their shares of the whole for each unit of length, area and so on.
  private func density(_ counts: NDArray, isWanted: Bool) throws -> NDArray {
    guard isWanted else { return counts }
    var divided = try counts.div(counts.sum(), as: counts.dtype)
    for (dim, axis) in edges.enumerated() {
      let size = axis.count - 1
      let lengths = try axis.narrow(0, 1, size).sub(axis.narrow(0, 0, size), as: axis.dtype)
      var wide = [Int](repeating: 1, count: edges.count)
      wide[dim] = size
      divided = try divided.div(lengths.view(wide), as: counts.dtype)
    }
    return divided
  }
}
