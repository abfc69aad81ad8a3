import Checking

/// Verdicts in words, the same in every format.
enum VerdictText {
  /// What became of an expectation, in one line without a final full stop.
  static func sentence(_ outcome: ExpectationOutcome) -> String {
    if let absence = outcome.absence { return absence }
    let first = outcome.detail.split(separator: "\n").first.map(String.init)
    return first ?? outcome.verdict.headline
  }

  /// The removed and added lines of a difference, each marked by a sign, with the words that differ pointed at.
  static func difference(_ outcome: ExpectationOutcome) -> String {
    outcome.actual.map { TextDiff(outcome.expectation.text, $0).text } ?? ""
  }
}
