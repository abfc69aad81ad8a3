import PythonSyntax

/// What running a statement gave.
package enum StatementResult {
  /// The statement ran.
  case finished
  /// The value of an expression statement, which may be `None`.
  case value(Value)
}

/// A statement of a cell, compiled.
package struct CompiledStatement {
  /// The statement as parsed.
  package let statement: Statement
  let code: CodeObject
  let globals: GlobalTable
}

extension Interpreter {
  /// Compiles the statements of a cell, to be run one by one. Raises `SyntaxError` for what only the compiler notices.
  ///
  /// - Parameters:
  ///   - text: what was parsed, for the lines in tracebacks; empty if they are to show none.
  ///   - place: takes bytes of the text to bytes of the document.
  ///   - line: takes a byte of the text to a line of the document.
  package func loadCell(
    _ module: Module, sourceName: String, text: [UInt8] = [],
    place: (@Sendable (Range<Int>) -> Range<Int>)? = nil, line: @escaping @Sendable (Int) -> Int
  ) throws -> [CompiledStatement] {
    let source = CodeSource(
      name: sourceName, isCell: true, text: text[...], showsText: true, place: place, line: line)
    let codes = try compile(module, source: source, globals: globals, displaying: true)
    return zip(module.body, codes).map { CompiledStatement(statement: $0, code: $1, globals: globals) }
  }

  /// Runs one statement of a cell. Throws a `PythonException` with its traceback.
  package func run(_ statement: CompiledStatement) throws -> StatementResult {
    wasTold = false
    let value = try run(statement.code, globals: statement.globals)
    if case .expression = statement.statement.kind { return .value(value) }
    return .finished
  }

  /// Reads a text under the session's limits. Throws what ends the running statement, or a `SyntaxFailure`.
  func reading<Result>(_ read: (ReadingWatch) throws(SyntaxFailure) -> Result) throws -> Result {
    var ending: (any Error)?
    let watch = ReadingWatch { [unowned self] in
      do {
        try refillBudget()
        return nil
      } catch {
        ending = error
        return SyntaxFailure(.timeoutError, "", at: 0..<0)
      }
    }
    do {
      return try read(watch)
    } catch {
      throw ending ?? error
    }
  }

  func compile(
    _ module: Module, source: CodeSource, globals: GlobalTable, displaying: Bool
  ) throws -> [CodeObject] {
    var codes: [CodeObject] = []
    for statement in module.body {
      try charge(1 << 10)
      do {
        codes.append(
          try Compiler.compile(
            statement, displaying: displaying, source: source, globals: globals, interpreter: self))
      } catch let failure as CompileFailure {
        throw syntaxError(
          SyntaxFailure(failure.message, at: failure.range).found(by: .compiler), in: Array(source.text),
          name: source.name)
      }
    }
    return codes
  }

  /// A parser's complaint about a text as an exception.
  package func syntaxError(
    _ failure: SyntaxFailure, in text: [UInt8], name: String, isExpression: Bool = false
  ) -> PythonException {
    let type: TypeObject =
      switch failure.type {
      case .syntaxError: .syntaxError
      case .indentationError: .indentationError
      case .tabError: .tabError
      case .recursionError: .recursionError
      case .timeoutError: .timeoutError
      case .keyboardInterrupt: .keyboardInterrupt
      }
    // These tell of the reading and of no place in the text.
    if failure.type == .recursionError || failure.type.isInterruption {
      return PythonException(type, arguments: failure.message.isEmpty ? [] : [.string(failure.message)])
    }
    let place = failure.place(in: text, isExpression: isExpression)
    let details: [Value] = [
      .string(name), .int(place.line), .int(place.offset), place.text.map { .string($0) } ?? .none,
      .int(place.endLine), .int(place.endOffset),
    ]
    let exception = PythonException(type, arguments: [.string(failure.message), .tuple(details)])
    if failure.origin == .symbolTable { exception.exception.keepDetails(args: [.string(failure.message)]) }
    return exception
  }

  /// The lines of cells that are executing, innermost first.
  package var executingLines: [Int] {
    var lines: [Int] = []
    var frame = stack.frameTop
    while frame > stack.frames {
      frame -= 1
      let code = frame.pointee.code.takeUnretainedValue()
      guard code.source.isCell else { continue }
      let position = min(max(frame.pointee.pc - code.instructions - 1, 0), code.instructionCount - 1)
      lines.append(code.source.line(of: code.ranges[position].lowerBound))
    }
    return lines
  }

  /// Sends text to the session's output with the lines that are executing. Raises when there was too much of it.
  package func emit(_ text: String) throws {
    try count(text)
    try onOutput(text, executingLines)
  }

  /// Sends text to the session's standard error. Raises when there was too much output.
  package func emitError(_ text: String) throws {
    try count(text)
    try onErrorOutput(text)
  }

  private func count(_ text: String) throws {
    outputBytes += text.utf8.count
    if outputBytes > limits.outputBytes {
      throw PythonException(.runtimeError, "output limit exceeded (\(limits.outputBytes) bytes)")
    }
  }
}
