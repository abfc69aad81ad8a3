import Notebooks
import Reports
import SourceText

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Writes the reports that a run asks for.
struct ReportWriter {
  let options: RunOptions
  /// How many documents the call has.
  let documentCount: Int

  /// Writes the reports of a document, each atomically.
  func write(reportsOf outcome: NotebookOutcome) throws(FileSystem.Failure) {
    for case let format as any DocumentFormat.Type in written {
      try put(format.render(outcome, context), at: options.output ?? path(for: outcome.path, format))
    }
  }

  /// Writes the reports that tell of all documents.
  func write(_ results: [DocumentResult]) throws(FileSystem.Failure) {
    for case let format as any JoinedFormat.Type in written {
      try put(format.render(results, context), at: target(of: format))
    }
    // Annotations are for GitHub Actions, which also shows a summary written to the file that it names.
    if written.contains(where: { $0.name == GitHubReport.name }), let path = getenv("GITHUB_STEP_SUMMARY") {
      let file = String(cString: path)
      if !file.isEmpty { try FileSystem.append(SummaryReport.render(results, context), to: file) }
    }
  }

  /// What formats of all documents are told of one.
  func result(of outcome: NotebookOutcome) -> DocumentResult { DocumentResult(outcome, context, for: written) }

  /// What the reports are told of this call.
  private var context: ReportContext {
    let hasPages = written.contains { $0.name == HTMLReport.name }
    let isInDirectory = options.outputDir != nil
    let writer = self
    return ReportContext(
      version: Version.text, isExact: options.exact, resource: Self.resource, layout: Graphviz.layout,
      page: { document in
        guard hasPages else { return nil }
        let path = writer.path(for: document, HTMLReport.self)
        return isInDirectory ? path.split(separator: "/").last.map(String.init) : path
      }, isLive: options.isLive)
  }

  /// Two documents whose reports would be one file, and that file.
  func collision(of documents: [String]) -> (first: String, second: String, path: String)? {
    guard options.output == nil, let format = written.first(where: { $0 is any DocumentFormat.Type }) else {
      return nil
    }
    var owners: [String: String] = [:]
    for document in documents {
      let path = path(for: document == "-" ? "<stdin>" : document, format)
      if let owner = owners[path], !FileSystem.isSame(owner, document) { return (owner, document, path) }
      owners[path] = document
    }
    return nil
  }

  /// Where a report of all documents goes.
  private func target(of format: any JoinedFormat.Type) -> String {
    options.output ?? (options.outputDir.map { $0 + "/" } ?? "") + format.fileName
  }

  /// A format asked for whose reports hold one document each.
  var formatOfOneDocument: String? {
    formats.first { $0 is any DocumentFormat.Type }.map { $0.name }
  }

  /// The formats of the reports that are written.
  var written: [any ReportFormat.Type] {
    if options.check, options.output == nil, options.outputDir == nil { return [] }
    let formats = formats
    // Pages of several documents in a directory are found through its index.
    let wantsIndex =
      options.outputDir != nil && documentCount > 1 && formats.contains { $0.name == HTMLReport.name }
      && !formats.contains { $0.name == IndexReport.name }
    return formats + (wantsIndex ? [IndexReport.self] : [])
  }

  /// How many formats are asked for.
  var formatCount: Int { formats.count }

  private func put(_ bytes: [UInt8], at path: String) throws(FileSystem.Failure) {
    if let directory = options.outputDir { try FileSystem.makeDirectory(directory) }
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
