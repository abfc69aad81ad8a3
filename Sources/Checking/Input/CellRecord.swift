/// Something a cell put out.
package struct OutputEvent: Sendable, Hashable {
  /// What was put out.
  package enum Kind: Sendable, Hashable {
    /// Text written to standard output; one call of `print` may write several pieces.
    case text(String)
    /// The repr of a displayed value.
    case display(String)
    /// An exception that left the statement, with the name of its type and its message.
    case error(type: String, message: String)
  }

  package let kind: Kind
  /// The lines of the cell (as document lines) that were executing, innermost first; the last one lies in the
  /// top-level statement. Frames of other cells and of modules are left out.
  package let lines: [Int]

  package init(_ kind: Kind, lines: [Int]) {
    self.kind = kind
    self.lines = lines
  }

  /// The event as text, ended by a line feed where it is a line of its own.
  package var text: String {
    switch kind {
    case .text(let text): text
    case .display(let text): text + "\n"
    case .error(let type, let message): message.isEmpty ? type + "\n" : "\(type): \(message)\n"
    }
  }
}

/// What one run of a cell put out.
package struct CellRecord: Sendable {
  /// What was put out, in order.
  package var events: [OutputEvent]
  /// The reprs asked for by ``RunPlan/valueRequests``, by the line of the request: one per name, in order. A
  /// statement that did not finish has none.
  package var values: [Int: [String]]

  package init(events: [OutputEvent] = [], values: [Int: [String]] = [:]) {
    self.events = events
    self.values = values
  }
}

/// What the checker may ask for beyond the first run. Each is called only when it can decide something; the whole
/// document is run again by whoever provides it, once, and the answers are kept.
package struct Reruns {
  /// The same cell in a run that prints every floating point number with 17 significant digits.
  package let unrounded: () -> CellRecord?
  /// The same cell in the run with the given number from another seed; `nil` when the document drew no unseeded
  /// number.
  package let reseeded: (Int) -> CellRecord?
  /// How many runs from other seeds are worth asking for. One that differs shows that an output depends on unseeded
  /// draws, and what comes out alike by chance (a yes or no) wants several.
  package static let reseededRuns = 3

  package init(
    unrounded: @escaping () -> CellRecord? = { nil }, reseeded: @escaping (Int) -> CellRecord? = { _ in nil }
  ) {
    self.unrounded = unrounded
    self.reseeded = reseeded
  }
}
