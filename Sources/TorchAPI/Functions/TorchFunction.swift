import PythonRuntime

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
    return NativeFunction(name, module: "torch") { interpreter, arguments in
      let bound = try binder.binder.bind(arguments, interpreter)
      return try torchErrors { try body(bound) }
    }
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
    "*, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool pin_memory=False, "
    + "bool requires_grad=False, MemoryFormat? memory_format=None"
}
