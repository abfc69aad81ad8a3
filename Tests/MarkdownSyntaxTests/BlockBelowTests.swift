import SourceText
import Testing

@testable import MarkdownSyntax

/// Which block below a cell may show its output.
@Suite struct BlockBelowTests {
  func below(_ text: String) -> (text: String, label: String?, isQuoted: Bool)? {
    let file = SourceFile(path: "a.md", text: text)
    let document = MarkdownDocument.parse(file)
    return document.blockBelow(codeBlock: 0).map {
      (String(decoding: document.codeBlocks[$0.codeBlock].text(in: file), as: UTF8.self), $0.label, $0.isQuoted)
    }
  }

  let cell = "```python\nprint(1)\n```\n"

  @Test func theNextBlock() {
    #expect(below(cell + "\n```\n1\n```\n")?.text == "1\n")
    #expect(below(cell + "```output\n1\n```\n")?.text == "1\n")
    #expect(below(cell + "\n\n    1\n")?.text == "1\n")
  }

  @Test func aLabelBetween() {
    let found = below(cell + "\n**Output:**\n\n```\n1\n```\n")
    #expect(found?.text == "1\n")
    #expect(found?.label == "Output:")
    #expect(below(cell + "\n출력\n\n    1\n")?.label == "출력")
    #expect(below(cell + "\nTwo\nlines\n\n```\n1\n```\n") == nil)
    #expect(below(cell + "\nOne\n\nTwo\n\n```\n1\n```\n") == nil)
  }

  @Test func aQuote() {
    let found = below(cell + "\n> ```\n> 1\n> ```\n")
    #expect(found?.text == "1\n")
    #expect(found?.isQuoted == true)
    #expect(below(cell + "\n> text\n>\n> ```\n> 1\n> ```\n") == nil)
  }

  @Test func behindTheListThatTheCellEnds() {
    #expect(below("- a\n\n  ```python\n  print(1)\n  ```\n\n```\n1\n```\n")?.text == "1\n")
    #expect(below("- a\n\n  ```python\n  print(1)\n  ```\n- ```\n  1\n  ```\n") == nil)
  }

  @Test func nothing() {
    #expect(below(cell) == nil)
    #expect(below(cell + "\n# Next\n\n```\n1\n```\n") == nil)
    #expect(below(cell + "\n<!-- a -->\n```\n1\n```\n") == nil)
  }
}
