import ArgumentParser
import Notebooks

/// Which of the documents found are meant.
struct ChoiceOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Only documents that match this shell pattern.", valueName: "pattern"))
  var include: [String] = []

  @Option(help: ArgumentHelp("No documents that match this shell pattern.", valueName: "pattern"))
  var exclude: [String] = []

  /// Finds them.
  var finder: DocumentFinder { DocumentFinder(include: include, exclude: exclude) }
}

/// The options of every command that runs documents: from which seed, within which limits.
struct DocumentOptions: ParsableArguments {
  private static let usual = RunConfiguration()

  @Option(help: ArgumentHelp("The seed of documents that set none (\(usual.seed)).", valueName: "number"))
  var seed: UInt64?

  @Option(help: ArgumentHelp("Seconds that a document may take (\(usual.timeout)).", valueName: "seconds"))
  var timeout: Double?

  @Option(
    help: ArgumentHelp("Mebibytes that a document may use (\(usual.maximumMemory >> 20)).", valueName: "MiB"))
  var maxMemory: Int?

  func validate() throws {
    if let timeout, timeout <= 0 { throw ValidationError("--timeout takes a number of seconds above 0") }
    if let maxMemory, maxMemory <= 0 { throw ValidationError("--max-memory takes a number of mebibytes above 0") }
  }

  /// The part of the options that an `nbrun.yml` can stand in for.
  var settings: DocumentSettings { DocumentSettings(seed: seed, timeout: timeout, maxMemory: maxMemory) }
}

/// What the command line says of how documents are run; `nil` where it is silent.
struct DocumentSettings {
  var seed: UInt64?
  /// Seconds.
  var timeout: Double?
  /// MiB.
  var maxMemory: Int?

  /// The words of a command line that say the same.
  var arguments: [String] {
    (seed.map { ["--seed", "\($0)"] } ?? []) + (timeout.map { ["--timeout", "\($0)"] } ?? [])
      + (maxMemory.map { ["--max-memory", "\($0)"] } ?? [])
  }
}

/// How each document is run: by the command line, else by the nearest `nbrun.yml`, else as usual.
struct SettingsOfDocuments {
  private let options: DocumentSettings
  /// What holds for all documents.
  var base = RunConfiguration()
  private var files: [String: ProjectSettings] = [:]

  init(_ options: DocumentSettings) { self.options = options }

  /// - Throws: ``FileSystem/Failure`` for an `nbrun.yml` that cannot be read.
  mutating func configuration(for document: String) throws(FileSystem.Failure) -> RunConfiguration {
    var settings = ProjectSettings()
    if let path = ProjectSettings.nearestFile(to: document) {
      if let known = files[path] {
        settings = known
      } else {
        settings = try ProjectSettings(
          path: path, text: String(decoding: try FileSystem.read(path), as: UTF8.self))
        files[path] = settings
      }
    }
    var configuration = base
    configuration.seed = options.seed ?? settings.seed ?? base.seed
    configuration.timeout = options.timeout ?? settings.timeout ?? base.timeout
    configuration.maximumMemory = (options.maxMemory ?? settings.maximumMemory).map { $0 << 20 } ?? base.maximumMemory
    configuration.labels = settings.labels
    return configuration
  }
}
