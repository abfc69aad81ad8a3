/// Compares what chance leaves alone: words, brackets, dtype, the count of numbers and their kind.
struct Structure {
  enum Result {
    case agrees
    /// The number of values differs from run to run; the rest agrees.
    case agreesButCount
    case differs(Difference)
  }

  let result: Result

  /// - Parameters:
  ///   - expected: what the document says.
  ///   - actual: what this run printed.
  ///   - others: what runs from other seeds printed; empty when nothing is known of them.
  init(_ expected: TokenText, _ actual: TokenText, others: [TokenText]) {
    let hasFixedCount = others.allSatisfy { $0.count == actual.count }
    if hasFixedCount {
      result = Self.walk(expected, actual, others: others)
      return
    }
    let said = Self.collapsed(expected)
    if ([actual] + others).contains(where: { Self.collapsed($0) == said }) {
      result = .agreesButCount
    } else {
      result = Self.walk(expected, actual, others: [])
    }
  }

  private static func walk(_ expected: TokenText, _ actual: TokenText, others: [TokenText]) -> Result {
    var depth = 0
    var j = 0
    for i in expected.tokens.indices {
      guard j < actual.count else { return .differs(difference(expected, i, actual, j)) }
      let byte = expected.punctuation(i)
      if byte == UInt8(ascii: "[") { depth += 1 }
      if byte == UInt8(ascii: "]") { depth -= 1 }
      if !mayStand(expected, i, for: actual, j, others, isInBrackets: depth > 0) {
        if let length = OlderSpellings.addition(in: actual, at: j, continuing: expected, at: i) {
          j += length
          guard j < actual.count, mayStand(expected, i, for: actual, j, others, isInBrackets: depth > 0) else {
            return .differs(difference(expected, i, actual, j))
          }
        } else if expected.tokens.contains(where: { $0.kind == .ellipsis }), matchesWithWildcards(expected, actual) {
          return .agrees
        } else {
          return .differs(difference(expected, i, actual, j))
        }
      }
      j += 1
    }
    return j == actual.count ? .agrees : .differs(difference(expected, expected.count, actual, j))
  }

  private static func matchesWithWildcards(_ expected: TokenText, _ actual: TokenText) -> Bool {
    Wildcards(expected, actual, 0, NumberComparison(tolerance: nil)).matchesStructure
  }

  private static func mayStand(
    _ expected: TokenText, _ i: Int, for actual: TokenText, _ j: Int, _ others: [TokenText], isInBrackets: Bool
  ) -> Bool {
    let left = expected.tokens[i].kind
    let right = actual.tokens[j].kind
    if left == right, left == .address || left == .ellipsis || expected.equals(i, actual, j) { return true }
    if left == .number, right == .number, let said = expected.number(i), let printed = actual.number(j) {
      guard said.isFloat == printed.isFloat else { return false }
      // An integer that is the same in every run, such as the number of an epoch, is not a matter of chance.
      let varies = others.isEmpty || others.contains { !$0.equals(j, actual, j) }
      return said.isFloat || isInBrackets || varies
    }
    let isConstant = constant(expected, i) && constant(actual, j)
    if isConstant { return true }
    if left == .word, right == .word {
      return OlderSpellings.isSameNode(expected.slice(i), actual.slice(j))
        || others.contains { $0.kind(j) == .word && !$0.equals(j, actual, j) }
    }
    // `nan` and `inf` stand where numbers stand.
    return notFinite(expected, i) && right == .number || left == .number && notFinite(actual, j)
  }

  private static func constant(_ text: TokenText, _ index: Int) -> Bool {
    text.isWord(index, "True") || text.isWord(index, "False")
  }

  private static func notFinite(_ text: TokenText, _ index: Int) -> Bool {
    text.isWord(index, "nan") || text.isWord(index, "inf")
  }

  private static func difference(_ expected: TokenText, _ i: Int, _ actual: TokenText, _ j: Int) -> Difference {
    var walk = TokenWalk(expected, actual, NumberComparison(tolerance: nil), { nil })
    walk.run(0..<expected.count, 0..<actual.count)
    if walk.parting != nil { return Difference(walk) }
    let said = i < expected.count ? expected.string(i) : "nothing"
    let printed = j < actual.count ? actual.string(j) : "nothing"
    return Difference(message: "expected \(said), printed \(printed), which is not a matter of chance")
  }

  /// The words of a text, each row of numbers as one.
  private static func collapsed(_ text: TokenText) -> [String] {
    var result: [String] = []
    for index in text.tokens.indices {
      switch text.tokens[index].kind {
      case .number:
        if result.last != "0" { result.append("0") }
      case .address, .ellipsis: continue
      case .punctuation:
        if text.isPunctuation(index, ",") || text.isPunctuation(index, "[") || text.isPunctuation(index, "]") {
          continue
        }
        result.append(text.string(index))
      case .word: result.append(constant(text, index) ? "True" : text.string(index))
      }
    }
    return result
  }
}
