import PythonRuntime

/// The transforms of `torch.func` that run around a call of a user's function.
struct FunctionTransforms {
  /// Whether `vmap` is among them.
  let areBatched: Bool

  /// The transforms that run just now; nil if none does.
  static func current(_ interpreter: Interpreter) throws -> FunctionTransforms? {
    func depth(_ module: String) throws -> Int {
      guard let module = interpreter.modules.value(of: module) else { return 0 }
      return try interpreter.getAttribute(module, "_depth", default: .int(0)).machineInteger(interpreter)
    }
    let isBatched = try depth("torch.func._vmap") > 0
    guard try isBatched || depth("torch.func._transforms") > 0 else { return nil }
    return FunctionTransforms(areBatched: isBatched)
  }

  /// Raises what has to be done outside of all transforms.
  static func refuseInside(_ message: String) throws {
    if OverrideState.current?.transformDepth ?? 0 > 0 { throw PythonException(.runtimeError, message) }
  }

  /// Checks that a function can be used inside of them.
  func check(_ context: FunctionContextObject, hasSetup: Bool, _ interpreter: Interpreter) throws {
    let help = " For more details, please see https://pytorch.org/docs/main/notes/extending.func.html"
    guard hasSetup else {
      throw PythonException(
        .runtimeError,
        "In order to use an autograd.Function with functorch transforms (vmap, grad, jvp, jacrev, ...), it must override"
          + " the setup_context staticmethod." + help)
    }
    guard areBatched else { return }
    let name = context.functionClass.cast(TypeObject.self)?.name ?? "Function"
    let generates = try interpreter.truth(
      try interpreter.getAttribute(context.functionClass, "generate_vmap_rule", default: .bool(false)))
    switch (generates, context.declares("vmap")) {
    case (true, true):
      throw PythonException(
        .runtimeError,
        "You tried to vmap over \(name), but it has both generate_vmap_rule=True and an overridden vmap staticmethod."
          + " Please set generate_vmap_rule=False or delete the overridden vmap staticmethod to avoid ambiguity." + help
      )
    case (false, false):
      throw PythonException(
        .runtimeError,
        "You tried to vmap over \(name), but it does not have vmap support. Please override and implement the vmap"
          + " staticmethod or set generate_vmap_rule=True." + help)
    default: return
    }
  }

  /// The result of a user's function of batches; nil if none of its inputs is one.
  func batched(_ function: Value, _ inputs: [Value], _ interpreter: Interpreter) throws -> Value? {
    let level = Arguments.with(inputs) { BatchedObject.innermostLevel(of: $0) }
    guard level > 0 else { return nil }
    let module = try TorchImports.module("torch.func._functions", interpreter)
    return try interpreter.call(
      try interpreter.getAttribute(module, "_apply"), [function, .int(level), .tuple(inputs)])
  }
}
