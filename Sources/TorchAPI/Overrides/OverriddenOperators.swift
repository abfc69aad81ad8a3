import Autograd
import PythonRuntime
import PythonSyntax
import TensorCore

/// What Python's operators on tensors are called where something takes their place.
enum OverriddenOperators {
  /// The method behind `a operation b`, called on `b` if the operation is reflected.
  static func name(_ operation: BinaryOperator, _ reflected: Bool) -> String {
    switch operation {
    case .add: "add"
    case .subtract: reflected ? "__rsub__" : "sub"
    case .multiply: "mul"
    case .matrixMultiply: reflected ? "__rmatmul__" : "matmul"
    case .divide: reflected ? "__rdiv__" : "div"
    case .floorDivide: reflected ? "__rfloordiv__" : "__floordiv__"
    case .modulo: reflected ? "__rmod__" : "remainder"
    case .power: reflected ? "__rpow__" : "pow"
    case .leftShift: reflected ? "__rlshift__" : "__lshift__"
    case .rightShift: reflected ? "__rrshift__" : "__rshift__"
    case .bitAnd: reflected ? "__rand__" : "__and__"
    case .bitOr: reflected ? "__ror__" : "__or__"
    case .bitXor: reflected ? "__rxor__" : "__xor__"
    }
  }

  /// The method behind `a operation= b`; nil for an operation that makes a new tensor.
  static func inPlaceName(_ operation: BinaryOperator) -> String? {
    switch operation {
    case .add: "add_"
    case .subtract: "sub_"
    case .multiply: "mul_"
    case .matrixMultiply: nil
    case .divide: "div_"
    case .floorDivide: "floor_divide_"
    case .modulo: "remainder_"
    case .power: "pow_"
    case .leftShift: "__ilshift__"
    case .rightShift: "__irshift__"
    case .bitAnd: "__iand__"
    case .bitOr: "__ior__"
    case .bitXor: "__ixor__"
    }
  }

  /// The method behind `operation a`.
  static func name(_ operation: UnaryOperator) -> String? {
    switch operation {
    case .negative: "neg"
    case .positive: "positive"
    case .invert: "__invert__"
    case .not: nil
    }
  }

  /// The method behind `a operation b`; nil for what is no method of tensors.
  static func name(_ operation: ComparisonOperator) -> String? {
    switch operation {
    case .equal: "__eq__"
    case .notEqual: "ne"
    case .less: "lt"
    case .lessOrEqual: "le"
    case .greater: "gt"
    case .greaterOrEqual: "ge"
    default: nil
    }
  }
}

extension TensorObject {
  /// What takes the place of a method called on this tensor, with up to two arguments, gives; nil if nothing does.
  ///
  /// Never inlined: the operators that ask have to stay short.
  @inline(never) func overridden(
    _ method: String, _ interpreter: Interpreter, _ first: Value? = nil, _ second: Value? = nil
  ) throws -> Value? {
    try Arguments.with([asValue] + [first, second].compactMap { $0 }) {
      try TorchOverrides.result(of: .method(method), interpreter, $0)
    }
  }

  /// The same for an operator: a refusal of its operands is one of the operator's.
  @inline(never) func overriddenOperator(_ method: String?, _ other: Value, _ interpreter: Interpreter) throws -> Value?
  {
    guard let method else { return nil }
    do {
      return try overridden(method, interpreter, other)
    } catch let error as PythonException where error.exception.type.isSubtype(of: .typeError) {
      return .notImplemented
    }
  }

  /// The same for a comparison.
  @inline(never) func overriddenComparison(
    _ operation: ComparisonOperator, _ other: Value, _ interpreter: Interpreter
  ) throws -> Value? {
    try overriddenOperator(OverriddenOperators.name(operation), other, interpreter)
  }
}
