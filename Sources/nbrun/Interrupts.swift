import Notebooks

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Ctrl-C: the first asks the running document to stop, the second ends the program.
enum Interrupts {
  static func install() {
    signal(SIGINT) { _ in
      if NotebookRunner.requestInterrupt() { return }
      _exit(ExitStatus.interrupted.rawValue)
    }
    // A program is started with the signals blocked that its starter had blocked.
    var interrupt = sigset_t()
    sigemptyset(&interrupt)
    sigaddset(&interrupt, SIGINT)
    pthread_sigmask(SIG_UNBLOCK, &interrupt, nil)
  }
}
