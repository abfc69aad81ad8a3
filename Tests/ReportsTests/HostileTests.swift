import MarkdownSyntax
import SourceText
import Testing

@testable import Reports

/// Raw HTML and addresses of a document, and what is left of them.
@Suite struct HostileTests {
  private func prose(_ text: String) -> String {
    var writer = HTMLWriter()
    ProseRenderer(document: .parse(SourceFile(path: "a.md", text: text))).write(to: &writer)
    return writer.string
  }

  /// The tags of a piece of HTML with their attributes, as this program writes them.
  private func tags(_ html: String) -> [String] {
    html.split(separator: "<").dropFirst().map { String($0.prefix { $0 != ">" }) }
  }

  static let vectors = [
    "<script>alert(1)</script>", "<SCRIPT SRC=//x></SCRIPT>", "<img src=x onerror=alert(1)>", "<img/src=x/onerror=a>",
    "<svg/onload=alert(1)>", "<svg><script>a</script></svg>", "<math><mi//xlink:href=\"data:x,<script>a</script>\">",
    "<body onload=a>", "<iframe srcdoc='<script>a</script>'>", "<a href=javascript:a>x</a>",
    "<a href='java\nscript:a'>x</a>",
    "<a href=\"&#x6A;avascript:a\">x</a>", "<a href=\"jav&#x09;ascript:a\">x</a>", "<a href=\" javascript:a\">x</a>",
    "<a href=\"\u{1}javascript:a\">x</a>", "<a href=\"data:text/html,x\">x</a>", "<a href=//evil.example>x</a>",
    "<a href=\\\\evil.example>x</a>", "<form action=x><input onfocus=a autofocus>",
    "<input type=image src=x onerror=a>",
    "<base href=//x>", "<link rel=stylesheet href=//x>", "<meta http-equiv=refresh content=0>", "<object data=x>",
    "<embed src=x>", "<video><source onerror=a>", "<audio src=x onerror=a>", "<details open ontoggle=a>", "<p style=x>",
    "<div style='background:url(//x)'>", "<style>@import '//x'</style>",
    "<noscript><p title=\"</noscript><img src=x onerror=a>\">",
    "<textarea><img src=x></textarea>", "<xmp><img src=x></xmp>", "<plaintext>", "<template><img src=x></template>",
    "<!--><img src=x onerror=a>-->", "<!-- --!><img src=x onerror=a> -->", "<![CDATA[<img src=x onerror=a>]]>",
    "<?php <img src=x> ?>", "<img src=\"x\"\"onerror=a>", "<a title=\"x\" onclick=\"a\">x</a>",
    "<x-custom onclick=a>t</x-custom>",
    "[x](javascript:a)", "[x](<java\tscript:a>)", "[x](&#106;avascript:a)", "![x](javascript:a)", "<javascript:a>",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)", "[x]( \"javascript:a\")", "[r]\n\n[r]: javascript:a",
    "</div></article></body>",
    "<p id=nb:summary>", "<a name=\"x\" id=\"x y\">", "<img src='http://x/p.gif'>", "<img srcset='//x 1x'>",
    "<button formaction=javascript:a>x",
    "<table background=//x><tr><td background=//x>", "<font color=red>x</font>", "<marquee onstart=a>x</marquee>",
    "<s\u{0}cript>a",
  ]

  private static let allowedAttributes: Set<String> = [
    "href", "title", "lang", "dir", "id", "align", "alt", "width", "height", "colspan", "rowspan", "start", "open",
    "rel", "class", "src", "aria-hidden", "tabindex", "display", "xmlns", "scope",
  ]

  @Test(arguments: vectors)
  func nothingIsAlive(_ vector: String) {
    for text in [vector, "a " + vector + " b", "- " + vector, "> " + vector, "| a |\n|---|\n| " + vector + " |"] {
      let html = prose(text)
      for tag in tags(html) where !tag.hasPrefix("/") {
        let name = tag.prefix { $0 != " " }
        #expect(
          !["script", "style", "iframe", "object", "embed", "svg", "form", "input", "link", "meta", "base", "textarea"]
            .contains(String(name)), "\(html)")
        for part in tag.dropFirst(name.count).split(separator: "\" ") {
          let attribute = part.drop { $0 == " " }.prefix { $0 != "=" }
          #expect(Self.allowedAttributes.contains(String(attribute)), "\(attribute) in \(html)")
        }
        #expect(!tag.lowercased().contains("=\"javascript"), "\(html)")
        #expect(!tag.contains("src=\"http") && !tag.contains("=\"//"), "\(html)")
      }
    }
  }

  @Test func rawElementsEndWithTheirBlock() {
    #expect(prose("> <div><b>\n\nx") == "<blockquote>\n<div><b>\n</b></div></blockquote>\n<p>x</p>\n")
    #expect(prose("<b>x\n\ny</b>") == "<p><b>x</b></p>\n<p>y</p>\n")
    #expect(prose("<div>\n\nx\n\n</div>\n\n</div>").hasPrefix("<div>\n<p>x</p>\n</div>\n"))
    #expect(!prose("<div>\n\nx\n\n</div>\n\n</div>").hasSuffix("</div>\n</div>\n"))
    #expect(prose("<details>\n<summary>s</summary>\n\n- a\n\n</details>").hasSuffix("</ul>\n</details>\n"))
  }

  @Test func harmlessHTMLStays() {
    #expect(prose("a<br>b <sub>2</sub> <kbd>x</kbd>&nbsp;&copy;") == "<p>a<br>b <sub>2</sub> <kbd>x</kbd>\u{A0}©</p>\n")
    #expect(prose("<p align=\"center\">&nbsp;x &amp; y</p>") == "<p align=\"center\">&nbsp;x &amp; y</p>\n")
    #expect(prose("<img src=\"data:image/png;base64,AA==\" width=\"50%\">").contains("width=\"50%\""))
  }
}
