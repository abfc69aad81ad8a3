import SourceText

extension Parser {
  /// What is assigned to, as in `for targets in`: no comparison is read, so that `in` is left.
  mutating func starTargets() throws(Failure) -> Expression {
    let start = token.lowerBound
    let first = try starTarget()
    guard kind == .comma else { return first }
    var items = [first]
    while accept(.comma) {
      guard startsExpression, let next = try attempt({ (p) throws(Failure) in try p.starTarget() }) else { break }
      items.append(next)
    }
    return Expression(.tuple(items), at: start..<lastEnd)
  }

  mutating func starTarget() throws(Failure) -> Expression {
    let start = token.lowerBound
    if accept(.star) {
      if kind == .star { throw .noMatch }
      let value = try primary()
      guard isTarget(value) else { throw .noMatch }
      return Expression(.starred(value), at: start..<lastEnd)
    }
    let value = try primary()
    guard isTarget(value) else { throw .noMatch }
    return value
  }

  /// Whether an expression has the shape of what can be assigned to.
  func isTarget(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .name, .attribute, .subscript: true
    case .tuple(let items), .list(let items): items.allSatisfy { isTarget($0) }
    case .starred(let value):
      if case .starred = value.kind { false } else { isTarget(value) }
    default: false
    }
  }

  /// Whether an expression has the shape of what can be deleted.
  func isDeletable(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .name, .attribute, .subscript: true
    case .tuple(let items), .list(let items): items.allSatisfy { isDeletable($0) }
    default: false
    }
  }

  /// Where targets stand.
  enum TargetPlace {
    case assignment, deletion, loop
  }

  /// The part of an expression that keeps it from being a target, if any.
  func invalidTarget(of expression: Expression, in place: TargetPlace) -> Expression? {
    switch expression.kind {
    case .list(let items), .tuple(let items):
      for item in items {
        if let found = invalidTarget(of: item, in: place) { return found }
      }
      return nil
    case .starred(let value):
      return place == .deletion ? expression : invalidTarget(of: value, in: place)
    case .compare(let left, let comparators):
      if place == .loop {
        return comparators.first?.0 == .in ? invalidTarget(of: left, in: place) : nil
      }
      return expression
    case .name, .attribute, .subscript: return nil
    default: return expression
    }
  }

  /// What CPython calls an expression in messages such as "cannot assign to %s".
  static func describe(_ expression: Expression) -> String {
    switch expression.kind {
    case .attribute: "attribute"
    case .subscript: "subscript"
    case .starred: "starred"
    case .name: "name"
    case .list: "list"
    case .tuple: "tuple"
    case .lambda: "lambda"
    case .call: "function call"
    case .boolean, .binary, .unary: "expression"
    case .generator: "generator expression"
    case .yield, .yieldFrom: "yield expression"
    case .listComprehension: "list comprehension"
    case .setComprehension: "set comprehension"
    case .dictComprehension: "dict comprehension"
    case .dict: "dict literal"
    case .set: "set display"
    case .joinedString, .formattedValue: "f-string expression"
    case .constant(let value):
      switch value {
      case .none: "None"
      case .false: "False"
      case .true: "True"
      case .ellipsis: "ellipsis"
      default: "literal"
      }
    case .compare: "comparison"
    case .conditional: "conditional expression"
    case .namedExpression: "named expression"
    case .slice: "slice"
    }
  }

  /// Raises "cannot assign to ..." for the part of an expression that is no target.
  func rejectTarget(_ expression: Expression, in place: TargetPlace) throws(Failure) {
    guard let invalid = invalidTarget(of: expression, in: place) else { return }
    let verb = place == .deletion ? "delete" : "assign to"
    throw syntax("cannot \(verb) \(Parser.describe(invalid))", at: invalid.range)
  }
}
