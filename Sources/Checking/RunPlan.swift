/// What must be known about a cell's expectations before the cell is run.
package struct RunPlan: Sendable {
  /// The values to be kept after a top-level statement has run.
  package struct ValueRequest: Sendable, Hashable {
    /// What is asked for.
    package enum Subject: Sendable, Hashable {
      /// The repr of each of these names, as they are right after the statement.
      case names([String])
      /// The repr of the value of the bare expression that the top-level statement is.
      case expression
    }

    /// The top-level statement after which to look.
    package let topLevel: Int
    /// The key under which ``CellRecord/values`` holds the answer: the last line of the statement.
    package let line: Int
    package let subject: Subject
  }

  /// Lines whose statements may raise an exception of these types.
  package struct ExpectedError: Sendable, Hashable {
    package let lines: ClosedRange<Int>
    package let claim: ErrorClaim
    /// Whether the cell ends with the exception, as it does where the whole output stands below the cell.
    package let endsCell: Bool
  }

  /// The values to keep, in the order of their statements.
  package let valueRequests: [ValueRequest]
  package let expectedErrors: [ExpectedError]

  /// Whether an expectation names an exception that a statement raised, so that it is consumed.
  ///
  /// - Parameters:
  ///   - type: the exception's type.
  ///   - lines: the document lines of the top-level statement that raised.
  package func expectation(of type: String, in lines: ClosedRange<Int>) -> ExpectedError? {
    expectedErrors.first {
      $0.lines.overlaps(lines) && ErrorClaim.baseName($0.claim.type) == ErrorClaim.baseName(type)
    }
  }

  /// Works out what a cell's expectations need.
  package init(_ cell: CellText, _ expectations: [Expectation]) {
    var requests: [ValueRequest] = []
    var errors: [ExpectedError] = []
    var regionStart = cell.lines.first?.number ?? 1
    for expectation in expectations {
      if let request = Self.request(for: expectation, in: cell), requests.last != request { requests.append(request) }
      let isTopLevel = expectation.definition == nil
      let region: ClosedRange<Int>
      switch expectation.style {
      case .below:
        region = (cell.lines.first?.number ?? 1)...max(cell.lines.last?.number ?? 1, cell.lines.first?.number ?? 1)
      case .sameLine:
        region = expectation.statement.map { cell.statements[$0].lines } ?? expectation.lines
      case .marked, .plain, .transcript, .string:
        region = min(regionStart, expectation.lines.upperBound)...expectation.lines.upperBound
      }
      if isTopLevel, expectation.certainty > .candidate {
        for claim in expectation.errors {
          errors.append(
            ExpectedError(
              lines: region, claim: claim, endsCell: expectation.style == .below && expectation.errors.count == 1))
        }
        if expectation.style != .below { regionStart = expectation.lines.upperBound + 1 }
      }
    }
    valueRequests = requests
    expectedErrors = errors
  }

  /// The value an expectation may speak of: what the statement nearest to it assigns or is.
  static func request(for expectation: Expectation, in cell: CellText) -> ValueRequest? {
    guard expectation.certainty > .candidate, expectation.definition == nil, let index = expectation.statement,
      expectation.style != .below, expectation.style != .transcript || !cell.isTranscript
    else { return nil }
    let statement = cell.statements[index]
    switch statement.kind {
    case .assignment(let names, _) where !names.isEmpty:
      return ValueRequest(topLevel: statement.topLevel, line: statement.lines.upperBound, subject: .names(names))
    case .expression where statement.depth == 0:
      return ValueRequest(topLevel: statement.topLevel, line: statement.lines.upperBound, subject: .expression)
    default: return nil
    }
  }
}
