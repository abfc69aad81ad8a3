import PythonSyntax
import SourceText

/// One line of a traceback.
package struct TracebackEntry: Sendable {
  /// The function's name; `<module>` for module-level code.
  package let function: String
  /// The text that the code was compiled from. Most exceptions are caught and never shown: the line is looked up when
  /// somebody asks.
  private let code: CodeSource
  /// The bytes of the expression that failed, in the source's text.
  private let range: ByteRange

  init(function: String, code: CodeSource, range: ByteRange) {
    self.function = function
    self.code = code
    self.range = range
  }

  /// The name of the source, as in `File "..."`.
  package var source: String { code.name }
  /// The line, 1-based.
  package var line: Int { code.line(of: range.lowerBound) }
  /// The bytes of the document that hold the expression that failed; `nil` outside of cells.
  package var documentRange: ByteRange? { code.documentRange(of: range) }

  /// The line as tracebacks show it, with the source and the marks below it.
  var text: String {
    let place = "  File \"\(source)\", line \(line), in \(function)\n"
    guard let shown = shownLine else { return place }
    return place + "    \(shown.text)\n" + (shown.marks.isEmpty ? "" : "    \(shown.marks)\n")
  }

  /// The first line of the expression without the white space around it, and the marks that stand below it in CPython
  /// 3.11: `^` below the expression, `~~^~~` below an operation and its operator, `~~~^^^` below a subscript. No marks
  /// where they would stand below the whole line. `nil` where the source is not to be shown.
  ///
  /// Blanks at the end of the line count as a part of it.
  var shownLine: (text: String, marks: String)? {
    guard code.showsText, range.lowerBound <= code.text.count else { return nil }
    let text = code.text
    let start = text.startIndex + range.lowerBound
    let end = text.startIndex + min(range.upperBound, text.count)
    let lineStart = text[..<start].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? text.startIndex
    let lineEnd = text[start...].firstIndex(of: UInt8(ascii: "\n")) ?? text.endIndex
    var line = text[lineStart..<lineEnd].drop(while: \.isBlank)
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    guard !line.isEmpty else { return nil }
    let shown = String(decoding: line, as: UTF8.self)
    guard start >= line.startIndex, start < line.endIndex else { return (shown, "") }
    let margin = String(repeating: " ", count: scalarCount(text[line.startIndex..<start]))
    // What goes on in the next line is marked up to the end of this one.
    if end <= lineEnd, let marks = OperatorMarks(of: text[start..<end]) { return (shown, margin + marks.text) }
    let marked = end <= lineEnd ? text[start..<end] : line[start...].droppingLastBlanks
    if marked == line { return (shown, "") }
    return (shown, margin + String(repeating: "^", count: scalarCount(marked)))
  }
}

extension [TracebackEntry] {
  /// The entries from the outermost on: as many as `limit` says, counted from the innermost where it is negative.
  func limited(_ limit: Int?) -> [TracebackEntry] {
    guard let limit else { return reversed() }
    return limit >= 0 ? Array(reversed().prefix(limit)) : prefix(Int(clamping: limit.magnitude)).reversed()
  }
}

/// What of an instruction failed. Some do at once what is written as several expressions.
enum FailedPart: UInt8 {
  case whole
  /// A variable that has no value.
  case name
  /// The search for the method that is to be called.
  case method

  /// The bytes of the part of the expression in `range`.
  func range(in source: CodeSource, _ range: ByteRange, missing name: String?) -> ByteRange {
    if self == .whole { return range }
    let bytes = Array(source.bytes(in: range))
    // Several lines are one expression in parentheses.
    let offset: Int
    let statement: Statement
    if let plain = Parser.parseSegment(bytes) {
      (statement, offset) = (plain, 0)
    } else if let enclosed = Parser.parseSegment([UInt8(ascii: "(")] + bytes + Array("\n)".utf8)) {
      (statement, offset) = (enclosed, -1)
    } else {
      return range
    }
    let found: ByteRange?
    switch self {
    case .whole: found = nil
    case .name: found = name.flatMap { Self.nearestName($0, in: statement) }
    case .method:
      guard case .expression(let call) = statement.kind, case .call(let callee, _, _) = call.kind else { return range }
      found = callee.range
    }
    guard let found else { return range }
    let start = range.lowerBound + offset
    return start + found.lowerBound..<start + found.upperBound
  }

  /// Where a name stands that is not part of a smaller expression with an instruction of its own.
  private static func nearestName(_ name: String, in statement: Statement) -> ByteRange? {
    var level: [Expression]
    switch statement.kind {
    case .expression(let value): level = [value]
    case .return(let value?): level = [value]
    case .augmentedAssign(let target, _, let value): level = [target, value]
    case .assign(_, let value), .annotatedAssign(_, _, let value?): level = [value]
    case .raise(let value, let cause): level = [value, cause].compactMap { $0 }
    default: return nil
    }
    while !level.isEmpty {
      for expression in level {
        if case .name(name) = expression.kind { return expression.range }
      }
      level = level.flatMap(\.parts)
    }
    return nil
  }
}

/// The marks below an operation or a subscript. CPython reads the marked text anew to find them, and so knows nothing of
/// parentheses around the operands.
private struct OperatorMarks {
  let text: String

  init?(of segment: ArraySlice<UInt8>) {
    let bytes = Array(segment)
    guard case .expression(let expression)? = Parser.parseSegment(bytes)?.kind else { return nil }
    let marked: ByteRange
    switch expression.kind {
    case .binary(let left, _, let right):
      let between = left.range.upperBound..<right.range.lowerBound
      guard let start = bytes[between].firstIndex(where: { !$0.isBlank }) else { return nil }
      let isWide = start + 1 < between.upperBound && !bytes[start + 1].isBlank
      marked = start..<start + (isWide ? 2 : 1)
    case .subscript(let object, let index):
      marked = object.range.upperBound..<min(index.range.upperBound + 1, bytes.count)
    default: return nil
    }
    func repeated(_ mark: String, _ range: Range<Int>) -> String {
      String(repeating: mark, count: scalarCount(bytes[range]))
    }
    text =
      repeated("~", 0..<marked.lowerBound) + repeated("^", marked) + repeated("~", marked.upperBound..<bytes.count)
  }
}

/// The number of Unicode scalars in UTF-8.
private func scalarCount(_ bytes: ArraySlice<UInt8>) -> Int { bytes.count { $0 & 0xC0 != 0x80 } }

extension UInt8 {
  fileprivate var isBlank: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}

extension ArraySlice<UInt8> {
  fileprivate var droppingLastBlanks: ArraySlice<UInt8> {
    var part = self
    while let last = part.last, last.isBlank { part.removeLast() }
    return part
  }
}

extension Expression {
  /// The expressions that it is made of, in the order of their evaluation; none of those in functions.
  fileprivate var parts: [Expression] {
    switch kind {
    case .name, .constant, .lambda, .listComprehension, .setComprehension, .dictComprehension, .generator: []
    case .joinedString(let parts), .tuple(let parts), .list(let parts), .set(let parts), .boolean(_, let parts): parts
    case .formattedValue(let value, _, let spec): [value] + (spec.map { [$0] } ?? [])
    case .dict(let items): items.flatMap { ($0.key.map { [$0] } ?? []) + [$0.value] }
    case .starred(let value), .attribute(let value, _, _), .unary(_, let value), .yieldFrom(let value),
      .namedExpression(_, let value):
      [value]
    case .yield(let value): value.map { [$0] } ?? []
    case .subscript(let a, let b), .binary(let a, _, let b): [a, b]
    case .slice(let a, let b, let c): [a, b, c].compactMap { $0 }
    case .call(let callee, let arguments, let keywords): [callee] + arguments + keywords.map(\.value)
    case .compare(let first, let rest): [first] + rest.map(\.1)
    case .conditional(let test, let body, let orElse): [test, body, orElse]
    }
  }
}
