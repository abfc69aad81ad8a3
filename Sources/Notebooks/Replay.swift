/// What one run of a document differs in from the next.
struct Replay: Sendable {
  /// The seed of the generator until the document sets one.
  var seed: UInt64
  /// Whether every number is printed with 17 significant digits.
  var isFullPrecision = false
  /// The values with which unseeded draws are replaced, by the number of the draw.
  var pinned: [Int: [Double]] = [:]
}
