import PythonLibrary

/// The modules written in Python that are part of the program: the files of `Sources/PythonLibrary`.
package enum EmbeddedLibrary {
  /// One module's source.
  package struct Source: Sendable {
    package let text: [UInt8]
    /// The file name to show in tracebacks, such as `torch/nn/init.py`.
    package let file: String
    /// Whether the module is a package, which other modules stand below.
    package let isPackage: Bool
  }

  /// The source of a module such as `collections.abc`, or `nil` when it is not part of the program.
  ///
  /// `a.b` is the file `a/b.py` or `a/b/__init__.py`; those of the standard library stand in the folder `standard`.
  package static func source(of module: String) -> Source? {
    let path = module.split(separator: ".", omittingEmptySubsequences: false).joined(separator: "/")
    for folder in ["standard/", ""] {
      for (suffix, isPackage) in [(".py", false), ("/__init__.py", true)] {
        guard let file = python_library_find(folder + path + suffix) else { continue }
        // The bytes are a constant of the program.
        let text = Array(UnsafeBufferPointer(start: file.pointee.bytes, count: file.pointee.count))
        return Source(text: text, file: path + suffix, isPackage: isPackage)
      }
    }
    return nil
  }

  /// The paths of all files below the library's folder.
  package static var paths: [String] {
    (0..<python_library_count()).compactMap { index in
      python_library_file(index).map { String(cString: $0.pointee.path) }
    }
  }
}

extension Interpreter {
  /// The modules that a document can import by the names they have here, without those that serve others only.
  var moduleNames: [String] {
    let embedded = EmbeddedLibrary.paths.map { path in
      var path = path[...]
      if path.hasPrefix("standard/") { path = path.dropFirst("standard/".count) }
      for ending in ["/__init__.py", ".py"] where path.hasSuffix(ending) { path = path.dropLast(ending.count) }
      return path.split(separator: "/").joined(separator: ".")
    }
    return (embedded + NativeModules.makers.keys + nativeModules.keys).filter { !$0.hasPrefix("_") }
  }
}
