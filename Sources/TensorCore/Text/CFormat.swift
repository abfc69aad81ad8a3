import CKernels

/// Numbers as C's `printf` writes them, which is how PyTorch's texts write them.
package enum CFormat {
  /// `%.{precision}f`
  package static func fixed(_ value: Double, _ precision: Int) -> String {
    // Values that scale to an exact integer below 2^53 need no help from the library.
    if precision <= 4, abs(value) < 1e9 {
      if let text = fastFixed(value, precision) { return text }
    }
    return format("f", precision, value)
  }

  /// `%.{precision}e`
  package static func scientific(_ value: Double, _ precision: Int) -> String { format("e", precision, value) }

  /// `%.{precision}g`
  package static func general(_ value: Double, _ precision: Int) -> String { format("g", precision, value) }

  /// `%g`
  package static func shortest(_ value: Double) -> String { general(value, 6) }

  /// The decimal expansion rounded to nearest, when that can be told from the product alone: not when the scaled value
  /// is so near a tie that the product's own rounding might decide.
  private static func fastFixed(_ value: Double, _ precision: Int) -> String? {
    var power = 1.0
    for _ in 0..<precision { power *= 10 }
    let scaled = abs(value) * power
    guard scaled < 1e12 else { return nil }
    let floor = scaled.rounded(.down)
    let fraction = scaled - floor
    // Below 1e12 the product is off by at most 1e-4, less than this distance from the tie.
    if abs(fraction - 0.5) < 1e-3 { return nil }
    var digits = Int(fraction > 0.5 ? floor + 1 : floor)
    var length = precision > 0 ? precision + 2 : 1
    var rest = digits
    for _ in 0..<precision { rest /= 10 }
    while rest >= 10 {
      rest /= 10
      length += 1
    }
    if value.sign == .minus { length += 1 }
    return String(unsafeUninitializedCapacity: length) { text in
      // Written from the end: `length` counts the digits, the point and the sign, so `index` stops at 0.
      var index = length
      var written = 0
      while index > (value.sign == .minus ? 1 : 0) {
        index -= 1
        if precision > 0, written == precision {
          text[index] = UInt8(ascii: ".")
        } else {
          text[index] = UInt8(ascii: "0") + UInt8(digits % 10)
          digits /= 10
        }
        written += 1
      }
      if index == 1 { text[0] = UInt8(ascii: "-") }
      return length
    }
  }

  /// The number in one of `printf`'s notations: `f`, `e` or `g`.
  private static func format(_ notation: Unicode.Scalar, _ precision: Int, _ value: Double) -> String {
    let precision = Int32(truncatingIfNeeded: Swift.min(precision, 1100))
    // The longest double in `f`: 309 digits, a sign, a point and 1100 decimals.
    return String(unsafeUninitializedCapacity: 1500) { text in
      guard let base = text.baseAddress else { return 0 }
      return base.withMemoryRebound(to: CChar.self, capacity: text.count) {
        Int(nb_format_double($0, text.count, CChar(truncatingIfNeeded: notation.value), precision, value))
      }
    }
  }
}
