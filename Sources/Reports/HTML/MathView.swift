import MarkdownSyntax

/// Writes formulas.
enum MathView {
  /// Writes a formula as its TeX, marked so that it is set apart and read as what it is.
  static func write(_ formula: MathFormula, to writer: inout HTMLWriter) {
    let tex = formula.tex.drop { $0.isWhitespace }
    writer.open("code", [("class", formula.isDisplay ? "math display" : "math")])
    writer.text(tex)
    writer.close("code")
  }
}
