// What the interpreter loop calls: calls.

extension Interpreter {
  /// Pushes the frame of a function whose positional parameters `arguments` are, in the registers of the frame on top.
  @inline(__always) func enter(
    _ function: Unmanaged<FunctionObject>, _ layout: UnsafeMutablePointer<CodeLayout>,
    _ arguments: UnsafeMutablePointer<Value>, _ count: Int, _ destination: Register,
    from caller: UnsafeMutablePointer<Frame>
  ) throws -> UnsafeMutablePointer<Frame> {
    let stack = self.stack
    let frame = caller + 1
    let outerTop = stack.stackTop
    let registerCount = layout.pointee.registerCount
    budget &-= 1
    if _slowPath(budget < 0) || _slowPath(frame >= callLimit) { try makeRoom(below: outerTop + registerCount) }
    // A branch, which the processor foresees: nothing that follows waits for the caller's layout.
    var registers = arguments
    if _fastPath(caller.pointee.layout.pointee.isOnStack) {
      let top = arguments + registerCount
      if _slowPath(top > stack.initializedTop) { try makeRoom(below: top) }
      stack.stackTop = max(top, outerTop)
    } else {
      let top = outerTop + registerCount
      if _slowPath(top > stack.initializedTop) { try makeRoom(below: top) }
      registers = outerTop
      stack.stackTop = top
      for index in 0..<count { (registers + index).take(from: arguments + index) }
    }
    stack.frameTop = frame + 1
    // Intermediate results are written before they are read: only variables may be looked at before.
    var index = count
    while index < layout.pointee.variableCount {
      (registers + index).empty()
      index &+= 1
    }
    // What only other kinds of frames have stays unset, and `pc` until other code runs.
    frame.pointee.layout = layout
    frame.pointee.registers = registers
    frame.pointee.function = function
    frame.pointee.globals = function._withUnsafeGuaranteedRef { Unmanaged.passUnretained($0.globals) }
    frame.pointee.stackTop = outerTop
    frame.pointee.destination = destination
    frame.pointee.kind = .call
    return frame
  }

  /// As `enter`, of a function whose last parameters take their defaults; `false` when it is not called like that.
  private func enterWithDefaults(
    _ function: FunctionObject, _ arguments: UnsafeMutablePointer<Value>, _ count: Int, _ destination: Register,
    from caller: UnsafeMutablePointer<Frame>
  ) throws -> Bool {
    let layout = function.layout
    let missing = layout.pointee.simpleCount - count
    guard missing > 0, missing <= function.defaults.count else { return false }
    let frame = try enter(Unmanaged.passUnretained(function), layout, arguments, count, destination, from: caller)
    frame.pointee.pc = layout.pointee.instructions
    let first = function.defaults.count - missing
    for index in 0..<missing {
      (frame.pointee.registers + count + index).initialize(to: function.defaults[first + index])
    }
    return true
  }

  /// What entering a frame does rarely: raises at the limits, initialises registers, looks at the budget.
  @inline(never) private func makeRoom(below top: UnsafeMutablePointer<Value>) throws {
    guard depth < limits.recursion, stack.frameTop < stack.frameLimit, stack.initialize(to: top) else {
      throw recursionError()
    }
    if budget < 0 { try refillBudget() }
  }

  /// Leaves the frame of a plain call and goes on with its caller's; gives the register that takes the result.
  @inline(__always) func leaveCall(
    _ frame: inout UnsafeMutablePointer<Frame>, _ pc: inout UnsafeMutablePointer<Instruction>,
    _ registers: inout UnsafeMutablePointer<Value>, _ constants: inout UnsafeMutablePointer<Value>
  ) -> UnsafeMutablePointer<Value> {
    let stack = self.stack
    FrameStack.releaseObjects(registers, groups: frame.pointee.layout.pointee.registerCount)
    stack.stackTop = frame.pointee.stackTop
    stack.frameTop = frame
    let destination = Int(frame.pointee.destination)
    frame -= 1
    pc = frame.pointee.pc
    registers = frame.pointee.registers
    constants = frame.pointee.layout.pointee.constants
    return registers + destination
  }

  @inline(__always) private func push(
    _ function: FunctionObject, _ code: CodeObject, _ registers: UnsafeMutablePointer<Value>, _ destination: Register,
    _ windowRegister: Register, _ kind: Frame.Kind
  ) {
    stack.frameTop.initialize(
      to: Frame(
        layout: code.layout, pc: code.layout.pointee.instructions, registers: registers,
        function: Unmanaged.passUnretained(function), globals: Unmanaged.passUnretained(function.globals),
        stackTop: registers, generator: nil, jump: 0, destination: destination, window: windowRegister, kind: kind))
    stack.frameTop += 1
  }

  /// Calls what is in `window[0]` with the arguments after it. Returns whether a frame was pushed; else the result is in
  /// the destination.
  @inline(never) func beginCall(
    _ window: UnsafeMutablePointer<Value>, _ count: Int, _ keywords: KeywordNames?, _ destination: Register,
    _ windowRegister: Register, _ registers: UnsafeMutablePointer<Value>, _ frame: UnsafeMutablePointer<Frame>
  ) throws -> Bool {
    let total = count + (keywords?.names.count ?? 0)
    guard case .object(let callee) = window[0] else {
      if case .undefined = window[0] { throw unbound(windowRegister, frame) }
      throw PythonException(.typeError, "'\(window[0].type.tpName)' object is not callable")
    }
    let type = callee.type
    if keywords == nil, type === TypeObject.type {
      let cls = unsafeDowncast(callee, to: TypeObject.self)
      if cls.isBuiltinException {
        try checkBudget()
        let exception = ExceptionObject(type: cls, arguments: Self.takeWindow(window + 1, count))
        window[0] = .undefined
        registers[Int(destination)] = .object(exception)
        return false
      }
    }
    let arguments = Arguments(base: UnsafePointer(window + 1), count: count, keywords: keywords)
    if type === TypeObject.function {
      let function = unsafeDowncast(callee, to: FunctionObject.self)
      if function.code.isGenerator {
        registers[Int(destination)] = try run(function, arguments)
        FrameStack.empty(window + 1, total)
        return false
      }
      if let quickCall = function.quickCall, let result = try quickly(quickCall, arguments) {
        FrameStack.empty(window, total + 1)
        registers[Int(destination)] = result
        return false
      }
      if keywords == nil, try enterWithDefaults(function, window + 1, count, destination, from: frame) { return true }
      try pushBound(function, arguments, destination, windowRegister, .call)
      FrameStack.empty(window + 1, total)
      return true
    }
    if type === TypeObject.builtinFunction || type === TypeObject.methodDescriptor {
      let native = unsafeDowncast(callee, to: NativeFunction.self)
      try checkBudget()
      let result = try native.call(arguments, self)
      FrameStack.empty(window, total + 1)
      registers[Int(destination)] = result
      return false
    }
    if type === TypeObject.method {
      let method = unsafeDowncast(callee, to: BoundMethod.self)
      if case .object(let object) = method.function, object.type === TypeObject.function {
        let function = unsafeDowncast(object, to: FunctionObject.self)
        if !function.code.isGenerator, function.quickCall == nil {
          try pushBound(function, prepending: method.receiver, arguments, destination, windowRegister, .call)
          FrameStack.empty(window + 1, total)
          return true
        }
      }
    }
    if let method = type.userMethod(.call), let function = try called(method, callee), !function.code.isGenerator {
      // The window has the receiver before the arguments.
      let bound = Arguments(base: UnsafePointer(window), count: count + 1, keywords: keywords)
      if let quickCall = function.quickCall, let result = try quickly(quickCall, bound) {
        FrameStack.empty(window, total + 1)
        registers[Int(destination)] = result
        return false
      }
      try pushBound(function, bound, destination, windowRegister, .call)
      // It lives as long as the call.
      window[0] = .object(function)
      FrameStack.empty(window + 1, total)
      return true
    }
    if let cls = Self.asClass(callee, type), cls.isPlain, type.userMethod(.call) == nil, cls.userMethod(.new) == nil,
      cls.abstractMethods.isEmpty, case .object(let object)? = cls.userMethod(.initialize),
      object.type === TypeObject.function
    {
      let function = unsafeDowncast(object, to: FunctionObject.self)
      if !function.code.isGenerator {
        let instance = Value.object(Object(type: cls))
        try pushBound(function, prepending: instance, arguments, destination, windowRegister, .initializer)
        // The caller's window keeps the instance until `__init__` returns.
        window[0] = instance
        FrameStack.empty(window + 1, total)
        return true
      }
    }
    try checkBudget()
    let result = try call(window[0], arguments)
    FrameStack.empty(window, total + 1)
    registers[Int(destination)] = result
    return false
  }

  /// Calls the native function that a global variable falls back to, with the arguments after `window`; `false` when it
  /// is something else, or the arguments take a closer look.
  @inline(never) func callFallback(
    _ slot: UInt16, _ window: UnsafeMutablePointer<Value>, _ count: Int,
    into destination: UnsafeMutablePointer<Value>, _ frame: UnsafeMutablePointer<Frame>
  ) throws -> Bool {
    let fallback = frame.pointee.globals._withUnsafeGuaranteedRef { $0.fallbacks } + Int(slot)
    // The builtin may be replaced during the call.
    guard let callee = fallback.unretainedObject?.takeUnretainedValue(),
      let result = try callNativeFunction(callee, window + 1, count)
    else { return false }
    FrameStack.empty(window + 1, count)
    destination.write(result)
    return true
  }

  /// Calls the native function in `window[0]`, which was no method of an object, with the arguments from `window[2]` on;
  /// `false` when it is something else, or the arguments take a closer look.
  @inline(never) func callLoaded(
    _ window: UnsafeMutablePointer<Value>, _ count: Int, into destination: UnsafeMutablePointer<Value>
  ) throws -> Bool {
    guard let callee = window.unretainedObject,
      let result = try callNativeFunction(callee.takeUnretainedValue(), window + 2, count)
    else { return false }
    FrameStack.empty(window, count + 2)
    destination.write(result)
    return true
  }

  @inline(__always) private func quickly(_ quickCall: QuickCall, _ arguments: Arguments) throws -> Value? {
    try checkBudget()
    return try quickCall(self, arguments)
  }

  /// The function of Python code that a call of an object comes to whose class has the `__call__` given.
  private func called(_ method: Value, _ callee: Object) throws -> FunctionObject? {
    guard case .object(let object) = method else { return nil }
    if object.type === TypeObject.function { return unsafeDowncast(object, to: FunctionObject.self) }
    guard object.type === TypeObject.methodDescriptor else { return nil }
    return try unsafeDowncast(object, to: NativeFunction.self).delegate?(self, callee)
  }

  /// The callee as a class, if it is one. Classes are instances of `type` or of a class of Python code, which spares
  /// everything else the dynamic cast.
  @inline(__always) private static func asClass(_ callee: Object, _ type: TypeObject) -> TypeObject? {
    if type === TypeObject.type { return unsafeDowncast(callee, to: TypeObject.self) }
    return type.isBuiltin ? nil : callee as? TypeObject
  }

  private func pushBound(
    _ function: FunctionObject, prepending receiver: Value, _ arguments: Arguments, _ destination: Register,
    _ windowRegister: Register, _ kind: Frame.Kind
  ) throws {
    let total = arguments.count + arguments.keywordCount
    try withUnsafeTemporaryAllocation(of: Value.self, capacity: total + 1) { buffer in
      guard let base = buffer.baseAddress else { return }
      base.initialize(to: receiver)
      (base + 1).initialize(from: arguments.base, count: total)
      defer { base.deinitialize(count: total + 1) }
      let extended = Arguments(base: UnsafePointer(base), count: arguments.count + 1, keywords: arguments.keywords)
      try pushBound(function, extended, destination, windowRegister, kind)
    }
  }

  private func pushBound(
    _ function: FunctionObject, _ arguments: Arguments, _ destination: Register, _ windowRegister: Register,
    _ kind: Frame.Kind
  ) throws {
    let code = function.code
    guard depth < limits.recursion, stack.frameTop < stack.frameLimit,
      let registers = stack.reserve(code.registerCount)
    else { throw recursionError() }
    do {
      try checkBudget()
      if code.isSimple, arguments.keywords == nil, arguments.count == code.positionalCount {
        for index in 0..<arguments.count { registers[index] = arguments.base[index] }
      } else {
        try bindArguments(function, arguments, registers)
      }
    } catch {
      stack.release(registers, code.registerCount)
      throw error
    }
    push(function, code, registers, destination, windowRegister, kind)
  }

  /// `callee(*iterable, **dict)`. Returns whether a frame was pushed; else the result is in the destination.
  func callUnpacked(
    _ window: UnsafeMutablePointer<Value>, hasKeywords: Bool, _ destination: Register, _ windowRegister: Register,
    _ registers: UnsafeMutablePointer<Value>
  ) throws -> Bool {
    var values: [Value]
    if case .object(let object) = window[1], object.type === TypeObject.list {
      // What `extend` does with a list: it is shared until somebody changes it.
      values = unsafeDowncast(object, to: ListObject.self).elements
      try charge(values.count << 6)
    } else {
      values = []
      try extend(&values, window[1], callee: window[0])
    }
    let count = values.count
    let total = hasKeywords ? 3 : 2
    var names: KeywordNames?
    if hasKeywords {
      let table = try keywordTable(window[2], callee: window[0])
      if !table.isEmpty {
        var keys: [StringObject] = []
        keys.reserveCapacity(table.count)
        values.reserveCapacity(count + table.count)
        for entry in table.entries where !entry.key.isUndefined {
          keys.append(try keywordName(entry.key))
          values.append(entry.value)
        }
        names = KeywordNames(keys)
      }
    }
    return try Arguments.with(values, positionalCount: count, names: names) { arguments in
      if case .object(let object) = window[0], object.type === TypeObject.function {
        let function = unsafeDowncast(object, to: FunctionObject.self)
        if !function.code.isGenerator, function.quickCall == nil {
          try pushBound(function, arguments, destination, windowRegister, .call)
          // The function stays in the window, which keeps it during the call.
          FrameStack.empty(window + 1, total - 1)
          return true
        }
      }
      let callee = window[0]
      FrameStack.empty(window, total)
      registers[Int(destination)] = try call(callee, arguments)
      return false
    }
  }

  /// The keywords of a call: a dict, or what a mapping behind two stars holds.
  private func keywordTable(_ keywords: Value, callee: Value) throws -> HashTable {
    if let dict = keywords.cast(DictObject.self), dict.givesItems { return dict.table }
    let dict = DictObject()
    try mergeKeywords(.object(dict), keywords, callee: callee)
    return dict.table
  }

  private func keywordName(_ key: Value) throws -> StringObject {
    guard let key = key.cast(StringObject.self) else {
      throw PythonException(.typeError, "keywords must be strings")
    }
    return key
  }

  /// Adds `**mapping` to the keywords of a call.
  func mergeKeywords(_ target: Value, _ mapping: Value, callee: Value) throws {
    guard let dict = target.cast(DictObject.self) else { return }
    func add(_ key: Value, _ value: Value) throws {
      let key = try keywordName(key)
      if dict.table.value(of: key) != nil {
        throw PythonException(
          .typeError,
          "\(try functionDescription(callee)) got multiple values for keyword argument '\(key.value)'")
      }
      dict.table.set(key, value)
    }
    if let mapping = mapping.cast(DictObject.self), mapping.givesItems {
      for entry in mapping.table.entries where !entry.key.isUndefined { try add(entry.key, entry.value) }
      return
    }
    guard try attributeOrNil(mapping, StringObject("keys")) != nil else {
      throw PythonException(
        .typeError,
        "\(try functionDescription(callee)) argument after ** must be a mapping, not \(mapping.type.tpName)")
    }
    try iterate(callMethod(mapping, "keys")) { key in
      try add(key, getItem(mapping, key))
    }
  }

  /// A callable in CPython's error texts: `__main__.f()`.
  func functionDescription(_ callee: Value) throws -> String {
    if let function = callee.cast(FunctionObject.self) {
      return "\(try str(function.module)).\(function.qualifiedName)()"
    }
    if let type = callee.cast(TypeObject.self) {
      return (type.module == "builtins" ? "" : type.module + ".") + type.qualifiedName + "()"
    }
    if let method = callee.cast(BoundMethod.self) { return try functionDescription(method.function) }
    if let native = callee.cast(NativeFunction.self) { return native.displayName + "()" }
    return try str(callee)
  }
}
