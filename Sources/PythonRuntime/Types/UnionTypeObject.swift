import PythonSyntax

/// `int | str`: any of several classes, for annotations and `isinstance`.
package final class UnionTypeObject: Object {
  /// `__args__`: classes, `None` and generic aliases.
  package let members: [Value]

  /// The union of `members`, which holds each of them once.
  package init(_ members: [Value]) {
    self.members = members
    super.init(type: .unionType)
  }

  /// `a | b`, or `nil` when one of them cannot be a member.
  package static func make(_ a: Value, _ b: Value) -> Value? {
    func members(_ value: Value) -> [Value]? {
      if value.isNone { return [value] }
      switch value.object {
      case let union as UnionTypeObject: return union.members
      case is TypeObject, is GenericAliasObject: return [value]
      default: return nil
      }
    }
    guard let left = members(a), let right = members(b) else { return nil }
    var all = left
    for member in right where !all.contains(where: { $0.isIdentical(to: member) }) { all.append(member) }
    return all.count == 1 ? all[0] : .object(UnionTypeObject(all))
  }

  package override func repr(_ interpreter: Interpreter) throws -> String {
    try members.map { member in
      guard let type = member.cast(TypeObject.self) else { return try interpreter.repr(member) }
      return type.module == "builtins" ? type.qualifiedName : type.module + "." + type.qualifiedName
    }.joined(separator: " | ")
  }

  package override func binary(
    _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ interpreter: Interpreter
  ) throws -> Value? {
    guard operation == .bitOr else { return nil }
    return reflected ? UnionTypeObject.make(other, asValue) : UnionTypeObject.make(asValue, other)
  }

  package override func acceptsInstance(_ value: Value, _ interpreter: Interpreter) throws -> Bool? {
    for member in members {
      if member.isNone {
        if value.isNone { return true }
      } else if try interpreter.isInstance(value, ofAny: member) {
        return true
      }
    }
    return false
  }
}

extension TypeObject {
  /// `types.UnionType`
  package static let unionType: TypeObject = TypeObject.native(
    "UnionType", module: "types", specials: [.repr, .bitOr, .reflectedBitOr], holdsValues: true,
    isSubclassable: false,
    members: {
      [.property("__args__") { _, object in .tuple((object as? UnionTypeObject)?.members ?? []) }]
    })
}
