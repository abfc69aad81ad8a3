import ArgumentParser

/// The options of every command that runs documents: which ones, from which seed, within which limits.
struct DocumentOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The seed of documents that set none.", valueName: "number"))
  var seed = RunOptions().seed

  @Option(help: ArgumentHelp("Seconds that a document may take.", valueName: "seconds"))
  var timeout = RunOptions().timeout

  @Option(help: ArgumentHelp("Mebibytes that a document may use.", valueName: "MiB"))
  var maxMemory = RunOptions().maxMemory

  @Option(help: ArgumentHelp("Only documents that match this shell pattern.", valueName: "pattern"))
  var include: [String] = []

  @Option(help: ArgumentHelp("No documents that match this shell pattern.", valueName: "pattern"))
  var exclude: [String] = []

  func validate() throws {
    if timeout <= 0 { throw ValidationError("--timeout takes a number of seconds above 0") }
    if maxMemory <= 0 { throw ValidationError("--max-memory takes a number of mebibytes above 0") }
  }
}
