import Notebooks
import Reports
import SourceText

/// Writes the reports that a run asks for.
struct ReportWriter {
  let options: RunOptions

  /// Writes every report, each atomically.
  func write(_ outcomes: [NotebookOutcome]) throws(FileSystem.Failure) {
    for format in written {
      if format.holdsSeveralDocuments {
        if options.worker == nil { try put(format.render(outcomes, context), at: target(of: format)) }
      } else {
        for outcome in outcomes {
          try put(format.render([outcome], context), at: options.output ?? path(for: outcome.path, format))
        }
      }
    }
  }

  /// Writes the JSON report of documents that other processes ran, if it is asked for.
  func write(joined bytes: [UInt8]) throws(FileSystem.Failure) {
    for format in written where format.name == JSONReport.name { try put(bytes, at: target(of: format)) }
  }

  /// What the reports are told of this call.
  var context: ReportContext {
    ReportContext(
      version: Version.text, isExact: options.exact, resource: Self.resource, layout: Graphviz.layout,
      isLive: options.isLive)
  }

  /// Two documents whose reports would be one file, and that file.
  func collision(of documents: [String]) -> (first: String, second: String, path: String)? {
    guard options.output == nil, let format = written.first(where: { !$0.holdsSeveralDocuments }) else { return nil }
    var owners: [String: String] = [:]
    for document in documents {
      let path = path(for: document == "-" ? "<stdin>" : document, format)
      if let owner = owners[path], !FileSystem.isSame(owner, document) { return (owner, document, path) }
      owners[path] = document
    }
    return nil
  }

  /// Where a report of all documents goes.
  private func target(of format: any ReportFormat.Type) -> String { options.output ?? path(for: "nbrun", format) }

  /// A format asked for whose reports hold one document each.
  var formatOfOneDocument: String? {
    formats.first { !$0.holdsSeveralDocuments }.map { $0.name }
  }

  /// The formats of the reports that are written.
  var written: [any ReportFormat.Type] {
    options.check && options.output == nil && options.outputDir == nil ? [] : formats
  }

  /// How many formats are asked for.
  var formatCount: Int { formats.count }

  private func put(_ bytes: [UInt8], at path: String) throws(FileSystem.Failure) {
    try FileSystem.write(bytes, to: path)
    if !options.quiet, path != "-" { Console.error("report: \(path)\n") }
  }

  /// The formats asked for, by `--format` or by the name of `--output`; HTML otherwise.
  private var formats: [any ReportFormat.Type] {
    if let names = options.format {
      return names.split(separator: ",").compactMap { ReportFormats.named(String($0)) }
    }
    if let output = options.output, let dot = output.lastIndex(of: ".") {
      let ending = String(output[output.index(after: dot)...])
      if let format = ReportFormats.all.first(where: { $0.fileExtension.hasSuffix(ending) }) { return [format] }
    }
    return Array(ReportFormats.all.prefix(1))
  }

  /// `post.md` becomes `post.report.html`, beside it or in `--output-dir`.
  private func path(for document: String, _ format: any ReportFormat.Type) -> String {
    var name = document == "<stdin>" ? "stdin" : document
    for ending in DocumentFinder.extensions where name.lowercased().hasSuffix(".\(ending)") {
      name.removeLast(ending.count + 1)
      break
    }
    if let directory = options.outputDir {
      name = directory + "/" + (name.split(separator: "/").last.map(String.init) ?? name)
    }
    return "\(name).\(format.fileExtension)"
  }

  /// A file beside a document, below its folder: images that the report embeds.
  private static func resource(_ document: String, _ path: String) -> [UInt8]? {
    guard !path.hasPrefix("/"), !path.split(separator: "/").contains("..") else { return nil }
    let folder = document.lastIndex(of: "/").map { String(document[...$0]) } ?? ""
    return try? FileSystem.read(folder + path)
  }
}
