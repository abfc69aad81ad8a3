import TensorCore

/// The node of gradients that may not be differentiated again: its formula is an error.
package final class DelayedErrorNode: Node {
  private let error: TorchError
  private let ownName: String

  private init(_ error: TorchError, name: String) {
    self.error = error
    ownName = name
    super.init()
  }

  package override var name: String { ownName }

  override func apply(_ call: BackwardCall) throws { throw error }

  /// The tensor as the result of an operation of `inputs` that has no derivative.
  package static func refusing(_ error: TorchError, _ result: Tensor, of inputs: [Tensor?]) -> Tensor {
    let node = DelayedErrorNode(error, name: "NotImplemented")
    for input in inputs { node.addEdge(input.map(Edge.init(to:)) ?? Edge(nil)) }
    let refusing = result.detached()
    refusing.setNode(node, outputIndex: node.addOutput(GradientMetadata(result.array)))
    return refusing
  }

  /// Tensors with the values of these whose derivatives are refused with `message`.
  package static func refusing(_ message: String, _ tensors: [Tensor?]) -> [Tensor?] {
    let node = DelayedErrorNode(TorchError(.runtime, message), name: "Error")
    return tensors.map { tensor in
      guard let tensor else { return nil }
      let leaf = tensor.detached()
      leaf.leafRequiresGrad = true
      node.addInput(leaf)
      let result = tensor.detached()
      result.setNode(node, outputIndex: node.addOutput(GradientMetadata(tensor.array)))
      return result
    }
  }
}
