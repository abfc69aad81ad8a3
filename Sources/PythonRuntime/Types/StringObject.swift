import PythonSyntax

/// `str`
package final class StringObject: Object, @unchecked Sendable {
  /// The text.
  package private(set) var value: String
  private var hashStorage = -1

  package init(_ value: String, type: TypeObject = .str) {
    self.value = value
    super.init(type: type)
  }

  /// The hash of the text, computed once.
  package var cachedHash: Int {
    @inline(__always) get { hashStorage != -1 ? hashStorage : computeHash() }
  }

  private func computeHash() -> Int {
    // FNV-1a over the bytes.
    var hash: UInt = 0xcbf2_9ce4_8422_2325
    for byte in value.utf8 { hash = (hash ^ UInt(byte)) &* 0x100_0000_01b3 }
    let result = Int(bitPattern: hash ^ (hash >> 29))
    hashStorage = result == -1 ? -2 : result
    return hashStorage
  }

  package override func str(_ interpreter: Interpreter) throws -> String { value }
  package override func hash(_ interpreter: Interpreter) throws -> Int { cachedHash }
  package override func truth(_ interpreter: Interpreter) throws -> Bool { !value.isEmpty }
  package override func length(_ interpreter: Interpreter) throws -> Int? { value.unicodeScalars.count }
  package override func compare(
    _ operation: ComparisonOperator, _ other: Value, _ interpreter: Interpreter
  ) throws -> Value? {
    guard let other = other.text else { return nil }
    switch operation {
    case .equal: return .bool(value == other)
    case .notEqual: return .bool(value != other)
    default: return nil
    }
  }
  package override func binary(
    _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ interpreter: Interpreter
  ) throws -> Value? {
    guard operation == .add, !reflected, let other = other.text else { return nil }
    return .string(value + other)
  }
}

extension TypeObject {
  package static let str = TypeObject.native(
    "str",
    specials: SpecialMethodSet(
      .equality, .ordering,
      [.repr, .str, .hash, .length, .add, .contains, .iterate, .getItem, .multiply, .modulo, .format]))
}
