/// How tensors are printed (`torch.set_printoptions`); belongs to a session.
package struct PrintOptions: Sendable, Hashable {
  /// Digits behind the point.
  package var precision = 4
  /// Above this many elements only the edges are shown.
  package var threshold: Double = 1000
  /// How many elements are shown at each edge of a summarised dimension.
  package var edgeItems = 3
  /// Characters per line.
  package var lineWidth = 80
  /// Scientific notation; decided by the values when `nil`.
  package var sciMode: Bool?
  /// Numbers are printed with 17 significant digits, for the checker's second run.
  package var isFullPrecision = false

  package init() {}
}
