import Notebooks
import Processes

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
    /// What became of its document, as a packed ``DocumentResult``.
    var bytes: [UInt8] = []
  }

  /// The descriptor on which a process answers.
  private static let answerDescriptor: Int32 = 3

  /// Answers the process that started this one.
  static func answer(_ bytes: [UInt8]) { Console.write(bytes, to: answerDescriptor) }

  /// A process at work.
  private struct Running {
    let index: Int
    let process: ChildProcess
    /// The ends from which its messages and its answer are read; -1 once they are at their end.
    var sources: [Int32]
    var texts: [[UInt8]] = [[], []]
  }

  /// Runs the documents at `0..<count` and takes their answers in order.
  ///
  /// - Parameters:
  ///   - onChange: is told how many documents are done and which ones run, whenever that changes.
  ///   - take: is told of each answer; when it returns `false`, no further document is begun.
  static func run(
    count: Int, atOnce limit: Int, _ style: TerminalStyle, onChange: (_ done: Int, _ running: [Int]) -> Void,
    take: (Int, Answer) -> Bool
  ) {
    var running: [Running] = []
    var answers: [Int: Answer] = [:]
    var next = 0
    var taken = 0
    var goesOn = true
    var shown: (done: Int, running: [Int])?
    while true {
      while goesOn, next < count, running.count < limit, !NotebookRunner.wasInterrupted {
        if let started = start(next, style) {
          running.append(started)
        } else {
          answers[next] = Answer(messages: "error: no process could be started for a document\n")
        }
        next += 1
      }
      if running.isEmpty, answers[taken] == nil { return }
      let state = (done: next - running.count, running: running.map(\.index))
      if shown.map({ $0 != state }) ?? true { onChange(state.done, state.running) }
      shown = state
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
  private static func status(of process: ChildProcess) -> ExitStatus {
    process.waitForEnd().flatMap(ExitStatus.init(rawValue:)) ?? .internalError
  }

  /// Starts this program once more with the same arguments, for the document at `index`.
  private static func start(_ index: Int, _ style: TerminalStyle) -> Running? {
    guard let messages = Pipe() else { return nil }
    guard let answer = Pipe() else {
      messages.closeBoth()
      return nil
    }
    let given = CommandLine.arguments.dropFirst()
    let command = given.first == "run" ? given.dropFirst() : given
    // Behind `--` everything is a path, so the option goes to the front.
    let words = [CommandLine.arguments[0], "run", "--worker=\(index)"] + command
    let process = ChildProcess(
      ChildProcess.ownProgram, words,
      environment: ChildProcess.environment(of: environment) + (style.hasColor ? ["CLICOLOR_FORCE=1"] : [])
        + (style.columns.map { ["COLUMNS=\($0)"] } ?? []),
      connections: [
        (STDERR_FILENO, .descriptor(messages.writing)), (answerDescriptor, .descriptor(answer.writing)),
      ])
    close(messages.writing)
    close(answer.writing)
    guard let process else {
      close(messages.reading)
      close(answer.reading)
      return nil
    }
    return Running(index: index, process: process, sources: [messages.reading, answer.reading])
  }

  /// What of the environment has a say in how documents are run and told of, or how Graphviz is found.
  private static let environment = [
    "PATH", "LD_LIBRARY_PATH", "TERM", "LANG", "LC_ALL", "NO_COLOR", "CLICOLOR_FORCE", "TEST_TOTAL_SHARDS",
    "TEST_SHARD_INDEX", "TEST_SHARD_STATUS_FILE",
  ]
}

/// `read(2)`, under a name that `Worker.read` does not hide.
private func readBytes(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(descriptor, buffer, count)
}
