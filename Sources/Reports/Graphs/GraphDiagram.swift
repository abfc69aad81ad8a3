import Notebooks

/// A graph as it is drawn: boxes and arrows along which gradients flow. A large graph is folded into fewer boxes.
struct GraphDiagram: Hashable {
  enum Kind: Hashable {
    case leaf, operation
    /// Several operations in one box.
    case folded
  }

  /// A box; its lines are texts of the document, the first its title.
  struct Box: Hashable {
    let kind: Kind
    let lines: [String]
  }

  /// An arrow between two boxes, by their indices, and the sizes of the gradient that flows along it.
  struct Arrow: Hashable {
    let from: Int
    let to: Int
    let label: String
  }

  let boxes: [Box]
  let arrows: [Arrow]

  /// More boxes than these are folded.
  static let many = 40
  /// Boxes that are drawn at most, whatever the graph is.
  static let most = 120

  init(_ graph: GraphOutcome) {
    var folding = GraphFolding(graph)
    if graph.nodes.count > Self.many {
      folding.foldModules()
      if folding.groupCount > Self.many { folding.foldLoops() }
      if folding.groupCount > Self.most { folding.cut(to: Self.most) }
    }
    var boxes: [Box] = []
    var places: [Int: Int] = [:]
    for (index, _) in graph.nodes.enumerated() {
      let group = folding.group(of: index)
      guard places[group] == nil else { continue }
      places[group] = boxes.count
      boxes.append(Self.box(of: group, folding, graph))
    }
    var arrows: [Arrow] = []
    var seen: Set<Arrow> = []
    for (index, node) in graph.nodes.enumerated() {
      let group = folding.group(of: index)
      for input in node.inputs {
        let target = folding.group(of: input.node)
        guard target != group, let from = places[group], let to = places[target] else { continue }
        let arrow = Arrow(from: from, to: to, label: Self.sizes(input.shape))
        // Two arrows between two operations are two inputs; between folded ones they say nothing more.
        if folding.isFolded(group) || folding.isFolded(target), !seen.insert(arrow).inserted { continue }
        arrows.append(arrow)
      }
    }
    self.boxes = boxes
    self.arrows = arrows
  }

  private static func box(of group: Int, _ folding: GraphFolding, _ graph: GraphOutcome) -> Box {
    if let title = folding.titles[group] { return Box(kind: .folded, lines: title) }
    let node = graph.nodes[group]
    let sizes = sizes(node.shape)
    if node.isLeaf {
      var lines = [short(node.variable ?? "leaf"), node.dtype == "float32" ? sizes : "\(sizes) \(node.dtype)"]
      if let gradient = graph.gradients[group], !gradient.isEmpty { lines.append("grad " + short(gradient)) }
      return Box(kind: .leaf, lines: lines)
    }
    return Box(kind: .operation, lines: [short(node.operation)] + (node.variable.map { [short($0)] } ?? []))
  }

  /// `2 × 3`
  static func sizes(_ shape: [Int]) -> String {
    shape.isEmpty ? "scalar" : shape.map(String.init).joined(separator: " × ")
  }

  private static func short(_ text: String) -> String {
    text.unicodeScalars.count > 44 ? String(text.prefix(42)) + "…" : text
  }

  // MARK: As text

  /// The graph as lines: each box with those that its gradients flow to.
  var text: String {
    var targets = [[String]](repeating: [], count: boxes.count)
    for arrow in arrows { targets[arrow.from].append("\(boxes[arrow.to].lines[0]) [\(arrow.label)]") }
    return boxes.indices.map { index in
      let name = boxes[index].lines.joined(separator: ", ")
      return targets[index].isEmpty ? name : "\(name) → \(targets[index].joined(separator: ", "))"
    }.joined(separator: "\n") + "\n"
  }

  // MARK: As Mermaid

  /// The graph as a flowchart in Mermaid's language, line by line.
  var mermaid: [String] {
    var lines = ["flowchart TD"]
    for (index, box) in boxes.enumerated() {
      let text = box.lines.map(Self.mermaidText).joined(separator: "<br>")
      switch box.kind {
      case .leaf: lines.append("  n\(index)([\"\(text)\"])")
      case .operation: lines.append("  n\(index)[\"\(text)\"]")
      case .folded: lines.append("  n\(index)[[\"\(text)\"]]")
      }
    }
    for arrow in arrows { lines.append("  n\(arrow.from) -->|\"\(Self.mermaidText(arrow.label))\"| n\(arrow.to)") }
    return lines
  }

  /// Text in quotes, in which nothing is markup: everything but plain characters is a character's number.
  private static func mermaidText(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", " ", ".", ",", "-", "_", "×", "…", "(", ")", "+":
        result.unicodeScalars.append(scalar)
      default: result += "#\(scalar.value);"
      }
    }
    return result
  }
}
