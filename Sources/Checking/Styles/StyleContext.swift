import SourceText

/// A cell prepared for finding expectations: which comments stand together, and what stands above or beside them.
struct StyleContext {
  /// A comment's text without its `#` and the space behind.
  struct CommentText {
    let comment: CellText.Comment
    /// What stands behind the `#`s, as it is.
    let raw: Substring
    /// Without one leading space.
    let text: String
    /// The bytes of `text` in the document.
    let range: ByteRange
    var line: Int { comment.line }

    init(_ comment: CellText.Comment) {
      self.comment = comment
      raw = comment.text.drop { $0 == "#" }
      let text = raw.first == " " ? raw.dropFirst() : raw
      self.text = String(text)
      range = (comment.range.upperBound - text.utf8.count)..<comment.range.upperBound
    }
  }

  /// Comments on lines of their own between two pieces of code.
  struct Run {
    /// A number that expectations of one run share.
    let number: Int
    var comments: [CommentText]
  }

  let cell: CellText
  /// The comment runs, less what a style took.
  var runs: [Run] = []
  /// The comments at the end of a line of code.
  private(set) var trailing: [CommentText] = []
  /// Why a comment line was or was not taken.
  var reasons: [Int: String] = [:]
  let scopes: CellScopes
  /// How many numbers runs and others have been given.
  private(set) var runCount = 0

  init(_ cell: CellText) {
    self.cell = cell
    scopes = CellScopes(cell)
    collectComments()
  }

  private mutating func collectComments() {
    let own = Dictionary(cell.comments.filter(\.isOwnLine).map { ($0.line, $0) }) { first, _ in first }
    trailing = cell.comments.filter { !$0.isOwnLine }.map(CommentText.init)
    var current = Run(number: 0, comments: [])
    func finish(_ runs: inout [Run]) {
      if !current.comments.isEmpty { runs.append(current) }
      current = Run(number: current.number + 1, comments: [])
    }
    for line in cell.lines {
      if let comment = own[line.number] {
        if scopes.statement(covering: line.number) != nil {
          reasons[line.number] = "stands inside a statement"
          finish(&runs)
        } else {
          current.comments.append(CommentText(comment))
        }
      } else if !line.text.isBlank {
        finish(&runs)
      }
    }
    finish(&runs)
    runCount = current.number
  }

  /// A number for something that shares its region with nothing else.
  mutating func freshRun() -> Int {
    runCount += 1
    return runCount
  }

  /// Makes an expectation with what the context knows.
  func expectation(
    _ style: Expectation.Style, _ certainty: Expectation.Certainty, _ textLines: [Expectation.TextLine],
    lines: ClosedRange<Int>? = nil, run: Int, statement: Int?, column: Int, labels: CellText.Labels? = nil,
    marker: Marker? = nil, tail: String? = nil, insertionPoint: Int? = nil
  ) -> Expectation {
    let first = textLines.first?.line ?? lines?.lowerBound ?? 0
    let last = textLines.last?.line ?? lines?.upperBound ?? first
    let span = lines ?? min(first, last)...max(first, last)
    let scope = scopes.definition(ofCommentAt: span.lowerBound, column: column)
    return Expectation(
      style: style, textLines: textLines, lines: span, certainty: certainty, labels: labels ?? cell.labels,
      isArrow: marker?.isArrow ?? false, tail: tail, errors: ErrorReader.claims(in: textLines.map(\.text)),
      statement: statement, definition: scope, run: run, column: column,
      insertionPoint: insertionPoint ?? textLines.last?.range.upperBound ?? 0)
  }
}
