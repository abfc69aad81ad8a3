/// The text between the prompts of a transcript, and output pasted into a cell below the code that prints it.
enum TranscriptStyle: ExpectationStyle {
  static func find(in context: inout StyleContext) -> [Expectation] {
    var found: [Expectation] = []
    var pending: [CellText.Line] = []
    for line in context.cell.lines {
      if line.role == .transcriptOutput {
        pending.append(line)
      } else {
        if let expectation = expectation(of: pending, in: &context) { found.append(expectation) }
        pending = []
      }
    }
    if let expectation = expectation(of: pending, in: &context) { found.append(expectation) }
    return found
  }

  private static func expectation(of lines: [CellText.Line], in context: inout StyleContext) -> Expectation? {
    let texts = OutputBlock.textLines(of: lines)
    guard let first = texts.first, let statement = context.scopes.statement(above: first.line) else { return nil }
    for line in texts { context.reasons[line.line] = "is the output of a transcript" }
    return context.expectation(
      .transcript, .certain, texts, run: context.freshRun(), statement: statement, column: 0)
  }
}
