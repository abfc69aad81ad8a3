import PythonRuntime
import Synchronization

/// What the library's Python code asks before it does the work of a function that PyTorch has as an operator.
enum LibraryChecks {
  /// Members of `torch._C`.
  static var members: [String: Value] {
    [
      "_check_arguments": .object(
        NativeFunction("_check_arguments", .any, module: "torch._C") { interpreter, arguments in
          guard let schema = arguments[0].text else {
            throw PythonException(.typeError, "_check_arguments() takes a schema and the arguments of a call")
          }
          // A batch of `vmap`, and what has functions of its own, is no tensor: the operators themselves know of those.
          if TorchOverrides.isActive { return .none }
          _ = try binder(of: schema).bind(arguments.dropFirst(), interpreter)
          return .none
        })
    ]
  }

  private static let binders = Mutex<[String: ArgumentBinder]>([:])

  /// The binder of an operator's only signature, kept for the next call.
  private static func binder(of schema: String) -> ArgumentBinder {
    binders.withLock { binders in
      if let known = binders[schema] { return known }
      let binder = ArgumentBinder(function: String(schema.prefix { $0 != "(" }), schemas: [schema])
      binders[schema] = binder
      return binder
    }
  }
}
