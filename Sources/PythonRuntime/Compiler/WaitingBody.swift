import PythonSyntax
import SourceText

/// The body of a method that is compiled when it is first called.
struct WaitingBody {
  /// Where the method stands in its source, from `def` on.
  let range: ByteRange
  /// The name of the class around it.
  let className: String
}

extension Compiler {
  /// The body of a method, if it waits: its definition has a placeholder.
  func waitingBody(of definition: FunctionDefinition) -> WaitingBody? {
    guard scope.kind == .classBody, let range = code.source.waitingMethods[definition.nameRange.lowerBound] else {
      return nil
    }
    return WaitingBody(range: range, className: scope.name)
  }

  /// The code of a function; of one whose body waits, what makes up for that.
  func functionCode(
    _ scope: Scope, _ definition: FunctionDefinition, range: ByteRange, waitingBody: WaitingBody? = nil
  ) throws -> CodeObject {
    try functionCode(
      scope, parameters: definition.parameters, name: definition.name, range: range,
      { compiler in
        if waitingBody != nil {
          compiler.code.emit(.expand)
        } else {
          try compiler.statements(definition.body)
          compiler.code.emit(.returnNone)
        }
      }, documentation: definition.body.documentation.map { .string($0) } ?? .none, waitingBody: waitingBody)
  }

  /// The code of a method with its body.
  static func compile(
    _ body: WaitingBody, source: CodeSource, globals: GlobalTable, interpreter: Interpreter
  ) throws -> CodeObject? {
    let text = source.bytes(in: body.range)
    let part = CodeSource(name: source.name, isCell: source.isCell, text: text, showsText: source.showsText) {
      source.line(of: body.range.lowerBound + $0)
    }
    guard let statement = Parser.parseSegment(Array(text)), case .function(let definition) = statement.kind else {
      return nil
    }
    // The class around it decides what its names mean.
    let place = ByteRange(uncheckedBounds: (text.count, text.count))
    let surroundings = ClassDefinition(
      name: body.className, bases: [], keywords: [], body: [statement], decorators: [], nameRange: place)
    let (_, scopes) = try ScopeBuilder.scopes(of: [Statement(.class(surroundings), at: statement.range)]) { count in
      try interpreter.charge(count)
    }
    guard let classScope = scopes[ScopeBuilder.key(class: place)],
      let scope = scopes[ScopeBuilder.key(function: definition.nameRange)]
    else { return nil }
    let builder = CodeBuilder(
      kind: .classBody, name: body.className, qualifiedName: body.className, source: part, range: statement.range,
      isWide: false)
    let compiler = Compiler(
      interpreter: interpreter, globals: globals, scopes: scopes, scope: classScope, code: builder,
      qualifiedPrefix: body.className + ".")
    return try compiler.functionCode(scope, definition, range: statement.range)
  }
}

extension Interpreter {
  /// Goes on with the body of a method that waited: from now on, the code's layout is that of the body. The frame on
  /// top, which runs the code, is given the registers that the body needs beyond the parameters.
  @inline(never) func expand(_ frame: UnsafeMutablePointer<Frame>) throws {
    let layout = frame.pointee.layout
    let parameterCount = layout.pointee.variableCount
    try compileBody(layout, frame.pointee.globals.takeUnretainedValue())
    let registers = frame.pointee.registers
    let top = registers + layout.pointee.registerCount
    guard stack.initialize(to: max(top, stack.stackTop)) else { throw recursionError() }
    for index in parameterCount..<max(parameterCount, layout.pointee.variableCount) { (registers + index).empty() }
    stack.stackTop = max(stack.stackTop, top)
    frame.pointee.function?._withUnsafeGuaranteedRef { $0.instructions = layout.pointee.instructions }
    frame.pointee.pc = layout.pointee.instructions
  }

  /// The code of a function with its body.
  func fullCode(of function: FunctionObject) throws -> CodeObject {
    try compileBody(function.layout, function.globals)
    return function.layout.pointee.code.takeUnretainedValue()
  }

  /// Compiles the body that code waits for, if it still does.
  private func compileBody(_ layout: UnsafeMutablePointer<CodeLayout>, _ globals: GlobalTable) throws {
    let code = layout.pointee.code.takeUnretainedValue()
    guard let body = code.waitingBody else { return }
    try checkNativeStack()
    try charge(1 << 10)
    guard let full = try Compiler.compile(body, source: code.source, globals: globals, interpreter: self) else {
      throw PythonException(.systemError, "the body of \(code.qualifiedName) is not where it was")
    }
    // Whether calls may go without binding was decided when the function was made.
    let simpleCount = layout.pointee.simpleCount
    layout.pointee = full.layout.pointee
    layout.pointee.simpleCount = simpleCount
  }
}
