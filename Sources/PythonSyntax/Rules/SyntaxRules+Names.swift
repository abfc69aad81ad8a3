import SourceText

/// What a scope does with a name.
struct NameUse: OptionSet {
  let rawValue: UInt8

  static let parameter = NameUse(rawValue: 1)
  static let local = NameUse(rawValue: 2)
  static let used = NameUse(rawValue: 4)
  static let annotated = NameUse(rawValue: 8)
  static let global = NameUse(rawValue: 16)
  static let nonlocal = NameUse(rawValue: 32)
}

extension SyntaxRules {
  mutating func use(_ name: String) { scope.names[name, default: []].insert(.used) }

  mutating func annotate(_ name: String, at range: ByteRange, isPlain: Bool) throws(SyntaxFailure) {
    guard tracksNames else { return }
    let known = scope.names[name] ?? []
    if isPlain, scopes.count > 1, !known.isDisjoint(with: [.global, .nonlocal]) {
      throw SyntaxFailure(
        "annotated name '\(name)' can't be \(known.contains(.global) ? "global" : "nonlocal")", at: range)
    }
    scope.names[name, default: []].insert(.annotated)
  }

  /// A `global` or `nonlocal` statement, which must come before any other use of its names.
  mutating func declare(_ names: [String], isGlobal: Bool, at range: ByteRange) throws(SyntaxFailure) {
    let word = isGlobal ? "global" : "nonlocal"
    for name in names {
      let known = scope.names[name] ?? []
      let message: String? =
        known.contains(.parameter)
        ? "name '\(name)' is parameter and \(word)"
        : known.contains(.used)
          ? "name '\(name)' is used prior to \(word) declaration"
          : known.contains(.annotated)
            ? "annotated name '\(name)' can't be \(word)"
            : known.contains(.local) ? "name '\(name)' is assigned to before \(word) declaration" : nil
      if let message { throw SyntaxFailure(message, at: range) }
      scope.names[name, default: []].insert(isGlobal ? .global : .nonlocal)
      scope.declarations.append((name, isGlobal, range))
    }
  }

  /// Leaves a scope and checks its declarations.
  ///
  /// A scope around this one may bind a name after it; the declarations of `nonlocal` names that nothing binds yet are
  /// handed to the scope around, and judged when that one ends.
  mutating func closeScope() throws(SyntaxFailure) {
    let closing = scope
    for (name, isGlobal, range) in closing.declarations where !isGlobal {
      let own = closing.names[name] ?? []
      if own.contains(.nonlocal) {
        if own.contains(.global) {
          let first = closing.declarations.first { $0.name == name }?.range ?? range
          throw SyntaxFailure("name '\(name)' is nonlocal and global", at: first)
        }
        if closing.kind == .module {
          throw SyntaxFailure("nonlocal declaration not allowed at module level", at: range)
        }
      }
    }
    scopes.removeLast()
    guard !scopes.isEmpty else { return }
    for (name, isGlobal, range) in closing.declarations where !isGlobal {
      let own = closing.names[name] ?? []
      let isFound =
        !own.contains(.nonlocal) && closing.kind == .function && !own.contains(.global)
        && !own.isDisjoint(with: [.local, .parameter, .annotated])
      if isFound { continue }
      if scopes.count == 1 { throw SyntaxFailure("no binding for nonlocal '\(name)' found", at: range) }
      scope.declarations.append((name, false, range))
    }
  }
}
