/// What differs first, in words.
struct Difference: Sendable, Hashable {
  let message: String
  /// What to do about it.
  var suggestion: String?

  init(message: String, suggestion: String? = nil) {
    self.message = message
    self.suggestion = suggestion
  }

  init(_ walk: TokenWalk) {
    if let parting = walk.parting {
      message = Self.structure(walk.expected, walk.actual, parting)
      if Self.lacksGradient(walk, parting) {
        suggestion =
          "PyTorch up to 0.4.0 printed tensors without requires_grad and grad_fn; `nbrun update` writes what is "
          + "printed now"
      }
    } else if let pair = walk.firstNumbers {
      message = Self.numbers(walk, pair)
      if walk.differentNumbers == walk.comparedNumbers, walk.comparedNumbers > 1, walk.expected.holdsBracket {
        suggestion = "the shape agrees but all values differ: is a seed missing?"
      }
    } else {
      message = "the texts differ"
    }
  }

  /// Whether the document's tensor ends where the printed one goes on with what 0.4.1 began to print.
  private static func lacksGradient(_ walk: TokenWalk, _ parting: (expected: Int, actual: Int)) -> Bool {
    let next = parting.actual + 1
    return walk.expected.isPunctuation(parting.expected, ")") && walk.actual.isPunctuation(parting.actual, ",")
      && (walk.actual.isWord(next, "grad_fn") || walk.actual.isWord(next, "requires_grad"))
  }

  private static func numbers(_ walk: TokenWalk, _ pair: (expected: Int, actual: Int)) -> String {
    let said = walk.expected.string(pair.expected)
    let printed = walk.actual.string(pair.actual)
    var text: String
    let path = walk.expected.elementPath(of: pair.expected)
    if path.isEmpty {
      text = "expected \(said), printed \(printed)"
    } else {
      text = "element [\(path.map(String.init).joined(separator: ", "))]: expected \(said), printed \(printed)"
    }
    if let left = walk.expected.number(pair.expected), let right = walk.actual.number(pair.actual) {
      if left.isFloat != right.isFloat {
        text +=
          left.isFloat ? " (an integer, not a floating point number)" : " (a floating point number, not an integer)"
      } else if left.isFloat, left.value.isFinite, right.value.isFinite {
        let difference = abs(left.value - right.value)
        text += " (off by \(brief(difference))"
        if left.value != 0 { text += ", relative \(brief(difference / abs(left.value)))" }
        text += ")"
      }
    }
    if walk.differentNumbers > 1 { text += "; \(walk.differentNumbers) of \(walk.comparedNumbers) numbers differ" }
    return text
  }

  private static func structure(
    _ expected: TokenText, _ actual: TokenText, _ parting: (expected: Int, actual: Int)
  ) -> String {
    if let left = expected.firstShape, let right = actual.firstShape, left != right {
      return "the shape differs: expected \(shapeText(left)), printed \(shapeText(right))"
    }
    func excerpt(_ text: TokenText, _ index: Int) -> String {
      let line = text.tokens[index].line
      var end = index
      while end < text.count, end < index + 6, text.tokens[end].line == line { end += 1 }
      let cut = text.string(index..<end)
      return cut.utf8.count > 80 ? String(decoding: cut.utf8.prefix(80), as: UTF8.self) + "…" : cut
    }
    if parting.expected >= expected.count {
      return "the output goes on with `\(excerpt(actual, parting.actual))` where the document ends"
    }
    if parting.actual >= actual.count {
      return "the output ends where the document goes on with `\(excerpt(expected, parting.expected))`"
    }
    let line = expected.tokens[parting.expected].line
    return "expected `\(excerpt(expected, parting.expected))`, printed `\(excerpt(actual, parting.actual))`"
      + (expected.lineCount > 1 ? " (line \(line + 1) of the text)" : "")
  }

  private static func shapeText(_ shape: [Int]) -> String {
    shape.count == 1 ? "(\(shape[0]),)" : "(\(shape.map(String.init).joined(separator: ", ")))"
  }
}

extension TokenText {
  fileprivate var holdsBracket: Bool { tokens.indices.contains { isPunctuation($0, "[") } }

  /// The index of a number within the nested brackets around it, outermost first; empty outside brackets.
  func elementPath(of token: Int) -> [Int] {
    var stack: [(bracket: UInt8, position: Int)] = []
    for index in 0..<min(token, count) {
      let byte = punctuation(index)
      switch byte {
      case UInt8(ascii: "["), UInt8(ascii: "("), UInt8(ascii: "{"): stack.append((byte, 0))
      case UInt8(ascii: "]"), UInt8(ascii: ")"), UInt8(ascii: "}"): _ = stack.popLast()
      case UInt8(ascii: ","): if !stack.isEmpty { stack[stack.count - 1].position += 1 }
      default: break
      }
    }
    return stack.reversed().prefix { $0.bracket == UInt8(ascii: "[") }.reversed().map(\.position)
  }

  /// The shape of the first nested list of numbers, if it is regular and not summarised.
  var firstShape: [Int]? {
    guard let start = tokens.indices.first(where: { isPunctuation($0, "[") }) else { return nil }
    return shape(from: start)
  }

  /// The shape of the nested list that opens at a token, if it is regular and not summarised.
  func shape(from start: Int) -> [Int]? {
    guard isPunctuation(start, "[") else { return nil }
    var shape: [Int?] = []
    var counts: [Int] = []
    var isEmpty = true
    for index in start..<count {
      switch punctuation(index) {
      case UInt8(ascii: "["):
        counts.append(0)
        if counts.count > shape.count {
          guard shape.allSatisfy({ $0 == nil }), counts.count <= 64 else { return nil }
          shape.append(nil)
        }
        isEmpty = true
      case UInt8(ascii: ","):
        guard !counts.isEmpty else { return nil }
        counts[counts.count - 1] += 1
      case UInt8(ascii: "]"):
        guard let last = counts.popLast() else { return nil }
        let depth = counts.count
        let size = isEmpty ? 0 : last + 1
        if let known = shape[depth], known != size { return nil }
        shape[depth] = size
        isEmpty = false
        if counts.isEmpty { return shape.compactMap { $0 } }
      case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "{"), UInt8(ascii: "}"):
        return nil
      default:
        if tokens[index].kind == .ellipsis { return nil }
        isEmpty = false
      }
    }
    return nil
  }
}

/// A number with three significant digits.
func brief(_ value: Double) -> String {
  guard value.isFinite, value != 0 else { return "\(value)" }
  var exponent = 0
  var mantissa = abs(value)
  while mantissa >= 10, exponent < 400 {
    mantissa /= 10
    exponent += 1
  }
  while mantissa < 1, exponent > -400 {
    mantissa *= 10
    exponent -= 1
  }
  let rounded = (mantissa * 100).rounded() / 100
  if exponent >= -3, exponent <= 4 {
    let scale = powerOfTen(max(0, 2 - exponent))
    return "\(((value * scale).rounded() / scale))"
  }
  return "\(value < 0 ? "-" : "")\(rounded)e\(exponent < 0 ? "-" : "+")\(abs(exponent) < 10 ? "0" : "")\(abs(exponent))"
}
