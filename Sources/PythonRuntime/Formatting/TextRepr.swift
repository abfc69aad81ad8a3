/// The `repr` of text and of bytes, and `ascii()`.
package enum TextRepr {
  /// Appends the `repr` of `text`: in single quotes unless it holds some and no double ones, with escapes for what
  /// is not printable; with `asciiOnly` also for what is not ASCII.
  package static func append(_ text: String, asciiOnly: Bool = false, to out: inout [UInt8]) {
    var text = text
    let plain = text.withUTF8 { bytes -> Bool in
      for byte in bytes where byte &- 32 >= 95 || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\\") {
        return false
      }
      out.append(UInt8(ascii: "'"))
      out.append(contentsOf: bytes)
      out.append(UInt8(ascii: "'"))
      return true
    }
    if plain { return }
    let hasSingle = text.utf8.contains(UInt8(ascii: "'"))
    let quote = UInt8(ascii: hasSingle && !text.utf8.contains(UInt8(ascii: "\"")) ? "\"" : "'")
    out.append(quote)
    for scalar in text.unicodeScalars {
      if scalar.isASCII {
        append(escaping: UInt8(truncatingIfNeeded: scalar.value), quote: quote, to: &out)
      } else if asciiOnly || !CharacterClass.isPrintable(scalar) {
        append(escape: scalar.value, to: &out)
      } else {
        out.append(scalar: scalar)
      }
    }
    out.append(quote)
  }

  /// The `repr` of `text`.
  package static func repr(_ text: String) -> String {
    var out: [UInt8] = []
    append(text, to: &out)
    return out.text
  }

  /// Appends the `repr` of bytes: `b'...'`.
  package static func append(bytes: some Collection<UInt8>, to out: inout [UInt8]) {
    let single = UInt8(ascii: "'")
    let quote = bytes.contains(single) && !bytes.contains(UInt8(ascii: "\"")) ? UInt8(ascii: "\"") : single
    out.append(UInt8(ascii: "b"))
    out.append(quote)
    for byte in bytes {
      if byte < 0x80 {
        append(escaping: byte, quote: quote, to: &out)
      } else {
        append(escape: UInt32(byte), to: &out)
      }
    }
    out.append(quote)
  }

  /// `text` with `\x`, `\u` and `\U` escapes for what is not ASCII, as `ascii()` does with a `repr`.
  package static func asciiEscaped(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    var out: [UInt8] = []
    for scalar in text.unicodeScalars {
      if scalar.isASCII { out.append(scalar: scalar) } else { append(escape: scalar.value, to: &out) }
    }
    return out.text
  }

  private static func append(escaping byte: UInt8, quote: UInt8, to out: inout [UInt8]) {
    switch byte {
    case quote, UInt8(ascii: "\\"):
      out.append(UInt8(ascii: "\\"))
      out.append(byte)
    case UInt8(ascii: "\n"): out.append(text: "\\n")
    case UInt8(ascii: "\r"): out.append(text: "\\r")
    case UInt8(ascii: "\t"): out.append(text: "\\t")
    case 32..<127: out.append(byte)
    default: append(escape: UInt32(byte), to: &out)
    }
  }

  private static func append(escape code: UInt32, to out: inout [UInt8]) {
    let (letter, width) = code < 0x100 ? ("x", 2) : code < 0x10000 ? ("u", 4) : ("U", 8)
    out.append(UInt8(ascii: "\\"))
    out.append(text: letter)
    let digits = String(code, radix: 16)
    out.append(UInt8(ascii: "0"), count: width - digits.utf8.count)
    out.append(text: digits)
  }
}
