import BigInt
import SourceText

/// The values of number tokens.
enum NumberLiteral {
  /// The value of a number whose form the lexer has checked.
  static func value(of text: ArraySlice<UInt8>, at range: ByteRange) throws(Parser.Failure) -> Constant {
    var small = 0
    if text.count <= 18, text.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }) {
      for digit in text { small = small &* 10 &+ Int(digit &- UInt8(ascii: "0")) }
      return .integer(small)
    }
    var digits = text.filter { $0 != UInt8(ascii: "_") }
    if digits.count > 2, digits[0] == UInt8(ascii: "0") {
      switch digits[1] | 0x20 {
      case UInt8(ascii: "x"): return integer(digits.dropFirst(2), radix: 16)
      case UInt8(ascii: "o"): return integer(digits.dropFirst(2), radix: 8)
      case UInt8(ascii: "b"): return integer(digits.dropFirst(2), radix: 2)
      default: break
      }
    }
    let isImaginary = digits.last.map { $0 | 0x20 } == UInt8(ascii: "j")
    if isImaginary { digits.removeLast() }
    if !isImaginary, digits.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }) {
      if digits.count > 4300 {
        throw .syntax(
          SyntaxFailure(
            "Exceeds the limit (4300 digits) for integer string conversion: value has \(digits.count) digits; "
              + "use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals"
              + " to avoid decimal conversion limits.", at: range))
      }
      return integer(digits[...], radix: 10)
    }
    let number = double(digits)
    return isImaginary ? .imaginary(number) : .float(number)
  }

  private static func integer(_ digits: ArraySlice<UInt8>, radix: Int) -> Constant {
    let text = String(decoding: digits, as: UTF8.self)
    if let small = Int(text, radix: radix) { return .integer(small) }
    return BigInt(text, radix: radix).map { .bigInteger($0) } ?? .integer(0)
  }

  private static func double(_ digits: [UInt8]) -> Double {
    var text: [UInt8] = digits.first == UInt8(ascii: ".") ? [UInt8(ascii: "0")] : []
    for (index, byte) in digits.enumerated() {
      text.append(byte)
      let next = index + 1 < digits.count ? digits[index + 1] : 0
      if byte == UInt8(ascii: "."), next < UInt8(ascii: "0") || next > UInt8(ascii: "9") {
        text.append(UInt8(ascii: "0"))
      }
    }
    return Double(String(decoding: text, as: UTF8.self)) ?? .infinity
  }
}
