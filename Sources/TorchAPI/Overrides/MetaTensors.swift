import Autograd
import PythonRuntime
import TensorCore

/// Tensors on the device `meta`, which have a shape, a type and a place in the graph, and no values.
///
/// Such a tensor is an ordinary one whose storage is marked. Functions of them run where `__torch_function__` would, on
/// the zeros that are there, and what they return is marked; those that look at values are refused.
enum MetaTensors {
  /// Whether a tensor is on the device `meta`.
  static func contains(_ tensor: Tensor) -> Bool { tensor.array.storage.isMeta }

  // MARK: Making them

  /// Runs a function that may be asked for tensors on a device: what it returns is marked if the device was `meta`.
  @inline(__always) static func placing(_ body: () throws -> Value) rethrows -> Value {
    let result: Value
    do {
      result = try body()
    } catch {
      if ThreadState.overridesCalls { _ = OverrideState.current?.endPlacing() }
      throw error
    }
    guard ThreadState.overridesCalls, OverrideState.current?.endPlacing() ?? false else { return result }
    return marked(result)
  }

  /// A result whose tensors are marked.
  private static func marked(_ value: Value) -> Value {
    guard case .object(let object) = value else { return value }
    switch object {
    case let tensor as TensorObject: tensor.tensor.array.storage.isMeta = true
    case let tuple as TupleObject: for element in tuple.elements { _ = marked(element) }
    case let list as ListObject: for element in list.elements { _ = marked(element) }
    default: break
    }
    return value
  }

  // MARK: Calling functions

  /// What a function gives for tensors of which some are on the device `meta`; nil where none is.
  static func result(
    _ state: OverrideState, _ callee: TorchOverrides.Callee, _ interpreter: Interpreter, _ arguments: Arguments
  ) throws -> Value? {
    guard state.looksForMeta else { return nil }
    var found: [Tensor] = []
    for value in arguments.positional { collect(value, into: &found, depth: 0) }
    for index in 0..<arguments.keywordCount { collect(arguments.keyword(index).value, into: &found, depth: 0) }
    guard found.contains(where: contains) else { return nil }
    let name = callee.name
    if callee.kind != "getter" {
      if let refusal = refusal(name, found, arguments) { throw refusal }
      if name == "__repr__" || name == "__format__", let first = arguments[0].tensorObject {
        guard name == "__repr__" || arguments[1].text?.isEmpty ?? true else {
          throw PythonException(.typeError, "unsupported format string passed to \(first.type.tpName).__format__")
        }
        return try text(of: first)
      }
      if name == "data_ptr" { return .int(0) }
    }
    var positional = Array(arguments.positional)
    while positional.last?.isUndefined ?? false { positional.removeLast() }
    let keywords = (0..<arguments.keywordCount).map { index in
      let (name, value) = arguments.keyword(index)
      return (name.value, value)
    }
    let elsewhere = device(in: arguments).map { $0 != "meta" } ?? false
    let drawn = RandomNames.all.contains(name) ? try torchSession().generator.saved() : nil
    let result = try state.withoutMeta {
      try interpreter.call(
        try callee.value(interpreter), positional.map { $0.isUndefined ? .none : $0 }, keywords: keywords)
    }
    if let drawn { try torchSession().generator.restore(from: drawn) }
    _ = state.endPlacing()
    return elsewhere ? result : marked(result)
  }

  private static func collect(_ value: Value, into found: inout [Tensor], depth: Int) {
    guard case .object(let object) = value, depth < 4 else { return }
    switch object {
    case let tensor as TensorObject: found.append(tensor.tensor)
    case let tuple as TupleObject: for element in tuple.elements { collect(element, into: &found, depth: depth + 1) }
    case let list as ListObject: for element in list.elements { collect(element, into: &found, depth: depth + 1) }
    default: break
    }
  }

  /// The device that a call names, if it does.
  private static func device(in arguments: Arguments) -> String? {
    func kind(_ value: Value) -> String? {
      value.cast(DeviceObject.self)?.kind ?? value.text.flatMap { try? DeviceObject(text: $0) }?.kind
    }
    for index in 0..<arguments.keywordCount where arguments.keyword(index).name.value == "device" {
      return kind(arguments.keyword(index).value)
    }
    return arguments.positional.dropFirst().lazy.compactMap(kind).first
  }

  // MARK: What they refuse

  /// Functions that look at single values.
  private static let single: Set = ["item", "__bool__", "__int__", "__float__", "__complex__", "allclose", "one_hot"]
  /// Functions whose results' shapes depend on values, with the names by which PyTorch refuses them.
  private static let dependent = [
    "equal": "equal", "unique": "_unique2", "unique_consecutive": "unique_consecutive",
    "masked_select": "masked_select", "bincount": "bincount", "histc": "histc", "cov": "equal", "corrcoef": "equal",
    "histogram": "histogram.bin_ct", "histogramdd": "_histogramdd_bin_edges", "binomial": "binomial", "geqrf": "geqrf",
  ]
  /// Functions that do not look where their operands are.
  private static let careless: Set = ["matmul", "mm", "bmm", "__matmul__", "__rmatmul__", "to", "type_as"]

  /// The error of a function that has no result for tensors without values; nil if it has one.
  private static func refusal(_ name: String, _ found: [Tensor], _ arguments: Arguments) -> PythonException? {
    if single.contains(name) {
      return PythonException(.runtimeError, "Tensor.item() cannot be called on meta tensors")
    }
    let noData = PythonException(.notImplementedError, "Cannot copy out of meta tensor; no data!")
    switch name {
    case "tolist", "cpu": return noData
    case "to" where found.first.map(contains) ?? false:
      if let device = device(in: arguments), device == "cpu" { return noData }
    case "copy_": return found.first.map(contains) ?? true ? nil : noData
    case "numpy", "__array__":
      return PythonException(
        .typeError,
        "can't convert meta device type tensor to numpy. Use Tensor.cpu() to copy the tensor to host memory first.")
    case "nonzero", "argwhere", "__getitem__", "where":
      if name == "where" && arguments.count > 1 { break }
      if name != "__getitem__" || found.dropFirst().contains(where: { $0.dtype == .bool || $0.dtype == .uint8 }) {
        return PythonException(
          .notImplementedError,
          "The register_meta function for torch.nonzero() raises unimplemented by default, as a correct data-independent"
            + " implementation does not exist. This implementation returns a fake value, assuming all elements of the"
            + " tensor are non-zero. To enable this registration, please set"
            + " 'torch.fx.experimental._config.meta_nonzero_assume_all_nonzero' to True.")
      }
    default: break
    }
    if let operation = dependent[name] {
      return PythonException(
        .notImplementedError,
        "aten::\(operation): attempted to run this operator with Meta tensors, but there was no fake impl or Meta kernel"
          + " registered. You may have run into this message while using an operator with PT2 compilation APIs"
          + " (torch.compile/torch.export); in order to use this operator with those APIs you'll need to add a fake impl."
          + " Please see the following for next steps:"
          + "  https://pytorch.org/tutorials/advanced/custom_ops_landing_page.html")
    }
    if careless.contains(name) { return nil }
    let expected = found.first.map(contains) ?? true
    for other in found.dropFirst() where contains(other) != expected && other.array.rank > 0 {
      let (device, wanted) = expected ? ("cpu", "meta") : ("meta", "cpu")
      return PythonException(
        .runtimeError, "Tensor on device \(device) is not on the expected device \(wanted)!")
    }
    return nil
  }

  // MARK: Text

  /// `tensor(..., device='meta', size=(2, 3))`
  private static func text(of object: TensorObject) throws -> Value {
    let tensor = object.tensor
    var parts = ["...", "device='meta'", "size=\(tensor.array.shape.text(inParentheses: true))"]
    if tensor.dtype != (try TensorSession.current.defaultDType) { parts.append("dtype=torch.\(tensor.dtype.name)") }
    if let node = tensor.gradientFunction() {
      parts.append("grad_fn=<\(node.name)>")
    } else if tensor.requiresGrad {
      parts.append("requires_grad=True")
    }
    let title = object.type.isSubtype(of: .parameter) ? "Parameter containing:\n" : ""
    return .string(title + "tensor(\(parts.joined(separator: ", ")))")
  }
}

extension Dims {
  /// The sizes as a tuple is written: `(2, 3)`, `(2,)`, `()`.
  fileprivate func text(inParentheses: Bool) -> String {
    count == 1 ? "(\(self[0]),)" : "(\(map(String.init).joined(separator: ", ")))"
  }
}
