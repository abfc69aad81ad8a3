import CGraphviz
import Processes
import SourceText

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Graphviz, which lays out the graphs of a report, only if there are any.
///
/// Small ones are laid out by its library in this process. The time that a large one takes has no bound: those go to its
/// program `dot`, started once for all of them, which can be given up on; so do all where the library is not there.
enum Graphviz {
  /// Seconds after which an answer of `dot` is no longer waited for.
  private static let patience = 20.0

  /// A graph with more boxes and arrows than these is large: those of so many take a hundredth of a second.
  private static let small = 150

  /// Begins to lay out small graphs while the document is still being checked; ``layout`` finds them done.
  static func begin(_ graphs: [String]) {
    let texts = graphs.filter(isSmall).map { strdup($0) }
    texts.map { UnsafePointer($0) }.withUnsafeBufferPointer { graphviz_begin($0.baseAddress, $0.count) }
    for text in texts { free(text) }
  }

  /// Every box and every arrow has a line of its own.
  private static func isSmall(_ graph: String) -> Bool { graph.utf8.count(where: { $0 == 0x0A }) <= small }

  /// Lays out graphs and answers for each in the plain format; nil when Graphviz is not installed.
  static let layout: @Sendable ([String]) -> [String?]? = { graphs in
    var answers = [String?](repeating: nil, count: graphs.count)
    for (index, graph) in graphs.enumerated() where isSmall(graph) {
      guard let text = graphviz_plain(graph) else { break }
      answers[index] = String(cString: text)
      free(text)
    }
    let rest = graphs.indices.filter { answers[$0] == nil }
    guard !rest.isEmpty else { return answers }
    guard let text = dot(rest.map { graphs[$0] }.joined()) else { return rest.count < graphs.count ? answers : nil }
    // Each answer ends with a line of its own.
    var start = text.startIndex
    for index in rest {
      guard let end = text[start...].firstRange(of: "stop\n") else { break }
      answers[index] = String(text[start..<end.upperBound])
      start = end.upperBound
    }
    return answers
  }

  /// Lays out graphs by `dot`, one after the other; nil when it is not installed or does not answer.
  private static func dot(_ graphs: String) -> String? {
    guard let input = Pipe() else { return nil }
    guard let output = Pipe() else {
      input.closeBoth()
      return nil
    }
    // It is found by this program's own path, and needs nothing else of the environment.
    let process = ChildProcess(
      "dot", ["dot", "-Tplain"], environment: [],
      connections: [(0, .descriptor(input.reading)), (1, .descriptor(output.writing)), (2, .nothing)])
    close(input.reading)
    close(output.writing)
    defer { close(output.reading) }
    guard let process else {
      close(input.writing)
      return nil
    }
    let answer = exchange(Array(graphs.utf8), writing: input.writing, reading: output.reading)
    if answer == nil { process.kill() }
    return process.waitForEnd() == 0 ? answer.map { String(decoding: $0, as: UTF8.self) } : nil
  }

  /// Writes one pipe while reading the other, so that neither side waits for the other; nil when that takes too long.
  private static func exchange(_ text: [UInt8], writing target: Int32, reading source: Int32) -> [UInt8]? {
    var target = target
    var written = 0
    var answer: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    _ = fcntl(target, F_SETFL, O_NONBLOCK)
    // A `dot` that ends early must not end this program.
    let former = signal(SIGPIPE, SIG_IGN)
    defer {
      signal(SIGPIPE, former)
      if target >= 0 { close(target) }
    }
    let begin = time(nil)
    while Double(time(nil) - begin) < patience {
      var waits = [pollfd(fd: source, events: Int16(POLLIN), revents: 0)]
      if target >= 0 { waits.append(pollfd(fd: target, events: Int16(POLLOUT), revents: 0)) }
      let ready = poll(&waits, nfds_t(waits.count), 1000)
      if ready < 0, errno != EINTR { return nil }
      guard ready > 0 else { continue }
      if waits.count > 1, waits[1].revents != 0 {
        // The offset stays within the text: `write` takes at most the count it is given.
        let count = text.withUnsafeBytes { write(target, $0.baseAddress.map { $0 + written }, $0.count - written) }
        if count > 0 { written += count }
        if written == text.count || (count < 0 && errno != EAGAIN && errno != EINTR) {
          close(target)
          target = -1
        }
      }
      if waits[0].revents != 0 {
        let count = read(source, &chunk, chunk.count)
        if count == 0 { return answer }
        if count < 0 {
          if errno == EINTR { continue }
          return nil
        }
        answer += chunk[..<count]
      }
    }
    return nil
  }
}
