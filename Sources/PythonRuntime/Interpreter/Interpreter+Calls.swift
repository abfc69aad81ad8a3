extension Interpreter {
  /// `callee(*arguments)`
  package func call(_ callee: Value, _ arguments: Arguments) throws -> Value {
    guard case .object(let object) = callee else {
      throw PythonException(.typeError, "'\(callee.type.tpName)' object is not callable")
    }
    if let method = object.type.userMethod(.call) { return try call(method, prepending: callee, arguments) }
    return try object.call(arguments, self)
  }

  /// `callee()`
  package func call(_ callee: Value) throws -> Value {
    try Arguments.with([]) { try call(callee, $0) }
  }

  /// `callee(a)`
  package func call(_ callee: Value, _ a: Value) throws -> Value {
    try Arguments.with(a) { try call(callee, $0) }
  }

  /// `callee(a, b)`
  package func call(_ callee: Value, _ a: Value, _ b: Value) throws -> Value {
    var window = (a, b)
    return try withUnsafePointer(to: &window) {
      try $0.withMemoryRebound(to: Value.self, capacity: 2) {
        try call(callee, Arguments(base: $0, count: 2, keywords: nil))
      }
    }
  }

  /// `callee(a, b, c)`
  package func call(_ callee: Value, _ a: Value, _ b: Value, _ c: Value) throws -> Value {
    var window = (a, b, c)
    return try withUnsafePointer(to: &window) {
      try $0.withMemoryRebound(to: Value.self, capacity: 3) {
        try call(callee, Arguments(base: $0, count: 3, keywords: nil))
      }
    }
  }

  /// `callee(*positional, **keywords)`
  package func call(_ callee: Value, _ positional: [Value], keywords: [(String, Value)] = []) throws -> Value {
    try Arguments.with(positional, keywords: keywords) { try call(callee, $0) }
  }

  /// `callee(first, *arguments)`
  package func call(_ callee: Value, prepending first: Value, _ arguments: Arguments) throws -> Value {
    let total = arguments.count + arguments.keywordCount
    return try withUnsafeTemporaryAllocation(of: Value.self, capacity: total + 1) { window in
      guard let base = window.baseAddress else { return .none }
      base.initialize(to: first)
      (base + 1).initialize(from: arguments.base, count: total)
      defer { base.deinitialize(count: total + 1) }
      return try call(
        callee, Arguments(base: UnsafePointer(base), count: arguments.count + 1, keywords: arguments.keywords))
    }
  }

  /// `value.name(*positional)`
  package func callMethod(_ value: Value, _ name: String, _ positional: [Value] = []) throws -> Value {
    try call(getAttribute(value, name), positional)
  }

  // MARK: Special methods: found in the class, bound to the value

  /// `type(receiver).method(receiver)`
  package func call(special method: Value, _ receiver: Value) throws -> Value {
    if isPlainFunction(method) { return try call(method, receiver) }
    return try call(bind(method, instance: receiver, owner: receiver.type))
  }

  /// `type(receiver).method(receiver, a)`
  package func call(special method: Value, _ receiver: Value, _ a: Value) throws -> Value {
    if isPlainFunction(method) { return try call(method, receiver, a) }
    return try call(bind(method, instance: receiver, owner: receiver.type), a)
  }

  /// `type(receiver).method(receiver, a, b)`
  package func call(special method: Value, _ receiver: Value, _ a: Value, _ b: Value) throws -> Value {
    if isPlainFunction(method) { return try call(method, receiver, a, b) }
    return try call(bind(method, instance: receiver, owner: receiver.type), a, b)
  }

  /// Whether the method takes the receiver as its first argument, as it is.
  private func isPlainFunction(_ method: Value) -> Bool {
    guard case .object(let object) = method else { return false }
    return object.type === TypeObject.function || object.type === TypeObject.methodDescriptor
  }

  // MARK: Classes

  /// `isinstance(value, type)` for one class, asking the class's `__class__` only.
  package func isInstance(_ value: Value, of type: TypeObject) -> Bool { value.type.isSubtype(of: type) }

  /// `isinstance(value, classes)` for a class, a tuple of classes, or a class whose metaclass has `__instancecheck__`.
  package func isInstance(_ value: Value, ofAny classes: Value) throws -> Bool {
    if let type = classes.cast(TypeObject.self) {
      if value.type === type { return true }
      if let method = type.type.userMethod(.instanceCheck) { return try truth(call(special: method, classes, value)) }
      if value.type.isSubtype(of: type) { return true }
      if type.type !== TypeObject.type { return false }
      return false
    }
    if let tuple = classes.cast(TupleObject.self) {
      for element in tuple.elements {
        if try isInstance(value, ofAny: element) { return true }
      }
      return false
    }
    if let object = classes.object, let method = object.type.userMethod(.instanceCheck) {
      return try truth(call(special: method, classes, value))
    }
    if let object = classes.object, let result = try object.acceptsInstance(value, self) { return result }
    throw PythonException(
      .typeError, "isinstance() arg 2 must be a type, a tuple of types, or a union")
  }

  /// `issubclass(type, classes)`
  package func isSubclass(_ type: TypeObject, ofAny classes: Value) throws -> Bool {
    if let other = classes.cast(TypeObject.self) {
      if let method = other.type.userMethod(.subclassCheck) {
        return try truth(call(special: method, classes, .object(type)))
      }
      return type.isSubtype(of: other)
    }
    if let tuple = classes.cast(TupleObject.self) {
      for element in tuple.elements {
        if try isSubclass(type, ofAny: element) { return true }
      }
      return false
    }
    if let union = classes.cast(UnionTypeObject.self) {
      for member in union.members {
        let isMember = try member.isNone ? type === TypeObject.noneType : isSubclass(type, ofAny: member)
        if isMember { return true }
      }
      return false
    }
    if let method = classes.type.userMethod(.subclassCheck) {
      return try truth(call(special: method, classes, .object(type)))
    }
    throw PythonException(
      .typeError, "issubclass() arg 2 must be a class, a tuple of classes, or a union")
  }
}
