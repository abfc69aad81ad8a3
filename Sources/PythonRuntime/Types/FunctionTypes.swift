extension TypeObject {
  package static let function: TypeObject = TypeObject.native(
    "function", specials: [.repr, .call, .descriptorGet], holdsValues: true, instanceDictionary: true,
    isSubclassable: false, descriptorKind: .method, members: { FunctionObject.members })

  package static let method: TypeObject = TypeObject.native(
    "method", specials: [.repr, .call, .hash, .equal, .notEqual], holdsValues: true, isSubclassable: false,
    new: { interpreter, _, arguments in
      try arguments.check("method", 2...2)
      guard interpreter.isCallable(arguments[0]) else {
        throw PythonException(.typeError, "first argument must be callable")
      }
      if arguments[1].isNone { throw PythonException(.typeError, "self must not be None") }
      return .object(BoundMethod(arguments[0], receiver: arguments[1]))
    },
    members: {
      [
        .property("__func__") { _, object in (object as? BoundMethod)?.function ?? .none },
        .property("__self__") { _, object in (object as? BoundMethod)?.receiver ?? .none },
      ]
    })

  package static let property: TypeObject = TypeObject.native(
    "property", specials: [.descriptorGet, .descriptorSet], holdsValues: true, descriptorKind: .data,
    new: { interpreter, type, arguments in
      let bound = try Signature("(fget=None, fset=None, fdel=None, doc=None)").bind(arguments, function: "property")
        .map { $0.isUndefined ? Value.none : $0 }
      var documentation = bound[3]
      if documentation.isNone { documentation = try interpreter.getAttribute(bound[0], "__doc__", default: .none) }
      return .object(
        PropertyObject(
          getter: bound[0], setter: bound[1], deleter: bound[2], documentation: documentation, type: type))
    },
    members: { PropertyObject.members })

  package static let classMethod: TypeObject = TypeObject.native(
    "classmethod", specials: [.descriptorGet], holdsValues: true, instanceDictionary: true, descriptorKind: .other,
    new: { _, type, arguments in
      try arguments.check("classmethod", 1...1)
      return .object(ClassMethodObject(arguments[0], type: type))
    },
    members: {
      [.property("__func__") { _, object in (object as? ClassMethodObject)?.function ?? .none }]
    })

  package static let staticMethod: TypeObject = TypeObject.native(
    "staticmethod", specials: [.descriptorGet, .call], holdsValues: true, instanceDictionary: true,
    descriptorKind: .other,
    new: { _, type, arguments in
      try arguments.check("staticmethod", 1...1)
      return .object(StaticMethodObject(arguments[0], type: type))
    },
    members: {
      [.property("__func__") { _, object in (object as? StaticMethodObject)?.function ?? .none }]
    })

  package static let `super` = TypeObject.native(
    "super", specials: [.repr, .getAttribute], holdsValues: true,
    new: { interpreter, _, arguments in try interpreter.makeSuper(arguments) })
}

extension PropertyObject {
  fileprivate static var members: [NativeMember] {
    func copy(_ name: String, _ make: @escaping @Sendable (PropertyObject, Value) -> PropertyObject) -> NativeMember {
      .method(name, .one) { _, arguments in
        guard let property = arguments[0].cast(PropertyObject.self) else { return .none }
        return .object(make(property, arguments[1]))
      }
    }
    return [
      copy("getter") {
        PropertyObject(
          getter: $1, setter: $0.setter, deleter: $0.deleter, documentation: $0.documentation, type: $0.type)
      },
      copy("setter") {
        PropertyObject(
          getter: $0.getter, setter: $1, deleter: $0.deleter, documentation: $0.documentation, type: $0.type)
      },
      copy("deleter") {
        PropertyObject(
          getter: $0.getter, setter: $0.setter, deleter: $1, documentation: $0.documentation, type: $0.type)
      },
      .property("fget") { _, object in (object as? PropertyObject)?.getter ?? .none },
      .property("fset") { _, object in (object as? PropertyObject)?.setter ?? .none },
      .property("fdel") { _, object in (object as? PropertyObject)?.deleter ?? .none },
      .property("__doc__") { _, object in (object as? PropertyObject)?.documentation ?? .none },
      .method("__set_name__", .positional(2...2)) { _, arguments in
        arguments[0].cast(PropertyObject.self)?.name = arguments[2].text
        return .none
      },
    ]
  }
}

extension FunctionObject {
  fileprivate static var members: [NativeMember] {
    func function(_ object: Object) -> FunctionObject? { object as? FunctionObject }
    return [
      .property(
        "__name__",
        set: { _, object, value in
          guard let name = value.cast(StringObject.self) else {
            throw PythonException(.typeError, "__name__ must be set to a string object")
          }
          (object as? FunctionObject)?.name = name
        }
      ) { _, object in (object as? FunctionObject).map { .object($0.name) } ?? .none },
      .property(
        "__qualname__",
        set: { _, object, value in
          guard let name = value.text else {
            throw PythonException(.typeError, "__qualname__ must be set to a string object")
          }
          (object as? FunctionObject)?.qualifiedName = name
        }
      ) { _, object in .string((object as? FunctionObject)?.qualifiedName ?? "") },
      .property("__code__") { interpreter, object in
        try (object as? FunctionObject).map { .object(try interpreter.fullCode(of: $0)) } ?? .none
      },
      .property(
        "__doc__",
        set: { _, object, value in
          (object as? FunctionObject)?.documentation = value.isUndefined ? .none : value
        }
      ) { _, object in (object as? FunctionObject)?.documentation ?? .none },
      .property("__module__", set: { _, object, value in (object as? FunctionObject)?.module = value }) { _, object in
        (object as? FunctionObject)?.module ?? .none
      },
      .property(
        "__annotations__",
        set: { _, object, value in
          (object as? FunctionObject)?.annotations = value.isUndefined ? .object(DictObject()) : value
        }
      ) { _, object in
        guard let function = object as? FunctionObject else { return .none }
        if function.annotations.isNone { function.annotations = .object(DictObject()) }
        return function.annotations
      },
      .property(
        "__defaults__",
        set: { interpreter, object, value in
          (object as? FunctionObject)?.defaults =
            value.isNone || value.isUndefined ? [] : try interpreter.array(of: value)
        }
      ) { _, object in
        guard let defaults = (object as? FunctionObject)?.defaults, !defaults.isEmpty else { return .none }
        return .tuple(defaults)
      },
      .property("__kwdefaults__") { _, object in
        guard let defaults = (object as? FunctionObject)?.keywordDefaults, !defaults.isEmpty else { return .none }
        return .object(DictObject(defaults))
      },
      .property("__code__") { interpreter, object in
        try (object as? FunctionObject).map { .object(try interpreter.fullCode(of: $0)) } ?? .none
      },
      .property("__globals__") { _, object in
        (object as? FunctionObject).map { .object(DictObject($0.globals.table)) } ?? .none
      },
      .property("__closure__") { _, object in
        guard let closure = (object as? FunctionObject)?.closure, !closure.isEmpty else { return .none }
        return .tuple(closure.map { .object($0) })
      },
    ]
  }
}
