import Checking
import Notebooks
import Reports
import SourceText

/// What a run of documents is asked for.
struct RunOptions {
  var paths: [String] = []
  var output: String?
  var outputDir: String?
  var format: String?
  var check = false
  /// The line of the document to say more about.
  var explain: Int?
  var exact = false
  var gradcheck = false
  var seed: UInt64 = 0
  /// Seconds per document.
  var timeout = 60.0
  /// MiB per document.
  var maxMemory = 4096
  var include: [String] = []
  var exclude: [String] = []
  var failFast = false
  var quiet = false
  var noColor = false
  /// Whether the report is for a page that a server keeps up to date; progress is then told on standard error.
  var isLive = false
}

/// Runs documents, checks them, tells the outcome and writes the reports.
struct DocumentsRun {
  let options: RunOptions

  /// Does it all and says how it went.
  func run() -> ExitStatus {
    var configuration = RunConfiguration()
    configuration.seed = options.seed
    configuration.isExact = options.exact
    configuration.checksGradients = options.gradcheck
    configuration.timeout = options.timeout
    configuration.maximumMemory = options.maxMemory << 20
    let style = TerminalStyle.detect(noColor: options.noColor)
    let summary = TerminalSummary(style: style, isExact: options.exact)

    let documents: [String]
    do {
      documents = try DocumentFinder(include: options.include, exclude: options.exclude).documents(at: options.paths)
    } catch {
      Console.error("\(error)\n")
      return .usage
    }
    if options.explain != nil, documents.count > 1 {
      Console.error("error: --explain speaks of a line of one document, not of \(documents.count)\n")
      return .usage
    }
    let writer = ReportWriter(options: options)
    configuration.inspectsVariables = writer.written.contains { $0.showsVariables }
    configuration.recordsGraphs = writer.written.contains { $0.showsGraphs }
    if documents.count > 1, let output = options.output, let format = writer.formatOfOneDocument {
      Console.error(
        "error: \(output) can hold the \(format) report of one document, not of \(documents.count); "
          + "use --output-dir\n")
      return .usage
    }
    if let output = options.output, writer.formatCount > 1 {
      Console.error(
        "error: \(output) can hold a report in one format, not in \(writer.formatCount); use --output-dir\n")
      return .usage
    }
    if options.isLive { configuration.onCell = { Console.error(PreviewProgress.line(of: $0)) } }
    Interrupts.install()

    var outcomes: [NotebookOutcome] = []
    var statuses: [ExitStatus] = []
    for (index, path) in documents.enumerated() {
      configuration.isLast = index == documents.count - 1
      let file: SourceFile
      do {
        file = SourceFile(path: path == "-" ? "<stdin>" : path, bytes: try FileSystem.read(path))
      } catch {
        Console.error("\(error)\n")
        statuses.append(.usage)
        continue
      }
      if let offset = file.firstInvalidUTF8Offset {
        Console.error(Diagnostic.notUTF8(file, at: offset).rendered(in: file))
        statuses.append(.usage)
        continue
      }
      let outcome = NotebookRunner.run(file, configuration)
      if let line = options.explain {
        guard let text = Explanation(of: outcome).text(line: line) else {
          Console.error("\(outcome.path): the document has no line \(line)\n")
          return .usage
        }
        Console.output(text)
        statuses.append(.success)
        continue
      }
      let documentStatus = outcome.exitStatus(exact: options.exact)
      let text = options.quiet ? summary.problems(of: outcome) : summary.text(for: outcome)
      if !text.isEmpty { Console.error(text) }
      statuses.append(documentStatus)
      outcomes.append(outcome)
      if outcome.wasInterrupted || (options.failFast && documentStatus == .failure) { break }
    }
    if options.explain != nil { return ExitStatus.combined(statuses) }
    do {
      try writer.write(outcomes)
    } catch {
      Console.error("\(error)\n")
      return .usage
    }
    if documents.count > 1, !options.quiet {
      var total = Summary()
      for outcome in outcomes { total.add(outcome.summary) }
      Console.error("\(style.bold("\(outcomes.count) documents")): \(total.text)\n")
    }
    return ExitStatus.combined(statuses)
  }
}
