/// The methods of `list` and `tuple`.
enum ListMethods {
  private static func method(
    _ name: String, _ arity: NativeFunction.Arity,
    _ body: @escaping @Sendable (Interpreter, ListObject, Arguments) throws -> Value
  ) -> NativeMember {
    .method(name, arity, receiver: ListObject.self, body)
  }

  /// All methods of `list` that are called by name.
  static let all: [NativeMember] = [
    method("append", .one) { _, list, arguments in
      list.elements.append(arguments[0])
      return .none
    },
    method("extend", .one) { interpreter, list, arguments in
      try list.extend(with: arguments[0], interpreter)
      return .none
    },
    method("insert", .positional(2...2)) { interpreter, list, arguments in
      var index = try interpreter.integer(arguments[0])
      let count = list.elements.count
      if index < 0 { index = max(index + count, 0) }
      list.elements.insert(arguments[1], at: min(index, count))
      return .none
    },
    method("pop", .positional(0...1)) { interpreter, list, arguments in
      if arguments[0].isUndefined, let last = list.elements.popLast() { return last }
      let given = arguments[0].isUndefined ? -1 : try interpreter.integer(arguments[0])
      let count = list.elements.count
      if count == 0 { throw PythonException(.indexError, "pop from empty list") }
      let index = given < 0 ? given + count : given
      guard index >= 0, index < count else { throw PythonException(.indexError, "pop index out of range") }
      return list.elements.remove(at: index)
    },
    method("remove", .one) { interpreter, list, arguments in
      var index = 0
      while index < list.elements.count {
        // The comparison may run Python code that changes the list, so the index is checked again.
        if try interpreter.isOrEquals(list.elements[index], arguments[0]) {
          if index < list.elements.count { list.elements.remove(at: index) }
          return .none
        }
        index += 1
      }
      throw PythonException(.valueError, "list.remove(x): x not in list")
    },
    method("clear", .none) { _, list, _ in
      list.elements = []
      return .none
    },
    method("copy", .none) { _, list, _ in .list(list.elements) },
    method("reverse", .none) { _, list, _ in
      list.elements.reverse()
      return .none
    },
    method("count", .one) { interpreter, list, arguments in
      let count = try SequenceMethods.count(interpreter, arguments[0]) {
        list.elements.indices.contains($0) ? list.elements[$0] : nil
      }
      return .int(count)
    },
    method("index", .positional(1...3)) { interpreter, list, arguments in
      let found = try SequenceMethods.index(interpreter, arguments, count: list.elements.count) {
        list.elements.indices.contains($0) ? list.elements[$0] : nil
      }
      if let found { return .int(found) }
      throw PythonException(.valueError, "\(try interpreter.repr(arguments[0])) is not in list")
    },
    method("sort", .signature("(*, key=None, reverse=False)")) { interpreter, list, arguments in
      let reverse = arguments[1].isUndefined ? false : try interpreter.integer(arguments[1]) != 0
      // The list looks empty while it is being sorted, and whoever changes it then is told so.
      var elements = list.elements
      list.elements = []
      do {
        try interpreter.sort(&elements, key: arguments[0], reverse: reverse)
      } catch {
        list.elements = elements
        throw error
      }
      let changed = !list.elements.isEmpty
      list.elements = elements
      if changed { throw PythonException(.valueError, "list modified during sort") }
      return .none
    },
    method("__reversed__", .none) { _, list, _ in .object(ReversedListObject(list)) },
    .classMethod("__class_getitem__", .one) { _, arguments in
      .object(GenericAliasObject(arguments[0], arguments[1]))
    },
  ]
}

/// What the methods of lists, tuples and ranges share.
enum SequenceMethods {
  /// How many elements equal `value`; `element` returns `nil` behind the last one.
  static func count(
    _ interpreter: Interpreter, _ value: Value, element: (Int) -> Value?
  ) throws -> Int {
    var count = 0
    var index = 0
    while let candidate = element(index) {
      if try interpreter.isOrEquals(candidate, value) { count += 1 }
      index += 1
      if index & 4095 == 0 { try interpreter.charge(1 << 12) }
    }
    return count
  }

  /// The place of the first element that equals the first argument, between the bounds that the others give.
  static func index(
    _ interpreter: Interpreter, _ arguments: Arguments, count: Int, element: (Int) -> Value?
  ) throws -> Int? {
    func bound(_ value: Value, default whole: Int) throws -> Int {
      if value.isUndefined { return whole }
      let index = try interpreter.sliceIndex(value)
      return index < 0 ? max(index + count, 0) : index
    }
    var index = try bound(arguments[1], default: 0)
    let end = try bound(arguments[2], default: Int.max)
    while index < end, let candidate = element(index) {
      if try interpreter.isOrEquals(candidate, arguments[0]) { return index }
      index += 1
      if index & 4095 == 0 { try interpreter.charge(1 << 12) }
    }
    return nil
  }
}

/// The methods of `tuple`.
enum TupleMethods {
  private static func method(
    _ name: String, _ arity: NativeFunction.Arity,
    _ body: @escaping @Sendable (Interpreter, TupleObject, Arguments) throws -> Value
  ) -> NativeMember {
    .method(name, arity, receiver: TupleObject.self, body)
  }

  /// All methods of `tuple` that are called by name.
  static let all: [NativeMember] = [
    method("count", .one) { interpreter, tuple, arguments in
      let count = try SequenceMethods.count(interpreter, arguments[0]) {
        $0 < tuple.elements.count ? tuple.elements[$0] : nil
      }
      return .int(count)
    },
    method("index", .positional(1...3)) { interpreter, tuple, arguments in
      let found = try SequenceMethods.index(interpreter, arguments, count: tuple.elements.count) {
        $0 < tuple.elements.count ? tuple.elements[$0] : nil
      }
      if let found { return .int(found) }
      throw PythonException(.valueError, "tuple.index(x): x not in tuple")
    },
    .classMethod("__class_getitem__", .one) { _, arguments in
      .object(GenericAliasObject(arguments[0], arguments[1]))
    },
  ]
}
