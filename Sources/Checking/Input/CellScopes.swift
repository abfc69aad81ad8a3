/// Which statement and which `def` or `class` a line of a cell belongs to. Every answer is a binary search.
struct CellScopes: Sendable {
  private let statements: [CellText.Statement]
  /// For each statement the innermost `def` or `class` around it.
  private let enclosing: [Int?]
  /// The indexes of statements without a body, in the order they are written.
  private let simple: [Int]
  private let lines: [CellText.Line]
  /// The lines of each top-level statement.
  let topLevelLines: [Int: ClosedRange<Int>]

  init(_ cell: CellText) {
    statements = cell.statements
    var enclosing: [Int?] = []
    var open: [Int] = []
    for (index, statement) in cell.statements.enumerated() {
      while let last = open.last,
        cell.statements[last].depth >= statement.depth || cell.statements[last].topLevel != statement.topLevel
      {
        open.removeLast()
      }
      enclosing.append(open.last)
      if statement.kind == .definition { open.append(index) }
    }
    self.enclosing = enclosing
    topLevelLines = Dictionary(
      cell.statements.lazy.filter { $0.depth == 0 }.map { ($0.topLevel, $0.lines) },
      uniquingKeysWith: { first, _ in first })
    simple = cell.statements.indices.filter {
      switch cell.statements[$0].kind {
      case .definition, .compound: false
      case .expression, .string, .assignment, .other: true
      }
    }
    lines = cell.lines
  }

  /// The statement without a body that covers a line; of several in one line the last.
  func statement(covering line: Int) -> Int? {
    guard let index = statement(startingUpTo: line) else { return nil }
    return statements[index].lines.upperBound >= line ? index : nil
  }

  /// The statement without a body nearest above a line.
  func statement(above line: Int) -> Int? { statement(startingUpTo: line - 1) }

  private func statement(startingUpTo line: Int) -> Int? {
    let count = firstIndex(in: 0..<simple.count) { statements[simple[$0]].lines.lowerBound > line }
    return count > 0 ? simple[count - 1] : nil
  }

  /// The top-level statement that covers a line or ends nearest above it.
  func topLevel(at line: Int) -> Int? {
    let count = firstIndex(in: 0..<statements.count) { statements[$0].lines.lowerBound > line }
    return count > 0 ? statements[count - 1].topLevel : nil
  }

  /// The `def` or `class` in whose body a line of code stands.
  func definition(ofCode line: Int) -> Int? {
    chain(at: line).first { statements[$0].lines.contains(line) }
  }

  /// The spaces and tabs that a line of code begins with.
  private func indentation(ofLine number: Int) -> Int {
    let index = firstIndex(in: 0..<lines.count) { lines[$0].number >= number }
    guard index < lines.count, lines[index].number == number, lines[index].role == .code else { return 0 }
    return lines[index].text.utf8.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.count
  }

  /// The `def` or `class` in whose body a comment stands; one behind the last statement of a body belongs to it by its
  /// indentation.
  func definition(ofCommentAt line: Int, column: Int) -> Int? {
    chain(at: line).first {
      let first = statements[$0].lines.lowerBound
      return first < line ? column > indentation(ofLine: first) : statements[$0].lines.contains(line)
    }
  }

  /// The definitions around the last statement that starts at or above a line, innermost first.
  private func chain(at line: Int) -> [Int] {
    let count = firstIndex(in: 0..<statements.count) { statements[$0].lines.lowerBound > line }
    guard count > 0 else { return [] }
    var result: [Int] = statements[count - 1].kind == .definition ? [count - 1] : []
    var next = enclosing[count - 1]
    while let index = next {
      result.append(index)
      next = enclosing[index]
    }
    return result
  }

  /// The first index of a sorted range that meets a condition.
  private func firstIndex(in range: Range<Int>, where condition: (Int) -> Bool) -> Int {
    var low = range.lowerBound
    var high = range.upperBound
    while low < high {
      let middle = (low + high) / 2
      if condition(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
