import Autograd
import PythonRuntime
import TensorCore

/// Operators that this module calls itself.
enum KnownOperators {
  /// `x.select(dim, index)`
  static func select(_ tensor: Tensor, _ dim: Int, _ index: Int) throws -> Tensor {
    try Operator.select(OperatorArguments([.tensor(tensor), .int(dim), .int(index)])).tensor
  }

  /// `x[start:stop:step]` along a dimension.
  static func slice(_ tensor: Tensor, _ dim: Int, _ start: Int, _ stop: Int, _ step: Int) throws -> Tensor {
    try Operator.slice(
      OperatorArguments([.tensor(tensor), .int(dim), .int(start), .int(stop), .int(step)])
    ).tensor
  }

  /// `x.unsqueeze(dim)`
  static func unsqueeze(_ tensor: Tensor, _ dim: Int) throws -> Tensor {
    try Operator.unsqueeze(OperatorArguments([.tensor(tensor), .int(dim)])).tensor
  }

  /// Another tensor of the same values.
  static func alias(_ tensor: Tensor) throws -> Tensor {
    try Operator.alias(OperatorArguments([.tensor(tensor)])).tensor
  }

  /// `x.unbind(0)`
  static func unbind(_ tensor: Tensor) throws -> [Tensor] {
    try Operator.unbind(OperatorArguments([.tensor(tensor), .int(0)])).tensors
  }

  /// `x[indices]`, gathered.
  static func index(_ tensor: Tensor, _ indices: [Tensor?]) throws -> Tensor {
    try Operator.index(OperatorArguments([.tensor(tensor), .optionalTensors(indices)])).tensor
  }

  /// `x[indices] = value`
  ///
  /// - Parameter converts: Whether a value of another type is converted.
  static func indexPut(_ tensor: Tensor, _ indices: [Tensor?], _ value: Tensor, converts: Bool) throws {
    let value = try withoutLeadingOnes(value)
    if value.dtype != tensor.dtype, !converts {
      // One number behind a mask is filled in, whatever its type.
      let given = indices.compactMap { $0 }
      let isMask = given.count == 1 && given.allSatisfy { $0.dtype == .bool || $0.dtype == .uint8 }
      if !isMask || value.array.count != 1 { try tensor.array.checkPut(indices.map { $0?.array }, value.array) }
    }
    let fitting =
      value.dtype == tensor.dtype ? value : try TensorSession.current.operations.cast(value, to: tensor.dtype)
    _ = try Operator.indexPut.inPlace(
      OperatorArguments([.tensor(tensor), .optionalTensors(indices), .tensor(fitting)]))
  }

  /// A value to be written without the leading dimensions of size one, which do not count.
  private static func withoutLeadingOnes(_ value: Tensor) throws -> Tensor {
    guard value.array.shape.first == 1 else { return value }
    return try Operator.view(.tensor(value), .ints(Array(value.array.shape.array.drop { $0 == 1 })))
  }

  /// `view[...] = value`: the value is expanded to the view, after dropping leading dimensions of size one.
  static func assign(_ value: Tensor, into view: Tensor) throws {
    var source = value
    if source.array.shape != view.array.shape {
      source = try withoutLeadingOnes(source)
      source = try Operator.expand(
        OperatorArguments([.tensor(source), .ints(view.array.shape.array), .bool(false)])
      ).tensor
    }
    _ = try Operator.copy.inPlace(OperatorArguments([.tensor(view), .tensor(source)]))
  }
}

/// Operators by name, for calls from this module.
enum TorchFunctions {
  /// Calls the first overload of a name.
  static func tensor(_ name: String, _ arguments: [Argument]) throws -> Tensor {
    guard let operation = OperatorRegistry.overloads(name).first else {
      throw TorchError(.notImplemented, "the operator '\(name)' is not supported by nbrun")
    }
    return try operation(OperatorArguments(arguments)).tensor
  }

  /// Calls the first overload of a name, for Python.
  static func call(_ name: String, _ arguments: [Argument]) throws -> Value {
    TensorObject.of(try tensor(name, arguments))
  }
}
