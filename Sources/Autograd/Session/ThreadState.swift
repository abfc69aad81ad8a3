import CKernels

/// The state that recording consults, of the calling thread.
enum ThreadState {
  /// It lives as long as the thread; only the thread itself reads and writes it.
  static var current: UnsafeMutablePointer<nb_thread_state> { nb_thread_state_current() }
}
