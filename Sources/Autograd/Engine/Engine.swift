import TensorCore

/// `torch.autograd.backward` and `torch.autograd.grad`.
package enum Engine {
  /// Accumulates gradients of `tensors` into the leaves (`torch.autograd.backward`).
  ///
  /// - Parameters:
  ///   - gradients: One for each tensor; nil where a scalar starts with 1. An empty list is a list of nils.
  ///   - retainGraph: nil means `createGraph`.
  ///   - inputs: The tensors whose `.grad` is wanted; nil means all leaves.
  package static func backward(
    _ tensors: [Tensor], gradients: [Tensor?] = [], retainGraph: Bool? = nil, createGraph: Bool = false,
    inputs: [Tensor]? = nil
  ) throws {
    if let inputs, inputs.isEmpty {
      throw TorchError(.runtime, "`inputs` argument to `backward()` cannot be empty.")
    }
    let session = try TensorSession.current
    let roots = try roots(of: tensors, gradients, session: session)
    if createGraph {
      session.warnOnce(
        "UserWarning",
        "Using backward() with create_graph=True will create a reference cycle between the parameter and its gradient"
          + " which can cause a memory leak. We recommend using autograd.grad when creating the graph to avoid this."
          + " If you have to use this function, make sure to reset the .grad fields of your parameters to None after use"
          + " to break the cycle and avoid the leak. (Triggered internally at"
          + " /__w/pytorch/pytorch/torch/csrc/autograd/engine.cpp:1307.)")
    }
    session.willRunBackward?(tensors)
    let targets = try inputs.map { try $0.map { try target($0, retains: true) } }
    let pass = BackwardPass(session: session, keepsGraph: retainGraph ?? createGraph)
    try GradMode.with(createGraph) {
      _ = try pass.run(roots: roots, targets: targets, accumulates: true)
    }
  }

  /// The gradients of `outputs` with respect to `inputs` (`torch.autograd.grad`).
  ///
  /// - Parameters:
  ///   - gradients: As in ``backward(_:gradients:retainGraph:createGraph:inputs:)``.
  ///   - allowUnused: Whether an input that does not take part is fine; nil means the same as `materializes`.
  ///   - materializes: Whether zeros stand for a missing gradient.
  package static func grad(
    _ outputs: [Tensor], _ inputs: [Tensor], gradients: [Tensor?] = [], retainGraph: Bool? = nil,
    createGraph: Bool = false, allowUnused: Bool? = nil, materializes: Bool = false
  ) throws -> [Tensor?] {
    if materializes, allowUnused == false {
      throw TorchError(
        .value,
        "Expected allow_unused to be True or not passed when materialize_grads=True, but got: allow_unused=False.")
    }
    let allowsUnused = allowUnused ?? materializes
    let session = try TensorSession.current
    let roots = try roots(of: outputs, gradients, session: session)
    session.willRunBackward?(outputs)
    let targets = try inputs.map { try target($0, retains: false) }
    let pass = BackwardPass(session: session, keepsGraph: retainGraph ?? createGraph)
    var results = try GradMode.with(createGraph) {
      try pass.run(roots: roots, targets: targets, accumulates: false)
    }
    for (index, input) in inputs.enumerated() where results[index] == nil {
      if !allowsUnused {
        throw TorchError(
          .runtime,
          "The differentiated Tensor at index \(index) appears to not have been used in the graph."
            + " Set allow_unused=True if this is the desired behavior.")
      }
      if materializes { results[index] = try session.operations.zerosLike(input.array) }
    }
    return results
  }

  /// Where the gradient of an input is found.
  private static func target(_ input: Tensor, retains: Bool) throws -> Edge {
    if retains, input.requiresGrad { try input.retainGrad() }
    guard input.requiresGrad else {
      throw TorchError(.runtime, "One of the differentiated Tensors does not require grad")
    }
    return Edge(to: input)
  }

  /// The roots with their first gradients (PyTorch's `_make_grads`).
  private static func roots(
    of tensors: [Tensor], _ gradients: [Tensor?], session: TensorSession
  ) throws -> [(edge: Edge, gradient: Tensor?)] {
    // More gradients than tensors are passed over.
    if !gradients.isEmpty, gradients.count < tensors.count {
      throw TorchError(
        .runtime, "got \(tensors.count) tensors and \(gradients.count) gradients")
    }
    var starts: [Tensor?] = []
    for (index, tensor) in tensors.enumerated() {
      starts.append(
        try firstGradient(of: tensor, given: gradients.isEmpty ? nil : gradients[index], index, session: session))
    }
    return try tensors.enumerated().map { index, tensor in
      guard tensor.requiresGrad else {
        throw TorchError(
          .runtime, "element \(index) of tensors does not require grad and does not have a grad_fn")
      }
      return (Edge(to: tensor), starts[index])
    }
  }

  private static func firstGradient(
    of tensor: Tensor, given: Tensor?, _ index: Int, session: TensorSession
  ) throws -> Tensor? {
    if let given {
      if given.array.shape != tensor.array.shape {
        throw TorchError(
          .runtime,
          "Mismatch in shape: grad_output[\(index)] has a shape of torch.Size(\(given.array.shape.text)) and"
            + " output[\(index)] has a shape of torch.Size(\(tensor.array.shape.text)).")
      }
      if given.dtype.isComplex != tensor.dtype.isComplex {
        throw TorchError(
          .runtime,
          "For complex Tensors, both grad_output and output are required to have the same dtype."
            + " Mismatch in dtype: grad_output[\(index)] has a dtype of \(given.dtype.torchName) and"
            + " output[\(index)] has a dtype of \(tensor.dtype.torchName).")
      }
      return given
    }
    guard tensor.requiresGrad else { return nil }
    guard tensor.array.count == 1 else {
      throw TorchError(.runtime, "grad can be implicitly created only for scalar outputs")
    }
    guard tensor.dtype.isFloatingPoint else {
      throw TorchError(
        .runtime, "grad can be implicitly created only for real scalar outputs but got \(tensor.dtype.torchName)")
    }
    return try session.operations.onesLike(tensor)
  }
}
