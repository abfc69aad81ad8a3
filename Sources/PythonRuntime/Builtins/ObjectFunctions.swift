/// Builtin functions about objects: attributes, classes, text, identity.
enum ObjectFunctions {
  /// The attribute name given as an argument.
  private static func name(_ value: Value) throws -> StringObject {
    guard let name = value.cast(StringObject.self) else {
      throw PythonException(.typeError, "attribute name must be string, not '\(value.type.tpName)'")
    }
    return name
  }

  /// The functions.
  static let all: [NativeFunction] = [
    NativeFunction("getattr", .positional(2...3)) { interpreter, arguments in
      let name = try name(arguments[1])
      if arguments.count == 2 { return try interpreter.getAttribute(arguments[0], name) }
      return try interpreter.getAttribute(arguments[0], name.value, default: arguments[2])
    },
    NativeFunction("hasattr", .positional(2...2)) { interpreter, arguments in
      let name = try name(arguments[1])
      return .bool(!(try interpreter.getAttribute(arguments[0], name.value, default: .undefined)).isUndefined)
    },
    NativeFunction("setattr", .positional(3...3)) { interpreter, arguments in
      try interpreter.setAttribute(arguments[0], name(arguments[1]), arguments[2])
      return .none
    },
    NativeFunction("delattr", .positional(2...2)) { interpreter, arguments in
      try interpreter.deleteAttribute(arguments[0], name(arguments[1]))
      return .none
    },
    NativeFunction("isinstance", .positional(2...2)) { interpreter, arguments in
      .bool(try interpreter.isInstance(arguments[0], ofAny: arguments[1]))
    },
    NativeFunction("issubclass", .positional(2...2)) { interpreter, arguments in
      guard let type = arguments[0].cast(TypeObject.self) else {
        throw PythonException(.typeError, "issubclass() arg 1 must be a class")
      }
      return .bool(try interpreter.isSubclass(type, ofAny: arguments[1]))
    },
    NativeFunction("callable", .one) { interpreter, arguments in .bool(interpreter.isCallable(arguments[0])) },
    NativeFunction("id", .one) { interpreter, arguments in .int(interpreter.identity(arguments[0])) },
    NativeFunction("repr", .one) { interpreter, arguments in .string(try interpreter.repr(arguments[0])) },
    NativeFunction("ascii", .one) { interpreter, arguments in
      .string(try interpreter.checked(TextRepr.asciiEscaped(try interpreter.repr(arguments[0]))))
    },
    NativeFunction("format", .positional(1...2)) { interpreter, arguments in
      if arguments.count == 1 { return .string(try interpreter.format(arguments[0], "")) }
      guard let spec = arguments[1].text else {
        throw PythonException(.typeError, "format() argument 2 must be str, not \(arguments[1].type.tpName)")
      }
      return .string(try interpreter.format(arguments[0], spec))
    },
    NativeFunction("vars", .positional(1...1)) { interpreter, arguments in
      let dictionary = try interpreter.getAttribute(arguments[0], "__dict__", default: .undefined)
      if dictionary.isUndefined {
        throw PythonException(.typeError, "vars() argument must have __dict__ attribute")
      }
      return dictionary
    },
    NativeFunction("dir", .positional(0...1)) { interpreter, arguments in
      let names =
        arguments.count == 0 ? interpreter.globals.boundNames : try interpreter.directory(of: arguments[0])
      return .list(Set(names).sorted(by: Interpreter.precedes).map { .string($0) })
    },
    NativeFunction("exit", .positional(0...1)) { _, arguments in throw systemExit(arguments) },
    NativeFunction("quit", .positional(0...1)) { _, arguments in throw systemExit(arguments) },
    NativeFunction("help", .any) { _, _ in
      throw PythonException(.notImplementedError, "help() is interactive and not supported here")
    },
    NativeFunction("breakpoint", .any) { _, _ in
      throw PythonException(.notImplementedError, "breakpoint() is interactive and not supported here")
    },
  ]

  private static func systemExit(_ arguments: Arguments) -> PythonException {
    PythonException(.systemExit, arguments: arguments.count == 0 ? [.none] : [arguments[0]])
  }
}

extension Interpreter {
  /// `callable(value)`
  package func isCallable(_ value: Value) -> Bool { value.object is TypeObject || value.type.defines(.call) }

  /// `id(value)`: the address of an object; numbers stored in place get one that is as stable.
  package func identity(_ value: Value) -> Int {
    switch value {
    case .object(let object): object.address
    case .int(let number): 0x7F00_0000_0000 &+ (number &* 32)
    case .float(let number): 0x7F10_0000_0000 &+ Int(truncatingIfNeeded: number.bitPattern >> 16) &* 16
    case .bool(let flag): flag ? 0x7F20_0000_0020 : 0x7F20_0000_0000
    case .none, .undefined: 0x7F20_0000_0040
    }
  }

  /// The names that `dir(value)` lists: what `__dir__` of its class says, or its attributes.
  package func directory(of value: Value) throws -> [String] {
    if value.type.isUserDefined, let method = value.type.lookup("__dir__") {
      return try array(of: call(special: method, value)).compactMap(\.text)
    }
    return try attributeNames(of: value)
  }
}
