import SourceText

extension Parser {
  /// A `match` statement; where its head does not fit, `match` is a name and no rule matches.
  mutating func matchStatement() throws(Failure) -> Statement.Kind {
    let keyword = token
    advance()
    let subject = try subjectExpression()
    if isDiagnosing, kind == .newline { throw syntaxAtLast("expected ':'") }
    try expect(.colon)
    try expect(.newline)
    guard accept(.indent) else {
      guard isDiagnosing else { throw try mismatch() }
      let line = Lexer.line(of: keyword.lowerBound, in: bytes)
      throw .syntax(
        SyntaxFailure(
          .indentationError, "expected an indented block after 'match' statement on line \(line)", at: token.range))
    }
    var cases: [MatchCase] = []
    while isWord("case") { cases.append(try matchCase()) }
    guard !cases.isEmpty else { throw try mismatch() }
    try expect(.dedent)
    return .match(subject, cases)
  }

  private mutating func subjectExpression() throws(Failure) -> Expression {
    let start = token.lowerBound
    let first = try starNamedExpression()
    guard kind == .comma else {
      if case .starred = first.kind { throw .noMatch }
      return first
    }
    var items = [first]
    while accept(.comma) {
      guard startsExpression else { break }
      items.append(try starNamedExpression())
    }
    return Expression(.tuple(items), at: start..<lastEnd)
  }

  private mutating func matchCase() throws(Failure) -> MatchCase {
    let keyword = token
    advance()
    let pattern = try patterns()
    let condition = accept(.ifKeyword) ? try namedExpression() : nil
    let body = try suite(keyword, "'case' statement")
    return MatchCase(pattern: pattern, guard: condition, body: body)
  }

  /// A pattern, or patterns with commas between them: a sequence.
  private mutating func patterns() throws(Failure) -> Pattern {
    let start = token.lowerBound
    let first = try maybeStarPattern()
    guard kind == .comma else {
      if case .star = first.kind { throw try mismatch() }
      return first
    }
    return Pattern(.sequence(try sequenceItems(after: first, closing: nil)), at: start..<lastEnd)
  }

  /// The items from the comma after the first on; a closing bracket is left.
  private mutating func sequenceItems(after first: Pattern, closing: TokenKind?) throws(Failure) -> [Pattern] {
    var items = [first]
    while accept(.comma) {
      if let closing, kind == closing { break }
      if closing == nil, kind == .colon || kind == .ifKeyword { break }
      items.append(try maybeStarPattern())
    }
    return items
  }

  private mutating func maybeStarPattern() throws(Failure) -> Pattern {
    let start = token.lowerBound
    guard accept(.star) else { return try pattern() }
    let name = try expectName()
    return Pattern(.star(name == "_" ? nil : name), at: start..<lastEnd)
  }

  private mutating func pattern() throws(Failure) -> Pattern {
    depth += 1
    defer { depth -= 1 }
    if depth > Parser.depthLimit {
      throw .syntax(
        SyntaxFailure(.recursionError, "maximum recursion depth exceeded during compilation", at: token.range))
    }
    let start = token.lowerBound
    let first = try closedPattern()
    var result = first
    if kind == .bar {
      var alternatives = [first]
      while accept(.bar) { alternatives.append(try closedPattern()) }
      result = Pattern(.or(alternatives), at: start..<lastEnd)
    }
    guard accept(.asKeyword) else { return result }
    if isDiagnosing {
      if isWord("_") { throw syntax("cannot use '_' as a target", at: token.range) }
      if kind != .name, let target = try attempt({ (p) throws(Failure) in try p.expression() }) {
        throw syntax("invalid pattern target", at: target.range)
      }
    }
    let name = try expectName()
    guard name != "_", ![.dot, .leftParenthesis, .assign].contains(kind) else { throw try mismatch() }
    return Pattern(.capture(result, name: name), at: start..<lastEnd)
  }

  private mutating func closedPattern() throws(Failure) -> Pattern {
    let start = token.lowerBound
    switch kind {
    case .number, .minus, .string:
      let value = try literal()
      return Pattern(.value(value), at: start..<lastEnd)
    case .noneKeyword:
      advance()
      return Pattern(.singleton(.none), at: start..<lastEnd)
    case .trueKeyword:
      advance()
      return Pattern(.singleton(.true), at: start..<lastEnd)
    case .falseKeyword:
      advance()
      return Pattern(.singleton(.false), at: start..<lastEnd)
    case .name: return try namePattern()
    case .leftParenthesis:
      advance()
      if accept(.rightParenthesis) { return Pattern(.sequence([]), at: start..<lastEnd) }
      let first = try maybeStarPattern()
      if kind == .comma {
        let items = try sequenceItems(after: first, closing: .rightParenthesis)
        try expect(.rightParenthesis)
        return Pattern(.sequence(items), at: start..<lastEnd)
      }
      try expect(.rightParenthesis)
      if case .star = first.kind { throw .noMatch }
      return first
    case .leftBracket:
      advance()
      if accept(.rightBracket) { return Pattern(.sequence([]), at: start..<lastEnd) }
      let items = try sequenceItems(after: try maybeStarPattern(), closing: .rightBracket)
      try expect(.rightBracket)
      return Pattern(.sequence(items), at: start..<lastEnd)
    case .leftBrace: return try mappingPattern()
    default: throw try mismatch()
    }
  }

  /// A number with its sign and imaginary part, or a string.
  private mutating func literal() throws(Failure) -> Expression {
    let start = token.lowerBound
    if kind == .string { return try strings() }
    func isImaginary(_ expression: Expression) -> Bool {
      if case .constant(.imaginary) = expression.kind { true } else { false }
    }
    let isNegative = accept(.minus)
    guard kind == .number else { throw try mismatch() }
    var value = try atom()
    let isRealPart = !isImaginary(value)
    if isNegative { value = Expression(.unary(.negative, value), at: start..<lastEnd) }
    guard kind == .plus || kind == .minus else { return value }
    let operation: BinaryOperator = kind == .plus ? .add : .subtract
    let real = value
    advance()
    guard kind == .number else { throw try mismatch() }
    guard isRealPart else { throw syntax("real number required in complex literal", at: real.range) }
    let imaginary = try atom()
    guard isImaginary(imaginary) else {
      throw syntax("imaginary number required in complex literal", at: imaginary.range)
    }
    return Expression(.binary(real, operation, imaginary), at: start..<lastEnd)
  }

  /// A capture, the wildcard, a dotted name, or a class with arguments.
  private mutating func namePattern() throws(Failure) -> Pattern {
    let start = token
    advance()
    let first = name(start)
    if kind != .dot, kind != .leftParenthesis {
      if kind == .assign { throw try mismatch() }
      return Pattern(.capture(nil, name: first == "_" ? nil : first), at: start.range)
    }
    var value = Expression(.name(first), at: start.range)
    while accept(.dot) {
      let attribute = try expect(.name)
      value = Expression(
        .attribute(value, name(attribute), nameRange: attribute.range), at: start.lowerBound..<lastEnd)
    }
    guard accept(.leftParenthesis) else {
      if kind == .assign { throw try mismatch() }
      return Pattern(.value(value), at: start.lowerBound..<lastEnd)
    }
    var positional: [Pattern] = []
    var keywords: [(name: String, pattern: Pattern)] = []
    while kind != .rightParenthesis {
      if kind == .name, nextKind == .assign {
        let keyword = try expectName()
        advance()
        keywords.append((keyword, try pattern()))
      } else {
        let first = token.lowerBound
        let next = try pattern()
        if !keywords.isEmpty {
          guard isDiagnosing else { throw .noMatch }
          throw syntax("positional patterns follow keyword patterns", at: first..<next.range.upperBound)
        }
        positional.append(next)
      }
      guard accept(.comma) else { break }
    }
    try expect(.rightParenthesis)
    return Pattern(.class(value, positional: positional, keywords: keywords), at: start.lowerBound..<lastEnd)
  }

  private mutating func mappingPattern() throws(Failure) -> Pattern {
    let start = token.lowerBound
    advance()
    var keys: [Expression] = []
    var patterns: [Pattern] = []
    var rest: String?
    while kind != .rightBrace {
      if accept(.doubleStar) {
        rest = try expectName()
        guard rest != "_" else { throw .noMatch }
        _ = accept(.comma)
        break
      }
      keys.append(try mappingKey())
      try expect(.colon)
      patterns.append(try pattern())
      guard accept(.comma) else { break }
    }
    try expect(.rightBrace)
    return Pattern(.mapping(keys: keys, patterns: patterns, rest: rest), at: start..<lastEnd)
  }

  private mutating func mappingKey() throws(Failure) -> Expression {
    switch kind {
    case .number, .minus, .string: return try literal()
    case .noneKeyword, .trueKeyword, .falseKeyword: return try atom()
    default:
      let start = token
      var value = Expression(.name(try expectName()), at: start.range)
      guard kind == .dot else { throw try mismatch() }
      while accept(.dot) {
        let attribute = try expect(.name)
        value = Expression(
          .attribute(value, name(attribute), nameRange: attribute.range), at: start.lowerBound..<lastEnd)
      }
      return value
    }
  }
}
