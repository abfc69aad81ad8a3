import Foundation
import MarkdownSyntax
import SourceText
import Testing

@testable import Reports

/// What blogs write beyond CommonMark, as a page shows it.
@Suite struct BlogTests {
  private func prose(_ text: String) -> String {
    var writer = HTMLWriter()
    ProseRenderer(document: .parse(SourceFile(path: "a.md", text: text))).write(to: &writer)
    return writer.string
  }

  @Test func strikethrough() {
    #expect(prose("a ~~b *c* d~~ e") == "<p>a <del>b <em>c</em> d</del> e</p>\n")
    #expect(prose("| a |\n|---|\n| ~~x~~ |").contains("<td><del>x</del></td>"))
    #expect(prose("one ~~ alone, ~~~ three") == "<p>one ~~ alone, ~~~ three</p>\n")
    #expect(prose("`~~code~~`") == "<p><code>~~code~~</code></p>\n")
  }

  @Test func footnotes() {
    let html = prose("a[^1] b[^n] c[^1] d[^none]\n\n[^1]: First *note*.\n[^n]: Second\n  goes on.\n\nend")
    #expect(html.contains("a<sup id=\"nb:mark-1-1\"><a href=\"#nb:footnote-1\""))
    #expect(html.contains("c<sup id=\"nb:mark-1-2\">") && html.contains("d[^none]"))
    #expect(html.contains("<li id=\"nb:footnote-1\">First <em>note</em>. <a href=\"#nb:mark-1-1\""))
    #expect(html.contains("<li id=\"nb:footnote-2\">Second\ngoes on. <a"))
    #expect(html.contains("<p>end</p>") && !html.contains("[^1]"))
    #expect(prose("[^1]: never marked, so it goes\n\nx").hasSuffix("<p>x</p>\n"))
  }

  @Test func tagsOfJekyllAndKramdown() {
    #expect(prose("{% include toc.html %}\n\na {% raw %}b{% endraw %}") == "<p></p>\n<p>a b</p>\n")
    #expect(prose("* TOC\n{:toc}\n\nx") == "<p>x</p>\n")
    #expect(prose("text\n{: .note}") == "<p>text\n</p>\n")
    #expect(prose("```text\n{% raw %} ~~x~~ [^1]\n```").contains("{% raw %} ~~x~~ [^1]"))
  }

  @Test func headingsAreReachedByEveryNameTheyMayHave() {
    #expect(prose("## 1. Über *die* Daten").contains("id=\"1-über-die-daten\""))
    #expect(prose("## 1. Two words").contains("<h2 id=\"1-two-words\"><span id=\"two-words\"></span>"))
    #expect(prose("## Title {#own}").contains("<span id=\"own\"></span>Title </h2>"))
    #expect(prose("## a\n## 1 a").components(separatedBy: "id=\"a\"").count == 2)
    #expect(prose("## x {#nb:only}").contains("{#nb:only}"))
  }
}
