/// What comparing two texts came to.
struct Comparison: Sendable {
  enum Result: Sendable, Hashable {
    /// The same text.
    case same
    /// The same but for what ``Comparison/notes`` says.
    case close
    /// The document says nothing but `...`.
    case anything
    case different
  }

  var result: Result
  /// In what respect the texts agree only closely.
  var notes: [Note] = []
  /// What differs.
  var difference: Difference?
  /// Whether words and punctuation agree and only values of numbers differ.
  var isNumbersOnly = false

  /// A reason for being close only.
  enum Note: Int, Sendable, Hashable, CaseIterable {
    case layout, otherDigits, otherRounding, withinTolerance, olderSpelling, label, missingLabel, valuesOnly, shapeOnly,
      typeOnly, messageOnly, typeSpelling, lastOnly, sideOutput

    /// The reason in words.
    var text: String {
      switch self {
      case .layout: "the same text in another layout"
      case .otherDigits: "the same values written with other digits"
      case .otherRounding: "another rounding of the same values"
      case .withinTolerance: "within the tolerance"
      case .olderSpelling: "as an older PyTorch spelled it"
      case .label: "the output names the value first"
      case .missingLabel: "the output does not name the value"
      case .valuesOnly: "only the values were compared, not type and dtype"
      case .shapeOnly: "only the shape was compared"
      case .typeOnly: "only the exception's type was compared"
      case .typeSpelling: "the exception's type is written with another module"
      case .lastOnly: "only the last of the values printed was compared"
      case .sideOutput: "warnings and times of IPython, which stand with the output, were not compared"
      case .messageOnly: "the output is the exception's message without its type"
      }
    }
  }

  var agrees: Bool { result == .same || result == .close }

  /// Says that the texts agree only in this respect.
  mutating func addNote(_ note: Note) {
    guard agrees else { return }
    result = .close
    notes = notes.filter { $0 != .layout } + [note]
  }
}

/// Compares what a document says with what was printed.
struct Comparer: Sendable {
  let numbers: NumberComparison

  init(tolerance: Double? = nil) {
    numbers = NumberComparison(tolerance: tolerance)
  }

  /// Compares whole texts: literally, then token by token, then with `...` as a wildcard.
  ///
  /// - Parameters:
  ///   - start: the number of tokens of `actual` to leave out at its beginning.
  ///   - unrounded: the printed text in full precision, asked for when numbers differ.
  func compare(
    _ expected: TokenText, _ actual: TokenText, from start: Int = 0, unrounded: @escaping () -> TokenText?
  ) -> Comparison {
    if expected.isEmpty { return Comparison(result: actual.count <= start ? .same : .different) }
    if start == 0, expected.normalized == actual.normalized { return Comparison(result: .same) }
    if expected.tokens.allSatisfy({ $0.kind == .ellipsis }) {
      return actual.count > start
        ? Comparison(result: .anything)
        : Comparison(result: .different, difference: Difference(message: "nothing was printed"))
    }
    var walk = TokenWalk(expected, actual, numbers, unrounded)
    walk.run(0..<expected.count, start..<actual.count)
    if walk.agrees { return walk.comparison }
    if expected.tokens.contains(where: { $0.kind == .ellipsis }),
      let comparison = Wildcards(expected, actual, start, numbers).match(unrounded)
    {
      return comparison
    }
    return walk.comparison
  }
}

extension TokenText {
  /// The text without what never decides: common indentation, white space at line ends, blank lines around it, and
  /// the digits of addresses.
  var normalized: [UInt8] {
    var lines: [Range<Int>] = []
    var start = 0
    for index in 0...bytes.count where index == bytes.count || bytes[index] == 0x0A {
      var end = index
      while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 || bytes[end - 1] == 0x0D { end -= 1 }
      lines.append(start..<end)
      start = index + 1
    }
    while let last = lines.last, last.isEmpty { lines.removeLast() }
    let leading = lines.prefix { $0.isEmpty }.count
    lines.removeFirst(leading)
    let indentation =
      lines.lazy.filter { !$0.isEmpty }.map { line in bytes[line].prefix { $0 == 0x20 || $0 == 0x09 }.count }.min() ?? 0
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var address = tokens.firstIndex { $0.kind == .address } ?? tokens.count
    for line in lines {
      var position = min(line.lowerBound + indentation, line.upperBound)
      while address < tokens.count, Int(tokens[address].start) < line.upperBound {
        let token = tokens[address]
        address += 1
        guard token.kind == .address, Int(token.start) >= position else { continue }
        result += bytes[position..<Int(token.start)]
        result += [0x30, 0x78]
        position = Int(token.end)
      }
      result += bytes[position..<max(position, line.upperBound)]
      result.append(0x0A)
    }
    return result
  }
}
