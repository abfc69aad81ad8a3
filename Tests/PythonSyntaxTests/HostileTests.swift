import Testing

@testable import PythonSyntax

/// Texts made to break a parser: each is answered, and at once.
@Suite struct HostileTests {
  static let texts: [(String, String)] = [
    ("nested parentheses", "x = " + repeated("(", 200) + "1" + repeated(")", 200)),
    ("nested braces", "x = " + repeated("{", 199) + "b" + repeated("}", 199)),
    ("nested subscripts", "x = " + repeated("a[", 199) + "b" + repeated("]", 199)),
    ("nested subscripts, wrong", "x = " + repeated("a[", 199) + "b c" + repeated("]", 199)),
    ("nested dictionaries, wrong", "x = " + repeated("{a: ", 199) + "b c" + repeated("}", 199)),
    ("nested calls, wrong", "x = " + repeated("f(a=", 199) + "b c" + repeated(")", 199)),
    ("nested generators", "x = " + repeated("(a for b in ", 199) + "b" + repeated(")", 199)),
    ("nested with", "with " + repeated("(", 199) + "b c" + repeated(")", 199) + ": pass"),
    ("nested patterns", "match x:\n case " + repeated("[", 199) + "b c" + repeated("]", 199) + ": pass"),
    ("signs", "x = " + repeated("-", 100_000) + "1"),
    ("not", "x = " + repeated("not ", 100_000) + "1"),
    ("lambdas", "x = " + repeated("lambda: ", 100_000) + "1"),
    ("conditions", "x = " + repeated("1 if 1 else ", 100_000) + "1"),
    ("powers", "x = " + repeated("2**", 100_000) + "1"),
    ("sums", "x = " + repeated("1 + ", 100_000) + "1"),
    ("attributes", "x = " + repeated("a.", 100_000) + "b"),
    ("calls", "x = a" + repeated("(1)", 100_000)),
    ("elif", "if a: pass\n" + repeated("elif b: pass\n", 100_000)),
    ("targets, wrong", repeated("a = ", 20_000) + "b c"),
    ("arguments, wrong", "f(" + repeated("a, ", 20_000) + "b c)"),
    ("parameters, wrong", "def f(" + repeated("a=1, ", 20_000) + "b): pass"),
    ("values in a string", "x = f'" + repeated("{a}", 20_000) + "'"),
    ("nested strings", "x = f'{f\"{f'''{f\"\"\"{1}\"\"\"}'''}\"}'"),
    ("strings side by side", "x = " + repeated("'a' ", 100_000)),
    ("brackets that do not close", repeated("[", 100_000)),
    ("brackets that do not open", repeated("]", 100_000)),
    ("quotes", repeated("'\n", 50_000)),
    ("signs without meaning", repeated("? ", 50_000)),
    ("invisible characters", repeated("\u{200b}", 50_000)),
    ("named characters", "x = '" + repeated("\\N{BULLET}", 20_000) + "'"),
  ]

  static func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

  @Test(arguments: texts.indices)
  func isAnsweredAtOnce(_ index: Int) {
    let (name, text) = Self.texts[index]
    let bytes = Array(text.utf8)
    let elapsed = ContinuousClock().measure {
      _ = try? Parser.parse(bytes)
      _ = Highlighter.spans(in: bytes)
    }
    #expect(elapsed < .seconds(20), "\(name)")
  }

  /// Texts that take long to read, each in another way.
  static let longTexts: [(String, String)] = [
    ("statements", repeated("x = 1\n", 10_000)), ("elements", "x = [" + repeated("1, ", 10_000) + "]"),
    ("lines within a definition", "def f():\n" + repeated("    pass\n", 10_000)),
    ("elements, the last one wrong", "x = [" + repeated("1, ", 10_000) + "1 2]"),
    ("parameters", "def f(" + repeated("a, ", 10_000) + "): pass"),
    ("parameters, wrong", "def f(" + repeated("a=1, ", 10_000) + "b): pass"),
    ("values in a string", "x = f'" + repeated("{a}", 10_000) + "'"),
    ("keywords", "f(" + repeated("a=1, ", 10_000) + ")"),
    ("conditions", "if a: pass\n" + repeated("elif b: pass\n", 10_000)),
  ]

  @Test(arguments: longTexts.indices)
  func readingEndsWhenItIsToldTo(_ index: Int) {
    let (name, text) = Self.longTexts[index]
    var asked = 0
    let watch = ReadingWatch {
      asked += 1
      return asked > 1 ? SyntaxFailure(.timeoutError, "the time is up", at: 0..<0) : nil
    }
    let failure = #expect(throws: SyntaxFailure.self) { try Parser.parse(Array(text.utf8), watch) }
    #expect(failure?.type == .timeoutError, "\(name)")
    #expect(asked == 2, "\(name)")
  }

  @Test func aPromptIsReadWhereItStands() throws {
    let text = Array("x =\nprint(1)\ny y\n".utf8)
    let body = try Parser.parse(text, Lexer.lex(text, in: 4..<13, nil)).body
    #expect(body.map(\.range) == [4..<12])
    let failure = #expect(throws: SyntaxFailure.self) { try Parser.parse(text, Lexer.lex(text, in: 13..<17, nil)) }
    #expect(failure?.range == 15..<16)
  }

  @Test func everyBeginningOfATextIsAnswered() {
    let text = Array("def f(a, *b, c=1):\n    x = [f'{a!r:>{b}}', {1: 'é'}]\n    if x: return lambda: 1\n".utf8)
    for end in 0...text.count {
      _ = try? Parser.parse(Array(text[..<end]))
      _ = Highlighter.spans(in: Array(text[..<end]))
    }
  }

  @Test func asynchronousCodeIsNamed() {
    for text in ["async def f(): pass", "await x", "x = [y async for y in z]", "async with a: pass"] {
      let failure = #expect(throws: SyntaxFailure.self) { try Parser.parse(Array(text.utf8)) }
      #expect(failure?.message.contains("is not supported") == true)
    }
  }
}
