import Foundation
import TestSupport
import Testing

@testable import PythonRuntime

/// Many small programs by feature, each against what CPython 3.11 printed for it, traceback included; see
/// `Recording/record_differential.py`.
@Suite struct DifferentialTests {
  /// One section of `programs.txt` and of the `expected.txt` beside it.
  struct Program: Sendable, CustomStringConvertible {
    let description: String
    let source: String
    let expected: String?
  }

  static let programs: [Program] = caseFolders(holding: "programs.txt").flatMap { folder in
    let expected = Dictionary(
      sections(of: (try? folder.text("expected.txt")) ?? ""), uniquingKeysWith: { $1 })
    return sections(of: (try? folder.text("programs.txt")) ?? "").map { name, text in
      Program(description: "\(folder.name)/\(name)", source: text, expected: expected[name])
    }
  }

  /// The parts of a file that begin with `=== name`.
  static func sections(of text: String) -> [(String, String)] {
    ("\n" + text).components(separatedBy: "\n=== ").dropFirst().map { part in
      let end = part.firstIndex(of: "\n") ?? part.endIndex
      return (String(part[..<end]), String(part[end...].dropFirst()))
    }
  }

  /// As many programs as the suite promises, under names of their own.
  @Test func holdsItsPrograms() {
    #expect(Self.programs.count >= 1500)
    #expect(Self.programs.filter { $0.description.contains("/errors") }.count >= 150)
    #expect(Set(Self.programs.map(\.description)).count == Self.programs.count)
  }

  @Test(arguments: programs)
  func printsWhatCPythonPrints(_ program: Program) throws {
    let actual = ProgramRunner.output(of: Array(program.source.utf8), placingSyntaxErrors: true)
    #expect(try trimmed(actual) == trimmed(#require(program.expected)))
  }

  private func trimmed(_ text: String) -> String {
    var text = text
    while text.hasSuffix("\n") { text.removeLast() }
    return text
  }
}
