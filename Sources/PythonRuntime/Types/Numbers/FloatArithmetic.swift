/// Python's float arithmetic where it differs from the machine's.
package enum FloatArithmetic {
  /// `a // b` and `a % b` as CPython computes them; `b` is not zero.
  package static func floorDivide(_ a: Double, _ b: Double) -> (quotient: Double, remainder: Double) {
    var remainder = a.truncatingRemainder(dividingBy: b)
    var division = (a - remainder) / b
    if remainder != 0 {
      if (b < 0) != (remainder < 0) {
        remainder += b
        division -= 1
      }
    } else {
      remainder = Double(signOf: b, magnitudeOf: 0)
    }
    guard division != 0 else { return (Double(signOf: a / b, magnitudeOf: 0), remainder) }
    var quotient = division.rounded(.down)
    if division - quotient > 0.5 { quotient += 1 }
    return (quotient, remainder)
  }

  /// `round(value, digits)`: the decimal of that many digits nearest to the exact value, ties to even.
  ///
  /// Throws `OverflowError` when rounding up leaves the range of floats.
  package static func round(_ value: Double, digits: Int) throws(PythonException) -> Double {
    guard value.isFinite, value != 0 else { return value }
    // Past these bounds rounding changes nothing, or leaves zero.
    if digits > 323 { return value }
    if digits < -308 { return Double(signOf: value, magnitudeOf: 0) }
    var text: [UInt8] = []
    if digits >= 0 {
      FloatDigits.appendFixed(value.magnitude, precision: digits, to: &text)
    } else {
      let decade = FloatDigits.significant(value.magnitude, count: 17).point
      let kept = decade + digits
      if kept < 0 { return Double(signOf: value, magnitudeOf: 0) }
      if kept == 0 {
        // The number is below the unit it is rounded to, so it goes up only from above the half.
        let half = Double("5e\(decade - 1)") ?? .infinity
        let unit = Double("1e\(decade)") ?? .infinity
        let result = value.magnitude > half ? unit : 0
        if result.isInfinite { throw overflow }
        return Double(signOf: value, magnitudeOf: result)
      }
      let decimal = FloatDigits.significant(value.magnitude, count: kept)
      text = decimal.digits
      text.append(text: "e\(decimal.point - decimal.digits.count)")
    }
    let result = Double(text.text) ?? value.magnitude
    if result.isInfinite { throw overflow }
    return Double(signOf: value, magnitudeOf: result)
  }

  private static var overflow: PythonException {
    PythonException(.overflowError, "rounded value too large to represent")
  }
}
