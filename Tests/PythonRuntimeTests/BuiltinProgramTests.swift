import Foundation
import PythonSyntax
import TestSupport
import Testing

@testable import PythonRuntime

/// The programs about builtin types and functions against what CPython printed; see
/// `Recording/expression_cases.py`.
@Suite struct BuiltinProgramTests {
  /// What a thread of its own hands back.
  private final class Output: @unchecked Sendable {
    var text = ""
    var failure: String?
  }

  static let folders = caseFolders(holding: "input.py").filter { folder in
    ["types/", "builtins/", "generated/"].contains { folder.name.hasPrefix($0) }
  }

  @Test(arguments: folders)
  func program(_ folder: CaseFolder) throws {
    let source = Array(try folder.text("input.py").utf8)
    let output = Output()
    let done = DispatchSemaphore(value: 0)
    // Sessions run on a large stack.
    let thread = Thread {
      do {
        let interpreter = Interpreter()
        interpreter.onOutput = { text, _ in output.text += text }
        do {
          let module = try Parser.parse(source)
          for statement in try interpreter.loadCell(module, sourceName: "input.py", line: { $0 }) {
            _ = try interpreter.run(statement)
          }
        } catch let error as PythonException {
          output.failure = "\(error.typeName): \(try error.exception.str(interpreter))"
        }
      } catch {
        output.failure = "\(error)"
      }
      done.signal()
    }
    thread.stackSize = 64 << 20
    thread.start()
    done.wait()
    #expect(output.failure == nil)
    let expected = try folder.text("expected.txt").components(separatedBy: "\n")
    let actual = output.text.components(separatedBy: "\n")
    #expect(actual.count == expected.count)
    for (line, pair) in zip(actual, expected).enumerated() where pair.0 != pair.1 {
      Issue.record("line \(line + 1): expected \(pair.1), got \(pair.0)")
    }
  }
}
