import Autograd
import PythonRuntime
import TensorCore

/// `torch.autograd.backward` and `torch.autograd.grad`, and what they share with `Tensor.backward`.
enum BackwardFunctions {
  /// A tensor that stands for a place in the graph (`torch.autograd.graph.GradientEdge`); nil for anything else.
  private static func standIn(_ value: Value) throws -> Tensor? {
    guard value.type.name == "GradientEdge", let parts = value.cast(TupleObject.self)?.elements, parts.count == 3,
      case .object(let object) = parts[0], let node = (object as? NodeObject)?.node, case .int(let index) = parts[1]
    else {
      return nil
    }
    if let accumulator = node as? AccumulateGrad { return accumulator.variable }
    guard index >= 0, let output = node.output(index) else { return nil }
    let values = try torchErrors { try NDArray(zeros: [], output.dtype) }.broadcasted(to: output.shape)
    return Tensor(values, node: node, outputIndex: index)
  }

  /// A tensor, or a sequence of tensors; places in the graph stand for tensors.
  static func tensors(_ value: Value, _ interpreter: Interpreter) throws -> [Tensor] {
    if let object = value.tensorObject { return [object.tensor] }
    if let place = try standIn(value) { return [place] }
    return try interpreter.array(of: value).map { element in
      if let place = try standIn(element) { return place }
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

  /// What a hook of a node returned: the gradients it wants in the place of those given, or nil for no change.
  static func replacement(
    _ result: Value, by hook: Value, of given: [Tensor?], _ interpreter: Interpreter
  ) throws -> [Tensor?]? {
    if result.isNone { return nil }
    guard let elements = result.cast(TupleObject.self)?.elements else {
      throw PythonException(.typeError, "expected tuple, but hook returned '\(result.type.tpName)'")
    }
    func refusal(_ what: String) throws -> PythonException {
      let name = try interpreter.getAttribute(hook, "__name__", default: .string("<unknown>")).text ?? ""
      return PythonException(.runtimeError, "hook '\(name)' has \(what)")
    }
    guard elements.count == given.count else {
      throw try refusal(
        "returned an incorrect number of values (got \(elements.count), but expected \(given.count))")
    }
    return try zip(elements, given).map { element, old in
      if element.isNone { return nil }
      guard let old else {
        throw PythonException(.runtimeError, "can't replace a None gradient with a non-None value")
      }
      guard let tensor = element.tensorObject?.tensor else {
        throw PythonException(.typeError, "expected Variable, but hook returned '\(element.type.tpName)'")
      }
      guard tensor.array.shape == old.array.shape else { throw try refusal("changed the size of value") }
      return tensor
    }
  }

  /// `torch.autograd.backward`
  static let backwardFunction = NativeFunction(
    "backward",
    .signature(
      "(tensors, grad_tensors=None, retain_graph=None, create_graph=False, grad_variables=None, inputs=None)"),
    module: "torch.autograd"
  ) { interpreter, arguments in
    interpreter.debit(256)
    try FunctionTransforms.refuseInside(
      "backward() called inside a functorch transform. This is not supported, please use functorch.grad or functorch.vjp"
        + " instead or call backward() outside of functorch transforms.")
    var gradients = arguments[1]
    if !arguments[4].isUndefined, !arguments[4].isNone {
      try torchSession().warn("FutureWarning", "`grad_variables` is deprecated. Use `grad_tensors` instead.")
      guard gradients.isUndefined || gradients.isNone else {
        throw PythonException(
          .runtimeError,
          "`grad_tensors` and `grad_variables` (deprecated) arguments both passed to `backward()`. Please only use"
            + " `grad_tensors`.")
      }
      gradients = arguments[4]
    }
    if let elements = arguments[0].sequenceElements, arguments[0].type.name != "GradientEdge",
      elements.contains(where: { $0.tensorObject == nil && $0.type.name != "GradientEdge" })
    {
      throw PythonException(.assertionError, "Expected output to be a torch.Tensor")
    }
    try backward(
      try tensors(arguments[0], interpreter), gradients: try gradient(gradients, interpreter),
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
    let isBatched = try optionalBool(arguments[7], interpreter) ?? false
    let outputs = try tensors(arguments[0], interpreter)
    let inputs = try tensors(arguments[1], interpreter)
    if inputs.isEmpty { throw PythonException(.runtimeError, "`inputs` argument to `grad()` cannot be empty.") }
    let gradients = try gradient(arguments[2], interpreter)
    let keeps = try optionalBool(arguments[3], interpreter)
    let creates = try optionalBool(arguments[4], interpreter) ?? false
    let unused = try optionalBool(arguments[6], interpreter)
    let materializes = try optionalBool(arguments[8], interpreter) ?? false
    func pass(_ gradients: [Tensor?], keeps: Bool?) throws -> [Tensor?] {
      try Engine.grad(
        outputs, inputs, gradients: gradients, retainGraph: keeps, createGraph: creates, allowUnused: unused,
        materializes: materializes)
    }
    return try torchErrors {
      try .gradients(
        isBatched
          ? try batched(outputs, gradients, keeps: keeps ?? creates, pass) : try pass(gradients, keeps: keeps))
    }
  }

  /// The gradients for each of a batch of first gradients, stacked; the graph is kept until the last pass.
  private static func batched(
    _ outputs: [Tensor], _ gradients: [Tensor?], keeps: Bool, _ pass: ([Tensor?], _ keeps: Bool?) throws -> [Tensor?]
  ) throws -> [Tensor?] {
    var sizes: [Int] = []
    for (index, output) in outputs.enumerated() {
      guard gradients.indices.contains(index), let gradient = gradients[index] else {
        if output.array.count == 1 {
          throw TorchError(
            .value,
            "vmap(vjp, in_dims=0, ...)(<inputs>): Got in_dim=0 for some input, but that input is a Tensor of"
              + " dimensionality \(output.array.rank) so expected in_dim to satisfy \(-output.array.rank) <= in_dim <"
              + " \(output.array.rank).")
        }
        throw TorchError(.runtime, "grad can be implicitly created only for scalar outputs")
      }
      let shape = gradient.array.shape.array
      guard let size = shape.first else {
        throw TorchError(
          .index,
          "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to convert a 0-dim"
            + " tensor to a number")
      }
      guard Array(shape.dropFirst()) == output.array.shape.array else {
        throw TorchError(
          .runtime,
          "If `is_grads_batched=True`, we interpret the first dimension of each grad_output as the batch dimension. The"
            + " sizes of the remaining dimensions are expected to match the shape of corresponding output, but a"
            + " mismatch was detected: grad_output[\(index)] has a shape of torch.Size(\(Array(shape.dropFirst(2)))) and output[\(index)]"
            + " has a shape of torch.Size(\(output.array.shape.array)). If you only want some tensors in `grad_output`"
            + " to be considered batched, consider using vmap.")
      }
      sizes.append(size)
    }
    guard let size = sizes.first else { return try pass(gradients, keeps) }
    if sizes.contains(where: { $0 != size }) {
      throw TorchError(
        .value,
        "vmap: Expected all tensors to have the same size in the mapped dimension, got sizes \(sizes) for the mapped"
          + " dimension")
    }
    if size == 0 { throw TorchError(.index, "index 0 is out of bounds for dimension 0 with size 0") }
    let rows = try (0..<size).map { row in
      try pass(
        try gradients.map { try $0.map { try KnownOperators.select($0, 0, row) } }, row < size - 1 ? true : keeps)
    }
    return try rows[0].indices.map { input in
      // What takes no part does so for every row; a gradient of zeros that was asked for has no batch.
      let column = rows.compactMap { $0[input] }
      return column.count == size ? try Tensor.stack(column) : nil
    }
  }
}
