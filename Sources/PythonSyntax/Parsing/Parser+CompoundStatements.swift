import SourceText

extension Parser {
  /// The compound statement at hand, if there is one.
  mutating func compoundStatement() throws(Failure) -> Statement? {
    let start = token.lowerBound
    let kind: Statement.Kind
    switch self.kind {
    case .ifKeyword: kind = try ifStatement()
    case .whileKeyword: kind = try whileStatement()
    case .forKeyword: kind = try forStatement()
    case .tryKeyword: kind = try tryStatement()
    case .withKeyword: kind = try withStatement()
    case .defKeyword: kind = .function(try function(decorators: []))
    case .classKeyword: kind = .class(try classDefinition(decorators: []))
    case .at: kind = try decorated()
    case .asyncKeyword:
      throw syntax("'async' is not supported: nbrun runs no asynchronous code", at: token.range)
    case .name:
      guard isWord("match"), let found = try attempt({ (p) throws(Failure) in try p.matchStatement() }) else {
        return nil
      }
      kind = found
    default: return nil
    }
    return Statement(kind, at: start..<blockEnd)
  }

  /// The end of the last token that is not the end of a line or block.
  private var blockEnd: Int {
    var last = index - 1
    while last > 0, [.newline, .dedent, .indent].contains(tokens[last].kind) { last -= 1 }
    return last >= 0 ? tokens[last].upperBound : 0
  }

  /// The `:` and the block of a compound statement whose head has just been read. `keyword` is the token that began it,
  /// and `what` how messages name it.
  mutating func suite(_ keyword: Token, _ what: String, isColonForced: Bool = false) throws(Failure) -> [Statement] {
    if isColonForced {
      try force(.colon, ":")
    } else {
      guard kind == .colon else {
        if isDiagnosing, kind == .newline { throw syntaxAtLast("expected ':'") }
        throw try mismatch()
      }
      advance()
    }
    if isDiagnosing, kind == .newline, nextKind != .indent {
      let line = Lexer.line(of: keyword.lowerBound, in: bytes)
      advance()
      if kind == .error { throw try mismatch() }
      throw .syntax(
        SyntaxFailure(.indentationError, "expected an indented block after \(what) on line \(line)", at: token.range))
    }
    return try block()
  }

  /// `else: ...`, if it is at hand.
  private mutating func elseBlock() throws(Failure) -> [Statement] {
    guard kind == .elseKeyword else { return [] }
    let keyword = token
    advance()
    return try suite(keyword, "'else' statement", isColonForced: true)
  }

  private mutating func ifStatement() throws(Failure) -> Statement.Kind {
    // A chain of `elif` is read in a loop and nested afterwards.
    var branches: [(start: Int, test: Expression, body: [Statement])] = []
    while kind == .ifKeyword && branches.isEmpty || kind == .elifKeyword && !branches.isEmpty {
      let keyword = token
      advance()
      let test = try namedExpression()
      let body = try suite(keyword, branches.isEmpty ? "'if' statement" : "'elif' statement")
      branches.append((keyword.lowerBound, test, body))
      _ = try checkedHeight(branches.count, keyword.range)
    }
    var orElse = try elseBlock()
    let end = blockEnd
    for branch in branches.dropFirst().reversed() {
      orElse = [
        Statement(.if(test: branch.test, body: branch.body, orElse: orElse), at: branch.start..<end)
      ]
    }
    guard let first = branches.first else { throw .noMatch }
    return .if(test: first.test, body: first.body, orElse: orElse)
  }

  private mutating func whileStatement() throws(Failure) -> Statement.Kind {
    let keyword = token
    advance()
    let test = try namedExpression()
    let body = try suite(keyword, "'while' statement")
    return .while(test: test, body: body, orElse: try elseBlock())
  }

  private mutating func forStatement() throws(Failure) -> Statement.Kind {
    let keyword = token
    let mark = index
    advance()
    guard let target = try attempt({ (p) throws(Failure) in try p.starTargets() }), kind == .inKeyword else {
      if isDiagnosing {
        index = mark
        try invalidForTarget()
      }
      throw try mismatch()
    }
    advance()
    let iterable = try starExpressions()
    let body = try suite(keyword, "'for' statement")
    return .for(target: target, iterable: iterable, body: body, orElse: try elseBlock())
  }

  // MARK: try

  private mutating func tryStatement() throws(Failure) -> Statement.Kind {
    let keyword = token
    advance()
    let body = try suite(keyword, "'try' statement", isColonForced: true)
    if kind != .exceptKeyword, kind != .finallyKeyword, isDiagnosing {
      if kind == .error { throw try mismatch() }
      throw syntaxAtLast("expected 'except' or 'finally' block")
    }
    var handlers: [ExceptHandler] = []
    while kind == .exceptKeyword { handlers.append(try exceptHandler(after: handlers.last)) }
    let orElse = handlers.isEmpty ? [] : try elseBlock()
    var finally: [Statement] = []
    if kind == .finallyKeyword {
      let keyword = token
      advance()
      finally = try suite(keyword, "'finally' statement", isColonForced: true)
    } else if handlers.isEmpty {
      throw try mismatch()
    }
    return .try(body: body, handlers: handlers, orElse: orElse, finally: finally)
  }

  private mutating func exceptHandler(after previous: ExceptHandler?) throws(Failure) -> ExceptHandler {
    let keyword = token
    advance()
    let star = kind == .star ? token : nil
    if star != nil { advance() }
    let isGroup = star != nil
    var type: Expression?
    var name: String?
    if kind != .colon {
      if isDiagnosing, kind == .newline {
        throw syntaxAtLast(isGroup ? "expected one or more exception types" : "expected ':'")
      }
      let start = token
      type = try expression()
      if isDiagnosing, kind == .comma { try invalidExceptTypes(from: start) }
      if accept(.asKeyword) { name = try expectName() }
    } else if isGroup {
      throw isDiagnosing ? syntaxAtLast("expected one or more exception types") : try mismatch()
    }
    if let previous, previous.isGroup != isGroup {
      guard isDiagnosing, kind == .colon else { throw try mismatch() }
      throw syntax(
        "cannot have both 'except' and 'except*' on the same 'try'",
        at: keyword.lowerBound..<(star ?? keyword).upperBound)
    }
    let body = try suite(keyword, isGroup ? "'except*' statement" : "'except' statement")
    return ExceptHandler(type: type, name: name, isGroup: isGroup, body: body, range: keyword.lowerBound..<blockEnd)
  }

  // MARK: with

  private mutating func withStatement() throws(Failure) -> Statement.Kind {
    let keyword = token
    advance()
    let mark = index
    if kind == .leftParenthesis,
      let items = try attempt({ (p) throws(Failure) in try p.parenthesizedWithItems() })
    {
      return .with(items, body: try suite(keyword, "'with' statement"))
    }
    index = mark
    var items: [WithItem] = []
    repeat { items.append(try withItem()) } while accept(.comma)
    return .with(items, body: try suite(keyword, "'with' statement"))
  }

  /// `(a as b, c)` and the `:` after it, which is left.
  private mutating func parenthesizedWithItems() throws(Failure) -> [WithItem] {
    advance()
    var items: [WithItem] = []
    repeat {
      if kind == .rightParenthesis, !items.isEmpty { break }
      items.append(try withItem())
    } while accept(.comma)
    try expect(.rightParenthesis)
    guard kind == .colon || isDiagnosing && kind == .newline else { throw .noMatch }
    return items
  }

  private mutating func withItem() throws(Failure) -> WithItem {
    let context = try expression()
    guard accept(.asKeyword) else { return WithItem(context: context, target: nil) }
    let mark = index
    if let target = try attempt({ (p) throws(Failure) in try p.starTarget() }),
      [.comma, .rightParenthesis, .colon].contains(kind) || isDiagnosing && kind == .newline
    {
      return WithItem(context: context, target: target)
    }
    if isDiagnosing {
      index = mark
      if let target = try attempt({ (p) throws(Failure) in try p.expression() }),
        [.comma, .rightParenthesis, .colon].contains(kind)
      {
        try rejectTarget(target, in: .assignment)
      }
    }
    throw try mismatch()
  }

  // MARK: Definitions

  private mutating func decorated() throws(Failure) -> Statement.Kind {
    var decorators: [Expression] = []
    while accept(.at) {
      decorators.append(try namedExpression())
      try expect(.newline)
    }
    switch kind {
    case .defKeyword: return .function(try function(decorators: decorators))
    case .classKeyword: return .class(try classDefinition(decorators: decorators))
    case .asyncKeyword:
      throw syntax("'async' is not supported: nbrun runs no asynchronous code", at: token.range)
    default: throw try mismatch()
    }
  }

  private mutating func function(decorators: [Expression]) throws(Failure) -> FunctionDefinition {
    let keyword = token
    advance()
    let nameToken = try expect(.name)
    try force(.leftParenthesis, "(")
    let parameters = try parameters(isLambda: false)
    try expect(.rightParenthesis)
    var returns: Expression?
    if kind == .arrow {
      returns = try attempt { (p) throws(Failure) in
        p.advance()
        return try p.expression()
      }
    }
    let body = try suite(keyword, "function definition", isColonForced: true)
    return FunctionDefinition(
      name: name(nameToken), parameters: parameters, returns: returns, body: body, decorators: decorators,
      nameRange: nameToken.range)
  }

  private mutating func classDefinition(decorators: [Expression]) throws(Failure) -> ClassDefinition {
    let keyword = token
    advance()
    let nameToken = try expect(.name)
    var bases: [Expression] = []
    var keywords: [Keyword] = []
    if kind == .leftParenthesis { (bases, keywords) = try call() }
    let body = try suite(keyword, "class definition")
    return ClassDefinition(
      name: name(nameToken), bases: bases, keywords: keywords, body: body, decorators: decorators,
      nameRange: nameToken.range)
  }
}
