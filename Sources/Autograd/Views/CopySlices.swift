import TensorCore

/// The node of a base after one of its views was written into: the gradient of the part that was overwritten goes
/// through the operation, the rest passes by.
final class CopySlices: Node {
  private let base: NDArray
  private let view: NDArray
  private var operation: Node?

  init(base: Tensor, view: NDArray, _ operation: Node) {
    self.base = base.array
    self.view = view
    self.operation = operation
    super.init()
    addOutput(GradientMetadata(base.array))
    addEdge(Edge(to: base))
    for index in 1..<max(operation.edgeCount, 1) { addEdge(operation.edge(index)) }
  }

  override var name: String { "CopySlices" }
  override var qualifiedName: String { "torch::autograd::CopySlices" }

  override func apply(_ call: BackwardCall) throws {
    guard let operation else { throw SavedTensor.releasedError }
    let operations = call.session.operations
    let result = try operations.copy(call.grad, laidOutAs: base, exactly: true)
    let slice = try operations.slice(result, at: view, of: base)
    let inner = BackwardCall(operation, session: call.session)
    inner.start(operation, (try operations.copy(slice, laidOutAs: slice.array, exactly: false), []))
    try operation.apply(inner)
    call.session.audit?.examine(operation, inner)
    for index in 0..<edgeCount where needsGradient(index) {
      guard index > 0 else {
        // Where the operation's own input needs no gradient (`x[0] = 5`), the overwritten part gets none.
        if let gradient = inner.result(0) {
          try operations.copy(gradient, into: slice)
        } else {
          try operations.copy(try operations.zerosLike(slice.array), into: slice)
        }
        call.setResult(0, result)
        continue
      }
      call.setResult(index, inner.result(index))
    }
  }

  override func releaseSaved() {
    // What the operation saved goes with it, unless the graph of a gradient leads there too (`x[0].exp_()` saves its
    // result) and the pass has yet to run it.
    operation = nil
  }
}
