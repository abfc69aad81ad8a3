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

  /// The status of several documents together: what is worst for the caller to overlook. A document with nothing to
  /// check is outweighed by anything else.
  package static func combined(_ statuses: [ExitStatus]) -> ExitStatus {
    let order: [ExitStatus] = [.nothingToCheck, .success, .failure, .usage, .interrupted, .internalError]
    return order.last { statuses.contains($0) } ?? .nothingToCheck
  }
}
