import CCmark
import Foundation
import MarkdownSyntax
import SourceText
import Testing

@testable import Reports

/// On CommonMark without raw HTML, prose is written as cmark writes it.
@Suite struct CommonMarkTests {
  static let inputs = [
    "", "a\nb", "a  \nb\\\nc", "# h *e*\n\n## `c` #\n\nT\n===\n\nU\n---", "> q\n> r\n\n> s\nlazy",
    "- a\n- b\n\n  c\n- d", "* a\n  * b\n    1. c\n    2. d\n* e", "3) a\n4) b", "1. a\n\n2. b", "-\n- a\n-",
    "***\n---\n___", "    indented\n\n      more\n", "```py x\na < b & c\n```\n~~~\n\n~~~", "> - ```\n>   x\n>   ```",
    "*a* _b_ **c** __d__ ***e*** *f **g** h* a_b_c **가**나", "`a` ``b ` c`` `<x>`",
    "[a](/u) [b](</u v> \"t & \\\"q\\\"\") [c](/u 't') [d][r] [r][] [r] [x]\n\n[r]: <http://e.x/ä?q=[1]> (t)",
    "![a *b* `c`](p.png \"t\") ![r]\n\n[r]: p.png", "<http://a.b/?x=1&y=2> <a@b.c>",
    "&amp; &copy; &#65; &#x42; &nope; \\* \\a \"q\" 'a'", "a\tb\n\n\tcode\n\n- \tx\n\n\ty",
    "[a](/b%20c?d=e&f#g) [h](i'j)",
    "- a\n\n\n- b\n\n\n  c", "1. a\n   - b\n\n     > c\n     >\n     > d\n2. e", "Setext *a*\nb\n===",
    "a\n# b\nc\n- d\ne",
    "[l\nm](/u\n\"t\nu\")", "**a*", "* * *\n- - -", "+ a\n\n  ```\n  b\n  ```\n+ c", "a *b\nc* d", "\\# a\n\\\n\\`b\\`",
    "[not a link] (x) [a]( <b c) ![", "[a]: /x 'y'\n\n[A] [b][a] ![c][a]", "> 1. a\n>\n>        b\n\n9999. x",
    "a \\| b `c \\| d` \\\\| [e](/f\\|g)", "    \\|\n\n```\n\\|\n```",
    "a | b\nc | d", "| a |\n|x|", "a\n|-|-|",
  ]

  /// cmark's HTML, written as this program writes void elements and quotes in addresses.
  private func cmark(_ text: String) -> String {
    guard let html = cmark_markdown_to_html(text, text.utf8.count, CMARK_OPT_UNSAFE) else { return "" }
    defer { free(html) }
    return String(cString: html)
  }

  private func normalized(_ html: String) -> String {
    html.replacingOccurrences(of: " />", with: ">").replacingOccurrences(of: "&#x27;", with: "'")
      .replacingOccurrences(of: ">\n", with: ">").replacingOccurrences(of: "\n<", with: "<")
  }

  private func prose(_ text: String) -> String {
    var writer = HTMLWriter()
    var prose = ProseRenderer(document: .parse(SourceFile(path: "a.md", text: text)))
    prose.isPage = false
    prose.imageAddress = { URLPolicy.percentEncoded($0) }
    prose.write(to: &writer)
    return writer.string
  }

  @Test(arguments: inputs)
  func agreesWithCmark(_ text: String) {
    #expect(normalized(prose(text)) == normalized(cmark(text)), "\(text.debugDescription)")
  }

  @Test func combinationsAgreeWithCmark() {
    for first in Self.inputs {
      for second in Self.inputs {
        let text = first + "\n\n" + second
        let quoted = text.split(separator: "\n", omittingEmptySubsequences: false).map { "> " + $0 }
          .joined(separator: "\n")
        for text in [text, quoted] {
          #expect(normalized(prose(text)) == normalized(cmark(text)), "\(text.debugDescription)")
        }
      }
    }
  }
}
