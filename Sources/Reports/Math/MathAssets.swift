import KaTeX
import MarkdownSyntax

/// What a page with formulas carries: KaTeX, and the fonts that its formulas can need.
struct MathAssets {
  private let fonts: [String]
  private let packed: KaTeX.Packed

  /// The assets of a document; nil when it has no formula, or KaTeX is not built in.
  init?(_ document: MarkdownDocument) {
    guard KaTeX.isAvailable else { return nil }
    var fonts = MathFonts()
    var hasMath = false
    for node in document.nodes {
      guard case .math(let formula) = node.kind else { continue }
      hasMath = true
      fonts.add(formula.tex)
    }
    guard hasMath else { return nil }
    self.fonts = fonts.names
    packed = fonts.areFirstAlone ? KaTeX.withFewMeasures : KaTeX.whole
  }

  /// The scripts that the page runs for its formulas, as the policy names them.
  var scripts: [String] {
    [ContentHash.source(of: MathScript.text), ContentHash.source(ofDigest: packed.digest)]
  }

  /// Writes the rules of the fonts into the page's style.
  func writeStyle(to writer: inout HTMLWriter) {
    for name in fonts {
      guard let font = KaTeX.font(name), let dash = name.firstIndex(of: "-") else { continue }
      let face = name[name.index(after: dash)...]
      writer.markup("@font-face{font-family:KaTeX_")
      writer.text(name[..<dash])
      writer.markup(";font-display:block;")
      if face.hasPrefix("Bold") { writer.markup("font-weight:700;") }
      if face.hasSuffix("Italic") { writer.markup("font-style:italic;") }
      writer.markup("src:url(data:font/woff2;base64,")
      writer.markup(font)
      writer.markup(") format('woff2')}\n")
    }
  }

  /// Writes KaTeX and the script that runs it.
  func writeScripts(to writer: inout HTMLWriter) {
    writer.markup("<!-- KaTeX, katex.org, MIT license; its fonts: SIL Open Font License -->\n")
    writer.open("script", [("type", "text/plain"), ("id", "nb:katex"), ("data-size", "\(packed.size)")])
    writer.markup(packed.text)
    writer.markup("</script>\n")
    writer.script(MathScript.text)
  }
}
