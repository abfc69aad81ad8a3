import NIOCore
import NIOPosix
import Processes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A run of the document in a process of its own: standard output is the page, standard error tells of progress.
final class RenderProcess {
  private let process: ChildProcess
  var number: pid_t { process.number }
  private var page: [UInt8] = []
  private var messages: [UInt8] = []
  private var line: [UInt8] = []
  private var openPipes = 2
  private let onProgress: (String) -> Void
  private let onEnd: (_ page: [UInt8], _ messages: String) -> Void

  /// What a run needs of this process's environment: where programs are, and where temporary files go.
  private static let environment = ["PATH", "HOME", "TMPDIR", "TZ", "LANG"]
  /// The most bytes that are taken of a page.
  private static let mostBytes = 256 << 20
  /// What begins a line that tells of progress.
  static let progressMark: UInt8 = 1

  /// Starts a command whose first word is a program's path; nil when it cannot be started.
  init?(
    _ command: [String], on loop: any EventLoop, onProgress: @escaping (String) -> Void,
    onEnd: @escaping (_ page: [UInt8], _ messages: String) -> Void
  ) {
    guard let output = Pipe() else { return nil }
    guard let errors = Pipe() else {
      output.closeBoth()
      return nil
    }
    let process = ChildProcess(
      command[0], command, environment: ChildProcess.environment(of: Self.environment),
      connections: [(0, .nothing), (1, .descriptor(output.writing)), (2, .descriptor(errors.writing))])
    close(output.writing)
    close(errors.writing)
    guard let process else {
      close(output.reading)
      close(errors.reading)
      return nil
    }
    self.process = process
    self.onProgress = onProgress
    self.onEnd = onEnd
    read(output.reading, on: loop) { [self] in
      if page.count + $0.count <= Self.mostBytes { page += $0 }
    }
    read(errors.reading, on: loop) { [self] in take(errors: $0) }
  }

  /// Ends the process; nothing is told of it any more but its end.
  func stop() { process.kill() }

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
    let wasKilled = process.waitForEnd() == nil
    onEnd(wasKilled ? [] : page, String(decoding: messages + line, as: UTF8.self))
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
