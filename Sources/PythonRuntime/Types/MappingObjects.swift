/// `dict`
package final class DictObject: Object {
  package var table: HashTable

  package init(_ table: HashTable = HashTable(), type: TypeObject = .dict) {
    self.table = table
    super.init(type: type)
  }

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
  package override func item(_ key: Value, _ interpreter: Interpreter) throws -> Value? {
    if let value = try table.value(of: key, interpreter) { return value }
    throw PythonException.key(key)
  }
  package override func setItem(_ key: Value, _ value: Value, _ interpreter: Interpreter) throws -> Bool {
    try set(key, value, interpreter)
    return true
  }

  /// `self[key] = value` of `dict` itself.
  package func set(_ key: Value, _ value: Value, _ interpreter: Interpreter) throws {
    let hash = try interpreter.hash(key)
    let position = try table.position(of: key, hash: hash, interpreter)
    if position >= 0 { table.setValue(value, at: position) } else { table.append(key, hash, value) }
  }
}

/// `set` and `frozenset`
package final class SetObject: Object {
  /// The elements are the keys.
  package var table: HashTable

  package init(_ table: HashTable = HashTable(), type: TypeObject = .set) {
    self.table = table
    super.init(type: type)
  }

  /// Adds an element.
  package func insert(_ element: Value, _ interpreter: Interpreter) throws {
    let hash = try interpreter.hash(element)
    if try table.position(of: element, hash: hash, interpreter) < 0 { table.append(element, hash, .none) }
  }
}

extension TypeObject {
  package static let dict = TypeObject.native(
    "dict",
    specials: SpecialMethodSet(
      .equality,
      [.repr, .length, .getItem, .setItem, .deleteItem, .contains, .iterate, .reversed, .bitOr, .inPlaceBitOr]),
    holdsValues: true)
  package static let set = TypeObject.native(
    "set", specials: SpecialMethodSet(.equality, .ordering, [.repr, .length, .contains, .iterate]), holdsValues: true)
  package static let frozenSet = TypeObject.native(
    "frozenset", specials: SpecialMethodSet(.equality, .ordering, [.repr, .hash, .length, .contains, .iterate]),
    holdsValues: true)
}
