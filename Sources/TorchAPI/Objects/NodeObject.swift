import Autograd
import PythonRuntime
import Synchronization

/// A `grad_fn`: a node of the recorded graph. There is at most one object per node.
package final class NodeObject: Object {
  /// The node behind it.
  package let node: Node

  private init(_ node: Node) {
    self.node = node
    super.init(type: NodeTypes.type(of: node))
    node.wrapper = Unmanaged.passUnretained(self).toOpaque()
  }

  deinit { node.wrapper = nil }

  /// The Python object of a node: the one it has already, or a new one.
  package static func of(_ node: Node) -> Value {
    if let wrapper = node.wrapper {
      // The object clears `wrapper` in its deinitialiser, so that the pointer is valid as long as it is there.
      return .object(Unmanaged<NodeObject>.fromOpaque(wrapper).takeUnretainedValue())
    }
    return .object(NodeObject(node))
  }

  /// The node a tensor's gradient flows to, that of a leaf included, and which of its gradients; `None` for a tensor
  /// that needs none.
  static let nodeOfTensor = NativeFunction("_grad_node", .one, module: "torch._C") { _, arguments in
    guard let object = arguments[0].tensorObject, let node = Edge(to: object.tensor).node else { return .none }
    return .tuple([NodeObject.of(node), .int(Int(object.tensor.outputIndex))])
  }

  /// The number of the backward pass that runs, -1 outside of any.
  static let runningPass = NativeFunction("_current_graph_task_id", .none, module: "torch._C") { _, _ in
    let pass = try torchSession().runningPass
    return .int(pass == 0 ? -1 : Int(truncatingIfNeeded: pass))
  }

  /// Whether the backward pass that runs is one for all leaves (`torch.autograd._is_checkpoint_valid`).
  static let isForAllLeaves = NativeFunction("_is_checkpoint_valid", .none, module: "torch._C") { _, _ in
    .bool(!(try torchSession().passHasTargets))
  }

  /// Whether the backward pass that runs comes to a node (`torch._C._will_engine_execute_node`).
  static let isReached = NativeFunction("_will_engine_execute_node", .one, module: "torch._C") { _, arguments in
    guard case .object(let object) = arguments[0], let node = (object as? NodeObject)?.node else { return .bool(false) }
    return .bool(try node.isReached(by: torchSession().runningPass))
  }

  /// `_one_node(name, function, *inputs)`: `function(*inputs)`, recorded as one node of that name; inputs may be `None`.
  static let oneNode = oneNode("_one_node", isLinear: false)
  /// The same for a function that is linear in its inputs.
  static let oneLinearNode = oneNode("_one_linear_node", isLinear: true)

  private static func oneNode(_ function: String, isLinear: Bool) -> NativeFunction {
    NativeFunction(function, .any, module: "torch._C") { interpreter, arguments in
      let values = Array(arguments.positional)
      guard values.count > 2, let name = values[0].text else {
        throw PythonException(.typeError, "\(function)() takes a name, a function and its inputs")
      }
      let level = BatchedObject.innermostLevel(of: arguments)
      if level > 0 {
        let module = try TorchImports.module("torch.func._batched", interpreter)
        return try interpreter.call(
          try interpreter.getAttribute(module, "_node"), [.string(function), .int(level)] + values)
      }
      let inputs = try values[2...].map { value -> Tensor? in
        if value.isNone { return nil }
        guard let object = value.tensorObject else {
          throw PythonException(.typeError, "\(function)() takes tensors, not \(value.type.tpName)")
        }
        return object.tensor
      }
      var isTuple = false
      let outputs = try torchErrors {
        try CompositeNode.record(
          name, inputs, isLinear: isLinear, refusal: { SecondDerivatives.refusal(ofNode: name, input: $0) }
        ) { tensors in
          let result = try interpreter.call(values[1], tensors.map { $0.map { TensorObject.of($0) } ?? .none })
          isTuple = result.cast(TupleObject.self) != nil
          return try BackwardFunctions.tensors(result, interpreter)
        }
      }
      return isTuple ? .tensors(outputs) : TensorObject.of(outputs[0])
    }
  }

  package override func attribute(_ name: StringObject, _ interpreter: Interpreter) throws -> Value? {
    switch name.value {
    case "variable":
      return (node as? AccumulateGrad).map { TensorObject.of($0.variable) }
    default:
      if name.value.hasPrefix("_raw_saved_"), let raw = rawSavedAttribute(String(name.value.dropFirst(11))) {
        return raw
      }
      if name.value.hasPrefix("_saved_"), let sizes = savedSizes(String(name.value.dropFirst(7))) { return sizes }
      if name.value.hasPrefix("_saved_"), let custom = try savedAttribute(String(name.value.dropFirst(7))) {
        return custom
      }
      if let own = try super.attribute(name, interpreter) { return own }
      // In PyTorch the node of a custom function is its context.
      guard let backward = (node as? CustomFunctionNode)?.function as? PythonBackward else { return nil }
      switch name.value {
      case "_forward_cls": return backward.context.functionClass
      case "_raw_saved_tensors":
        return .tuple((0..<node.savedCount).map { .object(SavedTensorObject(node, $0, Array(0..<node.savedCount))) })
      default: break
      }
      return try interpreter.attributeOrNil(.object(backward.context), name)
    }
  }

  /// `grad_fn._saved_self`, `grad_fn._saved_result`, `grad_fn._saved_dim`.
  fileprivate func savedAttribute(_ name: String) throws -> Value? {
    guard let kind = (node as? OperatorNode)?.kind else { return nil }
    let names = kind.savedNames
    if let index = names.firstIndex(of: name) {
      // A list of tensors is the last thing that is saved.
      if kind.savesList, index == names.count - 1 {
        return .tuple(try (index..<Swift.max(node.savedCount, index)).map { try savedTensor($0) })
      }
      return try savedTensor(index)
    }
    guard let index = kind.parameterNames.firstIndex(of: name) else { return nil }
    return Value(keptArgument: node.arguments[index])
  }

  /// `grad_fn._saved_self_sym_sizes`: the shape of an input, which the edge to it knows.
  fileprivate func savedSizes(_ name: String) -> Value? {
    guard NodeTypes.sizes(ofNode: node.name).contains(name) else { return nil }
    let edge = node.edge(name.hasPrefix("mat2") ? node.edgeCount - 1 : name.hasPrefix("mat1") ? 1 : 0)
    guard let shape = edge.node?.output(Int(edge.index))?.shape.array else { return Value.none }
    return name.hasSuffix("numel") ? .int(shape.reduce(1, *)) : .tuple(shape.map { .int($0) })
  }

  private func savedTensor(_ index: Int) throws -> Value {
    guard let saved = try torchErrors({ try node.saved(index) }) else { return .none }
    // Python numbers are tensors that many nodes share.
    return TensorObject.of(saved.isWrappedNumber ? Tensor(try torchErrors { try saved.array.clone() }) : saved)
  }

  /// `grad_fn._raw_saved_self`: what is saved as hooks may take it over.
  fileprivate func rawSavedAttribute(_ name: String) -> Value? {
    guard let kind = (node as? OperatorNode)?.kind, let index = kind.savedNames.firstIndex(of: name) else { return nil }
    if kind.savesList, index == kind.savedNames.count - 1 {
      return .tuple((index..<Swift.max(node.savedCount, index)).map { .object(SavedTensorObject(node, $0, [])) })
    }
    return .object(SavedTensorObject(node, index, kind.savingOrder))
  }

  package override func missingAttribute(_ name: StringObject) -> PythonException {
    .missingAttribute(name, of: asValue, "'\(node.name)' object has no attribute '\(name.value)'")
  }
}

/// The classes of `grad_fn`s, one for each name.
enum NodeTypes {
  private static let made = Mutex<[String: TypeObject]>([:])

  /// The class of nodes with a name.
  static func type(of node: Node) -> TypeObject {
    let module = node is CustomFunctionNode ? "torch.autograd.function" : "builtins"
    return made.withLock { made in
      if let type = made[module + node.name] { return type }
      let saved = (node as? OperatorNode)?.kind.savedNames ?? []
      let name = node.name
      let type = TypeObject.native(
        node.name, module: module, bases: [.node], holdsValues: true, instanceDictionary: true, isSubclassable: false,
        members: { savedMembers(saved) + sizeMembers(name) })
      made[module + node.name] = type
      return type
    }
  }
}

extension NodeTypes {
  /// The attributes under which Python finds what nodes save.
  @Sendable private static func savedMembers(_ names: [String]) -> [NativeMember] {
    names.filter { !$0.isEmpty }.flatMap { name in
      [
        .property("_saved_" + name) { _, object in
          guard let node = object as? NodeObject else { return .none }
          return try node.savedAttribute(name) ?? .none
        },
        .property("_raw_saved_" + name) { _, object in (object as? NodeObject)?.rawSavedAttribute(name) ?? .none },
      ]
    }
  }
}

extension NodeTypes {
  /// The shapes of inputs that PyTorch's nodes keep, as their attributes are named behind `_saved_`.
  static func sizes(ofNode name: String) -> [String] {
    switch name {
    case "MeanBackward0", "MeanBackward1": ["self_sym_numel", "self_sym_sizes"]
    case "MmBackward0": ["mat2_sym_sizes", "self_sym_sizes"]
    case "AddmmBackward0": ["mat1_sym_sizes", "mat2_sym_sizes"]
    default: keepShape.contains(name) ? ["self_sym_sizes"] : []
    }
  }

  private static let keepShape: Set<String> = Set(
    """
    Diagonal0 Expand0 Index0 IndexSelect0 Kthvalue0 Max0 Median1 Min0 Mode0 Nanmedian1 Repeat0 ReshapeAlias0 Select0 Slice0 \
    Sort0 Sort1 Split0 SplitWithSizes0 Squeeze0 Squeeze1 Squeeze2 Squeeze3 Squeeze4 Squeeze5 Sum0 Sum1 Topk0 Trace0 Unfold0 \
    UnsafeIndex0 UnsafeSplit0 UnsafeSplitWithSizes0 UnsafeView0 UpsampleBicubic2D0 UpsampleBicubic2DAa0 UpsampleBilinear2D0 \
    UpsampleBilinear2DAa0 UpsampleLinear1D0 UpsampleNearest1D0 UpsampleNearest2D0 UpsampleNearest3D0 UpsampleNearestExact1D0 \
    UpsampleNearestExact2D0 UpsampleNearestExact3D0 UpsampleTrilinear3D0 View0
    """.split(separator: " ").map { String($0.dropLast()) + "Backward" + String($0.suffix(1)) })

  /// The attributes of those shapes.
  @Sendable private static func sizeMembers(_ name: String) -> [NativeMember] {
    sizes(ofNode: name).map { size in
      .property("_saved_" + size) { _, object in
        guard let node = object as? NodeObject else { return Value.none }
        return node.savedSizes(size) ?? Value.none
      }
    }
  }
}

extension TypeObject {
  /// The common type of `grad_fn`s.
  package static let node = TypeObject.native(
    "Node", module: "torch.autograd.graph", specials: [.repr, .call], holdsValues: true, instanceDictionary: true,
    isSubclassable: false,
    members: {
      [
        .method("name", .none) { _, arguments in
          .string((arguments[0].object as? NodeObject)?.node.qualifiedName ?? "")
        },
        .property("next_functions") { _, object in
          guard let node = (object as? NodeObject)?.node else { return .none }
          return .tuple(
            node.edges.map { edge in
              .tuple([edge.node.map { NodeObject.of($0) } ?? .none, .int(Int(edge.index))])
            })
        },
        .property("metadata") { _, object in
          guard let node = (object as? NodeObject)?.node else { return .none }
          if let known = node.metadata as? DictObject { return .object(known) }
          let made = DictObject()
          node.metadata = made
          return .object(made)
        },
        .property("requires_grad") { _, _ in .bool(true) },
        .property("_input_metadata") { _, object in
          guard let node = (object as? NodeObject)?.node else { return .none }
          return .tuple((0..<node.outputCount).compactMap { node.output($0).map { .object(InputMetadataObject($0)) } })
        },
        .method("_sequence_nr", .none) { _, arguments in
          .integer((arguments[0].object as? NodeObject)?.node.sequenceNumber ?? 0)
        },
        .method("register_hook", .one) { interpreter, arguments in
          guard let node = (arguments[0].object as? NodeObject)?.node else { return .none }
          let hook = arguments[1]
          return .object(
            HookHandleObject(
              node.registerHook { inputs, outputs in
                let result = try interpreter.call(hook, .tensors(inputs), .tensors(outputs))
                return try BackwardFunctions.replacement(result, by: hook, of: inputs, interpreter)
              }))
        },
        .method("register_prehook", .one) { interpreter, arguments in
          guard let node = (arguments[0].object as? NodeObject)?.node else { return .none }
          let hook = arguments[1]
          return .object(
            HookHandleObject(
              node.registerPreHook { outputs in
                let result = try interpreter.call(hook, .tensors(outputs))
                return try BackwardFunctions.replacement(result, by: hook, of: outputs, interpreter)
              }))
        },
      ]
    })
}

/// `torch.utils.hooks.RemovableHandle`: takes a registered hook away again.
package final class HookHandleObject: Object {
  /// The hook's number among those of its kind.
  let id: Int
  private var removal: (() -> Void)?

  /// The handle of a hook of a tensor or node.
  package init(_ handle: HookHandle) {
    id = handle.id
    removal = handle.remove
    super.init(type: .hookHandle)
  }

  /// The handle of the next hook in a dictionary of hooks by number, as modules keep them.
  package init(hooks: DictObject) {
    let used = hooks.table.entries.compactMap { entry -> Int? in
      if case .int(let id) = entry.key { id } else { nil }
    }
    let id = (used.max() ?? -1) + 1
    self.id = id
    super.init(type: .hookHandle)
    removal = { [weak hooks] in
      guard let hooks else { return }
      let place = hooks.table.position(ofInt: id)
      if place >= 0 { hooks.table.remove(at: place) }
    }
  }

  package override func enter(_ interpreter: Interpreter) throws -> Value? { asValue }

  package override func exit(_ exception: ExceptionObject?, _ interpreter: Interpreter) throws -> Bool {
    remove()
    return false
  }

  /// Removes the hook; a second call does nothing.
  func remove() {
    removal?()
    removal = nil
  }
}

extension HashTable {
  /// The place of an int key; -1 if there is none.
  fileprivate func position(ofInt key: Int) -> Int {
    entries.firstIndex { entry in
      if case .int(let value) = entry.key { value == key } else { false }
    } ?? -1
  }
}

extension TypeObject {
  /// `torch.utils.hooks.RemovableHandle`
  package static let hookHandle: TypeObject = .native(
    "RemovableHandle", module: "torch.utils.hooks", specials: [.enter, .exit], isSubclassable: false,
    new: { interpreter, _, arguments in
      let values = try PythonRuntime.Signature("(hooks_dict, *, extra_dict=None)").bind(
        arguments, function: "RemovableHandle")
      guard let hooks = values[0].cast(DictObject.self) else {
        throw PythonException(.typeError, "hooks_dict must be a dict, not \(values[0].type.tpName)")
      }
      return .object(HookHandleObject(hooks: hooks))
    },
    members: {
      [
        .method("remove", .none) { _, arguments in
          (arguments[0].object as? HookHandleObject)?.remove()
          return .none
        },
        .property("id") { _, object in .int((object as? HookHandleObject)?.id ?? 0) },
      ]
    })
}

extension Value {
  /// A tuple of tensors, `None` where one is missing.
  package static func tensors(_ tensors: [Tensor?]) -> Value {
    .tuple(tensors.map { tensor in tensor.map { TensorObject.of($0) } ?? .none })
  }

  /// The same of gradients, among which may be sparse ones.
  static func gradients(_ tensors: [Tensor?]) throws -> Value {
    .tuple(try tensors.map { tensor in try tensor.map { try SparseGradients.value(of: $0) } ?? .none })
  }
}
