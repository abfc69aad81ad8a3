import Checking

/// Tells the first failing statement from those that fail because of it: a statement that uses a name whose printed
/// value was wrong above, or a name computed from one, may fail for no reason of its own.
struct FailureOrder {
  /// The names under suspicion, each with the line of the first failure it comes from, by session.
  private var suspects: [String: [String: Int]] = [:]
  /// The names that the document assigns so far, by session; others are modules and builtins.
  private var assigned: [String: Set<String>] = [:]

  /// Adds to failures which line they may follow from.
  static func mark(_ cells: inout [CellOutcome]) {
    guard cells.contains(where: { $0.check.outcomes.contains { $0.verdict == .fail } }) else { return }
    var order = FailureOrder()
    for index in cells.indices where cells[index].status != .skipped { order.go(through: &cells[index]) }
  }

  private mutating func go(through cell: inout CellOutcome) {
    let session = cell.cell.session
    if cell.cell.labels.contains(.reset) { (suspects[session], assigned[session]) = (nil, nil) }
    var failures: [Int: [Int]] = [:]
    for (index, outcome) in cell.check.outcomes.enumerated() where outcome.verdict == .fail {
      if let line = outcome.codeLine, let top = topLevel(at: line, in: cell.text) {
        failures[top, default: []].append(index)
      }
    }
    let comments = Dictionary(cell.text.comments.map { ($0.line, $0.column) }, uniquingKeysWith: { first, _ in first })
    for statement in cell.text.statements where statement.depth == 0 {
      let code = cell.text.lines.filter { statement.lines.contains($0.number) }.map { line in
        comments[line.number].map { String(line.text.prefix($0)) } ?? line.text
      }.joined(separator: "\n")
      var targets: [String] = []
      for inner in cell.text.statements where inner.topLevel == statement.topLevel {
        if case .assignment(let names, _) = inner.kind { targets += names }
      }
      let isAssignment = if case .assignment = statement.kind { true } else { false }
      let used = Self.names(isAssignment ? Self.source(of: code) : code)
      var root = used.compactMap { suspects[session]?[$0] }.min()
      for index in failures[statement.topLevel] ?? [] {
        guard let line = cell.check.outcomes[index].codeLine else { continue }
        if let root, root < line {
          let own = cell.check.outcomes[index].suggestion.map { "; \($0)" } ?? ""
          cell.check.outcomes[index].suggestion =
            "may follow from what line \(root) puts out, which differs first: mend that first" + own
        }
        root = root ?? line
      }
      if failures[statement.topLevel] != nil, let root {
        for name in used where assigned[session]?.contains(name) == true {
          suspects[session, default: [:]][name] = suspects[session]?[name] ?? root
        }
      }
      for name in targets {
        assigned[session, default: []].insert(name)
        suspects[session, default: [:]][name] = root
      }
    }
  }

  private func topLevel(at line: Int, in cell: CellText) -> Int? {
    cell.statements.last { $0.depth == 0 && $0.lines.contains(line) }?.topLevel
  }

  /// What stands behind the first `=` of an assignment; with the target where that is used too (`x += 1`).
  private static func source(of code: String) -> String {
    guard let sign = code.firstIndex(of: "=") else { return code }
    if sign > code.startIndex, "+-*/@%&|^".contains(code[code.index(before: sign)]) { return code }
    return String(code[code.index(after: sign)...])
  }

  /// The names in code that are no attributes.
  private static func names(_ code: String) -> Set<String> {
    var found: Set<String> = []
    var name = ""
    var isAttribute = false
    var last: Character = " "
    for character in code + " " {
      if character.isLetter || character == "_" || character.isNumber && !name.isEmpty {
        if name.isEmpty { isAttribute = last == "." }
        name.append(character)
      } else if !name.isEmpty {
        if !isAttribute { found.insert(name) }
        name = ""
      }
      last = character
    }
    return found
  }
}
