import Checking
import Foundation
import SourceText
import Testing

@testable import Notebooks

/// The text of the post, where it lies beside the project.
private let post = try? String(
  contentsOf: packageRoot.deletingLastPathComponent().appendingPathComponent("shared/posts/pytorch-autograd.md"),
  encoding: .utf8)

/// A real post by another author, which is not part of the repository: where it lies beside the project, it must run
/// whole, and every change to what it says must be noticed.
@Suite(.enabled(if: post != nil, "the post is not beside the project"))
struct PostTests {
  private func expectWhole(_ text: String, _ comment: Comment) {
    let outcome = run(text)
    let counts = outcome.summary
    #expect(counts[.pass] == 27 && counts[.pinned] == 4 && counts[.random] == 1, "\(comment)\n\(described(outcome))")
    #expect(counts[.fail] == 0 && counts[.error] == 0 && counts[.unchecked] == 0 && counts[.close] == 0)
    #expect(outcome.exitStatus(exact: false) == .success)
  }

  @Test func itHolds() throws {
    expectWhole(try #require(post), "as it is")
  }

  @Test func theFormOfTheFileDoesNotMatter() throws {
    let text = try #require(post)
    expectWhole(text.replacingOccurrences(of: "\n", with: "\r\n"), "CRLF")
    let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
    expectWhole(trimmed, "no final newline")
    let body = trimmed.components(separatedBy: "\n---\n").dropFirst().joined(separator: "\n---\n")
    let lines = body.components(separatedBy: "\n")
    expectWhole(lines.map { "> " + $0 }.joined(separator: "\n"), "in a block quote")
    expectWhole("- item\n\n" + lines.map { $0.isEmpty ? "" : "  " + $0 }.joined(separator: "\n"), "in a list")
  }

  /// Every digit, sign, shape and `grad_fn` in an expectation that passes is really compared.
  @Test func everyChangeIsNoticed() throws {
    let text = try #require(post)
    let original = run(text)
    var mutations = 0
    for cell in original.cells {
      for outcome in cell.check.outcomes where outcome.verdict == .pass {
        for line in outcome.expectation.textLines {
          for (range, replacement) in Self.mutations(of: line) {
            let bytes = original.notebook.file.bytes
            let changed = Array(bytes[..<range.lowerBound]) + Array(replacement.utf8) + bytes[range.upperBound...]
            let rerun = run(String(decoding: changed, as: UTF8.self))
            let failing = rerun.cells.flatMap(\.check.outcomes).filter { $0.verdict == .fail }
            mutations += 1
            #expect(
              failing.contains { $0.expectation.lines.contains(line.line) },
              "line \(line.line): \(line.text) with \(replacement)\n\(described(rerun))")
          }
        }
      }
    }
    #expect(mutations > 100)
  }

  /// What is computed from the random numbers that the post shows is checked against them.
  @Test(arguments: [
    ("4.5455", "4.5456"), ("1.5638", "1.5639"), ("36.7684", "36.7734"), ("36.7684", "36.8684"),
    ("9.0910", "9.0919"), ("6.7827", "6.7829"), ("3.1276", "-3.1276"),
  ])
  func changesOfPinnedValuesAreNoticed(old: String, new: String) throws {
    let text = try #require(post)
    let outcome = run(text.replacingOccurrences(of: old, with: new))
    #expect(outcome.summary[.fail] == 1, "\(old) as \(new)\n\(described(outcome))")
  }

  /// A digit changed, a sign added or taken away, a `grad_fn` renamed, a bracket more or less.
  ///
  /// - Parameter tries: how many other digits each digit is replaced by, at most 9.
  static func mutations(of line: Checking.Expectation.TextLine, digits tries: Int = 1) -> [(Range<Int>, String)] {
    var result: [(Range<Int>, String)] = []
    let bytes = Array(line.text.utf8)
    for (index, byte) in bytes.enumerated() {
      let place = line.range.lowerBound + index
      if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
        // The numeral of a backward function differs between releases of PyTorch and is compared loosely.
        if index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: ">") { continue }
        let others = "9360124578".filter { $0.asciiValue != byte }
        for other in others.prefix(tries) { result.append((place..<place + 1, String(other))) }
        let startsNumber = index == 0 || !"0123456789.".utf8.contains(bytes[index - 1])
        if startsNumber, index > 0, bytes[index - 1] == UInt8(ascii: "-") {
          result.append((place - 1..<place, " "))
        } else if startsNumber {
          result.append((place..<place, "-"))
        }
      }
      if byte == UInt8(ascii: "["), index == 0 || bytes[index - 1] != byte { result.append((place..<place, "[")) }
      if byte == UInt8(ascii: "]"), tries > 1 { result.append((place..<place + 1, "")) }
    }
    if let range = line.text.range(of: "grad_fn=<") {
      let start = line.range.lowerBound + line.text.utf8.distance(from: line.text.startIndex, to: range.upperBound)
      result.append((start..<start, "X"))
    }
    if let range = line.text.range(of: "requires_grad=True") {
      let start = line.range.lowerBound + line.text.utf8.distance(from: line.text.startIndex, to: range.lowerBound)
      result.append((start..<start + "requires_grad=True".utf8.count, "requires_grad=False"))
    }
    return result
  }

  /// Without `requires_grad=True` the first statement that depends on it fails.
  @Test func aForgottenRequiresGradFails() throws {
    let text = try #require(post)
    let marker = "x = torch.tensor([[1.0, 2.0],[3.0, 4.0]], requires_grad = True)"
    let changed = text.replacingOccurrences(of: marker, with: "x = torch.tensor([[1.0, 2.0],[3.0, 4.0]])")
    let outcome = run(changed)
    let failing = outcome.cells.flatMap(\.check.outcomes).filter { $0.verdict == .fail }
    #expect(failing.count >= 4, "\(described(outcome))")
    #expect(outcome.exitStatus(exact: false) == .failure)
  }
}
