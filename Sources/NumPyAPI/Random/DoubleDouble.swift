#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A number of some 106 bits as the sum of two: what tables are computed with whose entries are rounded once.
struct DoubleDouble {
  let high: Double
  let low: Double

  init(_ high: Double, _ low: Double = 0) {
    self.high = high + low
    self.low = low - (self.high - high)
  }

  static func + (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let sum = a.high + b.high
    let part = sum - a.high
    let error = (a.high - (sum - part)) + (b.high - part)
    return DoubleDouble(sum, error + a.low + b.low)
  }

  static prefix func - (a: DoubleDouble) -> DoubleDouble { DoubleDouble(-a.high, -a.low) }
  static func - (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble { a + -b }

  static func * (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let product = a.high * b.high
    let error = (-product).addingProduct(a.high, b.high)
    return DoubleDouble(product, error + a.high * b.low + a.low * b.high)
  }

  static func / (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let first = a.high / b.high
    let rest = a - b * DoubleDouble(first)
    let second = rest.high / b.high
    let last = rest - b * DoubleDouble(second)
    return DoubleDouble(first, second) + DoubleDouble(last.high / b.high)
  }

  /// e to this power, by its series for a 512th of the number, squared nine times.
  var exponential: DoubleDouble {
    let part = DoubleDouble(high / 512, low / 512)
    var term = DoubleDouble(1)
    var sum = DoubleDouble(1)
    for degree in 1...16 {
      term = term * part / DoubleDouble(Double(degree))
      sum = sum + term
    }
    for _ in 0..<9 { sum = sum * sum }
    return sum
  }

  /// The natural logarithm, by two steps of Newton's method from the rounded one.
  var logarithm: DoubleDouble {
    var value = DoubleDouble(log(high))
    for _ in 0..<2 { value = value + (self * (-value).exponential - DoubleDouble(1)) }
    return value
  }
}
