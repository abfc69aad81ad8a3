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
struct PackedTensor {
  private let packed: SavedTensorHooks.Packed
  private let hooks: SavedTensorHooks
  /// Where the tensor's gradient flows to: for an output of the node itself, only the output's number.
  private let edge: Edge
  private let isOutput: Bool

  /// Packs an input of a node, or output `index`.
  init(_ tensor: Tensor, outputIndex index: Int?, _ hooks: SavedTensorHooks) throws {
    self.hooks = hooks
    isOutput = index != nil
    edge = index.map { Edge(nil, Int32(truncatingIfNeeded: $0)) } ?? Edge(to: tensor)
    let packed = try GradMode.with(false) { try hooks.pack(tensor) }
    if case .tensor(let kept) = packed, kept === tensor, isOutput {
      // The output holds the node, which must not hold the output.
      self.packed = .tensor(tensor.detached())
    } else {
      self.packed = packed
    }
  }

  /// The tensor, connected to the graph again.
  func value(for node: Node) throws -> Tensor {
    var form = packed
    if isOutput, case .tensor(let kept) = packed {
      form = .tensor(Tensor(kept.array, node: node, outputIndex: Int(edge.index)))
    }
    let tensor = try GradMode.with(false) { try hooks.unpack(form) }
    guard GradMode.isEnabled, let target = isOutput ? node : edge.node else { return tensor.detached() }
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

  /// Takes the innermost hooks away.
  package func popSavedTensorHooks() {
    _ = savedTensorHooks.popLast()
    ThreadState.current.pointee.packs_saved_tensors = !savedTensorHooks.isEmpty
  }
}
