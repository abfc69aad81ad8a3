import ArgumentParser
import Checking
import Notebooks
import Reports
import SourceText

/// Runs documents, checks them, and writes reports.
struct Run: ParsableCommand {
  /// The formats there are, for the help.
  private static let formatHelp = ArgumentHelp(
    "Formats of the report, separated by commas: \(ReportFormats.all.map { $0.name }.joined(separator: ", ")).",
    valueName: "formats")

  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run documents, check their outputs, write reports (the default command).",
    discussion: """
      Exit status: 0 all held, 1 something failed, 2 interrupted, 3 nbrun itself broke, 4 wrong usage or unreadable \
      input, 5 nothing to check.
      """
  )

  @Argument(help: "Documents, directories, shell patterns, or - for standard input.")
  var paths: [String]

  @Option(name: .shortAndLong, help: ArgumentHelp("Write the report here; - is standard output.", valueName: "file"))
  var output: String?

  @Option(help: ArgumentHelp("Write the reports into this directory.", valueName: "directory"))
  var outputDir: String?

  @Option(help: Run.formatHelp)
  var format: String?

  @Flag(help: "Write no report, unless --output names one.")
  var check = false

  @Flag(help: "Accept only the same text: close counts as failed.")
  var exact = false

  @Option(help: ArgumentHelp("The seed of documents that set none.", valueName: "number"))
  var seed: UInt64 = 0

  @Option(help: ArgumentHelp("Seconds that a document may take.", valueName: "seconds"))
  var timeout: Double = 60

  @Option(help: ArgumentHelp("Mebibytes that a document may use.", valueName: "MiB"))
  var maxMemory: Int = 4096

  @Option(help: ArgumentHelp("Only documents that match this shell pattern.", valueName: "pattern"))
  var include: [String] = []

  @Option(help: ArgumentHelp("No documents that match this shell pattern.", valueName: "pattern"))
  var exclude: [String] = []

  @Flag(help: "Stop at the first document that fails.")
  var failFast = false

  @Flag(name: .shortAndLong, help: "Print nothing but failures.")
  var quiet = false

  @Flag(help: "No colours.")
  var noColor = false

  func validate() throws {
    if let format {
      for name in format.split(separator: ",") where ReportFormats.named(String(name)) == nil {
        let names = ReportFormats.all.map { $0.name }
        let hint = nearestName(to: String(name), among: names).map { "did you mean '\($0)'?" }
        throw ValidationError(
          "'\(name)' is not a report format; \(hint ?? "formats are \(names.joined(separator: ", "))")")
      }
    }
    if timeout <= 0 { throw ValidationError("--timeout takes a number of seconds above 0") }
    if maxMemory <= 0 { throw ValidationError("--max-memory takes a number of mebibytes above 0") }
    if output != nil, outputDir != nil { throw ValidationError("--output and --output-dir exclude each other") }
  }

  func run() throws {
    var configuration = RunConfiguration()
    configuration.seed = seed
    configuration.isExact = exact
    configuration.timeout = timeout
    configuration.maximumMemory = maxMemory << 20
    let style = TerminalStyle.detect(noColor: noColor)
    let summary = TerminalSummary(style: style, isExact: exact)

    let documents: [String]
    do {
      documents = try DocumentFinder(include: include, exclude: exclude).documents(at: paths)
    } catch {
      Console.error("\(error)\n")
      throw ExitCode(ExitStatus.usage.rawValue)
    }
    Interrupts.install()

    var outcomes: [NotebookOutcome] = []
    var statuses: [ExitStatus] = []
    for path in documents {
      let file: SourceFile
      do {
        file = SourceFile(path: path == "-" ? "<stdin>" : path, bytes: try FileSystem.read(path))
      } catch {
        Console.error("\(error)\n")
        statuses.append(.usage)
        continue
      }
      if let offset = file.firstInvalidUTF8Offset {
        let diagnostic = Diagnostic(
          .error, "the document is not UTF-8: byte \(file.bytes[offset]) cannot stand here", at: offset..<offset + 1,
          hint: "save it as UTF-8")
        Console.error(diagnostic.rendered(in: file))
        statuses.append(.usage)
        continue
      }
      let outcome = NotebookRunner.run(file, configuration)
      let documentStatus = outcome.exitStatus(exact: exact)
      let text = quiet ? summary.problems(of: outcome) : summary.text(for: outcome)
      if !text.isEmpty { Console.error(text) }
      statuses.append(documentStatus)
      outcomes.append(outcome)
      if outcome.wasInterrupted || (failFast && documentStatus == .failure) { break }
    }
    do {
      try ReportWriter(options: self).write(outcomes)
    } catch {
      Console.error("\(error)\n")
      throw ExitCode(ExitStatus.usage.rawValue)
    }
    if documents.count > 1, !quiet {
      var total = Summary()
      for outcome in outcomes { total.add(outcome.summary) }
      Console.error("\(style.bold("\(outcomes.count) documents")): \(total.text)\n")
    }
    let status = ExitStatus.combined(statuses)
    if status != .success { throw ExitCode(status.rawValue) }
  }
}

/// Writes the reports that a run asks for.
struct ReportWriter {
  let options: Run

  /// Writes every report, each atomically.
  func write(_ outcomes: [NotebookOutcome]) throws(FileSystem.Failure) {
    let context = ReportContext(version: Version.text, isExact: options.exact, resource: Self.resource)
    for format in formats {
      if format.holdsSeveralDocuments {
        let target = options.output ?? path(for: "nbrun", format)
        if options.check && options.output == nil && options.outputDir == nil { continue }
        try put(format.render(outcomes, context), at: target)
      } else {
        for outcome in outcomes {
          if options.check && options.output == nil && options.outputDir == nil { continue }
          try put(format.render([outcome], context), at: options.output ?? path(for: outcome.path, format))
        }
      }
    }
  }

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
