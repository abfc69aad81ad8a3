import TensorCore

/// Compares what the nodes of backward passes compute with differences of the operations they differentiate
/// (`--gradcheck`).
///
/// While a session has an audit, each recorded operation keeps a ``NodeReplay``. When a pass runs the node, the
/// operation is computed again in double precision with one element of one input moved up and down; the change of
/// `sum(gradient * output)` is what the node must give for that element. By the chain rule, gradients of leaves are
/// right if those of all operations are and the engine adds them up; the first node that disagrees names the culprit.
///
/// Limits: of inputs with many elements some are compared, and all of them along one direction; elements at a kink or a
/// jump (where the differences to both sides are not one) are left out; of a `backward()` that runs often the first
/// passes and then every power of two; a custom function's `forward` runs again, so what it changes outside itself
/// changes again; the engine's own nodes (views made again, `AccumulateGrad`) are not operations and not compared.
package final class GradientAudit {
  /// A node whose gradient is not the derivative of its operation.
  package struct Disagreement: Sendable, Equatable {
    /// The node's name: `MulBackward0`, or the custom function's.
    package let operation: String
    /// The line that recorded it.
    package let line: Int?
    /// Which input, and which of its elements in row-major order; nil for all along a direction.
    package let input: Int
    package let element: Int?
    /// What the node gave and what the differences give.
    package let analytical: Double
    package let numerical: Double
  }

  /// What came of the backward passes that one line of the document began.
  package struct Finding: Sendable, Equatable {
    /// The line that called `backward()` or `grad()`.
    package let line: Int
    /// How many passes it began, and how many of them were compared.
    package internal(set) var passes = 0
    package internal(set) var comparedPasses = 0
    /// How many derivatives were compared.
    package internal(set) var comparisons = 0
    /// The nodes that disagree, in the order the passes met them, each once.
    package internal(set) var disagreements: [Disagreement] = []
    /// The nodes that could not be compared and why, each once.
    package internal(set) var unchecked: [String] = []
  }

  /// The line of the document that runs just now.
  package var currentLine: () -> Int? = { nil }

  private var findings: [Int: Finding] = [:]
  /// The lines of the passes that run, innermost last; nil for a pass that is not compared.
  private var running: [Int?] = []
  private var isReplaying = false

  /// An audit that has seen nothing.
  package init() {}

  /// What was found since the last call, by line.
  package func takeFindings() -> [Finding] {
    defer { findings = [:] }
    return findings.values.sorted { $0.line < $1.line }
  }

  /// Whether recorded operations keep a replay just now.
  package var isNoting: Bool { !isReplaying }

  // MARK: Passes

  func beginPass() {
    // A pass inside another one is a part of it.
    guard !isReplaying, running.isEmpty, let line = currentLine() else {
      running.append(isReplaying ? nil : running.last ?? nil)
      return
    }
    var finding = findings[line] ?? Finding(line: line)
    finding.passes += 1
    let isCompared = finding.passes <= 8 || finding.passes & (finding.passes - 1) == 0
    if isCompared { finding.comparedPasses += 1 }
    findings[line] = finding
    running.append(isCompared ? line : nil)
  }

  func endPass() { running.removeLast() }

  /// Compares what `node` has just given in `call` with differences.
  func examine(_ node: Node, _ call: BackwardCall) {
    guard !isReplaying, case .some(.some(let line)) = running.last, let replay = node.replay else { return }
    isReplaying = true
    let generator = call.session.generator
    defer {
      isReplaying = false
      call.session.generator = generator
    }
    var finding = findings[line] ?? Finding(line: line)
    defer { findings[line] = finding }
    do {
      try GradMode.with(false) {
        var comparison = try NodeComparison(node, replay, call)
        for index in 0..<node.edgeCount where node.needsGradient(index) {
          let found = try comparison.disagreement(ofInput: index)
          guard let found else { continue }
          if !finding.disagreements.contains(where: { $0.operation == found.operation && $0.line == found.line }) {
            finding.disagreements.append(found)
          }
        }
        finding.comparisons += comparison.count
      }
    } catch {
      let text = "\(node.name): \(error)"
      if !finding.unchecked.contains(text), finding.unchecked.count < 8 { finding.unchecked.append(text) }
    }
  }
}
