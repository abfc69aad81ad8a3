import PythonSyntax

// `list.__len__`, `super().__setattr__` and the like: native behaviours as functions.

extension NativeFunction {
  /// The function for a special method that a native type implements, or `nil` for one that the type must declare
  /// among its members.
  static func slotWrapper(_ special: SpecialMethod, of owner: TypeObject) -> Value? {
    guard let (arity, body) = slotBody(special, of: owner) else { return nil }
    return .object(
      NativeFunction(special.rawValue, arity, role: .slotWrapper, owner: owner, body: body))
  }

  private static func slotBody(_ special: SpecialMethod, of owner: TypeObject) -> (Arity, Body)? {
    if let operation = BinaryOperator.allCases.first(where: { $0.special == special }) {
      return (.one, { try $0.nativeBinary(operation, $1[0], $1[1]) })
    }
    if let operation = BinaryOperator.allCases.first(where: { $0.reflectedSpecial == special }) {
      return (.one, { try $0.nativeReflected(operation, $1[0], $1[1]) })
    }
    if let operation = BinaryOperator.allCases.first(where: { $0.inPlaceSpecial == special }) {
      return (
        .one,
        { interpreter, arguments in
          try arguments[0].object?.inPlace(operation, arguments[1], interpreter) ?? .notImplemented
        }
      )
    }
    let comparisons: [ComparisonOperator] = [.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual]
    if let operation = comparisons.first(where: { $0.special == special }) {
      return (
        .one,
        { interpreter, arguments in
          if case .object(let object) = arguments[0] {
            return try object.compare(operation, arguments[1], interpreter) ?? .notImplemented
          }
          return try interpreter.compareNatively(operation, arguments[0], arguments[1].unboxed) ?? .notImplemented
        }
      )
    }
    switch special {
    case .repr:
      return (
        .none,
        { interpreter, arguments in
          .string(try arguments[0].object?.repr(interpreter) ?? interpreter.repr(arguments[0]))
        }
      )
    case .str:
      return (
        .none,
        { interpreter, arguments in
          .string(try arguments[0].object?.str(interpreter) ?? interpreter.str(arguments[0]))
        }
      )
    case .format:
      return (
        .one,
        { interpreter, arguments in
          guard let spec = arguments[1].text else {
            throw PythonException(
              .typeError, "__format__() argument must be str, not \(arguments[1].type.tpName)")
          }
          return .string(
            try arguments[0].object?.format(spec, interpreter) ?? interpreter.formatNatively(arguments[0], spec))
        }
      )
    case .hash:
      return (
        .none,
        { interpreter, arguments in
          .int(try arguments[0].object?.hash(interpreter) ?? interpreter.hash(arguments[0]))
        }
      )
    case .bool:
      return (
        .none,
        { interpreter, arguments in
          .bool(try arguments[0].object?.truth(interpreter) ?? interpreter.truth(arguments[0]))
        }
      )
    case .length:
      return (.none, { interpreter, arguments in .int(try arguments[0].object?.length(interpreter) ?? 0) })
    case .getItem:
      return (
        .one,
        { interpreter, arguments in
          try arguments[0].object?.item(arguments[1], interpreter) ?? .notImplemented
        }
      )
    case .setItem:
      return (
        .positional(2...2),
        { interpreter, arguments in
          _ = try arguments[0].object?.setItem(arguments[1], arguments[2], interpreter)
          return .none
        }
      )
    case .deleteItem:
      return (
        .one,
        { interpreter, arguments in
          _ = try arguments[0].object?.deleteItem(arguments[1], interpreter)
          return .none
        }
      )
    case .contains:
      return (
        .one,
        { interpreter, arguments in
          if let found = try arguments[0].object?.contains(arguments[1], interpreter) { return .bool(found) }
          var found = false
          if let iterator = try arguments[0].object?.makeIterator(interpreter) {
            while !found, let element = try interpreter.next(iterator) {
              found = try interpreter.equals(element, arguments[1])
            }
          }
          return .bool(found)
        }
      )
    case .iterate:
      return (.none, { interpreter, arguments in try arguments[0].object?.makeIterator(interpreter) ?? .none })
    case .next:
      return (
        .none,
        { interpreter, arguments in
          if arguments[0].object is GeneratorObject { return try interpreter.nextOrStopIteration(arguments[0]) }
          if let value = try arguments[0].object?.next(interpreter) { return value }
          throw PythonException.stopIteration()
        }
      )
    case .call:
      return (
        .any,
        { interpreter, arguments in
          guard let object = arguments[0].object else { return .none }
          return try object.call(arguments.dropFirst(), interpreter)
        }
      )
    case .enter:
      return (.none, { interpreter, arguments in try arguments[0].object?.enter(interpreter) ?? .none })
    case .exit:
      return (
        .any,
        { interpreter, arguments in
          .bool(try arguments[0].object?.exit(arguments[2].cast(ExceptionObject.self), interpreter) ?? false)
        }
      )
    case .getAttribute:
      return (
        .one,
        { interpreter, arguments in
          guard let name = arguments[1].cast(StringObject.self) else {
            throw PythonException(
              .typeError, "attribute name must be string, not '\(arguments[1].type.tpName)'")
          }
          if let found = try arguments[0].object?.attribute(name, interpreter) { return found }
          if let found = try interpreter.universalAttribute(arguments[0], name) { return found }
          throw interpreter.missingAttribute(arguments[0], name)
        }
      )
    case .setAttribute:
      return (
        .positional(2...2),
        { interpreter, arguments in
          guard let name = arguments[1].cast(StringObject.self) else {
            throw PythonException(
              .typeError, "attribute name must be string, not '\(arguments[1].type.tpName)'")
          }
          guard let object = arguments[0].object else { throw interpreter.missingAttribute(arguments[0], name) }
          try object.setAttribute(name, arguments[2], interpreter)
          return .none
        }
      )
    case .deleteAttribute:
      return (
        .one,
        { interpreter, arguments in
          guard let name = arguments[1].cast(StringObject.self) else {
            throw PythonException(
              .typeError, "attribute name must be string, not '\(arguments[1].type.tpName)'")
          }
          try arguments[0].object?.deleteAttribute(name, interpreter)
          return .none
        }
      )
    case .negative: return (.none, { try $0.unaryNativeOrNotImplemented(.negative, $1[0]) })
    case .positive: return (.none, { try $0.unaryNativeOrNotImplemented(.positive, $1[0]) })
    case .invert: return (.none, { try $0.unaryNativeOrNotImplemented(.invert, $1[0]) })
    case .index:
      return (
        .none,
        { interpreter, arguments in
          if case .object(let object) = arguments[0] {
            return try object is BigIntObject ? arguments[0] : object.index(interpreter) ?? .notImplemented
          }
          return try interpreter.integerOrNil(arguments[0]) ?? .notImplemented
        }
      )
    case .descriptorGet:
      return (
        .positional(1...2),
        { interpreter, arguments in
          let owner = arguments[2].cast(TypeObject.self) ?? arguments[1].type
          return try interpreter.bind(arguments[0], instance: arguments[1].isNone ? nil : arguments[1], owner: owner)
        }
      )
    case .descriptorSet:
      return (
        .positional(2...2),
        { interpreter, arguments in
          if let descriptor = arguments[0].object, let target = arguments[1].object {
            _ = try interpreter.setThroughDescriptor(descriptor, target, StringObject(""), arguments[2])
          }
          return .none
        }
      )
    default: return nil
    }
  }
}

extension Interpreter {
  /// `a.__op__(b)` natively; `NotImplemented` when unsupported.
  fileprivate func nativeBinary(_ operation: BinaryOperator, _ a: Value, _ b: Value) throws -> Value {
    if case .object(let object) = a {
      if let result = try object.binary(operation, b, reflected: false, self) { return result }
      if let refusal = object.concatenationRefusal(b.type) {
        // Called by name, a sequence does not leave the work to the other operand.
        if operation == .add { throw PythonException(.typeError, refusal) }
        if operation == .multiply { throw Interpreter.notAnInteger(b) }
      }
      return .notImplemented
    }
    if let object = b.object, !(object is BigIntObject), !(object is BoxedValue) { return .notImplemented }
    // An integer leaves mixed arithmetic to the float.
    if a.isInteger, b.isFloat { return .notImplemented }
    return try binaryNatively(operation, a, b.unboxed) ?? .notImplemented
  }

  /// `b.__rop__(a)` natively.
  fileprivate func nativeReflected(_ operation: BinaryOperator, _ b: Value, _ a: Value) throws -> Value {
    if case .object(let object) = b {
      if let result = try object.binary(operation, a, reflected: true, self) { return result }
      if operation == .multiply, object.concatenationRefusal(a.type) != nil { throw Interpreter.notAnInteger(a) }
      return .notImplemented
    }
    return try binaryNatively(operation, a.unboxed, b) ?? .notImplemented
  }

  fileprivate func unaryNativeOrNotImplemented(_ operation: UnaryOperator, _ value: Value) throws -> Value {
    if case .object(let object) = value { return try object.unary(operation, self) ?? .notImplemented }
    return try unaryNatively(operation, value) ?? .notImplemented
  }
}
