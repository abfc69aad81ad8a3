import Foundation
import PythonSyntax
import Testing

@testable import PythonRuntime

@Suite struct EmbeddedLibraryTests {
  /// `list.sh` was run after the last file was added or removed.
  @Test func holdsEveryFile() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Sources/PythonLibrary")
    let files = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
    let sources = files.filter { $0.hasSuffix(".py") }.filter {
      ((try? Data(contentsOf: root.appendingPathComponent($0)))?.isEmpty) == false
    }
    #expect(EmbeddedLibrary.paths == sources.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }

  @Test func everyFileIsPython() throws {
    for path in EmbeddedLibrary.paths {
      let module = path.replacingOccurrences(of: "standard/", with: "").replacingOccurrences(
        of: "/__init__.py", with: ""
      )
      .replacingOccurrences(of: ".py", with: "").replacingOccurrences(of: "/", with: ".")
      let source = try #require(EmbeddedLibrary.source(of: module))
      #expect(throws: Never.self, "\(path)") { try Parser.parse(source.text) }
    }
  }
}

/// A module's definitions wait for their first use, which must not change what they are.
@Suite struct DeferredDefinitionTests {
  @Test func partsAreTheStatementsOfEveryFile() throws {
    for path in EmbeddedLibrary.paths {
      let module = path.replacingOccurrences(of: "standard/", with: "").replacingOccurrences(
        of: "/__init__.py", with: ""
      )
      .replacingOccurrences(of: ".py", with: "").replacingOccurrences(of: "/", with: ".")
      let text = try #require(EmbeddedLibrary.source(of: module)).text
      let parts = DefinitionOutline.parts(of: text)
      #expect(parts.flatMap { Array(text[$0.range]) } == text, "\(path)")
      let whole = try Parser.parse(text).body
      let divided = try parts.flatMap { part in
        let statements = try Parser.parse(Array(text[part.range])).body
        if let name = part.name { #expect(statements.count == 1, "\(path): \(name)") }
        return statements.map { $0.range.lowerBound + part.range.lowerBound }
      }
      #expect(divided == whole.map(\.range.lowerBound), "\(path)")
    }
  }

  @Test func partsOfDifficultText() {
    let text = """
      '''def not_this():
      pass
      '''
      x = [
      1]  # def nor_this
      @wraps
      def decorated(): pass
      def first(a,
        b="\\"",
      ):
          r'''
      class Inner: '''
          return a
      # a comment
      class Second(Base): value = 1
      y = 2
      """
    let parts = DefinitionOutline.parts(of: Array(text.utf8))
    #expect(parts.map(\.name) == [nil, "first", "Second", nil])
  }

  /// The functions of a module that are asked for are made, the others are not.
  @Test func onlyWhatIsUsedIsMade() throws {
    let interpreter = Interpreter()
    let table = interpreter.makeGlobals(moduleName: "m")
    let text = """
      def a(): return b() + len("xy")
      def b(): return 1
      def c(): return 2
      def len(x): return 40
      class D:
          def get(self): return 1 / 0
      """
    try interpreter.runLibraryModule(ModuleText(Array(text.utf8), file: "m.py"), in: table)
    #expect(table.deferredNames.map(\.value) == ["a", "b", "c", "len", "D"])
    let module = ModuleObject("m", globals: table)
    let a = try #require(try module.attribute(StringObject("a"), interpreter))
    // A deferred function hides a builtin of its name.
    #expect(try interpreter.call(a).text(interpreter) == "41")
    #expect(table.deferredNames.map(\.value) == ["c", "D"])
    let made = try interpreter.call(try #require(try module.attribute(StringObject("D"), interpreter)))
    do {
      _ = try interpreter.call(try interpreter.getAttribute(made, "get"))
      Issue.record("nothing was raised")
    } catch let error as PythonException {
      // Lines are those of the whole text.
      let entry = try #require(error.exception.traceback.first)
      #expect(entry.line == 6)
    }
  }

  /// Nothing of the library is read for a document that imports nothing.
  @Test func nothingIsReadForNothing() throws {
    let interpreter = Interpreter()
    let code = try interpreter.loadCell(
      try Parser.parse(Array("x = sum(i * i for i in range(10))\nprint(x)".utf8)), sourceName: "cell", line: { $0 })
    for statement in code { _ = try interpreter.run(statement) }
    #expect(interpreter.modules.keys.compactMap(\.text) == ["__main__"])
  }
}

extension Value {
  fileprivate func text(_ interpreter: Interpreter) throws -> String { try interpreter.str(self) }
}
