/// Builtin functions about sequences and iterators: `len`, `iter`, `next`, `sorted`, `any`, `all`.
enum IterationFunctions {
  /// The functions.
  static let all: [NativeFunction] = [
    NativeFunction("len", .one) { interpreter, arguments in .int(try interpreter.length(arguments[0])) },
    NativeFunction("iter", .positional(1...2)) { interpreter, arguments in
      if arguments.count == 1 { return try interpreter.makeIterator(arguments[0]) }
      guard interpreter.isCallable(arguments[0]) else {
        throw PythonException(.typeError, "iter(v, w): v must be callable")
      }
      return .object(CallableIteratorObject(arguments[0], sentinel: arguments[1]))
    },
    NativeFunction("next", .positional(1...2)) { interpreter, arguments in
      guard arguments[0].type.defines(.next) else {
        throw PythonException(.typeError, "'\(arguments[0].type.tpName)' object is not an iterator")
      }
      if arguments.count == 2 { return try interpreter.next(arguments[0]) ?? arguments[1] }
      return try interpreter.nextOrStopIteration(arguments[0])
    },
    NativeFunction("sorted", .any) { interpreter, arguments in
      guard arguments.count == 1 else {
        throw PythonException(.typeError, "sorted expected 1 argument, got \(arguments.count)")
      }
      var key = Value.undefined
      var reverse = false
      for index in 0..<arguments.keywordCount {
        let (name, value) = arguments.keyword(index)
        switch name.value {
        case "key": key = value
        case "reverse": reverse = try interpreter.truth(value)
        default: throw PythonException(.typeError, "'\(name.value)' is an invalid keyword argument for sort()")
        }
      }
      var elements = try interpreter.array(of: arguments[0])
      try interpreter.sort(&elements, key: key, reverse: reverse)
      return .list(elements)
    },
    NativeFunction("any", .one) { interpreter, arguments in
      var found = false
      try interpreter.iterate(
        arguments[0],
        while: {
          found = try interpreter.truth($0)
          return !found
        })
      return .bool(found)
    },
    NativeFunction("all", .one) { interpreter, arguments in
      var holds = true
      try interpreter.iterate(
        arguments[0],
        while: {
          holds = try interpreter.truth($0)
          return holds
        })
      return .bool(holds)
    },
  ]
}

extension TypeObject {
  /// `enumerate`
  package static let enumerate: TypeObject = TypeObject.native(
    "enumerate", specials: [.iterate, .next],
    new: { interpreter, type, arguments in
      if arguments.isEmpty {
        throw PythonException(.typeError, "enumerate() missing required argument 'iterable'")
      }
      let bound = try enumerateSignature.bind(arguments, function: "enumerate")
      let start = bound[1].isUndefined ? 0 : try interpreter.integer(bound[1])
      return .object(EnumerateObject(try interpreter.makeIterator(bound[0]), from: start))
    })

  private static let enumerateSignature: Signature = "(iterable, start=0)"

  /// `zip`
  package static let zip: TypeObject = TypeObject.native(
    "zip", specials: [.iterate, .next],
    new: { interpreter, type, arguments in
      var isStrict = false
      for index in 0..<arguments.keywordCount {
        let (name, value) = arguments.keyword(index)
        guard name.value == "strict" else {
          throw PythonException(.typeError, "'\(name.value)' is an invalid keyword argument for zip()")
        }
        isStrict = try interpreter.truth(value)
      }
      let sources = try arguments.positional.map { try interpreter.makeIterator($0) }
      return .object(ZipObject(sources, isStrict: isStrict))
    })

  /// `map`
  package static let map: TypeObject = TypeObject.native(
    "map", specials: [.iterate, .next],
    new: { interpreter, type, arguments in
      try arguments.refuseKeywords("map")
      guard arguments.count >= 2 else {
        throw PythonException(.typeError, "map() must have at least two arguments.")
      }
      let sources = try arguments.positional.dropFirst().map { try interpreter.makeIterator($0) }
      return .object(MapObject(arguments[0], sources))
    })

  /// `filter`
  package static let filter: TypeObject = TypeObject.native(
    "filter", specials: [.iterate, .next],
    new: { interpreter, type, arguments in
      try arguments.check("filter", 2...2)
      return .object(FilterObject(arguments[0], try interpreter.makeIterator(arguments[1])))
    })

  /// `reversed`
  package static let reversed: TypeObject = TypeObject.native(
    "reversed", specials: [.iterate, .next],
    new: { interpreter, type, arguments in
      try arguments.check("reversed", 1...1)
      return try interpreter.reversed(arguments[0])
    })

  /// `list_reverseiterator`
  package static let reversedList: TypeObject = TypeObject.native("list_reverseiterator", specials: [.iterate, .next])

  /// `callable_iterator`
  package static let callableIterator: TypeObject = TypeObject.native("callable_iterator", specials: [.iterate, .next])
}

extension Interpreter {
  /// `reversed(value)`. Throws `TypeError` for what has no order.
  package func reversed(_ value: Value) throws -> Value {
    if let method = value.type.userMethod(.reversed) {
      if method.isNone { throw notReversible(value) }
      return try call(special: method, value)
    }
    if let list = value.cast(ListObject.self) { return .object(ReversedListObject(list)) }
    if value.type.module != "builtins", value.type.nativeSpecials.contains(.reversed),
      let method = value.type.lookup("__reversed__")
    {
      return try call(method, value)
    }
    if let dictionary = value.cast(DictObject.self) {
      return .object(DictIterator(dictionary, .keys, isReversed: true))
    }
    if let view = value.cast(DictViewObject.self) {
      return .object(DictIterator(view.dictionary, view.part, isReversed: true))
    }
    if let range = value.cast(RangeObject.self) { return .object(RangeIterator(reversing: range)) }
    guard value.type.defines(.length), value.type.defines(.getItem) else {
      throw notReversible(value)
    }
    return .object(ReversedObject(value, count: try length(value)))
  }

  private func notReversible(_ value: Value) -> PythonException {
    PythonException(.typeError, "'\(value.type.tpName)' object is not reversible")
  }
}
