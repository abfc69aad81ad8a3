import Notebooks
import PythonSyntax

/// Which parts of a cell's lines are keywords, strings, and so on.
struct CodeHighlighter {
  /// A part of a line and the class it is given.
  struct Span {
    /// Bytes from the start of the line, its prompt included.
    let range: Range<Int>
    let kind: HTMLName
  }

  /// The spans of each line of the cell, in order.
  let lines: [[Span]]

  private static let builtins: Set<String> = [
    "abs", "all", "any", "bool", "dict", "enumerate", "filter", "float", "format", "getattr", "hasattr", "id", "int",
    "isinstance", "issubclass", "iter", "len", "list", "map", "max", "min", "next", "object", "open", "print", "range",
    "repr", "reversed", "round", "set", "setattr", "slice", "sorted", "str", "sum", "super", "tuple", "type", "zip",
  ]

  /// Lexes a cell; behind a place where the lexer gives up, nothing is highlighted.
  init(_ source: CellSource) {
    var lines = [[Span]](repeating: [], count: source.lines.count)
    let lexed = Lexer.lex(source.bytes)
    func add(_ range: Range<Int>, _ kind: HTMLName) {
      var start = range.lowerBound
      var index = source.lineIndex(at: start)
      while start < range.upperBound, index < source.lines.count {
        let lineEnd = index + 1 < source.lineStarts.count ? source.lineStarts[index + 1] - 1 : source.bytes.count
        let end = min(range.upperBound, lineEnd)
        let shift = -source.lines[index].shift - source.lineStarts[index]
        if start < end, start + shift >= 0, source.lines[index].omission == nil {
          lines[index].append(Span(range: start + shift..<end + shift, kind: kind))
        }
        start = lineEnd + 1
        index += 1
      }
    }
    var comments = lexed.comments[...]
    var previous: TokenKind?
    for token in lexed.tokens {
      while let comment = comments.first, comment.range.lowerBound < token.lowerBound {
        add(comment.range, "c")
        comments.removeFirst()
      }
      if let kind = Self.kind(of: token, after: previous, in: source.bytes) { add(token.range, kind) }
      previous = token.kind
    }
    for comment in comments { add(comment.range, "c") }
    self.lines = lines
  }

  private static func kind(of token: Token, after previous: TokenKind?, in bytes: [UInt8]) -> HTMLName? {
    if token.kind.isKeyword { return "k" }
    switch token.kind {
    case .string: return "s"
    case .number: return "n"
    case .at: return previous == nil || previous == .newline || previous == .indent ? "d" : nil
    case .name:
      if previous == .defKeyword || previous == .classKeyword { return "f" }
      if previous == .dot { return nil }
      return builtins.contains(String(decoding: bytes[token.range], as: UTF8.self)) ? "f" : nil
    default: return nil
    }
  }
}
