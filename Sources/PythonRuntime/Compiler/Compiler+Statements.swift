import PythonSyntax
import SourceText

extension Compiler {
  func statements(_ statements: [Statement]) throws {
    for statement in statements { try self.statement(statement) }
  }

  func statement(_ statement: Statement) throws {
    try interpreter.checkBudget()
    let outer = code.currentRange
    code.currentRange = statement.range
    defer { code.currentRange = outer }
    let mark = code.nextRegister
    defer { code.nextRegister = mark }
    switch statement.kind {
    case .expression(let value):
      if case .constant = value.kind { return }
      _ = try expression(value, into: code.temporary())
    case .assign(let targets, let value):
      if targets.count == 1 {
        try assign(targets[0], value)
      } else {
        let register = try code.temporary()
        try expression(value, into: register)
        for target in targets { try assign(target, from: register) }
      }
    case .augmentedAssign(let target, let operation, let value): try augmentedAssign(target, operation, value)
    case .annotatedAssign(let target, let annotation, let value):
      if let value { try assign(target, value) }
      try annotate(target, annotation)
    case .return(let value): try returnStatement(value)
    case .delete(let targets): for target in targets { try delete(target) }
    case .pass, .global, .nonlocal: break
    case .break: try leaveLoop(isBreak: true)
    case .continue: try leaveLoop(isBreak: false)
    case .raise(let value, let cause):
      guard let value else {
        code.emit(.raiseAgain)
        return
      }
      let register = try code.temporary()
      try expression(value, into: register)
      if let cause { code.emit(.raiseFrom(register, try operand(cause))) } else { code.emit(.raise(register)) }
    case .assert(let test, let message):
      let held = code.label()
      try jump(when: true, test, to: held)
      if let message {
        let register = try code.temporary()
        try expression(message, into: register)
        code.emit(.raiseAssertionWithMessage(register))
      } else {
        code.emit(.raiseAssertion)
      }
      code.place(held)
    case .import(let aliases): for alias in aliases { try importModule(alias) }
    case .importFrom(let module, let names, let level): try importFrom(module ?? "", names, level)
    case .if(let test, let body, let orElse):
      let otherwise = code.label()
      try jump(when: false, test, to: otherwise)
      try statements(body)
      if orElse.isEmpty {
        code.place(otherwise)
      } else {
        let end = code.label()
        code.jump(to: end)
        code.place(otherwise)
        try statements(orElse)
        code.place(end)
      }
    case .while(let test, let body, let orElse): try whileLoop(test, body, orElse)
    case .for(let target, let iterable, let body, let orElse): try forLoop(target, iterable, body, orElse)
    case .with(let items, let body): try with(items[...], body)
    case .try(let body, let handlers, let orElse, let finally):
      try tryStatement(body, handlers, orElse, finally)
    case .function(let definition): try function(definition, range: statement.range)
    case .class(let definition): try classStatement(definition, range: statement.range)
    case .match(let subject, let cases): try match(subject, cases)
    }
  }

  // MARK: Assignment

  /// `target = value`
  private func assign(_ target: Expression, _ value: Expression) throws {
    if case .name(let name) = target.kind, writesOnce(value) {
      switch try location(of: mangled(name)) {
      case .register(let register): return try expression(value, into: register)
      case .global(let slot) where code.kind == .module: return try expression(value, into: slot)
      default: break
      }
    }
    if case .tuple(let targets) = target.kind, case .tuple(let values) = value.kind, targets.count == values.count,
      targets.count <= 8, !targets.contains(where: \.isStarred), !values.contains(where: \.isStarred)
    {
      // `a, b = b, a` needs no tuple.
      let window = try code.temporaries(values.count)
      for (offset, value) in values.enumerated() { try expression(value, into: window + Register(offset)) }
      for (offset, target) in targets.enumerated() { try assign(target, from: window + Register(offset)) }
      return
    }
    try assign(target, from: operand(value))
  }

  /// Assigns a register to a target; `isNext` says that it holds what a loop just got, for this target alone.
  func assign(_ target: Expression, from source: Register, isNext: Bool = false) throws {
    let outer = code.currentRange
    code.currentRange = target.range
    defer { code.currentRange = outer }
    let mark = code.nextRegister
    defer { code.nextRegister = mark }
    switch target.kind {
    case .name(let name): try store(mangled(name), from: source)
    case .attribute(let object, let name, _):
      let register = try operand(object)
      try at(attributeRange(target)) {
        _ = code.emit(.storeAttribute(register, cache: try code.cache(mangled(name)), source))
      }
    case .subscript(let object, let index):
      let register = try operand(object, before: index)
      code.emit(.storeItem(register, try operand(index), source))
    case .tuple(let elements), .list(let elements): try unpack(elements, from: source, isNext: isNext)
    case .starred(let inner): try assign(inner, from: source)
    default: throw CompileFailure("cannot assign to this expression", target.range)
    }
  }

  private func unpack(_ elements: [Expression], from source: Register, isNext: Bool) throws {
    let window = try code.temporaries(elements.count)
    if let star = elements.firstIndex(where: \.isStarred) {
      let after = elements.count - star - 1
      guard star < 256, after < 256 else {
        throw CompileFailure("too many expressions in star-unpacking assignment", code.currentRange)
      }
      code.emit(.unpackStarred(source, window, before: UInt8(star), after: UInt8(after)))
    } else {
      let count = UInt16(elements.count)
      code.emit(isNext ? .unpackNext(source, window, count: count) : .unpack(source, window, count: count))
    }
    for (offset, element) in elements.enumerated() { try assign(element, from: window + Register(offset)) }
  }

  private func augmentedAssign(_ target: Expression, _ operation: BinaryOperator, _ value: Expression) throws {
    switch target.kind {
    case .name(let name):
      let name = mangled(name)
      if let register = try directRegister(of: name), !value.mayRebind(globalsToo: code.kind == .module) {
        try inPlace(register, operation, value)
        return
      }
      let register = try code.temporary()
      try at(target.range) { try load(name, into: register) }
      try inPlace(register, operation, value)
      try store(name, from: register)
    case .attribute(let object, let name, _):
      let owner = try self.target(object, before: [value])
      let register = try code.temporary()
      let range = attributeRange(target)
      try at(range) { _ = code.emit(.loadAttribute(register, owner, cache: try code.cache(mangled(name)))) }
      try inPlace(register, operation, value)
      try at(range) { _ = code.emit(.storeAttribute(owner, cache: try code.cache(mangled(name)), register)) }
    case .subscript(let object, let index):
      let owner = try self.target(object, before: [index, value])
      let key = try self.target(index, before: [value])
      let register = try code.temporary()
      at(target.range) { _ = code.emit(.loadItem(register, owner, key)) }
      try inPlace(register, operation, value)
      at(target.range) { _ = code.emit(.storeItem(owner, key, register)) }
    default: throw CompileFailure("illegal target for augmented assignment", target.range)
    }
  }

  /// The register of an expression that an augmented assignment reads and stores into: the variable's own in a
  /// function, where reading and the operation, which may run any code, rebind none of its variables.
  private func target(_ expression: Expression, before later: [Expression]) throws -> Register {
    if code.kind != .module, !later.contains(where: { $0.mayRebind(globalsToo: false) }) {
      return try operand(expression)
    }
    let register = try code.temporary()
    try self.expression(expression, into: register)
    return register
  }

  /// `register operation= value`
  private func inPlace(_ register: Register, _ operation: BinaryOperator, _ value: Expression) throws {
    if let constant = value.numberConstant {
      let position = try code.constant(constant)
      switch operation {
      case .add:
        code.emit(.inPlaceAddConstant(register, constant: position))
        return
      case .subtract:
        code.emit(.inPlaceSubtractConstant(register, constant: position))
        return
      case .multiply:
        code.emit(.inPlaceMultiplyConstant(register, constant: position))
        return
      default: break
      }
    }
    let right = try operand(value)
    switch operation {
    case .add: code.emit(.inPlaceAdd(register, right))
    case .subtract: code.emit(.inPlaceSubtract(register, right))
    case .multiply: code.emit(.inPlaceMultiply(register, right))
    default: code.emit(.inPlace(register, right, operation))
    }
  }

  private func annotate(_ target: Expression, _ annotation: Expression) throws {
    // Functions do not evaluate the annotations of their variables.
    guard code.kind != .function, case .name(let name) = target.kind else { return }
    let dict = try code.temporary()
    try load("__annotations__", into: dict)
    let window = try code.temporaries(2)
    code.emit(.loadConstant(window, constant: try code.constant(.string(mangled(name)))))
    try expression(annotation, into: window + 1)
    code.emit(.setInDict(dict, window, window + 1))
  }

  private func delete(_ target: Expression) throws {
    try at(target.range) {
      switch target.kind {
      case .name(let name): try delete(mangled(name))
      case .attribute(let object, let name, _):
        let register = try operand(object)
        try at(attributeRange(target)) {
          _ = code.emit(.deleteAttribute(register, name: try code.name(mangled(name))))
        }
      case .subscript(let object, let index):
        let register = try operand(object, before: index)
        code.emit(.deleteItem(register, try operand(index)))
      case .tuple(let elements), .list(let elements): for element in elements { try delete(element) }
      default: throw CompileFailure("cannot delete this expression", target.range)
      }
    }
  }

  // MARK: Imports

  private func importModule(_ alias: ImportAlias) throws {
    try scoped {
      let register = try code.temporary()
      code.emit(.importModule(register, name: try code.name(alias.name), level: 0, isLeaf: alias.asName != nil))
      try store(mangled(alias.asName ?? String(alias.name.prefix { $0 != "." })), from: register)
    }
  }

  private func importFrom(_ module: String, _ names: [ImportAlias]?, _ level: Int) throws {
    let register = try code.temporary()
    code.emit(
      .importModule(register, name: try code.name(module), level: UInt8(clamping: level), isLeaf: true))
    guard let names else {
      code.emit(.importStar(register))
      return
    }
    let value = try code.temporary()
    for alias in names {
      code.emit(.importFrom(value, register, name: try code.name(alias.name)))
      try store(mangled(alias.asName ?? alias.name), from: value)
    }
  }

  // MARK: Loops

  private func whileLoop(_ test: Expression, _ body: [Statement], _ orElse: [Statement]) throws {
    let start = code.label()
    let check = code.label()
    let end = code.label()
    let isEndless: Bool
    switch test.kind {
    case .constant(.true): isEndless = true
    case .constant(.integer(let value)): isEndless = value != 0
    default: isEndless = false
    }
    if !isEndless { code.jump(to: check) }
    code.place(start)
    blocks.append(.loop(breakTo: end, continueTo: check))
    try statements(body)
    blocks.removeLast()
    code.place(check)
    if isEndless {
      code.jump(.loop(0), to: start)
    } else {
      try jump(when: true, test, to: start)
    }
    try statements(orElse)
    code.place(end)
  }

  private func forLoop(
    _ target: Expression, _ iterable: Expression, _ body: [Statement], _ orElse: [Statement]
  ) throws {
    let iterator = try code.temporary()
    try scoped {
      code.emit(.getIterator(iterator, try operand(iterable)))
    }
    let start = code.label()
    let next = code.label()
    let end = code.label()
    code.jump(to: next)
    code.place(start)
    let value = try loopTarget(target)
    try assignLoopTarget(target, value)
    blocks.append(.loop(breakTo: end, continueTo: next))
    try statements(body)
    blocks.removeLast()
    code.place(next)
    code.shortJump(start) { .forNext(iterator: iterator, value, $0) }
    try statements(orElse)
    code.place(end)
    code.emit(.clear(iterator))
  }

  private func leaveLoop(isBreak: Bool) throws {
    guard
      let index = blocks.lastIndex(where: { if case .loop = $0 { true } else { false } }),
      case .loop(let breakTo, let continueTo) = blocks[index]
    else {
      throw CompileFailure(isBreak ? "'break' outside loop" : "'continue' not properly in loop", code.currentRange)
    }
    try unwind(to: index + 1) { code.jump(to: isBreak ? breakTo : continueTo) }
  }

  private func returnStatement(_ value: Expression?) throws {
    let mustUnwind = blocks.contains { if case .loop = $0 { false } else { true } }
    guard let value else {
      try unwind(to: 0) { code.emit(.returnNone) }
      return
    }
    let register: Register
    if mustUnwind {
      register = try code.temporary()
      try expression(value, into: register)
    } else {
      register = try operand(value)
    }
    if case .binary = value.kind, !mustUnwind, code.isTemporary(register), code.fuseReturn() { return }
    try unwind(to: 0) { code.emit(.return(register)) }
  }

  /// Emits what leaving the blocks from the innermost down to `depth` takes, then `leave`.
  private func unwind(to depth: Int, _ leave: () throws -> Void) throws {
    let outerBlocks = blocks
    let outerProtections = protections
    defer { blocks = outerBlocks }
    var level = protections.count
    func suspended(_ index: Int) throws {
      guard index >= depth else {
        try leave()
        return
      }
      let block = blocks[index]
      blocks.removeSubrange(index...)
      switch block {
      case .loop: try suspended(index - 1)
      case .group:
        throw CompileFailure(
          "'break', 'continue' and 'return' cannot appear in an except* block", code.currentRange)
      case .finally(let body):
        level -= 1
        try suspendingProtections(from: level) {
          try scoped { try statements(body) }
          try suspended(index - 1)
        }
      case .with(let manager, let range):
        level -= 1
        try suspendingProtections(from: level) {
          at(range) { _ = code.emit(.exitWith(manager)) }
          try suspended(index - 1)
        }
      case .handler(let saved, let name):
        level -= 1
        try suspendingProtections(from: level) {
          code.emit(.endHandler(saved: saved))
          if let name { try clearHandlerName(name) }
          try suspended(index - 1)
        }
      }
    }
    // Each block but a loop has exactly one protection; `try` adds one of its own around its body.
    try suspended(blocks.count - 1)
    _ = outerProtections
  }

  // MARK: Exceptions

  private func tryStatement(
    _ body: [Statement], _ handlers: [ExceptHandler], _ orElse: [Statement], _ finally: [Statement]
  ) throws {
    if finally.isEmpty { return try tryExcept(body, handlers, orElse) }
    let exception = try code.temporary()
    let saved = try code.temporary()
    let handler = code.label()
    let end = code.label()
    blocks.append(.finally(finally))
    try protected(by: handler, exception) {
      if handlers.isEmpty { try statements(body) } else { try tryExcept(body, handlers, orElse) }
    }
    blocks.removeLast()
    try scoped { try statements(finally) }
    code.jump(to: end)
    code.place(handler)
    code.emit(.beginHandler(exception, saved: saved))
    try cleaningUp(saved, name: nil) { try scoped { try statements(finally) } }
    code.emit(.endHandler(saved: saved))
    code.emit(.reraise(exception))
    code.place(end)
  }

  /// Emits the body of a handler; when it is left by another exception, the one before is the handled one again.
  private func cleaningUp(_ saved: Register, name: String?, _ body: () throws -> Void) throws {
    let cleanup = code.label()
    let past = code.label()
    let second = try code.temporary()
    blocks.append(.handler(saved: saved, name: name))
    try protected(by: cleanup, second, body)
    blocks.removeLast()
    code.jump(to: past)
    code.place(cleanup)
    code.emit(.endHandler(saved: saved))
    if let name { try clearHandlerName(name) }
    code.emit(.reraise(second))
    code.place(past)
  }

  private func clearHandlerName(_ name: String) throws {
    let none = try code.temporary()
    code.emit(.loadConstant(none, constant: try code.constant(.none)))
    try store(name, from: none)
    try delete(name)
  }

  private func tryExcept(_ body: [Statement], _ handlers: [ExceptHandler], _ orElse: [Statement]) throws {
    if handlers.contains(where: \.isGroup) { return try tryExceptGroups(body, handlers, orElse) }
    let exception = try code.temporary()
    let saved = try code.temporary()
    let handlerLabel = code.label()
    let end = code.label()
    // A region without a block of its own: leaving it needs no action, but depth counts.
    try protectedQuietly(by: handlerLabel, exception) { try statements(body) }
    try statements(orElse)
    code.jump(to: end)
    code.place(handlerLabel)
    code.emit(.beginHandler(exception, saved: saved))
    for handler in handlers {
      let next = code.label()
      if let type = handler.type {
        // Evaluating the type may itself raise.
        try cleaningUp(saved, name: nil) {
          try scoped {
            let matched = try code.temporary()
            try at(handler.range) {
              let register = try operand(type)
              code.emit(.matchException(matched, exception, register))
            }
            try suspendingMatch(matched, next)
          }
        }
      }
      let name = handler.name.map(mangled)
      if let name { try store(name, from: exception) }
      try cleaningUp(saved, name: name) { try statements(handler.body) }
      code.emit(.endHandler(saved: saved))
      if let name { try scoped { try clearHandlerName(name) } }
      code.jump(to: end)
      code.place(next)
    }
    code.emit(.endHandler(saved: saved))
    code.emit(.reraise(exception))
    code.place(end)
    code.emit(.clear(exception))
  }

  /// `try` with `except*` clauses: each takes its part of the exception, and what is left goes on in the end.
  private func tryExceptGroups(_ body: [Statement], _ handlers: [ExceptHandler], _ orElse: [Statement]) throws {
    // The window of `groupRemainder`: the exception, what no clause took yet, what the clauses raised.
    let exception = try code.temporaries(3)
    let (rest, raised) = (exception + 1, exception + 2)
    let saved = try code.temporary()
    let handlerLabel = code.label()
    let end = code.label()
    try protectedQuietly(by: handlerLabel, exception) { try statements(body) }
    try statements(orElse)
    code.jump(to: end)
    code.place(handlerLabel)
    code.emit(.beginHandler(exception, saved: saved))
    code.emit(.move(rest, exception))
    code.emit(.buildList(raised, raised, count: 0))
    let matched = try code.temporary()
    let inner = try code.temporary()
    let caught = try code.temporary()
    try cleaningUp(saved, name: nil) {
      for handler in handlers {
        guard let type = handler.type else { continue }
        let next = code.label()
        let failed = code.label()
        let past = code.label()
        try scoped {
          try at(handler.range) { _ = code.emit(.takeGroup(matched, rest, try operand(type))) }
        }
        code.jump(.jumpIfNone(matched, 0), to: next)
        code.emit(.beginHandler(matched, saved: inner))
        let name = handler.name.map(mangled)
        if let name { try store(name, from: matched) }
        blocks.append(.group)
        try protected(by: failed, caught) { try statements(handler.body) }
        blocks.removeLast()
        code.jump(to: past)
        code.place(failed)
        code.emit(.appendToList(raised, caught))
        code.emit(.clear(caught))
        code.place(past)
        code.emit(.endHandler(saved: inner))
        if let name { try scoped { try clearHandlerName(name) } }
        code.place(next)
      }
      code.emit(.groupRemainder(matched, exception))
    }
    code.emit(.endHandler(saved: saved))
    code.jump(.jumpIfNone(matched, 0), to: end)
    code.emit(.reraise(matched))
    code.place(end)
    for register in [exception, rest, raised, matched] { code.emit(.clear(register)) }
  }

  private func suspendingMatch(_ matched: Register, _ next: CodeBuilder.Label) throws {
    code.jump(.jumpIfFalse(matched, 0), to: next)
  }

  /// Protects `body` without a block: `unwind` counts only blocks, so this protection is a marker block of its own.
  private func protectedQuietly(
    by handler: CodeBuilder.Label, _ register: Register, _ body: () throws -> Void
  ) throws {
    blocks.append(.finally([]))
    try protected(by: handler, register, body)
    blocks.removeLast()
  }

  private func with(_ items: ArraySlice<WithItem>, _ body: [Statement]) throws {
    guard let item = items.first else { return try statements(body) }
    let manager = try code.temporary()
    let exception = try code.temporary()
    let saved = try code.temporary()
    let entered = try code.temporary()
    let handler = code.label()
    let end = code.label()
    try expression(item.context, into: manager)
    code.emit(.enterWith(entered, manager))
    blocks.append(.with(manager, code.currentRange))
    try protected(by: handler, exception) {
      if let target = item.target { try assign(target, from: entered) }
      code.emit(.clear(entered))
      try with(items.dropFirst(), body)
    }
    blocks.removeLast()
    code.emit(.exitWith(manager))
    code.jump(to: end)
    code.place(handler)
    code.emit(.beginHandler(exception, saved: saved))
    let swallowed = code.label()
    try cleaningUp(saved, name: nil) {
      code.emit(.exitWithException(entered, manager, exception))
    }
    code.emit(.endHandler(saved: saved))
    code.jump(.jumpIfTrue(entered, 0), to: swallowed)
    code.emit(.reraise(exception))
    code.place(swallowed)
    code.emit(.clear(exception))
    code.place(end)
    code.emit(.clear(manager))
  }

  // MARK: Definitions

  private func function(_ definition: FunctionDefinition, range: ByteRange) throws {
    guard let inner = scopes[ScopeBuilder.key(function: definition.nameRange)] else { return }
    let decorators = try definition.decorators.map { decorator in
      let window = try code.temporaries(2)
      try expression(decorator, into: window)
      return (window, decorator.range)
    }
    let object = try functionCode(inner, definition, range: range, waitingBody: waitingBody(of: definition))
    let name = mangled(definition.name)
    let result = try code.temporary()
    try makeFunction(object, inner, parameters: definition.parameters, returns: definition.returns, into: result)
    try decorate(decorators, result)
    try store(name, from: result)
  }

  /// The statement without its decorators: from `class`, which stands before the name, on.
  private func keywordPlace(of definition: ClassDefinition, in range: ByteRange) -> ByteRange {
    guard let last = definition.decorators.last?.range.upperBound else { return range }
    let between = code.source.bytes(in: last..<definition.nameRange.lowerBound)
    guard let start = between.lastIndex(of: UInt8(ascii: "c")) else { return range }
    return last + (start - between.startIndex)..<range.upperBound
  }

  private func decorate(_ decorators: [(Register, ByteRange)], _ result: Register) throws {
    for (window, range) in decorators.reversed() {
      at(range) {
        code.emit(.move(window + 1, result))
        code.emit(.call(window, count: 1, result))
      }
    }
  }

  private func classStatement(_ definition: ClassDefinition, range: ByteRange) throws {
    guard let inner = scopes[ScopeBuilder.key(class: definition.nameRange)] else { return }
    let decorators = try definition.decorators.map { decorator in
      let window = try code.temporaries(2)
      try expression(decorator, into: window)
      return (window, decorator.range)
    }
    let object = try classCode(inner, definition, range: range)
    let window = try code.temporaries(3)
    try makeFunction(object, inner, parameters: Parameters(), returns: nil, into: window)
    let bases = window + 1
    code.emit(.buildList(bases, bases, count: 0))
    for base in definition.bases {
      try scoped {
        if case .starred(let value) = base.kind {
          code.emit(.extendList(bases, try operand(value)))
        } else {
          code.emit(.appendToList(bases, try operand(base)))
        }
      }
    }
    code.emit(.buildDict(window + 2, window + 2, count: 0))
    for keyword in definition.keywords {
      try scoped {
        if let name = keyword.name {
          let key = try code.temporary()
          code.emit(.loadConstant(key, constant: try code.constant(.string(name))))
          code.emit(.setInDict(window + 2, key, try operand(keyword.value)))
        } else {
          code.emit(.updateDict(window + 2, try operand(keyword.value)))
        }
      }
    }
    let result = try code.temporary()
    try at(keywordPlace(of: definition, in: range)) {
      _ = code.emit(.makeClass(result, window, name: try code.name(definition.name)))
    }
    try decorate(decorators, result)
    try store(mangled(definition.name), from: result)
  }
}
