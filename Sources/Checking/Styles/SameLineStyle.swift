/// A comment at the end of a statement's last line; further lines of it follow while its brackets are open.
enum SameLineStyle: ExpectationStyle {
  static func find(in context: inout StyleContext) -> [Expectation] {
    var found: [Expectation] = []
    var taken: Set<Int> = []
    let below = Dictionary(
      context.runs.flatMap(\.comments).map { ($0.line, $0) }, uniquingKeysWith: { first, _ in first })
    for comment in context.trailing {
      guard let statement = context.scopes.statement(covering: comment.line) else {
        context.reasons[comment.line] = "stands beside the head of a compound statement"
        continue
      }
      guard context.cell.statements[statement].lines.upperBound == comment.line else {
        context.reasons[comment.line] = "stands inside a statement"
        continue
      }
      let marker = Marker(comment.raw, labels: context.cell.labels)
      var lines: [Expectation.TextLine] = []
      if let marker {
        if let rest = MarkedStyle.rest(of: comment, behind: marker) { lines.append(rest) }
      } else {
        lines.append(.init(text: comment.text, range: comment.range, line: comment.line))
      }
      guard !lines.isEmpty, !lines[0].text.isBlank else {
        context.reasons[comment.line] = "is empty"
        continue
      }
      extend(&lines, with: below)
      for line in lines.dropFirst() { taken.insert(line.line) }
      let reading = read(&lines, isMarked: marker?.isCertain ?? false)
      let certainty = marker?.isCertain == true ? .certain : reading.certainty
      for line in lines {
        context.reasons[line.line] =
          certainty == .certain
          ? "is marked as output" : certainty == .likely ? "reads like output" : "reads like prose"
      }
      found.append(
        context.expectation(
          .sameLine, certainty, lines, run: context.freshRun(), statement: statement, column: comment.comment.column,
          labels: marker?.labels, marker: marker, tail: reading.tail))
    }
    if !taken.isEmpty {
      for run in context.runs.indices { context.runs[run].comments.removeAll { taken.contains($0.line) } }
    }
    return found
  }

  /// Appends the comment lines right below while brackets are open, if they get closed.
  private static func extend(_ lines: inout [Expectation.TextLine], with below: [Int: StyleContext.CommentText]) {
    var depth = balance(lines[0].text)
    guard depth > 0 else { return }
    var more: [Expectation.TextLine] = []
    var line = lines[0].line + 1
    while depth > 0, let next = below[line] {
      more.append(.init(text: next.text, range: next.range, line: line))
      depth += balance(next.text)
      line += 1
    }
    if depth == 0 { lines += more }
  }

  private static func balance(_ text: String) -> Int {
    var depth = 0
    for byte in text.utf8 {
      if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "(") || byte == UInt8(ascii: "{") { depth += 1 }
      if byte == UInt8(ascii: "]") || byte == UInt8(ascii: ")") || byte == UInt8(ascii: "}") { depth -= 1 }
    }
    return depth
  }

  private static func holdsWideText(_ text: TokenText, _ start: Int) -> Bool {
    (start..<text.count).contains { text.kind($0) == .word }
  }

  /// Finds where the value ends and prose begins, and cuts the prose off the last line.
  private static func read(
    _ lines: inout [Expectation.TextLine], isMarked: Bool
  ) -> (certainty: Expectation.Certainty, tail: String?) {
    if isMarked { return (.certain, nil) }
    if ErrorReader.claim(in: lines[0].text) != nil { return (.likely, nil) }
    let text = TokenText(lines.map(\.text).joined(separator: "\n"))
    var reader = OutputReader(text)
    guard let reading = reader.readWholeLine(from: 0) ?? reader.readLine(from: 0) else {
      return (reader.isFragment(0..<text.count) ? .likely : .candidate, nil)
    }
    if reading.end >= text.count { return (.likely, nil) }
    guard reader.isLineEnd(reading.end) == false else { return (.candidate, nil) }
    let last = text.tokens[reading.end - 1]
    guard Int(last.line) == lines.count - 1 else { return (.candidate, nil) }
    let isTorn = reader.isFragment(reading.end..<text.count)
    guard !isTorn,
      Tail.isProse(text, reading.end..<text.count) || reading.strength < .strong && holdsWideText(text, reading.end)
    else { return (reading.strength == .weak ? .candidate : .likely, nil) }
    guard let line = lines.popLast() else { return (.candidate, nil) }
    let start = text.bytes[..<Int(last.start)].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let length = Int(last.end) - start
    let tail = String(decoding: line.text.utf8.dropFirst(length), as: UTF8.self)
    let cut = Expectation.TextLine(
      text: String(decoding: line.text.utf8.prefix(length), as: UTF8.self),
      range: line.range.lowerBound..<line.range.lowerBound + length, line: line.line)
    let isClear =
      reading.strength == .strong || reading.strength == .medium && Tail.isDelimited(text, at: reading.end)
      || Tail.isClearlyDelimited(text, at: reading.end)
    if isClear {
      lines.append(cut)
      return (.likely, tail)
    }
    guard text.tokens[reading.end].isSpaced || Tail.isDelimited(text, at: reading.end) else {
      lines.append(line)
      return (.candidate, nil)
    }
    lines.append(cut)
    return (.candidate, tail)
  }
}
