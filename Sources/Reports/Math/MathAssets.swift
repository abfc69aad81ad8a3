import Figures
import MarkdownSyntax

/// What a page with formulas carries: KaTeX's script and style and the fonts that its formulas can need.
struct MathAssets {
  let style: [UInt8]
  let script: [UInt8]

  /// Whether formulas are typeset; where KaTeX was not built in, their TeX is shown.
  static var isAvailable: Bool { KaTeXFiles.isThere }

  /// The assets of a document; nil when it has no formula, or KaTeX is not built in.
  init?(_ document: MarkdownDocument) {
    var fonts = MathFonts()
    var hasMath = false
    for node in document.nodes {
      guard case .math(let formula) = node.kind else { continue }
      hasMath = true
      fonts.add(formula.tex)
    }
    guard hasMath, KaTeXFiles.isThere else { return nil }
    var style = Self.rules(KaTeXFiles.style)
    for name in fonts.names {
      guard let font = KaTeXFiles.font(name), let dash = name.firstIndex(of: "-") else { continue }
      let face = name[name.index(after: dash)...]
      style += Array("@font-face{font-family:KaTeX_\(name[..<dash]);font-display:block;".utf8)
      style += Array("font-weight:\(face.hasPrefix("Bold") ? 700 : 400);".utf8)
      style += Array("font-style:\(face.hasSuffix("Italic") ? "italic" : "normal");".utf8)
      style += Array("src:url(data:font/woff2;base64,\(Base64.encode(font))) format('woff2')}\n".utf8)
    }
    self.style = style
    script =
      Array("/* KaTeX, katex.org, MIT license; its fonts: SIL Open Font License */\n".utf8)
      + Self.escapingNoncharacters(KaTeXFiles.script)
  }

  /// The script with `\uffff` for that character, which a page may not hold as it is.
  private static func escapingNoncharacters(_ script: [UInt8]) -> [UInt8] {
    let character = Array("\u{FFFF}".utf8)
    var result: [UInt8] = []
    result.reserveCapacity(script.count + 16)
    var rest = script[...]
    while let next = rest.firstIndex(of: character[0]) {
      result += rest[..<next]
      let isIt = rest[next...].starts(with: character)
      result += isIt ? Array("\\uffff".utf8) : [character[0]]
      rest = rest[(next + (isIt ? character.count : 1))...]
    }
    return result + rest
  }

  /// KaTeX's style without its fonts' rules, which point to files beside it.
  private static func rules(_ style: [UInt8]) -> [UInt8] {
    let start = Array("@font-face{".utf8)
    var result: [UInt8] = []
    var index = 0
    while index < style.count {
      if style[index] == UInt8(ascii: "@"), style[index...].starts(with: start) {
        while index < style.count, style[index] != UInt8(ascii: "}") { index += 1 }
        index += 1
      } else {
        result.append(style[index])
        index += 1
      }
    }
    return result
  }
}
