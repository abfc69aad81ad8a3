import PythonSyntax

/// `tuple`
open class TupleObject: Object {
  /// The elements.
  package private(set) var elements: [Value]

  package init(_ elements: [Value], type: TypeObject = .tuple) {
    self.elements = elements
    super.init(type: type)
  }

  deinit { Object.releaseIteratively(&elements) }

  open override func surrender(to pending: inout [Value]) {
    Object.surrender(&elements, to: &pending)
    super.surrender(to: &pending)
  }

  open override func length(_ interpreter: Interpreter) throws -> Int? { elements.count }
  open override func makeIterator(_ interpreter: Interpreter) throws -> Value? { .object(TupleIterator(self)) }

  open override func repr(_ interpreter: Interpreter) throws -> String {
    try interpreter.reprOfContainer(self, cycle: "(...)") {
      var out: [UInt8] = [UInt8(ascii: "(")]
      try interpreter.append(reprsOf: elements, to: &out)
      if elements.count == 1 { out.append(UInt8(ascii: ",")) }
      out.append(UInt8(ascii: ")"))
      return out.text
    }
  }

  open override func hash(_ interpreter: Interpreter) throws -> Int {
    try interpreter.deeper {
      NumberHash.tuple(
        try elements.map {
          try interpreter.checkBudget()
          return try interpreter.hash($0)
        })
    }
  }

  open override func compare(
    _ operation: ComparisonOperator, _ other: Value, _ interpreter: Interpreter
  ) throws -> Value? {
    guard let other = other.cast(TupleObject.self) else { return nil }
    return try interpreter.compareElements(operation, elements, other.elements)
  }

  open override func concatenationRefusal(_ other: TypeObject) -> String? {
    "can only concatenate tuple (not \"\(other.tpName)\") to tuple"
  }

  open override func binary(
    _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ interpreter: Interpreter
  ) throws -> Value? {
    switch operation {
    case .add:
      if reflected { return nil }
      // A native class derived from tuple goes first, as a class derived in Python does.
      if let object = other.object, object.type !== type, !object.type.isUserDefined, object is TupleObject,
        Swift.type(of: object) != TupleObject.self,
        let sum = try object.binary(.add, asValue, reflected: true, interpreter)
      {
        return sum
      }
      guard let tuple = other.cast(TupleObject.self) else { return nil }
      try interpreter.checkElements(elements.count + tuple.elements.count)
      return .tuple(elements + tuple.elements)
    case .multiply:
      guard let count = try interpreter.repetitions(other) else { return nil }
      return .tuple(try interpreter.repeated(elements, count))
    default: return nil
    }
  }

  open override func item(_ key: Value, _ interpreter: Interpreter) throws -> Value? {
    if let slice = key.cast(SliceObject.self) {
      return .tuple(interpreter.elements(elements, try slice.resolve(count: elements.count, interpreter)))
    }
    guard let given = try interpreter.sequenceIndex(key) else {
      throw PythonException(.typeError, "tuple indices must be integers or slices, not \(key.type.tpName)")
    }
    let index = given < 0 ? given &+ elements.count : given
    guard index >= 0, index < elements.count else { throw PythonException(.indexError, "tuple index out of range") }
    return elements[index]
  }

  open override func contains(_ value: Value, _ interpreter: Interpreter) throws -> Bool? {
    try interpreter.charge(elements.count)
    for element in elements where try interpreter.isOrEquals(element, value) { return true }
    return false
  }
}

/// The iterator of a tuple.
package final class TupleIterator: Object {
  /// The tuple.
  package let tuple: TupleObject
  /// The index of the next element.
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

extension TypeObject {
  /// `tuple`
  package static let tuple: TypeObject = TypeObject.native(
    "tuple",
    specials: SpecialMethodSet(
      .equality, .ordering,
      [
        .repr, .hash, .length, .getItem, .contains, .iterate, .add, .multiply, .reflectedMultiply, .classGetItem,
      ]),
    holdsValues: true,
    new: { interpreter, type, arguments in
      if type === TypeObject.tuple { try arguments.check("tuple", 0...1) }
      if arguments.count == 0 { return .object(TupleObject([], type: type)) }
      if type === TypeObject.tuple, case .object(let object) = arguments[0], object.type === TypeObject.tuple {
        return arguments[0]
      }
      return .object(TupleObject(try interpreter.array(of: arguments[0]), type: type))
    },
    members: { TupleMethods.all })

  /// `tuple_iterator`
  package static let tupleIterator: TypeObject = TypeObject.native(
    "tuple_iterator", specials: [.iterate, .next, .lengthHint], holdsValues: true, isSubclassable: false)
}
