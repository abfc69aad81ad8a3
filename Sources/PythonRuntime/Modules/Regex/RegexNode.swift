/// What a regular expression is made of.
indirect enum RegexNode {
  case empty
  /// One character of a set.
  case set(CharacterSet)
  case sequence([RegexNode])
  case alternatives([RegexNode])
  /// A group whose place is remembered under a number.
  case group(RegexNode, number: Int)
  case repetition(RegexNode, least: Int, most: Int?, kind: Greed)
  case anchor(Anchor)
  case look(RegexNode, ahead: Bool, negative: Bool)
  case reference(Int, ignoringCase: Bool)
  /// One of two, depending on whether a group has matched.
  case condition(Int, RegexNode, RegexNode)
  /// Matches as it first can, and never otherwise.
  case atomic(RegexNode)

  enum Greed { case greedy, lazy, possessive }

  enum Anchor {
    case textStart, textEnd, lineStart, lineEnd, end
    case boundary(ascii: Bool), noBoundary(ascii: Bool)
  }

  /// The least and the greatest number of characters that can match; `nil` is no bound.
  var width: (least: Int, most: Int?) {
    switch self {
    case .empty, .anchor, .look: return (0, 0)
    case .set: return (1, 1)
    case .sequence(let parts):
      return parts.reduce((0, 0)) { sum, part in
        let next = part.width
        return (min(sum.0 + next.least, 1 << 40), sum.1.flatMap { a in next.most.map { min(a + $0, 1 << 40) } })
      }
    case .alternatives(let parts):
      let widths = parts.map(\.width)
      let most = widths.contains { $0.most == nil } ? nil : widths.compactMap(\.most).max()
      return (widths.map(\.least).min() ?? 0, most)
    case .group(let inner, _), .atomic(let inner): return inner.width
    case .repetition(let inner, let least, let most, _):
      let one = inner.width
      let (low, lowOverflow) = one.least.multipliedReportingOverflow(by: least)
      guard let most, let widest = one.most else { return (lowOverflow ? 1 << 40 : low, one.most == 0 ? 0 : nil) }
      let (high, highOverflow) = widest.multipliedReportingOverflow(by: most)
      return (lowOverflow ? 1 << 40 : low, highOverflow ? 1 << 40 : high)
    case .reference: return (0, nil)
    case .condition(_, let yes, let no):
      let (a, b) = (yes.width, no.width)
      return (min(a.least, b.least), a.most.flatMap { x in b.most.map { max(x, $0) } })
    }
  }
}

/// A set of characters.
struct CharacterSet {
  /// A named part of a set.
  enum Class: Character {
    case digit = "d"
    case space = "s"
    case word = "w"
  }

  enum Item {
    case range(UInt32, UInt32)
    case named(Class, negated: Bool)
    case any
  }

  var items: [Item] = []
  var isNegated = false
  var ignoresCase = false
  var isASCII = false

  init(_ items: [Item] = [], isNegated: Bool = false, ignoresCase: Bool = false, isASCII: Bool = false) {
    self.items = items
    self.isNegated = isNegated
    self.ignoresCase = ignoresCase
    self.isASCII = isASCII
  }

  @inline(__always) func contains(_ scalar: UInt32) -> Bool {
    if items.count == 1, case .range(let low, let high) = items[0], !ignoresCase {
      return (scalar >= low && scalar <= high) != isNegated
    }
    return containsSlowly(scalar)
  }

  private func containsSlowly(_ scalar: UInt32) -> Bool {
    if listed(scalar) { return !isNegated }
    if ignoresCase {
      for other in CharacterSet.variants(of: scalar, isASCII: isASCII) where listed(other) { return !isNegated }
    }
    return isNegated
  }

  private func listed(_ scalar: UInt32) -> Bool {
    for item in items {
      switch item {
      case .range(let low, let high): if scalar >= low, scalar <= high { return true }
      case .named(let kind, let negated):
        if CharacterSet.belongs(scalar, to: kind, isASCII: isASCII) != negated { return true }
      case .any: return true
      }
    }
    return false
  }

  /// The same letter in the other case.
  static func variants(of scalar: UInt32, isASCII: Bool) -> [UInt32] {
    if scalar < 0x80 || isASCII {
      switch scalar {
      case 0x41...0x5A: return [scalar + 32] + (scalar == 0x4B && !isASCII ? [0x212A] : [])
      case 0x61...0x7A: return [scalar - 32]
      default: return []
      }
    }
    guard let character = Unicode.Scalar(scalar) else { return [] }
    var found: [UInt32] = []
    for mapped in [character.properties.lowercaseMapping, character.properties.uppercaseMapping] {
      let scalars = mapped.unicodeScalars
      if scalars.count == 1, let first = scalars.first, first.value != scalar { found.append(first.value) }
    }
    return found
  }

  /// Whether a character is a digit, white space or part of a word.
  static func belongs(_ scalar: UInt32, to kind: Class, isASCII: Bool) -> Bool {
    if scalar < 0x80 {
      switch kind {
      case .digit: return scalar >= 0x30 && scalar <= 0x39
      case .space:
        return scalar == 0x20 || scalar >= 0x09 && scalar <= 0x0D || !isASCII && scalar >= 0x1C && scalar <= 0x1F
      case .word:
        return scalar >= 0x30 && scalar <= 0x39 || scalar >= 0x41 && scalar <= 0x5A || scalar >= 0x61 && scalar <= 0x7A
          || scalar == 0x5F
      }
    }
    guard !isASCII, let character = Unicode.Scalar(scalar) else { return false }
    switch kind {
    case .digit: return character.properties.generalCategory == .decimalNumber
    case .space: return character.properties.isWhitespace
    case .word:
      switch character.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
        .letterNumber, .otherNumber:
        return true
      default: return false
      }
    }
  }
}
