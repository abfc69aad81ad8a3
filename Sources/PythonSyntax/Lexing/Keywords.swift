/// Python's reserved words. All are at most eight bytes long, so a word is looked up as one number.
enum Keywords {
  static let all: [(String, TokenKind)] = [
    ("False", .falseKeyword), ("None", .noneKeyword), ("True", .trueKeyword), ("and", .andKeyword),
    ("as", .asKeyword), ("assert", .assertKeyword), ("async", .asyncKeyword), ("await", .awaitKeyword),
    ("break", .breakKeyword), ("class", .classKeyword), ("continue", .continueKeyword), ("def", .defKeyword),
    ("del", .delKeyword), ("elif", .elifKeyword), ("else", .elseKeyword), ("except", .exceptKeyword),
    ("finally", .finallyKeyword), ("for", .forKeyword), ("from", .fromKeyword), ("global", .globalKeyword),
    ("if", .ifKeyword), ("import", .importKeyword), ("in", .inKeyword), ("is", .isKeyword),
    ("lambda", .lambdaKeyword), ("nonlocal", .nonlocalKeyword), ("not", .notKeyword), ("or", .orKeyword),
    ("pass", .passKeyword), ("raise", .raiseKeyword), ("return", .returnKeyword), ("try", .tryKeyword),
    ("while", .whileKeyword), ("with", .withKeyword), ("yield", .yieldKeyword),
  ]

  // Keyed by `Int`, as many dictionaries are: another type of key would cost a start a search of all conformances.
  private static let byPackedBytes: [Int: TokenKind] = Dictionary(
    uniqueKeysWithValues: all.map { (Int(bitPattern: UInt(packed($0.0.utf8))), $0.1) })

  /// The keyword of a word given as its bytes packed by ``packed(_:)``.
  static func kind(ofPacked word: UInt64) -> TokenKind? { byPackedBytes[Int(bitPattern: UInt(word))] }

  /// The bytes of a word of at most eight bytes as one number.
  static func packed(_ bytes: some Sequence<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
}
