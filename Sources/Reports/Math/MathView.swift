import MarkdownSyntax

/// Writes formulas as MathML Core, which browsers set without scripts or fonts of the page's own.
enum MathView {
  /// Writes a formula; one that cannot be read is shown as its TeX.
  static func write(_ formula: MathFormula, to writer: inout HTMLWriter) {
    let tex = String(formula.tex.drop { $0.isWhitespace })
    guard let node = TeXParser.parse(formula.tex) else {
      writer.element("code", [("class", formula.isDisplay ? "math display" : "math")], tex)
      return
    }
    writer.open("math", [("display", formula.isDisplay ? "block" : "inline")])
    writer.markup("<semantics>")
    write(node, isDisplay: formula.isDisplay, &writer)
    writer.element("annotation", [("encoding", "application/x-tex")], tex)
    writer.markup("</semantics></math>")
  }

  /// The parser bounds the depth of nodes, and with it this recursion.
  private static func write(_ node: MathNode, isDisplay: Bool, _ writer: inout HTMLWriter) {
    switch node {
    case .row(let parts):
      writer.markup("<mrow>")
      for part in parts { write(part, isDisplay: isDisplay, &writer) }
      writer.markup("</mrow>")
    case .identifier(let text, let isUpright):
      // One letter is slanted unless told otherwise, a longer name is upright.
      let needsVariant = isUpright && text.unicodeScalars.count == 1
      writer.element("mi", attribute("mathvariant", "normal", if: needsVariant), text)
    case .number(let text): writer.element("mn", text)
    case .sign(let text, let isStretchy):
      writer.element("mo", isStretchy ? attribute("stretchy", "true", if: true) : stretchlessBracket(text), text)
    case .text(let text): writer.element("mtext", text)
    case .space(let width): writer.element("mspace", [("width", width)], "")
    case .fraction(let top, let bottom, let hasLine):
      writer.open("mfrac", attribute("linethickness", "0", if: !hasLine))
      write(top, isDisplay: false, &writer)
      write(bottom, isDisplay: false, &writer)
      writer.close("mfrac")
    case .root(let body, let index):
      writer.open(index == nil ? "msqrt" : "mroot")
      write(body, isDisplay: isDisplay, &writer)
      if let index { write(index, isDisplay: false, &writer) }
      writer.close(index == nil ? "msqrt" : "mroot")
    case .scripts(let base, let lower, let upper, let hasLimits):
      writeScripts(base, lower, upper, isBelow: hasLimits && isDisplay, isDisplay, &writer)
    case .over(let base, let mark):
      writer.open("mover", [("accent", "true")])
      write(base, isDisplay: isDisplay, &writer)
      writer.element("mo", mark)
      writer.close("mover")
    case .under(let base, let mark):
      writer.open("munder", [("accentunder", "true")])
      write(base, isDisplay: isDisplay, &writer)
      writer.element("mo", mark)
      writer.close("munder")
    case .table(let rows, let isAligned):
      writer.open("mtable", attribute("class", "aligned", if: isAligned))
      for row in rows {
        writer.markup("<mtr>")
        for cell in row {
          writer.markup("<mtd>")
          write(cell, isDisplay: isDisplay && isAligned, &writer)
          writer.markup("</mtd>")
        }
        writer.markup("</mtr>")
      }
      writer.close("mtable")
    }
  }

  private static func writeScripts(
    _ base: MathNode, _ lower: MathNode?, _ upper: MathNode?, isBelow: Bool, _ isDisplay: Bool,
    _ writer: inout HTMLWriter
  ) {
    let name: HTMLName
    if lower != nil, upper != nil {
      name = isBelow ? "munderover" : "msubsup"
    } else if lower != nil {
      name = isBelow ? "munder" : "msub"
    } else {
      name = isBelow ? "mover" : "msup"
    }
    writer.open(name)
    write(base, isDisplay: isDisplay, &writer)
    if let lower { write(lower, isDisplay: false, &writer) }
    if let upper { write(upper, isDisplay: false, &writer) }
    writer.close(name)
  }

  /// Brackets written without `\left` keep their size.
  private static func stretchlessBracket(_ text: String) -> [HTMLAttribute] {
    attribute(
      "stretchy", "false", if: ["(", ")", "[", "]", "{", "}", "|", "‖", "⟨", "⟩", "∣"].contains(text))
  }

  private static func attribute(_ name: HTMLName, _ value: String, if isWanted: Bool) -> [HTMLAttribute] {
    isWanted ? [(name, value)] : []
  }
}
