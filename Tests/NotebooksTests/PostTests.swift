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
