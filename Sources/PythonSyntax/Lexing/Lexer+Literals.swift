extension Lexer {
  // MARK: Numbers

  /// Reads a number; the value is made by the parser.
  mutating func readNumber() {
    let start = position
    if peek() == UInt8(ascii: "0") {
      switch peek(1) | 0x20 {
      case UInt8(ascii: "x"): return readRadix(16, "hexadecimal", from: start)
      case UInt8(ascii: "o"): return readRadix(8, "octal", from: start)
      case UInt8(ascii: "b"): return readRadix(2, "binary", from: start)
      default: break
      }
      // Zeros may stand before a fraction, an exponent or `j`, but not before other digits of an integer.
      var onlyZeros = true
      guard readDigits(onlyZeros: &onlyZeros) else { return }
      let endOfInteger = position
      let next = peek()
      if next != UInt8(ascii: "."), next | 0x20 != UInt8(ascii: "e"), next | 0x20 != UInt8(ascii: "j") {
        if !onlyZeros {
          var firstNonzero = start
          while bytes[firstNonzero] == UInt8(ascii: "0") || bytes[firstNonzero] == UInt8(ascii: "_") {
            firstNonzero += 1
          }
          return fail(
            "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers",
            at: start..<max(firstNonzero, min(endOfInteger, firstNonzero)))
        }
        guard verifyEnd("decimal") else { return }
        return add(.number, from: start)
      }
    } else if peek() != UInt8(ascii: ".") {
      var ignored = true
      guard readDigits(onlyZeros: &ignored) else { return }
    }
    var kind = "decimal"
    if peek() == UInt8(ascii: ".") {
      position += 1
      if isDigit(peek()) {
        var ignored = true
        guard readDigits(onlyZeros: &ignored) else { return }
      }
    }
    if peek() | 0x20 == UInt8(ascii: "e") {
      let sign = peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-")
      if isDigit(peek(sign ? 2 : 1)) {
        position += sign ? 2 : 1
        var ignored = true
        guard readDigits(onlyZeros: &ignored) else { return }
      } else if sign {
        position += 2
        return fail("invalid decimal literal", at: lastRead)
      }
    }
    if peek() | 0x20 == UInt8(ascii: "j") {
      position += 1
      kind = "imaginary"
    }
    guard verifyEnd(kind) else { return }
    add(.number, from: start)
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

  /// Reads decimal digits with single underscores between them; says whether they are well formed.
  private mutating func readDigits(onlyZeros: inout Bool) -> Bool {
    while true {
      while isDigit(peek()) {
        if peek() != UInt8(ascii: "0") { onlyZeros = false }
        position += 1
      }
      guard peek() == UInt8(ascii: "_") else { return true }
      position += 1
      if !isDigit(peek()) {
        fail("invalid decimal literal", at: lastRead)
        return false
      }
    }
  }

  private mutating func readRadix(_ radix: UInt8, _ name: String, from start: Int) {
    func isFit(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0") < radix
      case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"): radix == 16
      default: false
      }
    }
    position += 2
    repeat {
      if peek() == UInt8(ascii: "_") { position += 1 }
      guard isFit(peek()) else {
        if isDigit(peek()), radix < 16 {
          position += 1
          return fail("invalid digit '\(Character(Unicode.Scalar(peek(-1))))' in \(name) literal", at: lastRead)
        }
        return fail("invalid \(name) literal", at: lastRead)
      }
      while isFit(peek()) { position += 1 }
    } while peek() == UInt8(ascii: "_")
    if isDigit(peek()), radix < 16 {
      position += 1
      return fail("invalid digit '\(Character(Unicode.Scalar(peek(-1))))' in \(name) literal", at: lastRead)
    }
    guard verifyEnd(name) else { return }
    add(.number, from: start)
  }

  /// A number must not run into a name, except into a keyword that may follow it (`1if x else y`).
  private mutating func verifyEnd(_ kind: String) -> Bool {
    guard position < end, Lexer.isNameByte(peek()) else { return true }
    for word in ["and", "else", "for", "if", "in", "is", "or", "not"] {
      if word.utf8.enumerated().allSatisfy({ peek($0.offset) == $0.element }) {
        return true
      }
    }
    if peek() >= 0x80 {
      // The character itself may be the fault.
      return true
    }
    fail("invalid \(kind) literal", at: lastRead)
    return false
  }

  // MARK: Strings

  /// Reads a string whose prefix or quote stands at `start`; the position is at the quote.
  mutating func readString(from start: Int) {
    let quote = peek()
    let isTriple = peek(1) == quote && peek(2) == quote
    position += isTriple ? 3 : 1
    while position < end {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\\") {
        position += 1
        if position < end { skipLineBreakOrByte() }
        continue
      }
      if byte == quote {
        if !isTriple {
          position += 1
          return add(.string, from: start)
        }
        if peek(1) == quote, peek(2) == quote {
          position += 3
          return add(.string, from: start)
        }
      } else if !isTriple, byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        break
      }
      position += 1
    }
    if isTriple {
      let line = line(of: lastContent)
      fail("unterminated triple-quoted string literal (detected at line \(line))", at: start..<start + 1)
    } else {
      let line = line(of: min(position, end))
      fail("unterminated string literal (detected at line \(line))", at: start..<start + 1)
    }
  }

  /// The last byte of the text that is not its final line break, for naming its last line.
  private var lastContent: Int {
    var last = end
    if last > 0, bytes[last - 1] == UInt8(ascii: "\n") { last -= 1 }
    if last > 0, bytes[last - 1] == UInt8(ascii: "\r") { last -= 1 }
    return last
  }

  private mutating func skipLineBreakOrByte() {
    if peek() == UInt8(ascii: "\r") { skipLineBreak() } else { position += 1 }
  }
}

/// The letters before a string's quote.
struct StringPrefix {
  var isRaw = false
  var isBytes = false
  var isFormatted = false

  init() {}

  /// `nil` when the letters are no prefix.
  init?(_ letters: some Sequence<UInt8>) {
    var isUnicode = false
    for letter in letters {
      switch letter | 0x20 {
      case UInt8(ascii: "r") where !isRaw && !isUnicode: isRaw = true
      case UInt8(ascii: "b") where !isBytes && !isFormatted && !isUnicode: isBytes = true
      case UInt8(ascii: "f") where !isFormatted && !isBytes && !isUnicode: isFormatted = true
      case UInt8(ascii: "u") where !isRaw && !isBytes && !isFormatted && !isUnicode: isUnicode = true
      default: return nil
      }
    }
  }
}
