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
  /// What the limits and the seed are, where they are not left to the document's `nbrun.yml`.
  var settings = DocumentSettings()
  /// The sections to check.
  var section: String?
  /// How many processes run documents at a time.
  var jobs = 1
  /// The part of the documents to run.
  var shard: Shard?
  /// How many of the slowest cells to name.
  var durations = 0
  /// In a process that another one started: the place of its document among all of them.
  var worker: Int?
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
    let style = TerminalStyle.detect(noColor: options.noColor)
    let summary = TerminalSummary(style: style, isExact: options.exact)

    var documents: [String]
    do {
      documents = try DocumentFinder(include: options.include, exclude: options.exclude).documents(at: options.paths)
    } catch {
      Console.error("\(error)\n")
      return .usage
    }
    if let shard = options.shard {
      documents = documents.indices.filter(shard.holds).map { documents[$0] }
      if documents.isEmpty {
        if !options.quiet { Console.error("no documents in part \(shard.text)\n") }
        return .success
      }
    }
    if options.explain != nil, documents.count > 1 {
      Console.error("error: --explain speaks of a line of one document, not of \(documents.count)\n")
      return .usage
    }
    let writer = ReportWriter(options: options, documentCount: documents.count)
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
    if let (first, second, path) = writer.collision(of: documents) {
      Console.error("error: the reports of \(first) and \(second) would both be \(path)\n")
      return .usage
    }
    if options.worker == nil, options.jobs > 1, documents.count > 1, options.explain == nil {
      return runInProcesses(documents, writer, style)
    }
    if options.worker != nil { NotebookRunner.stayOnOneThread() }
    var settings = SettingsOfDocuments(options.settings)
    settings.base.isExact = options.exact
    settings.base.checksGradients = options.gradcheck
    settings.base.inspectsVariables = writer.written.contains { $0.showsVariables }
    settings.base.recordsGraphs = writer.written.contains { $0.showsGraphs }
    if writer.written.contains(where: { $0.name == HTMLReport.name }) {
      settings.base.onGraphs = { Graphviz.begin(GraphRequests.texts(for: $0)) }
    }
    if let pattern = options.section {
      do {
        settings.base.section = try SectionPattern(pattern)
      } catch {
        Console.error("error: --section \(pattern): \(error.message)\n")
        return .usage
      }
    }
    if options.isLive { settings.base.onCell = { Console.error(PreviewProgress.line(of: $0)) } }
    let showsProgress = options.worker == nil && !options.isLive && !options.quiet && Progress.isPossible
    Interrupts.install()

    var results: [DocumentResult] = []
    var statuses: [ExitStatus] = []
    for (index, path) in documents.enumerated() {
      if let worker = options.worker, worker != index { continue }
      let file: SourceFile
      var configuration: RunConfiguration
      do {
        configuration = try settings.configuration(for: path)
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
      if showsProgress {
        let count = documents.count
        configuration.onCell = { progress in
          Progress.show(
            part: Double(progress.index) / Double(max(progress.count, 1)),
            ProgressLine.text(of: progress, in: path, number: index + 1, of: count))
        }
      }
      configuration.isLast = index == documents.count - 1 || options.worker != nil
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
      do {
        try writer.write(reportsOf: outcome)
      } catch {
        Console.error("\(error)\n")
        return .usage
      }
      results.append(writer.result(of: outcome))
      if outcome.wasInterrupted || (options.failFast && documentStatus == .failure) { break }
    }
    if options.explain != nil { return ExitStatus.combined(statuses) }
    if options.worker != nil {
      for result in results { Worker.answer(result.packed) }
      return ExitStatus.combined(statuses)
    }
    Progress.clear()
    return finish(results, statuses, of: documents.count, writer, style)
  }

  /// Runs each document in a process of its own, several at a time, and joins what they answer.
  private func runInProcesses(_ documents: [String], _ writer: ReportWriter, _ style: TerminalStyle) -> ExitStatus {
    if documents.contains("-") {
      Console.error("error: standard input is read by one process; leave --jobs out\n")
      return .usage
    }
    Interrupts.install()
    var results: [DocumentResult] = []
    var statuses: [ExitStatus] = []
    let showsProgress = !options.quiet && Progress.isPossible
    let begun = { (done: Int, running: [Int]) in
      guard showsProgress else { return }
      let names = running.map { documents[$0] }.joined(separator: ", ")
      Progress.show(
        part: Double(done) / Double(documents.count), "\(done) of \(documents.count) documents · running \(names)")
    }
    Worker.run(count: documents.count, atOnce: options.jobs, style, onChange: begun) { index, answer in
      Console.error(answer.messages)
      statuses.append(answer.status)
      // A process that was killed answers nothing, or not to the end; its status tells.
      if let result = DocumentResult(packed: answer.bytes) { results.append(result) }
      return answer.status != .interrupted && !(options.failFast && answer.status == .failure)
    }
    Progress.clear()
    return finish(results, statuses, of: documents.count, writer, style)
  }

  /// Writes the reports of all documents, and tells the slowest cells, if they were asked for, and the totals.
  private func finish(
    _ results: [DocumentResult], _ statuses: [ExitStatus], of count: Int, _ writer: ReportWriter, _ style: TerminalStyle
  ) -> ExitStatus {
    do {
      try writer.write(results)
    } catch {
      Console.error("\(error)\n")
      return .usage
    }
    let times = results.flatMap(\.cells)
    if options.durations > 0 {
      Console.error("\(style.bold("slowest cells")):\n")
      // Sorting is not stable; the place among all decides between equal times.
      let order = times.indices.sorted { (times[$1].seconds, $0) < (times[$0].seconds, $1) }
      for index in order.prefix(options.durations) {
        let time = times[index]
        Console.error("  \(time.path):\(time.line): \(TerminalSummary.duration(time.seconds))\n")
      }
    }
    if count > 1, !options.quiet {
      var total = Summary()
      for result in results { total.add(result.summary) }
      Console.error("\(style.bold("\(results.count) documents")): \(total.text)\n")
    }
    return ExitStatus.combined(statuses)
  }
}
