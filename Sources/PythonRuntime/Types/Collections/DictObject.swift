import PythonSyntax

/// `dict`
package final class DictObject: Object {
  /// The items in insertion order.
  package var table: HashTable

  package init(_ table: HashTable = HashTable(), type: TypeObject = .dict) {
    self.table = table
    super.init(type: type)
  }

  /// The number of items.
  package var count: Int { table.count }

  /// The value of a string key.
  package func value(of name: StringObject) -> Value? { table.value(of: name) }

  deinit {
    if table.isEmpty { return }
    var values: [Value] = []
    takeItems(into: &values)
    Object.releaseIteratively(&values)
  }

  private func takeItems(into values: inout [Value]) {
    for entry in table.entries where !entry.key.isUndefined {
      if case .object(let key) = entry.key, key.type.holdsValues { values.append(entry.key) }
      if case .object(let value) = entry.value, value.type.holdsValues { values.append(entry.value) }
    }
    table = HashTable()
  }

  package override func surrender(to pending: inout [Value]) {
    takeItems(into: &pending)
    super.surrender(to: &pending)
  }

  package override func length(_ interpreter: Interpreter) throws -> Int? { table.count }
  package override func truth(_ interpreter: Interpreter) throws -> Bool { table.count != 0 }
  package override func makeIterator(_ interpreter: Interpreter) throws -> Value? {
    .object(DictIterator(self, .keys))
  }

  package override func hash(_ interpreter: Interpreter) throws -> Int { throw Interpreter.unhashable(type) }

  package override func repr(_ interpreter: Interpreter) throws -> String {
    if table.isEmpty { return "{}" }
    return try interpreter.reprOfContainer(self, cycle: "{...}") {
      var out: [UInt8] = [UInt8(ascii: "{")]
      for entry in table.entries where !entry.key.isUndefined {
        if out.count > 1 { out.append(text: ", ") }
        try interpreter.append(reprOf: entry.key, to: &out)
        out.append(text: ": ")
        try interpreter.append(reprOf: entry.value, to: &out)
      }
      out.append(UInt8(ascii: "}"))
      return out.text
    }
  }

  package override func item(_ key: Value, _ interpreter: Interpreter) throws -> Value? {
    if let value = try value(of: key, interpreter) { return value }
    if type.isUserDefined, let method = type.userMethod(.missing) {
      return try interpreter.call(special: method, .object(self), key)
    }
    throw PythonException.key(key)
  }

  /// The value of `key`, or `nil`.
  package func value(of key: Value, _ interpreter: Interpreter) throws -> Value? {
    let position = try position(of: key, interpreter)
    return position < 0 ? nil : table.entries[position].value
  }

  /// The position of `key`, or -1; found again when comparing keys changed the dictionary.
  package func position(of key: Value, _ interpreter: Interpreter) throws -> Int {
    while true {
      let before = table.mutations
      let position = try table.position(of: key, interpreter)
      if table.mutations == before { return position }
    }
  }

  package override func setItem(_ key: Value, _ value: Value, _ interpreter: Interpreter) throws -> Bool {
    try set(key, value, interpreter)
    return true
  }

  /// `self[key] = value` of `dict` itself.
  package func set(_ key: Value, _ value: Value, _ interpreter: Interpreter) throws {
    // Strings compare without running anything.
    if let name = key.exactString { return table.set(name, value) }
    let hash = try interpreter.hash(key)
    while true {
      let before = table.mutations
      let position = try table.position(of: key, hash: hash, interpreter)
      if table.mutations != before { continue }
      if position >= 0 { table.setValue(value, at: position) } else { table.append(key, hash, value) }
      return
    }
  }

  package override func deleteItem(_ key: Value, _ interpreter: Interpreter) throws -> Bool {
    let position = try position(of: key, interpreter)
    if position < 0 { throw PythonException.key(key) }
    table.remove(at: position)
    return true
  }

  package override func contains(_ value: Value, _ interpreter: Interpreter) throws -> Bool? {
    try position(of: value, interpreter) >= 0
  }

  package override func compare(
    _ operation: ComparisonOperator, _ other: Value, _ interpreter: Interpreter
  ) throws -> Value? {
    guard operation == .equal || operation == .notEqual, let other = other.cast(DictObject.self) else { return nil }
    return .bool(try isEqual(to: other, interpreter) == (operation == .equal))
  }

  private func isEqual(to other: DictObject, _ interpreter: Interpreter) throws -> Bool {
    if table.count != other.table.count { return false }
    return try interpreter.deeper(" in comparison") {
      for entry in table.entries where !entry.key.isUndefined {
        guard let value = try other.value(of: entry.key, interpreter) else { return false }
        if try !interpreter.isOrEquals(entry.value, value) { return false }
      }
      return true
    }
  }

  package override func binary(
    _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ interpreter: Interpreter
  ) throws -> Value? {
    guard operation == .bitOr, let other = other.cast(DictObject.self) else { return nil }
    let result = DictObject((reflected ? other : self).table)
    try result.update(from: .object(reflected ? self : other), interpreter)
    return .object(result)
  }

  package override func inPlace(
    _ operation: BinaryOperator, _ other: Value, _ interpreter: Interpreter
  ) throws -> Value? {
    guard operation == .bitOr else { return nil }
    try update(from: other, interpreter)
    return .object(self)
  }

  /// Whether what asks a mapping for its items takes those of the table, as CPython does: a class of its own may say
  /// otherwise only by `__iter__`.
  var givesItems: Bool { type.userMethod(.iterate) == nil }

  /// `self.update(other)` with a mapping or an iterable of pairs.
  package func update(from other: Value, _ interpreter: Interpreter) throws {
    if let dictionary = other.cast(DictObject.self), dictionary.givesItems {
      let entries = dictionary.table.entries
      if table.isEmpty, type === TypeObject.dict {
        table = dictionary.table
        return
      }
      for entry in entries where !entry.key.isUndefined { try set(entry.key, entry.value, interpreter) }
      return
    }
    if case .object = other, let keys = try interpreter.attributeOrNil(other, StringObject("keys")) {
      try interpreter.iterate(interpreter.call(keys)) { key in
        try set(key, interpreter.getItem(other, key), interpreter)
      }
      return
    }
    var index = 0
    try interpreter.iterate(other) { (element: Value) -> Void in
      guard try interpreter.makeIteratorOrNil(element) != nil else {
        throw PythonException(
          .typeError, "cannot convert dictionary update sequence element #\(index) to a sequence")
      }
      let pair = try interpreter.array(of: element)
      guard pair.count == 2 else {
        throw PythonException(
          .valueError,
          "dictionary update sequence element #\(index) has length \(pair.count); 2 is required")
      }
      try set(pair[0], pair[1], interpreter)
      index += 1
    }
  }
}

/// The iterator of a dictionary or of one of its views.
package final class DictIterator: Object {
  private var dictionary: DictObject?
  private let part: DictViewObject.Part
  private var position: Int
  private let count: Int
  private let mutations: Int
  private let isReversed: Bool

  /// Walks `part` of the items of `dictionary`.
  package init(_ dictionary: DictObject, _ part: DictViewObject.Part, isReversed: Bool = false) {
    self.dictionary = dictionary
    self.part = part
    self.isReversed = isReversed
    count = dictionary.table.count
    mutations = dictionary.table.mutations
    position = isReversed ? dictionary.table.entries.count - 1 : 0
    super.init(
      type: isReversed
        ? [.dictReverseKeyIterator, .dictReverseValueIterator, .dictReverseItemIterator][part.rawValue]
        : [.dictKeyIterator, .dictValueIterator, .dictItemIterator][part.rawValue])
  }

  package override func makeIterator(_ interpreter: Interpreter) throws -> Value? { .object(self) }

  package override func next(_ interpreter: Interpreter) throws -> Value? {
    guard let entry = try nextEntry() else { return nil }
    return switch part {
    case .keys: entry.key
    case .values: entry.value
    case .items: .tuple([entry.key, entry.value])
    }
  }

  override func nextParts(
    _ parts: UnsafeMutablePointer<Value>, _ count: Int, _ interpreter: Interpreter
  ) throws -> NextParts {
    guard count == 2, part == .items else { return .whole }
    guard let entry = try nextEntry() else { return .ended }
    parts.write(entry.key)
    (parts + 1).write(entry.value)
    return .stored
  }

  private func nextEntry() throws -> HashTable.Entry? {
    guard let dictionary else { return nil }
    if dictionary.table.mutations != mutations {
      self.dictionary = nil
      throw PythonException(
        .runtimeError,
        dictionary.table.count != count
          ? "dictionary changed size during iteration" : "dictionary keys changed during iteration")
    }
    while position >= 0, position < dictionary.table.entries.count {
      let entry = dictionary.table.entries[position]
      position += isReversed ? -1 : 1
      if !entry.key.isUndefined { return entry }
    }
    self.dictionary = nil
    return nil
  }
}

extension TypeObject {
  /// `dict`
  package static let dict: TypeObject = TypeObject.native(
    "dict",
    specials: SpecialMethodSet(
      .equality,
      [
        .repr, .length, .getItem, .setItem, .deleteItem, .contains, .iterate, .reversed, .bitOr, .reflectedBitOr,
        .inPlaceBitOr, .classGetItem,
      ]),
    holdsValues: true,
    new: { _, type, _ in .object(DictObject(HashTable(), type: type)) },
    initialize: { interpreter, object, arguments in
      guard let dictionary = object as? DictObject else { return }
      try DictMethods.update(interpreter, dictionary, arguments, name: "dict")
    },
    members: { DictMethods.all })

  /// `dict_keyiterator`
  package static let dictKeyIterator = dictIterator("dict_keyiterator")
  /// `dict_valueiterator`
  package static let dictValueIterator = dictIterator("dict_valueiterator")
  /// `dict_itemiterator`
  package static let dictItemIterator = dictIterator("dict_itemiterator")
  /// `dict_reversekeyiterator`
  package static let dictReverseKeyIterator = dictIterator("dict_reversekeyiterator")
  /// `dict_reversevalueiterator`
  package static let dictReverseValueIterator = dictIterator("dict_reversevalueiterator")
  /// `dict_reverseitemiterator`
  package static let dictReverseItemIterator = dictIterator("dict_reverseitemiterator")

  private static func dictIterator(_ name: String) -> TypeObject {
    native(name, specials: [.iterate, .next, .lengthHint], holdsValues: true, isSubclassable: false)
  }
}
