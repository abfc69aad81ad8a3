import MarkdownSyntax
import SourceText
import Testing

@testable import Reports

/// HTML knows no links within links, whichever of Markdown and raw HTML they come from.
@Suite struct LinkTests {
  @Test(arguments: [
    "[![a](https://e.example/a.png)](/u)", "<a href=\"/u\">a [b](/v) c</a>", "[a <a href=\"/v\">b</a> c](/u)",
    "<a href=\"/u\"><a href=\"/v\">b</a></a>", "[a[^n] b](/u)\n\n[^n]: note",
    "# [![a](missing.png)](/u) <a name=\"x\">y",
    "<a href=\"/u\"><img src=\"https://e.example/a.png\" alt=\"z\"></a>", "<a href=\"/u\">a\n\n[b](/v)\n\n- [c](/w)\n",
    "[a <b>b](/u) <a href=\"/v\">c",
  ])
  func noLinkStandsInAnother(_ text: String) {
    var writer = HTMLWriter()
    ProseRenderer(document: .parse(SourceFile(path: "a.md", text: text))).write(to: &writer)
    var isOpen = false
    var count = 0
    for tag in writer.string.matches(of: /<(\/?)a[ >]/) {
      let opens = tag.output.1.isEmpty
      #expect(opens != isOpen, "\(writer.string)")
      isOpen = opens
      if opens { count += 1 }
    }
    #expect(!isOpen && count > 0)
  }

  /// Only what a browser takes for a scheme is one: a letter, then letters, digits, `+`, `-` and `.`.
  @Test(arguments: [
    ("b):c", "b):c"), ("1a:b", "1a:b"), (":x", ":x"), ("a(b):c?d#e", "a(b):c?d#e"), ("é:b", "%C3%A9:b"),
    ("a/b:c", "a/b:c"), ("HTTPS://e.example", "HTTPS://e.example"), ("mailto:a@e.example", "mailto:a@e.example"),
    ("javascript:a", nil), (" java\tscript:a", nil), ("\u{1}javascript:a", nil), ("a+b-c.1:d", nil),
    ("//e.example", nil),
    ("\\\\e.example", nil), ("c:\\x", nil),
  ])
  func addressesAreLinksByTheirScheme(address: String, link: String?) {
    #expect(URLPolicy.link(address) == link)
  }
}
