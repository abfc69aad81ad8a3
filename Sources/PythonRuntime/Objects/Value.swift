import PythonSyntax

/// A Python value. Numbers that fit a machine word, `bool` and `None` are stored in place; everything else is an
/// `Object`. `undefined` marks an empty slot (an unbound variable, an omitted argument) and is never seen by Python code.
public enum Value {
  case undefined
  case none
  case bool(Bool)
  case int(Int)
  case float(Double)
  case object(Object)
}

extension Value {
  /// A `str` holding `text`.
  @inline(__always) package static func string(_ text: String) -> Value { .object(StringObject(text)) }

  /// A `tuple` of `elements`.
  @inline(__always) package static func tuple(_ elements: [Value]) -> Value { .object(TupleObject(elements)) }

  /// A new `list` of `elements`.
  @inline(__always) package static func list(_ elements: [Value]) -> Value { .object(ListObject(elements)) }

  /// `NotImplemented`.
  package static var notImplemented: Value { .object(SingletonObject.notImplemented) }

  /// `...`
  package static var ellipsis: Value { .object(SingletonObject.ellipsis) }

  /// Whether the slot is empty.
  @inline(__always) package var isUndefined: Bool { if case .undefined = self { true } else { false } }

  /// Whether the value is `None`.
  @inline(__always) package var isNone: Bool { if case .none = self { true } else { false } }

  /// Whether the value is the object `NotImplemented`.
  package var isNotImplemented: Bool {
    if case .object(let object) = self { object === SingletonObject.notImplemented } else { false }
  }

  /// The heap object, if the value is one.
  @inline(__always) package var object: Object? { if case .object(let object) = self { object } else { nil } }

  /// The object as an instance of a Swift class, which also holds for instances of user classes derived from it.
  @inline(__always) package func cast<T: Object>(_ type: T.Type) -> T? {
    if case .object(let object) = self { object as? T } else { nil }
  }

  /// The `str` that the value is, if it is one of that very type, whose methods no class can replace.
  @inline(__always) var exactString: StringObject? {
    guard case .object(let object) = self, object.type === TypeObject.str else { return nil }
    return unsafeDowncast(object, to: StringObject.self)
  }

  /// The text of a `str` (or of an instance of a subclass).
  package var text: String? { cast(StringObject.self)?.value }

  /// `type(value)`.
  package var type: TypeObject {
    switch self {
    case .object(let object): object.type
    case .int: .int
    case .float: .float
    case .bool: .bool
    case .none, .undefined: .noneType
    }
  }

  /// The value inside an instance of a user class derived from `int` or `float`; any other value as it is.
  @inline(__always) package var unboxed: Value {
    if case .object(let object) = self, let boxed = object as? BoxedValue { boxed.primitive } else { self }
  }

  /// `a is b`: the same object, or the same number, `bool` or `None` stored in place.
  package func isIdentical(to other: Value) -> Bool {
    switch (self, other) {
    case (.none, .none): true
    case (.bool(let a), .bool(let b)): a == b
    case (.int(let a), .int(let b)): a == b
    case (.float(let a), .float(let b)): a.bitPattern == b.bitPattern
    case (.object(let a), .object(let b)): a === b
    default: false
    }
  }
}

/// `NotImplemented` and `Ellipsis`, of which there is one each.
package final class SingletonObject: Object, @unchecked Sendable {
  /// The text `repr` gives.
  package let name: String

  private init(_ name: String, type: TypeObject) {
    self.name = name
    super.init(type: type)
  }

  package static let notImplemented = SingletonObject("NotImplemented", type: .notImplementedType)
  package static let ellipsis = SingletonObject("Ellipsis", type: .ellipsis)

  package override func repr(_ interpreter: Interpreter) throws -> String { name }
}

/// An instance of a user class derived from `int` or `float`.
package final class BoxedValue: Object {
  /// The number: `.int`, `.float`, or the object of a big integer.
  package let primitive: Value

  package init(_ primitive: Value, type: TypeObject) {
    self.primitive = primitive
    super.init(type: type)
  }

  package override func repr(_ interpreter: Interpreter) throws -> String { try interpreter.repr(primitive) }
  package override func str(_ interpreter: Interpreter) throws -> String { try interpreter.repr(self.asValue) }
  package override func format(_ spec: String, _ interpreter: Interpreter) throws -> String {
    spec.isEmpty ? try interpreter.str(self.asValue) : try interpreter.format(primitive, spec)
  }
  package override func truth(_ interpreter: Interpreter) throws -> Bool { try interpreter.truth(primitive) }
  package override func hash(_ interpreter: Interpreter) throws -> Int { try interpreter.hash(primitive) }
  package override func compare(
    _ operation: ComparisonOperator, _ other: Value, _ interpreter: Interpreter
  ) throws -> Value? {
    try interpreter.compareNatively(operation, primitive, other.unboxed)
  }
  package override func binary(
    _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ interpreter: Interpreter
  ) throws -> Value? {
    let other = other.unboxed
    return reflected
      ? try interpreter.binaryNatively(operation, other, primitive)
      : try interpreter.binaryNatively(operation, primitive, other)
  }
  package override func unary(_ operation: UnaryOperator, _ interpreter: Interpreter) throws -> Value? {
    try interpreter.unary(operation, primitive)
  }
  package override func index(_ interpreter: Interpreter) throws -> Value? {
    if case .float = primitive { nil } else { primitive }
  }
}
