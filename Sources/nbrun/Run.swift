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

  @Option(
    help: ArgumentHelp(
      "Say why this line was or was not taken as an expectation and how it was compared; write no report.",
      valueName: "line"))
  var explain: Int?

  @Flag(help: "Accept only the same text: close counts as failed.")
  var exact = false

  @Flag(help: "Compare the gradients of every backward() with finite differences in double precision.")
  var gradcheck = false

  @OptionGroup var documents: DocumentOptions
  @OptionGroup var choice: ChoiceOptions

  @Option(
    name: [.customShort("j", allowingJoined: true), .long],
    help: ArgumentHelp("Run this many documents at a time, each in a process of its own.", valueName: "number"))
  var jobs = RunOptions().jobs

  @Option(
    help: ArgumentHelp(
      "Run part I of N of the documents. Bazel's TEST_SHARD_INDEX and TEST_TOTAL_SHARDS say the same.",
      valueName: "I/N"))
  var shard: String?

  @Option(
    help: ArgumentHelp(
      "Check only sections whose heading, or one above it, holds a match of this regular expression.",
      valueName: "regex"))
  var section: String?

  @Option(help: ArgumentHelp("Name this many of the slowest cells.", valueName: "number"))
  var durations = RunOptions().durations

  @Option(help: .hidden)
  var worker: Int?

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
    if let explain, explain < 1 { throw ValidationError("--explain takes the number of a line, counted from 1") }
    if jobs < 1 { throw ValidationError("--jobs takes a number of processes, at least 1") }
    if durations < 0 { throw ValidationError("--durations takes a number of cells") }
    if let shard, Shard(shard) == nil {
      throw ValidationError("--shard takes I/N, part I of N, as in 1/4; not '\(shard)'")
    }
    if output != nil, outputDir != nil { throw ValidationError("--output and --output-dir exclude each other") }
  }

  func run() throws {
    var options = RunOptions()
    options.paths = paths
    options.output = output
    options.outputDir = outputDir
    options.format = format
    options.check = check
    options.explain = explain
    options.exact = exact
    options.gradcheck = gradcheck
    options.settings = documents.settings
    options.section = section
    options.jobs = jobs
    options.shard = shard.flatMap(Shard.init) ?? Shard.ofEnvironment()
    options.durations = durations
    options.worker = worker
    options.include = choice.include
    options.exclude = choice.exclude
    options.failFast = failFast
    options.quiet = quiet
    options.noColor = noColor
    let status = DocumentsRun(options: options).run()
    if status != .success { throw ExitCode(status.rawValue) }
  }
}
