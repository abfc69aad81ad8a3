import PythonSyntax
import Synchronization

/// A class. Builtin ones are declared once with `TypeObject.native`, are immutable and shared by all sessions; the
/// classes of Python code belong to their interpreter.
public final class TypeObject: Object, @unchecked Sendable {
  /// Makes an instance natively: `cls.__new__(cls, ...)`. `type` may be a user class derived from the native one.
  package typealias Constructor = @Sendable (Interpreter, TypeObject, Arguments) throws -> Value
  /// Initialises an instance natively: `__init__`.
  package typealias Initializer = @Sendable (Interpreter, Object, Arguments) throws -> Void

  /// `__name__`
  package var name: String
  /// `__qualname__`
  package var qualifiedName: String
  /// `__module__`
  package var module: String
  /// `__doc__` of a native type.
  package let documentation: String?
  /// Whether the class is one of those that CPython, NumPy or PyTorch writes in C, which error messages show with
  /// their module.
  private let isWrittenInC: Bool
  /// The name that error messages show: `tp_name` of CPython.
  package var tpName: String { isWrittenInC ? "\(module).\(name)" : name }
  /// `__bases__`
  package private(set) var bases: [TypeObject]
  /// `__mro__`, beginning with the class itself.
  package private(set) var mro: [TypeObject] = []
  /// Whether Python code made the class.
  package let isUserDefined: Bool
  /// The special methods that the native type implements in Swift, without those of its bases.
  let ownNativeSpecials: SpecialMethodSet
  /// The special methods that are defined natively somewhere in the `mro`.
  package private(set) var nativeSpecials: SpecialMethodSet
  /// The special methods that Python code defines, in this class or a base, before any native definition in the `mro`.
  package private(set) var userSpecials = SpecialMethodSet()
  /// The methods of `userSpecials` by ordinal; empty when there are none.
  private var userMethods: [Value] = []
  /// The constructor of this type or the first base that has one.
  package let construct: Constructor?
  /// The native initialiser of this type or the first base that has one.
  package let initializeNatively: Initializer?
  /// Whether instances have a `__dict__`.
  package let hasInstanceDictionary: Bool
  /// Whether it is a native type of the `builtins` module.
  let isBuiltin: Bool
  /// The attributes that `__slots__` allows where there is no `__dict__`.
  package let slotNames: [String]
  /// Whether Python code may derive from it.
  package let isSubclassable: Bool
  /// Whether instances hold other values in Swift storage or attributes; see `Object.surrender`.
  package let holdsValues: Bool
  /// What an attribute of this type does when it is found in a class.
  package let descriptorKind: DescriptorKind
  /// Whether Python instances of this class are plain `Object`s made by `object.__new__`.
  package let isPlain: Bool
  /// Changes whenever something that an inline cache relies on changes.
  package private(set) var version = 0
  /// What native code that serves the instances of a class of Python code has found out about them.
  package final var memo: AnyObject?
  /// `__abstractmethods__`, as `ABCMeta` sets it.
  package var abstractMethods: [String] = []

  private var table = HashTable()
  /// What ``lookup(_:)`` found, of a class that Python code made; the others are shared by threads.
  private var recent = RecentNames<Value?>()
  private let makeMembers: (@Sendable () -> [NativeMember])?
  private let membersReady: Atomic<Bool>
  private let furtherMembers: FurtherMembers?
  /// The members of a native type that are made one by one when they are first asked for; under `memberLock`.
  private var late = HashTable()

  /// Members that are so many that each is made only when somebody asks for it by name.
  package struct FurtherMembers: Sendable {
    let names: @Sendable () -> [String]
    let make: @Sendable (String) -> NativeMember?

    /// - Parameters:
    ///   - names: All names, for `dir`.
    ///   - make: Makes the member of a name; nil if there is none.
    package init(names: @escaping @Sendable () -> [String], make: @escaping @Sendable (String) -> NativeMember?) {
      self.names = names
      self.make = make
    }
  }

  /// What an attribute found in a class does when it is read through an instance.
  package enum DescriptorKind: UInt8, Sendable {
    /// It is the value.
    case none
    /// It binds the instance as a first argument: functions and native methods.
    case method
    /// It is computed, and takes precedence over the instance's attributes.
    case data
    /// It has `__get__` only: `classmethod`, `staticmethod`.
    case other
  }

  private init(
    name: String, qualifiedName: String? = nil, module: String, documentation: String?, metatype: TypeObject?,
    bases: [TypeObject],
    isUserDefined: Bool, isWrittenInC: Bool, specials: SpecialMethodSet, construct: Constructor?,
    initialize: Initializer?,
    hasInstanceDictionary: Bool, isSubclassable: Bool, holdsValues: Bool, descriptorKind: DescriptorKind,
    isPlain: Bool, members: (@Sendable () -> [NativeMember])?, furtherMembers: FurtherMembers?
  ) {
    self.name = name
    self.qualifiedName = qualifiedName ?? name
    self.module = module
    self.documentation = documentation
    self.bases = bases
    self.isUserDefined = isUserDefined
    self.isWrittenInC = isWrittenInC
    ownNativeSpecials = specials
    nativeSpecials = specials
    self.construct = construct ?? bases.lazy.filter { !$0.isPlain }.compactMap(\.construct).first
    initializeNatively = initialize ?? bases.lazy.compactMap(\.initializeNatively).first
    self.hasInstanceDictionary = hasInstanceDictionary
    slotNames = []
    isBuiltin = !isUserDefined && module == "builtins"
    self.isSubclassable = isSubclassable
    self.holdsValues = holdsValues
    self.descriptorKind = descriptorKind
    self.isPlain = isPlain
    makeMembers = members
    self.furtherMembers = furtherMembers
    // Without members there are still the slot wrappers.
    membersReady = Atomic(false)
    if let metatype { super.init(type: metatype) } else { super.init(selfTyped: ()) }
    for base in bases { nativeSpecials.formUnion(base.nativeSpecials) }
  }

  /// Declares a builtin type.
  ///
  /// - Parameters:
  ///   - name: The name as `type(x).__name__` gives it.
  ///   - module: `__module__`; it stands before the name in reprs unless it is `builtins`.
  ///   - bases: The native bases, `object` if none is given.
  ///   - specials: The special methods that the Swift class implements by overriding behaviours of `Object`.
  ///   - holdsValues: Whether instances hold other Python values (and override `surrender`).
  ///   - isWrittenInC: Whether it is one of those outside `builtins` that are written in C there: ``tpName``.
  ///   - instanceDictionary: Whether plain instances of the type accept arbitrary attributes.
  ///   - new: `__new__`; a type without one cannot be made by Python code.
  ///   - initialize: `__init__` for mutable types, called after `new` and through `super().__init__`.
  ///   - members: Methods and properties, made at the first look-up.
  ///   - furtherMembers: More of them, after those in rank, each made when it is first asked for.
  package static func native(
    _ name: String, module: String = "builtins", documentation: String? = nil, bases: [TypeObject]? = nil,
    specials: SpecialMethodSet = [],
    holdsValues: Bool = false, isWrittenInC: Bool = false, instanceDictionary: Bool = false,
    isSubclassable: Bool = true,
    descriptorKind: DescriptorKind = .none, new: Constructor? = nil, initialize: Initializer? = nil,
    members: (@Sendable () -> [NativeMember])? = nil, furtherMembers: FurtherMembers? = nil
  ) -> TypeObject {
    let isRoot = name == "object" && module == "builtins"
    let type = TypeObject(
      name: name, module: module, documentation: documentation,
      // `object` is made while `type` is being made, so it cannot ask for it; no type means `type`.
      metatype: isRoot || (name == "type" && module == "builtins") ? nil : .type,
      bases: isRoot ? [] : bases ?? [.object], isUserDefined: false,
      isWrittenInC: isWrittenInC, specials: specials, construct: new, initialize: initialize,
      hasInstanceDictionary: instanceDictionary, isSubclassable: isSubclassable,
      holdsValues: holdsValues, descriptorKind: descriptorKind, isPlain: isRoot, members: members,
      furtherMembers: furtherMembers)
    // Native hierarchies are linearised by the same rule; a declaration that contradicts itself keeps base order.
    type.mro = (try? TypeObject.linearize(type, type.bases)) ?? [type] + type.bases
    // By name: `BaseException` is being made when this runs for it.
    func descends(from name: String) -> Bool { type.mro.contains { $0.module == "builtins" && $0.name == name } }
    // Those whose arguments are looked at when they are made are made by their constructors.
    let particular = [
      "BaseExceptionGroup", "OSError", "SyntaxError", "UnicodeDecodeError", "UnicodeEncodeError",
      "UnicodeTranslateError",
    ]
    type.isBuiltinException = descends(from: "BaseException") && !particular.contains(where: descends)
    return type
  }

  /// A class made by Python code, or one written in C there that the library defines so; `linearize` and the layout rules have been checked by the interpreter.
  init(
    userClass name: String, qualifiedName: String, module: String, metatype: TypeObject, bases: [TypeObject],
    solidBase: TypeObject, isWrittenInC: Bool, attributes: HashTable, slotNames: [String]?
  ) throws {
    table = attributes
    self.name = name
    self.qualifiedName = qualifiedName
    self.module = module
    documentation = nil
    self.bases = bases
    isUserDefined = true
    self.isWrittenInC = isWrittenInC
    ownNativeSpecials = []
    nativeSpecials = []
    construct = solidBase.construct
    initializeNatively = solidBase.initializeNatively ?? bases.lazy.compactMap(\.initializeNatively).first
    let inheritsDictionary = bases.contains { $0.hasInstanceDictionary }
    hasInstanceDictionary = slotNames == nil || inheritsDictionary || slotNames?.contains("__dict__") == true
    self.slotNames = (slotNames ?? []) + bases.flatMap(\.slotNames)
    isBuiltin = false
    isSubclassable = true
    holdsValues = true
    descriptorKind =
      bases.contains { $0.descriptorKind == .data }
      ? .data
      : bases.first { $0.descriptorKind != .none }?.descriptorKind ?? .none
    isPlain = solidBase.isPlain
    makeMembers = nil
    furtherMembers = nil
    membersReady = Atomic(true)
    super.init(type: metatype)
    mro = try TypeObject.linearize(self, bases)
    for base in bases { nativeSpecials.formUnion(base.nativeSpecials) }
    updateSpecials()
  }

  // MARK: Attributes

  /// The attributes defined by this class itself.
  package var ownAttributes: HashTable {
    if !membersReady.load(ordering: .acquiring) { loadMembers() }
    if isUserDefined { return table }
    var all = table
    for name in (furtherMembers?.names() ?? []) + SpecialMethod.allCases.map(\.rawValue) {
      let name = StringObject(name)
      if all.position(of: name) < 0, let member = lateMember(name) { all.set(name, member) }
    }
    return all
  }

  private static let memberLock = Mutex(())

  private func loadMembers() {
    // Made outside the lock: members may touch other types.
    var made = HashTable()
    for member in makeMembers?() ?? [] { made.set(member.name, member.attribute(of: self)) }
    TypeObject.memberLock.withLock { _ in
      if membersReady.load(ordering: .relaxed) { return }
      table = made
      membersReady.store(true, ordering: .releasing)
    }
  }

  /// A slot wrapper or one of the further members of a native type.
  private func lateMember(_ name: StringObject) -> Value? {
    let text = name.value
    let special = text.hasPrefix("__") ? SpecialMethod.named(text) : nil
    let isSlot = special.map(ownNativeSpecials.contains) ?? false
    guard isSlot || furtherMembers != nil else { return nil }
    if let known = TypeObject.memberLock.withLock({ _ in late.value(of: name) }) { return known }
    let made: Value?
    if isSlot, let special {
      made = NativeFunction.slotWrapper(special, of: self)
    } else {
      made = furtherMembers?.make(text)?.attribute(of: self)
    }
    // Members are immutable and shared by all threads.
    guard let made else { return nil }
    // Another thread may have been first; there is one object per member.
    TypeObject.memberLock.withLock { _ in
      if late.position(of: name) < 0 { late.set(name, made) }
    }
    return TypeObject.memberLock.withLock { _ in late.value(of: name) }
  }

  /// The attribute that this class itself defines.
  package func ownAttribute(_ name: StringObject) -> Value? {
    if !membersReady.load(ordering: .acquiring) { loadMembers() }
    if let value = table.value(of: name) { return value }
    return isUserDefined ? nil : lateMember(name)
  }

  /// The attribute called `name` of the first class in the `mro` that has it, not bound to anything.
  package func lookup(_ name: StringObject) -> Value? {
    if let known = recent.found(name) { return known }
    let found = search(name)
    // Plain data may be replaced by other data without anybody being told.
    if isUserDefined, found.map({ $0.object != nil }) ?? true { recent.note(name, found) }
    return found
  }

  private func search(_ name: StringObject) -> Value? {
    for type in mro {
      if let value = type.ownAttribute(name) { return value }
    }
    return nil
  }

  /// The attribute called `name` of the first class in the `mro` that has it, not bound to anything.
  package func lookup(_ name: String) -> Value? { lookup(StringObject(name)) }

  /// Sets or, with `nil`, removes an attribute of a class that Python code made. The interpreter tells subclasses.
  func setOwnAttribute(_ name: StringObject, _ value: Value?) {
    recent.removeAll()
    if let value { table.set(name, value) } else { table.remove(name) }
  }

  /// Whether instances are exceptions that no Python code takes part in making.
  private(set) var isBuiltinException = false

  /// Whether the class or a base is `other`.
  package func isSubtype(of other: TypeObject) -> Bool {
    if self === other { return true }
    for type in mro where type === other { return true }
    return false
  }

  deinit { recent.removeAll() }

  // MARK: Special methods

  /// The special method if Python code defines it for this class.
  @inline(__always) package func userMethod(_ special: SpecialMethod) -> Value? {
    userSpecials.contains(special) ? userMethods[special.ordinal] : nil
  }

  /// Whether instances have the special method at all, natively or by Python code, and it is not `None`.
  package func defines(_ special: SpecialMethod) -> Bool {
    if userSpecials.contains(special) { return !userMethods[special.ordinal].isNone }
    return nativeSpecials.contains(special)
  }

  /// Finds the special methods again after an attribute of a class in the `mro` changed.
  func updateSpecials() {
    version &+= 1
    recent.removeAll()
    guard isUserDefined else { return }
    var found = SpecialMethodSet()
    var settled = SpecialMethodSet()
    var methods = [Value](repeating: .undefined, count: SpecialMethod.allCases.count)
    for type in mro {
      if type.isUserDefined {
        for entry in type.table.entries {
          guard case .object(let key) = entry.key, let name = key as? StringObject,
            let special = SpecialMethod.named(name.value), !settled.contains(special)
          else { continue }
          settled.insert(special)
          found.insert(special)
          methods[special.ordinal] = entry.value
        }
        // A class that defines `__eq__` without `__hash__` is unhashable.
      } else {
        settled.formUnion(type.ownNativeSpecials)
      }
    }
    userSpecials = found
    userMethods = found.isEmpty ? [] : methods
  }

  /// Replaces the bases of a class that Python code made (`cls.__bases__ = ...`).
  func setBases(_ newBases: [TypeObject]) throws {
    let order = try TypeObject.linearize(self, newBases)
    bases = newBases
    mro = order
    updateSpecials()
  }

  // MARK: Linearisation

  /// The method resolution order by C3.
  static func linearize(_ type: TypeObject, _ bases: [TypeObject]) throws -> [TypeObject] {
    if bases.count == 1 { return [type] + bases[0].mro }
    var sequences = bases.map(\.mro) + [bases]
    var result = [type]
    while true {
      sequences.removeAll(where: \.isEmpty)
      if sequences.isEmpty { return result }
      let candidate = sequences.lazy.map { $0[0] }.first { head in
        !sequences.contains { $0.dropFirst().contains { $0 === head } }
      }
      guard let candidate else {
        var seen: [TypeObject] = []
        for sequence in sequences where !seen.contains(where: { $0 === sequence[0] }) { seen.append(sequence[0]) }
        throw PythonException(
          .typeError,
          "Cannot create a consistent method resolution\norder (MRO) for bases "
            + seen.map(\.name).joined(separator: ", "))
      }
      result.append(candidate)
      for index in sequences.indices where sequences[index][0] === candidate { sequences[index].removeFirst() }
    }
  }

  // MARK: A class as an object

  public override func repr(_ interpreter: Interpreter) throws -> String {
    "<class '\(module == "builtins" ? "" : module + ".")\(qualifiedName)'>"
  }

  public override func call(_ arguments: Arguments, _ interpreter: Interpreter) throws -> Value {
    if self === TypeObject.type, arguments.count == 1, arguments.keywords == nil { return .object(arguments[0].type) }
    return try interpreter.instantiate(self, arguments)
  }

  public override var hasOnlyClassAttributes: Bool { false }

  public override func attribute(_ name: StringObject, _ interpreter: Interpreter) throws -> Value? {
    try interpreter.typeAttribute(self, name)
  }

  public override func setAttribute(_ name: StringObject, _ value: Value, _ interpreter: Interpreter) throws {
    try interpreter.setTypeAttribute(self, name, value)
  }

  public override func deleteAttribute(_ name: StringObject, _ interpreter: Interpreter) throws {
    try interpreter.setTypeAttribute(self, name, .undefined)
  }

  public override func missingAttribute(_ name: StringObject) -> PythonException {
    .missingAttribute(name, of: .object(self), "type object '\(self.name)' has no attribute '\(name.value)'")
  }

  public override func binary(
    _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ interpreter: Interpreter
  ) throws -> Value? {
    guard operation == .bitOr else { return nil }
    return reflected ? UnionTypeObject.make(other, asValue) : UnionTypeObject.make(asValue, other)
  }

  public override func surrender(to pending: inout [Value]) {}
}
