import NIOCore
import NIOHTTP1

/// What a reader is told.
enum Event {
  /// There is a new page.
  case reload(Int)
  /// The document runs; `index` of `count` cells are done.
  case run(index: Int, count: Int)
  case idle
  case problem(String)

  /// The event in the form of server-sent events. Data is JSON on one line.
  var text: String {
    switch self {
    case .reload(let version): "event: reload\ndata: \(version)\n\n"
    case .run(let index, let count): "event: run\ndata: {\"index\":\(index),\"count\":\(count)}\n\n"
    case .idle: "event: idle\ndata: 0\n\n"
    case .problem(let text): "event: problem\ndata: {\"text\":\"\(Self.escaped(text))\"}\n\n"
    }
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\u{0}"..."\u{1F}", "\u{7F}", "\u{2028}", "\u{2029}": result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

/// A stream of events to one reader.
final class EventStream {
  private let context: ChannelHandlerContext

  init(_ context: ChannelHandlerContext) { self.context = context }

  func send(_ event: Event) {
    let part = HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(string: event.text)))
    context.writeAndFlush(NIOAny(part), promise: nil)
  }
}

/// Answers the requests of one connection.
final class RequestHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let server: PreviewServer
  private var request: HTTPRequestHead?
  private var stream: EventStream?

  init(_ server: PreviewServer) { self.server = server }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): request = head
    case .body: break
    case .end:
      if let request { answer(request, context) }
      request = nil
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    if let stream { server.remove(stream) }
    stream = nil
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func answer(_ request: HTTPRequestHead, _ context: ChannelHandlerContext) {
    guard server.isOwn(host: request.headers.first(name: "host")) else {
      return answer(.forbidden, text: "This server answers only under its own address.\n", request, context)
    }
    guard request.method == .GET || request.method == .HEAD else {
      return answer(.methodNotAllowed, text: "Only reading is possible here.\n", request, context)
    }
    let parts = request.uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    switch parts[0] {
    case "/": answer(.ok, "text/html; charset=utf-8", server.currentPage, request, context)
    case "/events": openStream(parts.count > 1 ? parts[1] : "", request, context)
    default: answer(.notFound, text: "There is one page here, at /.\n", request, context)
    }
  }

  /// Begins to tell of changes; the connection stays open.
  private func openStream(_ query: Substring, _ request: HTTPRequestHead, _ context: ChannelHandlerContext) {
    guard request.method == .GET else { return answer(.ok, "text/event-stream", [], request, context) }
    var headers = headers(type: "text/event-stream", request)
    headers.add(name: "X-Accel-Buffering", value: "no")
    let head = HTTPResponseHead(version: request.version, status: .ok, headers: headers)
    context.writeAndFlush(wrapOutboundOut(.head(head)), promise: nil)
    let stream = EventStream(context)
    self.stream = stream
    let version = query.hasPrefix("have=") ? Int(query.dropFirst(5)) : nil
    server.add(stream, having: version ?? -1)
  }

  private func answer(
    _ status: HTTPResponseStatus, text: String, _ request: HTTPRequestHead, _ context: ChannelHandlerContext
  ) {
    answer(status, "text/plain; charset=utf-8", Array(text.utf8), request, context)
  }

  private func answer(
    _ status: HTTPResponseStatus, _ type: String, _ bytes: [UInt8], _ request: HTTPRequestHead,
    _ context: ChannelHandlerContext
  ) {
    var headers = headers(type: type, request)
    headers.add(name: "Content-Length", value: "\(bytes.count)")
    if !request.isKeepAlive { headers.add(name: "Connection", value: "close") }
    context.write(
      wrapOutboundOut(.head(HTTPResponseHead(version: request.version, status: status, headers: headers))), promise: nil
    )
    if request.method != .HEAD, !bytes.isEmpty {
      context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: bytes)))), promise: nil)
    }
    let promise = request.isKeepAlive ? nil : context.eventLoop.makePromise(of: Void.self)
    if let promise {
      let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
      promise.futureResult.whenComplete { _ in bound.value.close(promise: nil) }
    }
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: promise)
  }

  private func headers(type: String, _ request: HTTPRequestHead) -> HTTPHeaders {
    [
      "Content-Type": type, "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
      "X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer", "Cross-Origin-Resource-Policy": "same-origin",
    ]
  }
}
