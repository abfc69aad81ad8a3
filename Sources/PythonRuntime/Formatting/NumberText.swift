extension Interpreter {
  /// The shortest decimal text that reads back as `value`, as `repr(float)` gives it.
  package func floatRepr(_ value: Double) -> String {
    if value.isNaN { return "nan" }
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    return "\(value)"
  }

  /// `format(value, spec)` of a number, `bool` or `None`.
  package func formatNatively(_ value: Value, _ spec: String) throws -> String {
    guard spec.isEmpty else {
      throw PythonException(.valueError, "Invalid format specifier")
    }
    return try str(value)
  }
}
