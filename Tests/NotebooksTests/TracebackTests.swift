import Checking
import Foundation
import Testing

@testable import Notebooks

/// Where an exception was raised, and the tracebacks that authors paste, with and without marks below the lines.
@Suite struct TracebackTests {
  private static let marked = """
    Traceback (most recent call last):
      File "<stdin>", line 2, in <module>
        y = 1 / x
            ~~^~~
    ZeroDivisionError: division by zero
    """

  /// The ways in which documents show a traceback.
  private static func documents(_ traceback: String) -> [String] {
    let lines = traceback.split(separator: "\n")
    return [
      "```python\nx = 0\ny = 1 / x\n```\n```\n\(traceback)\n```\n",
      "```python\nx = 0\ny = 1 / x\n" + lines.map { "# \($0)\n" }.joined() + "```\n",
      "```python\n>>> x = 0\n>>> y = 1 / x\n\(traceback)\n```\n",
    ]
  }

  @Test(arguments: [marked, marked.replacingOccurrences(of: "        ~~^~~\n", with: "")], [0, 1, 2])
  func pastedTracebacksHoldWithAndWithoutMarks(traceback: String, form: Int) {
    let right = run(Self.documents(traceback)[form])
    #expect(right.summary.entries.map(\.verdict) == [.pass], "\(described(right))")
    let other = traceback.replacingOccurrences(of: "division by zero", with: "float division by zero")
    let wrong = run(Self.documents(other)[form])
    #expect(wrong.summary[.fail] == 1 && wrong.summary[.pass] == 0, "\(described(wrong))")
  }

  @Test(arguments: [
    ("```python\nx = [1, 2][5] + 1\n```\n", "[1, 2][5]", "    x = [1, 2][5] + 1\n        ~~~~~~^^^\n"),
    ("> ```python\n> >>> x = (1 +\n> ...   None.a)\n> ```\n", "None.a", "    None.a)\n    ^^^^^^\n"),
    (
      "- ```python\n  def f(n):\n      return 2 * (n / 0)\n  f(1)\n  ```\n", "n / 0",
      "return 2 * (n / 0)\n                ~~^~~\n"
    ),
    ("```python\nimport torch\nif torch.ones(2) > 0: pass\n```\n", "torch.ones(2) > 0", "       ^^^^^^^^^^^^^^^^^\n"),
  ])
  func theExpressionThatFailedIsMarked(document: String, part: String, marks: String) {
    let outcome = run(document)
    let error = outcome.cells.first?.error
    #expect(error.map { outcome.notebook.file.text(in: $0.range) } == part, "\(described(outcome))")
    #expect(error?.traceback.contains(marks) == true, "\(error?.traceback ?? "")")
  }
}
