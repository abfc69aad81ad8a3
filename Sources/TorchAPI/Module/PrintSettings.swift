import Autograd
import PythonRuntime
import TensorCore

/// `torch.set_printoptions` and `torch._tensor_str`.
enum PrintSettings {
  private static let parameters =
    "(precision=None, threshold=None, edgeitems=None, linewidth=None, profile=None, sci_mode=None)"

  /// The functions by name.
  static let functions: [String: (arity: NativeFunction.Arity, body: NativeFunction.Body)] = [
    "set_printoptions": (
      .signature(PythonRuntime.Signature(parameters)),
      { interpreter, arguments in
        try set(arguments, interpreter)
        return .none
      }
    ),
    "get_printoptions": (.none, { _, _ in try options() }),
  ]

  /// `torch._tensor_str`
  static let members: @Sendable () -> [String: Value] = {
    var members: [String: Value] = [:]
    for (name, entry) in functions {
      members[name] = .object(NativeFunction(name, entry.arity, module: "torch._tensor_str", body: entry.body))
    }
    members["printoptions"] = .object(
      NativeFunction("printoptions", .signature(PythonRuntime.Signature(parameters)), module: "torch._tensor_str") {
        interpreter, arguments in
        let scope = PrintOptionsScope()
        try set(arguments, interpreter)
        return .object(scope)
      })
    return members
  }

  private static func set(_ arguments: Arguments, _ interpreter: Interpreter) throws {
    let session = try torchSession()
    var options = session.printOptions
    func given(_ index: Int) -> Bool { !arguments[index].isUndefined && !arguments[index].isNone }
    if given(4) {
      let isFull = options.isFullPrecision
      options = PrintOptions()
      options.isFullPrecision = isFull
      switch arguments[4].text {
      case "default": break
      case "short":
        options.precision = 2
        options.edgeItems = 2
      case "full": options.threshold = .infinity
      default: break
      }
    }
    if given(0) { options.precision = max(0, try interpreter.index(arguments[0])) }
    if given(1) { options.threshold = try arguments[1].scalar(interpreter).double }
    if given(2) { options.edgeItems = max(0, try interpreter.index(arguments[2])) }
    if given(3) { options.lineWidth = max(1, try interpreter.index(arguments[3])) }
    options.sciMode = given(5) ? try interpreter.truth(arguments[5]) : nil
    session.printOptions = options
  }

  private static func options() throws -> Value {
    let options = try torchSession().printOptions
    var table = HashTable()
    table.set("precision", .int(options.precision))
    table.set(
      "threshold",
      options.threshold == options.threshold.rounded() && options.threshold < 1e15
        ? .int(Int(options.threshold)) : .float(options.threshold))
    table.set("edgeitems", .int(options.edgeItems))
    table.set("linewidth", .int(options.lineWidth))
    table.set("sci_mode", options.sciMode.map { .bool($0) } ?? .none)
    return .object(DictObject(table))
  }
}

/// `with torch._tensor_str.printoptions(...)`: brings the old options back at the end.
package final class PrintOptionsScope: Object {
  private let before: PrintOptions?

  init() {
    before = TensorSession.bound?.printOptions
    super.init(type: .printOptionsScope)
  }

  package override func enter(_ interpreter: Interpreter) throws -> Value? { Value.none }

  package override func exit(_ exception: ExceptionObject?, _ interpreter: Interpreter) throws -> Bool {
    if let before { try torchSession().printOptions = before }
    return false
  }
}

extension TypeObject {
  /// The type of `printoptions` scopes.
  static let printOptionsScope = TypeObject.native(
    "_GeneratorContextManager", module: "contextlib", specials: [.enter, .exit], isSubclassable: false)
}
