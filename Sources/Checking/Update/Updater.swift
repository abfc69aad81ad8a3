import SourceText

/// A replacement of bytes of a document.
package struct Edit: Sendable, Hashable {
  package let range: ByteRange
  package let replacement: [UInt8]

  package init(_ range: ByteRange, _ replacement: [UInt8]) {
    self.range = range
    self.replacement = replacement
  }
}

/// Rewrites expectations that differ from the output.
///
/// Only the claimed text is replaced; markers, indentation, prompts, the prose behind a value and line endings are
/// taken from the document as they are. Lines that still agree, by their wildcards or within their tolerance, stay.
package struct Updater {
  /// Also write expectations for outputs that have none.
  package let inserts: Bool

  package init(inserts: Bool = false) {
    self.inserts = inserts
  }

  /// The edits for one cell, by ascending range, none overlapping another.
  package func edits(for check: CellCheck, of cell: CellText, in file: SourceFile) -> [Edit] {
    let writer = ExpectationWriter(cell: cell, file: file)
    var edits: [Edit] = []
    for outcome in check.outcomes where outcome.verdict == .fail && !outcome.isOrphan {
      guard let actual = outcome.actual, !actual.isBlank, !Self.isForeignError(outcome) else { continue }
      edits += writer.edits(for: outcome.expectation, actual: actual)
    }
    if inserts, !cell.labels.unchecked {
      for output in check.unclaimed { edits += writer.insertion(of: output) }
    }
    edits = edits.filter { !file.bytes[$0.range].elementsEqual($0.replacement) }
    edits.sort { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }
    var result: [Edit] = []
    for edit in edits where result.last.map({ edit.range.lowerBound >= $0.range.upperBound }) ?? true {
      // Two insertions at one place would come in no certain order: the second waits for the next round.
      if let last = result.last, last.range.isEmpty, edit.range == last.range { continue }
      result.append(edit)
    }
    return result
  }

  /// Whether the code raised where the document claims a value: a broken cell is not made right by writing its error.
  private static func isForeignError(_ outcome: ExpectationOutcome) -> Bool {
    guard outcome.expectation.errors.isEmpty, let actual = outcome.actual else { return false }
    return outcome.detail.hasPrefix("the code raised") && ErrorReader.claim(in: actual) != nil
  }

  /// The bytes after the edits, which may come in any order.
  package static func apply(_ edits: [Edit], to bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var position = 0
    for edit in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound })
    where edit.range.lowerBound >= position && edit.range.upperBound <= bytes.count {
      result += bytes[position..<edit.range.lowerBound]
      result += edit.replacement
      position = edit.range.upperBound
    }
    return result + bytes[position...]
  }
}
