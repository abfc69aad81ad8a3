import TensorCore

/// The node of gradients that may not be differentiated again: its formula is an error.
package final class DelayedErrorNode: Node {
  private let message: String

  private init(_ message: String) {
    self.message = message
    super.init()
  }

  package override var name: String { "Error" }

  override func apply(_ call: BackwardCall) throws { throw TorchError(.runtime, message) }

  /// Tensors with the values of these whose derivatives are refused with `message`.
  package static func refusing(_ message: String, _ tensors: [Tensor?]) -> [Tensor?] {
    let node = DelayedErrorNode(message)
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
