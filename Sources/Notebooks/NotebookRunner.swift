import Checking
import MarkdownSyntax
import SourceText
import Synchronization
import TensorCore

/// Runs a document and checks it.
package enum NotebookRunner {
  /// Set by ``requestInterrupt()``; a signal handler may write it.
  private static let isInterruptRequested = Atomic<Bool>(false)

  /// Asks running documents to stop at the next statement or backward jump. Safe in a signal handler.
  ///
  /// - Returns: whether this is the first request.
  @discardableResult package static func requestInterrupt() -> Bool {
    !isInterruptRequested.exchange(true, ordering: .relaxed)
  }

  /// Whether running documents were asked to stop.
  package static var wasInterrupted: Bool { isInterruptRequested.load(ordering: .relaxed) }

  /// Readies the process for documents; to be called once, before anything else.
  package static func prepareProcess() {
    Storage.shareHeap()
    Storage.keepFreedMemory()
    Watchdog.start()
  }

  /// Leaves the other processors to the processes that run beside this one: no operation uses a second thread.
  package static func stayOnOneThread() { Team.disband() }

  /// Runs every cell of a document and checks its expectations.
  package static func run(_ file: SourceFile, _ configuration: RunConfiguration) -> NotebookOutcome {
    let notebook = NotebookParser.parse(MarkdownDocument.parse(file), configuration)
    let box = OutcomeBox()
    let ended = LargeStackThread.run(isGivenUp: Watchdog.question) {
      Watchdog.expectEnd(at: Clock.seconds() + configuration.timeout)
      let run = DocumentRun(notebook, configuration)
      Watchdog.rest()
      box.run = run
      box.outcome = run.run()
      if configuration.isLast { _ = Unmanaged.passRetained(run) }
      box.run = nil
    }
    // Without the thread nobody else uses what it owned.
    if !ended { LargeStackThread.run { box.outcome = box.run?.conclude() } }
    return box.outcome
      ?? NotebookOutcome(
        notebook: notebook, seed: configuration.seed, cells: [],
        diagnostics: [Diagnostic(.error, "the document's code could not be read in time", at: 0..<0)], seconds: 0)
  }

  /// Carries the outcome from the session's thread to its caller, who reads it after joining the thread.
  private final class OutcomeBox: @unchecked Sendable {
    /// Until it has ended.
    var run: DocumentRun?
    var outcome: NotebookOutcome?
  }
}
