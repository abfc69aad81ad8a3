/// Finds the expectations of a cell.
package struct ExpectationParser {
  package private(set) var expectations: [Expectation] = []

  package init(_ cell: CellText) {
  }
}

extension RunPlan {
  /// Works out what a cell's expectations need.
  package init(_ cell: CellText, _ expectations: [Expectation]) {
    self.init(valueRequests: [], expectedErrors: [])
  }
}
