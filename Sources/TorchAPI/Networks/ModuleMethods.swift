import PythonRuntime

/// The methods of `torch.nn.Module` that every use of a network goes through many times, and that its class, which is
/// written in Python, takes from here.
enum ModuleMethods {
  /// The methods, as members of `torch._C`.
  static var members: [String: Value] {
    [
      "_module_attribute": .object(
        NativeFunction("__getattr__", .one, role: .method, searchedTables: tables, body: attribute)),
      "_module_set_attribute": .object(
        NativeFunction("__setattr__", .positional(2...2), role: .method, body: setAttribute)),
      "_module_call": .object(NativeFunction("__call__", role: .method, delegate: usualForward, body: call)),
      "_own_attribute": .object(
        NativeFunction("_own_attribute", .positional(2...3), module: "torch._C", body: ownAttribute)),
      "_held_parameters": .object(NativeFunction("_held_parameters", .one, module: "torch._C", body: heldParameters)),
      "_same_size": .object(NativeFunction("_same_size", .positional(2...2), module: "torch._C", body: sameSize)),
    ]
  }

  private static let tables = [StringObject("_parameters"), StringObject("_buffers"), StringObject("_modules")]

  /// `module.name` of a name that is neither in the instance's dictionary nor in the class: a parameter, a buffer or a
  /// module.
  private static let attribute: NativeFunction.Body = { interpreter, arguments in
    guard case .object(let module) = arguments[0], case .object(let key) = arguments[1], let name = key as? StringObject
    else { throw PythonException(.typeError, "attribute name must be string, not '\(arguments[1].type.tpName)'") }
    for table in tables {
      if let found = interpreter.instanceAttribute(module, table)?.cast(DictObject.self)?.value(of: name) {
        return found
      }
    }
    throw PythonException(
      .attributeError, "'\(module.type.name)' object has no attribute '\(name.value)'")
  }

  /// `_own_attribute(object, name, default=None)`: what the object itself has under a name, as `object.__dict__` would
  /// say; asking for that would take the attributes out of their slots, where finding them is quicker.
  private static let ownAttribute: NativeFunction.Body = { interpreter, arguments in
    let fallback = arguments.count > 2 ? arguments[2] : .none
    guard case .object(let object) = arguments[0], case .object(let key) = arguments[1], let name = key as? StringObject
    else { return fallback }
    return interpreter.instanceAttribute(object, name) ?? fallback
  }

  private static let parametersTable = StringObject("_parameters")
  private static let modulesTable = StringObject("_modules")

  /// `_held_parameters(module)`: the parameters of a module and of those inside it, each once, in order; None where
  /// something else stands among them.
  private static let heldParameters: NativeFunction.Body = { interpreter, arguments in
    var found: [Value] = []
    var seen: Set<ObjectIdentifier> = []
    func collect(_ module: Object) -> Bool {
      guard seen.insert(ObjectIdentifier(module)).inserted else { return true }
      guard let parameters = interpreter.instanceAttribute(module, parametersTable)?.cast(DictObject.self),
        let modules = interpreter.instanceAttribute(module, modulesTable)?.cast(DictObject.self)
      else { return false }
      for entry in parameters.table.entries where !entry.value.isNone && !entry.value.isUndefined {
        guard let tensor = entry.value.tensorObject else { return false }
        if seen.insert(ObjectIdentifier(tensor)).inserted { found.append(entry.value) }
      }
      for entry in modules.table.entries where !entry.value.isNone && !entry.value.isUndefined {
        guard case .object(let inner) = entry.value, collect(inner) else { return false }
      }
      return true
    }
    guard case .object(let module) = arguments[0], collect(module) else { return .none }
    return .list(found)
  }

  /// `_same_size(a, b)`: whether two tensors are of one shape.
  private static let sameSize: NativeFunction.Body = { _, arguments in
    guard let a = arguments[0].tensorObject, let b = arguments[1].tensorObject else { return .bool(false) }
    return .bool(a.tensor.array.shape == b.tensor.array.shape)
  }

  private static let setHeld = StringObject("_set_held")

  /// `module.name = value`: a plain attribute, unless the module holds something of that name or `value` may be
  /// something that modules hold.
  private static let setAttribute: NativeFunction.Body = { interpreter, arguments in
    guard case .object(let module) = arguments[0], case .object(let key) = arguments[1], let name = key as? StringObject
    else { throw PythonException(.typeError, "attribute name must be string, not '\(arguments[1].type.tpName)'") }
    let value = arguments[2]
    var isPlain = value.object.map { !($0 is TensorObject) && !$0.type.isUserDefined } ?? true
    for table in tables where isPlain {
      let held = interpreter.instanceAttribute(module, table)?.cast(DictObject.self)
      isPlain = held?.value(of: name) == nil
    }
    if isPlain {
      try interpreter.genericSetAttribute(module, name, value)
    } else {
      _ = try interpreter.call(try interpreter.getAttribute(arguments[0], setHeld), arguments[1], value)
    }
    return .none
  }

  private static let hooks = [
    StringObject("_backward_hooks"), StringObject("_backward_pre_hooks"), StringObject("_forward_hooks"),
    StringObject("_forward_pre_hooks"),
  ]
  private static let forward = StringObject("forward")
  private static let callWithHooks = StringObject("_call_with_hooks")

  /// What a call of a module comes to, for all modules of a class with the same attributes.
  private final class CallPlan {
    /// The class as it was.
    let version: Int
    let layout: UnsafeRawPointer
    /// Where the tables of hooks are.
    let slots: [Int]
    let forward: FunctionObject

    init?(_ module: Object) {
      guard let layout = module.layoutMark, module.ownSlot(of: ModuleMethods.forward) == nil,
        case .object(let found)? = module.type.lookup(ModuleMethods.forward), found.type === TypeObject.function,
        let forward = found as? FunctionObject
      else { return nil }
      slots = hooks.compactMap { module.ownSlot(of: $0) }
      if slots.count < hooks.count { return nil }
      version = module.type.version
      self.layout = layout
      self.forward = forward
    }
  }

  /// `forward` of a module without hooks, if it is a function of the class, which takes the module among its arguments as
  /// a call has them.
  private static let usualForward: NativeFunction.Delegate = { _, module in
    let type = module.type
    var plan: CallPlan
    if let known = type.memo as? CallPlan, known.version == type.version, known.layout == module.layoutMark {
      plan = known
    } else {
      guard let made = CallPlan(module) else { return nil }
      type.memo = made
      plan = made
    }
    for slot in plan.slots where !module.hasEmptyDictionary(inSlot: slot) { return nil }
    return plan.forward
  }

  /// `module(...)`: `forward`, with the hooks before and after it if there are any.
  private static let call: NativeFunction.Body = { interpreter, arguments in
    let module = arguments[0]
    guard case .object(let object) = module else { throw PythonException(.typeError, "a module is needed") }
    if let forward = try usualForward(interpreter, object) { return try interpreter.call(.object(forward), arguments) }
    for table in hooks {
      guard let known = interpreter.instanceAttribute(object, table)?.cast(DictObject.self) else {
        // `super().__init__()` was not called.
        _ = try interpreter.getAttribute(module, table)
        continue
      }
      if known.count > 0 {
        let keywords = DictObject()
        for index in 0..<arguments.keywordCount {
          let (name, value) = arguments.keyword(index)
          keywords.table.set(name, value)
        }
        return try interpreter.call(
          try interpreter.getAttribute(module, callWithHooks),
          .tuple(Array(arguments.positional.dropFirst())), .object(keywords))
      }
    }
    return try interpreter.call(try interpreter.getAttribute(module, forward), arguments.dropFirst())
  }
}
