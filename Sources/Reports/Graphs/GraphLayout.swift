#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

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
    text += "edge [arrowsize=0.6 fontsize=9 fontname=Courier]\n"
    for (index, box) in diagram.boxes.enumerated() {
      let size = size(of: box)
      text += "n\(index) [width=\(inches(size.width)) height=\(inches(size.height))]\n"
    }
    for arrow in diagram.arrows {
      // In a font whose characters are all as wide as those that are drawn, with a gap to what stands beside it.
      let label = String(repeating: "m", count: columns(arrow.label) + 2)
      text += "n\(arrow.from) -> n\(arrow.to) [label=\"\(label)\"]\n"
    }
    return text + "}\n"
  }

  private static func inches(_ points: Double) -> String { "\((points / 72 * 1000).rounded() / 1000)" }

  // MARK: Answer

  /// Reads the answer to a request; nil for one that is not understood.
  init?(plain: String, boxCount: Int) {
    var text = Array(plain.utf8)
    text.append(0)
    var lines: [[Range<Int>]] = [[]]
    // A backslash at its end carries a long line on in the next, in the middle of a word: there it is taken out.
    var kept = 0
    var start = 0
    for (index, byte) in text.enumerated() {
      if byte == UInt8(ascii: "\\"), index + 1 < text.count, text[index + 1] == UInt8(ascii: "\n") { continue }
      if byte == UInt8(ascii: "\n"), index > 0, text[index - 1] == UInt8(ascii: "\\") { continue }
      text[kept] = byte
      if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || byte == 0 {
        if start < kept { lines[lines.count - 1].append(start..<kept) }
        start = kept + 1
        if byte == UInt8(ascii: "\n") { lines.append([]) }
      }
      kept += 1
    }
    func isWord(_ word: Range<Int>, _ expected: StaticString) -> Bool {
      word.count == expected.utf8CodeUnitCount
        && expected.withUTF8Buffer { $0.elementsEqual(text[word]) }
    }
    /// A length, in inches: digits with a point and perhaps an exponent.
    func number(_ word: Range<Int>) -> Double? {
      text.withUnsafeBufferPointer { bytes in
        // Behind a word stands a blank, a line's end or the text's, at which `strtod` stops.
        bytes.baseAddress.flatMap { base in
          let place = UnsafeRawPointer(base + word.lowerBound).assumingMemoryBound(to: CChar.self)
          var end: UnsafeMutablePointer<CChar>?
          let value = strtod(place, &end)
          guard let end, UnsafePointer(end) - place == word.count, value.isFinite, abs(value) < 1e6 else { return nil }
          return value * 72
        }
      }
    }
    func count(_ word: Range<Int>) -> Int? {
      guard !word.isEmpty, word.count < 9 else { return nil }
      var value = 0
      for byte in text[word] {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        value = 10 * value + Int(byte - UInt8(ascii: "0"))
      }
      return value
    }
    func index(_ word: Range<Int>) -> Int? {
      guard word.count > 1, text[word.lowerBound] == UInt8(ascii: "n") else { return nil }
      return count(word.lowerBound + 1..<word.upperBound).flatMap { $0 < boxCount ? $0 : nil }
    }
    guard let head = lines.first, head.count == 4, isWord(head[0], "graph"), let width = number(head[2]),
      let height = number(head[3])
    else { return nil }
    var boxes = [Point?](repeating: nil, count: boxCount)
    var arrows: [(from: Int, to: Int, curve: Curve)] = []
    func point(_ x: Range<Int>, _ y: Range<Int>) -> Point? {
      guard let x = number(x), let y = number(y) else { return nil }
      return Point(x: x, y: height - y)
    }
    for line in lines.dropFirst() {
      if line.count > 4, isWord(line[0], "node"), let box = index(line[1]), let place = point(line[2], line[3]) {
        boxes[box] = place
      } else if line.count > 4, isWord(line[0], "edge"), let from = index(line[1]), let to = index(line[2]),
        let count = count(line[3]), count > 0, line.count >= 4 + 2 * count
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
