import Foundation
import NumPyAPI
import PythonRuntime
import PythonSyntax
import TestSupport
import Testing

@testable import TorchAPI

/// Small programs against what PyTorch printed; see `Recording/record.py`.
@Suite struct RecordedProgramTests {
  @Test(arguments: caseFolders(holding: "input.py"))
  func program(_ folder: CaseFolder) throws {
    let expected = try folder.text("expected.txt")
    // What the cases of a topic begin with stands beside them.
    let prelude = folder.exists("../prelude.py") ? try folder.text("../prelude.py") : ""
    #expect(Program.output(of: prelude + (try folder.text("input.py"))) == expected)
  }
}

/// A program run statement by statement, as at a prompt.
enum Program {
  private final class Printed: @unchecked Sendable { var text = "" }

  /// What the program prints, its values and its errors, with addresses written `0x`.
  static func output(of source: String) -> String { text(of: source).replacing(/0x[0-9a-f]+/, with: "0x") }

  /// The very text. `prepare` may add to what the program finds.
  static func text(
    of source: String, prepare: @escaping @Sendable (Interpreter) throws -> Void = { _ in }
  ) -> String {
    let printed = Printed()
    let finished = DispatchSemaphore(value: 0)
    let thread = Thread {
      run(source, prepare, printed)
      finished.signal()
    }
    thread.stackSize = 256 << 20
    thread.start()
    finished.wait()
    return printed.text
  }

  private static func run(_ source: String, _ prepare: (Interpreter) throws -> Void, _ printed: Printed) {
    let interpreter = Interpreter()
    interpreter.onOutput = { text, _ in printed.text += text }
    interpreter.sourceOfModule = { name in EmbeddedLibrary.source(of: name).map { ($0.text, $0.file) } }
    let session = TorchSession(interpreter: interpreter, seed: 0)
    NumPyModules.install(in: interpreter)
    session.run {
      do {
        try prepare(interpreter)
        let module = try Parser.parse(Array(source.utf8))
        for statement in try interpreter.loadCell(module, sourceName: "input", line: { $0 }) {
          do {
            if case .value(let value) = try interpreter.run(statement), !value.isNone {
              printed.text += try interpreter.repr(value) + "\n"
            }
          } catch let error as PythonException {
            printed.text += "\(error.typeName): \(try interpreter.str(.object(error.exception)))\n"
          }
        }
      } catch {
        printed.text += "\(error)\n"
      }
    }
  }
}
