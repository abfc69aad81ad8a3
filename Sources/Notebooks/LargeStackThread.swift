import Processes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Runs work on a thread whose stack is large enough for documents that nest deeply.
///
/// The interpreter's own frames live on the heap; what needs native stack is parsing and printing nested values,
/// and releasing them. The memory is reserved, not used: pages cost nothing until they are touched.
package enum LargeStackThread {
  /// 512 MiB: about a million native frames of the deepest recursions the program has.
  package static let stackSize = 512 << 20

  private final class Job {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) {
      self.body = body
    }
  }

  /// Runs `body` on a thread of its own and waits for it.
  ///
  /// - Parameter isGivenUp: is asked now and then while the thread runs whether to wait no longer, on Linux only.
  /// - Returns: whether `body` ended.
  @discardableResult package static func run(
    isGivenUp: ((pthread_t) -> Bool)? = nil, _ body: @escaping @Sendable () -> Void
  ) -> Bool {
    let job = Unmanaged.passRetained(Job(body)).toOpaque()
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stackSize)
    #if canImport(Glibc)
      var thread = pthread_t()
      let started = pthread_create(&thread, &attributes, { LargeStackThread.startJob($0) }, job) == 0
      if started, !join(thread, isGivenUp) { return false }
    #else
      var thread: pthread_t?
      let started = pthread_create(&thread, &attributes, { LargeStackThread.startJob($0) }, job) == 0
      if started, let thread, !join(thread, isGivenUp) { return false }
    #endif
    if !started { startJobInPlace(job) }
    return true
  }

  /// Waits for a thread; whether it ended.
  private static func join(_ thread: pthread_t, _ isGivenUp: ((pthread_t) -> Bool)?) -> Bool {
    guard let isGivenUp else { return pthread_join(thread, nil) == 0 }
    while !ProcessCopy.join(thread, milliseconds: 100) {
      if isGivenUp(thread) { return false }
    }
    return true
  }

  #if canImport(Glibc)
    private static func startJob(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
      if let pointer { startJobInPlace(pointer) }
      return nil
    }
  #else
    private static func startJob(_ pointer: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
      startJobInPlace(pointer)
      return nil
    }
  #endif

  /// The pointer is the retained job that `run` made; it is taken over exactly once.
  private static func startJobInPlace(_ pointer: UnsafeMutableRawPointer) {
    Unmanaged<Job>.fromOpaque(pointer).takeRetainedValue().body()
  }
}
