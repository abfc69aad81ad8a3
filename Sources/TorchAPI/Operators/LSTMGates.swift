import Autograd
import TensorCore

extension Operator {
  /// The pointwise part of a step of an LSTM: the new hidden and cell state from the sums of the gates (input, forget,
  /// cell, output; side by side) and the old cell state. The third result holds the gates' values, for the gradient.
  static let lstmGates: Operator = Operator(
    "_lstm_gates(Tensor self, Tensor cell) -> (Tensor, Tensor, Tensor)", module: .functional, forms: .function,
    node: "LstmGatesBackward0", inputs: [0, 1], saving: [.input(0), .input(1), .result(1), .result(2)],
    samples: Samples { maker in [[.tensor(try maker.tensor([3, 8])), .tensor(try maker.tensor([3, 2]))]] },
    differentiableResults: 0..<2,
    forwards: { arguments in
      let step = try arguments.array(0).lstmStep(arguments.array(1))
      return [step.hidden, step.cell, step.gates]
    },
    backward: { call in
      let cell = try call.saved(1)
      guard !GradMode.isEnabled else { return try composedLSTMGradient(call, cell) }
      let gradient = try NDArray.lstmGradient(
        gates: call.saved(3).array, next: call.saved(2).array, old: cell.array, hidden: call.gradient(0)?.array,
        cell: call.gradient(1)?.array)
      call.give(0, Tensor(gradient.sums))
      call.give(1, Tensor(gradient.cell))
    })

  /// The same gradient of operators that can be differentiated again.
  private static func composedLSTMGradient(_ call: BackwardCall, _ cell: Tensor) throws {
    let width = cell.array.shape[1]
    let parts = try split.tensors(.tensor(call.saved(0)), .int(width), .int(-1))
    let (input, forget, output) = (try parts[0].sigmoid(), try parts[1].sigmoid(), try parts[3].sigmoid())
    let new = try parts[2].tanh()
    let squashed = try (forget * cell + input * new).tanh()
    let dh = try call.gradient(0) ?? cell.zerosLike()
    let dc = try call.gradient(1) ?? cell.zerosLike()
    let through = try dc + dh * output * (1 - squashed * squashed)
    try call.give(
      0,
      cat(
        .tensors([
          through * new * input * (1 - input), through * cell * forget * (1 - forget),
          through * input * (1 - new * new), dh * squashed * output * (1 - output),
        ]), .int(-1)))
    try call.give(1, through * forget)
  }
}
