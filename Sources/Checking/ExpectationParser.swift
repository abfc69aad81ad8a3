/// Finds the expectations of a cell.
package struct ExpectationParser {
  /// The expectations in the order they are written, the block below the cell last.
  package let expectations: [Expectation]
  /// What each comment line was taken for.
  package let reasons: [Int: String]

  package init(_ cell: CellText) {
    var context = StyleContext(cell)
    guard !cell.labels.unchecked else {
      expectations = []
      reasons = Dictionary(
        cell.comments.map { ($0.line, "the cell is labelled `unchecked`") }, uniquingKeysWith: { first, _ in first })
      return
    }
    var found: [Expectation] = []
    for style in ExpectationStyles.all { found += style.find(in: &context) }
    expectations = found.enumerated().sorted { left, right in
      (left.element.style == .below ? 1 : 0, left.element.lines.lowerBound, left.offset)
        < (right.element.style == .below ? 1 : 0, right.element.lines.lowerBound, right.offset)
    }.map(\.element)
    reasons = context.reasons
  }
}
