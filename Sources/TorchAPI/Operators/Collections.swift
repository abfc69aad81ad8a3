import Autograd
import TensorCore

extension Operator {
  /// What is distinct, what combines, and what sums up along a line.
  static let collections: [Operator] = [
    unique, uniqueConsecutive, combinations, diagflat, rowStack, cumulativeTrapezoid, cumulativeTrapezoidX,
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
      if arguments.optionalInt(4) != nil {
        throw TorchError(.notImplemented, "unique with dim= is not supported by nbrun")
      }
      let r = try arguments.array(0).unique()
      return selected(r.values, arguments.bool(2) ? r.inverse : nil, arguments.bool(3) ? r.counts : nil)
    })
  static let uniqueConsecutive: Operator = Operator(
    "unique_consecutive(Tensor self, bool return_inverse=False, bool return_counts=False, int? dim=None)"
      + " -> (Tensor, Tensor, Tensor)",
    composite: { arguments in
      if arguments.optionalInt(3) != nil {
        throw TorchError(.notImplemented, "unique_consecutive with dim= is not supported by nbrun")
      }
      let r = try arguments.array(0).uniqueConsecutive()
      return selected(r.values, arguments.bool(1) ? r.inverse : nil, arguments.bool(2) ? r.counts : nil)
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
      var places: [Scalar] = []
      var rows = 0
      var current: [Int] = []
      func extend(from start: Int) {
        if current.count == size {
          places += current.map(Scalar.int)
          rows += 1
          return
        }
        for next in start..<Swift.max(count, start) {
          current.append(next)
          extend(from: repeats ? next : next + 1)
          current.removeLast()
        }
      }
      extend(from: 0)
      let index = Tensor(try NDArray(places, shape: [rows * size], .int64))
      return .tensor(try indexSelect(.tensor(x), .int(0), .tensor(index)).reshape([rows, size]))
    })

  static let diagflat: Operator = Operator(
    "diagflat(Tensor self, int offset=0) -> Tensor", samples: .tensor([2, 2], with: [[], [.int(-1)]]),
    composite: { arguments in
      .tensor(try diagEmbed(.tensor(arguments.tensor(0).reshape([-1])), .int(arguments.int(1, default: 0))))
    })
  static let rowStack: Operator = Operator(
    "row_stack(Tensor[] tensors) -> Tensor", forms: [.function, .out], composite: { try vstack($0) })

  /// The areas below a line, summed up from its start.
  private static func areas(_ y: Tensor, _ x: Tensor?, _ step: Double, _ dim: Int) throws -> Tensor {
    let axis = try y.array.wrap(dim)
    let count = y.array.shape[axis]
    let pairs = try y.narrow(axis, 1, count - 1) + y.narrow(axis, 0, count - 1)
    var widths: Tensor?
    if let x {
      let place = x.array.rank == 1 ? 0 : try x.array.wrap(dim)
      guard x.array.shape[place] == count else {
        throw TorchError(
          .runtime, "There must be one `x` value for each sample point")
      }
      let gaps = try x.narrow(place, 1, count - 1) - x.narrow(place, 0, count - 1)
      var shape = [Int](repeating: 1, count: y.array.rank)
      shape[axis] = count - 1
      widths = x.array.rank == 1 ? try gaps.reshape(shape) : gaps
    }
    let weighted = try widths.map { try pairs * $0 / 2 } ?? mulScalar(.tensor(pairs), .double(step / 2))
    return try cumsum(.tensor(weighted), .int(axis))
  }
  static let cumulativeTrapezoid: Operator = Operator(
    "cumulative_trapezoid.dx(Tensor y, *, Scalar dx=1, int dim=-1) -> Tensor", forms: .function,
    composite: { .tensor(try areas($0.tensor(0), nil, $0.double(1, default: 1), $0.int(2, default: -1))) })
  static let cumulativeTrapezoidX: Operator = Operator(
    "cumulative_trapezoid.x(Tensor y, Tensor x, *, int dim=-1) -> Tensor", forms: .function,
    composite: { .tensor(try areas($0.tensor(0), $0.tensor(1), 1, $0.int(2, default: -1))) })
}
