import ArgumentParser
import Checking
import Notebooks
import Reports
import SourceText

/// Joins the JSON reports of several runs, such as the shards of one.
struct Merge: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Join the JSON reports of several runs, such as the parts of --shard.",
    discussion: """
      The exit status is what one run of all the documents would have had. No document may stand in two reports.
      """
  )

  @Argument(help: "Reports written with --format json.")
  var results: [String]

  @Option(name: .shortAndLong, help: ArgumentHelp("Write the joined report here.", valueName: "file"))
  var output: String?

  @Flag(name: .shortAndLong, help: "Print no totals.")
  var quiet = false

  func run() throws {
    let status = merge()
    if status != .success { throw ExitCode(status.rawValue) }
  }

  private func merge() -> ExitStatus {
    var documents: [ResultFile.Document] = []
    var places: [String: String] = [:]
    do {
      for path in results {
        for document in try ResultFile(path: path, bytes: try FileSystem.read(path)).documents {
          if let place = places[document.path] {
            throw FileSystem.Failure(path: path, reason: "\(document.path) stands in \(place) too")
          }
          places[document.path] = path
          documents.append(document)
        }
      }
      if let output { try FileSystem.write(JSONReport.joined(documents.map { Array($0.text.utf8) }), to: output) }
    } catch {
      Console.error("\(error)\n")
      return .usage
    }
    if !quiet {
      var total = Summary()
      for document in documents { total.add(document.summary) }
      Console.error("\(documents.count) documents: \(total.text)\n")
    }
    return ExitStatus.combined(documents.map(\.status))
  }
}
