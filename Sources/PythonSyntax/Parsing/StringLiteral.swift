import SourceText

/// The values of string and bytes literals: escape sequences and line breaks
/// (docs.python.org/3.11/reference/lexical_analysis.html, "String and Bytes literals").
enum StringLiteral {
  /// The text of the bytes between the quotes of a `str` literal.
  static func text(_ bytes: [UInt8], in range: ByteRange, isRaw: Bool, literal: ByteRange) throws(Parser.Failure)
    -> String
  {
    let content = bytes[range]
    guard !isRaw, content.contains(UInt8(ascii: "\\")) else { return withPlainLineBreaks(content) }
    var decoder = EscapeDecoder(bytes, range, literal)
    try decoder.run()
    return String(decoding: decoder.output, as: UTF8.self)
  }

  /// The value of the bytes between the quotes of a `bytes` literal.
  static func bytes(_ bytes: [UInt8], in range: ByteRange, isRaw: Bool, literal: ByteRange) throws(Parser.Failure)
    -> [UInt8]
  {
    let content = bytes[range]
    if content.contains(where: { $0 >= 0x80 }) {
      throw .syntax(SyntaxFailure("bytes can only contain ASCII literal characters", at: literal))
    }
    guard !isRaw, content.contains(UInt8(ascii: "\\")) else { return plainLineBreaks(content) }
    var decoder = EscapeDecoder(bytes, range, literal, isBytes: true)
    try decoder.run()
    return decoder.output
  }

  /// A text in which every line break is LF, as Python reads source code.
  static func withPlainLineBreaks(_ content: ArraySlice<UInt8>) -> String {
    content.contains(UInt8(ascii: "\r"))
      ? String(decoding: plainLineBreaks(content), as: UTF8.self) : String(decoding: content, as: UTF8.self)
  }

  private static func plainLineBreaks(_ content: ArraySlice<UInt8>) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(content.count)
    var previous: UInt8 = 0
    for byte in content {
      if byte == UInt8(ascii: "\r") {
        output.append(UInt8(ascii: "\n"))
      } else if byte != UInt8(ascii: "\n") || previous != UInt8(ascii: "\r") {
        output.append(byte)
      }
      previous = byte
    }
    return output
  }
}

/// Replaces the escape sequences of one literal.
private struct EscapeDecoder {
  let bytes: [UInt8]
  let end: Int
  let literal: ByteRange
  let isBytes: Bool
  var position: Int
  var output: [UInt8] = []
  /// How far CPython's codec has come, which has read each non-ASCII character as ten bytes.
  var codecPosition = 0

  init(_ bytes: [UInt8], _ range: ByteRange, _ literal: ByteRange, isBytes: Bool = false) {
    self.bytes = bytes
    self.literal = literal
    self.isBytes = isBytes
    position = range.lowerBound
    end = range.upperBound
  }

  mutating func run() throws(Parser.Failure) {
    while position < end {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\\") where position < end:
        codecPosition += 1
        try escape()
      case UInt8(ascii: "\r"):
        output.append(UInt8(ascii: "\n"))
        if position < end, bytes[position] == UInt8(ascii: "\n") { position += 1 }
        codecPosition += 1
      default:
        output.append(byte)
        codecPosition += byte < 0x80 ? 1 : byte >= 0xC0 ? 10 : 0
      }
    }
  }

  private mutating func escape() throws(Parser.Failure) {
    let start = codecPosition - 1
    let letter = bytes[position]
    position += 1
    codecPosition += 1
    switch letter {
    case UInt8(ascii: "\n"): break
    case UInt8(ascii: "\r"):
      if position < end, bytes[position] == UInt8(ascii: "\n") { position += 1 }
    case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): output.append(letter)
    case UInt8(ascii: "a"): output.append(7)
    case UInt8(ascii: "b"): output.append(8)
    case UInt8(ascii: "t"): output.append(9)
    case UInt8(ascii: "n"): output.append(10)
    case UInt8(ascii: "v"): output.append(11)
    case UInt8(ascii: "f"): output.append(12)
    case UInt8(ascii: "r"): output.append(13)
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      var value = UInt32(letter - UInt8(ascii: "0"))
      var count = 1
      while count < 3, position < end, bytes[position] >= UInt8(ascii: "0"), bytes[position] <= UInt8(ascii: "7") {
        value = value * 8 + UInt32(bytes[position] - UInt8(ascii: "0"))
        position += 1
        codecPosition += 1
        count += 1
      }
      if isBytes { output.append(UInt8(truncatingIfNeeded: value)) } else { try append(value, from: start) }
    case UInt8(ascii: "x"): try hexadecimal(2, "\\xXX", from: start)
    case UInt8(ascii: "u") where !isBytes: try hexadecimal(4, "\\uXXXX", from: start)
    case UInt8(ascii: "U") where !isBytes: try hexadecimal(8, "\\UXXXXXXXX", from: start)
    case UInt8(ascii: "N") where !isBytes: try named(from: start)
    default:
      // An unknown escape is kept, backslash and all.
      output.append(UInt8(ascii: "\\"))
      position -= 1
      codecPosition -= 1
    }
  }

  private mutating func hexadecimal(_ count: Int, _ form: String, from start: Int) throws(Parser.Failure) {
    var value: UInt32 = 0
    for _ in 0..<count {
      guard position < end, let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue, bytes[position] < 0x80
      else {
        if isBytes {
          throw .syntax(SyntaxFailure("(value error) invalid \\x escape at position \(start)", at: literal))
        }
        throw unicodeError("truncated \(form) escape", from: start)
      }
      value = value << 4 | UInt32(digit)
      position += 1
      codecPosition += 1
    }
    if isBytes { output.append(UInt8(truncatingIfNeeded: value)) } else { try append(value, from: start) }
  }

  private mutating func named(from start: Int) throws(Parser.Failure) {
    guard position < end, bytes[position] == UInt8(ascii: "{") else {
      throw unicodeError("malformed \\N character escape", from: start)
    }
    let nameStart = position + 1
    position = nameStart
    codecPosition += 1
    while position < end, bytes[position] != UInt8(ascii: "}") {
      codecPosition += bytes[position] < 0x80 ? 1 : bytes[position] >= 0xC0 ? 10 : 0
      position += 1
    }
    guard position < end, position > nameStart else {
      throw unicodeError("malformed \\N character escape", from: start)
    }
    let name = String(decoding: bytes[nameStart..<position], as: UTF8.self)
    position += 1
    codecPosition += 1
    guard let scalar = CharacterNames.scalar(named: name) else {
      throw unicodeError("unknown Unicode character name", from: start)
    }
    output.append(contentsOf: Array(UTF8.encode(scalar) ?? .init()))
  }

  private mutating func append(_ value: UInt32, from start: Int) throws(Parser.Failure) {
    guard value <= 0x10FFFF else { throw unicodeError("illegal Unicode character", from: start) }
    guard let scalar = Unicode.Scalar(value) else {
      throw .syntax(
        SyntaxFailure(
          "lone surrogates such as U+\(String(value, radix: 16, uppercase: true)) are not supported in strings",
          at: literal))
    }
    output.append(contentsOf: Array(UTF8.encode(scalar) ?? .init()))
  }

  private func unicodeError(_ reason: String, from start: Int) -> Parser.Failure {
    .syntax(
      SyntaxFailure(
        "(unicode error) 'unicodeescape' codec can't decode bytes in position \(start)-\(codecPosition - 1): \(reason)",
        at: literal))
  }
}
