/// Comment lines below a statement, as tutorials write them: lines that read like output are an expectation, prose
/// is one only if the output says the same.
enum PlainStyle: ExpectationStyle {
  static func find(in context: inout StyleContext) -> [Expectation] {
    var found: [Expectation] = []
    for run in context.runs where !run.comments.isEmpty {
      guard let statement = context.scopes.statement(above: run.comments[0].line) else {
        for comment in run.comments { context.reasons[comment.line] = "no code stands above it in its cell" }
        continue
      }
      for segment in segments(of: run.comments) {
        var lines = segment.comments.map { Expectation.TextLine(text: $0.text, range: $0.range, line: $0.line) }
        var tail: String?
        if let cut = segment.cut, let last = lines.popLast() {
          let bytes = Array(last.text.utf8)
          let length = min(cut, bytes.count)
          tail = String(decoding: bytes[length...], as: UTF8.self)
          lines.append(
            .init(
              text: String(decoding: bytes[..<length], as: UTF8.self),
              range: last.range.lowerBound..<last.range.lowerBound + length, line: last.line))
        }
        for line in lines {
          context.reasons[line.line] = segment.certainty == .likely ? "reads like output" : "reads like prose"
        }
        found.append(
          context.expectation(
            .plain, segment.certainty, lines, run: run.number, statement: statement,
            column: segment.comments[0].comment.column, tail: tail))
      }
    }
    for index in context.runs.indices { context.runs[index].comments = [] }
    return found
  }

  /// Lines of a run that belong together.
  struct Segment {
    var comments: [StyleContext.CommentText]
    let certainty: Expectation.Certainty
    /// The number of bytes of the last line before prose begins in it.
    var cut: Int?
  }

  /// Cuts a run into pieces that read like output and pieces that read like prose.
  static func segments(of comments: [StyleContext.CommentText]) -> [Segment] {
    let text = TokenText(comments.map(\.text).joined(separator: "\n"))
    var reader = OutputReader(text)
    let isError = comments.map { $0.text.first != " " && ErrorReader.claim(in: $0.text) != nil }
    // The first token of each line.
    var starts = [Int](repeating: text.count, count: comments.count + 1)
    for (index, token) in text.tokens.enumerated().reversed() where Int(token.line) < comments.count {
      starts[Int(token.line)] = index
    }
    for line in comments.indices.reversed() where starts[line] == text.count { starts[line] = starts[line + 1] }
    func isBlank(_ line: Int) -> Bool { starts[line] == starts[line + 1] }

    var segments: [Segment] = []
    // Whether the last segment may still grow by output, or by prose.
    var isOpen = false
    var line = 0
    while line < comments.count {
      if isBlank(line) {
        if segments.last?.certainty == .candidate { isOpen = false }
        line += 1
        continue
      }
      if line > 0, comments[line].line > comments[line - 1].line + 1, segments.last?.certainty == .candidate {
        isOpen = false
      }
      // A bracket below an output that was whole without it: nobody writes that as prose.
      if isOpen, segments.last?.certainty == .likely, closesBrackets(comments[line].text),
        comments[line].line == comments[line - 1].line + 1
      {
        segments[segments.count - 1].comments.append(comments[line])
        line += 1
        continue
      }
      if let unit = unit(at: line, of: comments, starts: starts, isError: isError, &reader) {
        if unit.certainty == .likely, unit.cut == nil, isOpen, segments.last?.certainty == .likely {
          segments[segments.count - 1].comments += comments[line..<unit.end]
        } else {
          segments.append(
            Segment(comments: Array(comments[line..<unit.end]), certainty: unit.certainty, cut: unit.cut))
        }
        isOpen = unit.cut == nil
        line = unit.end
      } else {
        if isOpen, segments.last?.certainty == .candidate {
          segments[segments.count - 1].comments.append(comments[line])
        } else {
          segments.append(Segment(comments: [comments[line]], certainty: .candidate))
        }
        isOpen = true
        line += 1
      }
    }
    return segments
  }

  /// Whether a line holds closing brackets and nothing else.
  private static func closesBrackets(_ text: String) -> Bool {
    let bytes = text.utf8.filter { $0 != UInt8(ascii: " ") }
    return !bytes.isEmpty && bytes.allSatisfy { ")]}".utf8.contains($0) }
  }

  /// The lines from `line` on that are one piece of output, `nil` when the line is prose.
  private static func unit(
    at line: Int, of comments: [StyleContext.CommentText], starts: [Int], isError: [Bool], _ reader: inout OutputReader
  ) -> (end: Int, certainty: Expectation.Certainty, cut: Int?)? {
    let text = reader.text
    if comments[line].text.hasPrefix("Traceback (most recent call last)") {
      var end = line + 1
      while end < comments.count, end < line + 200, comments[end].line == comments[end - 1].line + 1,
        !comments[end].text.hasPrefix("Traceback")
      {
        end += 1
        if isError[end - 1] { return (end, .likely, nil) }
      }
    }
    if isError[line] {
      var end = line + 1
      while end < comments.count, comments[end].line == comments[end - 1].line + 1,
        comments[end].text.hasPrefix("  ") || comments[end].text.hasPrefix("\t"), !comments[end].text.isBlank
      {
        end += 1
      }
      return (end, .likely, nil)
    }
    let start = starts[line]
    guard start < text.count else { return nil }
    if let reading = reader.readWholeLine(from: start) {
      let last = Int(text.tokens[reading.end - 1].line)
      return last < comments.count ? (last + 1, .likely, nil) : nil
    }
    if let reading = reader.readLine(from: start), reading.strength == .strong {
      let last = Int(text.tokens[reading.end - 1].line)
      let rest = reading.end..<starts[last + 1]
      guard Tail.isProse(text, rest), !reader.isFragment(rest) else { return (last + 1, .likely, nil) }
      let lineStart = text.bytes[..<Int(text.tokens[reading.end - 1].start)].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
      return (
        last + 1, Tail.isDelimited(text, at: reading.end) ? .likely : .candidate,
        Int(text.tokens[reading.end - 1].end) - lineStart
      )
    }
    return reader.isFragment(start..<starts[line + 1]) ? (line + 1, .likely, nil) : nil
  }
}

/// Prose behind a value in the same line.
enum Tail {
  private static let delimiters = Array("(-=,;:#<|/".utf8)
  private static let wideDelimiters = ["（", "，", "；", "：", "。", "、", "←", "→", "⇒", "—", "–"]

  /// Whether tokens behind a value can be prose: they hold a word or say what the value comes from (`= 2 + 3`), and no
  /// bracket closes that they did not open.
  static func isProse(_ text: TokenText, _ tokens: Range<Int>) -> Bool {
    var depth = 0
    var holdsWord = tokens.count > 1 && tokens.first.map { text.isPunctuation($0, "=") } == true
    for index in tokens {
      switch text.punctuation(index) {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        depth -= 1
        if depth < 0 { return false }
      default:
        if text.kind(index) == .word { holdsWord = true }
      }
    }
    return holdsWord
  }

  /// Whether punctuation parts a value from the prose behind it, which starts at a token.
  static func isDelimited(_ text: TokenText, at index: Int) -> Bool {
    guard index < text.count else { return true }
    if delimiters.contains(text.punctuation(index)) { return true }
    if text.kind(index) == .word {
      let word = text.string(index)
      if wideDelimiters.contains(where: word.hasPrefix) { return true }
    }
    // Two spaces part columns.
    let start = Int(text.tokens[index].start)
    return start >= 2 && text.bytes[start - 1] == 0x20 && text.bytes[start - 2] == 0x20
  }

  /// Whether punctuation parts a bare number from prose so clearly that the number is meant as output.
  static func isClearlyDelimited(_ text: TokenText, at index: Int) -> Bool {
    guard index < text.count, text.tokens[index].isSpaced || text.isPunctuation(index, ",") else {
      return index < text.count && text.kind(index) == .word
        && wideDelimiters.contains(where: text.string(index).hasPrefix)
    }
    return isDelimited(text, at: index) && !"-:<#/".utf8.contains(text.punctuation(index))
  }
}
