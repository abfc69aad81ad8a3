import Autograd
import TensorCore

extension Operator {
  /// Sums and means of a table's rows by bags of indices, which `ends` begins and ends: what `embedding_bag` computes
  /// where no row is padding and none is weighted.
  static let bagSums: Operator = Operator(
    "_bag_sums(Tensor weight, Tensor indices, Tensor ends, bool mean) -> Tensor", module: .functional,
    forms: .function, node: "EmbeddingBagBackward0", inputs: [0], saving: [.input(1), .input(2)],
    forward: { arguments in
      let (weight, indices, ends) = (try arguments.array(0), try arguments.array(1), try arguments.array(2))
      for list in [indices, ends] where list.dtype != .int64 { throw mismatch(.int64, list.dtype) }
      guard weight.dtype == .float32 || weight.dtype == .float64 else {
        throw TorchError.notImplemented("_bag_sums", for: weight.dtype)
      }
      return try weight.sumsOfRows(indices, ends: ends, isMean: arguments.bool(3))
    },
    backward: { call in
      let (indices, limits) = (try call.saved(0), try call.saved(1).array.ints)
      var grad = try call.grad
      let counts = zip(limits.dropFirst(), limits).map { $0 - $1 }
      if call.arguments.bool(3) {
        let shares = try NDArray(
          counts.map { .double(1 / Double(Swift.max($0, 1))) }, shape: [counts.count, 1], grad.dtype)
        grad = try grad * Tensor(shares)
      }
      let bags = counts.enumerated().flatMap { bag, count in [Scalar](repeating: .int(bag), count: count) }
      let rows = try indexSelect(
        .tensor(grad), .int(0), .tensor(Tensor(NDArray(bags, shape: [bags.count], .int64))))
      let used = try indices.narrow(0, limits[0], bags.count)
      let zeros = Tensor(try NDArray(zeros: call.shape(0), rows.dtype))
      try call.give(0, indexAdd.over(zeros, [.int(0), .tensor(used), .tensor(rows)]))
    })
}
