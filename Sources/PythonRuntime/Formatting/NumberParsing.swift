import BigInt

/// Reading numbers from text: `float(text)` and `int(text, base)`.
extension FloatText {
  /// The number that `float(text)` reads, or `nil` when the text is no number.
  ///
  /// White space around it, underscores between digits, any case of `inf`, `infinity` and `nan`, and the decimal
  /// digits of every script are accepted.
  package static func parse(_ text: String) -> Double? {
    let bytes = trimmed(asciiDigits(text))
    var clean: [UInt8] = []
    clean.reserveCapacity(bytes.count)
    var position = 0
    func byte() -> UInt8 { position < bytes.count ? bytes[position] : 0 }
    if byte() == UInt8(ascii: "-") || byte() == UInt8(ascii: "+") {
      clean.append(byte())
      position += 1
    }
    /// Reads digits with single underscores between them.
    func digits() -> Int? {
      var count = 0
      var underscore = false
      while true {
        if byte().isDecimalDigit {
          clean.append(byte())
          count += 1
          underscore = false
        } else if byte() == UInt8(ascii: "_") {
          if underscore || count == 0 { return nil }
          underscore = true
        } else {
          return underscore ? nil : count
        }
        position += 1
      }
    }
    if !byte().isDecimalDigit, byte() != UInt8(ascii: ".") {
      let negative = clean.first == UInt8(ascii: "-")
      switch String(decoding: bytes[position...].map(\.asciiLowercased), as: UTF8.self) {
      case "inf", "infinity": return negative ? -.infinity : .infinity
      case "nan": return .nan
      default: return nil
      }
    }
    guard let whole = digits() else { return nil }
    var fraction = 0
    if byte() == UInt8(ascii: ".") {
      clean.append(byte())
      position += 1
      guard byte() != UInt8(ascii: "_"), let count = digits() else { return nil }
      fraction = count
    }
    guard whole + fraction > 0 else { return nil }
    // Swift reads neither "5." nor ".5".
    if fraction == 0, clean.last == UInt8(ascii: ".") { clean.removeLast() }
    if byte() | 0x20 == UInt8(ascii: "e") {
      clean.append(UInt8(ascii: "e"))
      position += 1
      if byte() == UInt8(ascii: "-") || byte() == UInt8(ascii: "+") {
        clean.append(byte())
        position += 1
      }
      guard let count = digits(), count > 0 else { return nil }
    }
    guard position == bytes.count else { return nil }
    if whole == 0, let point = clean.firstIndex(of: UInt8(ascii: ".")) { clean.insert(UInt8(ascii: "0"), at: point) }
    return Double(String(decoding: clean, as: UTF8.self))
  }

  /// `bytes` without the white space around it.
  static func trimmed(_ bytes: [UInt8]) -> [UInt8] {
    func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) || (28...31).contains(byte) }
    guard let first = bytes.firstIndex(where: { !isSpace($0) }), let last = bytes.lastIndex(where: { !isSpace($0) })
    else { return [] }
    return first == 0 && last == bytes.count - 1 ? bytes : Array(bytes[first...last])
  }

  /// The UTF-8 bytes of `text` with the decimal digits and the spaces of every script replaced by ASCII ones, as
  /// CPython does before it reads a number.
  static func asciiDigits(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    if bytes.allSatisfy({ $0 < 0x80 }) { return bytes }
    var out: [UInt8] = []
    for scalar in text.unicodeScalars {
      if !scalar.isASCII, scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue {
        out.append(UInt8(ascii: "0") + UInt8(value))
      } else if !scalar.isASCII, scalar.properties.isWhitespace {
        out.append(UInt8(ascii: " "))
      } else {
        out.append(scalar: scalar)
      }
    }
    return out
  }
}

/// The text of integers of any size.
package enum IntegerText {
  /// CPython's default of `sys.get_int_max_str_digits()`.
  package static let maximumDigits = 4300

  /// An integer in the form in which the runtime keeps it.
  package enum Integer: Equatable {
    /// An integer of 64 bits.
    case small(Int)
    /// An integer that does not fit 64 bits.
    case big(BigInt)

    /// The smallest form that holds `value`.
    package init(_ value: BigInt) {
      if let small = Int(exactly: value) { self = .small(small) } else { self = .big(value) }
    }
  }

  /// The decimal text of `value`.
  ///
  /// Throws `ValueError` when it has more digits than `arithmetic` allows.
  package static func decimal(_ value: BigInt, _ arithmetic: LongArithmetic) throws -> String {
    let most = arithmetic.maximumDigits
    // A digit has less than 3.33 bits, so what has more of them need not be converted to be counted.
    if most == 0 || value.magnitude.bitWidth <= most / 3 * 10 + 10 {
      let digits = try arithmetic.decimalDigits(value.magnitude)
      if most == 0 || digits.count <= most { return (value.signum() < 0 ? "-" : "") + digits.text }
    }
    throw PythonException(
      .valueError,
      "Exceeds the limit (\(most) digits) for integer string conversion; "
        + "use sys.set_int_max_str_digits() to increase the limit")
  }

  /// The digits of `magnitude` in base 2, 8 or 16, in time linear in its size.
  package static func digits(of magnitude: BigUInt, bitsPerDigit: Int, uppercase: Bool = false) -> [UInt8] {
    let width = magnitude.bitWidth
    if width == 0 { return [UInt8(ascii: "0")] }
    let words = Array(magnitude.words)
    let count = (width + bitsPerDigit - 1) / bitsPerDigit
    let alphabet = Array((uppercase ? "0123456789ABCDEF" : "0123456789abcdef").utf8)
    let mask = (1 << UInt(bitsPerDigit)) - 1 as UInt
    var out = [UInt8](repeating: 0, count: count)
    for index in 0..<count {
      let bit = index * bitsPerDigit
      let (word, offset) = (bit >> 6, UInt(bit & 63))
      var value = words[word] >> offset
      if offset + UInt(bitsPerDigit) > 64, word + 1 < words.count { value |= words[word + 1] << (64 - offset) }
      out[count - 1 - index] = alphabet[Int(value & mask)]
    }
    return out
  }

  /// The integer that `int(text, base)` reads, or `nil` when the text is no integer of that base.
  ///
  /// `base` is 0 (the text's prefix decides) or 2 to 36. Throws `ValueError` when more digits of
  /// a base that is no power of two are given than `arithmetic` allows.
  package static func parse(_ text: String, base givenBase: Int, _ arithmetic: LongArithmetic) throws -> Integer? {
    try parse(bytes: FloatText.trimmed(FloatText.asciiDigits(text)), base: givenBase, arithmetic)
  }

  private static func parse(bytes: [UInt8], base givenBase: Int, _ arithmetic: LongArithmetic) throws -> Integer? {
    var position = 0
    var negative = false
    if let first = bytes.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
      negative = first == UInt8(ascii: "-")
      position = 1
    }
    var base = givenBase
    var mayUnderscore = false
    var onlyZeros = false
    if position < bytes.count, bytes[position] == UInt8(ascii: "0") {
      var prefix = 0
      if position + 1 < bytes.count {
        switch bytes[position + 1] | 0x20 {
        case UInt8(ascii: "x"): prefix = 16
        case UInt8(ascii: "o"): prefix = 8
        case UInt8(ascii: "b"): prefix = 2
        default: break
        }
      }
      if prefix != 0, base == 0 || base == prefix {
        base = prefix
        position += 2
        mayUnderscore = true
      } else if base == 0 {
        onlyZeros = true
      }
    }
    if base == 0 { base = 10 }
    var digits: [UInt8] = []
    digits.reserveCapacity(bytes.count - position)
    var afterDigit = mayUnderscore
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "_") {
        if !afterDigit { return nil }
        afterDigit = false
      } else {
        guard let digit = bytes[position].digitValue, digit < base else { return nil }
        digits.append(UInt8(digit))
        afterDigit = true
      }
      position += 1
    }
    guard afterDigit, !digits.isEmpty else { return nil }
    if onlyZeros, digits.contains(where: { $0 != 0 }) { return nil }
    return try value(of: digits, base: base, negative: negative, arithmetic)
  }

  private static func value(
    of digits: [UInt8], base: Int, negative: Bool, _ arithmetic: LongArithmetic
  ) throws -> Integer {
    var small = 0
    var fits = true
    for digit in digits {
      let (product, overflow) = small.multipliedReportingOverflow(by: base)
      let (sum, carry) = product.addingReportingOverflow(Int(digit))
      if overflow || carry {
        fits = false
        break
      }
      small = sum
    }
    if fits { return .small(negative ? -small : small) }
    let magnitude: BigUInt
    if base & (base - 1) == 0 {
      magnitude = shifted(digits, bitsPerDigit: base.trailingZeroBitCount)
    } else {
      let most = arithmetic.maximumDigits
      if most > 0, digits.count > most {
        throw PythonException(
          .valueError,
          "Exceeds the limit (\(most) digits) for integer string conversion: value has \(digits.count) "
            + "digits; use sys.set_int_max_str_digits() to increase the limit")
      }
      // Every digit of the smallest such base has more than 1.5 bits.
      if digits.count > IntegerArithmetic.maximumBits * 2 / 3 { throw IntegerArithmetic.tooLong }
      magnitude = try arithmetic.value(of: digits[...], base: UInt(base))
    }
    return Integer(BigInt(sign: negative ? .minus : .plus, magnitude: magnitude))
  }

  private static func shifted(_ digits: [UInt8], bitsPerDigit: Int) -> BigUInt {
    var words = [UInt](repeating: 0, count: (digits.count * bitsPerDigit + 63) / 64 + 1)
    var bit = 0
    for digit in digits.reversed() {
      let (word, offset) = (bit >> 6, UInt(bit & 63))
      words[word] |= UInt(digit) << offset
      if offset + UInt(bitsPerDigit) > 64 { words[word + 1] |= UInt(digit) >> (64 - offset) }
      bit += bitsPerDigit
    }
    return BigUInt(words: words)
  }
}
