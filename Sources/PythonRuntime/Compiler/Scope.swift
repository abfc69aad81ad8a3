import PythonSyntax
import SourceText

/// The names of one block of code and where each lives, as CPython's symbol table decides it.
final class Scope {
  enum Kind {
    case module, function, classBody
    /// A list, set or dict comprehension, which runs in the frame around it.
    case comprehension
  }

  let kind: Kind
  /// `<lambda>`, `<listcomp>`, the name of a function or class.
  let name: String
  let range: ByteRange
  private(set) unowned var parent: Scope?
  private(set) var children: [Scope] = []
  /// Names in the order in which they were first bound.
  private(set) var boundOrder: [String] = []
  private(set) var bound: Set<String> = []
  private(set) var used: Set<String> = []
  private(set) var globals: Set<String> = []
  private(set) var nonlocals: Set<String> = []
  /// Parameters in register order.
  var parameters: [String] = []
  var isGenerator = false
  /// The variables of this scope that inner functions capture.
  private(set) var cells: Set<String> = []
  /// The variables captured from outside, in closure order.
  private(set) var free: [String] = []

  init(_ kind: Kind, name: String, range: ByteRange, parent: Scope?) {
    self.kind = kind
    self.name = name
    self.range = range
    self.parent = parent
    parent?.children.append(self)
  }

  func bind(_ name: String) {
    if bound.insert(name).inserted { boundOrder.append(name) }
  }

  func use(_ name: String) { used.insert(name) }
  func declareGlobal(_ name: String) { globals.insert(name) }
  func declareNonlocal(_ name: String) { nonlocals.insert(name) }

  /// Whether `name` is a variable of this scope itself.
  func isLocal(_ name: String) -> Bool {
    kind != .module && bound.contains(name) && !globals.contains(name) && !nonlocals.contains(name)
  }

  /// Decides for every name below this scope where it lives. `visible` are the variables of the functions around.
  /// Returns the names that must be captured from outside. `work` is told how many names were looked at.
  @discardableResult func analyze(
    visible: Set<String>, counting work: (Int) throws -> Void
  ) throws -> Set<String> {
    // A scope that binds names copies those around it.
    try work(used.count + bound.count + (bound.isEmpty ? 0 : visible.count))
    var needed = Set<String>()
    for name in nonlocals {
      guard visible.contains(name) else { throw CompileFailure("no binding for nonlocal '\(name)' found", range) }
      needed.insert(name)
    }
    for name in used where !isLocal(name) && !globals.contains(name) && visible.contains(name) { needed.insert(name) }
    var inner = visible
    if kind == .function || kind == .comprehension {
      for name in bound where isLocal(name) { inner.insert(name) }
      // A name declared global here is not seen from the functions around by inner ones.
      for name in globals { inner.remove(name) }
    }
    if kind == .classBody { inner.insert("__class__") }
    for child in children {
      for name in try child.analyze(visible: inner, counting: work) {
        if (kind == .function || kind == .comprehension) && isLocal(name) {
          // What runs in this very frame needs no cell.
          if child.kind != .comprehension || child.capturesForInner(name) { cells.insert(name) }
        } else if kind == .classBody && name == "__class__" {
          cells.insert(name)
        } else {
          needed.insert(name)
        }
      }
    }
    free = needed.sorted()
    return needed
  }

  /// Whether a function inside this comprehension captures a variable of the scope around it.
  private func capturesForInner(_ name: String) -> Bool {
    children.contains { $0.free.contains(name) && ($0.kind != .comprehension || $0.capturesForInner(name)) }
  }
}

/// Finds a scope by the node that opens it.
struct ScopeKey: Hashable {
  let start: Int
  let end: Int
  /// Tells nodes of the same range apart: a class, a function, a lambda, a comprehension.
  let kind: UInt8
}

/// Builds the scopes of a statement.
struct ScopeBuilder {
  private(set) var scopes: [ScopeKey: Scope] = [:]
  private var current: Scope

  static func key(function range: ByteRange) -> ScopeKey {
    ScopeKey(start: range.lowerBound, end: range.upperBound, kind: 0)
  }
  static func key(class range: ByteRange) -> ScopeKey {
    ScopeKey(start: range.lowerBound, end: range.upperBound, kind: 1)
  }
  static func key(expression range: ByteRange, _ name: String) -> ScopeKey {
    ScopeKey(start: range.lowerBound, end: range.upperBound, kind: name == "<lambda>" ? 2 : name == "<genexpr>" ? 3 : 4)
  }

  /// The scopes of module-level statements.
  ///
  /// - Parameter work: is told of the names that were looked at, and may throw.
  static func scopes(
    of statements: [Statement], counting work: (Int) throws -> Void
  ) throws -> (module: Scope, inner: [ScopeKey: Scope]) {
    let module = Scope(.module, name: "<module>", range: 0..<0, parent: nil)
    var builder = ScopeBuilder(current: module)
    builder.visit(statements)
    try module.analyze(visible: [], counting: work)
    return (module, builder.scopes)
  }

  private init(current: Scope) { self.current = current }

  private mutating func within(_ scope: Scope, _ key: ScopeKey, _ body: (inout ScopeBuilder) -> Void) {
    scopes[key] = scope
    let outer = current
    current = scope
    body(&self)
    current = outer
  }

  // MARK: Statements

  private mutating func visit(_ statements: [Statement]) {
    for statement in statements { visit(statement) }
  }

  private mutating func visit(_ statement: Statement) {
    switch statement.kind {
    case .expression(let value): visit(value)
    case .assign(let targets, let value):
      visit(value)
      for target in targets { bind(target) }
    case .augmentedAssign(let target, _, let value):
      visit(target)
      visit(value)
      bind(target)
    case .annotatedAssign(let target, let annotation, let value):
      if let value { visit(value) }
      if current.kind != .function { visit(annotation) }
      if current.kind == .classBody || current.kind == .module { current.bind("__annotations__") }
      bind(target)
    case .return(let value):
      if let value { visit(value) }
    case .delete(let targets): for target in targets { bind(target) }
    case .pass, .break, .continue: break
    case .raise(let value, let cause):
      if let value { visit(value) }
      if let cause { visit(cause) }
    case .global(let names): for name in names { current.declareGlobal(name) }
    case .nonlocal(let names): for name in names { current.declareNonlocal(name) }
    case .assert(let test, let message):
      visit(test)
      if let message { visit(message) }
    case .import(let aliases):
      for alias in aliases { current.bind(alias.asName ?? String(alias.name.prefix { $0 != "." })) }
    case .importFrom(_, let names, _):
      for alias in names ?? [] { current.bind(alias.asName ?? alias.name) }
    case .if(let test, let body, let orElse), .while(let test, let body, let orElse):
      visit(test)
      visit(body)
      visit(orElse)
    case .for(let target, let iterable, let body, let orElse):
      visit(iterable)
      bind(target)
      visit(body)
      visit(orElse)
    case .with(let items, let body):
      for item in items {
        visit(item.context)
        if let target = item.target { bind(target) }
      }
      visit(body)
    case .try(let body, let handlers, let orElse, let finally):
      visit(body)
      for handler in handlers {
        if let type = handler.type { visit(type) }
        if let name = handler.name { current.bind(name) }
        visit(handler.body)
      }
      visit(orElse)
      visit(finally)
    case .function(let definition):
      current.bind(definition.name)
      for decorator in definition.decorators { visit(decorator) }
      visitDefaults(definition.parameters)
      for parameter in definition.parameters.all { if let annotation = parameter.annotation { visit(annotation) } }
      if let returns = definition.returns { visit(returns) }
      function(
        definition.parameters, name: definition.name, range: statement.range,
        key: Self.key(function: definition.nameRange)
      ) { $0.visit(definition.body) }
    case .class(let definition):
      current.bind(definition.name)
      for decorator in definition.decorators { visit(decorator) }
      for base in definition.bases { visit(base) }
      for keyword in definition.keywords { visit(keyword.value) }
      let scope = Scope(.classBody, name: definition.name, range: statement.range, parent: current)
      within(scope, Self.key(class: definition.nameRange)) { builder in
        for name in ["__module__", "__qualname__", "__doc__"] { builder.current.bind(name) }
        builder.visit(definition.body)
      }
    case .match(let subject, let cases):
      visit(subject)
      for matchCase in cases {
        visit(matchCase.pattern)
        if let condition = matchCase.guard { visit(condition) }
        visit(matchCase.body)
      }
    }
  }

  private mutating func visitDefaults(_ parameters: Parameters) {
    for parameter in parameters.all { if let value = parameter.defaultValue { visit(value) } }
  }

  private mutating func function(
    _ parameters: Parameters, name: String, range: ByteRange, key: ScopeKey, _ body: (inout ScopeBuilder) -> Void
  ) {
    let scope = Scope(.function, name: name, range: range, parent: current)
    scope.parameters = parameters.inRegisterOrder.map(\.name)
    for name in scope.parameters { scope.bind(name) }
    within(scope, key, body)
  }

  private mutating func visit(_ pattern: Pattern) {
    switch pattern.kind {
    case .value(let value): visit(value)
    case .singleton: break
    case .sequence(let patterns), .or(let patterns): for pattern in patterns { visit(pattern) }
    case .mapping(let keys, let patterns, let rest):
      for key in keys { visit(key) }
      for pattern in patterns { visit(pattern) }
      if let rest { current.bind(rest) }
    case .class(let type, let positional, let keywords):
      visit(type)
      for pattern in positional { visit(pattern) }
      for keyword in keywords { visit(keyword.pattern) }
    case .star(let name): if let name { current.bind(name) }
    case .capture(let pattern, let name):
      if let pattern { visit(pattern) }
      if let name { current.bind(name) }
    }
  }

  // MARK: Expressions

  private mutating func bind(_ target: Expression) {
    switch target.kind {
    case .name(let name): current.bind(name)
    case .tuple(let elements), .list(let elements): for element in elements { bind(element) }
    case .starred(let inner): bind(inner)
    default: visit(target)
    }
  }

  private mutating func visit(_ expressions: [Expression]) {
    for expression in expressions { visit(expression) }
  }

  private mutating func visit(_ expression: Expression) {
    switch expression.kind {
    case .name(let name):
      current.use(name)
      if name == "super" {
        // `super()` reads the class from the cell that the class body provides.
        var scope: Scope? = current
        while let inner = scope, inner.kind == .comprehension { scope = inner.parent }
        if scope?.kind == .function { scope?.use("__class__") }
      }
    case .constant: break
    case .joinedString(let parts): visit(parts)
    case .formattedValue(let value, _, let spec):
      visit(value)
      if let spec { visit(spec) }
    case .tuple(let elements), .list(let elements), .set(let elements): visit(elements)
    case .dict(let items):
      for item in items {
        if let key = item.key { visit(key) }
        visit(item.value)
      }
    case .starred(let value), .attribute(let value, _, _), .unary(_, let value): visit(value)
    case .subscript(let value, let index):
      visit(value)
      visit(index)
    case .slice(let lower, let upper, let step):
      for part in [lower, upper, step] { if let part { visit(part) } }
    case .call(let callee, let arguments, let keywords):
      visit(callee)
      visit(arguments)
      for keyword in keywords { visit(keyword.value) }
    case .binary(let a, _, let b):
      visit(a)
      visit(b)
    case .boolean(_, let values): visit(values)
    case .compare(let first, let rest):
      visit(first)
      for (_, value) in rest { visit(value) }
    case .conditional(let test, let body, let orElse):
      visit(test)
      visit(body)
      visit(orElse)
    case .lambda(let parameters, let body):
      visitDefaults(parameters)
      function(
        parameters, name: "<lambda>", range: expression.range,
        key: Self.key(expression: expression.range, "<lambda>")
      ) { $0.visit(body) }
    case .listComprehension(let element, let clauses):
      comprehension("<listcomp>", expression, clauses) { $0.visit(element) }
    case .setComprehension(let element, let clauses):
      comprehension("<setcomp>", expression, clauses) { $0.visit(element) }
    case .dictComprehension(let key, let value, let clauses):
      comprehension("<dictcomp>", expression, clauses) {
        $0.visit(key)
        $0.visit(value)
      }
    case .generator(let element, let clauses):
      comprehension("<genexpr>", expression, clauses) { $0.visit(element) }
    case .yield(let value):
      current.isGenerator = true
      if let value { visit(value) }
    case .yieldFrom(let value):
      current.isGenerator = true
      visit(value)
    case .namedExpression(let target, let value):
      visit(value)
      // Binds in the function around the comprehensions.
      guard case .name(let name) = target.kind else { return }
      var scope = current
      var passed: [Scope] = []
      while scope.kind == .comprehension || scope.name == "<genexpr>", let outer = scope.parent {
        passed.append(scope)
        scope = outer
      }
      scope.bind(name)
      for inner in passed where inner.name == "<genexpr>" {
        if scope.kind == .module || scope.globals.contains(name) {
          inner.declareGlobal(name)
        } else {
          inner.declareNonlocal(name)
        }
      }
      for inner in passed { inner.use(name) }
    }
  }

  private mutating func comprehension(
    _ name: String, _ expression: Expression, _ clauses: [Comprehension], _ element: (inout ScopeBuilder) -> Void
  ) {
    if let first = clauses.first { visit(first.iterable) }
    let isGenerator = name == "<genexpr>"
    let scope = Scope(isGenerator ? .function : .comprehension, name: name, range: expression.range, parent: current)
    if isGenerator {
      scope.isGenerator = true
      scope.parameters = [".0"]
      scope.bind(".0")
    }
    within(scope, Self.key(expression: expression.range, name)) { builder in
      for (index, clause) in clauses.enumerated() {
        if index > 0 { builder.visit(clause.iterable) }
        builder.bind(clause.target)
        for condition in clause.conditions { builder.visit(condition) }
      }
      element(&builder)
    }
  }
}

extension Parameters {
  /// Every parameter in the order of its register: positional ones, keyword-only ones, `*args`, `**kwargs`.
  var inRegisterOrder: [Parameter] {
    positionalOnly + positionalOrKeyword + keywordOnly + [variadic, keywordVariadic].compactMap { $0 }
  }

  /// Every parameter in the order in which it is written.
  var all: [Parameter] {
    positionalOnly + positionalOrKeyword + [variadic].compactMap { $0 } + keywordOnly
      + [keywordVariadic].compactMap { $0 }
  }
}
