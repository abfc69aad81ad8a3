import SourceText
import Testing

@testable import Notebooks

/// Documents made to exhaust the stack or the memory: each cell gives a result or a Python error, and the next cell runs.
@Suite struct HostileDocumentTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let code: String
    var printed = ""
    var error: String?

    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(
      name: "a chain of a million autograd nodes is freed",
      code: """
        import torch
        a = torch.ones(1, requires_grad=True)
        b = a
        for i in range(1000000): b = b * 1.0
        print(b)
        del b
        print("freed")
        """, printed: "tensor([1.], grad_fn=<MulBackward0>)\nfreed\n"),
    Case(
      name: "a chain of autograd nodes is differentiated",
      code: """
        import torch
        a = torch.ones(1, requires_grad=True)
        b = a
        for i in range(100000): b = b + 1
        b.backward()
        print(a.grad)
        """, printed: "tensor([1.])\n"),
    Case(
      name: "a list nested 100,000 deep",
      code: """
        x = []
        for i in range(100000): x = [x]
        print(len(x))
        del x
        """, printed: "1\n"),
    Case(
      name: "printing a list nested 100,000 deep",
      code: "x = []\nfor i in range(100000): x = [x]\nprint(x)", error: "RecursionError"),
    Case(
      name: "comparing dictionaries nested 100,000 deep",
      code: """
        def nested():
            d = {}
            for i in range(100000): d = {1: d}
            return d
        nested() == nested()
        """, error: "RecursionError"),
    Case(
      name: "copying what is nested 100,000 deep",
      code: "import copy\nx = []\nfor i in range(100000): x = [x]\ncopy.deepcopy(x)", error: "RecursionError"),
    Case(
      name: "hashing a tuple nested 100,000 deep",
      code: "t = ()\nfor i in range(100000): t = (t,)\nhash(t)", error: "RecursionError"),
    Case(
      name: "linked objects are freed",
      code: """
        class Node: pass
        head = None
        for i in range(100000):
            node = Node(); node.next = head; head = node
        del head, node
        print("freed")
        """, printed: "freed\n"),
    Case(
      name: "linked closures are freed",
      code: "f = lambda: 1\nfor i in range(100000): f = (lambda g: lambda: g)(f)\ndel f\nprint('freed')",
      printed: "freed\n"),
    Case(name: "recursion without end", code: "def f(): return f()\nf()", error: "RecursionError"),
    Case(
      name: "repr without end",
      code: "class R:\n    def __repr__(self): return repr(self)\nprint(R())", error: "RecursionError"),
    Case(
      name: "attributes without end",
      code: "class G:\n    def __getattr__(self, n): return getattr(self, n)\nG().x", error: "RecursionError"),
    Case(name: "generators without end", code: "def g():\n    yield from g()\nlist(g())", error: "RecursionError"),
    Case(
      name: "keys without end",
      code: "def f(x): return sorted([1, 2], key=f)\nf(1)", error: "RecursionError"),
    Case(name: "a number without end", code: "10 ** 10 ** 10", error: "MemoryError"),
    Case(name: "a shift without end", code: "1 << (1 << 62)", error: "MemoryError"),
    Case(name: "a text without end", code: "'a' * 10**12", error: "MemoryError"),
    Case(name: "a list without end", code: "[0] * 10**15", error: "MemoryError"),
    Case(name: "a tensor without end", code: "import torch\ntorch.ones(10**12)", error: "RuntimeError"),
    Case(
      name: "a shape without end", code: "import torch\ntorch.ones(10**6, 10**6, 10**6, 10**6)", error: "RuntimeError"),
  ]

  /// Tensors that the limit leaves no room for are not made: neither one that is too large nor one too many.
  @Test(arguments: ["torch.ones(10**8)", "[torch.ones(10**6) for _ in range(200)]"])
  func limitHoldsBeforeATensorIsMade(_ code: String) throws {
    var configuration = RunConfiguration()
    configuration.maximumMemory = 64 << 20
    let text = """
      ```python
      import torch
      try:
          \(code)
      except MemoryError as error:
          print(error)
      print(torch.ones(2))
      ```
      """
    let outcome = NotebookRunner.run(SourceFile(path: "large.md", text: text), configuration)
    #expect(outcome.cells.first?.error == nil)
    #expect(
      outcome.cells.first?.stdout
        == "the document needs more than 64 MiB of memory\ntensor([1., 1.])\n")
  }

  @Test(arguments: cases) func givesAResultOrAPythonError(_ hostile: Case) throws {
    var configuration = RunConfiguration()
    configuration.timeout = 600
    let text = "```python\n\(hostile.code)\n```\n\n```python\nprint('and on')\n```\n"
    let outcome = NotebookRunner.run(SourceFile(path: "hostile.md", text: text), configuration)
    try #require(outcome.cells.count == 2)
    #expect(outcome.cells[0].error?.type == hostile.error)
    #expect(outcome.cells[0].stdout == hostile.printed)
    #expect(outcome.cells[1].stdout == "and on\n")
  }

  /// Cells without an end, each inside one long native operation after another: the time limit is noticed there too.
  static let endless: [Case] = [
    Case(name: "texts made of copies", code: "while True: x = 'a' * 10**8"),
    Case(name: "lists made of copies", code: "x = [0] * 10**6\nwhile True: y = x * 2"),
    Case(name: "replacements in a long text", code: "x = 'a' * 10**6\nwhile True: x.replace('a', 'b')"),
    Case(name: "counting in a long list", code: "x = [1] * 10**6\nwhile True: x.count(2)"),
    Case(name: "searching a long list", code: "x = [1] * 10**6\nwhile True: 2 in x"),
    Case(name: "searching without end", code: "import itertools\n-1 in itertools.count()"),
    Case(name: "products of long integers", code: "x = 7 ** 100000\nwhile True: x * x"),
    Case(name: "a sum without end", code: "sum(range(10**15))"),
    Case(name: "a regular expression that backtracks", code: "import re\nre.match('(a+)+$', 'a' * 40 + 'b')"),
    Case(
      name: "a loop that catches everything",
      code: """
        def work():
            for i in range(100): pass
        while True:
            try:
                work()
            except:
                pass
            finally:
                work()
        """),
    Case(name: "sorting again and again", code: "x = list(range(100000)) * 2\nwhile True: sorted(x)"),
    Case(name: "a loop over tensors", code: "import torch\na = torch.ones(10)\nwhile True: a = a + 1"),
    Case(
      name: "a loop over large products", code: "import torch\na = torch.ones(300, 300)\nwhile True: torch.mm(a, a)"),
    Case(name: "a loop over large sums", code: "import torch\na = torch.ones(1000000)\nwhile True: a.sum()"),
    Case(name: "large tensors made", code: "import torch\nwhile True: torch.zeros(1000, 1000)"),
  ]

  @Test(.timeLimit(.minutes(2)), arguments: endless) func endsAtItsTimeLimit(_ endless: Case) throws {
    var configuration = RunConfiguration()
    configuration.timeout = 0.3
    let text = "```python\n\(endless.code)\n```\n"
    let outcome = NotebookRunner.run(SourceFile(path: "endless.md", text: text), configuration)
    #expect(outcome.cells.first?.error?.type == "TimeoutError")
  }

  /// Code that takes longer to read and compile than its cell may take; nothing of it runs.
  static let long: [Case] = [
    Case(name: "an assignment of many values", code: "x = [" + String(repeating: "1, ", count: 60_000) + "]"),
    Case(name: "values, the last one wrong", code: "x = [" + String(repeating: "1, ", count: 20_000) + "1 2]"),
    Case(name: "values in a string", code: "x = f'" + String(repeating: "{1}", count: 20_000) + "'"),
    Case(name: "definitions", code: "def f():\n" + String(repeating: " def g(): pass\n", count: 10_000)),
    Case(name: "prompts, one wrong", code: String(repeating: ">>> x = 1\n", count: 10_000) + ">>> x x"),
  ]

  @Test(arguments: long) func readingObeysTheTimeLimit(_ long: Case) {
    var configuration = RunConfiguration()
    configuration.timeout = 0.02
    let text = "```python\n\(long.code)\n```\n"
    let outcome = NotebookRunner.run(SourceFile(path: "long.md", text: text), configuration)
    #expect(outcome.cells.first?.error?.type == "TimeoutError")
    #expect(outcome.cells.first?.error?.message == "time limit exceeded: the cell may run for 0.0 s")
  }

  @Test func tenThousandCellsRun() {
    let cells = (0..<10_000).map { "```python\nx\($0) = \($0) + 1\nprint(x\($0))  # \($0 + 1)\n```\n\n" }
    let outcome = NotebookRunner.run(SourceFile(path: "cells.md", text: cells.joined()), RunConfiguration())
    #expect(outcome.summary[.pass] == 10_000)
  }
}
