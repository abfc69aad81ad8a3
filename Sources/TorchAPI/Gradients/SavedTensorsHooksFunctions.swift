import Autograd
import PythonRuntime

/// What `torch.autograd.graph` needs for its hooks of saved tensors.
enum SavedTensorsHooksFunctions {
  /// What Python made of a tensor.
  private final class Kept {
    let value: Value
    init(_ value: Value) { self.value = value }
  }

  /// Saves tensors through two Python functions from now on.
  static let push = NativeFunction("_push_saved_tensors_hooks", .positional(2...2), module: "torch._C") {
    interpreter, arguments in
    let (pack, unpack) = (arguments[0], arguments[1])
    let hooks = SavedTensorHooks(
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
            "Output of saved tensor unpack_hook expected to be a Tensor but got result of type \(result.type.name)")
        }
        return object.tensor
      })
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
