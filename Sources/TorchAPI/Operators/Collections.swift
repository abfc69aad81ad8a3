import Autograd
import TensorCore

extension Operator {
  /// What is distinct, and what combines.
  static let collections: [Operator] = [
    unique, uniqueConsecutive, combinations, diagflat, rowStack,
  ]

  /// The values alone, or with what else was asked for.
  private static func selected(
    _ values: NDArray, _ inverse: NDArray?, _ counts: NDArray?
  ) -> OperatorResult {
    let more = [inverse, counts].compactMap { $0 }
    return more.isEmpty ? .tensor(Tensor(values)) : .tuple(([values] + more).map { Tensor($0) })
  }

  static let unique: Operator = Operator(
    "unique(Tensor self, bool sorted=True, bool return_inverse=False, bool return_counts=False, int? dim=None)"
      + " -> (Tensor, Tensor, Tensor)",
    composite: { arguments in
      let x = try arguments.array(0)
      let (inverse, counts) = (arguments.bool(2), arguments.bool(3))
      guard let dim = arguments.optionalInt(4) else {
        let r = try x.unique((inverse: inverse, counts: counts))
        return selected(r.values, inverse ? r.inverse : nil, counts ? r.counts : nil)
      }
      let r = try x.uniqueSlices(dim, consecutive: false)
      return selected(r.values, inverse ? r.inverse : nil, counts ? r.counts : nil)
    })
  static let uniqueConsecutive: Operator = Operator(
    "unique_consecutive(Tensor self, bool return_inverse=False, bool return_counts=False, int? dim=None)"
      + " -> (Tensor, Tensor, Tensor)",
    composite: { arguments in
      let x = try arguments.array(0)
      let (inverse, counts) = (arguments.bool(1), arguments.bool(2))
      guard let dim = arguments.optionalInt(3) else {
        let r = try x.uniqueConsecutive((inverse: inverse, counts: counts))
        return selected(r.values, inverse ? r.inverse : nil, counts ? r.counts : nil)
      }
      let r = try x.uniqueSlices(dim, consecutive: true)
      return selected(r.values, inverse ? r.inverse : nil, counts ? r.counts : nil)
    })

  static let combinations: Operator = Operator(
    "combinations(Tensor self, int r=2, bool with_replacement=False) -> Tensor", forms: .function,
    samples: .tensor([4], with: [[], [.int(3)], [.int(2), .bool(true)]]),
    composite: { arguments in
      let x = try arguments.tensor(0)
      let (size, repeats) = (try arguments.int(1, default: 2), arguments.bool(2))
      guard x.array.rank == 1 else {
        throw TorchError(.runtime, "Expect a 1D vector, but got shape \(x.array.shape.text)")
      }
      guard size >= 0 else {
        throw TorchError(.runtime, "Expect a non-negative number, but got \(size)")
      }
      if size == 0 { return .tensor(Tensor(try NDArray(zeros: [0], x.dtype))) }
      let count = x.array.count
      // PyTorch marks the wanted ones among all rows.
      var rowsOfAll = 1
      guard size <= 1 << 12 else { throw TorchError(.runtime, "std::bad_alloc") }
      for _ in 0..<size where rowsOfAll != 0 {
        let (product, overflow) = rowsOfAll.multipliedReportingOverflow(by: count)
        if overflow { throw TorchError.uncountable }
        rowsOfAll = product
      }
      try Storage.checkRoom(for: rowsOfAll, of: 1)
      let index = Tensor(try NDArray(combinationsOf: size, from: count, repeats: repeats))
      let rows = index.array.count / size
      return .tensor(
        try unsafeView(.tensor(indexSelect(.tensor(x), .int(0), .tensor(index))), .ints([rows, size])))
    })

  static let diagflat: Operator = Operator(
    "diagflat(Tensor self, int offset=0) -> Tensor", samples: .tensor([2, 2], with: [[], [.int(-1)]]),
    composite: { arguments in
      .tensor(try diagEmbed(.tensor(arguments.tensor(0).reshape([-1])), .int(arguments.int(1, default: 0))))
    })
  static let rowStack: Operator = Operator(
    "row_stack(Tensor[] tensors) -> Tensor", forms: [.function, .out], alias: vstack)
}
