/// How often each verdict was given.
package struct Summary: Sendable, Hashable {
  /// By the position of the verdict among all.
  private var counts = [Int](repeating: 0, count: Verdict.allCases.count)
  /// The number of expectations that no output met.
  package private(set) var orphans = 0
  /// The number of outputs that an expectation met.
  package private(set) var claimed = 0
  /// The number of outputs that nothing claims.
  package private(set) var unclaimed = 0

  package init() {}

  /// Counts the expectations, the unclaimed outputs (as unchecked) and the unexpected errors of a cell.
  package init(_ checks: some Sequence<CellCheck>) {
    for check in checks { add(check) }
  }

  package subscript(verdict: Verdict) -> Int { counts[verdict.position] }

  /// Counts `count` more of a verdict.
  package mutating func add(_ verdict: Verdict, count: Int = 1) { counts[verdict.position] += count }

  package mutating func add(_ check: CellCheck) {
    for outcome in check.outcomes {
      add(outcome.verdict)
      if outcome.isOrphan { orphans += 1 } else if outcome.source != .none { claimed += 1 }
    }
    unclaimed += check.unclaimed.count
    if !check.unclaimed.isEmpty { add(.unchecked, count: check.unclaimed.count) }
    if !check.unexpectedErrors.isEmpty { add(.error, count: check.unexpectedErrors.count) }
  }

  package mutating func add(_ other: Summary) {
    for position in counts.indices { counts[position] += other.counts[position] }
    orphans += other.orphans
    claimed += other.claimed
    unclaimed += other.unclaimed
  }

  /// How many of the outputs are claimed, where some are not: `10 of 15 outputs are claimed`.
  package var coverage: String? {
    guard unclaimed > 0 else { return nil }
    let count = claimed + unclaimed
    return claimed == 0
      ? "\(count) \(count == 1 ? "output is" : "outputs are") claimed by nothing"
      : "\(claimed) of \(count) outputs are claimed"
  }

  /// The verdicts that were given and how often, in the order of ``Verdict``.
  package var entries: [(verdict: Verdict, count: Int)] {
    Verdict.allCases.compactMap { self[$0] > 0 ? ($0, self[$0]) : nil }
  }

  /// Whether anything was compared.
  package var hasChecks: Bool { entries.contains { $0.verdict.isChecked } }

  /// What the verdicts come to.
  package enum Outcome: Sendable, Hashable {
    case held, failed, nothingToCheck
  }

  package func outcome(exact: Bool = false) -> Outcome {
    if entries.contains(where: { $0.verdict.fails(exact: exact) }) { return .failed }
    return hasChecks ? .held : .nothingToCheck
  }

  /// `12 pass, 1 fail`, or `nothing to check`; and how many outputs are claimed, where some are not.
  package var text: String {
    let counts = entries.map { "\($0.count) \($0.verdict.rawValue)" }.joined(separator: ", ")
    return (entries.isEmpty ? "nothing to check" : counts) + (coverage.map { "; \($0)" } ?? "")
  }
}
