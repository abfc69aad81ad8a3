import TensorCore

/// The end of the graph at a leaf: adds the gradient to the leaf's `.grad`.
package final class AccumulateGrad: Node {
  /// The leaf (`grad_fn.variable`).
  package let variable: Tensor

  private init(_ variable: Tensor) {
    self.variable = variable
    super.init(sequenceNumber: .max)
    addOutput(GradientMetadata(variable.array))
  }

  deinit { variable.accumulator = nil }

  /// The node of a leaf, the same one as long as somebody holds it.
  static func of(_ leaf: Tensor) -> AccumulateGrad {
    if let existing = leaf.accumulator { return existing.held }
    let node = AccumulateGrad(leaf)
    leaf.accumulator = Unmanaged.passUnretained(node)
    return node
  }

  /// The same with a reference that the caller gives back.
  static func make(for leaf: Tensor) -> Unmanaged<Node> {
    if let existing = leaf.accumulator {
      existing.hold()
      return Unmanaged<Node>.fromOpaque(existing.toOpaque())
    }
    let node = AccumulateGrad(leaf)
    leaf.accumulator = Unmanaged.passUnretained(node)
    return Unmanaged<Node>.holding(node)
  }

  package override var name: String { "AccumulateGrad" }
  package override var qualifiedName: String { "torch::autograd::AccumulateGrad" }

  override func apply(_ call: BackwardCall) throws {
    guard call.hasGradient else { return }
    if let onLeafGradient = call.session.onLeafGradient, let gradient = call.gradient(0) {
      onLeafGradient(variable, gradient)
    }
    try accumulate(call)
    guard let hooks = variable.hooks else { return }
    for hook in hooks.postAccumulate.values { try hook(variable) }
  }

  /// The first gradient, as the leaf's own: what nobody else has need not be copied.
  private func own(_ call: BackwardCall) throws -> Tensor? {
    var gradient = call.takeGradient()
    guard var array = gradient?.array else { return nil }
    if isKnownUniquelyReferenced(&gradient), gradient?.isResult(likeLeaf: variable) ?? false {
      // What a view of all elements was of goes with it, unless somebody else has that.
      gradient = nil
      if array.ownsItsStorage() { return Tensor(array) }
    }
    return Tensor(try call.session.operations.ownedCopy(of: array, like: variable.array))
  }

  /// Section 3 of PyTorch's rules: the first gradient is kept as the leaf's own memory, later ones are added in place,
  /// or into a new recorded tensor when the graph of the gradient is recorded.
  private func accumulate(_ call: BackwardCall) throws {
    let operations = call.session.operations
    let old = variable.grad
    if old?.rows != nil || old == nil && call.gradient(0)?.rows != nil {
      return try operations.accumulateRows(call.grad, into: variable)
    }
    guard let old else {
      if GradMode.isEnabled {
        variable.grad = try operations.copy(call.grad, laidOutAs: variable.array, exactly: false)
      } else {
        variable.grad = try own(call)
      }
      return
    }
    let gradient = try call.grad
    if GradMode.isEnabled {
      variable.grad = try operations.add(old, gradient)
    } else {
      try operations.addInPlace(old, gradient)
      old.bumpVersion()
    }
  }
}
