/// Numbers printed together: the nested list of a tensor, or a number that stands alone.
struct PrintedArray {
  /// The shape of the nested list; empty for a number that stands alone. `nil` when the list is ragged or cut short.
  let shape: [Int]?
  /// The tokens of its numbers, in row-major order. `True` and `False` count as numbers.
  let elements: [Int]
  /// Whether `...` stands for some of its rows or numbers.
  let isCut: Bool

  /// The arrays of a text from a token on, in the order they are written.
  static func all(in text: TokenText, from start: Int = 0) -> [PrintedArray] {
    var found: [PrintedArray] = []
    var index = start
    while index < text.count {
      if text.isPunctuation(index, "["), let end = listEnd(text, index) {
        let range = index..<end
        found.append(
          PrintedArray(
            shape: text.shape(from: index), elements: range.filter { value(text, $0) != nil },
            isCut: range.contains { text.kind($0) == .ellipsis }))
        index = end
      } else {
        if value(text, index) != nil { found.append(PrintedArray(shape: [], elements: [index], isCut: false)) }
        index += 1
      }
    }
    return found
  }

  /// The token behind the bracket that closes the one at a token, if only numbers stand between.
  private static func listEnd(_ text: TokenText, _ start: Int) -> Int? {
    var depth = 0
    for index in start..<text.count {
      if text.isPunctuation(index, "[") {
        depth += 1
      } else if text.isPunctuation(index, "]") {
        depth -= 1
        if depth == 0 { return index + 1 }
      } else if !text.isPunctuation(index, ","), text.kind(index) != .ellipsis, value(text, index) == nil {
        return nil
      }
    }
    return nil
  }

  /// The value of a number, `True` or `False`.
  static func value(_ text: TokenText, _ index: Int) -> Double? {
    if let number = text.number(index) { return number.value }
    if text.isWord(index, "True") { return 1 }
    return text.isWord(index, "False") ? 0 : nil
  }
}
