// What the interpreter loop calls: calls, functions and classes.

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
        layout: code.layout, pc: code.instructions, registers: registers,
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
      throw PythonException(.typeError, "'\(window[0].type.name)' object is not callable")
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
    guard let callee = fallback.unretainedObject,
      callee._withUnsafeGuaranteedRef({ $0.type === TypeObject.builtinFunction })
    else { return false }
    // The builtin may be replaced during the call.
    let function = unsafeDowncast(callee.takeUnretainedValue(), to: NativeFunction.self)
    guard function.role == .function else { return false }
    switch function.arity {
    case .any: break
    case .positional(let range): guard range.contains(count) else { return false }
    case .signature: return false
    }
    try checkBudget()
    let result = try function.body(self, Arguments(base: UnsafePointer(window + 1), count: count, keywords: nil))
    FrameStack.empty(window + 1, count)
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

  /// `callee(*list, **dict)`
  func callUnpacked(_ window: UnsafeMutablePointer<Value>, hasKeywords: Bool) throws -> Value {
    var values = window[1].cast(ListObject.self)?.elements ?? []
    let count = values.count
    var names: KeywordNames?
    if hasKeywords, let dict = window[2].cast(DictObject.self), !dict.table.isEmpty {
      var keys: [StringObject] = []
      for entry in dict.table.entries where !entry.key.isUndefined {
        keys.append(nameObject(entry.key))
        values.append(entry.value)
      }
      names = KeywordNames(keys)
    }
    let callee = window[0]
    FrameStack.empty(window, hasKeywords ? 3 : 2)
    return try Arguments.with(values, positionalCount: count, names: names) { try call(callee, $0) }
  }

  /// Adds `**mapping` to the keywords of a call.
  func mergeKeywords(_ target: Value, _ mapping: Value, callee: Value) throws {
    guard let dict = target.cast(DictObject.self) else { return }
    let description = try functionDescription(callee)
    func add(_ key: Value, _ value: Value) throws {
      guard let key = key.cast(StringObject.self) else {
        throw PythonException(.typeError, "keywords must be strings")
      }
      if dict.table.value(of: key) != nil {
        throw PythonException(
          .typeError, "\(description) got multiple values for keyword argument '\(key.value)'")
      }
      dict.table.set(key, value)
    }
    if let mapping = mapping.cast(DictObject.self), !mapping.type.isUserDefined {
      for entry in mapping.table.entries where !entry.key.isUndefined { try add(entry.key, entry.value) }
      return
    }
    guard try attributeOrNil(mapping, StringObject("keys")) != nil else {
      throw PythonException(
        .typeError, "\(description) argument after ** must be a mapping, not \(mapping.type.name)")
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

  // MARK: Functions and classes

  func makeFunction(
    _ window: UnsafeMutablePointer<Value>, _ index: Int, _ frame: UnsafeMutablePointer<Frame>
  ) -> Value {
    let template = frame.pointee.code._withUnsafeGuaranteedRef { $0.templates[index] }
    var next = window
    var defaults: [Value] = []
    for _ in 0..<template.defaultCount {
      defaults.append(next.take())
      next += 1
    }
    var keywordDefaults = HashTable()
    for name in template.keywordDefaultNames {
      keywordDefaults.set(name, next.take())
      next += 1
    }
    var annotations = Value.none
    if template.hasAnnotations {
      annotations = next.take()
      next += 1
    }
    var closure: [CellObject] = []
    for _ in 0..<template.closureCount {
      if let cell = next.take().cast(CellObject.self) { closure.append(cell) }
      next += 1
    }
    let globals = frame.pointee.globals.takeUnretainedValue()
    return .object(
      FunctionObject(
        code: template.code, globals: globals, name: StringObject(template.code.name),
        qualifiedName: template.code.qualifiedName, defaults: defaults, keywordDefaults: keywordDefaults,
        closure: closure, documentation: template.code.documentation, annotations: annotations,
        module: globals.value(of: "__name__") ?? .string(globals.moduleName)))
  }

  /// Runs a class statement: the window holds the body, the list of bases and the dict of keywords.
  func buildClass(_ window: UnsafeMutablePointer<Value>, _ name: Value) throws -> Value {
    guard let body = window[0].cast(FunctionObject.self), let baseList = window[1].cast(ListObject.self),
      let keywordDict = window[2].cast(DictObject.self)
    else { return .none }
    var bases: [Value] = []
    var isChanged = false
    for base in baseList.elements {
      if base.object is TypeObject {
        bases.append(base)
      } else if let entries = try attributeOrNil(base, StringObject("__mro_entries__")) {
        bases += try array(of: call(entries, .tuple(baseList.elements)))
        isChanged = true
      } else {
        bases.append(base)
      }
    }
    var keywords: [(String, Value)] = []
    var metaclass: Value?
    for entry in keywordDict.table.entries where !entry.key.isUndefined {
      guard let key = entry.key.text else { continue }
      if key == "metaclass" { metaclass = entry.value } else { keywords.append((key, entry.value)) }
    }
    var meta = metaclass ?? .object(bases.first?.type ?? .type)
    if let type = meta.cast(TypeObject.self) { meta = .object(try mostDerivedMetaclass(type, bases)) }
    let baseTuple = Value.tuple(bases)
    var namespace = Value.object(DictObject())
    if meta.object !== TypeObject.type, let prepare = try attributeOrNil(meta, StringObject("__prepare__")) {
      namespace = try call(prepare, [name, baseTuple], keywords: keywords)
    }
    let cell = try runClassBody(body, namespace: namespace)
    if isChanged { try setItem(namespace, .string("__orig_bases__"), .tuple(baseList.elements)) }
    let cls = try call(meta, [name, baseTuple, namespace], keywords: keywords)
    if let cell = cell.cast(CellObject.self) { cell.value = cls }
    return cls
  }

  private func mostDerivedMetaclass(_ metaclass: TypeObject, _ bases: [Value]) throws -> TypeObject {
    var winner = metaclass
    for base in bases {
      let type = base.type
      if winner.isSubtype(of: type) { continue }
      guard type.isSubtype(of: winner) else {
        throw PythonException(
          .typeError,
          "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases"
        )
      }
      winner = type
    }
    return winner
  }

  /// `type.__new__(metatype, name, bases, namespace, **keywords)`
  func makeClass(metatype: TypeObject, _ arguments: Arguments) throws -> Value {
    guard arguments.count == 3 else {
      throw PythonException(.typeError, "type() takes 1 or 3 arguments")
    }
    guard let name = arguments[0].text else {
      throw PythonException(
        .typeError, "type.__new__() argument 1 must be str, not \(arguments[0].type.name)")
    }
    guard let baseTuple = arguments[1].cast(TupleObject.self) else {
      throw PythonException(
        .typeError, "type.__new__() argument 2 must be tuple, not \(arguments[1].type.name)")
    }
    guard let namespace = arguments[2].cast(DictObject.self) else {
      throw PythonException(
        .typeError, "type.__new__() argument 3 must be dict, not \(arguments[2].type.name)")
    }
    let metatype = try mostDerivedMetaclass(metatype, baseTuple.elements)
    var bases: [TypeObject] = []
    for base in baseTuple.elements {
      guard let type = base.cast(TypeObject.self) else {
        throw PythonException(
          .typeError, "bases must be types")
      }
      guard type.isSubclassable else {
        throw PythonException(.typeError, "type '\(type.name)' is not an acceptable base type")
      }
      if bases.contains(where: { $0 === type }) {
        throw PythonException(.typeError, "duplicate base class \(type.name)")
      }
      bases.append(type)
    }
    if bases.isEmpty { bases = [.object] }
    let solidBase = try solidBase(of: bases)
    var attributes = HashTable()
    for entry in namespace.table.entries where !entry.key.isUndefined {
      guard let key = entry.key.cast(StringObject.self) else { continue }
      attributes.set(key, implicitlyWrapped(key.value, entry.value))
    }
    var qualifiedName = name
    if let text = attributes.value(of: "__qualname__")?.text { qualifiedName = text }
    attributes.remove(StringObject("__qualname__"))
    if attributes.value(of: "__module__") == nil {
      attributes.set("__module__", .string(currentModuleName))
    }
    if attributes.value(of: "__doc__") == nil { attributes.set("__doc__", .none) }
    if attributes.value(of: "__eq__") != nil, attributes.value(of: "__hash__") == nil {
      attributes.set("__hash__", .none)
    }
    let slotNames = try slotNames(attributes)
    let type = try TypeObject(
      userClass: name, qualifiedName: qualifiedName, module: attributes.value(of: "__module__")?.text ?? "__main__",
      metatype: metatype, bases: bases, solidBase: solidBase, attributes: attributes, slotNames: slotNames)
    userTypes.append(type)
    for entry in attributes.entries {
      guard case .object(let object) = entry.value, let key = entry.key.cast(StringObject.self),
        object.type.lookup("__set_name__") != nil
      else { continue }
      do {
        let method = try getAttribute(entry.value, "__set_name__")
        _ = try call(method, .object(type), .object(key))
      } catch let error as PythonException {
        let wrapped = PythonException(
          .runtimeError,
          "Error calling __set_name__ on '\(object.type.name)' instance '\(key.value)' in '\(name)'")
        wrapped.exception.cause = .object(error.exception)
        wrapped.exception.suppressesContext = true
        throw wrapped
      }
    }
    try initializeSubclass(type, arguments)
    return .object(type)
  }

  private var currentModuleName: String {
    guard stack.frameTop > stack.frames else { return "__main__" }
    return (stack.frameTop - 1).pointee.globals.takeUnretainedValue().moduleName
  }

  /// Some methods are class or static methods without saying so.
  private func implicitlyWrapped(_ name: String, _ value: Value) -> Value {
    guard case .object(let object) = value, object is FunctionObject else { return value }
    switch name {
    case "__new__": return .object(StaticMethodObject(value))
    case "__init_subclass__", "__class_getitem__": return .object(ClassMethodObject(value))
    default: return value
    }
  }

  private func slotNames(_ attributes: HashTable) throws -> [String]? {
    guard let slots = attributes.value(of: "__slots__") else { return nil }
    if let text = slots.text { return [text] }
    return try array(of: slots).compactMap(\.text)
  }

  /// The base whose native layout instances have.
  private func solidBase(of bases: [TypeObject]) throws -> TypeObject {
    var solid = TypeObject.object
    for base in bases {
      guard let native = base.mro.first(where: { !$0.isUserDefined }) else { continue }
      if solid.isSubtype(of: native) { continue }
      // All exceptions have one layout.
      if native.isSubtype(of: .baseException), solid.isSubtype(of: .baseException) { continue }
      guard native.isSubtype(of: solid) else {
        throw PythonException(.typeError, "multiple bases have instance lay-out conflict")
      }
      solid = native
    }
    return solid
  }

  /// `super(cls, cls).__init_subclass__(**keywords)`
  private func initializeSubclass(_ type: TypeObject, _ arguments: Arguments) throws {
    let name = StringObject("__init_subclass__")
    for base in type.mro.dropFirst() {
      guard let found = base.ownAttribute(name) else { continue }
      if base === TypeObject.object, arguments.keywordCount == 0 { return }
      let method = try bind(found, instance: nil, owner: type)
      let keywords = (0..<arguments.keywordCount).map { index in
        let (name, value) = arguments.keyword(index)
        return (name.value, value)
      }
      _ = try call(method, [], keywords: keywords)
      return
    }
  }

  // MARK: `super`

  /// `super()` in a method.
  func makeSuper(cell: CellObject, receiver: Value) throws -> Value {
    guard let type = cell.value.cast(TypeObject.self) else {
      throw PythonException(.runtimeError, "super(): empty __class__ cell")
    }
    return try makeSuper(type, receiver)
  }

  /// `super(type, object)`
  func makeSuper(_ arguments: Arguments) throws -> Value {
    if arguments.count == 0 { throw PythonException(.runtimeError, "super(): no arguments") }
    guard let type = arguments[0].cast(TypeObject.self) else {
      throw PythonException(
        .typeError, "super() argument 1 must be a type, not \(arguments[0].type.name)")
    }
    if arguments.count == 1 {
      return .object(SuperObject(start: type, receiver: .undefined, receiverType: nil))
    }
    return try makeSuper(type, arguments[1])
  }

  private func makeSuper(_ type: TypeObject, _ receiver: Value) throws -> Value {
    if let cls = receiver.cast(TypeObject.self), cls.isSubtype(of: type) {
      return .object(SuperObject(start: type, receiver: receiver, receiverType: cls))
    }
    guard receiver.type.isSubtype(of: type) else {
      throw PythonException(
        .typeError, "super(type, obj): obj must be an instance or subtype of type")
    }
    return .object(SuperObject(start: type, receiver: receiver, receiverType: receiver.type))
  }
}
