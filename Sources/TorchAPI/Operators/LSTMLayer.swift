import Autograd
import TensorCore

extension Operator {
  /// All steps of a layer of an LSTM in one direction: the hidden states, the last hidden and cell state, and a record
  /// for the gradient. `gates` holds what the inputs add to the gates, for every step.
  static let lstmLayer: Operator = Operator(
    "_lstm_layer(Tensor self, Tensor weight, Tensor hidden, Tensor cell, bool reverse)"
      + " -> (Tensor, Tensor, Tensor, Tensor)",
    module: .functional, forms: .function, node: "LstmLayerBackward0", inputs: [0, 1, 2, 3],
    saving: [.input(0), .input(1), .input(2), .input(3), .result(0), .result(3)],
    samples: Samples { maker in
      try [false, true].map {
        [
          .tensor(try maker.tensor([3, 2, 8])), .tensor(try maker.tensor([8, 2])), .tensor(try maker.tensor([2, 2])),
          .tensor(try maker.tensor([2, 2])), .bool($0),
        ]
      }
    },
    differentiableResults: 0..<3,
    forwards: { arguments in
      let layer = try arguments.array(0).lstmLayer(
        weight: arguments.array(1), hidden: arguments.array(2), cell: arguments.array(3), isReverse: arguments.bool(4))
      return [layer.out, layer.hidden, layer.cell, layer.record]
    },
    backward: { call in
      guard !GradMode.isEnabled else { return try composedLayerGradient(call) }
      let gradient = try LSTMLayerGradient(
        weight: call.saved(1).array, hidden: call.saved(2).array, cell: call.saved(3).array, out: call.saved(4).array,
        record: call.saved(5).array, isReverse: call.arguments.bool(4), outGradient: call.gradient(0)?.array,
        hiddenGradient: call.gradient(1)?.array, cellGradient: call.gradient(2)?.array
      ).computed()
      call.give(0, Tensor(gradient.gates))
      call.give(1, Tensor(gradient.weight))
      call.give(2, Tensor(gradient.hidden))
      call.give(3, Tensor(gradient.cell))
    })

  /// The same gradient of operators that can be differentiated again: those of the single steps.
  private static func composedLayerGradient(_ call: BackwardCall) throws {
    // A tensor of its own for each input: one of them may be computed from another.
    let inputs = try (0..<4).map { try KnownOperators.alias(call.saved($0)) }
    var (hidden, cell) = (inputs[2], inputs[3])
    let turned = try inputs[1].t()
    let steps = try unbind.tensors(.tensor(inputs[0]), .int(0))
    var out: [Tensor] = []
    let isReverse = call.arguments.bool(4)
    for step in isReverse ? steps.reversed() : steps {
      let state = try lstmGates.tensors(.tensor(step + hidden.mm(turned)), .tensor(cell))
      (hidden, cell) = (state[0], state[1])
      out.append(hidden)
    }
    let results = [try stack(.tensors(isReverse ? out.reversed() : out), .int(0)), hidden, cell]
    let given = results.indices.filter { call.gradient($0) != nil && results[$0].requiresGrad }
    let wanted = inputs.indices.filter { call.needs($0) }
    let gradients = try Engine.grad(
      given.map { results[$0] }, wanted.map { inputs[$0] }, gradients: given.map { call.gradient($0) },
      createGraph: true, allowUnused: true)
    for (index, gradient) in zip(wanted, gradients) { call.setResult(index, gradient) }
  }
}
