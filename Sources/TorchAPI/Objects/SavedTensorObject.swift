import Autograd
import PythonRuntime

/// A tensor that a node keeps, as `_raw_saved_self` shows it: hooks may take it over.
package final class SavedTensorObject: Object {
  private let node: Node
  private let place: Int
  private let order: [Int]

  /// What lies at `place` of a node; `order` is the one in which the node's places are unpacked.
  init(_ node: Node, _ place: Int, _ order: [Int]) {
    self.node = node
    self.place = place
    self.order = order
    super.init(type: .savedTensor)
  }

  func register(_ pack: Value, _ unpack: Value, _ interpreter: Interpreter) throws {
    guard let hooks = SavedTensorsHooksFunctions.hooks(pack, unpack, interpreter) else {
      throw PythonException(
        .typeError,
        try SavedTensorsHooksFunctions.refusal(
          "register_hooks",
          "self: torch._C._autograd.SavedTensor, arg0: collections.abc.Callable, arg1: collections.abc.Callable",
          [asValue, pack, unpack], interpreter))
    }
    try torchErrors { try node.registerSavedTensorHooks(hooks, at: place, order: order) }
  }
}

extension TypeObject {
  /// `torch._C._autograd.SavedTensor`
  static let savedTensor = TypeObject.native(
    "SavedTensor", module: "torch._C._autograd", specials: [.repr], isWrittenInC: true, isSubclassable: false,
    members: {
      [
        .method("register_hooks", .positional(2...2)) { interpreter, arguments in
          try arguments[0].cast(SavedTensorObject.self)?.register(arguments[1], arguments[2], interpreter)
          return .none
        }
      ]
    })
}
