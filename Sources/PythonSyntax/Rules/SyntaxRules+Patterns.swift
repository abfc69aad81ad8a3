import SourceText

extension SyntaxRules {
  mutating func match(_ subject: Expression, _ cases: [MatchCase]) throws(SyntaxFailure) {
    try load(subject)
    for (index, matchCase) in cases.enumerated() {
      let isLast = index == cases.count - 1
      var names: [String] = []
      pattern(matchCase.pattern, &names, mayMatchAll: isLast || matchCase.guard != nil)
      for name in names { bind(name, at: matchCase.pattern.range) }
      if let condition = matchCase.guard { try load(condition) }
      try statements(matchCase.body)
    }
  }

  /// Walks a pattern and collects the names that it binds.
  /// - Parameter mayMatchAll: whether the pattern may match whatever it meets.
  private mutating func pattern(_ pattern: Pattern, _ names: inout [String], mayMatchAll: Bool) {
    func capture(_ name: String, at range: ByteRange) {
      if names.contains(name) { fault("multiple assignments to name '\(name)' in pattern", at: range) }
      names.append(name)
    }
    switch pattern.kind {
    case .value, .singleton: break
    case .sequence(let items):
      var stars = 0
      for item in items {
        if case .star = item.kind {
          stars += 1
          if stars == 2 { fault("multiple starred names in sequence pattern", at: pattern.range) }
        }
        self.pattern(item, &names, mayMatchAll: true)
      }
    case .mapping(let keys, let patterns, let rest):
      var seen: Set<Constant> = []
      for key in keys {
        if case .constant(let value) = key.kind, !seen.insert(value).inserted {
          fault("mapping pattern checks duplicate key (\(Unparser.text(of: value)))", at: pattern.range)
        }
      }
      for inner in patterns { self.pattern(inner, &names, mayMatchAll: true) }
      if let rest { capture(rest, at: pattern.range) }
    case .class(_, let positional, let keywords):
      for (index, keyword) in keywords.enumerated()
      where keywords[..<index].contains(where: { $0.name == keyword.name }) {
        fault("attribute name repeated in class pattern: \(keyword.name)", at: keyword.pattern.range)
      }
      for inner in positional { self.pattern(inner, &names, mayMatchAll: true) }
      for keyword in keywords { self.pattern(keyword.pattern, &names, mayMatchAll: true) }
    case .star(let name):
      if let name { capture(name, at: pattern.range) }
    case .capture(nil, let name):
      if !mayMatchAll {
        fault(
          name.map { "name capture '\($0)' makes remaining patterns unreachable" }
            ?? "wildcard makes remaining patterns unreachable", at: pattern.range)
      }
      if let name { capture(name, at: pattern.range) }
    case .capture(let inner?, let name):
      self.pattern(inner, &names, mayMatchAll: mayMatchAll)
      if let name { capture(name, at: pattern.range) }
    case .or(let alternatives):
      var first: [String]?
      for (index, alternative) in alternatives.enumerated() {
        var own: [String] = []
        self.pattern(alternative, &own, mayMatchAll: index == alternatives.count - 1 && mayMatchAll)
        if let first {
          if Set(first) != Set(own) { fault("alternative patterns bind different names", at: alternative.range) }
        } else {
          first = own
        }
      }
      for name in first ?? [] { capture(name, at: pattern.range) }
    }
  }
}
