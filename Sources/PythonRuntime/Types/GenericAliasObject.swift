import PythonSyntax

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
    var shown = try arguments.map(name)
    // The types of a function's arguments are a list of their own, as they are written.
    let isFunction = try name(origin) == "collections.abc.Callable"
    if isFunction, shown.count > 1, shown.first != "..." {
      shown = ["[\(shown.dropLast().joined(separator: ", "))]", shown[shown.count - 1]]
    } else if isFunction, shown.count == 1 {
      shown = ["[]", shown[0]]
    }
    return "\(try name(origin))[\(shown.isEmpty ? "()" : shown.joined(separator: ", "))]"
  }

  package override func hash(_ interpreter: Interpreter) throws -> Int {
    try interpreter.hash(origin) ^ interpreter.hash(.tuple(arguments))
  }

  package override func compare(
    _ operation: ComparisonOperator, _ other: Value, _ interpreter: Interpreter
  ) throws -> Value? {
    guard operation == .equal || operation == .notEqual, let other = other.cast(GenericAliasObject.self) else {
      return nil
    }
    let isEqual =
      try interpreter.equals(origin, other.origin) && interpreter.equals(.tuple(arguments), .tuple(other.arguments))
    return .bool(isEqual == (operation == .equal))
  }

  package override func call(_ arguments: Arguments, _ interpreter: Interpreter) throws -> Value {
    try interpreter.call(origin, arguments)
  }
}

extension TypeObject {
  /// `types.GenericAlias`
  package static let genericAlias: TypeObject = TypeObject.native(
    "GenericAlias", module: "types", specials: SpecialMethodSet(.equality, [.repr, .call, .hash]), holdsValues: true,
    isWrittenInC: true,
    new: { _, _, arguments in
      try arguments.check("GenericAlias", 2...2)
      return .object(GenericAliasObject(arguments[0], arguments[1]))
    },
    members: {
      [
        .property("__origin__") { _, object in (object as? GenericAliasObject)?.origin ?? .none },
        .property("__args__") { _, object in .tuple((object as? GenericAliasObject)?.arguments ?? []) },
      ]
    })
}
