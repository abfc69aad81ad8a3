/// A piece of text cut into what decides a comparison: numbers, words, punctuation. White space only separates.
///
/// Cutting is linear in the length of the text, and so is everything done with the tokens.
struct TokenText: Sendable {
  /// What a token is.
  enum Kind: UInt8, Sendable {
    /// `1`, `-2.5`, `1e-05`, `3.`
    case number
    /// Letters, digits and underscores, and everything outside ASCII.
    case word
    /// One character.
    case punctuation
    /// `0x7f3a5c2e1d90`, also cut short: `0x7f...`
    case address
    /// `...` or `…`
    case ellipsis
  }

  struct Token: Sendable {
    let kind: Kind
    let start: Int32
    let end: Int32
    /// The line of the text, counted from 0.
    let line: Int32
    /// Whether white space stands before it.
    let isSpaced: Bool

    var range: Range<Int> { Int(start)..<Int(end) }
  }

  let bytes: [UInt8]
  let tokens: [Token]
  let lineCount: Int

  init(_ text: String) {
    self.init(Array(text.utf8))
  }

  /// Cuts a text. Of one beyond 2 GB only the beginning is read, since offsets are kept in 32 bits.
  init(_ bytes: [UInt8]) {
    // What is too much is removed, no slice of the limit's size is copied: for an array whose size it knows, the
    // compiler keeps a table of every element while it optimises, 17 GB for this one.
    var bytes = bytes
    if bytes.count > Int(Int32.max) { bytes.removeLast(bytes.count - Int(Int32.max)) }
    self.bytes = bytes
    var lexer = Lexer(bytes: bytes)
    lexer.run()
    tokens = lexer.tokens
    lineCount = Int(lexer.line) + 1
  }

  var count: Int { tokens.count }
  var isEmpty: Bool { tokens.isEmpty }

  /// The bytes of a token.
  func slice(_ index: Int) -> ArraySlice<UInt8> { bytes[tokens[index].range] }

  /// The text of a token.
  func string(_ index: Int) -> String { String(decoding: slice(index), as: UTF8.self) }

  /// The text from one token to before another, as it is written.
  func string(_ indices: Range<Int>) -> String {
    guard let first = indices.first, let last = indices.last, last < tokens.count else { return "" }
    return String(decoding: bytes[Int(tokens[first].start)..<Int(tokens[last].end)], as: UTF8.self)
  }

  func kind(_ index: Int) -> Kind? { index < tokens.count ? tokens[index].kind : nil }

  /// Whether a token is this one character.
  func isPunctuation(_ index: Int, _ character: Unicode.Scalar) -> Bool {
    guard index >= 0, index < tokens.count, tokens[index].kind == .punctuation else { return false }
    return bytes[Int(tokens[index].start)] == UInt8(truncatingIfNeeded: character.value)
  }

  /// The character of a punctuation token, 0 for others.
  func punctuation(_ index: Int) -> UInt8 {
    index < tokens.count && tokens[index].kind == .punctuation ? bytes[Int(tokens[index].start)] : 0
  }

  /// Whether a token is written with these letters.
  func isWord(_ index: Int, _ word: StaticString) -> Bool {
    guard index >= 0, index < tokens.count else { return false }
    let range = tokens[index].range
    guard range.count == word.utf8CodeUnitCount else { return false }
    return word.withUTF8Buffer { buffer in
      for offset in 0..<buffer.count where buffer[offset] != bytes[range.lowerBound + offset] { return false }
      return true
    }
  }

  /// Whether two tokens are written alike.
  func equals(_ index: Int, _ other: TokenText, _ otherIndex: Int) -> Bool {
    let left = tokens[index]
    let right = other.tokens[otherIndex]
    guard left.kind == right.kind, left.end - left.start == right.end - right.start else { return false }
    var offset = 0
    let length = Int(left.end - left.start)
    while offset < length {
      if bytes[Int(left.start) + offset] != other.bytes[Int(right.start) + offset] { return false }
      offset += 1
    }
    return true
  }

  /// The number a number token stands for.
  func number(_ index: Int) -> NumberText? {
    index < tokens.count && tokens[index].kind == .number ? NumberText(slice(index)) : nil
  }

  /// The tokens of a part of the text.
  func suffix(from index: Int) -> TokenText {
    index <= 0 || tokens.isEmpty
      ? self : TokenText(index < tokens.count ? Array(bytes[Int(tokens[index].start)...]) : [])
  }
}

/// Cuts bytes into tokens.
private struct Lexer {
  let bytes: [UInt8]
  var tokens: [TokenText.Token] = []
  var line: Int32 = 0
  private var position = 0
  private var isSpaced = false

  init(bytes: [UInt8]) {
    self.bytes = bytes
    tokens.reserveCapacity(bytes.count / 4)
  }

  private func byte(_ offset: Int) -> UInt8 { offset < bytes.count && offset >= 0 ? bytes[offset] : 0 }

  private mutating func add(_ kind: TokenText.Kind, to end: Int) {
    tokens.append(.init(kind: kind, start: Int32(position), end: Int32(end), line: line, isSpaced: isSpaced))
    position = end
    isSpaced = false
  }

  mutating func run() {
    while position < bytes.count {
      let current = bytes[position]
      switch current {
      case 0x0A:
        line += 1
        fallthrough
      case 0x20, 0x09, 0x0D, 0x0B, 0x0C:
        isSpaced = true
        position += 1
      case 0x30...0x39:
        if let end = addressEnd() {
          add(.address, to: end)
        } else if let end = hexadecimalEnd() {
          add(.word, to: end)
        } else {
          add(.number, to: numberEnd(position))
        }
      case UInt8(ascii: "."):
        if byte(position + 1) == current, byte(position + 2) == current {
          add(.ellipsis, to: position + 3)
        } else if byte(position + 1).isDigit, !byte(position - 1).isWordByte {
          add(.number, to: numberEnd(position))
        } else {
          add(.punctuation, to: position + 1)
        }
      case UInt8(ascii: "-"):
        if signBelongsToNumber {
          add(.number, to: numberEnd(position + 1))
        } else {
          add(.punctuation, to: position + 1)
        }
      case 0xE2 where byte(position + 1) == 0x80 && byte(position + 2) == 0xA6:
        add(.ellipsis, to: position + 3)
      default:
        if current.isWordByte { add(.word, to: wordEnd(position)) } else { add(.punctuation, to: position + 1) }
      }
    }
  }

  /// Whether the minus at the position is a sign: a digit follows, and no operand stands right before it.
  private var signBelongsToNumber: Bool {
    let next = byte(position + 1)
    guard next.isDigit || next == UInt8(ascii: ".") && byte(position + 2).isDigit else { return false }
    let previous = byte(position - 1)
    return !previous.isWordByte && !")].'\"".utf8.contains(previous)
  }

  /// A word is of ASCII or of other characters; wide punctuation stands alone. So `True，因为` begins with `True`.
  private func wordEnd(_ start: Int) -> Int {
    if let end = widePunctuationEnd(start) { return end }
    let isASCII = bytes[start] < 0x80
    var end = start + 1
    while end < bytes.count, bytes[end].isWordByte, (bytes[end] < 0x80) == isASCII {
      if widePunctuationEnd(end) != nil { break }
      end += 1
    }
    return end
  }

  /// The end of `…`, of CJK punctuation (U+3000 to U+303F) or of a full-width form (U+FF00 to U+FF0F, U+FF1A to U+FF20).
  private func widePunctuationEnd(_ start: Int) -> Int? {
    let second = byte(start + 1)
    let third = byte(start + 2)
    switch byte(start) {
    case 0xE2: return second == 0x80 && third == 0xA6 ? start + 3 : nil
    case 0xE3: return second == 0x80 ? min(start + 3, bytes.count) : nil
    case 0xEF:
      return second == 0xBC && (third <= 0x8F || (0x9A...0xA0).contains(third)) ? min(start + 3, bytes.count) : nil
    default: return nil
    }
  }

  /// The end of `0xff`.
  private func hexadecimalEnd() -> Int? {
    guard bytes[position] == UInt8(ascii: "0"), byte(position + 1) | 0x20 == UInt8(ascii: "x"),
      byte(position + 2).isHexDigit
    else { return nil }
    var end = position + 2
    while byte(end).isHexDigit { end += 1 }
    return end
  }

  private func numberEnd(_ start: Int) -> Int {
    var end = start
    while byte(end).isDigit { end += 1 }
    if byte(end) == UInt8(ascii: "."), !(byte(end + 1) == UInt8(ascii: ".") && byte(end + 2) == UInt8(ascii: ".")) {
      end += 1
      while byte(end).isDigit { end += 1 }
    }
    if byte(end) | 0x20 == UInt8(ascii: "e") {
      var exponent = end + 1
      if byte(exponent) == UInt8(ascii: "+") || byte(exponent) == UInt8(ascii: "-") { exponent += 1 }
      if byte(exponent).isDigit {
        while byte(exponent).isDigit { exponent += 1 }
        end = exponent
      }
    }
    return end
  }

  /// The end of an object address at the position: hexadecimal digits behind `at`, or many of them, or cut short.
  private func addressEnd() -> Int? {
    guard bytes[position] == UInt8(ascii: "0"), byte(position + 1) | 0x20 == UInt8(ascii: "x") else { return nil }
    var end = position + 2
    while byte(end).isHexDigit { end += 1 }
    let digits = end - position - 2
    let isCut =
      byte(end) == UInt8(ascii: ".") && byte(end + 1) == UInt8(ascii: ".") && byte(end + 2) == UInt8(ascii: ".")
    if isCut { return end + 3 }
    guard digits > 0 else { return nil }
    if digits >= 8 { return end }
    guard let last = tokens.last, last.kind == .word, last.end - last.start == 2 else { return nil }
    return bytes[Int(last.start)] == UInt8(ascii: "a") && bytes[Int(last.start) + 1] == UInt8(ascii: "t") ? end : nil
  }
}

extension UInt8 {
  var isDigit: Bool { self >= 0x30 && self <= 0x39 }
  var isHexDigit: Bool { isDigit || (self | 0x20 >= 0x61 && self | 0x20 <= 0x66) }
  /// A letter, a digit, an underscore or a byte of a character outside ASCII.
  var isWordByte: Bool { isDigit || isLetter || self == 0x5F || self >= 0x80 }
  var isLetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }
  var isUppercase: Bool { self >= 0x41 && self <= 0x5A }
}
