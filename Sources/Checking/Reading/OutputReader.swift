/// Tells output from prose by its form: reads Python values as `repr` and `print` write them.
///
/// A value is a number, `True`, `False`, `None`, a quoted string, a list, tuple, dictionary or set of values, `<...>`
/// of an object, or a call-like repr such as `tensor(...)`, `torch.Size(...)`, `Linear(in_features=3, ...)`.
/// Whether a value starts at a token is worked out once and kept, so reading a text is linear however often it is
/// tried from different lines.
struct OutputReader {
  /// How surely a value is output.
  enum Strength: Int, Comparable {
    /// A bare number or constant, a quoted string.
    case weak
    /// A list, a tuple, a dictionary.
    case medium
    /// What only PyTorch or Python prints: `tensor(...)`, `<AddBackward0>`.
    case strong

    static func < (left: Strength, right: Strength) -> Bool { left.rawValue < right.rawValue }
  }

  /// Values in a row.
  struct Reading {
    /// The token behind the last value.
    var end: Int
    var strength: Strength
    var count: Int
  }

  let text: TokenText
  private var known: [Int32]
  private var partners: [Int32]
  private static let unknown: Int32 = -2
  private static let none: Int32 = -1
  private static let maximumDepth = 100

  init(_ text: TokenText) {
    self.text = text
    known = [Int32](repeating: Self.unknown, count: text.count)
    partners = text.bracketPartners
  }

  /// Reads values in a row, separated by white space or commas, from a token on until one ends where a line ends, or
  /// until something else follows in the line: then `end` is the token of the rest.
  mutating func readLine(from start: Int) -> Reading? {
    guard start < text.count, let end = value(at: start, depth: 0) else { return nil }
    var reading = Reading(end: end, strength: strength(at: start), count: 1)
    while !isLineEnd(reading.end) {
      var next = reading.end
      if text.isPunctuation(next, ",") { next += 1 }
      guard !isLineEnd(next), let end = value(at: next, depth: 0) else { break }
      // Words need space between them; `2x2` is not two values.
      guard next > reading.end || text.tokens[next].isSpaced else { break }
      reading.strength = max(reading.strength, strength(at: next))
      reading.end = end
      reading.count += 1
    }
    return reading
  }

  /// Whether a token is the first of a line, or behind the last one.
  func isLineEnd(_ index: Int) -> Bool {
    index >= text.count || index > 0 && text.tokens[index].line != text.tokens[index - 1].line
  }

  /// Reads a line, and what its brackets hold in the lines below, as values; also behind a name as in
  /// `x.grad: tensor([2.])`, where only what Python or PyTorch alone writes is believed.
  mutating func readWholeLine(from start: Int) -> Reading? {
    if let reading = readLine(from: start), isLineEnd(reading.end) { return reading }
    if let value = labelEnd(from: start), let reading = readLine(from: value), isLineEnd(reading.end),
      reading.strength == .strong
    {
      return reading
    }
    return nil
  }

  /// Reads a whole text as lines of values.
  mutating func readsAsOutput() -> Strength? {
    var index = 0
    var strength: Strength?
    while index < text.count {
      guard let reading = readWholeLine(from: index) else { return nil }
      strength = max(strength ?? .weak, reading.strength)
      index = reading.end
    }
    return strength
  }

  /// Whether the text begins with a value rather than with a name.
  func startsValue(at index: Int) -> Bool {
    var copy = self
    return copy.value(at: index, depth: 0) != nil
  }

  /// The token behind a name and a colon or equals sign, as in `Gradient:` or `y =`, within one line.
  func labelEnd(from start: Int) -> Int? {
    var index = start
    var end: Int?
    while index < text.count, index < start + 16, text.tokens[index].line == text.tokens[start].line {
      let byte = text.punctuation(index)
      if byte == UInt8(ascii: ":") || byte == UInt8(ascii: "=") {
        if index > start { end = index + 1 }
      } else if end == index, text.tokens[index].isSpaced || text.isPunctuation(index - 1, ":") {
        // What follows the colon may be the value; the last such place counts.
        if let name = knownHead(at: index), name != .none { return index }
        if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "(") || byte == UInt8(ascii: "<")
          || text.kind(index) == .number
        {
          return index
        }
      }
      index += 1
    }
    return nil
  }

  /// Whether tokens can only be a torn piece of a printed tensor or list: values and what stands between them, with
  /// brackets that do not match.
  func isFragment(_ tokens: Range<Int>) -> Bool {
    if opensObject(tokens) || isNameWithoutValue(tokens) { return true }
    var balance = 0
    var isTorn = false
    var isList = false
    var values = 0
    for index in tokens {
      isList = isList || text.isPunctuation(index, "[") || text.isPunctuation(index, "]")
      switch text.tokens[index].kind {
      case .number: values += 1
      case .ellipsis: continue
      case .address: return false
      case .word:
        if isConstant(index) {
          values += 1
        } else if text.isPunctuation(index + 1, "="), !text.tokens[index + 1].isSpaced {
          continue
        } else if !isFragmentName(index), !Self.torchNames.contains(where: { text.isWord(index, $0) }) {
          return false
        }
      case .punctuation:
        switch text.punctuation(index) {
        case UInt8(ascii: "["), UInt8(ascii: "("): balance += 1
        case UInt8(ascii: "]"), UInt8(ascii: ")"):
          balance -= 1
          isTorn = isTorn || balance < 0
        case UInt8(ascii: ","), UInt8(ascii: "="), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "."): continue
        case UInt8(ascii: "-")
        where index + 1 < text.count && (text.kind(index + 1) == .number || isConstant(index + 1)): continue
        default: return false
        }
      }
    }
    guard isTorn || balance != 0, let first = tokens.first else { return false }
    return values > 1 || values == 1 && isList || isFragmentName(first)
  }

  /// Whether tokens are no more than the head of an object's repr: `Sequential(`, `torch.return_types.max(`.
  private func opensObject(_ tokens: Range<Int>) -> Bool {
    guard let first = tokens.first, let last = tokens.last, last > first, text.isPunctuation(last, "("),
      text.kind(first) == .word, text.isWord(first, "torch") || text.slice(first).first?.isUppercase == true
    else { return false }
    return tokens.dropFirst().dropLast().allSatisfy {
      !text.tokens[$0].isSpaced && (text.isPunctuation($0, ".") || text.kind($0) == .word)
    } && !text.tokens[last].isSpaced
  }

  /// Whether tokens are a name that is only ever printed before a value, and the value is missing.
  private func isNameWithoutValue(_ tokens: Range<Int>) -> Bool {
    guard let first = tokens.first, case .prefix(tokens.upperBound)? = knownHead(at: first) else { return false }
    return true
  }

  /// Whether a word is one that PyTorch prints in and around tensors, also with a number right behind it.
  private func isFragmentName(_ index: Int) -> Bool {
    if text.wordHolds(index, "Backward") { return true }
    let written = text.slice(index)
    return Self.fragmentWords.contains { word in
      guard word.withUTF8Buffer({ written.starts(with: $0) }) else { return false }
      let rest = written.dropFirst(word.utf8CodeUnitCount)
      return rest.allSatisfy(\.isDigit) || rest.elementsEqual(Array("True".utf8))
        || rest.elementsEqual(Array("False".utf8))
    }
  }

  private static let fragmentWords: [StaticString] = [
    "tensor", "dtype", "torch", "grad_fn", "requires_grad", "size", "device", "Size", "array",
  ]

  // MARK: Values

  private enum Head: Equatable {
    /// `tensor(`, `array(`, `torch.Size(`: the index of the opening bracket.
    case call(Int)
    /// A dotted name that is a value by itself, such as `torch.float32`: the index behind it.
    case name(Int)
    /// `Parameter containing:` goes on with a value at this index.
    case prefix(Int)
    case none
  }

  private static let calls: [StaticString] = [
    "tensor", "array", "OrderedDict", "device", "dtype", "dict_keys", "dict_values", "dict_items", "defaultdict",
    "Counter", "deque", "frozenset", "range", "Size",
  ]

  private static let torchNames: [StaticString] = [
    "float16", "float32", "float64", "bfloat16", "int8", "int16", "int32", "int64", "uint8", "bool", "complex64",
    "complex128", "half", "float", "double", "long", "short", "int", "strided", "sparse_coo", "contiguous_format",
    "preserve_format", "channels_last", "complex32", "uint16", "uint32", "uint64", "quint8", "qint8", "qint32",
  ]

  private func knownHead(at index: Int) -> Head? {
    guard text.kind(index) == .word else { return nil }
    if text.isWord(index, "torch"), text.isPunctuation(index + 1, "."), text.kind(index + 2) == .word {
      if text.isWord(index + 2, "Size"), text.isPunctuation(index + 3, "(") { return .call(index + 3) }
      if text.isWord(index + 2, "return_types"), text.isPunctuation(index + 3, "."),
        text.isPunctuation(index + 5, "(")
      {
        return .call(index + 5)
      }
      let isCall = text.isPunctuation(index + 3, "(") || text.isPunctuation(index + 3, ".")
      if !isCall, Self.torchNames.contains(where: { text.isWord(index + 2, $0) }) { return .name(index + 3) }
      return Head.none
    }
    if text.isWord(index, "Parameter"), text.isWord(index + 1, "containing"), text.isPunctuation(index + 2, ":") {
      return .prefix(index + 3)
    }
    if text.isPunctuation(index + 1, "("), Self.calls.contains(where: { text.isWord(index, $0) }) {
      return .call(index + 1)
    }
    return Head.none
  }

  /// How sure one is that the value at a token is output.
  private func strength(at index: Int) -> Strength {
    switch text.punctuation(index) {
    case UInt8(ascii: "<"): return .strong
    case UInt8(ascii: "["), UInt8(ascii: "{"): return .medium
    case UInt8(ascii: "("): return .medium
    case 0: break
    default: return .weak
    }
    guard text.kind(index) == .word else { return text.kind(index) == .address ? .strong : .weak }
    if isConstant(index) || text.slice(index).first?.isDigit == true { return .weak }
    return .strong
  }

  private func isConstant(_ index: Int) -> Bool {
    text.isWord(index, "True") || text.isWord(index, "False") || text.isWord(index, "None")
      || text.isWord(index, "nan") || text.isWord(index, "inf")
  }

  /// The token behind the value that starts at a token.
  private mutating func value(at index: Int, depth: Int) -> Int? {
    guard index < text.count, depth < Self.maximumDepth else { return nil }
    let remembered = known[index]
    if remembered != Self.unknown { return remembered == Self.none ? nil : Int(remembered) }
    let end = readValue(at: index, depth: depth)
    known[index] = end.map { Int32($0) } ?? Self.none
    return end
  }

  private mutating func readValue(at index: Int, depth: Int) -> Int? {
    switch text.tokens[index].kind {
    case .number: return numberEnd(index)
    case .address, .ellipsis: return index + 1
    case .punctuation: return readPunctuation(at: index, depth: depth)
    case .word:
      if isConstant(index) || text.slice(index).starts(with: [UInt8(ascii: "0"), UInt8(ascii: "x")]) {
        return index + 1
      }
      if text.isPunctuation(index + 1, "'") || text.isPunctuation(index + 1, "\""), !text.tokens[index + 1].isSpaced,
        text.isWord(index, "b") || text.isWord(index, "r")
      {
        return stringEnd(index + 1)
      }
      switch knownHead(at: index) {
      case .name(let end): return end
      case .prefix(let start): return value(at: start, depth: depth + 1)
      case .call(let bracket): return items(from: bracket, depth: depth, isCall: true)?.end
      case nil, Head.none?: return readObject(at: index, depth: depth)
      }
    }
  }

  /// `3`, `2j`, `1.+2.j`
  private func numberEnd(_ index: Int) -> Int {
    var end = index + 1
    func isTight(_ index: Int) -> Bool { index < text.count && !text.tokens[index].isSpaced }
    if text.isWord(end, "j"), isTight(end) { return end + 1 }
    let sign = text.punctuation(end)
    if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), isTight(end), text.kind(end + 1) == .number,
      isTight(end + 1), text.isWord(end + 2, "j"), isTight(end + 2)
    {
      end += 3
    }
    return end
  }

  private mutating func readPunctuation(at index: Int, depth: Int) -> Int? {
    switch text.punctuation(index) {
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return stringEnd(index)
    case UInt8(ascii: "-") where text.isWord(index + 1, "inf"): return index + 2
    case UInt8(ascii: "["), UInt8(ascii: "{"): return items(from: index, depth: depth, isCall: false)?.end
    case UInt8(ascii: "("):
      guard let read = items(from: index, depth: depth, isCall: false) else { return nil }
      // `(3)` is no tuple; `(1+2j)` is a complex number.
      return read.hasComma || read.count == 0 || text.isWord(read.end - 2, "j") ? read.end : nil
    case UInt8(ascii: "<"): return objectEnd(index)
    default: return nil
    }
  }

  /// The end of a quoted string that closes in its line.
  private func stringEnd(_ index: Int) -> Int? {
    let quote = text.punctuation(index)
    guard
      index == 0 || text.tokens[index].isSpaced || !text.isWordLike(index - 1) || text.isWord(index - 1, "b")
        || text.isWord(index - 1, "r")
    else { return nil }
    var end = index + 1
    while end < text.count, text.tokens[end].line == text.tokens[index].line, end < index + 4096 {
      if text.punctuation(end) == quote, !(text.bytes[Int(text.tokens[end].start) - 1] == UInt8(ascii: "\\")) {
        return end + 1
      }
      end += 1
    }
    return nil
  }

  /// The end of `<...Backward0 object at 0x...>`, `<class '...'>` and their like.
  private func objectEnd(_ index: Int) -> Int? {
    var end = index + 1
    var isObject = false
    guard let first = text.kind(end), first == .word, !text.tokens[end].isSpaced else { return nil }
    for word: StaticString in ["class", "function", "built", "generator", "bound", "enum", "module", "method", "slot"]
    where text.isWord(end, word) && end + 2 < text.count && !text.isPunctuation(end + 1, ">") {
      isObject = true
    }
    var depth = 1
    while end < text.count, end < index + 200 {
      if text.isPunctuation(end, "<") { depth += 1 }
      if text.isPunctuation(end, ">") { depth -= 1 }
      if depth == 0 { return isObject ? end + 1 : nil }
      if text.kind(end) == .address || text.isWord(end, "object") && text.isWord(end + 1, "at") { isObject = true }
      if text.kind(end) == .word, text.wordHolds(end, "Backward") { isObject = true }
      end += 1
    }
    return nil
  }

  /// The end of what stands behind `name=` in a call, whatever it is: the next comma or bracket.
  private func argumentEnd(_ index: Int, in close: Int) -> Int {
    (index..<min(close, index + 12)).first { ",()[]{}".utf8.contains(text.punctuation($0)) } ?? min(close, index + 12)
  }

  /// `Linear(in_features=3, ...)`, `Sequential(` with numbered children, `SGD (Parameter Group 0 ...)`.
  private mutating func readObject(at index: Int, depth: Int) -> Int? {
    // A repr names the class alone: `nn.ReLU()` is code.
    let head = index
    guard text.isPunctuation(head + 1, "("), text.bytes[Int(text.tokens[head].start)].isUppercase,
      head + 1 < partners.count
    else { return nil }
    let close = Int(partners[head + 1])
    guard close > head else { return nil }
    if text.isWord(head + 2, "Parameter"), text.isWord(head + 3, "Group") { return close + 1 }
    guard let read = items(from: head + 1, depth: depth, isCall: true) else { return nil }
    return read.count > 0 && !read.isNamed ? nil : read.end
  }

  /// The items between brackets.
  private mutating func items(
    from bracket: Int, depth: Int, isCall: Bool
  ) -> (end: Int, count: Int, hasComma: Bool, isNamed: Bool)? {
    guard bracket < partners.count, partners[bracket] > bracket else { return nil }
    let close = Int(partners[bracket])
    var index = bracket + 1
    var count = 0
    var hasComma = false
    var isNamed = false
    while index < close {
      if text.isPunctuation(index, ",") {
        hasComma = true
        index += 1
        continue
      }
      if isCall, let start = nameEnd(at: index, in: close) {
        isNamed = true
        index = start
        if index >= close { return nil }
        if let end = value(at: index, depth: depth + 1), end <= close {
          // Behind a value only a slip can stand before the comma.
          index = argumentEnd(end, in: close)
        } else if text.isPunctuation(index, "(") || text.isPunctuation(index, "["), partners[index] > index {
          index = Int(partners[index]) + 1
        } else {
          let end = argumentEnd(index, in: close)
          guard end > index else { return nil }
          index = end
        }
      } else if isCall, text.kind(index) == .word, text.isPunctuation(index + 1, ":") == false,
        Self.flags.contains(where: { text.isWord(index, $0) })
      {
        index += 1
        isNamed = true
      } else if let end = value(at: index, depth: depth + 1), end <= close {
        index = end
        if text.isPunctuation(index, ":") {
          index += 1
          guard index < close, let end = value(at: index, depth: depth + 1), end <= close else { return nil }
          index = end
        }
      } else {
        return nil
      }
      count += 1
    }
    return (close + 1, count, hasComma, isNamed)
  }

  /// Bare words older module reprs hold.
  private static let flags: [StaticString] = ["inplace"]

  /// The token behind `name=` or `(name):`.
  private func nameEnd(at index: Int, in limit: Int) -> Int? {
    if text.kind(index) == .word, text.isPunctuation(index + 1, "=") { return index + 2 }
    guard text.isPunctuation(index, "("), partners[index] > index else { return nil }
    let close = Int(partners[index])
    return close < limit && text.isPunctuation(close + 1, ":") && close - index <= 32 ? close + 2 : nil
  }
}

extension TokenText {
  /// For each opening bracket the token that closes it, -1 where there is none.
  fileprivate var bracketPartners: [Int32] {
    var partners = [Int32](repeating: -1, count: count)
    var open: [(index: Int, byte: UInt8)] = []
    for index in tokens.indices {
      let byte = punctuation(index)
      switch byte {
      case UInt8(ascii: "["), UInt8(ascii: "("), UInt8(ascii: "{"): open.append((index, byte))
      case UInt8(ascii: "]"), UInt8(ascii: ")"), UInt8(ascii: "}"):
        let opening = byte == UInt8(ascii: ")") ? UInt8(ascii: "(") : byte - 2
        // A bracket of another kind ends what is open, so that one stray bracket spoils only what holds it.
        if let last = open.last, last.byte == opening {
          partners[last.index] = Int32(index)
          open.removeLast()
        } else {
          open.removeAll(keepingCapacity: true)
        }
      default: break
      }
    }
    return partners
  }

  fileprivate func isWordLike(_ index: Int) -> Bool {
    guard index >= 0, let kind = kind(index) else { return false }
    return kind == .word || kind == .number
  }

  /// Whether a word holds these letters.
  func wordHolds(_ index: Int, _ part: String) -> Bool {
    let bytes = slice(index)
    let needle = Array(part.utf8)
    guard bytes.count >= needle.count, bytes.count <= 256 else { return false }
    return (bytes.startIndex...bytes.endIndex - needle.count).contains {
      bytes[$0..<$0 + needle.count].elementsEqual(needle)
    }
  }
}
