import Autograd
import PythonRuntime
import TensorCore

/// A function of `torch` that is no operator: a factory, a random draw, a setting.
struct TorchFunction: Sendable {
  /// The name behind `torch.`.
  let name: String
  private let binder: LazyBinder
  private let body: @Sendable (BoundArguments) throws -> Value

  /// A function with these signatures, in the schema language.
  init(_ name: String, _ schemas: [String], _ body: @escaping @Sendable (BoundArguments) throws -> Value) {
    self.name = name
    binder = LazyBinder(name, schemas)
    self.body = body
  }

  /// The ways to call it.
  var signatures: [FunctionSignature] { binder.binder.signatures }

  /// The function as Python sees it.
  var native: NativeFunction {
    let binder = binder
    let body = body
    return NativeFunction(name, module: "torch", qualifier: NativeFunction.classOfOperators) { interpreter, arguments in
      if TorchOverrides.isActive, let result = try overridden(interpreter, arguments) { return result }
      let bound = try binder.binder.bind(arguments, interpreter)
      let result = try MetaTensors.placing {
        if TorchOverrides.isActive, let state = OverrideState.current, state.makesMeta,
          let place = bound.signature.index(of: "device"), try bound.optionalDevice(place) == nil,
          !bound.signature.parameters.contains(where: { $0.kind == .tensor && $0.name != "out" })
        {
          state.beginPlacing()
        }
        return try torchErrors { try body(bound) }
      }
      interpreter.debit(of: result)
      return result
    }
  }

  /// What takes the function's place gives; nil if nothing does. A function that takes no tensor as such
  /// (`torch.tensor`) is for modes only.
  @inline(never) private func overridden(_ interpreter: Interpreter, _ arguments: Arguments) throws -> Value? {
    try TorchOverrides.result(
      of: .function(module: "torch", name), interpreter, arguments,
      asksClasses: signatures.contains { signature in
        signature.parameters.contains {
          $0.name != "out" && ($0.kind == .tensor || $0.kind == .tensorList || $0.kind == .scalar)
        }
      })
  }
}

extension Interpreter {
  /// Counts the work of an operation on a tensor, so that the limits are looked at after few large ones.
  @inline(__always) func debit(of tensor: TensorObject) { debit(32 + tensor.tensor.array.count >> 6) }

  /// Counts the work of an operation whose first argument or result this is.
  @inline(__always) func debit(of value: Value) {
    if let tensor = value.tensorObject { debit(of: tensor) } else { debit(32) }
  }
}

/// The parameters that all factories end with, and what they mean.
struct FactoryOptions {
  /// The parameters behind the `*`, in the order in which PyTorch lists them.
  static let schema =
    "*, Tensor? out=None, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool pin_memory=False, "
    + "bool requires_grad=False"
  /// The same without `out`.
  static let schemaWithoutOut =
    "*, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool pin_memory=False, "
    + "bool requires_grad=False"
  /// The same with a generator that must be given.
  static let schemaWithGenerator =
    "*, Generator? generator, Tensor? out=None, ScalarType? dtype=None, Layout? layout=None, Device? device=None, "
    + "bool pin_memory=False, bool requires_grad=False"
  /// What functions that take their shape from a tensor end with.
  static let schemaLike =
    "*, MemoryFormat? memory_format=None, ScalarType? dtype=None, Layout? layout=None, Device? device=None, "
    + "bool pin_memory=False, bool requires_grad=False"
  /// The same with a generator that must be given.
  static let schemaLikeWithGenerator = "*, Generator? generator, " + schemaLike.dropFirst(3)
}

extension NativeFunction {
  /// The class of PyTorch whose static methods the operators of the module `torch` are.
  static let classOfOperators = "_VariableFunctionsClass"
}
