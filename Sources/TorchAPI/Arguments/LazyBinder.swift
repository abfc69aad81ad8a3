/// A binder whose schemas are read when the function is first called.
package final class LazyBinder: Sendable {
  private let function: String
  private let schemas: [String]
  private let takesNumbersAsTensors: Bool
  private let made = MadeOnce<ArgumentBinder>()

  /// The binder of a function with these schemas, whose tensors may be Python numbers if that is said.
  package init(_ function: String, _ schemas: [String], takesNumbersAsTensors: Bool = false) {
    self.function = function
    self.schemas = schemas
    self.takesNumbersAsTensors = takesNumbersAsTensors
  }

  /// The binder.
  package var binder: ArgumentBinder {
    made.value {
      var signatures = schemas.compactMap { FunctionSignature(schema: $0) }
      if takesNumbersAsTensors {
        for index in signatures.indices { signatures[index].allowNumbersAsTensors() }
      }
      return ArgumentBinder(function: function, signatures: signatures)
    }
  }
}
