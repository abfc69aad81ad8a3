#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A process that this one starts (`posix_spawn`).
package struct ChildProcess {
  /// Where one of its descriptors leads.
  package enum Connection {
    /// To a descriptor of this process.
    case descriptor(Int32)
    /// To nowhere: nothing to read, and what is written is dropped.
    case nothing
  }

  package let number: pid_t

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - program: a path, or a name that is looked for as a shell does.
  ///   - words: the command line, from the program's own name on.
  ///   - environment: `NAME=value`.
  ///   - connections: the descriptors that it is given, besides those that it inherits.
  /// - Returns: `nil` when it cannot be started.
  package init?(
    _ program: String, _ words: [String], environment: [String], connections: [(Int32, Connection)]
  ) {
    #if canImport(Glibc)
      var actions = posix_spawn_file_actions_t()
    #else
      var actions: posix_spawn_file_actions_t?
    #endif
    posix_spawn_file_actions_init(&actions)
    var copies: [Int32] = []
    defer {
      posix_spawn_file_actions_destroy(&actions)
      for copy in copies { close(copy) }
    }
    for (number, connection) in connections {
      switch connection {
      case .descriptor(let descriptor):
        // By way of a high number: a copy onto itself would stay one that closes, and one number may be another's aim.
        let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 64)
        guard copy >= 0 else { return nil }
        copies.append(copy)
        posix_spawn_file_actions_adddup2(&actions, copy, number)
      case .nothing: posix_spawn_file_actions_addopen(&actions, number, "/dev/null", O_RDWR, 0)
      }
    }
    var arguments = words.map { strdup($0) } + [nil]
    var variables = environment.map { strdup($0) } + [nil]
    defer { for text in arguments + variables { free(text) } }
    var process: pid_t = 0
    guard posix_spawnp(&process, program, &actions, nil, &arguments, &variables) == 0 else { return nil }
    number = process
  }

  /// Ends it at once.
  package func kill() { _ = Self.send(SIGKILL, to: number) }

  private static func send(_ signal: Int32, to process: pid_t) -> Int32 {
    #if canImport(Glibc)
      Glibc.kill(process, signal)
    #else
      Darwin.kill(process, signal)
    #endif
  }

  /// Waits for its end.
  ///
  /// - Returns: its exit status; `nil` when a signal ended it.
  package func waitForEnd() -> Int32? {
    var status: Int32 = 0
    while waitpid(number, &status, 0) < 0, errno == EINTR {}
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : nil
  }

  /// The variables of this process's environment that are set, as `NAME=value`.
  package static func environment(of names: [String]) -> [String] {
    names.compactMap { name in getenv(name).map { "\(name)=\(String(cString: $0))" } }
  }

  /// The path of the program that runs here.
  package static var ownProgram: String {
    #if os(Linux)
      "/proc/self/exe"
    #else
      CommandLine.arguments[0]
    #endif
  }
}

/// A pipe whose two ends no other process inherits.
package struct Pipe {
  package let reading: Int32
  package let writing: Int32

  package init?() {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (reading, writing) = (ends[0], ends[1])
  }

  /// Closes both ends.
  package func closeBoth() {
    close(reading)
    close(writing)
  }
}
