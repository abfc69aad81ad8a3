/// A drawing as an SVG element. This is the one place that writes its markup; every text is escaped here.
package struct SVG: Sendable {
  /// The element, in ASCII and UTF-8 of its texts.
  package private(set) var bytes: [UInt8] = []
  private let identifier: String
  private let height: Double

  /// Writes a drawing.
  ///
  /// - Parameter identifier: what the names of its parts begin with, unique in the page; a name of this program's.
  package init(_ drawing: Drawing, identifier: String) {
    self.identifier = identifier
    height = drawing.height
    bytes.reserveCapacity(4000 + drawing.elements.count * 160)
    write(drawing)
  }

  /// The element as text.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  private mutating func write(_ drawing: Drawing) {
    markup("<svg xmlns=\"http://www.w3.org/2000/svg\"")
    attribute("width", drawing.width * 100 / 72)
    attribute("height", drawing.height * 100 / 72)
    markup(" viewBox=\"0 0 ")
    number(drawing.width)
    markup(" ")
    number(drawing.height)
    markup("\" role=\"img\" aria-labelledby=\"")
    text("\(identifier)-title \(identifier)-description")
    markup("\" font-family=\"DejaVu Sans, Bitstream Vera Sans, Verdana, sans-serif\">\n<title id=\"")
    text("\(identifier)-title")
    markup("\">")
    text(drawing.title)
    markup("</title><desc id=\"")
    text("\(identifier)-description")
    markup("\">")
    text(drawing.description)
    markup("</desc>\n")
    if !drawing.clips.isEmpty { writeClips(drawing.clips) }
    var markCount = 0
    var index = 0
    while index < drawing.elements.count {
      let clip = drawing.elements[index].clip
      if let clip {
        markup("<g clip-path=\"url(#")
        text("\(identifier)-clip\(clip)")
        markup(")\">\n")
      }
      while index < drawing.elements.count, drawing.elements[index].clip == clip {
        write(drawing.elements[index].shape, &markCount)
        index += 1
      }
      if clip != nil { markup("</g>\n") }
    }
    markup("</svg>")
  }

  private mutating func writeClips(_ clips: [Drawing.Rectangle]) {
    markup("<defs>")
    for (index, clip) in clips.enumerated() {
      markup("<clipPath id=\"")
      text("\(identifier)-clip\(index)")
      markup("\"><rect")
      place(clip)
      markup("/></clipPath>")
    }
    markup("</defs>\n")
  }

  // MARK: Shapes

  private mutating func write(_ shape: Drawing.Shape, _ markCount: inout Int) {
    switch shape {
    case .path(let path, let paint):
      markup("<path d=\"")
      data(path, turned: true)
      markup("\"")
      attributes(paint)
      // Areas that touch must show no seam between them.
      if paint.stroke == nil, path.isUpright { markup(" shape-rendering=\"crispEdges\"") }
      markup("/>\n")
    case .marks(let path, let places, let paint):
      let name = "\(identifier)-mark\(markCount)"
      markCount += 1
      markup("<defs><path id=\"")
      text(name)
      markup("\" d=\"")
      data(path, turned: false)
      markup("\"/></defs>\n<g")
      attributes(paint)
      markup(">\n")
      for start in stride(from: 0, to: places.count - 1, by: 2) {
        markup("<use href=\"#")
        text(name)
        markup("\"")
        attribute("x", places[start])
        attribute("y", height - places[start + 1])
        markup("/>\n")
      }
      markup("</g>\n")
    case .text(let text): write(text)
    case .image(let image):
      markup("<image")
      place(image.place)
      markup(" preserveAspectRatio=\"none\"")
      if !image.isSmooth { markup(" style=\"image-rendering:pixelated\"") }
      markup(" href=\"data:image/png;base64,")
      text(Base64.encode(PNG.encode(image.pixels, columns: image.columns, rows: image.rows)))
      markup("\"/>\n")
    }
  }

  private mutating func write(_ label: Drawing.Text) {
    markup("<text")
    attribute("x", label.x)
    attribute("y", height - label.y)
    attribute("font-size", label.size)
    if label.anchor != .start {
      markup(" text-anchor=\"")
      text(label.anchor.rawValue)
      markup("\"")
    }
    if label.rotation != 0 {
      markup(" transform=\"rotate(")
      number(-label.rotation)
      markup(" ")
      number(label.x)
      markup(" ")
      number(height - label.y)
      markup(")\"")
    }
    color("fill", label.color)
    if label.isBold { markup(" font-weight=\"bold\"") }
    if label.isMonospaced { markup(" font-family=\"DejaVu Sans Mono, monospace\"") }
    // Blanks at the ends and in a row are part of the text.
    markup(" xml:space=\"preserve\">")
    var rise = 0.0
    for run in label.runs {
      if run.scale == 1, run.rise == rise, !run.isItalic {
        text(run.text)
        continue
      }
      markup("<tspan")
      if run.scale != 1 { attribute("font-size", label.size * run.scale) }
      if run.rise != rise { attribute("dy", (rise - run.rise) * label.size) }
      if run.isItalic { markup(" font-style=\"italic\"") }
      markup(">")
      text(run.text)
      markup("</tspan>")
      rise = run.rise
    }
    markup("</text>\n")
  }

  private mutating func data(_ path: Drawing.Path, turned: Bool) {
    var position = 0
    var last: UInt8 = 0
    for command in path.commands {
      let count =
        switch command {
        case UInt8(ascii: "C"): 3
        case UInt8(ascii: "Q"): 2
        case UInt8(ascii: "Z"): 0
        default: 1
        }
      // A command that goes on needs no letter.
      if command != last || command == UInt8(ascii: "M") { bytes.append(command) } else { bytes.append(0x20) }
      last = command
      for index in 0..<count {
        if index > 0 { bytes.append(0x20) }
        number(path.coordinates[position])
        bytes.append(0x20)
        let y = path.coordinates[position + 1]
        number(turned ? height - y : -y)
        position += 2
      }
    }
  }

  // MARK: Attributes

  private mutating func attributes(_ paint: Drawing.Paint) {
    if let fill = paint.fill { color("fill", fill) } else { markup(" fill=\"none\"") }
    if paint.isEvenOdd { markup(" fill-rule=\"evenodd\"") }
    guard let stroke = paint.stroke, paint.width > 0 else { return }
    color("stroke", stroke)
    attribute("stroke-width", paint.width)
    if !paint.dashes.isEmpty {
      markup(" stroke-dasharray=\"")
      for (index, dash) in paint.dashes.enumerated() {
        if index > 0 { markup(" ") }
        number(dash)
      }
      markup("\"")
    }
    if paint.cap != .butt {
      markup(" stroke-linecap=\"")
      text(paint.cap.rawValue)
      markup("\"")
    }
    if paint.join != .miter {
      markup(" stroke-linejoin=\"")
      text(paint.join.rawValue)
      markup("\"")
    }
  }

  private mutating func color(_ name: StaticString, _ color: Drawing.Color) {
    markup(" ")
    markup(name)
    markup("=\"#")
    for part in [color.red, color.green, color.blue] {
      let digits = String(Int((part * 255).rounded()), radix: 16)
      if digits.utf8.count == 1 { markup("0") }
      text(digits)
    }
    markup("\"")
    if color.alpha < 1 {
      markup(" ")
      markup(name)
      markup("-opacity=\"")
      number(color.alpha)
      markup("\"")
    }
  }

  private mutating func place(_ rectangle: Drawing.Rectangle) {
    attribute("x", rectangle.x)
    attribute("y", height - rectangle.y - rectangle.height)
    attribute("width", rectangle.width)
    attribute("height", rectangle.height)
  }

  private mutating func attribute(_ name: StaticString, _ value: Double) {
    markup(" ")
    markup(name)
    markup("=\"")
    number(value)
    markup("\"")
  }

  /// Writes a number with at most two digits behind the point.
  private mutating func number(_ value: Double) {
    guard value.isFinite, abs(value) < 1e12 else { return markup("0") }
    let hundredths = Int((abs(value) * 100).rounded())
    if value < 0, hundredths > 0 { bytes.append(UInt8(ascii: "-")) }
    bytes.append(contentsOf: String(hundredths / 100).utf8)
    let rest = hundredths % 100
    if rest == 0 { return }
    bytes.append(UInt8(ascii: "."))
    bytes.append(UInt8(ascii: "0") + UInt8(rest / 10))
    if rest % 10 > 0 { bytes.append(UInt8(ascii: "0") + UInt8(rest % 10)) }
  }

  // MARK: Text

  private mutating func markup(_ literal: StaticString) {
    literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// Writes text with what would be markup escaped; what XML does not allow becomes U+FFFD.
  private mutating func text(_ text: String) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": markup("&amp;")
      case "<": markup("&lt;")
      case ">": markup("&gt;")
      case "\"": markup("&quot;")
      case "\u{0}"..."\u{8}", "\u{B}", "\u{C}", "\u{E}"..."\u{1F}", "\u{7F}", "\u{FFFE}", "\u{FFFF}":
        markup("\u{FFFD}")
      default: bytes.append(contentsOf: String(scalar).utf8)
      }
    }
  }
}
