import CKernels

/// A rule for which there may be loops over integers and over truth values in C.
protocol IntegerRule {
  /// The loop's rule for integers; nil, if nothing else is said, where there is none.
  static var integers: nb_integer_rule? { get }
  /// The one for truth values, likewise.
  static var truths: nb_truth_rule? { get }
}

extension IntegerRule {
  static var integers: nb_integer_rule? { nil }
  static var truths: nb_truth_rule? { nil }
}

/// One rule for two elements of any number type.
protocol ArithmeticRule: IntegerRule {
  static func apply<T: ArithmeticElement>(_ a: T, _ b: T) -> T
}

/// One rule for two elements of any ordered type.
protocol OrderedRule: IntegerRule {
  static func apply<T: OrderedElement>(_ a: T, _ b: T) -> T
}

/// A rule that gives a truth value, for which there may be a loop in C.
protocol ComparisonRule {
  /// The loop over numbers; nil, if nothing else is said, where there is none.
  static var comparison: nb_comparison? { get }
  /// The loop over truth values, likewise.
  static var truths: nb_truth_rule? { get }
}

extension ComparisonRule {
  static var comparison: nb_comparison? { nil }
  static var truths: nb_truth_rule? { nil }
}

/// A comparison of two elements of any number type.
protocol EqualityRule: ComparisonRule {
  static func apply<T: ArithmeticElement>(_ a: T, _ b: T) -> Bool
}

/// A comparison of two elements of any ordered type.
protocol OrderRule: ComparisonRule {
  static func apply<T: OrderedElement>(_ a: T, _ b: T) -> Bool
}

/// A rule for one element of any number type.
protocol UnaryRule: IntegerRule {
  static func apply<T: ArithmeticElement>(_ x: T) -> T
}

/// A rule for one element of any ordered type.
protocol OrderedUnaryRule: IntegerRule {
  static func apply<T: OrderedElement>(_ x: T) -> T
}

/// A rule on bits of integers and truth values.
protocol BitRule: IntegerRule {
  static func apply<T: FixedWidthInteger>(_ a: T, _ b: T) -> T
}

extension DType {
  /// What the loops over integers call this type; nil for what is none.
  var integer: nb_integer? {
    switch self {
    case .uint8: NB_U8
    case .int8: NB_I8
    case .int16: NB_I16
    case .int32: NB_I32
    case .int64: NB_I64
    default: nil
    }
  }
}

extension DType {
  /// What the conversions call this type; nil for complex ones.
  var number: nb_number? {
    switch self {
    case .bool: NB_TYPE_BOOL
    case .uint8: NB_TYPE_U8
    case .int8: NB_TYPE_I8
    case .int16: NB_TYPE_I16
    case .int32: NB_TYPE_I32
    case .int64: NB_TYPE_I64
    case .float16: NB_TYPE_F16
    case .bfloat16: NB_TYPE_BF16
    case .float32: NB_TYPE_F32
    case .float64: NB_TYPE_F64
    case .complex64, .complex128: nil
    }
  }
}

/// Chooses a rule's kernel by dtype. There is one switch per family of rules; a kernel is compiled for each type.
enum Elementwise {
  private enum Arithmetic<R: ArithmeticRule, T: ArithmeticElement>: BinaryKernel {
    @inline(__always) static func apply(_ a: T, _ b: T) -> T { R.apply(a, b) }
  }
  private enum Ordered<R: OrderedRule, T: OrderedElement>: BinaryKernel {
    @inline(__always) static func apply(_ a: T, _ b: T) -> T { R.apply(a, b) }
  }
  private enum Equality<R: EqualityRule, T: ArithmeticElement>: BinaryKernel {
    @inline(__always) static func apply(_ a: T, _ b: T) -> Boolean { Boolean(R.apply(a, b)) }
  }
  private enum Order<R: OrderRule, T: OrderedElement>: BinaryKernel {
    @inline(__always) static func apply(_ a: T, _ b: T) -> Boolean { Boolean(R.apply(a, b)) }
  }
  private enum Unary<R: UnaryRule, T: ArithmeticElement>: UnaryKernel {
    @inline(__always) static func apply(_ x: T) -> T { R.apply(x) }
  }
  private enum OrderedUnary<R: OrderedUnaryRule, T: OrderedElement>: UnaryKernel {
    @inline(__always) static func apply(_ x: T) -> T { R.apply(x) }
  }
  private enum Bits<R: BitRule, T: FixedWidthInteger & Element>: BinaryKernel {
    @inline(__always) static func apply(_ a: T, _ b: T) -> T { R.apply(a, b) }
  }
  private enum TruthBits<R: BitRule>: BinaryKernel {
    static func apply(_ a: Boolean, _ b: Boolean) -> Boolean { Boolean(R.apply(a.byte, b.byte) & 1 != 0) }
  }

  /// Combines integers by the loop in C, run by run of neighbours or of one number repeated; false for other arrays and
  /// where there is no rule.
  private static func runIntegers(_ rule: nb_integer_rule?, _ a: NDArray, _ b: NDArray?, into out: NDArray) -> Bool {
    guard let rule, a.dtype == out.dtype, let type = a.dtype.integer else { return false }
    let size = a.dtype.itemSize
    return inRuns(a, b, into: out, size, size) { count, a, stepA, b, stepB, out in
      nb_combine_integers(rule, type, count, a, stepA, b, stepB, out)
    }
  }

  /// The same for powers of integers, of float32 and of float64.
  static func runPowers(_ a: NDArray, _ b: NDArray, into out: NDArray) -> Bool {
    let size = out.dtype.itemSize
    switch out.dtype {
    case .float32:
      return inRuns(a, b, into: out, size, size) { count, a, stepA, b, stepB, out in
        nb_binary_function_f32(
          NB_POWER, count, a.assumingMemoryBound(to: Float.self), stepA, b.assumingMemoryBound(to: Float.self), stepB,
          out.assumingMemoryBound(to: Float.self))
      }
    case .float64:
      return inRuns(a, b, into: out, size, size) { count, a, stepA, b, stepB, out in
        nb_binary_function_f64(
          NB_POWER, count, a.assumingMemoryBound(to: Double.self), stepA, b.assumingMemoryBound(to: Double.self), stepB,
          out.assumingMemoryBound(to: Double.self))
      }
    default: return runIntegers(NB_INTEGER_POWER, a, b, into: out)
    }
  }

  /// The same for comparisons of numbers and truth values.
  private static func runComparison<R: ComparisonRule>(
    _ rule: R.Type, _ a: NDArray, _ b: NDArray, into out: NDArray
  ) -> Bool {
    if runTruths(rule.truths, a, b, into: out) { return true }
    guard let comparison = rule.comparison, out.dtype == .bool else { return false }
    let size = a.dtype.itemSize
    if let type = a.dtype.integer {
      return inRuns(a, b, into: out, size, 1) { count, a, stepA, b, stepB, out in
        nb_compare_integers(comparison, type, count, a, stepA, b, stepB, out.assumingMemoryBound(to: UInt8.self))
      }
    }
    switch a.dtype {
    case .float32:
      return inRuns(a, b, into: out, size, 1) { count, a, stepA, b, stepB, out in
        nb_compare_f32(
          comparison, count, a.assumingMemoryBound(to: Float.self), stepA, b.assumingMemoryBound(to: Float.self), stepB,
          out.assumingMemoryBound(to: UInt8.self))
      }
    case .float64:
      return inRuns(a, b, into: out, size, 1) { count, a, stepA, b, stepB, out in
        nb_compare_f64(
          comparison, count, a.assumingMemoryBound(to: Double.self), stepA, b.assumingMemoryBound(to: Double.self),
          stepB, out.assumingMemoryBound(to: UInt8.self))
      }
    default: return false
    }
  }

  /// The same for truth values.
  static func runTruths(_ rule: nb_truth_rule?, _ a: NDArray, _ b: NDArray?, into out: NDArray) -> Bool {
    guard let rule, a.dtype == .bool, out.dtype == .bool else { return false }
    return inRuns(a, b, into: out, 1, 1) { count, a, stepA, b, stepB, out in
      nb_combine_truths(
        rule, count, a.assumingMemoryBound(to: UInt8.self), stepA, b.assumingMemoryBound(to: UInt8.self), stepB,
        out.assumingMemoryBound(to: UInt8.self))
    }
  }

  /// Hands runs of arrays of one shape, of operands of one item size and of a result of one, to a loop over elements that
  /// lie side by side or, in an operand, are one that is repeated; false if there are none.
  @inline(__always) private static func inRuns(
    _ a: NDArray, _ b: NDArray?, into out: NDArray, _ size: Int, _ resultSize: Int,
    _ body: (Int64, UnsafeRawPointer, Int64, UnsafeRawPointer, Int64, UnsafeMutableRawPointer) -> Void
  ) -> Bool {
    let second = b ?? a
    let (to, left, right) = (out.start, UnsafeRawPointer(a.start), UnsafeRawPointer(second.start))
    if out.isContiguous, a.isContiguous, second.isContiguous {
      body(Int64(out.count), left, 1, right, 1, to)
      return true
    }
    let loop = StridedLoop(shape: out.shape, [(out.strides, resultSize), (a.strides, size), (second.strides, size)])
    guard loop.isEmpty || loop.hasRuns(resultSize, size, size) else { return false }
    loop.run { offsets, count, strides in
      body(
        Int64(count), left + offsets[1], Int64(strides[1] / size), right + offsets[2], Int64(strides[2] / size),
        to + offsets[0])
    }
    return true
  }

  /// Arrays of one shape and of a compute dtype.
  static func run<R: ArithmeticRule>(_ rule: R.Type, _ a: NDArray, _ b: NDArray, into out: NDArray) {
    if runIntegers(R.integers, a, b, into: out) || runTruths(R.truths, a, b, into: out) { return }
    switch a.dtype {
    case .bool: Loops.binary(Arithmetic<R, Boolean>.self, a, b, into: out)
    case .uint8: Loops.binary(Arithmetic<R, UInt8>.self, a, b, into: out)
    case .int8: Loops.binary(Arithmetic<R, Int8>.self, a, b, into: out)
    case .int16: Loops.binary(Arithmetic<R, Int16>.self, a, b, into: out)
    case .int32: Loops.binary(Arithmetic<R, Int32>.self, a, b, into: out)
    case .int64: Loops.binary(Arithmetic<R, Int>.self, a, b, into: out)
    case .float16, .bfloat16, .float32: Loops.binary(Arithmetic<R, Float>.self, a, b, into: out)
    case .float64: Loops.binary(Arithmetic<R, Double>.self, a, b, into: out)
    case .complex64: Loops.binary(Arithmetic<R, Complex<Float>>.self, a, b, into: out)
    case .complex128: Loops.binary(Arithmetic<R, Complex<Double>>.self, a, b, into: out)
    }
  }

  static func run<R: OrderedRule>(_ rule: R.Type, _ a: NDArray, _ b: NDArray, into out: NDArray) {
    if runIntegers(R.integers, a, b, into: out) || runTruths(R.truths, a, b, into: out) { return }
    switch a.dtype {
    case .bool: Loops.binary(Ordered<R, Boolean>.self, a, b, into: out)
    case .uint8: Loops.binary(Ordered<R, UInt8>.self, a, b, into: out)
    case .int8: Loops.binary(Ordered<R, Int8>.self, a, b, into: out)
    case .int16: Loops.binary(Ordered<R, Int16>.self, a, b, into: out)
    case .int32: Loops.binary(Ordered<R, Int32>.self, a, b, into: out)
    case .int64: Loops.binary(Ordered<R, Int>.self, a, b, into: out)
    case .float64: Loops.binary(Ordered<R, Double>.self, a, b, into: out)
    default: Loops.binary(Ordered<R, Float>.self, a, b, into: out)
    }
  }

  static func run<R: EqualityRule>(_ rule: R.Type, _ a: NDArray, _ b: NDArray, into out: NDArray) {
    if runComparison(rule, a, b, into: out) { return }
    switch a.dtype {
    case .bool: Loops.binary(Equality<R, Boolean>.self, a, b, into: out)
    case .uint8: Loops.binary(Equality<R, UInt8>.self, a, b, into: out)
    case .int8: Loops.binary(Equality<R, Int8>.self, a, b, into: out)
    case .int16: Loops.binary(Equality<R, Int16>.self, a, b, into: out)
    case .int32: Loops.binary(Equality<R, Int32>.self, a, b, into: out)
    case .int64: Loops.binary(Equality<R, Int>.self, a, b, into: out)
    case .float16, .bfloat16, .float32: Loops.binary(Equality<R, Float>.self, a, b, into: out)
    case .float64: Loops.binary(Equality<R, Double>.self, a, b, into: out)
    case .complex64: Loops.binary(Equality<R, Complex<Float>>.self, a, b, into: out)
    case .complex128: Loops.binary(Equality<R, Complex<Double>>.self, a, b, into: out)
    }
  }

  static func run<R: OrderRule>(_ rule: R.Type, _ a: NDArray, _ b: NDArray, into out: NDArray) {
    if runComparison(rule, a, b, into: out) { return }
    switch a.dtype {
    case .bool: Loops.binary(Order<R, Boolean>.self, a, b, into: out)
    case .uint8: Loops.binary(Order<R, UInt8>.self, a, b, into: out)
    case .int8: Loops.binary(Order<R, Int8>.self, a, b, into: out)
    case .int16: Loops.binary(Order<R, Int16>.self, a, b, into: out)
    case .int32: Loops.binary(Order<R, Int32>.self, a, b, into: out)
    case .int64: Loops.binary(Order<R, Int>.self, a, b, into: out)
    case .float64: Loops.binary(Order<R, Double>.self, a, b, into: out)
    default: Loops.binary(Order<R, Float>.self, a, b, into: out)
    }
  }

  static func run<R: UnaryRule>(_ rule: R.Type, _ a: NDArray, into out: NDArray) {
    if runIntegers(R.integers, a, nil, into: out) { return }
    switch a.dtype {
    case .bool: Loops.unary(Unary<R, Boolean>.self, a, into: out)
    case .uint8: Loops.unary(Unary<R, UInt8>.self, a, into: out)
    case .int8: Loops.unary(Unary<R, Int8>.self, a, into: out)
    case .int16: Loops.unary(Unary<R, Int16>.self, a, into: out)
    case .int32: Loops.unary(Unary<R, Int32>.self, a, into: out)
    case .int64: Loops.unary(Unary<R, Int>.self, a, into: out)
    case .float16, .bfloat16, .float32: Loops.unary(Unary<R, Float>.self, a, into: out)
    case .float64: Loops.unary(Unary<R, Double>.self, a, into: out)
    case .complex64: Loops.unary(Unary<R, Complex<Float>>.self, a, into: out)
    case .complex128: Loops.unary(Unary<R, Complex<Double>>.self, a, into: out)
    }
  }

  static func run<R: OrderedUnaryRule>(_ rule: R.Type, _ a: NDArray, into out: NDArray) {
    if runIntegers(R.integers, a, nil, into: out) { return }
    switch a.dtype {
    case .bool: Loops.unary(OrderedUnary<R, Boolean>.self, a, into: out)
    case .uint8: Loops.unary(OrderedUnary<R, UInt8>.self, a, into: out)
    case .int8: Loops.unary(OrderedUnary<R, Int8>.self, a, into: out)
    case .int16: Loops.unary(OrderedUnary<R, Int16>.self, a, into: out)
    case .int32: Loops.unary(OrderedUnary<R, Int32>.self, a, into: out)
    case .int64: Loops.unary(OrderedUnary<R, Int>.self, a, into: out)
    case .float64: Loops.unary(OrderedUnary<R, Double>.self, a, into: out)
    default: Loops.unary(OrderedUnary<R, Float>.self, a, into: out)
    }
  }

  /// Integers and truth values only; the caller has refused other dtypes.
  static func run<R: BitRule>(_ rule: R.Type, _ a: NDArray, _ b: NDArray, into out: NDArray) {
    if runIntegers(R.integers, a, b, into: out) || runTruths(R.truths, a, b, into: out) { return }
    switch a.dtype {
    case .bool: Loops.binary(TruthBits<R>.self, a, b, into: out)
    case .uint8: Loops.binary(Bits<R, UInt8>.self, a, b, into: out)
    case .int8: Loops.binary(Bits<R, Int8>.self, a, b, into: out)
    case .int16: Loops.binary(Bits<R, Int16>.self, a, b, into: out)
    case .int32: Loops.binary(Bits<R, Int32>.self, a, b, into: out)
    default: Loops.binary(Bits<R, Int>.self, a, b, into: out)
    }
  }
}

/// The rules.
enum Rule {
  enum Add: ArithmeticRule {
    static var integers: nb_integer_rule? { NB_INTEGER_ADD }
    static var truths: nb_truth_rule? { NB_TRUTH_OR }
    @inline(__always) static func apply<T: ArithmeticElement>(_ a: T, _ b: T) -> T { T.add(a, b) }
  }
  enum Subtract: ArithmeticRule {
    static var integers: nb_integer_rule? { NB_INTEGER_SUBTRACT }
    @inline(__always) static func apply<T: ArithmeticElement>(_ a: T, _ b: T) -> T { T.subtract(a, b) }
  }
  enum Multiply: ArithmeticRule {
    static var integers: nb_integer_rule? { NB_INTEGER_MULTIPLY }
    static var truths: nb_truth_rule? { NB_TRUTH_AND }
    @inline(__always) static func apply<T: ArithmeticElement>(_ a: T, _ b: T) -> T { T.multiply(a, b) }
  }
  enum FloorDivide: OrderedRule {
    @inline(__always) static func apply<T: OrderedElement>(_ a: T, _ b: T) -> T { T.floorDivide(a, b) }
  }
  enum TruncatedDivide: OrderedRule {
    @inline(__always) static func apply<T: OrderedElement>(_ a: T, _ b: T) -> T { T.truncatedDivide(a, b) }
  }
  enum Remainder: OrderedRule {
    @inline(__always) static func apply<T: OrderedElement>(_ a: T, _ b: T) -> T { T.floorModulo(a, b) }
  }
  enum Fmod: OrderedRule {
    @inline(__always) static func apply<T: OrderedElement>(_ a: T, _ b: T) -> T { T.truncatedModulo(a, b) }
  }
  enum Maximum: OrderedRule {
    static var integers: nb_integer_rule? { NB_INTEGER_MAXIMUM }
    static var truths: nb_truth_rule? { NB_TRUTH_OR }
    @inline(__always) static func apply<T: OrderedElement>(_ a: T, _ b: T) -> T {
      T.isNaN(a) ? a : T.isNaN(b) ? b : T.isLess(a, b) ? b : a
    }
  }
  enum Minimum: OrderedRule {
    static var integers: nb_integer_rule? { NB_INTEGER_MINIMUM }
    static var truths: nb_truth_rule? { NB_TRUTH_AND }
    @inline(__always) static func apply<T: OrderedElement>(_ a: T, _ b: T) -> T {
      T.isNaN(a) ? a : T.isNaN(b) ? b : T.isLess(b, a) ? b : a
    }
  }
  /// Comparisons whose truth is a number of the operands' type.
  enum EqualNumber: OrderedRule {
    static var integers: nb_integer_rule? { NB_INTEGER_EQUAL }
    @inline(__always) static func apply<T: OrderedElement>(_ a: T, _ b: T) -> T { T.isEqual(a, b) ? .one : .zero }
  }
  enum NotEqualNumber: OrderedRule {
    static var integers: nb_integer_rule? { NB_INTEGER_UNEQUAL }
    @inline(__always) static func apply<T: OrderedElement>(_ a: T, _ b: T) -> T { T.isEqual(a, b) ? .zero : .one }
  }
  enum LessNumber: OrderedRule {
    static var integers: nb_integer_rule? { NB_INTEGER_LESS }
    @inline(__always) static func apply<T: OrderedElement>(_ a: T, _ b: T) -> T { T.isLess(a, b) ? .one : .zero }
  }
  enum LessOrEqualNumber: OrderedRule {
    static var integers: nb_integer_rule? { NB_INTEGER_AT_MOST }
    @inline(__always) static func apply<T: OrderedElement>(_ a: T, _ b: T) -> T {
      T.isLess(a, b) || T.isEqual(a, b) ? .one : .zero
    }
  }
  enum Equal: EqualityRule {
    static var comparison: nb_comparison? { NB_EQ }
    static var truths: nb_truth_rule? { NB_TRUTH_EQUAL }
    @inline(__always) static func apply<T: ArithmeticElement>(_ a: T, _ b: T) -> Bool { T.isEqual(a, b) }
  }
  enum NotEqual: EqualityRule {
    static var comparison: nb_comparison? { NB_NE }
    static var truths: nb_truth_rule? { NB_TRUTH_XOR }
    @inline(__always) static func apply<T: ArithmeticElement>(_ a: T, _ b: T) -> Bool { !T.isEqual(a, b) }
  }
  enum LogicalAnd: EqualityRule {
    static var truths: nb_truth_rule? { NB_TRUTH_AND }
    @inline(__always) static func apply<T: ArithmeticElement>(_ a: T, _ b: T) -> Bool { a.isTrue && b.isTrue }
  }
  enum LogicalOr: EqualityRule {
    static var truths: nb_truth_rule? { NB_TRUTH_OR }
    @inline(__always) static func apply<T: ArithmeticElement>(_ a: T, _ b: T) -> Bool { a.isTrue || b.isTrue }
  }
  enum LogicalXor: EqualityRule {
    static var truths: nb_truth_rule? { NB_TRUTH_XOR }
    @inline(__always) static func apply<T: ArithmeticElement>(_ a: T, _ b: T) -> Bool { a.isTrue != b.isTrue }
  }
  enum Less: OrderRule {
    static var comparison: nb_comparison? { NB_LT }
    static var truths: nb_truth_rule? { NB_TRUTH_LESS }
    @inline(__always) static func apply<T: OrderedElement>(_ a: T, _ b: T) -> Bool { T.isLess(a, b) }
  }
  /// Not the negation of "greater": nan is neither.
  enum LessOrEqual: OrderRule {
    static var comparison: nb_comparison? { NB_LE }
    static var truths: nb_truth_rule? { NB_TRUTH_AT_MOST }
    @inline(__always) static func apply<T: OrderedElement>(_ a: T, _ b: T) -> Bool {
      T.isLess(a, b) || T.isEqual(a, b)
    }
  }
  enum Negate: UnaryRule {
    static var integers: nb_integer_rule? { NB_INTEGER_NEGATE }
    @inline(__always) static func apply<T: ArithmeticElement>(_ x: T) -> T { T.negate(x) }
  }
  enum Absolute: OrderedUnaryRule {
    static var integers: nb_integer_rule? { NB_INTEGER_ABSOLUTE }
    @inline(__always) static func apply<T: OrderedElement>(_ x: T) -> T {
      // Adding zero turns -0 into 0.
      T.isLess(x, .zero) ? T.negate(x) : T.add(x, .zero)
    }
  }
  enum Sign: OrderedUnaryRule {
    static var integers: nb_integer_rule? { NB_INTEGER_SIGN }
    @inline(__always) static func apply<T: OrderedElement>(_ x: T) -> T {
      T.isLess(.zero, x) ? .one : T.isLess(x, .zero) ? T.negate(.one) : T.isNaN(x) ? .zero : T.subtract(x, x)
    }
  }
  enum Relu: OrderedUnaryRule {
    @inline(__always) static func apply<T: OrderedElement>(_ x: T) -> T { T.isLess(x, .zero) ? .zero : x }
  }
  enum BitAnd: BitRule {
    static var integers: nb_integer_rule? { NB_INTEGER_AND }
    static var truths: nb_truth_rule? { NB_TRUTH_AND }
    @inline(__always) static func apply<T: FixedWidthInteger>(_ a: T, _ b: T) -> T { a & b }
  }
  enum BitOr: BitRule {
    static var integers: nb_integer_rule? { NB_INTEGER_OR }
    static var truths: nb_truth_rule? { NB_TRUTH_OR }
    @inline(__always) static func apply<T: FixedWidthInteger>(_ a: T, _ b: T) -> T { a | b }
  }
  enum BitXor: BitRule {
    static var integers: nb_integer_rule? { NB_INTEGER_XOR }
    static var truths: nb_truth_rule? { NB_TRUTH_XOR }
    @inline(__always) static func apply<T: FixedWidthInteger>(_ a: T, _ b: T) -> T { a ^ b }
  }
  enum LeftShift: BitRule {
    static var integers: nb_integer_rule? { NB_INTEGER_SHIFT_LEFT }
    static func apply<T: FixedWidthInteger>(_ a: T, _ b: T) -> T { b < 0 || b >= T.bitWidth ? 0 : a << b }
  }
  enum RightShift: BitRule {
    static var integers: nb_integer_rule? { NB_INTEGER_SHIFT_RIGHT }
    static func apply<T: FixedWidthInteger>(_ a: T, _ b: T) -> T {
      b < 0 || b >= T.bitWidth ? (a < 0 ? T.zero &- 1 : 0) : a >> b
    }
  }
}
