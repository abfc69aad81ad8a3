extension Lexer {
  mutating func readOperator(_ byte: UInt8) {
    let start = position
    let next = peek(1)
    let equals = UInt8(ascii: "=")
    /// One sign, or the sign with `=` after it.
    func plain(_ kind: TokenKind, assigning: TokenKind) {
      take(next == equals ? 2 : 1, next == equals ? assigning : kind)
    }
    /// As `plain`, for signs that may also be doubled.
    func doubled(_ kind: TokenKind, _ assigning: TokenKind, _ double: TokenKind, _ doubleAssigning: TokenKind) {
      if next == byte {
        take(peek(2) == equals ? 3 : 2, peek(2) == equals ? doubleAssigning : double)
      } else {
        plain(kind, assigning: assigning)
      }
    }
    func take(_ length: Int, _ kind: TokenKind) {
      position += length
      add(kind, from: start)
    }
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): open(byte)
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): close(byte)
    case UInt8(ascii: ":"): plain(.colon, assigning: .colonAssign)
    case UInt8(ascii: ","): take(1, .comma)
    case UInt8(ascii: ";"): take(1, .semicolon)
    case UInt8(ascii: "."):
      if next >= UInt8(ascii: "0"), next <= UInt8(ascii: "9") { return readNumber() }
      let isEllipsis = next == byte && peek(2) == byte
      take(isEllipsis ? 3 : 1, isEllipsis ? .ellipsis : .dot)
    case UInt8(ascii: "="): plain(.assign, assigning: .equal)
    case UInt8(ascii: "+"): plain(.plus, assigning: .plusAssign)
    case UInt8(ascii: "-"):
      if next == UInt8(ascii: ">") { take(2, .arrow) } else { plain(.minus, assigning: .minusAssign) }
    case UInt8(ascii: "*"): doubled(.star, .starAssign, .doubleStar, .doubleStarAssign)
    case UInt8(ascii: "/"): doubled(.slash, .slashAssign, .doubleSlash, .doubleSlashAssign)
    case UInt8(ascii: "<") where next == UInt8(ascii: ">"): take(2, .unknown)
    case UInt8(ascii: "<"): doubled(.less, .lessOrEqual, .leftShift, .leftShiftAssign)
    case UInt8(ascii: ">"): doubled(.greater, .greaterOrEqual, .rightShift, .rightShiftAssign)
    case UInt8(ascii: "%"): plain(.percent, assigning: .percentAssign)
    case UInt8(ascii: "@"): plain(.at, assigning: .atAssign)
    case UInt8(ascii: "&"): plain(.ampersand, assigning: .ampersandAssign)
    case UInt8(ascii: "|"): plain(.bar, assigning: .barAssign)
    case UInt8(ascii: "^"): plain(.caret, assigning: .caretAssign)
    case UInt8(ascii: "~"): take(1, .tilde)
    case UInt8(ascii: "!") where next == equals: take(2, .notEqual)
    case 0x21...0x7E:
      take(1, .unknown)
    default:
      position += 1
      let code = String(byte, radix: 16, uppercase: true)
      fail(
        "invalid non-printable character U+\(String(repeating: "0", count: max(0, 4 - code.count)))\(code)",
        at: start..<position)
    }
  }

  private mutating func open(_ byte: UInt8) {
    let start = position
    position += 1
    guard brackets.count < 200 else { return fail("too many nested parentheses", at: start..<position) }
    brackets.append((byte, start))
    add(
      byte == UInt8(ascii: "(") ? .leftParenthesis : byte == UInt8(ascii: "[") ? .leftBracket : .leftBrace, from: start)
  }

  private mutating func close(_ byte: UInt8) {
    let start = position
    position += 1
    let closing = Character(Unicode.Scalar(byte))
    guard let opening = brackets.popLast() else { return fail("unmatched '\(closing)'", at: start..<position) }
    let fitting: UInt8 =
      opening.byte == UInt8(ascii: "(")
      ? UInt8(ascii: ")") : opening.byte == UInt8(ascii: "[") ? UInt8(ascii: "]") : UInt8(ascii: "}")
    guard byte == fitting else {
      let openingLine = line(of: opening.position)
      let place = openingLine == line(of: start) ? "" : " on line \(openingLine)"
      return fail(
        "closing parenthesis '\(closing)' does not match opening parenthesis "
          + "'\(Character(Unicode.Scalar(opening.byte)))'\(place)", at: start..<position)
    }
    add(
      byte == UInt8(ascii: ")") ? .rightParenthesis : byte == UInt8(ascii: "]") ? .rightBracket : .rightBrace,
      from: start)
  }

  /// The number, from 1, of the line that holds a byte.
  static func line(of position: Int, in bytes: [UInt8]) -> Int {
    var line = 1
    var index = 0
    while index < min(position, bytes.count) {
      if bytes[index] == UInt8(ascii: "\n") {
        line += 1
      } else if bytes[index] == UInt8(ascii: "\r"), index + 1 >= bytes.count || bytes[index + 1] != UInt8(ascii: "\n") {
        line += 1
      }
      index += 1
    }
    return line
  }
}
