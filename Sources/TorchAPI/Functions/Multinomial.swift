import TensorCore

/// Draws of indices with given weights (`torch.multinomial`, `aten/src/ATen/native/Distributions.cpp`).
struct Multinomial {
  private let weights: NDArray
  private let count: Int
  private let replaces: Bool

  /// Draws `count` indices from each row of `weights`.
  ///
  /// - Throws: PyTorch's errors for weights that are no distribution.
  init(_ weights: NDArray, count: Int, replaces: Bool) throws {
    guard weights.rank == 1 || weights.rank == 2 else {
      throw TorchError(.runtime, "prob_dist must be 1 or 2 dim")
    }
    guard weights.dtype.isFloatingPoint else {
      throw TorchError(
        .runtime,
        "multinomial only supports floating-point dtypes for input, got: \(weights.dtype.scalarName)")
    }
    guard count > 0 else { throw TorchError(.runtime, "cannot sample n_sample <= 0 samples") }
    let width = weights.shape[weights.rank - 1]
    guard replaces || count <= width else {
      throw TorchError(
        .runtime, "cannot sample n_sample > prob_dist.size(-1) samples without replacement")
    }
    self.weights = weights
    self.count = count
    self.replaces = replaces
  }

  /// The indices.
  func draw(_ generator: Generator) throws -> NDArray {
    let width = weights.shape[weights.rank - 1]
    let rows = weights.rank == 2 ? weights.shape[0] : 1
    let (draws, overflow) = rows.multipliedReportingOverflow(by: count)
    try Storage.checkRoom(for: overflow ? Int.max : draws, of: MemoryLayout<Int>.stride)
    if weights.count > 0 {
      // nan is both the least and the greatest.
      let least = try weights.extremum(max: false, name: "amin").element(at: 0).double
      let greatest = try weights.extremum(max: true, name: "amax").element(at: 0).double
      if replaces && count > 1 {
        // The loop goes from one probability to the next.
        let strange = try weights.doubles.first { !($0 >= 0 && $0.isFinite) }
        if let strange {
          throw TorchError(
            .runtime,
            "invalid multinomial distribution (encountering probability entry "
              + (strange >= 0 ? "= infinity or NaN)" : "< 0)"))
        }
      }
      guard least >= 0, greatest.isFinite else {
        throw TorchError(.runtime, "probability tensor contains either `inf`, `nan` or element < 0")
      }
    }
    // The sum of numbers that are not negative is positive if one of them is.
    guard try rows == 0 || width > 0 && weights.extremum(max: true, [-1], name: "amax").allTrue() else {
      throw TorchError(.runtime, "invalid multinomial distribution (sum of probabilities <= 0)")
    }
    guard replaces && count > 1 else { return try byExponentials(generator) }
    let indices = try withReplacement(weights.doubles, rows, width, generator)
    let shape: Dims = weights.rank == 2 ? [rows, count] : [count]
    return try NDArray(indices.map { .int($0) }, shape: shape, .int64)
  }

  /// The indices of the largest weights divided by exponential draws.
  private func byExponentials(_ generator: Generator) throws -> NDArray {
    let draws = try NDArray(emptyLike: weights, weights.dtype)
    try draws.fillExponential(generator, rate: 1)
    return try weights.div(draws, as: weights.dtype, into: draws).topk(count, dim: -1, largest: true).indices
  }

  /// Indices found in the running sums of the weights.
  private func withReplacement(_ values: [Double], _ rows: Int, _ width: Int, _ generator: Generator) throws -> [Int] {
    let isDouble = weights.dtype == .float64
    func rounded(_ value: Double) -> Double { isDouble ? value : Double(Float(value)) }
    return (0..<rows).flatMap { row in
      var sums: [Double] = []
      var sum = 0.0
      for value in values[(row * width)..<((row + 1) * width)] {
        sum = rounded(sum + value)
        sums.append(sum)
      }
      sums = sums.map { rounded($0 / sum) }
      if let last = sums.indices.last { sums[last] = 1 }
      return (0..<count).map { _ in
        let draw = generator.uniform53()
        return min(sums.firstIndex { $0 >= draw } ?? width - 1, width - 1)
      }
    }
  }
}
