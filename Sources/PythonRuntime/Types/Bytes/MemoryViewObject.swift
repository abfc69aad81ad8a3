import PythonSyntax

/// `memoryview` of a `bytes` or a `bytearray`, which keeps its size while it is seen: unsigned bytes, one dimension.
package final class MemoryViewObject: Object {
  /// The object whose bytes are seen; `nil` once released.
  private var source: Object?
  /// The position of the first byte, the distance to the next one, and how many there are.
  private let start: Int
  private let step: Int
  package let count: Int

  init(_ source: Object, start: Int = 0, step: Int = 1, count: Int) {
    self.source = source
    self.start = start
    self.step = step
    self.count = count
    super.init(type: .memoryView)
    (source as? BytearrayObject)?.countViews(1)
  }

  deinit { release() }

  fileprivate static func make(_ value: Value) throws -> MemoryViewObject {
    if let view = value.cast(MemoryViewObject.self) {
      return MemoryViewObject(try view.viewed(), start: view.start, step: view.step, count: view.count)
    }
    guard let bytes = value.bytes, let object = value.object else {
      throw PythonException(
        .typeError, "memoryview: a bytes-like object is required, not '\(value.type.tpName)'")
    }
    return MemoryViewObject(object, count: bytes.count)
  }

  private func viewed() throws -> Object {
    guard let source else {
      throw PythonException(.valueError, "operation forbidden on released memoryview object")
    }
    return source
  }

  var isReadOnly: Bool { !(source is BytearrayObject) }

  func release() {
    (source as? BytearrayObject)?.countViews(-1)
    source = nil
  }

  /// The `bytearray` whose neighbouring bytes are seen, and the position of the first one.
  package func neighbours() throws -> (array: BytearrayObject, start: Int, count: Int)? {
    guard let array = try viewed() as? BytearrayObject, step == 1 || count < 2 else { return nil }
    return (array, start, count)
  }

  /// The bytes seen.
  func bytes() throws -> [UInt8] {
    let all = try viewed().asValue.bytes ?? []
    if step == 1, start + count <= all.count { return Array(all[start..<(start + count)]) }
    return (0..<count).compactMap { index in
      let position = start + index * step
      return all.indices.contains(position) ? all[position] : nil
    }
  }

  private func position(_ key: Value, _ interpreter: Interpreter) throws -> Int {
    guard var index = try interpreter.indexOrNil(key) else {
      throw PythonException(.typeError, "memoryview: invalid slice key")
    }
    if index < 0 { index += count }
    guard index >= 0, index < count else { throw PythonException(.indexError, "index out of bounds on dimension 1") }
    return start + index * step
  }

  package override func repr(_ interpreter: Interpreter) throws -> String {
    source == nil ? "<released memory at \(addressText)>" : "<memory at \(addressText)>"
  }

  package override func length(_ interpreter: Interpreter) throws -> Int? {
    _ = try viewed()
    return count
  }

  package override func makeIterator(_ interpreter: Interpreter) throws -> Value? {
    try .object(BytesIterator(BytesObject(bytes()), type: .bytesIterator))
  }

  package override func hash(_ interpreter: Interpreter) throws -> Int {
    if !isReadOnly { throw PythonException(.valueError, "cannot hash writable memoryview object") }
    return try interpreter.hash(.object(BytesObject(bytes())))
  }

  package override func compare(
    _ operation: ComparisonOperator, _ other: Value, _ interpreter: Interpreter
  ) throws -> Value? {
    guard operation == .equal || operation == .notEqual else { return nil }
    let theirs: [UInt8]
    if let view = other.cast(MemoryViewObject.self) {
      theirs = try view.bytes()
    } else if let bytes = other.bytes {
      theirs = bytes
    } else {
      return nil
    }
    return .bool((try bytes() == theirs) == (operation == .equal))
  }

  package override func contains(_ value: Value, _ interpreter: Interpreter) throws -> Bool? {
    for byte in try bytes() {
      if try interpreter.equals(.int(Int(byte)), value) { return true }
    }
    return false
  }

  package override func item(_ key: Value, _ interpreter: Interpreter) throws -> Value? {
    let source = try viewed()
    if let slice = key.cast(SliceObject.self) {
      let range = try slice.resolve(count: count, interpreter)
      return .object(
        MemoryViewObject(source, start: start + range.start * step, step: step * range.step, count: range.count))
    }
    let position = try position(key, interpreter)
    guard let bytes = source.asValue.bytes, bytes.indices.contains(position) else {
      throw PythonException(.indexError, "index out of bounds on dimension 1")
    }
    return .int(Int(bytes[position]))
  }

  package override func setItem(_ key: Value, _ value: Value, _ interpreter: Interpreter) throws -> Bool {
    guard let target = try viewed() as? BytearrayObject else {
      throw PythonException(.typeError, "cannot modify read-only memory")
    }
    func write(_ byte: UInt8, at position: Int) throws {
      guard target.bytes.indices.contains(position) else {
        throw PythonException(.indexError, "index out of bounds on dimension 1")
      }
      target.bytes[position] = byte
    }
    if let slice = key.cast(SliceObject.self) {
      let range = try slice.resolve(count: count, interpreter)
      let given = try value.cast(MemoryViewObject.self)?.bytes() ?? value.bytes
      guard let given else {
        throw PythonException(.typeError, "a bytes-like object is required, not '\(value.type.tpName)'")
      }
      guard given.count == range.count else {
        throw PythonException(
          .valueError, "memoryview assignment: lvalue and rvalue have different structures")
      }
      for (byte, position) in zip(given, range.positions) { try write(byte, at: start + position * step) }
      return true
    }
    let position = try position(key, interpreter)
    guard let number = try interpreter.indexOrNil(value) else {
      throw PythonException(.typeError, "memoryview: invalid type for format 'B'")
    }
    guard let byte = UInt8(exactly: number) else {
      throw PythonException(.valueError, "memoryview: invalid value for format 'B'")
    }
    try write(byte, at: position)
    return true
  }

  package override func enter(_ interpreter: Interpreter) throws -> Value? {
    _ = try viewed()
    return asValue
  }

  package override func exit(_ exception: ExceptionObject?, _ interpreter: Interpreter) throws -> Bool {
    release()
    return false
  }
}

extension TypeObject {
  /// `memoryview`
  package static let memoryView: TypeObject = TypeObject.native(
    "memoryview",
    specials: SpecialMethodSet(.equality, [.repr, .hash, .length, .getItem, .setItem, .contains, .iterate]),
    isSubclassable: false,
    new: { interpreter, type, arguments in
      guard arguments.count == 1, arguments.keywords == nil else {
        throw PythonException(
          .typeError, "memoryview() takes exactly one argument (\(arguments.count) given)")
      }
      return .object(try MemoryViewObject.make(arguments[0]))
    },
    members: {
      @Sendable func view(_ value: Value) throws -> MemoryViewObject {
        guard let view = value.cast(MemoryViewObject.self) else {
          throw PythonException(.typeError, "expected a memoryview")
        }
        return view
      }
      @Sendable func property(_ name: String, _ get: @escaping @Sendable (MemoryViewObject) throws -> Value)
        -> NativeMember
      {
        .property(name) { _, object in
          // Whatever is asked of a released view raises.
          let view = try view(.object(object))
          _ = try view.bytes()
          return try get(view)
        }
      }
      return [
        property("nbytes") { .int($0.count) },
        property("itemsize") { _ in .int(1) },
        property("ndim") { _ in .int(1) },
        property("shape") { .tuple([.int($0.count)]) },
        property("format") { _ in .string("B") },
        property("readonly") { .bool($0.isReadOnly) },
        .method("tobytes", .none) { _, arguments in .object(BytesObject(try view(arguments[0]).bytes())) },
        .method("tolist", .none) { interpreter, arguments in
          let bytes = try view(arguments[0]).bytes()
          try interpreter.checkElements(bytes.count)
          return .list(
            try bytes.map {
              try interpreter.checkBudget()
              return .int(Int($0))
            })
        },
        .method("hex", .none) { interpreter, arguments in
          try interpreter.callMethod(.object(BytesObject(view(arguments[0]).bytes())), "hex")
        },
        .method("release", .none) { _, arguments in
          try view(arguments[0]).release()
          return .none
        },
      ]
    })
}
