/// `_files`: the session's files, for `os`, `pathlib` and their like.
enum FilesModule {
  static func make(_ interpreter: Interpreter) throws -> ModuleObject {
    let module = ModuleObject("_files")
    module.add([
      function("getcwd", 0) { files, _ in .string(files.current) },
      function("absolute", 1) { files, paths in .string(files.absolute(paths[0])) },
      function("exists", 1) { files, paths in .bool(files.exists(paths[0])) },
      function("isfile", 1) { files, paths in .bool(files.file(at: paths[0]) != nil) },
      function("isdir", 1) { files, paths in .bool(files.isDirectory(paths[0])) },
      function("listdir", 1) { files, paths in
        guard files.isDirectory(paths[0]) else {
          if files.exists(paths[0]) {
            throw MemoryFileSystem.failure(.notADirectoryError, 20, "Not a directory", paths[0])
          }
          throw MemoryFileSystem.notFound(paths[0])
        }
        return .list(files.names(in: paths[0]).map { .string($0) })
      },
      function("mkdir", 1) { files, paths in
        try files.makeDirectory(paths[0])
        return .none
      },
      function("rmdir", 1) { files, paths in
        try files.removeDirectory(paths[0])
        return .none
      },
      function("remove", 1) { files, paths in
        try files.remove(paths[0])
        return .none
      },
      function("rename", 2) { files, paths in
        try files.rename(paths[0], to: paths[1])
        return .none
      },
      function("size", 1) { files, paths in
        if files.isDirectory(paths[0]) { return .int(4096) }
        guard let file = files.file(at: paths[0]) else { throw MemoryFileSystem.notFound(paths[0]) }
        return .int(file.bytes.count)
      },
      function("modified", 1) { files, paths in
        guard let file = files.file(at: paths[0]) else {
          if files.isDirectory(paths[0]) { return .float(0) }
          throw MemoryFileSystem.notFound(paths[0])
        }
        return .float(file.modified)
      },
    ])
    return module
  }

  /// A function of the session's files and paths.
  private static func function(
    _ name: String, _ count: Int, _ body: @escaping @Sendable (MemoryFileSystem, [String]) throws -> Value
  ) -> NativeFunction {
    NativeModules.function(name, count...count, "_files") { interpreter, arguments in
      let paths = try arguments.positional.map { value in
        guard let path = value.text else {
          throw PythonException(
            .typeError, "expected str, bytes or os.PathLike object, not \(value.type.name)")
        }
        return path
      }
      return try body(interpreter.fileSystem, paths)
    }
  }
}
