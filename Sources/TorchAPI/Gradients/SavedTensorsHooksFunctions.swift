import Autograd
import PythonRuntime

/// What `torch.autograd.graph` needs for its hooks of saved tensors.
enum SavedTensorsHooksFunctions {
  /// What Python made of a tensor.
  private final class Kept {
    let value: Value
    init(_ value: Value) { self.value = value }
  }

  /// A pair of Python functions; nil if they cannot be called.
  static func hooks(_ pack: Value, _ unpack: Value, _ interpreter: Interpreter) -> SavedTensorHooks? {
    guard interpreter.isCallable(pack), interpreter.isCallable(unpack) else { return nil }
    return SavedTensorHooks(
      pack: { tensor in
        let result = try interpreter.call(pack, TensorObject.of(tensor))
        if let object = result.tensorObject { return .tensor(object.tensor) }
        return .object(Kept(result))
      },
      unpack: { packed in
        let value: Value
        switch packed {
        case .tensor(let tensor): value = TensorObject.of(tensor)
        case .object(let object): value = (object as? Kept)?.value ?? .none
        }
        let result = try interpreter.call(unpack, value)
        guard let object = result.tensorObject else {
          throw PythonException(
            .typeError,
            "Output of saved tensor unpack_hook expected to be a Tensor but got result of type \(result.type.tpName)")
        }
        return object.tensor
      })
  }

  /// What is said of arguments that a function does not take.
  static func refusal(_ name: String, _ parameters: String, _ values: [Value], _ interpreter: Interpreter) throws
    -> String
  {
    let given = try values.map { try interpreter.repr($0) }.joined(separator: ", ")
    return "\(name)(): incompatible function arguments. The following argument types are supported:\n"
      + "    1. (\(parameters)) -> None\n\nInvoked with: \(given)"
  }

  /// Saves tensors through two Python functions from now on.
  static let push = NativeFunction("_push_saved_tensors_hooks", .positional(2...2), module: "torch._C") {
    interpreter, arguments in
    guard let hooks = hooks(arguments[0], arguments[1], interpreter) else {
      throw PythonException(
        .typeError,
        try refusal(
          "_push_saved_tensors_default_hooks", "arg0: collections.abc.Callable, arg1: collections.abc.Callable",
          [arguments[0], arguments[1]], interpreter))
    }
    let session = try torchSession()
    try torchErrors { try session.push(hooks) }
    return .none
  }

  /// Takes the innermost pair away.
  static let pop = NativeFunction("_pop_saved_tensors_hooks", .none, module: "torch._C") { _, _ in
    try torchSession().popSavedTensorHooks()
    return .none
  }

  /// Refuses hooks with a message, or allows them again with `None`; returns the message there was.
  static let refuse = NativeFunction("_refuse_saved_tensors_hooks", .one, module: "torch._C") { _, arguments in
    let session = try torchSession()
    let before = session.savedTensorHooksRefusal
    session.savedTensorHooksRefusal = arguments[0].text
    return before.map { .string($0) } ?? .none
  }
}

extension Value {
  /// An argument of an operator's call that its node keeps; nil for one that cannot be shown.
  init?(keptArgument argument: Argument) {
    switch argument {
    case .none: self = Value.none
    case .int(let int): self = .int(int)
    case .double(let double): self = .float(double)
    case .bool(let bool): self = .bool(bool)
    case .string(let string): self = .string(string)
    case .ints(let ints): self = .tuple(ints.map { .int($0) })
    case .doubles(let doubles): self = .tuple(doubles.map { .float($0) })
    case .scalar(let scalar): self = .number(scalar)
    default: return nil
    }
  }
}
