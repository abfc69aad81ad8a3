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
  private func cmark(_ text: String, options: Int32 = CMARK_OPT_UNSAFE) -> String {
    guard let html = cmark_markdown_to_html(text, text.utf8.count, options) else { return "" }
    defer { free(html) }
    return String(cString: html)
  }

  /// Whether a text holds raw HTML or links that lead elsewhere than the sanitizer lets them.
  private func isForTheSanitizer(_ text: String) -> Bool {
    let html = cmark(text)
    return html != cmark(text, options: CMARK_OPT_DEFAULT)
      || html.matches(of: /href="([^"]*)"/).contains { URLPolicy.link(String($0.output.1)) == nil }
  }

  private func beginsAsFrontMatter(_ text: String) -> Bool { text.hasPrefix("---\n") }

  private func normalized(_ html: String) -> String {
    html.replacingOccurrences(of: " />", with: ">").replacingOccurrences(of: "/>", with: ">").replacingOccurrences(
      of: "&#x27;", with: "'"
    )
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

  @Test(arguments: CommonMarkSections.all.map(\.section))
  func sectionsAgreeWithCmark(_ section: String) throws {
    let inputs = try #require(CommonMarkSections.all.first { $0.section == section }?.inputs)
    for text in inputs {
      let quoted = text.split(separator: "\n", omittingEmptySubsequences: false).map { "> " + $0 }
        .joined(separator: "\n")
      for text in [text, quoted, "- " + text.replacingOccurrences(of: "\n", with: "\n  ")] {
        if isForTheSanitizer(text), !section.contains("HTML") { continue }
        let document = beginsAsFrontMatter(text) ? "\n" + text : text
        #expect(normalized(prose(document)) == normalized(cmark(document)), "\(text.debugDescription)")
      }
    }
  }

  /// The examples of the specification itself, which is under a license of its own and therefore not kept here:
  /// `NBRUN_COMMONMARK_SPEC` names its `spec.txt`.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["NBRUN_COMMONMARK_SPEC"] != nil))
  func theSpecificationsExamplesAgree() throws {
    let path = try #require(ProcessInfo.processInfo.environment["NBRUN_COMMONMARK_SPEC"])
    let fence = String(repeating: "`", count: 32)
    let parts = try String(contentsOfFile: path, encoding: .utf8).components(separatedBy: "\n\(fence) example\n")
      .dropFirst()
    #expect(parts.count > 600)
    var differences: [String] = []
    var compared = 0
    for part in parts {
      let markdown =
        (part.components(separatedBy: "\n.\n").first ?? "").replacingOccurrences(of: "→", with: "\t") + "\n"
      if isForTheSanitizer(markdown) || beginsAsFrontMatter(markdown) { continue }
      compared += 1
      if normalized(prose(markdown)) != normalized(cmark(markdown)) { differences.append(markdown) }
    }
    #expect(differences == [])
    #expect(compared > 550)
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
