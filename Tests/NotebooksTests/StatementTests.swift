import SourceText
import Testing

@testable import Notebooks

/// What one statement leaves for the next one, in its cell or in another.
@Suite struct StatementTests {
  /// What the cells print.
  private func printed(_ configuration: RunConfiguration = RunConfiguration(), _ cells: String...) -> [String] {
    let text = cells.map { "```python\n\($0)\n```\n" }.joined(separator: "\n")
    return NotebookRunner.run(SourceFile(path: "s.md", text: text), configuration).cells.map(\.stdout)
  }

  @Test func modesThatWereSetLast() {
    let cells = printed(
      RunConfiguration(),
      """
      import torch
      before = torch.set_grad_enabled(False)
      print(torch.is_grad_enabled())
      print((torch.ones(1, requires_grad=True) * 2).requires_grad)
      """, "print(torch.is_grad_enabled())\ntorch.set_grad_enabled(True)", "print(torch.is_grad_enabled())")
    #expect(cells == ["False\nFalse\n", "False\n", "True\n"])
  }

  @Test func aBlockThatRaisesLeavesTheModeAsItWas() {
    let cells = printed(
      RunConfiguration(), "import torch\nwith torch.inference_mode():\n    1 / 0",
      "print(torch.is_grad_enabled(), torch.is_inference_mode_enabled())")
    #expect(cells == ["", "True False\n"])
  }

  /// A pass takes nodes the latest first, whichever statements made them; and so gradients are added up.
  @Test func nodesAreNumberedThroughTheDocument() {
    let cells = printed(
      RunConfiguration(),
      """
      import torch
      x = torch.tensor(1., requires_grad=True)
      order = []
      p = x * 2
      q = x.exp()
      r = p * 3
      """,
      """
      t = r + q
      for name, v in dict(p=p, q=q, r=r).items(): v.register_hook(lambda g, name=name: order.append(name))
      t.backward()
      print(order)
      x.grad = None
      a = x * 1
      b = x * 1e8
      c = x * -1e8
      (a + b + c).backward()
      print(x.grad)
      """)
    #expect(cells == ["", "['r', 'q', 'p']\ntensor(1.)\n"])
  }
}
