import PythonSyntax
import SourceText

extension Compiler {
  /// `match subject: case ...`
  func match(_ subject: Expression, _ cases: [MatchCase]) throws {
    let value = try code.temporary()
    try expression(subject, into: value)
    let end = code.label()
    for matchCase in cases {
      let next = code.label()
      try scoped {
        // Names are bound only when the whole pattern matched.
        var captures: [(String, Register)] = []
        try pattern(matchCase.pattern, value, failTo: next, &captures)
        for (name, register) in captures { try store(name, from: register) }
        if let condition = matchCase.guard { try jump(when: false, condition, to: next) }
        try statements(matchCase.body)
      }
      code.jump(to: end)
      code.place(next)
    }
    code.place(end)
  }

  private func pattern(
    _ pattern: Pattern, _ subject: Register, failTo fail: CodeBuilder.Label, _ captures: inout [(String, Register)]
  ) throws {
    let outer = code.currentRange
    code.currentRange = pattern.range
    defer { code.currentRange = outer }
    switch pattern.kind {
    case .value(let value):
      let result = try code.temporary()
      let register = try operand(value)
      code.emit(.compare(result, subject, register, .equal))
      code.jump(.jumpIfFalse(result, 0), to: fail)
    case .singleton(let constant):
      let result = try code.temporary()
      let register = try code.temporary()
      code.emit(.loadConstant(register, constant: try code.constant(constant)))
      code.emit(.compare(result, subject, register, .is))
      code.jump(.jumpIfFalse(result, 0), to: fail)
    case .capture(let inner, let name):
      if let inner { try self.pattern(inner, subject, failTo: fail, &captures) }
      if let name {
        let copy = try code.temporary()
        code.emit(.move(copy, subject))
        captures.append((mangled(name), copy))
      }
    case .star: break
    case .or(let alternatives):
      try self.alternatives(alternatives, subject, failTo: fail, &captures)
    case .sequence(let patterns): try sequence(patterns, subject, failTo: fail, &captures)
    case .mapping(let keys, let patterns, let rest):
      try mapping(keys, patterns, rest, subject, failTo: fail, &captures)
    case .class(let type, let positional, let keywords):
      let window = try code.temporaries(2)
      code.emit(.move(window, subject))
      try expression(type, into: window + 1)
      let names = try code.add(.tuple(keywords.map { .object(code.string($0.name)) }))
      guard positional.count < 256 else { throw CompileFailure("too many sub-patterns", pattern.range) }
      let result = try code.temporary()
      code.emit(.matchClass(result, window, names: names, count: UInt8(positional.count)))
      code.jump(.jumpIfNone(result, 0), to: fail)
      let inner = positional + keywords.map(\.pattern)
      let parts = try code.temporaries(inner.count)
      code.emit(.unpack(result, parts, count: UInt16(inner.count)))
      for (offset, pattern) in inner.enumerated() {
        try self.pattern(pattern, parts + Register(offset), failTo: fail, &captures)
      }
    }
  }

  private func alternatives(
    _ alternatives: [Pattern], _ subject: Register, failTo fail: CodeBuilder.Label,
    _ captures: inout [(String, Register)]
  ) throws {
    let matched = code.label()
    // All alternatives bind the same names; they share registers.
    var shared: [(String, Register)] = []
    for (index, alternative) in alternatives.enumerated() {
      let next = index == alternatives.count - 1 ? fail : code.label()
      var inner: [(String, Register)] = []
      try pattern(alternative, subject, failTo: next, &inner)
      if index == 0 {
        shared = try inner.map { ($0.0, try code.temporary()) }
      }
      for (name, register) in inner {
        if let target = shared.first(where: { $0.0 == name })?.1 { code.emit(.move(target, register)) }
      }
      if index < alternatives.count - 1 {
        code.jump(to: matched)
        code.place(next)
      }
    }
    code.place(matched)
    captures += shared
  }

  private func sequence(
    _ patterns: [Pattern], _ subject: Register, failTo fail: CodeBuilder.Label,
    _ captures: inout [(String, Register)]
  ) throws {
    let result = try code.temporary()
    code.emit(.isSequence(result, subject))
    code.jump(.jumpIfFalse(result, 0), to: fail)
    let star = patterns.firstIndex { if case .star = $0.kind { true } else { false } }
    let needed = try code.constant(.integer(patterns.count - (star == nil ? 0 : 1)))
    code.emit(.length(result, subject))
    code.emit(.compareConstant(result, result, constant: needed, star == nil ? .equal : .greaterOrEqual))
    code.jump(.jumpIfFalse(result, 0), to: fail)
    let parts = try code.temporaries(patterns.count)
    if let star {
      let after = patterns.count - star - 1
      guard star < 256, after < 256 else {
        throw CompileFailure("too many expressions in star-unpacking sequence pattern", code.currentRange)
      }
      code.emit(.unpackStarred(subject, parts, before: UInt8(star), after: UInt8(after)))
    } else {
      code.emit(.unpack(subject, parts, count: UInt16(patterns.count)))
    }
    for (offset, pattern) in patterns.enumerated() {
      if case .star(let name) = pattern.kind {
        if let name { captures.append((mangled(name), parts + Register(offset))) }
      } else {
        try self.pattern(pattern, parts + Register(offset), failTo: fail, &captures)
      }
    }
  }

  private func mapping(
    _ keys: [Expression], _ patterns: [Pattern], _ rest: String?, _ subject: Register,
    failTo fail: CodeBuilder.Label, _ captures: inout [(String, Register)]
  ) throws {
    let result = try code.temporary()
    code.emit(.isMapping(result, subject))
    code.jump(.jumpIfFalse(result, 0), to: fail)
    let keyTuple = try code.temporary()
    let window = try code.temporaries(keys.count)
    for (offset, key) in keys.enumerated() { try expression(key, into: window + Register(offset)) }
    code.emit(.buildTuple(keyTuple, window, count: UInt16(keys.count)))
    code.emit(.matchKeys(result, subject, keyTuple))
    code.jump(.jumpIfNone(result, 0), to: fail)
    let parts = try code.temporaries(patterns.count)
    code.emit(.unpack(result, parts, count: UInt16(patterns.count)))
    for (offset, pattern) in patterns.enumerated() {
      try self.pattern(pattern, parts + Register(offset), failTo: fail, &captures)
    }
    if let rest {
      let register = try code.temporary()
      code.emit(.mappingRest(register, subject, keyTuple))
      captures.append((mangled(rest), register))
    }
  }
}
