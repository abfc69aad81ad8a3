import PythonSyntax

/// A function implemented in Swift. As an attribute of a class it binds its instance as argument 0.
package final class NativeFunction: Object, @unchecked Sendable {
  package typealias Body = @Sendable (Interpreter, Arguments) throws -> Value

  /// What the function accepts, checked before its body runs with CPython's error texts.
  package enum Arity: Sendable {
    /// Anything: the body checks for itself.
    case any
    /// A number of positional arguments (without `self`) in a range, and no keywords.
    case positional(ClosedRange<Int>)
    /// The parameters of a signature (without `self`); the body receives the bound values as its positional arguments,
    /// `.undefined` where an optional one was left out.
    case signature(Signature)

    package static var none: Arity { .positional(0...0) }
    package static var one: Arity { .positional(1...1) }
  }

  /// How an attribute of a class behaves.
  package enum Role: Sendable { case function, method, slotWrapper, staticMethod, classMethod }

  /// `__name__`
  package let name: String
  /// The type that defines it as a method.
  package private(set) var owner: TypeObject?
  package let arity: Arity
  package let role: Role
  /// `__doc__`
  package let documentation: String?
  /// `__module__` of a function of a native module.
  package let module: String?
  /// The class written in C through which a module holds the function: the first part of `__qualname__`.
  private let qualifier: String?
  package let body: Body
  /// Of a `__call__`: finds the function of Python code that takes over the arguments as they are; `nil` where the body
  /// has to be called.
  let delegate: Delegate?
  /// Of a `__getattr__`: the names of the instance's dictionaries that hold what it finds, in the order of its search.
  let searchedTables: [StringObject]

  package typealias Delegate = @Sendable (Interpreter, Object) throws -> FunctionObject?

  package init(
    _ name: String, _ arity: Arity = .any, role: Role = .function, owner: TypeObject? = nil, module: String? = nil,
    qualifier: String? = nil, documentation: String? = nil, delegate: Delegate? = nil,
    searchedTables: [StringObject] = [],
    body: @escaping Body
  ) {
    self.delegate = delegate
    self.searchedTables = searchedTables
    self.name = name
    self.arity = arity
    self.role = role
    self.owner = owner
    self.module = module
    self.qualifier = qualifier
    self.documentation = documentation
    self.body = body
    super.init(
      type: role == .method || role == .slotWrapper
        ? (role == .slotWrapper ? .slotWrapper : .methodDescriptor) : .builtinFunction)
  }

  /// The same function as a member of `owner`.
  func owned(by owner: TypeObject) -> NativeFunction {
    self.owner = owner
    return self
  }

  /// `__qualname__`
  package var qualifiedName: String { (owner?.name ?? qualifier).map { "\($0).\(name)" } ?? name }

  /// The name in error texts: `list.append`, `math.sqrt`, `len`.
  package var displayName: String {
    if owner != nil { return role == .slotWrapper ? name : qualifiedName }
    guard let module, module != "builtins" else { return name }
    return "\(module).\(qualifiedName)"
  }

  package override func repr(_ interpreter: Interpreter) throws -> String {
    switch role {
    case .function, .staticMethod, .classMethod: "<built-in function \(name)>"
    case .method: "<method '\(name)' of '\(owner?.tpName ?? "?")' objects>"
    case .slotWrapper: "<slot wrapper '\(name)' of '\(owner?.tpName ?? "?")' objects>"
    }
  }

  package override func call(_ arguments: Arguments, _ interpreter: Interpreter) throws -> Value {
    let isMethod = role == .method || role == .slotWrapper || role == .classMethod
    if isMethod && role != .classMethod {
      guard arguments.count > 0 else {
        throw PythonException(
          .typeError,
          role == .slotWrapper
            ? "descriptor '\(name)' of '\(owner?.tpName ?? "?")' object needs an argument"
            : "unbound method \(displayName)() needs an argument")
      }
      if let owner, !arguments[0].type.isSubtype(of: owner) {
        throw PythonException(
          .typeError,
          role == .slotWrapper
            ? "descriptor '\(name)' requires a '\(owner.tpName)' object but received a '\(arguments[0].type.tpName)'"
            : "descriptor '\(name)' for '\(owner.tpName)' objects doesn't apply to a '\(arguments[0].type.tpName)' object"
        )
      }
    }
    switch arity {
    case .any:
      return try body(interpreter, arguments)
    case .positional(let range):
      let skipped = isMethod ? 1 : 0
      let count = arguments.count - skipped
      if arguments.keywords != nil || count < range.lowerBound || count > range.upperBound {
        try refuse(arguments.dropFirst(skipped), range)
      }
      return try body(interpreter, arguments)
    case .signature(let signature):
      if signature.isBound(isMethod ? arguments.dropFirst() : arguments) { return try body(interpreter, arguments) }
      if isMethod {
        var bound = try signature.bind(arguments.dropFirst(), function: name)
        bound.insert(arguments[0], at: 0)
        return try Arguments.with(bound, positionalCount: bound.count, names: nil) { try body(interpreter, $0) }
      }
      let bound = try signature.bind(arguments, function: name)
      return try Arguments.with(bound, positionalCount: bound.count, names: nil) { try body(interpreter, $0) }
    }
  }

  private func refuse(_ arguments: Arguments, _ range: ClosedRange<Int>) throws {
    if role == .slotWrapper || name == "__new__" { return try arguments.check(name, range) }
    try arguments.refuseKeywords(displayName)
    if range == 0...0 {
      throw PythonException(.typeError, "\(displayName)() takes no arguments (\(arguments.count) given)")
    }
    if range == 1...1 {
      throw PythonException(.typeError, "\(displayName)() takes exactly one argument (\(arguments.count) given)")
    }
    try arguments.check(name, range)
  }
}

/// A computed attribute of a native type: `tensor.shape`, `complex.real`.
package final class NativeProperty: Object, @unchecked Sendable {
  package typealias Getter = @Sendable (Interpreter, Object) throws -> Value
  package typealias Setter = @Sendable (Interpreter, Object, Value) throws -> Void

  package let name: String
  package private(set) var owner: TypeObject?
  package let get: Getter
  /// Called with `.undefined` to delete.
  package let set: Setter?

  package init(_ name: String, get: @escaping Getter, set: Setter? = nil) {
    self.name = name
    self.get = get
    self.set = set
    super.init(type: .nativeProperty)
  }

  func owned(by owner: TypeObject) -> NativeProperty {
    self.owner = owner
    return self
  }

  /// `property.__get__`, one object however often it is asked for.
  package private(set) lazy var getter = NativeFunction("__get__", .positional(1...2)) {
    [unowned self] interpreter, arguments in
    guard case .object(let object) = arguments[0], owner.map({ object.type.isSubtype(of: $0) }) ?? true else {
      throw PythonException(
        .typeError,
        "descriptor '\(name)' for '\(owner?.tpName ?? "?")' objects doesn't apply to a '\(arguments[0].type.tpName)' object"
      )
    }
    return try get(interpreter, object)
  }

  package override var hasOnlyClassAttributes: Bool { false }

  package override func attribute(_ name: StringObject, _ interpreter: Interpreter) throws -> Value? {
    name.value == "__get__" ? .object(getter) : try super.attribute(name, interpreter)
  }

  package override func repr(_ interpreter: Interpreter) throws -> String {
    "<attribute '\(name)' of '\(owner?.tpName ?? "?")' objects>"
  }
}

/// A member in the declaration of a native type.
package struct NativeMember: @unchecked Sendable {
  /// The attribute's name.
  package let name: String
  private let value: Value

  /// A method; its body receives the instance as argument 0, and `arity` does not count it.
  package static func method(
    _ name: String, _ arity: NativeFunction.Arity = .any, documentation: String? = nil,
    _ body: @escaping NativeFunction.Body
  ) -> NativeMember {
    NativeMember(
      name: name,
      value: .object(NativeFunction(name, arity, role: .method, documentation: documentation, body: body)))
  }

  /// A static method.
  package static func staticMethod(
    _ name: String, _ arity: NativeFunction.Arity = .any, _ body: @escaping NativeFunction.Body
  ) -> NativeMember {
    NativeMember(name: name, value: .object(NativeFunction(name, arity, role: .staticMethod, body: body)))
  }

  /// A class method; its body receives the class as argument 0, and `arity` does not count it.
  package static func classMethod(
    _ name: String, _ arity: NativeFunction.Arity = .any, _ body: @escaping NativeFunction.Body
  ) -> NativeMember {
    NativeMember(
      name: name,
      value: .object(ClassMethodObject(.object(NativeFunction(name, arity, role: .classMethod, body: body)))))
  }

  /// A computed attribute.
  package static func property(
    _ name: String, set: NativeProperty.Setter? = nil, _ get: @escaping NativeProperty.Getter
  ) -> NativeMember {
    NativeMember(name: name, value: .object(NativeProperty(name, get: get, set: set)))
  }

  /// A constant attribute of the class.
  package static func constant(_ name: String, _ value: Value) -> NativeMember {
    NativeMember(name: name, value: value)
  }

  func attribute(of owner: TypeObject) -> Value {
    guard case .object(let object) = value else { return value }
    if let function = object as? NativeFunction { return .object(function.owned(by: owner)) }
    if let property = object as? NativeProperty { return .object(property.owned(by: owner)) }
    return value
  }
}
