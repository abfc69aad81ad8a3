import SourceText

extension Parser {
  /// All statements of a text; in the second pass, those from the one that is wrong.
  mutating func file() throws(Failure) -> [Statement] {
    var body: [Statement] = []
    index = statementStart
    while kind != .endMarker {
      statementStart = index
      try statement(into: &body)
    }
    return body
  }

  /// One compound statement, or the simple statements of a line.
  mutating func statement(into body: inout [Statement]) throws(Failure) {
    try look()
    if let compound = try compoundStatement() {
      body.append(compound)
    } else {
      try simpleStatements(into: &body)
    }
  }

  /// Simple statements with `;` between them, to the end of the line.
  mutating func simpleStatements(into body: inout [Statement]) throws(Failure) {
    repeat {
      if kind == .newline { break }
      let start = token.lowerBound
      let kind = try simpleStatement()
      body.append(Statement(kind, at: start..<lastEnd))
    } while accept(.semicolon)
    try expect(.newline)
  }

  /// The statements of a compound statement's block.
  mutating func block() throws(Failure) -> [Statement] {
    var body: [Statement] = []
    if accept(.newline) {
      guard accept(.indent) else {
        if isDiagnosing {
          throw .syntax(SyntaxFailure(.indentationError, "expected an indented block", at: token.range))
        }
        throw try mismatch()
      }
      repeat {
        try statement(into: &body)
      } while kind != .dedent && kind != .endMarker
      try expect(.dedent)
    } else {
      try simpleStatements(into: &body)
    }
    return body
  }

  // MARK: Simple statements

  private mutating func simpleStatement() throws(Failure) -> Statement.Kind {
    switch kind {
    case .passKeyword:
      advance()
      return .pass
    case .breakKeyword:
      advance()
      return .break
    case .continueKeyword:
      advance()
      return .continue
    case .returnKeyword:
      advance()
      return .return(startsExpression ? try attempt { (p) throws(Failure) in try p.starExpressions() } : nil)
    case .raiseKeyword:
      advance()
      guard startsExpression, let value = try attempt({ (p) throws(Failure) in try p.expression() }) else {
        return .raise(nil, cause: nil)
      }
      return .raise(value, cause: accept(.fromKeyword) ? try expression() : nil)
    case .delKeyword: return try delete()
    case .assertKeyword:
      advance()
      let test = try expression()
      return .assert(test, message: accept(.comma) ? try expression() : nil)
    case .globalKeyword:
      advance()
      return .global(try names())
    case .nonlocalKeyword:
      advance()
      return .nonlocal(try names())
    case .importKeyword: return try importNames()
    case .fromKeyword: return try importFrom()
    case .asyncKeyword:
      throw syntax("'async' is not supported: nbrun runs no asynchronous code", at: token.range)
    default: return try assignmentOrExpression()
    }
  }

  private mutating func names() throws(Failure) -> [String] {
    var names = [try expectName()]
    while accept(.comma) { names.append(try expectName()) }
    return names
  }

  private mutating func delete() throws(Failure) -> Statement.Kind {
    let mark = index
    advance()
    if let targets = try attempt({ (p) throws(Failure) in try p.starExpressions() }),
      kind == .newline || kind == .semicolon, isDeletable(targets)
    {
      let isParenthesized = tokens[mark + 1].lowerBound != targets.range.lowerBound
      if case .tuple(let items) = targets.kind, !isParenthesized,
        tokens[mark + 1].kind != .leftParenthesis || !isOneBracketed(from: mark + 1)
      {
        return .delete(items)
      }
      return .delete([targets])
    }
    if isDiagnosing {
      index = mark + 1
      if let targets = try attempt({ (p) throws(Failure) in try p.starExpressions() }) {
        try rejectTarget(targets, in: .deletion)
      }
    }
    throw try mismatch()
  }

  /// Whether the tokens from `first` to the one before the one at hand are one pair of brackets and what is in it.
  private func isOneBracketed(from first: Int) -> Bool {
    let level = tokens[first].level
    for position in first + 1..<max(first + 1, index) where tokens[position].level < level {
      return position == index - 1
    }
    return false
  }

  // MARK: Assignments

  private mutating func assignmentOrExpression() throws(Failure) -> Statement.Kind {
    let mark = index
    if isDiagnosing {
      if let found = try attempt({ (p) throws(Failure) in try p.assignment() }) { return found }
      index = mark
      try invalidAssignment()
      index = mark
      return .expression(kind == .yieldKeyword ? try yieldExpression() : try starExpressions())
    }
    return try assignment(orExpression: true)
  }

  /// Any statement that begins with an expression; in the second pass only assignments, as CPython tries these first.
  private mutating func assignment(orExpression: Bool = false) throws(Failure) -> Statement.Kind {
    var value = try yieldOrStarExpressions()
    if kind == .colon { return try annotatedAssignment(value) }
    if let operation = kind.augmentedOperator {
      guard isSingleTarget(value) else { throw .noMatch }
      advance()
      return .augmentedAssign(target: value, operation, value: try yieldOrStarExpressions())
    }
    guard kind == .assign else {
      guard orExpression else { throw .noMatch }
      return .expression(value)
    }
    var targets: [Expression] = []
    while kind == .assign {
      guard isTarget(value) else { throw .noMatch }
      advance()
      targets.append(value)
      value = try yieldOrStarExpressions()
    }
    return .assign(targets: targets, value: value)
  }

  /// Whether a target can be annotated or assigned to with an operator: not a tuple, list or starred one.
  private func isSingleTarget(_ value: Expression) -> Bool {
    switch value.kind {
    case .name, .attribute, .subscript: true
    default: false
    }
  }

  private mutating func annotatedAssignment(_ target: Expression) throws(Failure) -> Statement.Kind {
    guard isSingleTarget(target) else { throw .noMatch }
    advance()
    let annotation = try expression()
    var value: Expression?
    if kind == .assign {
      value = try attempt { (p) throws(Failure) in
        p.advance()
        return try p.yieldOrStarExpressions()
      }
    }
    return .annotatedAssign(target: target, annotation: annotation, value: value)
  }

  // MARK: Imports

  private mutating func importNames() throws(Failure) -> Statement.Kind {
    advance()
    var aliases: [ImportAlias] = []
    repeat {
      let start = token.lowerBound
      let name = try dottedName()
      let asName = accept(.asKeyword) ? try expectName() : nil
      aliases.append(ImportAlias(name: name, asName: asName, range: start..<lastEnd))
    } while accept(.comma)
    return .import(aliases)
  }

  private mutating func dottedName() throws(Failure) -> String {
    var name = try expectName()
    while accept(.dot) { name += "." + (try expectName()) }
    return name
  }

  private mutating func importFrom() throws(Failure) -> Statement.Kind {
    advance()
    var level = 0
    while kind == .dot || kind == .ellipsis {
      level += kind == .dot ? 1 : 3
      advance()
    }
    let module = kind == .name || level == 0 ? try dottedName() : nil
    try expect(.importKeyword)
    if accept(.star) { return .importFrom(module: module, names: nil, level: level) }
    let isParenthesized = accept(.leftParenthesis)
    var names: [ImportAlias] = []
    repeat {
      if kind == .rightParenthesis, isParenthesized, !names.isEmpty { break }
      if kind == .newline, !names.isEmpty, isDiagnosing {
        throw syntaxAtLast("trailing comma not allowed without surrounding parentheses")
      }
      let start = token.lowerBound
      let name = try expectName()
      let asName = accept(.asKeyword) ? try expectName() : nil
      names.append(ImportAlias(name: name, asName: asName, range: start..<lastEnd))
    } while accept(.comma)
    if isParenthesized { try expect(.rightParenthesis) }
    return .importFrom(module: module, names: names, level: level)
  }
}
