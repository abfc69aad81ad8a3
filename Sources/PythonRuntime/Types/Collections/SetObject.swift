import PythonSyntax

/// `set` and `frozenset`
package final class SetObject: Object {
  /// The elements.
  package var table: SetTable

  package init(_ table: SetTable = SetTable(), type: TypeObject = .set) {
    self.table = table
    super.init(type: type)
  }

  /// A set of `elements`, added one after the other.
  package static func make(
    _ elements: [Value], type: TypeObject = .set, _ interpreter: Interpreter
  ) throws -> SetObject {
    let set = SetObject(SetTable(), type: type)
    for element in elements { try set.insert(element, interpreter) }
    return set
  }

  /// The set of a display of constants, `{1, 2, 3}`: CPython makes a constant of it first and copies that, which shows
  /// in the order.
  package static func ofConstants(_ elements: [Value], _ interpreter: Interpreter) throws -> SetObject {
    SetObject(try make(elements, interpreter).copiedTable)
  }

  deinit {
    if table.count == 0 { return }
    var values = table.elements
    table = SetTable()
    Object.releaseIteratively(&values)
  }

  package override func surrender(to pending: inout [Value]) {
    pending.append(contentsOf: table.elements)
    table = SetTable()
    super.surrender(to: &pending)
  }

  /// Whether the set is a `frozenset` or an instance of a subclass of it.
  var isFrozen: Bool { type.isSubtype(of: .frozenSet) }

  /// The plain type of this set, which results of operators have.
  var baseType: TypeObject { isFrozen ? .frozenSet : .set }

  /// A copy of the table, with the places a copy has in CPython.
  var copiedTable: SetTable {
    var copy = SetTable()
    copy.reserve(table.count)
    _ = copy.copyIfEmpty(table)
    return copy
  }

  /// The place of an element, or -1; found again when comparing elements changed the set.
  func place(of element: Value, hash: Int, _ interpreter: Interpreter) throws -> Int {
    while true {
      let before = table.mutations
      let place = try table.place(of: element, hash: hash, interpreter)
      if table.mutations == before { return place }
    }
  }

  /// Adds an element.
  package func insert(_ element: Value, _ interpreter: Interpreter) throws {
    let hash = try interpreter.hash(element)
    if try place(of: element, hash: hash, interpreter) < 0 { table.add(element, hash: hash) }
  }

  /// Removes an element; `false` when it was not there.
  package func discard(_ element: Value, _ interpreter: Interpreter) throws -> Bool {
    let place = try place(of: element, hash: searchHash(of: element, interpreter), interpreter)
    if place >= 0 { table.remove(at: place) }
    return place >= 0
  }

  /// Adds the elements of an iterable.
  package func update(from other: Value, _ interpreter: Interpreter) throws {
    if let set = other.cast(SetObject.self) {
      if set === self || set.table.count == 0 { return }
      table.reserve(set.table.count)
      if table.copyIfEmpty(set.table) { return }
      for element in set.table.elements { try insert(element, interpreter) }
      return
    }
    if let dictionary = other.cast(DictObject.self), dictionary.type === TypeObject.dict {
      table.reserve(dictionary.table.count)
    }
    try interpreter.iterate(other) { try insert($0, interpreter) }
  }

  package override func length(_ interpreter: Interpreter) throws -> Int? { table.count }
  package override func truth(_ interpreter: Interpreter) throws -> Bool { table.count != 0 }
  package override func makeIterator(_ interpreter: Interpreter) throws -> Value? { .object(SetIterator(self)) }

  package override func contains(_ value: Value, _ interpreter: Interpreter) throws -> Bool? {
    try place(of: value, hash: searchHash(of: value, interpreter), interpreter) >= 0
  }

  /// The hash by which a value is looked for: a set, though unhashable, as the frozenset it equals.
  private func searchHash(of value: Value, _ interpreter: Interpreter) throws -> Int {
    if let set = value.cast(SetObject.self), !set.isFrozen, set.type.userMethod(.hash) == nil {
      return try set.contentHash(interpreter)
    }
    return try interpreter.hash(value)
  }

  package override func repr(_ interpreter: Interpreter) throws -> String {
    if table.count == 0 { return "\(type.name)()" }
    return try interpreter.reprOfContainer(self, cycle: "\(type.name)(...)") {
      var out: [UInt8] = []
      let isPlain = type === TypeObject.set
      out.append(text: isPlain ? "{" : "\(type.name)({")
      try interpreter.append(reprsOf: table.elements, to: &out)
      out.append(text: isPlain ? "}" : "})")
      return out.text
    }
  }

  package override func hash(_ interpreter: Interpreter) throws -> Int {
    guard isFrozen else { throw Interpreter.unhashable(type) }
    return try contentHash(interpreter)
  }

  private func contentHash(_ interpreter: Interpreter) throws -> Int {
    NumberHash.frozenSet(table.entries.lazy.filter { !$0.key.isUndefined }.map(\.hash))
  }

  /// Whether every element is in `other`.
  func isSubset(of other: SetObject, _ interpreter: Interpreter) throws -> Bool {
    if table.count > other.table.count { return false }
    for entry in table.entries where !entry.key.isUndefined {
      if try other.place(of: entry.key, hash: entry.hash, interpreter) < 0 { return false }
    }
    return true
  }

  package override func compare(
    _ operation: ComparisonOperator, _ other: Value, _ interpreter: Interpreter
  ) throws -> Value? {
    guard let other = other.cast(SetObject.self) else {
      guard let view = other.cast(DictViewObject.self), view.part != .values else { return nil }
      return try compare(operation, .object(SetObject.make(view.elements, interpreter)), interpreter)
    }
    switch operation {
    case .equal: return .bool(try table.count == other.table.count && isSubset(of: other, interpreter))
    case .notEqual: return .bool(try !(table.count == other.table.count && isSubset(of: other, interpreter)))
    case .lessOrEqual: return .bool(try isSubset(of: other, interpreter))
    case .greaterOrEqual: return .bool(try other.isSubset(of: self, interpreter))
    case .less: return .bool(try table.count < other.table.count && isSubset(of: other, interpreter))
    case .greater: return .bool(try table.count > other.table.count && other.isSubset(of: self, interpreter))
    default: return nil
    }
  }

  package override func binary(
    _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ interpreter: Interpreter
  ) throws -> Value? {
    guard let other = other.cast(SetObject.self) else { return nil }
    let (left, right) = reflected ? (other, self) : (self, other)
    switch operation {
    case .bitOr:
      let result = SetObject(left.copiedTable, type: left.baseType)
      try result.update(from: .object(right), interpreter)
      return .object(result)
    case .bitAnd: return .object(try left.intersection(.object(right), interpreter))
    case .subtract: return .object(try left.difference(.object(right), interpreter))
    case .bitXor: return .object(try left.symmetricDifference(.object(right), interpreter))
    default: return nil
    }
  }

  package override func inPlace(
    _ operation: BinaryOperator, _ other: Value, _ interpreter: Interpreter
  ) throws -> Value? {
    guard !isFrozen, let other = other.cast(SetObject.self) else { return nil }
    switch operation {
    case .bitOr: try update(from: .object(other), interpreter)
    case .bitAnd: table = try intersection(.object(other), interpreter).table
    case .subtract: try differenceUpdate(.object(other), interpreter)
    case .bitXor: try symmetricDifferenceUpdate(.object(other), interpreter)
    default: return nil
    }
    return .object(self)
  }

  // MARK: Algebra

  /// The elements that are also in the iterable.
  func intersection(_ other: Value, _ interpreter: Interpreter) throws -> SetObject {
    let result = SetObject(type: baseType)
    if let set = other.cast(SetObject.self) {
      if set === self { return SetObject(copiedTable, type: baseType) }
      let (small, large) = set.table.count > table.count ? (self, set) : (set, self)
      for entry in small.table.entries where !entry.key.isUndefined {
        if try large.place(of: entry.key, hash: entry.hash, interpreter) >= 0 {
          result.table.add(entry.key, hash: entry.hash)
        }
      }
      return result
    }
    try interpreter.iterate(other) { (element: Value) -> Void in
      let hash = try interpreter.hash(element)
      if try place(of: element, hash: hash, interpreter) >= 0,
        try result.place(of: element, hash: hash, interpreter) < 0
      {
        result.table.add(element, hash: hash)
      }
    }
    return result
  }

  /// The elements that are not in the iterable.
  func difference(_ other: Value, _ interpreter: Interpreter) throws -> SetObject {
    let keep: (Value, Int) throws -> Bool
    if let set = other.cast(SetObject.self) {
      if table.count >> 2 > set.table.count {
        let result = SetObject(copiedTable, type: baseType)
        try result.differenceUpdate(other, interpreter)
        return result
      }
      keep = { try set.place(of: $0, hash: $1, interpreter) < 0 }
    } else if let dictionary = other.cast(DictObject.self), table.count >> 2 <= dictionary.table.count {
      keep = { element, _ in try dictionary.position(of: element, interpreter) < 0 }
    } else {
      let result = SetObject(copiedTable, type: baseType)
      try result.differenceUpdate(other, interpreter)
      return result
    }
    let result = SetObject(type: baseType)
    for entry in table.entries where !entry.key.isUndefined {
      if try keep(entry.key, entry.hash) { result.table.add(entry.key, hash: entry.hash) }
    }
    return result
  }

  /// Removes the elements of the iterable.
  func differenceUpdate(_ other: Value, _ interpreter: Interpreter) throws {
    if other.object === self {
      table.removeAll()
      return
    }
    for element in try interpreter.array(of: other) { _ = try discard(element, interpreter) }
  }

  /// The elements that are in one of both only.
  func symmetricDifference(_ other: Value, _ interpreter: Interpreter) throws -> SetObject {
    let result = SetObject(type: baseType)
    try result.update(from: other, interpreter)
    try result.symmetricDifferenceUpdate(.object(self), interpreter)
    return result
  }

  /// Removes the elements of the iterable that are there, and adds the others.
  func symmetricDifferenceUpdate(_ other: Value, _ interpreter: Interpreter) throws {
    if other.object === self {
      table.removeAll()
      return
    }
    let set: SetObject
    if let given = other.cast(SetObject.self) {
      set = given
    } else {
      set = SetObject()
      try set.update(from: other, interpreter)
    }
    for element in set.table.elements {
      if try !discard(element, interpreter) { try insert(element, interpreter) }
    }
  }
}

/// The iterator of a set.
package final class SetIterator: Object {
  private var set: SetObject?
  private var place = 0
  private let count: Int

  /// Walks the elements of `set`.
  package init(_ set: SetObject) {
    self.set = set
    count = set.table.count
    super.init(type: .setIterator)
  }

  package override func makeIterator(_ interpreter: Interpreter) throws -> Value? { .object(self) }

  package override func next(_ interpreter: Interpreter) throws -> Value? {
    guard let set else { return nil }
    if set.table.count != count {
      self.set = nil
      throw PythonException(.runtimeError, "Set changed size during iteration")
    }
    guard let (found, element) = set.table.next(from: place) else {
      self.set = nil
      return nil
    }
    place = found + 1
    return element
  }
}

extension TypeObject {
  private static let setSpecials = SpecialMethodSet(
    .equality, .ordering,
    [
      .repr, .length, .contains, .iterate, .bitOr, .bitAnd, .bitXor, .subtract, .reflectedBitOr, .reflectedBitAnd,
      .reflectedBitXor, .reflectedSubtract, .classGetItem,
    ])

  /// `set`
  package static let set: TypeObject = TypeObject.native(
    "set",
    specials: SpecialMethodSet(setSpecials, [.inPlaceBitOr, .inPlaceBitAnd, .inPlaceBitXor, .inPlaceSubtract]),
    holdsValues: true,
    new: { _, type, _ in .object(SetObject(SetTable(), type: type)) },
    initialize: { interpreter, object, arguments in
      try arguments.check("set", 0...1)
      guard let set = object as? SetObject else { return }
      set.table = SetTable()
      if arguments.count > 0 { try set.update(from: arguments[0], interpreter) }
    },
    members: { SetMethods.shared + SetMethods.mutating })

  /// `frozenset`
  package static let frozenSet: TypeObject = TypeObject.native(
    "frozenset", specials: SpecialMethodSet(setSpecials, [.hash]), holdsValues: true,
    new: { interpreter, type, arguments in
      if type === TypeObject.frozenSet { try arguments.check("frozenset", 0...1) }
      if type === TypeObject.frozenSet, arguments.count == 1, case .object(let object) = arguments[0],
        object.type === TypeObject.frozenSet
      {
        return arguments[0]
      }
      let set = SetObject(SetTable(), type: type)
      if arguments.count > 0 { try set.update(from: arguments[0], interpreter) }
      return .object(set)
    },
    members: { SetMethods.shared })

  /// `set_iterator`
  package static let setIterator: TypeObject = TypeObject.native(
    "set_iterator", specials: [.iterate, .next, .lengthHint], holdsValues: true, isSubclassable: false)
}
