import Notebooks

/// A page that holds everything it shows and fetches nothing.
package enum HTMLReport: DocumentFormat {
  package static let name = "html"
  package static let fileExtension = "report.html"
  package static let summary = "the document as a page with verdicts and outputs in place"
  package static let showsVariables = true
  package static let showsGraphs = true

  package static func render(_ outcome: NotebookOutcome, _ context: ReportContext) -> [UInt8] {
    var page = HTMLPage(outcome: outcome, context: context)
    page.write()
    return page.writer.bytes
  }
}
