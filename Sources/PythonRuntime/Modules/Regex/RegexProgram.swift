/// A regular expression as instructions for ``RegexMatcher``.
struct RegexProgram {
  enum Instruction {
    case set(CharacterSet)
    case jump(Int)
    /// Goes on at the first place, and at the second if that fails.
    case split(Int, Int)
    case save(Int)
    case anchor(RegexNode.Anchor)
    case reference(Int, ignoringCase: Bool)
    /// Runs the instructions up to the `match` before `end`; `behind` is how far back they begin.
    case look(end: Int, behind: Int, negative: Bool)
    case atomic(end: Int)
    case condition(Int, otherwise: Int)
    /// Counts the rounds of a repetition.
    case resetCounter(Int)
    /// One more round: below the least number at `body`, then either way while below the greatest.
    case loop(counter: Int, body: Int, least: Int, most: Int, lazy: Bool)
    /// Remembers where a round of a repetition begins, and ends the repetition if a round matched nothing.
    case markRound(Int)
    case leaveIfEmpty(Int, exit: Int)
    case match
  }

  private(set) var instructions: [Instruction] = []
  private(set) var counters = 0

  /// The instructions for a tree. Throws ``RegexFailure`` when they would be too many.
  init(_ node: RegexNode) throws {
    add(.save(0))
    try compile(node)
    add(.save(1))
    add(.match)
  }

  private mutating func add(_ instruction: Instruction) { instructions.append(instruction) }

  private mutating func compile(_ node: RegexNode) throws {
    if instructions.count > 1_000_000 { throw RegexFailure(message: "regular expression is too large", place: 0) }
    switch node {
    case .empty: break
    case .set(let set): add(.set(set))
    case .sequence(let parts): for part in parts { try compile(part) }
    case .alternatives(let parts):
      var ends: [Int] = []
      for (index, part) in parts.enumerated() {
        guard index < parts.count - 1 else {
          try compile(part)
          break
        }
        let split = instructions.count
        add(.split(split + 1, 0))
        try compile(part)
        ends.append(instructions.count)
        add(.jump(0))
        instructions[split] = .split(split + 1, instructions.count)
      }
      for end in ends { instructions[end] = .jump(instructions.count) }
    case .group(let inner, let number):
      add(.save(number * 2))
      try compile(inner)
      add(.save(number * 2 + 1))
    case .anchor(let anchor): add(.anchor(anchor))
    case .reference(let number, let ignoringCase): add(.reference(number, ignoringCase: ignoringCase))
    case .look(let inner, let ahead, let negative):
      let start = instructions.count
      add(.match)
      try compile(inner)
      add(.match)
      instructions[start] = .look(
        end: instructions.count, behind: ahead ? 0 : inner.width.least, negative: negative)
    case .atomic(let inner):
      let start = instructions.count
      add(.match)
      try compile(inner)
      add(.match)
      instructions[start] = .atomic(end: instructions.count)
    case .condition(let number, let yes, let no):
      let start = instructions.count
      add(.match)
      try compile(yes)
      let jump = instructions.count
      add(.jump(0))
      instructions[start] = .condition(number, otherwise: instructions.count)
      try compile(no)
      instructions[jump] = .jump(instructions.count)
    case .repetition(let inner, let least, let most, let kind):
      if kind == .possessive {
        return try compile(.atomic(.repetition(inner, least: least, most: most, kind: .greedy)))
      }
      try repetition(inner, least, most, isLazy: kind == .lazy)
    }
  }

  private mutating func repetition(_ inner: RegexNode, _ least: Int, _ most: Int?, isLazy: Bool) throws {
    if most == 0 { return }
    if least == 0, most == 1 {
      let split = instructions.count
      add(.jump(0))
      try compile(inner)
      let end = instructions.count
      instructions[split] = isLazy ? .split(end, split + 1) : .split(split + 1, end)
      return
    }
    if most == nil, least <= 1 {
      // `x+` and `x*`, with a guard when a round can match nothing.
      let canBeEmpty = inner.width.least == 0
      let round = canBeEmpty ? newCounter() : 0
      if least == 1 {
        let body = instructions.count
        if canBeEmpty { add(.markRound(round)) }
        try compile(inner)
        let guardPlace = instructions.count
        if canBeEmpty { add(.jump(0)) }
        let end = instructions.count + 1
        add(isLazy ? .split(end, body) : .split(body, end))
        if canBeEmpty { instructions[guardPlace] = .leaveIfEmpty(round, exit: end) }
        return
      }
      let split = instructions.count
      add(.jump(0))
      if canBeEmpty { add(.markRound(round)) }
      try compile(inner)
      let guardPlace = instructions.count
      if canBeEmpty { add(.jump(0)) }
      add(.jump(split))
      let end = instructions.count
      instructions[split] = isLazy ? .split(end, split + 1) : .split(split + 1, end)
      if canBeEmpty { instructions[guardPlace] = .leaveIfEmpty(round, exit: end) }
      return
    }
    // Counted rounds.
    let counter = newCounter()
    let round = newCounter()
    add(.resetCounter(counter))
    let loop = instructions.count
    add(.jump(0))
    let skip = instructions.count
    add(.jump(0))
    let body = instructions.count
    add(.markRound(round))
    try compile(inner)
    let guardPlace = instructions.count
    add(.jump(loop))
    add(.jump(loop))
    let end = instructions.count
    instructions[skip] = .jump(end)
    instructions[loop] = .loop(counter: counter, body: body, least: least, most: most ?? Int.max, lazy: isLazy)
    if most == nil, inner.width.least == 0 { instructions[guardPlace] = .leaveIfEmpty(round, exit: end) }
  }

  private mutating func newCounter() -> Int {
    counters += 1
    return counters - 1
  }
}

/// Runs a program over a text by backtracking, with a stack of its own, counting its steps against the session's limits.
struct RegexMatcher {
  let instructions: [RegexProgram.Instruction]
  let text: [UInt32]
  /// Where the text ends for the match.
  let end: Int
  /// The places of the groups; -1 where a group has not matched.
  var saved: [Int]
  private var counters: [Int]
  private(set) var lastIndex = -1
  /// Where a match may not be empty, because the one before it was.
  var forbidden = -1

  /// Something to do when a way fails.
  private enum Undo {
    case resume(Int, Int)
    case restoreSave(Int, Int)
    case restoreCounter(Int, Int)
    case restoreLastIndex(Int)
  }

  init(_ program: RegexProgram, groups: Int, text: [UInt32], end: Int) {
    instructions = program.instructions
    self.text = text
    self.end = end
    saved = [Int](repeating: -1, count: (groups + 1) * 2)
    counters = [Int](repeating: 0, count: program.counters)
  }

  /// Whether the program matches from `start` on; with `full`, up to the end of the text.
  mutating func match(at start: Int, full: Bool, _ interpreter: Interpreter) throws -> Bool {
    for index in saved.indices { saved[index] = -1 }
    return try run(from: 0, at: start, full: full, interpreter) != nil
  }

  private func isWord(_ index: Int, _ ascii: Bool) -> Bool {
    index >= 0 && index < end && CharacterSet.belongs(text[index], to: .word, isASCII: ascii)
  }

  private func holds(_ anchor: RegexNode.Anchor, at position: Int) -> Bool {
    switch anchor {
    case .textStart: position == 0
    case .textEnd: position == end
    case .end: position == end || position == end - 1 && text[position] == 10
    case .lineStart: position == 0 || text[position - 1] == 10
    case .lineEnd: position == end || text[position] == 10
    case .boundary(let ascii): isWord(position - 1, ascii) != isWord(position, ascii)
    case .noBoundary(let ascii): isWord(position - 1, ascii) == isWord(position, ascii)
    }
  }

  /// Where the match from instruction `start` ends, or `nil`.
  private mutating func run(from start: Int, at first: Int, full: Bool, _ interpreter: Interpreter) throws -> Int? {
    var undo: [Undo] = []
    var pc = start
    var position = first
    while true {
      try interpreter.checkBudget()
      var isFailing = false
      switch instructions[pc] {
      case .set(let set):
        if position < end, set.contains(text[position]) {
          position += 1
          pc += 1
        } else {
          isFailing = true
        }
      case .jump(let target): pc = target
      case .split(let preferred, let other):
        undo.append(.resume(other, position))
        pc = preferred
      case .save(let slot):
        undo.append(.restoreSave(slot, saved[slot]))
        saved[slot] = position
        if slot > 1, slot % 2 == 1 {
          undo.append(.restoreLastIndex(lastIndex))
          lastIndex = slot / 2
        }
        pc += 1
      case .anchor(let anchor):
        if holds(anchor, at: position) { pc += 1 } else { isFailing = true }
      case .reference(let number, let ignoringCase):
        if let next = referenceEnd(number, ignoringCase, at: position) {
          position = next
          pc += 1
        } else {
          isFailing = true
        }
      case .look(let finish, let behind, let negative):
        let kept = saved
        var matched = false
        if position >= behind {
          let target = position - behind
          matched = try run(from: pc + 1, at: target, full: false, interpreter) != nil
        }
        if matched != negative {
          if negative { saved = kept }
          for slot in saved.indices where saved[slot] != kept[slot] { undo.append(.restoreSave(slot, kept[slot])) }
          pc = finish
        } else {
          saved = kept
          isFailing = true
        }
      case .atomic(let finish):
        let kept = saved
        if let next = try run(from: pc + 1, at: position, full: false, interpreter) {
          for slot in saved.indices where saved[slot] != kept[slot] { undo.append(.restoreSave(slot, kept[slot])) }
          position = next
          pc = finish
        } else {
          saved = kept
          isFailing = true
        }
      case .condition(let number, let otherwise):
        pc = saved[number * 2 + 1] >= 0 ? pc + 1 : otherwise
      case .resetCounter(let counter):
        undo.append(.restoreCounter(counter, counters[counter]))
        counters[counter] = 0
        pc += 1
      case .loop(let counter, let body, let least, let most, let lazy):
        let rounds = counters[counter]
        if rounds >= most {
          pc += 1
        } else if rounds < least {
          undo.append(.restoreCounter(counter, rounds))
          counters[counter] = rounds + 1
          pc = body
        } else if lazy {
          // Going back takes these from the last on: the round is counted, then taken, and uncounted if it fails.
          undo.append(.restoreCounter(counter, rounds))
          undo.append(.resume(body, position))
          undo.append(.restoreCounter(counter, rounds + 1))
          pc += 1
        } else {
          undo.append(.resume(pc + 1, position))
          undo.append(.restoreCounter(counter, rounds))
          counters[counter] = rounds + 1
          pc = body
        }
      case .markRound(let counter):
        undo.append(.restoreCounter(counter, counters[counter]))
        counters[counter] = position
        pc += 1
      case .leaveIfEmpty(let counter, let exit): pc = counters[counter] == position ? exit : pc + 1
      case .match:
        let isForbidden = start == 0 && position == forbidden && saved[0] == position
        if !isForbidden, !full || position == end { return position }
        isFailing = true
      }
      if isFailing {
        guard let (next, place) = backtrack(&undo) else { return nil }
        pc = next
        position = place
      }
      if undo.count > 20_000_000 { throw PythonException(.memoryError, arguments: []) }
    }
  }

  private mutating func backtrack(_ undo: inout [Undo]) -> (Int, Int)? {
    while let step = undo.popLast() {
      switch step {
      case .restoreSave(let slot, let value): saved[slot] = value
      case .restoreLastIndex(let value): lastIndex = value
      case .restoreCounter(let counter, let value): counters[counter] = value
      case .resume(let pc, let position): return (pc, position)
      }
    }
    return nil
  }

  private func referenceEnd(_ number: Int, _ ignoringCase: Bool, at position: Int) -> Int? {
    let (start, finish) = (saved[number * 2], saved[number * 2 + 1])
    guard start >= 0, finish >= start, position + (finish - start) <= end else { return nil }
    for offset in 0..<(finish - start) {
      let a = text[start + offset]
      let b = text[position + offset]
      if a != b, !ignoringCase || !CharacterSet.variants(of: a, isASCII: false).contains(b) { return nil }
    }
    return position + (finish - start)
  }
}
