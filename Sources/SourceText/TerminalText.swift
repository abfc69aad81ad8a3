/// Text on a terminal, where characters are one column wide, or two, or none.
package enum TerminalText {
  /// The columns that a text takes.
  package static func width(_ text: some StringProtocol) -> Int {
    text.unicodeScalars.reduce(0) { $0 + $1.columnWidth }
  }

  /// The text in at most so many columns, with `…` for what does not fit. What would move the cursor is a space.
  package static func shortened(_ text: String, to columns: Int) -> String {
    let text = String(String.UnicodeScalarView(text.unicodeScalars.map { isControl($0) ? " " : $0 }))
    guard width(text) > columns else { return text }
    var result = String.UnicodeScalarView()
    var left = columns - 1
    for scalar in text.unicodeScalars {
      left -= scalar.columnWidth
      if left < 0 { break }
      result.append(scalar)
    }
    return columns > 0 ? String(result) + "…" : ""
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.generalCategory == .control }

  /// A line with a marked part, cut to so many columns around that part: the line, and what stands below it up to the
  /// part's end.
  ///
  /// - Parameter mark: the marked part, in scalars of the line.
  package static func window(
    _ line: String, around mark: Range<Int>, columns: Int
  ) -> (line: String, columnsBefore: Int, markedColumns: Int) {
    // A tab's width depends on where it stands, which cutting changes.
    let scalars = line.unicodeScalars.map { isControl($0) ? " " : $0 }
    func width(_ range: Range<Int>) -> Int { scalars[range].reduce(0) { $0 + $1.columnWidth } }
    var start = 0
    // The part's beginning is shown, with some of what stands before it, and as much as fits.
    let before = width(0..<mark.lowerBound)
    if before + min(width(mark), columns / 2) > columns - 1 {
      var left = columns / 3
      start = mark.lowerBound
      while start > 0, left >= scalars[start - 1].columnWidth {
        start -= 1
        left -= scalars[start].columnWidth
      }
    }
    var room = columns - (start > 0 ? 1 : 0)
    let isCut = width(start..<scalars.count) > room
    if isCut { room -= 1 }
    var end = start
    while end < scalars.count, room >= scalars[end].columnWidth {
      room -= scalars[end].columnWidth
      end += 1
    }
    let text = String(String.UnicodeScalarView(scalars[start..<end]))
    return (
      (start > 0 ? "…" : "") + text + (isCut ? "…" : ""),
      width(start..<max(start, min(mark.lowerBound, end))) + (start > 0 ? 1 : 0),
      max(1, width(mark.clamped(to: start..<end)))
    )
  }
}
