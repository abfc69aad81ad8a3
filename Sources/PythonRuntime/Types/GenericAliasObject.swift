/// `list[int]`: a class with the types of what it holds, which nothing checks.
package final class GenericAliasObject: Object {
  /// `__origin__`
  package let origin: Value
  /// `__args__`
  package let arguments: [Value]

  /// `origin[arguments]`
  package init(_ origin: Value, _ arguments: Value) {
    self.origin = origin
    self.arguments = arguments.cast(TupleObject.self)?.elements ?? [arguments]
    super.init(type: .genericAlias)
  }

  package override func repr(_ interpreter: Interpreter) throws -> String {
    func name(_ value: Value) throws -> String {
      if let type = value.cast(TypeObject.self) {
        return type.module == "builtins" ? type.qualifiedName : type.module + "." + type.qualifiedName
      }
      if value.object === SingletonObject.ellipsis { return "..." }
      return try interpreter.repr(value)
    }
    return "\(try name(origin))[\(try arguments.map(name).joined(separator: ", "))]"
  }

  package override func call(_ arguments: Arguments, _ interpreter: Interpreter) throws -> Value {
    try interpreter.call(origin, arguments)
  }
}

extension TypeObject {
  /// `types.GenericAlias`
  package static let genericAlias: TypeObject = TypeObject.native(
    "GenericAlias", module: "types", specials: [.repr, .call], holdsValues: true,
    members: {
      [
        .property("__origin__") { _, object in (object as? GenericAliasObject)?.origin ?? .none },
        .property("__args__") { _, object in .tuple((object as? GenericAliasObject)?.arguments ?? []) },
      ]
    })
}
