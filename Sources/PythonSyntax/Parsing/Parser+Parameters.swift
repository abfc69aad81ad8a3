import SourceText

extension Parser {
  /// The parameters of a function, up to `)`, or of a lambda, up to `:`; the closing token is left.
  mutating func parameters(isLambda: Bool) throws(Failure) -> Parameters {
    let closing: TokenKind = isLambda ? .colon : .rightParenthesis
    if isDiagnosing { try invalidParameters(isLambda: isLambda) }
    var result = Parameters()
    var highest = 0
    var sawDefault = false
    var sawStar = false
    height = 0
    while kind != closing {
      switch kind {
      case .slash:
        guard !sawStar, result.positionalOnly.isEmpty, !result.positionalOrKeyword.isEmpty else { throw .noMatch }
        advance()
        result.positionalOnly = result.positionalOrKeyword
        result.positionalOrKeyword = []
      case .star:
        guard !sawStar else { throw .noMatch }
        if isDiagnosing { try invalidStarParameter(isLambda: isLambda) }
        sawStar = true
        advance()
        if kind == .comma {
          guard nextKind == .name else { throw .noMatch }
        } else {
          result.variadic = try parameter(isLambda: isLambda, mayHaveDefault: false, mayBeStarAnnotated: true)
        }
      case .doubleStar:
        if isDiagnosing { try invalidKeywordsParameter(isLambda: isLambda) }
        advance()
        result.keywordVariadic = try parameter(isLambda: isLambda, mayHaveDefault: false)
        highest = max(highest, height)
        _ = accept(.comma)
        guard kind == closing else { throw try mismatch() }
        height = highest
        return result
      default:
        let next = try parameter(isLambda: isLambda, mayHaveDefault: true)
        if sawStar {
          result.keywordOnly.append(next)
        } else {
          if next.defaultValue == nil, sawDefault { throw .noMatch }
          sawDefault = next.defaultValue != nil
          result.positionalOrKeyword.append(next)
        }
      }
      highest = max(highest, height)
      guard accept(.comma) else { break }
    }
    guard kind == closing else { throw try mismatch() }
    height = highest
    return result
  }

  /// `name: annotation = default`
  mutating func parameter(isLambda: Bool, mayHaveDefault: Bool, mayBeStarAnnotated: Bool = false) throws(Failure)
    -> Parameter
  {
    try look()
    let start = token.lowerBound
    let name = try expectName()
    var annotation: Expression?
    var highest = 0
    height = 0
    if !isLambda, accept(.colon) {
      annotation = mayBeStarAnnotated ? try starExpression() : try expression()
      highest = height
    }
    let end = lastEnd
    var defaultValue: Expression?
    if mayHaveDefault, kind == .assign {
      if isDiagnosing { try invalidDefault() }
      advance()
      defaultValue = try expression()
      highest = max(highest, height)
    }
    height = highest
    return Parameter(name: name, annotation: annotation, defaultValue: defaultValue, range: start..<end)
  }
}
