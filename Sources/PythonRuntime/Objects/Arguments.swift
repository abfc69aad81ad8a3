/// The names of the keyword arguments of a call, shared by every execution of the call.
package final class KeywordNames: Sendable {
  package let names: [StringObject]

  package init(_ names: [StringObject]) {
    self.names = names
  }
}

/// The arguments of a call: a window of values, positional ones first, then one per keyword name.
///
/// The window belongs to the caller and is valid during the call only: copy out (`Array(arguments.positional)`) what
/// must live longer. Accessors check bounds, so that a native function cannot read past the window.
public struct Arguments {
  /// Points to `count + keywordCount` initialised values while the call lasts.
  let base: UnsafePointer<Value>
  /// The number of positional arguments.
  package let count: Int
  /// The names of the values after the positional ones.
  package let keywords: KeywordNames?

  @inline(__always) package init(base: UnsafePointer<Value>, count: Int, keywords: KeywordNames?) {
    self.base = base
    self.count = count
    self.keywords = keywords
  }

  /// The positional argument at `index`; `.undefined` when there are fewer.
  @inline(__always) package subscript(index: Int) -> Value {
    UInt(bitPattern: index) < UInt(bitPattern: count) ? base[index] : .undefined
  }

  /// The positional arguments.
  package var positional: UnsafeBufferPointer<Value> { UnsafeBufferPointer(start: base, count: count) }

  /// The number of keyword arguments.
  package var keywordCount: Int { keywords?.names.count ?? 0 }

  /// The keyword argument at `index`, which must be below `keywordCount`.
  package func keyword(_ index: Int) -> (name: StringObject, value: Value) {
    guard let keywords, keywords.names.indices.contains(index) else { return (StringObject(""), .undefined) }
    return (keywords.names[index], base[count + index])
  }

  /// The keyword argument called `name`, or `nil`.
  package func keyword(named name: String) -> Value? {
    guard let keywords else { return nil }
    for (index, keyword) in keywords.names.enumerated() where keyword.value == name { return base[count + index] }
    return nil
  }

  /// The same arguments without the first `number` positional ones.
  package func dropFirst(_ number: Int = 1) -> Arguments {
    let number = min(number, count)
    return Arguments(base: base + number, count: count - number, keywords: keywords)
  }

  /// Whether there are neither positional nor keyword arguments.
  package var isEmpty: Bool { count == 0 && keywords == nil }

  /// Calls `body` with arguments that hold `positional` and `keywords`.
  package static func with<Result>(
    _ positional: [Value], keywords: [(String, Value)] = [], _ body: (Arguments) throws -> Result
  ) rethrows -> Result {
    let values = keywords.isEmpty ? positional : positional + keywords.map(\.1)
    let names = keywords.isEmpty ? nil : KeywordNames(keywords.map { StringObject($0.0) })
    return try Arguments.with(values, positionalCount: positional.count, names: names, body)
  }

  /// Calls `body` with arguments over `values`, the last of which are named by `names`.
  package static func with<Result>(
    _ values: [Value], positionalCount: Int, names: KeywordNames?, _ body: (Arguments) throws -> Result
  ) rethrows -> Result {
    try values.withUnsafeBufferPointer { buffer in
      if let base = buffer.baseAddress {
        return try body(Arguments(base: base, count: positionalCount, keywords: names))
      }
      var empty = Value.undefined
      return try withUnsafePointer(to: &empty) { try body(Arguments(base: $0, count: 0, keywords: nil)) }
    }
  }

  /// Calls `body` with one positional argument.
  package static func with<Result>(_ value: Value, _ body: (Arguments) throws -> Result) rethrows -> Result {
    var value = value
    return try withUnsafePointer(to: &value) { try body(Arguments(base: $0, count: 1, keywords: nil)) }
  }

  // MARK: Checks in CPython's words

  /// Raises unless there are no keyword arguments.
  package func refuseKeywords(_ function: String) throws {
    if keywords != nil { throw PythonException(.typeError, "\(function)() takes no keyword arguments") }
  }

  /// Raises unless the number of positional arguments is in `range`, as CPython's `PyArg_UnpackTuple` does.
  package func check(_ function: String, _ range: ClosedRange<Int>) throws {
    try refuseKeywords(function)
    if count < range.lowerBound {
      let amount = range.lowerBound == range.upperBound ? "" : "at least "
      throw PythonException(
        .typeError,
        "\(function) expected \(amount)\(range.lowerBound) argument\(range.lowerBound == 1 ? "" : "s"), got \(count)")
    }
    if count > range.upperBound {
      let amount = range.lowerBound == range.upperBound ? "" : "at most "
      throw PythonException(
        .typeError,
        "\(function) expected \(amount)\(range.upperBound) argument\(range.upperBound == 1 ? "" : "s"), got \(count)")
    }
  }
}
