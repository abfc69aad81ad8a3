/// What Unicode 14.0, which CPython 3.11 knows, tells of a code point.
enum UnicodeData {
  /// `unicodedata.unidata_version`
  static let version = "14.0.0"

  /// Whether Unicode 14.0 gives the code point a meaning. Swift's library may know newer characters.
  static func isAssigned(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return true }
    let category = scalar.properties.generalCategory
    // What is no character has an age too.
    return category != .unassigned && (scalar.properties.age.map { $0.major <= 14 } ?? (category == .privateUse))
  }

  // MARK: Category, names, numbers

  /// Categories that later versions changed.
  private static let categories: [UInt32: Unicode.GeneralCategory] = [
    0x295: .lowercaseLetter, 0x1171E: .nonspacingMark,
  ]

  /// The two letters of the general category.
  static func category(_ scalar: Unicode.Scalar) -> StringObject {
    guard isAssigned(scalar) else { return unassigned }
    return categoryNames[categories[scalar.value] ?? scalar.properties.generalCategory] ?? unassigned
  }

  private static let unassigned = StringObject("Cn")
  private static let categoryNames: [Unicode.GeneralCategory: StringObject] = [
    .uppercaseLetter: "Lu", .lowercaseLetter: "Ll", .titlecaseLetter: "Lt", .modifierLetter: "Lm", .otherLetter: "Lo",
    .nonspacingMark: "Mn", .spacingMark: "Mc", .enclosingMark: "Me", .decimalNumber: "Nd", .letterNumber: "Nl",
    .otherNumber: "No", .connectorPunctuation: "Pc", .dashPunctuation: "Pd", .openPunctuation: "Ps",
    .closePunctuation: "Pe", .initialPunctuation: "Pi", .finalPunctuation: "Pf", .otherPunctuation: "Po",
    .mathSymbol: "Sm", .currencySymbol: "Sc", .modifierSymbol: "Sk", .otherSymbol: "So", .spaceSeparator: "Zs",
    .lineSeparator: "Zl", .paragraphSeparator: "Zp", .control: "Cc", .format: "Cf", .surrogate: "Cs",
    .privateUse: "Co", .unassigned: "Cn",
  ].mapValues { StringObject($0) }

  /// The name, which CPython does not give to Tangut ideographs.
  static func name(_ scalar: Unicode.Scalar) -> String? {
    guard isAssigned(scalar), let name = scalar.properties.name, !name.hasPrefix("TANGUT IDEOGRAPH-") else {
      return nil
    }
    return name
  }

  /// Numbers of cuneiform signs and ideographs that later versions gave.
  private static let numbersSince: Set<UInt32> = [
    0x4E24, 0x4EAC, 0x4FE9, 0x5006, 0x62D0, 0x6D1E, 0x7695, 0x79ED, 0x920E, 0x94A9, 0x12038, 0x12039, 0x12079, 0x12226,
    0x1222B, 0x1230B, 0x1230D, 0x12399,
  ]

  /// What the character counts, and how it does so.
  static func number(_ scalar: Unicode.Scalar) -> (value: Double, kind: Unicode.NumericType)? {
    let properties = scalar.properties
    guard let kind = properties.numericType, let value = properties.numericValue, isAssigned(scalar),
      !numbersSince.contains(scalar.value)
    else { return nil }
    return (value, kind)
  }

  /// The canonical combining class.
  static func combiningClass(_ scalar: Unicode.Scalar) -> UInt8 {
    if scalar.value < 0x300 { return 0 }
    return isAssigned(scalar) ? scalar.properties.canonicalCombiningClass.rawValue : 0
  }

  /// Whether the character is mirrored in text from right to left; U+226D is since a later version.
  static func isMirrored(_ scalar: Unicode.Scalar) -> Bool {
    isAssigned(scalar) && scalar.properties.isBidiMirrored && scalar.value != 0x226D
  }

  // MARK: Tables

  /// Consecutive code points of the same class.
  struct Runs: Sendable {
    private var starts: [UInt32] = []
    private var classes: [UInt8] = []

    fileprivate init(_ text: StaticString) {
      var reader = TableReader(text)
      var start: UInt32 = 0
      while let count = reader.number() {
        starts.append(start)
        classes.append(reader.letter() ?? 0)
        start += count
      }
    }

    /// The class of a code point.
    subscript(scalar: Unicode.Scalar) -> Int {
      var low = 0
      var high = starts.count
      while low + 1 < high {
        let middle = (low + high) / 2
        if starts[middle] <= scalar.value { low = middle } else { high = middle }
      }
      return Int(classes[low])
    }
  }

  private static let bidirectionalRuns = Runs(UnicodeTables.bidirectional)
  private static let widthRuns = Runs(UnicodeTables.eastAsianWidth)

  /// The bidirectional class, nothing for unassigned code points.
  static func bidirectionalClass(_ scalar: Unicode.Scalar) -> String {
    isAssigned(scalar) ? UnicodeTables.bidirectionalClasses[bidirectionalRuns[scalar]] : ""
  }

  /// The East Asian width.
  static func eastAsianWidth(_ scalar: Unicode.Scalar) -> String { UnicodeTables.widths[widthRuns[scalar]] }

  // MARK: Decompositions

  /// What a character is made of by one step.
  struct Decomposition: Sendable {
    /// The place of its kind in `UnicodeTables.tags`.
    let tag: UInt8
    let scalars: [Unicode.Scalar]
    /// Whether it is the same text, not only a similar one.
    var isCanonical: Bool { tag < 2 }
  }

  /// The decompositions of all characters but Hangul syllables, which follow a rule.
  static let decompositions: [UInt32: Decomposition] = {
    var table: [UInt32: Decomposition] = [:]
    table.reserveCapacity(6000)
    var reader = TableReader(UnicodeTables.decompositions)
    var code: UInt32 = 0
    while !reader.isAtEnd {
      code += reader.number() ?? 1
      let tag = reader.letter() ?? 0
      var mapped: [UInt32] = []
      repeat { mapped.append(reader.number() ?? 0) } while reader.take(",")
      let count = reader.take("*") ? reader.number() ?? 1 : 1
      for offset in 0..<count {
        table[code + offset] = Decomposition(tag: tag, scalars: mapped.compactMap { Unicode.Scalar($0 + offset) })
      }
      code += count - 1
      _ = reader.take(";")
    }
    return table
  }()

  /// The characters that two others compose to, by the first (upper half) and the second.
  static let compositions: [UInt64: Unicode.Scalar] = {
    var table: [UInt64: Unicode.Scalar] = [:]
    for (code, decomposition) in decompositions where decomposition.tag == 0 && decomposition.scalars.count == 2 {
      table[pair(decomposition.scalars[0], decomposition.scalars[1])] = Unicode.Scalar(code)
    }
    return table
  }()

  static func pair(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> UInt64 {
    UInt64(first.value) << 32 | UInt64(second.value)
  }
}

/// Reads numbers of base 36, whose digits are small, and capital letters.
private struct TableReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0

  init(_ text: StaticString) {
    // The text is a constant of the program.
    bytes = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
  }

  var isAtEnd: Bool { position >= bytes.count }

  /// The number that stands here, if one does.
  mutating func number() -> UInt32? {
    var value: UInt32?
    while position < bytes.count {
      let byte = bytes[position]
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "z"): digit = byte - UInt8(ascii: "a") + 10
      default: return value
      }
      value = (value ?? 0) &* 36 &+ UInt32(digit)
      position += 1
    }
    return value
  }

  /// The place in the alphabet of the capital letter that stands here.
  mutating func letter() -> UInt8? {
    guard position < bytes.count, (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(bytes[position]) else { return nil }
    position += 1
    return bytes[position - 1] - UInt8(ascii: "A")
  }

  mutating func take(_ mark: Unicode.Scalar) -> Bool {
    guard position < bytes.count, UInt32(bytes[position]) == mark.value else { return false }
    position += 1
    return true
  }
}
