import Autograd
import TensorCore

extension Operator {
  /// Cells of recurrent networks, attention, bilinear forms.
  static let recurrent: [Operator] = [
    lstmCell, lstmGates, lstmLayer, gruCell, rnnTanhCell, rnnReluCell, scaledDotProductAttention, bilinear,
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

  static let scaledDotProductAttention: Operator = Operator(
    "scaled_dot_product_attention(Tensor query, Tensor key, Tensor value, Tensor? attn_mask=None, float dropout_p=0.0,"
      + " bool is_causal=False, *, float? scale=None, bool enable_gqa=False) -> Tensor",
    module: .functional, forms: .function,
    composite: { arguments in
      let inputs = [try arguments.tensor(0), try arguments.tensor(1), try arguments.tensor(2)]
      guard isFlashAttention(arguments, inputs) else {
        return .tensor(try attention(arguments, inputs[0], inputs[1], inputs[2]))
      }
      return .tensor(
        try CompositeNode.record("ScaledDotProductFlashAttentionForCpuBackward0", inputs) { tensors in
          let parts = tensors.compactMap { $0 }
          return [try attention(arguments, parts[0], parts[1], parts[2])]
        }[0])
    })

  /// Whether PyTorch computes attention in one operation: of four dimensions each, without chance or a mask that is
  /// learnt.
  private static func isFlashAttention(_ arguments: OperatorArguments, _ inputs: [Tensor]) -> Bool {
    inputs.allSatisfy { $0.array.rank == 4 && $0.array.count > 0 && $0.array.shape[3] == inputs[0].array.shape[3] }
      && (arguments.optionalDouble(4) ?? 0) == 0 && !(arguments.optionalTensor(3)?.requiresGrad ?? false)
  }

  private static func attention(
    _ arguments: OperatorArguments, _ q: Tensor, _ k: Tensor, _ v: Tensor
  ) throws -> Tensor {
    let size = q.array.shape[q.array.rank - 1]
    let scale = arguments.optionalDouble(6) ?? 1 / Double(size).squareRoot()
    var scores = try (q * .double(scale)).matmul(k.transpose(-2, -1))
    if arguments.bool(5) {
      if arguments.optionalTensor(3) != nil {
        throw TorchError(
          .runtime, "_scaled_dot_product_attention: Explicit attn_mask should not be set when is_causal=True")
      }
      let shape = Array(scores.array.shape.array.suffix(2))
      let ones = try NDArray(full: Dims(shape), .bool(true), .bool)
      let isAllowed = Tensor(try ones.triangle(lower: true, diagonal: 0, name: "tril"))
      scores = try scores.maskedFill(isAllowed.logicalNot(), .double(-.infinity))
    }
    if let mask = arguments.optionalTensor(3) {
      scores =
        mask.dtype == .bool
        ? try scores.maskedFill(mask.logicalNot(), .double(-.infinity)) : try scores + mask
    }
    var weights = try softmaxCore(.tensor(scores), .int(-1))
    let p = try arguments.double(4, default: 0)
    if p > 0 { weights = try dropout(.tensor(weights), .double(p), .bool(true)) }
    return try weights.matmul(v)
  }

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
