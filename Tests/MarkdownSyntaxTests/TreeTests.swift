import Foundation
import SourceText
import TestSupport
import Testing

@testable import MarkdownSyntax

/// Documents and the trees they are. Set `NBRUN_RECORD=1` to write the trees anew, then read the difference.
@Suite struct TreeTests {
  @Test(arguments: caseFolders(holding: "input.md"))
  func tree(_ folder: CaseFolder) throws {
    let input = [UInt8](try Data(contentsOf: folder.url.appendingPathComponent("input.md")))
    let document = MarkdownDocument.parse(SourceFile(path: "input.md", bytes: input))
    let dump = document.dump
    checkInvariants(document)
    if ProcessInfo.processInfo.environment["NBRUN_RECORD"] != nil {
      try Data(dump.utf8).write(to: folder.url.appendingPathComponent("tree.txt"))
    }
    #expect(dump == (try folder.text("tree.txt")))
  }

  @Test func deepNestingNeitherOverflowsNorTakesForever() {
    let clock = ContinuousClock()
    for prefix in [">", "> ", "- ", "1. ", "*", "[", "![", "**a ", "<!--", "$", "\\(", "`", "``` "] {
      let text = String(repeating: prefix, count: 15_000) + "a\n\n```python\nx\n```\n"
      let start = clock.now
      let document = MarkdownDocument.parse(SourceFile(path: "deep.md", text: text))
      #expect(clock.now - start < .seconds(10), "\(prefix)")
      #expect(document.nodes.count > 1)
      #expect(!document.plainText(of: 0).isEmpty || document.nodes.count < 4)
    }
  }

  @Test func manyUnclosedFormulasTakeLinearTime() {
    for piece in ["$$ a\n", "\\[ a ", "\\( a ", "\\begin{a} ", "$a ", "<a $b \" ", "`$ ``$ ", "<!-- $"] {
      let text = String(repeating: piece, count: 20_000)
      let clock = ContinuousClock()
      let time = clock.measure { _ = MarkdownDocument.parse(SourceFile(path: "long.md", text: text)) }
      #expect(time < .seconds(10), "\(piece)")
    }
  }

  @Test func aShortTextMakesNoLargeTable() {
    let wide = String(repeating: "a|", count: 5000) + "\n" + String(repeating: "-|", count: 5000) + "\n"
    #expect(MarkdownDocument.parse(SourceFile(path: "a.md", text: wide)).nodes.count < 10)
    let long = String(repeating: "a|", count: 200) + "\n" + String(repeating: "-|", count: 200) + "\n"
    let text = long + String(repeating: "x\n", count: 20_000)
    #expect(MarkdownDocument.parse(SourceFile(path: "a.md", text: text)).nodes.count < 200_000)
  }

  @Test func everyPrefixOfADocumentIsADocument() {
    let text =
      "---\na: b\n---\r\n# T $x$\n\n- > ```py\n  > a\tb\r  > ```\n\n$$\na\n\\\\ - b\n$$ <!-- c -->\n~~~\n\u{0}\u{2}0\u{3}"
    let bytes = Array(text.utf8)
    for length in 0...bytes.count {
      let document = MarkdownDocument.parse(SourceFile(path: "a.md", bytes: Array(bytes[..<length])))
      checkInvariants(document)
    }
  }

  @Test func slugsAreUniqueAndKeepEveryScript() {
    var slugs = SlugMaker()
    #expect(slugs.slug(for: "Autograd: the Basics") == "autograd-the-basics")
    #expect(slugs.slug(for: "텐서와 자동 미분") == "텐서와-자동-미분")
    #expect(slugs.slug(for: "自动求导（一）") == "自动求导一")
    #expect(slugs.slug(for: "Setup") == "setup")
    #expect(slugs.slug(for: "Setup") == "setup-1")
    #expect(slugs.slug(for: "Setup 1") == "setup-1-1")
    #expect(slugs.slug(for: "torch.nn & nn_x") == "torchnn--nn_x")
    #expect(slugs.slug(for: "!") == "section")
  }
}

/// What holds for the ranges of every document.
func checkInvariants(_ document: MarkdownDocument) {
  let count = document.file.bytes.count
  for (index, node) in document.nodes.enumerated() {
    #expect(node.range.lowerBound >= 0 && node.range.upperBound <= count)
    #expect(node.end > index && node.end <= document.nodes.count)
    guard index > 0 else { continue }
    let parent = document.nodes[node.parent]
    #expect(node.parent < index && node.end <= parent.end)
    #expect(
      parent.range.lowerBound <= node.range.lowerBound && node.range.upperBound <= parent.range.upperBound,
      "\(node) in \(parent)\n\(document.dump)")
  }
  for block in document.codeBlocks {
    var last = block.fence?.opening.upperBound ?? 0
    for line in block.lines {
      #expect(line.range.lowerBound >= last)
      last = line.range.upperBound
    }
    if let closing = block.fence?.closing { #expect(closing.lowerBound >= last) }
  }
}
