/// What is wrong with a regular expression, and at which character.
struct RegexFailure: Error {
  let message: String
  /// The index of the scalar at fault, where one is.
  let place: Int?
}

/// The flags of `re`.
struct RegexFlags: OptionSet {
  let rawValue: Int

  static let ignoreCase = RegexFlags(rawValue: 2)
  static let locale = RegexFlags(rawValue: 4)
  static let multiline = RegexFlags(rawValue: 8)
  static let dotAll = RegexFlags(rawValue: 16)
  static let unicode = RegexFlags(rawValue: 32)
  static let verbose = RegexFlags(rawValue: 64)
  static let ascii = RegexFlags(rawValue: 256)

  init(rawValue: Int) { self.rawValue = rawValue }

  init?(letter: Unicode.Scalar) {
    switch letter {
    case "i": self = .ignoreCase
    case "L": self = .locale
    case "m": self = .multiline
    case "s": self = .dotAll
    case "u": self = .unicode
    case "x": self = .verbose
    case "a": self = .ascii
    default: return nil
    }
  }
}

/// Reads regular expressions as Python writes them (docs.python.org/3.11/library/re.html).
struct RegexParser {
  let text: [Unicode.Scalar]
  private var position = 0
  private(set) var flags: RegexFlags
  private(set) var groupCount = 0
  private(set) var names: [(name: String, number: Int)] = []
  /// The groups that conditions ask for, which may stand behind them, and where.
  private var references: [(number: Int, place: Int)] = []
  private var openGroups: Set<Int> = []
  private var depth = 0

  /// The tree of a pattern. Throws ``RegexFailure``.
  static func parse(_ pattern: String, _ flags: RegexFlags) throws -> (RegexNode, RegexParser) {
    var parser = RegexParser(text: Array(pattern.unicodeScalars), flags: flags)
    let node = try parser.alternatives()
    if parser.position < parser.text.count {
      throw RegexFailure(message: "unbalanced parenthesis", place: parser.position)
    }
    if let wrong = parser.references.first(where: { $0.number > parser.groupCount }) {
      throw RegexFailure(message: "invalid group reference \(wrong.number)", place: wrong.place)
    }
    return (node, parser)
  }

  private init(text: [Unicode.Scalar], flags: RegexFlags) {
    self.text = text
    self.flags = flags
  }

  private var current: Unicode.Scalar? { position < text.count ? text[position] : nil }

  private func fail(_ message: String, _ place: Int?) -> RegexFailure { RegexFailure(message: message, place: place) }

  private mutating func accept(_ wanted: String) -> Bool {
    let scalars = wanted.unicodeScalars
    guard text.count - position >= scalars.count, text[position..<position + scalars.count].elementsEqual(scalars)
    else {
      return false
    }
    position += scalars.count
    return true
  }

  private mutating func alternatives() throws -> RegexNode {
    depth += 1
    defer { depth -= 1 }
    if depth > 100 { throw fail("too many nested groups", position) }
    let isStart = position == 0
    var parts = [try sequence(isStart: isStart)]
    while accept("|") { parts.append(try sequence(isStart: false)) }
    return parts.count == 1 ? parts[0] : .alternatives(parts)
  }

  private mutating func sequence(isStart: Bool) throws -> RegexNode {
    var items: [RegexNode] = []
    while let scalar = current, scalar != "|", scalar != ")" {
      if flags.contains(.verbose) {
        if scalar.properties.isWhitespace, scalar.isASCII {
          position += 1
          continue
        }
        if scalar == "#" {
          while let other = current, other != "\n" {
            _ = other
            position += 1
          }
          continue
        }
      }
      let start = position
      let isGroup = scalar == "("
      guard let item = try item() else { continue }
      items.append(try repeated(item, from: start, isGroup: isGroup))
    }
    return items.count == 1 ? items[0] : .sequence(items)
  }

  private mutating func repeated(_ item: RegexNode, from start: Int, isGroup: Bool) throws -> RegexNode {
    var item = item
    var isRepeated = false
    while let scalar = current {
      let here = position
      let bounds: (Int, Int?)
      switch scalar {
      case "*": bounds = (0, nil)
      case "+": bounds = (1, nil)
      case "?": bounds = (0, 1)
      case "{":
        guard let read = try braces() else { return item }
        bounds = read
      default: return item
      }
      if scalar != "{" { position += 1 }
      if !isGroup, case .anchor = item { throw fail("nothing to repeat", here) }
      if !isGroup, case .empty = item { throw fail("nothing to repeat", here) }
      if isRepeated { throw fail("multiple repeat", here) }
      isRepeated = true
      let kind: RegexNode.Greed = accept("?") ? .lazy : accept("+") ? .possessive : .greedy
      item = .repetition(item, least: bounds.0, most: bounds.1, kind: kind)
    }
    return item
  }

  /// `{m}`, `{m,}`, `{,n}` or `{m,n}`; anything else after a brace is a brace.
  private mutating func braces() throws -> (Int, Int?)? {
    let start = position
    position += 1
    func digits() -> String {
      var found = ""
      while let scalar = current, ("0"..."9").contains(scalar) {
        found.unicodeScalars.append(scalar)
        position += 1
      }
      return found
    }
    if current == "}" {
      position = start
      return nil
    }
    let low = digits()
    var high = low
    if accept(",") { high = digits() }
    guard accept("}"), !low.isEmpty || text[start + 1] == "," else {
      position = start
      return nil
    }
    let least = low.isEmpty ? 0 : Int(low)
    let most = high.isEmpty ? nil : Int(high)
    guard let least, least < 100_000, high.isEmpty || most.map({ $0 < 100_000 }) == true else {
      throw fail("the repetition number is too large", start)
    }
    if let most, most < least { throw fail("min repeat greater than max repeat", start + 1) }
    return (least, most)
  }

  private func set(_ items: [CharacterSet.Item], isNegated: Bool = false) -> RegexNode {
    .set(
      CharacterSet(
        items, isNegated: isNegated, ignoresCase: flags.contains(.ignoreCase), isASCII: flags.contains(.ascii)))
  }

  /// The next part of a sequence; `nil` for what matches nothing, such as a comment.
  private mutating func item() throws -> RegexNode? {
    let start = position
    guard let scalar = current else { return nil }
    position += 1
    switch scalar {
    case ".":
      return flags.contains(.dotAll) ? set([.any]) : set([.range(10, 10)], isNegated: true)
    case "^": return .anchor(flags.contains(.multiline) ? .lineStart : .textStart)
    case "$": return .anchor(flags.contains(.multiline) ? .lineEnd : .end)
    case "(": return try group(start)
    case "[": return try brackets(start)
    case "*", "+", "?": throw fail("nothing to repeat", start)
    case "{":
      position = start
      if try braces() != nil { throw fail("nothing to repeat", start) }
      position = start + 1
      return set([.range(scalar.value, scalar.value)])
    case "\\": return try escape(start)
    default: return set([.range(scalar.value, scalar.value)])
    }
  }

  // MARK: Groups

  private mutating func name(upTo end: Unicode.Scalar) throws -> String {
    let start = position
    var name = ""
    while let scalar = current, scalar != end {
      name.unicodeScalars.append(scalar)
      position += 1
    }
    guard current != nil else {
      throw name.isEmpty
        ? fail("missing group name", start) : fail("missing \(end), unterminated name", start)
    }
    if name.isEmpty { throw fail("missing group name", start) }
    position += 1
    return name
  }

  private func isIdentifier(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first, first.properties.isXIDStart || first == "_" else { return false }
    return name.unicodeScalars.allSatisfy { $0.properties.isXIDContinue }
  }

  private mutating func group(_ start: Int) throws -> RegexNode? {
    guard accept("?") else { return try capturing(start, name: nil) }
    let mark = position
    guard let kind = current else { throw fail("unexpected end of pattern", position) }
    position += 1
    switch kind {
    case ":": return try closed(start)
    case "=", "!": return .look(try closed(start), ahead: true, negative: kind == "!")
    case ">": return .atomic(try closed(start))
    case "#":
      while let scalar = current, scalar != ")" {
        _ = scalar
        position += 1
      }
      guard accept(")") else { throw fail("missing ), unterminated comment", start) }
      return nil
    case "<":
      guard let sign = current else { throw fail("unexpected end of pattern", position) }
      guard sign == "=" || sign == "!" else { throw fail("unknown extension ?<\(sign)", mark - 1) }
      position += 1
      let inner = try closed(start)
      let width = inner.width
      guard width.most == width.least else { throw fail("look-behind requires fixed-width pattern", nil) }
      return .look(inner, ahead: false, negative: sign == "!")
    case "P":
      if accept("<") {
        let place = position
        let name = try name(upTo: ">")
        guard isIdentifier(name) else { throw fail("bad character in group name '\(name)'", place) }
        if let known = names.first(where: { $0.name == name }) {
          throw fail(
            "redefinition of group name '\(name)' as group \(groupCount + 1); was group \(known.number)", place)
        }
        return try capturing(start, name: name)
      }
      if accept("=") {
        let place = position
        let name = try name(upTo: ")")
        guard isIdentifier(name) else { throw fail("bad character in group name '\(name)'", place) }
        guard let known = names.first(where: { $0.name == name }) else {
          throw fail("unknown group name '\(name)'", place)
        }
        return try reference(known.number, place)
      }
      guard let other = current else { throw fail("unexpected end of pattern", position) }
      throw fail("unknown extension ?P\(other)", mark - 1)
    case "(": return try condition(start)
    default:
      position = mark
      return try flagged(start, mark)
    }
  }

  private mutating func closed(_ start: Int) throws -> RegexNode {
    let saved = flags
    let inner = try alternatives()
    flags = saved
    guard accept(")") else { throw fail("missing ), unterminated subpattern", start) }
    return inner
  }

  private mutating func capturing(_ start: Int, name: String?) throws -> RegexNode {
    groupCount += 1
    let number = groupCount
    if let name { names.append((name, number)) }
    openGroups.insert(number)
    let inner = try closed(start)
    openGroups.remove(number)
    return .group(inner, number: number)
  }

  private func reference(_ number: Int, _ place: Int) throws -> RegexNode {
    guard number <= groupCount else { throw fail("invalid group reference \(number)", place) }
    if openGroups.contains(number) { throw fail("cannot refer to an open group", place) }
    return .reference(number, ignoringCase: flags.contains(.ignoreCase))
  }

  private mutating func condition(_ start: Int) throws -> RegexNode {
    let place = position
    let text = try name(upTo: ")")
    let number: Int
    if let digits = Int(text) {
      if digits == 0 { throw fail("bad group number", place) }
      number = digits
    } else {
      guard isIdentifier(text) else { throw fail("bad character in group name '\(text)'", place) }
      guard let known = names.first(where: { $0.name == text }) else {
        throw fail("unknown group name '\(text)'", place)
      }
      number = known.number
    }
    let yes = try sequence(isStart: false)
    var no = RegexNode.empty
    if accept("|") {
      no = try sequence(isStart: false)
      if current == "|" { throw fail("conditional backref with more than two branches", position) }
    }
    guard accept(")") else { throw fail("missing ), unterminated subpattern", start) }
    references.append((number, place))
    return .condition(number, yes, no)
  }

  /// `(?i)` for the whole pattern, or `(?i-s:...)` for a part of it.
  private mutating func flagged(_ start: Int, _ mark: Int) throws -> RegexNode? {
    var added: RegexFlags = []
    var removed: RegexFlags = []
    var isRemoving = false
    while let scalar = current {
      if scalar == ")" || scalar == ":" { break }
      position += 1
      if scalar == "-", !isRemoving {
        isRemoving = true
        continue
      }
      let isType = ["a", "L", "u"].contains(scalar)
      if isRemoving, isType {
        throw fail("bad inline flags: cannot turn off flags 'a', 'u' and 'L'", position)
      }
      guard let flag = RegexFlags(letter: scalar) else {
        throw position - 1 == mark ? fail("unknown extension ?\(scalar)", mark - 1) : fail("unknown flag", position - 1)
      }
      if isRemoving { removed.insert(flag) } else { added.insert(flag) }
    }
    guard let end = current else { throw fail("missing -, : or )", position) }
    if end == ")" {
      if isRemoving { throw fail("missing :", position) }
      position += 1
      guard start == 0 else { throw fail("global flags not at the start of the expression", start) }
      flags.formUnion(added)
      return nil
    }
    position += 1
    if !added.isDisjoint(with: removed) { throw fail("bad inline flags: flag turned on and off", position - 1) }
    let saved = flags
    flags.formUnion(added)
    flags.subtract(removed)
    let inner = try closed(start)
    flags = saved
    return inner
  }

  // MARK: Characters

  private mutating func hexadecimal(_ count: Int, _ start: Int) throws -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<count {
      guard let scalar = current, scalar.isASCII, let digit = Character(scalar).hexDigitValue else {
        throw fail("incomplete escape \(shown(from: start))", start)
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    if value > 0x10FFFF { throw fail("bad escape \(shown(from: start))", start) }
    return value
  }

  private func shown(from start: Int) -> String {
    var result = String.UnicodeScalarView()
    result.append(contentsOf: text[start..<min(position, text.count)])
    return String(result)
  }

  /// The character or class of an escape that means the same within brackets; `nil` if the letter is another.
  private mutating func commonEscape(_ letter: Unicode.Scalar, _ start: Int) throws -> CharacterSet.Item? {
    func one(_ value: UInt32) -> CharacterSet.Item { .range(value, value) }
    switch letter {
    case "d", "s", "w": return CharacterSet.Class(rawValue: Character(letter)).map { .named($0, negated: false) }
    case "D", "S", "W":
      return CharacterSet.Class(rawValue: Character(Unicode.Scalar(UInt8(letter.value + 32)))).map {
        .named($0, negated: true)
      }
    case "a": return one(7)
    case "f": return one(12)
    case "n": return one(10)
    case "r": return one(13)
    case "t": return one(9)
    case "v": return one(11)
    case "\\": return one(92)
    case "x": return one(try hexadecimal(2, start))
    case "u": return one(try hexadecimal(4, start))
    case "U": return one(try hexadecimal(8, start))
    default: return nil
    }
  }

  private mutating func escape(_ start: Int) throws -> RegexNode {
    guard let letter = current else { throw fail("bad escape (end of pattern)", start) }
    position += 1
    if let item = try commonEscape(letter, start) { return set([item]) }
    let ascii = flags.contains(.ascii)
    switch letter {
    case "A": return .anchor(.textStart)
    case "Z": return .anchor(.textEnd)
    case "b": return .anchor(.boundary(ascii: ascii))
    case "B": return .anchor(.noBoundary(ascii: ascii))
    case "0"..."9": return try numbered(letter, start)
    default:
      if letter.isASCII, letter.properties.isAlphabetic { throw fail("bad escape \\\(letter)", start) }
      return set([.range(letter.value, letter.value)])
    }
  }

  /// A reference to a group, or a character by its octal number.
  private mutating func numbered(_ letter: Unicode.Scalar, _ start: Int) throws -> RegexNode {
    func octal(_ index: Int) -> UInt32? {
      guard index < text.count, ("0"..."7").contains(text[index]) else { return nil }
      return text[index].value - 48
    }
    if letter == "0" {
      var value: UInt32 = 0
      for _ in 0..<2 {
        guard let digit = octal(position) else { break }
        value = value * 8 + digit
        position += 1
      }
      return set([.range(value, value)])
    }
    if let first = octal(start + 1), let second = octal(position), let third = octal(position + 1) {
      let value = first * 64 + second * 8 + third
      position += 2
      if value > 0o377 { throw fail("octal escape value \(shown(from: start)) outside of range 0-0o377", start) }
      return set([.range(value, value)])
    }
    var number = Int(letter.value) - 48
    if let second = current, ("0"..."9").contains(second) {
      number = number * 10 + Int(second.value) - 48
      position += 1
    }
    if openGroups.contains(number) { throw fail("cannot refer to an open group", start) }
    return try reference(number, start + 1)
  }

  private mutating func brackets(_ start: Int) throws -> RegexNode {
    let isNegated = accept("^")
    var items: [CharacterSet.Item] = []
    var isFirst = true
    while true {
      guard let scalar = current else { throw fail("unterminated character set", start) }
      if scalar == "]", !isFirst {
        position += 1
        return set(items, isNegated: isNegated)
      }
      isFirst = false
      let place = position
      let low = try member(start)
      guard current == "-", position + 1 < text.count else {
        if current == "-", position + 1 >= text.count { throw fail("unterminated character set", start) }
        items.append(low)
        continue
      }
      if text[position + 1] == "]" {
        items += [low, .range(45, 45)]
        position += 1
        continue
      }
      position += 1
      let high = try member(start)
      guard case .range(let first, _) = low, case .range(let last, _) = high, first <= last else {
        throw fail("bad character range \(shown(from: place))", place)
      }
      items.append(.range(first, last))
    }
  }

  private mutating func member(_ start: Int) throws -> CharacterSet.Item {
    guard let scalar = current else { throw fail("unterminated character set", start) }
    let place = position
    position += 1
    guard scalar == "\\" else { return .range(scalar.value, scalar.value) }
    guard let letter = current else { throw fail("bad escape (end of pattern)", place) }
    position += 1
    if let item = try commonEscape(letter, place) { return item }
    if letter == "b" { return .range(8, 8) }
    if ("0"..."7").contains(letter) {
      var value = letter.value - 48
      for _ in 0..<2 {
        guard let digit = current, ("0"..."7").contains(digit) else { break }
        value = value * 8 + digit.value - 48
        position += 1
      }
      if value > 0o377 { throw fail("octal escape value \(shown(from: place)) outside of range 0-0o377", place) }
      return .range(value, value)
    }
    if letter.isASCII, letter.properties.isAlphabetic || ("0"..."9").contains(letter) {
      throw fail("bad escape \\\(letter)", place)
    }
    return .range(letter.value, letter.value)
  }
}
