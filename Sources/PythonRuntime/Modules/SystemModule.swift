/// `sys`, and what it says of a session.
enum SystemModule {
  static func make(_ interpreter: Interpreter) throws -> ModuleObject {
    let version: [Value] = [.int(3), .int(11), .int(0), .string("final"), .int(0)]
    let module = SystemModuleObject(
      "sys",
      members: [
        ("version", .string("3.11.0 (nbrun)")), ("version_info", .tuple(version)), ("hexversion", .int(0x030B00F0)),
        ("maxsize", .int(Int.max)), ("byteorder", .string("little")), ("platform", .string("linux")),
        ("maxunicode", .int(0x10FFFF)), ("argv", .list([.string("")])), ("path", .list([.string("")])),
        ("executable", .string("")), ("prefix", .string("/usr")), ("flags", .none), ("ps1", .string(">>> ")),
        ("ps2", .string("... ")), ("warnoptions", .list([])), ("dont_write_bytecode", .bool(true)),
        ("builtin_module_names", .tuple(NativeModules.makers.keys.sorted().map { .string($0) })),
        ("float_info", .object(floatInfo())), ("int_info", .none),
      ])
    for stream in [StandardStream(.output), StandardStream(.error)] {
      module.attributes.set(stream.kind.rawValue, .object(stream))
      module.attributes.set("__\(stream.kind.rawValue)__", .object(stream))
    }
    module.add([
      NativeModules.function("_getframe", 0...1, "sys") { interpreter, arguments in
        let depth = arguments.count == 0 ? 0 : try interpreter.index(arguments[0])
        guard let frame = try FrameObject.make(depth: max(0, depth), interpreter) else {
          throw PythonException(.valueError, "call stack is not deep enough")
        }
        return frame
      },
      NativeModules.function("exit", 0...1, "sys") { _, arguments in
        throw PythonException(.systemExit, arguments: arguments.count == 0 ? [] : [arguments[0]])
      },
      NativeModules.function("getrecursionlimit", 0...0, "sys") { interpreter, _ in .int(interpreter.limits.recursion)
      },
      NativeModules.function("setrecursionlimit", 1...1, "sys") { interpreter, arguments in
        let limit = try interpreter.index(arguments[0])
        if limit < 1 { throw PythonException(.valueError, "recursion limit must be greater or equal than 1") }
        interpreter.limits.recursion = min(limit, 10_000)
        return .none
      },
      NativeModules.function("getsizeof", 1...2, "sys") { interpreter, arguments in
        // The sizes of CPython's objects, as far as they follow from what is visible of them.
        .int(try size(arguments[0], interpreter))
      },
      NativeModules.function("getrefcount", 1...1, "sys") { _, _ in .int(2) },
      NativeModules.function("intern", 1...1, "sys") { _, arguments in arguments[0] },
      NativeModules.function("getdefaultencoding", 0...0, "sys") { _, _ in .string("utf-8") },
      NativeModules.function("getfilesystemencoding", 0...0, "sys") { _, _ in .string("utf-8") },
      NativeModules.function("exc_info", 0...0, "sys") { interpreter, _ in
        guard let exception = interpreter.handledException else { return .tuple([.none, .none, .none]) }
        let value = Value.object(exception)
        return .tuple([.object(exception.type), value, try interpreter.getAttribute(value, "__traceback__")])
      },
      NativeModules.function("get_int_max_str_digits", 0...0, "sys") { interpreter, _ in
        .int(interpreter.integerDigits)
      },
      NativeModules.function("set_int_max_str_digits", 1...1, "sys") { interpreter, arguments in
        let digits = try interpreter.index(arguments[0])
        guard digits == 0 || digits >= 640 else {
          throw PythonException(.valueError, "maxdigits must be 0 or larger than 640")
        }
        interpreter.integerDigits = digits
        return .none
      },
      NativeModules.function("is_finalizing", 0...0, "sys") { _, _ in .bool(false) },
      NativeModules.function("getswitchinterval", 0...0, "sys") { _, _ in .float(0.005) },
    ])
    return module
  }

  private static func floatInfo() -> ModuleObject {
    ModuleObject(
      "float_info",
      members: [
        ("max", .float(.greatestFiniteMagnitude)), ("min", .float(.leastNormalMagnitude)),
        ("epsilon", .float(.ulpOfOne)),
        ("dig", .int(15)), ("mant_dig", .int(53)), ("max_exp", .int(1024)), ("min_exp", .int(-1021)),
        ("max_10_exp", .int(308)), ("min_10_exp", .int(-307)), ("radix", .int(2)), ("rounds", .int(1)),
      ])
  }

  private static func size(_ value: Value, _ interpreter: Interpreter) throws -> Int {
    switch value {
    case .none, .undefined: return 16
    case .bool(let flag): return flag ? 28 : 24
    case .int(let number):
      return number == 0 ? 24 : 24 + 4 * max(1, (64 - number.magnitude.leadingZeroBitCount + 29) / 30)
    case .float: return 24
    case .object(let object):
      switch object {
      case let text as StringObject where text.value.utf8.count == text.value.unicodeScalars.count:
        return 49 + text.value.utf8.count
      case let tuple as TupleObject: return 40 + 8 * tuple.elements.count
      case let list as ListObject: return 56 + 8 * list.elements.count
      case is DictObject: return try interpreter.length(value) == 0 ? 64 : 232
      default: return 48
      }
    }
  }
}

/// `sys`, some of whose attributes are the session's own.
private final class SystemModuleObject: ModuleObject {
  override func attribute(_ name: StringObject, _ interpreter: Interpreter) throws -> Value? {
    if name.value == "modules" { return .object(DictObject(interpreter.modules)) }
    return try super.attribute(name, interpreter)
  }

  override func setAttribute(_ name: StringObject, _ value: Value, _ interpreter: Interpreter) throws {
    try super.setAttribute(name, value, interpreter)
    if name.value == "stdout" {
      interpreter.standardOutput = value.cast(StandardStream.self)?.kind == .output ? .none : value
    }
  }
}
