import BigInt
import PythonSyntax

/// The positions that a slice names in a sequence of a known length.
package struct SliceRange {
  /// The first position.
  package let start: Int
  /// Where the positions end, as `slice.indices` gives it.
  package let stop: Int
  /// The distance between positions, not zero.
  package let step: Int

  /// The number of positions.
  package var count: Int {
    if step > 0 { return stop > start ? (stop - start - 1) / step + 1 : 0 }
    return start > stop ? (start - stop - 1) / -step + 1 : 0
  }

  /// The positions in order.
  package var positions: some Sequence<Int> { (0..<count).lazy.map { [start, step] in start + $0 * step } }

  /// The same positions in ascending order, as a start and a positive step.
  package var ascending: SliceRange {
    if step > 0 || count == 0 { return self }
    return SliceRange(start: start + (count - 1) * step, stop: start + 1, step: -step)
  }
}

/// `slice(start, stop, step)`
package final class SliceObject: Object {
  /// `slice.start`
  package let start: Value
  /// `slice.stop`
  package let stop: Value
  /// `slice.step`
  package let step: Value

  package init(start: Value, stop: Value, step: Value) {
    self.start = start
    self.stop = stop
    self.step = step
    super.init(type: .slice)
  }

  /// The positions named in a sequence of `count` elements. Throws `TypeError` for bounds that are no integers and
  /// `ValueError` for a step of zero.
  ///
  /// `count` is asked for when the bounds are known, because an `__index__` may change the sequence.
  package func resolve(count: @autoclosure () -> Int, _ interpreter: Interpreter) throws -> SliceRange {
    let step = self.step.isNone ? 1 : try interpreter.sliceIndex(self.step, orNone: true)
    if step == 0 { throw PythonException(.valueError, "slice step cannot be zero") }
    let givenStart = start.isNone ? nil : try interpreter.sliceIndex(start, orNone: true)
    let givenStop = stop.isNone ? nil : try interpreter.sliceIndex(stop, orNone: true)
    let count = count()
    func bound(_ given: Int?, default whole: Int) -> Int {
      guard let given else { return whole }
      let index = given < 0 ? given + count : given
      return step > 0 ? min(max(index, 0), count) : min(max(index, -1), count - 1)
    }
    // A step of Int.min cannot be negated; one less reaches no further.
    return SliceRange(
      start: bound(givenStart, default: step > 0 ? 0 : count - 1),
      stop: bound(givenStop, default: step > 0 ? count : -1),
      step: max(step, -Int.max))
  }

  package override func hash(_ interpreter: Interpreter) throws -> Int { throw Interpreter.unhashable(type) }

  package override func repr(_ interpreter: Interpreter) throws -> String {
    "slice(\(try interpreter.repr(start)), \(try interpreter.repr(stop)), \(try interpreter.repr(step)))"
  }

  package override func compare(
    _ operation: ComparisonOperator, _ other: Value, _ interpreter: Interpreter
  ) throws -> Value? {
    guard let other = other.cast(SliceObject.self) else { return nil }
    return try interpreter.compareElements(
      operation, [start, stop, step], [other.start, other.stop, other.step])
  }
}

extension TypeObject {
  /// `slice`
  package static let slice: TypeObject = TypeObject.native(
    "slice", specials: SpecialMethodSet(.equality, .ordering, [.repr]), holdsValues: true, isSubclassable: false,
    new: { _, _, arguments in
      try arguments.check("slice", 1...3)
      if arguments.count == 1 { return .object(SliceObject(start: .none, stop: arguments[0], step: .none)) }
      return .object(
        SliceObject(
          start: arguments[0], stop: arguments[1], step: arguments[2].isUndefined ? .none : arguments[2]))
    },
    members: {
      [
        .property("start") { _, object in (object as? SliceObject)?.start ?? .none },
        .property("stop") { _, object in (object as? SliceObject)?.stop ?? .none },
        .property("step") { _, object in (object as? SliceObject)?.step ?? .none },
        .method("indices", .one, receiver: SliceObject.self) { interpreter, slice, arguments in
          let count = try interpreter.integer(arguments[0])
          if count < 0 { throw PythonException(.valueError, "length should not be negative") }
          let range = try slice.resolve(count: count, interpreter)
          return .tuple([.int(range.start), .int(range.stop), .int(range.step)])
        },
      ]
    })
}

extension NativeMember {
  /// A method whose body receives its instance as a Swift object and its arguments without it.
  package static func method<Receiver: Object>(
    _ name: String, _ arity: NativeFunction.Arity = .any, receiver: Receiver.Type,
    _ body: @escaping @Sendable (Interpreter, Receiver, Arguments) throws -> Value
  ) -> NativeMember {
    .method(name, arity) { interpreter, arguments in
      guard case .object(let object) = arguments[0], let instance = object as? Receiver else {
        throw PythonException(
          .typeError, "descriptor '\(name)' doesn't apply to a '\(arguments[0].type.tpName)' object")
      }
      return try body(interpreter, instance, arguments.dropFirst())
    }
  }
}

extension Arguments {
  /// Raises unless the number of positional arguments is in `range`, in the words of CPython's `PyArg_ParseTuple`.
  package func checkParsed(_ function: String, _ range: ClosedRange<Int>) throws {
    try refuseKeywords(function)
    if range.contains(count) { return }
    let (amount, limit) = count < range.lowerBound ? ("least", range.lowerBound) : ("most", range.upperBound)
    throw PythonException(
      .typeError, "\(function)() takes at \(amount) \(limit) argument\(limit == 1 ? "" : "s") (\(count) given)")
  }
}
