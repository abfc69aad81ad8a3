import Notebooks

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Processes that each run one document of a call. References are counted without atomic instructions, so two documents
/// never run in one process at a time.
enum Worker {
  /// What a process came to.
  struct Answer {
    var status = ExitStatus.internalError
    /// What it wrote to standard error.
    var messages = ""
    /// The document's JSON report.
    var bytes: [UInt8] = []
  }

  /// The descriptor on which a process answers.
  private static let answerDescriptor: Int32 = 3

  /// Answers the process that started this one.
  static func answer(_ bytes: [UInt8]) { Console.write(bytes, to: answerDescriptor) }

  /// A process at work.
  private struct Running {
    let index: Int
    let process: pid_t
    /// The ends from which its messages and its answer are read; -1 once they are at their end.
    var sources: [Int32]
    var texts: [[UInt8]] = [[], []]
  }

  /// Runs the documents at `0..<count` and takes their answers in order.
  ///
  /// - Parameter take: is told of each answer; when it returns `false`, no further document is begun.
  static func run(count: Int, atOnce limit: Int, hasColor: Bool, take: (Int, Answer) -> Bool) {
    var running: [Running] = []
    var answers: [Int: Answer] = [:]
    var next = 0
    var taken = 0
    var goesOn = true
    while true {
      while goesOn, next < count, running.count < limit, !NotebookRunner.wasInterrupted {
        if let started = start(next, hasColor: hasColor) {
          running.append(started)
        } else {
          answers[next] = Answer(messages: "error: no process could be started for a document\n")
        }
        next += 1
      }
      if running.isEmpty, answers[taken] == nil { return }
      read(&running)
      for place in running.indices.reversed() where running[place].sources.allSatisfy({ $0 < 0 }) {
        let done = running.remove(at: place)
        answers[done.index] = Answer(
          status: status(of: done.process), messages: String(decoding: done.texts[0], as: UTF8.self),
          bytes: done.texts[1])
      }
      while let answer = answers.removeValue(forKey: taken) {
        if !take(taken, answer) { goesOn = false }
        taken += 1
      }
    }
  }

  /// Reads what there is, and waits until there is something.
  private static func read(_ running: inout [Running]) {
    var polls: [pollfd] = []
    var owners: [(place: Int, source: Int)] = []
    for (place, one) in running.enumerated() {
      for (source, descriptor) in one.sources.enumerated() where descriptor >= 0 {
        polls.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0))
        owners.append((place, source))
      }
    }
    guard !polls.isEmpty, poll(&polls, nfds_t(polls.count), -1) > 0 else { return }
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    for (found, owner) in zip(polls, owners) where found.revents != 0 {
      // The buffer lives for the call and its size is passed with it.
      let count = chunk.withUnsafeMutableBytes { readBytes(found.fd, $0.baseAddress, $0.count) }
      if count > 0 {
        running[owner.place].texts[owner.source] += chunk[..<count]
      } else if count == 0 || errno != EINTR {
        close(found.fd)
        running[owner.place].sources[owner.source] = -1
      }
    }
  }

  /// How a process ended, as its exit status tells it.
  private static func status(of process: pid_t) -> ExitStatus {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    guard status & 0x7F == 0 else { return .internalError }
    return ExitStatus(rawValue: (status >> 8) & 0xFF) ?? .internalError
  }

  /// Starts this program once more with the same arguments, for the document at `index`.
  private static func start(_ index: Int, hasColor: Bool) -> Running? {
    var messages: [Int32] = [-1, -1]
    var answer: [Int32] = [-1, -1]
    guard pipe(&messages) == 0 else { return nil }
    guard pipe(&answer) == 0 else {
      messages.forEach { close($0) }
      return nil
    }
    // What is read here is of no concern to other processes, which would otherwise keep a pipe open.
    for descriptor in messages + answer { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    #if canImport(Glibc)
      var actions = posix_spawn_file_actions_t()
    #else
      var actions: posix_spawn_file_actions_t?
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // The answer's end may be descriptor 3 itself, which a copy onto itself would leave to be closed: it goes through
    // a high number.
    let high = fcntl(answer[1], F_DUPFD_CLOEXEC, 64)
    posix_spawn_file_actions_adddup2(&actions, messages[1], STDERR_FILENO)
    posix_spawn_file_actions_adddup2(&actions, high, answerDescriptor)
    let given = CommandLine.arguments.dropFirst()
    let command = given.first == "run" ? given.dropFirst() : given
    // Behind `--` everything is a path, so the option goes to the front.
    let words = [CommandLine.arguments[0], "run", "--worker=\(index)"] + command
    var arguments = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var settings = environment.compactMap { name in getenv(name).map { "\(name)=\(String(cString: $0))" } }
    if hasColor { settings.append("CLICOLOR_FORCE=1") }
    var variables = settings.map { strdup($0) } + [nil]
    defer { for variable in variables { free(variable) } }
    var process: pid_t = 0
    let code = posix_spawn(&process, executable, &actions, nil, &arguments, &variables)
    close(messages[1])
    close(answer[1])
    close(high)
    guard code == 0 else {
      close(messages[0])
      close(answer[0])
      return nil
    }
    return Running(index: index, process: process, sources: [messages[0], answer[0]])
  }

  /// What of the environment has a say in how documents are run and told of, or how Graphviz is found.
  private static let environment = [
    "PATH", "LD_LIBRARY_PATH", "TERM", "LANG", "LC_ALL", "NO_COLOR", "CLICOLOR_FORCE", "TEST_TOTAL_SHARDS",
    "TEST_SHARD_INDEX", "TEST_SHARD_STATUS_FILE",
  ]

  /// The path of this program.
  private static var executable: String {
    #if os(Linux)
      return "/proc/self/exe"
    #else
      return CommandLine.arguments[0]
    #endif
  }
}

/// `read(2)`, under a name that `Worker.read` does not hide.
private func readBytes(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(descriptor, buffer, count)
}
