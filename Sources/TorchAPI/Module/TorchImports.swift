import PythonRuntime

/// Imports by this module's code.
enum TorchImports {
  /// A module by its full name.
  ///
  /// - Throws: `ModuleNotFoundError` if there is none.
  static func module(_ name: String, _ interpreter: Interpreter) throws -> Value {
    try interpreter.importModule(name)
  }
}
