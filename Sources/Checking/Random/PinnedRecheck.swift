extension Pinning {
  /// Runs the document with the pinned values and turns `random` into `pinned`, or `fail` where the document
  /// contradicts the numbers it prints.
  ///
  /// - Parameters:
  ///   - seconds: what a run of the document takes. One that takes long is not run as often as bounds would need.
  ///   - rerun: runs the document again.
  package mutating func apply(to checks: inout [CellCheck], seconds: Double, rerun: Rerun) {
    failImpossible(in: &checks)
    guard let base = verify(checks, rerun) else {
      note(refusals, in: &checks)
      return
    }
    let others = (1...Reruns.reseededRuns).compactMap { rerun(Variant(values: values, seedOffset: $0)) }
    var places: [OutcomeIndex] = []
    for (cell, check) in checks.enumerated() where cell < base.count && cell < unrounded.count {
      for (number, outcome) in check.outcomes.enumerated() {
        let place = OutcomeIndex(cell: cell, outcome: number)
        switch outcome.verdict {
        case .random, .fail, .pass, .close: break
        case .pinned, .error, .skipped, .unchecked: continue
        }
        guard !outcome.expectation.labels.random, impossible[place] == nil,
          let text = outcome.source.text(in: base[cell]),
          outcome.verdict == .random || text != outcome.source.text(in: unrounded[cell])
        else { continue }
        if others.contains(where: { cell >= $0.count || outcome.source.text(in: $0[cell]) != text }) {
          if outcome.verdict == .random, refusals[place] == nil {
            refusals[place] = "depends on draws that the document does not show"
          }
          continue
        }
        places.append(place)
      }
    }
    note(refusals, in: &checks)
    let sources = Set(pins.map(\.source))
    var moved: [[CellRecord]] = []
    var bound = PinnedBound([])
    if places.contains(where: { !sources.contains($0) }) {
      bound = PinnedBound(pins)
      guard Double(bound.runs.count) * seconds <= Self.mostSeconds else {
        let reason =
          "not checked against the random numbers the document shows: that takes \(bound.runs.count) runs of the document"
        note(Dictionary(places.map { ($0, reason) }, uniquingKeysWith: { first, _ in first }), in: &checks)
        return
      }
      moved = bound.runs.compactMap { rerun(Variant(values: $0)) }
      guard moved.count == bound.runs.count else { return }
    }
    let plain = rerun(Variant(values: values, isFullPrecision: false))
    for place in places {
      let outcome = checks[place.cell].outcomes[place.outcome]
      let records = moved.map { $0[place.cell] }
      let changes = records.map { outcome.source.text(in: $0) != outcome.source.text(in: base[place.cell]) }
      let shown = bound.pins(where: changes, of: pins).map(\.source)
      let recheck = PinnedRecheck(
        outcome, base: base[place.cell], moved: records, bound, isSource: sources.contains(place),
        shownAt: Set(shown.map { checks[$0.cell].outcomes[$0.outcome].expectation.lines.lowerBound }).sorted())
      var judged = recheck.judged
      if judged.verdict != outcome.verdict || judged.verdict == .fail,
        let record = plain?[place.cell], let text = outcome.source.text(in: record)
      {
        judged.actual = outcome.source.dropping == 0 ? text : judged.text(in: record)?.wholeText ?? text
      }
      checks[place.cell].outcomes[place.outcome] = judged
    }
  }

  /// The seconds that all runs for bounds may take together.
  private static let mostSeconds = 30.0

  private var values: [Int: [Double]] {
    Dictionary(pins.map { ($0.draw, $0.values) }, uniquingKeysWith: { first, _ in first })
  }

  /// Runs the document with the pins and drops those that it does not print where they were found: what looked like a
  /// draw was something else of the same values. Gives the run with the pins that remain; `nil` when none does.
  private mutating func verify(_ checks: [CellCheck], _ rerun: Rerun) -> [CellRecord]? {
    while !pins.isEmpty {
      guard let records = rerun(Variant(values: values)) else { return nil }
      let kept = pins.filter { pin in
        let outcome = checks[pin.source.cell].outcomes[pin.source.outcome]
        guard pin.source.cell < records.count, let text = outcome.text(in: records[pin.source.cell]) else {
          return false
        }
        let arrays = PrintedArray.all(in: text)
        guard pin.array < arrays.count, arrays[pin.array].elements.count == pin.values.count else { return false }
        return zip(arrays[pin.array].elements, pin.values.indices).allSatisfy { token, index in
          guard let value = PrintedArray.value(text, token) else { return false }
          let slack = FloatWidth.of(text, value: value).ulp(of: value)
          return abs(value - pin.values[index]) <= pin.halfUnits[index] + slack
        }
      }
      if kept.count == pins.count { return records }
      for pin in pins where !kept.contains(pin) {
        refusals[pin.source] = "not pinned: run with these numbers, the document prints others here"
      }
      pins = kept
    }
    return nil
  }

  /// Adds reasons to the details of outcomes that stay `random`.
  private func note(_ reasons: [OutcomeIndex: String], in checks: inout [CellCheck]) {
    for (place, reason) in reasons where checks[place.cell].outcomes[place.outcome].verdict == .random {
      let detail = checks[place.cell].outcomes[place.outcome].detail
      checks[place.cell].outcomes[place.outcome].detail = detail.isEmpty ? reason : "\(detail); \(reason)"
    }
  }
}

/// Holds an expectation against the run with pinned draws.
private struct PinnedRecheck {
  private let outcome: ExpectationOutcome
  private let base: CellRecord
  private let moved: [CellRecord]
  private let bound: PinnedBound
  /// Whether it shows a draw itself.
  private let isSource: Bool
  /// The lines that show the draws it depends on.
  private let shownAt: [Int]

  init(
    _ outcome: ExpectationOutcome, base: CellRecord, moved: [CellRecord], _ bound: PinnedBound, isSource: Bool,
    shownAt: [Int]
  ) {
    self.isSource = isSource
    self.outcome = outcome
    self.base = base
    self.moved = moved
    self.bound = bound
    self.shownAt = shownAt
  }

  /// The outcome with its new verdict.
  var judged: ExpectationOutcome {
    var result = outcome
    guard let actual = outcome.text(in: base) else { return result }
    let expected = said(actual)
    let others = moved.map { outcome.text(in: $0) }
    let isComparable = others.allSatisfy { $0?.count == actual.count }
    guard expected.count == actual.count, isComparable else {
      guard outcome.verdict == .random else { return result }
      result.detail +=
        expected.count != actual.count
        ? "; run with the random numbers the document shows, it prints something of another structure"
        : "; the digits shown do not determine how much is printed"
      return result
    }
    var largest = 0.0
    for index in expected.tokens.indices {
      switch compare(expected, actual, others.compactMap { $0 }, index) {
      case .agrees(let limit): largest = max(largest, limit)
      case .structure:
        guard outcome.verdict == .random || outcome.verdict == .fail else { return result }
        if outcome.verdict == .random {
          result.detail +=
            "; run with the random numbers the document shows, it prints `\(actual.string(index))` for "
            + "`\(expected.string(index))`"
        }
        return result
      case .differs(let message):
        result.verdict = .fail
        result.detail = message
        result.suggestion = "recompute it from the numbers shown, or show the draw with more digits"
        return result
      }
    }
    result.verdict = .pinned
    result.suggestion = nil
    if isSource {
      result.detail = "shape, dtype and range agree; the numbers shown are taken as those drawn"
    } else {
      let places = (shownAt.count == 1 ? "line " : "lines ") + shownAt.map(String.init).joined(separator: ", ")
      result.detail =
        "recomputed from the random numbers shown" + (shownAt.isEmpty ? "" : " at \(places)")
        + ": every number lies within its bound" + (largest > 0 ? ", at most \(brief(largest)) away" : "")
    }
    return result
  }

  /// The claimed text, without the prose or the name around the value where only that makes it fit.
  private func said(_ actual: TokenText) -> TokenText {
    let whole = TokenText(outcome.expectation.comparableText)
    if whole.count == actual.count { return whole }
    if let label = OutputReader(whole).labelEnd(from: 0) {
      let value = whole.suffix(from: label)
      if value.count == actual.count { return value }
    }
    return whole
  }

  private enum Result {
    /// The same, or a number within this bound.
    case agrees(Double)
    /// Words or brackets differ.
    case structure
    case differs(String)
  }

  private func compare(_ expected: TokenText, _ actual: TokenText, _ others: [TokenText], _ index: Int) -> Result {
    if let said = expected.number(index), let printed = actual.number(index), said.isFloat, printed.isFloat,
      printed.value.isFinite
    {
      let movedValues = others.map { $0.number(index)?.value ?? .nan }
      guard !movedValues.contains(where: \.isNaN) else { return .structure }
      return compare(said, printed, movedValues, expected, index, actual)
    }
    if expected.equals(index, actual, index) { return .agrees(0) }
    guard expected.kind(index) == actual.kind(index) else { return .structure }
    switch expected.tokens[index].kind {
    case .address: return .agrees(0)
    case .word where OlderSpellings.isSameNode(expected.slice(index), actual.slice(index)): return .agrees(0)
    case .word, .number:
      // What flips within the digits shown may be either.
      if others.contains(where: { expected.equals(index, $0, index) }) { return .agrees(0) }
      guard expected.kind(index) == .number || PrintedArray.value(expected, index) != nil else { return .structure }
      return .differs(
        "\(place(expected, index))expected \(expected.string(index)); the random numbers the document shows give "
          + actual.string(index))
    case .punctuation, .ellipsis: return .structure
    }
  }

  private func compare(
    _ said: NumberText, _ printed: NumberText, _ moved: [Double], _ expected: TokenText, _ index: Int,
    _ actual: TokenText
  ) -> Result {
    let own = said.unit / 2
    let (spread, dependencies) = moved.isEmpty ? (0, 0) : bound.bound(printed.value, moved)
    let difference = abs(said.value - printed.value)
    let rounding = 4 * FloatWidth.of(actual, value: printed.value).ulp(of: printed.value)
    var limit = own + spread + rounding
    // Where a value is passed on as it is, shifted or negated, both texts round the same digits at the same place: a
    // whole unit apart they would both have to lie on the border between two roundings.
    let steps = printed.value / said.unit
    if dependencies == 1, abs(spread - own) < own * 0.02, abs(steps - steps.rounded()) < 0.02 { limit = 1.5 * own }
    if difference <= limit { return .agrees(spread > 0 ? max(limit, own + spread) : 0) }
    return .differs(
      "\(place(expected, index))expected \(expected.string(index)); the random numbers the document shows give "
        + "\(rounded(printed.value, like: said)) (off by \(brief(difference)), relative "
        + "\(brief(difference / max(abs(said.value), .leastNormalMagnitude))); their digits allow for \(brief(limit)))")
  }

  private func place(_ text: TokenText, _ index: Int) -> String {
    let path = text.elementPath(of: index)
    return path.isEmpty ? "" : "element [\(path.map(String.init).joined(separator: ", "))]: "
  }

  /// A value with one digit more than the document shows.
  private func rounded(_ value: Double, like said: NumberText) -> String {
    let unit = said.unit / 10
    guard unit > 1e-12, abs(value) < 1e12 else { return "\(value)" }
    let scale = 1 / unit
    return "\((value * scale).rounded() / scale)"
  }
}

extension TokenText {
  /// The text from its first token to its last.
  fileprivate var wholeText: String { string(0..<count) }
}
