import SourceText
import TestSupport
import Testing

@testable import MarkdownSyntax

/// Over generated documents, the bytes found for each code line are what cmark took for it.
@Suite struct CodeLineTests {
  /// The code blocks' literals as cmark returns them.
  func literals(_ file: SourceFile) -> [String] {
    var literals: [String] = []
    CmarkNode.visit(file.bytes) { node, isEntering in
      if isEntering, node.kind == .codeBlock { literals.append(String(decoding: node.literal, as: UTF8.self)) }
    }
    return literals
  }

  @Test(arguments: 0..<40)
  func mappedLinesAreTheLiteral(_ seed: UInt64) {
    var random = SplitMix(state: seed)
    for _ in 0..<100 {
      let text = generateDocument(&random)
      let file = SourceFile(path: "generated.md", text: text)
      let document = MarkdownDocument.parse(file)
      checkInvariants(document)
      let found = document.codeBlocks.map { String(decoding: $0.text(in: file), as: UTF8.self) }
      #expect(found == literals(file), "\(text.debugDescription)")
      for block in document.codeBlocks {
        for line in block.lines {
          #expect(line.padding <= 3)
          let bytes = file.bytes[line.range]
          #expect(!bytes.contains(0x0A) && !bytes.contains(0x0D))
          #expect(line.range.upperBound == file.range(ofLine: file.line(at: line.range.lowerBound)).upperBound)
        }
        if let fence = block.fence {
          #expect(file.bytes[fence.opening].prefix(fence.length).allSatisfy { $0 == fence.character })
          if let closing = fence.closing { #expect(file.bytes[closing].allSatisfy { $0 == fence.character }) }
        }
        let map = block.map
        let code = block.text(in: file)
        for (offset, byte) in code.enumerated() where byte != 0x0A && byte != 0x20 {
          #expect(file.bytes[map.fileOffset(offset)] == byte)
        }
      }
    }
  }

  @Test func aFenceOfAnotherContainerDoesNotClose() throws {
    let document = MarkdownDocument.parse(SourceFile(path: "a.md", text: "> ```\n> a\n```\nb\n```\n"))
    #expect(document.codeBlocks.count == 2)
    #expect(document.codeBlocks[0].fence?.closing == nil)
    #expect(document.codeBlocks[1].fence?.closing != nil)
  }

  @Test func anIndentedBlockThatLooksLikeAFenceIsNone() {
    for text in ["    ```\n    a\n", "-     ```py\n      a\n", "    ~~~\n", "\t```\n\t```\n"] {
      let document = MarkdownDocument.parse(SourceFile(path: "a.md", text: text))
      #expect(document.codeBlocks.count == 1)
      #expect(document.codeBlocks[0].fence == nil, "\(text.debugDescription)")
    }
  }

  /// A document of lines that nest, indent, tab, quote and fence at random.
  private func generateDocument(_ random: inout SplitMix) -> String {
    let prefixes = ["", "", "> ", ">", "- ", "  ", "    ", "\t", "1. ", "   ", ">\t", "-\t", "* - ", "> > ", " "]
    let contents = [
      "```python", "```", "~~~", "````", "~~~~ py", "``` ", "x = 1", "", "", "  y", "\tz", "a\tb", "# h", "<!-- c -->",
      "<div>", "*** ", "가 나", "```a`b", "   ```", "- ", "`c`", "$x$", "    deep",
    ]
    let endings = ["\n", "\n", "\n", "\r\n", "\r"]
    let ending = endings[random.below(endings.count)]
    var text = ""
    for _ in 0..<random.below(16) {
      for _ in 0..<random.below(4) { text += prefixes[random.below(prefixes.count)] }
      text += contents[random.below(contents.count)]
      text += random.below(12) == 0 ? endings[random.below(endings.count)] : ending
    }
    if random.below(3) == 0 { text += "```\nlast" }
    return text
  }
}

extension SplitMix {
  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
