import SourceText

/// Cuts a text into tokens, as CPython 3.11's tokenizer does (docs.python.org/3.11/reference/lexical_analysis.html).
///
/// A lexer never fails: where it cannot go on it ends with an `.error` token and says why in ``LexedText/failure``.
package struct Lexer {
  let bytes: [UInt8]
  /// Where the text to lex ends; the bytes after it do not exist for the lexer.
  let end: Int
  var position: Int
  var tokens: [Token] = []
  var comments: [Comment] = []
  /// The brackets that are open: the byte and where it stands.
  var brackets: [(byte: UInt8, position: Int)] = []
  private var failure: SyntaxFailure?
  private var failureOverridesEarlier = false
  /// The columns of the open indentations, with tabs to multiples of 8 and with tabs as one column.
  private var indentations: [(column: Int, alternative: Int)] = [(0, 0)]
  private let purpose: Purpose
  private let watch: ReadingWatch?

  /// What a text is read for.
  enum Purpose {
    case parsing
    /// As an expression in an f-string: as if within parentheses, with no indentation.
    case embedding
    /// For colours only: messages name no lines, which it would take time to count.
    case highlighting
  }

  private var isEmbedded: Bool { purpose == .embedding }

  /// The tokens and comments of `text`.
  ///
  /// - Parameter watch: what may end reading early, as if the text were wrong.
  package static func lex(_ text: [UInt8], _ watch: ReadingWatch? = nil) -> LexedText {
    lex(text, in: 0..<text.count, watch)
  }

  /// The tokens and comments of whole lines of a text, as if the lines around them were empty.
  package static func lex(_ text: [UInt8], in range: ByteRange, _ watch: ReadingWatch?) -> LexedText {
    var lexer = Lexer(text, in: range, for: .parsing, watch)
    lexer.tokens.reserveCapacity(range.count / 4 + 8)
    return lexer.run()
  }

  /// The tokens and comments from a place on, for highlighting.
  static func lexForHighlighting(_ text: [UInt8], from start: Int) -> LexedText {
    var lexer = Lexer(text, in: start..<text.count, for: .highlighting, nil)
    return lexer.run()
  }

  /// The tokens of the expression of an f-string that stands in `range` of `text`.
  static func lexEmbedded(_ text: [UInt8], in range: ByteRange, _ watch: ReadingWatch?) -> LexedText {
    var lexer = Lexer(text, in: range, for: .embedding, watch)
    return lexer.run()
  }

  private init(_ text: [UInt8], in range: ByteRange, for purpose: Purpose, _ watch: ReadingWatch?) {
    self.watch = watch
    bytes = text
    end = range.upperBound
    position = range.lowerBound
    self.purpose = purpose
  }

  /// The number of the line that holds a byte, for a message.
  func line(of position: Int) -> Int { purpose == .highlighting ? 0 : Lexer.line(of: position, in: bytes) }

  /// The byte `offset` after the position; 0 past the end.
  @inline(__always) func peek(_ offset: Int = 0) -> UInt8 {
    let index = position + offset
    return index < end ? bytes[index] : 0
  }

  mutating func add(_ kind: TokenKind, from start: Int) {
    tokens.append(Token(kind, from: start, to: position, level: brackets.count + (isEmbedded ? 1 : 0)))
  }

  mutating func fail(
    _ message: String, at range: ByteRange, _ type: SyntaxFailure.ExceptionType = .syntaxError, overrides: Bool = true
  ) {
    guard failure == nil else { return }
    failure = SyntaxFailure(type, message, at: range).found(by: .tokenizer)
    failureOverridesEarlier = overrides
  }

  /// The last character read, which is where CPython points at.
  var lastRead: ByteRange { max(0, position - 1)..<max(0, position) }

  private mutating func run() -> LexedText {
    if !isEmbedded, peek() == 0xEF, peek(1) == 0xBB, peek(2) == 0xBF { position += 3 }
    var atLineStart = !isEmbedded
    while failure == nil {
      do { try watch?.look() } catch { failure = error }
      if atLineStart {
        atLineStart = false
        readIndentation()
        if failure != nil { break }
      }
      skipBlanks()
      if position >= end { break }
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "#"): readComment()
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        let start = position
        skipLineBreak()
        if isEmbedded || !brackets.isEmpty { continue }
        if let last = tokens.last?.kind, last != .newline, last != .indent, last != .dedent {
          tokens.append(Token(.newline, from: start, to: start + 1))
        }
        atLineStart = true
      case UInt8(ascii: "\\"): readContinuation()
      case 0: fail("source code cannot contain null bytes", at: position..<position + 1)
      default: readToken(byte)
      }
    }
    return finish()
  }

  private mutating func finish() -> LexedText {
    let place = min(position, end)
    var unclosed: Int?
    if failure == nil, let bracket = brackets.last {
      unclosed = bracket.position
      fail(
        "'\(Character(Unicode.Scalar(bracket.byte)))' was never closed",
        at: bracket.position..<bracket.position + 1, overrides: false)
    }
    if failure != nil {
      tokens.append(Token(.error, from: place, to: place, level: brackets.count))
    } else {
      if !isEmbedded {
        if let last = tokens.last?.kind, last != .newline, last != .dedent {
          tokens.append(Token(.newline, from: place, to: place))
        }
        for _ in 1..<indentations.count { tokens.append(Token(.dedent, from: place, to: place)) }
      }
      tokens.append(Token(.endMarker, from: place, to: place))
    }
    return LexedText(
      tokens: tokens, comments: comments, failure: failure, failureOverridesEarlier: failureOverridesEarlier,
      unclosedBracket: unclosed)
  }

  @inline(__always) private mutating func skipBlanks() {
    while position < end {
      let byte = bytes[position]
      guard byte == 0x20 || byte == 0x09 || byte == 0x0C else { return }
      position += 1
    }
  }

  mutating func skipLineBreak() {
    if peek() == UInt8(ascii: "\r"), peek(1) == UInt8(ascii: "\n") { position += 1 }
    position += 1
  }

  // MARK: Lines

  /// Reads the white space of a logical line's first line and opens or closes blocks; lines without code do neither.
  private mutating func readIndentation() {
    while true {
      var column = 0
      var alternative = 0
      scan: while position < end {
        switch bytes[position] {
        case 0x20: (column, alternative) = (column + 1, alternative + 1)
        case 0x09: (column, alternative) = ((column / 8 + 1) * 8, alternative + 1)
        case 0x0C: (column, alternative) = (0, 0)
        case UInt8(ascii: "\\") where peek(1) == UInt8(ascii: "\n") || peek(1) == UInt8(ascii: "\r"):
          // A continued line of white space only: the indentation is that of the first line that has any.
          position += 1
          skipLineBreak()
          let first = (column, alternative)
          skipBlanks()
          if first.0 > 0 { (column, alternative) = first }
          break scan
        default: break scan
        }
        position += 1
      }
      switch peek() {
      case UInt8(ascii: "#") where position < end: readComment()
      case 0 where position >= end: return
      default: break
      }
      if position >= end { return }
      if bytes[position] == UInt8(ascii: "\n") || bytes[position] == UInt8(ascii: "\r") {
        skipLineBreak()
        continue
      }
      return setIndentation(column, alternative)
    }
  }

  private mutating func setIndentation(_ column: Int, _ alternative: Int) {
    guard let top = indentations.last else { return }
    func inconsistent() {
      fail(
        "inconsistent use of tabs and spaces in indentation", at: lineStart..<position, .tabError, overrides: false)
    }
    if column == top.column {
      if alternative != top.alternative { inconsistent() }
    } else if column > top.column {
      if indentations.count >= 100 {
        return fail("too many levels of indentation", at: lineStart..<position, .indentationError, overrides: false)
      }
      if alternative <= top.alternative { return inconsistent() }
      indentations.append((column, alternative))
      tokens.append(Token(.indent, from: position, to: position))
    } else {
      while let open = indentations.last, column < open.column {
        indentations.removeLast()
        tokens.append(Token(.dedent, from: position, to: position))
      }
      guard let open = indentations.last else { return }
      if column != open.column {
        while tokens.last?.kind == .dedent { tokens.removeLast() }
        fail(
          "unindent does not match any outer indentation level", at: lineRange, .indentationError, overrides: false)
      } else if alternative != open.alternative {
        inconsistent()
      }
    }
  }

  /// From the last character of the line the position is in, as CPython points at lines with bad indentation.
  private var lineRange: ByteRange {
    var stop = position
    while stop < end, bytes[stop] != UInt8(ascii: "\n"), bytes[stop] != UInt8(ascii: "\r") { stop += 1 }
    return stop..<stop
  }

  private var lineStart: Int {
    var start = position
    while start > 0, bytes[start - 1] != UInt8(ascii: "\n"), bytes[start - 1] != UInt8(ascii: "\r") { start -= 1 }
    return start
  }

  private mutating func readComment() {
    let start = position
    while position < end, bytes[position] != UInt8(ascii: "\n"), bytes[position] != UInt8(ascii: "\r") { position += 1 }
    guard !isEmbedded else { return }
    var lineStart = start
    var isOwnLine = true
    var column = 0
    while lineStart > 0, bytes[lineStart - 1] != UInt8(ascii: "\n"), bytes[lineStart - 1] != UInt8(ascii: "\r") {
      lineStart -= 1
      let byte = bytes[lineStart]
      if byte != 0x20, byte != 0x09, byte != 0x0C { isOwnLine = false }
      if byte & 0xC0 != 0x80 { column += 1 }
    }
    comments.append(Comment(range: start..<position, column: column, isOwnLine: isOwnLine, depth: brackets.count))
  }

  private mutating func readContinuation() {
    let next = peek(1)
    if next == UInt8(ascii: "\n") || next == UInt8(ascii: "\r") {
      position += 1
      let place = position
      skipLineBreak()
      if position >= end { fail("unexpected EOF while parsing", at: place..<place, overrides: true) }
    } else if position + 1 >= end {
      position += 1
      fail("unexpected EOF while parsing", at: position..<position, overrides: true)
    } else {
      position += 1
      fail("unexpected character after line continuation character", at: position..<position + 1, overrides: false)
    }
  }

  // MARK: Tokens

  private mutating func readToken(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), 0x80...0xFF:
      readName()
    case UInt8(ascii: "0")...UInt8(ascii: "9"): readNumber()
    case UInt8(ascii: "\""), UInt8(ascii: "'"): readString(from: position)
    default: readOperator(byte)
    }
  }

  private mutating func readName() {
    let start = position
    var packed: UInt64 = 0
    var isASCII = true
    while position < end {
      let byte = bytes[position]
      if byte >= 0x80 {
        isASCII = false
        guard readUnicodePart(of: start) else { return }
        continue
      }
      guard Lexer.isNameByte(byte) else { break }
      packed = packed << 8 | UInt64(byte)
      position += 1
    }
    if position < end, position - start <= 2,
      bytes[position] == UInt8(ascii: "'") || bytes[position] == UInt8(ascii: "\""),
      StringPrefix(bytes[start..<position]) != nil
    {
      return readString(from: start)
    }
    let length = position - start
    add(isASCII && length <= 8 ? Keywords.kind(ofPacked: packed) ?? .name : .name, from: start)
  }

  /// Whether a byte can be part of a name; every byte of a non-ASCII character is taken for one.
  @inline(__always) static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...0xFF:
      true
    default: false
    }
  }

  /// Reads a character that is not ASCII as part of a name that begins at `start`; fails where no name can have it.
  private mutating func readUnicodePart(of start: Int) -> Bool {
    var decoder = UTF8()
    var rest = bytes[position..<min(end, position + 4)].makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&rest) else {
      let code = String(bytes[position], radix: 16)
      fail(
        "(unicode error) 'utf-8' codec can't decode byte 0x\(code) in position \(position)", at: position..<position + 1
      )
      position += 1
      return false
    }
    let place = position
    position += UTF8.width(scalar)
    let isFine = place == start ? scalar.properties.isXIDStart : scalar.properties.isXIDContinue
    guard !isFine else { return true }
    let code = String(scalar.value, radix: 16, uppercase: true)
    let number = String(repeating: "0", count: max(0, 4 - code.count)) + code
    // What stands before the character has become a token.
    if place > start { tokens.append(Token(.name, from: start, to: place, level: brackets.count)) }
    fail(
      Lexer.isPrintable(scalar)
        ? "invalid character '\(scalar)' (U+\(number))" : "invalid non-printable character U+\(number)",
      at: place..<position)
    return false
  }

  /// Whether CPython's `str.isprintable` holds for a character.
  static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
    case .spaceSeparator: scalar == " "
    default: true
    }
  }
}
