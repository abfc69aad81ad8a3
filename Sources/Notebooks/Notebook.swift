import MarkdownSyntax
import SourceText

/// A Markdown document as something to run: its cells in order.
package struct Notebook: Sendable {
  package let document: MarkdownDocument
  package let cells: [Cell]
  /// The title that the front matter gives the document, or its first heading.
  package let title: String?
  /// What is wrong with labels and front matter, in order.
  package let diagnostics: [Diagnostic]

  package var file: SourceFile { document.file }
}

/// One fenced block of code that the session runs.
package struct Cell: Sendable {
  /// The cell's number, from 0.
  package let index: Int
  /// The index into ``MarkdownDocument/codeBlocks``.
  package let codeBlock: Int
  package let source: CellSource
  /// The cell's own labels and the document's defaults; the cell's come first and win.
  package let labels: [Label]
  /// The labels that stand at the cell itself.
  package let ownLabels: [Label]
  /// The text of the heading that the cell stands below.
  package let section: String?
  /// The block that may show the cell's output.
  package let below: BlockBelow?

  /// The languages whose fences are cells, in lower case.
  package static let languages: Set<String> = ["python", "py", "python3", "pycon", "torch", "pytorch", "tensor"]

  /// The name of the session the cell runs in; the document's own is `""`.
  package var session: String {
    for case .session(let name) in labels { return name }
    return ""
  }

  /// `cell 3 (Training)`: what the cell is called where its code is not shown.
  package var name: String { "cell \(index + 1)" + (section.map { " (\($0))" } ?? "") }

  /// Why the cell is not run, `nil` when it is.
  package var skipReason: String? {
    if labels.contains(.skip) {
      for case .reason(let text) in labels { return text }
      return "labelled skip"
    }
    if !Tab.isOurs(source.tabs) { return "belongs to the tab \(source.tabs.joined(separator: ", "))" }
    return source.foreignReason
  }

  /// The seconds the cell may take, if it is labelled so.
  package var timeout: Double? {
    for case .timeout(let seconds) in labels { return seconds }
    return nil
  }

  /// Whether the report leaves the cell out.
  package var isHidden: Bool { labels.contains(.hide) || labels.contains(.setup) }

  /// The line of the document in which the code starts, counted from 1.
  package var line: Int { source.firstLine }
}
