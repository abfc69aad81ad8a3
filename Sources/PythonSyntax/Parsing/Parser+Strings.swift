import SourceText

extension Parser {
  /// One or more string literals side by side, as one constant or f-string.
  mutating func strings() throws(Failure) -> Expression {
    let start = token.lowerBound
    var parts = FormattedParts()
    var bytesValue: [UInt8] = []
    var isBytes: Bool?
    var isFormatted = false
    var literals: [(Token, StringPrefix, ByteRange)] = []
    while kind == .string {
      let literal = token
      advance()
      let (prefix, content) = split(literal)
      if let known = isBytes, known != prefix.isBytes {
        throw syntax("cannot mix bytes and nonbytes literals", at: literals[0].0.range)
      }
      isBytes = prefix.isBytes
      literals.append((literal, prefix, content))
    }
    for (literal, prefix, content) in literals {
      if prefix.isBytes {
        bytesValue += try StringLiteral.bytes(bytes, in: content, isRaw: prefix.isRaw, literal: literal.range)
      } else if prefix.isFormatted {
        isFormatted = true
        var position = content.lowerBound
        try formatted(
          into: &parts, at: &position, end: content.upperBound, isRaw: prefix.isRaw, level: 0, literal: literal.range)
      } else {
        parts.add(
          try StringLiteral.text(bytes, in: content, isRaw: prefix.isRaw, literal: literal.range), at: literal.range)
      }
    }
    let range = start..<lastEnd
    height = parts.height + 1
    if isBytes == true { return Expression(.constant(.bytes(bytesValue)), at: range) }
    if isFormatted { return Expression(.joinedString(parts.finished), at: range) }
    return Expression(.constant(.string(parts.text)), at: range)
  }

  /// The prefix of a string token and the bytes between its quotes.
  private func split(_ literal: Token) -> (StringPrefix, ByteRange) {
    var quote = literal.lowerBound
    while bytes[quote] != UInt8(ascii: "'"), bytes[quote] != UInt8(ascii: "\"") { quote += 1 }
    let isTriple =
      literal.upperBound - quote >= 6 && bytes[quote + 1] == bytes[quote] && bytes[quote + 2] == bytes[quote]
    let width = isTriple ? 3 : 1
    let prefix = StringPrefix(bytes[literal.lowerBound..<quote]) ?? StringPrefix()
    return (prefix, quote + width..<literal.upperBound - width)
  }

  // MARK: f-strings

  /// The parts of an f-string: literal texts, joined where they meet, and values.
  struct FormattedParts {
    private var items: [Expression] = []
    private(set) var text = ""
    private var textRange: ByteRange?
    var height = 0

    mutating func add(_ more: String, at range: ByteRange) {
      guard !more.isEmpty else { return }
      text += more
      textRange = (textRange ?? range).lowerBound..<range.upperBound
    }

    mutating func add(_ value: Expression) {
      flush()
      items.append(value)
    }

    private mutating func flush() {
      if let range = textRange { items.append(Expression(.constant(.string(text)), at: range)) }
      (text, textRange) = ("", nil)
    }

    var finished: [Expression] {
      mutating get {
        flush()
        return items
      }
    }
  }

  /// Reads the text of an f-string, or of a format specification (`level` > 0), which ends at `}`.
  private mutating func formatted(
    into parts: inout FormattedParts, at position: inout Int, end: Int, isRaw: Bool, level: Int, literal: ByteRange
  ) throws(Failure) {
    while true {
      let start = position
      var stop = position
      var doubled = false
      scan: while stop < end {
        let byte = bytes[stop]
        if byte == UInt8(ascii: "\\"), !isRaw, stop + 1 < end {
          if bytes[stop + 1] == UInt8(ascii: "N"), stop + 2 < end, bytes[stop + 2] == UInt8(ascii: "{") {
            // `\N{...}` is a character, not a value.
            while stop < end, bytes[stop] != UInt8(ascii: "}") { stop += 1 }
            if stop < end { stop += 1 }
            continue
          }
          // A backslash before a brace is kept as it is, and the brace means what it means.
          let next = bytes[stop + 1]
          stop += next == UInt8(ascii: "{") || next == UInt8(ascii: "}") ? 1 : 2
          continue
        }
        if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") {
          if level == 0 {
            if stop + 1 < end, bytes[stop + 1] == byte {
              doubled = true
              break scan
            }
            if byte == UInt8(ascii: "}") { throw syntax("f-string: single '}' is not allowed", at: stop..<stop + 1) }
          }
          break scan
        }
        stop += 1
      }
      let literalEnd = doubled ? stop + 1 : stop
      if literalEnd > start {
        parts.add(
          try StringLiteral.text(bytes, in: start..<literalEnd, isRaw: isRaw, literal: literal),
          at: start..<literalEnd)
      }
      if doubled {
        position = stop + 2
        continue
      }
      position = stop
      if position >= end || bytes[position] == UInt8(ascii: "}") { return }
      try formattedValue(into: &parts, at: &position, end: end, isRaw: isRaw, level: level, literal: literal)
    }
  }

  /// Reads `{...}` of an f-string.
  private mutating func formattedValue(
    into parts: inout FormattedParts, at position: inout Int, end: Int, isRaw: Bool, level: Int, literal: ByteRange
  ) throws(Failure) {
    let open = position
    guard level < 2 else { throw syntax("f-string: expressions nested too deeply", at: open..<open + 1) }
    position += 1
    let range = try embeddedRange(from: position, end: end)
    position = range.upperBound
    let value = try embedded(range)
    let valueHeight = height
    func next() throws(Failure) -> UInt8 {
      guard position < end else { throw syntax("f-string: expecting '}'", at: literal) }
      return bytes[position]
    }
    var debugRange: ByteRange?
    if try next() == UInt8(ascii: "=") {
      position += 1
      while position < end, [0x20, 0x09, 0x0A, 0x0B, 0x0C, 0x0D].contains(bytes[position]) { position += 1 }
      debugRange = range.lowerBound..<position
    }
    var conversion: Conversion?
    if try next() == UInt8(ascii: "!") {
      position += 1
      let letter = try next()
      position += 1
      conversion = Conversion(rawValue: Character(Unicode.Scalar(letter)))
      if conversion == nil {
        throw syntax(
          "f-string: invalid conversion character: expected 's', 'r', or 'a'", at: position - 1..<position)
      }
    }
    var specification: Expression?
    var specificationHeight = 0
    if try next() == UInt8(ascii: ":") {
      position += 1
      let start = position
      var inner = FormattedParts()
      try formatted(into: &inner, at: &position, end: end, isRaw: isRaw, level: level + 1, literal: literal)
      specificationHeight = inner.height + 1
      specification = Expression(.joinedString(inner.finished), at: start..<position)
    }
    guard try next() == UInt8(ascii: "}") else { throw syntax("f-string: expecting '}'", at: position..<position + 1) }
    position += 1
    if let debugRange {
      parts.add(StringLiteral.withPlainLineBreaks(bytes[debugRange]), at: debugRange)
      if conversion == nil, specification == nil { conversion = .repr }
    }
    parts.height = max(parts.height, valueHeight, specificationHeight) + 1
    parts.add(
      Expression(.formattedValue(value, conversion: conversion, formatSpec: specification), at: open..<position))
  }

  /// From the start of an expression in an f-string to the `!`, `:`, `=` or `}` that ends it.
  private func embeddedRange(from start: Int, end: Int) throws(Failure) -> ByteRange {
    var position = start
    var quote: (byte: UInt8, count: Int)?
    var open: [UInt8] = []
    scan: while position < end {
      let byte = bytes[position]
      let next = position + 1 < end ? bytes[position + 1] : 0
      let isTriple = next == byte && position + 2 < end && bytes[position + 2] == byte
      if byte == UInt8(ascii: "\\") {
        throw syntax("f-string expression part cannot include a backslash", at: position..<position + 1)
      }
      if let inside = quote {
        if byte == inside.byte {
          if inside.count == 1 {
            quote = nil
          } else if isTriple {
            quote = nil
            position += 2
          }
        }
        position += 1
        continue
      }
      switch byte {
      case UInt8(ascii: "'"), UInt8(ascii: "\""):
        quote = (byte, isTriple ? 3 : 1)
        if isTriple { position += 2 }
      case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "("):
        guard open.count < 200 else {
          throw syntax("f-string: too many nested parenthesis", at: position..<position + 1)
        }
        open.append(byte)
      case UInt8(ascii: "#"):
        throw syntax("f-string expression part cannot include '#'", at: position..<position + 1)
      case UInt8(ascii: "!") where open.isEmpty && next == UInt8(ascii: "="),
        UInt8(ascii: "=") where open.isEmpty && next == UInt8(ascii: "="),
        UInt8(ascii: "<") where open.isEmpty && next == UInt8(ascii: "="),
        UInt8(ascii: ">") where open.isEmpty && next == UInt8(ascii: "="):
        position += 1
      case UInt8(ascii: "!") where open.isEmpty, UInt8(ascii: ":") where open.isEmpty,
        UInt8(ascii: "}") where open.isEmpty, UInt8(ascii: "=") where open.isEmpty:
        break scan
      case UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ")"):
        let closing = Character(Unicode.Scalar(byte))
        guard let opening = open.popLast() else {
          throw syntax("f-string: unmatched '\(closing)'", at: position..<position + 1)
        }
        // In ASCII a closing bracket stands one or two after the bracket that opens it.
        guard byte == opening + (opening == UInt8(ascii: "(") ? 1 : 2) else {
          throw syntax(
            "f-string: closing parenthesis '\(closing)' does not match opening parenthesis "
              + "'\(Character(Unicode.Scalar(opening)))'", at: position..<position + 1)
        }
      default: break
      }
      position += 1
    }
    let place = start - 1..<start
    if quote != nil { throw syntax("f-string: unterminated string", at: place) }
    if let opening = open.last {
      throw syntax("f-string: unmatched '\(Character(Unicode.Scalar(opening)))'", at: place)
    }
    // An `=` of `{x = }` may be preceded by blanks; the end of the literal comes before the closing brace.
    guard position < end else { throw syntax("f-string: expecting '}'", at: place) }
    return start..<position
  }

  /// Parses the expression of an f-string, as if it stood within parentheses.
  private mutating func embedded(_ range: ByteRange) throws(Failure) -> Expression {
    if bytes[range].allSatisfy({ [0x20, 0x09, 0x0A, 0x0C, 0x0D].contains($0) }) {
      throw syntax("f-string: empty expression not allowed", at: range.lowerBound - 1..<range.upperBound)
    }
    let inner = Lexer.lexEmbedded(bytes, in: range, watch)
    var innerTokens = inner.tokens
    innerTokens.insert(
      Token(.leftParenthesis, from: range.lowerBound - 1, to: range.lowerBound, level: 1), at: 0)
    if inner.failure == nil {
      innerTokens.insert(
        Token(.rightParenthesis, from: range.upperBound, to: range.upperBound + 1), at: innerTokens.count - 1)
    }
    let lexed = LexedText(
      tokens: innerTokens, comments: [], failure: inner.failure,
      failureOverridesEarlier: inner.failureOverridesEarlier, unclosedBracket: inner.unclosedBracket)
    var parser = Parser(bytes, lexed, formatDepth: formatDepth + 1, watch)
    parser.depth = depth
    do {
      let value = try parser.complete { (p) throws(Failure) in
        let value = try p.starExpressions()
        try p.expect(.endMarker)
        return value
      }
      height = parser.height
      return value
    } catch {
      if error == inner.failure || error.type == .recursionError || error.type.isInterruption
        || error.message.hasPrefix("f-string")
      {
        throw .syntax(error)
      }
      throw .syntax(SyntaxFailure(error.type, "f-string: " + error.message, at: error.range))
    }
  }
}
