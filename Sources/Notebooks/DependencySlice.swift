import PythonSyntax
import SourceText
import TorchAPI

/// The statements of a document that further runs with other random numbers have to run.
///
/// Statements belong together when they mention the same variable between two assignments that bind it anew: what one
/// of them does, the others may see, be it through another name of the same object. A statement that belongs to none
/// that draws puts out the same in every run, so that what it put out in the run at hand is taken over. It must be
/// known to change nothing but its own variables: its calls are functions of `torch` that compute, a few functions of
/// Python's own, and methods of its variables. Whatever else a statement does (an import, a seed, a setting, a module)
/// keeps it in the slice. Cells are run whole, apart from their imports, which are always run.
struct DependencySlice {
  /// For each cell, whether each of its statements is run.
  let isRun: [[Bool]]
  /// Whether a statement of the cell is run that is no import.
  let concerns: [Bool]

  /// What is known of a document whose statements may be left out.
  struct Statements {
    fileprivate var cells: [[Entry]] = []

    fileprivate struct Entry {
      var words: Set<String> = []
      var isImport = false
      /// Whether it changes nothing but variables.
      var isPlain = false
      /// The variables that it binds anew, whatever they were.
      var rebinds: Set<String> = []
    }

    /// Reads the statements; `nil` where names cannot be followed: several sessions, `exec`, `globals()`.
    init?(_ cells: [ParsedCell]) {
      guard cells.allSatisfy({ $0.cell.session.isEmpty && !$0.cell.labels.contains(.reset) }) else { return nil }
      var bound = BoundNames()
      for cell in cells { bound.add(cell.statements.filter { !$0.isImport }) }
      var definitions: Set<String> = []
      for cell in cells {
        guard cell.failures.isEmpty else { return nil }
        var entries: [Entry] = []
        for statement in cell.statements {
          let reader = WordReader(cell, statement)
          guard !reader.words.contains(where: Self.escapes.contains), reader.isPlainText else { return nil }
          var entry = Entry()
          entry.isImport = statement.isImport
          entry.words = reader.words.intersection(bound.names)
          entry.isPlain = !entry.isImport && reader.isPlain(variables: bound.names)
          entry.rebinds = Self.rebound(by: statement, in: cell)
          if reader.defines { definitions.formUnion(entry.words) }
          entries.append(entry)
        }
        self.cells.append(entries)
      }
      // What a function reads is looked up when it is called, whichever assignment came last.
      for cell in self.cells.indices {
        for index in self.cells[cell].indices { self.cells[cell][index].rebinds.subtract(definitions) }
      }
    }

    /// Words by which variables are reached that a statement does not name.
    private static let escapes: Set<String> = [
      "globals", "locals", "vars", "dir", "exec", "eval", "compile", "getattr", "setattr", "__import__", "__dict__",
      "get_ipython", "gc", "inspect",
    ]

    private static func rebound(by statement: Statement, in cell: ParsedCell) -> Set<String> {
      guard case .assign(let targets, let value) = statement.kind else { return [] }
      var names: Set<String> = []
      for target in targets { add(target, to: &names) }
      let bytes = cell.cell.source.bytes
      return names.subtracting(WordReader.words(in: bytes[value.range]))
    }

    private static func add(_ target: Expression, to names: inout Set<String>) {
      switch target.kind {
      case .name(let name): names.insert(name)
      case .tuple(let elements), .list(let elements): elements.forEach { add($0, to: &names) }
      default: break
      }
    }
  }

  /// The slice of what belongs to certain statements.
  ///
  /// - Parameters:
  ///   - runs: what the statements did in the run at hand.
  ///   - isRoot: whether a plain statement starts the slice by what it drew.
  init?(_ statements: Statements, _ runs: [Execution.CellRun], isRoot: (Execution.StatementRun) -> Bool) {
    let cells = statements.cells
    guard cells.count == runs.count else { return nil }
    var groups = Groups()
    var current: [String: Int] = [:]
    var first: [Int] = []
    for (cell, entries) in cells.enumerated() {
      first.append(groups.count)
      let done = runs[cell].statements
      for (index, entry) in entries.enumerated() {
        let node = groups.add()
        let hasRun = index < done.count
        for name in entry.words {
          let isNew = hasRun && !done[index].hasRaised && entry.rebinds.contains(name)
          if !isNew, let other = current[name] { groups.join(node, other) }
          current[name] = node
        }
      }
      // The cell goes as a whole.
      let members = entries.indices.filter { !entries[$0].isImport }.map { first[cell] + $0 }
      for (one, other) in zip(members, members.dropFirst()) { groups.join(one, other) }
    }
    var roots: Set<Int> = []
    for (cell, entries) in cells.enumerated() where runs[cell].skipReason == nil {
      let done = runs[cell].statements
      for (index, entry) in entries.enumerated() where index < done.count && !entry.isImport {
        let run = done[index]
        let movesSeeded = run.movesGenerator && run.draws.isEmpty
        if !entry.isPlain || movesSeeded || isRoot(run) { roots.insert(groups.root(first[cell] + index)) }
      }
    }
    var isRun: [[Bool]] = []
    var concerns: [Bool] = []
    for (cell, entries) in cells.enumerated() {
      let chosen = entries.indices.map { entries[$0].isImport || roots.contains(groups.root(first[cell] + $0)) }
      isRun.append(chosen)
      concerns.append(zip(entries, chosen).contains { !$0.isImport && $1 })
    }
    self.isRun = isRun
    self.concerns = concerns
  }
}

extension Statement {
  /// Whether it imports modules or names of them.
  var isImport: Bool {
    switch kind {
    case .import, .importFrom: true
    default: false
    }
  }
}

/// Sets that are joined (disjoint-set forest with path halving).
private struct Groups {
  private var parents: [Int] = []

  var count: Int { parents.count }

  mutating func add() -> Int {
    parents.append(parents.count)
    return parents.count - 1
  }

  mutating func root(_ node: Int) -> Int {
    var node = node
    while parents[node] != node {
      parents[node] = parents[parents[node]]
      node = parents[node]
    }
    return node
  }

  mutating func join(_ one: Int, _ other: Int) {
    let from = root(one)
    parents[from] = root(other)
  }
}

/// The words of a statement, those in strings and comments too: an f-string reads variables.
private struct WordReader {
  let words: Set<String>
  /// Whether all names are ASCII, so that a name has one spelling.
  let isPlainText: Bool
  /// Whether it holds code that runs later.
  let defines: Bool
  private let tokens: ArraySlice<Token>
  private let bytes: [UInt8]

  init(_ cell: ParsedCell, _ statement: Statement) {
    bytes = cell.cell.source.bytes
    let range = statement.range
    words = Self.words(in: bytes[range])
    let start = cell.tokens.firstIndex { $0.lowerBound >= range.lowerBound } ?? cell.tokens.endIndex
    let end = cell.tokens[start...].firstIndex { $0.lowerBound >= range.upperBound } ?? cell.tokens.endIndex
    tokens = cell.tokens[start..<end]
    let bytes = bytes
    isPlainText = tokens.allSatisfy { $0.kind != .name || bytes[$0.range].allSatisfy { $0 < 0x80 } }
    defines = tokens.contains { token in
      switch token.kind {
      case .defKeyword, .classKeyword, .lambdaKeyword: true
      // A generator runs when it is asked.
      case .forKeyword: token.level > 0
      default: false
      }
    }
  }

  static func words(in bytes: ArraySlice<UInt8>) -> Set<String> {
    var words: Set<String> = []
    var start: Int?
    for index in bytes.startIndex...bytes.endIndex {
      let isWord = index < bytes.endIndex && isWordByte(bytes[index])
      if isWord, start == nil { start = index }
      if !isWord, let from = start {
        words.insert(String(decoding: bytes[from..<index], as: UTF8.self))
        start = nil
      }
    }
    return words
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: byte >= 0x80
    }
  }

  /// Python's functions that change nothing.
  private static let builtins: Set<String> = [
    "print", "len", "range", "float", "int", "str", "bool", "list", "tuple", "dict", "set", "sum", "min", "max", "abs",
    "round", "type", "isinstance", "zip", "enumerate", "sorted", "reversed", "repr", "any", "all",
  ]

  /// Whether the statement changes nothing but its variables.
  func isPlain(variables: Set<String>) -> Bool {
    var index = tokens.startIndex
    while index < tokens.endIndex {
      defer { index += 1 }
      guard tokens[index].kind == .name else {
        // An f-string may call anything.
        if tokens[index].kind == .string, isFormatted(tokens[index]) { return false }
        continue
      }
      let name = String(decoding: bytes[tokens[index].range], as: UTF8.self)
      let previous = index > tokens.startIndex ? tokens[index - 1].kind : .newline
      let next = index + 1 < tokens.endIndex ? tokens[index + 1].kind : .newline
      if previous == .dot || variables.contains(name) || Self.builtins.contains(name) { continue }
      if next == .assign, tokens[index].level > 0 { continue }
      // `torch.name(...)`, and constants such as `torch.float32`.
      guard name == "torch", next == .dot, index + 2 < tokens.endIndex, tokens[index + 2].kind == .name else {
        return false
      }
      let after = index + 3 < tokens.endIndex ? tokens[index + 3].kind : .newline
      if after == .dot || after == .assign && tokens[index].level == 0 { return false }
      let attribute = String(decoding: bytes[tokens[index + 2].range], as: UTF8.self)
      if !TorchModules.onlyComputes(attribute) { return false }
    }
    return true
  }

  private func isFormatted(_ token: Token) -> Bool {
    for byte in bytes[token.range].prefix(2) {
      if byte == UInt8(ascii: "f") || byte == UInt8(ascii: "F") { return true }
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { return false }
    }
    return false
  }
}
