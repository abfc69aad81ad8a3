import PythonSyntax

/// What `compile` makes of a text: a program that `eval` and `exec` run.
final class ProgramObject: Object {
  enum Mode: String { case exec, eval, single }

  let module: Module
  let text: [UInt8]
  let filename: String
  let mode: Mode

  // Written out because the compiler warns of the one that it would make itself.
  @available(*, unavailable)
  package override init(type: TypeObject) { preconditionFailure("a program is made of a module") }

  init(_ module: Module, _ text: [UInt8], filename: String, mode: Mode) {
    self.module = module
    self.text = text
    self.filename = filename
    self.mode = mode
    super.init(type: .code)
  }

  override func repr(_ interpreter: Interpreter) throws -> String {
    "<code object <module> at \(addressText), file \"\(filename)\", line 1>"
  }
}

/// Builtin functions that run text, and those that show the variables of running code: `eval`, `exec`, `globals`,
/// `locals`, `__import__`.
///
/// Variables are slots, not items of a dictionary: `globals()` and `locals()` are read-only pictures, and what text that
/// runs over a dictionary assigns is put into the dictionary when it ends.
enum EvaluationFunctions {
  /// The functions.
  static let all: [NativeFunction] = [
    NativeFunction("eval", .positional(1...3)) { interpreter, arguments in
      let program = try program(arguments[0], mode: .eval, function: "eval", interpreter)
      let result = try interpreter.evaluate(program, arguments, function: "eval")
      return program.mode == .eval ? result : .none
    },
    NativeFunction("exec", .positional(1...3)) { interpreter, arguments in
      let program = try program(arguments[0], mode: .exec, function: "exec", interpreter)
      _ = try interpreter.evaluate(program, arguments, function: "exec")
      return .none
    },
    NativeFunction(
      "compile",
      .signature("(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)")
    ) { interpreter, arguments in
      guard let name = arguments[2].text else {
        throw PythonException(.typeError, "compile() argument 'mode' must be str, not \(arguments[2].type.tpName)")
      }
      guard let mode = ProgramObject.Mode(rawValue: name) else {
        throw PythonException(.valueError, "compile() mode must be 'exec', 'eval' or 'single'")
      }
      if arguments[0].object is ProgramObject { return arguments[0] }
      let filename = try arguments[1].text ?? interpreter.str(arguments[1])
      let program = try parsed(
        source(arguments[0], "compile() arg 1 must be a string, bytes or AST object"), filename: filename, mode: mode,
        interpreter)
      // What is wrong beyond the grammar is said now; the code itself is made for the variables it will run over.
      let scratch = GlobalTable(moduleName: "__main__") { _ in nil }
      _ = try interpreter.compile(
        program.module,
        source: CodeSource(name: filename, isCell: false, text: program.text[...], showsText: false) { _ in 1 },
        globals: scratch, displaying: true)
      return .object(program)
    },
    NativeFunction("globals", .none) { interpreter, _ in
      .object(MappingProxyObject(interpreter.callerGlobals.table, variables: interpreter.callerGlobals))
    },
    NativeFunction("locals", .none) { interpreter, _ in
      guard let locals = interpreter.callerLocals else {
        return .object(MappingProxyObject(interpreter.callerGlobals.table, variables: interpreter.callerGlobals))
      }
      return .object(DictObject(locals))
    },
    NativeFunction("__import__", .signature("(name, globals=None, locals=None, fromlist=(), level=0)")) {
      interpreter, arguments in
      guard let name = arguments[0].text else {
        throw PythonException(.typeError, "__import__() argument 1 must be str, not \(arguments[0].type.tpName)")
      }
      let module = try interpreter.importModule(name)
      let wantsLeaf = arguments[3].isUndefined ? false : try interpreter.truth(arguments[3])
      guard !wantsLeaf, let dot = name.firstIndex(of: ".") else { return module }
      return try interpreter.importModule(String(name[..<dot]))
    },
  ]

  private static func source(_ value: Value, _ complaint: String) throws -> [UInt8] {
    if let bytes = value.bytes { return bytes }
    guard let text = value.text else { throw PythonException(.typeError, complaint) }
    return Array(text.utf8)
  }

  /// The program that `eval` or `exec` is given, or that its text is.
  private static func program(
    _ value: Value, mode: ProgramObject.Mode, function: String, _ interpreter: Interpreter
  ) throws -> ProgramObject {
    if let program = value.object as? ProgramObject { return program }
    let text = try source(value, "\(function)() arg 1 must be a string, bytes or code object")
    return try parsed(text, filename: "<string>", mode: mode, interpreter)
  }

  private static func parsed(
    _ text: [UInt8], filename: String, mode: ProgramObject.Mode, _ interpreter: Interpreter
  ) throws -> ProgramObject {
    if text.count > 2 << 20 { throw PythonException(.memoryError, "a program of more than 2 MiB") }
    try interpreter.charge(text.count << 6)
    do {
      guard mode == .eval else {
        let module = try interpreter.reading { (watch) throws(SyntaxFailure) in try Parser.parse(text, watch) }
        return ProgramObject(module, text, filename: filename, mode: mode)
      }
      let expression = try interpreter.reading { (watch) throws(SyntaxFailure) in
        try Parser.parseExpression(text, watch)
      }
      let module = Module(body: [Statement(.expression(expression), at: expression.range)])
      return ProgramObject(module, text, filename: filename, mode: mode)
    } catch let error as SyntaxFailure {
      // The blanks before an expression are no part of it.
      let start = mode == .eval ? text.firstIndex { $0 != 0x20 && $0 != 0x09 } ?? text.count : 0
      let moved = SyntaxFailure(
        error.type, error.message, at: max(0, error.range.lowerBound - start)..<max(0, error.range.upperBound - start))
      throw interpreter.syntaxError(
        moved.found(by: error.origin), in: Array(text[start...]), name: filename, isExpression: mode == .eval)
    }
  }
}

extension Interpreter {
  /// The variables of the module whose code called the native function that is running.
  var callerGlobals: GlobalTable {
    // The frames below the top are alive while code runs, and keep their tables alive.
    stack.frameTop > stack.frames ? (stack.frameTop - 1).pointee.globals.takeUnretainedValue() : globals
  }

  /// The variables of the function or class body that called the native function that is running; `nil` at the level of
  /// a module.
  var callerLocals: HashTable? { localVariables(depth: 0) }

  /// The variables of the function or class body that is `depth` calls up from the innermost; `nil` at the level of a
  /// module, and where there is no such call.
  func localVariables(depth: Int) -> HashTable? {
    guard depth >= 0, stack.frameTop - stack.frames > depth else { return nil }
    let frame = (stack.frameTop - 1 - depth).pointee
    let code = frame.code.takeUnretainedValue()
    if code.isModuleLevel { return nil }
    // The first registers of a live frame are its variables, initialised when it was made.
    if code.isClassBody, let namespace = frame.registers[0].cast(DictObject.self) { return namespace.table }
    var table = HashTable()
    for (index, name) in code.registerNames.enumerated() {
      var value = frame.registers[index]
      if let cell = value.cast(CellObject.self) { value = cell.value }
      if !value.isUndefined { table.set(name, value) }
    }
    // Only a function with captured variables is kept while it runs.
    if !code.freeVariables.isEmpty, let function = frame.function?.takeUnretainedValue() {
      for (name, cell) in zip(code.freeVariables, function.closure) where !cell.value.isUndefined {
        table.set(name, cell.value)
      }
    }
    return table
  }

  /// Runs the statements of a text where `eval` and `exec` are to run them: over the caller's variables or over the
  /// dictionaries given. Returns the value of the last statement if it is an expression.
  fileprivate func evaluate(
    _ program: ProgramObject, _ arguments: Arguments, function: String
  ) throws -> Value {
    let caller = callerGlobals
    let given = arguments[1].isUndefined || arguments[1].isNone ? nil : arguments[1]
    let givenLocals = arguments[2].isUndefined || arguments[2].isNone ? nil : arguments[2]
    let variables = given?.cast(MappingProxyObject.self)?.variables
    if let given, variables == nil, given.cast(DictObject.self) == nil {
      throw PythonException(.typeError, "\(function)() globals must be a dict, not \(given.type.tpName)")
    }
    var target = (givenLocals ?? given)?.cast(DictObject.self)
    let base = variables ?? caller
    let locals = given == nil && givenLocals == nil ? callerLocals : nil
    let table: GlobalTable
    if target == nil, locals == nil {
      table = base
    } else {
      let outer = given?.cast(DictObject.self)?.table
      let inner = locals ?? target?.table ?? HashTable()
      // Without a name of its own a namespace has that of the builtins, as every name that is looked up in it.
      var moduleName = base.moduleName
      if let outer {
        moduleName = outer.value(of: StringObject("__name__"))?.cast(StringObject.self)?.value ?? "builtins"
      }
      table = GlobalTable(moduleName: moduleName) { [unowned self] name -> Value? in
        if let outer {
          if let value = outer.value(of: name) { return value }
        } else if let value = base.value(of: name) {
          return value
        }
        return builtins.value(of: name)
      }
      try table.set("__name__", outer?.value(of: StringObject("__name__")) ?? .string("builtins"))
      for entry in inner.entries {
        if let name = entry.key.cast(StringObject.self) { try table.set(name, entry.value) }
      }
      if locals != nil { target = nil }
    }
    let lines = LineTable(program.text)
    let source = CodeSource(name: program.filename, isCell: false, text: program.text[...], showsText: false) {
      lines.line(of: $0)
    }
    let known = target?.table
    defer {
      if let target {
        for (name, value) in table.variables {
          if name.value == "__name__", known?.value(of: name) == nil { continue }
          target.table.set(name, value)
        }
        for entry in known?.entries ?? [] {
          // What the text deleted.
          if let name = entry.key.cast(StringObject.self), table.value(of: name) == nil { target.table.remove(name) }
        }
      }
    }
    return try table.preservingTemporaries {
      var result = Value.none
      for code in try compile(program.module, source: source, globals: table, displaying: true) {
        result = try run(code, globals: table)
        if program.mode == .single, !result.isNone { try emit(repr(result) + "\n") }
      }
      return result
    }
  }
}
