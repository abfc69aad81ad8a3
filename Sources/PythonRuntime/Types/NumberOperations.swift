import BigInt
import PythonSyntax

extension Interpreter {
  /// `a operation b` of numbers and `bool` without user-defined methods; `nil` is `NotImplemented`.
  package func binaryNatively(_ operation: BinaryOperator, _ a: Value, _ b: Value) throws -> Value? {
    switch (a, b) {
    case (.int(let a), .int(let b)):
      switch operation {
      case .add:
        let (result, overflow) = a.addingReportingOverflow(b)
        return overflow ? .integer(BigInt(a) + BigInt(b)) : .int(result)
      case .subtract:
        let (result, overflow) = a.subtractingReportingOverflow(b)
        return overflow ? .integer(BigInt(a) - BigInt(b)) : .int(result)
      case .multiply:
        let (result, overflow) = a.multipliedReportingOverflow(by: b)
        return overflow ? .integer(BigInt(a) * BigInt(b)) : .int(result)
      default: return nil
      }
    case (.float(let a), .float(let b)):
      switch operation {
      case .add: return .float(a + b)
      case .subtract: return .float(a - b)
      case .multiply: return .float(a * b)
      default: return nil
      }
    case (.bool(let a), _): return try binaryNatively(operation, .int(a ? 1 : 0), b)
    case (_, .bool(let b)): return try binaryNatively(operation, a, .int(b ? 1 : 0))
    default: return nil
    }
  }

  /// `a operation b` (`==`, `!=` and the orderings) of numbers, `bool` and `None`; `nil` is `NotImplemented`.
  package func compareNatively(_ operation: ComparisonOperator, _ a: Value, _ b: Value) throws -> Value? {
    switch (a, b) {
    case (.int(let a), .int(let b)): return .bool(operation.holds(a, b))
    case (.float(let a), .float(let b)): return .bool(operation.holds(a, b))
    case (.bool(let a), _): return try compareNatively(operation, .int(a ? 1 : 0), b)
    case (_, .bool(let b)): return try compareNatively(operation, a, .int(b ? 1 : 0))
    default: return nil
    }
  }

  /// `-value`, `+value`, `~value` of an `.int`, `.float` or `.bool`; `nil` when unsupported.
  package func unaryNatively(_ operation: UnaryOperator, _ value: Value) throws -> Value? {
    switch (operation, value) {
    case (.negative, .int(let value)): return value == .min ? .integer(-BigInt(value)) : .int(-value)
    case (.negative, .float(let value)): return .float(-value)
    case (.positive, .int), (.positive, .float): return value
    case (.invert, .int(let value)): return .int(~value)
    case (_, .bool(let value)): return try unaryNatively(operation, .int(value ? 1 : 0))
    default: return nil
    }
  }
}

extension ComparisonOperator {
  /// Whether the equality or ordering holds.
  @inline(__always) package func holds<T: Comparable>(_ a: T, _ b: T) -> Bool {
    switch self {
    case .equal: a == b
    case .notEqual: a != b
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    case .is, .isNot, .in, .notIn: false
    }
  }
}
