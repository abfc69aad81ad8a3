extension Expectation {
  /// Whether the text has a word and a number: enough to say that a line with other numbers is the same line.
  var holdsWordAndNumber: Bool {
    let text = TokenText(comparableText)
    return text.tokens.contains { $0.kind == .word } && text.tokens.contains { $0.kind == .number }
  }

  /// Whether the text is the output but for a slip: a bracket or a word of many.
  func isNearly(_ output: String) -> Bool {
    let text = TokenText(comparableText)
    return text.count >= 5 && text.likeness(to: TokenText(output)) >= 0.7
  }

  /// Whether each line of the text is a line of the output: some were left out, repeated or exchanged.
  func isMadeOfLines(of output: String) -> Bool {
    let printed = Set(output.split(whereSeparator: \.isNewline).map { $0.trimmed })
    let said = comparableText.split(whereSeparator: \.isNewline).map { $0.trimmed }.filter { !$0.isEmpty }
    return !said.isEmpty && said.allSatisfy { printed.contains($0) && TokenText(String($0)).count > 1 }
  }
}

extension TokenText {
  /// Whether the last tokens are those of another text.
  func ends(with other: TokenText) -> Bool {
    guard !other.isEmpty, other.count < count else { return false }
    return (0..<other.count).allSatisfy { equals(count - other.count + $0, other, $0) }
  }

  /// The share of tokens that two texts have in common at their beginnings and ends, any number being like any other.
  func likeness(to other: TokenText) -> Double {
    let most = max(count, other.count)
    guard most > 0 else { return 1 }
    func isLike(_ left: Int, _ right: Int) -> Bool {
      tokens[left].kind == other.tokens[right].kind
        && (tokens[left].kind == .number || equals(left, other, right))
    }
    let least = min(count, other.count)
    var front = 0
    while front < least, isLike(front, front) { front += 1 }
    var back = 0
    while back < least - front, isLike(count - 1 - back, other.count - 1 - back) { back += 1 }
    return Double(front + back) / Double(most)
  }
}
