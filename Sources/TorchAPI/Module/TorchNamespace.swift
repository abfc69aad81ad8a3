import PythonRuntime

/// A native module of PyTorch (`torch`, `torch.linalg`) whose attributes are made when they are first asked for.
package final class TorchNamespace: ModuleObject {
  /// Makes the attribute of a name; nil where the module has none.
  package typealias Maker = @Sendable (_ name: String, _ interpreter: Interpreter) throws -> Value?

  private let make: Maker
  private let names: @Sendable () -> [String]

  /// A module.
  ///
  /// - Parameters:
  ///   - names: All names it can make, for `dir()`, `import *` and suggestions.
  ///   - make: Makes one of them.
  package init(_ name: String, names: @escaping @Sendable () -> [String], make: @escaping Maker) {
    self.make = make
    self.names = names
    super.init(name, looksIntoTableFirst: true)
    if TorchModules.isPackage(name) { attributes.set("__path__", .list([])) }
  }

  package override func attribute(_ name: StringObject, _ interpreter: Interpreter) throws -> Value? {
    if let found = attributes.value(of: name) { return found }
    if let made = try make(name.value, interpreter) {
      attributes.set(name, made)
      return made
    }
    if TorchModules.exists(self.name + "." + name.value) {
      let module = try TorchImports.module(self.name + "." + name.value, interpreter)
      attributes.set(name, module)
      return module
    }
    if name.value == "__all__" { return .list(names().filter { !$0.hasPrefix("_") }.map { .string($0) }) }
    return try super.attribute(name, interpreter)
  }

  package override func additionalAttributeNames(_ interpreter: Interpreter) -> [String] { names() }

  package override func missingAttribute(_ name: StringObject) -> PythonException {
    TorchNames.missing(
      name, of: asValue, "module '\(self.name)' has no attribute '\(name.value)'", prefix: self.name + ".",
      known: names())
  }

  package override func repr(_ interpreter: Interpreter) throws -> String {
    "<module '\(name)' from '\(name.split(separator: ".").joined(separator: "/"))/__init__.py'>"
  }
}
