import Autograd
import TensorCore

extension Operator {
  /// Comparison and logic: results that never need a gradient.
  static let comparisons: [Operator] =
    [
      eq, ne, lt, le, gt, ge, notEqual, less, lessEqual, greater, greaterEqual, logicalAnd, logicalOr, logicalXor,
      logicalNot, bitwiseAnd, bitwiseOr, bitwiseXor, leftShift, rightShift,
    ] + ofNumbers

  /// The same functions of a tensor and a number, and those of a number and a tensor that PyTorch has.
  private static let ofNumbers: [Operator] =
    [eq, ne, lt, le, gt, ge, notEqual, less, lessEqual, greater, greaterEqual, bitwiseAnd, bitwiseOr, bitwiseXor]
    .map { withNumber($0, overload: "Scalar") }
    + [leftShift, rightShift].map { withNumber($0, overload: "Tensor_Scalar") }
    + [bitwiseAnd, bitwiseOr, bitwiseXor, leftShift, rightShift].map { target in
      Operator(
        "\(target.name).Scalar_Tensor(Scalar self, Tensor other) -> Tensor", forms: .function,
        composite: { .tensor(try target($0.scalar(0), $0.tensor(1))) })
    }

  /// A function of two tensors with a Python number for the second one, which takes part in promotion as a number.
  static func withNumber(_ target: Operator, overload: String) -> Operator {
    Operator(
      "\(target.name).\(overload)(Tensor self, Scalar other) -> Tensor", forms: .all, alias: target,
      bound: { OperatorArguments([$0[0], .tensor(try Tensor.wrapping($0.scalar(1)))]) })
  }

  private static func comparison(_ schema: String, _ comparison: NDArray.Comparison) -> Operator {
    Operator(schema, samples: .none, binary: { try $0.compare(comparison, $1, as: $2, into: $3) })
  }

  static let eq: Operator = comparison("eq.Tensor(Tensor self, Tensor other) -> Tensor", .eq)
  static let ne: Operator = comparison("ne.Tensor(Tensor self, Tensor other) -> Tensor", .ne)
  static let lt: Operator = comparison("lt.Tensor(Tensor self, Tensor other) -> Tensor", .lt)
  static let le: Operator = comparison("le.Tensor(Tensor self, Tensor other) -> Tensor", .le)
  static let gt: Operator = comparison("gt.Tensor(Tensor self, Tensor other) -> Tensor", .gt)
  static let ge: Operator = comparison("ge.Tensor(Tensor self, Tensor other) -> Tensor", .ge)
  static let notEqual: Operator = comparison("not_equal.Tensor(Tensor self, Tensor other) -> Tensor", .ne)
  static let less: Operator = comparison("less.Tensor(Tensor self, Tensor other) -> Tensor", .lt)
  static let lessEqual: Operator = comparison("less_equal.Tensor(Tensor self, Tensor other) -> Tensor", .le)
  static let greater: Operator = comparison("greater.Tensor(Tensor self, Tensor other) -> Tensor", .gt)
  static let greaterEqual: Operator = comparison("greater_equal.Tensor(Tensor self, Tensor other) -> Tensor", .ge)

  static let logicalAnd: Operator = Operator(
    "logical_and(Tensor self, Tensor other) -> Tensor", samples: .none,
    binary: { try $0.logical(.and, $1, as: $2, into: $3) })
  static let logicalOr: Operator = Operator(
    "logical_or(Tensor self, Tensor other) -> Tensor", samples: .none,
    binary: { try $0.logical(.or, $1, as: $2, into: $3) })
  static let logicalXor: Operator = Operator(
    "logical_xor(Tensor self, Tensor other) -> Tensor", samples: .none,
    binary: { try $0.logical(.xor, $1, as: $2, into: $3) })
  static let logicalNot: Operator = Operator(
    "logical_not(Tensor self) -> Tensor", samples: .none,
    unary: { try $0.compare(.eq, NDArray(zeros: [], $0.dtype), as: $0.dtype, into: $1) })

  static let bitwiseAnd: Operator = Operator(
    "bitwise_and.Tensor(Tensor self, Tensor other) -> Tensor", samples: .none,
    binary: { try $0.bits(.bitwiseAnd, $1, as: $2, into: $3) })
  static let bitwiseOr: Operator = Operator(
    "bitwise_or.Tensor(Tensor self, Tensor other) -> Tensor", samples: .none,
    binary: { try $0.bits(.bitwiseOr, $1, as: $2, into: $3) })
  static let bitwiseXor: Operator = Operator(
    "bitwise_xor.Tensor(Tensor self, Tensor other) -> Tensor", samples: .none,
    binary: { try $0.bits(.bitwiseXor, $1, as: $2, into: $3) })
  static let leftShift: Operator = Operator(
    "bitwise_left_shift.Tensor(Tensor self, Tensor other) -> Tensor", samples: .none,
    binary: { try $0.bits(.leftShift, $1, as: $2, into: $3) })
  static let rightShift: Operator = Operator(
    "bitwise_right_shift.Tensor(Tensor self, Tensor other) -> Tensor", samples: .none,
    binary: { try $0.bits(.rightShift, $1, as: $2, into: $3) })
}
