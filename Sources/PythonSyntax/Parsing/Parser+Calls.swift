import SourceText

extension Parser {
  /// The arguments of a call or the bases of a class, from `(` to `)`.
  mutating func call() throws(Failure) -> ([Expression], [Keyword]) {
    let open = token.lowerBound
    try expect(.leftParenthesis)
    height = 0
    if accept(.rightParenthesis) { return ([], []) }
    let mark = index
    if kind != .star, kind != .doubleStar,
      let generator = try attempt({ (p) throws(Failure) in try p.generatorArgument(from: open) })
    {
      return ([generator], [])
    }
    index = mark
    if isDiagnosing { try invalidLoneGenerator(at: mark - 1) }
    if let result = try attempt({ (p) throws(Failure) in try p.closedArguments() }) { return result }
    if isDiagnosing {
      index = mark
      try invalidArguments()
    }
    throw try mismatch()
  }

  private mutating func closedArguments() throws(Failure) -> ([Expression], [Keyword]) {
    let found = try arguments()
    _ = accept(.comma)
    try expect(.rightParenthesis)
    return found
  }

  private mutating func generatorArgument(from open: Int) throws(Failure) -> Expression {
    // Most arguments are no generator expressions: nothing is parsed twice before that is known.
    guard isDiagnosing || mayHoldGenerator else { throw .noMatch }
    let element = try expressionOrAssignment()
    let clauses = try comprehensions()
    try expect(.rightParenthesis)
    return Expression(.generator(element, clauses), at: open..<lastEnd)
  }

  /// Whether a `for` stands in the brackets that have just been opened, not within others.
  private var mayHoldGenerator: Bool {
    let level = tokens[index - 1].level
    var position = index
    while position < tokens.count, tokens[position].level >= level {
      if tokens[position].kind == .forKeyword, tokens[position].level == level { return true }
      // Commas outside of inner brackets separate arguments, of which a lone generator expression is none.
      if tokens[position].kind == .comma, tokens[position].level == level { return false }
      position += 1
    }
    return false
  }

  /// Arguments with commas between them; a comma at the end is left.
  mutating func arguments() throws(Failure) -> ([Expression], [Keyword]) {
    var positional: [Expression] = []
    var keywords: [Keyword] = []
    var highest = 0
    var seenUnpacking = false
    var beforeComma = index
    while true {
      let start = token.lowerBound
      let isKeyword = kind == .name && nextKind == .assign
      if kind == .doubleStar || isKeyword {
        if isDiagnosing { try invalidKeyword() }
        let first = token
        advance()
        if isKeyword { advance() }
        let value = try expression()
        keywords.append(Keyword(name: isKeyword ? name(first) : nil, value: value, range: start..<lastEnd))
        seenUnpacking = seenUnpacking || !isKeyword
      } else if kind == .star, !seenUnpacking {
        advance()
        let value = try expression()
        positional.append(Expression(.starred(value), at: start..<lastEnd))
      } else if keywords.isEmpty, let value = try positionalArgument() {
        positional.append(value)
      } else {
        if isDiagnosing { try invalidKeyword() }
        guard !positional.isEmpty || !keywords.isEmpty else { throw try mismatch() }
        index = beforeComma
        break
      }
      highest = max(highest, height)
      beforeComma = index
      guard kind == .comma, nextKind != .rightParenthesis else { break }
      advance()
    }
    height = highest + 1
    return (positional, keywords)
  }

  /// A positional argument, or `nil` when what follows it shows that it is none.
  private mutating func positionalArgument() throws(Failure) -> Expression? {
    let mark = index
    if let value = try attempt({ (p) throws(Failure) in try p.expressionOrAssignment() }), kind != .assign {
      return value
    }
    index = mark
    return nil
  }
}
