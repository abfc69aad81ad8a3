/// Tells whether a block below a cell shows output.
package enum OutputBlock {
  /// The words after which a block shows what the cell above it put out.
  static let introductions: [String] = [
    "output", "outputs", "out", "the output", "expected output", "result", "results", "prints", "printed output",
    "输出", "输出结果", "结果", "运行结果", "출력", "출력 결과", "결과", "실행 결과", "出力", "出力結果", "実行結果", "結果", "salida", "sortie",
    "ausgabe", "saída", "вывод", "keluaran", "hasil",
  ]

  /// The languages of fences that say themselves that they hold output.
  static let outputTags: Set<String> = ["output", "out", "stdout", "pytb", "python-output", "results"]

  /// The languages of fences that may hold output.
  static let plainTags: Set<String> = [
    "", "text", "txt", "console", "shell", "bash", "sh", "plaintext", "plain", "shell-session", "none", "log",
  ]

  /// The languages of cells; a block of one may hold output if it reads like it.
  static let cellTags: Set<String> = ["python", "py", "python3", "pycon", "ipython", "torch", "pytorch", "tensor"]

  /// Whether a line of text may stand between a cell and the block with its output (`Output:`, `输出：`).
  package static func canFollow(introduction: String) -> Bool {
    var text = introduction.trimmed
    while let first = text.first, "*_#>`-• ".contains(first) { text = text.dropFirst() }
    while let last = text.last, "*_`:：.。 ".contains(last) { text = text.dropLast() }
    guard text.utf8.count < 60 else { return false }
    let words = text.lowercased()
    if introductions.contains(words) { return true }
    // `Out[3]`
    return words.hasPrefix("out") && words.dropFirst(3).trimmed.first == "[" && words.last == "]"
  }

  /// Whether a fence that follows a cell, and might itself be taken for a cell by its tag, shows output instead.
  ///
  /// - Parameters:
  ///   - info: the words behind the backticks.
  ///   - lines: its content.
  package static func readsAsOutput(info: String, lines: [String]) -> Bool {
    let tag = tag(of: info)
    if outputTags.contains(tag) || plainTags.contains(tag) { return true }
    let content = lines.joined(separator: "\n")
    guard !content.isBlank else { return false }
    let text = TokenText(content)
    var reader = OutputReader(text)
    if let strength = reader.readsAsOutput() { return strength > .weak || !holdsOnlyStrings(text) }
    return !ErrorReader.claims(in: lines).isEmpty && lines.contains { $0.contains("Traceback (most recent call last)") }
      || lines.last { !$0.isBlank }.flatMap { ErrorReader.claim(in: $0) } != nil
        && lines.count { !$0.isBlank } == 1
  }

  private static func holdsOnlyStrings(_ text: TokenText) -> Bool {
    text.punctuation(0) == UInt8(ascii: "'") || text.punctuation(0) == UInt8(ascii: "\"")
  }

  /// The language of a fence in lower case, also of `{.text}`.
  static func tag(of info: String) -> String {
    let word = info.trimmedPrefix.prefix { !$0.isWhitespace && $0 != "," }
    var text = word.lowercased()
    while let first = text.first, "{.".contains(first) { text.removeFirst() }
    while text.last == "}" { text.removeLast() }
    return text
  }

  /// The lines of a block as claimed text: without a leading `Out[3]:` and without blank lines around it.
  static func textLines(of lines: [CellText.Line]) -> [Expectation.TextLine] {
    var result = lines.map { Expectation.TextLine(text: $0.text, range: $0.range, line: $0.number) }
    result = Array(result.drop { $0.text.isBlank })
    while let last = result.last, last.text.isBlank { result.removeLast() }
    if let first = result.first, let length = promptLength(first.text) {
      let text = String(decoding: first.text.utf8.dropFirst(length), as: UTF8.self)
      if text.isBlank {
        result.removeFirst()
      } else {
        result[0] = .init(
          text: text, range: (first.range.lowerBound + length)..<first.range.upperBound, line: first.line)
      }
    }
    return Array(result.drop { $0.text.isBlank })
  }

  /// The bytes of `Out[3]: ` or `Out:` at the beginning of a line.
  private static func promptLength(_ text: String) -> Int? {
    let trimmed = text.trimmedPrefix
    guard trimmed.hasPrefix("Out") else { return nil }
    var rest = trimmed.dropFirst(3)
    let afterName = rest.drop { $0 == " " }
    if afterName.first == "[" {
      guard let close = afterName.prefix(12).firstIndex(of: "]") else { return nil }
      guard afterName[..<close].dropFirst().allSatisfy({ $0.isNumber || $0 == " " }) else { return nil }
      rest = afterName[afterName.index(after: close)...]
    }
    guard rest.first == ":" else { return nil }
    rest = rest.dropFirst()
    if rest.first == " " { rest = rest.dropFirst() }
    return text.utf8.count - rest.utf8.count
  }
}

/// A block below the cell.
enum BelowStyle: ExpectationStyle {
  static func find(in context: inout StyleContext) -> [Expectation] {
    guard let block = context.cell.below, !context.cell.isTranscript || block.introduction != nil else { return [] }
    let lines = OutputBlock.textLines(of: block.lines)
    let texts = lines.map(\.text)
    var certainty = Expectation.Certainty.candidate
    var reader = OutputReader(TokenText(texts.joined(separator: "\n")))
    if reader.readsAsOutput() != nil || !ErrorReader.claims(in: texts).isEmpty { certainty = .likely }
    if block.introduction != nil { certainty = .certain }
    if case .fence(let info) = block.kind {
      let tag = OutputBlock.tag(of: info)
      if OutputBlock.outputTags.contains(tag) { certainty = .certain }
      let isPlain = OutputBlock.plainTags.contains(tag) || OutputBlock.outputTags.contains(tag)
      let isCell = OutputBlock.cellTags.contains(tag) && OutputBlock.readsAsOutput(info: info, lines: texts)
      if block.introduction == nil, !isPlain, !isCell { return [] }
    }
    if block.introduction == nil, certainty != .certain, readsAsCommands(texts) { return [] }
    for line in block.documentLines { context.reasons[line] = "is the block below the cell" }
    return [
      context.expectation(
        .below, certainty, lines, lines: block.documentLines, run: context.freshRun(),
        statement: nil, column: 0, insertionPoint: block.contentStart)
    ]
  }

  /// Whether lines are commands to be typed or code, not output.
  private static func readsAsCommands(_ lines: [String]) -> Bool {
    guard let first = lines.first?.trimmedPrefix else { return true }
    return [
      "$ ", "% ", "pip ", "pip3 ", "conda ", "python ", "python3 ", "import ", "from ", "def ", "class ", "git ", "cd ",
      ">>> ",
    ]
    .contains { first.hasPrefix($0) }
  }
}
