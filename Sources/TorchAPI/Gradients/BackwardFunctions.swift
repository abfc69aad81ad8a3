import Autograd
import PythonRuntime
import TensorCore

/// `torch.autograd.backward` and `torch.autograd.grad`, and what they share with `Tensor.backward`.
enum BackwardFunctions {
  /// A tensor, or a sequence of tensors.
  static func tensors(_ value: Value, _ interpreter: Interpreter) throws -> [Tensor] {
    if let object = value.tensorObject { return [object.tensor] }
    return try interpreter.array(of: value).map { element in
      guard let object = element.tensorObject else {
        throw PythonException(
          .typeError, "expected a Tensor or a sequence of Tensors, but got \(element.type.name)")
      }
      return object.tensor
    }
  }

  /// The first gradients: `None`, a tensor, or a sequence with `None` where there is none.
  static func gradient(_ value: Value, _ interpreter: Interpreter) throws -> [Tensor?] {
    if value.isUndefined || value.isNone { return [] }
    if let object = value.tensorObject { return [object.tensor] }
    if value.text != nil {
      throw PythonException(.typeError, "gradients can be either Tensors or None, but got \(value.type.name)")
    }
    return try interpreter.array(of: value).map { element in
      if element.isNone { return nil }
      guard let object = element.tensorObject else {
        throw PythonException(
          .typeError, "gradients can be either Tensors or None, but got \(element.type.name)")
      }
      return object.tensor
    }
  }

  /// Runs a backward pass that accumulates into the leaves.
  static func backward(
    _ tensors: [Tensor], gradients: [Tensor?], retainGraph: Value, createGraph: Value, inputs: Value,
    _ interpreter: Interpreter
  ) throws {
    let keeps = try optionalBool(retainGraph, interpreter)
    let creates = try optionalBool(createGraph, interpreter) ?? false
    let wanted = inputs.isUndefined || inputs.isNone ? nil : try self.tensors(inputs, interpreter)
    try torchErrors {
      try Engine.backward(
        tensors, gradients: gradients, retainGraph: keeps, createGraph: creates, inputs: wanted)
    }
  }

  private static func optionalBool(_ value: Value, _ interpreter: Interpreter) throws -> Bool? {
    value.isUndefined || value.isNone ? nil : try interpreter.truth(value)
  }

  /// What a hook of a node returned: the gradients it wants instead, or nil for no change.
  static func replacement(_ result: Value) throws -> [Tensor?]? {
    if result.isNone { return nil }
    if let object = result.tensorObject { return [object.tensor] }
    guard let elements = result.sequenceElements else {
      throw PythonException(.typeError, "expected Tensor or tuple of Tensors, but hook returned '\(result.type.name)'")
    }
    return elements.map { $0.tensorObject?.tensor }
  }

  /// `torch.autograd.backward`
  static let backwardFunction = NativeFunction(
    "backward",
    .signature(
      "(tensors, grad_tensors=None, retain_graph=None, create_graph=False, grad_variables=None, inputs=None)"),
    module: "torch.autograd"
  ) { interpreter, arguments in
    interpreter.debit(256)
    try backward(
      try tensors(arguments[0], interpreter), gradients: try gradient(arguments[1], interpreter),
      retainGraph: arguments[2], createGraph: arguments[3], inputs: arguments[5], interpreter)
    return .none
  }

  /// `torch.autograd.grad`
  static let gradFunction = NativeFunction(
    "grad",
    .signature(
      PythonRuntime.Signature(
        "(outputs, inputs, grad_outputs=None, retain_graph=None, create_graph=False, only_inputs=True, "
          + "allow_unused=None, is_grads_batched=False, materialize_grads=False)")),
    module: "torch.autograd"
  ) { interpreter, arguments in
    if try optionalBool(arguments[7], interpreter) ?? false {
      throw PythonException(
        .notImplementedError, "torch.autograd.grad(is_grads_batched=True) is not supported by nbrun")
    }
    let outputs = try tensors(arguments[0], interpreter)
    let inputs = try tensors(arguments[1], interpreter)
    let gradients = try gradient(arguments[2], interpreter)
    let keeps = try optionalBool(arguments[3], interpreter)
    let creates = try optionalBool(arguments[4], interpreter) ?? false
    let unused = try optionalBool(arguments[6], interpreter)
    let materializes = try optionalBool(arguments[8], interpreter) ?? false
    return try torchErrors {
      .tensors(
        try Engine.grad(
          outputs, inputs, gradients: gradients, retainGraph: keeps, createGraph: creates, allowUnused: unused,
          materializes: materializes))
    }
  }
}
