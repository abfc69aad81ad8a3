import Autograd
import PythonRuntime
import TensorCore

/// Operators that this module calls itself, found in the registry once.
enum KnownOperators {
  private static let selectOperator = TorchFunctions.overload("select")
  private static let sliceOperator = TorchFunctions.overload("slice")
  private static let unsqueezeOperator = TorchFunctions.overload("unsqueeze")
  private static let aliasOperator = TorchFunctions.overload("alias")
  private static let unbindOperator = TorchFunctions.overload("unbind")
  private static let indexOperator = TorchFunctions.overload("index")
  private static let indexPutOperator = TorchFunctions.overload("index_put")
  private static let expandOperator = TorchFunctions.overload("expand")

  /// `x.select(dim, index)`
  static func select(_ tensor: Tensor, _ dim: Int, _ index: Int) throws -> Tensor {
    try selectOperator.found(OperatorArguments([.tensor(tensor), .int(dim), .int(index)])).tensor
  }

  /// `x[start:stop:step]` along a dimension.
  static func slice(_ tensor: Tensor, _ dim: Int, _ start: Int, _ stop: Int, _ step: Int) throws -> Tensor {
    try sliceOperator.found(
      OperatorArguments([.tensor(tensor), .int(dim), .int(start), .int(stop), .int(step)])
    ).tensor
  }

  /// `x.unsqueeze(dim)`
  static func unsqueeze(_ tensor: Tensor, _ dim: Int) throws -> Tensor {
    try unsqueezeOperator.found(OperatorArguments([.tensor(tensor), .int(dim)])).tensor
  }

  /// Another tensor of the same values.
  static func alias(_ tensor: Tensor) throws -> Tensor {
    try aliasOperator.found(OperatorArguments([.tensor(tensor)])).tensor
  }

  /// `x.unbind(0)`
  static func unbind(_ tensor: Tensor) throws -> [Tensor] {
    try unbindOperator.found(OperatorArguments([.tensor(tensor), .int(0)])).tensors
  }

  /// `x[indices]`, gathered.
  static func index(_ tensor: Tensor, _ indices: [Tensor?]) throws -> Tensor {
    try indexOperator.found(OperatorArguments([.tensor(tensor), .optionalTensors(indices)])).tensor
  }

  /// `x[indices] = value`
  static func indexPut(_ tensor: Tensor, _ indices: [Tensor?], _ value: Tensor) throws {
    let fitting =
      value.dtype == tensor.dtype ? value : try TensorSession.current.operations.cast(value, to: tensor.dtype)
    _ = try indexPutOperator.found.inPlace(
      OperatorArguments([.tensor(tensor), .optionalTensors(indices), .tensor(fitting)]))
  }

  /// `view[...] = value`: the value is expanded to the view, after dropping leading dimensions of size one.
  static func assign(_ value: Tensor, into view: Tensor) throws {
    var source = value
    if source.array.shape != view.array.shape {
      var sizes = source.array.shape.array
      while sizes.count > view.array.rank, sizes.first == 1 { sizes.removeFirst() }
      if sizes.count != source.array.rank {
        source = try Operator.view(.tensor(source), .ints(sizes))
      }
      source = try expandOperator.found(
        OperatorArguments([.tensor(source), .ints(view.array.shape.array), .bool(false)])
      ).tensor
    }
    _ = try Operator.copy.inPlace(OperatorArguments([.tensor(view), .tensor(source)]))
  }
}

/// Operators by name, for calls from this module.
enum TorchFunctions {
  /// An operator that may be missing from the registry.
  final class Lookup: Sendable {
    let name: String
    let operation: Operator?

    init(name: String, operation: Operator?) {
      self.name = name
      self.operation = operation
    }

    /// The operator.
    ///
    /// - Throws: An error that names it when the registry lacks it.
    var found: Operator {
      get throws {
        guard let operation else {
          throw TorchError(.notImplemented, "the operator '\(name)' is not supported by nbrun")
        }
        return operation
      }
    }
  }

  /// The first overload of a name, or the one called `overload`.
  static func overload(_ name: String, _ overload: String? = nil) -> Lookup {
    let group = OperatorRegistry.overloads(name)
    return Lookup(name: name, operation: group.first { overload == nil || $0.overload == overload })
  }

  /// Calls the first overload of a name.
  static func tensor(_ name: String, _ arguments: [Argument]) throws -> Tensor {
    try overload(name).found(OperatorArguments(arguments)).tensor
  }

  /// Calls the first overload of a name, for Python.
  static func call(_ name: String, _ arguments: [Argument]) throws -> Value {
    TensorObject.of(try tensor(name, arguments))
  }
}
