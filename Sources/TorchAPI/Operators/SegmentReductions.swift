import Autograd
import TensorCore

extension Operator {
  /// Reductions of the segments that lengths or offsets cut a dimension into.
  static let segmentReductions: [Operator] = [segmentReduce, segmentReduceBackward]

  /// The reduction, the segments and the number that each begins with, checked as PyTorch checks them.
  private static func segments(
    _ data: NDArray, _ reduce: Argument, _ lengths: NDArray?, _ offsets: NDArray?, axis: Int, isChecked: Bool,
    isUnsafe: Bool = false
  ) throws -> (SegmentReduction, Segments) {
    let axis = try data.wrap(axis)
    guard let limits = offsets ?? lengths else {
      throw TorchError(.runtime, "segment_reduce(): Either lengths or offsets must be defined.")
    }
    guard case .string(let name) = reduce else { throw TorchError(.runtime, "operator argument 1 is not a string") }
    let reduction = try SegmentReduction(named: name)
    let kind = offsets == nil ? "lengths" : "offsets"
    if isChecked {
      guard data.rank >= limits.rank else {
        throw TorchError(
          .runtime,
          "Expected data.dim() >= \(kind)_value.dim() to be true, but got false.  (Could this error message be improved?"
            + "  If so, please report an enhancement request to PyTorch.)")
      }
      guard axis == limits.rank - 1 else {
        throw TorchError(
          .runtime, "segment_reduce(): Expected axis to be the last dimension of \(kind) but got \(axis).")
      }
      if offsets == nil, !isUnsafe {
        if try limits.extremum(max: false, name: "min").element(at: 0).int < 0 {
          throw TorchError(.runtime, "lengths contains negative value!")
        }
        for sum in try limits.sum([-1]).elements where sum.double != Double(data.shape[axis]) {
          throw TorchError(
            .runtime,
            "segment_reduce(): Expected all rows of lengths along axis to sum to data.size(lengths.dim()-1) when"
              + " !unsafe.")
        }
      }
    }
    return (reduction, try Segments(of: data, axis: axis, limits, areOffsets: offsets != nil))
  }

  static let segmentReduce: Operator = Operator(
    "segment_reduce(Tensor data, str reduce, *, Tensor? lengths=None, Tensor? indices=None, Tensor? offsets=None,"
      + " int axis=0, bool unsafe=False, Scalar? initial=None) -> Tensor",
    forms: .function, node: "SegmentReduceBackward0", inputs: [0],
    saving: [.input(0), .input(2), .input(4), .result(0)],
    forward: { arguments in
      let data = try arguments.array(0)
      let (axis, initial) = (try arguments.int(5, default: 0), arguments.optionalScalar(7))
      _ = try data.wrap(axis)
      if arguments.optionalArray(3) != nil {
        throw TorchError(.runtime, "segment_reduce(): indices based reduction is not supported yet.")
      }
      let (lengths, offsets) = (arguments.optionalArray(2), arguments.optionalArray(4))
      guard data.rank > 0 || lengths == nil && offsets == nil else {
        // What has no dimensions has none that limits could be the last of.
        let limits = offsets ?? lengths
        throw TorchError(
          .runtime,
          limits?.rank == 0
            ? "segment_reduce(): Expected axis to be the last dimension of \(offsets == nil ? "lengths" : "offsets") but"
              + " got 0."
            : "Expected data.dim() >= \(offsets == nil ? "lengths" : "offsets")_value.dim() to be true, but got false. "
              + " (Could this error message be improved?  If so, please report an enhancement request to PyTorch.)")
      }
      if case .complex? = initial {
        throw TorchError(.runtime, "value cannot be converted to type \(data.dtype.cName) without overflow")
      }
      let (reduction, segments) = try segments(
        data, arguments[1], lengths, offsets, axis: axis, isChecked: true,
        isUnsafe: arguments.bool(6))
      return try data.reduced(reduction, segments, initial: initial?.double)
    },
    backward: { call in
      let arguments = call.arguments
      try call.give(
        0,
        segmentReduceBackward(
          .tensor(call.grad), .tensor(call.saved(3)), .tensor(call.saved(0)), arguments[1],
          call.optionalSaved(1).map { .tensor($0) } ?? .none, call.optionalSaved(2).map { .tensor($0) } ?? .none,
          .int(arguments.int(5, default: 0)), arguments.optionalScalar(7).map { .scalar($0) } ?? .none))
    })

  private static let segmentReduceBackward: Operator = Operator(
    "_segment_reduce_backward(Tensor grad, Tensor output, Tensor data, str reduce, Tensor? lengths, Tensor? offsets,"
      + " int axis, Scalar? initial) -> Tensor",
    module: .hidden, node: "NotImplemented", inputs: [0, 1, 2],
    forward: { arguments in
      let data = try arguments.array(2)
      let (reduction, segments) = try segments(
        data, arguments[3], arguments.optionalArray(4), arguments.optionalArray(5), axis: arguments.int(6),
        isChecked: false)
      return try data.segmentGradient(
        reduction, segments, initial: arguments.optionalScalar(7)?.double, arguments.array(0), arguments.array(1))
    })
}
