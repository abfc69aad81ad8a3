import PythonSyntax

/// `bytes`
package final class BytesObject: Object {
  /// The bytes.
  package let bytes: [UInt8]

  package init(_ bytes: [UInt8], type: TypeObject = .bytes) {
    self.bytes = bytes
    super.init(type: type)
  }

  package override func length(_ interpreter: Interpreter) throws -> Int? { bytes.count }
  package override func makeIterator(_ interpreter: Interpreter) throws -> Value? {
    .object(BytesIterator(self, type: .bytesIterator))
  }

  package override func repr(_ interpreter: Interpreter) throws -> String {
    try interpreter.charge(bytes.count << 3)
    var out: [UInt8] = []
    TextRepr.append(bytes: bytes, to: &out)
    return out.text
  }

  package override func hash(_ interpreter: Interpreter) throws -> Int {
    try interpreter.charge(bytes.count << 1)
    var hash: UInt = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt(byte)) &* 0x100_0000_01b3 }
    let result = Int(bitPattern: hash ^ (hash >> 29))
    return result == -1 ? -2 : result
  }

  package override func compare(
    _ operation: ComparisonOperator, _ other: Value, _ interpreter: Interpreter
  ) throws -> Value? {
    try interpreter.charge(bytes.count)
    return BytesMethods.compare(operation, bytes, other)
  }

  package override func concatenationRefusal(_ other: TypeObject) -> String? {
    "can't concat \(other.tpName) to bytes"
  }

  package override func binary(
    _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ interpreter: Interpreter
  ) throws -> Value? {
    try BytesMethods.binary(operation, bytes, other, reflected: reflected, interpreter)
      .map { .object(BytesObject($0)) }
  }

  package override func item(_ key: Value, _ interpreter: Interpreter) throws -> Value? {
    switch try BytesMethods.item(bytes, key, interpreter, indices: "byte", range: "index out of range") {
    case .byte(let byte): .int(Int(byte))
    case .slice(let bytes): .object(BytesObject(bytes))
    }
  }

  package override func contains(_ value: Value, _ interpreter: Interpreter) throws -> Bool? {
    try BytesMethods.contains(bytes, value, interpreter)
  }
}

/// Memory of another owner in which the bytes of a `bytearray` lie.
package protocol SharedBytes: AnyObject {
  /// A copy of the bytes.
  var bytes: [UInt8] { get }
  /// Whether others look at the memory.
  var isShared: Bool { get }
  /// Writes all of the bytes, as many as there are.
  func write(_ bytes: [UInt8])
}

/// `bytearray`
package final class BytearrayObject: Object {
  /// The bytes, while they lie here.
  private var own: [UInt8]
  /// Where they lie otherwise.
  private var shared: (any SharedBytes)?
  /// How many views look at the bytes.
  private var views = 0

  package init(_ bytes: [UInt8], type: TypeObject = .bytearray) {
    self.own = bytes
    super.init(type: type)
  }

  /// The bytes. Those in shared memory only change their values: what could change their number asks
  /// ``checkResizing(to:)`` first.
  package var bytes: [UInt8] {
    get { shared?.bytes ?? own }
    _modify {
      guard let memory = shared else {
        yield &own
        return
      }
      var changed = memory.bytes
      defer { if changed.count == memory.bytes.count { memory.write(changed) } }
      yield &changed
    }
  }

  /// Moves the bytes to memory that others look at too, made by `make`, unless they lie in such memory.
  ///
  /// - Returns: That memory, as the first call made it.
  package func share<Memory: SharedBytes>(_ make: ([UInt8]) throws -> Memory) rethrows -> Memory {
    if let memory = shared as? Memory { return memory }
    let memory = try make(bytes)
    (shared, own) = (memory, [])
    return memory
  }

  /// Refuses to change the number of bytes while others look at them.
  func checkResizing(to count: Int? = nil) throws {
    if let memory = shared, !memory.isShared {
      // The others are gone: the bytes lie here again.
      (own, shared) = (memory.bytes, nil)
    }
    guard shared != nil || views > 0, count != bytes.count else { return }
    throw PythonException(.bufferError, "Existing exports of data: object cannot be re-sized")
  }

  /// Counts a view of the bytes, or one that is gone.
  func countViews(_ change: Int) { views += change }

  package override func length(_ interpreter: Interpreter) throws -> Int? { bytes.count }
  package override func makeIterator(_ interpreter: Interpreter) throws -> Value? {
    .object(BytesIterator(self, type: .bytearrayIterator))
  }

  package override func repr(_ interpreter: Interpreter) throws -> String {
    try interpreter.charge(bytes.count << 3)
    var out: [UInt8] = []
    out.append(text: "\(type.name)(")
    TextRepr.append(bytes: bytes, to: &out)
    out.append(text: ")")
    return out.text
  }

  package override func hash(_ interpreter: Interpreter) throws -> Int {
    throw Interpreter.unhashable(type)
  }

  package override func compare(
    _ operation: ComparisonOperator, _ other: Value, _ interpreter: Interpreter
  ) throws -> Value? {
    try interpreter.charge(bytes.count)
    return BytesMethods.compare(operation, bytes, other)
  }

  package override func concatenationRefusal(_ other: TypeObject) -> String? {
    "can't concat \(other.tpName) to bytearray"
  }

  package override func binary(
    _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ interpreter: Interpreter
  ) throws -> Value? {
    try BytesMethods.binary(operation, bytes, other, reflected: reflected, interpreter)
      .map { .object(BytearrayObject($0)) }
  }

  package override func inPlace(
    _ operation: BinaryOperator, _ other: Value, _ interpreter: Interpreter
  ) throws -> Value? {
    guard operation == .add else { return nil }
    guard let added = other.bytes else {
      throw PythonException(.typeError, concatenationRefusal(other.type) ?? "")
    }
    try TextLimit.check(bytes.count + added.count)
    try interpreter.charge(added.count)
    try checkResizing(to: bytes.count + added.count)
    bytes += added
    return asValue
  }

  package override func item(_ key: Value, _ interpreter: Interpreter) throws -> Value? {
    switch try BytesMethods.item(
      bytes, key, interpreter, indices: "bytearray", range: "bytearray index out of range")
    {
    case .byte(let byte): .int(Int(byte))
    case .slice(let bytes): .object(BytearrayObject(bytes))
    }
  }

  private func index(_ key: Value, _ interpreter: Interpreter) throws -> Int {
    guard let given = try interpreter.sequenceIndex(key) else {
      throw PythonException(
        .typeError, "bytearray indices must be integers or slices, not \(key.type.tpName)")
    }
    let index = given < 0 ? given &+ bytes.count : given
    guard index >= 0, index < bytes.count else {
      throw PythonException(.indexError, "bytearray index out of range")
    }
    return index
  }

  package override func setItem(_ key: Value, _ value: Value, _ interpreter: Interpreter) throws -> Bool {
    guard let slice = key.cast(SliceObject.self) else {
      let byte = try interpreter.byte(value)
      let index = try index(key, interpreter)
      bytes[index] = byte
      return true
    }
    let values = try interpreter.bytes(from: value)
    let range = try slice.resolve(count: bytes.count, interpreter)
    if range.step == 1 {
      let replaced = range.start..<max(range.start, range.stop)
      try checkResizing(to: bytes.count - replaced.count + values.count)
      bytes.replaceSubrange(replaced, with: values)
    } else {
      guard values.count == range.count else {
        throw PythonException(
          .valueError,
          "attempt to assign bytes of size \(values.count) to extended slice of size \(range.count)")
      }
      for (position, value) in zip(range.positions, values) { bytes[position] = value }
    }
    return true
  }

  package override func deleteItem(_ key: Value, _ interpreter: Interpreter) throws -> Bool {
    guard let slice = key.cast(SliceObject.self) else {
      let index = try index(key, interpreter)
      try checkResizing()
      bytes.remove(at: index)
      return true
    }
    let range = try slice.resolve(count: bytes.count, interpreter)
    let dropped = Set(range.positions)
    try checkResizing(to: bytes.count - dropped.count)
    bytes = bytes.enumerated().filter { !dropped.contains($0.offset) }.map(\.element)
    return true
  }

  package override func contains(_ value: Value, _ interpreter: Interpreter) throws -> Bool? {
    try BytesMethods.contains(bytes, value, interpreter)
  }
}

/// The iterator of `bytes` and `bytearray`.
package final class BytesIterator: Object {
  private let source: Object
  private var index = 0

  init(_ source: Object, type: TypeObject) {
    self.source = source
    super.init(type: type)
  }

  package override func makeIterator(_ interpreter: Interpreter) throws -> Value? { .object(self) }
  package override func next(_ interpreter: Interpreter) throws -> Value? {
    guard let bytes = source.asValue.bytes, index < bytes.count else { return nil }
    index += 1
    return .int(Int(bytes[index - 1]))
  }
}

extension TypeObject {
  private static let bytesSpecials = SpecialMethodSet(
    .equality, .ordering,
    [.repr, .length, .getItem, .contains, .iterate, .add, .multiply, .reflectedMultiply, .modulo])

  /// `bytes`
  package static let bytes: TypeObject = TypeObject.native(
    "bytes", specials: SpecialMethodSet(bytesSpecials, [.hash]),
    new: { interpreter, type, arguments in
      .object(BytesObject(try BytesMethods.make(interpreter, arguments, function: "bytes"), type: type))
    },
    members: { BytesMethods.shared(of: "bytes") { .object(BytesObject($0)) } })

  /// `bytearray`
  package static let bytearray: TypeObject = TypeObject.native(
    "bytearray", specials: SpecialMethodSet(bytesSpecials, [.setItem, .deleteItem, .inPlaceAdd]),
    new: { interpreter, type, arguments in
      .object(BytearrayObject(try BytesMethods.make(interpreter, arguments, function: "bytearray"), type: type))
    },
    members: { BytesMethods.shared(of: "bytearray") { .object(BytearrayObject($0)) } + BytesMethods.mutating })

  /// `bytes_iterator`
  package static let bytesIterator: TypeObject = TypeObject.native(
    "bytes_iterator", specials: [.iterate, .next], isSubclassable: false)

  /// `bytearray_iterator`
  package static let bytearrayIterator: TypeObject = TypeObject.native(
    "bytearray_iterator", specials: [.iterate, .next], isSubclassable: false)
}
