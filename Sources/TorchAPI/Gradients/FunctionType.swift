import Autograd
import PythonRuntime
import Synchronization
import TensorCore

/// The context that `forward` and `backward` of a `torch.autograd.Function` share.
package final class FunctionContextObject: Object {
  /// The user's class.
  let functionClass: Value
  /// What `save_for_backward` was given.
  private(set) var toSave: [Tensor?] = []
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

  init(_ functionClass: Value, type: TypeObject) {
    self.functionClass = functionClass
    super.init(type: type)
  }

  /// The context of a call: its class has the name of the `grad_fn`, which is the same object in PyTorch.
  convenience init(callOf functionClass: Value) {
    let name = (functionClass.cast(TypeObject.self)?.name ?? "Function") + "Backward"
    self.init(
      functionClass,
      type: Self.types.withLock { types in
        if let known = types[name] { return known }
        let made = TypeObject.native(
          name, module: "torch.autograd.function", bases: [.functionContext], holdsValues: true,
          instanceDictionary: true, isSubclassable: false)
        types[name] = made
        return made
      })
  }

  private static let types = Mutex<[String: TypeObject]>([:])

  /// Instances were called before `apply` was a class method.
  package override func call(_ arguments: Arguments, _ interpreter: Interpreter) throws -> Value {
    throw PythonException(
      .runtimeError,
      "Legacy autograd function with non-static forward method is deprecated. Please use new-style autograd function "
        + "with static forward method. (Example: "
        + "https://pytorch.org/docs/stable/autograd.html#torch.autograd.Function)")
  }

  /// Whether the user's class has a method of its own.
  func declares(_ method: String) -> Bool {
    let method = StringObject(method)
    guard let type = functionClass.cast(TypeObject.self) else { return false }
    return type.lookup(method)?.object !== TypeObject.autogradFunction.lookup(method)?.object
  }

  func save(_ tensors: [Tensor?]) { toSave = tensors }
  func markDirty(_ tensors: [Tensor]) { dirty = tensors }
  func markNonDifferentiable(_ tensors: [Tensor]) { nonDifferentiable = tensors }

  /// Hands what is to be saved to the node, which checks, packs and releases it like what operators save.
  func finishSaving(_ node: CustomFunctionNode) throws {
    self.node = node
    for tensor in toSave {
      if let tensor, tensor.node === node {
        try node.save(result: tensor, index: Int(tensor.outputIndex))
      } else {
        try node.save(tensor)
      }
    }
    toSave = []
  }

  /// `ctx.saved_tensors`, checked for changes in place.
  func savedTensors() throws -> [Tensor?] {
    guard let node else { return toSave }
    if node.isReleased { throw node.releasedError }
    return try (0..<node.savedCount).map { try node.saved($0) }
  }
}

/// Calls the `backward` of a user's function for the engine.
final class PythonBackward: CustomBackward {
  /// What `forward` left for `backward`.
  let context: FunctionContextObject
  private let interpreter: Interpreter

  init(_ context: FunctionContextObject, _ interpreter: Interpreter) {
    self.context = context
    self.interpreter = interpreter
  }

  func backward(_ gradients: [Tensor?], node: CustomFunctionNode) throws -> [Tensor?] {
    let product = try interpreter.getAttribute(context.functionClass, "vjp", default: .none)
    if !product.isNone, context.declares("backward") {
      throw PythonException(
        .runtimeError,
        "Implementing both 'backward' and 'vjp' for a custom Function is not allowed. You should only implement one of "
          + "them.")
    }
    let function = product.isNone ? try interpreter.getAttribute(context.functionClass, "backward") : product
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
      if value.isNone { return nil }
      guard node.tensorArguments[index] else {
        throw PythonException(
          .runtimeError,
          "function \(node.name) returned a gradient different than None at position \(index + 1), but the corresponding"
            + " forward input was not a Variable")
      }
      guard let object = value.tensorObject else {
        throw PythonException(.runtimeError, "expected Variable or None (got \(value.type.tpName))")
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
          throw PythonException(.typeError, "expected a function context, got \(arguments[0].type.tpName)")
        }
        return context
      }
      @Sendable func tensors(_ arguments: Arguments, _ name: String) throws -> [Tensor?] {
        try arguments.positional.dropFirst().enumerated().map { index, value in
          if value.isNone { return nil }
          guard let object = value.tensorObject else {
            throw PythonException(
              .typeError, "\(name) can only save variables, but argument \(index) is of type \(value.type.tpName)")
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
    let context = FunctionContextObject(callOf: function)
    let forward = try interpreter.getAttribute(function, "forward")
    let hasSetup = try interpreter.getAttribute(function, "setup_context", default: .none)
    let inputs = try positional(arguments, of: forward, fillsDefaults: !hasSetup.isNone)
    if let inside = try FunctionTransforms.current(interpreter) {
      try inside.check(context, hasSetup: !hasSetup.isNone, interpreter)
      if inside.areBatched, let result = try inside.batched(function, inputs, interpreter) { return result }
    }
    let records = GradMode.isEnabled && inputs.contains { $0.tensorObject?.tensor.requiresGrad ?? false }
    context.needsInputGrad = inputs.map { records && $0.tensorObject?.tensor.requiresGrad ?? false }
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
    try checkDirty(context, output)
    guard records else { return try torchErrors { try unrecorded(output, inputs, context) } }
    if let dual = try pushedForward(output, inputs, context) { return dual }
    return try torchErrors { try record(output, inputs, context, replay) }
  }

  /// The arguments by position: keywords and, where `setup_context` gets them all, defaults take their places.
  private func positional(_ arguments: Arguments, of forward: Value, fillsDefaults: Bool) throws -> [Value] {
    var inputs = Array(arguments.positional)
    guard fillsDefaults || arguments.keywordCount > 0, let callee = forward.cast(FunctionObject.self) else {
      return inputs
    }
    let names = Array(callee.code.positionalNames.dropFirst(fillsDefaults ? 0 : 1))
    var given: [Int: Value] = [:]
    for index in 0..<arguments.keywordCount {
      let (name, value) = arguments.keyword(index)
      guard let place = names.firstIndex(where: { $0.value == name.value }) else {
        throw PythonException(.typeError, "\(callee.name.value)() got an unexpected keyword argument '\(name.value)'")
      }
      if place < inputs.count {
        throw PythonException(.typeError, "\(callee.name.value)() got multiple values for argument '\(name.value)'")
      }
      given[place] = value
    }
    let required = callee.code.positionalNames.count - callee.defaults.count - (fillsDefaults ? 0 : 1)
    while inputs.count < names.count {
      let place = inputs.count
      if let value = given[place] {
        inputs.append(value)
      } else if place >= required {
        inputs.append(callee.defaults[place - required])
      } else {
        // The call says what is missing.
        break
      }
    }
    return inputs
  }

  /// Checks that what was written into is returned.
  private func checkDirty(_ context: FunctionContextObject, _ output: Value) throws {
    let returned = (output.cast(TupleObject.self)?.elements ?? [output]).compactMap { $0.tensorObject?.tensor }
    if context.dirty.allSatisfy({ returned.contains($0) }) { return }
    throw PythonException(
      .runtimeError,
      "Some elements marked as dirty during the forward method were not returned as output. The inputs that are modified"
        + " inplace must all be outputs of the Function.")
  }

  /// The output of a call that needs no gradient: an input that is returned as it is becomes a view of itself.
  private func unrecorded(_ output: Value, _ inputs: [Value], _ context: FunctionContextObject) throws -> Value {
    let sources = inputs.compactMap { $0.tensorObject?.tensor }
    func seen(_ value: Value) -> Value {
      guard let tensor = value.tensorObject?.tensor, sources.contains(tensor), !context.dirty.contains(tensor) else {
        return value
      }
      let alias = tensor.detached()
      alias.becomeView(of: tensor)
      return TensorObject.of(alias)
    }
    guard let tuple = output.cast(TupleObject.self) else { return seen(output) }
    return .tuple(tuple.elements.map(seen))
  }

  /// The output with its derivative along the inputs' directions, where forward mode is on; the function must have a
  /// rule of its own for it (`jvp`).
  private func pushedForward(_ output: Value, _ inputs: [Value], _ context: FunctionContextObject) throws -> Value? {
    guard let module = interpreter.modules.value(of: "torch.autograd.forward_ad") else { return nil }
    let rule = try interpreter.getAttribute(function, "jvp", default: .none)
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
      if let object = input.tensorObject { node.addInput(object.tensor) }
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
      recordedPlaces.append(place)
      if context.dirty.contains(tensor) {
        try recordWrite(into: tensor, node, isOnlyOutput: values.count == 1)
        return value
      }
      // An output that is an input, or a view of one, becomes a tensor of its own, which may not be written into.
      let isInput = sources.contains(tensor)
      guard isInput || tensor.base != nil || tensor.requiresGrad else {
        node.addOutput(tensor)
        return value
      }
      let fresh = tensor.detached()
      node.addOutput(fresh)
      if isInput || tensor.base.map({ base in sources.contains { $0 === base || $0.base === base } }) ?? false {
        fresh.becomeView(of: tensor)
        fresh.viewOrigin = isTuple && values.count > 1 ? .multipleOutputs : .customFunction
      }
      renamed[ObjectIdentifier(tensor)] = fresh
      return TensorObject.of(fresh)
    }
    context.save(context.toSave.map { tensor in tensor.map { renamed[ObjectIdentifier($0)] ?? $0 } })
    try context.finishSaving(node)
    node.replay = replay?.replay(ofOutputs: recordedPlaces, needsInputGrad: context.needsInputGrad)
    return isTuple ? .tuple(results) : results[0]
  }

  /// Makes the node that of an input which `forward` has written into.
  private func recordWrite(into tensor: Tensor, _ node: CustomFunctionNode, isOnlyOutput: Bool) throws {
    if tensor.base != nil, !isOnlyOutput {
      throw TorchError(
        .runtime,
        "If your Function modifies inplace an input that is a view of another Tensor, your Function cannot return more than"
          + " one Tensor. This is not supported by the current autograd engine. You should either make sure the input is"
          + " not a view (using .clone() for example) or make your Function only return one Tensor (potentially splitting"
          + " it into two Functions: one doing the inplace that returns a single Tensor and a second one that does the"
          + " other operations). You can ask on the forum https://discuss.pytorch.org/ if you need help to do this"
          + " change.")
    }
    if tensor.base == nil, tensor.isLeaf, tensor.requiresGrad {
      throw TorchError(
        .runtime, "a leaf Variable that requires grad has been used in an in-place operation.")
    }
    GradMode.isEnabled = true
    defer { GradMode.isEnabled = false }
    try tensor.checkInPlace(isRecorded: true)
    tensor.bumpVersion()
    if tensor.base != nil {
      node.addOverwrittenOutput(tensor)
    } else {
      node.addOutput(tensor)
    }
  }
}
