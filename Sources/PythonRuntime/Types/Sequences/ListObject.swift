import PythonSyntax

/// `list`
package final class ListObject: Object {
  /// The elements.
  package var elements: [Value]

  package init(_ elements: [Value] = [], type: TypeObject = .list) {
    self.elements = elements
    super.init(type: type)
  }

  deinit { Object.releaseIteratively(&elements) }

  package override func surrender(to pending: inout [Value]) {
    Object.surrender(&elements, to: &pending)
    super.surrender(to: &pending)
  }

  package override func length(_ interpreter: Interpreter) throws -> Int? { elements.count }
  package override func makeIterator(_ interpreter: Interpreter) throws -> Value? { .object(ListIterator(self)) }

  package override func hash(_ interpreter: Interpreter) throws -> Int { throw Interpreter.unhashable(type) }

  package override func repr(_ interpreter: Interpreter) throws -> String {
    if elements.isEmpty { return "[]" }
    return try interpreter.reprOfContainer(self, cycle: "[...]") {
      var out: [UInt8] = [UInt8(ascii: "[")]
      try interpreter.append(reprsOf: elements, to: &out)
      out.append(UInt8(ascii: "]"))
      return out.text
    }
  }

  package override func compare(
    _ operation: ComparisonOperator, _ other: Value, _ interpreter: Interpreter
  ) throws -> Value? {
    guard let other = other.cast(ListObject.self) else { return nil }
    return try interpreter.compareElements(operation, elements, other.elements)
  }

  package override func concatenationRefusal(_ other: TypeObject) -> String? {
    "can only concatenate list (not \"\(other.tpName)\") to list"
  }

  package override func binary(
    _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ interpreter: Interpreter
  ) throws -> Value? {
    switch operation {
    case .add:
      if reflected { return nil }
      guard let list = other.cast(ListObject.self) else { return nil }
      try interpreter.charge(elements.count + list.elements.count)
      try interpreter.checkElements(elements.count + list.elements.count)
      return .list(elements + list.elements)
    case .multiply:
      guard let count = try interpreter.repetitions(other) else { return nil }
      return .list(try interpreter.repeated(elements, count))
    default: return nil
    }
  }

  package override func inPlace(
    _ operation: BinaryOperator, _ other: Value, _ interpreter: Interpreter
  ) throws -> Value? {
    switch operation {
    case .add:
      try extend(with: other, interpreter)
      return .object(self)
    case .multiply:
      guard let count = try interpreter.repetitions(other) else { return nil }
      elements = try interpreter.repeated(elements, count)
      return .object(self)
    default: return nil
    }
  }

  /// `self.extend(iterable)`
  package func extend(with iterable: Value, _ interpreter: Interpreter) throws {
    if case .object(let object) = iterable, object.type === TypeObject.list || object.type === TypeObject.tuple {
      let added = try interpreter.array(of: iterable)
      try interpreter.checkElements(elements.count + added.count)
      elements.append(contentsOf: added)
      return
    }
    try interpreter.iterate(iterable) { elements.append($0) }
  }

  package override func item(_ key: Value, _ interpreter: Interpreter) throws -> Value? {
    if case .int(let given) = key {
      let index = given < 0 ? given &+ elements.count : given
      if index >= 0, index < elements.count { return elements[index] }
    }
    if let slice = key.cast(SliceObject.self) {
      let range = try slice.resolve(count: elements.count, interpreter)
      return .list(interpreter.elements(elements, range))
    }
    let index = try index(key, "list index out of range", interpreter)
    return elements[index]
  }

  private func index(_ key: Value, _ message: String, _ interpreter: Interpreter) throws -> Int {
    guard let given = try interpreter.sequenceIndex(key) else {
      throw PythonException(.typeError, "list indices must be integers or slices, not \(key.type.tpName)")
    }
    let index = given < 0 ? given &+ elements.count : given
    guard index >= 0, index < elements.count else { throw PythonException(.indexError, message) }
    return index
  }

  package override func setItem(_ key: Value, _ value: Value, _ interpreter: Interpreter) throws -> Bool {
    if let slice = key.cast(SliceObject.self) {
      try set(slice, value, interpreter)
    } else {
      let index = try index(key, "list assignment index out of range", interpreter)
      elements[index] = value
    }
    return true
  }

  private func set(_ slice: SliceObject, _ value: Value, _ interpreter: Interpreter) throws {
    let isPlain = slice.step.isNone || slice.resolvesToOne
    guard try interpreter.makeIteratorOrNil(value) != nil else {
      throw PythonException(
        .typeError, isPlain ? "can only assign an iterable" : "must assign iterable to extended slice")
    }
    let values = try interpreter.array(of: value)
    let range = try slice.resolve(count: elements.count, interpreter)
    if range.step == 1 {
      let replaced = range.start..<max(range.start, range.stop)
      let growth = values.count - replaced.count
      // A slice may be given the list itself, which doubles it.
      if growth > 0 { try interpreter.checkElements(elements.count + growth) }
      elements.replaceSubrange(replaced, with: values)
      return
    }
    guard values.count == range.count else {
      throw PythonException(
        .valueError,
        "attempt to assign sequence of size \(values.count) to extended slice of size \(range.count)")
    }
    for (position, value) in zip(range.positions, values) { elements[position] = value }
  }

  package override func deleteItem(_ key: Value, _ interpreter: Interpreter) throws -> Bool {
    guard let slice = key.cast(SliceObject.self) else {
      let index = try index(key, "list assignment index out of range", interpreter)
      elements.remove(at: index)
      return true
    }
    let range = try slice.resolve(count: elements.count, interpreter).ascending
    if range.count == 0 { return true }
    if range.step == 1 {
      elements.removeSubrange(range.start..<range.stop)
    } else {
      let last = range.start + (range.count - 1) * range.step
      var kept = Array(elements[..<range.start])
      for position in range.start..<elements.count
      where position > last || (position - range.start) % range.step != 0 {
        kept.append(elements[position])
      }
      elements = kept
    }
    return true
  }

  package override func contains(_ value: Value, _ interpreter: Interpreter) throws -> Bool? {
    var index = 0
    while index < elements.count {
      if index & 4095 == 4095 { try interpreter.charge(1 << 12) }
      if try interpreter.isOrEquals(elements[index], value) { return true }
      index += 1
    }
    return false
  }
}

/// The iterator of a list, which sees changes made while it runs.
package final class ListIterator: Object {
  /// `nil` once the end was reached.
  package var list: ListObject?
  /// The index of the next element.
  package var index = 0

  package init(_ list: ListObject) {
    self.list = list
    super.init(type: .listIterator)
  }

  package override func makeIterator(_ interpreter: Interpreter) throws -> Value? { .object(self) }
  package override func next(_ interpreter: Interpreter) throws -> Value? {
    guard let list, index < list.elements.count else {
      self.list = nil
      return nil
    }
    index += 1
    return list.elements[index - 1]
  }
}

extension TypeObject {
  /// `list`
  package static let list: TypeObject = TypeObject.native(
    "list",
    specials: SpecialMethodSet(
      .equality, .ordering,
      [
        .repr, .length, .getItem, .setItem, .deleteItem, .contains, .iterate, .reversed, .add, .multiply,
        .reflectedMultiply, .inPlaceAdd, .inPlaceMultiply, .classGetItem,
      ]),
    holdsValues: true,
    new: { _, type, _ in .object(ListObject([], type: type)) },
    initialize: { interpreter, object, arguments in
      if object.type === TypeObject.list { try arguments.check("list", 0...1) }
      guard let list = object as? ListObject else { return }
      list.elements = []
      if arguments.count > 0 { list.elements = try interpreter.array(of: arguments[0]) }
    },
    members: { ListMethods.all })

  /// `list_iterator`
  package static let listIterator: TypeObject = TypeObject.native(
    "list_iterator", specials: [.iterate, .next, .lengthHint], holdsValues: true, isSubclassable: false)
}

extension SliceObject {
  /// Whether the step is written as one.
  var resolvesToOne: Bool { if case .int(1) = step { true } else { false } }
}

extension Interpreter {
  /// `a is b or a == b`, as containers compare their elements.
  @inline(__always)
  package func isOrEquals(_ a: Value, _ b: Value) throws -> Bool {
    switch (a, b) {
    case (.int(let x), .int(let y)): return x == y
    case (.object, _), (_, .object): return try a.isIdentical(to: b) || equals(a, b)
    default: return try a.isIdentical(to: b) || equals(a, b)
    }
  }

  /// Lexicographic comparison of two sequences.
  package func compareElements(
    _ operation: ComparisonOperator, _ a: [Value], _ b: [Value]
  ) throws -> Value? {
    switch operation {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: break
    default: return nil
    }
    if operation == .equal || operation == .notEqual, a.count != b.count { return .bool(operation == .notEqual) }
    return try deeper(" in comparison") {
      for index in 0..<min(a.count, b.count) {
        if index & 63 == 0 { try checkBudget() }
        if try isOrEquals(a[index], b[index]) { continue }
        switch operation {
        case .equal: return .bool(false)
        case .notEqual: return .bool(true)
        default: return try compare(operation, a[index], b[index])
        }
      }
      return .bool(operation.holds(a.count, b.count))
    }
  }

  /// The elements at the positions that a slice names.
  package func elements(_ elements: [Value], _ range: SliceRange) -> [Value] {
    let count = range.count
    if count == 0 { return [] }
    if range.step == 1 { return Array(elements[range.start..<(range.start + count)]) }
    var result: [Value] = []
    result.reserveCapacity(count)
    var position = range.start
    for _ in 0..<count {
      result.append(elements[position])
      position &+= range.step
    }
    return result
  }

  /// Throws `MemoryError` when a sequence of `count` elements would be too long, and counts the work of making it.
  package func checkElements(_ count: Int) throws {
    if count > limits.valueBytes / MemoryLayout<Value>.stride { throw PythonException(.memoryError, arguments: []) }
    try charge(count << 4)
  }

  /// `elements * count`. Throws `MemoryError` when that is too long.
  package func repeated(_ elements: [Value], _ count: Int) throws -> [Value] {
    if count <= 0 || elements.isEmpty { return [] }
    let (total, overflow) = elements.count.multipliedReportingOverflow(by: count)
    try checkElements(overflow ? Int.max : total)
    if elements.count == 1 { return [Value](repeating: elements[0], count: count) }
    var result: [Value] = []
    result.reserveCapacity(total)
    for _ in 0..<count { result.append(contentsOf: elements) }
    return result
  }

  /// Appends the reprs of `elements`, separated by commas.
  package func append(reprsOf elements: [Value], to out: inout [UInt8]) throws {
    for (index, element) in elements.enumerated() {
      try checkBudget()
      if index > 0 {
        out.append(UInt8(ascii: ","))
        out.append(UInt8(ascii: " "))
      }
      try append(reprOf: element, to: &out)
    }
  }

  /// Appends the repr of a value.
  package func append(reprOf value: Value, to out: inout [UInt8]) throws {
    switch value {
    case .int(let number): out.append(text: String(number))
    case .float(let number): FloatText.appendRepr(number, to: &out)
    case .object(let object) where object.type === TypeObject.str:
      TextRepr.append(unsafeDowncast(object, to: StringObject.self).value, to: &out)
    default: out.append(text: try repr(value))
    }
    try TextLimit.check(out.count)
  }
}
