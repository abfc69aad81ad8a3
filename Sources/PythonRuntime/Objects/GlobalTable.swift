/// The global variables of a module: a table of slots that code addresses by index, so that names cost nothing at run
/// time. The cells of a session share one table.
///
/// The first `temporaryCount` slots are the temporaries of module-level code, whose registers are this very table;
/// variables follow. The storage never moves, so the interpreter may hold pointers to it. Initialised are the first
/// `temporaries` slots, as many as any code that ran needs, and those of the variables: a table costs no memory that
/// its module does not use.
package final class GlobalTable {
  /// The number of registers that module-level code may use for intermediate results.
  static let temporaryCount = 2048
  private static let capacity = 65_535

  /// The slots.
  let slots: UnsafeMutablePointer<Value>
  /// The number of temporaries that are initialised.
  private var temporaries = 0
  /// The builtins that variables of the same slot fall back to.
  let fallbacks: UnsafeMutablePointer<Value>
  /// The variables' names; variable `i` is in slot `temporaryCount + i`.
  private(set) var names: [StringObject] = []
  /// Whether compiled code assigns the variable anywhere, so that its slot may be used as an operand directly.
  private var isAssigned: [Bool] = []
  private var positions = HashTable()
  private let builtins: (StringObject) -> Value?
  /// `__name__` of the module.
  package let moduleName: String
  /// Whether an import at the top of the module that fails is to fail where the name is used.
  package var defersImports = false
  /// Whether the module is part of the program.
  var isLibrary = false
  /// What takes the usual calls of the module's functions, by their qualified names.
  var quickCalls: [String: QuickCall] = [:]

  /// The variables that get their values when they are first asked for, as positions in `definitions`.
  private var deferred = HashTable()
  private var definitions: [DeferredDefinition] = []

  /// An empty table; `builtins` finds the builtin functions.
  init(moduleName: String, builtins: @escaping (StringObject) -> Value?) {
    self.moduleName = moduleName
    self.builtins = builtins
    slots = .allocate(capacity: Self.capacity)
    fallbacks = .allocate(capacity: Self.capacity)
  }

  deinit {
    var values: [Value] = []
    let variables = Self.temporaryCount..<Self.temporaryCount + names.count
    for slots in [0..<temporaries, variables] {
      for slot in slots {
        let value = (self.slots + slot).move()
        if case .object = value { values.append(value) }
      }
    }
    (fallbacks + Self.temporaryCount).deinitialize(count: names.count)
    slots.deallocate()
    fallbacks.deallocate()
    Object.releaseIteratively(&values)
  }

  /// Makes the first `count` temporaries ready, for code that uses so many.
  @inline(__always) func reserveTemporaries(_ count: Int) {
    if count > temporaries { initializeTemporaries(count) }
  }

  @inline(never) private func initializeTemporaries(_ count: Int) {
    (slots + temporaries).initialize(repeating: .undefined, count: count - temporaries)
    temporaries = count
  }

  /// The slot of a variable, made when it does not exist. Raises when there are too many variables.
  func slot(of name: StringObject, assigning: Bool = false) throws -> Int {
    let position = positions.position(of: name)
    if position >= 0 {
      if assigning { isAssigned[position] = true }
      return Self.temporaryCount + position
    }
    let slot = Self.temporaryCount + names.count
    guard slot < Self.capacity else {
      throw PythonException(.runtimeError, "too many global variables")
    }
    (slots + slot).initialize(to: .undefined)
    (fallbacks + slot).initialize(to: builtins(name) ?? .undefined)
    positions.set(name, .int(names.count))
    names.append(name)
    isAssigned.append(assigning)
    return slot
  }

  /// Whether operands may name the slot directly: its variable is assigned by compiled code and hides no builtin.
  func isDirect(_ slot: Int) -> Bool {
    isAssigned[slot - Self.temporaryCount] && fallbacks[slot].isUndefined
  }

  /// The name of the variable in a slot.
  func name(ofSlot slot: Int) -> StringObject? {
    let index = slot - Self.temporaryCount
    return names.indices.contains(index) ? names[index] : nil
  }

  /// The index among the variables of the one that is called like that, and its name; `nil` if there is none.
  func place(of name: StringObject) -> (place: Int, key: StringObject)? {
    let position = positions.position(of: name)
    return position < 0 ? nil : (position, names[position])
  }

  /// The value of a variable by its index, if that very object is its name and it is bound.
  @inline(__always) func value(at place: Int, of key: Unmanaged<Object>) -> Value? {
    guard place < names.count, Unmanaged.passUnretained(names[place]).toOpaque() == key.toOpaque() else { return nil }
    let value = slots[Self.temporaryCount + place]
    return value.isUndefined ? nil : value
  }

  /// The value of a variable, if it is bound.
  package func value(of name: StringObject) -> Value? {
    let position = positions.position(of: name)
    if position < 0 { return nil }
    let value = slots[Self.temporaryCount + position]
    return value.isUndefined ? nil : value
  }

  /// The value of a variable, if it is bound.
  package func value(of name: String) -> Value? { value(of: StringObject(name)) }

  /// Binds a variable, or unbinds it with `.undefined`.
  package func set(_ name: StringObject, _ value: Value) throws {
    slots[try slot(of: name)] = value
  }

  /// Binds a variable, or unbinds it with `.undefined`.
  package func set(_ name: String, _ value: Value) throws { try set(StringObject(name), value) }

  /// The bound variables: a copy.
  package var table: HashTable {
    var table = HashTable()
    for (index, name) in names.enumerated() {
      let value = slots[Self.temporaryCount + index]
      if !value.isUndefined { table.set(name, value) }
    }
    return table
  }

  /// The bound variables and their values.
  var variables: [(StringObject, Value)] {
    names.indices.compactMap { index in
      let value = slots[Self.temporaryCount + index]
      return value.isUndefined ? nil : (names[index], value)
    }
  }

  // MARK: Deferred variables

  /// Unbinds a variable; it gets its value when it is first asked for. It hides a builtin at once, so that only what
  /// has no fallback is looked up among the deferred ones.
  func `defer`(_ name: StringObject, _ definition: DeferredDefinition) throws {
    let slot = try slot(of: name)
    slots[slot] = .undefined
    fallbacks[slot] = .undefined
    deferred.set(name, .int(definitions.count))
    definitions.append(definition)
  }

  /// Where the value of a deferred variable comes from; the variable is no longer deferred.
  func takeDeferred(_ name: StringObject) throws -> DeferredDefinition? {
    guard hasDeferred, case .int(let index)? = deferred.remove(name) else { return nil }
    fallbacks[try slot(of: name)] = builtins(name) ?? .undefined
    return definitions[index]
  }

  /// Whether any variable is deferred.
  var hasDeferred: Bool { deferred.count > 0 }

  /// Whether a variable is deferred.
  func isDeferred(_ name: StringObject) -> Bool { hasDeferred && deferred.value(of: name) != nil }

  /// The deferred variables.
  var deferredNames: [StringObject] { deferred.keys.compactMap { $0.cast(StringObject.self) } }

  /// Runs code of the module while other code of it is waiting for a native function: both use the temporaries, the
  /// code that is run the first `count`.
  func preservingTemporaries(
    _ count: Int = GlobalTable.temporaryCount, _ body: () throws -> Value
  ) rethrows -> Value {
    let count = min(count, temporaries)
    let saved = Array(UnsafeBufferPointer(start: slots, count: count))
    slots.update(repeating: .undefined, count: count)
    defer { for (index, value) in saved.enumerated() { slots[index] = value } }
    return try body()
  }

  /// The names of the bound variables.
  package var boundNames: [String] {
    names.indices.compactMap { slots[Self.temporaryCount + $0].isUndefined ? nil : names[$0].value }
  }
}
