import PythonSyntax

/// `dict.keys()`, `dict.values()` and `dict.items()`: they follow the dictionary.
package final class DictViewObject: Object {
  /// Which part of the items a view shows.
  package enum Part: Int, Sendable {
    /// `dict_keys`
    case keys
    /// `dict_values`
    case values
    /// `dict_items`
    case items
  }

  /// The dictionary.
  package let dictionary: DictObject
  /// The part shown.
  package let part: Part

  package init(_ dictionary: DictObject, _ part: Part) {
    self.dictionary = dictionary
    self.part = part
    let isOrdered =
      dictionary.type !== TypeObject.dict
      && dictionary.type.mro.contains { $0.name == "OrderedDict" && $0.module == "collections" }
    super.init(
      type: (isOrdered
        ? [.orderedDictKeys, .orderedDictValues, .orderedDictItems]
        : [TypeObject.dictKeys, .dictValues, .dictItems])[part.rawValue])
  }

  /// The values shown.
  package var elements: [Value] {
    switch part {
    case .keys: dictionary.table.keys
    case .values: dictionary.table.values
    case .items:
      dictionary.table.entries.compactMap { $0.key.isUndefined ? nil : .tuple([$0.key, $0.value]) }
    }
  }

  package override func length(_ interpreter: Interpreter) throws -> Int? { dictionary.table.count }
  package override func makeIterator(_ interpreter: Interpreter) throws -> Value? {
    .object(DictIterator(dictionary, part))
  }

  package override func hash(_ interpreter: Interpreter) throws -> Int {
    if part == .values { return identityHash }
    throw Interpreter.unhashable(type)
  }

  package override func repr(_ interpreter: Interpreter) throws -> String {
    try interpreter.reprOfContainer(self, cycle: "...") {
      var out: [UInt8] = []
      out.append(text: type.name + "([")
      try interpreter.append(reprsOf: elements, to: &out)
      out.append(text: "])")
      return out.text
    }
  }

  package override func contains(_ value: Value, _ interpreter: Interpreter) throws -> Bool? {
    switch part {
    case .keys: return try dictionary.position(of: value, interpreter) >= 0
    case .values: return nil
    case .items:
      guard let pair = value.cast(TupleObject.self), pair.elements.count == 2 else { return false }
      guard let found = try dictionary.value(of: pair.elements[0], interpreter) else { return false }
      return try interpreter.isOrEquals(found, pair.elements[1])
    }
  }

  package override func compare(
    _ operation: ComparisonOperator, _ other: Value, _ interpreter: Interpreter
  ) throws -> Value? {
    guard part != .values, other.isSetLike else { return nil }
    let mine = try SetObject.make(elements, interpreter)
    let theirs = try SetObject.make(interpreter.array(of: other), interpreter)
    return try mine.compare(operation, .object(theirs), interpreter)
  }

  package override func binary(
    _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ interpreter: Interpreter
  ) throws -> Value? {
    guard part != .values, [.bitAnd, .bitOr, .bitXor, .subtract].contains(operation) else { return nil }
    guard try interpreter.makeIteratorOrNil(other) != nil else {
      throw PythonException(.typeError, "'\(other.type.tpName)' object is not iterable")
    }
    let mine = try SetObject.make(elements, interpreter)
    let theirs = try SetObject.make(interpreter.array(of: other), interpreter)
    return try reflected
      ? theirs.binary(operation, .object(mine), reflected: false, interpreter)
      : mine.binary(operation, .object(theirs), reflected: false, interpreter)
  }
}

extension Value {
  /// Whether the value is a set or a view that is like one.
  var isSetLike: Bool {
    if cast(SetObject.self) != nil { return true }
    return cast(DictViewObject.self).map { $0.part != .values } ?? false
  }
}

extension TypeObject {
  /// `dict_keys`
  package static let dictKeys = dictView("dict_keys", isSetLike: true)
  /// `dict_values`
  package static let dictValues = dictView("dict_values", isSetLike: false)
  /// `dict_items`
  package static let dictItems = dictView("dict_items", isSetLike: true)
  /// `odict_keys`, of a `collections.OrderedDict`
  package static let orderedDictKeys = dictView("odict_keys", isSetLike: true)
  /// `odict_values`
  package static let orderedDictValues = dictView("odict_values", isSetLike: false)
  /// `odict_items`
  package static let orderedDictItems = dictView("odict_items", isSetLike: true)

  private static func dictView(_ name: String, isSetLike: Bool) -> TypeObject {
    let common: SpecialMethodSet = [.repr, .length, .iterate, .reversed]
    let setLike = SpecialMethodSet(
      .equality, .ordering,
      [
        .contains, .bitAnd, .bitOr, .bitXor, .subtract, .reflectedBitAnd, .reflectedBitOr, .reflectedBitXor,
        .reflectedSubtract,
      ])
    return native(
      name, specials: isSetLike ? SpecialMethodSet(common, setLike) : common, holdsValues: true,
      isSubclassable: false,
      members: {
        var members: [NativeMember] = [
          .property("mapping") { interpreter, object in
            guard let view = object as? DictViewObject else { return .none }
            return .object(MappingProxyObject(view.dictionary.table))
          }
        ]
        guard isSetLike else { return members }
        members.append(
          .method("isdisjoint", .one, receiver: DictViewObject.self) { interpreter, view, arguments in
            let mine = try SetObject.make(view.elements, interpreter)
            var disjoint = true
            try interpreter.iterate(
              arguments[0],
              while: {
                if try mine.contains($0, interpreter) == true { disjoint = false }
                return disjoint
              })
            return .bool(disjoint)
          })
        return members
      })
  }
}
