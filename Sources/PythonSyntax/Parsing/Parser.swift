import SourceText

/// Parses Python 3.11 by recursive descent, as its grammar is written
/// (docs.python.org/3.11/reference/grammar.html), without `async` and `await`.
///
/// A text is parsed twice when it is wrong: the first pass only finds that it is, and where; the second,
/// ``isDiagnosing``, tries the shapes that CPython has a message for, in CPython's order, and remembers what it parsed
/// so that trying costs linear time.
package struct Parser {
  let bytes: [UInt8]
  let tokens: [Token]
  let lexed: LexedText
  var index = 0
  /// The furthest token looked at: where "invalid syntax" is told.
  var furthest = 0
  /// The first token of the statement of a file that is being read.
  var statementStart = 0
  var isDiagnosing = false
  /// Whether the shapes of wrong expressions are tried within expressions.
  var triesInvalidExpressions = true
  /// How deep `expression()` is nested in itself.
  var depth = 0
  /// The height of the tree of the expression parsed last, at most.
  var height = 0
  var memo: [MemoKey: Remembered] = [:]
  /// What may end reading early.
  let watch: ReadingWatch?
  /// How many f-strings the text is nested in.
  let formatDepth: Int

  /// Deeper nesting is a `RecursionError`, so that the compiler may recurse over what is parsed.
  static let depthLimit = 500
  /// Trees are at most this high, for the same reason; chains such as `a + b + c` are the way to height.
  static let heightLimit = 3000

  /// Why a rule does not apply.
  enum Failure: Error {
    /// The tokens are not what the rule asks for; another rule may fit.
    case noMatch
    /// The text is wrong whatever else is tried.
    case syntax(SyntaxFailure)
  }

  /// Parses the text of a cell or of a module file.
  ///
  /// - Parameter watch: what may end reading early, by a failure of its own.
  package static func parse(_ text: [UInt8], _ watch: ReadingWatch? = nil) throws(SyntaxFailure) -> Module {
    try parse(text, Lexer.lex(text, watch), watch)
  }

  /// Parses a text whose tokens are known.
  package static func parse(
    _ text: [UInt8], _ lexed: LexedText, _ watch: ReadingWatch? = nil
  ) throws(SyntaxFailure) -> Module {
    var parser = Parser(text, lexed, formatDepth: 0, watch)
    let module = Module(body: try parser.complete { (p) throws(Failure) in try p.file() })
    try SyntaxRules.check(module, in: text, tracksNames: lexed.declaresNames, watch)
    return module
  }

  /// Parses a text by the grammar alone, such as one of the program itself, of which a test has seen that it keeps the
  /// other rules too.
  package static func parseByGrammar(_ text: [UInt8]) throws(SyntaxFailure) -> Module {
    var parser = Parser(text, Lexer.lex(text), formatDepth: 0, nil)
    return Module(body: try parser.complete { (p) throws(Failure) in try p.file() })
  }

  /// Parses a text that is one expression, as `eval` does.
  package static func parseExpression(
    _ text: [UInt8], _ watch: ReadingWatch? = nil
  ) throws(SyntaxFailure) -> Expression {
    let start = text.firstIndex { $0 != 0x20 && $0 != 0x09 } ?? text.count
    let blanks = [UInt8](repeating: 0x0C, count: start)
    let shifted = blanks + text[start...]
    var parser = Parser(shifted, Lexer.lex(shifted, watch), formatDepth: 0, watch)
    let expression = try parser.complete { (p) throws(Failure) in
      let expression = try p.expressions()
      while p.kind == .newline { p.index += 1 }
      try p.expect(.endMarker)
      return expression
    }
    try SyntaxRules.check(
      Module(body: [Statement(.expression(expression), at: expression.range)]), in: shifted, tracksNames: false, watch)
    return expression
  }

  /// Parses a piece of a text that was parsed before, by the grammar alone: where a piece stands decides what else is
  /// allowed in it. `nil` unless it is one statement.
  package static func parseSegment(_ text: [UInt8]) -> Statement? {
    var parser = Parser(text, Lexer.lex(text), formatDepth: 0, nil)
    let body = try? parser.complete { (p) throws(Failure) in try p.file() }
    return body?.count == 1 ? body?.first : nil
  }

  init(_ text: [UInt8], _ lexed: LexedText, formatDepth: Int, _ watch: ReadingWatch?) {
    self.watch = watch
    bytes = text
    self.lexed = lexed
    tokens = lexed.tokens
    self.formatDepth = formatDepth
  }

  /// Runs the two passes.
  mutating func complete<T>(_ rule: (inout Parser) throws(Failure) -> T) throws(SyntaxFailure) -> T {
    if let failure = lexed.failure, failure.type.isInterruption { throw failure }
    do {
      return try rule(&self)
    } catch {
      if case .syntax(let failure) = error { throw overridden(failure) }
    }
    let last = furthest
    index = 0
    isDiagnosing = true
    depth = 0
    do {
      _ = try rule(&self)
    } catch {
      if case .syntax(let failure) = error { throw overridden(failure) }
    }
    throw genericFailure(tokens[min(last, tokens.count - 1)])
  }

  private func genericFailure(_ token: Token) -> SyntaxFailure {
    switch token.kind {
    case .error: return lexed.failure ?? SyntaxFailure("invalid syntax", at: token.range)
    case .indent:
      let end = token.upperBound
      return SyntaxFailure(.indentationError, "unexpected indent", at: max(0, end - 1)..<end)
    case .dedent: return SyntaxFailure(.indentationError, "unexpected unindent", at: token.range)
    default: return overridden(SyntaxFailure("invalid syntax", at: token.range))
    }
  }

  /// What CPython tells when its tokenizer, reading on after an error, finds another.
  private func overridden(_ failure: SyntaxFailure) -> SyntaxFailure {
    guard let later = lexed.failure, later != failure, !failure.type.isInterruption else { return failure }
    if lexed.failureOverridesEarlier { return later }
    if let bracket = lexed.unclosedBracket {
      let last = tokens[min(furthest, tokens.count - 1)]
      if Lexer.line(of: last.lowerBound, in: bytes) > Lexer.line(of: bracket, in: bytes) { return later }
    }
    return failure
  }

  // MARK: Tokens

  /// The kind of the token at hand.
  @inline(__always) var kind: TokenKind {
    mutating get {
      if index > furthest { furthest = index }
      return tokens[index].kind
    }
  }

  /// The kind of the token after the one at hand.
  var nextKind: TokenKind {
    mutating get {
      let next = min(index + 1, tokens.count - 1)
      if next > furthest { furthest = next }
      return tokens[next].kind
    }
  }

  @inline(__always) var token: Token { tokens[index] }

  /// Counts a little work; now and then asks whether to end.
  @inline(__always) func look() throws(Failure) {
    guard let watch else { return }
    do { try watch.look() } catch { throw .syntax(error) }
  }

  /// The last byte of what has been read.
  @inline(__always) var lastEnd: Int { index > 0 ? tokens[index - 1].upperBound : 0 }

  /// Passes over a token of a kind, if it is at hand.
  @inline(__always) mutating func accept(_ wanted: TokenKind) -> Bool {
    guard kind == wanted else { return false }
    advance()
    return true
  }

  @inline(__always) mutating func advance() {
    if index < tokens.count - 1 { index += 1 }
  }

  @discardableResult
  @inline(__always) mutating func expect(_ wanted: TokenKind) throws(Failure) -> Token {
    guard kind == wanted else { throw try mismatch() }
    let found = tokens[index]
    advance()
    return found
  }

  /// The failure for a token that does not fit: the lexer's where it gave up, else that another rule be tried.
  func mismatch() throws(Failure) -> Failure {
    if tokens[index].kind == .error, let failure = lexed.failure { throw .syntax(failure) }
    return .noMatch
  }

  /// Expects a token that must come, whatever else is tried.
  mutating func force(_ wanted: TokenKind, _ text: String) throws(Failure) {
    guard kind == wanted else {
      _ = try mismatch()
      throw .syntax(SyntaxFailure("expected '\(text)'", at: token.range))
    }
    advance()
  }

  /// The bytes of a token as text.
  func text(_ token: Token) -> String { String(decoding: bytes[token.range], as: UTF8.self) }

  /// Expects a name; returns it in the form in which names are compared (NFKC).
  mutating func expectName() throws(Failure) -> String {
    let found = try expect(.name)
    return name(found)
  }

  func name(_ token: Token) -> String { Identifier.normalized(bytes[token.range]) }

  /// Whether the token at hand is this word, used as a soft keyword.
  mutating func isWord(_ word: StaticString) -> Bool {
    guard kind == .name, token.range.count == word.utf8CodeUnitCount else { return false }
    return text(token) == "\(word)"
  }

  // MARK: Trying

  /// Tries a rule; where it does not match, nothing has been read.
  mutating func attempt<T>(_ rule: (inout Parser) throws(Failure) -> T) throws(Failure) -> T? {
    let mark = index
    let level = depth
    do {
      return try rule(&self)
    } catch {
      guard case .noMatch = error else { throw error }
      index = mark
      depth = level
      return nil
    }
  }

  /// Whether a rule matches here; nothing is read.
  mutating func matches<T>(_ rule: (inout Parser) throws(Failure) -> T) throws(Failure) -> Bool {
    let mark = index
    let found = try attempt(rule) != nil
    index = mark
    return found
  }

  func syntax(_ message: String, at range: ByteRange) -> Failure { .syntax(SyntaxFailure(message, at: range)) }

  /// A failure told at the last token that was looked at.
  func syntaxAtLast(_ message: String) -> Failure {
    .syntax(SyntaxFailure(message, at: tokens[min(furthest, tokens.count - 1)].range))
  }

  func checkedHeight(_ height: Int, _ range: ByteRange) throws(Failure) -> Int {
    guard height <= Parser.heightLimit else {
      throw .syntax(SyntaxFailure(.recursionError, "maximum recursion depth exceeded during compilation", at: range))
    }
    return height
  }

  // MARK: Memory of the second pass

  struct MemoKey: Hashable {
    let rule: UInt8
    let triesInvalid: Bool
    let index: Int
  }

  struct Remembered {
    let expression: Expression?
    let index: Int
    let height: Int
  }

  /// Parses by a rule, or in the second pass remembers what it came to here before.
  @inline(__always)
  mutating func remembering(_ number: UInt8, _ rule: (inout Parser) throws(Failure) -> Expression) throws(Failure)
    -> Expression
  {
    guard isDiagnosing else { return try rule(&self) }
    let key = MemoKey(rule: number, triesInvalid: triesInvalidExpressions, index: index)
    if let known = memo[key] {
      guard let expression = known.expression else { throw .noMatch }
      index = known.index
      height = known.height
      return expression
    }
    do {
      let expression = try rule(&self)
      memo[key] = Remembered(expression: expression, index: index, height: height)
      return expression
    } catch {
      if case .noMatch = error { memo[key] = Remembered(expression: nil, index: index, height: 0) }
      throw error
    }
  }
}
