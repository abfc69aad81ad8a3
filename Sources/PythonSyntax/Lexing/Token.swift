import SourceText

/// One lexical element of a text.
package struct Token: Sendable, Hashable {
  package let kind: TokenKind
  /// How many brackets are open after the token.
  package let level: UInt8
  private let start: UInt32
  private let end: UInt32

  init(_ kind: TokenKind, from start: Int, to end: Int, level: Int = 0) {
    self.kind = kind
    self.level = UInt8(truncatingIfNeeded: level)
    self.start = UInt32(truncatingIfNeeded: start)
    self.end = UInt32(truncatingIfNeeded: end)
  }

  /// The first byte.
  package var lowerBound: Int { Int(start) }
  /// The byte after the last.
  package var upperBound: Int { Int(end) }
  /// The bytes of the token.
  package var range: ByteRange { Int(start)..<Int(end) }
}

/// What a token is; each operator and keyword is a kind of its own.
package enum TokenKind: UInt8, Sendable, CaseIterable {
  case endMarker, newline, indent, dedent
  /// Stands where the lexer gave up; its failure says why.
  case error
  /// A sign that Python has no use for, such as `$`.
  case unknown
  case name, number, string

  case leftParenthesis, rightParenthesis, leftBracket, rightBracket, leftBrace, rightBrace
  case colon, comma, semicolon, dot, ellipsis, arrow, assign, colonAssign, at
  case plus, minus, star, slash, doubleSlash, percent, doubleStar, leftShift, rightShift
  case ampersand, bar, caret, tilde
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
  case plusAssign, minusAssign, starAssign, slashAssign, doubleSlashAssign, percentAssign, atAssign
  case ampersandAssign, barAssign, caretAssign, leftShiftAssign, rightShiftAssign, doubleStarAssign

  case falseKeyword, noneKeyword, trueKeyword, andKeyword, asKeyword, assertKeyword, asyncKeyword, awaitKeyword
  case breakKeyword, classKeyword, continueKeyword, defKeyword, delKeyword, elifKeyword, elseKeyword
  case exceptKeyword, finallyKeyword, forKeyword, fromKeyword, globalKeyword, ifKeyword, importKeyword
  case inKeyword, isKeyword, lambdaKeyword, nonlocalKeyword, notKeyword, orKeyword, passKeyword, raiseKeyword
  case returnKeyword, tryKeyword, whileKeyword, withKeyword, yieldKeyword

  /// Whether it is a reserved word.
  package var isKeyword: Bool { rawValue >= TokenKind.falseKeyword.rawValue }

  /// Whether it is punctuation: a bracket, a delimiter or an operator sign.
  package var isOperator: Bool {
    rawValue >= TokenKind.leftParenthesis.rawValue && rawValue < TokenKind.falseKeyword.rawValue
  }

  /// The operator of an augmented assignment such as `+=`.
  var augmentedOperator: BinaryOperator? {
    switch self {
    case .plusAssign: .add
    case .minusAssign: .subtract
    case .starAssign: .multiply
    case .slashAssign: .divide
    case .doubleSlashAssign: .floorDivide
    case .percentAssign: .modulo
    case .atAssign: .matrixMultiply
    case .ampersandAssign: .bitAnd
    case .barAssign: .bitOr
    case .caretAssign: .bitXor
    case .leftShiftAssign: .leftShift
    case .rightShiftAssign: .rightShift
    case .doubleStarAssign: .power
    default: nil
    }
  }
}

/// A comment, kept beside the tokens.
package struct Comment: Sendable, Hashable {
  /// From `#` to the end of the line, without the line break.
  package let range: ByteRange
  /// How far `#` stands from the start of its line, in characters, counted from 0.
  package let column: Int
  /// Whether nothing but white space stands before it.
  package let isOwnLine: Bool
  /// How many brackets are open around it.
  package let depth: Int
}

/// What the lexer makes of a text.
package struct LexedText: Sendable {
  /// Ends with `.endMarker`, or with `.error` where the lexer gave up.
  package let tokens: [Token]
  package let comments: [Comment]
  /// Why the lexer gave up.
  package let failure: SyntaxFailure?
  /// Whether the failure is told even when the parser finds fault with an earlier place, as CPython does for most.
  let failureOverridesEarlier: Bool
  /// The innermost bracket still open where the text ends.
  let unclosedBracket: Int?

  /// Whether there is a `global` or `nonlocal` statement.
  var declaresNames: Bool { tokens.contains { $0.kind == .globalKeyword || $0.kind == .nonlocalKeyword } }
}
