import TensorCore

/// The backward half of a `torch.autograd.Function`, which lives outside the engine (in Python).
package protocol CustomBackward: AnyObject {
  /// The gradients of the inputs, one for each input of `forward`.
  ///
  /// - Parameter gradients: Those of the outputs; nil (or zeros, as the function asked) for outputs not used.
  func backward(_ gradients: [Tensor?], node: CustomFunctionNode) throws -> [Tensor?]
}

/// The node of a `torch.autograd.Function`.
package final class CustomFunctionNode: Node {
  private let functionName: String
  /// The function; it holds its context, and the context may hold saved tensors.
  package private(set) var function: (any CustomBackward)?
  /// Whether gradients of unused outputs are zeros (`ctx.set_materialize_grads`).
  package var materializesGradients = true
  private var outputArrays: [NDArray?] = []
  /// Which of the function's arguments are tensors: those have an edge each, in their order, the others none.
  package var tensorArguments: [Bool] = []

  /// The node of a function whose class has this name.
  package init(functionName: String, _ function: any CustomBackward) {
    self.functionName = functionName
    self.function = function
    super.init()
  }

  package override var name: String { functionName + "Backward" }

  override var runsWithoutGradients: Bool { true }

  /// Makes `tensor` the next output.
  package func addOutput(_ tensor: Tensor) {
    let index = addOutput(GradientMetadata(tensor.array))
    outputArrays.append(tensor.array)
    tensor.setNode(self, outputIndex: index)
  }

  /// Makes a view that the function has written into the next output: what it did becomes a part of its base.
  package func addOverwrittenOutput(_ view: Tensor) {
    addOutput(GradientMetadata(view.array))
    outputArrays.append(view.array)
    view.rebaseHistory(self)
  }

  /// The error of reading what was saved after it was released.
  package var releasedError: TorchError { SavedTensor.releasedError }

  /// Makes something that has no gradient the next output: `backward` gets zeros for a tensor, else nil.
  package func addPlainOutput(_ tensor: Tensor?) throws {
    addOutput(GradientMetadata(try tensor?.array ?? NDArray(zeros: [], .float32)))
    outputArrays.append(tensor?.array)
  }

  override func apply(_ call: BackwardCall) throws {
    guard let function else { throw SavedTensor.releasedError }
    var gradients = (0..<outputCount).map(call.gradient)
    if materializesGradients {
      for index in gradients.indices where gradients[index] == nil {
        gradients[index] = try outputArrays[index].map { try call.session.operations.zerosLike($0) }
      }
    }
    let results = try function.backward(gradients, node: self)
    var edge = 0
    for (isTensor, result) in zip(tensorArguments, results) where isTensor {
      call.setResult(edge, result)
      edge += 1
    }
  }
}
