import BigInt

/// Sorting of values: `list.sort` and `sorted`.
extension Interpreter {
  /// Sorts `elements` in place, stably, comparing with `<` what `key` makes of them (`none` or missing: themselves).
  ///
  /// Throws what the key function or a comparison raises; `elements` is then some permutation.
  package func sort(_ elements: inout [Value], key: Value, reverse: Bool) throws {
    if key.isUndefined || key.isNone {
      if reverse { elements.reverse() }
      defer { if reverse { elements.reverse() } }
      try sortByThemselves(&elements)
      return
    }
    var keys: [Value] = []
    keys.reserveCapacity(elements.count)
    for element in elements { keys.append(try call(key, element)) }
    var order = Array(elements.indices)
    if reverse { order.reverse() }
    try sort(indices: &order, by: keys)
    if reverse { order.reverse() }
    elements = order.map { elements[$0] }
  }

  /// Sorts plain numbers and strings without asking objects to compare themselves.
  private func sortByThemselves(_ elements: inout [Value]) throws {
    if var integers = Interpreter.integers(elements) {
      if integers.count < RadixSort.fewest || Interpreter.isInOrder(integers, by: <) {
        try StableSort.sort(&integers, pause: charge) { (a: Int, b: Int) throws -> Bool in a < b }
      } else {
        try RadixSort.sort(&integers, pause: charge) { RadixSort.key($0) }
      }
      for (index, value) in integers.enumerated() { elements[index] = .int(value) }
      return
    }
    if var floats = Interpreter.floats(elements) {
      if floats.count < RadixSort.fewest || floats.contains(where: \.isNaN)
        || Interpreter.isInOrder(floats, by: <)
      {
        try StableSort.sort(&floats, pause: charge) { (a: Double, b: Double) throws -> Bool in a < b
        }
      } else {
        try RadixSort.sort(&floats, pause: charge) { RadixSort.key($0) }
      }
      for (index, value) in floats.enumerated() { elements[index] = .float(value) }
      return
    }
    if var strings = Interpreter.strings(elements) {
      try StableSort.sort(&strings, pause: charge) { (a: (String, Int), b: (String, Int)) throws -> Bool in
        Interpreter.precedes(a.0, b.0)
      }
      elements = strings.map { elements[$0.1] }
      return
    }
    try StableSort.sort(&elements, pause: charge) { (a: Value, b: Value) throws -> Bool in
      try truth(compare(.less, a, b))
    }
  }

  private func sort(indices: inout [Int], by keys: [Value]) throws {
    if let integers = Interpreter.integers(keys) {
      var pairs = indices.map { (integers[$0], $0) }
      if pairs.count < RadixSort.fewest || Interpreter.isInOrder(pairs, by: { $0.0 < $1.0 }) {
        try StableSort.sort(&pairs, pause: charge) {
          (a: (Int, Int), b: (Int, Int)) throws -> Bool in a.0 < b.0
        }
      } else {
        try RadixSort.sort(&pairs, pause: charge) { RadixSort.key($0.0) }
      }
      indices = pairs.map(\.1)
      return
    }
    if let floats = Interpreter.floats(keys) {
      var pairs = indices.map { (floats[$0], $0) }
      if pairs.count < RadixSort.fewest || floats.contains(where: \.isNaN)
        || Interpreter.isInOrder(pairs, by: { $0.0 < $1.0 })
      {
        try StableSort.sort(&pairs, pause: charge) {
          (a: (Double, Int), b: (Double, Int)) throws -> Bool in a.0 < b.0
        }
      } else {
        try RadixSort.sort(&pairs, pause: charge) { RadixSort.key($0.0) }
      }
      indices = pairs.map(\.1)
      return
    }
    if let strings = Interpreter.strings(keys) {
      var pairs = indices.map { strings[$0] }
      try StableSort.sort(&pairs, pause: charge) { (a: (String, Int), b: (String, Int)) throws -> Bool in
        Interpreter.precedes(a.0, b.0)
      }
      indices = pairs.map(\.1)
      return
    }
    try StableSort.sort(&indices, pause: charge) { (a: Int, b: Int) throws -> Bool in
      try truth(compare(.less, keys[a], keys[b]))
    }
  }

  /// Whether no element is less than the one before it; most lists tell at once.
  @inline(__always) private static func isInOrder<Element>(
    _ elements: [Element], by isLess: (Element, Element) -> Bool
  ) -> Bool {
    for index in elements.indices.dropFirst() where isLess(elements[index], elements[index - 1]) {
      return false
    }
    return true
  }

  /// The order of two strings by code points, which is that of their UTF-8 bytes.
  @inline(__always)
  package static func precedes(_ a: String, _ b: String) -> Bool {
    TextSearch.withBytes(a, b) { left, right in
      let count = min(left.count, right.count)
      for index in 0..<count where left[index] != right[index] { return left[index] < right[index] }
      return left.count < right.count
    }
  }

  private static func integers(_ values: [Value]) -> [Int]? {
    var result: [Int] = []
    result.reserveCapacity(values.count)
    for value in values {
      guard case .int(let integer) = value else { return nil }
      result.append(integer)
    }
    return result
  }

  private static func floats(_ values: [Value]) -> [Double]? {
    var result: [Double] = []
    result.reserveCapacity(values.count)
    for value in values {
      guard case .float(let float) = value else { return nil }
      result.append(float)
    }
    return result
  }

  private static func strings(_ values: [Value]) -> [(String, Int)]? {
    var result: [(String, Int)] = []
    result.reserveCapacity(values.count)
    for (index, value) in values.enumerated() {
      guard case .object(let object) = value, object.type === TypeObject.str else { return nil }
      result.append((unsafeDowncast(object, to: StringObject.self).value, index))
    }
    return result
  }
}
