import Notebooks
import SourceText

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A line on the terminal that says how far a run is. It comes when the run has taken half a second, and goes before
/// anything else is written.
///
/// A thread of its own draws it, because a cell may take long. References are counted without atomic instructions, so
/// the thread shares nothing with the program but a ``Line``: bytes and numbers behind a lock.
enum Progress {
  /// The microseconds until the line comes, and between two looks at it.
  private static let (delay, pause): (UInt32, UInt32) = (500_000, 100_000)

  /// What the line says, for the thread.
  private struct Line {
    var lock = pthread_mutex_t()
    let bytes: UnsafeMutablePointer<UInt8>
    var count = 0
    var isChanged = false
    var isShown = false
  }

  /// The bytes of the longest line.
  private static let capacity = 4096

  /// Lives as long as the process; the thread and the program reach it through this pointer alone, holding its lock.
  nonisolated(unsafe) private static let line: UnsafeMutablePointer<Line> = {
    let line = UnsafeMutablePointer<Line>.allocate(capacity: 1)
    line.initialize(to: Line(bytes: .allocate(capacity: capacity)))
    pthread_mutex_init(&line.pointee.lock, nil)
    return line
  }()

  nonisolated(unsafe) private static var isStarted = false

  /// Whether there is a terminal to show progress on.
  static var isPossible: Bool { TerminalStyle.isTerminal }

  /// Says how far the run is.
  static func show(part: Double, _ text: String) {
    if !isStarted { start() }
    let bytes = ProgressLine.text(part: part, text, columns: TerminalStyle.columns ?? 80).utf8.prefix(capacity)
    pthread_mutex_lock(&line.pointee.lock)
    // At most `capacity` bytes, which is what was allocated.
    for (index, byte) in bytes.enumerated() { line.pointee.bytes[index] = byte }
    line.pointee.count = bytes.count
    line.pointee.isChanged = true
    pthread_mutex_unlock(&line.pointee.lock)
  }

  /// Takes the line away until there is more to say.
  static func clear() {
    guard isStarted else { return }
    pthread_mutex_lock(&line.pointee.lock)
    line.pointee.isChanged = false
    if line.pointee.isShown { Console.write(Array("\r\u{1B}[2K".utf8), to: STDERR_FILENO) }
    line.pointee.isShown = false
    pthread_mutex_unlock(&line.pointee.lock)
  }

  private static func start() {
    isStarted = true
    #if canImport(Glibc)
      var thread = pthread_t()
      if pthread_create(&thread, nil, { Progress.draw($0) }, line) == 0 { pthread_detach(thread) }
    #else
      var thread: pthread_t?
      if pthread_create(&thread, nil, { Progress.draw($0) }, line) == 0, let thread { pthread_detach(thread) }
    #endif
  }

  /// Draws the line whenever it has changed; the process's end ends it.
  private static func draw(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    // The pointer is that of `line`.
    guard let line = pointer?.assumingMemoryBound(to: Line.self) else { return nil }
    usleep(delay)
    while true {
      pthread_mutex_lock(&line.pointee.lock)
      if line.pointee.isChanged {
        _ = write(STDERR_FILENO, line.pointee.bytes, line.pointee.count)
        line.pointee.isChanged = false
        line.pointee.isShown = true
      }
      pthread_mutex_unlock(&line.pointee.lock)
      usleep(pause)
    }
  }
}

/// What the line of progress says on a terminal of a certain width.
enum ProgressLine {
  /// The line with what clears the one before it: `██████──── cell 4 of 12 (Training) · post.md:210`
  static func text(part: Double, _ text: String, columns: Int) -> String {
    let width = columns >= 60 ? 20 : columns >= 40 ? 10 : 0
    let full = Int((min(max(part, 0), 1) * Double(width)).rounded(.down))
    let bar = String(repeating: "█", count: full) + String(repeating: "─", count: width - full)
    let room = columns - 1 - (width == 0 ? 0 : width + 1)
    return "\r\u{1B}[2K" + (width == 0 ? "" : bar + " ") + TerminalText.shortened(text, to: room)
  }

  /// What is said of a cell that begins.
  static func text(of progress: CellProgress, in document: String, number: Int, of documents: Int) -> String {
    let place = documents > 1 ? "document \(number) of \(documents) · " : ""
    return "\(place)\(progress.name) of \(progress.count) · \(document):\(progress.line)"
  }
}
