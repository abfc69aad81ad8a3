import TensorCore

/// A pair of functions through which tensors are saved (`torch.autograd.graph.saved_tensors_hooks`).
package final class SavedTensorHooks {
  /// What is kept in a tensor's place.
  package enum Packed {
    /// The tensor itself.
    case tensor(Tensor)
    /// Something that the hooks know.
    case object(AnyObject)
  }

  /// Makes of a tensor what is kept instead of it.
  package let pack: (Tensor) throws -> Packed
  /// Makes the tensor again.
  package let unpack: (Packed) throws -> Tensor

  /// A pair of hooks.
  package init(pack: @escaping (Tensor) throws -> Packed, unpack: @escaping (Packed) throws -> Tensor) {
    self.pack = pack
    self.unpack = unpack
  }
}

/// What hooks made of a saved tensor.
package struct PackedTensor {
  private let packed: SavedTensorHooks.Packed
  private let hooks: SavedTensorHooks
  /// Where the tensor's gradient flows to: for an output of the node itself, only the output's number.
  private let edge: Edge
  private let isOutput: Bool
  /// Whether what is kept stands for the output itself, which the hook gave back.
  private let isTwin: Bool

  /// Packs an input of a node, or output `index`.
  ///
  /// - Parameter handedOver: What the hook gets; nil for the tensor itself.
  package init(
    _ tensor: Tensor, handingOver handedOver: Tensor? = nil, outputIndex index: Int?, _ hooks: SavedTensorHooks
  ) throws {
    self.hooks = hooks
    isOutput = index != nil
    edge = index.map { Edge(nil, Int32(truncatingIfNeeded: $0)) } ?? Edge(to: tensor)
    if tensor.isInference { throw SavedTensor.inferenceError }
    let version = tensor.version
    let packed = try GradMode.with(false) { try hooks.pack(handedOver ?? tensor) }
    guard tensor.version == version else {
      throw TorchError(
        .runtime,
        "A saved tensor pack hook is modifying its input in place. Tensors provided as input to pack hook cannot be"
          + " modified by in-place operations as this can lead to unexpected side-effects. Please open an issue if you"
          + " need to perform in-place operations on the input to a pack hook.")
    }
    if case .tensor(let kept) = packed, kept === tensor, isOutput {
      isTwin = true
      // The output holds the node, which must not hold the output.
      self.packed = .tensor(tensor.detached())
    } else {
      isTwin = false
      self.packed = packed
    }
  }

  /// The tensor, connected to the graph again.
  package func value(for node: Node) throws -> Tensor {
    var form = packed
    if isTwin, case .tensor(let kept) = packed {
      form = .tensor(Tensor(kept.array, node: node, outputIndex: Int(edge.index)))
    }
    let tensor = try GradMode.with(false) { try hooks.unpack(form) }
    if let leaf = (edge.node as? AccumulateGrad)?.variable, leaf === tensor { return leaf }
    guard let target = isOutput ? node : edge.node else { return tensor.detached() }
    return Tensor(tensor.array, node: target, outputIndex: Int(edge.index))
  }
}

extension TensorSession {
  /// Saves tensors through `hooks` from now on, until ``popSavedTensorHooks()``.
  package func push(_ hooks: SavedTensorHooks) throws {
    if let message = savedTensorHooksRefusal { throw TorchError(.runtime, message) }
    savedTensorHooks.append(hooks)
    ThreadState.current.pointee.packs_saved_tensors = true
  }

  /// Runs `body`, whose nodes hooks do not see: they are hidden in one that saves for itself.
  static func withoutPacking<R>(_ body: () throws -> R) rethrows -> R {
    let state = ThreadState.current
    let packs = state.pointee.packs_saved_tensors
    state.pointee.packs_saved_tensors = false
    defer { state.pointee.packs_saved_tensors = packs }
    return try body()
  }

  /// Takes the innermost hooks away.
  package func popSavedTensorHooks() {
    _ = savedTensorHooks.popLast()
    ThreadState.current.pointee.packs_saved_tensors = !savedTensorHooks.isEmpty
  }
}
