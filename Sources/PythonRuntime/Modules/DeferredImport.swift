/// What a helper beside the document imported in vain: using it raises the error of the import.
///
/// A teaching library imports at its top what any of its parts needs. A document that uses other parts must not stop
/// there, so the error waits until the name is used.
final class DeferredImport: Object {
  /// The type and the message of the import's error; each use raises an error of its own.
  var error: (type: TypeObject, message: String) = (.importError, "")

  override func attribute(_ name: StringObject, _ interpreter: Interpreter) throws -> Value? {
    if name.value.hasPrefix("__") { return try interpreter.genericAttribute(self, name) }
    throw PythonException(error.type, error.message)
  }

  override func call(_ arguments: Arguments, _ interpreter: Interpreter) throws -> Value {
    throw PythonException(error.type, error.message)
  }
  override func item(_ key: Value, _ interpreter: Interpreter) throws -> Value? {
    throw PythonException(error.type, error.message)
  }
  override func makeIterator(_ interpreter: Interpreter) throws -> Value? {
    throw PythonException(error.type, error.message)
  }
}
