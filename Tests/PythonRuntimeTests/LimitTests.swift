import PythonSyntax
import SourceText
import Testing

@testable import PythonRuntime

/// What a session may use, and that long operations on single values notice it.
@Suite struct LimitTests {
  @Test(arguments: [
    "c = (0,)\nwhile True: c += c\n", "a = [0]\nwhile True: a += a\n", "a = [0] * 10 ** 6\n",
  ])
  func sequencesThatDoubleEndInMemoryError(_ source: String) throws {
    var limits = Limits()
    limits.valueBytes = 1 << 20
    #expect(try Interpreter(limits: limits).ending(of: source) == "MemoryError")
  }

  @Test(arguments: [
    "pow(7, (1 << 4000) - 1, (1 << 4000) - 3)\n", "x = 3 ** 100000\n",
    "import math\nmath.gcd(3 ** 10000, 5 ** 8000)\n", "b = b'x' * 5000000\nc = b + b\n",
  ])
  func longOperationsAskWhetherToStop(_ source: String) throws {
    let interpreter = Interpreter()
    var looks = 0
    interpreter.mustStop = {
      looks += 1
      return looks > 1
    }
    #expect(try interpreter.ending(of: source) == "KeyboardInterrupt")
  }
}

extension Interpreter {
  /// Runs a program: the type of the exception that ended it, if there was one.
  func ending(of source: String) throws -> String? {
    let text = Array(source.utf8)
    let lines = LineTable(text)
    do {
      for statement in try loadCell(
        Parser.parse(text), sourceName: "input.py", text: text, line: { lines.line(of: $0) })
      {
        _ = try run(statement)
      }
    } catch let error as PythonException {
      return error.typeName
    }
    return nil
  }
}
