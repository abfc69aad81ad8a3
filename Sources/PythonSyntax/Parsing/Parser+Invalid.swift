import SourceText

// The shapes of wrong texts that CPython 3.11 has messages for. Each function is tried in the second pass at the place
// where CPython tries it, raises if its shape is at hand, and otherwise leaves the position as it was.
extension Parser {
  /// Runs a check and goes back to where it began.
  mutating func checking(_ check: (inout Parser) throws(Failure) -> Void) throws(Failure) {
    let mark = index
    let savedHeight = height
    _ = try attempt(check)
    index = mark
    height = savedHeight
  }

  private func span(_ first: Expression, _ last: Expression) -> ByteRange {
    first.range.lowerBound..<max(first.range.lowerBound, last.range.upperBound)
  }

  // MARK: Expressions

  mutating func invalidExpression() throws(Failure) {
    try checking { (p) throws(Failure) -> Void in
      let isName = p.kind == .name
      if isName, p.nextKind == .string { throw .noMatch }
      if isName, p.isLikeSoftKeyword { throw .noMatch }
      let first = try p.disjunction()
      let second = try p.expressionWithoutInvalid()
      if p.isLegacyStatement(first) || p.tokens[p.index - 1].level == 0 { throw .noMatch }
      throw p.syntax("invalid syntax. Perhaps you forgot a comma?", at: p.span(first, second))
    }
    try checking { (p) throws(Failure) -> Void in
      let first = try p.disjunction()
      try p.expect(.ifKeyword)
      let test = try p.disjunction()
      if p.kind != .elseKeyword, p.kind != .colon {
        throw p.syntax("expected 'else' after 'if' expression", at: p.span(first, test))
      }
    }
  }

  /// Whether the name at hand is, to CPython, a soft keyword; the beginning of one is enough.
  private var isLikeSoftKeyword: Bool {
    let name = text(token)
    return ["_", "case", "match"].contains { $0.hasPrefix(name) }
  }

  private func isLegacyStatement(_ expression: Expression) -> Bool {
    guard case .name(let name) = expression.kind else { return false }
    return name == "print" || name == "exec"
  }

  /// An expression in which no wrong shapes are looked for.
  private mutating func expressionWithoutInvalid() throws(Failure) -> Expression {
    let saved = triesInvalidExpressions
    triesInvalidExpressions = false
    defer { triesInvalidExpressions = saved }
    return try expression()
  }

  mutating func invalidLegacyExpression() throws(Failure) {
    guard kind == .name, isWord("print") || isWord("exec") else { return }
    try checking { (p) throws(Failure) -> Void in
      let nameToken = p.token
      p.advance()
      guard p.kind != .leftParenthesis else { throw .noMatch }
      let value = try p.starExpressions()
      let name = p.name(nameToken)
      throw p.syntax(
        "Missing parentheses in call to '\(name)'. Did you mean \(name)(...)?",
        at: nameToken.lowerBound..<value.range.upperBound)
    }
  }

  mutating func invalidNamedExpression() throws(Failure) {
    try checking { (p) throws(Failure) -> Void in
      let target = try p.expression()
      try p.expect(.colonAssign)
      _ = try p.expression()
      throw p.syntax("cannot use assignment expressions with \(Parser.describe(target))", at: target.range)
    }
    try checking { (p) throws(Failure) -> Void in
      let nameToken = try p.expect(.name)
      try p.expect(.assign)
      let value = try p.bitwiseOr()
      if p.kind != .assign, p.kind != .colonAssign {
        throw p.syntax(
          "invalid syntax. Maybe you meant '==' or ':=' instead of '='?",
          at: nameToken.lowerBound..<value.range.upperBound)
      }
    }
    try checking { (p) throws(Failure) -> Void in
      switch p.kind {
      case .trueKeyword, .noneKeyword, .falseKeyword: throw .noMatch
      case .leftBracket, .leftParenthesis:
        let mark = p.index
        if let display = try p.attempt({ (q) throws(Failure) in try q.atom() }) {
          let isParenthesized = p.tokens[mark].lowerBound == display.range.lowerBound
          switch display.kind {
          case .list, .generator: throw .noMatch
          case .tuple where isParenthesized: throw .noMatch
          default: break
          }
        }
        p.index = mark
      default: break
      }
      let target = try p.bitwiseOr()
      try p.expect(.assign)
      _ = try p.bitwiseOr()
      if p.kind != .assign, p.kind != .colonAssign {
        throw p.syntax(
          "cannot assign to \(Parser.describe(target)) here. Maybe you meant '==' instead of '='?", at: target.range)
      }
    }
  }

  // MARK: Statements

  mutating func invalidAssignment() throws(Failure) {
    try checking { (p) throws(Failure) -> Void in
      guard p.kind == .leftBracket || p.kind == .leftParenthesis else { throw .noMatch }
      let target = try p.atom()
      guard p.kind == .colon else { throw .noMatch }
      switch target.kind {
      case .list, .tuple: break
      default: throw .noMatch
      }
      p.advance()
      _ = try p.expression()
      throw p.syntax("only single target (not \(Parser.describe(target))) can be annotated", at: target.range)
    }
    try checking { (p) throws(Failure) -> Void in
      let first = try p.starNamedExpression()
      try p.expect(.comma)
      while p.startsExpression {
        _ = try p.starNamedExpression()
        guard p.accept(.comma) else { break }
      }
      try p.expect(.colon)
      _ = try p.expression()
      throw p.syntax("only single target (not tuple) can be annotated", at: first.range)
    }
    try checking { (p) throws(Failure) -> Void in
      let target = try p.expression()
      try p.expect(.colon)
      _ = try p.expression()
      throw p.syntax("illegal target for annotation", at: target.range)
    }
    try checking { (p) throws(Failure) -> Void in
      // Targets that are right are passed over, up to the last `=` at which they are.
      var candidates: [Int] = [p.index]
      while try p.attempt({ (q) throws(Failure) -> Void in
        _ = try q.starTargets()
        try q.expect(.assign)
      }) != nil {
        candidates.append(p.index)
      }
      guard let last = candidates.last else { throw .noMatch }
      p.index = last
      if let value = try p.attempt({ (q) throws(Failure) in try q.starExpressions() }), p.kind == .assign {
        try p.rejectTarget(value, in: .assignment)
      }
      p.index = last
      let value = try p.yieldExpression()
      try p.expect(.assign)
      throw p.syntax("assignment to yield expression not possible", at: value.range)
    }
    try checking { (p) throws(Failure) -> Void in
      let target = try p.starExpressions()
      guard p.kind.augmentedOperator != nil else { throw .noMatch }
      p.advance()
      _ = try p.yieldOrStarExpressions()
      throw p.syntax(
        "'\(Parser.describe(target))' is an illegal expression for augmented assignment", at: target.range)
    }
  }

  mutating func invalidForTarget() throws(Failure) {
    try checking { (p) throws(Failure) -> Void in
      try p.expect(.forKeyword)
      try p.rejectTarget(try p.starExpressions(), in: .loop)
    }
  }

  mutating func invalidExceptTypes(from start: Token) throws(Failure) {
    try checking { (p) throws(Failure) -> Void in
      try p.expect(.comma)
      _ = try p.expressions()
      if p.accept(.asKeyword) { try p.expect(.name) }
      try p.expect(.colon)
      throw p.syntax("multiple exception types must be parenthesized", at: start.lowerBound..<p.lastEnd)
    }
  }

  // MARK: Displays

  mutating func invalidGroup() throws(Failure) {
    try checking { (p) throws(Failure) -> Void in
      try p.expect(.leftParenthesis)
      let start = p.token
      if p.accept(.star) {
        _ = try p.expression()
        let end = p.lastEnd
        try p.expect(.rightParenthesis)
        throw p.syntax("cannot use starred expression here", at: start.lowerBound..<end)
      }
      try p.expect(.doubleStar)
      _ = try p.expression()
      try p.expect(.rightParenthesis)
      throw p.syntax("cannot use double starred expression here", at: start.range)
    }
  }

  mutating func invalidComprehension() throws(Failure) {
    try checking { (p) throws(Failure) -> Void in
      p.advance()
      let start = p.token.lowerBound
      try p.expect(.star)
      _ = try p.expression()
      let end = p.lastEnd
      _ = try p.comprehensions()
      throw p.syntax("iterable unpacking cannot be used in comprehension", at: start..<end)
    }
    guard kind != .leftParenthesis else { return }
    try checking { (p) throws(Failure) -> Void in
      p.advance()
      let first = try p.starNamedExpression()
      try p.expect(.comma)
      var end = p.lastEnd
      while p.startsExpression {
        end = try p.starNamedExpression().range.upperBound
        guard p.accept(.comma) else { break }
      }
      _ = try p.comprehensions()
      throw p.syntax(
        "did you forget parentheses around the comprehension target?", at: first.range.lowerBound..<end)
    }
  }

  mutating func invalidDictComprehension() throws(Failure) {
    try checking { (p) throws(Failure) -> Void in
      try p.expect(.leftBrace)
      let stars = try p.expect(.doubleStar)
      _ = try p.bitwiseOr()
      _ = try p.comprehensions()
      try p.expect(.rightBrace)
      throw p.syntax("dict unpacking cannot be used in dict comprehension", at: stars.range)
    }
  }

  mutating func invalidDictItems() throws(Failure) {
    try checking { (p) throws(Failure) -> Void in
      try p.expect(.leftBrace)
      var isFirst = true
      while true {
        let mark = p.index
        let isItem =
          try p.attempt { (q) throws(Failure) -> Void in
            if q.accept(.doubleStar) {
              _ = try q.bitwiseOr()
              return
            }
            _ = try q.expression()
            try q.expect(.colon)
            _ = try q.expression()
          } != nil
        if !isItem {
          p.index = mark
          return try p.invalidDictItem(mayLackColon: !isFirst)
        }
        isFirst = false
        try p.expect(.comma)
      }
    }
  }

  /// A key of a dictionary after the first that no `:` follows.
  mutating func invalidDictKey() throws(Failure) {
    try checking { (p) throws(Failure) -> Void in
      let key = try p.expressionWithoutInvalid()
      if p.kind != .colon { throw p.missingColon(after: key) }
    }
  }

  private func missingColon(after key: Expression) -> Failure {
    let end = key.range.upperBound
    return syntax("':' expected after dictionary key", at: max(0, end - 1)..<end)
  }

  private mutating func invalidDictItem(mayLackColon: Bool) throws(Failure) {
    let key = try expression()
    guard kind == .colon else {
      guard mayLackColon else { throw .noMatch }
      throw missingColon(after: key)
    }
    let colon = token
    advance()
    if kind == .star {
      let star = token
      advance()
      _ = try bitwiseOr()
      throw syntax("cannot use a starred expression in a dictionary value", at: star.lowerBound..<lastEnd)
    }
    if kind == .rightBrace || kind == .comma {
      throw syntax("expression expected after dictionary key and ':'", at: colon.range)
    }
    throw .noMatch
  }
}
