import Autograd
import PythonRuntime
import PythonSyntax
import TensorCore

/// A tensor as Python sees it. There is at most one per ``Autograd/Tensor``, which keeps an unretained pointer to it, so
/// that `x.grad is x.grad`; it clears that pointer when it goes.
package final class TensorObject: Object {
  /// The tensor behind it.
  package let tensor: Tensor

  private init(_ tensor: Tensor, type: __shared TypeObject) {
    self.tensor = tensor
    super.init(type: type)
    tensor.wrapper = Unmanaged.passUnretained(self).toOpaque()
  }

  deinit { tensor.wrapper = nil }

  /// The Python object of a tensor: the one it has already, or a new one.
  @inline(__always) package static func of(_ tensor: Tensor) -> Value {
    if let wrapper = tensor.wrapper {
      // The object clears `wrapper` in its deinitialiser, so that the pointer is valid as long as it is there.
      return .object(Unmanaged<TensorObject>.fromOpaque(wrapper)._withUnsafeGuaranteedRef { $0 })
    }
    return .object(TensorObject(tensor, type: .tensor))
  }

  /// The Python object of a tensor that was made just now.
  @inline(__always) static func ofNew(_ tensor: Tensor) -> Value { .object(TensorObject(tensor, type: .tensor)) }

  /// The Python object of a tensor that has none yet, of a subclass of `torch.Tensor`.
  package static func make(_ tensor: Tensor, type: TypeObject) -> TensorObject { TensorObject(tensor, type: type) }

  /// All attributes of a tensor without a dictionary are its class's.
  package override var hasOnlyClassAttributes: Bool { true }

  // MARK: Text

  package override func repr(_ interpreter: Interpreter) throws -> String {
    if TorchOverrides.isActive, let result = try overridden("__repr__", interpreter) { return result.text ?? "" }
    if tensor.requiresGrad, let text = try BatchedObject.textInside(asValue, interpreter) { return text }
    if type === TypeObject.uninitializedParameter || type === TypeObject.uninitializedBuffer {
      return "<\(type.name)>"
    }
    return try torchErrors {
      let isPlain = type === TypeObject.parameter || !type.isUserDefined
      let text = try TensorText.text(
        of: tensor, fullPrecision: interpreter.fullPrecision, prefix: isPlain ? "tensor(" : type.name + "(")
      if !isPlain, type.isSubtype(of: .parameter) { return "Parameter containing:\nParameter(\(text))" }
      return type.isSubtype(of: .parameter) ? "Parameter containing:\n" + text : text
    }
  }

  package override func format(_ spec: String, _ interpreter: Interpreter) throws -> String {
    if TorchOverrides.isActive, let result = try overridden("__format__", interpreter, .string(spec)) {
      return result.text ?? ""
    }
    if tensor.array.rank == 0 && type === TypeObject.tensor {
      return try interpreter.format(try number(), spec)
    }
    guard spec.isEmpty else {
      throw PythonException(.typeError, "unsupported format string passed to \(type.tpName).__format__")
    }
    return try interpreter.repr(asValue)
  }

  // MARK: Truth, size, hash, comparison

  package override func truth(_ interpreter: Interpreter) throws -> Bool {
    if TorchOverrides.isActive, let result = try overridden("__bool__", interpreter) {
      return try interpreter.truth(result)
    }
    switch tensor.array.count {
    case 1: return try torchErrors { try tensor.array.item().isTrue }
    case 0: throw PythonException(.runtimeError, "Boolean value of Tensor with no values is ambiguous")
    default:
      throw PythonException(.runtimeError, "Boolean value of Tensor with more than one value is ambiguous")
    }
  }

  package override func length(_ interpreter: Interpreter) throws -> Int? {
    if TorchOverrides.isActive, let result = try overridden("__len__", interpreter) {
      return try result.machineInteger(interpreter)
    }
    guard tensor.array.rank > 0 else { throw PythonException(.typeError, "len() of a 0-d tensor") }
    return tensor.array.shape[0]
  }

  package override func hash(_ interpreter: Interpreter) throws -> Int { identityHash }

  package override func index(_ interpreter: Interpreter) throws -> Value? {
    if TorchOverrides.isActive, let result = try overridden("__index__", interpreter) { return result }
    guard tensor.dtype.isIntegral, tensor.array.count == 1 else {
      throw PythonException(.typeError, "only integer tensors of a single element can be converted to an index")
    }
    return .int(try integer())
  }

  package override func compare(
    _ operation: ComparisonOperator, _ other: Value, _ interpreter: Interpreter
  ) throws -> Value? {
    if TorchOverrides.isActive, let result = try overriddenComparison(operation, other, interpreter) {
      return result.isNotImplemented ? nil : result
    }
    return try compared(operation, other, interpreter)
  }

  // MARK: Arithmetic

  package override func binary(
    _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ interpreter: Interpreter
  ) throws -> Value? {
    interpreter.debit(of: self)
    if TorchOverrides.isActive,
      let result = try overriddenOperator(OverriddenOperators.name(operation, reflected), other, interpreter)
    {
      return result.isNotImplemented ? nil : result
    }
    if !reflected, let result = try torchErrors({ try PythonOperators.usual(operation, tensor, other) }) {
      return TensorObject.ofNew(result)
    }
    return try combined(operation, other, reflected: reflected, interpreter)
  }

  package override func inPlace(
    _ operation: BinaryOperator, _ other: Value, _ interpreter: Interpreter
  ) throws -> Value? {
    interpreter.debit(of: self)
    if TorchOverrides.isActive,
      let result = try overriddenOperator(OverriddenOperators.inPlaceName(operation), other, interpreter)
    {
      return result.isNotImplemented ? nil : result
    }
    return try combinedInPlace(operation, other, interpreter)
  }

  package override func unary(_ operation: UnaryOperator, _ interpreter: Interpreter) throws -> Value? {
    if TorchOverrides.isActive, let name = OverriddenOperators.name(operation),
      let result = try overridden(name, interpreter)
    {
      return result
    }
    return try applied(operation)
  }

  // MARK: Items

  package override func item(_ key: Value, _ interpreter: Interpreter) throws -> Value? {
    if TorchOverrides.isActive, let result = try overridden("__getitem__", interpreter, key) { return result }
    return try indexed(key, interpreter)
  }

  package override func setItem(_ key: Value, _ value: Value, _ interpreter: Interpreter) throws -> Bool {
    if TorchOverrides.isActive, try overridden("__setitem__", interpreter, key, value) != nil { return true }
    try assign(value, at: key, interpreter)
    return true
  }

  package override func deleteItem(_ key: Value, _ interpreter: Interpreter) throws -> Bool {
    throw PythonException(.typeError, "Tensor does not support deleting items")
  }

  // MARK: Attributes

  package override func missingAttribute(_ name: StringObject) -> PythonException {
    TorchNames.missing(
      name, of: asValue, "'\(type.tpName)' object has no attribute '\(name.value)'", prefix: "Tensor.",
      known: TensorMethods.names)
  }

  // MARK: Iteration

  package override func makeIterator(_ interpreter: Interpreter) throws -> Value? {
    if TorchOverrides.isActive, let rank = try overridden("dim", interpreter) {
      if try rank.machineInteger(interpreter) == 0 {
        throw PythonException(.typeError, "iteration over a 0-d tensor")
      }
    }
    if TorchOverrides.isActive, let parts = try overridden("unbind", interpreter, .int(0)) {
      return try interpreter.makeIterator(parts)
    }
    guard tensor.array.rank > 0 else { throw PythonException(.typeError, "iteration over a 0-d tensor") }
    return try interpreter.makeIterator(
      .list(try torchErrors { try KnownOperators.unbind(tensor) }.map { TensorObject.of($0) }))
  }

  package override func contains(_ value: Value, _ interpreter: Interpreter) throws -> Bool? {
    if TorchOverrides.isActive, let result = try overridden("__contains__", interpreter, value) {
      return try interpreter.truth(result)
    }
    guard value.isNumber || value.tensorObject != nil else {
      throw PythonException(
        .runtimeError,
        "Tensor.__contains__ only supports Tensor or scalar, but you passed in a \(value.type.classText).")
    }
    // The element is the one that is asked.
    let answer = try value.tensorObject?.compare(.equal, asValue, interpreter) ?? compare(.equal, value, interpreter)
    guard let equal = answer?.tensorObject else { return nil }
    return try torchErrors { try equal.tensor.array.anyTrue() }
  }

  // MARK: Numbers

  /// The only element as a Python number (`item()`).
  package func number() throws -> Value {
    guard tensor.array.count == 1 else {
      throw PythonException(
        .runtimeError, "a Tensor with \(tensor.array.count) elements cannot be converted to Scalar")
    }
    return .number(try torchErrors { try tensor.array.item() })
  }

  /// The only element as an integer.
  package func integer() throws -> Int {
    try torchErrors { try tensor.array.item().int }
  }

  /// The only element for `float(x)`, `int(x)`, `complex(x)`, which refuse in other words than `item()` and warn about
  /// a gradient.
  package func converted(_ interpreter: Interpreter) throws -> Scalar {
    guard tensor.array.count == 1 else {
      throw PythonException(.valueError, "only one element tensors can be converted to Python scalars")
    }
    if tensor.requiresGrad {
      try TorchWarnings.warnOnce(
        "Converting a tensor with requires_grad=True to a scalar may lead to unexpected behavior.\n"
          + "Consider using tensor.detach() first. (Triggered internally at "
          + "/__w/pytorch/pytorch/torch/csrc/autograd/generated/python_variable_methods.cpp:822.)")
    }
    return try torchErrors { try tensor.array.item() }
  }
}

extension TypeObject {
  /// `<class 'torch.Tensor'>`
  package var classText: String {
    module == "builtins" ? "<class '\(qualifiedName)'>" : "<class '\(module).\(qualifiedName)'>"
  }
}
