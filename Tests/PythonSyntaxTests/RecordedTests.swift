import SourceText
import TestSupport
import Testing

@testable import PythonSyntax

/// What CPython 3.11 makes of the texts below `Cases`, recorded by `Recording/record.py`.
@Suite struct RecordedTests {
  @Test(arguments: caseFolders(holding: "tree.txt"))
  func treesAreThoseOfCPython(_ folder: CaseFolder) throws {
    let text = Array(try folder.text("input.py").utf8)
    let module = try Parser.parse(text)
    #expect(ASTDump.text(of: module) + "\n" == (try folder.text("tree.txt")))
  }

  @Test(arguments: caseFolders(holding: "tree.txt"))
  func whatIsWrittenParsesToTheSameTree(_ folder: CaseFolder) throws {
    let module = try Parser.parse(Array(try folder.text("input.py").utf8))
    let written = Unparser.text(of: module)
    let again = try Parser.parse(Array(written.utf8))
    #expect(ASTDump.text(of: again) == ASTDump.text(of: module))
    #expect(Unparser.text(of: again) == written)
  }

  @Test(arguments: caseFolders(holding: "error.txt"))
  func errorsAreThoseOfCPython(_ folder: CaseFolder) throws {
    let file = SourceFile(path: "input.py", bytes: Array(try folder.text("input.py").utf8))
    let expected = try folder.text("error.txt").split(separator: "\n").map(String.init)
    let failure = try #require(throws: SyntaxFailure.self) { try Parser.parse(file.bytes) }
    #expect(failure.description == expected[0])
    #expect(failure.range.lowerBound >= 0 && failure.range.upperBound <= file.bytes.count + 1)
    if expected.count > 1 {
      let place = file.lineColumn(at: min(failure.range.lowerBound, file.bytes.count))
      #expect(place.description == expected[1])
    }
  }

  @Test(arguments: caseFolders(holding: "input.py"))
  func everyTextCanBeColoured(_ folder: CaseFolder) throws {
    let text = Array(try folder.text("input.py").utf8)
    var end = 0
    for span in Highlighter.spans(in: text) {
      #expect(span.range.lowerBound >= end && span.range.upperBound <= text.count && !span.range.isEmpty)
      end = span.range.upperBound
    }
  }
}
