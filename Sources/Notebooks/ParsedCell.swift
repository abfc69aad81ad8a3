import Checking
import MarkdownSyntax
import PythonSyntax
import SourceText

/// A cell whose code was parsed: what the interpreter runs and what the checker sees.
package struct ParsedCell: Sendable {
  package let cell: Cell
  /// The statements that run, in order. Of a transcript with a prompt that does not parse, those of the others.
  let statements: [Statement]
  /// What is wrong with the code, by the index of the statement before which it stands.
  let failures: [(before: Int, failure: SyntaxFailure)]
  /// The tokens of the code, for look-ups of names.
  let tokens: [Token]
  package let text: CellText
  /// What comments of the cell ask of nbrun, in order, and what is wrong with such comments.
  let directives: [CellDirective]
  let diagnostics: [Diagnostic]

  /// Lexes and parses a cell of a document, which must be done by `deadline`.
  init(_ cell: Cell, in document: MarkdownDocument, by deadline: Deadline) {
    let watch = deadline.watch
    self.cell = cell
    let source = cell.source
    let lexed = Lexer.lex(source.bytes, watch)
    tokens = lexed.tokens
    var statements: [Statement] = []
    var failures: [(before: Int, failure: SyntaxFailure)] = []
    do {
      statements = try Parser.parse(source.bytes, lexed, watch).body
    } catch {
      if source.isTranscript {
        for prompt in Self.prompts(of: source) {
          do {
            statements += try Parser.parse(source.bytes, Lexer.lex(source.bytes, in: prompt, watch), watch).body
          } catch {
            failures.append((statements.count, error))
            if error.type.isInterruption { break }
          }
        }
      } else {
        failures.append((0, error))
      }
    }
    self.statements = statements
    self.failures = failures
    text = Self.text(of: cell, lexed, statements, in: document)
    var diagnostics: [Diagnostic] = []
    directives = text.comments.compactMap {
      CellDirective($0.text, line: $0.line, range: $0.range, &diagnostics)
    }
    self.diagnostics = diagnostics
  }

  /// Where the code of each prompt stands.
  private static func prompts(of source: CellSource) -> [ByteRange] {
    var prompts: [ByteRange] = []
    var start: Int?
    func close(before line: Int) {
      guard let first = start else { return }
      let end = line < source.lineStarts.count ? source.lineStarts[line] : source.bytes.count
      prompts.append(source.lineStarts[first]..<end)
    }
    for (index, line) in source.lines.enumerated() {
      let lineStart = source.lineStarts[index]
      let first = lineStart < source.bytes.count ? source.bytes[lineStart] : UInt8(ascii: "\n")
      let isContinuation = first == 0x20 || first == 0x09 || first == UInt8(ascii: "\n")
      if line.omission == nil, !isContinuation {
        close(before: index)
        start = index
      }
    }
    close(before: source.lines.count)
    return prompts
  }

  /// What the checker needs to know of a cell.
  private static func text(
    of cell: Cell, _ lexed: LexedText, _ statements: [Statement], in document: MarkdownDocument
  ) -> CellText {
    let source = cell.source
    let file = document.file
    let lines = source.lines.enumerated().map { index, line in
      let start = min(line.range.lowerBound + max(0, -line.shift), line.range.upperBound)
      let range = start..<line.range.upperBound
      let role: CellText.Line.Role =
        switch line.omission {
        case nil: .code
        case .output: .transcriptOutput
        case .magic, .shell, .help, .tab: .command
        }
      return CellText.Line(text: file.text(in: range), number: source.firstLine + index, range: range, role: role)
    }
    let comments = lexed.comments.map { comment in
      CellText.Comment(
        text: String(decoding: source.bytes[comment.range], as: UTF8.self),
        range: source.documentRange(of: comment.range), line: source.documentLine(at: comment.range.lowerBound),
        column: comment.column, isOwnLine: comment.isOwnLine)
    }
    var listed: [CellText.Statement] = []
    for (index, statement) in statements.enumerated() {
      StatementLister(source: source, topLevel: index).list(statement, depth: 0, into: &listed)
    }
    var labels = CellText.Labels()
    for label in cell.labels.reversed() {
      switch label {
      case .exact: labels.exact = true
      case .tolerance(let value): labels.tolerance = value
      case .random: labels.random = true
      case .unchecked, .setup: labels.unchecked = true
      default: break
      }
    }
    return CellText(
      lines: lines, comments: comments, statements: listed, isTranscript: source.isTranscript,
      below: block(below: cell, in: document), labels: labels)
  }

  /// The block below a cell as the checker sees it.
  private static func block(below cell: Cell, in document: MarkdownDocument) -> CellText.Block? {
    guard let below = cell.below, below.label.map(OutputBlock.canFollow) ?? true else { return nil }
    let block = document.codeBlocks[below.codeBlock]
    let file = document.file
    let firstLine = block.lines.first.map { file.line(at: $0.range.lowerBound) }
    let lines = block.lines.enumerated().map { index, line in
      CellText.Line(
        text: String(repeating: " ", count: line.padding) + file.text(in: line.range),
        number: (firstLine ?? 1) + index, range: line.range)
    }
    let opening = block.fence.map { file.line(at: $0.opening.lowerBound) } ?? firstLine ?? 1
    let closing = block.fence?.closing.map { file.line(at: $0.lowerBound) }
    let last = closing ?? (firstLine.map { $0 + max(0, block.lines.count - 1) } ?? opening)
    let contentStart =
      block.lines.first?.range.lowerBound
      ?? block.fence.map {
        file.line(at: $0.opening.lowerBound) < file.lineCount
          ? file.lineStarts[file.line(at: $0.opening.lowerBound)] : file.bytes.count
      } ?? 0
    return CellText.Block(
      kind: block.fence == nil ? .indented : .fence(info: block.info), isQuoted: below.isQuoted,
      introduction: below.label, lines: lines, documentLines: opening...max(opening, last),
      contentStart: contentStart)
  }
}

/// Lists a statement and those in its body as the checker wants them.
private struct StatementLister {
  let source: CellSource
  let topLevel: Int

  func list(_ statement: Statement, depth: Int, into listed: inout [CellText.Statement]) {
    let first = source.documentLine(at: statement.range.lowerBound)
    let last = source.documentLine(at: max(statement.range.lowerBound, statement.range.upperBound - 1))
    listed.append(
      CellText.Statement(lines: first...max(first, last), kind: kind(of: statement), topLevel: topLevel, depth: depth))
    for body in statement.bodies {
      for inner in body { list(inner, depth: depth + 1, into: &listed) }
    }
  }

  private func kind(of statement: Statement) -> CellText.Statement.Kind {
    switch statement.kind {
    case .expression(let expression):
      if case .constant(.string) = expression.kind { return .string }
      return .expression
    case .assign(let targets, let value):
      return .assignment(names: targets.first.map(names) ?? [], isLiteral: isLiteral(value))
    case .augmentedAssign(let target, _, _):
      return .assignment(names: names(in: target), isLiteral: false)
    case .annotatedAssign(let target, _, let value):
      guard let value else { return .other }
      return .assignment(names: names(in: target), isLiteral: isLiteral(value))
    case .function, .class: return .definition
    case .if, .while, .for, .with, .try, .match: return .compound
    default: return .other
    }
  }

  private func names(in target: Expression) -> [String] {
    switch target.kind {
    case .name(let name): [name]
    case .tuple(let elements), .list(let elements): elements.flatMap(names)
    case .starred(let inner), .attribute(let inner, _, _), .subscript(let inner, _): names(in: inner)
    default: []
    }
  }

  private func isLiteral(_ value: Expression) -> Bool {
    switch value.kind {
    case .constant: true
    case .unary(_, let operand): isLiteral(operand)
    default: false
    }
  }
}

extension Statement {
  /// The blocks of statements in a compound statement, in the order they are written.
  var bodies: [[Statement]] {
    switch kind {
    case .if(_, let body, let orElse), .while(_, let body, let orElse), .for(_, _, let body, let orElse):
      [body, orElse]
    case .with(_, let body): [body]
    case .try(let body, let handlers, let orElse, let finally): [body] + handlers.map(\.body) + [orElse, finally]
    case .function(let definition): [definition.body]
    case .class(let definition): [definition.body]
    case .match(_, let cases): cases.map(\.body)
    default: []
    }
  }
}
