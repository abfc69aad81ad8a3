extension TypeObject {
  /// `type`
  package static let type: TypeObject = TypeObject.native(
    "type", specials: [.repr, .call, .getAttribute, .setAttribute, .deleteAttribute], holdsValues: true,
    new: { interpreter, metatype, arguments in try interpreter.makeClass(metatype: metatype, arguments) },
    initialize: { _, _, _ in },
    members: {
      [
        .property(
          "__name__",
          set: { _, object, value in
            guard let text = value.text else {
              throw PythonException(
                .typeError,
                "can only assign string to \((object as? TypeObject)?.name ?? "").__name__, not '\(value.type.tpName)'")
            }
            (object as? TypeObject)?.name = text
          }
        ) { _, object in .string((object as? TypeObject)?.name ?? "") },
        .property(
          "__qualname__",
          set: { _, object, value in
            if let text = value.text { (object as? TypeObject)?.qualifiedName = text }
          }
        ) { _, object in .string((object as? TypeObject)?.qualifiedName ?? "") },
        .property(
          "__module__",
          set: { _, object, value in
            if let text = value.text { (object as? TypeObject)?.module = text }
          }
        ) { _, object in .string((object as? TypeObject)?.module ?? "") },
        .property(
          "__doc__",
          set: { interpreter, object, value in
            guard let type = object as? TypeObject else { return }
            type.setOwnAttribute(StringObject("__doc__"), value)
            interpreter.typeChanged(type)
          }
        ) { _, object in
          guard let type = object as? TypeObject else { return .none }
          return type.ownAttribute(StringObject("__doc__")) ?? type.documentation.map { .string($0) } ?? .none
        },
        .property("__mro__") { _, object in .tuple(((object as? TypeObject)?.mro ?? []).map { .object($0) }) },
        .property(
          "__bases__",
          set: { interpreter, object, value in
            guard let type = object as? TypeObject, type.isUserDefined else { return }
            let bases = try interpreter.array(of: value).compactMap { $0.cast(TypeObject.self) }
            guard !bases.isEmpty else {
              throw PythonException(.typeError, "can only assign non-empty tuple to \(type.tpName).__bases__, not ()")
            }
            try type.setBases(bases)
            interpreter.typeChanged(type)
          }
        ) { _, object in .tuple(((object as? TypeObject)?.bases ?? []).map { .object($0) }) },
        .property("__base__") { _, object in
          (object as? TypeObject)?.bases.first.map { .object($0) } ?? .none
        },
        .property("__dict__") { _, object in
          .object(MappingProxyObject((object as? TypeObject)?.ownAttributes ?? HashTable()))
        },
        .property(
          "__abstractmethods__",
          set: { interpreter, object, value in
            (object as? TypeObject)?.abstractMethods = try interpreter.array(of: value).compactMap(\.text)
          }
        ) { interpreter, object in
          let result = SetObject(type: .frozenSet)
          for name in (object as? TypeObject)?.abstractMethods ?? [] { try result.insert(.string(name), interpreter) }
          return .object(result)
        },
        .method("mro", .none) { _, arguments in
          .list((arguments[0].cast(TypeObject.self)?.mro ?? []).map { .object($0) })
        },
        .method("__subclasses__", .none) { interpreter, arguments in
          .list(
            interpreter.userTypes.filter { type in type.bases.contains { $0 === arguments[0].object } }.map {
              .object($0)
            })
        },
        .method("__instancecheck__", .one) { _, arguments in
          .bool(arguments[0].cast(TypeObject.self).map { arguments[1].type.isSubtype(of: $0) } ?? false)
        },
        .method("__subclasscheck__", .one) { _, arguments in
          guard let type = arguments[0].cast(TypeObject.self), let other = arguments[1].cast(TypeObject.self) else {
            return .bool(false)
          }
          return .bool(other.isSubtype(of: type))
        },
        .method("__init__") { _, _ in .none },
        .staticMethod("__new__") { interpreter, arguments in
          guard let metatype = arguments[0].cast(TypeObject.self) else {
            throw PythonException(.typeError, "type.__new__(X): X is not a type object")
          }
          return try interpreter.makeClass(metatype: metatype, arguments.dropFirst())
        },
        .classMethod("__prepare__") { _, _ in .object(DictObject()) },
      ]
    })

  package static let mappingProxy: TypeObject = TypeObject.native(
    "mappingproxy", specials: [.repr, .str, .length, .getItem, .contains, .iterate], holdsValues: true,
    isSubclassable: false,
    new: { _, _, arguments in
      try arguments.check("mappingproxy", 1...1)
      guard let dictionary = arguments[0].cast(DictObject.self) else {
        throw PythonException(.typeError, "mappingproxy() argument must be a mapping, not \(arguments[0].type.tpName)")
      }
      return .object(MappingProxyObject(dictionary.table))
    },
    members: {
      ["keys", "values", "items", "get", "copy"].map { name in
        .method(name) { interpreter, arguments in
          guard let proxy = arguments[0].cast(MappingProxyObject.self) else { return .none }
          let method = try interpreter.getAttribute(.object(DictObject(proxy.table)), name)
          return try interpreter.call(method, arguments.dropFirst())
        }
      } + [
        .method("update") { interpreter, arguments in
          guard let proxy = arguments[0].cast(MappingProxyObject.self), proxy.variables != nil else {
            throw PythonException(.attributeError, "'mappingproxy' object has no attribute 'update'")
          }
          let given = DictObject()
          _ = try interpreter.call(
            try interpreter.getAttribute(.object(given), "update"), arguments.dropFirst())
          for key in given.table.keys {
            if let value = try given.table.value(of: key, interpreter) {
              _ = try proxy.setItem(key, value, interpreter)
            }
          }
          return .none
        }
      ]
    })
}

/// `mappingproxy`: the attributes of a class, read-only; and `globals()`, which may be written.
package final class MappingProxyObject: Object {
  package private(set) var table: HashTable
  /// The module's variables that the table is a picture of, if it is one.
  let variables: GlobalTable?

  package init(_ table: HashTable, variables: GlobalTable? = nil) {
    self.table = table
    self.variables = variables
    super.init(type: .mappingProxy)
  }

  package override func repr(_ interpreter: Interpreter) throws -> String {
    if variables != nil { return try str(interpreter) }
    return "mappingproxy(" + (try interpreter.repr(.object(DictObject(table)))) + ")"
  }
  package override func str(_ interpreter: Interpreter) throws -> String {
    try interpreter.repr(.object(DictObject(table)))
  }
  package override func length(_ interpreter: Interpreter) throws -> Int? { table.count }
  package override func item(_ key: Value, _ interpreter: Interpreter) throws -> Value? {
    if let value = try table.value(of: key, interpreter) { return value }
    throw PythonException.key(key)
  }
  package override func setItem(_ key: Value, _ value: Value, _ interpreter: Interpreter) throws -> Bool {
    guard let variables else { return false }
    guard let name = key.text else {
      throw PythonException(.notImplementedError, "keys of globals() that are no names are not supported by nbrun")
    }
    try variables.set(name, value)
    table.set(name, value)
    return true
  }
  package override func deleteItem(_ key: Value, _ interpreter: Interpreter) throws -> Bool {
    guard let variables else { return false }
    guard let name = key.text, table.remove(StringObject(name)) != nil else { throw PythonException.key(key) }
    try variables.set(name, .undefined)
    return true
  }
  package override func contains(_ value: Value, _ interpreter: Interpreter) throws -> Bool? {
    try table.position(of: value, interpreter) >= 0
  }
  package override func makeIterator(_ interpreter: Interpreter) throws -> Value? {
    try interpreter.makeIterator(.list(table.keys))
  }
}
