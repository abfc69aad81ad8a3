/// What became of an expectation.
package struct ExpectationOutcome: Sendable {
  package let expectation: Expectation
  package var verdict: Verdict
  /// The output it met; `nil` when none was met.
  package var actual: String?
  /// What differs or why it agrees, in words; empty when there is nothing to say.
  package var detail: String
  /// What to do about it, if there is something to say.
  package var suggestion: String?
  /// Whether no output ever met the expectation.
  package var isOrphan: Bool
  /// Why there is no output, in words; nil if there is.
  package var absence: String? {
    guard isOrphan else { return nil }
    if verdict == .skipped { return detail }
    return repeated.map { "says again what the expectation of line \($0) says, and the output is there once" }
      ?? "no output ever met this expectation"
  }
  /// The line of an expectation that claims the same output already.
  package var repeated: Int?
  /// The line of the cell that wrote the output it met.
  package var codeLine: Int?
  /// The output it met, piece by piece: how other runs of the cell are lined up with it.
  package var source: OutputSource

  package init(
    _ expectation: Expectation, _ verdict: Verdict, actual: String? = nil, detail: String = "",
    suggestion: String? = nil, isOrphan: Bool = false, codeLine: Int? = nil, source: OutputSource = .none
  ) {
    self.expectation = expectation
    self.verdict = verdict
    self.actual = actual
    self.detail = detail
    self.suggestion = suggestion
    self.isOrphan = isOrphan
    self.codeLine = codeLine
    self.source = source
  }
}

/// Where the output an expectation met comes from, in terms that hold for every run of the cell.
package enum OutputSource: Sendable, Hashable {
  case none
  /// These events of the record, without the first `dropping` tokens of their text (a printed label).
  case events([Int], dropping: Int)
  /// The value kept for a line: this form of the values of its names.
  case value(line: Int, form: ValueForm)
}

/// How the values of several names are written in a row.
package enum ValueForm: Int, Sendable, Hashable, CaseIterable {
  /// `1 2`
  case spaced
  /// `(1, 2)`
  case tuple
  /// The first alone.
  case first
}

/// Output that no expectation claimed.
package struct UnclaimedOutput: Sendable, Hashable {
  /// The text, possibly of several pieces in a row from one statement.
  package let text: String
  /// The line of the cell that wrote it.
  package let line: Int
  /// The index of the top-level statement, counting from 0, that wrote it.
  package let topLevel: Int?
  /// The indexes of the events.
  package let events: [Int]
}

/// What became of a cell's expectations and output.
package struct CellCheck: Sendable {
  package var outcomes: [ExpectationOutcome]
  package var unclaimed: [UnclaimedOutput]
  /// Exceptions no expectation names, as indexes of events.
  package var unexpectedErrors: [Int]
  /// Why each comment line was or was not taken as an expectation.
  package var reasons: [Int: String]

  package init(
    outcomes: [ExpectationOutcome] = [], unclaimed: [UnclaimedOutput] = [], unexpectedErrors: [Int] = [],
    reasons: [Int: String] = [:]
  ) {
    self.outcomes = outcomes
    self.unclaimed = unclaimed
    self.unexpectedErrors = unexpectedErrors
    self.reasons = reasons
  }
}
