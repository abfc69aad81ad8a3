import Autograd
import PythonRuntime
import TensorCore

/// `torch.save` and `torch.load`. What is saved lives in the session: the file holds a number that stands for a deep
/// copy of the object, because nothing that a document saves outlives its run.
enum Serialization {
  static func save(_ value: Value, to file: Value, _ interpreter: Interpreter) throws {
    let copy = try TorchImports.module("copy", interpreter)
    let detached = try detach(value, interpreter)
    let snapshot = try interpreter.call(try interpreter.getAttribute(copy, "deepcopy"), detached)
    let store = SavedObjects.of(interpreter)
    let number = store.add(snapshot)
    let bytes = Value.object(BytesObject(Array("nbrun torch.save \(number)\n".utf8)))
    if let path = try path(file, interpreter) {
      let open = try interpreter.getAttribute(try TorchImports.module("builtins", interpreter), "open")
      let handle: Value
      do {
        handle = try interpreter.call(open, .string(path), .string("wb"))
      } catch let error as PythonException where error.isInstance(of: .osError) {
        let parent = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        throw PythonException(.runtimeError, "Parent directory \(parent) does not exist.")
      }
      _ = try interpreter.callMethod(handle, "write", [bytes])
      _ = try interpreter.callMethod(handle, "close")
      return
    }
    _ = try interpreter.callMethod(file, "write", [bytes])
  }

  /// What `torch.load` gives; unless the file is trusted, only of types that are allowed (`weights_only`).
  static func load(from file: Value, isTrusted: Bool, _ interpreter: Interpreter) throws -> Value {
    let content: Value
    if let path = try path(file, interpreter) {
      let open = try interpreter.getAttribute(try TorchImports.module("builtins", interpreter), "open")
      let handle = try interpreter.call(open, .string(path), .string("rb"))
      content = try interpreter.callMethod(handle, "read")
      _ = try interpreter.callMethod(handle, "close")
    } else {
      content = try interpreter.callMethod(file, "read")
    }
    let text = String(decoding: content.cast(BytesObject.self)?.bytes ?? [], as: UTF8.self)
    if text.isEmpty { throw PythonException(.eofError, "Ran out of input") }
    guard text.hasPrefix("nbrun torch.save "), let number = Int(text.dropFirst(17).prefix { $0 != "\n" }),
      let saved = SavedObjects.of(interpreter).object(number)
    else {
      throw PythonException(
        .runtimeError, "torch.load: the file was not written by torch.save in this document")
    }
    if !isTrusted {
      let rules = try TorchImports.module("torch.serialization", interpreter)
      _ = try interpreter.callMethod(rules, "_check", [saved])
    }
    let copy = try TorchImports.module("copy", interpreter)
    return try interpreter.call(try interpreter.getAttribute(copy, "deepcopy"), saved)
  }

  /// A file's path, or nil for an object with `read` and `write`.
  private static func path(_ file: Value, _ interpreter: Interpreter) throws -> String? {
    if let text = file.text { return text }
    let method = try interpreter.getAttribute(file, "__fspath__", default: .none)
    return method.isNone ? nil : try interpreter.call(method).text
  }

  /// Tensors of the graph are saved without it.
  private static func detach(_ value: Value, _ interpreter: Interpreter) throws -> Value {
    if let object = value.tensorObject, !object.tensor.isLeaf {
      let copy = object.tensor.detached()
      try torchErrors { try copy.setRequiresGrad(true) }
      return TensorObject.of(copy)
    }
    if let list = value.cast(ListObject.self), list.type === TypeObject.list {
      return .list(try list.elements.map { try detach($0, interpreter) })
    }
    return value
  }
}

/// The objects that `torch.save` wrote in a session. Kept as a module that no document can name.
package final class SavedObjects: ModuleObject {
  private var objects: [Value] = []

  init() { super.init("torch._saved") }

  /// The store of a session.
  static func of(_ interpreter: Interpreter) -> SavedObjects {
    if let store = interpreter.modules.value(of: "torch._saved")?.cast(SavedObjects.self) { return store }
    let store = SavedObjects()
    interpreter.modules.set("torch._saved", .object(store))
    return store
  }

  /// Keeps an object and returns its number.
  func add(_ value: Value) -> Int {
    objects.append(value)
    return objects.count - 1
  }

  /// The object of a number.
  func object(_ number: Int) -> Value? { objects.indices.contains(number) ? objects[number] : nil }
}
