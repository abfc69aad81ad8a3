/// Decides which output each expectation meets.
///
/// Output belongs to the lines that wrote it: a line in the body of a `def` or `class` is looked up among the
/// expectations of that body, the line of the top-level statement among those outside. An expectation meets what the
/// lines since the previous expectation wrote. Expectations are gone through from top to bottom, so that prose that
/// turns out not to be output leaves the region open for the next.
struct Alignment {
  let cell: CellText
  private let expectations: [Expectation]
  private let record: CellRecord
  private let matcher: Matcher
  private let judge: Judge
  private let scopes: CellScopes
  private let plan: RunPlan

  /// The pieces each scope's lines wrote, sorted by line; the key -1 is the top level.
  private var written: [Int: [(line: Int, piece: Int)]] = [:]
  /// Whether an expectation met a piece.
  private var isClaimed: [Bool]
  /// The line at which each scope's region begins.
  private var regionStart: [Int: Int] = [:]
  /// For each line the paragraph it is part of: blank lines and comments part paragraphs.
  private var paragraphs: [Int: Int] = [:]
  /// The last line of the statement whose exception ended the cell.
  private var endLine: Int?
  private var check = CellCheck()

  init(
    _ cell: CellText, _ expectations: [Expectation], _ record: CellRecord, _ plan: RunPlan, _ reruns: Reruns,
    reasons: [Int: String]
  ) {
    self.cell = cell
    self.expectations = expectations
    self.record = record
    self.plan = plan
    matcher = Matcher(record, reruns)
    judge = Judge(record, reruns)
    scopes = CellScopes(cell)
    isClaimed = [Bool](repeating: false, count: matcher.pieces.list.count)
    check.reasons = reasons
    collect()
    endLine = findEnd()
  }

  private mutating func collect() {
    for (index, piece) in matcher.pieces.list.enumerated() {
      written[-1, default: []].append((piece.outerLine, index))
      var seen: Set<Int> = []
      for line in piece.lines.dropLast().prefix(64) {
        if let scope = scopes.definition(ofCode: line), seen.insert(scope).inserted {
          written[scope, default: []].append((line, index))
        }
      }
    }
    for scope in written.keys { written[scope]?.sort { ($0.line, $0.piece) < ($1.line, $1.piece) } }
    var paragraph = 0
    let comments = Set(cell.comments.lazy.filter(\.isOwnLine).map(\.line))
    for line in cell.lines {
      if line.text.isBlank || comments.contains(line.number) { paragraph += 1 }
      paragraphs[line.number] = paragraph
    }
  }

  /// Goes through all expectations and collects what is left over.
  consuming func run() -> CellCheck {
    var index = 0
    while index < expectations.count {
      var end = index + 1
      if expectations[index].style == .plain || expectations[index].style == .marked {
        while end < expectations.count, expectations[end].run == expectations[index].run,
          expectations[end].style == .plain, expectations[index].style == .plain
        {
          end += 1
        }
      }
      meet(Array(expectations[index..<end]))
      index = end
    }
    collectRest()
    return check
  }

  // MARK: Regions

  /// The unclaimed pieces that lines of a scope wrote, in the order they were written.
  private func pieces(_ scope: Int, in lines: ClosedRange<Int>) -> [Int] {
    guard let list = written[scope] else { return [] }
    var low = 0
    var high = list.count
    while low < high {
      let middle = (low + high) / 2
      if list[middle].line < lines.lowerBound { low = middle + 1 } else { high = middle }
    }
    var found: [Int] = []
    while low < list.count, list[low].line <= lines.upperBound {
      if !isClaimed[list[low].piece] { found.append(list[low].piece) }
      low += 1
    }
    return found.sorted()
  }

  /// The last few unclaimed pieces at or above a line, up to the last that is claimed.
  private func lastPieces(_ scope: Int, in lines: ClosedRange<Int>) -> [Int] {
    guard let list = written[scope] else { return [] }
    var low = 0
    var high = list.count
    while low < high {
      let middle = (low + high) / 2
      if list[middle].line <= lines.upperBound { low = middle + 1 } else { high = middle }
    }
    return list[max(0, low - 4)..<low].reversed().prefix { $0.line >= lines.lowerBound && !isClaimed[$0.piece] }
      .map(\.piece)
  }

  /// The places at which output may be left to nobody: before paragraphs whose output is not mixed with that of
  /// earlier ones. The first is 0.
  private func cuts(_ pieces: [Int], scope: Int) -> [Int] {
    guard pieces.count > 1 else { return [0] }
    let numbers = pieces.map { paragraph(of: $0, scope: scope) }
    var least = numbers
    for index in least.indices.dropLast().reversed() { least[index] = min(least[index], least[index + 1]) }
    var result = [0]
    var most = numbers[0]
    for index in 1..<pieces.count {
      if least[index] > most { result.append(index) }
      most = max(most, numbers[index])
    }
    return result
  }

  private func paragraph(of piece: Int, scope: Int) -> Int {
    let piece = matcher.pieces.list[piece]
    if scope < 0 { return paragraphs[piece.outerLine] ?? 0 }
    let line = piece.lines.first { scopes.definition(ofCode: $0) == scope }
    return line.flatMap { paragraphs[$0] } ?? 0
  }

  // MARK: Meeting

  /// Meets the expectations of one comment run, or a single one, with its region.
  private mutating func meet(_ group: [Expectation]) {
    guard let first = group.first, let last = group.last else { return }
    if first.style == .below { return meetBelow(first) }
    let scope = first.definition ?? -1
    var lines: ClosedRange<Int>
    if first.style == .sameLine, let statement = first.statement {
      lines = cell.statements[statement].lines
    } else if first.style == .transcript, cell.isTranscript,
      let top = first.statement.map({ cell.statements[$0].topLevel }),
      let whole = scopes.topLevelLines[top]
    {
      lines = whole
    } else {
      let start = regionStart[scope] ?? cell.lines.first?.number ?? 1
      lines = min(start, first.lines.lowerBound)...first.lines.lowerBound
    }
    if first.style == .string { lines = min(lines.lowerBound, first.lines.lowerBound - 1)...first.lines.lowerBound - 1 }
    let likely = group.filter { $0.certainty > .candidate }
    let isMet: Bool
    if likely.isEmpty {
      isMet = meetProse(group, scope: scope, lines: lines)
    } else {
      isMet = meet(group, likely, scope: scope, lines: lines)
    }
    if isMet {
      regionStart[scope] = max(regionStart[scope] ?? 0, last.lines.upperBound + 1)
      if first.style == .string {
        for index in matcher.pieces.list.indices where first.lines.contains(matcher.pieces.list[index].outerLine) {
          isClaimed[index] = true
        }
      }
    }
  }

  /// Prose is an expectation only when the output says the same, or the same but for its numbers.
  private mutating func meetProse(_ group: [Expectation], scope: Int, lines: ClosedRange<Int>) -> Bool {
    var tries = group
    if group.count > 1, let merged = Expectation.merged(group) { tries.insert(merged, at: 0) }
    var isMet = false
    for expectation in tries {
      guard lastPieces(scope, in: lines).contains(where: { resembles(expectation, matcher.pieces.list[$0].text) })
      else { continue }
      let pieces = pieces(scope, in: lines).filter { matcher.pieces.list[$0].kind != .error }
      guard let found = best(expectation, pieces, scope: scope) else { continue }
      let attempt = matcher.withLabelInPlace(found, in: group)
      guard
        found.agrees || attempt.comparison.isNumbersOnly && expectation.holdsWordAndNumber
          || expectation.isNearly(attempt.actual) || expectation.isMadeOfLines(of: attempt.actual)
      else { continue }
      settle(attempt)
      isMet = true
      if expectation.textLines.count > 1, group.count > 1, expectation == tries.first { break }
    }
    for expectation in group where !isMet {
      for line in expectation.lines where check.reasons[line] == "reads like prose" {
        check.reasons[line] = "reads like prose, and the code above it prints something else"
      }
    }
    return isMet
  }

  /// Whether the last line of a text has the words of the last line of some output: a cheap first test.
  private func resembles(_ expectation: Expectation, _ output: String) -> Bool {
    guard let said = expectation.textLines.last(where: { !$0.text.isBlank })?.text,
      let printed = output.split(whereSeparator: \.isNewline).last(where: { !$0.isBlank })
    else { return false }
    func isSimilar(_ text: String) -> Bool {
      let said = TokenText(text)
      let output = TokenText(String(printed))
      return said.likeness(to: output) >= 0.5 || said.tokens.contains { $0.kind == .ellipsis }
        || output.ends(with: said)
    }
    let isLine = output.split(whereSeparator: \.isNewline).contains { $0.trimmed == said.trimmed }
    return isLine || isSimilar(said) || expectation.tail.map { isSimilar(said + $0) } ?? false
  }

  /// Meets the expectations of a run that claim output by their form.
  private mutating func meet(
    _ group: [Expectation], _ likely: [Expectation], scope: Int, lines: ClosedRange<Int>
  ) -> Bool {
    let pieces = pieces(scope, in: lines)
    if group.count > 1, let merged = Expectation.merged(group), !pieces.isEmpty {
      let attempt = best(merged, eligible(pieces, for: merged), scope: scope)
      if let attempt, attempt.agrees || attempt.comparison.isNumbersOnly {
        settle(attempt)
        return true
      }
    }
    guard likely.count > 1 else { return meetOne(likely[0], pieces, scope: scope, in: group) }
    // Several texts with prose between share the region: each takes as much of the output as it has tokens.
    var rest = pieces
    let counts = likely.map { TokenText($0.comparableText).count }
    if let cut = nearestCut(rest, to: counts.reduce(0, +), scope: scope) { rest = Array(rest[cut...]) }
    for (position, expectation) in likely.enumerated() {
      var own = rest
      if position + 1 < likely.count {
        var size = 0
        var end = 0
        while end < rest.count, size < counts[position] {
          size += tokenCount(rest[end])
          end += 1
        }
        own = Array(rest[..<end])
      }
      if own.isEmpty, position > 0 {
        orphan(expectation)
      } else {
        _ = meetOne(expectation, own, scope: scope, in: group)
      }
      rest.removeAll { isClaimed[$0] }
    }
    return true
  }

  /// Meets one expectation with the output of its region; true when it took part in the comparison.
  private mutating func meetOne(
    _ expectation: Expectation, _ region: [Int], scope: Int, in group: [Expectation]
  ) -> Bool {
    if expectation.namesOnlyErrors { return meetError(expectation, region, scope: scope) }
    let output = eligible(region, for: expectation)
    var attempt = output.isEmpty ? nil : best(expectation, output, scope: scope)
    if let found = attempt { attempt = matcher.withLabelInPlace(found, in: group) }
    if let attempt, attempt.agrees {
      settle(attempt)
      return true
    }
    let statement = expectation.statement.map { cell.statements[$0] }
    let wroteNothing = statement.map { statement in
      !output.contains { statement.lines.contains(line(of: $0, in: scope)) }
    }
    if let statement, wroteNothing == true, scope < 0 {
      var isLiteral = false
      var isAssignment = false
      if case .assignment(_, let literal) = statement.kind {
        isLiteral = literal
        isAssignment = true
      }
      let value = matcher.matchValue(expectation, at: statement.lines.upperBound, isLiteral: isLiteral)
      if let value, value.agrees || isAssignment || output.isEmpty && value.actual != "None" {
        settle(value)
        return true
      }
      if isAssignment, expectation.style != .marked, record.values[statement.lines.upperBound] != nil {
        if expectation.certainty < .certain || expectation.isArrow {
          orphan(expectation, "it says neither what is assigned above nor what is printed")
          return false
        }
      }
    }
    if let attempt {
      settle(attempt)
      return true
    }
    if let error = region.first(where: {
      matcher.pieces.list[$0].kind == .error && statement?.lines.contains(line(of: $0, in: scope)) != false
    }) {
      let piece = matcher.pieces.list[error]
      let text = String(piece.text.dropLast())
      add(
        ExpectationOutcome(
          expectation, .fail, actual: text, detail: "the code raised \(text) instead", codeLine: piece.innerLine,
          source: .events([error], dropping: 0)))
      return true
    }
    orphan(expectation)
    return expectation.certainty == .certain
  }

  /// An expectation of nothing but exceptions meets the exceptions of its region.
  private mutating func meetError(_ expectation: Expectation, _ region: [Int], scope: Int) -> Bool {
    let raised = region.filter { matcher.pieces.list[$0].kind == .error }
    guard !raised.isEmpty else {
      let output = region.filter { matcher.pieces.list[$0].kind != .error }
      if !output.isEmpty, var attempt = best(expectation, output, scope: scope) {
        if !attempt.agrees, let claim = expectation.errors.first, let message = claim.message,
          expectation.errors.count == 1, let caught = matchMessage(message, expectation, output, scope: scope)
        {
          attempt = caught
        }
        if attempt.agrees {
          settle(attempt)
          return true
        }
      }
      orphan(expectation, "no exception was raised", fails: scope < 0)
      return true
    }
    let pieces = Array(raised.suffix(max(1, expectation.errors.count)))
    settle(judge.error(expectation, pieces, matcher))
    return true
  }

  /// A caught exception is often printed without its type.
  private func matchMessage(
    _ message: String, _ expectation: Expectation, _ output: [Int], scope: Int
  ) -> Attempt? {
    let start = cuts(output, scope: scope).last ?? 0
    let pieces = Array(output[start...])
    let actual = matcher.pieces.text(pieces) ?? ""
    var comparison = Comparer().compare(TokenText(message), TokenText(actual)) { nil }
    guard comparison.agrees else { return nil }
    comparison.addNote(.messageOnly)
    return Attempt(
      expectation: expectation, comparison: comparison, source: .events(pieces, dropping: 0), actual: actual)
  }

  /// The block below meets everything the cell put out, or what nothing in the cell claims, or what is displayed last.
  private mutating func meetBelow(_ expectation: Expectation) {
    let list = matcher.pieces.list
    let all = list.indices.filter { !(list[$0].kind == .display && isString(list[$0])) }
    guard !expectation.textLines.isEmpty else { return }
    guard !all.isEmpty, all.contains(where: { !list[$0].text.isBlank }) else {
      if expectation.certainty > .candidate {
        orphan(expectation, "the cell put out nothing", fails: true)
      } else {
        setReason(expectation, "is the block below the cell, but the cell put out nothing")
      }
      return
    }
    if expectation.namesOnlyErrors {
      _ = meetError(expectation, all, scope: -1)
      return
    }
    let whole = eligible(Array(all), for: expectation)
    var attempt = matcher.match(expectation, pieces: whole)
    let isWholeClaimed = whole.allSatisfy { isClaimed[$0] }
    if !attempt.agrees {
      let unclaimed = whole.filter { !isClaimed[$0] }
      let displayed = whole.last { list[$0].kind == .display }.map { [$0] } ?? []
      for part in [unclaimed, displayed] where !part.isEmpty && part != whole {
        let other = matcher.match(expectation, pieces: part)
        if other.agrees {
          attempt = other
          break
        }
      }
    }
    if !attempt.agrees, expectation.certainty == .candidate, isWholeClaimed || whole.isEmpty {
      setReason(expectation, "is the block below the cell, but it says something else than the claimed output")
      return
    }
    if whole.isEmpty, let error = all.first {
      let text = String(list[error].text.dropLast())
      add(
        ExpectationOutcome(
          expectation, .fail, actual: text, detail: "the code raised \(text) instead",
          codeLine: list[error].innerLine, source: .events([error], dropping: 0)))
      return
    }
    settle(attempt)
  }

  // MARK: Choosing

  /// The pieces that can be part of an expectation's output: exceptions only if it names one.
  // Inlined into its callers, this and `tokenCount` keep the optimiser busy until memory runs out (Swift 6.3).
  @inline(never) private func eligible(_ pieces: [Int], for expectation: Expectation) -> [Int] {
    expectation.errors.isEmpty ? pieces.filter { matcher.pieces.list[$0].kind != .error } : pieces
  }

  private func line(of piece: Int, in scope: Int) -> Int {
    let piece = matcher.pieces.list[piece]
    return scope < 0 ? piece.outerLine : piece.lines.first { scopes.definition(ofCode: $0) == scope } ?? piece.innerLine
  }

  @inline(never) private func tokenCount(_ piece: Int) -> Int { TokenText(matcher.pieces.list[piece].text).count }

  /// The cut after which the output has nearest to `count` tokens.
  private func nearestCut(_ pieces: [Int], to count: Int, scope: Int) -> Int? {
    let cuts = cuts(pieces, scope: scope)
    guard cuts.count > 1 else { return cuts.first }
    var sizes = [Int](repeating: 0, count: pieces.count + 1)
    for index in pieces.indices.reversed() { sizes[index] = sizes[index + 1] + tokenCount(pieces[index]) }
    return cuts.min { (abs(sizes[$0] - count), -$0) < (abs(sizes[$1] - count), -$1) }
  }

  /// The best of holding an expectation against the whole region, against the end of it that has as many tokens, and
  /// against its last paragraph.
  private func best(_ expectation: Expectation, _ pieces: [Int], scope: Int) -> Attempt? {
    guard !pieces.isEmpty else { return nil }
    let whole = matcher.match(expectation, pieces: pieces)
    if whole.agrees { return whole }
    let cuts = cuts(pieces, scope: scope)
    guard cuts.count > 1, let last = cuts.last else { return whole }
    let nearest = nearestCut(pieces, to: TokenText(expectation.comparableText).count, scope: scope) ?? 0
    let near = nearest == 0 ? whole : matcher.match(expectation, pieces: Array(pieces[nearest...]))
    if near.agrees || last == nearest { return near }
    let end = matcher.match(expectation, pieces: Array(pieces[last...]))
    return end.agrees ? end : near
  }

  // MARK: Outcomes

  private mutating func settle(_ attempt: Attempt) { settle(judge.outcome(of: attempt)) }

  private mutating func settle(_ outcome: ExpectationOutcome) {
    var outcome = outcome
    switch outcome.source {
    case .events(let pieces, _):
      for piece in pieces { isClaimed[piece] = true }
      outcome.codeLine = pieces.last.map { matcher.pieces.list[$0].innerLine }
    case .value(let line, _): outcome.codeLine = line
    case .none: break
    }
    if outcome.expectation.certainty == .candidate {
      setReason(outcome.expectation, "says what the code above it prints")
    }
    add(outcome)
  }

  private mutating func add(_ outcome: ExpectationOutcome) { check.outcomes.append(outcome) }

  private mutating func setReason(_ expectation: Expectation, _ reason: String) {
    for line in expectation.lines { check.reasons[line] = reason }
  }

  /// Notes an expectation that no output met.
  private mutating func orphan(_ expectation: Expectation, _ why: String? = nil, fails: Bool? = nil) {
    if expectation.style == .plain, expectation.text.trimmed == "..." || expectation.text.trimmed == "…" {
      setReason(expectation, "stands for anything, and nothing was printed")
      return
    }
    if let end = endLine, expectation.lines.lowerBound > end {
      add(
        ExpectationOutcome(
          expectation, .skipped, detail: "not reached: the cell ended at line \(end)", isOrphan: true))
      return
    }
    let isDefinite = expectation.certainty == .certain && expectation.definition == nil
    let statement = expectation.statement.map { cell.statements[$0] }
    let isAsideArrow = expectation.isArrow && statement.map { $0.kind != .expression } ?? true
    let isNested = (statement?.depth ?? 0) > 0
    let verdict: Verdict = fails ?? (isDefinite && !isAsideArrow && !isNested) ? .fail : .unchecked
    var outcome = ExpectationOutcome(
      expectation, verdict, detail: why ?? "no output met it: the code above it printed nothing",
      suggestion: verdict == .unchecked ? nil : "print the value, or remove the expectation", isOrphan: true)
    outcome.repeated = repeated(by: expectation)
    if outcome.repeated != nil { outcome.suggestion = "remove one of the two" }
    add(outcome)
  }

  /// The line of the last expectation that met output, if it stands for the same statement and says the same.
  private func repeated(by expectation: Expectation) -> Int? {
    guard let last = check.outcomes.last, !last.isOrphan, last.expectation.statement == expectation.statement else {
      return nil
    }
    let (said, before) = (TokenText(expectation.comparableText), TokenText(last.expectation.comparableText))
    return Comparer().compare(said, before) { nil }.agrees ? last.expectation.lines.lowerBound : nil
  }

  /// The lines of the top-level statement that wrote a piece.
  private func topLevelLines(of piece: Pieces.Piece) -> ClosedRange<Int> {
    scopes.topLevel(at: piece.outerLine).flatMap { scopes.topLevelLines[$0] } ?? piece.outerLine...piece.outerLine
  }

  /// The last line of the statement whose exception ended the cell.
  private func findEnd() -> Int? {
    guard !cell.isTranscript, let piece = matcher.pieces.list.last(where: { $0.kind == .error }) else { return nil }
    let lines = topLevelLines(of: piece)
    let expected = plan.expectation(of: piece.errorType, in: lines)
    return expected == nil || expected?.endsCell == true ? lines.upperBound : nil
  }

  /// Whether a piece is the display of a bare string, which is written out in the document already.
  private func isString(_ piece: Pieces.Piece) -> Bool {
    scopes.statement(covering: piece.outerLine).map { cell.statements[$0].kind == .string } ?? false
  }

  /// Lists the output that nothing claimed, and the exceptions nobody expects.
  private mutating func collectRest() {
    for (index, piece) in matcher.pieces.list.enumerated() {
      if piece.kind == .error {
        if plan.expectation(of: piece.errorType, in: topLevelLines(of: piece)) == nil {
          check.unexpectedErrors.append(piece.events.lowerBound)
        }
        continue
      }
      guard !isClaimed[index], !piece.text.isBlank else { continue }
      if piece.kind == .display, isString(piece) { continue }
      let top = scopes.topLevel(at: piece.outerLine)
      if let last = check.unclaimed.last, last.topLevel == top, top != nil,
        last.events.last == piece.events.lowerBound - 1
      {
        check.unclaimed[check.unclaimed.count - 1] = UnclaimedOutput(
          text: last.text + piece.text, line: last.line, topLevel: top, events: last.events + Array(piece.events))
      } else {
        check.unclaimed.append(
          UnclaimedOutput(text: piece.text, line: piece.innerLine, topLevel: top, events: Array(piece.events)))
      }
    }
  }
}
