import Testing

@testable import PythonSyntax

@Suite struct HighlighterTests {
  func parts(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return Highlighter.spans(in: bytes).filter { $0.kind != .operator }
      .map { "\($0.kind.rawValue):\(String(decoding: bytes[$0.range], as: UTF8.self))" }
  }

  @Test func namesThePartsOfAText() {
    #expect(
      parts("@a.b(1)\ndef f(x): return print('s')  # c\n") == [
        "decorator:@", "decorator:a", "decorator:.", "decorator:b", "number:1", "keyword:def", "functionName:f",
        "keyword:return", "builtin:print", "string:'s'", "comment:# c",
      ])
    #expect(parts("class A(object): x = self.list") == ["keyword:class", "className:A", "builtin:object"])
    #expect(parts("match x:\n    case 1: pass\n") == ["keyword:match", "keyword:case", "number:1", "keyword:pass"])
    #expect(parts("match = case.match") == [])
  }

  @Test func goesOnBehindWhatIsWrong() {
    #expect(parts("x = 'abc\nif 1: ) ? 2\n") == ["string:'abc", "keyword:if", "number:1", "number:2"])
    #expect(parts("x = '''abc\ndef") == ["string:'''abc\ndef"])
    #expect(parts("(1]2") == ["number:1", "number:2"])
  }
}
