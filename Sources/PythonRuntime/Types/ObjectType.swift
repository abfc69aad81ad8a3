extension TypeObject {
  /// `object`. Its slot wrappers give the defaults, whatever class the instance has.
  package static let object: TypeObject = TypeObject.native(
    "object",
    specials: [.getAttribute, .setAttribute, .deleteAttribute, .repr, .str, .hash, .equal, .notEqual, .format],
    new: { _, type, _ in .object(Object(type: type)) },
    members: {
      [
        .method("__repr__") { _, arguments in
          .string(arguments[0].object?.defaultRepr ?? "<object>")
        },
        .method("__str__") { interpreter, arguments in .string(try interpreter.repr(arguments[0])) },
        .method("__hash__") { interpreter, arguments in
          .int(try arguments[0].object?.identityHash ?? interpreter.hash(arguments[0]))
        },
        .method("__eq__", .one) { _, arguments in
          arguments[0].isIdentical(to: arguments[1]) ? .bool(true) : .notImplemented
        },
        .method("__ne__", .one) { interpreter, arguments in
          let equal = try interpreter.compareOneSide(.equal, arguments[0], arguments[1])
          return try equal.map { .bool(try !interpreter.truth($0)) } ?? .notImplemented
        },
        .method("__format__", .one) { interpreter, arguments in
          guard arguments[1].text == "" else {
            throw PythonException(
              .typeError, "unsupported format string passed to \(arguments[0].type.tpName).__format__")
          }
          return .string(try interpreter.str(arguments[0]))
        },
        .method("__init__") { interpreter, arguments in
          guard let object = arguments[0].object else { return .none }
          if let initialize = object.type.initializeNatively {
            try initialize(interpreter, object, arguments.dropFirst())
          } else if arguments.count > 1 || arguments.keywords != nil {
            if object.type.userMethod(.initialize) != nil {
              throw PythonException(
                .typeError,
                "object.__init__() takes exactly one argument (the instance to initialize)")
            }
            if object.type.userMethod(.new) == nil {
              throw PythonException(.typeError, "\(object.type.tpName)() takes no arguments")
            }
          }
          return .none
        },
        .staticMethod("__new__") { interpreter, arguments in
          guard let type = arguments[0].cast(TypeObject.self) else {
            throw PythonException(
              .typeError,
              arguments.count == 0
                ? "object.__new__(): not enough arguments"
                : "object.__new__(X): X is not a type object (\(arguments[0].type.tpName))")
          }
          let rest = arguments.dropFirst()
          if type.isPlain, !rest.isEmpty, type.userMethod(.new) != nil {
            throw PythonException(
              .typeError, "object.__new__() takes exactly one argument (the type to instantiate)")
          }
          return try interpreter.constructNatively(type, rest)
        },
        .classMethod("__init_subclass__") { _, arguments in
          if arguments.keywordCount > 0 {
            let name = arguments[0].cast(TypeObject.self)?.qualifiedName ?? "object"
            throw PythonException(.typeError, "\(name).__init_subclass__() takes no keyword arguments")
          }
          return .none
        },
        .classMethod("__subclasshook__") { _, _ in .notImplemented },
        .method("__dir__", .none) { interpreter, arguments in
          .list(try interpreter.attributeNames(of: arguments[0]).map { .string($0) })
        },
        .method("__sizeof__", .none) { _, _ in .int(16) },
        .property("__class__") { _, object in .object(object.type) },
      ] + ObjectReduction.members
    })
}

extension Interpreter {
  /// The names of the attributes of a value, sorted: what `object.__dir__` lists.
  package func attributeNames(of value: Value) throws -> [String] {
    var names = Set<String>()
    func add(_ table: HashTable) {
      for key in table.keys { if let name = key.text { names.insert(name) } }
    }
    if let module = value.cast(ModuleObject.self) {
      names.formUnion(module.attributeNames)
      names.formUnion(module.additionalAttributeNames(self))
      return names.sorted()
    }
    if let type = value.cast(TypeObject.self) {
      for base in type.mro { add(base.ownAttributes) }
    } else {
      for base in value.type.mro { add(base.ownAttributes) }
      if case .object(let object) = value {
        for (name, _) in instanceAttributes(of: object) { names.insert(name.value) }
        names.formUnion(object.additionalAttributeNames(self))
        if object.type.hasInstanceDictionary { names.insert("__dict__") }
      }
    }
    names.insert("__class__")
    names.insert("__doc__")
    if value.type.isUserDefined { names.insert("__module__") }
    return names.sorted()
  }
}
