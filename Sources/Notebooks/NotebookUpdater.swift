import Checking
import SourceText

/// Rewrites the expectations of a document that differ from what its code puts out.
package enum NotebookUpdater {
  /// What came of updating a document.
  package struct Update: Sendable {
    /// The document as it should be.
    package let bytes: [UInt8]
    /// How many expectations were rewritten or added.
    package let changes: Int
    /// The outcome of the document as it should be: what could not be mended by writing outputs.
    package let outcome: NotebookOutcome
  }

  /// Writing an output may let comments below it be read differently; more rounds than this say that they contradict
  /// each other.
  private static let mostRounds = 5

  /// Runs a document, rewrites what differs, and runs it again until nothing changes.
  ///
  /// - Parameter inserts: whether to add expectations for outputs that have none.
  package static func update(_ file: SourceFile, inserts: Bool, _ configuration: RunConfiguration) -> Update {
    var configuration = configuration
    configuration.isLast = false
    var current = file
    var outcome = NotebookRunner.run(file, configuration)
    var changes = 0
    for _ in 0..<mostRounds where !outcome.wasInterrupted {
      let updater = Updater(inserts: inserts)
      let edits = outcome.cells.flatMap { updater.edits(for: $0.check, of: $0.text, in: current) }
      if edits.isEmpty { break }
      let bytes = Updater.apply(edits, to: current.bytes)
      if bytes == current.bytes { break }
      let next = SourceFile(path: file.path, bytes: bytes)
      let checked = NotebookRunner.run(next, configuration)
      // A text that cannot be read back as what it is would only pile up.
      guard problems(checked) <= problems(outcome) else { break }
      changes += edits.count
      current = next
      outcome = checked
    }
    return Update(bytes: current.bytes, changes: changes, outcome: outcome)
  }

  private static func problems(_ outcome: NotebookOutcome) -> Int {
    outcome.summary[.fail] + outcome.summary[.error] + outcome.summary.orphans + outcome.summary[.unchecked]
  }
}
