import PythonRuntime

/// Reads a drawing out of the lists and tuples that `matplotlib` makes. Nothing is taken on trust.
struct DrawingReader {
  let interpreter: Interpreter
  /// The numbers and pixels that may still be read.
  var budget: Int

  /// `(width, height, title, description, clips, elements)`
  mutating func drawing(_ values: [Value]) throws -> Drawing {
    guard values.count == 6 else { throw malformed("a drawing") }
    let clips = try elements(values[4]).map { try rectangle(numbers($0)) }
    var shapes: [Drawing.Element] = []
    for value in try elements(values[5]) {
      try interpreter.checkBudget()
      shapes.append(try element(elements(value), clips.count))
    }
    let size = try numbers(.list([values[0], values[1]]))
    guard size[0] > 0, size[1] > 0, size[0] <= 72_000, size[1] <= 72_000 else {
      throw PythonException(.valueError, "a figure must be between 0 and 1000 inches wide and high")
    }
    return Drawing(
      width: size[0], height: size[1], title: try text(values[2]), description: try text(values[3]), clips: clips,
      elements: shapes)
  }

  private mutating func element(_ parts: [Value], _ clipCount: Int) throws -> Drawing.Element {
    guard parts.count > 2, let kind = parts[0].text else { throw malformed("a shape") }
    let clip = parts[1].isNone ? nil : try interpreter.integer(parts[1])
    if let clip, !(0..<clipCount).contains(clip) { throw malformed("a clip") }
    let shape: Drawing.Shape
    switch (kind, parts.count) {
    case ("path", 5): shape = .path(try path(parts[2], parts[3]), try paint(parts[4]))
    case ("marks", 6):
      let places = try numbers(parts[4])
      guard places.count % 2 == 0 else { throw malformed("places of marks") }
      shape = .marks(try path(parts[2], parts[3]), at: places, try paint(parts[5]))
    case ("text", 10): shape = .text(try text(parts))
    case ("image", 7): shape = .image(try image(parts))
    default: throw malformed("a shape")
    }
    return Drawing.Element(shape: shape, clip: clip)
  }

  private mutating func path(_ commands: Value, _ coordinates: Value) throws -> Drawing.Path {
    let path = Drawing.Path(commands: Array(try text(commands).utf8), coordinates: try numbers(coordinates))
    var needed = 0
    for command in path.commands {
      switch command {
      case UInt8(ascii: "M"), UInt8(ascii: "L"): needed += 2
      case UInt8(ascii: "Q"): needed += 4
      case UInt8(ascii: "C"): needed += 6
      case UInt8(ascii: "Z"): break
      default: throw malformed("a path")
      }
    }
    guard needed == path.coordinates.count else { throw malformed("a path") }
    return path
  }

  /// `(fill, stroke, width, dashes, cap, join, is even-odd)`
  private mutating func paint(_ value: Value) throws -> Drawing.Paint {
    let parts = try elements(value)
    guard parts.count == 7, let cap = Drawing.Cap(rawValue: try text(parts[4])),
      let join = Drawing.Join(rawValue: try text(parts[5]))
    else { throw malformed("a paint") }
    let width = try interpreter.real(parts[2])
    return Drawing.Paint(
      fill: try color(parts[0]), stroke: try color(parts[1]), width: width.isFinite ? max(0, width) : 0,
      dashes: try numbers(parts[3]).map { max(0, $0) }, cap: cap, join: join,
      isEvenOdd: try interpreter.truth(parts[6]))
  }

  private mutating func color(_ value: Value) throws -> Drawing.Color? {
    if value.isNone { return nil }
    let parts = try numbers(value).map { min(max($0, 0), 1) }
    guard parts.count == 4 else { throw malformed("a color") }
    return Drawing.Color(red: parts[0], green: parts[1], blue: parts[2], alpha: parts[3])
  }

  /// `("text", clip, x, y, size, runs, anchor, rotation, color, style)`
  private mutating func text(_ parts: [Value]) throws -> Drawing.Text {
    let place = try numbers(.list([parts[2], parts[3], parts[4], parts[7]]))
    guard let anchor = Drawing.Anchor(rawValue: try text(parts[6])), let color = try color(parts[8]) else {
      throw malformed("a text")
    }
    let runs = try elements(parts[5]).map { value in
      let run = try elements(value)
      guard run.count == 4 else { throw malformed("a text") }
      let numbers = try numbers(.list([run[1], run[2]]))
      return Drawing.Run(
        text: try text(run[0]), scale: numbers[0], rise: numbers[1], isItalic: try interpreter.truth(run[3]))
    }
    let style = try text(parts[9])
    return Drawing.Text(
      x: place[0], y: place[1], size: place[2], runs: runs, anchor: anchor, rotation: place[3], color: color,
      isBold: style.utf8.contains(UInt8(ascii: "b")), isMonospaced: style.utf8.contains(UInt8(ascii: "m")))
  }

  /// `("image", clip, rectangle, columns, rows, pixels, is smooth)`
  private mutating func image(_ parts: [Value]) throws -> Drawing.Image {
    let place = try rectangle(numbers(parts[2]))
    let columns = try interpreter.integer(parts[3])
    let rows = try interpreter.integer(parts[4])
    guard let pixels = parts[5].bytes, columns > 0, rows > 0, columns <= 1 << 16, rows <= 1 << 16,
      pixels.count == columns * rows * 4
    else { throw malformed("an image") }
    try spend(pixels.count / 4)
    return Drawing.Image(
      place: place, columns: columns, rows: rows, pixels: Array(pixels), isSmooth: try interpreter.truth(parts[6]))
  }

  private func rectangle(_ numbers: [Double]) throws -> Drawing.Rectangle {
    guard numbers.count == 4 else { throw malformed("a rectangle") }
    return Drawing.Rectangle(x: numbers[0], y: numbers[1], width: max(0, numbers[2]), height: max(0, numbers[3]))
  }

  // MARK: Values

  private func elements(_ value: Value) throws -> [Value] {
    if let list = value.cast(ListObject.self) { return list.elements }
    if let tuple = value.cast(TupleObject.self) { return tuple.elements }
    throw malformed("a sequence")
  }

  private mutating func numbers(_ value: Value) throws -> [Double] {
    let values = try elements(value)
    try spend(values.count)
    return try values.map { value in
      let number = if case .float(let number) = value { number } else { try interpreter.real(value) }
      guard number.isFinite else { throw malformed("a number that is not finite") }
      return number
    }
  }

  private func text(_ value: Value) throws -> String {
    guard let text = value.text else { throw malformed("a text") }
    return text
  }

  private mutating func spend(_ count: Int) throws {
    budget -= count
    if budget < 0 { throw PythonException(.runtimeError, "output limit exceeded by the figures of the document") }
  }

  private func malformed(_ what: String) -> PythonException {
    PythonException(.valueError, "nbrun cannot draw this figure: it holds \(what) in a form that is not known")
  }
}
