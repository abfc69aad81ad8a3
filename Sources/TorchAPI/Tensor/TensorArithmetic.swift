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
        return TensorObject.of(
          try reflected
            ? ArrayOperands(Operator.reciprocal(tensor), array).binary(.multiply)
            : ArrayOperands(tensor, array).binary(operation))
      }
      if reflected, operation == .add, let kind = Self.sequenceName(other) {
        // A sequence refuses only after the other operand has.
        throw TorchError(.type, "can only concatenate \(kind) (not \"\(type.tpName)\") to \(kind)")
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
      // With an array, Python makes `self = self operation other` of it.
      if operation == .matrixMultiply || other.arrayObject != nil { return nil }
      if let object = other.tensorObject {
        try PythonOperators.inPlace(operation, tensor, .tensor(object.tensor))
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
      case .negative: TensorObject.of(try Operator.neg(tensor))
      case .positive: TensorObject.of(try Operator.positive(tensor))
      case .invert:
        if tensor.dtype.isIntegral {
          TensorObject.of(try Operator.bitwiseNot(tensor))
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
        return TensorObject.of(try comparison(tensor, object.tensor))
      }
      // Of arrays PyTorch takes part in `==` only; for all else Python finds that neither operand knows the other.
      if other.arrayObject != nil, operation != .equal { return nil }
      if let shared = try other.sharedTensor() { return TensorObject.of(try comparison(tensor, shared)) }
      guard let scalar = try other.scalarOrNil(interpreter) else { return nil }
      return TensorObject.of(try comparison(tensor, scalar))
    }
  }
}

/// The operators behind Python's operators.
enum PythonOperators {
  /// The operator of two tensors.
  @inline(__always) private static func function(_ operation: BinaryOperator) -> Operator {
    switch operation {
    case .add: .add
    case .subtract: .sub
    case .multiply: .mul
    case .matrixMultiply: .matmul
    case .divide: .div
    case .floorDivide: .floorDivide
    case .modulo: .remainder
    case .power: .powTensor
    case .leftShift: .leftShift
    case .rightShift: .rightShift
    case .bitAnd: .bitwiseAnd
    case .bitOr: .bitwiseOr
    case .bitXor: .bitwiseXor
    }
  }

  /// `a operation b` of small tensors as they usually are; nil for all else.
  @inline(__always) static func usual(_ operation: BinaryOperator, _ a: Tensor, _ b: Value) throws -> Tensor? {
    guard let vector = vector(operation) else {
      guard operation == .matrixMultiply, case .object(let object) = b, let b = (object as? TensorObject)?.tensor
      else { return nil }
      return try Operator.usualProduct(a, b)
    }
    switch b {
    case .object(let object):
      guard let b = (object as? TensorObject)?.tensor, let array = a.combined(vector, b) else { return nil }
      guard GradMode.isEnabled, a.requiresGrad || b.requiresGrad else { return Tensor(array) }
      return try function(operation).recorded(array, a, b)
    case .float(let number): return try function(operation)(a, .double(number))
    case .int(let number): return try function(operation)(a, .int(number))
    default: return nil
    }
  }

  /// The loop of an operator that has one.
  @inline(__always) private static func vector(_ operation: BinaryOperator) -> VectorOperation? {
    switch operation {
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .divide: .divide
    default: nil
    }
  }

  /// The operator of `<` and its relatives; nil for `in` and `is`.
  static func comparison(_ operation: ComparisonOperator) -> Operator? {
    switch operation {
    case .equal: .eq
    case .notEqual: .ne
    case .less: .lt
    case .lessOrEqual: .le
    case .greater: .gt
    case .greaterOrEqual: .ge
    default: nil
    }
  }

  /// `a operation b`
  static func binary(_ operation: BinaryOperator, _ a: Tensor, _ b: Tensor) throws -> Tensor {
    if operation == .matrixMultiply { return try Operator.product(a, b) }
    return try function(operation)(a, b)
  }

  /// `a operation 2`
  static func binary(_ operation: BinaryOperator, _ a: Tensor, _ b: Scalar) throws -> Tensor {
    if operation == .subtract, case .bool = b { try Operator.checkSubtraction(a.dtype, .bool) }
    return switch operation {
    case .modulo: try Operator.remainderScalar(a, number: b)
    case .power: try Operator.pow(a, number: b)
    default: try function(operation)(a, b)
    }
  }

  /// `2 operation b`
  static func binary(_ operation: BinaryOperator, _ a: Scalar, _ b: Tensor) throws -> Tensor {
    switch operation {
    case .add, .multiply, .bitAnd, .bitOr, .bitXor: try function(operation)(b, a)
    case .subtract: try Operator.rsub(.tensor(b), .scalar(a))
    case .divide: try Operator.mul(try Operator.reciprocal(b), a)
    case .power: try Operator.powScalar(.scalar(a), .tensor(b))
    default: try function(operation)(a, b)
    }
  }

  /// `a operation= b`
  static func inPlace(_ operation: BinaryOperator, _ a: Tensor, _ b: Argument) throws {
    if try function(operation).inPlaceVector(a, b) { return }
    if case .scalar(let scalar) = b {
      switch operation {
      case .modulo: _ = try Operator.remainderScalar.inPlace(OperatorArguments([.tensor(a), b]))
      case .power: _ = try Operator.pow.inPlace(OperatorArguments([.tensor(a), b]))
      default:
        _ = try function(operation).inPlace(OperatorArguments([.tensor(a), .tensor(try .wrapping(scalar))]))
      }
      return
    }
    _ = try function(operation).inPlace(OperatorArguments([.tensor(a), b]))
  }
}
