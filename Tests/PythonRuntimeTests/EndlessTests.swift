import Foundation
import PythonSyntax
import SourceText
import TestSupport
import Testing

@testable import PythonRuntime

/// Programs that take very long, most of them in one native operation after the other: each has to notice soon that its
/// time is up.
@Suite struct EndlessTests {
  static let programs: [DifferentialTests.Program] = caseFolders(holding: "endless.txt").flatMap { folder in
    DifferentialTests.sections(of: (try? folder.text("endless.txt")) ?? "").map { name, text in
      DifferentialTests.Program(description: name, source: text, expected: nil)
    }
  }

  @Test func holdsItsPrograms() { #expect(Self.programs.count >= 100) }

  @Test(arguments: programs)
  func endsSoonAfterItsTime(_ program: DifferentialTests.Program) throws {
    let interpreter = Interpreter()
    let start = Date()
    var toldAt: Date?
    interpreter.mustStop = {
      guard Date().timeIntervalSince(start) > 0.02 else { return false }
      if toldAt == nil { toldAt = Date() }
      return true
    }
    let text = Array(program.source.utf8)
    let lines = LineTable(text)
    var last = start
    #expect {
      for statement in try interpreter.loadCell(
        Parser.parse(text), sourceName: "input.py", text: text, line: { lines.line(of: $0) })
      {
        last = Date()
        _ = try interpreter.run(statement)
      }
    } throws: { error in
      (error as? PythonException)?.isInstance(of: .keyboardInterrupt) ?? false
    }
    // Between two looks lies little work. The limit leaves room for slow machines that do much else.
    let end = Date()
    #expect(end.timeIntervalSince(max(toldAt ?? end, last)) < 5)
    #expect(end.timeIntervalSince(start) < 10)
  }
}
