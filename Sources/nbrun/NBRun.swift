import ArgumentParser

/// The command line. Without the name of another command, documents are run.
@main
struct NBRun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nbrun",
    abstract: "Run the tensor tutorials of Markdown documents and check the outputs written in them.",
    version: Version.text,
    subcommands: [Run.self, Operators.self],
    defaultSubcommand: Run.self
  )

  /// Wrong usage is told as such whatever the parser's own status for it is.
  static func main() {
    do {
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
