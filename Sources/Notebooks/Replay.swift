/// What one run of a document differs in from the next.
struct Replay: Sendable {
  /// The seed of the generator until the document sets one.
  var seed: UInt64
  /// Whether every number is printed with 17 significant digits.
  var isFullPrecision = false
  /// Whether figures are drawn; a further run needs none.
  var showsFigures = false
  /// Whether unseeded draws are kept, so that what the document prints can be recognised as one.
  var logsDraws = false
  /// The values with which unseeded draws are replaced, by the number of the draw (``DrawNumber``).
  var pinned: [Int: [Double]] = [:]
}

/// Numbers the draws of a run: each session counts its own, and sessions are numbered in the order in which they begin.
enum DrawNumber {
  private static let bits = 40

  static func of(_ index: Int, inSession session: Int) -> Int { session << bits | index }

  /// The part of a table by draws that concerns a session, by its own count.
  static func part<Value>(_ table: [Int: Value], ofSession session: Int) -> [Int: Value] {
    var part: [Int: Value] = [:]
    for (number, value) in table where number >> bits == session { part[number & (1 << bits - 1)] = value }
    return part
  }
}
