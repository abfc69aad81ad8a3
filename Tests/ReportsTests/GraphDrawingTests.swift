import Notebooks
import SourceText
import Testing

@testable import Reports

/// Graphs as boxes and arrows.
@Suite struct GraphDrawingTests {
  private typealias Node = GraphOutcome.Node

  private func node(
    _ operation: String, _ order: Int, to inputs: [Int], variable: String? = nil, shape: [Int] = [2, 3]
  ) -> Node {
    Node(
      operation: operation, isLeaf: operation == "AccumulateGrad", variable: variable, shape: shape, dtype: "float32",
      order: order, inputs: inputs.map { GraphOutcome.Input(node: $0, shape: shape) })
  }

  private func graph(_ nodes: [Node]) -> GraphOutcome {
    GraphOutcome(occasion: .backward, line: 3, nodes: nodes, roots: [0], isCut: false)
  }

  private var small: GraphOutcome {
    var graph = graph([
      node("SumBackward0", 2, to: [1], variable: "out", shape: []), node("MulBackward0", 1, to: [2, 2]),
      node("AccumulateGrad", 0, to: [], variable: "x"),
    ])
    graph.gradients = [2: "2."]
    return graph
  }

  @Test func aSmallGraphIsDrawnNodeByNode() {
    let diagram = GraphDiagram(small)
    #expect(diagram.boxes.map(\.lines) == [["SumBackward0", "out"], ["MulBackward0"], ["x", "2 × 3", "grad 2."]])
    #expect(diagram.arrows.map(\.to) == [1, 2, 2])
    #expect(
      diagram.text
        == "SumBackward0, out → MulBackward0 [scalar]\nMulBackward0 → x [2 × 3], x [2 × 3]\nx, 2 × 3, grad 2.\n")
  }

  @Test func aGraphThatNothingLaysOutIsListedAndTheReportSaysWhy() {
    let text = "```python\nimport torch\nx = torch.ones(2, requires_grad=True)\n(x * 2).sum().backward()\n```\n"
    var configuration = RunConfiguration()
    configuration.recordsGraphs = true
    let outcome = NotebookRunner.run(SourceFile(path: "a.md", text: text), configuration)
    for answer: [String?]? in [nil, [nil], []] {
      let context = ReportContext(version: "1", layout: { _ in answer })
      let html = String(decoding: HTMLReport.render(outcome, context), as: UTF8.self)
      #expect(html.contains("<p>Listed as text: Graphviz (<code>dot</code>) is not installed here"))
      #expect(html.contains("MulBackward0 → x [2]") && !html.contains("class=\"drawing\""))
    }
  }

  @Test func inMermaidNoTextIsMarkup() {
    let hostile = graph([node("AccumulateGrad", 0, to: [], variable: "x\"]; click n0 <b>`|")])
    let lines = GraphDiagram(hostile).mermaid
    #expect(lines[1] == "  n0([\"x#34;#93;#59; click n0 #60;b#62;#96;#124;<br>2 × 3\"])")
    #expect(GraphDiagram(small).mermaid.contains("  n1 -->|\"2 × 3\"| n2"))
  }

  @Test func repeatedOperationsShareABox() {
    var nodes = [node("SumBackward0", 200, to: [1])]
    for step in 0..<60 {
      let add = nodes.count
      nodes.append(node("AddBackward0", 121 - 2 * step, to: [add + 1]))
      nodes.append(node("MulBackward0", 120 - 2 * step, to: [add + 2]))
    }
    nodes.append(node("AccumulateGrad", 0, to: [], variable: "w"))
    let diagram = GraphDiagram(graph(nodes))
    #expect(diagram.boxes.map { $0.lines[0] } == ["SumBackward0", "60 times", "w"])
    #expect(diagram.boxes[1].lines.count == 3 && diagram.boxes[1].kind == .folded)
    #expect(diagram.arrows.count == 2)
  }

  @Test func aModulesParametersShareItsBox() {
    var nodes: [Node] = []
    for layer in 0..<19 {
      let base = nodes.count
      nodes.append(node("ReluBackward0", 100 - 3 * layer, to: [base + 1]))
      nodes.append(node("AddmmBackward0", 99 - 3 * layer, to: [base + 2, base + 5, base + 3]))
      nodes.append(node("AccumulateGrad", 0, to: [], variable: "net.\(layer).bias"))
      nodes.append(node("TBackward0", 98 - 3 * layer, to: [base + 4]))
      nodes.append(node("AccumulateGrad", 0, to: [], variable: "net.\(layer).weight"))
    }
    nodes.append(node("AccumulateGrad", 0, to: [], variable: "input"))
    let diagram = GraphDiagram(graph(nodes))
    #expect(diagram.boxes.count == 39)
    #expect(diagram.boxes[1].lines == ["net.0", "AddmmBackward0", "weight 2 × 3", "bias 2 × 3"])
  }

  @Test func aGraphThatCannotBeFoldedIsCut() {
    var nodes: [Node] = []
    for index in 0..<500 { nodes.append(node("Op\(index)", 500 - index, to: [index + 1])) }
    nodes.append(node("AccumulateGrad", 0, to: []))
    let diagram = GraphDiagram(graph(nodes))
    #expect(diagram.boxes.count == GraphDiagram.most + 1)
    #expect(diagram.boxes.last?.lines == ["… 381 more"])
  }

  @Test func theAnswerIsReadAndNothingElse() throws {
    let request = GraphLayout.request(GraphDiagram(small))
    #expect(!request.contains("Backward"))
    let plain = """
      graph 1 2 3
      node n0 1 2.5 1 0.5 "" solid box black lightgrey
      node n1 1 1.5 1 0.5 "" solid box black lightgrey
      node n2 1 0.5 1 0.5 "" solid box black lightgrey
      edge n0 n1 4 1 2 1 1.9 \\
      1 1.8 1 1.7 mmm 1.5 1.75 solid black
      stop

      """
    let layout = try #require(GraphLayout(plain: plain, boxCount: 3))
    #expect(layout.width == 144 && layout.boxes[0].y == 36 && layout.arrows.count == 1)
    #expect(layout.arrows[0].curve.label?.x == 108)
    for broken in [
      "", "stop\n", "graph 1 2 3\nstop\n", plain.replacing("n2", with: "n9"), plain.replacing("2.5", with: "nan"),
    ] {
      #expect(GraphLayout(plain: broken, boxCount: 3) == nil)
    }
  }

  @Test func hashesAreThoseOfTheStandard() {
    #expect(ContentHash.source(of: []) == "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='")
    #expect(
      ContentHash.source(of: Array(repeating: UInt8(ascii: "a"), count: 1000))
        == "'sha256-Qe3s5C1j6Nm/UVqbppMuHCDLyfWl0TRkWttdsblzfqM='")
  }
}
