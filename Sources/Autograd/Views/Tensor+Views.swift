import TensorCore

extension Tensor {
  /// Makes this tensor a differentiable view of `source`, whose storage it shares; call it after its node is set.
  ///
  /// - Parameter multipleOutputs: Whether the function that made it has several outputs.
  package func becomeView(of source: Tensor, multipleOutputs: Bool = false) {
    base = source.base ?? source
    let state = ThreadState.current.pointee
    let origin: ViewOrigin =
      state.inference_enabled
      ? .inference : !state.grad_enabled ? .noGrad : multipleOutputs ? .multipleOutputs : .ordinary
    viewOrigin = origin == .ordinary ? array.storage.isConjugateImage ? .conjugate : source.viewOrigin : origin
    shareVersion(of: source)
    if source.isInference { isInference = true }
  }

  /// The node this tensor's gradient flows to (`x.grad_fn`); nil for a leaf.
  ///
  /// A view whose storage was written to since its node was made gets a new one, `AsStridedBackward0` of the base.
  package func gradientFunction() -> Node? {
    guard let base else { return node }
    if !hasNode && !base.requiresGrad { return nil }
    let current = version
    guard nodeVersion != current, viewOrigin != .conjugate else { return node }
    nodeVersion = current
    guard let session = TensorSession.bound else { return node }
    // The only errors are those of an operation that does not compute, and this one does not.
    if let fresh = try? session.operations.viewNode(of: base, self) {
      node = fresh
      outputIndex = 0
    }
    return node
  }

  /// Checks that this tensor may be written into by an operation that is recorded if `isRecorded`.
  package func checkInPlace(isRecorded: Bool) throws {
    if isInference && !ThreadState.current.pointee.inference_enabled {
      throw TorchError(
        .runtime,
        "Inplace update to inference tensor outside InferenceMode is not allowed.You can make a clone to get a normal"
          + " tensor before doing inplace update.See https://github.com/pytorch/rfcs/pull/17 for more details.")
    }
    guard isRecorded, GradMode.isEnabled else { return }
    if let base {
      if viewOrigin != .conjugate { try checkViewMayChange() }
      if requiresGrad && base.isLeaf {
        throw TorchError(
          .runtime, "a view of a leaf Variable that requires grad is being used in an in-place operation.")
      }
      try checkViewMayChange()
    }
    if isLeaf && requiresGrad {
      throw TorchError(.runtime, "a leaf Variable that requires grad is being used in an in-place operation.")
    }
  }

  private func checkViewMayChange() throws {
    if viewOrigin != .ordinary { throw writingError("is being") }
  }

  /// Checks that the node of this view is up to date or may be made again, before it becomes a part of the graph.
  @inline(__always) package func checkHistory() throws {
    if isView, viewOrigin != .ordinary { try checkHistoryOfView() }
  }

  /// The tensor if ``checkHistory()`` refuses it.
  package var ifStale: Tensor? {
    base != nil && viewOrigin != .ordinary && nodeVersion != version && (node != nil || base?.requiresGrad ?? false)
      ? self : nil
  }

  private func checkHistoryOfView() throws {
    if ifStale == nil { return }
    throw writingError("its base or another view of its base has been")
  }

  /// The error for a write into memory that this view looks at, which its origin forbids.
  private func writingError(_ who: String) -> TorchError {
    if viewOrigin == .conjugate {
      return TorchError(
        .notImplemented,
        "writing into a conjugate view or its base is not supported by nbrun where gradients are recorded; the nearest is"
          + " resolve_conj() before it")
    }
    let mode = viewOrigin == .inference ? "inference mode" : "no_grad mode"
    let when = viewOrigin == .inference ? "in normal mode" : "with grad mode enabled"
    let isOfMode = viewOrigin == .noGrad || viewOrigin == .inference
    let source = node.map { "Output \(outputIndex) of \(SavedTensor.operationName($0.name)) is a view" }
    var message: String
    switch source {
    case nil: message = "A view was created in \(mode) and \(who) modified inplace \(when)."
    case let source? where isOfMode:
      message = "\(source) of a view which was created in \(mode) and \(who) modified inplace \(when)."
    case let source?: message = "\(source) and \(who) modified inplace."
    }
    if viewOrigin == .multipleOutputs {
      message +=
        " This view is the output of a function that returns multiple views. Such functions do not allow the output"
        + " views to be modified inplace. You should replace the inplace operation by an out-of-place one."
    } else if isOfMode {
      message +=
        " Given that this use case is ambiguous and error-prone, it is forbidden. You can clarify your code by moving"
        + " both the view and the inplace either both inside the"
        + " \(viewOrigin == .inference ? "inference_mode" : "no_grad") block (if you don't want the inplace to be"
        + " tracked) or both outside (if you want the inplace to be tracked)."
    } else {
      message +=
        " This view was created inside a custom Function (or because an input was returned as-is) and the autograd"
        + " logic to handle view+inplace would override the custom backward associated with the custom Function,"
        + " leading to incorrect gradients. This behavior is forbidden. You can fix this by cloning the output of the"
        + " custom Function."
    }
    return TorchError(.runtime, message)
  }

  /// Says that an in-place operation recorded as `operation` has changed this tensor (PyTorch's `rebase_history`).
  ///
  /// Of a view, it is the base that the operation becomes a part of, as ``CopySlices``.
  package func rebaseHistory(_ operation: Node) {
    moveRetention(to: operation)
    if let base {
      let slices = CopySlices(base: base, view: array, operation)
      base.moveRetention(to: slices)
      base.node = slices
      base.outputIndex = 0
      base.nodeVersion = base.version
      node = nil
      nodeVersion = version &- 1
      _ = gradientFunction()
    } else {
      node = operation
      outputIndex = 0
      leafRequiresGrad = false
    }
  }

  /// A tensor that keeps its gradient keeps the one of its new value.
  private func moveRetention(to operation: Node) {
    guard retainsGrad, let old = node?.hooks else { return }
    old.retaining.removeAll { $0.tensor.tensor === self }
    operation.ensuredHooks.retaining.append((0, WeakTensor(tensor: self)))
  }

  /// `x.detach_()`.
  package func detachInPlace() throws {
    if base != nil {
      throw TorchError(
        .runtime,
        "Can't detach views in-place. Use detach() instead. If you are using DistributedDataParallel (DDP) for training,"
          + " and gradient_as_bucket_view is set as True, gradients are views of DDP buckets, and hence detach_() cannot"
          + " be called on these gradients. To fix this error, please refer to the Optimizer.zero_grad() function in"
          + " torch/optim/optimizer.py as the solution.")
    }
    node = nil
    outputIndex = 0
    leafRequiresGrad = false
    retainsGrad = false
  }

  /// Records this tensor as output of `node` (for a result that was made before its node).
  package func setNode(_ node: Node, outputIndex: Int = 0) {
    self.node = node
    self.outputIndex = Int32(truncatingIfNeeded: outputIndex)
    nodeVersion = version
  }

  /// `x.grad = value`.
  package func assignGrad(_ value: Tensor?) throws {
    guard let value else {
      grad = nil
      return
    }
    if value === self { throw TorchError(.runtime, "can't assign Variable as its own grad") }
    if value.dtype != dtype {
      throw TorchError(
        .runtime,
        "attempting to assign a gradient with dtype '\(value.dtype.lowercaseScalarName)' to a tensor with grad_dtype"
          + " '\(dtype.scalarName)'. The gradient must match the tensor's grad_dtype (defaults to the tensor's dtype)."
          + " You can set the tensor's grad_dtype attribute with a specific dtype, or None to allow any dtype."
          + " Set grad_dtype with caution. Diverging the dtypes of a tensor and its gradient may break downstream systems"
          + " that assume they match.")
    }
    if value.array.shape != array.shape {
      throw TorchError(
        .runtime,
        "attempting to assign a gradient of size '\(value.array.shape.text)' to a tensor of size"
          + " '\(array.shape.text)'. Please ensure that the gradient and the tensor are the same size")
    }
    grad = value
  }
}
