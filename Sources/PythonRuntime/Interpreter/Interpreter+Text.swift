extension Interpreter {
  /// `repr(value)`
  package func repr(_ value: Value) throws -> String {
    switch value {
    case .undefined: "<undefined>"
    case .none: "None"
    case .bool(let value): value ? "True" : "False"
    case .int(let value): String(value)
    case .float(let value): floatRepr(value)
    case .object(let object):
      try deeper(" while getting the repr of an object") {
        if let method = object.type.userMethod(.repr) {
          return try text(of: call(special: method, value), "__repr__")
        }
        return try checked(object.repr(self))
      }
    }
  }

  /// A text that was made from others, the work of which is counted; each escape can make it four times as long.
  ///
  /// - Throws: `MemoryError` if it is longer than a value may be.
  func checked(_ text: String) throws -> String {
    let count = text.utf8.count
    if count > limits.valueBytes { throw PythonException(.memoryError, arguments: []) }
    try charge(count)
    return text
  }

  /// `str(value)`
  package func str(_ value: Value) throws -> String {
    guard case .object(let object) = value else { return try repr(value) }
    if object.type === TypeObject.str { return unsafeDowncast(object, to: StringObject.self).value }
    return try deeper(" while getting the str of an object") {
      let type = object.type
      if let method = type.userMethod(.str) { return try text(of: call(special: method, value), "__str__") }
      if type.isUserDefined, let method = type.userMethod(.repr), object as? StringObject == nil,
        object as? ExceptionObject == nil
      {
        return try text(of: call(special: method, value), "__str__")
      }
      return try object.str(self)
    }
  }

  /// `format(value, spec)`
  package func format(_ value: Value, _ spec: String) throws -> String {
    guard case .object(let object) = value else { return try formatNatively(value, spec) }
    if let method = object.type.userMethod(.format) {
      return try text(of: call(special: method, value, .string(spec)), "__format__")
    }
    return try object.format(spec, self)
  }

  /// The repr of a container, or `cycle` when its repr is being made already.
  package func reprOfContainer(_ object: Object, cycle: String, _ body: () throws -> String) throws -> String {
    let identity = ObjectIdentifier(object)
    if reprStack.contains(identity) { return cycle }
    reprStack.append(identity)
    defer { reprStack.removeLast() }
    return try body()
  }

  private func text(of result: Value, _ method: String) throws -> String {
    if let text = result.text { return text }
    throw PythonException(
      .typeError,
      method == "__format__"
        ? "__format__ must return a str, not \(result.type.tpName)"
        : "\(method) returned non-string (type \(result.type.tpName))")
  }
}
