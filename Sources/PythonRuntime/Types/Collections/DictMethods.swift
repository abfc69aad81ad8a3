/// The methods of `dict`.
enum DictMethods {
  private static func method(
    _ name: String, _ arity: NativeFunction.Arity,
    _ body: @escaping @Sendable (Interpreter, DictObject, Arguments) throws -> Value
  ) -> NativeMember {
    .method(name, arity, receiver: DictObject.self, body)
  }

  /// What `dict(...)` and `dict.update(...)` do with their arguments.
  static func update(
    _ interpreter: Interpreter, _ dictionary: DictObject, _ arguments: Arguments, name: String
  ) throws {
    guard arguments.count <= 1 else {
      throw PythonException(.typeError, "\(name) expected at most 1 argument, got \(arguments.count)")
    }
    if arguments.count == 1 { try dictionary.update(from: arguments[0], interpreter) }
    for index in 0..<arguments.keywordCount {
      let (name, value) = arguments.keyword(index)
      dictionary.table.set(name, value)
    }
  }

  /// All methods of `dict` that are called by name.
  static let all: [NativeMember] = [
    method("get", .positional(1...2)) { interpreter, dictionary, arguments in
      if let value = try dictionary.value(of: arguments[0], interpreter) { return value }
      return arguments.count > 1 ? arguments[1] : .none
    },
    method("setdefault", .positional(1...2)) { interpreter, dictionary, arguments in
      if let value = try dictionary.value(of: arguments[0], interpreter) { return value }
      let value = arguments.count > 1 ? arguments[1] : .none
      try dictionary.set(arguments[0], value, interpreter)
      return value
    },
    method("pop", .positional(1...2)) { interpreter, dictionary, arguments in
      // A key that cannot be hashed is as absent from an empty dict as any other.
      if !dictionary.table.isEmpty {
        let position = try dictionary.position(of: arguments[0], interpreter)
        if position >= 0 { return dictionary.table.remove(at: position) }
      }
      if arguments.count > 1 { return arguments[1] }
      throw PythonException.key(arguments[0])
    },
    method("popitem", .none) { _, dictionary, _ in
      guard let position = dictionary.table.entries.lastIndex(where: { !$0.key.isUndefined }) else {
        throw PythonException(.keyError, "popitem(): dictionary is empty")
      }
      let key = dictionary.table.entries[position].key
      return .tuple([key, dictionary.table.remove(at: position)])
    },
    method("update", .any) { interpreter, dictionary, arguments in
      try update(interpreter, dictionary, arguments, name: "update")
      return .none
    },
    method("clear", .none) { _, dictionary, _ in
      dictionary.table.removeAll()
      return .none
    },
    method("copy", .none) { _, dictionary, _ in .object(DictObject(dictionary.table)) },
    method("keys", .none) { _, dictionary, _ in .object(DictViewObject(dictionary, .keys)) },
    method("values", .none) { _, dictionary, _ in .object(DictViewObject(dictionary, .values)) },
    method("items", .none) { _, dictionary, _ in .object(DictViewObject(dictionary, .items)) },
    .classMethod("__class_getitem__", .one) { _, arguments in
      .object(GenericAliasObject(arguments[0], arguments[1]))
    },
    .classMethod("fromkeys", .positional(1...2)) { interpreter, arguments in
      let value = arguments.count > 2 ? arguments[2] : .none
      guard let type = arguments[0].cast(TypeObject.self), type !== TypeObject.dict else {
        let dictionary = DictObject()
        try interpreter.iterate(arguments[1]) { try dictionary.set($0, value, interpreter) }
        return .object(dictionary)
      }
      let result = try interpreter.call(.object(type))
      try interpreter.iterate(arguments[1]) { try interpreter.setItem(result, $0, value) }
      return result
    },
  ]
}
