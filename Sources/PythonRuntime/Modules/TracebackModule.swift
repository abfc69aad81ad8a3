/// `_traceback`: what the module `traceback` knows of exceptions.
enum TracebackModule {
  static func make(_ interpreter: Interpreter) throws -> ModuleObject {
    let module = ModuleObject("_traceback")
    module.add([
      NativeModules.function("parts", 3...3, "_traceback") { interpreter, arguments in
        guard let exception = arguments[0].cast(ExceptionObject.self) else {
          if arguments[0].isNone { return .list([.string("NoneType: None\n")]) }
          throw PythonException(
            .typeError, "Exception expected for value, \(arguments[0].type.tpName) found")
        }
        let parts = interpreter.tracebackParts(
          exception, suggests: false, chains: try interpreter.truth(arguments[1]),
          limit: try limit(arguments[2], interpreter))
        return .list(parts.map { .string($0) })
      },
      NativeModules.function("frames", 2...2, "_traceback") { interpreter, arguments in
        let entries = arguments[0].cast(TracebackObject.self)?.entries ?? []
        let shown = entries.limited(try limit(arguments[1], interpreter))
        return .list(
          shown.map { entry in
            .tuple([
              .string(entry.source), .int(entry.line), .string(entry.function),
              .string(entry.shownLine?.text ?? ""), .string(entry.text),
            ])
          })
      },
    ])
    return module
  }

  /// How many frames are wanted: from the outermost, or with a negative number up to the innermost.
  private static func limit(_ value: Value, _ interpreter: Interpreter) throws -> Int? {
    value.isNone ? nil : try interpreter.index(value)
  }
}
