/// Compares what a cell put out with what its document says.
///
/// Made before the cell runs, because the run needs its ``plan``; asked after it has run.
package struct Checker: Sendable {
  package let cell: CellText
  package let expectations: [Expectation]
  package let plan: RunPlan
  /// What each comment line was taken for, before anything ran.
  package let reasons: [Int: String]

  package init(_ cell: CellText) {
    self.cell = cell
    let parser = ExpectationParser(cell)
    expectations = parser.expectations
    reasons = parser.reasons
    plan = RunPlan(cell, expectations)
  }

  /// Gives every expectation its verdict.
  ///
  /// - Parameters:
  ///   - record: what the run put out.
  ///   - reruns: further runs, asked for only when something differs.
  package func check(_ record: CellRecord, reruns: Reruns = Reruns()) -> CellCheck {
    Alignment(cell, expectations, record, plan, reruns, reasons: reasons).run()
  }
}
