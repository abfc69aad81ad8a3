import PythonSyntax

/// `str`
///
/// The text is UTF-8. Its number of code points is counted once; ASCII text is indexed by byte, other text through an
/// array of its code points that the first index makes. It never changes where more than one reference sees it.
public final class StringObject: Object, @unchecked Sendable {
  /// The text.
  package private(set) var value: String
  private var hashStorage = -1
  /// The number of code points, or -1 before it is known.
  private var countStorage = -1
  private var scalarStorage: [Unicode.Scalar]?

  package init(_ value: String, type: TypeObject = .str) {
    self.value = value
    super.init(type: type)
  }

  /// ASCII text, whose number of code points is that of its bytes.
  init(ascii value: String) {
    self.value = value
    countStorage = value.utf8.count
    super.init(type: .str)
  }

  /// Appends a text. Only who holds the one reference to the string may do so.
  func extend(by other: StringObject) {
    countStorage = countStorage < 0 || other.countStorage < 0 ? -1 : countStorage + other.countStorage
    hashStorage = -1
    scalarStorage = nil
    value.append(other.value)
  }

  /// The strings of one ASCII character, which indexing and iterating give again and again.
  private static let characters: [StringObject] = (0..<128).map { code in
    let string = StringObject(ascii: String(UnicodeScalar(UInt8(code))))
    _ = string.cachedHash
    return string
  }

  /// The string of one code point.
  package static func character(_ scalar: Unicode.Scalar) -> StringObject {
    scalar.isASCII ? characters[Int(scalar.value)] : StringObject(String(scalar))
  }

  /// The hash of the text, computed once.
  package var cachedHash: Int {
    @inline(__always) get { hashStorage != -1 ? hashStorage : computeHash() }
  }

  private func computeHash() -> Int {
    // FNV-1a over the bytes.
    var hash: UInt = 0xcbf2_9ce4_8422_2325
    var value = value
    value.withUTF8 { for byte in $0 { hash = (hash ^ UInt(byte)) &* 0x100_0000_01b3 } }
    let result = Int(bitPattern: hash ^ (hash >> 29))
    hashStorage = result == -1 ? -2 : result
    return hashStorage
  }

  /// The number of code points.
  package var count: Int {
    @inline(__always) get { countStorage >= 0 ? countStorage : computeCount() }
  }

  private func computeCount() -> Int {
    var value = value
    countStorage = value.withUTF8 { TextSearch.codePoints(in: $0, range: 0..<$0.count) }
    return countStorage
  }

  /// Whether every code point is ASCII, so that code points are bytes.
  package var isASCII: Bool { count == value.utf8.count }

  /// The code points of text that is not ASCII.
  private var scalars: [Unicode.Scalar] {
    if let scalarStorage { return scalarStorage }
    let made = Array(value.unicodeScalars)
    scalarStorage = made
    return made
  }

  /// The code point at `index`, which must be in range.
  package func scalar(at index: Int) -> Unicode.Scalar {
    if isASCII {
      var value = value
      return value.withUTF8 { index < $0.count ? Unicode.Scalar($0[index]) : "\u{FFFD}" }
    }
    return scalars[index]
  }

  /// The byte offset of the code point with index `index`, or the number of bytes when there are fewer.
  package func byteOffset(_ index: Int) -> Int {
    if isASCII { return min(index, value.utf8.count) }
    var value = value
    return value.withUTF8 { TextSearch.byteOffset(ofCodePoint: index, in: $0) }
  }

  // MARK: Behaviours

  public override func repr(_ interpreter: Interpreter) throws -> String {
    try interpreter.charge(value.utf8.count << 3)
    return TextRepr.repr(value)
  }
  public override func str(_ interpreter: Interpreter) throws -> String { value }
  public override func hash(_ interpreter: Interpreter) throws -> Int { cachedHash }
  public override func truth(_ interpreter: Interpreter) throws -> Bool { !value.isEmpty }
  public override func length(_ interpreter: Interpreter) throws -> Int? { count }

  public override func format(_ spec: String, _ interpreter: Interpreter) throws -> String {
    if spec.isEmpty { return value }
    var out: [UInt8] = []
    try FormatSpec(spec, typeName: type.name, isNumber: false).append(text: value, count: count, to: &out)
    return out.text
  }

  public override func compare(
    _ operation: ComparisonOperator, _ other: Value, _ interpreter: Interpreter
  ) throws -> Value? {
    guard let other = other.cast(StringObject.self) else { return nil }
    try interpreter.charge(min(value.utf8.count, other.value.utf8.count))
    switch operation {
    case .equal: return .bool(StringObject.areEqual(value, other.value))
    case .notEqual: return .bool(!StringObject.areEqual(value, other.value))
    case .less: return .bool(Interpreter.precedes(value, other.value))
    case .greater: return .bool(Interpreter.precedes(other.value, value))
    case .lessOrEqual: return .bool(!Interpreter.precedes(other.value, value))
    case .greaterOrEqual: return .bool(!Interpreter.precedes(value, other.value))
    default: return nil
    }
  }

  /// Whether two texts have the same code points; Swift's `==` also equates canonically equivalent ones.
  package static func areEqual(_ a: String, _ b: String) -> Bool {
    let (first, second) = (a.utf8, b.utf8)
    return first.count == second.count && first.elementsEqual(second)
  }

  public override func concatenationRefusal(_ other: TypeObject) -> String? {
    "can only concatenate str (not \"\(other.tpName)\") to str"
  }

  public override func binary(
    _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ interpreter: Interpreter
  ) throws -> Value? {
    switch operation {
    case .add:
      if reflected { return nil }
      guard let text = other.text else { return nil }
      try TextLimit.check(value.utf8.count + text.utf8.count)
      try interpreter.charge(value.utf8.count + text.utf8.count)
      return .string(value + text)
    case .multiply:
      guard let count = try interpreter.repetitions(other) else { return nil }
      if count == 1, type === TypeObject.str { return .object(self) }
      let (bytes, overflow) = value.utf8.count.multipliedReportingOverflow(by: max(count, 0))
      if overflow { throw PythonException(.memoryError, "") }
      try TextLimit.check(bytes)
      try interpreter.charge(bytes)
      return .string(count <= 0 || value.isEmpty ? "" : String(repeating: value, count: count))
    case .modulo:
      if reflected { return nil }
      return .string(try interpreter.percentFormat(value, other))
    default: return nil
    }
  }

  public override func item(_ key: Value, _ interpreter: Interpreter) throws -> Value? {
    if let slice = key.cast(SliceObject.self) {
      let range = try slice.resolve(count: count, interpreter)
      try interpreter.charge(isASCII && range.step == 1 ? range.count : value.utf8.count << 3)
      return .object(substring(range))
    }
    guard let given = try interpreter.sequenceIndex(key) else {
      throw PythonException(.typeError, "string indices must be integers, not '\(key.type.tpName)'")
    }
    let index = given < 0 ? given + count : given
    guard index >= 0, index < count else { throw PythonException(.indexError, "string index out of range") }
    return .object(StringObject.character(scalar(at: index)))
  }

  private func substring(_ slice: SliceRange) -> StringObject {
    if slice.count == 0 { return StringObject(ascii: "") }
    if slice.step == 1 {
      if slice.count == count, type === TypeObject.str { return self }
      let ascii = isASCII
      var value = value
      return value.withUTF8 { bytes in
        if ascii { return StringObject(ascii: TextSearch.text(bytes, slice.start..<(slice.start + slice.count))) }
        let start = TextSearch.byteOffset(ofCodePoint: slice.start, in: bytes)
        let rest = UnsafeBufferPointer(rebasing: bytes[start...])
        let width = TextSearch.byteOffset(ofCodePoint: slice.count, in: rest)
        return StringObject(TextSearch.text(bytes, start..<(start + width)))
      }
    }
    var out: [UInt8] = []
    for position in slice.positions { out.append(scalar: scalar(at: position)) }
    return StringObject(out.text)
  }

  public override func contains(_ value: Value, _ interpreter: Interpreter) throws -> Bool? {
    guard let needle = value.text else {
      throw PythonException(
        .typeError, "'in <string>' requires string as left operand, not \(value.type.tpName)")
    }
    try interpreter.charge(self.value.utf8.count)
    return TextSearch.withBytes(self.value, needle) { bytes, pattern in
      TextSearch.first(pattern, in: bytes, range: 0..<bytes.count) != nil
    }
  }

  public override func makeIterator(_ interpreter: Interpreter) throws -> Value? { .object(StringIterator(self)) }
}

/// The iterator of a string.
package final class StringIterator: Object {
  private let string: StringObject
  /// The byte offset of the next code point.
  private var offset = 0

  /// Walks the code points of `string`.
  package init(_ string: StringObject) {
    self.string = string
    super.init(type: string.isASCII ? .asciiIterator : .stringIterator)
  }

  package override func makeIterator(_ interpreter: Interpreter) throws -> Value? { .object(self) }

  package override func next(_ interpreter: Interpreter) throws -> Value? {
    var text = string.value
    let offset = offset
    let found = text.withUTF8 { offset < $0.count ? TextSearch.decode($0, at: offset) : nil }
    guard let (scalar, width) = found else { return nil }
    self.offset += width
    return .object(StringObject.character(scalar))
  }
}

extension TypeObject {
  /// `str`
  package static let str: TypeObject = TypeObject.native(
    "str",
    specials: SpecialMethodSet(
      .equality, .ordering,
      [
        .repr, .str, .hash, .length, .add, .contains, .iterate, .getItem, .multiply, .reflectedMultiply, .modulo,
        .format,
      ]),
    new: { interpreter, type, arguments in try StringMethods.make(interpreter, type, arguments) },
    members: { StringMethods.all })

  /// `str_iterator`
  package static let stringIterator: TypeObject = TypeObject.native(
    "str_iterator", specials: [.iterate, .next], isSubclassable: false)

  /// `str_ascii_iterator`
  package static let asciiIterator: TypeObject = TypeObject.native(
    "str_ascii_iterator", specials: [.iterate, .next], isSubclassable: false)
}
