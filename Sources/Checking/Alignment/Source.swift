extension OutputSource {
  /// The output at the same place of a run of the cell; `nil` when that run has no such place.
  func text(in record: CellRecord, expecting count: Int? = nil) -> String? {
    switch self {
    case .none: return nil
    case .events(let indices, _):
      let pieces = Pieces(record)
      if let count, pieces.list.count != count { return nil }
      return pieces.text(indices)
    case .value(let line, let form):
      return record.values[line].flatMap { form.text($0) }
    }
  }

  /// The number of tokens to leave out at the beginning.
  var dropping: Int {
    if case .events(_, let count) = self { return count }
    return 0
  }
}

extension ValueForm {
  /// The values of several names in this form; `nil` where the form says nothing new.
  func text(_ values: [String]) -> String? {
    guard let first = values.first else { return nil }
    switch self {
    case .spaced: return values.joined(separator: " ")
    case .tuple: return values.count > 1 ? "(" + values.joined(separator: ", ") + ")" : nil
    case .first: return values.count > 1 && values.allSatisfy { $0 == first } ? first : nil
    }
  }
}

extension Expectation {
  /// The claimed text as a record gives output: tracebacks without their frames, doctest's blank lines blank.
  var comparableText: String {
    var lines = textLines.map(\.text)
    if style == .transcript { lines = lines.map { $0.trimmed == "<BLANKLINE>" ? "" : $0 } }
    return ErrorReader.withoutFrames(lines).joined(separator: "\n")
  }

  /// Whether the text is nothing but exceptions.
  var namesOnlyErrors: Bool {
    guard !errors.isEmpty else { return false }
    let lines = ErrorReader.withoutFrames(textLines.map(\.text))
    guard let first = lines.first(where: { !$0.isBlank }) else { return false }
    return first.first != " " && ErrorReader.claim(in: first) != nil
  }

  /// The expectation with the prose behind its value as part of the text.
  var withTail: Expectation? {
    guard let tail, let last = textLines.last else { return nil }
    let text = last.text + tail
    return with(
      textLines: textLines.dropLast() + [
        TextLine(
          text: text, range: last.range.lowerBound..<last.range.upperBound + tail.utf8.count, line: last.line)
      ], tail: .some(nil))
  }

  /// The expectation without what a notebook shows with the output of a cell though the code did not print it: warnings
  /// with the line that caused them, and the times of `%%time`; `nil` where it has none of these.
  var withoutSideOutput: Expectation? {
    var kept: [TextLine] = []
    var isBehindWarning = false
    for line in textLines {
      if ErrorReader.isWarning(line.text) {
        isBehindWarning = true
      } else if isBehindWarning, line.text.hasPrefix("  ") {
        isBehindWarning = false
      } else if line.text.hasPrefix("CPU times: ") || line.text.hasPrefix("Wall time: ") {
        isBehindWarning = false
      } else {
        isBehindWarning = false
        kept.append(line)
      }
    }
    guard kept.count < textLines.count, kept.contains(where: { !$0.text.isBlank }) else { return nil }
    return with(textLines: kept, tail: .none)
  }

  /// One expectation of several that stand below one another.
  static func merged(_ parts: [Expectation]) -> Expectation? {
    guard let first = parts.first, let last = parts.last else { return nil }
    return first.with(
      textLines: parts.flatMap { $0.withTail?.textLines ?? $0.textLines }, tail: .some(nil),
      lines: first.lines.lowerBound...max(first.lines.lowerBound, last.lines.upperBound))
  }

  private func with(textLines: [TextLine], tail: String??, lines: ClosedRange<Int>? = nil) -> Expectation {
    Expectation(
      style: style, textLines: textLines, lines: lines ?? self.lines, certainty: certainty, labels: labels,
      isArrow: isArrow, tail: tail ?? self.tail, errors: ErrorReader.claims(in: textLines.map(\.text)),
      statement: statement, definition: definition, run: run, column: column, insertionPoint: insertionPoint)
  }
}
