import Autograd
import TensorCore

extension Operator {
  /// Cells of recurrent networks, bilinear forms.
  static let recurrent: [Operator] = [
    lstmCell, lstmGates, lstmLayer, gruCell, rnnTanhCell, rnnReluCell, bilinear, bilinearForms,
  ]

  /// `x @ w.T + b`
  private static func gates(_ x: Argument, _ weight: Argument, _ bias: Argument) throws -> Tensor {
    try linear(x, weight, bias)
  }

  private static func chunks(_ x: Tensor, _ count: Int) throws -> [Tensor] {
    let size = x.array.shape[x.array.rank - 1] / count
    return try split.tensors(.tensor(x), .int(size), .int(-1))
  }

  /// What a cell with so many gates refuses of its arguments, before it computes anything.
  private static func checkCell(_ arguments: OperatorArguments, _ states: [Tensor], gates: Int) throws {
    func size(_ tensor: Tensor, _ dim: Int) throws -> Int { tensor.array.shape[try tensor.array.wrap(dim)] }
    let (x, own, past) = (try arguments.tensor(0), try arguments.tensor(2), try arguments.tensor(3))
    let (length, expected) = (try size(x, 1), try size(own, 1))
    guard length == expected else {
      throw TorchError(.runtime, "input has inconsistent input_size: got \(length) expected \(expected)")
    }
    let width = try size(past, 1)
    for (number, state) in states.enumerated() {
      let (rows, given) = (try size(x, 0), try size(state, 0))
      guard rows == given else {
        throw TorchError(.runtime, "Input batch size \(rows) doesn't match hidden\(number) batch size \(given)")
      }
      guard try size(state, 1) == width else {
        throw TorchError(
          .runtime, "hidden\(number) has inconsistent hidden_size: got \(try size(state, 1)), expected \(width)")
      }
    }
    for (name, weight) in [("weight_ih", own), ("weight_hh", past)] {
      let (rows, (wanted, overflow)) = (try size(weight, 0), width.multipliedReportingOverflow(by: gates))
      guard rows == wanted, !overflow else {
        throw TorchError(
          .runtime, "\(name) first dim must be \(gates) * hidden_size = \(wanted), but got \(rows)")
      }
    }
  }

  static let lstmCell: Operator = Operator(
    "lstm_cell(Tensor input, Tensor[] hx, Tensor w_ih, Tensor w_hh, Tensor? b_ih=None, Tensor? b_hh=None)"
      + " -> (Tensor, Tensor)",
    forms: .function,
    composite: { arguments in
      let state = try arguments.tensors(1)
      guard state.count == 2 else { throw TorchError(.runtime, "lstm_cell expects two hidden states") }
      try checkCell(arguments, state, gates: 4)
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
      try checkCell(arguments, [hidden], gates: 3)
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
        try checkCell(arguments, [arguments.tensor(1)], gates: 1)
        let past = try gates(arguments[1], arguments[3], arguments[5])
        return .tensor(try activation(past + gates(arguments[0], arguments[2], arguments[4])))
      })
  }
  static let rnnTanhCell: Operator = simpleCell("rnn_tanh_cell") { try $0.tanh() }
  static let rnnReluCell: Operator = simpleCell("rnn_relu_cell") { try relu($0) }

  /// What `bilinear` refuses.
  private static func checkForm(_ a: NDArray, _ b: NDArray, _ weight: NDArray, _ bias: NDArray?) throws {
    func fail(_ what: String) -> TorchError { TorchError(.runtime, "bilinear(): \(what)") }
    if [b.dtype, weight.dtype, bias?.dtype ?? a.dtype].contains(where: { $0 != a.dtype }) {
      let named = [("input1", a), ("input2", b), ("weight", weight)] + (bias.map { [("bias", $0)] } ?? [])
      throw TorchError(
        .runtime,
        "All tensors must have the same dtype, got "
          + named.map { "\($0): \($1.dtype.typeMetaName)" }.joined(separator: ", "))
    }
    if a.rank != b.rank { throw fail("input dimensions do not match: got \(a.rank) and \(b.rank)") }
    for dim in 0..<Swift.max(a.rank - 1, 0) where a.shape[dim] != b.shape[dim] {
      throw fail("input batch dimensions do not match at dim \(dim): got \(a.shape[dim]) and \(b.shape[dim])")
    }
    for (index, input) in [a, b].enumerated() {
      let length = input.shape[try NDArray.wrap(-1, rank: input.rank, allowsScalar: false)]
      let expected = weight.shape[try weight.wrap(index + 1)]
      if length != expected {
        throw fail("input\(index + 1) size does not match weight size: got \(length) but expected \(expected)")
      }
    }
    if let bias, bias.shape[try bias.wrap(0)] != weight.shape[0] {
      throw fail("bias size does not match weight size: got \(bias.shape[0]) but expected \(weight.shape[0])")
    }
  }

  /// `x @ weight[k] @ y` for each row of `x` and `y` and each `k`, one `k` after the other.
  private static func forms(_ x: NDArray, _ weight: NDArray, _ y: NDArray) throws -> NDArray {
    let (rows, count) = (x.shape[0], weight.shape[0])
    let result = try NDArray(empty: [rows, count], x.dtype)
    let columns = try y.unsqueeze(2)
    for number in 0..<count {
      let product = try x.unsqueeze(0).bmm(weight.narrow(0, number, 1)).view([rows, 1, weight.shape[2]])
      try result.narrow(1, number, 1).copy(from: product.bmm(columns).view([rows, 1]))
    }
    return result
  }

  /// `x @ weight[k] @ y` for each row of two matrices and each `k`, a column each.
  static let bilinearForms: Operator = Operator(
    "_bilinear_forms(Tensor i1, Tensor i2, Tensor i3) -> Tensor", module: .hidden, node: "TrilinearBackward0",
    inputs: [0, 1, 2], saving: [.input(0), .input(1), .input(2)], samples: .tensors([[3, 2], [4, 2, 3], [3, 3]]),
    forward: { try forms($0.array(0), $0.array(1), $0.array(2)) },
    backward: { call in
      // One `k` after the other, as the forms are made, so that nothing is made of the size of all weights but the gradient.
      let (x, weight, y) = (try call.saved(0).conj(), try call.saved(1).conj(), try call.saved(2).conj())
      let (count, isRecorded) = (weight.array.shape[0], GradMode.isEnabled)
      var sums: (x: Tensor?, y: Tensor?)
      var slices: [Tensor] = []
      let all = try call.needs(1) && !isRecorded ? NDArray(empty: weight.array.shape, weight.dtype) : nil
      func product(_ a: Tensor, _ b: Tensor) throws -> Tensor {
        try a.unsqueeze(0).bmm(b.unsqueeze(0)).squeeze(dim: 0)
      }
      for number in 0..<count {
        let column = try call.grad.narrow(1, number, 1)
        let matrix = try weight.select(0, number)
        let scaled = try y * column
        if call.needs(0) {
          let part = try product(scaled, matrix.t())
          sums.x = try sums.x.map { try $0 + part } ?? part
        }
        if call.needs(1) {
          let slice = try product(x.t(), scaled)
          if let all { try all.select(0, number).copy(from: slice.array) } else { slices.append(slice) }
        }
        if call.needs(2) {
          let part = try product(x, matrix) * column
          sums.y = try sums.y.map { try $0 + part } ?? part
        }
      }
      if call.needs(0) { try call.give(0, sums.x ?? x.zerosLike()) }
      if call.needs(1) {
        try call.give(1, all.map { Tensor($0) } ?? (slices.isEmpty ? weight.zerosLike() : Tensor.stack(slices)))
      }
      if call.needs(2) { try call.give(2, sums.y ?? y.zerosLike()) }
    })

  static let bilinear: Operator = Operator(
    "bilinear(Tensor input1, Tensor input2, Tensor weight, Tensor? bias=None) -> Tensor", forms: .function,
    composite: { arguments in
      let (a, b, weight) = (try arguments.tensor(0), try arguments.tensor(1), try arguments.tensor(2))
      try checkForm(a.array, b.array, weight.array, arguments.optionalArray(3))
      let shape = Array(a.array.shape.array.dropLast())
      let rows = shape.reduce(1, *)
      let (x, y) = (
        try a.reshape([rows, a.array.shape[a.array.rank - 1]]), try b.reshape([rows, b.array.shape[b.array.rank - 1]])
      )
      let form = try bilinearForms(.tensor(x), .tensor(weight), .tensor(y))
      let result = try form.reshape(shape + [weight.array.shape[0]])
      return .tensor(try arguments.optionalTensor(3).map { try result + $0 } ?? result)
    })
}
