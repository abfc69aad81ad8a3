import Checking
import Foundation
import Testing

@testable import Notebooks

/// Output that authors pasted among their code, and code in fences that name no language.
@Suite struct PastedOutputTests {
  private func verdicts(_ text: String) -> [Verdict] { run(text).cells.flatMap(\.check.outcomes).map(\.verdict) }

  private static let document = """
    ```python
    import torch
    x = torch.ones(2, 2)
    print(x)
    tensor([[1., 1.],
            [1., 1.]])

    print(x.shape, 1)
    print(x.sum())
    torch.Size([2, 2]) 1
    tensor(4.)
    y = x * 2
    y
    tensor([[2., 2.],
            [2., 2.]])
    ```
    """

  @Test func pastedOutputIsCompared() {
    let outcome = run(Self.document)
    #expect(outcome.summary.entries.map(\.verdict) == [.pass] && outcome.summary[.pass] == 3, "\(described(outcome))")
  }

  @Test(arguments: [
    ("[1., 1.]])\n\nprint", "[1., 2.]])\n\nprint"), ("tensor(4.)", "tensor(5.)"), ("[[2., 2.]", "[[2., 3.]"),
  ])
  func changesOfItFail(old: String, new: String) {
    let found = verdicts(Self.document.replacingOccurrences(of: old, with: new))
    #expect(found.count { $0 == .fail } == 1 && found.count == 3, "\(found)")
  }

  @Test func updatingKeepsItsForm() {
    let wrong = Self.document.replacingOccurrences(of: "tensor(4.)", with: "tensor(5.)")
    let update = NotebookUpdater.update(
      .init(path: "test.md", bytes: Array(wrong.utf8)), inserts: false, RunConfiguration())
    #expect(String(decoding: update.bytes, as: UTF8.self) == Self.document)
  }

  @Test(arguments: [
    "from torch import tensor\nx = [1]\ntensor(x)\nprint(1)\n# 1",
    "import torch\ntensor = torch.tensor\ntensor([1, 2])\nprint(1)\n# 1",
    "import torch\ndef tensor(x): return x\ntensor([1, 2])\nprint(1)\n# 1",
    "from math import *\ntensor = len\ntensor([1])\nprint(1)\n# 1",
  ])
  func aNameOfTheDocumentIsCode(code: String) {
    let outcome = run("```python\n\(code)\n```\n")
    #expect(outcome.summary.entries.map(\.verdict) == [.pass], "\(described(outcome))")
  }

  @Test func untaggedFencesWithPromptsOrImportsAreCells() {
    let outcome = run(
      """
      ```
      import torch
      x = torch.ones(2)
      print(x)
      # tensor([1., 1.])
      ```

      ```
      >>> x + 1
      tensor([2., 2.])
      >>> x.sum()
      tensor(3.)
      ```

      ```python
      print(x * 3)
      ```

      ```
      tensor([3., 3.])
      ```

      ```
      pip install torch
      ```

      ```
      from here to there
      ```

      ```bash
      import x.png
      ```
      """)
    #expect(outcome.cells.count == 3)
    #expect(
      outcome.cells.flatMap(\.check.outcomes).map(\.verdict) == [.pass, .pass, .fail, .pass], "\(described(outcome))")
  }
}
