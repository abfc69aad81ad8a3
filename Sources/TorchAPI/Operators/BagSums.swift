import Autograd
import TensorCore

extension Operator {
  /// What `embedding_bag` is made of.
  static let bags: [Operator] = [bagEnds, bagSums, bagMaxima]

  /// Where bags of indices begin and end, from where they begin; empty where there is no bag or the indices or offsets are
  /// none that a table of `rows` rows takes.
  static let bagEnds: Operator = Operator(
    "_bag_ends(Tensor indices, Tensor offsets, int rows, bool include_last_offset) -> Tensor", module: .functional,
    forms: .function,
    forward: { arguments in
      let (indices, offsets) = (try arguments.array(0), try arguments.array(1))
      let none = try NDArray(zeros: [0], .int64)
      guard [DType.int64, .int32].contains(indices.dtype), [DType.int64, .int32].contains(offsets.dtype) else {
        return none
      }
      if indices.count > 0 {
        let (least, greatest) = try indices.integerBounds()
        guard least >= 0, greatest < (try arguments.int(2)) else { return none }
      }
      let starts = try offsets.ints
      let ends = arguments.bool(3) ? starts : starts + [indices.count]
      guard ends.count > 1, ends[0] == 0, ends[ends.count - 1] <= indices.count,
        zip(ends, ends.dropFirst()).allSatisfy({ $0 <= $1 })
      else { return none }
      return try NDArray(integersFrom: ends.map { $0..<($0 + 1) })
    })

  /// The greatest of a table's rows, element by element, by bags as ``bagSums`` has them, and which rows these are of; 0
  /// where a bag is empty.
  static let bagMaxima: Operator = Operator(
    "_bag_maxima(Tensor weight, Tensor indices, Tensor ends) -> (Tensor, Tensor)", module: .functional,
    forms: .function, node: "EmbeddingBagBackward0", inputs: [0], saving: [.result(1), .input(2)],
    forwards: { arguments in
      let (weight, indices, ends) = (try arguments.array(0), try arguments.array(1), try arguments.array(2))
      for list in [indices, ends] where list.dtype != .int64 { throw mismatch(.int64, list.dtype) }
      guard weight.dtype == .float32 || weight.dtype == .float64 else {
        throw TorchError.notImplemented("_bag_maxima", for: weight.dtype)
      }
      let result = try weight.greatestOfRows(indices, ends: ends)
      return [result.values, result.places]
    },
    backward: { call in
      let (places, ends) = (try call.saved(0), try call.saved(1))
      var grad = try call.grad
      let limits = try ends.array.ints
      if zip(limits, limits.dropFirst()).contains(where: { $0 == $1 }) {
        let sizes = try ends.narrow(0, 1, limits.count - 1) - ends.narrow(0, 0, limits.count - 1)
        grad = try grad * sizes.gt(0).cast(to: grad.dtype).unsqueeze(1)
      }
      let zeros = Tensor(try NDArray(zeros: call.shape(0), grad.dtype))
      try call.give(0, scatterAdd(.tensor(zeros), .int(0), .tensor(places), .tensor(grad)))
    })

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
