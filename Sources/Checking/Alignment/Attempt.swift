/// An expectation held against some output.
struct Attempt {
  let expectation: Expectation
  var comparison: Comparison
  var source: OutputSource
  /// The output compared, without a printed label.
  var actual: String

  var agrees: Bool { comparison.agrees || comparison.result == .anything }
}

/// Holds expectations against output: literally first, then with the freedoms the way of writing grants.
struct Matcher {
  let record: CellRecord
  let pieces: Pieces
  let reruns: Reruns

  init(_ record: CellRecord, _ reruns: Reruns) {
    self.record = record
    pieces = Pieces(record)
    self.reruns = reruns
  }

  /// The output at a place in full precision, cut into tokens.
  private func unrounded(_ source: OutputSource) -> () -> TokenText? {
    let count = pieces.list.count
    let provider = reruns.unrounded
    return { provider().flatMap { source.text(in: $0, expecting: count) }.map { TokenText($0) } }
  }

  /// Holds an expectation against pieces of output.
  func match(_ expectation: Expectation, pieces indices: [Int]) -> Attempt {
    let source = OutputSource.events(indices, dropping: 0)
    let actual = pieces.text(indices) ?? ""
    if let whole = expectation.withTail {
      let attempt = compare(whole, actual, source)
      if attempt.agrees { return attempt }
    }
    var attempt = compare(expectation, actual, source)
    if attempt.agrees || expectation.labels.exact { return attempt }
    if expectation.style == .below, let rest = expectation.withoutSideOutput {
      var shown = compare(rest, actual, source)
      shown.comparison.addNote(.sideOutput)
      if shown.agrees {
        return Attempt(expectation: expectation, comparison: shown.comparison, source: source, actual: actual)
      }
    }
    if expectation.style == .plain || expectation.style == .sameLine, expectation.certainty < .certain,
      expectation.errors.isEmpty, let labelled = matchLabelled(expectation, actual, indices)
    {
      let isBetter = expectation.certainty == .likely && attempt.comparison.isNumbersOnly == false
      if labelled.agrees || isBetter { attempt = labelled }
    }
    if !attempt.agrees, let last = matchLast(expectation, actual, source) { return last }
    return attempt
  }

  /// `print(y, y.requires_grad)  # True`: a constant beside a line of several values speaks of the last of them.
  private func matchLast(_ expectation: Expectation, _ actual: String, _ source: OutputSource) -> Attempt? {
    guard expectation.style == .sameLine else { return nil }
    let expected = TokenText(expectation.comparableText)
    guard expected.count == 1, ["True", "False", "None"].contains(expected.string(0)) else { return nil }
    let printed = TokenText(actual)
    let last = printed.count - 1
    guard last > 0, printed.tokens[last].isSpaced, printed.equals(last, expected, 0) else { return nil }
    var reader = OutputReader(printed)
    guard let reading = reader.readLine(from: 0), reading.end == printed.count, reading.strength == .strong else {
      return nil
    }
    return Attempt(
      expectation: expectation, comparison: Comparison(result: .close, notes: [.lastOnly]), source: source,
      actual: actual)
  }

  /// Compares texts without freedoms.
  func compare(_ expectation: Expectation, _ actual: String, _ source: OutputSource) -> Attempt {
    let comparer = Comparer(tolerance: expectation.labels.tolerance)
    let comparison = comparer.compare(
      TokenText(expectation.comparableText), TokenText(actual), from: source.dropping, unrounded: unrounded(source))
    return Attempt(expectation: expectation, comparison: comparison, source: source, actual: actual)
  }

  /// Compares where one side names the value and the other does not: `Gradient: tensor([2.])` and `tensor([2.])`.
  private func matchLabelled(_ expectation: Expectation, _ actual: String, _ indices: [Int]) -> Attempt? {
    let expected = TokenText(expectation.comparableText)
    let printed = TokenText(actual)
    let comparer = Comparer(tolerance: expectation.labels.tolerance)
    let reader = OutputReader(expected)
    let label = reader.labelEnd(from: 0)
    let starts = labelEnds(of: printed, expecting: expected)
    for start in starts {
      let source = OutputSource.events(indices, dropping: start)
      var comparison = comparer.compare(expected, printed, from: start, unrounded: unrounded(source))
      comparison.addNote(.label)
      if comparison.agrees || label == nil && start == starts.last {
        return Attempt(
          expectation: expectation, comparison: comparison, source: source,
          actual: printed.string(start..<printed.count))
      }
    }
    if let label {
      let source = OutputSource.events(indices, dropping: 0)
      var comparison = comparer.compare(
        expected.suffix(from: label), printed, unrounded: unrounded(source))
      comparison.addNote(.missingLabel)
      if comparison.agrees {
        return Attempt(expectation: expectation, comparison: comparison, source: source, actual: actual)
      }
    }
    return nil
  }

  /// A printed name may be left out, but not written behind its value: then the attempt fails.
  ///
  /// - Parameter group: what the document says together with the attempt's expectation, prose too.
  func withLabelInPlace(_ attempt: Attempt, in group: [Expectation]) -> Attempt {
    guard attempt.comparison.notes.contains(.label), case .events(let indices, let count) = attempt.source,
      let printed = pieces.text(indices).map({ TokenText($0) })
    else { return attempt }
    let label = TokenText(printed.string(0..<count))
    let own = attempt.expectation
    let behind = group.filter { $0.lines.lowerBound > own.lines.upperBound }.flatMap { $0.textLines.map(\.text) }
    guard
      ([own.tail].compactMap { $0 } + behind).contains(where: { text in
        Comparer().compare(label, TokenText(text)) { nil }.agrees
      })
    else { return attempt }
    let name = printed.string(0..<count)
    let comparison = Comparison(
      result: .different, difference: Difference(message: "`\(name)` is printed before the value, not behind it"))
    return Attempt(
      expectation: own, comparison: comparison, source: .events(indices, dropping: 0),
      actual: pieces.text(indices) ?? attempt.actual)
  }

  /// The tokens of printed text at which a value may start behind a label: where as many tokens remain as are
  /// expected, and where the first expected token stands behind a colon.
  private func labelEnds(of printed: TokenText, expecting expected: TokenText) -> [Int] {
    var ends: [Int] = []
    func isLabel(_ end: Int) -> Bool {
      guard end > 0, end < printed.count else { return false }
      let last = printed.punctuation(end - 1)
      let isClosed = last == UInt8(ascii: ":") || last == UInt8(ascii: "=")
      guard isClosed || printed.tokens[end].line == printed.tokens[0].line && printed.tokens[end].isSpaced else {
        return false
      }
      guard printed.tokens[end - 1].line == printed.tokens[0].line, end <= 24 else { return false }
      var holdsWord = false
      for index in 0..<end {
        if printed.kind(index) == .word, !["True", "False", "None", "nan", "inf"].contains(printed.string(index)) {
          holdsWord = true
        } else if printed.kind(index) == .number, !isClosed {
          return false
        } else if printed.isPunctuation(index, "[") {
          return false
        }
      }
      return holdsWord
    }
    let byCount = printed.count - expected.count
    if isLabel(byCount) { ends.append(byCount) }
    let expectsWord = expected.kind(0) == .word
    for index in 1..<max(1, min(printed.count, 25)) where isLabel(index) {
      let last = printed.punctuation(index - 1)
      guard last == UInt8(ascii: ":") || last == UInt8(ascii: "=") || expectsWord else { continue }
      let isSame = expectsWord ? printed.equals(index, expected, 0) : printed.kind(index) == expected.kind(0)
      if isSame, index != byCount {
        ends.append(index)
        break
      }
    }
    return ends
  }

  // MARK: Values

  /// Holds an expectation against the value of the statement nearest to it. Gives nothing when the comment speaks of
  /// something else than the value.
  func matchValue(_ expectation: Expectation, at line: Int, isLiteral: Bool) -> Attempt? {
    guard let values = record.values[line], !values.isEmpty else { return nil }
    var first: Attempt?
    for form in ValueForm.allCases {
      guard let actual = form.text(values) else { continue }
      let source = OutputSource.value(line: line, form: form)
      let candidates = [expectation.withTail, expectation].compactMap { $0 }
      for candidate in candidates {
        let attempt = compare(candidate, actual, source)
        if attempt.agrees { return attempt }
        let isSameKind = ValueKind(TokenText(expectation.comparableText), 0) == ValueKind(TokenText(actual), 0)
        if first == nil || candidate == expectation && isSameKind { first = attempt }
      }
    }
    guard let attempt = first, !expectation.labels.exact else { return first }
    let expected = TokenText(expectation.comparableText)
    let printed = TokenText(attempt.actual)
    let reader = OutputReader(expected)
    if let label = reader.labelEnd(from: 0) {
      var comparison = Comparer(tolerance: expectation.labels.tolerance).compare(
        expected.suffix(from: label), printed, unrounded: unrounded(attempt.source))
      comparison.addNote(.missingLabel)
      if comparison.agrees {
        return Attempt(
          expectation: expectation, comparison: comparison, source: attempt.source, actual: attempt.actual)
      }
    }
    if let shorthand = shorthand(expectation, expected, printed, attempt) { return shorthand }
    // `x[0] = 5` assigns a literal, but the value is all of `x`.
    if isLiteral, printed.count < 2 || !printed.isPunctuation(0, "[") && !printed.isPunctuation(1, "(") { return nil }
    // Beside a value of another kind, a comment speaks of something else, unless it is a torn piece of output.
    let kind = ValueKind(printed, 0)
    let isSameKind = ValueKind(expected, 0) == kind || reader.labelEnd(from: 0).map { ValueKind(expected, $0) } == kind
    return isSameKind || reader.isFragment(0..<expected.count) ? attempt : nil
  }

  /// `# [0, 2, 4]` and `# torch.Size([3])` beside a tensor that is assigned.
  private func shorthand(
    _ expectation: Expectation, _ expected: TokenText, _ printed: TokenText, _ attempt: Attempt
  ) -> Attempt? {
    guard expectation.certainty == .likely, printed.isWord(0, "tensor"), printed.isPunctuation(1, "(") else {
      return nil
    }
    if expected.isPunctuation(0, "["), let list = printed.bracketed(from: 2) {
      var walk = TokenWalk(expected, list, NumberComparison(tolerance: nil, mixesIntegers: true), { nil })
      walk.run(0..<expected.count, 0..<list.count)
      if walk.agrees {
        let comparison = Comparison(result: .close, notes: [.valuesOnly])
        return Attempt(expectation: expectation, comparison: comparison, source: attempt.source, actual: attempt.actual)
      }
    }
    guard let shape = printed.isPunctuation(2, "[") ? printed.shape(from: 2) : [] else { return nil }
    guard let said = expected.statedShape else { return nil }
    if said == shape {
      let comparison = Comparison(result: .close, notes: [.shapeOnly])
      return Attempt(expectation: expectation, comparison: comparison, source: attempt.source, actual: attempt.actual)
    }
    guard expected.isWord(0, "torch") else { return nil }
    let comparison = Comparison(
      result: .different,
      difference: Difference(message: "the shape is torch.Size(\(shape)), expected torch.Size(\(said))"))
    return Attempt(expectation: expectation, comparison: comparison, source: attempt.source, actual: attempt.actual)
  }
}

/// What sort of value a text starts with.
private struct ValueKind: Equatable {
  private let name: String

  init(_ text: TokenText, _ start: Int) {
    switch text.kind(start) {
    case .number?: name = "number"
    case .word?:
      let word = text.string(start)
      name = word == "True" || word == "False" ? "bool" : word == "torch" ? "torch." + text.dotted(start) : word
    case .punctuation?:
      let byte = text.punctuation(start)
      name = byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") ? "string" : "\(byte)"
    case .address?: name = "address"
    case .ellipsis?: name = "anything"
    case nil: name = "nothing"
    }
  }
}

extension TokenText {
  fileprivate func dotted(_ start: Int) -> String {
    start + 2 < count ? (isPunctuation(start + 3, "(") ? string(start + 2) : "name") : ""
  }

  /// The text of a bracket that opens at a token, up to where it closes.
  fileprivate func bracketed(from start: Int) -> TokenText? {
    guard isPunctuation(start, "[") else { return nil }
    var depth = 0
    for index in start..<count {
      if isPunctuation(index, "[") { depth += 1 }
      if isPunctuation(index, "]") {
        depth -= 1
        if depth == 0 { return TokenText(Array(bytes[Int(tokens[start].start)..<Int(tokens[index].end)])) }
      }
    }
    return nil
  }

  /// The shape a text states: `torch.Size([2, 3])`, `(2, 3)`, `[2, 3]`.
  fileprivate var statedShape: [Int]? {
    var index = 0
    if isWord(0, "torch"), isWord(2, "Size"), isPunctuation(3, "(") { index = 4 }
    guard isPunctuation(index, "[") || isPunctuation(index, "(") else { return nil }
    index += 1
    var shape: [Int] = []
    while index < count {
      if let number = number(index), !number.isFloat, number.value >= 0, number.value < 1e15 {
        shape.append(Int(number.value))
        index += 1
        if isPunctuation(index, ",") { index += 1 }
      } else {
        break
      }
    }
    guard isPunctuation(index, "]") || isPunctuation(index, ")") else { return nil }
    index += 1
    if isPunctuation(index, ")") { index += 1 }
    return index == count ? shape : nil
  }
}
