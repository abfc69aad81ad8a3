import ArgumentParser
import Notebooks
import Preview
import Processes
import Reports
import SourceText

/// Serves the report of a document and makes it anew when the document is saved.
struct Preview: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview",
    abstract: "Show a document's report in the browser, made anew whenever the document is saved.",
    discussion: "The page is served on 127.0.0.1 only. Ctrl-C ends it."
  )

  @Argument(help: "The document.")
  var path: String

  @Option(help: ArgumentHelp("The port to listen on; without it 8642, or any that is free.", valueName: "number"))
  var port: Int?

  @Flag(help: "Accept only the same text: close counts as failed.")
  var exact = false

  @OptionGroup var documents: DocumentOptions

  /// Run the document once and write its page, for the server.
  @Flag(help: .hidden)
  var render = false

  func validate() throws {
    if let port, !(0...65535).contains(port) { throw ValidationError("--port takes a number from 0 to 65535") }
    if path == "-" { throw ValidationError("preview takes a document that can be saved again, not standard input") }
  }

  func run() throws {
    if render {
      throw ExitCode(rendered().rawValue)
    }
    guard FileSystem.kind(of: path) == .file else {
      Console.error("error: \(path) is not a document\n")
      throw ExitCode(ExitStatus.usage.rawValue)
    }
    let command =
      [ChildProcess.ownProgram, "preview", "--render"] + documents.settings.arguments + (exact ? ["--exact"] : [])
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let document = path
    let server = PreviewServer(
      PreviewServer.Settings(
        document: path,
        companions: {
          let names = (try? FileSystem.names(in: folder.isEmpty ? "." : folder)) ?? []
          return names.filter { $0.hasSuffix(".py") }.map { folder + $0 }
        },
        command: command + ["--", path], port: port ?? 8642, mayMove: port == nil,
        waitingPage: LivePage.waiting(for: path),
        versionMark: LivePage.versionMark,
        onReady: { Console.error("\(document) is shown at \($0) (Ctrl-C ends)\n") }))
    do {
      try server.run()
    } catch {
      Console.error("error: no preview at port \(port ?? 8642): \(error)\n")
      throw ExitCode(ExitStatus.usage.rawValue)
    }
  }

  /// Runs the document and writes its page to standard output.
  private func rendered() -> ExitStatus {
    var options = RunOptions()
    options.paths = [path]
    options.output = "-"
    options.format = "html"
    options.exact = exact
    options.settings = documents.settings
    options.quiet = true
    options.noColor = true
    options.isLive = true
    return DocumentsRun(options: options).run()
  }
}

/// How a run tells the server how far it has come: lines that begin with a sign no message begins with.
enum PreviewProgress {
  static func line(of progress: CellProgress) -> String {
    "\u{1}\(progress.index) \(progress.count) \(progress.line)\n"
  }
}
