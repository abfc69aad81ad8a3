import PythonSyntax

/// `int | str`: any of several classes, for annotations and `isinstance`.
package final class UnionTypeObject: Object {
  /// Classes, `None` and generic aliases.
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

  /// `__args__`: the members, with the type of `None` in its place.
  package var types: [Value] { members.map { $0.isNone ? .object(TypeObject.noneType) : $0 } }

  package override func hash(_ interpreter: Interpreter) throws -> Int {
    // That of a `typing.Union` of the same members, which is equal.
    try NumberHash.frozenSet(types.map(interpreter.hash))
  }

  package override func compare(
    _ operation: ComparisonOperator, _ other: Value, _ interpreter: Interpreter
  ) throws -> Value? {
    guard operation == .equal || operation == .notEqual, let other = other.cast(UnionTypeObject.self) else {
      return nil
    }
    func holdsAll(_ a: UnionTypeObject, _ b: UnionTypeObject) throws -> Bool {
      try b.members.allSatisfy { member in try a.members.contains { try interpreter.equals($0, member) } }
    }
    return .bool(try (holdsAll(self, other) && holdsAll(other, self)) == (operation == .equal))
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
    "UnionType", module: "types", specials: SpecialMethodSet(.equality, [.repr, .hash, .bitOr, .reflectedBitOr]),
    holdsValues: true, isWrittenInC: true, isSubclassable: false,
    members: {
      [.property("__args__") { _, object in .tuple((object as? UnionTypeObject)?.types ?? []) }]
    })
}
