import Autograd
import PythonRuntime
import PythonSyntax
import TensorCore

// The operators of Python on tensors. They go straight to the operators' Swift entries: no name is looked up, no
// argument list is bound.

extension TensorObject {
  /// `self operation other`, or `other operation self`.
  func combined(
    _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ interpreter: Interpreter
  ) throws -> Value? {
    try torchErrors {
      if let object = other.tensorObject {
        // An expression always asks the left operand first; only a call by name meets two tensors here.
        return TensorObject.of(
          reflected
            ? try PythonOperators.binary(operation, object.tensor, tensor)
            : try PythonOperators.binary(operation, tensor, object.tensor))
      }
      if let array = other.arrayObject {
        // With the array on the left, PyTorch itself takes part in divisions only.
        if reflected, operation != .divide { return nil }
        let shared = try array.sharedTensor()
        return TensorObject.of(
          reflected
            ? try PythonOperators.binary(operation, shared, tensor)
            : try PythonOperators.binary(operation, tensor, shared))
      }
      if reflected, operation == .add, let kind = Self.sequenceName(other) {
        // A sequence refuses only after the other operand has.
        throw TorchError(.type, "can only concatenate \(kind) (not \"\(type.name)\") to \(kind)")
      }
      guard operation != .matrixMultiply, let scalar = try other.scalarOrNil(interpreter) else { return nil }
      return TensorObject.of(
        reflected
          ? try PythonOperators.binary(operation, scalar, tensor)
          : try PythonOperators.binary(operation, tensor, scalar))
    }
  }

  /// The name of a builtin sequence's type; nil for other values.
  private static func sequenceName(_ value: Value) -> String? {
    if value.text != nil { return "str" }
    if value.cast(ListObject.self) != nil { return "list" }
    return value.cast(TupleObject.self) == nil ? nil : "tuple"
  }

  /// `self operation= other`
  func combinedInPlace(
    _ operation: BinaryOperator, _ other: Value, _ interpreter: Interpreter
  ) throws -> Value? {
    try torchErrors {
      if operation == .matrixMultiply { return nil }
      if let object = other.tensorObject {
        try PythonOperators.inPlace(operation, tensor, .tensor(object.tensor))
        return asValue
      }
      if let shared = try other.sharedTensor() {
        try PythonOperators.inPlace(operation, tensor, .tensor(shared))
        return asValue
      }
      guard let scalar = try other.scalarOrNil(interpreter) else { return nil }
      try PythonOperators.inPlace(operation, tensor, .scalar(scalar))
      return asValue
    }
  }

  /// `-self`, `~self`
  func applied(_ operation: UnaryOperator) throws -> Value? {
    try torchErrors {
      switch operation {
      case .negative: TensorObject.of(try PythonOperators.negative.found(tensor))
      case .positive: asValue
      case .invert:
        if tensor.dtype.isIntegral {
          TensorObject.of(try PythonOperators.bitwiseNot.found(tensor))
        } else {
          throw TorchError(.type, "~ (operator.invert) is only implemented on integer and Boolean-type tensors")
        }
      case .not: nil
      }
    }
  }

  /// `self < other` and its relatives, element by element.
  func compared(
    _ operation: ComparisonOperator, _ other: Value, _ interpreter: Interpreter
  ) throws -> Value? {
    guard let comparison = PythonOperators.comparison(operation) else { return nil }
    return try torchErrors {
      if let object = other.tensorObject {
        return TensorObject.of(try comparison.found(tensor, object.tensor))
      }
      if let shared = try other.sharedTensor() { return TensorObject.of(try comparison.found(tensor, shared)) }
      guard let scalar = try other.scalarOrNil(interpreter) else { return nil }
      return TensorObject.of(try comparison.found(tensor, scalar))
    }
  }
}

/// The operators behind Python's operators.
enum PythonOperators {
  private typealias Lookup = TorchFunctions.Lookup
  private static let add = TorchFunctions.overload("add", "Tensor")
  private static let sub = TorchFunctions.overload("sub", "Tensor")
  private static let rsub = TorchFunctions.overload("rsub", "Scalar")
  private static let mul = TorchFunctions.overload("mul", "Tensor")
  private static let matmul = TorchFunctions.overload("matmul")
  private static let div = TorchFunctions.overload("div", "Tensor")
  private static let reciprocal = TorchFunctions.overload("reciprocal")
  private static let floorDivide = TorchFunctions.overload("floor_divide")
  private static let remainder = TorchFunctions.overload("remainder", "Tensor")
  private static let remainderScalar = TorchFunctions.overload("remainder", "Scalar")
  private static let powScalar = TorchFunctions.overload("pow", "Tensor_Scalar")
  private static let powTensor = TorchFunctions.overload("pow", "Tensor_Tensor")
  private static let scalarPow = TorchFunctions.overload("pow", "Scalar")
  private static let leftShift = TorchFunctions.overload("bitwise_left_shift", "Tensor")
  private static let rightShift = TorchFunctions.overload("bitwise_right_shift", "Tensor")
  private static let bitAnd = TorchFunctions.overload("bitwise_and", "Tensor")
  private static let bitOr = TorchFunctions.overload("bitwise_or", "Tensor")
  private static let bitXor = TorchFunctions.overload("bitwise_xor", "Tensor")
  private static let equal = TorchFunctions.overload("eq", "Tensor")
  private static let notEqual = TorchFunctions.overload("ne", "Tensor")
  private static let less = TorchFunctions.overload("lt", "Tensor")
  private static let lessOrEqual = TorchFunctions.overload("le", "Tensor")
  private static let greater = TorchFunctions.overload("gt", "Tensor")
  private static let greaterOrEqual = TorchFunctions.overload("ge", "Tensor")
  /// `-x`
  static let negative = TorchFunctions.overload("neg")
  /// `~x`
  static let bitwiseNot = TorchFunctions.overload("bitwise_not")

  /// The operator of two tensors.
  @inline(__always) private static func lookup(_ operation: BinaryOperator) -> Lookup {
    switch operation {
    case .add: add
    case .subtract: sub
    case .multiply: mul
    case .matrixMultiply: matmul
    case .divide: div
    case .floorDivide: floorDivide
    case .modulo: remainder
    case .power: powTensor
    case .leftShift: leftShift
    case .rightShift: rightShift
    case .bitAnd: bitAnd
    case .bitOr: bitOr
    case .bitXor: bitXor
    }
  }

  /// The operator of `<` and its relatives; nil for `in` and `is`.
  static func comparison(_ operation: ComparisonOperator) -> TorchFunctions.Lookup? {
    switch operation {
    case .equal: equal
    case .notEqual: notEqual
    case .less: less
    case .lessOrEqual: lessOrEqual
    case .greater: greater
    case .greaterOrEqual: greaterOrEqual
    default: nil
    }
  }

  /// `a operation b`
  static func binary(_ operation: BinaryOperator, _ a: Tensor, _ b: Tensor) throws -> Tensor {
    if operation == .matrixMultiply { return try Operator.product(a, b) }
    return try lookup(operation).found(a, b)
  }

  /// `a operation 2`
  static func binary(_ operation: BinaryOperator, _ a: Tensor, _ b: Scalar) throws -> Tensor {
    switch operation {
    case .modulo: try remainderScalar.found(.tensor(a), .scalar(b))
    case .power: try powScalar.found(.tensor(a), .scalar(b))
    default: try lookup(operation).found(a, b)
    }
  }

  /// `2 operation b`
  static func binary(_ operation: BinaryOperator, _ a: Scalar, _ b: Tensor) throws -> Tensor {
    switch operation {
    case .add, .multiply, .bitAnd, .bitOr, .bitXor: try lookup(operation).found(b, a)
    case .subtract: try rsub.found(.tensor(b), .scalar(a))
    case .divide: try mul.found(try reciprocal.found(b), a)
    case .power: try scalarPow.found(.scalar(a), .tensor(b))
    default: try lookup(operation).found(a, b)
    }
  }

  /// `a operation= b`
  static func inPlace(_ operation: BinaryOperator, _ a: Tensor, _ b: Argument) throws {
    if try lookup(operation).found.inPlaceVector(a, b) { return }
    if case .scalar(let scalar) = b {
      switch operation {
      case .modulo: _ = try remainderScalar.found.inPlace(OperatorArguments([.tensor(a), b]))
      case .power: _ = try powScalar.found.inPlace(OperatorArguments([.tensor(a), b]))
      default:
        _ = try lookup(operation).found.inPlace(OperatorArguments([.tensor(a), .tensor(try .wrapping(scalar))]))
      }
      return
    }
    _ = try lookup(operation).found.inPlace(OperatorArguments([.tensor(a), b]))
  }
}
