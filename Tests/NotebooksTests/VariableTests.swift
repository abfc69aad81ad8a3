import SourceText
import Testing

@testable import Notebooks

/// The variables that cells change, as reports show them.
@Suite struct VariableTests {
  /// The variables of each cell of a document with these cells.
  private func variables(_ cells: String...) -> [[VariableOutcome]] {
    var configuration = RunConfiguration()
    configuration.inspectsVariables = true
    let text = cells.map { "```python\n\($0)\n```\n" }.joined(separator: "\n")
    return NotebookRunner.run(SourceFile(path: "v.md", text: text), configuration).cells.map(\.variables)
  }

  @Test func boundAndChangedNamesAreListedInTheirOrder() {
    let cells = variables(
      "import torch\nb, a = 1, [2]\ndef f(): pass\nclass K: pass\nx = torch.zeros(2, 3, requires_grad=True)",
      "a.append(b)\nf()\n(x * 2).sum().backward()", "b = 1\nprint(a, x)")
    #expect(cells.map { $0.map(\.name) } == [["b", "a", "x"], ["a", "x"], []])
    #expect(cells[0].map(\.kind) == ["int", "list", "Tensor"])
    #expect(cells[1][0].text == "[2, 1]")
    let tensor = cells[1][1].tensor
    #expect(tensor?.shape == [2, 3] && tensor?.dtype == "torch.float32" && tensor?.hasGradient == true)
  }

  @Test func writingThroughAViewChangesTheTensor() {
    let cells = variables("import torch\nx = torch.ones(3)\nv = x[1:]", "v += 1\nx")
    #expect(cells[1].map(\.name) == ["v", "x"])
    #expect(cells[1][1].text == "tensor([1., 2., 2.])")
  }

  @Test func noCodeOfTheDocumentRunsForIt() {
    let cells = variables(
      "class Loud:\n    def __repr__(self):\n        print('called')\n        while True: pass\nloud = Loud()\nbox = [loud]"
    )
    #expect(cells[0].map(\.text) == ["", "1 item"])
  }

  @Test func largeValuesAreToldInShort() {
    let cells = variables(
      "import torch\nt = torch.arange(1000000.)\ns = 'x' * 100000\nd = {i: i for i in range(10000)}\nn = 7 ** 9999\n"
        + "m = torch.arange(12).reshape(3, 4).T")
    #expect(cells[0].allSatisfy { $0.text.utf8.count < 1000 })
    guard case .histogram(let counts, 0, let high)? = cells[0][0].tensor?.picture else {
      Issue.record("no histogram of a million values")
      return
    }
    #expect(high > 990_000 && counts.min() ?? 0 > 100)
    #expect(
      cells[0].last?.tensor?.picture
        == .heatMap(
          columns: 3, cells: [0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11].map { $0 / 11 }, low: 0, high: 11))
  }
}
