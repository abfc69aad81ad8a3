import SourceText

/// Says what the parts of a Python text are, for colouring it; any text will do, right or wrong.
package struct Highlighter {
  /// What a part of a text is.
  package enum Kind: String, Sendable, CaseIterable {
    case keyword, builtin, string, number, comment, `operator`, decorator
    /// The name of a function where it is defined.
    case functionName
    /// The name of a class where it is defined.
    case className
  }

  /// A part of a text that is to be coloured.
  package struct Span: Sendable, Hashable {
    package let range: ByteRange
    package let kind: Kind

    package init(range: ByteRange, kind: Kind) {
      self.range = range
      self.kind = kind
    }
  }

  /// The parts of `text` that are something, in order and without overlaps.
  package static func spans(in text: [UInt8]) -> [Span] {
    var spans: [Span] = []
    var start = 0
    while start < text.count {
      let lexed = Lexer.lexForHighlighting(text, from: start)
      spans += Highlighter(text: text, tokens: lexed.tokens).tokenSpans()
      spans += lexed.comments.map { Span(range: $0.range, kind: .comment) }
      guard let failure = lexed.failure, let stop = lexed.tokens.last?.lowerBound, lexed.unclosedBracket == nil else {
        break
      }
      // Goes on behind what the lexer choked on, which is a string when it is a string that does not end.
      start = max(start + 1, stop, failure.range.upperBound)
      let opening = failure.range.lowerBound
      if opening < stop, failure.message.hasPrefix("unterminated") {
        spans.append(Span(range: opening..<min(start, text.count), kind: .string))
      }
    }
    return spans.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  let text: [UInt8]
  let tokens: [Token]

  private func tokenSpans() -> [Span] {
    var spans: [Span] = []
    spans.reserveCapacity(tokens.count)
    var isDecorator = false
    for (index, token) in tokens.enumerated() {
      guard !token.range.isEmpty else {
        isDecorator = false
        continue
      }
      if token.kind == .newline { isDecorator = false }
      if token.kind == .at, startsStatement(index) { isDecorator = true }
      if isDecorator, [.at, .name, .dot].contains(token.kind) {
        spans.append(Span(range: token.range, kind: .decorator))
      } else {
        isDecorator = false
        if let kind = kind(of: token, index) { spans.append(Span(range: token.range, kind: kind)) }
      }
    }
    return spans
  }

  private func kind(of token: Token, _ index: Int) -> Kind? {
    switch token.kind {
    case .number: return .number
    case .string: return .string
    case .name:
      switch index > 0 ? tokens[index - 1].kind : .newline {
      case .defKeyword: return .functionName
      case .classKeyword: return .className
      case .dot: return nil
      default:
        let name = String(decoding: text[token.range], as: UTF8.self)
        if Highlighter.builtins.contains(name) { return .builtin }
        return isSoftKeyword(name, index) ? .keyword : nil
      }
    default: return token.kind.isKeyword ? .keyword : token.kind.isOperator ? .operator : nil
    }
  }

  private func startsStatement(_ index: Int) -> Bool {
    index == 0 || [.newline, .indent, .dedent, .semicolon].contains(tokens[index - 1].kind)
  }

  /// Whether a name is `match` or `case` as the head of a block: a line that begins with it and ends with `:`.
  private func isSoftKeyword(_ name: String, _ index: Int) -> Bool {
    guard name == "match" || name == "case", startsStatement(index), index + 2 < tokens.count else { return false }
    let next = tokens[index + 1].kind
    if [.assign, .dot, .comma, .colon, .newline, .endMarker].contains(next) || next.augmentedOperator != nil {
      return false
    }
    var last = index + 1
    while last + 1 < tokens.count, ![.newline, .endMarker, .error].contains(tokens[last + 1].kind) { last += 1 }
    return tokens[index..<last].contains { $0.kind == .colon && $0.level == 0 } || tokens[last].kind == .colon
  }

  /// The names of CPython 3.11's `builtins` module, but for the keywords.
  private static let builtins: Set<String> = Set(
    """
    abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex copyright \
    credits delattr dict dir divmod enumerate eval exec exit filter float format frozenset getattr globals hasattr hash \
    help hex id input int isinstance issubclass iter len license list locals map max memoryview min next object oct open \
    ord pow print property quit range repr reversed round set setattr slice sorted staticmethod str sum super tuple type \
    vars zip ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError \
    BrokenPipeError BufferError BytesWarning ChildProcessError ConnectionAbortedError ConnectionError \
    ConnectionRefusedError ConnectionResetError DeprecationWarning EOFError Ellipsis EncodingWarning EnvironmentError \
    Exception ExceptionGroup FileExistsError FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError \
    ImportError ImportWarning IndentationError IndexError InterruptedError IsADirectoryError KeyError KeyboardInterrupt \
    LookupError MemoryError ModuleNotFoundError NameError NotADirectoryError NotImplemented NotImplementedError OSError \
    OverflowError PendingDeprecationWarning PermissionError ProcessLookupError RecursionError ReferenceError \
    ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration StopIteration SyntaxError SyntaxWarning SystemError \
    SystemExit TabError TimeoutError TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError \
    UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning ZeroDivisionError __build_class__ __debug__ \
    __import__
    """.split(separator: " ").map(String.init))
}
