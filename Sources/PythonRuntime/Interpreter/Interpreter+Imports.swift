import PythonSyntax

extension Interpreter {
  /// An `import` statement of a frame's code: the top package, or the module itself if `isLeaf`.
  func importModule(
    _ name: String, level: Int, isLeaf: Bool, in frame: UnsafeMutablePointer<Frame>
  ) throws -> Value {
    var path = name
    if level > 0 {
      let package = try packagePath(of: frame.pointee.globals.takeUnretainedValue(), level: level)
      path = name.isEmpty ? package : package + "." + name
    }
    do {
      return try importModule(path, isLeaf: isLeaf)
    } catch let failure as PythonException
      where failure.exception.type === TypeObject.moduleNotFoundError && defersImports(frame)
    {
      return .object(try deferred(failure))
    }
  }

  /// The package that a relative import of `level` dots begins at.
  private func packagePath(of globals: GlobalTable, level: Int) throws -> String {
    let package = globals.value(of: StringObject("__package__"))?.text ?? ""
    if package.isEmpty {
      throw PythonException(.importError, "attempted relative import with no known parent package")
    }
    let parts = package.split(separator: ".")
    guard level <= parts.count else {
      throw PythonException(.importError, "attempted relative import beyond top-level package")
    }
    return parts.dropLast(level - 1).joined(separator: ".")
  }

  /// What stands for what could not be imported.
  private func deferred(_ failure: PythonException) throws -> DeferredImport {
    let deferred = DeferredImport(type: .module)
    deferred.error = (failure.exception.type, try str(.object(failure.exception)))
    return deferred
  }

  /// Whether an import that fails here is to fail where the name is used: at the top of a helper, outside of `try`.
  private func defersImports(_ frame: UnsafeMutablePointer<Frame>) -> Bool {
    guard frame.pointee.globals.takeUnretainedValue().defersImports else { return false }
    let code = frame.pointee.code.takeUnretainedValue()
    let position = frame.pointee.pc - code.instructions - 1
    return code.name == "<module>" && !code.regions.contains { $0.start <= position && position < $0.end }
  }

  /// The top package of a dotted name, or the module itself if `isLeaf`.
  private func importModule(_ name: String, isLeaf: Bool) throws -> Value {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    var path = ""
    var top = Value.none
    var module = Value.none
    for (index, part) in parts.enumerated() {
      let parentPath = path
      path = index == 0 ? part : path + "." + part
      let parent = module
      if let known = modules.value(of: path) {
        module = known
      } else if let loaded = try loadModule(path) {
        module = .object(loaded)
        modules.set(path, module)
        if index > 0 { try setAttribute(parent, StringObject(part), module) }
      } else if index > 0, let attribute = try memberOrNil(of: parent, part), attribute.object is ModuleObject {
        module = attribute
      } else {
        let hasPath = index > 0 ? try memberOrNil(of: parent, "__path__") != nil : false
        let isPackage = hasPath || nativeModules.keys.contains { $0.hasPrefix(parentPath + ".") }
        let error = PythonException(
          .moduleNotFoundError,
          index > 0 && !isPackage
            ? "No module named '\(path)'; '\(parentPath)' is not a package" : "No module named '\(path)'")
        error.exception.name = .string(path)
        if EmbeddedLibrary.source(of: parts[0]) != nil || nativeModules[parts[0]] != nil {
          error.exception.hint = "nbrun has no module \(path)"
        }
        throw error
      }
      if index == 0 { top = module }
    }
    return isLeaf ? module : top
  }

  /// A member of a module; nil also where the module's own `__getattr__` says that there is none.
  private func memberOrNil(of module: Value, _ name: String) throws -> Value? {
    do {
      return try attributeOrNil(module, StringObject(name))
    } catch let error as PythonException where error.isInstance(of: .attributeError) {
      return nil
    }
  }

  /// Imports a module by its full name.
  package func importModule(_ name: String) throws -> Value { try importModule(name, isLeaf: true) }

  private func loadModule(_ path: String) throws -> ModuleObject? {
    if let make = nativeModules[path] ?? NativeModules.makers[path] { return try make(self) }
    if let source = EmbeddedLibrary.source(of: path) {
      return try runModule(path, text: source.text, file: source.file, isLibrary: true)
    }
    guard let source = try sourceOfModule(path) else { return nil }
    return try runModule(path, text: source.text, file: source.file, isHelper: true)
  }

  /// Runs the text of a module written in Python.
  ///
  /// - Parameters:
  ///   - isHelper: whether it is a module beside the document, whose failing imports fail where they are used.
  ///   - isLibrary: whether it is part of the program, so that its definitions may wait for their first use.
  package func runModule(
    _ name: String, text: [UInt8], file: String, isHelper: Bool = false, isLibrary: Bool = false
  ) throws -> ModuleObject {
    let table = makeGlobals(moduleName: name)
    table.defersImports = isHelper
    table.isLibrary = isLibrary
    if isLibrary { table.quickCalls = quickCalls[name] ?? [:] }
    let module = ModuleObject(name, globals: table)
    try table.set("__name__", .string(name))
    try table.set("__file__", .string(file))
    try table.set("__doc__", .none)
    let isPackage = file.hasSuffix("/__init__.py")
    if isPackage { try table.set("__path__", .list([.string(String(file.dropLast("/__init__.py".utf8.count)))])) }
    let parent = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? ""
    try table.set("__package__", .string(isPackage ? name : parent))
    // Known before it runs, so that modules may import each other.
    modules.set(name, .object(module))
    do {
      if isLibrary {
        try runLibraryModule(ModuleText(text, file: file), in: table)
        return module
      }
      let lines = LineTable(text)
      let source = CodeSource(name: file, isCell: false, text: text[...], showsText: isHelper) { lines.line(of: $0) }
      let module = try reading { (watch) throws(SyntaxFailure) in try Parser.parse(text, watch) }
      for code in try compile(module, source: source, globals: table, displaying: false) {
        _ = try run(code, globals: table)
      }
    } catch {
      modules.remove(StringObject(name))
      throw (error as? SyntaxFailure).map { syntaxError($0, in: text, name: file) } ?? error
    }
    return module
  }

  /// `from module import name` in a frame's code.
  func importFrom(
    _ module: Value, _ name: StringObject, in frame: UnsafeMutablePointer<Frame>
  ) throws -> Value {
    do {
      return try importFrom(module, name)
    } catch let failure as PythonException
      where failure.exception.type.isSubtype(of: .importError) && defersImports(frame)
    {
      return .object(try deferred(failure))
    }
  }

  private func importFrom(_ module: Value, _ name: StringObject) throws -> Value {
    do {
      if let value = try attributeOrNil(module, name) { return value }
    } catch let failure as PythonException where failure.exception.type.isSubtype(of: .attributeError) {
      // A module's `__getattr__` did not know the name; a module below may have it.
    }
    let moduleName = (module.object as? ModuleObject)?.name ?? ""
    let path = moduleName + "." + name.value
    if let known = modules.value(of: path) { return known }
    if let loaded = try loadModule(path) {
      modules.set(path, .object(loaded))
      try setAttribute(module, name, .object(loaded))
      return .object(loaded)
    }
    let place = try attributeOrNil(module, StringObject("__file__"))?.text ?? "unknown location"
    let error = PythonException(.importError, "cannot import name '\(name.value)' from '\(moduleName)' (\(place))")
    error.exception.name = .string(moduleName)
    throw error
  }

  /// `from module import *`
  func importStar(_ module: Value, into frame: UnsafeMutablePointer<Frame>) throws {
    let globals = frame.pointee.globals.takeUnretainedValue()
    let object = module.object as? ModuleObject
    func bind(_ name: StringObject) throws {
      if globals.isLibrary, let origin = object?.globals, origin.isDeferred(name) {
        try globals.defer(name, .variable(of: origin))
      } else {
        try globals.set(name, getAttribute(module, name))
      }
    }
    if let names = try attributeOrNil(module, StringObject("__all__")) {
      for case let name? in try array(of: names).map({ $0.cast(StringObject.self) }) { try bind(name) }
      return
    }
    guard let object else { return }
    let names = Set(object.additionalAttributeNames(self)).union(object.attributeNames)
    for name in names.sorted() where !name.hasPrefix("_") { try bind(StringObject(name)) }
  }

  /// A table for the variables of a module, which fall back to the builtins.
  func makeGlobals(moduleName: String) -> GlobalTable {
    GlobalTable(moduleName: moduleName) { [unowned self] name in builtins.value(of: name) }
  }
}

/// The first byte of every line of a text.
struct LineTable: Sendable {
  private let starts: [Int]

  init(_ text: [UInt8]) {
    var starts = [0]
    for (index, byte) in text.enumerated() where byte == 10 { starts.append(index + 1) }
    self.starts = starts
  }

  /// The line of a byte, 1-based.
  func line(of byte: Int) -> Int {
    var low = 0
    var high = starts.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if starts[middle] <= byte { low = middle } else { high = middle }
    }
    return low + 1
  }
}
