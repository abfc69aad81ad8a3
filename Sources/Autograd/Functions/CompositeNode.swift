import TensorCore

/// The node of a function that is one operation to PyTorch and is made of several here.
///
/// The function runs on stand-ins of its inputs, and the graph of that run lies hidden in the node. A pass that records
/// (`create_graph=True`) runs the function again on the inputs themselves, so that gradients of gradients reach them.
package final class CompositeNode: Node {
  private let ownName: String
  private let body: ([Tensor?]) throws -> [Tensor]
  private var innerInputs: [Tensor?]
  private var innerOutputs: [Tensor]
  /// Whether the function is linear: its gradient needs no input, and the node can be run any number of times.
  private let isLinear: Bool
  /// Whether every output is recorded, and the gradient of an input that it does not depend on is zero.
  private let fillsZeros: Bool
  /// Why the gradient of an input has none itself; nil where it has one.
  private let refusal: @Sendable (Int) -> TorchError?

  private init(
    _ name: String, isLinear: Bool, fillsZeros: Bool, refusal: @escaping @Sendable (Int) -> TorchError?,
    _ body: @escaping ([Tensor?]) throws -> [Tensor],
    _ innerInputs: [Tensor?],
    _ innerOutputs: [Tensor]
  ) {
    ownName = name
    self.isLinear = isLinear
    self.fillsZeros = fillsZeros
    self.refusal = refusal
    self.body = body
    self.innerInputs = innerInputs
    self.innerOutputs = innerOutputs
    super.init()
  }

  package override var name: String { ownName }

  /// Runs `body` on the inputs and records it as one node.
  ///
  /// - Parameters:
  ///   - name: The node's name.
  ///   - inputs: The inputs in the order of the node's edges; nil for one left out.
  ///   - isLinear: Whether the outputs are linear in the inputs, so that nothing is saved of these.
  ///   - fillsZeros: Whether every output is recorded, and inputs that it does not depend on get zeros.
  ///   - refusal: Why the gradient of an input has no gradient itself; nil where it has one.
  ///   - body: Computes the outputs by recorded operations. It must give the same each time it runs.
  package static func record(
    _ name: String, _ inputs: [Tensor?], isLinear: Bool = false, fillsZeros: Bool = false,
    refusal: @escaping @Sendable (Int) -> TorchError? = { _ in nil }, _ body: @escaping ([Tensor?]) throws -> [Tensor]
  ) throws -> [Tensor] {
    // What it is made of casts nothing by itself: to PyTorch it is one operation.
    guard GradMode.isEnabled, inputs.contains(where: { $0?.requiresGrad ?? false }) else {
      return try Autocast.suspended { try body(inputs) }
    }
    let session = try TensorSession.current
    let standIns = inputs.map { input in
      input.map { input in
        let leaf = input.detached()
        leaf.leafRequiresGrad = input.requiresGrad
        return leaf
      }
    }
    let outputs = try TensorSession.withoutPacking { try Autocast.suspended { try body(standIns) } }
    let node = CompositeNode(
      name, isLinear: isLinear, fillsZeros: fillsZeros, refusal: refusal, body, standIns, outputs)
    for input in inputs {
      node.addEdge(input.map(Edge.init(to:)) ?? Edge(nil))
      if !isLinear { try node.save(input) }
    }
    if let audit = session.audit, audit.isNoting {
      node.replay = NodeReplay(
        inputs: try inputs.map { try $0.map { try NodeReplay.copy(of: $0.array) } }, line: audit.currentLine(),
        generator: session.generator.copy()
      ) { arrays in
        try GradMode.with(false) { try body(arrays.map { $0.map { Tensor($0) } }).map(\.array) }
      }
    }
    return outputs.enumerated().map { index, output in
      node.addOutput(GradientMetadata(output.array))
      return output.requiresGrad || fillsZeros ? Tensor(output.array, node: node, outputIndex: index) : output
    }
  }

  override func apply(_ call: BackwardCall) throws {
    // The backward of one operation is another one, which `torch.autocast` leaves alone.
    try Autocast.suspended { try differentiate(call) }
  }

  private func differentiate(_ call: BackwardCall) throws {
    try checkSaved()
    if isReleased { throw SavedTensor.releasedError }
    try beginRun()
    defer { endRun() }
    var (sources, outputs) = (innerInputs, innerOutputs)
    if GradMode.isEnabled, !isLinear {
      sources = try (0..<edgeCount).map { index in
        guard let tensor = try saved(index), needsGradient(index) else { return try saved(index) }
        // A tensor of its own for each input: one of them may be computed from another.
        return try call.session.operations.slice(tensor, at: tensor.array, of: tensor.array)
      }
      outputs = try body(sources)
    }
    let wanted = (0..<edgeCount).filter { needsGradient($0) }
    let targets = wanted.compactMap { sources[$0].map { Edge(to: $0) } }
    let roots = outputs.indices.compactMap { index -> (edge: Edge, gradient: Tensor?)? in
      guard let gradient = call.gradient(index), outputs[index].requiresGrad else { return nil }
      return (Edge(to: outputs[index]), gradient)
    }
    if !roots.isEmpty, targets.count == wanted.count {
      let pass = BackwardPass(session: call.session, keepsGraph: true)
      for (index, gradient) in zip(wanted, try pass.run(roots: roots, targets: targets, accumulates: false)) {
        if GradMode.isEnabled, let gradient, let error = refusal(index) {
          call.setResult(index, DelayedErrorNode.refusing(error, gradient, of: call.gradients + sources))
        } else {
          call.setResult(index, gradient)
        }
      }
    }
    guard fillsZeros else { return }
    for index in wanted where call.result(index) == nil {
      if let source = sources[index] { call.setResult(index, try call.session.operations.zerosLike(source.array)) }
    }
  }

  override func releaseSaved() {
    super.releaseSaved()
    if isLinear { return }
    innerInputs = []
    innerOutputs = []
  }
}
