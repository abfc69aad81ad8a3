/// A module. A native one has its attributes in a table filled at import; one written in Python reads and writes the
/// global variables of its code. Subclasses may make attributes on demand by overriding `attribute`.
open class ModuleObject: Object {
  /// `__name__`
  package final let name: String
  /// The variables of a module written in Python.
  package final let globals: GlobalTable?
  /// The attributes of a native module.
  package final var attributes = HashTable()
  /// Whether what the tables hold under a name is the attribute of that name, whatever the class does besides.
  let looksIntoTableFirst: Bool

  /// A native module with these members.
  ///
  /// - Parameters:
  ///   - looksIntoTableFirst: Whether a subclass that overrides `attribute` begins with `attributes`, too.
  package init(_ name: String, members: [(String, Value)] = [], looksIntoTableFirst: Bool = false) {
    self.name = name
    self.looksIntoTableFirst = looksIntoTableFirst
    globals = nil
    super.init(type: .module)
    attributes.set("__name__", .string(name))
    for (name, value) in members { attributes.set(name, value) }
  }

  /// A module written in Python.
  package init(_ name: String, globals: GlobalTable) {
    self.name = name
    self.globals = globals
    looksIntoTableFirst = false
    super.init(type: .module)
  }

  /// Adds functions to a native module.
  package final func add(_ functions: [NativeFunction]) {
    for function in functions { attributes.set(function.name, .object(function)) }
  }

  /// Where the tables hold the variable of a name, and the name as they have it.
  final func place(of name: StringObject) -> (place: Int, key: StringObject)? {
    if let globals { return globals.place(of: name) }
    let position = attributes.position(of: name)
    guard position >= 0, let key = attributes.entries[position].key.cast(StringObject.self) else { return nil }
    return (position, key)
  }

  /// What the tables hold at a place where a variable was found before; `nil` if that very name is not there any more.
  @inline(__always) final func value(at place: Int, of key: Unmanaged<Object>) -> Value? {
    if let globals { return globals.value(at: place, of: key) }
    return attributes.value(at: place, of: key)
  }

  open override func repr(_ interpreter: Interpreter) throws -> String {
    if globals != nil { return "<module '\(name)' from '\(name).py'>" }
    return "<module '\(name)' (built-in)>"
  }

  open override var hasOnlyClassAttributes: Bool { false }

  open override func attribute(_ name: StringObject, _ interpreter: Interpreter) throws -> Value? {
    if let globals {
      if let value = try globals.value(of: name) ?? interpreter.define(name, in: globals) { return value }
    } else if let value = attributes.value(of: name) {
      return value
    }
    if name.value == "__dict__" {
      if let globals { try interpreter.defineAll(in: globals) }
      return .object(DictObject(table))
    }
    if let found = try interpreter.genericAttribute(self, name) { return found }
    if let fallback = globals?.value(of: StringObject("__getattr__")) {
      return try interpreter.call(fallback, .object(name))
    }
    return nil
  }

  /// The attributes as a table: a copy.
  package var table: HashTable {
    guard let globals else { return attributes }
    return globals.table
  }

  /// The names of the attributes, those that get their values at first use among them.
  package final var attributeNames: [String] {
    guard let globals else { return attributes.keys.compactMap(\.text) }
    return globals.boundNames + globals.deferredNames.map(\.value)
  }

  open override func setAttribute(_ name: StringObject, _ value: Value, _ interpreter: Interpreter) throws {
    if let globals { try globals.set(name, value) } else { attributes.set(name, value) }
  }

  open override func deleteAttribute(_ name: StringObject, _ interpreter: Interpreter) throws {
    if let globals {
      guard try globals.value(of: name) ?? interpreter.define(name, in: globals) != nil else {
        throw missingAttribute(name)
      }
      try globals.set(name, .undefined)
    } else if attributes.remove(name) == nil {
      throw missingAttribute(name)
    }
  }

  open override func missingAttribute(_ name: StringObject) -> PythonException {
    PythonException.missingAttribute(name, of: .object(self), "module '\(self.name)' has no attribute '\(name.value)'")
  }
}
