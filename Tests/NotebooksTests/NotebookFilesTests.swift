import Checking
import Foundation
import SourceText
import Testing

@testable import Notebooks

/// The folder of the package.
let packageRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// Runs a document given as text.
func run(_ text: String, path: String = "test.md") -> NotebookOutcome {
  NotebookRunner.run(SourceFile(path: path, text: text), RunConfiguration())
}

/// Verdict by verdict, for messages.
func described(_ outcome: NotebookOutcome) -> String {
  TerminalSummary(style: TerminalStyle(hasColor: false), isExact: false).text(for: outcome)
}

@Suite struct NotebookFilesTests {
  static let notebooks = documents(in: "notebooks")
  /// Those that train something, and run for longer.
  static let networks = documents(in: "notebooks/networks")
  /// Those that draw one figure each.
  static let figures = documents(in: "notebooks/figures")

  private static func documents(in folder: String) -> [String] {
    let path = packageRoot.appendingPathComponent(folder).path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.filter { $0.hasSuffix(".md") && !$0.contains(".report.") }.sorted().map { "\(folder)/\($0)" }
  }

  @Test func thereAreNotebooks() {
    #expect(Self.notebooks.count >= 6)
    #expect(Self.networks.count >= 10)
    #expect(Self.figures.count >= 15)
  }

  @Test(arguments: notebooks + networks + figures)
  func everyNotebookHolds(name: String) throws {
    let path = packageRoot.appendingPathComponent(name).path
    let file = SourceFile(path: name, bytes: try FileSystem.read(path))
    let outcome = NotebookRunner.run(file, RunConfiguration())
    #expect(outcome.exitStatus(exact: false) == .success, "\(described(outcome))")
    #expect(outcome.summary[.pass] >= 5)
    #expect(outcome.summary.orphans == 0)
    guard Self.figures.contains(name) else { return }
    let drawn = outcome.cells.flatMap(\.figures)
    #expect(drawn.count == 1)
    #expect(drawn.allSatisfy { !$0.title.isEmpty && $0.description.contains("axis") })
  }

  /// The README's own example document holds.
  @Test func theExampleOfTheReadmeHolds() throws {
    let readme = try String(contentsOf: packageRoot.appendingPathComponent("README.md"), encoding: .utf8)
    let parts = readme.components(separatedBy: "````markdown\n")
    let example = parts[1].components(separatedBy: "\n````")[0]
    let outcome = run(example)
    #expect(outcome.exitStatus(exact: false) == .success, "\(described(outcome))")
    #expect(outcome.summary[.pass] + outcome.summary[.close] == 3)
  }
}
