import BigInt

extension TypeObject {
  /// `int`
  package static let int: TypeObject = TypeObject.native(
    "int",
    specials: SpecialMethodSet(
      .arithmetic, .bitwise, .equality, .ordering,
      [.repr, .hash, .index, .int, .float, .round, .truncate, .floor, .ceiling, .format]),
    new: { interpreter, type, arguments in
      let value = try NumberConstruction.int(interpreter, arguments)
      return type === TypeObject.int ? value : .object(BoxedValue(value, type: type))
    },
    members: { IntegerMethods.all })

  /// `bool`
  package static let bool: TypeObject = TypeObject.native(
    "bool", bases: [.int], specials: [.repr, .bitAnd, .bitOr, .bitXor], isSubclassable: false,
    new: { interpreter, _, arguments in
      try arguments.check("bool", 0...1)
      return .bool(arguments.count == 0 ? false : try interpreter.truth(arguments[0]))
    })

  /// `float`
  package static let float: TypeObject = TypeObject.native(
    "float",
    specials: SpecialMethodSet(
      .arithmetic, .equality, .ordering,
      [.repr, .hash, .int, .float, .round, .truncate, .floor, .ceiling, .format]),
    new: { interpreter, type, arguments in
      try arguments.check("float", 0...1)
      let value = arguments.count == 0 ? 0 : try interpreter.float(arguments[0])
      return type === TypeObject.float ? .float(value) : .object(BoxedValue(.float(value), type: type))
    },
    members: { FloatMethods.all })

  /// `complex`
  package static let complex: TypeObject = TypeObject.native(
    "complex", specials: SpecialMethodSet(.arithmetic, .equality, [.repr, .hash, .format, .complex]),
    new: { interpreter, type, arguments in
      let number = try NumberConstruction.complex(interpreter, arguments)
      return .object(ComplexObject(number.real, number.imaginary, type: type))
    },
    members: {
      [
        .property("real") { _, object in .float((object as? ComplexObject)?.real ?? 0) },
        .property("imag") { _, object in .float((object as? ComplexObject)?.imaginary ?? 0) },
        .method("conjugate", .none, receiver: ComplexObject.self) { _, complex, _ in
          .object(ComplexObject(complex.real, -complex.imaginary))
        },
        .method("__abs__", .none, receiver: ComplexObject.self) { _, complex, _ in
          .float(try complex.number.absolute())
        },
        .method("__complex__", .none, receiver: ComplexObject.self) { _, complex, _ in complex.asValue },
      ]
    })
}

/// `int(...)` and `complex(...)`.
enum NumberConstruction {
  private static let intSignature: Signature = "(x=0, /, base=10)"
  private static let complexSignature: Signature = "(real=0, imag=0)"

  /// `int(x, base)`
  static func int(_ interpreter: Interpreter, _ arguments: Arguments) throws -> Value {
    let bound = try intSignature.bind(arguments, function: "int")
    let value = bound[0]
    if bound[1].isUndefined {
      return value.isUndefined ? .int(0) : try interpreter.int(value)
    }
    if value.isUndefined { throw PythonException(.typeError, "int() missing string argument") }
    let base = try interpreter.saturatedInteger(bound[1])
    guard base == 0 || (2...36).contains(base) else {
      throw PythonException(.valueError, "int() base must be >= 2 and <= 36, or 0")
    }
    let text = value.text ?? value.bytes.map { String(decoding: $0, as: UTF8.self) }
    guard let text else { throw PythonException(.typeError, "int() can't convert non-string with explicit base") }
    return try parsed(text, base: base, shown: interpreter.repr(value), interpreter)
  }

  /// The integer that a text holds. Throws `ValueError` in CPython's words.
  static func parsed(
    _ text: String, base: Int, shown: @autoclosure () throws -> String, _ interpreter: Interpreter
  ) throws -> Value {
    try interpreter.charge(text.utf8.count << 3)
    if let integer = try IntegerText.parse(text, base: base, interpreter.long) { return .integer(integer) }
    let cut = String(String.UnicodeScalarView(try shown().unicodeScalars.prefix(200)))
    throw PythonException(.valueError, "invalid literal for int() with base \(base): \(cut)")
  }

  /// `complex(real, imag)`
  static func complex(_ interpreter: Interpreter, _ arguments: Arguments) throws -> ComplexNumber {
    let bound = try complexSignature.bind(arguments, function: "complex")
    if let text = bound[0].text {
      if !bound[1].isUndefined {
        throw PythonException(.typeError, "complex() can't take second arg if first is a string")
      }
      guard let number = ComplexNumber.parse(text) else {
        throw PythonException(.valueError, "complex() arg is a malformed string")
      }
      return number
    }
    if bound[1].text != nil { throw PythonException(.typeError, "complex() second arg can't be a string") }
    func part(_ value: Value, _ name: String) throws -> ComplexNumber {
      if value.isUndefined { return ComplexNumber(0) }
      if let complex = value.complex { return complex }
      if let method = value.type.userMethod(.complex) {
        if let number = try interpreter.call(special: method, value).complex { return number }
      }
      if let method = value.type.lookup("__complex__"),
        let number = try interpreter.call(method, value).complex
      {
        return number
      }
      if let real = try interpreter.realOrNil(value) { return ComplexNumber(real) }
      throw PythonException(
        .typeError,
        "complex() \(name) arg must be a \(name == "first" ? "string or a " : "")number, not '\(value.type.tpName)'"
          .replacingFirst("arg must be a string", with: "argument must be a string"))
    }
    let real = try part(bound[0], "first")
    let imaginary = try part(bound[1], "second")
    if bound[1].isUndefined { return real }
    return ComplexNumber(
      real.real - imaginary.imaginary,
      bound[0].complex == nil ? imaginary.real : real.imaginary + imaginary.real)
  }
}

extension String {
  /// The text with the first occurrence of `old` replaced.
  fileprivate func replacingFirst(_ old: String, with new: String) -> String {
    (try? TextSearch.replacing(old, with: new, in: self, limit: 1)) ?? self
  }
}

extension Interpreter {
  /// `int(value)` without a base.
  package func int(_ value: Value) throws -> Value {
    switch value {
    case .int: return value
    case .bool(let flag): return .int(flag ? 1 : 0)
    case .float(let number): return .integer(try IntegerText.truncated(number))
    case .object(let object):
      if object is BigIntObject { return value }
      if let method = object.type.userMethod(.int) {
        let result = try call(special: method, value)
        if result.bigInt != nil { return result.unboxed }
        throw PythonException(.typeError, "__int__ returned non-int (type \(result.type.tpName))")
      }
      if let boxed = object as? BoxedValue { return try int(boxed.primitive) }
      if let string = object as? StringObject {
        return try NumberConstruction.parsed(string.value, base: 10, shown: repr(value), self)
      }
      if let bytes = value.bytes {
        return try NumberConstruction.parsed(String(decoding: bytes, as: UTF8.self), base: 10, shown: repr(value), self)
      }
      if object.type.nativeSpecials.contains(.int), let method = object.type.lookup(ConversionNames.int) {
        return try call(method, value)
      }
      if let index = try integerOrNil(value) { return index }
      if let method = object.type.userMethod(.truncate) { return try int(call(special: method, value)) }
    case .none, .undefined: break
    }
    throw PythonException(
      .typeError,
      "int() argument must be a string, a bytes-like object or a real number, not '\(value.type.tpName)'")
  }

  /// The float that a number, or an object with `__float__` or `__index__`, gives; `nil` for anything else.
  package func realOrNil(_ value: Value) throws -> Double? {
    switch value {
    case .float(let number): return number
    case .int(let number): return Double(number)
    case .bool(let flag): return flag ? 1 : 0
    case .object(let object):
      if let big = object as? BigIntObject { return try IntegerText.double(big.value) }
      if let method = object.type.userMethod(.float) {
        let result = try call(special: method, value)
        if case .float(let number) = result.unboxed { return number }
        throw PythonException(
          .typeError, "\(object.type.tpName).__float__ returned non-float (type \(result.type.tpName))")
      }
      if let boxed = object as? BoxedValue { return try realOrNil(boxed.primitive) }
      if object.type.nativeSpecials.contains(.float), let method = object.type.lookup(ConversionNames.float) {
        return try realOrNil(call(method, value))
      }
      return try integerOrNil(value).flatMap { try realOrNil($0) }
    case .none, .undefined: return nil
    }
  }

  /// `float(value)`. Throws in CPython's words.
  package func float(_ value: Value) throws -> Double {
    if let text = value.text ?? value.bytes.map({ String(decoding: $0, as: UTF8.self) }) {
      if let number = FloatText.parse(text) { return number }
      throw PythonException(.valueError, "could not convert string to float: \(try repr(value))")
    }
    if let number = try realOrNil(value) { return number }
    throw PythonException(
      .typeError, "float() argument must be a string or a real number, not '\(value.type.tpName)'")
  }

  /// A float argument of a mathematical function. Throws `TypeError`: `must be real number, not str`.
  package func real(_ value: Value) throws -> Double {
    if let number = try realOrNil(value) { return number }
    throw PythonException(.typeError, "must be real number, not \(value.type.tpName)")
  }

  /// The shortest decimal text that reads back as `value`, as `repr(float)` gives it.
  package func floatRepr(_ value: Double) -> String { FloatText.repr(value) }

  /// `format(value, spec)` of a number, `bool` or `None`.
  package func formatNatively(_ value: Value, _ spec: String) throws -> String {
    var out: [UInt8] = []
    try append(value, spec, to: &out)
    return out.text
  }
}

/// The names of the methods by which objects of native types give a number.
private enum ConversionNames {
  static let int = StringObject("__int__")
  static let float = StringObject("__float__")
}
