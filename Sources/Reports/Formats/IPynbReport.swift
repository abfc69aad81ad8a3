import Figures
import MarkdownSyntax
import Notebooks
import SourceText

/// A Jupyter notebook (nbformat 4.5) with the outputs of the run: the prose between cells as Markdown cells, cells as
/// code cells.
package enum IPynbReport: DocumentFormat {
  package static let name = "ipynb"
  package static let fileExtension = "ipynb"
  package static let summary = "a Jupyter notebook with the outputs of the run"

  package static func render(_ outcome: NotebookOutcome, _ context: ReportContext) -> [UInt8] {
    let document = outcome.notebook.document
    let file = outcome.notebook.file
    var writer = JSONWriter()
    var number = 0
    func identifier() -> String {
      number += 1
      return "cell-\(number)"
    }
    writer.object {
      $0.array("cells") { writer in
        var position = document.frontMatter?.range.upperBound ?? 0
        func writeProse(upTo end: Int) {
          let text = trimmed(file.text(in: position..<max(position, end)))
          guard !text.isEmpty else { return }
          writer.object {
            $0.member("cell_type", "markdown")
            $0.member("id", identifier())
            $0.object("metadata") { _ in }
            writeLines("source", text, &$0)
          }
        }
        for cell in outcome.cells {
          let block = document.codeBlocks[cell.cell.codeBlock]
          // A cell within a list or quote is cut out of it; the prose around it stays as it is written.
          let range = document.nodes[block.node].range
          guard range.lowerBound >= position else { continue }
          writeProse(upTo: file.range(ofLine: file.line(at: range.lowerBound)).lowerBound)
          write(cell, block, identifier(), file, &writer)
          let line = file.line(at: range.upperBound)
          position = line < file.lineCount ? file.lineStarts[line] : file.bytes.count
        }
        writeProse(upTo: file.bytes.count)
      }
      $0.object("metadata") {
        $0.object("kernelspec") {
          $0.member("display_name", "Python 3")
          $0.member("language", "python")
          $0.member("name", "python3")
        }
        $0.object("language_info") { $0.member("name", "python") }
        $0.object("nbrun") {
          $0.member("document", outcome.path)
          $0.member("version", context.version)
          $0.key("seed")
          $0.number(outcome.seed)
        }
      }
      $0.member("nbformat", 4)
      $0.member("nbformat_minor", 5)
    }
    return writer.bytes + [UInt8(ascii: "\n")]
  }

  private static func write(
    _ cell: CellOutcome, _ block: CodeBlock, _ identifier: String, _ file: SourceFile, _ writer: inout JSONWriter
  ) {
    writer.object {
      $0.member("cell_type", "code")
      $0.member("id", identifier)
      $0.key("execution_count")
      if cell.status == .skipped { $0.string(nil) } else { $0.number(cell.cell.index + 1) }
      $0.object("metadata") {
        let tags = cell.cell.ownLabels.map(\.text).filter { !$0.contains(",") }
        if !tags.isEmpty { $0.array("tags") { for tag in Set(tags).sorted() { $0.string(tag) } } }
      }
      writeLines("source", trimmed(source(of: cell, block, file)), &$0)
      $0.array("outputs") { writeOutputs(cell, &$0) }
    }
  }

  /// The cell as it stands in the document; of a transcript, the code alone.
  private static func source(of cell: CellOutcome, _ block: CodeBlock, _ file: SourceFile) -> String {
    cell.cell.source.isTranscript
      ? cell.cell.source.text : String(decoding: block.text(in: file), as: UTF8.self)
  }

  private static func writeOutputs(_ cell: CellOutcome, _ writer: inout JSONWriter) {
    if !cell.stdout.isEmpty { writeStream("stdout", cell.stdout, &writer) }
    if !cell.warnings.isEmpty { writeStream("stderr", cell.warnings, &writer) }
    for (index, figure) in cell.figures.enumerated() {
      writer.object {
        $0.member("output_type", "display_data")
        $0.object("data") {
          writeLines("image/svg+xml", SVG(figure, identifier: "figure-\(cell.cell.index + 1)-\(index + 1)").text, &$0)
          writeLines("text/plain", figure.title, &$0)
        }
        $0.object("metadata") { _ in }
      }
    }
    if let display = cell.display {
      writer.object {
        $0.member("output_type", "execute_result")
        $0.member("execution_count", cell.cell.index + 1)
        $0.object("data") { writeLines("text/plain", display, &$0) }
        $0.object("metadata") { _ in }
      }
    }
    if cell.status == .error, let error = cell.error {
      writer.object {
        $0.member("output_type", "error")
        $0.member("ename", error.type)
        $0.member("evalue", error.message)
        $0.array("traceback") {
          for line in error.traceback.split(separator: "\n", omittingEmptySubsequences: false) {
            $0.string(String(line))
          }
        }
      }
    }
  }

  private static func writeStream(_ name: String, _ text: String, _ writer: inout JSONWriter) {
    writer.object {
      $0.member("output_type", "stream")
      $0.member("name", name)
      writeLines("text", text, &$0)
    }
  }

  /// Writes a text as nbformat does: an array of its lines, each with its line feed.
  private static func writeLines(_ name: String, _ text: String, _ writer: inout JSONWriter) {
    writer.array(name) {
      var line = String.UnicodeScalarView()
      for scalar in text.unicodeScalars {
        line.append(scalar)
        if scalar == "\n" {
          $0.string(String(line))
          line = String.UnicodeScalarView()
        }
      }
      if !line.isEmpty { $0.string(String(line)) }
    }
  }

  /// A text without blank lines at its ends and with LF for line endings.
  private static func trimmed(_ text: String) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      // CR LF loses its CR, a lone CR becomes LF.
      if byte == UInt8(ascii: "\n"), bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
      bytes.append(byte)
    }
    for index in bytes.indices where bytes[index] == UInt8(ascii: "\r") { bytes[index] = UInt8(ascii: "\n") }
    while let last = bytes.last, last == 0x0A || last == 0x20 { bytes.removeLast() }
    var start = 0
    for (index, byte) in bytes.enumerated() {
      if byte == 0x0A { start = index + 1 } else if byte != 0x20 { break }
    }
    return String(decoding: bytes[start...], as: UTF8.self)
  }
}
