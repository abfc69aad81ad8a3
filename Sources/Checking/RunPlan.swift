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
}
