import SourceText
import Testing

@testable import Notebooks

/// The graphs of backward passes, as reports draw them.
@Suite struct GraphTests {
  private func run(_ cells: [String], records: Bool = true) -> NotebookOutcome {
    var configuration = RunConfiguration()
    configuration.recordsGraphs = records
    let text = cells.map { "```python\n\($0)\n```\n" }.joined(separator: "\n")
    return NotebookRunner.run(SourceFile(path: "g.md", text: text), configuration)
  }

  private func graphs(_ cells: String...) -> [[GraphOutcome]] { run(cells).cells.map(\.graphs) }

  @Test func aBackwardPassHasNamesShapesAndWhatArrived() throws {
    let cells = graphs(
      "import torch\nx = torch.ones(2, 2, requires_grad=True)\ny = x + 2\nz = y * y * 3\nout = z.mean()",
      "out.backward()")
    #expect(cells[0].isEmpty)
    let graph = try #require(cells[1].first)
    #expect(
      graph.nodes.map(\.operation) == [
        "MeanBackward0", "MulBackward0", "MulBackward0", "AddBackward0", "AccumulateGrad",
      ])
    #expect(graph.nodes.map(\.variable) == ["out", "z", nil, "y", "x"])
    #expect(
      graph.nodes[2].inputs == [
        GraphOutcome.Input(node: 3, shape: [2, 2]), GraphOutcome.Input(node: 3, shape: [2, 2]),
      ])
    #expect(graph.nodes[4].isLeaf && graph.nodes[4].shape == [2, 2])
    #expect(graph.gradients == [4: "[[4.5000, 4.5000], [4.5000, 4.5000]]"])
    #expect(graph.occasion == .backward && graph.line == 10 && graph.count == 1)
  }

  @Test func whatArrivesIsNotWhatIsAccumulated() {
    let cells = graphs(
      "import torch\nw = torch.tensor(2., requires_grad=True)\n(w * 3).backward()", "(w * w).backward()\nprint(w.grad)")
    #expect(cells.map { $0.map(\.gradients) } == [[[1: "3."]], [[1: "4."]]])
  }

  @Test func equalPassesOfALoopAreOneGraph() throws {
    let cells = graphs(
      """
      import torch
      model = torch.nn.Sequential(torch.nn.Linear(3, 2), torch.nn.ReLU(), torch.nn.Linear(2, 1))
      for step in range(100):
          model(torch.ones(4, 3)).sum().backward()
      """)
    let graph = try #require(cells[0].first)
    #expect(cells[0].count == 1 && graph.count == 100)
    let names = Set(graph.nodes.compactMap(\.variable))
    #expect(names == ["model.0.weight", "model.0.bias", "model.2.weight", "model.2.bias"])
    #expect(graph.gradients.count == 4)
  }

  @Test func aCommentAsksForAGraph() throws {
    let outcome = run(["import torch\na = torch.ones(2, requires_grad=True)\nb = a * 2\n# nbrun: graph b\nb = b.sum()"])
    let graph = try #require(outcome.cells[0].graphs.first)
    #expect(graph.occasion == .asked("b") && graph.line == 5)
    #expect(graph.nodes.map(\.operation) == ["MulBackward0", "AccumulateGrad"])
    #expect(outcome.diagnostics.isEmpty)
  }

  @Test func whatCannotBeDrawnIsTold() {
    let outcome = run(["import torch\nn = 1\n# nbrun: graph n\n# nbrun: grahp n\n# nbrun: graph\n# nbruns: graph n"])
    #expect(outcome.diagnostics.count == 3)
    #expect(outcome.diagnostics.allSatisfy { $0.severity == .warning })
    #expect(outcome.diagnostics.contains { $0.hint == "did you mean 'graph'?" })
    #expect(outcome.cells[0].graphs.isEmpty)
  }

  @Test func nothingIsNotedUnlessAReportShowsIt() {
    let cell = "import torch\nx = torch.ones(1, requires_grad=True)\n# nbrun: graph x\n(x * x).backward()"
    #expect(run([cell], records: false).cells[0].graphs.isEmpty)
    #expect(run([cell]).cells[0].graphs.count == 2)
  }
}
