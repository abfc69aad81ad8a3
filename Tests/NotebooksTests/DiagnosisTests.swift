import Checking
import Testing

@testable import Notebooks

/// What is told about failures beyond the difference itself.
@Suite struct DiagnosisTests {
  private func failures(_ code: String) -> [ExpectationOutcome] {
    run("```python\nimport torch\n\(code)\n```\n").cells.flatMap(\.check.outcomes).filter { $0.verdict == .fail }
  }

  @Test func theFirstFailureIsToldFromThoseThatFollow() {
    let found = failures(
      """
      x = torch.tensor([1., 2.])
      print(x)  # tensor([1., 3.])
      y = x * 2
      z = torch.ones(2)
      print(y)  # tensor([2., 6.])
      print(z)  # tensor([2., 1.])
      y = torch.zeros(2)
      print(y)  # tensor([5., 6.])
      """)
    #expect(found.count == 4)
    #expect(found[0].suggestion?.contains("follow") != true)
    #expect(found[1].suggestion == "may follow from what line 4 puts out, which differs first: mend that first")
    #expect(found[2].suggestion?.contains("follow") != true)
    #expect(found[3].suggestion?.contains("follow") != true)
  }

  @Test func outputsOfOldReleasesAreNamed() {
    let found = failures("torch.ones(2, requires_grad=True)\n# tensor([ 1.,  1.])")
    #expect(found.first?.suggestion?.contains("PyTorch up to 0.4.0") == true)
  }

  @Test func whereAValueComesFromIsProse() {
    let outcome = run(
      "```python\nimport torch\nprint(torch.tensor([5.]))  # tensor([5.]) = 2 + 3\n"
        + "print(torch.tensor([5.]))  # tensor([6.]) = 3 + 3\n```\n")
    #expect(outcome.cells[0].check.outcomes.map(\.verdict) == [.pass, .fail], "\(described(outcome))")
  }

  @Test func everyLineIsExplained() throws {
    let outcome = run(
      """
      Text.

      ```python
      import torch
      x = torch.ones(2)  # tensor([1., 1.])  as said
      # this is prose
      print(x)
      print(2)
      # tensor([1., 1.])
      # 3
      ```
      """)
    let explanation = Explanation(of: outcome)
    func text(_ line: Int) throws -> String { try #require(explanation.text(line: line)) }
    #expect(try text(1).hasPrefix("test.md:1:1: note: the line belongs to no cell"))
    #expect(try text(4).hasPrefix("test.md:4:1: note: the line is code"))
    #expect(try text(5).contains("compared with the repr of the value"))
    #expect(try text(5).contains("prose behind the value, not compared: `  as said`"))
    #expect(try text(5).contains("verdict: pass"))
    #expect(try text(6).contains("reads like prose"))
    #expect(try text(10).contains("verdict: fail"))
    #expect(explanation.text(line: 12) == nil)
    #expect(explanation.text(line: 0) == nil)
  }
}
