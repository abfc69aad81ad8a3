import SourceText

extension Parser {
  /// `a, b` without stars: a tuple, or one expression.
  mutating func expressions() throws(Failure) -> Expression {
    try commaSeparated { (p) throws(Failure) in try p.expression() }
  }

  /// `a, *b`: a tuple, or one expression, which may be starred.
  mutating func starExpressions() throws(Failure) -> Expression {
    try commaSeparated { (p) throws(Failure) in try p.starExpression() }
  }

  private mutating func commaSeparated(_ item: (inout Parser) throws(Failure) -> Expression) throws(Failure)
    -> Expression
  {
    let start = token.lowerBound
    let first = try item(&self)
    guard kind == .comma else { return first }
    var items = [first]
    var highest = height
    while accept(.comma) {
      guard startsExpression else { break }
      guard let next = try attempt(item) else { break }
      items.append(next)
      highest = max(highest, height)
    }
    height = highest + 1
    return Expression(.tuple(items), at: start..<lastEnd)
  }

  /// Whether the token at hand can begin an expression or a starred one.
  var startsExpression: Bool {
    mutating get {
      switch kind {
      case .name, .number, .string, .leftParenthesis, .leftBracket, .leftBrace, .minus, .plus, .tilde, .star, .ellipsis,
        .notKeyword, .lambdaKeyword, .noneKeyword, .trueKeyword, .falseKeyword, .awaitKeyword, .error, .doubleStar:
        true
      default: false
      }
    }
  }

  mutating func starExpression() throws(Failure) -> Expression {
    guard kind == .star else { return try expression() }
    return try remembering(1) { (p) throws(Failure) in
      let start = p.token.lowerBound
      p.advance()
      let value = try p.bitwiseOr()
      p.height += 1
      return Expression(.starred(value), at: start..<p.lastEnd)
    }
  }

  /// An item of a list, tuple or set display: an expression, `name := value` or `*value`.
  mutating func starNamedExpression() throws(Failure) -> Expression {
    kind == .star ? try starExpression() : try namedExpression()
  }

  mutating func namedExpression() throws(Failure) -> Expression {
    if let assignment = try assignmentExpression() { return assignment }
    if isDiagnosing, triesInvalidExpressions { try invalidNamedExpression() }
    let value = try expression()
    if kind == .colonAssign { throw .noMatch }
    return value
  }

  /// `name := value`, if that is at hand.
  mutating func assignmentExpression() throws(Failure) -> Expression? {
    guard kind == .name, nextKind == .colonAssign else { return nil }
    let nameToken = token
    advance()
    advance()
    let value = try expression()
    height += 1
    return Expression(
      .namedExpression(target: Expression(.name(name(nameToken)), at: nameToken.range), value: value),
      at: nameToken.lowerBound..<lastEnd)
  }

  /// An expression that may stand where `:=` may not follow, or an assignment expression.
  mutating func expressionOrAssignment() throws(Failure) -> Expression {
    if let assignment = try assignmentExpression() { return assignment }
    let value = try expression()
    if kind == .colonAssign { throw .noMatch }
    return value
  }

  mutating func expression() throws(Failure) -> Expression {
    depth += 1
    defer { depth -= 1 }
    if depth > Parser.depthLimit {
      throw .syntax(
        SyntaxFailure(.recursionError, "maximum recursion depth exceeded during compilation", at: token.range))
    }
    return try remembering(2) { (p) throws(Failure) in try p.rawExpression() }
  }

  private mutating func rawExpression() throws(Failure) -> Expression {
    if isDiagnosing, triesInvalidExpressions {
      try invalidExpression()
      try invalidLegacyExpression()
    }
    if kind == .lambdaKeyword { return try lambda() }
    let start = token.lowerBound
    let body = try disjunction()
    guard kind == .ifKeyword else { return body }
    let mark = index
    let bodyHeight = height
    advance()
    guard let test = try attempt({ (p) throws(Failure) in try p.disjunction() }), kind == .elseKeyword else {
      // What follows is not ours; it may be a condition, never in a text that is right.
      index = mark
      height = bodyHeight
      return body
    }
    let testHeight = height
    advance()
    let orElse = try expression()
    height = try checkedHeight(max(bodyHeight, testHeight, height) + 1, body.range)
    return Expression(
      .conditional(test: test, body: body, orElse: orElse), at: start..<lastEnd)
  }

  mutating func lambda() throws(Failure) -> Expression {
    let start = token.lowerBound
    advance()
    let parameters = try parameters(isLambda: true)
    let parametersHeight = height
    try expect(.colon)
    let body = try expression()
    height = max(parametersHeight, height) + 1
    return Expression(.lambda(parameters, body: body), at: start..<lastEnd)
  }

  // MARK: Operators

  mutating func disjunction() throws(Failure) -> Expression {
    try remembering(3) { (p) throws(Failure) in try p.boolean(.or, .orKeyword) }
  }

  private mutating func boolean(_ operation: BooleanOperator, _ keyword: TokenKind) throws(Failure) -> Expression {
    let start = token.lowerBound
    let first = operation == .or ? try boolean(.and, .andKeyword) : try inversion()
    guard kind == keyword else { return first }
    var operands = [first]
    var highest = height
    while accept(keyword) {
      operands.append(operation == .or ? try boolean(.and, .andKeyword) : try inversion())
      highest = max(highest, height)
    }
    height = highest + 1
    return Expression(.boolean(operation, operands), at: start..<lastEnd)
  }

  private mutating func inversion() throws(Failure) -> Expression {
    guard kind == .notKeyword else { return try comparison() }
    var starts: [Int] = []
    while kind == .notKeyword {
      starts.append(token.lowerBound)
      advance()
    }
    return try wrapped(try comparison(), in: starts.map { ($0, .not) })
  }

  /// Puts prefix operators, given outermost first, around an operand.
  private mutating func wrapped(_ operand: Expression, in operators: [(start: Int, UnaryOperator)]) throws(Failure)
    -> Expression
  {
    height = try checkedHeight(height + operators.count, operand.range)
    let end = lastEnd
    return operators.reversed().reduce(operand) { inner, outer in
      Expression(.unary(outer.1, inner), at: outer.start..<end)
    }
  }

  private mutating func comparison() throws(Failure) -> Expression {
    let start = token.lowerBound
    let first = try bitwiseOr()
    guard var operation = comparisonOperator else { return first }
    var comparators: [(ComparisonOperator, Expression)] = []
    var highest = height
    while true {
      advance()
      if operation == .is, accept(.notKeyword) { operation = .isNot }
      if operation == .notIn { try expect(.inKeyword) }
      comparators.append((operation, try bitwiseOr()))
      highest = max(highest, height)
      guard let next = comparisonOperator else { break }
      operation = next
    }
    height = highest + 1
    return Expression(.compare(first, comparators), at: start..<lastEnd)
  }

  private var comparisonOperator: ComparisonOperator? {
    mutating get {
      switch kind {
      case .equal: .equal
      case .notEqual: .notEqual
      case .less: .less
      case .lessOrEqual: .lessOrEqual
      case .greater: .greater
      case .greaterOrEqual: .greaterOrEqual
      case .inKeyword: .in
      case .isKeyword: .is
      case .notKeyword: nextKind == .inKeyword ? .notIn : nil
      default: nil
      }
    }
  }

  mutating func bitwiseOr() throws(Failure) -> Expression {
    try remembering(4) { (p) throws(Failure) in try p.binary(atLeast: 1) }
  }

  /// Binds left-associative operators of at least a precedence, by climbing.
  private mutating func binary(atLeast minimum: Int) throws(Failure) -> Expression {
    let start = token.lowerBound
    var left = try factor()
    while let (operation, precedence) = binaryOperator, precedence >= minimum {
      let leftHeight = height
      advance()
      let right = try binary(atLeast: precedence + 1)
      height = try checkedHeight(max(leftHeight, height) + 1, left.range)
      left = Expression(.binary(left, operation, right), at: start..<lastEnd)
    }
    return left
  }

  private var binaryOperator: (BinaryOperator, precedence: Int)? {
    mutating get {
      switch kind {
      case .bar: (.bitOr, 1)
      case .caret: (.bitXor, 2)
      case .ampersand: (.bitAnd, 3)
      case .leftShift: (.leftShift, 4)
      case .rightShift: (.rightShift, 4)
      case .plus: (.add, 5)
      case .minus: (.subtract, 5)
      case .star: (.multiply, 6)
      case .slash: (.divide, 6)
      case .doubleSlash: (.floorDivide, 6)
      case .percent: (.modulo, 6)
      case .at: (.matrixMultiply, 6)
      default: nil
      }
    }
  }

  /// Signs before an operand, and `**` after it, which binds tighter than signs on its left.
  private mutating func factor() throws(Failure) -> Expression {
    var signs: [(start: Int, UnaryOperator)] = []
    while let sign = signOperator {
      signs.append((token.lowerBound, sign))
      advance()
    }
    let start = token.lowerBound
    var operand = try primary()
    if kind == .doubleStar {
      let baseHeight = height
      advance()
      depth += 1
      defer { depth -= 1 }
      if depth > Parser.depthLimit {
        throw .syntax(
          SyntaxFailure(.recursionError, "maximum recursion depth exceeded during compilation", at: token.range))
      }
      let exponent = try factor()
      height = max(baseHeight, height) + 1
      operand = Expression(.binary(operand, .power, exponent), at: start..<lastEnd)
    }
    return signs.isEmpty ? operand : try wrapped(operand, in: signs)
  }

  private var signOperator: UnaryOperator? {
    mutating get {
      switch kind {
      case .minus: .negative
      case .plus: .positive
      case .tilde: .invert
      default: nil
      }
    }
  }
}
