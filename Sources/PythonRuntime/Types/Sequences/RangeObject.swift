import BigInt
import PythonSyntax

/// `range`, whose bounds are machine integers.
package final class RangeObject: Object {
  /// `range.start`
  package let start: Int
  /// `range.stop`
  package let stop: Int
  /// `range.step`, not zero.
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

  /// The value at `index`, which must be in range.
  package func value(at index: Int) -> Int { start &+ index &* step }

  package override func length(_ interpreter: Interpreter) throws -> Int? { count }
  package override func makeIterator(_ interpreter: Interpreter) throws -> Value? { .object(RangeIterator(self)) }

  package override func repr(_ interpreter: Interpreter) throws -> String {
    step == 1 ? "range(\(start), \(stop))" : "range(\(start), \(stop), \(step))"
  }

  package override func hash(_ interpreter: Interpreter) throws -> Int {
    try interpreter.hash(
      .tuple([
        .int(count), count == 0 ? .none : .int(start), count <= 1 ? .none : .int(step),
      ]))
  }

  package override func compare(
    _ operation: ComparisonOperator, _ other: Value, _ interpreter: Interpreter
  ) throws -> Value? {
    guard let other = other.cast(RangeObject.self), operation == .equal || operation == .notEqual else { return nil }
    let same =
      count == other.count && (count == 0 || start == other.start) && (count <= 1 || step == other.step)
    return .bool(same == (operation == .equal))
  }

  package override func item(_ key: Value, _ interpreter: Interpreter) throws -> Value? {
    if let slice = key.cast(SliceObject.self) {
      let range = try slice.resolve(count: count, interpreter)
      return .object(
        RangeObject(
          start: start &+ range.start &* step, stop: start &+ range.stop &* step, step: step &* range.step))
    }
    guard let index = try interpreter.integerOrNil(key) else {
      throw PythonException(.typeError, "range indices must be integers or slices, not \(key.type.tpName)")
    }
    if case .int(let given) = index {
      let index = given < 0 ? given &+ count : given
      if index >= 0, index < count { return .int(value(at: index)) }
    }
    throw PythonException(.indexError, "range object index out of range")
  }

  /// The index of an integer, or `nil` when the range does not hold it.
  package func index(of value: Int) -> Int? {
    let (distance, overflow) = value.subtractingReportingOverflow(start)
    if overflow { return nil }
    let (index, rest) = distance.quotientAndRemainder(dividingBy: step)
    return rest == 0 && index >= 0 && index < count ? index : nil
  }

  package override func contains(_ value: Value, _ interpreter: Interpreter) throws -> Bool? {
    switch value {
    case .int(let number): return index(of: number) != nil
    case .bool(let flag): return index(of: flag ? 1 : 0) != nil
    case .float(let number):
      guard let whole = Int(exactly: number) else { return false }
      return index(of: whole) != nil
    default: break
    }
    if value.object is BigIntObject { return false }
    for index in 0..<count {
      try interpreter.checkBudget()
      if try interpreter.equals(.int(self.value(at: index)), value) { return true }
    }
    return false
  }
}

/// The iterator of a range.
package final class RangeIterator: Object {
  /// The value that comes next.
  package var current: Int
  /// The distance between values.
  package let step: Int
  /// The number of values that are left.
  package var remaining: Int

  package init(_ range: RangeObject) {
    current = range.start
    step = range.step
    remaining = range.count
    super.init(type: .rangeIterator)
  }

  /// A range backwards.
  init(reversing range: RangeObject) {
    remaining = range.count
    current = range.value(at: max(range.count - 1, 0))
    step = 0 &- range.step
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

extension TypeObject {
  /// `range`
  package static let range: TypeObject = TypeObject.native(
    "range",
    specials: SpecialMethodSet(
      .equality, [.repr, .hash, .length, .getItem, .contains, .iterate, .reversed, .bool]),
    isSubclassable: false,
    new: { interpreter, _, arguments in
      try arguments.refuseKeywords("range")
      if arguments.count == 0 { throw PythonException(.typeError, "range expected at least 1 argument, got 0") }
      try arguments.check("range", 1...3)
      func bound(_ value: Value) throws -> Int {
        switch try interpreter.requiredIndex(value) {
        case .int(let number): return number
        default:
          throw PythonException(
            .overflowError, "range() is limited to 64-bit integers here, but got one that is larger")
        }
      }
      if arguments.count == 1 { return .object(RangeObject(start: 0, stop: try bound(arguments[0]), step: 1)) }
      let start = try bound(arguments[0])
      let stop = try bound(arguments[1])
      let step = arguments[2].isUndefined ? 1 : try bound(arguments[2])
      if step == 0 { throw PythonException(.valueError, "range() arg 3 must not be zero") }
      return .object(RangeObject(start: start, stop: stop, step: step))
    },
    members: {
      [
        .property("start") { _, object in (object as? RangeObject).map { .int($0.start) } ?? .none },
        .property("stop") { _, object in (object as? RangeObject).map { .int($0.stop) } ?? .none },
        .property("step") { _, object in (object as? RangeObject).map { .int($0.step) } ?? .none },
        .method("index", .one, receiver: RangeObject.self) { interpreter, range, arguments in
          if case .int(let number) = arguments[0] {
            if let index = range.index(of: number) { return .int(index) }
          } else {
            for index in 0..<range.count {
              try interpreter.checkBudget()
              if try interpreter.equals(.int(range.value(at: index)), arguments[0]) { return .int(index) }
            }
          }
          switch arguments[0] {
          case .int, .bool:
            throw PythonException(.valueError, "\(try interpreter.repr(arguments[0])) is not in range")
          // Anything else is looked for as in any sequence.
          default: throw PythonException(.valueError, "sequence.index(x): x not in sequence")
          }
        },
        .method("count", .one, receiver: RangeObject.self) { interpreter, range, arguments in
          .int(try range.contains(arguments[0], interpreter) == true ? 1 : 0)
        },
      ]
    })

  /// `range_iterator`
  package static let rangeIterator: TypeObject = TypeObject.native(
    "range_iterator", specials: [.iterate, .next, .lengthHint], isSubclassable: false)
}
