import NIOCore
import NIOPosix

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A run of the document in a process of its own: standard output is the page, standard error tells of progress.
final class RenderProcess {
  let number: pid_t
  private var page: [UInt8] = []
  private var messages: [UInt8] = []
  private var line: [UInt8] = []
  private var openPipes = 2
  private let onProgress: (String) -> Void
  private let onEnd: (_ page: [UInt8], _ messages: String) -> Void

  /// The most bytes that are taken of a page.
  private static let mostBytes = 256 << 20
  /// What begins a line that tells of progress.
  static let progressMark: UInt8 = 1

  /// Starts a command whose first word is a program's path; nil when it cannot be started.
  init?(
    _ command: [String], on loop: any EventLoop, onProgress: @escaping (String) -> Void,
    onEnd: @escaping (_ page: [UInt8], _ messages: String) -> Void
  ) {
    var output: [Int32] = [-1, -1]
    var errors: [Int32] = [-1, -1]
    guard pipe(&output) == 0 else { return nil }
    guard pipe(&errors) == 0 else {
      close(output[0])
      close(output[1])
      return nil
    }
    #if canImport(Glibc)
      var actions = posix_spawn_file_actions_t()
    #else
      var actions: posix_spawn_file_actions_t?
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output[1], 1)
    posix_spawn_file_actions_adddup2(&actions, errors[1], 2)
    for descriptor in output + errors where descriptor > 2 { posix_spawn_file_actions_addclose(&actions, descriptor) }
    var arguments = command.map { strdup($0) } + [nil]
    var variables = environment().map { strdup($0) } + [nil]
    defer { for text in arguments + variables { free(text) } }
    var process: pid_t = 0
    let isStarted = posix_spawn(&process, command[0], &actions, nil, &arguments, &variables) == 0
    close(output[1])
    close(errors[1])
    guard isStarted else {
      close(output[0])
      close(errors[0])
      return nil
    }
    number = process
    self.onProgress = onProgress
    self.onEnd = onEnd
    read(output[0], on: loop) { [self] in
      if page.count + $0.count <= Self.mostBytes { page += $0 }
    }
    read(errors[0], on: loop) { [self] in take(errors: $0) }
  }

  /// Ends the process; nothing is told of it any more but its end.
  func stop() { kill(number, SIGKILL) }

  private func read(_ descriptor: Int32, on loop: any EventLoop, _ take: @escaping ([UInt8]) -> Void) {
    let handler = NIOLoopBound(PipeReader(onBytes: take, onEnd: { [self] in closed() }), eventLoop: loop)
    NIOPipeBootstrap(group: loop)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(handler.value) }
      }
      .takingOwnershipOfDescriptor(input: descriptor)
      .whenFailure { _ in handler.value.onEnd() }
  }

  private func take(errors bytes: [UInt8]) {
    for byte in bytes {
      guard byte == UInt8(ascii: "\n") else {
        line.append(byte)
        continue
      }
      if line.first == Self.progressMark {
        onProgress(String(decoding: line.dropFirst(), as: UTF8.self))
      } else if messages.count < 64 << 10 {
        messages += line + [byte]
      }
      line = []
    }
  }

  private func closed() {
    openPipes -= 1
    guard openPipes == 0 else { return }
    var status: Int32 = 0
    while waitpid(number, &status, 0) < 0, errno == EINTR {}
    let wasKilled = status & 0x7F != 0
    onEnd(wasKilled ? [] : page, String(decoding: messages + line, as: UTF8.self))
  }
}

/// What a run needs of this process's environment: where programs are, and where temporary files go.
private func environment() -> [String] {
  let names: [String] = ["PATH", "HOME", "TMPDIR", "TZ", "LANG"]
  return names.compactMap { name in
    getenv(name).map { "\(name)=" + String(cString: $0) }
  }
}

/// Hands on what a pipe brings.
private final class PipeReader: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let onBytes: ([UInt8]) -> Void
  let onEnd: () -> Void

  init(onBytes: @escaping ([UInt8]) -> Void, onEnd: @escaping () -> Void) {
    self.onBytes = onBytes
    self.onEnd = onEnd
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    onBytes(Array(unwrapInboundIn(data).readableBytesView))
  }

  func channelInactive(context: ChannelHandlerContext) { onEnd() }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
