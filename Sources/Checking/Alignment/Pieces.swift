/// The output of a cell in pieces: what one line of code wrote without another line writing in between.
struct Pieces: Sendable {
  struct Piece: Sendable {
    enum Kind: Sendable { case text, display, error }

    let kind: Kind
    var text: String
    /// The lines that were executing, innermost first.
    let lines: [Int]
    /// The events of the record it is made of.
    var events: Range<Int>
    /// The type of an exception.
    var errorType = ""

    /// The line in the top-level statement.
    var outerLine: Int { lines.last ?? 0 }
    /// The line that wrote it.
    var innerLine: Int { lines.first ?? 0 }
  }

  private(set) var list: [Piece] = []

  init(_ record: CellRecord) {
    for (index, event) in record.events.enumerated() {
      switch event.kind {
      case .text(let text):
        if let last = list.last, last.kind == .text, last.lines == event.lines {
          list[list.count - 1].text += text
          list[list.count - 1].events = last.events.lowerBound..<index + 1
        } else {
          list.append(Piece(kind: .text, text: text, lines: event.lines, events: index..<index + 1))
        }
      case .display:
        list.append(Piece(kind: .display, text: event.text, lines: event.lines, events: index..<index + 1))
      case .error(let type, _):
        list.append(
          Piece(kind: .error, text: event.text, lines: event.lines, events: index..<index + 1, errorType: type))
      }
    }
  }

  /// The text of some pieces, in their order.
  func text(_ indices: [Int]) -> String? {
    var text = ""
    for index in indices {
      guard index < list.count else { return nil }
      text += list[index].text
    }
    return text
  }
}
