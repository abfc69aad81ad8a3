/// The modules of the standard library that are written in Swift.
package enum NativeModules {
  /// Makes a module for a session.
  package typealias Maker = @Sendable (Interpreter) throws -> ModuleObject

  /// The modules by their names. Those whose names begin with an underscore serve the modules written in Python.
  package static let makers: [String: Maker] = [
    "_binary": BinaryModule.make,
    "_files": FilesModule.make,
    "_json": JSONModule.make,
    "_random": RandomModule.make,
    "_re": RegexModule.make,
    "_traceback": TracebackModule.make,
    "builtins": { interpreter in
      let module = ModuleObject("builtins")
      for entry in interpreter.builtins.entries {
        if let name = entry.key.cast(StringObject.self) { module.attributes.set(name, entry.value) }
      }
      return module
    },
    "_weakref": WeakReferenceModule.make,
    "cmath": ComplexMathModule.make,
    "gc": GarbageModule.make,
    "math": MathModule.make,
    "sys": SystemModule.make,
    "_session": SessionModule.make,
    "_time": TimeModule.make,
    "unicodedata": UnicodeDataModule.make,
  ]

  /// A function of a native module, whose arguments are positional.
  static func function(
    _ name: String, _ counts: ClosedRange<Int>, _ module: String,
    _ body: @escaping @Sendable (Interpreter, Arguments) throws -> Value
  ) -> NativeFunction {
    NativeFunction(name, .positional(counts), module: module, body: body)
  }
}
