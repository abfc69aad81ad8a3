/// A bare triple-quoted string below a statement that printed.
enum StringStyle: ExpectationStyle {
  static func find(in context: inout StyleContext) -> [Expectation] {
    guard !context.cell.isTranscript else { return [] }
    var found: [Expectation] = []
    let byNumber = Dictionary(
      context.cell.lines.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
    for statement in context.cell.statements
    where statement.kind == .string && statement.depth == 0 && statement.topLevel > 0 {
      guard let above = context.scopes.statement(above: statement.lines.lowerBound),
        let lines = content(of: statement.lines.compactMap { byNumber[$0] })
      else { continue }
      var reader = OutputReader(TokenText(lines.map(\.text).joined(separator: "\n")))
      let reads = reader.readsAsOutput() != nil || !ErrorReader.claims(in: lines.map(\.text)).isEmpty
      for line in statement.lines {
        context.reasons[line] = reads ? "a string that reads like output" : "a string"
      }
      found.append(
        context.expectation(
          .string, reads ? .likely : .candidate, lines, lines: statement.lines, run: context.freshRun(),
          statement: above, column: 0))
    }
    return found
  }

  /// The lines between triple quotes.
  private static func content(of lines: [CellText.Line]) -> [Expectation.TextLine]? {
    guard let first = lines.first, let last = lines.last else { return nil }
    let opening = first.text.trimmedPrefix
    guard let quote = ["\"\"\"", "'''"].first(where: opening.hasPrefix) else { return nil }
    let body = last.text.trimmed
    guard body.hasSuffix(quote), lines.count > 1 || body.utf8.count >= 6 else { return nil }
    var result: [Expectation.TextLine] = []
    for (index, line) in lines.enumerated() {
      var text = Substring(line.text)
      var start = line.range.lowerBound
      if index == 0 {
        let prefix = text.utf8.count - opening.utf8.count + 3
        text = Substring(text.utf8.dropFirst(prefix))
        start += prefix
      }
      if index == lines.count - 1 {
        let end = text.trimmed
        text = Substring(
          text.utf8.prefix(text.utf8.count - (text.utf8.count - leadingCount(text) - end.utf8.count) - 3))
      }
      if text.isBlank, index == 0 || index == lines.count - 1 { continue }
      result.append(
        .init(text: String(text), range: start..<start + text.utf8.count, line: line.number))
    }
    return result.isEmpty ? nil : result
  }

  private static func leadingCount(_ text: Substring) -> Int { text.utf8.count - text.trimmedPrefix.utf8.count }
}
