import BigInt
import SourceText

extension Parser {
  /// An atom and what is attached to it: attributes, calls and subscripts.
  mutating func primary() throws(Failure) -> Expression {
    try look()
    return try remembering(5) { (p) throws(Failure) in try p.rawPrimary() }
  }

  private mutating func rawPrimary() throws(Failure) -> Expression {
    let start = token.lowerBound
    var value = try atom()
    while true {
      let valueHeight = height
      switch kind {
      case .dot:
        let mark = index
        advance()
        guard kind == .name else {
          index = mark
          return value
        }
        let attribute = token
        advance()
        value = Expression(
          .attribute(value, name(attribute), nameRange: attribute.range), at: start..<lastEnd)
      case .leftParenthesis:
        let (arguments, keywords) = try call()
        value = Expression(.call(value, arguments: arguments, keywords: keywords), at: start..<lastEnd)
      case .leftBracket:
        advance()
        let index = try slices()
        try expect(.rightBracket)
        value = Expression(.subscript(value, index: index), at: start..<lastEnd)
      default:
        return value
      }
      height = try checkedHeight(max(valueHeight, height) + 1, start..<lastEnd)
    }
  }

  // MARK: Subscripts

  private mutating func slices() throws(Failure) -> Expression {
    let start = token.lowerBound
    let first = try slice()
    guard kind == .comma else {
      if case .starred = first.kind {
        height += 1
        return Expression(.tuple([first]), at: start..<lastEnd)
      }
      return first
    }
    var items = [first]
    var highest = height
    while accept(.comma) {
      if kind == .rightBracket { break }
      items.append(try slice())
      highest = max(highest, height)
    }
    height = highest + 1
    return Expression(.tuple(items), at: start..<lastEnd)
  }

  private mutating func slice() throws(Failure) -> Expression {
    let start = token.lowerBound
    if kind == .star {
      advance()
      let value = try expression()
      height += 1
      return Expression(.starred(value), at: start..<lastEnd)
    }
    var lower: Expression?
    var highest = 0
    if kind != .colon {
      let mark = index
      if isDiagnosing {
        // CPython tries a slice first.
        guard try attempt({ (p) throws(Failure) in try p.expression() }) != nil, kind == .colon else {
          index = mark
          return try namedExpression()
        }
        index = mark
      }
      let value = try expressionOrAssignment()
      highest = height
      guard kind == .colon else { return value }
      if case .namedExpression = value.kind, value.range.lowerBound == start { throw .noMatch }
      lower = value
    }
    try expect(.colon)
    var upper: Expression?
    var step: Expression?
    if kind != .colon, kind != .comma, kind != .rightBracket {
      upper = try expression()
      highest = max(highest, height)
    }
    if accept(.colon), kind != .comma, kind != .rightBracket {
      step = try expression()
      highest = max(highest, height)
    }
    height = highest + 1
    return Expression(.slice(lower: lower, upper: upper, step: step), at: start..<lastEnd)
  }

  // MARK: Atoms

  mutating func atom() throws(Failure) -> Expression {
    let start = token
    height = 1
    func constant(_ value: Constant) -> Expression { Expression(.constant(value), at: start.range) }
    switch kind {
    case .name:
      advance()
      return Expression(.name(name(start)), at: start.range)
    case .number:
      advance()
      return constant(try NumberLiteral.value(of: bytes[start.range], at: start.range))
    case .string: return try remembering(6) { (p) throws(Failure) in try p.strings() }
    case .trueKeyword:
      advance()
      return constant(.true)
    case .falseKeyword:
      advance()
      return constant(.false)
    case .noneKeyword:
      advance()
      return constant(.none)
    case .ellipsis:
      advance()
      return constant(.ellipsis)
    case .leftParenthesis: return try remembering(7) { (p) throws(Failure) in try p.parenthesized() }
    case .leftBracket: return try remembering(8) { (p) throws(Failure) in try p.listDisplay() }
    case .leftBrace: return try remembering(9) { (p) throws(Failure) in try p.braces() }
    case .awaitKeyword:
      throw syntax("'await' is not supported: nbrun runs no asynchronous code", at: start.range)
    default: throw try mismatch()
    }
  }

  /// `()`, `(a)`, `(a, b)`, `(yield)`, or a generator expression.
  private mutating func parenthesized() throws(Failure) -> Expression {
    let start = token.lowerBound
    advance()
    if accept(.rightParenthesis) { return Expression(.tuple([]), at: start..<lastEnd) }
    let mark = index
    do throws(Failure) {
      if kind == .yieldKeyword {
        let value = try yieldExpression()
        try expect(.rightParenthesis)
        return value
      }
      let first = try starNamedExpression()
      if kind == .comma { return try tuple(first, from: start) }
      if kind == .forKeyword || kind == .asyncKeyword {
        if case .starred = first.kind { throw .noMatch }
        let clauses = try comprehensions()
        try expect(.rightParenthesis)
        return Expression(.generator(first, clauses), at: start..<lastEnd)
      }
      try expect(.rightParenthesis)
      if case .starred = first.kind { throw .noMatch }
      return first
    } catch {
      guard case .noMatch = error, isDiagnosing else { throw error }
      index = mark - 1
      try invalidGroup()
      try invalidComprehension()
      throw .noMatch
    }
  }

  private mutating func tuple(_ first: Expression, from start: Int) throws(Failure) -> Expression {
    let (items, highest) = try displayItems(after: first, closing: .rightParenthesis)
    height = highest + 1
    return Expression(.tuple(items), at: start..<lastEnd)
  }

  /// The items of a display from the comma after its first to the closing bracket, which is read.
  private mutating func displayItems(after first: Expression, closing: TokenKind) throws(Failure) -> ([Expression], Int)
  {
    var items = [first]
    var highest = height
    while accept(.comma) {
      if kind == closing { break }
      items.append(try starNamedExpression())
      highest = max(highest, height)
    }
    try expect(closing)
    return (items, highest)
  }

  private mutating func listDisplay() throws(Failure) -> Expression {
    let start = token.lowerBound
    let mark = index
    advance()
    if accept(.rightBracket) { return Expression(.list([]), at: start..<lastEnd) }
    do throws(Failure) {
      let first = try starNamedExpression()
      if kind == .forKeyword || kind == .asyncKeyword {
        if case .starred = first.kind { throw .noMatch }
        let clauses = try comprehensions()
        try expect(.rightBracket)
        return Expression(.listComprehension(first, clauses), at: start..<lastEnd)
      }
      let (items, highest) = try displayItems(after: first, closing: .rightBracket)
      height = highest + 1
      return Expression(.list(items), at: start..<lastEnd)
    } catch {
      guard case .noMatch = error, isDiagnosing else { throw error }
      index = mark
      try invalidComprehension()
      throw .noMatch
    }
  }

  /// A set or dictionary display or comprehension.
  private mutating func braces() throws(Failure) -> Expression {
    let start = token.lowerBound
    let mark = index
    advance()
    if accept(.rightBrace) { return Expression(.dict([]), at: start..<lastEnd) }
    do throws(Failure) {
      if kind == .doubleStar { return try dictDisplay(from: start, firstKey: nil) }
      if isDiagnosing, kind != .star {
        // CPython tries a dictionary first.
        let mark = index
        if let key = try attempt({ (p) throws(Failure) in try p.expression() }), kind == .colon {
          return try dictDisplay(from: start, firstKey: key)
        }
        index = mark
      }
      let first = try starNamedExpression()
      if kind == .colon {
        switch first.kind {
        case .starred: throw .noMatch
        case .namedExpression where first.range.lowerBound == tokens[mark + 1].lowerBound: throw .noMatch
        default: return try dictDisplay(from: start, firstKey: first)
        }
      }
      if kind == .forKeyword || kind == .asyncKeyword {
        if case .starred = first.kind { throw .noMatch }
        let clauses = try comprehensions()
        try expect(.rightBrace)
        return Expression(.setComprehension(first, clauses), at: start..<lastEnd)
      }
      let (items, highest) = try displayItems(after: first, closing: .rightBrace)
      height = highest + 1
      return Expression(.set(items), at: start..<lastEnd)
    } catch {
      guard case .noMatch = error, isDiagnosing else { throw error }
      index = mark
      try invalidDictItems()
      try invalidDictComprehension()
      try invalidComprehension()
      throw .noMatch
    }
  }

  /// The items of a dictionary; the first key may have been read.
  private mutating func dictDisplay(from start: Int, firstKey: Expression?) throws(Failure) -> Expression {
    var items: [DictItem] = []
    var highest = height
    var known = firstKey
    repeat {
      if kind == .rightBrace { break }
      if known == nil, accept(.doubleStar) {
        items.append(DictItem(key: nil, value: try bitwiseOr()))
      } else {
        if isDiagnosing, !items.isEmpty { try invalidDictKey() }
        let key: Expression
        if let first = known {
          key = first
          known = nil
        } else {
          key = try expression()
        }
        highest = max(highest, height)
        try expect(.colon)
        let value = try expression()
        if items.isEmpty, kind == .forKeyword || kind == .asyncKeyword {
          highest = max(highest, height)
          let clauses = try comprehensions()
          height = max(highest, height) + 1
          try expect(.rightBrace)
          return Expression(.dictComprehension(key: key, value: value, clauses), at: start..<lastEnd)
        }
        items.append(DictItem(key: key, value: value))
      }
      highest = max(highest, height)
    } while accept(.comma)
    try expect(.rightBrace)
    height = highest + 1
    return Expression(.dict(items), at: start..<lastEnd)
  }

  // MARK: Comprehensions

  /// One or more `for ... in ... if ...` clauses; the height comes to hold that of the whole comprehension.
  mutating func comprehensions() throws(Failure) -> [Comprehension] {
    var clauses: [Comprehension] = []
    var highest = height
    while kind == .forKeyword || kind == .asyncKeyword {
      if kind == .asyncKeyword {
        throw syntax("'async' is not supported: nbrun runs no asynchronous code", at: token.range)
      }
      let mark = index
      advance()
      guard let target = try attempt({ (p) throws(Failure) in try p.starTargets() }), kind == .inKeyword else {
        if isDiagnosing {
          index = mark
          try invalidForTarget()
        }
        throw try mismatch()
      }
      highest = max(highest, height)
      advance()
      let iterable = try disjunction()
      highest = max(highest, height)
      var conditions: [Expression] = []
      while accept(.ifKeyword) {
        conditions.append(try disjunction())
        highest = max(highest, height)
      }
      clauses.append(Comprehension(target: target, iterable: iterable, conditions: conditions))
    }
    guard !clauses.isEmpty else { throw try mismatch() }
    height = highest + 1
    return clauses
  }

  /// `yield`, `yield a` or `yield from a`.
  mutating func yieldExpression() throws(Failure) -> Expression {
    let start = token.lowerBound
    try expect(.yieldKeyword)
    if accept(.fromKeyword) {
      let value = try expression()
      height += 1
      return Expression(.yieldFrom(value), at: start..<lastEnd)
    }
    height = 0
    let value = startsExpression ? try attempt { (p) throws(Failure) in try p.starExpressions() } : nil
    height += 1
    return Expression(.yield(value), at: start..<lastEnd)
  }

  /// The right side of an assignment.
  mutating func yieldOrStarExpressions() throws(Failure) -> Expression {
    kind == .yieldKeyword ? try yieldExpression() : try starExpressions()
  }
}
