import Autograd

/// What came of comparing the gradients of the backward passes that a line began with differences.
package struct GradientCheckOutcome: Sendable, Equatable {
  /// The line of the document that called `backward()` or `grad()`.
  package let line: Int
  /// How many passes it began, and how many of them were compared.
  package let passes: Int
  package let comparedPasses: Int
  /// How many derivatives were compared.
  package let comparisons: Int
  /// The operators whose derivative disagrees, in words, in the order of the backward pass.
  package let disagreements: [String]
  /// The first of them by name.
  package let operation: String?
  /// What could not be compared, and why.
  package let unchecked: [String]

  /// Whether every derivative that was compared is what the differences give.
  package var agrees: Bool { disagreements.isEmpty }

  package init(
    line: Int, passes: Int = 1, comparedPasses: Int = 1, comparisons: Int = 0, disagreements: [String] = [],
    operation: String? = nil, unchecked: [String] = []
  ) {
    self.line = line
    self.passes = passes
    self.comparedPasses = comparedPasses
    self.comparisons = comparisons
    self.disagreements = disagreements
    self.operation = operation
    self.unchecked = unchecked
  }

  init(_ finding: GradientAudit.Finding) {
    self.init(
      line: finding.line, passes: finding.passes, comparedPasses: finding.comparedPasses,
      comparisons: finding.comparisons, disagreements: finding.disagreements.map(Self.sentence),
      operation: finding.disagreements.first?.operation, unchecked: finding.unchecked)
  }

  /// All of it in one line without a final full stop.
  package var sentence: String {
    let compared =
      passes == comparedPasses
      ? passes == 1 ? "" : " in \(passes) passes" : " in \(comparedPasses) of \(passes) passes"
    var text: String
    if let first = disagreements.first {
      text = "the gradient disagrees with finite differences\(compared), first at \(first)"
      if disagreements.count > 1 { text += "; also at \(disagreements.dropFirst().joined(separator: "; "))" }
    } else if comparisons == 0 {
      text = "no derivative could be compared with finite differences\(compared)"
    } else {
      let count = comparisons == 1 ? "1 derivative" : "\(comparisons) derivatives"
      text = "the gradient agrees with finite differences (\(count) compared\(compared))"
    }
    if !unchecked.isEmpty { text += "; not compared: \(unchecked.joined(separator: "; "))" }
    return text
  }

  /// `SquareBackward (line 12), element 0 of input 0: the node gives 3.0, differences give 2.0`
  private static func sentence(_ found: GradientAudit.Disagreement) -> String {
    let place = found.line.map { " (line \($0))" } ?? ""
    let element =
      found.element.map { "element \($0) of input \(found.input)" } ?? "input \(found.input), along a direction"
    return "\(found.operation)\(place), \(element): it gives \(short(found.analytical)), differences give"
      + " \(short(found.numerical))"
  }

  /// A number to six digits.
  private static func short(_ value: Double) -> String {
    guard value.isFinite, value != 0, abs(value) < 1e9, abs(value) > 1e-9 else { return "\(value)" }
    var (scale, size) = (1.0, abs(value))
    while size < 1e5 {
      size *= 10
      scale *= 10
    }
    return "\((value * scale).rounded() / scale)"
  }
}
