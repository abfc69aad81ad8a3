import Testing

@testable import PythonSyntax

@Suite struct LexerTests {
  @Test func commentsKnowTheirPlaces() {
    let text = "x = 1  # one\n    # two\ns = '# no'\ny = [  # three\n# four\n]\n"
    let comments = Lexer.lex(Array(text.utf8)).comments
    let bytes = Array(text.utf8)
    #expect(
      comments.map { String(decoding: bytes[$0.range], as: UTF8.self) } == ["# one", "# two", "# three", "# four"])
    #expect(comments.map(\.column) == [7, 4, 7, 0])
    #expect(comments.map(\.isOwnLine) == [false, true, false, true])
    #expect(comments.map(\.depth) == [0, 0, 1, 1])
  }

  @Test func placesAreBytes() throws {
    let text = Array("é = 'ü'\nprint(é)\n".utf8)
    let module = try Parser.parse(text)
    #expect(module.body.map { String(decoding: text[$0.range], as: UTF8.self) } == ["é = 'ü'", "print(é)"])
  }

  @Test func expressionsCanBeParsedAlone() throws {
    let value = try Parser.parseExpression(Array("  1 + x".utf8))
    #expect(Unparser.text(of: value) == "1 + x")
    let failure = #expect(throws: SyntaxFailure.self) { try Parser.parseExpression(Array("x = 1".utf8)) }
    #expect(failure?.message == "invalid syntax")
  }
}
