/// Matches a text with `...` in it: each stands for any tokens, also none.
///
/// The pieces between the wildcards are looked for from left to right, the first anchored at the beginning and the
/// last at the end; searching each piece with Knuth, Morris and Pratt's table makes the whole linear.
struct Wildcards {
  private let expected: TokenText
  private let actual: TokenText
  private let start: Int
  private let numbers: NumberComparison
  /// The pieces between the wildcards, as ranges of tokens.
  private let pieces: [Range<Int>]

  init(_ expected: TokenText, _ actual: TokenText, _ start: Int, _ numbers: NumberComparison) {
    self.expected = expected
    self.actual = actual
    self.start = start
    self.numbers = numbers
    var pieces: [Range<Int>] = []
    var begin = 0
    for (index, token) in expected.tokens.enumerated() where token.kind == .ellipsis {
      pieces.append(begin..<index)
      begin = index + 1
    }
    pieces.append(begin..<expected.count)
    self.pieces = pieces
  }

  /// The comparison, if the words and punctuation between the wildcards are found; `nil` if they are not.
  func match(_ unrounded: @escaping () -> TokenText?) -> Comparison? {
    if positions(keeping: true) != nil { return Comparison(result: .same) }
    guard let found = positions(keeping: false) else { return nil }
    var walk = TokenWalk(expected, actual, numbers, unrounded)
    for (piece, position) in zip(pieces, found) { walk.run(piece, position..<position + piece.count) }
    return walk.comparison
  }

  /// Whether the text matches when any number stands for any other.
  var matchesStructure: Bool { positions(keeping: false) != nil }

  /// Where each piece stands in the printed text.
  ///
  /// - Parameter keepingNumbers: whether numbers must be written alike; otherwise any number stands for any other.
  private func positions(keeping keepingNumbers: Bool) -> [Int]? {
    var names: [[UInt8]: Int32] = [:]
    func identify(_ text: TokenText) -> [Int32] {
      text.tokens.indices.map { index in
        let key: [UInt8]
        switch text.tokens[index].kind {
        case .address: key = [0]
        case .ellipsis: key = [1]
        case .number: key = keepingNumbers ? Array(text.slice(index)) : [2]
        case .word, .punctuation: key = Array(text.slice(index))
        }
        if let known = names[key] { return known }
        let fresh = Int32(names.count)
        names[key] = fresh
        return fresh
      }
    }
    let pattern = identify(expected)
    let text = identify(actual)
    guard let first = pieces.first, let last = pieces.last, pieces.count > 1 else { return nil }
    var low = start
    let high = text.count - last.count
    guard low + first.count <= high else { return nil }
    guard pattern[first].elementsEqual(text[low..<low + first.count]),
      pattern[last].elementsEqual(text[high..<high + last.count])
    else { return nil }
    var result = [low]
    low += first.count
    for piece in pieces.dropFirst().dropLast() {
      guard let position = Self.search(pattern[piece], in: text[low..<high]) else { return nil }
      result.append(position)
      low = position + piece.count
    }
    return result + [high]
  }

  /// The first place of a pattern in a text.
  private static func search(_ pattern: ArraySlice<Int32>, in text: ArraySlice<Int32>) -> Int? {
    if pattern.isEmpty { return text.startIndex }
    guard pattern.count <= text.count else { return nil }
    let needle = Array(pattern)
    var border = [Int](repeating: 0, count: needle.count)
    var length = 0
    for index in 1..<max(needle.count, 1) {
      while length > 0, needle[index] != needle[length] { length = border[length - 1] }
      if needle[index] == needle[length] { length += 1 }
      border[index] = length
    }
    length = 0
    for index in text.indices {
      while length > 0, text[index] != needle[length] { length = border[length - 1] }
      if text[index] == needle[length] { length += 1 }
      if length == needle.count { return index - needle.count + 1 }
    }
    return nil
  }
}
