/// How documents are run; the same for every document of a call.
package struct RunConfiguration: Sendable {
  /// The seed of the session's generator until the document sets one.
  package var seed: UInt64 = 0
  /// Only the same text passes.
  package var isExact = false
  /// The seconds that a document may take, all cells together.
  package var timeout: Double = 60
  /// The bytes that a session's tensors and values may take.
  package var maximumMemory = 4 << 30
  /// The backward jumps and calls that a session may make.
  package var maximumSteps = Int.max
  /// The bytes that a document may print.
  package var maximumOutput = 64 << 20
  /// Whether the process ends after this document. What the document made is then left to the system, which takes it
  /// back faster than piece by piece.
  package var isLast = false

  /// Whether to note which variables each cell changed, for reports that show them.
  package var inspectsVariables = false
  /// Whether to compare the gradients of every backward pass with differences.
  package var checksGradients = false

  /// Whether to note the graphs of backward passes, for reports that draw them.
  package var recordsGraphs = false

  /// Told the graphs that were noted as soon as all cells ran, while their outputs are still to be checked.
  package var onGraphs: (@Sendable ([GraphOutcome]) -> Void)?

  /// Told before each cell of the run that decides most verdicts.
  package var onCell: (@Sendable (CellProgress) -> Void)?
  /// The sections whose cells are checked; all when there is none.
  package var section: SectionPattern?
  /// Labels of every cell, weaker than the cell's own and the document's.
  package var labels: [Label] = []

  package init() {}
}

/// How far a run has come: the cell that begins.
package struct CellProgress: Sendable {
  /// Its place among the cells, from 0.
  package let index: Int
  /// How many cells the document has.
  package let count: Int
  /// The line of the document in which its code starts.
  package let line: Int
  /// ``Cell/name``
  package let name: String
}
