import ArgumentParser
import TorchAPI

/// Lists what the engine supports.
struct Operators: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ops", abstract: "List the tensor operators and functions that documents can use.")

  func run() throws {
    for line in PublicFunctions.listing { Console.output(line + "\n") }
  }
}
