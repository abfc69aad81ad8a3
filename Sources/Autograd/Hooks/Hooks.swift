import TensorCore

/// Functions registered on a tensor or node, called in the order of registration; each can be removed by its number.
package struct HookList<Hook> {
  private var entries: [(id: Int, hook: Hook)] = []
  private var nextID = 0

  /// No hooks.
  package init() {}

  /// The hooks in order.
  package var values: [Hook] { entries.map(\.hook) }

  /// Whether there are none.
  package var isEmpty: Bool { entries.isEmpty }

  /// Registers a hook and returns its number.
  package mutating func add(_ hook: Hook) -> Int {
    entries.append((nextID, hook))
    nextID += 1
    return nextID - 1
  }

  /// Removes a hook; nothing happens if it is gone already.
  package mutating func remove(_ id: Int) { entries.removeAll { $0.id == id } }
}

/// What sees a tensor's gradient and may replace it (returns nil to keep it).
package typealias TensorHook = (Tensor) throws -> Tensor?

/// The hooks of a leaf.
package final class LeafHooks {
  /// `register_hook`.
  package var tensor = HookList<TensorHook>()
  /// `register_post_accumulate_grad_hook`.
  package var postAccumulate = HookList<(Tensor) throws -> Void>()

  init() {}
}

/// The hooks of a node.
package final class NodeHooks {
  /// `register_hook` of the tensors that are outputs of the operation, with the output's index.
  package var tensor = HookList<(index: Int, hook: TensorHook)>()
  /// `register_prehook`: sees the gradients of the outputs and may replace them.
  package var pre = HookList<([Tensor?]) throws -> [Tensor?]?>()
  /// `register_hook`: sees the gradients of inputs and outputs, may replace the former.
  package var post = HookList<(_ inputs: [Tensor?], _ outputs: [Tensor?]) throws -> [Tensor?]?>()
  /// The tensors that keep their gradient, with their output's index.
  var retaining: [(index: Int, tensor: WeakTensor)] = []

  init() {}
}

/// A tensor that may go while a node still mentions it.
struct WeakTensor {
  weak var tensor: Tensor?
}

/// The handle of a registered hook (`torch.utils.hooks.RemovableHandle`).
package struct HookHandle {
  /// The hook's number in its list.
  package let id: Int
  /// Removes the hook.
  package let remove: () -> Void
}

extension Node {
  /// The node's hooks, made at first use.
  package var ensuredHooks: NodeHooks {
    if let hooks { return hooks }
    let made = NodeHooks()
    hooks = made
    return made
  }

  /// `grad_fn.register_prehook`.
  package func registerPreHook(_ hook: @escaping ([Tensor?]) throws -> [Tensor?]?) -> HookHandle {
    let hooks = ensuredHooks
    let id = hooks.pre.add(hook)
    return HookHandle(id: id) { [weak hooks] in hooks?.pre.remove(id) }
  }

  /// `grad_fn.register_hook`.
  package func registerHook(_ hook: @escaping ([Tensor?], [Tensor?]) throws -> [Tensor?]?) -> HookHandle {
    let hooks = ensuredHooks
    let id = hooks.post.add(hook)
    return HookHandle(id: id) { [weak hooks] in hooks?.post.remove(id) }
  }
}

extension Tensor {
  private var ensuredHooks: LeafHooks {
    if let hooks { return hooks }
    let made = LeafHooks()
    hooks = made
    return made
  }

  /// `x.register_hook`.
  package func registerHook(_ hook: @escaping TensorHook) throws -> HookHandle {
    guard requiresGrad else {
      throw TorchError(.runtime, "cannot register a hook on a tensor that doesn't require gradient")
    }
    if let node = gradientFunction() {
      let hooks = node.ensuredHooks
      let id = hooks.tensor.add((Int(outputIndex), hook))
      return HookHandle(id: id) { [weak hooks] in hooks?.tensor.remove(id) }
    }
    let hooks = ensuredHooks
    let id = hooks.tensor.add(hook)
    return HookHandle(id: id) { [weak hooks] in hooks?.tensor.remove(id) }
  }

  /// `x.register_post_accumulate_grad_hook`.
  package func registerPostAccumulateHook(_ hook: @escaping (Tensor) throws -> Void) throws -> HookHandle {
    guard requiresGrad else {
      throw TorchError(.runtime, "cannot register a hook on a tensor that doesn't require gradient")
    }
    guard isLeaf else {
      throw TorchError(.runtime, "post accumulate grad hooks cannot be registered on non-leaf tensors")
    }
    let hooks = ensuredHooks
    let id = hooks.postAccumulate.add(hook)
    return HookHandle(id: id) { [weak hooks] in hooks?.postAccumulate.remove(id) }
  }

  /// `x.retain_grad()`: keeps the gradient of a non-leaf; nothing happens to a leaf.
  package func retainGrad() throws {
    guard requiresGrad else {
      throw TorchError(.runtime, "can't retain_grad on Tensor that has requires_grad=False")
    }
    guard !isLeaf, !retainsGrad, let node = gradientFunction() else { return }
    node.ensuredHooks.retaining.append((Int(outputIndex), WeakTensor(tensor: self)))
    retainsGrad = true
  }
}
