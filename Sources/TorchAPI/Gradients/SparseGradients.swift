import Autograd
import PythonRuntime
import TensorCore

/// Gradients of tables of which only some rows were looked up (`nn.Embedding(sparse=True)`), as sparse tensors.
enum SparseGradients {
  private static func interpreter() throws -> Interpreter {
    guard let interpreter = (try torchSession().program as? Lifeline)?.session else {
      throw TorchError(.notImplemented, "a sparse gradient outside a program is not supported by nbrun")
    }
    return interpreter
  }

  /// A gradient as programs see it.
  static func value(of gradient: Tensor) throws -> Value {
    guard let rows = gradient.rows else { return TensorObject.of(gradient) }
    if let object = rows.view as? SparseObject { return object.asValue }
    let interpreter = try interpreter()
    let made = try interpreter.call(
      interpreter.getAttribute(TorchImports.module("torch._sparse", interpreter), "coordinates"),
      [
        TensorObject.of(rows.indices), TensorObject.of(rows.values),
        .tuple(gradient.array.shape.array.map { .int($0) }), .bool(false),
      ])
    rows.view = made.cast(SparseObject.self)
    return made
  }

  /// The gradient that a sparse tensor stands for; nil if the value is no tensor, or has other than sparse rows.
  static func gradient(_ value: Value, _ interpreter: Interpreter) throws -> Tensor? {
    guard let object = value.cast(SparseObject.self) else { return value.tensorObject?.tensor }
    func part(_ name: String) throws -> Tensor? { try interpreter.callMethod(value, name, []).tensorObject?.tensor }
    guard try interpreter.truth(interpreter.getAttribute(value, "is_sparse")), let indices = try part("_indices"),
      let values = try part("_values"), let dense = try part("to_dense"), indices.array.rank == 2,
      indices.array.shape[0] == 1
    else {
      throw SparseObject.refusal("a gradient in other than rows")
    }
    let gradient = Tensor(dense.detached().array)
    gradient.rows = GradientRows(indices: indices, values: values, view: object)
    return gradient
  }

  /// The gradient of a leaf after another one has come to it.
  static func accumulated(_ old: Tensor?, _ gradient: Tensor) throws -> Tensor {
    guard let old else {
      let first = Tensor(try gradient.array.cloneContiguous())
      if let rows = gradient.rows {
        first.rows = GradientRows(indices: rows.indices, values: Tensor(try rows.values.array.cloneContiguous()))
      }
      return first
    }
    let interpreter = try interpreter()
    let value = try value(of: old)
    if gradient.rows == nil {
      let dense = try interpreter.callMethod(value, "to_dense", [])
      return try gradient + (dense.tensorObject?.tensor ?? old)
    }
    // In place: who holds the sparse tensor sees it grow.
    _ = try interpreter.callMethod(value, "add_", [self.value(of: gradient)])
    return try self.gradient(value, interpreter) ?? old
  }

  /// Gives the sum of two sparse gradients its rows.
  static func setRows(of sum: Tensor, _ a: Tensor, _ b: Tensor) throws {
    let interpreter = try interpreter()
    let total = try interpreter.callMethod(value(of: a), "add", [value(of: b)])
    sum.rows = try gradient(total, interpreter)?.rows
  }
}
