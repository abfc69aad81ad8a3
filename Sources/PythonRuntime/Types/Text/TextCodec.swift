/// The encodings of `str.encode` and `bytes.decode`.
package enum TextCodec: String, Sendable {
  /// UTF-8.
  case utf8 = "utf-8"
  /// The first 128 code points, a byte each.
  case ascii
  /// The first 256 code points, a byte each.
  case latin1 = "latin-1"
  /// UTF-16 in the machine's order, with a byte order mark.
  case utf16 = "utf-16"
  /// UTF-16, little end first.
  case utf16LittleEndian = "utf-16-le"
  /// UTF-16, big end first.
  case utf16BigEndian = "utf-16-be"
  /// UTF-32 in the machine's order, with a byte order mark.
  case utf32 = "utf-32"
  /// UTF-32, little end first.
  case utf32LittleEndian = "utf-32-le"
  /// UTF-32, big end first.
  case utf32BigEndian = "utf-32-be"

  /// What happens to what cannot be converted.
  package enum ErrorHandling: String, Sendable {
    /// An exception.
    case strict
    /// It is left out.
    case ignore
    /// A question mark, or U+FFFD when decoding.
    case replace
    /// `\xe9`
    case backslash = "backslashreplace"
    /// `&#233;`
    case reference = "xmlcharrefreplace"

    /// The handling called `name`. Throws `LookupError` for an unknown name.
    package init(named name: String) throws(PythonException) {
      guard let handling = ErrorHandling(rawValue: name) else {
        throw PythonException(.lookupError, "unknown error handler name '\(name)'")
      }
      self = handling
    }
  }

  /// The encoding called `name`, in any of its spellings. Throws `LookupError` for an unknown name.
  package init(named name: String) throws(PythonException) {
    let normalized = String(
      decoding: name.utf8.map { $0 == UInt8(ascii: "_") || $0 == 32 ? UInt8(ascii: "-") : $0.asciiLowercased },
      as: UTF8.self)
    switch normalized {
    case "utf-8", "utf8", "u8", "utf", "cp65001", "utf8-ucs4", "utf8-ucs2": self = .utf8
    case "ascii", "us-ascii", "646", "ansi-x3.4-1968", "cp367", "iso646-us": self = .ascii
    case "latin-1", "latin1", "latin", "l1", "iso-8859-1", "iso8859-1", "8859", "cp819": self = .latin1
    case "utf-16", "utf16", "u16": self = .utf16
    case "utf-16-le", "utf-16le", "utf16-le", "utf16le": self = .utf16LittleEndian
    case "utf-16-be", "utf-16be", "utf16-be", "utf16be": self = .utf16BigEndian
    case "utf-32", "utf32", "u32": self = .utf32
    case "utf-32-le", "utf-32le", "utf32-le", "utf32le": self = .utf32LittleEndian
    case "utf-32-be", "utf-32be", "utf32-be", "utf32be": self = .utf32BigEndian
    default: throw PythonException(.lookupError, "unknown encoding: \(name)")
    }
  }

  /// The bytes of `text`. Throws `UnicodeEncodeError` for a code point that the encoding does not have.
  package func encode(_ text: String, errors: ErrorHandling) throws(PythonException) -> [UInt8] {
    switch self {
    case .utf8: return Array(text.utf8)
    case .ascii, .latin1: return try encodeBytes(text, errors: errors)
    case .utf16, .utf16LittleEndian, .utf16BigEndian:
      var out: [UInt8] = self == .utf16 ? [0xFF, 0xFE] : []
      for unit in text.utf16 {
        let (low, high) = (UInt8(unit & 0xFF), UInt8(unit >> 8))
        out += self == .utf16BigEndian ? [high, low] : [low, high]
      }
      return out
    case .utf32, .utf32LittleEndian, .utf32BigEndian:
      var out: [UInt8] = self == .utf32 ? [0xFF, 0xFE, 0, 0] : []
      for scalar in text.unicodeScalars {
        let bytes = (0..<4).map { UInt8(truncatingIfNeeded: scalar.value >> UInt32($0 * 8)) }
        out += self == .utf32BigEndian ? bytes.reversed() : bytes
      }
      return out
    }
  }

  private func encodeBytes(_ text: String, errors: ErrorHandling) throws(PythonException) -> [UInt8] {
    let limit: UInt32 = self == .ascii ? 0x80 : 0x100
    let scalars = Array(text.unicodeScalars)
    var out: [UInt8] = []
    out.reserveCapacity(scalars.count)
    for (position, scalar) in scalars.enumerated() {
      if scalar.value < limit {
        out.append(UInt8(truncatingIfNeeded: scalar.value))
        continue
      }
      switch errors {
      case .ignore: break
      case .replace: out.append(UInt8(ascii: "?"))
      case .reference: out.append(text: "&#\(scalar.value);")
      case .backslash: out.append(text: String(TextRepr.asciiEscaped(String(scalar))))
      case .strict:
        var end = position + 1
        while end < scalars.count, scalars[end].value >= limit { end += 1 }
        throw PythonException(
          .unicodeEncodeError,
          arguments: [
            .string(rawValue), .string(text), .int(position), .int(end), .string("ordinal not in range(\(limit))"),
          ])
      }
    }
    return out
  }

  /// The text of `bytes`. Throws `UnicodeDecodeError` for bytes that the encoding does not have.
  package func decode(_ bytes: [UInt8], errors: ErrorHandling) throws(PythonException) -> String {
    switch self {
    case .utf8: return try decodeUTF8(bytes, errors: errors)
    case .latin1:
      var out: [UInt8] = []
      for byte in bytes { out.append(scalar: Unicode.Scalar(byte)) }
      return out.text
    case .ascii:
      var out: [UInt8] = []
      for (position, byte) in bytes.enumerated() {
        if byte < 0x80 {
          out.append(byte)
        } else {
          try handle(bytes, position..<(position + 1), "ordinal not in range(128)", errors, &out)
        }
      }
      return out.text
    case .utf16, .utf16LittleEndian, .utf16BigEndian: return try decodeUnits(bytes, width: 2, errors: errors)
    case .utf32, .utf32LittleEndian, .utf32BigEndian: return try decodeUnits(bytes, width: 4, errors: errors)
    }
  }

  private func handle(
    _ bytes: [UInt8], _ range: Range<Int>, _ reason: String, _ errors: ErrorHandling, _ out: inout [UInt8]
  ) throws(PythonException) {
    switch errors {
    case .ignore: break
    case .replace: out.append(scalar: "\u{FFFD}")
    case .backslash, .reference:
      for byte in bytes[range] {
        out.append(text: "\\x")
        out.append(text: byte < 16 ? "0" : "")
        out.append(text: String(byte, radix: 16))
      }
    case .strict:
      throw PythonException(
        .unicodeDecodeError,
        arguments: [
          .string(rawValue), .object(BytesObject(bytes)), .int(range.lowerBound), .int(range.upperBound),
          .string(reason),
        ])
    }
  }

  private func decodeUTF8(_ bytes: [UInt8], errors: ErrorHandling) throws(PythonException) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    var out: [UInt8] = []
    var position = 0
    while position < bytes.count {
      let lead = bytes[position]
      if lead < 0x80 {
        out.append(lead)
        position += 1
        continue
      }
      let width = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0
      if width == 0 {
        try handle(bytes, position..<(position + 1), "invalid start byte", errors, &out)
        position += 1
        continue
      }
      var length = 1
      while length < width, position + length < bytes.count,
        TextCodec.continues(lead, at: length, bytes[position + length])
      {
        length += 1
      }
      if length == width {
        out.append(contentsOf: bytes[position..<(position + width)])
      } else {
        let reason = position + length == bytes.count ? "unexpected end of data" : "invalid continuation byte"
        try handle(bytes, position..<(position + length), reason, errors, &out)
      }
      position += length
    }
    return out.text
  }

  /// Whether `byte` may stand at `index` of a sequence that `lead` begins.
  private static func continues(_ lead: UInt8, at index: Int, _ byte: UInt8) -> Bool {
    guard byte & 0xC0 == 0x80 else { return false }
    guard index == 1 else { return true }
    switch lead {
    case 0xE0: return byte >= 0xA0
    case 0xED: return byte < 0xA0
    case 0xF0: return byte >= 0x90
    case 0xF4: return byte < 0x90
    default: return true
    }
  }

  private func decodeUnits(_ bytes: [UInt8], width: Int, errors: ErrorHandling) throws(PythonException) -> String {
    var position = 0
    var bigEnd = self == .utf16BigEndian || self == .utf32BigEndian
    if self == .utf16 || self == .utf32, bytes.count >= width {
      let mark = Array(bytes[..<width])
      if mark == (width == 2 ? [0xFF, 0xFE] : [0xFF, 0xFE, 0, 0]) { position = width }
      if mark == (width == 2 ? [0xFE, 0xFF] : [0, 0, 0xFE, 0xFF]) {
        position = width
        bigEnd = true
      }
    }
    func unit(_ start: Int) -> UInt32 {
      var value: UInt32 = 0
      for offset in 0..<width {
        value |= UInt32(bytes[start + offset]) << UInt32((bigEnd ? width - 1 - offset : offset) * 8)
      }
      return value
    }
    var out: [UInt8] = []
    while position < bytes.count {
      guard position + width <= bytes.count else {
        try handle(bytes, position..<bytes.count, "truncated data", errors, &out)
        break
      }
      let first = unit(position)
      if width == 2, first & 0xFC00 == 0xD800, position + 4 <= bytes.count, unit(position + 2) & 0xFC00 == 0xDC00 {
        let code = 0x10000 + ((first & 0x3FF) << 10) + (unit(position + 2) & 0x3FF)
        out.append(scalar: Unicode.Scalar(code) ?? "\u{FFFD}")
        position += 4
        continue
      }
      if let scalar = Unicode.Scalar(first) {
        out.append(scalar: scalar)
      } else {
        try handle(bytes, position..<(position + width), "illegal encoding", errors, &out)
      }
      position += width
    }
    return out.text
  }
}
