extension Interpreter {
  /// Puts the arguments of a call into the parameters' registers. The registers are `.undefined` before; after an error
  /// the caller empties them.
  @inline(never) func bindArguments(
    _ function: FunctionObject, _ arguments: Arguments, _ registers: UnsafeMutablePointer<Value>
  ) throws {
    let code = function.code
    let positionalCount = code.positionalCount
    let total = positionalCount + code.keywordOnlyCount
    let given = min(arguments.count, positionalCount)
    for index in 0..<given { registers[index] = arguments.base[index] }
    if code.hasVariadic {
      registers[total] = .tuple(Array(arguments.positional.dropFirst(positionalCount)))
    }
    var rest: DictObject?
    if code.hasKeywordVariadic {
      let dict = DictObject()
      registers[total + (code.hasVariadic ? 1 : 0)] = .object(dict)
      rest = dict
    }
    if let keywords = arguments.keywords {
      for (offset, name) in keywords.names.enumerated() {
        let value = arguments.base[arguments.count + offset]
        var position = -1
        for index in code.positionalOnlyCount..<max(total, code.positionalOnlyCount)
        where code.registerNames[index] === name || code.registerNames[index].value == name.value {
          position = index
          break
        }
        if position >= 0 {
          if case .undefined = registers[position] {
            registers[position] = value
          } else {
            throw PythonException(
              .typeError, "\(function.qualifiedName)() got multiple values for argument '\(name.value)'")
          }
        } else if let rest {
          rest.table.set(name, value)
        } else {
          throw unexpectedKeyword(function, keywords, name)
        }
      }
    }
    if arguments.count > positionalCount, !code.hasVariadic {
      throw tooManyPositional(function, arguments.count, registers)
    }
    let firstDefault = positionalCount - function.defaults.count
    var missing: [String] = []
    if given < positionalCount {
      for index in given..<positionalCount {
        guard case .undefined = registers[index] else { continue }
        if index >= firstDefault {
          registers[index] = function.defaults[index - firstDefault]
        } else {
          missing.append(code.registerNames[index].value)
        }
      }
    }
    if !missing.isEmpty { throw missingArguments(function, "positional", missing) }
    for index in positionalCount..<total {
      guard case .undefined = registers[index] else { continue }
      if let value = function.keywordDefaults.value(of: code.registerNames[index]) {
        registers[index] = value
      } else {
        missing.append(code.registerNames[index].value)
      }
    }
    if !missing.isEmpty { throw missingArguments(function, "keyword-only", missing) }
  }

  private func unexpectedKeyword(
    _ function: FunctionObject, _ keywords: KeywordNames, _ name: StringObject
  ) -> PythonException {
    let positionalOnly = function.code.registerNames.prefix(function.code.positionalOnlyCount).map(\.value)
    let given = keywords.names.map(\.value)
    let wrong = positionalOnly.filter(given.contains)
    if !wrong.isEmpty {
      return PythonException(
        .typeError,
        "\(function.qualifiedName)() got some positional-only arguments passed as keyword arguments: "
          + "'\(wrong.joined(separator: ", "))'")
    }
    return PythonException(
      .typeError, "\(function.qualifiedName)() got an unexpected keyword argument '\(name.value)'")
  }

  private func tooManyPositional(
    _ function: FunctionObject, _ given: Int, _ registers: UnsafeMutablePointer<Value>
  ) -> PythonException {
    let code = function.code
    let count = code.positionalCount
    var givenKeywordOnly = 0
    for index in count..<(count + code.keywordOnlyCount) {
      if case .undefined = registers[index] { continue }
      givenKeywordOnly += 1
    }
    let takes: String
    let plural: Bool
    if !function.defaults.isEmpty {
      takes = "from \(count - function.defaults.count) to \(count)"
      plural = true
    } else {
      takes = "\(count)"
      plural = count != 1
    }
    let were: String
    if givenKeywordOnly > 0 {
      were =
        "\(given) positional argument\(given == 1 ? "" : "s") "
        + "(and \(givenKeywordOnly) keyword-only argument\(givenKeywordOnly == 1 ? "" : "s")) were"
    } else {
      were = "\(given) \(given == 1 ? "was" : "were")"
    }
    return PythonException(
      .typeError,
      "\(function.qualifiedName)() takes \(takes) positional argument\(plural ? "s" : "") but \(were) given")
  }

  private func missingArguments(_ function: FunctionObject, _ kind: String, _ names: [String]) -> PythonException {
    let quoted = names.map { "'\($0)'" }
    let list: String
    switch quoted.count {
    case 1: list = quoted[0]
    case 2: list = quoted[0] + " and " + quoted[1]
    default: list = quoted.dropLast().joined(separator: ", ") + ", and " + (quoted.last ?? "")
    }
    return PythonException(
      .typeError,
      "\(function.qualifiedName)() missing \(names.count) required \(kind) argument\(names.count == 1 ? "" : "s"): \(list)"
    )
  }

  /// Runs a function called from native code.
  func run(_ function: FunctionObject, _ arguments: Arguments) throws -> Value {
    let code = function.code
    if code.isGenerator {
      let state = GeneratorState(function)
      try bindArguments(function, arguments, state.registers)
      return .object(GeneratorObject(state, lifeline: lifeline))
    }
    try checkNativeStack()
    guard depth < limits.recursion, stack.frameTop < stack.frameLimit,
      let registers = stack.reserve(code.registerCount)
    else { throw recursionError() }
    do {
      if code.isSimple, arguments.count == code.positionalCount, arguments.keywords == nil {
        for index in 0..<arguments.count { registers[index] = arguments.base[index] }
      } else {
        try bindArguments(function, arguments, registers)
      }
    } catch {
      stack.release(registers, code.registerCount)
      throw error
    }
    stack.frameTop.initialize(
      to: Frame(
        layout: code.layout, pc: code.layout.pointee.instructions, registers: registers,
        function: Unmanaged.passUnretained(function), globals: Unmanaged.passUnretained(function.globals),
        stackTop: registers, generator: nil, jump: 0, destination: 0, window: 0, kind: .entry))
    stack.frameTop += 1
    return try withExtendedLifetime(function) { try execute(throwing: nil) }
  }

  /// Runs module-level code, whose registers are the global table itself.
  func run(_ code: CodeObject, globals: GlobalTable) throws -> Value {
    try checkNativeStack()
    guard depth < limits.recursion, stack.frameTop < stack.frameLimit else { throw recursionError() }
    globals.reserveTemporaries(code.registerCount)
    stack.frameTop.initialize(
      to: Frame(
        layout: code.layout, pc: code.instructions, registers: globals.slots, function: nil,
        globals: Unmanaged.passUnretained(globals), stackTop: stack.stackTop, generator: nil, jump: 0, destination: 0,
        window: 0, kind: .entry))
    stack.frameTop += 1
    return try withExtendedLifetime(globals) { try execute(throwing: nil) }
  }

  /// Runs a class body over a namespace; the cell of `__class__`, if it has one.
  func runClassBody(_ function: FunctionObject, namespace: Value) throws -> Value {
    let code = function.code
    try checkNativeStack()
    guard depth < limits.recursion, stack.frameTop < stack.frameLimit,
      let registers = stack.reserve(code.registerCount)
    else { throw recursionError() }
    registers[0] = namespace
    stack.frameTop.initialize(
      to: Frame(
        layout: code.layout, pc: code.instructions, registers: registers,
        function: Unmanaged.passUnretained(function), globals: Unmanaged.passUnretained(function.globals),
        stackTop: registers, generator: nil, jump: 0, destination: 0, window: 0, kind: .entry))
    stack.frameTop += 1
    return try withExtendedLifetime(function) { try execute(throwing: nil) }
  }
}
