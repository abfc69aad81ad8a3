/// A number as it is written: its value, and how finely it is given.
struct NumberText: Sendable, Hashable {
  let value: Double
  /// Whether it is written with a point or an exponent; an integer is never another rounding of anything.
  let isFloat: Bool
  let isNegative: Bool
  /// The digits behind the point.
  let decimals: Int
  /// The power of ten behind `e`.
  let exponent: Int

  /// Reads the bytes of a number token.
  init?(_ bytes: ArraySlice<UInt8>) {
    let text = String(decoding: bytes, as: UTF8.self)
    var decimals = 0
    var isFloat = false
    var exponentText = Substring()
    var seesPoint = false
    for (offset, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: ".") {
        seesPoint = true
        isFloat = true
      } else if byte | 0x20 == UInt8(ascii: "e") {
        isFloat = true
        exponentText = Substring(text.utf8.dropFirst(offset + 1))
        break
      } else if seesPoint {
        decimals += 1
      }
    }
    guard let value = Double(text) else { return nil }
    self.value = value
    self.isFloat = isFloat
    self.decimals = decimals
    isNegative = bytes.first == UInt8(ascii: "-")
    if exponentText.hasPrefix("+") { exponentText = exponentText.dropFirst() }
    exponent = min(max(Int(exponentText) ?? 0, -400), 400)
  }

  /// One unit of the last digit.
  var unit: Double { powerOfTen(exponent - min(decimals, 400)) }
}

/// Ten to an integer power, correctly rounded.
func powerOfTen(_ exponent: Int) -> Double {
  Double("1e\(exponent)") ?? (exponent < 0 ? 0 : .infinity)
}
