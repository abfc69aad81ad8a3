import PythonSyntax
import SourceText

extension Compiler {
  /// The register that holds the value of an expression: the variable's own where that is safe, or a temporary.
  func operand(_ expression: Expression) throws -> Register {
    if case .name(let name) = expression.kind, let register = try directRegister(of: mangled(name)) { return register }
    let register = try code.temporary()
    try self.expression(expression, into: register)
    return register
  }

  /// As `operand`, copying a variable that evaluating `later` may rebind.
  func operand(_ expression: Expression, before later: Expression) throws -> Register {
    if case .name = expression.kind, later.mayRebind(globalsToo: code.kind == .module) {
      let register = try code.temporary()
      try self.expression(expression, into: register)
      return register
    }
    return try operand(expression)
  }

  /// As `operand`, of an operator whose result goes to `destination`: a temporary takes the operand first.
  private func operand(
    _ expression: Expression, before later: Expression? = nil, reusing destination: Register
  ) throws -> Register {
    if case .name(let name) = expression.kind, later?.mayRebind(globalsToo: code.kind == .module) != true,
      let register = try directRegister(of: mangled(name))
    {
      return register
    }
    let register = code.isTemporary(destination) ? destination : try code.temporary()
    try self.expression(expression, into: register)
    return register
  }

  /// The first of `count` consecutive free registers for a call; where its result goes to the last temporary, that one
  /// is part of them.
  private func window(_ count: Int, for destination: Register) throws -> Register {
    guard Int(destination) == code.nextRegister - 1, code.isTemporary(destination) else {
      return try code.temporaries(count)
    }
    _ = try code.temporaries(count - 1)
    return destination
  }

  /// Whether the expression writes its destination once, at its very end, so that the destination may be a variable
  /// that the expression reads.
  func writesOnce(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .name, .constant, .binary, .unary, .call, .attribute, .subscript, .lambda, .slice: true
    case .compare(_, let rest): rest.count == 1
    case .tuple(let elements), .list(let elements):
      elements.count <= 64 && !elements.contains(where: \.isStarred)
    default: false
    }
  }

  /// Evaluates an expression into a register.
  func expression(_ expression: Expression, into destination: Register) throws {
    try interpreter.checkBudget()
    let outer = code.currentRange
    code.currentRange = expression.range
    defer { code.currentRange = outer }
    let mark = code.nextRegister
    defer { code.nextRegister = mark }
    switch expression.kind {
    case .name(let name): try load(mangled(name), into: destination)
    case .constant(let constant):
      code.emit(.loadConstant(destination, constant: try code.constant(constant)))
    case .joinedString(let parts): try joinedString(parts, into: destination)
    case .formattedValue: try formattedValue(expression, into: destination)
    case .tuple(let elements):
      if let constant = expression.constantValue(code) {
        code.emit(.loadConstant(destination, constant: try code.add(constant)))
      } else {
        try sequence(elements, into: destination, isTuple: true)
      }
    case .list(let elements): try sequence(elements, into: destination, isTuple: false)
    case .set(let elements): try setDisplay(elements, into: destination)
    case .dict(let items): try dictDisplay(items, into: destination)
    case .starred: throw CompileFailure("can't use starred expression here", expression.range)
    case .attribute(let object, let name, _):
      let register = try operand(object)
      try at(attributeRange(expression)) {
        _ = code.emit(.loadAttribute(destination, register, cache: try code.cache(mangled(name))))
      }
    case .subscript(let object, let index):
      let register = try operand(object, before: index)
      if let constant = index.numberConstant {
        code.emit(.loadItemConstant(destination, register, constant: try code.constant(constant)))
      } else {
        code.emit(.loadItem(destination, register, try operand(index)))
      }
    case .slice(let lower, let upper, let step):
      if let constant = expression.constantValue(code) {
        code.emit(.loadConstant(destination, constant: try code.add(constant)))
        return
      }
      let window = try code.temporaries(3)
      for (offset, part) in [lower, upper, step].enumerated() {
        if let part {
          try self.expression(part, into: window + Register(offset))
        } else {
          code.emit(.loadConstant(window + Register(offset), constant: try code.constant(.none)))
        }
      }
      code.emit(.buildSlice(destination, window))
    case .call(let callee, let arguments, let keywords):
      try call(callee, arguments, keywords, expression, into: destination)
    case .unary(let operation, let value):
      if let folded = expression.foldedNumber {
        code.emit(.loadConstant(destination, constant: try code.constant(folded)))
      } else if operation == .not {
        code.emit(.not(destination, try operand(value)))
      } else {
        code.emit(.unary(destination, try operand(value), operation))
      }
    case .binary(let a, let operation, let b): try binary(a, operation, b, into: destination)
    case .boolean(let operation, let values):
      let end = code.label()
      for (index, value) in values.enumerated() {
        try self.expression(value, into: destination)
        if index < values.count - 1 {
          code.jump(operation == .and ? .jumpIfFalse(destination, 0) : .jumpIfTrue(destination, 0), to: end)
        }
      }
      code.place(end)
    case .compare(let first, let rest): try comparison(first, rest, into: destination)
    case .conditional(let test, let body, let orElse):
      let otherwise = code.label()
      let end = code.label()
      try jump(when: false, test, to: otherwise)
      try self.expression(body, into: destination)
      code.jump(to: end)
      code.place(otherwise)
      try self.expression(orElse, into: destination)
      code.place(end)
    case .lambda(let parameters, let body):
      guard let inner = scopes[ScopeBuilder.key(expression: expression.range, "<lambda>")] else { return }
      let object = try functionCode(
        inner, parameters: parameters, name: "<lambda>", range: expression.range,
        { compiler in
          let result = try compiler.code.temporary()
          try compiler.expression(body, into: result)
          if case .binary = body.kind, compiler.code.fuseReturn() { return }
          compiler.code.emit(.return(result))
        })
      try makeFunction(object, inner, parameters: parameters, returns: nil, into: destination)
    case .listComprehension(let element, let clauses):
      try comprehension(
        "<listcomp>", expression, clauses, into: destination, .buildList(destination, destination, count: 0)
      ) {
        self.code.emit(.appendToList($0, try self.operand(element)))
      }
    case .setComprehension(let element, let clauses):
      try comprehension(
        "<setcomp>", expression, clauses, into: destination, .buildSet(destination, destination, count: 0)
      ) {
        self.code.emit(.addToSet($0, try self.operand(element)))
      }
    case .dictComprehension(let key, let value, let clauses):
      try comprehension(
        "<dictcomp>", expression, clauses, into: destination, .buildDict(destination, destination, count: 0)
      ) {
        let key = try self.operand(key, before: value)
        self.code.emit(.setInDict($0, key, try self.operand(value)))
      }
    case .generator(let element, let clauses): try generator(expression, element, clauses, into: destination)
    case .yield(let value):
      let register: Register
      if let value {
        register = try operand(value)
      } else {
        register = try code.temporary()
        code.emit(.loadConstant(register, constant: try code.constant(.none)))
      }
      code.emit(.yield(destination, register))
    case .yieldFrom(let value):
      let iterator = try code.temporary()
      code.emit(.getYieldFromIterator(iterator, try operand(value)))
      code.emit(.yieldFrom(destination, iterator: iterator))
    case .namedExpression(let target, let value):
      guard case .name(let name) = target.kind else { return }
      try self.expression(value, into: destination)
      try storeWalrus(mangled(name), from: destination)
    }
  }

  /// The place of the instruction that handles an attribute: where its name stands in another line than the beginning
  /// of the expression, the name alone.
  func attributeRange(_ expression: Expression) -> ByteRange {
    guard case .attribute(_, _, let nameRange) = expression.kind else { return expression.range }
    let before = code.source.bytes(in: expression.range.lowerBound..<nameRange.lowerBound)
    return before.contains(UInt8(ascii: "\n")) ? nameRange : expression.range
  }

  /// The place of a call: from the method's name on, where that stands in another line than the object.
  private func callRange(_ call: Expression, of callee: Expression) -> ByteRange {
    let attribute = attributeRange(callee)
    return attribute == callee.range ? call.range : attribute.lowerBound..<call.range.upperBound
  }

  /// `name := value` binds in the function around the comprehensions.
  private func storeWalrus(_ name: String, from source: Register) throws {
    let inner = scope
    while scope.kind == .comprehension, let parent = scope.parent { scope = parent }
    defer { scope = inner }
    try store(name, from: source)
  }

  // MARK: Operators

  private func binary(_ a: Expression, _ operation: BinaryOperator, _ b: Expression, into destination: Register) throws
  {
    // Asked before the operand is compiled: its code must be there once.
    if let constant = b.numberConstant, Instruction.binary(operation, 0, 0, constant: 0) != nil {
      let position = try code.constant(constant)
      let left = try operand(a, reusing: destination)
      if let instruction = Instruction.binary(operation, destination, left, constant: position) {
        code.emit(instruction)
      }
      return
    }
    if let constant = a.numberConstant {
      let position = try code.constant(constant)
      switch operation {
      case .multiply:
        code.emit(.constantMultiply(destination, constant: position, try operand(b)))
        return
      case .subtract:
        code.emit(.constantSubtract(destination, constant: position, try operand(b)))
        return
      case .add:
        code.emit(.constantAdd(destination, constant: position, try operand(b)))
        return
      default: break
      }
    }
    let left = try operand(a, before: b, reusing: destination)
    let right = try operand(b)
    code.emit(.binary(operation, destination, left, right))
  }

  private func comparison(
    _ first: Expression, _ rest: [(ComparisonOperator, Expression)], into destination: Register
  ) throws {
    if rest.count == 1 {
      let left = try operand(first, before: rest[0].1)
      if let constant = rest[0].1.numberConstant, rest[0].0 != .in, rest[0].0 != .notIn {
        code.emit(.compareConstant(destination, left, constant: try code.constant(constant), rest[0].0))
      } else {
        code.emit(.compare(destination, left, try operand(rest[0].1), rest[0].0))
      }
      return
    }
    let end = code.label()
    var left = try operand(first, before: rest[0].1)
    for (index, (operation, value)) in rest.enumerated() {
      let right = try code.temporary()
      try expression(value, into: right)
      code.emit(.compare(destination, left, right, operation))
      if index < rest.count - 1 { code.jump(.jumpIfFalse(destination, 0), to: end) }
      left = right
    }
    code.place(end)
  }

  /// Jumps to `label` when the truth of an expression is `condition`.
  ///
  /// Who asks for the truth is the statement or expression around it, until a comparison is met: what follows within
  /// the same statement or expression then counts as the comparison's, in tracebacks of CPython too.
  func jump(when condition: Bool, _ expression: Expression, to label: CodeBuilder.Label) throws {
    if case .compare = expression.kind { code.currentRange = expression.range }
    let mark = code.nextRegister
    defer { code.nextRegister = mark }
    switch expression.kind {
    case .constant(.true), .constant(.false):
      if case .constant(.true) = expression.kind, condition { code.jump(to: label) }
      if case .constant(.false) = expression.kind, !condition { code.jump(to: label) }
    case .unary(.not, let value): try jump(when: !condition, value, to: label)
    case .boolean(let operation, let values):
      if (operation == .or) == condition {
        for value in values { try jump(when: condition, value, to: label) }
      } else {
        let past = code.label()
        for value in values.dropLast() { try jump(when: !condition, value, to: past) }
        if let last = values.last { try jump(when: condition, last, to: label) }
        code.place(past)
      }
    case .conditional(let test, let body, let orElse):
      let otherwise = code.label()
      let end = code.label()
      try jump(when: false, test, to: otherwise)
      try jump(when: condition, body, to: label)
      code.jump(to: end)
      code.place(otherwise)
      try jump(when: condition, orElse, to: label)
      code.place(end)
    case .compare(let first, let rest) where rest.count == 1:
      let (operation, value) = rest[0]
      if case .constant(.none) = value.kind, operation == .is || operation == .isNot {
        let register = try operand(first)
        code.jump(
          (operation == .is) == condition ? .jumpIfNone(register, 0) : .jumpIfNotNone(register, 0), to: label)
        return
      }
      if Instruction.jump(condition, operation, 0, 0, 0) != nil {
        let left = try operand(first, before: value)
        if let constant = value.numberConstant {
          let position = try code.constant(constant)
          code.shortJump(label) {
            Instruction.jump(condition, operation, left, constant: position, $0) ?? .jump(0)
          }
        } else {
          let right = try operand(value)
          code.shortJump(label) { Instruction.jump(condition, operation, left, right, $0) ?? .jump(0) }
        }
        return
      }
      fallthrough
    default:
      let register = try operand(expression)
      code.jump(condition ? .jumpIfTrue(register, 0) : .jumpIfFalse(register, 0), to: label)
    }
  }

  // MARK: Displays

  private func sequence(_ elements: [Expression], into destination: Register, isTuple: Bool) throws {
    if elements.count <= 64, !elements.contains(where: \.isStarred) {
      let window = try code.temporaries(elements.count)
      for (offset, element) in elements.enumerated() { try expression(element, into: window + Register(offset)) }
      let count = UInt16(elements.count)
      code.emit(
        isTuple ? .buildTuple(destination, window, count: count) : .buildList(destination, window, count: count))
      return
    }
    let list = try code.temporary()
    code.emit(.buildList(list, list, count: 0))
    for element in elements {
      try scoped {
        if case .starred(let inner) = element.kind {
          code.emit(.extendList(list, try operand(inner)))
        } else {
          code.emit(.appendToList(list, try operand(element)))
        }
      }
    }
    if isTuple { code.emit(.listToTuple(list)) }
    code.emit(.move(destination, list))
  }

  private func setDisplay(_ elements: [Expression], into destination: Register) throws {
    let set = try code.temporary()
    code.emit(.buildSet(set, set, count: 0))
    for element in elements {
      try scoped {
        if case .starred(let inner) = element.kind {
          code.emit(.updateSet(set, try operand(inner)))
        } else {
          code.emit(.addToSet(set, try operand(element)))
        }
      }
    }
    code.emit(.move(destination, set))
  }

  private func dictDisplay(_ items: [DictItem], into destination: Register) throws {
    if items.count <= 32, !items.contains(where: { $0.key == nil }) {
      let window = try code.temporaries(items.count * 2)
      for (offset, item) in items.enumerated() {
        if let key = item.key { try expression(key, into: window + Register(offset * 2)) }
        try expression(item.value, into: window + Register(offset * 2 + 1))
      }
      code.emit(.buildDict(destination, window, count: UInt16(items.count)))
      return
    }
    let dict = try code.temporary()
    code.emit(.buildDict(dict, dict, count: 0))
    for item in items {
      try scoped {
        if let key = item.key {
          let key = try operand(key, before: item.value)
          code.emit(.setInDict(dict, key, try operand(item.value)))
        } else {
          code.emit(.updateDict(dict, try operand(item.value)))
        }
      }
    }
    code.emit(.move(destination, dict))
  }

  private func joinedString(_ parts: [Expression], into destination: Register) throws {
    var fields: [(literal: String, value: Expression)] = []
    var literal = ""
    for piece in parts.flatMap(\.formattedPieces) {
      if let text = piece.constantText {
        literal += text
      } else {
        fields.append((literal, piece))
        literal = ""
      }
    }
    if fields.isEmpty {
      code.emit(.loadConstant(destination, constant: try code.constant(.string(literal))))
      return
    }
    // The pieces of a long f-string are joined in groups, of which the first piece is the text so far.
    let groupSize = 200
    let window = try code.temporaries(min(fields.count, groupSize) + 1)
    var isFirst = true
    var rest = fields[...]
    while !rest.isEmpty {
      let group = rest.prefix(groupSize)
      rest = rest.dropFirst(groupSize)
      let isLast = rest.isEmpty
      var literals = isFirst ? [] : [""]
      var specs: [FormatSpecObject?] = isFirst ? [] : [nil]
      for (offset, field) in group.enumerated() {
        literals.append(field.literal)
        try scoped { try formattedValue(field.value, into: window + Register(offset + 1)) }
        specs.append(try field.value.constantSpecification.map { try specification($0).object })
      }
      literals.append(isLast ? literal : "")
      let template = try code.add(.object(FormatTemplate(literals: literals, specs: specs)))
      code.emit(.buildString(isLast ? destination : window, isFirst ? window + 1 : window, template: template))
      isFirst = false
    }
  }

  private func formattedValue(_ expression: Expression, into destination: Register) throws {
    guard case .formattedValue(let value, let conversion, let spec) = expression.kind else { return }
    let letter = conversion.flatMap { $0.rawValue.asciiValue } ?? 0
    let register = try operand(value)
    if let text = expression.constantSpecification {
      let constant = try specification(text).constant
      code.emit(.formatValueConstant(destination, register, spec: constant, conversion: letter))
    } else if let spec, spec.constantText != "" {
      let text = try code.temporary()
      if case .joinedString(let parts) = spec.kind {
        try joinedString(parts, into: text)
      } else {
        try self.expression(spec, into: text)
      }
      code.emit(.formatValueWithSpec(destination, register, text, conversion: letter))
    } else {
      code.emit(.formatValue(destination, register, conversion: letter))
    }
  }

  /// A constant format specification, one per text.
  private func specification(_ text: String) throws -> (object: FormatSpecObject, constant: UInt16) {
    if let known = code.specifications[text] { return known }
    let object = FormatSpecObject(code.string(text))
    let made = (object, try code.add(.object(object)))
    code.specifications[text] = made
    return made
  }

  // MARK: Calls

  private func call(
    _ callee: Expression, _ arguments: [Expression], _ keywords: [Keyword], _ expression: Expression,
    into destination: Register
  ) throws {
    if arguments.contains(where: \.isStarred) || keywords.contains(where: { $0.name == nil })
      || arguments.count + keywords.count > 255
    {
      return try callUnpacked(callee, arguments, keywords, into: destination)
    }
    if case .name("super") = callee.kind, arguments.isEmpty, keywords.isEmpty, let index = freeIndices["__class__"],
      let first = frameScope.parameters.first, frameScope.kind == .function
    {
      let receiver = try code.temporary()
      try load(first, into: receiver)
      code.emit(.loadSuper(destination, free: UInt16(truncatingIfNeeded: index), receiver))
      return
    }
    if keywords.isEmpty, case .attribute(let object, let name, _) = callee.kind {
      let window = try window(2 + arguments.count, for: destination)
      try self.expression(object, into: window + 1)
      let cache = try code.cache(mangled(name))
      let isQuiet = arguments.allSatisfy(\.isQuiet)
      if !isQuiet { at(attributeRange(callee)) { _ = code.emit(.loadMethod(window, cache: cache)) } }
      for (offset, argument) in arguments.enumerated() {
        try self.expression(argument, into: window + 2 + Register(offset))
      }
      let count = UInt16(arguments.count)
      at(callRange(expression, of: callee)) {
        _ = code.emit(
          isQuiet
            ? .invoke(window, cache: cache, destination, count: UInt8(count))
            : .callMethod(window, count: count, destination))
      }
      return
    }
    let window = try window(1 + arguments.count + keywords.count, for: destination)
    var globalSlot: UInt16?
    if keywords.isEmpty, case .name(let name) = callee.kind, case .global(let slot) = try location(of: mangled(name)) {
      globalSlot = slot
      // What is called comes first: where it is missing, no argument is evaluated.
      if try arguments.contains(where: { try !isCalm($0) }) {
        at(callee.range) { _ = code.emit(.checkGlobal(slot: slot)) }
      }
    } else {
      try self.expression(callee, into: window)
    }
    for (offset, argument) in arguments.enumerated() {
      try self.expression(argument, into: window + 1 + Register(offset))
    }
    for (offset, keyword) in keywords.enumerated() {
      try self.expression(keyword.value, into: window + 1 + Register(arguments.count + offset))
    }
    if let globalSlot {
      code.emit(.callGlobal(window, slot: globalSlot, destination, count: UInt8(arguments.count)))
    } else if keywords.isEmpty {
      code.emit(.call(window, count: UInt16(arguments.count), destination))
    } else {
      let names = try code.add(.object(KeywordNamesObject(keywords.map { code.string($0.name ?? "") })))
      at(callRange(expression, of: callee)) {
        _ = code.emit(.callWithKeywords(window, count: UInt16(arguments.count), names: names))
      }
      if destination != window { code.emit(.move(destination, window)) }
    }
  }

  /// Whether evaluating this does hardly more than to compute something from local variables: it looks for no global one,
  /// and calls nothing but operators.
  private func isCalm(_ expression: Expression) throws -> Bool {
    switch expression.kind {
    case .constant: true
    case .name(let name): if case .global = try location(of: mangled(name)) { false } else { true }
    case .attribute(let object, _, _): try isCalm(object)
    case .subscript(let object, let index): try isCalm(object) && isCalm(index)
    case .unary(_, let operand): try isCalm(operand)
    case .binary(let left, _, let right): try isCalm(left) && isCalm(right)
    case .compare(let first, let others): try isCalm(first) && others.allSatisfy { try isCalm($0.1) }
    default: false
    }
  }

  /// So many arguments of a call with stars are put together at once.
  private static let mostTogether = 16

  private func callUnpacked(
    _ callee: Expression, _ arguments: [Expression], _ keywords: [Keyword], into destination: Register
  ) throws {
    let window = try code.temporaries(3)
    try expression(callee, into: window)
    let list = window + 1
    if arguments.count == 1, case .starred(let inner) = arguments[0].kind {
      // The call itself takes the arguments from what the star stands before.
      try expression(inner, into: list)
    } else {
      // What stands before the first star is a list from the beginning.
      let plain = Array(arguments.prefix(Self.mostTogether).prefix { !$0.isStarred })
      try scoped {
        let first = try code.temporaries(plain.count)
        for (index, argument) in plain.enumerated() { try expression(argument, into: first + Register(index)) }
        code.emit(.buildList(list, first, count: UInt16(plain.count)))
      }
      for argument in arguments.dropFirst(plain.count) {
        try scoped {
          if case .starred(let inner) = argument.kind {
            code.emit(.extendArguments(list, try operand(inner), window))
          } else {
            code.emit(.appendToList(list, try operand(argument)))
          }
        }
      }
    }
    let dict = window + 2
    if keywords.count == 1, keywords[0].name == nil {
      // Likewise the keywords.
      try expression(keywords[0].value, into: dict)
    } else if !keywords.isEmpty {
      let named = Array(keywords.prefix(Self.mostTogether).prefix { $0.name != nil })
      try scoped {
        let first = try code.temporaries(2 * named.count)
        for (index, keyword) in named.enumerated() {
          let pair = first + Register(2 * index)
          code.emit(.loadConstant(pair, constant: try code.constant(.string(keyword.name ?? ""))))
          try expression(keyword.value, into: pair + 1)
        }
        code.emit(.buildDict(dict, first, count: UInt16(named.count)))
      }
      for keyword in keywords.dropFirst(named.count) {
        try scoped {
          if let name = keyword.name {
            let single = try code.temporaries(2)
            code.emit(.loadConstant(single, constant: try code.constant(.string(name))))
            try expression(keyword.value, into: single + 1)
            code.emit(.buildDict(single, single, count: 1))
            code.emit(.mergeKeywords(dict, single, window))
          } else {
            code.emit(.mergeKeywords(dict, try operand(keyword.value), window))
          }
        }
      }
    }
    code.emit(.callUnpacked(destination, window, hasKeywords: !keywords.isEmpty))
  }

  // MARK: Functions and comprehensions

  /// Makes a function of compiled code, evaluating its defaults and annotations.
  func makeFunction(
    _ object: CodeObject, _ inner: Scope, parameters: Parameters, returns: Expression?, into destination: Register
  ) throws {
    let positional = (parameters.positionalOnly + parameters.positionalOrKeyword).compactMap(\.defaultValue)
    let keywordOnly = parameters.keywordOnly.filter { $0.defaultValue != nil }
    let annotated = parameters.all.filter { $0.annotation != nil }
    let hasAnnotations = !annotated.isEmpty || returns != nil
    let window = try code.temporaries(
      positional.count + keywordOnly.count + (hasAnnotations ? 1 : 0) + inner.free.count)
    var next = window
    for value in positional {
      try expression(value, into: next)
      next += 1
    }
    for parameter in keywordOnly {
      if let value = parameter.defaultValue { try expression(value, into: next) }
      next += 1
    }
    if hasAnnotations {
      let dict = next
      code.emit(.buildDict(dict, dict, count: 0))
      for (name, annotation) in annotated.map({ ($0.name, $0.annotation) }) + [("return", returns)] {
        guard let annotation else { continue }
        try scoped {
          let key = try code.temporary()
          code.emit(.loadConstant(key, constant: try code.constant(.string(name))))
          code.emit(.setInDict(dict, key, try operand(annotation)))
        }
      }
      next += 1
    }
    for name in inner.free {
      try loadCell(name, into: next)
      next += 1
    }
    code.templates.append(
      FunctionTemplate(
        code: object, defaultCount: positional.count, keywordDefaultNames: keywordOnly.map { code.string($0.name) },
        hasAnnotations: hasAnnotations, closureCount: inner.free.count))
    code.emit(
      .makeFunction(destination, window, template: UInt16(truncatingIfNeeded: code.templates.count - 1)))
  }

  private func comprehension(
    _ name: String, _ expression: Expression, _ clauses: [Comprehension], into destination: Register,
    _ build: Instruction, _ element: (Register) throws -> Void
  ) throws {
    guard let inner = scopes[ScopeBuilder.key(expression: expression.range, name)], let first = clauses.first else {
      return
    }
    let result = try code.temporary()
    let iterator = try code.temporary()
    try scoped {
      let iterable = try operand(first.iterable)
      code.emit(.getIterator(iterator, iterable))
    }
    let start = code.position
    let outer = scope
    scope = inner
    try declareInline(inner)
    switch build {
    case .buildList: code.emit(.buildList(result, result, count: 0))
    case .buildSet: code.emit(.buildSet(result, result, count: 0))
    default: code.emit(.buildDict(result, result, count: 0))
    }
    try clause(clauses, 0, iterator: iterator) { try element(result) }
    scope = outer
    code.inlineScopes.append(InlineScope(start: start, end: code.position, name: name, range: expression.range))
    code.emit(.move(destination, result))
    code.emit(.clear(result))
    code.emit(.clear(iterator))
  }

  /// The loop of one clause and, inside it, those of the following ones.
  private func clause(
    _ clauses: [Comprehension], _ index: Int, iterator: Register, _ element: () throws -> Void
  ) throws {
    let clause = clauses[index]
    let range = code.currentRange
    let body = code.label()
    let next = code.label()
    code.jump(to: next)
    code.place(body)
    let mark = code.nextRegister
    let value = try loopTarget(clause.target)
    try assignLoopTarget(clause.target, value)
    for condition in clause.conditions { try jump(when: false, condition, to: next) }
    if index + 1 < clauses.count {
      let inner = try code.temporary()
      try scoped {
        let iterable = try operand(clauses[index + 1].iterable)
        code.emit(.getIterator(inner, iterable))
      }
      try self.clause(clauses, index + 1, iterator: inner, element)
    } else {
      try scoped(element)
    }
    code.place(next)
    at(range) { code.shortJump(body) { .forNext(iterator: iterator, value, $0) } }
    code.nextRegister = mark
  }

  /// The register that takes the values of a loop: the variable itself where the target is one.
  func loopTarget(_ target: Expression) throws -> Register {
    if case .name(let name) = target.kind {
      switch try location(of: mangled(name)) {
      case .register(let register): return register
      case .global(let slot) where code.kind == .module: return slot
      default: break
      }
    }
    return try code.temporary()
  }

  func assignLoopTarget(_ target: Expression, _ value: Register) throws {
    if case .name(let name) = target.kind {
      switch try location(of: mangled(name)) {
      case .register: return
      case .global where code.kind == .module: return
      default: break
      }
    }
    try assign(target, from: value, isNext: true)
  }

  private func generator(
    _ expression: Expression, _ element: Expression, _ clauses: [Comprehension], into destination: Register
  ) throws {
    guard let inner = scopes[ScopeBuilder.key(expression: expression.range, "<genexpr>")], let first = clauses.first
    else { return }
    let object = try functionCode(
      inner, parameters: Parameters(), name: "<genexpr>", range: expression.range,
      { compiler in
        try compiler.clause(clauses, 0, iterator: 0) {
          let value = try compiler.operand(element)
          let sent = try compiler.code.temporary()
          compiler.code.emit(.yield(sent, value))
        }
        compiler.code.emit(.returnNone)
      })
    let window = try code.temporaries(2)
    try makeFunction(object, inner, parameters: Parameters(), returns: nil, into: window)
    try scoped {
      let iterable = try operand(first.iterable)
      code.emit(.getIterator(window + 1, iterable))
    }
    code.emit(.call(window, count: 1, destination))
  }
}

extension Expression {
  var isStarred: Bool { if case .starred = kind { true } else { false } }

  /// Whether evaluating this can neither run other code nor raise anything but a `NameError`.
  var isQuiet: Bool {
    switch kind {
    case .name, .constant: true
    case .unary(let operation, let value): operation != .not && value.numberConstant != nil
    default: false
    }
  }

  /// A number literal, perhaps negative, as a constant.
  var numberConstant: Constant? {
    if case .constant(let constant) = kind {
      switch constant {
      case .integer, .float: return constant
      default: return nil
      }
    }
    return foldedNumber
  }

  /// The constant of a negated number literal.
  var foldedNumber: Constant? {
    guard case .unary(.negative, let value) = kind, case .constant(let constant) = value.kind else { return nil }
    switch constant {
    case .integer(let value): return value == .min ? nil : .integer(-value)
    case .float(let value): return .float(-value)
    default: return nil
    }
  }

  /// The value of a constant tuple or slice.
  func constantValue(_ code: CodeBuilder) -> Value? {
    switch kind {
    case .constant(let constant): return code.value(of: constant)
    case .unary: return foldedNumber.map(code.value)
    case .tuple(let elements):
      var values: [Value] = []
      for element in elements {
        guard let value = element.constantValue(code) else { return nil }
        values.append(value)
      }
      return .tuple(values)
    case .slice(let lower, let upper, let step):
      var values: [Value] = []
      for part in [lower, upper, step] {
        guard let value = part.map({ $0.constantValue(code) }) ?? .some(.none) else { return nil }
        values.append(value)
      }
      return .object(SliceObject(start: values[0], stop: values[1], step: values[2]))
    default: return nil
    }
  }

  /// An f-string's parts, with nested f-strings flattened.
  var formattedPieces: [Expression] {
    switch kind {
    case .joinedString(let parts): parts.flatMap(\.formattedPieces)
    default: [self]
    }
  }

  /// The text of a piece of an f-string that is known when compiling.
  var constantText: String? {
    switch kind {
    case .constant(.string(let text)): return text
    case .formattedValue(let value, conversion: nil, formatSpec: nil):
      if case .constant(.string(let text)) = value.kind { return text }
      return nil
    case .joinedString(let parts):
      var text = ""
      for part in parts {
        guard let piece = part.constantText else { return nil }
        text += piece
      }
      return text
    default: return nil
    }
  }

  /// The specification of a formatted value, where it is constant and says anything.
  var constantSpecification: String? {
    guard case .formattedValue(_, _, let spec?) = kind, let text = spec.constantText, !text.isEmpty else { return nil }
    return text
  }

  /// Whether evaluating the expression may rebind a variable: by `:=`, or a global one by any call.
  func mayRebind(globalsToo: Bool) -> Bool {
    func any(_ expressions: [Expression?]) -> Bool {
      expressions.contains { $0?.mayRebind(globalsToo: globalsToo) ?? false }
    }
    switch kind {
    case .name, .constant, .lambda: return false
    case .namedExpression: return true
    case .call(let callee, let arguments, let keywords):
      return globalsToo || any([callee] + arguments + keywords.map(\.value))
    case .yield, .yieldFrom: return globalsToo
    case .listComprehension, .setComprehension, .dictComprehension, .generator: return true
    case .joinedString(let parts), .tuple(let parts), .list(let parts), .set(let parts), .boolean(_, let parts):
      return any(parts)
    case .formattedValue(let value, _, let spec): return any([value, spec])
    case .dict(let items): return any(items.flatMap { [$0.key, $0.value] })
    case .starred(let value), .attribute(let value, _, _), .unary(_, let value): return any([value])
    case .subscript(let a, let b), .binary(let a, _, let b): return any([a, b])
    case .slice(let a, let b, let c): return any([a, b, c])
    case .compare(let first, let rest): return any([first] + rest.map(\.1))
    case .conditional(let a, let b, let c): return any([a, b, c])
    }
  }
}

/// The names of a call's keyword arguments among the constants of code.
package final class KeywordNamesObject: Object {
  let names: KeywordNames

  init(_ names: [StringObject]) {
    self.names = KeywordNames(names)
    super.init(type: .object)
  }
}
