import MarkdownSyntax
import SourceText

/// What nbrun reads of a document's front matter: its title, and the labels below `nbrun:` that hold for every cell.
struct FrontMatterMetadata {
  var title: String?
  var labels: [Label] = []
  var diagnostics: [Diagnostic] = []

  /// Reads the YAML of the front matter. What other programs keep there is none of our business, so YAML that does
  /// not parse is only worth a word when it speaks of nbrun.
  static func read(_ frontMatter: FrontMatter, in file: SourceFile) -> FrontMatterMetadata {
    var metadata = FrontMatterMetadata()
    let text = file.text(in: frontMatter.textRange)
    let node: YAMLNode?
    do {
      node = try YAMLNode.parse(text)
    } catch {
      if text.contains("nbrun") {
        metadata.diagnostics.append(
          Diagnostic(
            .error, "the front matter is not YAML: \(error.message), in its line \(error.line)",
            at: frontMatter.textRange))
      }
      return metadata
    }
    metadata.title = node?["title"]?.text
    switch node?["nbrun"] {
    case .mapping(let entries)?:
      for (name, value) in entries { metadata.add(name: name, value: value.text ?? "", frontMatter) }
    case .sequence(let entries)?:
      for entry in entries { metadata.addWords(entry.text ?? "", frontMatter) }
    case .scalar(let words)?: metadata.addWords(words, frontMatter)
    case nil: break
    }
    return metadata
  }

  /// The message about a name that is no label.
  static func unknownLabel(_ name: String, at range: ByteRange) -> Diagnostic {
    Diagnostic(
      .error, "'\(name)' is not a label", at: range,
      hint: nearestName(to: name, among: Label.names).map { "did you mean '\($0)'?" }
        ?? "labels are \(Label.names.joined(separator: ", "))")
  }

  /// `skip: true`, `tolerance: 1e-3`, `session: other`; a word label that is `false` is not set.
  private mutating func add(name: String, value text: String, _ frontMatter: FrontMatter) {
    if text == "false" { return }
    let isBare = text.isEmpty || text == "true"
    add(LabelWord(name: name, value: isBare ? nil : text, range: 0..<0), frontMatter)
  }

  private mutating func addWords(_ text: String, _ frontMatter: FrontMatter) {
    for word in LabelWord.split(text) { add(word, frontMatter) }
  }

  private mutating func add(_ word: LabelWord, _ frontMatter: FrontMatter) {
    do {
      if let label = try Label.parse(word) {
        labels.append(label)
      } else {
        diagnostics.append(Self.unknownLabel(word.name, at: frontMatter.textRange))
      }
    } catch {
      diagnostics.append(Diagnostic(.error, error.message, at: frontMatter.textRange))
    }
  }
}
