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
  /// The bytes that a document may print.
  package var maximumOutput = 64 << 20
  /// Runs only the cells below headings that this text occurs in, and those before them that set up names.
  package var section: String?
  /// Stops at the first cell that fails.
  package var stopsAtFirstFailure = false

  package init() {}
}
