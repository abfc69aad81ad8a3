import PythonRuntime

/// Imports by this module's code.
enum TorchImports {
  /// A module by its full name.
  ///
  /// - Throws: `ModuleNotFoundError` if there is none.
  static func module(_ name: String, _ interpreter: Interpreter) throws -> Value {
    if let known = interpreter.modules.value(of: name) { return known }
    guard let make = interpreter.nativeModules[name] else {
      throw PythonException(.moduleNotFoundError, "No module named '\(name)'")
    }
    let module = Value.object(try make(interpreter))
    interpreter.modules.set(name, module)
    return module
  }
}
