/// Asked while a text is read whether that must end before it is done: a text can be long, and some are slow to judge.
///
/// One watch goes with all that is read on one occasion, so that many short texts are noticed like a long one.
package final class ReadingWatch {
  /// Looks between two questions; each stands for the work on one token or node, or a few.
  private static let interval = 4096

  private var left = ReadingWatch.interval
  private var ending: SyntaxFailure?
  private let ends: () -> SyntaxFailure?

  /// - Parameter ends: says with which failure to end, if it is time to. What it says is final.
  package init(_ ends: @escaping () -> SyntaxFailure?) { self.ends = ends }

  /// Counts a little work, and now and then asks.
  @inline(__always) func look() throws(SyntaxFailure) {
    left &-= 1
    if left <= 0 { try ask() }
  }

  /// Asks now.
  @inline(never) package func ask() throws(SyntaxFailure) {
    left = ReadingWatch.interval
    if ending == nil { ending = ends() }
    if let ending {
      // Whoever looks next is to be told as well.
      left = 0
      throw ending
    }
  }
}
