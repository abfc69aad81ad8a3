/// How often each verdict was given.
package struct Summary: Sendable, Hashable {
  /// By the position of the verdict among all.
  private var counts = [Int](repeating: 0, count: Verdict.allCases.count)
  /// The number of expectations that no output met.
  package private(set) var orphans = 0

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
      if outcome.isOrphan { orphans += 1 }
    }
    if !check.unclaimed.isEmpty { add(.unchecked, count: check.unclaimed.count) }
    if !check.unexpectedErrors.isEmpty { add(.error, count: check.unexpectedErrors.count) }
  }

  package mutating func add(_ other: Summary) {
    for position in counts.indices { counts[position] += other.counts[position] }
    orphans += other.orphans
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

  /// `12 pass, 1 fail`, or `nothing to check`.
  package var text: String {
    entries.isEmpty ? "nothing to check" : entries.map { "\($0.count) \($0.verdict.rawValue)" }.joined(separator: ", ")
  }
}
