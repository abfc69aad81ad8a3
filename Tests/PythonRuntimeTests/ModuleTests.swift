import Foundation
import PythonSyntax
import Synchronization
import TestSupport
import Testing

@testable import PythonRuntime

/// The programs below `Cases/modules` print what `Recording/record_modules.py` recorded from CPython 3.11.
@Suite struct ModuleTests {
  static let folders = caseFolders(holding: "expected.txt").filter { $0.name.hasPrefix("modules/") }

  /// Runs a program on a thread with a stack like a session's, and returns what it printed and the error it ended with.
  static func output(of text: String) -> String {
    let printed = Mutex("")
    let thread = Thread {
      let interpreter = Interpreter()
      interpreter.onOutput = { part, _ in printed.withLock { $0 += part } }
      do {
        _ = try interpreter.runModule("__main__", text: Array(text.utf8), file: "input.py")
      } catch let error as PythonException {
        let message = (try? interpreter.str(.object(error.exception))) ?? "?"
        let lines = error.exception.traceback.map { "\($0)" }.joined(separator: "; ")
        printed.withLock { $0 += "\(error.exception.type.name): \(message) [\(lines)]\n" }
      } catch {
        printed.withLock { $0 += "\(error)\n" }
      }
      printed.withLock { $0 += "\u{4}" }
    }
    thread.stackSize = 512 << 20
    thread.start()
    while !printed.withLock({ $0.hasSuffix("\u{4}") }) { usleep(500) }
    return printed.withLock { String($0.dropLast()) }
  }

  @Test(arguments: folders) func printsWhatCPythonPrints(_ folder: CaseFolder) throws {
    let expected = try folder.text("expected.txt").split(separator: "\n", omittingEmptySubsequences: false)
    let actual = ModuleTests.output(of: try folder.text("input.py")).split(
      separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in expected.enumerated() {
      #expect(index < actual.count ? actual[index] == line : false, "line \(index + 1)")
    }
    #expect(actual.count <= expected.count, "\(actual.dropFirst(expected.count))")
  }
}
