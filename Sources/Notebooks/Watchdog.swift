import Processes
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Ends statements that do not end themselves.
///
/// The interpreter looks at the time every few thousand steps, so a single native operation of many seconds (a large
/// matrix product, a decomposition) goes on beyond the time of its cell. The thread that waits for the session's thread
/// then goes on in a copy of the process, where the stuck thread does not exist, and concludes the document with what
/// was run until then (``DocumentRun/conclude()``).
///
/// It is for processes that do nothing but run documents, one at a time.
enum Watchdog {
  /// How long a statement may go on when its time is up, or the user has asked to stop. What ends within it raises as
  /// other statements do.
  private static let grace = 1.0

  private static let isOnGuard = Atomic<Bool>(false)
  /// The moment of ``Clock`` at which what runs must have ended, as a bit pattern, whose order is that of the numbers.
  private static let moment = Atomic<UInt64>(Double.infinity.bitPattern)

  /// Lets the process be left by a thread that is stuck.
  static func start() { isOnGuard.store(true, ordering: .relaxed) }

  /// Says when what begins now must have ended.
  static func expectEnd(at end: Double) { moment.store(end.bitPattern, ordering: .relaxed) }

  /// Says that it has ended.
  static func rest() { moment.store(Double.infinity.bitPattern, ordering: .relaxed) }

  /// What to ask while a session's thread runs: whether this is the copy of the process without it. Nothing that the
  /// thread owns is touched.
  static var question: ((pthread_t) -> Bool)? {
    guard isOnGuard.load(ordering: .relaxed) else { return nil }
    var interruption: Double?
    return { thread in
      let now = Clock.seconds()
      let end = Double(bitPattern: moment.load(ordering: .relaxed))
      guard end.isFinite else { return false }
      if NotebookRunner.wasInterrupted, interruption == nil { interruption = now }
      guard now > min(end, interruption ?? end) + grace else { return false }
      guard ProcessCopy.goOn(without: thread, brokenStatus: ExitStatus.internalError.rawValue) else { return false }
      rest()
      return true
    }
  }
}
