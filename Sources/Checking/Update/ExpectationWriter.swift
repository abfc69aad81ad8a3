import SourceText

/// Writes output into a document in the form of the expectation that claims it.
struct ExpectationWriter {
  let cell: CellText
  let file: SourceFile

  /// The edits that make an expectation claim `actual`.
  func edits(for expectation: Expectation, actual: String) -> [Edit] {
    var lines = actual.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    while let last = lines.last, last.isBlank { lines.removeLast() }
    lines = Array(lines.drop(while: \.isBlank))
    guard !lines.isEmpty, canHold(lines, expectation) else { return [] }
    if expectation.style == .transcript { lines = lines.map { $0.isBlank ? "<BLANKLINE>" : $0 } }
    keepLabel(of: expectation, in: &lines)
    let old = expectation.textLines
    guard let first = old.first, let last = old.last else {
      let prefix = commentPrefix(at: expectation.insertionPoint)
      if expectation.style == .below { return [] }
      let text = lines.map { ending(at: expectation.insertionPoint) + Self.line(prefix, $0) }.joined()
      return [Edit(expectation.insertionPoint..<expectation.insertionPoint, Array(text.utf8))]
    }
    // A text may stand further in than the mark of its lines.
    let lead = first.text.prefix { $0 == " " || $0 == "\t" }
    if !lead.isEmpty, lines.first?.first != " " { lines = lines.map { $0.isEmpty ? $0 : lead + $0 } }
    let kept = Self.withoutFrames(old)
    if kept.count == lines.count {
      return zip(kept, lines).filter { !agrees($0.text, $1, expectation) }.map { Edit($0.range, Array($1.utf8)) }
    }
    if expectation.style == .sameLine, !isBracketed(lines) || cell.isTranscript {
      return lines.count > 1 ? moveBelow(expectation, first, last, lines) : [Edit(span(old), Array(lines[0].utf8))]
    }
    let prefix = continuation(of: expectation)
    var text = lines[0]
    for line in lines.dropFirst() { text += ending(at: first.range.upperBound) + Self.line(prefix, line) }
    let target = kept.count < old.count && !kept.isEmpty ? span(kept) : span(old)
    return [Edit(target, Array(text.utf8))]
  }

  /// Writes output that nothing claims below the statement that wrote it.
  func insertion(of output: UnclaimedOutput) -> [Edit] {
    guard let top = output.topLevel,
      let statement = cell.statements.first(where: { $0.depth == 0 && $0.topLevel == top }),
      let line = cell.lines.last(where: { statement.lines.contains($0.number) })
    else { return [] }
    var lines = output.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    while let last = lines.last, last.isBlank { lines.removeLast() }
    lines = Array(lines.drop(while: \.isBlank))
    guard !lines.isEmpty, !lines.contains(where: Self.closesFence) else { return [] }
    let end = file.range(ofLine: statement.lines.upperBound).upperBound
    let lineStart = file.range(ofLine: line.number).lowerBound
    var prefix = file.text(in: lineStart..<max(lineStart, containerEnd(of: line, from: lineStart)))
    if cell.isTranscript {
      lines = lines.map { $0.isBlank ? "<BLANKLINE>" : $0 }
    } else {
      prefix += "# "
    }
    let text = lines.map { ending(at: end) + Self.line(prefix, $0) }.joined()
    return [Edit(end..<end, Array(text.utf8))]
  }

  // MARK: Forms

  /// Whether the text can stand in this style without ending it.
  private func canHold(_ lines: [String], _ expectation: Expectation) -> Bool {
    switch expectation.style {
    case .string: !lines.contains { $0.contains("\"\"\"") || $0.contains("'''") || $0.contains("\\") }
    case .below, .transcript, .marked, .plain, .sameLine: !lines.contains(where: Self.closesFence)
    }
  }

  private static func closesFence(_ line: String) -> Bool {
    let text = line.trimmedPrefix
    return text.hasPrefix("```") || text.hasPrefix("~~~")
  }

  /// Whether a line of the document may stay as it is.
  private func agrees(_ old: String, _ new: String, _ expectation: Expectation) -> Bool {
    let expected = TokenText(old)
    if expected.tokens.allSatisfy({ $0.kind == .ellipsis }), !expected.isEmpty { return true }
    let comparison = Comparer(tolerance: expectation.labels.tolerance).compare(expected, TokenText(new)) { nil }
    return expectation.labels.exact ? comparison.result == .same : comparison.agrees
  }

  /// `Gradient: ` before a value that is printed without a name stays.
  private func keepLabel(of expectation: Expectation, in lines: inout [String]) {
    guard expectation.style == .plain || expectation.style == .sameLine, expectation.certainty == .likely,
      expectation.errors.isEmpty, let first = expectation.textLines.first
    else { return }
    let expected = TokenText(expectation.text)
    let actual = TokenText(lines.joined(separator: "\n"))
    guard let label = OutputReader(expected).labelEnd(from: 0), label < expected.count,
      expected.tokens[label].line == 0, OutputReader(actual).labelEnd(from: 0) == nil,
      OutputReader(actual).startsValue(at: 0), !OutputReader(expected).startsValue(at: 0)
    else { return }
    let length = Int(expected.tokens[label].start)
    lines[0] = String(decoding: first.text.utf8.prefix(length), as: UTF8.self) + lines[0]
  }

  /// A comment beside a statement goes on in the lines below only while its brackets are open; other text of several
  /// lines moves below the statement.
  private func moveBelow(
    _ expectation: Expectation, _ first: Expectation.TextLine, _ last: Expectation.TextLine, _ lines: [String]
  ) -> [Edit] {
    guard !cell.isTranscript, let line = cell.lines.first(where: { $0.number == first.line }),
      let comment = cell.comments.first(where: { $0.line == first.line && !$0.isOwnLine })
    else { return [] }
    let lineStart = file.range(ofLine: line.number).lowerBound
    let code = line.text.prefix { $0 == " " || $0 == "\t" }
    let prefix = file.text(in: lineStart..<line.range.lowerBound) + code + "# "
    let below = lines.map { ending(at: first.range.upperBound) + Self.line(prefix, $0) }.joined()
    if let tail = expectation.tail, !tail.isBlank {
      // The prose stays beside the statement.
      let end = last.range.upperBound + tail.utf8.count
      return [
        Edit(comment.range.lowerBound..<last.range.upperBound, Array("#".utf8)), Edit(end..<end, Array(below.utf8)),
      ]
    }
    var start = comment.range.lowerBound
    while start > lineStart, file.bytes[start - 1] == 0x20 || file.bytes[start - 1] == 0x09 { start -= 1 }
    return [Edit(start..<last.range.upperBound, Array(below.utf8))]
  }

  private func isBracketed(_ lines: [String]) -> Bool {
    var depth = 0
    for (index, line) in lines.enumerated() {
      for byte in line.utf8 {
        if "[({".utf8.contains(byte) { depth += 1 }
        if "])}".utf8.contains(byte) { depth -= 1 }
      }
      if index < lines.count - 1, depth <= 0 { return false }
    }
    return depth == 0
  }

  // MARK: Bytes

  /// What stands before the text in the second and the further lines of an expectation.
  private func continuation(of expectation: Expectation) -> String {
    let lines = expectation.textLines
    guard let first = lines.first else { return "" }
    if lines.count > 1 {
      let start = file.range(ofLine: lines[1].line).lowerBound
      return file.text(in: start..<max(start, lines[1].range.lowerBound))
    }
    let start = file.range(ofLine: first.line).lowerBound
    switch expectation.style {
    case .plain, .transcript: return file.text(in: start..<max(start, first.range.lowerBound))
    case .marked: return commentPrefix(at: first.range.lowerBound)
    case .sameLine:
      guard let line = cell.lines.first(where: { $0.number == first.line }) else { return "# " }
      return file.text(in: start..<line.range.lowerBound) + String(repeating: " ", count: expectation.column) + "# "
    case .below:
      let whole = cell.below?.lines.first { $0.number == first.line }
      return file.text(in: start..<max(start, whole?.range.lowerBound ?? first.range.lowerBound))
    case .string:
      let line = cell.lines.first { $0.number == first.line }
      return file.text(in: start..<max(start, line?.range.lowerBound ?? start))
    }
  }

  /// The line up to its comment, and `# `.
  private func commentPrefix(at offset: Int) -> String {
    let number = file.line(at: offset)
    let start = file.range(ofLine: number).lowerBound
    let comment = cell.comments.first { $0.line == number }
    return file.text(in: start..<max(start, comment?.range.lowerBound ?? start)) + "# "
  }

  /// Where the code of a line begins, behind block quotes and lists but before a prompt.
  private func containerEnd(of line: CellText.Line, from start: Int) -> Int {
    guard cell.isTranscript else { return line.range.lowerBound }
    var end = start
    while end < line.range.lowerBound, file.bytes[end] == 0x20 || file.bytes[end] == 0x09 { end += 1 }
    if end < line.range.lowerBound, file.bytes[end] == UInt8(ascii: ">"), file.bytes[end + 1] != UInt8(ascii: ">") {
      return min(end + 2, line.range.lowerBound)
    }
    return end
  }

  private func span(_ lines: [Expectation.TextLine]) -> ByteRange {
    guard let first = lines.first, let last = lines.last else { return 0..<0 }
    return first.range.lowerBound..<max(first.range.lowerBound, last.range.upperBound)
  }

  /// The line ending used at an offset.
  private func ending(at offset: Int) -> String {
    var index = offset
    while index < file.bytes.count, file.bytes[index] != 0x0A { index += 1 }
    let isLast = index >= file.bytes.count
    if isLast { return file.bytes.contains(0x0D) ? "\r\n" : "\n" }
    return index > 0 && file.bytes[index - 1] == 0x0D ? "\r\n" : "\n"
  }

  /// A line without white space at its end.
  private static func line(_ prefix: String, _ text: String) -> String {
    guard text.isEmpty else { return prefix + text }
    return String(prefix.prefix(prefix.count - prefix.reversed().prefix { $0 == " " || $0 == "\t" }.count))
  }

  /// The lines that are compared: those of tracebacks' frames are not.
  private static func withoutFrames(_ lines: [Expectation.TextLine]) -> [Expectation.TextLine] {
    let kept = ErrorReader.withoutFrames(lines.map(\.text))
    guard kept.count < lines.count else { return lines }
    var result: [Expectation.TextLine] = []
    var next = 0
    for line in lines where next < kept.count && line.text == kept[next] {
      result.append(line)
      next += 1
    }
    return next == kept.count ? result : lines
  }
}
