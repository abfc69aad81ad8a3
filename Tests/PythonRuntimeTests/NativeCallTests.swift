import Testing

@testable import PythonRuntime

/// Builtin types called directly, as native modules call them.
@Suite struct NativeCallTests {
  let interpreter = Interpreter()

  private func builtin(_ name: String) throws -> Value {
    try #require(Builtins.table.value(of: name))
  }

  private func list(_ numbers: Int...) -> Value { .list(numbers.map { .int($0) }) }

  @Test func setsKeepTheOrderOfCPythonsTable() throws {
    let set = try SetObject.make([40, 10, 50, 20, 30, 3, 1].map { .int($0) }, interpreter)
    #expect(try interpreter.repr(.object(set)) == "{1, 3, 40, 10, 50, 20, 30}")
    let constants = try SetObject.ofConstants([10, 20, 30, 40, 50].map { .int($0) }, interpreter)
    #expect(try interpreter.repr(.object(constants)) == "{50, 20, 40, 10, 30}")
  }

  @Test func methodsAreFoundAndCalled() throws {
    let text = Value.string("a,b")
    #expect(try interpreter.repr(interpreter.callMethod(text, "split", [.string(",")])) == "['a', 'b']")
    let numbers = list(3, 1, 2)
    _ = try interpreter.callMethod(numbers, "sort")
    #expect(try interpreter.repr(numbers) == "[1, 2, 3]")
    #expect(try interpreter.repr(interpreter.call(builtin("sum"), numbers)) == "6")
    #expect(try interpreter.repr(interpreter.call(builtin("max"), numbers)) == "3")
    #expect(
      try interpreter.repr(interpreter.call(builtin("list"), interpreter.call(builtin("zip"), numbers, text)))
        == "[(1, 'a'), (2, ','), (3, 'b')]")
  }

  @Test func errorsSpeakAsCPython() throws {
    func message(_ body: () throws -> Value) -> String {
      do {
        return try interpreter.repr(body())
      } catch let error as PythonException {
        return "\(error.typeName): \((try? error.exception.str(interpreter)) ?? "?")"
      } catch {
        return "\(error)"
      }
    }
    #expect(message { try interpreter.call(builtin("len"), .int(5)) } == "TypeError: object of type 'int' has no len()")
    #expect(
      message { try interpreter.callMethod(list(), "append") }
        == "TypeError: list.append() takes exactly one argument (0 given)")
    #expect(message { try interpreter.callMethod(list(), "pop") } == "IndexError: pop from empty list")
    #expect(
      message { try interpreter.callMethod(.string("a"), "find") }
        == "TypeError: find() takes at least 1 argument (0 given)")
    #expect(
      message { try interpreter.binary(.add, .string("a"), .int(1)) }
        == "TypeError: can only concatenate str (not \"int\") to str")
    #expect(message { try interpreter.binary(.divide, .int(1), .int(0)) } == "ZeroDivisionError: division by zero")
  }
}
