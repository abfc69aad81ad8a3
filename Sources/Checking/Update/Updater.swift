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
package struct Updater {
  /// Also write expectations for outputs that have none.
  package let inserts: Bool

  package init(inserts: Bool = false) {
    self.inserts = inserts
  }

  /// The edits for one cell, by ascending range, none overlapping another.
  package func edits(for check: CellCheck, of cell: CellText, in file: SourceFile) -> [Edit] {
    []
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
