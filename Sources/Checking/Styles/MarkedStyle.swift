/// `# expected:` and its like on a line of their own: the rest of the line and the comment lines right below.
enum MarkedStyle: ExpectationStyle {
  static func find(in context: inout StyleContext) -> [Expectation] {
    var found: [Expectation] = []
    for run in context.runs.indices {
      let comments = context.runs[run].comments
      var kept: [StyleContext.CommentText] = []
      var index = 0
      while index < comments.count {
        guard let marker = Marker(comments[index].raw, labels: context.cell.labels), marker.isCertain else {
          kept.append(comments[index])
          index += 1
          continue
        }
        let start = index
        var lines: [Expectation.TextLine] = []
        if let line = rest(of: comments[index], behind: marker) { lines.append(line) }
        index += 1
        while index < comments.count, comments[index].line == comments[index - 1].line + 1 {
          let next = comments[index]
          if let other = Marker(next.raw, labels: context.cell.labels), other.isCertain {
            // A word begins another expectation; arrows are repeated on each line of one.
            guard marker.isArrow, other.isArrow else { break }
            lines.append(rest(of: next, behind: other) ?? .init(text: "", range: next.range, line: next.line))
          } else {
            lines.append(.init(text: next.text, range: next.range, line: next.line))
          }
          index += 1
        }
        while let last = lines.last, last.text.isBlank { lines.removeLast() }
        let span = comments[start].line...comments[index - 1].line
        for line in span { context.reasons[line] = "is marked as output" }
        found.append(
          context.expectation(
            .marked, marker.labels.unchecked ? .candidate : .certain, lines, lines: span,
            run: context.runs[run].number, statement: context.scopes.statement(above: span.lowerBound),
            column: comments[start].comment.column, labels: marker.labels, marker: marker,
            insertionPoint: comments[start].range.upperBound))
      }
      context.runs[run].comments = kept
    }
    return found
  }

  /// The text behind a marker in its line, `nil` when there is none.
  static func rest(
    of comment: StyleContext.CommentText, behind marker: Marker
  ) -> Expectation.TextLine? {
    let text = String(decoding: comment.raw.utf8.dropFirst(marker.length), as: UTF8.self)
    guard !text.isBlank else { return nil }
    let end = comment.range.upperBound
    return .init(text: text, range: (end - text.utf8.count)..<end, line: comment.line)
  }
}
