/// `tuple`
package final class TupleObject: Object {
  package private(set) var elements: [Value]

  package init(_ elements: [Value], type: TypeObject = .tuple) {
    self.elements = elements
    super.init(type: type)
  }

  deinit { Object.releaseIteratively(&elements) }

  package override func surrender(to pending: inout [Value]) {
    pending.append(contentsOf: elements)
    elements = []
    super.surrender(to: &pending)
  }

  package override func length(_ interpreter: Interpreter) throws -> Int? { elements.count }
  package override func makeIterator(_ interpreter: Interpreter) throws -> Value? {
    .object(TupleIterator(self))
  }
  package override func repr(_ interpreter: Interpreter) throws -> String {
    let texts = try elements.map { try interpreter.repr($0) }
    return "(" + texts.joined(separator: ", ") + (texts.count == 1 ? ",)" : ")")
  }
}

/// `list`
package final class ListObject: Object {
  package var elements: [Value]

  package init(_ elements: [Value] = [], type: TypeObject = .list) {
    self.elements = elements
    super.init(type: type)
  }

  deinit { Object.releaseIteratively(&elements) }

  package override func surrender(to pending: inout [Value]) {
    pending.append(contentsOf: elements)
    elements = []
    super.surrender(to: &pending)
  }

  package override func length(_ interpreter: Interpreter) throws -> Int? { elements.count }
  package override func makeIterator(_ interpreter: Interpreter) throws -> Value? { .object(ListIterator(self)) }
  package override func repr(_ interpreter: Interpreter) throws -> String {
    try interpreter.reprOfContainer(self, cycle: "[...]") {
      "[" + (try elements.map { try interpreter.repr($0) }).joined(separator: ", ") + "]"
    }
  }
}

/// The iterator of a list, which sees changes made while it runs.
package final class ListIterator: Object {
  /// `nil` once the end was reached.
  package var list: ListObject?
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

/// The iterator of a tuple.
package final class TupleIterator: Object {
  package let tuple: TupleObject
  package var index = 0

  package init(_ tuple: TupleObject) {
    self.tuple = tuple
    super.init(type: .tupleIterator)
  }

  package override func makeIterator(_ interpreter: Interpreter) throws -> Value? { .object(self) }
  package override func next(_ interpreter: Interpreter) throws -> Value? {
    guard index < tuple.elements.count else { return nil }
    index += 1
    return tuple.elements[index - 1]
  }
}

/// `range`, whose bounds are machine integers.
package final class RangeObject: Object {
  package let start: Int
  package let stop: Int
  package let step: Int

  /// `step` must not be zero.
  package init(start: Int, stop: Int, step: Int) {
    self.start = start
    self.stop = stop
    self.step = step == 0 ? 1 : step
    super.init(type: .range)
  }

  /// The number of values.
  package var count: Int {
    if step > 0 {
      guard stop > start else { return 0 }
      return Int(clamping: (UInt(bitPattern: stop &- start) - 1) / UInt(step) + 1)
    }
    guard start > stop else { return 0 }
    return Int(clamping: (UInt(bitPattern: start &- stop) - 1) / step.magnitude + 1)
  }

  package override func length(_ interpreter: Interpreter) throws -> Int? { count }
  package override func makeIterator(_ interpreter: Interpreter) throws -> Value? { .object(RangeIterator(self)) }
}

/// The iterator of a range.
package final class RangeIterator: Object {
  /// The value that comes next.
  package var current: Int
  package let step: Int
  /// The number of values that are left.
  package var remaining: Int

  package init(_ range: RangeObject) {
    current = range.start
    step = range.step
    remaining = range.count
    super.init(type: .rangeIterator)
  }

  package override func makeIterator(_ interpreter: Interpreter) throws -> Value? { .object(self) }
  package override func next(_ interpreter: Interpreter) throws -> Value? {
    guard remaining > 0 else { return nil }
    remaining -= 1
    defer { current &+= step }
    return .int(current)
  }
}

/// `slice(start, stop, step)`
package final class SliceObject: Object {
  package let start: Value
  package let stop: Value
  package let step: Value

  package init(start: Value, stop: Value, step: Value) {
    self.start = start
    self.stop = stop
    self.step = step
    super.init(type: .slice)
  }
}

extension TypeObject {
  package static let tuple = TypeObject.native(
    "tuple",
    specials: SpecialMethodSet(
      .equality, .ordering, [.repr, .hash, .length, .getItem, .contains, .iterate, .add, .multiply, .reflectedMultiply]),
    holdsValues: true)
  package static let list = TypeObject.native(
    "list",
    specials: SpecialMethodSet(
      .equality, .ordering,
      [
        .repr, .length, .getItem, .setItem, .deleteItem, .contains, .iterate, .reversed, .add, .multiply,
        .reflectedMultiply, .inPlaceAdd, .inPlaceMultiply,
      ]),
    holdsValues: true)
  package static let listIterator = TypeObject.native(
    "list_iterator", specials: [.iterate, .next], holdsValues: true, isSubclassable: false)
  package static let tupleIterator = TypeObject.native(
    "tuple_iterator", specials: [.iterate, .next], holdsValues: true, isSubclassable: false)
  package static let range = TypeObject.native(
    "range",
    specials: SpecialMethodSet(.equality, [.repr, .hash, .length, .getItem, .contains, .iterate, .reversed, .bool]),
    isSubclassable: false)
  package static let rangeIterator = TypeObject.native(
    "range_iterator", specials: [.iterate, .next], isSubclassable: false)
  package static let slice = TypeObject.native(
    "slice", specials: SpecialMethodSet(.equality, [.repr]), holdsValues: true, isSubclassable: false)
}
