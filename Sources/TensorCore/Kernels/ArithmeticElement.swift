#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Elements that can be added and multiplied; integers wrap around as PyTorch's do.
protocol ArithmeticElement: Element {
  static func add(_ a: Self, _ b: Self) -> Self
  static func subtract(_ a: Self, _ b: Self) -> Self
  static func multiply(_ a: Self, _ b: Self) -> Self
  static func negate(_ a: Self) -> Self
  static func isEqual(_ a: Self, _ b: Self) -> Bool
  static var one: Self { get }
}

extension ArithmeticElement where Self: FixedWidthInteger {
  @inline(__always) static func add(_ a: Self, _ b: Self) -> Self { a &+ b }
  @inline(__always) static func subtract(_ a: Self, _ b: Self) -> Self { a &- b }
  @inline(__always) static func multiply(_ a: Self, _ b: Self) -> Self { a &* b }
  @inline(__always) static func negate(_ a: Self) -> Self { 0 &- a }
  @inline(__always) static func isEqual(_ a: Self, _ b: Self) -> Bool { a == b }
  static var one: Self { 1 }
}

extension ArithmeticElement where Self: BinaryFloatingPoint {
  @inline(__always) static func add(_ a: Self, _ b: Self) -> Self { a + b }
  @inline(__always) static func subtract(_ a: Self, _ b: Self) -> Self { a - b }
  @inline(__always) static func multiply(_ a: Self, _ b: Self) -> Self { a * b }
  @inline(__always) static func negate(_ a: Self) -> Self { -a }
  @inline(__always) static func isEqual(_ a: Self, _ b: Self) -> Bool { a == b }
  static var one: Self { 1 }
}

extension UInt8: ArithmeticElement {}
extension Int8: ArithmeticElement {}
extension Int16: ArithmeticElement {}
extension Int32: ArithmeticElement {}
extension Int: ArithmeticElement {}
extension Float: ArithmeticElement {}
extension Double: ArithmeticElement {}

extension Complex: ArithmeticElement {
  static func add(_ a: Complex, _ b: Complex) -> Complex { a + b }
  static func subtract(_ a: Complex, _ b: Complex) -> Complex { a - b }
  static func multiply(_ a: Complex, _ b: Complex) -> Complex { a * b }
  static func negate(_ a: Complex) -> Complex { -a }
  static func isEqual(_ a: Complex, _ b: Complex) -> Bool { a.real == b.real && a.imaginary == b.imaginary }
  static var one: Complex { Complex(1, 0) }
}

extension Boolean: ArithmeticElement {
  static func add(_ a: Boolean, _ b: Boolean) -> Boolean { Boolean(a.isTrue || b.isTrue) }
  static func subtract(_ a: Boolean, _ b: Boolean) -> Boolean { Boolean(a.isTrue != b.isTrue) }
  static func multiply(_ a: Boolean, _ b: Boolean) -> Boolean { Boolean(a.isTrue && b.isTrue) }
  static func negate(_ a: Boolean) -> Boolean { a }
  static func isEqual(_ a: Boolean, _ b: Boolean) -> Bool { a.isTrue == b.isTrue }
  static var one: Boolean { Boolean(true) }
}

/// Elements that have an order.
protocol OrderedElement: ArithmeticElement {
  static func isLess(_ a: Self, _ b: Self) -> Bool
  static func isNaN(_ a: Self) -> Bool
  /// Floor division and its remainder; the caller has excluded integer division by zero.
  static func floorDivide(_ a: Self, _ b: Self) -> Self
  static func floorModulo(_ a: Self, _ b: Self) -> Self
  /// Division cut towards zero and its remainder.
  static func truncatedDivide(_ a: Self, _ b: Self) -> Self
  static func truncatedModulo(_ a: Self, _ b: Self) -> Self
  static var lowest: Self { get }
  static var highest: Self { get }
}

extension OrderedElement where Self: FixedWidthInteger {
  @inline(__always) static func isLess(_ a: Self, _ b: Self) -> Bool { a < b }
  @inline(__always) static func isNaN(_ a: Self) -> Bool { false }
  static func floorDivide(_ a: Self, _ b: Self) -> Self {
    if b == 0 { return 0 }
    let (quotient, overflow) = a.dividedReportingOverflow(by: b)
    if overflow { return a }
    return (a % b != 0) && ((a < 0) != (b < 0)) ? quotient &- 1 : quotient
  }
  static func floorModulo(_ a: Self, _ b: Self) -> Self {
    let remainder = truncatedModulo(a, b)
    return remainder != 0 && ((remainder < 0) != (b < 0)) ? remainder &+ b : remainder
  }
  static func truncatedDivide(_ a: Self, _ b: Self) -> Self {
    if b == 0 { return 0 }
    let (quotient, overflow) = a.dividedReportingOverflow(by: b)
    return overflow ? a : quotient
  }
  static func truncatedModulo(_ a: Self, _ b: Self) -> Self {
    if b == 0 { return 0 }
    let (remainder, overflow) = a.remainderReportingOverflow(dividingBy: b)
    return overflow ? 0 : remainder
  }
  static var lowest: Self { .min }
  static var highest: Self { .max }
}

extension OrderedElement where Self: BinaryFloatingPoint {
  @inline(__always) static func isLess(_ a: Self, _ b: Self) -> Bool { a < b }
  @inline(__always) static func isNaN(_ a: Self) -> Bool { a.isNaN }
  /// The rule of Python and C++'s `div_floor_floating`.
  static func floorDivide(_ a: Self, _ b: Self) -> Self {
    if b == 0 { return a / b }
    let remainder = a.truncatingRemainder(dividingBy: b)
    var quotient = (a - remainder) / b
    if remainder != 0 && (b < 0) != (remainder < 0) { quotient -= 1 }
    if quotient == 0 {
      let magnitude: Self = 0
      return (a / b) < 0 || (a / b).sign == .minus ? -magnitude : magnitude
    }
    let floored = quotient.rounded(.down)
    return quotient - floored > 0.5 ? floored + 1 : floored
  }
  static func floorModulo(_ a: Self, _ b: Self) -> Self {
    let remainder = a.truncatingRemainder(dividingBy: b)
    return remainder != 0 && (b < 0) != (remainder < 0) ? remainder + b : remainder
  }
  static func truncatedDivide(_ a: Self, _ b: Self) -> Self { (a / b).rounded(.towardZero) }
  static func truncatedModulo(_ a: Self, _ b: Self) -> Self { a.truncatingRemainder(dividingBy: b) }
  static var lowest: Self { -.infinity }
  static var highest: Self { .infinity }
}

extension UInt8: OrderedElement {}
extension Int8: OrderedElement {}
extension Int16: OrderedElement {}
extension Int32: OrderedElement {}
extension Int: OrderedElement {}
extension Float: OrderedElement {}
extension Double: OrderedElement {}

extension Boolean: OrderedElement {
  static func isLess(_ a: Boolean, _ b: Boolean) -> Bool { a.byte < b.byte }
  static func isNaN(_ a: Boolean) -> Bool { false }
  static func floorDivide(_ a: Boolean, _ b: Boolean) -> Boolean { a }
  static func floorModulo(_ a: Boolean, _ b: Boolean) -> Boolean { .zero }
  static func truncatedDivide(_ a: Boolean, _ b: Boolean) -> Boolean { a }
  static func truncatedModulo(_ a: Boolean, _ b: Boolean) -> Boolean { .zero }
  static var lowest: Boolean { Boolean(false) }
  static var highest: Boolean { Boolean(true) }
}
