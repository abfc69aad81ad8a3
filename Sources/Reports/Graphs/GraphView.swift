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
  /// The graphs of each cell, by the cell's index, with their layouts where there are any.
  private var graphs: [Int: [(diagram: GraphDiagram, layout: GraphLayout?)]] = [:]

  /// Lays out all graphs of a document; what is drawn twice is laid out once.
  init(_ outcome: NotebookOutcome, _ context: ReportContext) {
    var requests: [String] = []
    var places: [String: Int] = [:]
    var wanted: [(cell: Int, diagram: GraphDiagram, request: Int)] = []
    for cell in outcome.cells {
      for graph in cell.graphs {
        let diagram = GraphDiagram(graph)
        let request = GraphLayout.request(diagram)
        let place = places[request] ?? requests.count
        if place == requests.count {
          places[request] = place
          requests.append(request)
        }
        wanted.append((cell.cell.index, diagram, place))
      }
    }
    guard !requests.isEmpty else { return }
    let answers = context.layout(requests) ?? []
    for (cell, diagram, request) in wanted {
      let answer = request < answers.count ? answers[request] : nil
      let layout = answer.flatMap { GraphLayout(plain: $0, boxCount: diagram.boxes.count) }
      graphs[cell, default: []].append((diagram, layout))
    }
  }

  /// Writes a cell's graphs, each on demand.
  func write(_ outcomes: [GraphOutcome], cell: Int, to writer: inout HTMLWriter) {
    for (index, (graph, (diagram, layout))) in zip(outcomes, graphs[cell] ?? []).enumerated() {
      let identifier = "nb:graph-\(cell + 1)-\(index + 1)"
      writer.markup("<details class=\"verdict graph\">")
      writer.element("summary", [("id", identifier)], Self.title(graph))
      writer.markup("<div class=\"body\">")
      let note = Self.note(graph)
      if !note.isEmpty { writer.element("p", note) }
      if let layout {
        draw(diagram, layout, titled: identifier, &writer)
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

  /// Writes what the drawings of a page share: the head of their arrows.
  func writeShared(to writer: inout HTMLWriter) {
    guard graphs.contains(where: { $0.value.contains { $0.layout != nil } }) else { return }
    writer.markup("<svg class=\"arrow\" width=\"0\" height=\"0\" aria-hidden=\"true\"><marker id=\"nb:arrow\" ")
    writer.markup("viewBox=\"0 0 8 8\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" markerUnits=\"userSpaceOnUse\" ")
    writer.markup("orient=\"auto\"><path d=\"M0 0L8 4L0 8z\"/></marker></svg>\n")
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
    _ diagram: GraphDiagram, _ layout: GraphLayout, titled title: String, _ writer: inout HTMLWriter
  ) {
    let margin = 8.0
    let width = layout.width + 2 * margin
    let height = layout.height + 2 * margin
    writer.open("div", [("class", "drawing"), ("tabindex", "0"), ("role", "group"), ("aria-labelledby", title)])
    writer.open(
      "svg",
      [
        ("role", "img"), ("aria-labelledby", title), ("width", number(width)), ("height", number(height)),
        ("viewBox", "\(number(-margin)) \(number(-margin)) \(number(width)) \(number(height))"),
      ])
    writer.markup("<g class=\"arrows\">")
    for arrow in layout.arrows { writer.empty("path", [("d", data(arrow.curve.points))]) }
    writer.markup("</g><g class=\"labels\">")
    var labels: [String: [String]] = [:]
    for arrow in diagram.arrows { labels["\(arrow.from) \(arrow.to)", default: []].append(arrow.label) }
    for arrow in layout.arrows {
      let key = "\(arrow.from) \(arrow.to)"
      guard let place = arrow.curve.label, let text = labels[key]?.first else { continue }
      labels[key]?.removeFirst()
      writeLine(text, x: place.x, y: place.y + 3, &writer)
    }
    writer.markup("</g>")
    for (index, box) in diagram.boxes.enumerated() { draw(box, at: layout.boxes[index], &writer) }
    writer.markup("</svg></div>")
  }

  private func draw(_ box: GraphDiagram.Box, at middle: GraphLayout.Point, _ writer: inout HTMLWriter) {
    let size = GraphLayout.size(of: box)
    var attributes: [HTMLAttribute] = []
    switch box.kind {
    case .leaf: attributes.append(("class", "leaf"))
    case .operation: break
    case .folded: attributes.append(("class", "folded"))
    }
    attributes += [
      ("x", number(middle.x - size.width / 2)), ("y", number(middle.y - size.height / 2)),
      ("width", number(size.width)), ("height", number(size.height)),
    ]
    writer.empty("rect", attributes)
    let top = middle.y - Double(box.lines.count - 1) * GraphLayout.lineHeight / 2 + 4
    for (index, line) in box.lines.enumerated() {
      let y = top + Double(index) * GraphLayout.lineHeight
      writeLine(line, x: middle.x, y: y, kind: index == 0 ? nil : "more", &writer)
    }
  }

  private func writeLine(_ text: String, x: Double, y: Double, kind: String? = nil, _ writer: inout HTMLWriter) {
    var attributes: [HTMLAttribute] = [("x", number(x)), ("y", number(y))]
    if let kind { attributes.append(("class", kind)) }
    writer.element("text", attributes, text)
  }

  /// Curves as a path. Its points count from the beginning of their curve: that is shorter.
  private func data(_ points: [GraphLayout.Point]) -> String {
    func tenths(_ value: Double) -> Int { Int((value * 10).rounded()) }
    func written(_ x: Int, _ y: Int, _ text: inout String) {
      let second = number(Double(y) / 10)
      text += number(Double(x) / 10) + (second.hasPrefix("-") ? "" : " ") + second
    }
    var text = ""
    var from = (x: 0, y: 0)
    for (index, point) in points.enumerated() {
      let place = (x: tenths(point.x), y: tenths(point.y))
      if index == 0 { text += "M" } else if index == 1 { text += "c" } else if place.x >= from.x { text += " " }
      written(place.x - from.x, place.y - from.y, &text)
      if index % 3 == 0 { from = place }
    }
    return text
  }

  /// A number with one digit behind the point.
  private func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    if tenths % 10 == 0 { return "\(tenths / 10)" }
    return "\(tenths < 0 ? "-" : "")\(tenths.magnitude / 10).\(tenths.magnitude % 10)"
  }
}
