/// Where the boxes and arrows of a diagram stand, as Graphviz places them. Lengths are points; y grows downwards.
struct GraphLayout {
  struct Point {
    let x: Double
    let y: Double
  }

  /// An arrow as cubic Bézier curves: a point, then three for each curve.
  struct Curve {
    let points: [Point]
    /// The middle of its label.
    let label: Point?
  }

  let width: Double
  let height: Double
  /// The middles of the boxes.
  let boxes: [Point]
  /// The arrows, in the order in which they are written by Graphviz.
  let arrows: [(from: Int, to: Int, curve: Curve)]

  // MARK: Request

  static let fontSize = 11.0
  static let lineHeight = 15.0
  private static let characterWidth = 6.7

  /// The size of a box that holds these lines.
  static func size(of box: GraphDiagram.Box) -> (width: Double, height: Double) {
    let longest = box.lines.map(columns).max() ?? 0
    return (Double(longest) * characterWidth + 18, Double(box.lines.count) * lineHeight + 10)
  }

  /// About how many characters' widths a text takes: those of East Asia take two.
  private static func columns(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) {
      $0 + ((0x1100...0x115F).contains($1.value) || (0x2E80...0xFFDC).contains($1.value) ? 2 : 1)
    }
  }

  /// A diagram in Graphviz's language. No text of the document is in it: boxes have sizes, labels have lengths.
  static func request(_ diagram: GraphDiagram) -> String {
    var text = "digraph {\ngraph [nodesep=0.2 ranksep=0.3]\nnode [shape=box fixedsize=true label=\"\"]\n"
    text += "edge [arrowsize=0.6 fontsize=9 fontname=\"DejaVu Sans\"]\n"
    for (index, box) in diagram.boxes.enumerated() {
      let size = size(of: box)
      text += "n\(index) [width=\(inches(size.width)) height=\(inches(size.height))]\n"
    }
    for arrow in diagram.arrows {
      let label = String(repeating: "m", count: max(1, columns(arrow.label) * 2 / 3))
      text += "n\(arrow.from) -> n\(arrow.to) [label=\"\(label)\"]\n"
    }
    return text + "}\n"
  }

  private static func inches(_ points: Double) -> String { "\((points / 72 * 1000).rounded() / 1000)" }

  // MARK: Answer

  /// Reads the answers to several requests; nil for one that is not understood.
  static func read(_ plain: String, boxCounts: [Int]) -> [GraphLayout?] {
    var layouts: [GraphLayout?] = []
    var lines: [[Substring]] = []
    var pending: Substring = ""
    var isContinued = false
    for var line in plain.split(separator: "\n") {
      if line == "stop" {
        layouts.append(layouts.count < boxCounts.count ? GraphLayout(lines, boxCount: boxCounts[layouts.count]) : nil)
        lines = []
        continue
      }
      // A backslash at its end carries a long line on in the next, in the middle of a word.
      let goesOn = line.last == "\\"
      if goesOn { line.removeLast() }
      if isContinued, let last = lines.indices.last {
        pending += line
        lines[last] = pending.split(separator: " ")
      } else {
        pending = line
        lines.append(line.split(separator: " "))
      }
      isContinued = goesOn
    }
    while layouts.count < boxCounts.count { layouts.append(nil) }
    return layouts
  }

  private init?(_ lines: [[Substring]], boxCount: Int) {
    func number(_ text: Substring) -> Double? { Double(text).flatMap { $0.isFinite && abs($0) < 1e6 ? $0 * 72 : nil } }
    func index(_ text: Substring) -> Int? {
      text.hasPrefix("n") ? Int(text.dropFirst()).flatMap { (0..<boxCount).contains($0) ? $0 : nil } : nil
    }
    guard let head = lines.first, head.count == 4, head[0] == "graph", let width = number(head[2]),
      let height = number(head[3])
    else { return nil }
    var boxes = [Point?](repeating: nil, count: boxCount)
    var arrows: [(from: Int, to: Int, curve: Curve)] = []
    func point(_ x: Substring, _ y: Substring) -> Point? {
      guard let x = number(x), let y = number(y) else { return nil }
      return Point(x: x, y: height - y)
    }
    for line in lines.dropFirst() {
      if line.count > 4, line[0] == "node", let box = index(line[1]), let place = point(line[2], line[3]) {
        boxes[box] = place
      } else if line.count > 4, line[0] == "edge", let from = index(line[1]), let to = index(line[2]),
        let count = Int(line[3]), count > 0, line.count >= 4 + 2 * count
      {
        let points = (0..<count).compactMap { point(line[4 + 2 * $0], line[5 + 2 * $0]) }
        guard points.count == count, count % 3 == 1 else { return nil }
        let behind = 4 + 2 * count
        let label = line.count >= behind + 3 ? point(line[behind + 1], line[behind + 2]) : nil
        arrows.append((from, to, Curve(points: points, label: label)))
      }
    }
    let placed = boxes.compactMap(\.self)
    guard placed.count == boxCount else { return nil }
    self.width = width
    self.height = height
    self.boxes = placed
    self.arrows = arrows
  }
}
