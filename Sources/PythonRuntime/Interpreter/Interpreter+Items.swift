extension Interpreter {
  /// `container[key]`
  package func getItem(_ container: Value, _ key: Value) throws -> Value {
    guard case .object(let object) = container else {
      throw PythonException(.typeError, "'\(container.type.tpName)' object is not subscriptable")
    }
    if object.type === TypeObject.dict {
      let dictionary = unsafeDowncast(object, to: DictObject.self)
      if let value = try dictionary.value(of: key, self) { return value }
      throw PythonException.key(key)
    }
    if let method = object.type.userMethod(.getItem) { return try call(special: method, container, key) }
    if let result = try object.item(key, self) { return result }
    if let type = object as? TypeObject {
      if type === TypeObject.type { return .object(GenericAliasObject(container, key)) }
      if let metaMethod = type.lookup("__class_getitem__") {
        return try call(bind(metaMethod, instance: nil, owner: type), key)
      }
      throw PythonException(.typeError, "type '\(type.tpName)' is not subscriptable")
    }
    throw PythonException(.typeError, "'\(object.type.tpName)' object is not subscriptable")
  }

  /// `container[key] = value`
  package func setItem(_ container: Value, _ key: Value, _ value: Value) throws {
    if case .object(let object) = container {
      if object.type === TypeObject.dict {
        return try unsafeDowncast(object, to: DictObject.self).set(key, value, self)
      }
      if let method = object.type.userMethod(.setItem) {
        _ = try call(special: method, container, key, value)
        return
      }
      if try object.setItem(key, value, self) { return }
    }
    throw PythonException(.typeError, "'\(container.type.tpName)' object does not support item assignment")
  }

  /// `del container[key]`
  package func deleteItem(_ container: Value, _ key: Value) throws {
    if case .object(let object) = container {
      if let method = object.type.userMethod(.deleteItem) {
        _ = try call(special: method, container, key)
        return
      }
      if try object.deleteItem(key, self) { return }
      // One slot serves both: a class that sets items is asked for its way to delete them.
      if object.type.userMethod(.setItem) != nil { throw PythonException(.attributeError, "__delitem__") }
    }
    throw PythonException(.typeError, "'\(container.type.tpName)' object doesn't support item deletion")
  }

  /// `iter(value)`
  package func makeIterator(_ value: Value) throws -> Value {
    if let iterator = try makeIteratorOrNil(value) { return iterator }
    throw PythonException(.typeError, "'\(value.type.tpName)' object is not iterable")
  }

  /// `iter(value)`, or `nil` when the value is not iterable.
  package func makeIteratorOrNil(_ value: Value) throws -> Value? {
    guard case .object(let object) = value else { return nil }
    let type = object.type
    if let method = type.userMethod(.iterate) {
      if method.isNone { return nil }
      let iterator = try call(special: method, value)
      guard iterator.type.defines(.next) else {
        throw PythonException(.typeError, "iter() returned non-iterator of type '\(iterator.type.tpName)'")
      }
      return iterator
    }
    if let iterator = try object.makeIterator(self) { return iterator }
    if type.userMethod(.getItem) != nil { return .object(SequenceIterator(value)) }
    return nil
  }

  /// The next value of an iterator, or `nil` at its end. What else it raises is thrown.
  package func next(_ iterator: Value) throws -> Value? {
    guard case .object(let object) = iterator else {
      throw PythonException(.typeError, "'\(iterator.type.tpName)' object is not an iterator")
    }
    if let method = object.type.userMethod(.next) {
      do {
        return try call(special: method, iterator)
      } catch let error as PythonException where error.isInstance(of: .stopIteration) {
        return nil
      }
    }
    return try object.next(self)
  }

  /// The next value of an iterator as `next(iterator)` gives it: its end is `StopIteration` with the iterator's result.
  package func nextOrStopIteration(_ iterator: Value) throws -> Value {
    if case .object(let object) = iterator {
      if let method = object.type.userMethod(.next) { return try call(special: method, iterator) }
      if let generator = object as? GeneratorObject {
        if let value = try resume(generator.state, sending: .none) { return value }
        let result = generator.state.result
        generator.state.result = .none
        throw PythonException.stopIteration(result)
      }
    }
    if let value = try next(iterator) { return value }
    throw PythonException.stopIteration()
  }

  /// Calls `body` with every value of an iterable, until it returns `false`.
  package func iterate(_ iterable: Value, while body: (Value) throws -> Bool) throws {
    if case .object(let object) = iterable {
      if object.type === TypeObject.list {
        let list = unsafeDowncast(object, to: ListObject.self)
        try charge(list.elements.count << 3)
        var index = 0
        while index < list.elements.count {
          if try !body(list.elements[index]) { return }
          index += 1
        }
        return
      }
      if object.type === TypeObject.tuple {
        let elements = unsafeDowncast(object, to: TupleObject.self).elements
        try charge(elements.count << 3)
        for element in elements {
          if try !body(element) { return }
        }
        return
      }
    }
    let iterator = try makeIterator(iterable)
    while let value = try next(iterator) {
      try checkBudget()
      if try !body(value) { return }
    }
  }

  /// Calls `body` with every value of an iterable.
  package func iterate(_ iterable: Value, _ body: (Value) throws -> Void) throws {
    try iterate(
      iterable,
      while: {
        try body($0)
        return true
      })
  }

  /// The values of an iterable.
  package func array(of iterable: Value) throws -> [Value] {
    if case .object(let object) = iterable {
      if object.type === TypeObject.list { return unsafeDowncast(object, to: ListObject.self).elements }
      if object.type === TypeObject.tuple { return unsafeDowncast(object, to: TupleObject.self).elements }
    }
    var values: [Value] = []
    try iterate(iterable) { value in
      values.append(value)
    }
    return values
  }
}

/// The iterator of an object that has `__getitem__` only.
package final class SequenceIterator: Object {
  private let sequence: Value
  private var index = 0
  private var isExhausted = false

  init(_ sequence: Value) {
    self.sequence = sequence
    super.init(type: .sequenceIterator)
  }

  package override func makeIterator(_ interpreter: Interpreter) throws -> Value? { .object(self) }
  package override func next(_ interpreter: Interpreter) throws -> Value? {
    if isExhausted { return nil }
    do {
      defer { index += 1 }
      return try interpreter.getItem(sequence, .int(index))
    } catch let error as PythonException
      where error.isInstance(of: .indexError) || error.isInstance(of: .stopIteration)
    {
      isExhausted = true
      return nil
    }
  }
}

extension TypeObject {
  package static let sequenceIterator = TypeObject.native(
    "iterator", specials: [.iterate, .next], holdsValues: true, isSubclassable: false)
}
