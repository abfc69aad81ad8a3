import Autograd
import PythonRuntime
import TorchAPI

/// Which variables hold tensors: `x`, `weights[0]`, `net.0.weight`. Nothing of the document runs to find out.
struct TensorNames {
  private(set) var ofTensors: [ObjectIdentifier: String] = [:]
  private(set) var ofNodes: [ObjectIdentifier: String] = [:]
  private let interpreter: Interpreter
  private var visited: Set<ObjectIdentifier> = []
  /// The values that may still be looked at.
  private var budget = 4000

  private static let deepest = 8
  private static let parameters = StringObject("_parameters")
  private static let modules = StringObject("_modules")

  /// Looks at the variables of the cells.
  init(_ interpreter: Interpreter) {
    self.interpreter = interpreter
    let globals = interpreter.globals
    // Plain variables name a tensor better than what a container of theirs does.
    var containers: [(String, Value)] = []
    for name in globals.boundNames where !name.hasPrefix("__") {
      guard let value = globals.value(of: name) else { continue }
      if let tensor = value.tensorObject?.tensor { note(tensor, name) } else { containers.append((name, value)) }
    }
    for (name, value) in containers { visit(value, name, depth: 0) }
  }

  private mutating func note(_ tensor: Tensor, _ name: String) {
    if ofTensors[ObjectIdentifier(tensor)] == nil { ofTensors[ObjectIdentifier(tensor)] = name }
    if let node = tensor.node, ofNodes[ObjectIdentifier(node)] == nil { ofNodes[ObjectIdentifier(node)] = name }
  }

  private mutating func visit(_ value: Value, _ name: String, depth: Int) {
    guard budget > 0, depth < Self.deepest else { return }
    budget -= 1
    if let tensor = value.tensorObject?.tensor { return note(tensor, name) }
    guard case .object(let object) = value else { return }
    switch object {
    case is StringObject, is TypeObject, is ModuleObject, is FunctionObject, is NativeFunction: return
    default: if !visited.insert(ObjectIdentifier(object)).inserted { return }
    }
    switch object {
    case let list as ListObject:
      for (index, element) in list.elements.prefix(200).enumerated() {
        visit(element, "\(name)[\(index)]", depth: depth + 1)
      }
    case let tuple as TupleObject:
      for (index, element) in tuple.elements.prefix(200).enumerated() {
        visit(element, "\(name)[\(index)]", depth: depth + 1)
      }
    case let dict as DictObject:
      for (key, element) in items(of: dict) { visit(element, "\(name)['\(key)']", depth: depth + 1) }
    default:
      if let tables = tables(of: object) {
        for table in tables {
          for (key, element) in items(of: table) { visit(element, "\(name).\(key)", depth: depth + 1) }
        }
      } else {
        for (key, element) in interpreter.instanceAttributes(of: object).prefix(200) {
          visit(element, "\(name).\(key.value)", depth: depth + 1)
        }
      }
    }
  }

  /// The parameters and submodules of an `nn.Module`; nil for anything else.
  private func tables(of object: Object) -> [DictObject]? {
    guard let parameters = interpreter.instanceAttribute(object, Self.parameters)?.cast(DictObject.self),
      let modules = interpreter.instanceAttribute(object, Self.modules)?.cast(DictObject.self)
    else { return nil }
    return [parameters, modules]
  }

  private func items(of dict: DictObject) -> [(String, Value)] {
    zip(dict.table.keys, dict.table.values).prefix(200).compactMap { key, value in key.text.map { ($0, value) } }
  }
}
