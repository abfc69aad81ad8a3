import ArgumentParser

/// The command line.
@main
struct NBRun: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "nbrun")
  func run() {}
}
