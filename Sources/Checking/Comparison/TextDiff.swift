import SourceText

/// The difference of two texts: which lines were removed and added, and which words in them differ.
///
/// Every report shows this one. Words are those of the comparison (``TokenText``), so white space never counts as
/// changed, and a number is changed as a whole.
package struct TextDiff: Sendable {
  /// What became of a line.
  package enum Change: Hashable, Sendable { case same, removed, added }

  /// A part of a line.
  package struct Piece: Hashable, Sendable {
    package let text: String
    /// Whether the words of the part stand in one of the two texts alone.
    package let isChanged: Bool
  }

  /// A line with its parts.
  package struct Line: Hashable, Sendable {
    package let change: Change
    package let pieces: [Piece]

    package var text: String { pieces.map(\.text).joined() }

    /// Whether some of its words differ and others do not.
    package var isPartlyChanged: Bool { pieces.count > 1 }
  }

  /// The lines of both texts in order; removed lines stand before the added ones that replace them.
  package let lines: [Line]

  /// - Parameters:
  ///   - old: what is removed.
  ///   - new: what is added.
  package init(_ old: String, _ new: String) {
    let old = Self.lines(old)
    let new = Self.lines(new)
    let script = EditScript(old, new)
    var lines: [Line] = []
    var (i, j) = (0, 0)
    while i < old.count || j < new.count {
      let (oldStart, newStart) = (i, j)
      while i < old.count, script.isRemoved[i] { i += 1 }
      while j < new.count, script.isAdded[j] { j += 1 }
      if i > oldStart || j > newStart {
        lines += Self.replacing(old[oldStart..<i], by: new[newStart..<j])
      } else {
        lines.append(Line(change: .same, pieces: [Piece(text: old[i], isChanged: false)]))
        i += 1
        j += 1
      }
    }
    self.lines = lines
  }

  /// The difference as text: each line behind a sign, and below a line in which only some words differ a line that
  /// points at them.
  package var text: String {
    var text = ""
    for line in lines {
      let sign =
        switch line.change {
        case .same: " "
        case .removed: "-"
        case .added: "+"
        }
      text += line.text.isEmpty ? "\(sign)\n" : "\(sign) \(line.text)\n"
      if let pointers = line.pointers { text += "? \(pointers)\n" }
    }
    return text
  }

  /// The lines of a text; a line feed at its end begins no further line.
  package static func lines(_ text: String) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return lines
  }

  /// Lines that replace others, with the words that differ marked.
  private static func replacing(_ old: ArraySlice<String>, by new: ArraySlice<String>) -> [Line] {
    let removed = TokenText(old.joined(separator: "\n"))
    let added = TokenText(new.joined(separator: "\n"))
    let script = EditScript(
      removed.tokens.indices.map { removed.slice($0) }, added.tokens.indices.map { added.slice($0) })
    return marked(.removed, removed, script.isRemoved) + marked(.added, added, script.isAdded)
  }

  private static func marked(_ change: Change, _ text: TokenText, _ isChanged: [Bool]) -> [Line] {
    guard !text.bytes.isEmpty else { return [] }
    var lines: [Line] = []
    var token = 0
    var start = 0
    for end in 0...text.bytes.count where end == text.bytes.count || text.bytes[end] == 0x0A {
      let first = token
      while token < text.count, Int(text.tokens[token].start) < end { token += 1 }
      lines.append(Line(change: change, pieces: pieces(text, start..<end, first..<token, isChanged)))
      start = end + 1
    }
    return lines
  }

  /// The parts of a line. Changed words in a row are one part with what parts them; where no word or number stays,
  /// the whole line is one.
  private static func pieces(
    _ text: TokenText, _ line: Range<Int>, _ tokens: Range<Int>, _ isChanged: [Bool]
  ) -> [Piece] {
    func string(_ range: Range<Int>) -> String { String(decoding: text.bytes[range], as: UTF8.self) }
    guard tokens.contains(where: { isChanged[$0] }) else { return [Piece(text: string(line), isChanged: false)] }
    guard tokens.contains(where: { !isChanged[$0] && text.kind($0) != .punctuation }) else {
      return [Piece(text: string(line), isChanged: true)]
    }
    var pieces: [Piece] = []
    var position = line.lowerBound
    var token = tokens.lowerBound
    while token < tokens.upperBound {
      guard isChanged[token] else {
        token += 1
        continue
      }
      let start = Int(text.tokens[token].start)
      while token + 1 < tokens.upperBound, isChanged[token + 1] { token += 1 }
      let end = Int(text.tokens[token].end)
      if start > position { pieces.append(Piece(text: string(position..<start), isChanged: false)) }
      pieces.append(Piece(text: string(start..<end), isChanged: true))
      position = end
      token += 1
    }
    if position < line.upperBound { pieces.append(Piece(text: string(position..<line.upperBound), isChanged: false)) }
    return pieces
  }
}

extension TextDiff.Line {
  /// Carets below the changed parts, as wide as those; `nil` where all or nothing of the line is changed.
  package var pointers: String? {
    guard isPartlyChanged else { return nil }
    var text = ""
    for piece in pieces {
      for scalar in piece.text.unicodeScalars {
        text +=
          scalar == "\t" && !piece.isChanged
          ? "\t" : String(repeating: piece.isChanged ? "^" : " ", count: scalar.columnWidth)
      }
    }
    while text.last == " " || text.last == "\t" { text.removeLast() }
    return text
  }
}
