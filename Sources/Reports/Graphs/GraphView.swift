import Notebooks

/// What is asked of Graphviz for graphs.
package enum GraphRequests {
  /// The requests for graphs that a page is going to draw, to be worked on before the page is written: one for each
  /// that looks different.
  package static func texts(for graphs: [GraphOutcome]) -> [String] {
    var seen: Set<String> = []
    return graphs.map { GraphLayout.request(GraphDiagram($0)) }.filter { seen.insert($0).inserted }
  }
}

/// The graphs of a document, laid out in one call, and their drawings.
struct GraphView {
  private let layouts: [String: GraphLayout]

  /// Lays out all graphs of a document; what is drawn twice is laid out once.
  init(_ outcome: NotebookOutcome, _ context: ReportContext) {
    var requests: [String] = []
    var boxCounts: [Int] = []
    var seen: Set<String> = []
    for cell in outcome.cells {
      for graph in cell.graphs {
        let diagram = GraphDiagram(graph)
        let request = GraphLayout.request(diagram)
        guard seen.insert(request).inserted else { continue }
        requests.append(request)
        boxCounts.append(diagram.boxes.count)
      }
    }
    guard !requests.isEmpty else {
      layouts = [:]
      return
    }
    let answers = context.layout(requests)
    var layouts: [String: GraphLayout] = [:]
    for (index, answer) in (answers ?? []).prefix(requests.count).enumerated() {
      layouts[requests[index]] = answer.flatMap { GraphLayout(plain: $0, boxCount: boxCounts[index]) }
    }
    self.layouts = layouts
  }

  /// Writes a cell's graphs, each on demand.
  func write(_ graphs: [GraphOutcome], cell: Int, to writer: inout HTMLWriter) {
    for (index, graph) in graphs.enumerated() {
      let diagram = GraphDiagram(graph)
      writer.markup("<details class=\"verdict graph\"><summary>")
      writer.text(Self.title(graph))
      writer.markup("</summary><div class=\"body\">")
      let note = Self.note(graph)
      if !note.isEmpty { writer.element("p", note) }
      if let layout = layouts[GraphLayout.request(diagram)] {
        draw(diagram, layout, title: Self.title(graph), identifier: "nb:graph-\(cell + 1)-\(index + 1)", &writer)
        writer.markup("<details><summary>As text</summary>")
        writeText(diagram, &writer)
        writer.markup("</details>")
      } else {
        writer.markup(
          "<p>Listed as text: Graphviz (<code>dot</code>) is not installed here, or did not lay this graph out.</p>")
        writeText(diagram, &writer)
      }
      writer.markup("</div></details>\n")
    }
  }

  private func writeText(_ diagram: GraphDiagram, _ writer: inout HTMLWriter) {
    writer.markup("<pre tabindex=\"0\">")
    writer.text(diagram.text)
    writer.markup("</pre>")
  }

  /// What a graph is of, in one line.
  static func title(_ graph: GraphOutcome) -> String {
    let operations = graph.nodes.count { !$0.isLeaf }
    let leaves = graph.nodes.count - operations
    let size =
      "\(operations == 1 ? "1 operation" : "\(operations) operations"), \(leaves == 1 ? "1 leaf" : "\(leaves) leaves")"
    switch graph.occasion {
    case .backward: return "Graph of the backward pass at line \(graph.line): \(size)"
    case .asked(let name): return "Graph behind \(name) at line \(graph.line): \(size)"
    }
  }

  /// What else there is to say of a graph; may be empty.
  static func note(_ graph: GraphOutcome) -> String {
    var parts: [String] = []
    if graph.count > 1 {
      parts.append("\(graph.count) passes of the cell ran through such a graph; gradients are those of the first.")
    }
    if graph.isCut { parts.append("Only the \(graph.nodes.count) nodes nearest to the result are shown.") }
    if graph.nodes.count > GraphDiagram.many { parts.append("What belongs together, or repeats, shares a box.") }
    return parts.joined(separator: " ")
  }

  // MARK: Drawing

  private func draw(
    _ diagram: GraphDiagram, _ layout: GraphLayout, title: String, identifier: String, _ writer: inout HTMLWriter
  ) {
    let margin = 8.0
    let width = layout.width + 2 * margin
    let height = layout.height + 2 * margin
    writer.open("div", [("class", "drawing"), ("tabindex", "0"), ("role", "group"), ("aria-label", title)])
    writer.open(
      "svg",
      [
        ("role", "img"), ("aria-label", title), ("width", number(width)), ("height", number(height)),
        ("viewBox", "\(number(-margin)) \(number(-margin)) \(number(width)) \(number(height))"),
      ])
    writer.open("defs")
    writer.open(
      "marker",
      [
        ("id", identifier), ("viewBox", "0 0 8 8"), ("refX", "0"), ("refY", "4"), ("markerWidth", "7"),
        ("markerHeight", "7"), ("markerUnits", "userSpaceOnUse"), ("orient", "auto"),
      ])
    writer.markup("<path d=\"M0 0L8 4L0 8z\"/></marker></defs>")
    var labels: [String: [String]] = [:]
    for arrow in diagram.arrows { labels["\(arrow.from) \(arrow.to)", default: []].append(arrow.label) }
    for arrow in layout.arrows {
      writer.open("path", [("class", "arrow"), ("d", data(arrow.curve.points)), ("marker-end", "url(#\(identifier))")])
      writer.close("path")
      let key = "\(arrow.from) \(arrow.to)"
      guard let place = arrow.curve.label, let text = labels[key]?.first else { continue }
      labels[key]?.removeFirst()
      writeLine(text, x: place.x, y: place.y + 3, kind: "label", &writer)
    }
    for (index, box) in diagram.boxes.enumerated() { draw(box, at: layout.boxes[index], &writer) }
    writer.markup("</svg></div>")
  }

  private func draw(_ box: GraphDiagram.Box, at middle: GraphLayout.Point, _ writer: inout HTMLWriter) {
    let size = GraphLayout.size(of: box)
    let kind =
      switch box.kind {
      case .leaf: "leaf"
      case .operation: "operation"
      case .folded: "folded"
      }
    writer.open(
      "rect",
      [
        ("class", kind), ("x", number(middle.x - size.width / 2)), ("y", number(middle.y - size.height / 2)),
        ("width", number(size.width)), ("height", number(size.height)),
        ("rx", box.kind == .leaf ? number(min(size.height / 2, 12)) : "3"),
      ])
    writer.close("rect")
    let top = middle.y - Double(box.lines.count - 1) * GraphLayout.lineHeight / 2 + 4
    for (index, line) in box.lines.enumerated() {
      writeLine(
        line, x: middle.x, y: top + Double(index) * GraphLayout.lineHeight, kind: index == 0 ? "title" : "more", &writer
      )
    }
  }

  private func writeLine(_ text: String, x: Double, y: Double, kind: String, _ writer: inout HTMLWriter) {
    writer.element("text", [("class", kind), ("x", number(x)), ("y", number(y))], text)
  }

  private func data(_ points: [GraphLayout.Point]) -> String {
    var text = ""
    for (index, point) in points.enumerated() {
      text += index == 0 ? "M" : index == 1 ? "C" : " "
      text += "\(number(point.x)) \(number(point.y))"
    }
    return text
  }

  /// A number with one digit behind the point.
  private func number(_ value: Double) -> String {
    let rounded = (value * 10).rounded() / 10
    return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
  }
}
