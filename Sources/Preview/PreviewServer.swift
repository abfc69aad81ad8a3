import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Serves a document's page and makes it anew when the document is saved. Everything runs on one event loop, on the
/// thread that calls ``run()``.
package final class PreviewServer {
  /// What is served, and how.
  package struct Settings {
    /// The document.
    package var document: String
    /// The files beside it that its code may import.
    package var companions: () -> [String]
    /// The command that writes the page to standard output.
    package var command: [String]
    /// The port wanted, or 0 for any.
    package var port: Int
    /// Whether another port may be taken when the wanted one is in use.
    package var mayMove: Bool
    /// The page that is shown before there is one.
    package var waitingPage: [UInt8]
    /// The part of a page in which its number stands, ten digits long.
    package var versionMark: String
    /// Told the address when the server is ready.
    package var onReady: (String) -> Void

    package init(
      document: String, companions: @escaping () -> [String], command: [String], port: Int, mayMove: Bool,
      waitingPage: [UInt8], versionMark: String, onReady: @escaping (String) -> Void
    ) {
      self.document = document
      self.companions = companions
      self.command = command
      self.port = port
      self.mayMove = mayMove
      self.waitingPage = waitingPage
      self.versionMark = versionMark
      self.onReady = onReady
    }
  }

  private let settings: Settings
  private var files: WatchedFiles
  private var page: [UInt8]
  /// The number of the page; pages count from 1, and 0 is the one that waits.
  private(set) var version = 0
  private var process: RenderProcess?
  /// The last event of the running process, for readers that come later.
  private var state: Event = .idle
  private var listeners: [ObjectIdentifier: EventStream] = [:]
  private var port = 0
  private var failure: (any Error)?

  /// The number of the running process, for the handler of signals; 0 when none runs.
  private static let child = Atomic<Int32>(0)

  package init(_ settings: Settings) {
    self.settings = settings
    files = WatchedFiles(document: settings.document, companions: settings.companions)
    page = settings.waitingPage
  }

  /// Serves until a signal ends the program.
  ///
  /// - Throws: what kept the server from listening.
  package func run() throws {
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number) { _ in
        let child = PreviewServer.child.load(ordering: .relaxed)
        if child > 0 { kill(child, SIGKILL) }
        _exit(0)
      }
    }
    MultiThreadedEventLoopGroup.withCurrentThreadAsEventLoop { [self] loop in start(on: loop) }
    if let failure { throw failure }
  }

  private func start(on loop: any EventLoop) {
    let server = NIOLoopBound(self, eventLoop: loop)
    listen(at: settings.port, loop, server)
  }

  private func listen(at port: Int, _ loop: any EventLoop, _ server: NIOLoopBound<PreviewServer>) {
    let bootstrap = ServerBootstrap(group: loop)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: true)
          try channel.pipeline.syncOperations.addHandler(RequestHandler(server.value))
        }
      }
    bootstrap.bind(host: "127.0.0.1", port: port).whenComplete { result in
      let this = server.value
      switch result {
      case .success(let channel):
        this.port = channel.localAddress?.port ?? port
        this.settings.onReady("http://127.0.0.1:\(this.port)/")
        this.render(on: loop)
        loop.scheduleRepeatedTask(initialDelay: .milliseconds(25), delay: .milliseconds(25)) { _ in
          if server.value.files.documentChanged() { server.value.render(on: loop) }
        }
        loop.scheduleRepeatedTask(initialDelay: .milliseconds(500), delay: .milliseconds(500)) { _ in
          if server.value.files.companionsChanged() { server.value.render(on: loop) }
        }
      case .failure(let error):
        if port != 0, this.settings.mayMove { return this.listen(at: 0, loop, server) }
        this.failure = error
        loop.shutdownGracefully { _ in }
      }
    }
  }

  // MARK: Runs

  private func render(on loop: any EventLoop) {
    process?.stop()
    var started: RenderProcess?
    started = RenderProcess(
      settings.command, on: loop,
      onProgress: { [self] text in if isCurrent(started) { progressed(text) } },
      onEnd: { [self] page, messages in
        if isCurrent(started) { ended(page, messages) }
        started = nil
      })
    process = started
    Self.child.store(started?.number ?? 0, ordering: .relaxed)
    if started == nil { return tell(.problem("nbrun could not be started again to run the document")) }
    tell(.run(index: 0, count: 0))
  }

  private func isCurrent(_ candidate: RenderProcess?) -> Bool { candidate != nil && candidate === process }

  /// `index count line`
  private func progressed(_ text: String) {
    let numbers = text.split(separator: " ").compactMap { Int($0) }
    if numbers.count >= 2 { tell(.run(index: numbers[0], count: numbers[1])) }
  }

  private func ended(_ bytes: [UInt8], _ messages: String) {
    process = nil
    Self.child.store(0, ordering: .relaxed)
    guard !bytes.isEmpty else {
      return tell(.problem(messages.isEmpty ? "The run ended without a report." : messages))
    }
    version += 1
    page = numbered(bytes)
    state = .idle
    for listener in listeners.values { listener.send(.reload(version)) }
  }

  /// Puts the page's number where it belongs: the last place that looks like it, which is behind all of the document.
  private func numbered(_ bytes: [UInt8]) -> [UInt8] {
    let mark = Array(settings.versionMark.utf8)
    var page = bytes
    var start = page.count - mark.count
    while start >= 0, !page[start...].starts(with: mark) { start -= 1 }
    guard start >= 0 else { return page }
    let digits = Array(String(version).utf8.suffix(10))
    // The mark ends in ten digits and a quotation mark.
    let end = start + mark.count - 1
    for (offset, digit) in digits.enumerated() { page[end - digits.count + offset] = digit }
    return page
  }

  private func tell(_ event: Event) {
    state = event
    for listener in listeners.values { listener.send(event) }
  }

  // MARK: Requests

  /// Whether a request means this server by its own name: a page elsewhere may not reach it by another.
  func isOwn(host: String?) -> Bool {
    guard let host = host?.lowercased() else { return false }
    return host == "127.0.0.1:\(port)" || host == "localhost:\(port)"
  }

  /// The page as it is now.
  var currentPage: [UInt8] { page }

  /// A reader wants to be told of changes.
  func add(_ stream: EventStream, having version: Int) {
    listeners[ObjectIdentifier(stream)] = stream
    if version != self.version { stream.send(.reload(self.version)) } else { stream.send(state) }
  }

  func remove(_ stream: EventStream) { listeners[ObjectIdentifier(stream)] = nil }
}
