#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Text under construction is an array of UTF-8 bytes: appending a byte costs a nanosecond or two, where
/// appending a `Character` walks grapheme rules.
extension [UInt8] {
  /// Appends the UTF-8 bytes of `text`.
  @inline(__always)
  package mutating func append(text: String) {
    var text = text
    text.withUTF8 { append(contentsOf: $0) }
  }

  /// Appends the UTF-8 bytes of one Unicode scalar.
  package mutating func append(scalar: Unicode.Scalar) {
    if scalar.isASCII {
      append(UInt8(truncatingIfNeeded: scalar.value))
    } else {
      append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
  }

  /// Appends `count` copies of `byte`; nothing when `count` is negative.
  package mutating func append(_ byte: UInt8, count: Int) {
    if count > 0 { append(contentsOf: repeatElement(byte, count: count)) }
  }

  /// Appends `count` copies of the UTF-8 bytes of `scalar`.
  package mutating func append(scalar: Unicode.Scalar, count: Int) {
    if scalar.isASCII {
      append(UInt8(truncatingIfNeeded: scalar.value), count: count)
    } else {
      for _ in 0..<Swift.max(count, 0) { append(scalar: scalar) }
    }
  }

  /// Appends `value` in decimal, with zeros in front up to `minimumDigits`.
  package mutating func append(decimal value: UInt64, minimumDigits: Int = 1) {
    if minimumDigits <= 20 {
      // 20 digits are enough for every value.
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { buffer in
        var position = 20
        var rest = value
        repeat {
          position -= 1
          buffer[position] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
          rest /= 10
        } while rest != 0
        while 20 - position < minimumDigits {
          position -= 1
          buffer[position] = UInt8(ascii: "0")
        }
        append(contentsOf: UnsafeBufferPointer(rebasing: buffer[position...]))
      }
      return
    }
    var digits = 1
    var bound: UInt64 = 10
    while digits < 20, value >= bound {
      digits += 1
      let (next, overflow) = bound.multipliedReportingOverflow(by: 10)
      if overflow {
        if value >= bound { digits = 20 }
        break
      }
      bound = next
    }
    let length = Swift.max(digits, minimumDigits)
    let start = count
    append(UInt8(ascii: "0"), count: length)
    withUnsafeMutableBufferPointer { bytes in
      var rest = value
      var position = start + length - 1
      while rest != 0, position >= start {
        let quotient = rest / 10
        bytes[position] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest &- quotient &* 10)
        rest = quotient
        position -= 1
      }
    }
  }

  /// Appends a decimal exponent as C's printf writes it: a sign and at least two digits.
  mutating func append(exponent: Int, letter: UInt8) {
    append(letter)
    append(exponent < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
    append(decimal: UInt64(exponent.magnitude), minimumDigits: 2)
  }

  /// The bytes as a string; what is not UTF-8 becomes U+FFFD.
  @inline(__always)
  package var text: String { String(decoding: self, as: UTF8.self) }
}

/// ASCII questions about a byte.
extension UInt8 {
  /// Whether the byte is one of `0` to `9`.
  @inline(__always)
  package var isDecimalDigit: Bool { self &- UInt8(ascii: "0") < 10 }

  /// The value of the byte as a digit of base 36, or `nil`.
  package var digitValue: Int? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(self - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(self - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(self - UInt8(ascii: "A")) + 10
    default: nil
    }
  }

  /// The upper-case form of an ASCII letter, any other byte itself.
  package var asciiUppercased: UInt8 {
    self &- UInt8(ascii: "a") < 26 ? self & 0xDF : self
  }

  /// The lower-case form of an ASCII letter, any other byte itself.
  package var asciiLowercased: UInt8 {
    self &- UInt8(ascii: "A") < 26 ? self | 0x20 : self
  }
}

/// The lengths of text that a session agrees to build.
package enum TextLimit {
  /// The longest text in bytes; a longer request is a `MemoryError`, as it would be on a small machine.
  package static let bytes = 1 << 28

  /// Throws `MemoryError` when a text of `count` bytes is asked for and that is too long.
  package static func check(_ count: Int) throws(PythonException) {
    if count > bytes { throw PythonException(.memoryError, "") }
  }
}
