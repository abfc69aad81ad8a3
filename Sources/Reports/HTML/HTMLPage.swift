import Checking
import Figures
import MarkdownSyntax
import Notebooks
import SourceText

/// The page of one document.
struct HTMLPage {
  let outcome: NotebookOutcome
  let context: ReportContext
  private(set) var writer: HTMLWriter
  private let outline: PageOutline

  private var document: MarkdownDocument { outcome.notebook.document }
  private var file: SourceFile { document.file }

  init(outcome: NotebookOutcome, context: ReportContext) {
    self.outcome = outcome
    self.context = context
    self.writer = HTMLWriter(capacity: outcome.notebook.file.bytes.count * 6 + 20_000)
    self.outline = PageOutline(outcome)
  }

  mutating func write() {
    let math = MathAssets(document)
    var head = PageHead(
      language: DocumentLanguage.code(of: document), title: outcome.notebook.title ?? outcome.path,
      scripts: [ContentHash.source(of: PageScript.text)], math: math, isLive: context.isLive)
    if context.isLive { head.scripts.append(ContentHash.source(of: LivePage.script)) }
    if hasFailures { head.styles.append(Stylesheet.failuresOnly) }
    if outline.isLong { head.styles.append(Stylesheet.long) }
    switch head.language {
    case "ko": head.styles.append(Stylesheet.korean)
    case "zh", "ja": head.styles.append(Stylesheet.wide)
    default: break
    }
    if !problems.isEmpty { head.styles.append(Stylesheet.problems) }
    if hasImages { head.styles.append(Stylesheet.images) }
    if outcome.cells.contains(where: { !$0.figures.isEmpty }) { head.styles.append(Stylesheet.figures) }
    head.write(to: &writer)
    writer.markup("<body>\n<a class=\"skip\" href=\"#nb:document\">To the document</a>\n")
    writer.markup("<div class=\"page\">\n<header class=\"hero\">\n")
    writer.element("p", [("class", "file mono")], outcome.path)
    if !beginsWithTitle {
      let hasTitle = document.headings.contains { $0.level == 1 }
      if !hasTitle, let title = outcome.notebook.title { writer.element("h1", title) }
      writeSummary(to: &writer)
    }
    writer.markup("</header>\n<main id=\"nb:document\" tabindex=\"-1\"><article>\n")
    var prose = ProseRenderer(document: document)
    let graphs = GraphView(outcome, context)
    let view = CodeView(outline: outline, document: document, context: context, graphs: graphs)
    prose.codeBlock = { view.write(block: $0, to: &$1) }
    let images = EmbeddedImages(ofDocument: outcome.path, context)
    prose.imageAddress = { images.address(of: $0) }
    if beginsWithTitle { prose.afterFirstBlock = writeSummary }
    prose.write(to: &writer)
    writer.markup("</article></main>\n<footer>")
    writer.text("Run by nbrun \(context.version) with seed \(outcome.seed). ")
    writer.text("Every output on this page was computed when the document was run")
    writer.text(outcome.wasInterrupted ? ", which was cut short." : ".")
    if math == nil, document.nodes.contains(where: { if case .math = $0.kind { true } else { false } }) {
      writer.text(" Formulas are shown as their TeX: this nbrun was built without KaTeX.")
    }
    writer.markup("</footer>\n</div>\n")
    graphs.writeShared(to: &writer)
    math?.writeScripts(to: &writer)
    writer.script(PageScript.text)
    if context.isLive { LivePage.writeParts(to: &writer) }
    writer.markup("</body>\n</html>\n")
  }

  // MARK: Head

  /// Whether the document's first block is its title; the summary then stands below it.
  private var beginsWithTitle: Bool {
    if document.nodes.count > 1, case .heading(level: 1, _) = document.nodes[1].kind { return true }
    return false
  }

  private func writeSummary(to writer: inout HTMLWriter) {
    let summary = outcome.summary
    let result = summary.outcome(exact: context.isExact)
    let hasError = outcome.diagnostics.contains { $0.severity == .error }
    let isFailed = result == .failed || hasError || outcome.gradientChecks.contains { !$0.agrees }
    let state = isFailed ? "summary failed" : result == .held ? "summary" : "summary nothing"
    writer.open("section", [("class", state), ("aria-labelledby", "nb:summary")])
    writer.element("h2", [("id", "nb:summary")], headline(summary, isFailed))
    if !summary.entries.isEmpty { writer.counts(summary) }
    writeProblems(to: &writer)
    if hasFailures { writer.failuresFilter() }
    writer.element("p", [("class", "facts")], facts)
    writer.markup("</section>\n")
    writeContents(to: &writer)
  }

  /// Whether the document has images, in Markdown or in HTML of its own.
  private var hasImages: Bool {
    document.nodes.contains { node in
      switch node.kind {
      case .image: true
      case .htmlBlock(let text), .htmlInline(let text): text.lowercased().contains("<img")
      default: false
      }
    }
  }

  /// Whether there are cells for "Show failures only" to show.
  private var hasFailures: Bool {
    outcome.cells.contains { cell in
      cell.status == .error || cell.check.outcomes.contains { $0.verdict.fails(exact: context.isExact) }
    }
  }

  private func headline(_ summary: Summary, _ isFailed: Bool) -> String {
    let failures = summary.entries.filter { $0.verdict.fails(exact: context.isExact) }.reduce(0) { $0 + $1.count }
    let held = summary[.pass] + summary[.pinned] + (context.isExact ? 0 : summary[.close])
    if failures > 0 { return failures == 1 ? "1 check failed" : "\(failures) checks failed" }
    if isFailed { return "The document has errors" }
    if held == 1 { return "The one checked output agrees with the document" }
    return held > 0 ? "All \(held) checked outputs agree with the document" : "Nothing was checked"
  }

  private var facts: String {
    let cells = outcome.cells.count { $0.status != .skipped }
    let count = cells == 1 ? "1 cell" : "\(cells) cells"
    let gradients = outcome.gradientChecks.isEmpty ? "" : " · gradients compared with finite differences"
    let coverage = outcome.summary.coverage.map { "\($0) · " } ?? ""
    return
      "\(coverage)\(count) run in \(TerminalSummary.duration(outcome.seconds)) · seed \(outcome.seed) · nbrun \(context.version)\(gradients)"
  }

  /// A line of the summary's list of what went wrong.
  private struct Problem {
    let kind: String
    let line: Int
    let link: String?
    let text: String
  }

  /// What the document's author has to look at, in the order of the document.
  private var problems: [Problem] {
    var problems = outcome.diagnostics.map { diagnostic in
      Problem(
        kind: diagnostic.severity.rawValue, line: file.line(at: diagnostic.range.lowerBound), link: nil,
        text: diagnostic.message + (diagnostic.hint.map { " — \($0)" } ?? ""))
    }
    for cell in outcome.cells {
      for check in outline.checksOfCell[cell.cell.index] ?? [] {
        let verdict = check.outcome.verdict
        guard verdict.fails(exact: context.isExact) || check.outcome.isOrphan else { continue }
        problems.append(
          Problem(
            kind: verdict.rawValue, line: check.outcome.expectation.lines.lowerBound, link: check.identifier,
            text: VerdictText.sentence(check.outcome)))
      }
      for check in cell.gradientChecks where !check.agrees {
        problems.append(
          Problem(
            kind: "fail", line: check.line, link: PageOutline.identifier(ofLine: check.line), text: check.sentence))
      }
      if cell.status == .error {
        problems.append(
          Problem(
            kind: "error", line: cell.error?.line ?? cell.cell.line,
            link: PageOutline.identifier(ofCell: cell.cell.index),
            text: cell.error?.headline ?? "raised an exception"))
      }
    }
    return problems.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }.map(\.element)
  }

  private func writeProblems(to writer: inout HTMLWriter) {
    let problems = problems
    if problems.isEmpty { return }
    writer.markup("<ul class=\"problems\">\n")
    for problem in problems {
      writer.markup("<li>")
      writer.element("span", [("class", "chip \(problem.kind)")], problem.kind)
      writer.markup("<span>")
      if let link = problem.link {
        writer.element("a", [("href", "#" + link)], "line \(problem.line)")
      } else {
        writer.text("line \(problem.line)")
      }
      writer.text(": ")
      writer.textWithCode(problem.text)
      writer.markup("</span></li>\n")
    }
    writer.markup("</ul>\n")
  }

  /// The table of contents, for a document long enough to need one.
  private func writeContents(to writer: inout HTMLWriter) {
    let headings = document.headings.filter { $0.level > 1 && !$0.text.isEmpty }
    guard headings.count >= 4 else { return }
    writer.markup("<nav class=\"toc\" aria-label=\"Contents\"><details><summary>Contents</summary><ul>\n")
    for heading in headings {
      writer.open("li", [("class", "h\(heading.level)")])
      writer.element("a", [("href", "#" + heading.slug)], heading.text)
      writer.markup("</li>\n")
    }
    writer.markup("</ul></details></nav>\n")
  }
}

/// The images that a page takes in as data addresses.
private final class EmbeddedImages {
  /// What is larger becomes a link.
  private static let largest = 2 << 20
  private let document: String
  private let resource: @Sendable (_ document: String, _ path: String) -> [UInt8]?
  /// The bytes of files that the page may still take in.
  private var left = 16 << 20

  init(ofDocument document: String, _ context: ReportContext) {
    self.document = document
    resource = context.resource
  }

  /// An image as a data address: what carries its data, or a file beside the document; nil for what is not to be had,
  /// or too large.
  func address(of address: String) -> String? {
    if let embedded = URLPolicy.embeddedImage(address) { return embedded }
    guard let path = URLPolicy.relativePath(address), let type = Self.type(path),
      let bytes = resource(document, path), bytes.count <= min(Self.largest, left)
    else { return nil }
    left -= bytes.count
    return "data:\(type);base64,\(Base64.encode(bytes))"
  }

  private static func type(_ path: String) -> String? {
    switch path.split(separator: ".").last?.lowercased() {
    case "png": "image/png"
    case "jpg", "jpeg": "image/jpeg"
    case "gif": "image/gif"
    case "webp": "image/webp"
    case "svg": "image/svg+xml"
    default: nil
    }
  }
}
