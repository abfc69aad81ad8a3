/// Builtin functions that read and write: `print`, `input`, `open`.
enum InputOutput {
  /// The functions.
  static let all: [NativeFunction] = [
    NativeFunction("print", .any) { interpreter, arguments in
      var separator = " "
      var end = "\n"
      var file = Value.none
      var flush = Value.undefined
      for index in 0..<arguments.keywordCount {
        let (name, value) = arguments.keyword(index)
        switch name.value {
        case "sep": separator = try text(value, "sep", default: " ")
        case "end": end = try text(value, "end", default: "\n")
        case "file": file = value
        case "flush": flush = value
        default: throw PythonException(.typeError, "'\(name.value)' is an invalid keyword argument for print()")
        }
      }
      if file.isNone { file = interpreter.standardOutput }
      if !file.isNone, file.cast(FileObject.self) == nil, file.cast(StandardStream.self) == nil {
        // A program's own file object sees every piece by itself.
        let write = try interpreter.getAttribute(file, "write")
        for index in 0..<arguments.count {
          if index > 0 { _ = try interpreter.call(write, .string(separator)) }
          _ = try interpreter.call(write, .string(try interpreter.str(arguments[index])))
        }
        _ = try interpreter.call(write, .string(end))
        if !flush.isUndefined, try interpreter.truth(flush) {
          _ = try interpreter.call(interpreter.getAttribute(file, "flush"))
        }
        return .none
      }
      var line = ""
      for index in 0..<arguments.count {
        if index > 0 { line += separator }
        line += try interpreter.str(arguments[index])
        try TextLimit.check(line.utf8.count)
      }
      line += end
      try interpreter.write(line, to: file)
      return .none
    },
    NativeFunction("input", .positional(0...1)) { interpreter, arguments in
      if arguments.count == 1 { try interpreter.write(interpreter.str(arguments[0]), to: .none) }
      throw PythonException(.eofError, "EOF when reading a line")
    },
    NativeFunction(
      "open",
      .signature(
        "(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)")
    ) { interpreter, arguments in
      let path = try interpreter.path(arguments[0])
      guard let modeText = arguments[1].isUndefined ? "r" : arguments[1].text else {
        throw PythonException(.typeError, "open() argument 'mode' must be str, not \(arguments[1].type.tpName)")
      }
      let mode = try OpenFile.Mode(modeText)
      if mode.isBinary, !arguments[3].isUndefined, !arguments[3].isNone {
        throw PythonException(.valueError, "binary mode doesn't take an encoding argument")
      }
      if let encoding = arguments[3].text { _ = try TextCodec(named: encoding) }
      return .object(try interpreter.open(path, mode: mode))
    },
  ]

  private static func text(_ value: Value, _ name: String, default standard: String) throws -> String {
    if value.isNone { return standard }
    guard let text = value.text else {
      throw PythonException(.typeError, "\(name) must be None or a string, not \(value.type.tpName)")
    }
    return text
  }
}

extension Interpreter {
  /// Opens a file of the session. Throws `FileNotFoundError`, `FileExistsError` or `IsADirectoryError`.
  package func open(_ path: String, mode: OpenFile.Mode) throws -> FileObject {
    if fileSystem.isDirectory(path) {
      throw MemoryFileSystem.failure(.isADirectoryError, 21, "Is a directory", path)
    }
    if mode.creates, fileSystem.exists(path) {
      throw MemoryFileSystem.failure(.fileExistsError, 17, "File exists", path)
    }
    let file: MemoryFileSystem.File
    if mode.truncates || mode.appends || mode.creates {
      file = try fileSystem.create(path)
    } else {
      guard let existing = fileSystem.file(at: path) else { throw MemoryFileSystem.notFound(path) }
      file = existing
    }
    return FileObject(OpenFile(file, mode: mode), name: path)
  }

  /// A path given as a string or as an object with `__fspath__`.
  package func path(_ value: Value) throws -> String {
    if let text = value.text { return text }
    let method = try getAttribute(value, "__fspath__", default: .undefined)
    if !method.isUndefined, let text = try call(method).text { return text }
    throw PythonException(.typeError, "expected str, bytes or os.PathLike object, not \(value.type.name)")
  }

  /// Writes text to the session's output.
  package func writeOutput(_ text: String) throws { try emit(text) }

  /// Writes text to a file object, or to the session's output for `None`.
  package func write(_ text: String, to file: Value) throws {
    if file.isNone {
      try writeOutput(text)
    } else if let file = file.cast(FileObject.self) {
      _ = try file.write(.string(text))
    } else if let stream = file.cast(StandardStream.self) {
      _ = try stream.write(.string(text), self)
    } else {
      _ = try call(getAttribute(file, "write"), .string(text))
    }
  }
}
