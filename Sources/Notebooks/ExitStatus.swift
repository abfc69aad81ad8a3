/// What a run tells its caller; documented in the README and never changed by `--quiet`.
package enum ExitStatus: Int32, Sendable {
  /// All held.
  case success = 0
  /// Something failed.
  case failure = 1
  /// Interrupted.
  case interrupted = 2
  /// nbrun itself broke.
  case internalError = 3
  /// Wrong usage or unreadable input.
  case usage = 4
  /// Nothing to check.
  case nothingToCheck = 5
}
