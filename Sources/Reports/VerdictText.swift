import Checking

/// Verdicts in words, the same in every format.
enum VerdictText {
  /// What became of an expectation, in one line without a final full stop.
  static func sentence(_ outcome: ExpectationOutcome) -> String {
    if let absence = outcome.absence { return absence }
    let first = outcome.detail.split(separator: "\n").first.map(String.init)
    return first ?? outcome.verdict.headline
  }

  /// The removed and added lines of a difference, each marked by a sign.
  static func difference(_ outcome: ExpectationOutcome) -> String {
    guard let actual = outcome.actual else { return "" }
    var text = ""
    for change in TextDiff(outcome.expectation.text, actual).changes {
      switch change {
      case .same(let line): text += "  \(line)\n"
      case .removed(let line): text += "- \(line)\n"
      case .added(let line): text += "+ \(line)\n"
      }
    }
    return text
  }
}
