import Foundation
import PythonSyntax
import TestSupport
import Testing

@testable import PythonRuntime

/// Programs against what CPython 3.11 printed for them: `input.py` and `expected.txt` (standard output, then the
/// traceback if the program was ended by an exception). See `Recording/record_programs.py`.
@Suite struct ProgramTests {
  @Test(arguments: caseFolders(holding: "input.py").filter { $0.name.hasPrefix("language/") })
  func program(_ folder: CaseFolder) throws {
    let expected = try folder.text("expected.txt")
    let actual = ProgramRunner.output(of: Array(try folder.text("input.py").utf8), in: folder.url)
    #expect(actual == expected)
  }
}

/// Runs whole programs, statement by statement as a cell runs, on a thread with a stack of its own.
enum ProgramRunner {
  /// What the program prints, and its traceback; of a syntax error, its place only where that was recorded.
  static func output(of text: [UInt8], in folder: URL? = nil, placingSyntaxErrors: Bool = false) -> String {
    let box = Box()
    let thread = Thread {
      box.text = run(text, folder, placingSyntaxErrors)
      box.done.signal()
    }
    thread.stackSize = 256 << 20
    thread.start()
    box.done.wait()
    return box.text
  }

  private final class Box: @unchecked Sendable {
    var text = ""
    let done = DispatchSemaphore(value: 0)
  }

  private static func run(_ text: [UInt8], _ folder: URL?, _ placingSyntaxErrors: Bool) -> String {
    var limits = Limits()
    limits.nativeStackBytes = 200 << 20
    let interpreter = Interpreter(limits: limits)
    var output = ""
    interpreter.onOutput = { text, _ in output += text }
    interpreter.sourceOfModule = { name in
      guard let folder, let data = try? Data(contentsOf: folder.appendingPathComponent(name + ".py")) else {
        return nil
      }
      return (Array(data), name + ".py")
    }
    let lines = LineTable(text)
    do {
      for statement in try interpreter.loadCell(
        Parser.parse(text), sourceName: "input.py", text: text, line: { lines.line(of: $0) })
      {
        _ = try interpreter.run(statement)
      }
    } catch let error as PythonException {
      output += interpreter.tracebackText(error.exception)
    } catch let error as SyntaxFailure {
      output +=
        placingSyntaxErrors
        ? error.report(in: text, name: "input.py") : "\(error.type.rawValue): \(error.message)\n"
    } catch {
      output += "\(error)\n"
    }
    return output
  }
}
