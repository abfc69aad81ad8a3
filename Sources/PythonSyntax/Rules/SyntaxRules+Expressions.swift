import SourceText

extension SyntaxRules {
  /// Walks an expression whose value is used.
  mutating func load(_ expression: Expression) throws(SyntaxFailure) {
    try look()
    switch expression.kind {
    case .constant: break
    case .name(let name):
      if tracksNames { use(name) }
    case .joinedString(let parts): for part in parts { try load(part) }
    case .formattedValue(let value, _, let specification):
      try load(value)
      if let specification { try load(specification) }
    case .tuple(let items), .list(let items), .set(let items): try self.items(items)
    case .dict(let items):
      for item in items {
        if let key = item.key { try load(key) }
        try load(item.value)
      }
    case .starred(let value):
      fault("can't use starred expression here", at: expression.range)
      try load(value)
    case .attribute(let value, _, _): try load(value)
    case .subscript(let value, let index):
      try load(value)
      try load(index)
    case .slice(let lower, let upper, let step):
      if let lower { try load(lower) }
      if let upper { try load(upper) }
      if let step { try load(step) }
    case .call(let function, let arguments, let keywords):
      try load(function)
      try self.arguments(arguments, keywords, of: expression.range)
    case .unary(_, let operand): try load(operand)
    case .binary(let left, _, let right):
      try load(left)
      try load(right)
    case .boolean(_, let operands): for operand in operands { try load(operand) }
    case .compare(let first, let comparators):
      try load(first)
      for comparator in comparators { try load(comparator.1) }
    case .conditional(let test, let body, let orElse):
      try load(test)
      try load(body)
      try load(orElse)
    case .lambda(let parameters, let body):
      try outerParts(of: parameters)
      scopes.append(Scope(kind: .function))
      try self.parameters(parameters, of: expression.range)
      try load(body)
      try closeScope()
    case .listComprehension(let element, let clauses): try comprehension("list comprehension", [element], clauses)
    case .setComprehension(let element, let clauses): try comprehension("set comprehension", [element], clauses)
    case .generator(let element, let clauses): try comprehension("generator expression", [element], clauses)
    case .dictComprehension(let key, let value, let clauses):
      try comprehension("dict comprehension", [key, value], clauses)
    case .yield(let value): try yield(value, at: expression.range)
    case .yieldFrom(let value): try yield(value, at: expression.range)
    case .namedExpression(let target, let value): try namedExpression(target, value)
    }
  }

  private mutating func items(_ items: [Expression]) throws(SyntaxFailure) {
    for item in items {
      if case .starred(let value) = item.kind { try load(value) } else { try load(item) }
    }
  }

  mutating func arguments(_ arguments: [Expression], _ keywords: [Keyword], of call: ByteRange) throws(SyntaxFailure) {
    try items(arguments)
    // Most calls have few, which are compared sooner than hashed.
    var known: Set<String>?
    for (index, keyword) in keywords.enumerated() {
      try load(keyword.value)
      guard let name = keyword.name else { continue }
      checkDebug(name, at: call)
      if index == 16 { known = Set(keywords[..<index].compactMap(\.name)) }
      if known.map({ $0.contains(name) }) ?? keywords[..<index].contains(where: { $0.name == name }) {
        fault("keyword argument repeated: \(name)", at: keyword.range)
      }
      known?.insert(name)
    }
  }

  // MARK: Targets

  /// Walks what is assigned to.
  mutating func store(_ target: Expression) throws(SyntaxFailure) {
    switch target.kind {
    case .name(let name): bind(name, at: target.range)
    case .starred(let value):
      fault("starred assignment target must be in a list or tuple", at: target.range)
      try store(value)
    case .tuple(let items), .list(let items):
      var stars = 0
      for item in items {
        if case .starred(let value) = item.kind {
          stars += 1
          if stars == 2 { fault("multiple starred expressions in assignment", at: target.range) }
          try store(value)
        } else {
          try store(item)
        }
      }
    case .attribute(let value, let name, _):
      checkDebug(name, at: target.range)
      try load(value)
    default: try load(target)
    }
  }

  mutating func delete(_ target: Expression) throws(SyntaxFailure) {
    switch target.kind {
    case .name(let name):
      if name == "__debug__" { fault("cannot delete __debug__", at: target.range) }
      if tracksNames { scope.names[name, default: []].insert(.local) }
    case .tuple(let items), .list(let items): for item in items { try delete(item) }
    default: try load(target)
    }
  }

  /// Notes that a name is bound.
  mutating func bind(_ name: String, at range: ByteRange) {
    checkDebug(name, at: range)
    if tracksNames { scope.names[name, default: []].insert(.local) }
  }

  mutating func checkDebug(_ name: String, at range: ByteRange) {
    if name == "__debug__" { fault("cannot assign to __debug__", at: range) }
  }

  // MARK: Expressions with rules of their own

  private mutating func comprehension(_ name: String, _ results: [Expression], _ clauses: [Comprehension])
    throws(SyntaxFailure)
  {
    // The first iterable belongs to the code around the comprehension.
    let wasInIterable = scope.isInIterable
    if let first = clauses.first {
      scope.isInIterable = true
      try load(first.iterable)
      scope.isInIterable = wasInIterable
    }
    var inner = Scope(kind: .comprehension(name))
    inner.isInIterable = wasInIterable
    scopes.append(inner)
    for (index, clause) in clauses.enumerated() {
      SyntaxRules.names(in: clause.target) { scope.iterationVariables.insert($0) }
      try store(clause.target)
      if index > 0 {
        scope.isInIterable = true
        try load(clause.iterable)
        scope.isInIterable = wasInIterable
      }
      for condition in clause.conditions { try load(condition) }
    }
    for result in results { try load(result) }
    try closeScope()
  }

  /// The names that a target binds.
  static func names(in target: Expression, _ body: (String) -> Void) {
    switch target.kind {
    case .name(let name): body(name)
    case .starred(let value): names(in: value, body)
    case .tuple(let items), .list(let items): for item in items { names(in: item, body) }
    default: break
    }
  }

  private mutating func yield(_ value: Expression?, at range: ByteRange) throws(SyntaxFailure) {
    if let value { try load(value) }
    switch scope.kind {
    case .function: break
    case .comprehension(let name): throw SyntaxFailure("'yield' inside \(name)", at: range)
    case .module, .class: fault("'yield' outside function", at: range)
    }
  }

  private mutating func namedExpression(_ target: Expression, _ value: Expression) throws(SyntaxFailure) {
    guard case .name(let name) = target.kind else { return }
    if scope.isInIterable {
      throw SyntaxFailure(
        "assignment expression cannot be used in a comprehension iterable expression", at: target.range)
    }
    var level = scopes.count - 1
    while level > 0, case .comprehension = scopes[level].kind {
      if scopes[level].iterationVariables.contains(name) {
        throw SyntaxFailure(
          "assignment expression cannot rebind comprehension iteration variable '\(name)'", at: target.range)
      }
      level -= 1
    }
    if level < scopes.count - 1, scopes[level].kind == .class {
      throw SyntaxFailure(
        "assignment expression within a comprehension cannot be used in a class body", at: target.range)
    }
    try load(value)
    checkDebug(name, at: target.range)
    if tracksNames { scopes[level].names[name, default: []].insert(.local) }
  }
}
