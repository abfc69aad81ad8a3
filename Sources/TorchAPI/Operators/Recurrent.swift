import Autograd
import TensorCore

extension Operator {
  /// Cells of recurrent networks, bilinear forms.
  static let recurrent: [Operator] = [
    lstmCell, lstmGates, lstmLayer, gruCell, rnnTanhCell, rnnReluCell, bilinear,
  ]

  /// `x @ w.T + b`
  private static func gates(_ x: Argument, _ weight: Argument, _ bias: Argument) throws -> Tensor {
    try linear(x, weight, bias)
  }

  private static func chunks(_ x: Tensor, _ count: Int) throws -> [Tensor] {
    let size = x.array.shape[x.array.rank - 1] / count
    return try split.tensors(.tensor(x), .int(size), .int(-1))
  }

  static let lstmCell: Operator = Operator(
    "lstm_cell(Tensor input, Tensor[] hx, Tensor w_ih, Tensor w_hh, Tensor? b_ih=None, Tensor? b_hh=None)"
      + " -> (Tensor, Tensor)",
    forms: .function,
    composite: { arguments in
      let state = try arguments.tensors(1)
      guard state.count == 2 else { throw TorchError(.runtime, "lstm_cell expects two hidden states") }
      let all =
        try gates(arguments[0], arguments[2], arguments[4])
        + gates(.tensor(state[0]), arguments[3], arguments[5])
      let parts = try chunks(all, 4)
      let cell = try parts[1].sigmoid() * state[1] + parts[0].sigmoid() * parts[2].tanh()
      return .tuple([try parts[3].sigmoid() * cell.tanh(), cell])
    })

  static let gruCell: Operator = Operator(
    "gru_cell(Tensor input, Tensor hx, Tensor w_ih, Tensor w_hh, Tensor? b_ih=None, Tensor? b_hh=None) -> Tensor",
    forms: .function,
    composite: { arguments in
      let hidden = try arguments.tensor(1)
      let own = try chunks(gates(arguments[0], arguments[2], arguments[4]), 3)
      let past = try chunks(gates(arguments[1], arguments[3], arguments[5]), 3)
      let reset = try (past[0] + own[0]).sigmoid()
      let update = try (past[1] + own[1]).sigmoid()
      let new = try (own[2] + past[2] * reset).tanh()
      return .tensor(try (hidden - new) * update + new)
    })

  private static func simpleCell(_ name: String, _ activation: @escaping @Sendable (Tensor) throws -> Tensor)
    -> Operator
  {
    Operator(
      "\(name)(Tensor input, Tensor hx, Tensor w_ih, Tensor w_hh, Tensor? b_ih=None, Tensor? b_hh=None) -> Tensor",
      forms: .function,
      composite: { arguments in
        let past = try gates(arguments[1], arguments[3], arguments[5])
        return .tensor(try activation(past + gates(arguments[0], arguments[2], arguments[4])))
      })
  }
  static let rnnTanhCell: Operator = simpleCell("rnn_tanh_cell") { try $0.tanh() }
  static let rnnReluCell: Operator = simpleCell("rnn_relu_cell") { try relu($0) }

  static let bilinear: Operator = Operator(
    "bilinear(Tensor input1, Tensor input2, Tensor weight, Tensor? bias=None) -> Tensor", forms: .function,
    composite: { arguments in
      let (a, b, weight) = (try arguments.tensor(0), try arguments.tensor(1), try arguments.tensor(2))
      let shape = Array(a.array.shape.array.dropLast())
      let rows = shape.reduce(1, *)
      let (x, y) = (
        try a.reshape([rows, a.array.shape[a.array.rank - 1]]), try b.reshape([rows, b.array.shape[b.array.rank - 1]])
      )
      let form = try CompositeNode.record("TrilinearBackward0", [x, weight, y]) { tensors in
        let parts = tensors.compactMap { $0 }
        let product = try parts[0].unsqueeze(1).unsqueeze(2).matmul(parts[1].unsqueeze(0))
        return [try product.matmul(parts[2].unsqueeze(1).unsqueeze(3)).reshape([rows, weight.array.shape[0]])]
      }[0]
      let result = try form.reshape(shape + [weight.array.shape[0]])
      return .tensor(try arguments.optionalTensor(3).map { try result + $0 } ?? result)
    })
}
