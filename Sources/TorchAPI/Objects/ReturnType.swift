import PythonRuntime
import Synchronization

/// The result of a function with several named outputs: `torch.return_types.max(values=..., indices=...)`.
package final class ReturnTypeObject: TupleObject {
  /// The name behind `torch.return_types.`.
  package let name: String
  /// The names of the elements.
  package let fields: [String]

  package init(_ name: String, fields: [String], _ elements: [Value]) {
    self.name = name
    self.fields = fields
    super.init(elements, type: ReturnTypes.type(name))
  }

  package override func repr(_ interpreter: Interpreter) throws -> String {
    let lines = try zip(fields, elements).map { "\($0)=" + (try interpreter.repr($1)) }
    return "torch.return_types.\(name)(\n" + lines.joined(separator: ",\n") + ")"
  }

  package override func attribute(_ name: StringObject, _ interpreter: Interpreter) throws -> Value? {
    if let index = fields.firstIndex(of: name.value), index < elements.count { return elements[index] }
    return try super.attribute(name, interpreter)
  }

  package override func additionalAttributeNames(_ interpreter: Interpreter) -> [String] { fields }
}

/// The classes of `torch.return_types`, one for each function.
enum ReturnTypes {
  /// The class of a function's results, or of those that were written into `out`; nil for other names.
  static func known(_ name: String) -> Value? {
    let function = name.hasSuffix("_out") ? String(name.dropLast(4)) : name
    guard !name.hasPrefix("_"), ReturnTypeFields.named[function] != nil || name == "histogramdd" else { return nil }
    return .object(type(name))
  }

  /// The names of all classes.
  static var names: [String] {
    let functions = ReturnTypeFields.named.keys.filter { !$0.hasPrefix("_") }
    return (functions + functions.map { $0 + "_out" } + ["histogramdd"]).sorted()
  }

  private static let made = Mutex<[String: TypeObject]>([:])

  /// The class of a name.
  static func type(_ name: String) -> TypeObject {
    made.withLock { made in
      if let type = made[name] { return type }
      let type = TypeObject.native(
        name, module: "torch.return_types", bases: [.returnType], specials: [.repr], holdsValues: true,
        isWrittenInC: true, isSubclassable: false)
      made[name] = type
      return type
    }
  }
}

extension TypeObject {
  /// The common type of `torch.return_types`' named tuples.
  package static let returnType = TypeObject.native(
    "return_types", module: "torch", bases: [.tuple], specials: [.repr], holdsValues: true, isSubclassable: false)
}
