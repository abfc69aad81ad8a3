/// The methods of `set` and `frozenset`.
enum SetMethods {
  private static func method(
    _ name: String, _ arity: NativeFunction.Arity,
    _ body: @escaping @Sendable (Interpreter, SetObject, Arguments) throws -> Value
  ) -> NativeMember {
    .method(name, arity, receiver: SetObject.self, body)
  }

  private static let several = NativeFunction.Arity.positional(0...Int.max)

  /// The set that an iterable gives, itself if it is one.
  private static func set(_ value: Value, _ interpreter: Interpreter) throws -> SetObject {
    if let set = value.cast(SetObject.self) { return set }
    let set = SetObject()
    try set.update(from: value, interpreter)
    return set
  }

  /// What sets and frozensets have.
  ///
  /// Made anew for each type, because a method knows the type it belongs to.
  static var shared: [NativeMember] {
    [
      method("copy", .none) { _, set, _ in
        set.type === TypeObject.frozenSet ? .object(set) : .object(SetObject(set.copiedTable, type: set.baseType))
      },
      method("union", several) { interpreter, set, arguments in
        let result = SetObject(set.copiedTable, type: set.baseType)
        for other in arguments.positional { try result.update(from: other, interpreter) }
        return .object(result)
      },
      method("intersection", several) { interpreter, set, arguments in
        var result = SetObject(set.copiedTable, type: set.baseType)
        for other in arguments.positional { result = try result.intersection(other, interpreter) }
        return .object(result)
      },
      method("difference", several) { interpreter, set, arguments in
        var result = SetObject(set.copiedTable, type: set.baseType)
        for (index, other) in arguments.positional.enumerated() {
          if index == 0 {
            result = try set.difference(other, interpreter)
          } else {
            try result.differenceUpdate(other, interpreter)
          }
        }
        return .object(result)
      },
      method("symmetric_difference", .one) { interpreter, set, arguments in
        .object(try set.symmetricDifference(arguments[0], interpreter))
      },
      method("issubset", .one) { interpreter, set, arguments in
        .bool(try set.isSubset(of: SetMethods.set(arguments[0], interpreter), interpreter))
      },
      method("issuperset", .one) { interpreter, set, arguments in
        .bool(try SetMethods.set(arguments[0], interpreter).isSubset(of: set, interpreter))
      },
      method("isdisjoint", .one) { interpreter, set, arguments in
        var isDisjoint = true
        try interpreter.iterate(
          arguments[0],
          while: {
            if try set.contains($0, interpreter) == true { isDisjoint = false }
            return isDisjoint
          })
        return .bool(isDisjoint)
      },
      .classMethod("__class_getitem__", .one) { _, arguments in
        .object(GenericAliasObject(arguments[0], arguments[1]))
      },
    ]
  }

  /// What only sets have.
  static let mutating: [NativeMember] = [
    method("add", .one) { interpreter, set, arguments in
      try set.insert(arguments[0], interpreter)
      return .none
    },
    method("discard", .one) { interpreter, set, arguments in
      _ = try set.discard(arguments[0], interpreter)
      return .none
    },
    method("remove", .one) { interpreter, set, arguments in
      if try !set.discard(arguments[0], interpreter) { throw PythonException.key(arguments[0]) }
      return .none
    },
    method("pop", .none) { _, set, _ in
      guard let element = set.table.pop() else { throw PythonException(.keyError, "pop from an empty set") }
      return element
    },
    method("clear", .none) { _, set, _ in
      set.table.removeAll()
      return .none
    },
    method("update", several) { interpreter, set, arguments in
      for other in arguments.positional { try set.update(from: other, interpreter) }
      return .none
    },
    method("intersection_update", several) { interpreter, set, arguments in
      var result = SetObject(set.copiedTable)
      for other in arguments.positional { result = try result.intersection(other, interpreter) }
      set.table = result.table
      return .none
    },
    method("difference_update", several) { interpreter, set, arguments in
      for other in arguments.positional { try set.differenceUpdate(other, interpreter) }
      return .none
    },
    method("symmetric_difference_update", .one) { interpreter, set, arguments in
      try set.symmetricDifferenceUpdate(arguments[0], interpreter)
      return .none
    },
  ]
}
