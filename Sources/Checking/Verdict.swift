/// What comparing an expectation with the output came to. The order is that of reports.
package enum Verdict: String, Sendable, Hashable, CaseIterable {
  /// The same text.
  case pass
  /// The same tokens in another layout, an older PyTorch's spelling, another rounding, or within the tolerance.
  case close
  /// Depends on random draws the document itself printed, and agrees with values recomputed from them.
  case pinned
  /// Depends on an unseeded draw nobody printed: only the structure was compared.
  case random
  /// Differs.
  case fail
  /// The cell raised and nobody expected it, or a limit was hit.
  case error
  /// Not run.
  case skipped
  /// Output that nothing claimed, or an expectation that met no output.
  case unchecked

  /// Whether the verdict makes the run fail. `close` fails when only the same text is accepted.
  package func fails(exact: Bool = false) -> Bool {
    switch self {
    case .fail, .error: true
    case .close: exact
    case .pass, .pinned, .random, .skipped, .unchecked: false
    }
  }

  /// Whether something was compared at all.
  package var isChecked: Bool {
    switch self {
    case .pass, .close, .pinned, .random, .fail: true
    case .error, .skipped, .unchecked: false
    }
  }

  /// The verdict in a few words, for the head of a report's entry.
  package var headline: String {
    switch self {
    case .pass: "prints what the document says"
    case .close: "agrees with the document, though not to the letter"
    case .pinned: "agrees with the random numbers the document shows"
    case .random: "random: only the structure was compared"
    case .fail: "differs from the document"
    case .error: "raised an exception nobody expected"
    case .skipped: "was not run"
    case .unchecked: "was not checked"
    }
  }

  /// Where it stands among all verdicts.
  var position: Int {
    switch self {
    case .pass: 0
    case .close: 1
    case .pinned: 2
    case .random: 3
    case .fail: 4
    case .error: 5
    case .skipped: 6
    case .unchecked: 7
    }
  }

  /// One character for dense listings.
  package var symbol: String {
    switch self {
    case .pass: "✓"
    case .close: "≈"
    case .pinned: "◆"
    case .random: "~"
    case .fail: "✗"
    case .error: "!"
    case .skipped: "–"
    case .unchecked: "?"
    }
  }
}
