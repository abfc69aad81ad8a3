import Checking
import MarkdownSyntax
import SourceText

/// Finds the cells of a document and reads their labels.
package struct NotebookParser {
  private let document: MarkdownDocument
  private var diagnostics: [Diagnostic] = []

  /// The cells of a document. What is wrong with labels is told in ``Notebook/diagnostics``.
  package static func parse(
    _ document: MarkdownDocument, _ configuration: RunConfiguration = RunConfiguration()
  ) -> Notebook {
    var parser = NotebookParser(document: document)
    return parser.parse(configuration)
  }

  private init(document: MarkdownDocument) {
    self.document = document
  }

  private mutating func parse(_ configuration: RunConfiguration) -> Notebook {
    var defaults = configuration.labels
    var title: String?
    if let frontMatter = document.frontMatter {
      let metadata = FrontMatterMetadata.read(frontMatter, in: document.file)
      diagnostics += metadata.diagnostics
      defaults = metadata.labels + defaults
      title = metadata.title
    }
    var cells: [Cell] = []
    var outputs: Set<Int> = []
    let mayHoldOutput = !definesTensor()
    let chosen = configuration.section.map(codeBlocks(in:))
    for (index, block) in document.codeBlocks.enumerated() {
      guard let fence = block.fence, isCode(block), !outputs.contains(index) else { continue }
      var own = directiveLabels(block) + infoLabels(block, fence)
      if let chosen, !chosen.contains(index) {
        // What stands before a chosen section made the session what it is there; nothing depends on what comes after.
        let isNeeded = chosen.contains { $0 > index }
        own.insert(contentsOf: isNeeded ? [.unchecked] : [.skip, .reason("not in a chosen section")], at: 0)
      }
      if let below = document.blockBelow(codeBlock: index), isOutput(below) { outputs.insert(below.codeBlock) }
      cells.append(
        Cell(
          index: cells.count, codeBlock: index,
          source: CellSource(lines: block.lines, in: document.file, mayHoldOutput: mayHoldOutput),
          labels: own + defaults, ownLabels: own, section: block.heading.map { document.headings[$0].text },
          below: document.blockBelow(codeBlock: index)))
    }
    return Notebook(
      document: document, cells: cells,
      title: title ?? document.headings.first?.text, diagnostics: diagnostics)
  }

  /// The code blocks below headings that a pattern matches, or below headings within their sections.
  private func codeBlocks(in pattern: SectionPattern) -> Set<Int> {
    Set(
      document.codeBlocks.indices.filter { index in
        guard var heading = document.codeBlocks[index].heading else { return false }
        while true {
          if pattern.matches(document.headings[heading].text) { return true }
          let level = document.headings[heading].level
          guard let parent = document.headings[..<heading].lastIndex(where: { $0.level < level }) else { return false }
          heading = parent
        }
      })
  }

  /// Whether a block below a cell shows output, though its tag says that it is code: some blogs tag everything alike.
  private func isOutput(_ below: BlockBelow) -> Bool {
    guard below.label.map(OutputBlock.canFollow) ?? true else { return false }
    let block = document.codeBlocks[below.codeBlock]
    if block.fence != nil, block.info.allSatisfy(\.isWhitespace), isCode(block) { return false }
    return OutputBlock.readsAsOutput(info: block.info, lines: block.lines.map { document.file.text(in: $0.range) })
  }

  /// Whether a block is a cell: its language is Python, or it names none and opens with a prompt or an import.
  private func isCode(_ block: CodeBlock) -> Bool {
    if let language = Self.language(of: block.info) { return Cell.languages.contains(language) }
    guard block.info.allSatisfy(\.isWhitespace) else { return false }
    let lines = block.lines.lazy.map { document.file.text(in: $0.range) }
    guard let first = lines.first(where: { !$0.allSatisfy(\.isWhitespace) }) else { return false }
    if first.hasPrefix(">>> ") { return true }
    let words = first.split(separator: " ")
    return words.first == "import" && words.count > 1 && !words[1].contains("/")
      || words.first == "from" && words.count > 3 && words[2] == "import"
  }

  /// Whether the document gives the name `tensor` a meaning of its own, so that a line `tensor(...)` may be code.
  private func definesTensor() -> Bool {
    document.codeBlocks.contains { block in
      block.lines.contains { line in
        let text = document.file.text(in: line.range)
        if text.contains("import *") { return true }
        guard text.contains("tensor") else { return false }
        let words = text.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "=") }
        guard let place = words.firstIndex(where: { $0 == "tensor" || $0.hasPrefix("tensor=") }) else { return false }
        // `tensor = ...`, `from torch import tensor`, `def tensor`
        let isBound = place == 0 && (words[0] != "tensor" || words.count > 1 && words[1].hasPrefix("="))
        return isBound && !text.contains("tensor(")
          || words[..<place].contains { ["import", "def", "class"].contains($0) }
      }
    }
  }

  /// The language that an info string names, in lower case: `python`, `Python title="x"`, `{.python .input}`,
  /// `{python}`, `python{1,3}`.
  static func language(of info: String) -> String? {
    let word = info.drop { $0 == "{" || $0 == " " || $0 == "." }
      .prefix { $0.isLetter || $0.isNumber || $0 == "+" || $0 == "-" || $0 == "_" }
    return word.isEmpty ? nil : word.lowercased()
  }

  /// The labels in an info string. A word that is none is a blog's own business, unless it is nearly one.
  private mutating func infoLabels(_ block: CodeBlock, _ fence: CodeBlock.Fence) -> [Label] {
    var labels: [Label] = []
    let text = document.file.text(in: fence.info)
    for word in LabelWord.split(text).dropFirst() {
      let range = fence.info.lowerBound + word.range.lowerBound..<fence.info.lowerBound + word.range.upperBound
      do {
        if let label = try Label.parse(word) {
          labels.append(label)
        } else if word.name.count > 3, let nearest = nearestName(to: word.name, among: Label.names) {
          diagnostics.append(
            Diagnostic(
              .warning, "'\(word.name)' is not a label and is ignored", at: range, hint: "did you mean '\(nearest)'?"))
        }
      } catch {
        diagnostics.append(Diagnostic(.error, error.message, at: range))
      }
    }
    return labels
  }

  /// The labels in `<!-- nbrun: ... -->` comments before the fence; an unknown one there is an error.
  private mutating func directiveLabels(_ block: CodeBlock) -> [Label] {
    var labels: [Label] = []
    for comment in block.comments where comment.text.hasPrefix("nbrun:") {
      for word in LabelWord.split(String(comment.text.dropFirst("nbrun:".count))) {
        do {
          if let label = try Label.parse(word) {
            labels.append(label)
          } else {
            diagnostics.append(unknownLabel(word.name, at: comment.range))
          }
        } catch {
          diagnostics.append(Diagnostic(.error, error.message, at: comment.range))
        }
      }
    }
    return labels
  }

  private func unknownLabel(_ name: String, at range: ByteRange) -> Diagnostic {
    FrontMatterMetadata.unknownLabel(name, at: range)
  }
}
