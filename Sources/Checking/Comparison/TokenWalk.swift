/// Walks two texts token by token and notes where and how they part.
struct TokenWalk {
  let expected: TokenText
  let actual: TokenText
  private let numbers: NumberComparison
  private let unroundedText: () -> TokenText?
  private var unroundedTokens: TokenText??

  private(set) var notes: Set<Comparison.Note> = []
  /// Where the texts first have tokens that cannot stand for each other.
  private(set) var parting: (expected: Int, actual: Int)?
  /// The first numbers that differ, though in the same place.
  private(set) var firstNumbers: (expected: Int, actual: Int)?
  private(set) var differentNumbers = 0
  private(set) var comparedNumbers = 0
  private var width: FloatWidth?
  /// The narrowest width the printed text may speak of.
  private var printedWidth: FloatWidth?

  init(
    _ expected: TokenText, _ actual: TokenText, _ numbers: NumberComparison, _ unrounded: @escaping () -> TokenText?
  ) {
    self.expected = expected
    self.actual = actual
    self.numbers = numbers
    unroundedText = unrounded
  }

  var agrees: Bool { parting == nil && differentNumbers == 0 }

  /// Whether the texts differ in nothing but the values of numbers.
  var hasSameStructure: Bool { parting == nil }

  /// Compares two ranges of tokens that must agree to their ends. Stops at the first parting.
  mutating func run(_ expectedRange: Range<Int>, _ actualRange: Range<Int>) {
    var i = expectedRange.lowerBound
    var j = actualRange.lowerBound
    while i < expectedRange.upperBound, j < actualRange.upperBound {
      if advance(i, j) {
        i += 1
        j += 1
      } else if let length = OlderSpellings.addition(in: actual, at: j, continuing: expected, at: i) {
        notes.insert(.olderSpelling)
        j += length
      } else {
        parting = (i, j)
        return
      }
    }
    while i == expectedRange.upperBound, j < actualRange.upperBound,
      let length = OlderSpellings.addition(in: actual, at: j, continuing: expected, at: expected.count)
    {
      notes.insert(.olderSpelling)
      j += length
    }
    if i < expectedRange.upperBound || j < actualRange.upperBound { parting = (i, j) }
  }

  /// Compares one pair of tokens; false when they cannot stand for each other.
  private mutating func advance(_ i: Int, _ j: Int) -> Bool {
    let left = expected.tokens[i].kind
    guard left == actual.tokens[j].kind else { return false }
    switch left {
    case .address, .ellipsis: return true
    case .punctuation: return expected.equals(i, actual, j)
    case .word:
      if expected.equals(i, actual, j) { return true }
      guard OlderSpellings.isSameNode(expected.slice(i), actual.slice(j)) else { return false }
      notes.insert(.olderSpelling)
      return true
    case .number:
      comparedNumbers += 1
      if expected.equals(i, actual, j) { return true }
      compareNumbers(i, j)
      return true
    }
  }

  private mutating func compareNumbers(_ i: Int, _ j: Int) {
    var result = NumberComparison.Result.different
    if let said = expected.number(i), let printed = actual.number(j) {
      let exact = mayBeRounding(said, of: printed) ? unroundedNumber(j) : nil
      result = numbers.compare(said, printed) { exact }
    }
    switch result {
    case .same: break
    case .otherDigits: notes.insert(.otherDigits)
    case .otherRounding: notes.insert(.otherRounding)
    case .withinTolerance: notes.insert(.withinTolerance)
    case .different:
      differentNumbers += 1
      if firstNumbers == nil { firstNumbers = (i, j) }
    }
  }

  /// Whether the unrounded value could matter: the document is run again to learn it.
  private mutating func mayBeRounding(_ said: NumberText, of printed: NumberText) -> Bool {
    guard said.isFloat, said.value != printed.value else { return false }
    if numbers.tolerance != nil { return true }
    let width = printedWidth ?? FloatWidth.of(actual, value: 0)
    printedWidth = width
    let slack = 8 * max(width.ulp(of: printed.value), width.ulp(of: said.value))
    return abs(said.value - printed.value) <= (said.unit + printed.unit) * 0.500001 + slack
  }

  /// The value behind a printed number, when the full-precision text has the same number of tokens.
  private mutating func unroundedNumber(_ j: Int) -> (value: Double, width: FloatWidth)? {
    let text: TokenText?
    if let known = unroundedTokens {
      text = known
    } else {
      text = unroundedText().flatMap { $0.count == actual.count ? $0 : nil }
      unroundedTokens = .some(text)
    }
    guard let number = text?.number(j), number.isFloat else { return nil }
    if width == .float32 || width == nil { width = FloatWidth.of(actual, value: number.value) }
    return (number.value, width ?? .float64)
  }

  /// The walk as a comparison.
  var comparison: Comparison {
    if agrees {
      let sorted = notes.sorted { $0.rawValue < $1.rawValue }
      return Comparison(result: .close, notes: sorted.isEmpty ? [.layout] : sorted)
    }
    return Comparison(result: .different, difference: Difference(self), isNumbersOnly: parting == nil)
  }
}
