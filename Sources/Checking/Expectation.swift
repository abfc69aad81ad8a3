import SourceText

/// A place in the document that claims what the code above it prints.
package struct Expectation: Sendable, Hashable {
  /// How the claim is written.
  package enum Style: String, Sendable, Hashable, CaseIterable {
    /// `# expected:`, `# =>` and their like.
    case marked
    /// Comment lines below a statement.
    case plain
    /// A comment at the end of the statement's line.
    case sameLine = "same line"
    /// A block below the cell.
    case below
    /// Text between the prompts of a transcript.
    case transcript
    /// A bare triple-quoted string.
    case string
  }

  /// How sure it is, before running, that the text claims output.
  package enum Certainty: Int, Sendable, Hashable, Comparable {
    /// Reads like prose: an expectation only if the output says the same.
    case candidate
    /// Reads like output.
    case likely
    /// Said to be output.
    case certain

    package static func < (left: Certainty, right: Certainty) -> Bool { left.rawValue < right.rawValue }
  }

  /// One line of the claimed text.
  package struct TextLine: Sendable, Hashable {
    /// The text without comment prefix and marker.
    package let text: String
    /// The bytes of `text` in the document.
    package let range: ByteRange
    /// The line of the document.
    package let line: Int

    package init(text: String, range: ByteRange, line: Int) {
      self.text = text
      self.range = range
      self.line = line
    }
  }

  package let style: Style
  /// The claimed text, line by line.
  package let textLines: [TextLine]
  /// The lines of the document from marker to end of text.
  package let lines: ClosedRange<Int>
  package let certainty: Certainty
  /// The qualifiers of the marker, and the cell's labels.
  package let labels: CellText.Labels
  /// Whether the marker is an arrow (`=>`, `->`, `#>`).
  package let isArrow: Bool
  /// Prose behind the claimed text in the same line, which updating keeps.
  package let tail: String?
  /// The exceptions the text names, by their type without its module, in order.
  package let errors: [ErrorClaim]
  /// The index of the statement (in ``CellText/statements``) nearest above or beside it.
  package let statement: Int?
  /// The index of the `def` or `class` in whose body it stands.
  package let definition: Int?
  /// Expectations of one number share what stands above them.
  package let run: Int
  /// The number of characters before the comment in its line.
  package let column: Int
  /// The offset at which text is inserted when `textLines` is empty.
  package let insertionPoint: Int

  /// The claimed text, its lines joined by line feeds.
  package var text: String { textLines.map(\.text).joined(separator: "\n") }
}

extension Expectation {
  /// An expectation of which only the text and its place matter, as reports need.
  package init(_ style: Style, _ textLines: [TextLine], lines: ClosedRange<Int>, insertionPoint: Int) {
    self.init(
      style: style, textLines: textLines, lines: lines, certainty: .likely, labels: CellText.Labels(), isArrow: false,
      tail: nil, errors: [], statement: nil, definition: nil, run: 0, column: 0, insertionPoint: insertionPoint)
  }
}

/// An exception a text names.
package struct ErrorClaim: Sendable, Hashable {
  /// The type's name as written, perhaps with its module.
  package let type: String
  /// The message, `nil` when the text names the type alone.
  package let message: String?

  /// The last part of a dotted name, without leading underscores: `torch._C._LinAlgError` is `LinAlgError`.
  package static func baseName(_ type: String) -> Substring {
    (type.split(separator: ".").last ?? Substring(type)).drop { $0 == "_" }
  }
}
