/// Compiled code: a function's body, a class body, or one statement of a module.
package final class CodeObject: Object {
  /// `co_name`
  package let name: String

  init(name: String) {
    self.name = name
    super.init(type: .code)
  }
}

extension Interpreter {
  func run(_ function: FunctionObject, _ arguments: Arguments) throws -> Value { .none }
  func makeClass(metatype: TypeObject, _ arguments: Arguments) throws -> Value { .none }
  func makeSuper(_ arguments: Arguments) throws -> Value { .none }
}
