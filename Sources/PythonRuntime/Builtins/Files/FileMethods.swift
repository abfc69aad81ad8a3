/// The methods of file objects.
enum FileMethods {
  private static func method(
    _ name: String, _ arity: NativeFunction.Arity,
    _ body: @escaping @Sendable (Interpreter, FileObject, Arguments) throws -> Value
  ) -> NativeMember {
    .method(name, arity, receiver: FileObject.self, body)
  }

  private static func size(_ interpreter: Interpreter, _ value: Value) throws -> Int {
    value.isUndefined || value.isNone ? -1 : try interpreter.integer(value)
  }

  /// All methods, for text and for bytes.
  ///
  /// Made anew for each type, because a method knows the type it belongs to.
  static var all: [NativeMember] {
    [
      .property("closed") { _, object in .bool((object as? FileObject)?.isClosed ?? true) },
      .property("name") { _, object in .string((object as? FileObject)?.name ?? "") },
      .property("mode") { _, object in .string((object as? FileObject)?.open.mode.text ?? "") },
      .property("encoding") { _, _ in .string("UTF-8") },
      .property("errors") { _, _ in .string("strict") },
      .property("newlines") { _, _ in .none },
      method("read", .positional(0...1)) { interpreter, file, arguments in
        try file.checkReadable()
        return file.value(file.open.read(try size(interpreter, arguments[0])))
      },
      method("readline", .positional(0...1)) { interpreter, file, arguments in
        try file.checkReadable()
        return file.value(file.open.readLine(limit: try size(interpreter, arguments[0])))
      },
      method("readlines", .positional(0...1)) { _, file, _ in
        try file.checkReadable()
        var lines: [Value] = []
        while true {
          let line = file.open.readLine()
          if line.isEmpty { return .list(lines) }
          lines.append(file.value(line))
        }
      },
      method("write", .one) { _, file, arguments in try file.write(arguments[0]) },
      method("writelines", .one) { interpreter, file, arguments in
        try interpreter.iterate(arguments[0]) { line in
          _ = try file.write(line)
          return true
        }
        return .none
      },
      method("close", .none) { _, file, _ in
        file.close()
        return .none
      },
      method("flush", .none) { _, file, _ in
        try file.checkOpen()
        return .none
      },
      method("seek", .positional(1...2)) { interpreter, file, arguments in
        try file.checkOpen()
        let offset = try interpreter.integer(arguments[0])
        let whence = arguments[1].isUndefined ? 0 : try interpreter.integer(arguments[1])
        let base: Int
        switch whence {
        case 0: base = 0
        case 1: base = file.open.position
        case 2: base = file.open.file.bytes.count
        default: throw PythonException(.valueError, "invalid whence (\(whence), should be 0, 1 or 2)")
        }
        let (target, overflow) = base.addingReportingOverflow(offset)
        guard !overflow, target >= 0 else { throw PythonException(.valueError, "negative seek position \(offset)") }
        file.open.position = target
        return .int(target)
      },
      method("tell", .none) { _, file, _ in
        try file.checkOpen()
        return .int(file.open.position)
      },
      method("truncate", .positional(0...1)) { interpreter, file, arguments in
        try file.checkWritable()
        let given = try size(interpreter, arguments[0])
        let count = given < 0 ? file.open.position : given
        try TextLimit.check(count)
        let bytes = file.open.file.bytes
        file.open.file.bytes =
          count <= bytes.count ? Array(bytes.prefix(count)) : bytes + [UInt8](repeating: 0, count: count - bytes.count)
        return .int(count)
      },
      method("readable", .none) { _, file, _ in .bool(file.open.mode.reads) },
      method("writable", .none) { _, file, _ in .bool(file.open.mode.writes) },
      method("seekable", .none) { _, _, _ in .bool(true) },
      method("getvalue", .none) { _, file, _ in file.value(file.open.file.bytes) },
      method("isatty", .none) { _, _, _ in .bool(false) },
    ]
  }
}
