import SourceText

// The wrong shapes of arguments and parameters; see `Parser+Invalid.swift`.
extension Parser {
  // MARK: Arguments

  /// The generator expression rule looks for wrong comprehensions at the parenthesis.
  mutating func invalidLoneGenerator(at parenthesis: Int) throws(Failure) {
    let mark = index
    index = parenthesis
    try invalidComprehension()
    index = mark
  }

  mutating func invalidKeyword() throws(Failure) {
    if [.trueKeyword, .falseKeyword, .noneKeyword].contains(kind), nextKind == .assign {
      let end = tokens[index + 1].upperBound
      throw syntax("cannot assign to \(text(token))", at: token.lowerBound..<end)
    }
    if kind == .name, nextKind == .assign {
      return try checking { (p) throws(Failure) -> Void in try p.invalidKeywordGenerator() }
    }
    try checking { (p) throws(Failure) -> Void in
      let start = p.token.lowerBound
      _ = try p.expression()
      let sign = try p.expect(.assign)
      throw p.syntax(
        "expression cannot contain assignment, perhaps you meant \"==\"?", at: start..<sign.upperBound)
    }
  }

  /// `name = expression for ...`
  private mutating func invalidKeywordGenerator() throws(Failure) {
    let nameToken = try expect(.name)
    let sign = try expect(.assign)
    _ = try expression()
    _ = try comprehensions()
    throw syntax(
      "invalid syntax. Maybe you meant '==' or ':=' instead of '='?", at: nameToken.lowerBound..<sign.upperBound)
  }

  mutating func invalidArguments() throws(Failure) {
    try checking { (p) throws(Failure) -> Void in
      _ = try p.arguments()
      try p.expect(.comma)
      let star = try p.expect(.star)
      throw p.syntax("iterable argument unpacking follows keyword argument unpacking", at: star.range)
    }
    try checking { (p) throws(Failure) -> Void in
      let start = p.token.lowerBound
      _ = try p.expression()
      _ = try p.comprehensions()
      let end = p.lastEnd
      try p.expect(.comma)
      throw p.syntax("Generator expression must be parenthesized", at: start..<end)
    }
    if kind == .name, nextKind == .assign {
      try checking { (p) throws(Failure) -> Void in try p.invalidKeywordGenerator() }
    }
    try checking { (p) throws(Failure) -> Void in
      let (positional, _) = try p.arguments()
      _ = try p.comprehensions()
      guard positional.count > 1, let last = positional.last else { throw .noMatch }
      throw p.syntax("Generator expression must be parenthesized", at: last.range.lowerBound..<p.lastEnd)
    }
    try checking { (p) throws(Failure) -> Void in
      let (_, keywords) = try p.arguments()
      try p.expect(.comma)
      let mark = p.index
      if let value = try p.attempt({ (q) throws(Failure) in try q.expression() }),
        try p.attempt({ (q) throws(Failure) in try q.comprehensions() }) != nil
      {
        throw p.syntax("Generator expression must be parenthesized", at: value.range.lowerBound..<p.lastEnd)
      }
      p.index = mark
      _ = try p.arguments()
      throw p.syntaxAtLast(
        keywords.contains { $0.name == nil }
          ? "positional argument follows keyword argument unpacking" : "positional argument follows keyword argument")
    }
  }

  // MARK: Parameters

  mutating func invalidParameters(isLambda: Bool) throws(Failure) {
    try checking { (p) throws(Failure) -> Void in try p.invalidParameterOrder(isLambda: isLambda) }
  }

  private mutating func invalidParameterOrder(isLambda: Bool) throws(Failure) {
    let closing: TokenKind = isLambda ? .colon : .rightParenthesis
    var seenDefault = false
    var seenSlash = false
    var seenStar = false
    var isFirst = true
    while true {
      let start = token
      switch kind {
      case .name:
        let next = try parameter(isLambda: isLambda, mayHaveDefault: true)
        guard accept(.comma) || kind == closing else { throw .noMatch }
        if !seenStar, seenDefault, next.defaultValue == nil {
          throw syntax("non-default argument follows default argument", at: next.range)
        }
        seenDefault = seenDefault || next.defaultValue != nil
      case .leftParenthesis where !seenDefault && !seenSlash && !seenStar:
        advance()
        repeat {
          if kind == .rightParenthesis { break }
          _ = try parameter(isLambda: true, mayHaveDefault: false)
        } while accept(.comma)
        let end = try expect(.rightParenthesis)
        throw syntax(
          isLambda
            ? "Lambda expression parameters cannot be parenthesized" : "Function parameters cannot be parenthesized",
          at: start.lowerBound..<end.upperBound)
      case .slash:
        advance()
        if isFirst {
          guard kind == .comma else { throw .noMatch }
          throw syntax("at least one argument must precede /", at: start.range)
        }
        if seenSlash { throw syntax("/ may appear only once", at: start.range) }
        if seenStar { throw syntax("/ must be ahead of *", at: start.range) }
        seenSlash = true
        if kind == .star { throw syntax("expected comma between / and *", at: token.range) }
        guard accept(.comma) || kind == closing else { throw .noMatch }
      case .star where !seenStar:
        seenStar = true
        advance()
        if kind == .name { _ = try parameter(isLambda: isLambda, mayHaveDefault: false, mayBeStarAnnotated: true) }
        try expect(.comma)
      default: throw .noMatch
      }
      isFirst = false
    }
  }

  mutating func invalidDefault() throws(Failure) {
    let sign = token
    if nextKind == .rightParenthesis || nextKind == .comma {
      throw syntax("expected default value expression", at: sign.range)
    }
  }

  mutating func invalidStarParameter(isLambda: Bool) throws(Failure) {
    let closing: TokenKind = isLambda ? .colon : .rightParenthesis
    try checking { (p) throws(Failure) -> Void in
      let star = try p.expect(.star)
      let isBare =
        p.kind == closing || p.accept(.comma) && (p.kind == closing || p.kind == .doubleStar)
      if isBare {
        throw isLambda
          ? p.syntaxAtLast("named arguments must follow bare *")
          : p.syntax("named arguments must follow bare *", at: star.range)
      }
    }
    try checking { (p) throws(Failure) -> Void in
      try p.expect(.star)
      if p.kind == .name {
        _ = try p.parameter(isLambda: isLambda, mayHaveDefault: false, mayBeStarAnnotated: true)
        if p.kind == .assign {
          throw p.syntax("var-positional argument cannot have default value", at: p.token.range)
        }
      }
      try p.expect(.comma)
      while p.kind == .name {
        _ = try p.parameter(isLambda: isLambda, mayHaveDefault: true)
        try p.expect(.comma)
      }
      let star = try p.expect(.star)
      if p.kind == .name { _ = try p.parameter(isLambda: isLambda, mayHaveDefault: false) }
      guard p.kind == .comma || p.kind == closing else { throw .noMatch }
      throw p.syntax("* argument may appear only once", at: star.range)
    }
  }

  mutating func invalidKeywordsParameter(isLambda: Bool) throws(Failure) {
    try checking { (p) throws(Failure) -> Void in
      try p.expect(.doubleStar)
      _ = try p.parameter(isLambda: isLambda, mayHaveDefault: false)
      if p.kind == .assign { throw p.syntax("var-keyword argument cannot have default value", at: p.token.range) }
      try p.expect(.comma)
      switch p.kind {
      case .name:
        let next = try p.parameter(isLambda: isLambda, mayHaveDefault: false)
        throw p.syntax("arguments cannot follow var-keyword argument", at: next.range)
      case .star, .doubleStar, .slash:
        throw p.syntax("arguments cannot follow var-keyword argument", at: p.token.range)
      default: throw .noMatch
      }
    }
  }
}
