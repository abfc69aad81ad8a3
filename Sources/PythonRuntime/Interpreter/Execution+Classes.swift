// What the interpreter loop calls: the making of functions and classes, and `super`.

extension Interpreter {
  func makeFunction(
    _ window: UnsafeMutablePointer<Value>, _ index: Int, _ frame: UnsafeMutablePointer<Frame>
  ) -> Value {
    let template = frame.pointee.code._withUnsafeGuaranteedRef { $0.templates[index] }
    var next = window
    var defaults: [Value] = []
    for _ in 0..<template.defaultCount {
      defaults.append(next.take())
      next += 1
    }
    var keywordDefaults = HashTable()
    for name in template.keywordDefaultNames {
      keywordDefaults.set(name, next.take())
      next += 1
    }
    var annotations = Value.none
    if template.hasAnnotations {
      annotations = next.take()
      next += 1
    }
    var closure: [CellObject] = []
    for _ in 0..<template.closureCount {
      if let cell = next.take().cast(CellObject.self) { closure.append(cell) }
      next += 1
    }
    let globals = frame.pointee.globals.takeUnretainedValue()
    return .object(
      FunctionObject(
        code: template.code, globals: globals, name: StringObject(template.code.name),
        qualifiedName: template.code.qualifiedName, defaults: defaults, keywordDefaults: keywordDefaults,
        closure: closure, documentation: template.code.documentation, annotations: annotations,
        module: globals.value(of: "__name__") ?? .string(globals.moduleName)))
  }

  /// Runs a class statement: the window holds the body, the list of bases and the dict of keywords.
  func buildClass(_ window: UnsafeMutablePointer<Value>, _ name: Value) throws -> Value {
    guard let body = window[0].cast(FunctionObject.self), let baseList = window[1].cast(ListObject.self),
      let keywordDict = window[2].cast(DictObject.self)
    else { return .none }
    var bases: [Value] = []
    var isChanged = false
    for base in baseList.elements {
      if base.object is TypeObject {
        bases.append(base)
      } else if let entries = try attributeOrNil(base, StringObject("__mro_entries__")) {
        bases += try array(of: call(entries, .tuple(baseList.elements)))
        isChanged = true
      } else {
        bases.append(base)
      }
    }
    var keywords: [(String, Value)] = []
    var metaclass: Value?
    for entry in keywordDict.table.entries where !entry.key.isUndefined {
      guard let key = entry.key.text else { continue }
      if key == "metaclass" { metaclass = entry.value } else { keywords.append((key, entry.value)) }
    }
    var meta = metaclass ?? .object(bases.first?.type ?? .type)
    if let type = meta.cast(TypeObject.self) { meta = .object(try mostDerivedMetaclass(type, bases)) }
    let baseTuple = Value.tuple(bases)
    var namespace = Value.object(DictObject())
    if meta.object !== TypeObject.type, let prepare = try attributeOrNil(meta, StringObject("__prepare__")) {
      namespace = try call(prepare, [name, baseTuple], keywords: keywords)
    }
    let cell = try runClassBody(body, namespace: namespace)
    if isChanged { try setItem(namespace, .string("__orig_bases__"), .tuple(baseList.elements)) }
    let cls = try call(meta, [name, baseTuple, namespace], keywords: keywords)
    if let cell = cell.cast(CellObject.self) { cell.value = cls }
    return cls
  }

  private func mostDerivedMetaclass(_ metaclass: TypeObject, _ bases: [Value]) throws -> TypeObject {
    var winner = metaclass
    for base in bases {
      let type = base.type
      if winner.isSubtype(of: type) { continue }
      guard type.isSubtype(of: winner) else {
        throw PythonException(
          .typeError,
          "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases"
        )
      }
      winner = type
    }
    return winner
  }

  /// `type.__new__(metatype, name, bases, namespace, **keywords)`
  func makeClass(metatype: TypeObject, _ arguments: Arguments) throws -> Value {
    guard arguments.count == 3 else {
      throw PythonException(.typeError, "type() takes 1 or 3 arguments")
    }
    guard let name = arguments[0].text else {
      throw PythonException(
        .typeError, "type.__new__() argument 1 must be str, not \(arguments[0].type.tpName)")
    }
    guard let baseTuple = arguments[1].cast(TupleObject.self) else {
      throw PythonException(
        .typeError, "type.__new__() argument 2 must be tuple, not \(arguments[1].type.tpName)")
    }
    guard let namespace = arguments[2].cast(DictObject.self) else {
      throw PythonException(
        .typeError, "type.__new__() argument 3 must be dict, not \(arguments[2].type.tpName)")
    }
    let metatype = try mostDerivedMetaclass(metatype, baseTuple.elements)
    var bases: [TypeObject] = []
    for base in baseTuple.elements {
      guard let type = base.cast(TypeObject.self) else {
        throw PythonException(
          .typeError, "bases must be types")
      }
      guard type.isSubclassable else {
        throw PythonException(.typeError, "type '\(type.tpName)' is not an acceptable base type")
      }
      if bases.contains(where: { $0 === type }) {
        throw PythonException(.typeError, "duplicate base class \(type.tpName)")
      }
      bases.append(type)
    }
    if bases.isEmpty { bases = [.object] }
    let solidBase = try solidBase(of: bases)
    var attributes = HashTable()
    for entry in namespace.table.entries where !entry.key.isUndefined {
      guard let key = entry.key.cast(StringObject.self) else { continue }
      attributes.set(key, implicitlyWrapped(key.value, entry.value))
    }
    var qualifiedName = name
    if let text = attributes.value(of: "__qualname__")?.text { qualifiedName = text }
    attributes.remove(StringObject("__qualname__"))
    if attributes.value(of: "__module__") == nil {
      attributes.set("__module__", .string(currentModuleName))
    }
    if attributes.value(of: "__doc__") == nil { attributes.set("__doc__", .none) }
    if attributes.value(of: "__eq__") != nil, attributes.value(of: "__hash__") == nil {
      attributes.set("__hash__", .none)
    }
    // So a class of the library says that it is written in C elsewhere.
    var isWrittenInC = false
    if currentGlobals?.isLibrary == true, attributes.value(of: "_is_written_in_c") != nil {
      attributes.remove(StringObject("_is_written_in_c"))
      isWrittenInC = true
    }
    let slotNames = try slotNames(attributes)
    let type = try TypeObject(
      userClass: name, qualifiedName: qualifiedName, module: attributes.value(of: "__module__")?.text ?? "__main__",
      metatype: metatype, bases: bases, solidBase: solidBase, isWrittenInC: isWrittenInC,
      attributes: attributes, slotNames: slotNames)
    userTypes.append(type)
    try didMakeClass(type)
    for entry in attributes.entries {
      guard case .object(let object) = entry.value, let key = entry.key.cast(StringObject.self),
        object.type.lookup("__set_name__") != nil
      else { continue }
      do {
        let method = try getAttribute(entry.value, "__set_name__")
        _ = try call(method, .object(type), .object(key))
      } catch let error as PythonException {
        let wrapped = PythonException(
          .runtimeError,
          "Error calling __set_name__ on '\(object.type.tpName)' instance '\(key.value)' in '\(name)'")
        wrapped.exception.cause = .object(error.exception)
        wrapped.exception.suppressesContext = true
        throw wrapped
      }
    }
    try initializeSubclass(type, arguments)
    return .object(type)
  }

  private var currentGlobals: GlobalTable? {
    stack.frameTop > stack.frames ? (stack.frameTop - 1).pointee.globals.takeUnretainedValue() : nil
  }

  private var currentModuleName: String { currentGlobals?.moduleName ?? "__main__" }

  /// Some methods are class or static methods without saying so.
  private func implicitlyWrapped(_ name: String, _ value: Value) -> Value {
    guard case .object(let object) = value, object is FunctionObject else { return value }
    switch name {
    case "__new__": return .object(StaticMethodObject(value))
    case "__init_subclass__", "__class_getitem__": return .object(ClassMethodObject(value))
    default: return value
    }
  }

  private func slotNames(_ attributes: HashTable) throws -> [String]? {
    guard let slots = attributes.value(of: "__slots__") else { return nil }
    if let text = slots.text { return [text] }
    return try array(of: slots).compactMap(\.text)
  }

  /// The base whose native layout instances have.
  private func solidBase(of bases: [TypeObject]) throws -> TypeObject {
    var solid = TypeObject.object
    for base in bases {
      guard let native = base.mro.first(where: { !$0.isUserDefined }) else { continue }
      if solid.isSubtype(of: native) { continue }
      // All exceptions have one layout.
      if native.isSubtype(of: .baseException), solid.isSubtype(of: .baseException) { continue }
      guard native.isSubtype(of: solid) else {
        throw PythonException(.typeError, "multiple bases have instance lay-out conflict")
      }
      solid = native
    }
    return solid
  }

  /// `super(cls, cls).__init_subclass__(**keywords)`
  private func initializeSubclass(_ type: TypeObject, _ arguments: Arguments) throws {
    let name = StringObject("__init_subclass__")
    for base in type.mro.dropFirst() {
      guard let found = base.ownAttribute(name) else { continue }
      if base === TypeObject.object, arguments.keywordCount == 0 { return }
      let method = try bind(found, instance: nil, owner: type)
      let keywords = (0..<arguments.keywordCount).map { index in
        let (name, value) = arguments.keyword(index)
        return (name.value, value)
      }
      _ = try call(method, [], keywords: keywords)
      return
    }
  }

  // MARK: `super`

  /// `super()` in a method.
  func makeSuper(cell: CellObject, receiver: Value) throws -> Value {
    guard let type = cell.value.cast(TypeObject.self) else {
      throw PythonException(.runtimeError, "super(): empty __class__ cell")
    }
    return try makeSuper(type, receiver)
  }

  /// `super(type, object)`
  func makeSuper(_ arguments: Arguments) throws -> Value {
    if arguments.count == 0 { throw PythonException(.runtimeError, "super(): no arguments") }
    guard let type = arguments[0].cast(TypeObject.self) else {
      throw PythonException(
        .typeError, "super() argument 1 must be a type, not \(arguments[0].type.tpName)")
    }
    if arguments.count == 1 {
      return .object(SuperObject(start: type, receiver: .undefined, receiverType: nil))
    }
    return try makeSuper(type, arguments[1])
  }

  private func makeSuper(_ type: TypeObject, _ receiver: Value) throws -> Value {
    if let cls = receiver.cast(TypeObject.self), cls.isSubtype(of: type) {
      return .object(SuperObject(start: type, receiver: receiver, receiverType: cls))
    }
    guard receiver.type.isSubtype(of: type) else {
      throw PythonException(
        .typeError, "super(type, obj): obj must be an instance or subtype of type")
    }
    return .object(SuperObject(start: type, receiver: receiver, receiverType: receiver.type))
  }
}
