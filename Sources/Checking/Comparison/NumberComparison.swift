/// The floating point type whose rounding a number carries.
enum FloatWidth: Sendable {
  case float16, bfloat16, float32, float64

  /// The distance of neighbouring numbers at a value.
  func ulp(of value: Double) -> Double {
    guard value.isFinite else { return 0 }
    switch self {
    case .float64: return value.ulp
    case .float32: return Double(Float(value).ulp)
    case .bfloat16: return Double(Float(value).ulp) * 65536
    case .float16:
      let exponent = value == 0 ? -14 : max(Int(value.exponent), -14)
      return Double(sign: .plus, exponent: exponent - 10, significand: 1)
    }
  }

  /// The width a printed text speaks of: by its `dtype=`, float32 for a tensor without one, and for Python's own
  /// numbers by whether the value fits into a float32.
  static func of(_ text: TokenText, value: Double) -> FloatWidth {
    var isTensor = false
    for index in 0..<min(text.count, 200_000) where text.tokens[index].kind == .word {
      if text.isWord(index, "float64") || text.isWord(index, "complex128") { return .float64 }
      if text.isWord(index, "bfloat16") { return .bfloat16 }
      if text.isWord(index, "float16") { return .float16 }
      if text.isWord(index, "tensor") { isTensor = true }
    }
    return isTensor || Double(Float(value)) == value ? .float32 : .float64
  }
}

/// Decides whether two written numbers are the same, another rounding of the same value, or different.
struct NumberComparison: Sendable {
  enum Result: Sendable, Hashable {
    /// Written alike.
    case same
    /// The same value, written with other digits: `0.25` for `0.2500`.
    case otherDigits
    /// Another rounding of the unrounded value.
    case otherRounding
    /// Within the tolerance the document asks for.
    case withinTolerance
    case different
  }

  /// How far a number may be away, absolutely or relatively, if the document says so.
  let tolerance: Double?
  /// Whether an integer may stand for a floating point number of the same value.
  var mixesIntegers = false

  /// Compares what the document says with what was printed.
  ///
  /// - Parameter unrounded: the printed value in full precision and the width it was computed in; asked for only when
  ///   the digits differ.
  func compare(
    _ expected: NumberText, _ actual: NumberText, unrounded: () -> (value: Double, width: FloatWidth)?
  ) -> Result {
    if mixesIntegers, expected.value == actual.value { return .otherDigits }
    guard expected.isFloat == actual.isFloat else { return .different }
    if expected.value == actual.value, expected.isNegative == actual.isNegative { return .otherDigits }
    let exact = unrounded()
    if let tolerance, expected.isFloat || tolerance >= 1 {
      let difference = abs((exact?.value ?? actual.value) - expected.value)
      if difference <= tolerance || difference <= tolerance * abs(expected.value) { return .withinTolerance }
    }
    guard expected.isFloat, let exact, isRounding(actual, of: exact.value, exact.width) else { return .different }
    // A number shorter than the printed one with less than two decimals is read as exact: 0.5 is not 0.5001.
    if expected.unit > actual.unit * 1.5, expected.decimals < 2 { return .different }
    if exact.value == 0 { return .different }
    return abs(exact.value - expected.value) <= expected.unit * 0.5 + 4 * exact.width.ulp(of: exact.value)
      ? .otherRounding : .different
  }

  /// Whether a printed number is what the unrounded value prints as: guards against lining up two runs wrongly.
  private func isRounding(_ printed: NumberText, of value: Double, _ width: FloatWidth) -> Bool {
    guard value.isFinite else { return false }
    return abs(printed.value - value) <= printed.unit * 0.500001 + 4 * width.ulp(of: value)
  }
}
