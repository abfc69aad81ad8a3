/// The node above several roots: hands each its gradient.
final class GraphRoot: Node {
  private let initial: [Tensor?]

  init(_ edges: [Edge], _ gradients: [Tensor?]) {
    initial = gradients
    super.init()
    for edge in edges { addEdge(edge) }
  }

  override var name: String { "GraphRoot" }
  override var qualifiedName: String { "torch::autograd::GraphRoot" }
  override var runsWithoutGradients: Bool { true }

  override func apply(_ call: BackwardCall) throws {
    for (index, gradient) in initial.enumerated() { call.setResult(index, gradient) }
  }
}
