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

  /// The words that choose another command than the default one.
  private static var commandNames: [String] {
    ["help"] + configuration.subcommands.compactMap { $0.configuration.commandName }
  }

  /// What the command line as a whole answers.
  private static let rootFlags: Set<String> = [
    "--help", "-h", "--help-hidden", "--version", "--experimental-dump-help",
  ]

  /// Wrong usage is told as such whatever the parser's own status for it is.
  static func main() {
    do {
      // Reading the declarations of all commands costs a fifth of a small document's run: where the default command
      // is meant and accepts the arguments, only its own are read.
      let arguments = Array(CommandLine.arguments.dropFirst())
      let isDefault = arguments.first.map { first in !commandNames.contains(first) } ?? false
      if isDefault, !arguments.contains(where: rootFlags.contains), let command = try? Run.parse(arguments) {
        try command.run()
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
