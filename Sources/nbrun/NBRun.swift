import ArgumentParser
import Notebooks

/// The command line. Without the name of another command, documents are run.
@main
struct NBRun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nbrun",
    abstract: "Run the tensor tutorials of Markdown documents and check the outputs written in them.",
    version: Version.text,
    subcommands: [Run.self, Update.self, Preview.self, Merge.self, Operators.self],
    defaultSubcommand: Run.self
  )

  /// Whether the arguments are documents and nothing else: no option, and no other command's name.
  private static func isPlain(_ arguments: [String]) -> Bool {
    guard let first = arguments.first else { return false }
    let commands = ["help"] + configuration.subcommands.compactMap { $0.configuration.commandName }
    return !commands.contains(first) && arguments.allSatisfy { !$0.hasPrefix("-") }
  }

  /// Wrong usage is told as such whatever the parser's own status for it is.
  static func main() {
    NotebookRunner.prepareProcess()
    do {
      let arguments = Array(CommandLine.arguments.dropFirst())
      if isPlain(arguments) {
        // Reading the declarations of commands and options costs a fifth of a small document's run; there are none.
        var options = RunOptions()
        options.paths = arguments
        options.shard = Shard.ofEnvironment()
        let status = DocumentsRun(options: options).run()
        if status != .success { throw ExitCode(status.rawValue) }
        return
      }
      var command = try parseAsRoot()
      try command.run()
    } catch let status as ExitCode {
      exit(withError: status)
    } catch {
      let code = exitCode(for: error)
      if code == .validationFailure {
        Console.error(fullMessage(for: error) + "\n")
        exit(withError: ExitCode(4))
      }
      exit(withError: error)
    }
  }
}

/// What `--version` and reports say.
enum Version {
  static let text = "0.1.0"
}
