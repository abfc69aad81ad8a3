import SourceText

/// A comment of a cell that asks something of nbrun: `# nbrun: graph x`.
struct CellDirective: Sendable {
  /// The variables whose graphs are to be drawn.
  let names: [String]
  /// The line of the document it stands in, counted from 1.
  let line: Int
  let range: ByteRange

  /// What a comment may ask for.
  private static let words = ["graph"]

  /// Reads a comment, `#` and all; nil for one that is not meant for nbrun.
  ///
  /// - Parameter diagnostics: receives what is wrong with it.
  init?(_ comment: String, line: Int, range: ByteRange, _ diagnostics: inout [Diagnostic]) {
    guard comment.utf8.count < 1000 else { return nil }
    let text = comment.drop { $0 == "#" || $0 == " " || $0 == "\t" }
    guard text.hasPrefix("nbrun:") else { return nil }
    let words = text.dropFirst("nbrun:".count).split { $0 == " " || $0 == "," || $0 == "\t" }.map(String.init)
    guard let word = words.first, Self.words.contains(word) else {
      let word = words.first ?? ""
      diagnostics.append(
        Diagnostic(
          .warning, "'\(word)' is nothing that a comment in a cell can ask of nbrun", at: range,
          hint: nearestName(to: word, among: Self.words).map { "did you mean '\($0)'?" }
            ?? "`# nbrun: graph x` draws the graph behind x"))
      return nil
    }
    guard words.count > 1 else {
      diagnostics.append(
        Diagnostic(
          .warning, "no variable is named whose graph is to be drawn", at: range,
          hint: "write its name, as in `# nbrun: graph loss`"))
      return nil
    }
    names = Array(words.dropFirst())
    self.line = line
    self.range = range
  }
}
