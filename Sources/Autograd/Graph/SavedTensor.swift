import TensorCore

/// A tensor that a node keeps for its formula, with the version it had (PyTorch's `SavedVariable`).
///
/// It owns a reference to the tensor, which the node gives back with ``release()``: most places of most nodes are empty,
/// and releasing nothing six times a node would cost as much as a small operation.
struct SavedTensor {
  /// The tensor; for an output of the node itself, a detached twin, because the output holds the node.
  private var reference: Unmanaged<Tensor>?
  /// The version the formula needs.
  private var version: UInt32 = 0
  /// Which output of the node it is, or -1 for an input.
  private var outputIndex: Int32 = -1

  /// The place of a tensor that was not needed.
  init() {}

  /// Keeps an input.
  init(_ tensor: Tensor?) throws {
    guard let tensor else { return }
    if tensor.isInference { throw Self.inferenceError }
    reference = Unmanaged.holding(tensor)
    version = tensor.version
  }

  /// Keeps an output.
  init(result: Tensor, index: Int) throws {
    if result.isInference { throw Self.inferenceError }
    let twin = result.detached()
    reference = Unmanaged.holding(twin)
    version = twin.version
    outputIndex = Int32(truncatingIfNeeded: index)
  }

  /// Keeps an input that the operation overwrites and returns, which is never read without an error.
  init(overwritten target: Tensor) throws {
    try self.init(result: target, index: 0)
    if target.base != nil { outputIndex = Self.overwrittenView }
  }

  /// The place of an overwritten view, whose gradient then comes from its base.
  private static let overwrittenView: Int32 = -2

  /// What is kept.
  var tensor: Tensor? { reference?.held }

  /// Which output of the node it is; nil for an input.
  var output: Int? { outputIndex >= 0 ? Int(outputIndex) : nil }

  /// What is kept, without counting a reference.
  var held: Unmanaged<Tensor>? { reference }

  /// Gives the reference back; the place is empty then.
  @inline(__always) mutating func release() {
    guard let held = reference else { return }
    reference = nil
    held.giveBack()
  }

  /// Hands the reference to a list instead of giving it back.
  @inline(__always) mutating func move(to list: ReleaseList) {
    guard let held = reference else { return }
    reference = nil
    list.add(held.toOpaque())
  }

  /// Checks that the tensor was not written to since it was saved.
  @inline(__always) func check(for node: Node) throws {
    guard let reference else { return }
    let current = reference._withUnsafeGuaranteedRef { $0.version }
    if current != version { throw modificationError(node, current) }
  }

  /// The tensor, connected to the graph again if it is an output of `node`.
  func value(for node: Node) throws -> Tensor? {
    guard let tensor else { return nil }
    let current = tensor.version
    if current != version { throw modificationError(node, current) }
    guard outputIndex >= 0 else { return tensor }
    guard GradMode.isEnabled else { return tensor }
    let result = Tensor(tensor.array, node: node, outputIndex: Int(outputIndex))
    result.shareVersion(of: tensor)
    return result
  }

  /// Reading a saved tensor after it was released.
  static let releasedError = TorchError(
    .runtime,
    "Trying to backward through the graph a second time (or directly access saved tensors after they have already been"
      + " freed). Saved intermediate values of the graph are freed when you call .backward() or autograd.grad()."
      + " Specify retain_graph=True if you need to backward through the graph a second time or if you need to access"
      + " saved tensors after calling backward.")

  static let inferenceError = TorchError(
    .runtime,
    "Inference tensors cannot be saved for backward. Please do not use Tensors created in inference mode in computation"
      + " tracked by autograd. To work around this, you can make a clone to get a normal tensor and use it in autograd,"
      + " or use `torch.no_grad()` instead of `torch.inference_mode()`.")

  private func modificationError(_ node: Node, _ current: UInt32) -> TorchError {
    guard let tensor else { return Self.releasedError }
    let origin = outputIndex >= 0 ? node : tensor.gradientFunction()
    let index = outputIndex >= 0 ? outputIndex : tensor.outputIndex
    var source = origin.map { ", which is output \(index) of \(Self.operationName($0.qualifiedName))," } ?? ""
    if outputIndex == Self.overwrittenView { source = ", which is output 0 of AsStrided," }
    return TorchError(
      .runtime,
      "one of the variables needed for gradient computation has been modified by an inplace operation:"
        + " [\(tensor.dtype.legacyTypeName) \(tensor.array.shape.text)]\(source) is at version \(current);"
        + " expected version \(version) instead. Hint: enable anomaly detection to find the operation that failed to"
        + " compute its gradient, with torch.autograd.set_detect_anomaly(True, check_nan=False).")
  }

  /// The operation a node differentiates, as messages name it: `Exp` for `ExpBackward0`.
  static func operationName(_ nodeName: String) -> String {
    if nodeName.hasSuffix("Backward0") { return String(nodeName.dropLast("Backward0".count)) }
    // `PowBackward1` becomes `Pow1`.
    var stem = Substring(nodeName)
    while let last = stem.last, last.isNumber { stem.removeLast() }
    guard stem.hasSuffix("Backward") else { return nodeName }
    return String(stem.dropLast("Backward".count)) + nodeName.dropFirst(stem.count)
  }
}
