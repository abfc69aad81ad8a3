/// Turns a comparison into a verdict with its explanation, asking other runs where only chance may be the reason.
struct Judge {
  let record: CellRecord
  let reruns: Reruns

  init(_ record: CellRecord, _ reruns: Reruns) {
    self.record = record
    self.reruns = reruns
  }

  /// The outcome of holding an expectation against output.
  func outcome(of attempt: Attempt) -> ExpectationOutcome {
    let expectation = attempt.expectation
    var outcome = ExpectationOutcome(expectation, .pass, actual: attempt.actual, source: attempt.source)
    let comparison = attempt.comparison
    let notes = comparison.notes.map(\.text).joined(separator: "; ")
    if expectation.labels.random, comparison.result != .anything {
      return structural(attempt, others: [], why: "marked as random")
    }
    switch comparison.result {
    case .same: break
    case .close:
      outcome.verdict = expectation.labels.exact ? .fail : .close
      outcome.detail = expectation.labels.exact ? "not the same text: " + notes : notes
    case .anything:
      outcome.verdict = .unchecked
      outcome.detail = "`...` stands for anything"
    case .different:
      if let random = dependingOnChance(attempt) { return random }
      outcome.verdict = .fail
      outcome.detail = comparison.difference?.message ?? "the texts differ"
      outcome.suggestion = comparison.difference?.suggestion
    }
    return outcome
  }

  /// The outcome where the same place says something else in a run from another seed; `nil` where none does.
  ///
  /// Runs are asked for one by one: the first that differs is usually enough, and the others only matter where the
  /// text fits no run so far.
  private func dependingOnChance(_ attempt: Attempt) -> ExpectationOutcome? {
    guard let own = attempt.source.text(in: record) else { return nil }
    var others: [TokenText] = []
    var varies = false
    var outcome: ExpectationOutcome?
    for number in 0..<Reruns.reseededRuns {
      guard let other = reruns.reseeded(number) else { break }
      let text = attempt.source.text(in: other) ?? ""
      others.append(TokenText(text))
      varies = varies || text != own
      guard varies else { continue }
      let judged = structural(attempt, others: others, why: "depends on unseeded random numbers")
      if judged.verdict != .fail { return judged }
      outcome = judged
    }
    return outcome
  }

  /// Compares no more than words, brackets and the count of numbers.
  private func structural(_ attempt: Attempt, others: [TokenText], why: String) -> ExpectationOutcome {
    var outcome = ExpectationOutcome(attempt.expectation, .random, actual: attempt.actual, source: attempt.source)
    let structure = Structure(
      TokenText(attempt.expectation.comparableText), TokenText(attempt.actual),
      others: others.map { $0.suffix(from: attempt.source.dropping) })
    switch structure.result {
    case .agrees: outcome.detail = "\(why): shape, dtype and count of numbers agree, the values were not compared"
    case .agreesButCount: outcome.detail = "\(why), and so does the number of values: only the words were compared"
    case .differs(let difference):
      outcome.verdict = .fail
      outcome.detail = difference.message
      outcome.suggestion = difference.suggestion
    }
    return outcome
  }

  /// The outcome for a text of nothing but exceptions: types and messages must be those raised.
  func error(_ expectation: Expectation, _ pieces: [Int], _ matcher: Matcher) -> ExpectationOutcome {
    let source = OutputSource.events(pieces, dropping: 0)
    let actual = matcher.pieces.text(pieces) ?? ""
    let types = pieces.map { matcher.pieces.list[$0].errorType }
    var attempt = matcher.compare(expectation, actual, source)
    let named = expectation.errors.map { ErrorClaim.baseName($0.type) }
    if !attempt.agrees, named == types.map({ ErrorClaim.baseName($0) }) {
      if expectation.errors.allSatisfy({ $0.message == nil }) {
        attempt.comparison = Comparison(result: .close, notes: [.typeOnly])
      } else {
        // The type may be written with its module or without.
        let said = Self.withBaseNames(expectation.errors, expectation.comparableText)
        let raised = Self.withBaseNames(types.map { ErrorClaim(type: $0, message: nil) }, actual)
        attempt.comparison = Comparer().compare(TokenText(said), TokenText(raised)) { nil }
        attempt.comparison.addNote(.typeSpelling)
      }
    } else if !attempt.agrees {
      let raised = types.joined(separator: ", ")
      attempt.comparison.difference = Difference(
        message: "expected \(named.joined(separator: ", ")), raised \(raised)")
    }
    return outcome(of: attempt)
  }

  /// The text with each exception's module dropped at the beginning of its line.
  private static func withBaseNames(_ claims: [ErrorClaim], _ text: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var position = 0
    for claim in claims {
      while position < lines.count, !lines[position].trimmedPrefix.contains(claim.type) { position += 1 }
      guard position < lines.count else { break }
      if let range = lines[position].firstRange(of: claim.type) {
        // What stands before it is the module, or the word that says that it is raised.
        lines[position] = String(ErrorClaim.baseName(claim.type)) + lines[position][range.upperBound...]
      }
      position += 1
    }
    return lines.joined(separator: "\n")
  }
}

extension String {
  /// The first place of a text.
  fileprivate func firstRange(of part: String) -> Range<String.Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(part) { return start..<index(start, offsetBy: part.count) }
      start = index(after: start)
    }
    return nil
  }
}
