import Checking
import Testing

@testable import Notebooks

/// Lines that speak to IPython: left out where they are no Python, run where they only measure, and told of.
@Suite struct CommandTests {
  private func cell(_ lines: String) -> NotebookOutcome { run("```python\n\(lines)\n```\n") }

  @Test func whatIsMeasuredRuns() {
    let outcome = run(
      """
      ```python
      %%time
      y = 3
      print(y)
      # 3
      ```

      ```python
      %time z = y + 1
      print(z)  # 4
      %time z + 1
      # 5
      ```
      """)
    #expect(outcome.summary[.pass] == 3, "\(described(outcome))")
    #expect(outcome.diagnostics.map(\.message) == ["the code runs, but no times are printed; also lines 9, 11"])
  }

  @Test func placesBehindATimedStatementAreRight() {
    let outcome = cell("%time x = 1 / 0")
    let error = outcome.cells[0].error
    #expect(error?.type == "ZeroDivisionError")
    #expect(error.map { outcome.notebook.file.text(in: $0.range) } == "1 / 0", "\(described(outcome))")
  }

  @Test(arguments: [
    "%matplotlib inline", "%load_ext autoreload", "!pip install torch", "!pip install torch \\\n    torchvision",
    "files = !ls", "t = %timeit -o f()", "torch.add?", "torch.nn.Linear??", "?torch.add", "%%capture out",
    "%timeit f()",
  ])
  func commandsAreLeftOutAndToldOf(line: String) {
    let outcome = cell("\(line)\nprint(1)\n# 1")
    #expect(outcome.summary.entries.map(\.verdict) == [.pass], "\(described(outcome))")
    let notes = outcome.diagnostics.map(\.message)
    #expect(notes.count == 1 && notes[0].contains("not run"), "\(notes)")
  }

  @Test func inABlockTheyStandForAStatement() {
    #expect(cell("if True:\n    !ls\nfor i in range(2):\n    %matplotlib inline\nprint(i)\n# 1").summary[.pass] == 1)
  }

  @Test(arguments: ["%%bash\nls -l | wc", "%%writefile a.py\nx = 1", "%%timeit\nx = 1", "%%html\n<b>1</b>", "%%!\nls"])
  func cellsOfOtherLanguagesAreSkipped(lines: String) throws {
    let outcome = cell(lines)
    #expect(outcome.cells[0].status == .skipped)
    #expect(try #require(outcome.cells[0].skipReason).contains("%%"))
  }

  /// What looks like a command within brackets, strings or behind a backslash is code.
  @Test func codeStaysCode() {
    let outcome = cell(
      #"""
      y = 7 \
      % 4
      z = (7
      % 4)
      s = """
      %d of 3 # "
      !x
      """
      t = 'a\
      %b'  # it's
      a = [1, # (
      2]
      print(y, z, len(s), t, a)
      # 3 3 16 a%b [1, 2]
      !ls
      """#)
    #expect(outcome.summary[.pass] == 1 && outcome.summary[.error] == 0, "\(described(outcome))")
  }

  @Test func theTabsOfABookAreItsOwn() {
    let outcome = run(
      """
      ```python
      %load_ext d2lbook.tab
      tab.interact_select(['mxnet', 'pytorch'])
      ```

      ```python
      %%tab mxnet
      from mxnet import np
      ```

      ```python
      %%tab pytorch
      print(2)
      # 2
      ```
      """)
    #expect(outcome.summary[.pass] == 1 && outcome.summary[.skipped] == 1, "\(described(outcome))")
    #expect(outcome.summary[.error] == 0)
  }
}
