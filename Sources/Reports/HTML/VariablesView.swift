import Notebooks

/// Writes the variables that a cell bound or changed, on demand below the cell.
enum VariablesView {
  static func write(_ variables: [VariableOutcome], to writer: inout HTMLWriter) {
    guard !variables.isEmpty else { return }
    writer.markup("<details class=\"verdict variables\"><summary>")
    writer.text(variables.count == 1 ? "1 variable changed" : "\(variables.count) variables changed")
    writer.markup("</summary><div class=\"body\"><table>\n<thead><tr>")
    for title in ["Name", "Type", "Shape", "Value"] {
      writer.element("th", title)
    }
    writer.markup("</tr></thead>\n<tbody>\n")
    for variable in variables {
      writer.markup("<tr>")
      writer.open("th")
      writer.element("code", variable.name)
      writer.markup("</th><td>")
      writer.text(variable.kind)
      if let tensor = variable.tensor { writer.text(" · \(tensor.dtype)") }
      writer.markup("</td><td>")
      if let tensor = variable.tensor { writer.text(describe(tensor)) }
      writer.markup("</td><td>")
      if let picture = variable.tensor?.picture { write(picture, of: variable.name, to: &writer) }
      if !variable.text.isEmpty {
        writer.preformatted(variable.text)
      }
      writer.markup("</td></tr>\n")
    }
    writer.markup("</tbody></table></div></details>\n")
  }

  /// `2 × 3, requires grad, MulBackward0`
  private static func describe(_ tensor: TensorSummary) -> String {
    var parts = [tensor.shape.isEmpty ? "scalar" : tensor.shape.map(String.init).joined(separator: " × ")]
    if let function = tensor.gradientFunction {
      parts.append(function)
    } else if tensor.requiresGrad {
      parts.append(tensor.hasGradient ? "requires grad, has one" : "requires grad")
    }
    return parts.joined(separator: ", ")
  }

  // MARK: Pictures

  private static func write(_ picture: TensorSummary.Picture, of name: String, to writer: inout HTMLWriter) {
    switch picture {
    case .histogram(let counts, let low, let high):
      let most = max(counts.max() ?? 1, 1)
      let (barWidth, height) = (5, 36)
      open(
        "Histogram of \(name), from \(number(low)) to \(number(high))", width: counts.count * barWidth, height: height,
        &writer)
      for (index, count) in counts.enumerated() where count > 0 {
        let tall = max(1, (count * height + most / 2) / most)
        rectangle(index * barWidth, height - tall, barWidth - 1, tall, opacity: nil, &writer)
      }
      close(low, high, &writer)
    case .heatMap(let columns, let cells, let low, let high):
      let rows = (cells.count + columns - 1) / max(columns, 1)
      let side = max(3, min(12, 160 / max(rows, columns)))
      open(
        "Heat map of \(name), from \(number(low)) to \(number(high))", width: columns * side, height: rows * side,
        &writer)
      for (index, value) in cells.enumerated() {
        // Not-a-number stays empty.
        guard value >= 0 else { continue }
        rectangle(
          index % columns * side, index / columns * side, side, side, opacity: Int((0.06 + 0.94 * value) * 100),
          &writer)
      }
      close(low, high, &writer)
    }
  }

  private static func open(_ label: String, width: Int, height: Int, _ writer: inout HTMLWriter) {
    writer.open(
      "svg",
      [
        ("role", "img"), ("aria-label", label), ("width", "\(width)"), ("height", "\(height)"),
        ("viewBox", "0 0 \(width) \(height)"), ("fill", "currentColor"),
      ])
  }

  private static func rectangle(
    _ x: Int, _ y: Int, _ width: Int, _ height: Int, opacity: Int?, _ writer: inout HTMLWriter
  ) {
    var attributes: [HTMLAttribute] = [
      ("x", "\(x)"), ("y", "\(y)"), ("width", "\(width)"), ("height", "\(height)"),
    ]
    if let opacity { attributes.append(("opacity", "\(opacity)%")) }
    writer.open("rect", attributes)
    writer.close("rect")
  }

  private static func close(_ low: Double, _ high: Double, _ writer: inout HTMLWriter) {
    writer.markup("</svg>")
    writer.element("span", [("class", "range")], "\(number(low)) … \(number(high))")
  }

  /// A number with four significant digits.
  private static func number(_ value: Double) -> String {
    guard value != 0, value.isFinite else { return "0" }
    let digits = 3 - Int(value.magnitude.logarithm10.rounded(.down))
    if (-8...12).contains(digits) {
      let scale = (0..<abs(digits)).reduce(1.0) { result, _ in result * 10 }
      let rounded = digits >= 0 ? (value * scale).rounded() / scale : (value / scale).rounded() * scale
      return "\(rounded)".hasSuffix(".0") ? String("\(rounded)".dropLast(2)) : "\(rounded)"
    }
    return "\(value)"
  }
}

extension Double {
  /// The decimal logarithm, good enough to count digits.
  fileprivate var logarithm10: Double { (Double(exponent) + (significand - 1) * 0.97) * 0.301029995663981195 }
}
