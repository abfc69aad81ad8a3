import MarkdownSyntax
import SourceText
import Testing

@testable import Notebooks

@Suite struct NotebookParserTests {
  private func parse(_ text: String) -> Notebook {
    NotebookParser.parse(MarkdownDocument.parse(SourceFile(path: "t.md", text: text)))
  }

  @Test(arguments: [
    ("python", true), ("Python", true), ("py", true), ("python3", true), ("pycon", true), ("torch", true),
    ("pytorch", true), ("tensor", true), ("{.python .input}", true), ("{python}", true), ("python{1,3}", true),
    ("python title=\"a.py\"", true), ("", false), ("pythonic", false), ("text", false), ("bash", false),
  ])
  func languageDecidesWhatIsACell(info: String, isCell: Bool) {
    #expect(parse("```\(info)\nx = 1\n```\n").cells.count == (isCell ? 1 : 0))
  }

  @Test func indentedCodeIsNoCell() {
    #expect(parse("text\n\n    x = 1\n").cells.isEmpty)
  }

  @Test func labelsComeFromInfoStringCommentAndFrontMatter() {
    let notebook = parse(
      """
      ---
      nbrun:
        tolerance: 1e-3
        exact: true
      ---
      <!-- nbrun: skip, reason="needs a GPU" -->
      ```python raises=TypeError line-numbers
      x = 1
      ```
      """)
    #expect(notebook.diagnostics.isEmpty)
    #expect(
      notebook.cells[0].labels == [.skip, .reason("needs a GPU"), .raises("TypeError"), .tolerance(1e-3), .exact])
    #expect(notebook.cells[0].skipReason == "needs a GPU")
  }

  @Test func nearlyALabelIsAWarningInAnInfoStringAndAnErrorInADirective() {
    let notebook = parse(
      "```python rasies\n```\n\n<!-- nbrun: sikp -->\n```python\n```\n\n```python tolerance=x\n```\n")
    #expect(notebook.diagnostics.map(\.severity) == [.warning, .error, .error])
    #expect(notebook.diagnostics[0].hint == "did you mean 'raises'?")
    #expect(notebook.diagnostics[1].hint == "did you mean 'skip'?")
    #expect(notebook.diagnostics[2].message.contains("needs a number"))
  }

  @Test func codeIsMappedToTheBytesOfTheFile() {
    let text = "- item\r\n\r\n  > ```python\r\n  > x = 1\r\n  > y = 'é'\r\n  > ```\r\n"
    let notebook = parse(text)
    let source = notebook.cells[0].source
    #expect(source.text == "x = 1\ny = 'é'\n")
    #expect(source.firstLine == 4)
    let offset = source.documentOffset(of: 6)
    #expect(notebook.file.bytes[offset] == UInt8(ascii: "y"))
    #expect(notebook.file.lineColumn(at: offset) == LineColumn(line: 5, column: 5))
  }

  @Test func promptsAreTakenOffAndOutputsKeepTheirLines() {
    let transcript = "```python\n>>> x = 1\n>>> for i in range(2):\n...     print(i)\n...\n0\n1\n>>> x\n1\n```\n"
    let source = parse(transcript).cells[0].source
    #expect(source.isTranscript)
    #expect(source.text == "x = 1\nfor i in range(2):\n    print(i)\n\n\n\nx\n\n")
    #expect(source.lines.map { $0.omission == .output } == [false, false, false, false, true, true, false, true])
  }

  @Test func magicsShellLinesAndTabsAreNotRun() {
    let cells = parse(
      "```python\n%matplotlib inline\n!pip install torch\nx = 5 \\\n    % 3\n```\n\n```python\n#@tab mxnet\nx\n```\n"
    ).cells
    #expect(cells[0].source.lines.map(\.omission) == [.magic, .shell, nil, nil])
    #expect(cells[1].skipReason == "belongs to the tab mxnet")
  }
}
