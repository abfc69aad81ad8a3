import Autograd
import PythonRuntime
import TensorCore

/// What `torch.overrides` needs, as members of `torch._C`.
enum OverrideFunctions {
  /// The `__torch_function__` of a class that takes no part (`_disabled_torch_function_impl`).
  static let disabled = NativeFunction("_disabled_torch_function_impl", .any, role: .staticMethod, module: "torch._C") {
    interpreter, arguments in
    guard let state = OverrideState.current, arguments.count >= 2 else { return .notImplemented }
    let positional = arguments.count > 2 ? try interpreter.array(of: arguments[2]) : []
    var keywords: [(String, Value)] = []
    for entry in arguments[3].cast(DictObject.self)?.table.entries ?? [] where !entry.key.isUndefined {
      keywords.append((entry.key.text ?? "", entry.value))
    }
    return try state.withoutClasses { try interpreter.call(arguments[0], positional, keywords: keywords) }
  }

  /// What a class declares that takes part in nothing.
  static var noOverride: NativeMember { .constant("__torch_function__", .object(disabled)) }

  /// The members.
  static var members: [String: Value] {
    [
      "_disabled_torch_function_impl": .object(disabled),
      "_push_function_mode": .object(
        NativeFunction("_push_function_mode", .one, module: "torch._C") { _, arguments in
          OverrideState.current?.push(arguments[0])
          return .none
        }),
      "_pop_function_mode": .object(
        NativeFunction("_pop_function_mode", .none, module: "torch._C") { _, _ in
          OverrideState.current?.pop() ?? .none
        }),
      "_function_mode": .object(
        NativeFunction("_function_mode", .none, module: "torch._C") { _, _ in
          OverrideState.current?.activeMode ?? .none
        }),
      "_disable_overrides": .object(
        NativeFunction("_disable_overrides", .positional(2...2), module: "torch._C") { interpreter, arguments in
          OverrideState.current?.disable(
            all: try interpreter.truth(arguments[0]), by: try interpreter.truth(arguments[1]) ? 1 : -1)
          return .none
        }),
      "_overriding": .object(
        NativeFunction("_overriding", .one, module: "torch._C") { interpreter, arguments in
          var found: [Value] = []
          if OverrideState.current?.allowsClasses ?? false {
            for value in try interpreter.array(of: arguments[0]) { TorchOverrides.note(value, in: &found) }
          }
          return .list(found)
        }),
      "_getter_name": .object(
        NativeFunction("_getter_name", .one, module: "torch._C") { _, arguments in
          for name in TensorMethods.declared.map(\.name) {
            if let property = TypeObject.tensor.lookup(StringObject(name))?.cast(NativeProperty.self),
              arguments[0].object === property.getter
            {
              return .string(name)
            }
          }
          return .none
        }),
    ]
  }

  /// `Tensor.as_subclass`, `Tensor._make_subclass`.
  static let methods: [NativeMember] = [
    .method("as_subclass", .one) { _, arguments in
      let object = try TensorMethods.receiver(arguments)
      guard let type = arguments[1].cast(TypeObject.self) else {
        throw PythonException(.typeError, "cls must be a type (got \(arguments[1].type.tpName))")
      }
      guard type.isSubtype(of: .tensor) else {
        throw PythonException(
          .typeError,
          "Creating a Tensor subclass from a class that does not inherit from Tensor is not possible. Make sure your class inherits from Tensor."
        )
      }
      return try TorchOverrides.instance(of: type, sharing: object.tensor)
    },
    .staticMethod("_make_subclass", .signature("(cls, data, require_grad=False)")) { interpreter, arguments in
      guard let type = arguments[0].cast(TypeObject.self) else {
        throw PythonException(.typeError, "cls must be a type (got \(arguments[0].type.tpName))")
      }
      guard let object = arguments[1].tensorObject else {
        throw PythonException(
          .typeError, "_make_subclass(): argument 'data' (position 2) must be Tensor, not \(arguments[1].type.tpName)")
      }
      guard type.isSubtype(of: .tensor) else {
        throw PythonException(
          .typeError,
          "Creating a Tensor subclass from a class that does not inherit from Tensor is not possible. Make sure your class inherits from Tensor."
        )
      }
      let tensor = object.tensor.detached()
      let requiresGrad = arguments[2].isUndefined ? false : try interpreter.truth(arguments[2])
      try torchErrors { try tensor.setRequiresGrad(requiresGrad) }
      return .object(try TensorObject.checkedMake(tensor, type: type))
    },
    TorchOverrides.standard,
    TensorMethods.open("__rdiv__", .one) { interpreter, arguments in
      try TensorMethods.receiver(arguments).combined(.divide, arguments[1], reflected: true, interpreter)
        ?? .notImplemented
    },
  ]

  /// Looks at a class that a document makes: whether it could take the place of functions.
  static func note(_ type: TypeObject, _ interpreter: Interpreter) throws {
    guard TorchOverrides.takesPart(type), let state = OverrideState.current else { return }
    let isFirst = !state.knowsClasses
    state.noteClass()
    guard isFirst else { return }
    // The functions of `torch.nn.functional` that are written in Python ask from now on, too.
    let module = try TorchImports.module("torch.overrides", interpreter)
    _ = try interpreter.call(try interpreter.getAttribute(module, "_watch_functional"))
  }
}

extension TensorObject {
  /// The Python object of a tensor of a subclass that PyTorch would make; what needs more than nbrun has is refused.
  static func checkedMake(_ tensor: Tensor, type: TypeObject) throws -> TensorObject {
    if type.isUserDefined, let function = type.lookup(StringObject("__torch_dispatch__")),
      function.object !== OverrideFunctions.disabled
    {
      throw PythonException(
        .notImplementedError,
        "__torch_dispatch__ of \(type.name) is not supported by nbrun; the nearest is __torch_function__")
    }
    return make(tensor, type: type)
  }
}
