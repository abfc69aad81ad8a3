import PythonSyntax

/// A value on the heap. Its native behaviours are methods that subclasses override; the generic operations of
/// `Interpreter` call them unless the object's class defines the special method in Python.
///
/// An object belongs to the thread of its session. `nil` from a behaviour means "not supported here" (Python's
/// `NotImplemented`, or a missing slot), and the caller raises CPython's error.
open class Object {
  /// The class. A type outlives its instances: builtin types live as long as the process, and the interpreter keeps
  /// every class that Python code made until the session ends.
  @usableFromInline final var typeReference: Unmanaged<TypeObject>?
  /// The layout of the instance attributes in `slots`; `nil` while there are none.
  final var shape: Unmanaged<Shape>?
  /// The attribute values, `shape.capacity` of them; or one value, the `DictObject`, when the shape is `.dictionary`.
  final var slots: UnsafeMutablePointer<Value>?

  /// Makes an instance of `type` without attributes.
  package init(type: __shared TypeObject) {
    typeReference = Unmanaged.passUnretained(type)
    shape = nil
    slots = nil
  }

  /// For the type `type`, which is its own type.
  init(selfTyped: Void) {
    typeReference = nil
    shape = nil
    slots = nil
  }

  deinit {
    if slots != nil { releaseSlots() }
  }

  /// `type(self)`.
  package final var type: TypeObject {
    @inline(__always) get {
      if let typeReference { return typeReference._withUnsafeGuaranteedRef { $0 } }
      return TypeObject.type
    }
    set { typeReference = Unmanaged.passUnretained(newValue) }
  }

  /// The object as a value.
  @inline(__always) package final var asValue: Value { .object(self) }

  // MARK: Text

  /// `repr(self)`; containers call `interpreter.repr` for their elements.
  open func repr(_ interpreter: Interpreter) throws -> String {
    defaultRepr
  }

  /// `str(self)`, which is `repr(self)` unless overridden.
  open func str(_ interpreter: Interpreter) throws -> String {
    try interpreter.repr(.object(self))
  }

  /// `format(self, spec)`.
  open func format(_ spec: String, _ interpreter: Interpreter) throws -> String {
    guard spec.isEmpty else {
      throw PythonException(.typeError, "unsupported format string passed to \(type.tpName).__format__")
    }
    return try interpreter.str(.object(self))
  }

  // MARK: Truth, size, hash, comparison

  /// `bool(self)`: whether the length is not zero, true without a length.
  open func truth(_ interpreter: Interpreter) throws -> Bool {
    if let length = try length(interpreter) { return length != 0 }
    return true
  }

  /// `len(self)`, or `nil` for an object without a length.
  open func length(_ interpreter: Interpreter) throws -> Int? { nil }

  /// `hash(self)`: by identity unless overridden.
  open func hash(_ interpreter: Interpreter) throws -> Int { identityHash }

  /// `self operation other` for `==`, `!=`, `<`, `<=`, `>`, `>=`; `nil` is `NotImplemented`.
  open func compare(
    _ operation: ComparisonOperator, _ other: Value, _ interpreter: Interpreter
  ) throws -> Value? { nil }

  // MARK: Arithmetic

  /// What a sequence says about an operand of another type that it cannot be joined to; `nil` is no sequence that can
  /// be joined and repeated.
  open func concatenationRefusal(_ other: TypeObject) -> String? { nil }

  /// `self operation other`, or `other operation self` when `reflected`; `nil` is `NotImplemented`.
  open func binary(
    _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ interpreter: Interpreter
  ) throws -> Value? { nil }

  /// `self operation= other`; `nil` makes the caller use `binary`.
  open func inPlace(_ operation: BinaryOperator, _ other: Value, _ interpreter: Interpreter) throws -> Value? { nil }

  /// `-self`, `+self`, `~self`; `nil` when unsupported.
  open func unary(_ operation: UnaryOperator, _ interpreter: Interpreter) throws -> Value? { nil }

  /// `operator.index(self)` (`__index__`): an `.int` or big integer, `nil` when unsupported.
  open func index(_ interpreter: Interpreter) throws -> Value? { nil }

  // MARK: Attributes

  /// The attribute called `name`, or `nil`: by default what `object.__getattribute__` finds in the class and instance.
  open func attribute(_ name: StringObject, _ interpreter: Interpreter) throws -> Value? {
    try interpreter.genericAttribute(self, name)
  }

  /// Sets an attribute as `object.__setattr__` does.
  open func setAttribute(_ name: StringObject, _ value: Value, _ interpreter: Interpreter) throws {
    try interpreter.genericSetAttribute(self, name, value)
  }

  /// Deletes an attribute as `object.__delattr__` does.
  open func deleteAttribute(_ name: StringObject, _ interpreter: Interpreter) throws {
    try interpreter.genericSetAttribute(self, name, .undefined)
  }

  /// The error for a missing attribute.
  open func missingAttribute(_ name: StringObject) -> PythonException {
    PythonException.missingAttribute(
      name, of: .object(self), "'\(type.tpName)' object has no attribute '\(name.value)'")
  }

  /// The names `dir(self)` lists beyond the class's and the instance's attributes.
  open func additionalAttributeNames(_ interpreter: Interpreter) -> [String] { [] }

  /// Whether the native type leaves the look-up of attributes to `object.__getattribute__`, so that calls may cache its
  /// methods: true of builtin types, which override this where they override `attribute`; other modules opt in.
  open var hasOnlyClassAttributes: Bool { type.isBuiltin }

  // MARK: Items

  /// `self[key]`, or `nil` when the object is not subscriptable.
  open func item(_ key: Value, _ interpreter: Interpreter) throws -> Value? { nil }

  /// `self[key] = value`; `false` when items cannot be assigned.
  open func setItem(_ key: Value, _ value: Value, _ interpreter: Interpreter) throws -> Bool { false }

  /// `del self[key]`; `false` when items cannot be deleted.
  open func deleteItem(_ key: Value, _ interpreter: Interpreter) throws -> Bool { false }

  /// `value in self`, or `nil` to search by iterating.
  open func contains(_ value: Value, _ interpreter: Interpreter) throws -> Bool? { nil }

  // MARK: Iteration, calls, `with`

  /// `iter(self)`, or `nil` when the object is not iterable.
  open func makeIterator(_ interpreter: Interpreter) throws -> Value? { nil }

  /// The next value of an iterator, or `nil` at its end. The type's `specials` must name `.next`.
  open func next(_ interpreter: Interpreter) throws -> Value? { nil }

  /// As `next`, of an iterator whose next value is a new tuple of `count` elements: they go to the registers from
  /// `parts` on, and no tuple is made. An iterator that cannot tell says `.whole`, before anything has changed.
  func nextParts(
    _ parts: UnsafeMutablePointer<Value>, _ count: Int, _ interpreter: Interpreter
  ) throws -> NextParts { .whole }

  /// `self(...)`. The arguments' storage is valid during the call only.
  open func call(_ arguments: Arguments, _ interpreter: Interpreter) throws -> Value {
    throw PythonException(.typeError, "'\(type.tpName)' object is not callable")
  }

  /// `type(self).__enter__(self)` of a native context manager, or `nil` when it is none.
  open func enter(_ interpreter: Interpreter) throws -> Value? { nil }

  /// `__exit__` of a native context manager: whether the exception is swallowed.
  open func exit(_ exception: ExceptionObject?, _ interpreter: Interpreter) throws -> Bool { false }

  /// `isinstance(value, self)` for an object that stands for classes, such as `int | str`; `nil` for any other.
  open func acceptsInstance(_ value: Value, _ interpreter: Interpreter) throws -> Bool? { nil }

  // MARK: Memory

  /// Moves the values this object holds into `pending`, leaving it empty. Called when the object is about to be freed,
  /// so that a deep structure is released by a loop and not by recursion.
  open func surrender(to pending: inout [Value]) {
    surrenderSlots(to: &pending)
  }
}

// MARK: Attributes of the instance itself, for native code that looks at many instances of a class

extension Object {
  /// Where the instance's own attributes are: instances of the same layout have those of the same names in the same
  /// slots. `nil` where they are in a dictionary.
  package final var layoutMark: UnsafeRawPointer? {
    guard let shape, shape.toOpaque() != Unmanaged.passUnretained(Shape.dictionary).toOpaque() else { return nil }
    return UnsafeRawPointer(shape.toOpaque())
  }

  /// The slot of an own attribute; `nil` without one.
  package final func ownSlot(of name: StringObject) -> Int? {
    guard layoutMark != nil, let shape else { return nil }
    let position = shape._withUnsafeGuaranteedRef { $0.position(of: name) }
    return position < 0 ? nil : position
  }

  /// Whether the own attribute in a slot is a `dict` without items.
  ///
  /// - Precondition: `ownSlot` gave the slot for an object of this layout.
  package final func hasEmptyDictionary(inSlot slot: Int) -> Bool {
    guard let slots, let held = (slots + slot).unretainedObject else { return false }
    return held._withUnsafeGuaranteedRef { object in
      Swift.type(of: object) == DictObject.self && unsafeDowncast(object, to: DictObject.self).count == 0
    }
  }
}

extension Object {
  /// `<__main__.Foo object at 0x7f...>`
  package final var defaultRepr: String {
    let type = type
    let prefix = type.module == "builtins" ? "" : type.module + "."
    return "<\(prefix)\(type.qualifiedName) object at \(addressText)>"
  }

  /// The address as Python prints it.
  package final var addressText: String { "0x" + String(address, radix: 16) }

  /// `id(self)`.
  package final var address: Int { Int(bitPattern: Unmanaged.passUnretained(self).toOpaque()) }

  /// The hash of an object that compares by identity.
  package final var identityHash: Int { address >> 4 | (address & 15) << 60 }
}

/// What `Object.nextParts` did.
enum NextParts {
  /// The elements are in the registers.
  case stored
  /// The iterator has no more values.
  case ended
  /// Nothing: `next` has to be asked.
  case whole
}
