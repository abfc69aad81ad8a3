import Checking
import Foundation
import SourceText
import TestSupport
import Testing

@testable import Notebooks

/// Every digit, sign, bracket and name in what the project's notebooks claim is really compared; of the post too, where
/// it lies beside the project.
@Suite struct NotebookMutationTests {
  /// `NBRUN_MUTATIONS=5000` tries that many.
  private static let count = ProcessInfo.processInfo.environment["NBRUN_MUTATIONS"].flatMap(Int.init) ?? 80

  @Test func everyChangeIsNoticed() throws {
    var random = SplitMix(state: 1)
    var places: [(file: SourceFile, line: Checking.Expectation.TextLine, range: Range<Int>, text: String)] = []
    let post = packageRoot.deletingLastPathComponent().appendingPathComponent("shared/posts/pytorch-autograd.md").path
    let notebooks = NotebookFilesTests.notebooks.map {
      (name: $0, path: packageRoot.appendingPathComponent($0).path)
    }
    let posts = FileManager.default.fileExists(atPath: post) ? [(name: "the post", path: post)] : []
    for (name, path) in notebooks + posts {
      let file = SourceFile(path: name, bytes: try FileSystem.read(path))
      for cell in NotebookRunner.run(file, RunConfiguration()).cells {
        for outcome in cell.check.outcomes where outcome.verdict == .pass && !outcome.expectation.text.contains("...") {
          for line in outcome.expectation.textLines where !line.text.contains("0x") {
            places += PostTests.mutations(of: line, digits: 9).map { (file, line, $0.0, $0.1) }
          }
        }
      }
    }
    #expect(places.count > 200)
    for place in places.shuffled(using: &random).prefix(Self.count) {
      let bytes = place.file.bytes
      let changed = bytes[..<place.range.lowerBound] + Array(place.text.utf8) + bytes[place.range.upperBound...]
      let outcome = NotebookRunner.run(
        SourceFile(path: place.file.path, bytes: Array(changed)), RunConfiguration())
      // A claim that no longer reads like output is prose: then what it claimed is unchecked, or meets the next claim.
      let isNoticed = outcome.summary[.fail] + outcome.summary[.unchecked] + outcome.summary[.error] > 0
      #expect(
        isNoticed,
        "\(place.file.path):\(place.line.line): \(place.line.text) with \(place.text) at \(place.range)\n\(described(outcome))"
      )
    }
  }
}
