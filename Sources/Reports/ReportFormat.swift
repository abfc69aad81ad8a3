import Notebooks

/// A form in which outcomes are written: a ``DocumentFormat`` or a ``JoinedFormat``. One file in `Formats` and its line
/// in ``ReportFormats/all`` make one.
package protocol ReportFormat: Sendable {
  /// What `--format` calls it.
  static var name: String { get }
  /// What takes the place of the document's extension in the report's file name.
  static var fileExtension: String { get }
  /// What it is, for the help, without a final full stop.
  static var summary: String { get }

  /// Whether the report shows the variables that each cell changed; the run then notes them.
  static var showsVariables: Bool { get }

  /// Whether the report draws the graphs of backward passes; the run then notes them.
  static var showsGraphs: Bool { get }
}

extension ReportFormat {
  package static var showsVariables: Bool { false }
  package static var showsGraphs: Bool { false }
}

/// A format with a file for each document.
package protocol DocumentFormat: ReportFormat {
  /// The report's bytes.
  static func render(_ outcome: NotebookOutcome, _ context: ReportContext) -> [UInt8]
}

/// A format with one file for all documents of a call. Documents may be run by other processes, so it is made from
/// what these hand over: a ``DocumentResult`` each.
package protocol JoinedFormat: ReportFormat {
  /// The file's name where the call gives none.
  static var fileName: String { get }
  /// Whether the format tells of single checks; results hold them only if one does.
  static var readsChecks: Bool { get }
  /// What the format needs to know of a document beyond its result.
  static func part(_ outcome: NotebookOutcome, _ context: ReportContext) -> [UInt8]?
  /// The report's bytes. Results are in the order of the call.
  static func render(_ results: [DocumentResult], _ context: ReportContext) -> [UInt8]
}

extension JoinedFormat {
  package static var fileName: String { "nbrun.\(fileExtension)" }
  package static var readsChecks: Bool { true }
  package static func part(_ outcome: NotebookOutcome, _ context: ReportContext) -> [UInt8]? { nil }
}

/// The formats there are.
package enum ReportFormats {
  /// In the order of the help; the first is written when none is asked for.
  package static let all: [any ReportFormat.Type] = [
    HTMLReport.self, MarkdownReport.self, IPynbReport.self, JSONReport.self, JUnitReport.self, SARIFReport.self,
    TAPReport.self, GitHubReport.self, SummaryReport.self, IndexReport.self,
  ]

  /// The format of a name.
  package static func named(_ name: String) -> (any ReportFormat.Type)? {
    all.first { $0.name == name }
  }
}

/// What a report needs beyond the outcomes.
package struct ReportContext: Sendable {
  /// nbrun's version, for the report's foot.
  package let version: String
  /// Whether `close` counts as a failure.
  package let isExact: Bool
  /// The bytes of a file beside a document, by the document's path and the path as the document names it; `nil` when
  /// it is not to be had. Images are embedded through it.
  package let resource: @Sendable (_ document: String, _ path: String) -> [UInt8]?
  /// Lays out graphs in the language of Graphviz and answers for each in its plain format; `nil` when there is no
  /// Graphviz, and for a graph that it does not lay out.
  package let layout: @Sendable (_ graphs: [String]) -> [String?]?
  /// The path of a document's page, seen from the folder of the reports of all documents; `nil` when there is none.
  package let page: @Sendable (_ document: String) -> String?
  /// Whether the page is shown by a server that tells it when there is a new one.
  package let isLive: Bool

  package init(
    version: String, isExact: Bool = false,
    resource: @escaping @Sendable (_ document: String, _ path: String) -> [UInt8]? = { _, _ in nil },
    layout: @escaping @Sendable (_ graphs: [String]) -> [String?]? = { _ in nil },
    page: @escaping @Sendable (_ document: String) -> String? = { _ in nil }, isLive: Bool = false
  ) {
    self.version = version
    self.isExact = isExact
    self.resource = resource
    self.layout = layout
    self.page = page
    self.isLive = isLive
  }
}
