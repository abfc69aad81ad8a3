import BigInt

/// The lazy iterators of the builtin functions: `enumerate`, `zip`, `map`, `filter`, `reversed` and `iter` with a
/// sentinel.
///
/// `enumerate(iterable, start)`.
package final class EnumerateObject: Object {
  private let source: Value
  private var index: Int

  /// Counts the values of the iterator `source` from `index` on.
  init(_ source: Value, from index: Int) {
    self.source = source
    self.index = index
    super.init(type: .enumerate)
  }

  package override func makeIterator(_ interpreter: Interpreter) throws -> Value? { asValue }

  package override func next(_ interpreter: Interpreter) throws -> Value? {
    guard let value = try interpreter.next(source) else { return nil }
    let count = index
    index &+= 1
    return .tuple([.int(count), value])
  }

  override func nextParts(
    _ parts: UnsafeMutablePointer<Value>, _ count: Int, _ interpreter: Interpreter
  ) throws -> NextParts {
    guard count == 2 else { return .whole }
    guard let value = try interpreter.next(source) else { return .ended }
    parts.write(.int(index))
    index &+= 1
    (parts + 1).write(value)
    return .stored
  }
}

/// `zip(*iterables, strict=False)`.
package final class ZipObject: Object {
  private let sources: [Value]
  private let isStrict: Bool

  /// Takes one value of each iterator at a time.
  init(_ sources: [Value], isStrict: Bool) {
    self.sources = sources
    self.isStrict = isStrict
    super.init(type: .zip)
  }

  package override func makeIterator(_ interpreter: Interpreter) throws -> Value? { asValue }

  package override func next(_ interpreter: Interpreter) throws -> Value? {
    if sources.isEmpty { return nil }
    var values: [Value] = []
    values.reserveCapacity(sources.count)
    for (index, source) in sources.enumerated() {
      if let value = try interpreter.next(source) {
        values.append(value)
        continue
      }
      guard isStrict else { return nil }
      if index > 0 { throw ZipObject.mismatch(index, "shorter") }
      for (other, source) in sources.enumerated().dropFirst() where try interpreter.next(source) != nil {
        throw ZipObject.mismatch(other, "longer")
      }
      return nil
    }
    return .tuple(values)
  }

  override func nextParts(
    _ parts: UnsafeMutablePointer<Value>, _ count: Int, _ interpreter: Interpreter
  ) throws -> NextParts {
    guard count == sources.count, !isStrict, count > 0 else { return .whole }
    for index in 0..<count {
      guard let value = try interpreter.next(sources[index]) else { return .ended }
      (parts + index).write(value)
    }
    return .stored
  }

  private static func mismatch(_ index: Int, _ word: String) -> PythonException {
    let others = index == 1 ? "argument 1" : "arguments 1-\(index)"
    return PythonException(.valueError, "zip() argument \(index + 1) is \(word) than \(others)")
  }
}

/// `map(function, *iterables)`.
package final class MapObject: Object {
  private let function: Value
  private let sources: [Value]

  /// Calls `function` with one value of each iterator at a time.
  init(_ function: Value, _ sources: [Value]) {
    self.function = function
    self.sources = sources
    super.init(type: .map)
  }

  package override func makeIterator(_ interpreter: Interpreter) throws -> Value? { asValue }

  package override func next(_ interpreter: Interpreter) throws -> Value? {
    if sources.count == 1 {
      guard let value = try interpreter.next(sources[0]) else { return nil }
      return try interpreter.call(function, value)
    }
    var values: [Value] = []
    values.reserveCapacity(sources.count)
    for source in sources {
      guard let value = try interpreter.next(source) else { return nil }
      values.append(value)
    }
    return try interpreter.call(function, values)
  }
}

/// `filter(function, iterable)`.
package final class FilterObject: Object {
  private let function: Value
  private let source: Value

  /// Passes on the values for which `function` says so; `None` asks for their truth.
  init(_ function: Value, _ source: Value) {
    self.function = function
    self.source = source
    super.init(type: .filter)
  }

  package override func makeIterator(_ interpreter: Interpreter) throws -> Value? { asValue }

  package override func next(_ interpreter: Interpreter) throws -> Value? {
    while let value = try interpreter.next(source) {
      try interpreter.checkBudget()
      let kept = function.isNone ? value : try interpreter.call(function, value)
      if try interpreter.truth(kept) { return value }
    }
    return nil
  }
}

/// `reversed(sequence)` of a list: a list may grow or shrink meanwhile.
package final class ReversedListObject: Object {
  private let list: ListObject
  private var index: Int

  /// Walks `list` from its end.
  init(_ list: ListObject) {
    self.list = list
    index = list.elements.count - 1
    super.init(type: .reversedList)
  }

  package override func makeIterator(_ interpreter: Interpreter) throws -> Value? { asValue }

  package override func next(_ interpreter: Interpreter) throws -> Value? {
    guard index >= 0, index < list.elements.count else {
      index = -1
      return nil
    }
    index -= 1
    return list.elements[index + 1]
  }
}

/// `reversed(sequence)` of anything with a length and items by number.
package final class ReversedObject: Object {
  private let sequence: Value
  private var index: Int

  /// Walks `sequence`, which has `count` items, from its end.
  init(_ sequence: Value, count: Int) {
    self.sequence = sequence
    index = count - 1
    super.init(type: .reversed)
  }

  package override func makeIterator(_ interpreter: Interpreter) throws -> Value? { asValue }

  package override func next(_ interpreter: Interpreter) throws -> Value? {
    guard index >= 0 else { return nil }
    index -= 1
    do {
      return try interpreter.getItem(sequence, .int(index + 1))
    } catch let error as PythonException where error.isInstance(of: .indexError) {
      index = -1
      return nil
    }
  }
}

/// `iter(function, sentinel)`.
package final class CallableIteratorObject: Object {
  private let function: Value
  private let sentinel: Value
  private var isDone = false

  /// Calls `function` until it returns `sentinel`.
  init(_ function: Value, sentinel: Value) {
    self.function = function
    self.sentinel = sentinel
    super.init(type: .callableIterator)
  }

  package override func makeIterator(_ interpreter: Interpreter) throws -> Value? { asValue }

  package override func next(_ interpreter: Interpreter) throws -> Value? {
    if isDone { return nil }
    let value = try interpreter.call(function)
    if try interpreter.equals(value, sentinel) {
      isDone = true
      return nil
    }
    return value
  }
}
