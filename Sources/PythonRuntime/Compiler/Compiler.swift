import PythonSyntax
import SourceText

/// Compiles the statements of one block of code: a module-level statement, a function's or a class's body.
final class Compiler {
  /// Where a name lives.
  enum Location {
    case register(Register)
    case cell(Register)
    case free(UInt16)
    case global(UInt16)
    /// In the namespace of a class body.
    case name
    case nameOrFree(UInt16)
  }

  /// What must be undone when control leaves a block by `break`, `continue` or `return`.
  enum Block {
    case loop(breakTo: CodeBuilder.Label, continueTo: CodeBuilder.Label)
    case finally([Statement])
    /// The manager, and where the statement stands.
    case with(Register, ByteRange)
    case handler(saved: Register, name: String?)
    /// The body of an `except*` clause, which must not be left so.
    case group
  }

  let interpreter: Interpreter
  let globals: GlobalTable
  let scopes: [ScopeKey: Scope]
  let code: CodeBuilder
  /// The scope of the frame.
  let frameScope: Scope
  /// The scope being compiled: the frame's or a comprehension within it.
  var scope: Scope
  var blocks: [Block] = []
  /// The protected stretches being emitted: where the current piece began, and the handler.
  var protections: [(start: Int, handler: CodeBuilder.Label, register: Register)] = []
  /// Regions whose handler labels are placed later.
  var pendingRegions: [(start: Int, end: Int, handler: CodeBuilder.Label, register: Register, depth: Int)] = []
  private var variableRegisters: [ObjectIdentifier: [String: Register]] = [:]
  private var registerNames: [StringObject] = []
  private(set) var freeIndices: [String: Int] = [:]
  /// The prefix of `__qualname__` of definitions inside.
  let qualifiedPrefix: String

  init(
    interpreter: Interpreter, globals: GlobalTable, scopes: [ScopeKey: Scope], scope: Scope, code: CodeBuilder,
    qualifiedPrefix: String
  ) {
    self.interpreter = interpreter
    self.globals = globals
    self.scopes = scopes
    self.code = code
    frameScope = scope
    self.scope = scope
    self.qualifiedPrefix = qualifiedPrefix
    for (index, name) in scope.free.enumerated() where scope.kind != .module { freeIndices[name] = index }
  }

  // MARK: Entry points

  /// The code of one module-level statement. With `displaying`, the value of an expression statement is returned.
  static func compile(
    _ statement: Statement, displaying: Bool, source: CodeSource, globals: GlobalTable, interpreter: Interpreter
  ) throws -> CodeObject {
    let (module, inner) = try ScopeBuilder.scopes(of: [statement]) { try interpreter.charge($0 << 6) }
    // Code that assigns a variable may use its slot as an operand, so its value must be there.
    for name in module.bound where globals.hasDeferred { _ = try interpreter.define(StringObject(name), in: globals) }
    return try widening { isWide in
      let code = CodeBuilder(
        kind: .module, name: "<module>", qualifiedName: "<module>", source: source, range: statement.range,
        isWide: isWide)
      let compiler = Compiler(
        interpreter: interpreter, globals: globals, scopes: inner, scope: module, code: code, qualifiedPrefix: "")
      for name in module.bound { _ = try globals.slot(of: code.string(name), assigning: true) }
      for scope in inner.values {
        for name in scope.globals { _ = try globals.slot(of: code.string(name), assigning: true) }
      }
      if module.bound.contains("__annotations__"), globals.value(of: "__annotations__") == nil {
        try globals.set("__annotations__", .object(DictObject()))
      }
      if displaying, case .expression(let value) = statement.kind {
        let result = try compiler.code.temporary()
        try compiler.expression(value, into: result)
        code.emit(.return(result))
      } else {
        try compiler.statement(statement)
        code.emit(.returnNone)
      }
      return (code, compiler.finish(documentation: .none))
    }
  }

  /// Compiles again with long jumps when a distance did not fit.
  private static func widening(_ body: (Bool) throws -> (CodeBuilder, CodeObject)) throws -> CodeObject {
    let (builder, code) = try body(false)
    return builder.needsWide ? try body(true).1 : code
  }

  private func finish(documentation: Value, waitingBody: WaitingBody? = nil) -> CodeObject {
    for pending in pendingRegions {
      code.regions.append(
        ExceptionRegion(
          start: pending.start, end: pending.end, handler: code.target(of: pending.handler),
          register: pending.register, depth: pending.depth))
    }
    code.resolveJumps()
    code.markBoundReturns()
    let object = CodeObject(
      code, registerNames: registerNames, cellVariables: frameScope.cells.sorted().map(code.string),
      freeVariables: frameScope.free.map(code.string), documentation: documentation, waitingBody: waitingBody)
    interpreter.codeObjects.append(object)
    return object
  }

  /// The code of a function's body.
  func functionCode(
    _ scope: Scope, parameters: Parameters, name: String, range: ByteRange,
    _ body: (Compiler) throws -> Void, documentation: Value = .none, waitingBody: WaitingBody? = nil
  ) throws -> CodeObject {
    try Compiler.widening { isWide in
      let qualifiedName = qualifiedName(of: name)
      let builder = CodeBuilder(
        kind: .function, name: name, qualifiedName: qualifiedName, source: code.source, range: range, isWide: isWide)
      builder.isGenerator = scope.isGenerator
      builder.positionalOnlyCount = parameters.positionalOnly.count
      builder.positionalCount = parameters.positionalOnly.count + parameters.positionalOrKeyword.count
      builder.keywordOnlyCount = parameters.keywordOnly.count
      builder.hasVariadic = parameters.variadic != nil
      builder.hasKeywordVariadic = parameters.keywordVariadic != nil
      if scope.parameters == [".0"] { builder.positionalCount = 1 }
      let inner = Compiler(
        interpreter: interpreter, globals: globals, scopes: scopes, scope: scope, code: builder,
        qualifiedPrefix: qualifiedName + ".<locals>.")
      try inner.declareVariables(scope)
      try body(inner)
      return (builder, inner.finish(documentation: documentation, waitingBody: waitingBody))
    }
  }

  func qualifiedName(of name: String) -> String {
    if frameScope.globals.contains(name) && scope.kind != .module { return name }
    return qualifiedPrefix + name
  }

  /// The code of a class's body.
  func classCode(_ scope: Scope, _ definition: ClassDefinition, range: ByteRange) throws -> CodeObject {
    try Compiler.widening { isWide in
      let qualifiedName = qualifiedName(of: definition.name)
      let builder = CodeBuilder(
        kind: .classBody, name: definition.name, qualifiedName: qualifiedName, source: code.source, range: range,
        isWide: isWide)
      let inner = Compiler(
        interpreter: interpreter, globals: globals, scopes: scopes, scope: scope, code: builder,
        qualifiedPrefix: qualifiedName + ".")
      // Register 0 is the namespace.
      _ = try builder.temporary()
      inner.registerNames.append(builder.string("<namespace>"))
      var classCell: Register?
      if scope.cells.contains("__class__") {
        let register = try builder.temporary()
        inner.registerNames.append(builder.string("__class__"))
        inner.variableRegisters[ObjectIdentifier(scope), default: [:]]["__class__"] = register
        builder.emit(.makeEmptyCell(register))
        classCell = register
      }
      builder.variableCount = builder.nextRegister
      let value = try builder.temporary()
      builder.emit(.loadConstant(value, constant: try builder.constant(.string(globals.moduleName))))
      builder.emit(.storeName(name: try builder.name("__module__"), value))
      builder.emit(.loadConstant(value, constant: try builder.constant(.string(qualifiedName))))
      builder.emit(.storeName(name: try builder.name("__qualname__"), value))
      if let text = definition.body.documentation {
        builder.emit(.loadConstant(value, constant: try builder.constant(.string(text))))
        builder.emit(.storeName(name: try builder.name("__doc__"), value))
      }
      if definition.body.hasAnnotations {
        builder.emit(.buildDict(value, value, count: 0))
        builder.emit(.storeName(name: try builder.name("__annotations__"), value))
      }
      builder.nextRegister = Int(value)
      try inner.statements(definition.body)
      if let classCell { builder.emit(.return(classCell)) } else { builder.emit(.returnNone) }
      return (builder, inner.finish(documentation: .none))
    }
  }

  private func declareVariables(_ scope: Scope) throws {
    var registers: [String: Register] = [:]
    let parameters = Set(scope.parameters)
    let others = scope.boundOrder.filter { scope.isLocal($0) && !parameters.contains($0) }
    for name in scope.parameters + others {
      registers[name] = try code.temporary()
      registerNames.append(code.string(name))
    }
    code.variableCount = code.nextRegister
    variableRegisters[ObjectIdentifier(scope)] = registers
    for name in scope.parameters + others where scope.cells.contains(name) {
      guard let register = registers[name] else { continue }
      code.emit(parameters.contains(name) ? .makeCell(register) : .makeEmptyCell(register))
    }
  }

  /// Gives the variables of a comprehension registers of their own.
  func declareInline(_ scope: Scope) throws {
    var registers: [String: Register] = [:]
    for name in scope.boundOrder where scope.isLocal(name) {
      let register = try code.temporary()
      registers[name] = register
      if scope.cells.contains(name) { code.emit(.makeEmptyCell(register)) } else { code.emit(.clear(register)) }
    }
    variableRegisters[ObjectIdentifier(scope)] = registers
  }

  // MARK: Names

  /// Names beginning with two underscores belong to their class.
  func mangled(_ name: String) -> String {
    guard name.hasPrefix("__"), !name.hasSuffix("__"), !name.contains(".") else { return name }
    var current: Scope? = scope
    while let scope = current {
      if scope.kind == .classBody {
        let className = scope.name.drop { $0 == "_" }
        return className.isEmpty ? name : "_" + className + name
      }
      current = scope.parent
    }
    return name
  }

  func location(of name: String) throws -> Location {
    var current = scope
    while current.kind == .comprehension {
      if let register = variableRegisters[ObjectIdentifier(current)]?[name] {
        return current.cells.contains(name) ? .cell(register) : .register(register)
      }
      guard let parent = current.parent else { break }
      if parent.kind == .classBody {
        // The names of a class body are not seen from inside.
        if let index = freeIndices[name] { return .free(UInt16(truncatingIfNeeded: index)) }
        return .global(try slot(name))
      }
      current = parent
    }
    switch current.kind {
    case .module: return .global(try slot(name))
    case .classBody:
      if current.globals.contains(name) { return .global(try slot(name)) }
      if let index = freeIndices[name] {
        return current.nonlocals.contains(name)
          ? .free(UInt16(truncatingIfNeeded: index))
          : current.isLocal(name) ? .name : .nameOrFree(UInt16(truncatingIfNeeded: index))
      }
      return .name
    case .function, .comprehension:
      if current.globals.contains(name) { return .global(try slot(name)) }
      if let register = variableRegisters[ObjectIdentifier(current)]?[name], current.isLocal(name) {
        return current.cells.contains(name) ? .cell(register) : .register(register)
      }
      if let index = freeIndices[name] { return .free(UInt16(truncatingIfNeeded: index)) }
      return .global(try slot(name))
    }
  }

  func slot(_ name: String) throws -> UInt16 { UInt16(truncatingIfNeeded: try globals.slot(of: code.string(name))) }

  /// The register of a name that can be an operand directly.
  func directRegister(of name: String) throws -> Register? {
    switch try location(of: name) {
    case .register(let register): register
    case .global(let slot) where code.kind == .module && globals.isDirect(Int(slot)): slot
    default: nil
    }
  }

  func load(_ name: String, into destination: Register) throws {
    switch try location(of: name) {
    case .register(let register): code.emit(.move(destination, register))
    case .cell(let register): code.emit(.loadCell(destination, cell: register))
    case .free(let index): code.emit(.loadFree(destination, free: index))
    case .global(let slot): code.emit(.loadGlobal(destination, slot: slot))
    case .name: code.emit(.loadName(destination, slot: try slot(name)))
    case .nameOrFree(let index):
      code.emit(.loadNameOrFree(destination, name: try code.name(name), free: index))
    }
  }

  func store(_ name: String, from source: Register) throws {
    switch try location(of: name) {
    case .register(let register): code.emit(.move(register, source))
    case .cell(let register): code.emit(.storeCell(cell: register, source))
    case .free(let index): code.emit(.storeFree(free: index, source))
    case .global(let slot): code.emit(code.kind == .module ? .move(slot, source) : .storeGlobal(slot: slot, source))
    case .name, .nameOrFree: code.emit(.storeName(name: try code.name(name), source))
    }
  }

  func delete(_ name: String) throws {
    switch try location(of: name) {
    case .register(let register): code.emit(.deleteRegister(register))
    case .cell(let register): code.emit(.deleteCell(cell: register))
    case .free(let index): code.emit(.deleteFree(free: index))
    case .global(let slot): code.emit(.deleteGlobal(slot: slot))
    case .name, .nameOrFree: code.emit(.deleteName(name: try code.name(name)))
    }
  }

  // MARK: Helpers

  /// Runs `body` and gives its temporaries back.
  func scoped(_ body: () throws -> Void) throws {
    let mark = code.nextRegister
    try body()
    code.nextRegister = mark
  }

  /// Attributes the instructions of `body` to a range.
  func at<Result>(_ range: ByteRange, _ body: () throws -> Result) rethrows -> Result {
    let outer = code.currentRange
    code.currentRange = range
    defer { code.currentRange = outer }
    return try body()
  }

  /// Emits `body` so that exceptions go to `handler`, with the exception in `register`.
  func protected(by handler: CodeBuilder.Label, _ register: Register, _ body: () throws -> Void) throws {
    protections.append((code.position, handler, register))
    try body()
    closeRegion(protections.count - 1)
    protections.removeLast()
  }

  private func closeRegion(_ index: Int) {
    let protection = protections[index]
    if protection.start < code.position {
      pendingRegions.append(
        (protection.start, code.position, protection.handler, protection.register, index))
    }
  }

  /// Emits `body` outside the protections from `depth` inwards.
  func suspendingProtections(from depth: Int, _ body: () throws -> Void) rethrows {
    let suspended = Array(protections[depth...])
    for index in depth..<protections.count { closeRegion(index) }
    protections.removeSubrange(depth...)
    try body()
    for protection in suspended { protections.append((code.position, protection.handler, protection.register)) }
  }

  /// The cell of a variable for a closure, copied into a register.
  func loadCell(_ name: String, into destination: Register) throws {
    var current: Scope? = scope
    while let scope = current {
      if let register = variableRegisters[ObjectIdentifier(scope)]?[name], scope.cells.contains(name) {
        code.emit(.move(destination, register))
        return
      }
      if scope === frameScope { break }
      current = scope.parent
    }
    code.emit(.loadFreeCell(destination, free: UInt16(truncatingIfNeeded: freeIndices[name] ?? 0)))
  }
}

extension [Statement] {
  /// The docstring that a body begins with.
  var documentation: String? {
    if case .expression(let value)? = first?.kind, case .constant(.string(let text)) = value.kind { text } else { nil }
  }

  /// Whether a class body annotates variables, at any depth of its own block.
  var hasAnnotations: Bool {
    contains { statement in
      switch statement.kind {
      case .annotatedAssign: true
      case .if(_, let body, let orElse), .while(_, let body, let orElse), .for(_, _, let body, let orElse):
        body.hasAnnotations || orElse.hasAnnotations
      case .with(_, let body): body.hasAnnotations
      case .try(let body, let handlers, let orElse, let finally):
        body.hasAnnotations || orElse.hasAnnotations || finally.hasAnnotations
          || handlers.contains { $0.body.hasAnnotations }
      default: false
      }
    }
  }
}
