import Checking

/// The part of a document that depends on unseeded draws, and the run of full precision that shows which these are.
struct ChanceSlice {
  /// The statements that further runs have to run.
  let slice: DependencySlice
  /// What the cells did in the run of full precision.
  let runs: [Execution.CellRun]
  /// The unseeded draws.
  let draws: [Draw]
  private let statements: DependencySlice.Statements

  /// Finds the statements, and runs them as the first run did; `nil` if they cannot be told from the text, or if one
  /// draws otherwise or comes to another end than there.
  ///
  /// - Parameters:
  ///   - first: what the cells did in the first run, in which all chance came from the generator of tensors.
  ///   - execution: the run of full precision from the same seed.
  init?(_ cells: [ParsedCell], _ first: [Execution.CellRun], _ execution: (DependencySlice) -> Execution) {
    guard let statements = DependencySlice.Statements(cells),
      let slice = DependencySlice(statements, first, isRoot: { !$0.draws.isEmpty })
    else { return nil }
    let sliced = execution(slice)
    let runs = sliced.runAll()
    guard !sliced.hasDeparted, Self.draws(of: runs) == Self.draws(of: first) else { return nil }
    self.slice = slice
    self.statements = statements
    self.runs = runs
    draws = sliced.draws
  }

  /// What the cells put out in the run of full precision.
  var records: [CellRecord] { runs.map(\.record) }

  /// What running the slice takes.
  var seconds: Double { runs.reduce(0) { $0 + $1.seconds } }

  /// The statements that depend on certain draws, if they depend on no others.
  func slice(ofDraws pinned: Set<Int>) -> DependencySlice? {
    guard !pinned.isEmpty,
      let slice = DependencySlice(statements, runs, isRoot: { $0.draws.contains(where: pinned.contains) })
    else { return nil }
    for (cell, run) in runs.enumerated() {
      for (index, statement) in run.statements.enumerated() where slice.isRun[cell][index] {
        guard statement.draws.allSatisfy(pinned.contains) else { return nil }
      }
    }
    return slice
  }

  private static func draws(of runs: [Execution.CellRun]) -> [[Range<Int>]] { runs.map { $0.statements.map(\.draws) } }
}
