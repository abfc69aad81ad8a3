import Checking
import SourceText
import Testing

@testable import Notebooks

/// What the report says about how a document was computed.
@Suite struct NoteTests {
  @Test func compilersThatCompileNothingSaySoOnceAtTheirPlace() {
    let outcome = run(
      """
      ```python
      import torch
      @torch.compile
      def double(x):
          return 2 * x
      print(double(3), torch.compile(double) is double)
      # 6 True
      ```

      ```python
      print(torch.jit.script(double)(4))
      # 8
      ```
      """)
    #expect(outcome.summary[.pass] == 2)
    let notes = outcome.diagnostics.filter { $0.severity == .note }
    #expect(notes.count == 2)
    #expect(notes.first?.message.contains("torch.compile") ?? false)
    #expect(notes.last?.message.contains("torch.jit.script") ?? false)
    #expect(notes.map { outcome.notebook.file.line(at: $0.range.lowerBound) } == [3, 11])
  }

  @Test func modulesNamedByImportsAreNoUseOfTheirPackage() {
    let outcome = run(
      """
      ```python
      import torch.nn as nn
      if True:
          import torch.optim as optim
      print(type(nn.Linear(1, 1)).__name__)
      # Linear
      ```
      """)
    #expect(outcome.summary[.pass] == 1)
    #expect(outcome.diagnostics.allSatisfy { $0.severity != .note })
  }

  @Test func threadsSaySoOnceAtTheirPlace() {
    let outcome = run(
      """
      ```python
      import threading
      found = []
      threads = [threading.Thread(target=found.append, args=(n,)) for n in range(3)]
      for thread in threads:
          thread.start()
      for thread in threads:
          thread.join()
      print(found)
      # [0, 1, 2]
      ```
      """)
    #expect(outcome.summary[.pass] == 1)
    let notes = outcome.diagnostics.filter { $0.severity == .note }
    #expect(notes.count == 1)
    #expect(notes.first?.message.contains("threads run one after the other") ?? false)
    #expect(notes.map { outcome.notebook.file.line(at: $0.range.lowerBound) } == [5])
  }

  @Test func measuredTimesAreRandom() {
    let outcome = run(
      """
      ```python
      import timeit
      print(timeit.timeit("1 + 1", number=100))
      # 0.0000012
      ```
      """)
    #expect(outcome.summary[.random] == 1)
  }

  @Test func compilersThatAreNotUsedAreNotMentioned() {
    #expect(run("```python\nimport torch\nprint(torch.ones(1))\n# tensor([1.])\n```\n").diagnostics.isEmpty)
  }
}
