// What the interpreter loop calls: displays, unpacking, formatting, `with`, patterns.

extension Interpreter {
  /// Gets the next value of a loop's iterator and unpacks it, where the loop's first instruction would do that.
  @inline(never) func nextParts(
    _ iterator: UnsafeMutablePointer<Value>, _ first: UnsafeMutablePointer<Instruction>,
    _ registers: UnsafeMutablePointer<Value>
  ) throws -> NextParts {
    guard case .unpackNext(_, let window, let count) = first.pointee,
      case .object(let object) = iterator.pointee, object.type.userMethod(.next) == nil
    else { return .whole }
    return try object.nextParts(registers + Int(window), Int(count), self)
  }

  /// Stores a register's value in a list; `false` when that is an error.
  @inline(never) static func store(
    _ source: UnsafeMutablePointer<Value>, at index: Int, in list: Unmanaged<Object>
  ) -> Bool {
    var value = source.pointee
    if case .undefined = value { return false }
    return list._withUnsafeGuaranteedRef { object in
      let list = unsafeDowncast(object, to: ListObject.self)
      let count = list.elements.count
      let position = index < 0 ? index &+ count : index
      guard position >= 0 && position < count else { return false }
      // The old element goes last: releasing it may run code, which may free the list.
      swap(&list.elements[position], &value)
      return true
    }
  }

  /// Takes values out of a window.
  @inline(__always) static func takeWindow(_ window: UnsafeMutablePointer<Value>, _ count: Int) -> [Value] {
    // Literals know the type of their storage, which an array of any length looks up in a table first.
    switch count {
    case 0: return []
    case 1: return [window.take()]
    case 2: return [window.take(), (window + 1).take()]
    case 3: return [window.take(), (window + 1).take(), (window + 2).take()]
    default: return takeLongWindow(window, count)
    }
  }

  @inline(never) private static func takeLongWindow(_ window: UnsafeMutablePointer<Value>, _ count: Int) -> [Value] {
    [Value](unsafeUninitializedCapacity: count) { buffer, initialized in
      if let base = buffer.baseAddress {
        base.moveInitialize(from: window, count: count)
        window.initialize(repeating: .undefined, count: count)
        initialized = count
      }
    }
  }

  func buildSet(_ elements: [Value]) throws -> Value { .object(try SetObject.make(elements, self)) }

  /// A dict of as many pairs, which are taken out of a window.
  func buildDict(_ window: UnsafeMutablePointer<Value>, _ count: Int) throws -> Value {
    let dict = DictObject(HashTable(capacity: count))
    for index in 0..<count {
      let pair = window + 2 * index
      try dict.set(pair.take(), (pair + 1).take(), self)
    }
    return .object(dict)
  }

  /// `[*iterable]`, or `callee(*iterable)`.
  func extendList(_ target: Value, _ iterable: Value, callee: Value = .undefined) throws {
    guard let list = target.cast(ListObject.self) else { return }
    try extend(&list.elements, iterable, callee: callee)
  }

  /// Appends the values of an iterable; `callee` is what they are arguments of.
  func extend(_ elements: inout [Value], _ iterable: Value, callee: Value) throws {
    if case .object(let object) = iterable, object.type === TypeObject.list || object.type === TypeObject.tuple {
      // An iterator would give just these, one step each.
      let added = try array(of: iterable)
      try charge(added.count << 6)
      if elements.isEmpty { elements = added } else { elements.append(contentsOf: added) }
      return
    }
    guard let iterator = try makeIteratorOrNil(iterable) else {
      throw PythonException(
        .typeError,
        callee.isUndefined
          ? "Value after * must be an iterable, not \(iterable.type.tpName)"
          : "\(try functionDescription(callee)) argument after * must be an iterable, not \(iterable.type.tpName)")
    }
    try iterate(iterator) { elements.append($0) }
  }

  func addToSet(_ target: Value, _ element: Value) throws {
    try target.cast(SetObject.self)?.insert(element, self)
  }

  func setInDict(_ target: Value, _ key: Value, _ value: Value) throws {
    if case .object(let object) = target, object.type === TypeObject.dict {
      try unsafeDowncast(object, to: DictObject.self).set(key, value, self)
    } else {
      try setItem(target, key, value)
    }
  }

  /// `{**mapping}`
  func updateDict(_ target: Value, _ mapping: Value) throws {
    guard let dict = target.cast(DictObject.self) else { return }
    if let other = mapping.cast(DictObject.self), !other.type.isUserDefined {
      for entry in other.table.entries where !entry.key.isUndefined { try dict.set(entry.key, entry.value, self) }
      return
    }
    guard try attributeOrNil(mapping, StringObject("keys")) != nil else {
      throw PythonException(.typeError, "'\(mapping.type.tpName)' object is not a mapping")
    }
    try iterate(callMethod(mapping, "keys")) { key in
      try dict.set(key, getItem(mapping, key), self)
    }
  }

  /// One replacement field of an f-string; `conversion` is `s`, `r`, `a` in ASCII or 0.
  func formatValue(_ value: Value, _ spec: String?, _ conversion: UInt8) throws -> Value {
    var value = value
    switch conversion {
    case 115: value = .string(try str(value))
    case 114: value = .string(try repr(value))
    case 97: value = try call(builtins.value(of: "ascii") ?? .none, value)
    default: break
    }
    if spec == nil || spec == "", case .object(let object) = value, object.type === TypeObject.str { return value }
    return .string(try format(value, spec ?? ""))
  }

  /// `format(number, spec)`, or `nil` when the value is no small number or the specification is empty. The
  /// specification of an f-string is a constant, which is parsed once.
  @inline(never) func formatNumber(_ value: Value, _ spec: Value) throws -> Value? {
    guard case .object(let object) = spec, object.type === TypeObject.str else { return nil }
    let text = unsafeDowncast(object, to: StringObject.self)
    switch value {
    case .float(let number):
      if floatSpec?.text !== text {
        if text.value.isEmpty { return nil }
        floatSpec = (text, try FormatSpec(text.value, typeName: "float", isNumber: true))
      }
      guard let spec = floatSpec?.spec else { return nil }
      scratch.removeAll(keepingCapacity: true)
      try spec.append(float: number, fullPrecision: fullPrecision, to: &scratch)
    case .int(let number):
      if integerSpec?.text !== text {
        if text.value.isEmpty { return nil }
        integerSpec = (text, try FormatSpec(text.value, typeName: "int", isNumber: true))
      }
      guard let spec = integerSpec?.spec else { return nil }
      scratch.removeAll(keepingCapacity: true)
      try spec.append(integer: .small(number), fullPrecision: fullPrecision, to: &scratch)
    default: return nil
    }
    return takeScratch()
  }

  /// The text in `scratch` as a string. A large buffer is not kept.
  @inline(__always) private func takeScratch() -> Value {
    let text = scratch.text
    if scratch.capacity > 1 << 16 { scratch = [] }
    return .string(text)
  }

  // MARK: Unpacking

  func unpack(_ value: Value, _ window: UnsafeMutablePointer<Value>, _ count: Int) throws {
    if case .object(let object) = value {
      let type = object.type
      if type === TypeObject.tuple || type === TypeObject.list {
        let elements =
          type === TypeObject.tuple
          ? unsafeDowncast(object, to: TupleObject.self).elements
          : unsafeDowncast(object, to: ListObject.self).elements
        if elements.count == count {
          for index in 0..<count { window[index] = elements[index] }
          return
        }
        throw elements.count > count
          ? PythonException(.valueError, "too many values to unpack (expected \(count))")
          : PythonException(
            .valueError, "not enough values to unpack (expected \(count), got \(elements.count))")
      }
    }
    guard let iterator = try makeIteratorOrNil(value) else {
      throw PythonException(.typeError, "cannot unpack non-iterable \(value.type.tpName) object")
    }
    for index in 0..<count {
      guard let element = try next(iterator) else {
        throw PythonException(
          .valueError, "not enough values to unpack (expected \(count), got \(index))")
      }
      window[index] = element
    }
    if try next(iterator) != nil {
      throw PythonException(.valueError, "too many values to unpack (expected \(count))")
    }
  }

  func unpackStarred(_ value: Value, _ window: UnsafeMutablePointer<Value>, _ before: Int, _ after: Int) throws {
    guard let iterator = try makeIteratorOrNil(value) else {
      throw PythonException(.typeError, "cannot unpack non-iterable \(value.type.tpName) object")
    }
    let elements = try array(of: iterator)
    guard elements.count >= before + after else {
      throw PythonException(
        .valueError,
        "not enough values to unpack (expected at least \(before + after), got \(elements.count))")
    }
    for index in 0..<before { window[index] = elements[index] }
    window[before] = .list(Array(elements[before..<(elements.count - after)]))
    for index in 0..<after { window[before + 1 + index] = elements[elements.count - after + index] }
  }

  // MARK: `with`

  /// Enters a context manager; its `__exit__` takes the manager's place.
  func enterWith(_ register: UnsafeMutablePointer<Value>) throws -> Value {
    let manager = register.pointee
    let type = manager.type
    // What the class of a native object says of the protocol, nobody can have changed.
    if !type.isUserDefined, case .object(let object) = manager, let result = try object.enter(self) {
      register.pointee = .object(NativeExit(object))
      return result
    }
    if let enter = type.userMethod(.enter) ?? type.lookup("__enter__") {
      guard let exit = type.userMethod(.exit) ?? type.lookup("__exit__") else {
        throw PythonException(
          .typeError,
          "'\(type.tpName)' object does not support the context manager protocol (missed __exit__ method)")
      }
      let bound = try bind(exit, instance: manager, owner: type)
      let result = try call(special: enter, manager)
      register.pointee = bound
      return result
    }
    if case .object(let object) = manager, let result = try object.enter(self) {
      register.pointee = .object(NativeExit(object))
      return result
    }
    throw PythonException(
      .typeError, "'\(type.tpName)' object does not support the context manager protocol")
  }

  /// Leaves a context manager: whether it swallowed the exception.
  func exitWith(_ exit: Value, _ exception: ExceptionObject?) throws -> Bool {
    if let native = exit.object as? NativeExit { return try native.manager.exit(exception, self) }
    guard let exception else { return try truth(call(exit, .none, .none, .none)) }
    let traceback = Value.object(TracebackObject(exception.traceback))
    return try truth(call(exit, .object(exception.type), .object(exception), traceback))
  }

  // MARK: `match`

  func isSequence(_ value: Value) -> Bool {
    guard case .object(let object) = value else { return false }
    if object is ListObject || object is TupleObject || object is RangeObject { return true }
    return object.type.isSequencePattern
  }

  func isMapping(_ value: Value) -> Bool {
    guard case .object(let object) = value else { return false }
    return object is DictObject || object is MappingProxyObject || object.type.isMappingPattern
  }

  /// The values of the keys of a mapping as a tuple, or `None` when one is missing.
  func matchKeys(_ subject: Value, _ keys: Value) throws -> Value {
    guard let keys = keys.cast(TupleObject.self)?.elements else { return .none }
    var values: [Value] = []
    var seen = HashTable()
    for key in keys {
      let hash = try hash(key)
      if try seen.position(of: key, hash: hash, self) >= 0 {
        throw PythonException(.valueError, "mapping pattern checks duplicate key (\(try repr(key)))")
      }
      seen.append(key, hash, .none)
      if let dict = subject.cast(DictObject.self) {
        guard let value = try dict.table.value(of: key, self) else { return .none }
        values.append(value)
      } else {
        guard try contains(subject, key) else { return .none }
        values.append(try getItem(subject, key))
      }
    }
    return .tuple(values)
  }

  func mappingRest(_ subject: Value, _ keys: Value) throws -> Value {
    let rest = DictObject()
    try updateDict(.object(rest), subject)
    for key in keys.cast(TupleObject.self)?.elements ?? [] {
      let position = try rest.table.position(of: key, self)
      if position >= 0 { rest.table.remove(at: position) }
    }
    return .object(rest)
  }

  /// The attributes that a class pattern asks for as a tuple, or `None` when the subject is no instance or lacks one.
  func matchClass(_ subject: Value, _ cls: Value, _ names: Value, _ positional: Int) throws -> Value {
    guard let type = cls.cast(TypeObject.self) else {
      throw PythonException(.typeError, "called match pattern must be a type")
    }
    guard try isInstance(subject, ofAny: cls) else { return .none }
    var values: [Value] = []
    var used: [String] = []
    if positional > 0 {
      let matchArguments = try attributeOrNil(cls, StringObject("__match_args__"))
      if matchArguments == nil, type.matchesItself {
        guard positional == 1 else {
          throw PythonException(
            .typeError, "\(type.name)() accepts 1 positional sub-pattern (\(positional) given)")
        }
        values.append(subject)
      } else {
        if let matchArguments, matchArguments.cast(TupleObject.self) == nil {
          throw PythonException(
            .typeError, "\(type.name).__match_args__ must be a tuple (got \(matchArguments.type.tpName))")
        }
        let names = try matchArguments.map(array(of:)) ?? []
        guard positional <= names.count else {
          throw PythonException(
            .typeError,
            "\(type.name)() accepts \(names.count) positional sub-pattern\(names.count == 1 ? "" : "s") "
              + "(\(positional) given)")
        }
        for name in names.prefix(positional) {
          guard let name = name.cast(StringObject.self) else {
            throw PythonException(
              .typeError, "__match_args__ elements must be strings (got \(name.type.tpName))")
          }
          used.append(name.value)
          guard let value = try matchedAttribute(subject, name) else { return .none }
          values.append(value)
        }
      }
    }
    for name in names.cast(TupleObject.self)?.elements ?? [] {
      guard let name = name.cast(StringObject.self) else { continue }
      if used.contains(name.value) {
        throw PythonException(
          .typeError, "\(type.name)() got multiple sub-patterns for attribute '\(name.value)'")
      }
      guard let value = try matchedAttribute(subject, name) else { return .none }
      values.append(value)
    }
    return .tuple(values)
  }

  private func matchedAttribute(_ subject: Value, _ name: StringObject) throws -> Value? {
    do {
      return try attributeOrNil(subject, name)
    } catch let error as PythonException where error.isInstance(of: .attributeError) {
      return nil
    }
  }
}

/// `__exit__` of a native context manager, between entering and leaving.
package final class NativeExit: Object {
  let manager: Object

  init(_ manager: Object) {
    self.manager = manager
    super.init(type: .object)
  }
}

extension TypeObject {
  /// Whether a class pattern with one positional sub-pattern binds the subject itself, as for `int(x)`.
  var matchesItself: Bool {
    let types: [TypeObject] = [
      .bool, .bytes, .dict, .float, .frozenSet, .int, .list, .set, .str, .tuple,
    ]
    return types.contains { isSubtype(of: $0) }
  }

  /// Whether sequence patterns match instances: `collections.abc.Sequence` and what is registered there.
  var isSequencePattern: Bool {
    mro.contains {
      $0.module == "collections" && $0.name == "deque" || $0.module == "collections.abc" && $0.name == "Sequence"
    }
  }

  /// Whether mapping patterns match instances.
  var isMappingPattern: Bool {
    mro.contains { $0.module == "collections.abc" && $0.name == "Mapping" }
  }
}
