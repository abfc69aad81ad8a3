import SourceText

/// What CPython rejects in texts that its grammar accepts: rules that need only the tree.
///
/// CPython finds these faults in two walks, of its symbol table and of its compiler. Here it is one walk: a fault of the
/// first kind is thrown where it is met, one of the second kind waits for the end.
struct SyntaxRules {
  let text: [UInt8]
  /// The first fault of the compiler's kind.
  private var waiting: SyntaxFailure?
  var scopes: [Scope]
  /// Whether names are recorded, which only `global` and `nonlocal` need.
  let tracksNames: Bool
  private let watch: ReadingWatch?

  /// A body of code with names of its own.
  struct Scope {
    enum Kind: Equatable {
      case module, function, `class`
      /// A comprehension, by CPython's name for it.
      case comprehension(String)
    }

    let kind: Kind
    /// How many loops the place is in.
    var loops = 0
    var names: [String: NameUse] = [:]
    /// The names declared `nonlocal` and `global`, with the places of the declarations.
    var declarations: [(name: String, isGlobal: Bool, range: ByteRange)] = []
    /// The iteration variables of a comprehension.
    var iterationVariables: Set<String> = []
    /// Whether the place is in the iterable of a comprehension.
    var isInIterable = false
  }

  /// Checks a module.
  /// - Parameter tracksNames: whether the text has a `global` or `nonlocal` statement.
  static func check(
    _ module: Module, in text: [UInt8], tracksNames: Bool, _ watch: ReadingWatch?
  ) throws(SyntaxFailure) {
    var rules = SyntaxRules(text: text, tracksNames: tracksNames, watch)
    do {
      try rules.checkFutureFeatures(module)
      try rules.statements(module.body)
      try rules.closeScope()
    } catch {
      throw error.found(by: .symbolTable)
    }
    if let fault = rules.waiting { throw fault.found(by: .compiler) }
  }

  /// Counts a little work; now and then asks whether to end.
  @inline(__always) func look() throws(SyntaxFailure) { try watch?.look() }

  private init(text: [UInt8], tracksNames: Bool, _ watch: ReadingWatch?) {
    self.watch = watch
    self.text = text
    self.tracksNames = tracksNames
    scopes = [Scope(kind: .module)]
  }

  /// Notes a fault of the compiler's kind.
  mutating func fault(_ message: String, at range: ByteRange) {
    if waiting == nil { waiting = SyntaxFailure(message, at: range) }
  }

  var scope: Scope {
    _read { yield scopes[scopes.count - 1] }
    _modify { yield &scopes[scopes.count - 1] }
  }

  // MARK: Statements

  private func checkFutureFeatures(_ module: Module) throws(SyntaxFailure) {
    let known: Set = [
      "nested_scopes", "generators", "division", "absolute_import", "with_statement", "print_function",
      "unicode_literals", "barry_as_FLUFL", "generator_stop", "annotations",
    ]
    for statement in module.body {
      switch statement.kind {
      case .importFrom("__future__", let names, 0):
        for alias in names ?? [] where !known.contains(alias.name) {
          let message =
            alias.name == "braces" ? "not a chance" : "future feature \(alias.name) is not defined"
          throw SyntaxFailure(message, at: statement.range)
        }
      case .expression: continue
      default: return
      }
    }
  }

  mutating func statements(_ body: [Statement]) throws(SyntaxFailure) {
    var mayImportFuture = scopes.count == 1 && scope.kind == .module && scope.loops == 0
    var isFirst = true
    for statement in body {
      if case .importFrom("__future__", _, 0) = statement.kind {
        if !mayImportFuture {
          fault("from __future__ imports must occur at the beginning of the file", at: statement.range)
        }
      } else if isFirst, case .expression(let value) = statement.kind, case .constant(.string) = value.kind {
      } else {
        mayImportFuture = false
      }
      isFirst = false
      try self.statement(statement)
    }
  }

  private mutating func statement(_ statement: Statement) throws(SyntaxFailure) {
    try look()
    switch statement.kind {
    case .expression(let value): try load(value)
    case .assign(let targets, let value):
      try load(value)
      for target in targets { try store(target) }
    case .augmentedAssign(let target, _, let value):
      try load(value)
      try store(target)
    case .annotatedAssign(let target, let annotation, let value):
      if case .name(let name) = target.kind {
        try annotate(name, at: statement.range, isPlain: statement.annotatesPlainName)
      }
      try store(target)
      try load(annotation)
      if let value { try load(value) }
    case .return(let value):
      if scope.kind != .function { fault("'return' outside function", at: statement.range) }
      if let value { try load(value) }
    case .delete(let targets):
      for target in targets { try delete(target) }
    case .pass: break
    case .break:
      if scope.loops == 0 { fault("'break' outside loop", at: statement.range) }
    case .continue:
      if scope.loops == 0 { fault("'continue' not properly in loop", at: statement.range) }
    case .raise(let value, let cause):
      if let value { try load(value) }
      if let cause { try load(cause) }
    case .global(let names): try declare(names, isGlobal: true, at: statement.range)
    case .nonlocal(let names): try declare(names, isGlobal: false, at: statement.range)
    case .assert(let test, let message):
      try load(test)
      if let message { try load(message) }
    case .import(let aliases):
      for alias in aliases {
        bind(alias.asName ?? String(alias.name.prefix { $0 != "." }), at: statement.range)
      }
    case .importFrom(_, let names, _):
      guard let names else {
        if scope.kind != .module {
          let star = statement.range.upperBound - 1
          throw SyntaxFailure("import * only allowed at module level", at: star..<star + 1)
        }
        return
      }
      for alias in names { bind(alias.asName ?? alias.name, at: statement.range) }
    case .if(let test, let body, let orElse): try branches(test, body, orElse)
    case .while(let test, let body, let orElse):
      try load(test)
      try loop(body)
      try statements(orElse)
    case .for(let target, let iterable, let body, let orElse):
      try store(target)
      try load(iterable)
      try loop(body)
      try statements(orElse)
    case .with(let items, let body):
      for item in items {
        try load(item.context)
        if let target = item.target { try store(target) }
      }
      try statements(body)
    case .try(let body, let handlers, let orElse, let finally):
      try statements(body)
      for (index, handler) in handlers.enumerated() {
        if let type = handler.type {
          try load(type)
        } else if index < handlers.count - 1 {
          fault("default 'except:' must be last", at: handler.range)
        }
        if let name = handler.name { bind(name, at: handler.range) }
        try statements(handler.body)
      }
      try statements(orElse)
      try statements(finally)
    case .function(let function): try self.function(function, at: statement.range)
    case .class(let definition):
      bind(definition.name, at: statement.range)
      for decorator in definition.decorators { try load(decorator) }
      try arguments(definition.bases, definition.keywords, of: statement.range)
      scopes.append(Scope(kind: .class))
      try statements(definition.body)
      try closeScope()
    case .match(let subject, let cases): try match(subject, cases)
    }
  }

  /// An `if` statement; a chain of `elif` is walked in a loop.
  private mutating func branches(_ test: Expression, _ body: [Statement], _ orElse: [Statement]) throws(SyntaxFailure) {
    try load(test)
    try statements(body)
    var rest = orElse
    while rest.count == 1, case .if(let test, let body, let orElse) = rest[0].kind {
      try load(test)
      try statements(body)
      rest = orElse
    }
    try statements(rest)
  }

  private mutating func loop(_ body: [Statement]) throws(SyntaxFailure) {
    scope.loops += 1
    try statements(body)
    scope.loops -= 1
  }

  private mutating func function(_ function: FunctionDefinition, at range: ByteRange) throws(SyntaxFailure) {
    bind(function.name, at: range)
    for decorator in function.decorators { try load(decorator) }
    try outerParts(of: function.parameters)
    if let returns = function.returns { try load(returns) }
    scopes.append(Scope(kind: .function))
    try parameters(function.parameters, of: range)
    try statements(function.body)
    try closeScope()
  }

  /// The defaults and annotations of parameters, which belong to the code around the function.
  mutating func outerParts(of parameters: Parameters) throws(SyntaxFailure) {
    for parameter in parameters.all {
      if let value = parameter.defaultValue { try load(value) }
      if let annotation = parameter.annotation {
        if case .starred(let value) = annotation.kind { try load(value) } else { try load(annotation) }
      }
    }
  }

  mutating func parameters(_ parameters: Parameters, of function: ByteRange) throws(SyntaxFailure) {
    var seen: Set<String> = []
    for parameter in parameters.all {
      guard seen.insert(parameter.name).inserted else {
        throw SyntaxFailure("duplicate argument '\(parameter.name)' in function definition", at: parameter.range)
      }
      checkDebug(parameter.name, at: function)
      if tracksNames { scope.names[parameter.name, default: []].insert(.parameter) }
    }
  }
}

extension Parameters {
  /// All parameters in the order in which they are written.
  package var all: [Parameter] {
    positionalOnly + positionalOrKeyword + (variadic.map { [$0] } ?? []) + keywordOnly
      + (keywordVariadic.map { [$0] } ?? [])
  }
}
