import Autograd
import PythonRuntime
import TensorCore

/// The context that `forward` and `backward` of a `torch.autograd.Function` share.
package final class FunctionContextObject: Object {
  /// The user's class.
  let functionClass: Value
  /// What `save_for_backward` was given.
  private(set) var toSave: [Tensor?] = []
  /// What was saved, with the versions at that time.
  private var saved: [(tensor: Tensor?, version: UInt32)]?
  /// What hooks made of what was saved.
  private var packed: [PackedTensor?]?
  /// The node, which holds this context.
  private weak var node: CustomFunctionNode?
  /// `ctx.needs_input_grad`
  var needsInputGrad: [Bool] = []
  /// The tensors `mark_non_differentiable` names.
  private(set) var nonDifferentiable: [Tensor] = []
  /// The tensors `mark_dirty` names.
  private(set) var dirty: [Tensor] = []
  /// `ctx.set_materialize_grads`
  var materializesGrads = true

  init(_ functionClass: Value, type: TypeObject = .functionContext) {
    self.functionClass = functionClass
    super.init(type: type)
  }

  /// Instances were called before `apply` was a class method.
  package override func call(_ arguments: Arguments, _ interpreter: Interpreter) throws -> Value {
    throw PythonException(
      .runtimeError,
      "Legacy autograd function with non-static forward method is deprecated. Please use new-style autograd function "
        + "with static forward method. (Example: "
        + "https://pytorch.org/docs/stable/autograd.html#torch.autograd.Function)")
  }

  func save(_ tensors: [Tensor?]) { toSave = tensors }
  func markDirty(_ tensors: [Tensor]) { dirty = tensors }
  func markNonDifferentiable(_ tensors: [Tensor]) { nonDifferentiable = tensors }

  /// Remembers the versions of what was saved, after `forward`; hooks, if there are any, keep it in their way.
  func finishSaving(_ node: CustomFunctionNode?) throws {
    if let node, ThreadState.packsSavedTensors, let hooks = TensorSession.bound?.savedTensorHooks.last {
      self.node = node
      packed = try toSave.map { tensor in
        try tensor.map { tensor in
          let index = tensor.node === node ? tensor.outputIndex : nil
          return try PackedTensor(tensor, outputIndex: index.map(Int.init), hooks)
        }
      }
      toSave = []
      return
    }
    saved = toSave.map { ($0, $0?.version ?? 0) }
  }

  /// `ctx.saved_tensors`, checked for changes in place.
  func savedTensors() throws -> [Tensor?] {
    if let packed, let node { return try packed.map { try $0?.value(for: node) } }
    guard let saved else { return toSave }
    for entry in saved {
      guard let tensor = entry.tensor, tensor.version != entry.version else { continue }
      throw TorchError(
        .runtime,
        "one of the variables needed for gradient computation has been modified by an inplace operation: "
          + "[\(tensor.array.tensorTypeName) \(tensor.array.shape.text)] is at version \(tensor.version); expected "
          + "version \(entry.version) instead. Hint: enable anomaly detection to find the operation that failed to "
          + "compute its gradient, with torch.autograd.set_detect_anomaly(True, check_nan=False).")
    }
    return saved.map(\.tensor)
  }

}

/// Calls the `backward` of a user's function for the engine.
private final class PythonBackward: CustomBackward {
  private let context: FunctionContextObject
  private let interpreter: Interpreter

  init(_ context: FunctionContextObject, _ interpreter: Interpreter) {
    self.context = context
    self.interpreter = interpreter
  }

  func backward(_ gradients: [Tensor?], node: CustomFunctionNode) throws -> [Tensor?] {
    var function = try interpreter.getAttribute(context.functionClass, "backward", default: .none)
    if function.isNone { function = try interpreter.getAttribute(context.functionClass, "vjp", default: .none) }
    guard !function.isNone else { throw Self.missing }
    let result = try interpreter.call(
      function, [.object(context)] + gradients.map { gradient in gradient.map { TensorObject.of($0) } ?? .none })
    var values = result.cast(TupleObject.self)?.elements ?? [result]
    let expected = node.tensorArguments.count
    // More gradients than arguments are fine while the additional ones are None.
    while values.count > expected, values.last?.isNone ?? false { values.removeLast() }
    guard values.count == expected else {
      throw PythonException(
        .runtimeError,
        "function \(node.name) returned an incorrect number of gradients (expected \(expected), got \(values.count))")
    }
    return try values.enumerated().map { index, value in
      if value.isNone || !node.tensorArguments[index] { return nil }
      guard let object = value.tensorObject else {
        throw PythonException(.runtimeError, "expected Variable or None (got \(value.type.name))")
      }
      return object.tensor
    }
  }

  static let missing = PythonException(
    .notImplementedError,
    "You must implement either the backward or vjp method for your custom autograd.Function to use it with backward "
      + "mode AD.")
}

extension TypeObject {
  /// The type of `ctx`.
  package static let functionContext = TypeObject.native(
    "FunctionCtx", module: "torch.autograd.function", holdsValues: true, instanceDictionary: true,
    members: {
      @Sendable func context(_ arguments: Arguments) throws -> FunctionContextObject {
        guard let context = arguments[0].cast(FunctionContextObject.self) else {
          throw PythonException(.typeError, "expected a function context, got \(arguments[0].type.name)")
        }
        return context
      }
      @Sendable func tensors(_ arguments: Arguments, _ name: String) throws -> [Tensor?] {
        try arguments.positional.dropFirst().map { value in
          if value.isNone { return nil }
          guard let object = value.tensorObject else {
            throw PythonException(
              .typeError, "\(name) can only save variables, but argument \(0) is of type \(value.type.name)")
          }
          return object.tensor
        }
      }
      return [
        .method("save_for_backward") { _, arguments in
          try context(arguments).save(try tensors(arguments, "save_for_backward"))
          return .none
        },
        .method("save_for_forward") { interpreter, arguments in
          _ = try tensors(arguments, "save_for_forward")
          try interpreter.setAttribute(
            arguments[0], StringObject("saved_for_forward"), .tuple(Array(arguments.positional.dropFirst())))
          return .none
        },
        .method("mark_dirty") { _, arguments in
          try context(arguments).markDirty(try tensors(arguments, "mark_dirty").compactMap { $0 })
          return .none
        },
        .method("mark_non_differentiable") { _, arguments in
          try context(arguments).markNonDifferentiable(
            try tensors(arguments, "mark_non_differentiable").compactMap { $0 })
          return .none
        },
        .method("set_materialize_grads", .one) { interpreter, arguments in
          try context(arguments).materializesGrads = try interpreter.truth(arguments[1])
          return .none
        },
        .property("saved_tensors") { _, object in
          guard let context = object as? FunctionContextObject else { return .none }
          return .tensors(try torchErrors { try context.savedTensors() })
        },
        .property("saved_variables") { _, object in
          guard let context = object as? FunctionContextObject else { return .none }
          return .tensors(try torchErrors { try context.savedTensors() })
        },
        .property("needs_input_grad") { _, object in
          .tuple((object as? FunctionContextObject)?.needsInputGrad.map { .bool($0) } ?? [])
        },
      ]
    })

  /// `torch.autograd.Function`
  package static let autogradFunction = TypeObject.native(
    "Function", module: "torch.autograd.function", bases: [.functionContext], specials: [.call], holdsValues: true,
    instanceDictionary: true,
    new: { interpreter, type, arguments in
      try torchSession().warn(
        "DeprecationWarning",
        "\(try interpreter.repr(.object(type))) should not be instantiated. Methods on autograd functions are all static,"
          + " so you should invoke them on the class itself. Instantiating an autograd function will raise an error in a"
          + " future version of PyTorch.")
      return .object(FunctionContextObject(.object(type), type: type))
    },
    members: {
      [
        .classMethod("apply") { interpreter, arguments in
          try FunctionCall(arguments[0], interpreter).run(arguments.dropFirst())
        },
        .staticMethod("forward") { _, _ in
          throw PythonException(
            .notImplementedError, "You must implement the forward function for custom autograd.Function.")
        },
        .staticMethod("backward") { _, _ in throw PythonBackward.missing },
      ]
    })
}

/// One call of a user's function: `F.apply(...)`.
private struct FunctionCall {
  private let function: Value
  private let interpreter: Interpreter

  init(_ function: Value, _ interpreter: Interpreter) {
    self.function = function
    self.interpreter = interpreter
  }

  func run(_ arguments: Arguments) throws -> Value {
    let inputs = Array(arguments.positional)
    let context = FunctionContextObject(function)
    let records = GradMode.isEnabled && inputs.contains { $0.tensorObject?.tensor.requiresGrad ?? false }
    context.needsInputGrad = inputs.map { records && $0.tensorObject?.tensor.requiresGrad ?? false }
    let forward = try interpreter.getAttribute(function, "forward")
    let hasSetup = try interpreter.getAttribute(function, "setup_context", default: .none)
    let wasEnabled = GradMode.isEnabled
    GradMode.isEnabled = false
    defer { GradMode.isEnabled = wasEnabled }
    // Before the call, which may write into its arguments.
    let audit = records ? TensorSession.boundAudit : nil
    let replay = try torchErrors { try audit.flatMap { try FunctionReplay(inputs, function, interpreter, $0) } }
    let output: Value
    if hasSetup.isNone {
      output = try interpreter.call(forward, [.object(context)] + inputs)
    } else {
      output = try interpreter.call(forward, inputs)
      _ = try interpreter.call(hasSetup, [.object(context), .tuple(inputs), output])
    }
    guard records else { return output }
    if let dual = try pushedForward(output, inputs, context) { return dual }
    return try torchErrors { try record(output, inputs, context, replay) }
  }

  /// The output with its derivative along the inputs' directions, where forward mode is on and the function has a rule
  /// of its own for it (`jvp`).
  private func pushedForward(_ output: Value, _ inputs: [Value], _ context: FunctionContextObject) throws -> Value? {
    guard let module = interpreter.modules.value(of: "torch.autograd.forward_ad") else { return nil }
    let rule = try interpreter.getAttribute(function, "jvp", default: .none)
    guard !rule.isNone else { return nil }
    let result = try interpreter.call(
      try interpreter.getAttribute(module, "_pushed_forward"), [rule, .object(context), .tuple(inputs), output])
    return result.isNone ? nil : result
  }

  private func record(
    _ output: Value, _ inputs: [Value], _ context: FunctionContextObject, _ replay: FunctionReplay?
  ) throws -> Value {
    let name = function.cast(TypeObject.self)?.name ?? "Function"
    let node = CustomFunctionNode(functionName: name, PythonBackward(context, interpreter))
    node.materializesGradients = context.materializesGrads
    for input in inputs {
      if let object = input.tensorObject {
        node.addInput(object.tensor)
      } else {
        node.addEdge(Edge(nil))
      }
      node.tensorArguments.append(input.tensorObject != nil)
    }
    let isTuple = output.cast(TupleObject.self) != nil
    let values = output.cast(TupleObject.self)?.elements ?? [output]
    let sources = inputs.compactMap { $0.tensorObject?.tensor }
    var renamed: [ObjectIdentifier: Tensor] = [:]
    var recordedPlaces: [Int?] = []
    let results: [Value] = try values.enumerated().map { place, value in
      guard let object = value.tensorObject else {
        try node.addPlainOutput(nil)
        recordedPlaces.append(nil)
        return value
      }
      let tensor = object.tensor
      if context.nonDifferentiable.contains(tensor) || !tensor.dtype.isDifferentiable {
        try node.addPlainOutput(tensor)
        recordedPlaces.append(place)
        return value
      }
      if context.dirty.contains(tensor) {
        try tensor.checkInPlace(isRecorded: true)
        tensor.bumpVersion()
        node.addOutput(tensor)
        recordedPlaces.append(place)
        return value
      }
      // An output that is an input, or a view of one, becomes a tensor of its own.
      let fresh = sources.contains(tensor) || tensor.base != nil || tensor.requiresGrad ? tensor.detached() : tensor
      node.addOutput(fresh)
      recordedPlaces.append(place)
      renamed[ObjectIdentifier(tensor)] = fresh
      return TensorObject.of(fresh)
    }
    context.save(context.toSave.map { tensor in tensor.map { renamed[ObjectIdentifier($0)] ?? $0 } })
    try context.finishSaving(node)
    node.replay = replay?.replay(ofOutputs: recordedPlaces, needsInputGrad: context.needsInputGrad)
    return isTuple ? .tuple(results) : results[0]
  }
}
