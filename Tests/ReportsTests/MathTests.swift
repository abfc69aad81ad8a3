import Foundation
import Testing

@testable import MarkdownSyntax
@testable import Reports

/// Formulas as MathML.
@Suite struct MathTests {
  private func mathML(_ tex: String, isDisplay: Bool = false) -> String {
    var writer = HTMLWriter()
    MathView.write(MathFormula(tex: tex, isDisplay: isDisplay), to: &writer)
    let html = writer.string
    guard let start = html.range(of: "<semantics>"), let end = html.range(of: "<annotation") else { return html }
    return String(html[start.upperBound..<end.lowerBound])
  }

  @Test func scriptsAndFractions() {
    #expect(mathML("x_i^2") == "<mrow><msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup></mrow>")
    #expect(
      mathML("\\frac{a}{2}") == "<mrow><mfrac><mrow><mi>a</mi></mrow><mrow><mn>2</mn></mrow></mfrac></mrow>")
    #expect(mathML("\\sum_i", isDisplay: true) == "<mrow><munder><mo>∑</mo><mi>i</mi></munder></mrow>")
    #expect(mathML("\\sum_i") == "<mrow><msub><mo>∑</mo><mi>i</mi></msub></mrow>")
    #expect(mathML("f'") == "<mrow><msup><mi>f</mi><mo>′</mo></msup></mrow>")
    #expect(mathML("-1.5") == "<mrow><mo>−</mo><mn>1.5</mn></mrow>")
  }

  @Test func alphabets() {
    #expect(mathML("\\mathbb{R}").contains("ℝ"))
    #expect(mathML("\\mathbf{x}").contains("𝐱"))
    #expect(mathML("\\mathrm{ReLU}") == "<mrow><mi>ReLU</mi></mrow>")
    #expect(mathML("\\text{if } x").contains("if\u{A0}"))
  }

  @Test func tables() {
    let matrix = mathML("\\begin{bmatrix} 1 & 2 \\\\ 3 & 4 \\end{bmatrix}")
    #expect(matrix.contains("<mtr><mtd><mrow><mn>3</mn></mrow></mtd>"))
    #expect(matrix.contains("<mo stretchy=\"true\">[</mo>"))
    #expect(mathML("a &= b \\\\ &= c", isDisplay: true).contains("class=\"aligned\""))
  }

  @Test func whatIsNotKnownIsShownAsTeX() {
    for tex in ["\\foo", "{", "}", "\\frac", "a_", "\\left(", "\\begin{x}\\end{x}", "\\end{y}", "\\sqrt[", "$", "\\"] {
      #expect(mathML(tex).hasPrefix("<code class=\"math\">"), "\(tex)")
    }
    let deep = String(repeating: "{", count: 10_000) + String(repeating: "}", count: 10_000)
    #expect(mathML(deep).hasPrefix("<code"))
    #expect(mathML(String(repeating: "\\sqrt", count: 10_000) + "x").hasPrefix("<code"))
    #expect(mathML("a < b & c").contains("&lt;"))
  }
}
