import PythonSyntax

/// When a cell must have ended. The interpreter asks every few thousand steps.
struct Deadline {
  /// A moment of ``Clock``.
  let moment: Double
  /// The seconds the cell was given.
  let seconds: Double

  /// Whether the time is up or the user asked to stop.
  var isOver: Bool { NotebookRunner.wasInterrupted || Clock.seconds() > moment }

  /// Ends the reading of a cell's code like the running of it.
  var watch: ReadingWatch {
    ReadingWatch {
      guard isOver else { return nil }
      return NotebookRunner.wasInterrupted
        ? SyntaxFailure(.keyboardInterrupt, "", at: 0..<0) : SyntaxFailure(.timeoutError, message, at: 0..<0)
    }
  }

  /// What is told when the time is up.
  var message: String {
    let tenths = Int((min(seconds, 1e9) * 10).rounded())
    return "time limit exceeded: the cell may run for \(tenths / 10).\(tenths % 10) s"
  }
}
