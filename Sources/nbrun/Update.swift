import ArgumentParser
import Checking
import Notebooks
import SourceText

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Rewrites the outputs written in documents.
struct Update: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "update",
    abstract: "Rewrite the outputs in documents that differ from what the code puts out.",
    discussion: """
      Only the claimed text changes: markers, indentation, wildcards that still match, tolerances that still hold and \
      line endings stay. Random values are left alone. Exit status: 0 all holds now, 1 something still fails, 2 \
      interrupted, 4 wrong usage or unreadable input.
      """
  )

  @Argument(help: "Documents, directories, shell patterns, or - to copy standard input to standard output.")
  var paths: [String]

  @Flag(help: "Also write the outputs that the document does not show.")
  var insert = false

  @Flag(help: "Show what would change and write nothing.")
  var diff = false

  @Flag(help: "Write even where the environment says CI.")
  var force = false

  @OptionGroup var documents: DocumentOptions
  @OptionGroup var choice: ChoiceOptions

  @Flag(name: .shortAndLong, help: "Print nothing but failures.")
  var quiet = false

  @Flag(help: "No colours.")
  var noColor = false

  func run() throws {
    if !diff, !force, Self.isContinuousIntegration {
      Console.error(
        "error: documents are not rewritten where the environment says CI; --diff shows what would change, --force "
          + "writes it\n")
      throw ExitCode(ExitStatus.usage.rawValue)
    }
    let status = update()
    if status != .success { throw ExitCode(status.rawValue) }
  }

  /// Whether `CI` is set to anything but nothing, `0` or `false`.
  private static var isContinuousIntegration: Bool {
    guard let value = getenv("CI") else { return false }
    return !["", "0", "false"].contains(String(cString: value).lowercased())
  }

  private func update() -> ExitStatus {
    var settings = SettingsOfDocuments(documents.settings)
    let style = TerminalStyle.detect(noColor: noColor)
    let summary = TerminalSummary(style: style, isExact: false)
    let found: [String]
    do {
      found = try choice.finder.documents(at: paths)
    } catch {
      Console.error("\(error)\n")
      return .usage
    }
    Interrupts.install()
    var statuses: [ExitStatus] = []
    for path in found {
      do {
        let file = SourceFile(path: path == "-" ? "<stdin>" : path, bytes: try FileSystem.read(path))
        if let offset = file.firstInvalidUTF8Offset {
          Console.error(Diagnostic.notUTF8(file, at: offset).rendered(in: file))
          statuses.append(.usage)
          continue
        }
        let result = NotebookUpdater.update(file, inserts: insert, try settings.configuration(for: path))
        if result.outcome.wasInterrupted { return .interrupted }
        try write(result, of: file, to: path)
        Console.error(summary.problems(of: result.outcome))
        if !quiet {
          let verb = diff ? "to rewrite" : "rewritten"
          let count = result.changes == 0 ? "nothing \(verb)" : "\(result.changes) \(verb)"
          Console.error("\(style.bold(file.path)): \(count); \(result.outcome.summary.text)\n")
        }
        let status = result.outcome.exitStatus(exact: false)
        statuses.append(status == .nothingToCheck ? .success : status)
      } catch {
        Console.error("\(error)\n")
        statuses.append(.usage)
      }
    }
    return ExitStatus.combined(statuses)
  }

  /// Writes the document if anything changed, or shows what would.
  private func write(
    _ result: NotebookUpdater.Update, of file: SourceFile, to path: String
  ) throws(FileSystem.Failure) {
    if diff {
      let new = String(decoding: result.bytes, as: UTF8.self)
      Console.output(UnifiedDiff.text(String(decoding: file.bytes, as: UTF8.self), new, path: file.path))
    } else if path == "-" || result.bytes != file.bytes {
      try FileSystem.write(result.bytes, to: path)
    }
  }
}

extension Diagnostic {
  /// A document that cannot be read as text.
  static func notUTF8(_ file: SourceFile, at offset: Int) -> Diagnostic {
    Diagnostic(
      .error, "the document is not UTF-8: byte \(file.bytes[offset]) cannot stand here", at: offset..<offset + 1,
      hint: "save it as UTF-8")
  }
}
