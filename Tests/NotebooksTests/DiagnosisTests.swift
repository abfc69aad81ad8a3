import Checking
import Testing

@testable import Notebooks

/// What is told about failures beyond the difference itself.
@Suite struct DiagnosisTests {
  private func failures(_ code: String) -> [ExpectationOutcome] {
    run("```python\nimport torch\n\(code)\n```\n").cells.flatMap(\.check.outcomes).filter { $0.verdict == .fail }
  }

  /// As CPython 3.11 prints it for a file of the same lines: `python3 a.py`.
  @Test func aSyntaxErrorPointsAtItsPlace() throws {
    let outcome = run("> ```python\n> def f(x):\n>     return x +\n> ```\n")
    let error = try #require(outcome.cells.first?.error)
    let lines = error.traceback.split(separator: "\n").dropFirst().map(String.init)
    #expect(lines == ["    return x +", "              ^", "SyntaxError: invalid syntax"])
  }

  private func terminal(_ document: String) -> String {
    TerminalSummary(style: TerminalStyle(hasColor: false), isExact: false).problems(of: run(document))
  }

  /// An error that meets an output is told once, and so are the outputs behind it.
  @Test func anErrorIsToldOnce() {
    let text = terminal("```python\nprint(a)\n# 1\nprint(2)\n# 2\nprint(3)\n# 3\n```\n")
    #expect(text.ranges(of: "NameError").count == 1, "\(text)")
    #expect(text.contains(":5:3: warning: not reached: the cell ended at line 2; nor is the one of line 7"), "\(text)")
  }

  @Test func aMissingSeedIsTold() {
    let drawn = "```python\nimport torch\nx = torch.randn(3)\nprint(x * 2)\n# tensor([0.1000, 0.2000, 0.3000])\n```\n"
    #expect(
      terminal(drawn).contains(":4:1: note: 1 output depends on random numbers without a seed"), "\(terminal(drawn))")
    #expect(terminal(drawn.replacing("x =", with: "torch.manual_seed(0); x =")).contains("note") == false)
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

  @Test func anOutputThatIsClaimedTwiceIsTold() {
    for second in ["# tensor([1., 1.])", "# expected: tensor([1., 1.])"] {
      let outcome = run("```python\nimport torch\nprint(torch.ones(2))  # tensor([1., 1.])\n\(second)\n```\n")
      let found = outcome.cells[0].check.outcomes
      #expect(found.count == 2 && found[0].verdict == .pass && found[1].isOrphan, "\(described(outcome))")
      #expect(
        found.last?.absence == "says again what the expectation of line 3 says, and the output is there once",
        "\(described(outcome))")
    }
  }

  @Test func claimedAndUnclaimedOutputsAreCounted() {
    let some = run("```python\nprint(1)\n# 1\n```\n\n```python\nprint(2)\n3\n```\n").summary
    #expect(some.claimed == 1 && some.unclaimed == 2)
    #expect(some.text == "1 pass, 2 unchecked; 1 of 3 outputs are claimed")
    #expect(run("```python\nprint(1)\n# 1\n```\n").summary.text == "1 pass")
  }

  @Test func aDocumentWithoutChecksSaysSo() {
    let outcome = run("```python\nprint(2)\n```\n")
    #expect(
      outcome.diagnostics.map(\.message) == [
        "nothing of what the document puts out is checked, because nothing claims it"
      ])
    #expect(outcome.exitStatus(exact: false) == .nothingToCheck)
    #expect(run("```python\nx = 2\n```\n").diagnostics.isEmpty)
  }

  /// A remark beside a value speaks of the last of several, or of what stands behind a printed name.
  @Test(arguments: [
    ("print(x, x.requires_grad)  # False", Verdict.close), ("print(x, x.requires_grad)  # True", .fail),
    ("print(f'Device: {x.device}')  # cpu", .close), ("print(f'Device: {x.device}')  # gpu", .unchecked),
  ])
  func remarksBesideSeveralValues(code: String, verdict: Verdict) {
    let outcome = run("```python\nimport torch\nx = torch.ones(2)\n\(code)\n```\n")
    #expect(outcome.summary.entries.map(\.verdict) == [verdict], "\(described(outcome))")
  }

  /// What a notebook shows with the output of a cell, though the code did not print it.
  @Test(arguments: [
    ("7", Verdict.close), ("8", .fail),
  ])
  func warningsAndTimesBelowACellAreNotCompared(value: String, verdict: Verdict) {
    let outcome = run(
      """
      ```python
      %%time
      3 + 4
      ```

          /tmp/ipykernel_1/2.py:2: UserWarning: slow, as 5 is
            3 + 4

          CPU times: user 178 µs, sys: 62 µs, total: 240 µs
          Wall time: 248 µs

          \(value)
      """)
    #expect(outcome.summary.entries.map(\.verdict) == [verdict], "\(described(outcome))")
  }

  @Test func outputsOfOldReleasesAreNamed() {
    let found = failures("torch.ones(2, requires_grad=True)\n# tensor([ 1.,  1.])")
    #expect(found.first?.suggestion?.contains("PyTorch up to 0.4.0") == true)
  }

  /// What follows from another failure still says which PyTorch spelled it so.
  @Test func staleOutputsThatFollowNameTheirRelease() {
    let found = failures(
      """
      x = torch.ones(2, requires_grad=True)
      print(x)  # tensor([ 1.,  1.])
      print(x * 2)  # tensor([ 2.,  2.])
      """)
    #expect(found.count == 2)
    #expect(found.last?.suggestion?.contains("line 4") == true && found.last?.suggestion?.contains("0.4.0") == true)
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
