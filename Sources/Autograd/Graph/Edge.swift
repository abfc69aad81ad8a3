/// Where a gradient flows to: an input of a node, that is, an output of the operation the node differentiates.
package struct Edge {
  /// The node; nil where no gradient is needed.
  package var node: Node?
  /// Which of the node's gradients arrives here.
  package var index: Int32

  /// An edge to input `index` of `node`.
  package init(_ node: Node?, _ index: Int32 = 0) {
    self.node = node
    self.index = index
  }

  /// The edge along which the gradient of `tensor` flows.
  package init(to tensor: Tensor) {
    if let node = tensor.gradientFunction() {
      self.init(node, tensor.outputIndex)
    } else if tensor.leafRequiresGrad {
      self.init(AccumulateGrad.of(tensor), 0)
    } else {
      self.init(nil, 0)
    }
  }
}
