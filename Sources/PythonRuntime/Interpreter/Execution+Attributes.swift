// What the interpreter loop calls: attributes and their inline caches.

extension Interpreter {
  /// The identity of an object's type: 0 for `type` itself, which is its own.
  @inline(__always) static func typePointer(_ object: Object) -> UInt {
    UInt(bitPattern: object.typeReference?.toOpaque())
  }

  /// A type as `typePointer` gives it.
  @inline(__always) static func identity(_ type: TypeObject) -> UInt {
    UInt(bitPattern: Unmanaged.passUnretained(type).toOpaque())
  }

  /// Whether the cache knows objects of this type and shape.
  @inline(__always) static func matches(_ object: Object, _ cache: UnsafeMutablePointer<InlineCache>) -> Bool {
    guard let type = cache.pointee.type, object.typeReference?.toOpaque() == type.toOpaque(),
      object.shape?.toOpaque() == cache.pointee.shape?.toOpaque()
    else { return false }
    return type._withUnsafeGuaranteedRef { $0.version } == cache.pointee.version
  }

  /// Whether the cache holds the method that a look-up in this object finds.
  @inline(__always) static func matchesMethod(_ object: Object, _ cache: UnsafeMutablePointer<InlineCache>) -> Bool {
    switch cache.pointee.kind {
    case .methodAnyShape: cache.pointee.type?.toOpaque() == object.typeReference?.toOpaque()
    case .method: matches(object, cache)
    default: false
    }
  }

  /// The cached method; the cache holds a reference of its own.
  @inline(__always) static func cachedObject(_ cache: UnsafeMutablePointer<InlineCache>) -> Unmanaged<Object>? {
    cache.pointee.method
  }

  /// Whether attributes of instances are found by `genericAttribute` alone.
  private func isCacheable(_ object: Object, _ type: TypeObject) -> Bool {
    type.isPlain && type.userMethod(.getAttribute) == nil && object.shape?.toOpaque() != dictionaryShape
  }

  private var dictionaryShape: UnsafeMutableRawPointer { Unmanaged.passUnretained(Shape.dictionary).toOpaque() }

  private func isData(_ value: Value) -> Bool {
    guard case .object(let object) = value else { return false }
    return object.type.descriptorKind == .data || object.type.userMethod(.descriptorSet) != nil
      || object.type.userMethod(.descriptorDelete) != nil
  }

  @inline(never) func loadAttributeSlow(_ value: Value, _ cache: UnsafeMutablePointer<InlineCache>) throws -> Value {
    let name = cache.pointee.name
    guard case .object(let object) = value else { return try getAttribute(value, name) }
    switch cache.pointee.kind {
    case .property:
      guard cache.pointee.type?.toOpaque() == object.typeReference?.toOpaque(),
        case .object(let property) = cache.pointee.value
      else { break }
      return try unsafeDowncast(property, to: NativeProperty.self).get(self, object)
    case .variable: if let found = Self.cachedVariable(object, cache) { return found }
    case .held: if let found = heldAttribute(object, cache) { return found }
    case .fallback where Self.matches(object, cache):
      return try call(special: cache.pointee.value, value, .object(name))
    case .boundMethod where Self.matches(object, cache):
      return .object(BoundMethod(cache.pointee.value, receiver: value))
    default: break
    }
    let type = object.type
    if type === TypeObject.module, let found = moduleVariable(object, cache) { return found }
    if !type.isUserDefined, object.hasOnlyClassAttributes, case .object(let property)? = type.lookup(name),
      property is NativeProperty
    {
      // It goes before what the instance may have, and native types do not change.
      cache.pointee.kind = .property
      cache.pointee.type = object.typeReference
      cache.pointee.value = .object(property)
      return try getAttribute(value, name)
    }
    if !type.isUserDefined, object.shape == nil, object.hasOnlyClassAttributes, let found = type.lookup(name),
      case .object(let method) = found, method.type.descriptorKind == .method
    {
      cache.pointee.kind = .boundMethod
      cache.pointee.type = object.typeReference
      cache.pointee.version = type.version
      cache.pointee.shape = nil
      cache.pointee.value = found
      return .object(BoundMethod(found, receiver: value))
    }
    if isCacheable(object, type), let shape = object.shape, let slots = object.slots {
      let position = shape._withUnsafeGuaranteedRef { $0.position(of: name) }
      if position < 0, let fallback = type.userMethod(.getMissingAttribute), type.lookup(name) == nil,
        !Self.universalNames.contains(name.value)
      {
        // Neither the instance nor its class has it: `__getattr__` is asked.
        cache.pointee.kind = .fallback
        cache.pointee.type = object.typeReference
        cache.pointee.version = type.version
        cache.pointee.shape = shape
        cache.pointee.value = fallback
        noteSearchedTables(of: fallback, shape.takeUnretainedValue(), cache)
        return try call(special: fallback, value, .object(name))
      }
      if position >= 0 {
        if let found = type.lookup(name), isData(found) { return try getAttribute(value, name) }
        cache.pointee.kind = .slot
        cache.pointee.type = object.typeReference
        cache.pointee.version = type.version
        cache.pointee.shape = shape
        cache.pointee.slot = position
        return slots[position]
      }
    }
    return try getAttribute(value, name)
  }

  /// Notes where the dictionaries are that a native `__getattr__` looks into, for the objects that the cache knows.
  private func noteSearchedTables(
    of fallback: Value, _ shape: Shape, _ cache: UnsafeMutablePointer<InlineCache>
  ) {
    guard let tables = fallback.cast(NativeFunction.self)?.searchedTables, (1...7).contains(tables.count) else {
      return
    }
    var slots = 0
    for table in tables.reversed() {
      let position = shape.position(of: table)
      guard (0..<255).contains(position) else { return }
      // A byte of zero ends the list.
      slots = slots << 8 | (position + 1)
    }
    cache.pointee.kind = .held
    cache.pointee.slot = slots
  }

  /// What the first of the dictionaries that a `__getattr__` looks into holds under the cache's name; `nil` where the
  /// cache knows nothing of the object, or nothing is held.
  @inline(__always) private func heldAttribute(
    _ object: Object, _ cache: UnsafeMutablePointer<InlineCache>
  ) -> Value? {
    guard cache.pointee.kind == .held, Self.matches(object, cache), let slots = object.slots else { return nil }
    var rest = cache.pointee.slot
    while rest != 0 {
      // The cache matches the object's shape, which has these slots.
      guard let held = (slots + (rest & 255) - 1).unretainedObject,
        held._withUnsafeGuaranteedRef({ Swift.type(of: $0) == DictObject.self })
      else { return nil }
      let found = held._withUnsafeGuaranteedRef { object in
        let dictionary = unsafeDowncast(object, to: DictObject.self)
        return dictionary.count == 0 ? nil : dictionary.value(of: cache.pointee.name)
      }
      if let found { return found }
      rest >>= 8
    }
    return nil
  }

  @inline(never) func storeAttributeSlow(
    _ target: Value, _ cache: UnsafeMutablePointer<InlineCache>, _ value: Value
  ) throws {
    let name = cache.pointee.name
    guard case .object(let object) = target else { return try setAttribute(target, name, value) }
    if cache.pointee.kind == .newSlot, Self.matches(object, cache), let next = cache.pointee.nextShape {
      if let shape = object.shape {
        addSlot(object, shape.takeUnretainedValue(), next.takeUnretainedValue(), value)
      } else {
        addFirstSlot(object, next.takeUnretainedValue(), value)
      }
      return
    }
    if cache.pointee.kind == .property, cache.pointee.type?.toOpaque() == object.typeReference?.toOpaque(),
      case .object(let property) = cache.pointee.value,
      let set = unsafeDowncast(property, to: NativeProperty.self).set
    {
      return try set(self, object, value)
    }
    let type = object.type
    if !type.isUserDefined, object.hasOnlyClassAttributes, case .object(let found)? = type.lookup(name),
      let property = found as? NativeProperty, let set = property.set
    {
      // It goes before what the instance may have, native types do not change, and none of these stores in its own way.
      cache.pointee.kind = .property
      cache.pointee.type = object.typeReference
      cache.pointee.value = .object(property)
      return try set(self, object, value)
    }
    let before = object.shape
    let cacheable =
      isCacheable(object, type) && type.userMethod(.setAttribute) == nil && type.hasInstanceDictionary
      && (type.lookup(name).map { !isData($0) } ?? true)
    try setAttribute(target, name, value)
    guard cacheable, let after = object.shape, after.toOpaque() != dictionaryShape else { return }
    cache.pointee.type = object.typeReference
    cache.pointee.version = type.version
    cache.pointee.shape = before
    if before?.toOpaque() == after.toOpaque() {
      cache.pointee.kind = .slot
      cache.pointee.slot = after._withUnsafeGuaranteedRef { $0.position(of: name) }
    } else {
      cache.pointee.kind = .newSlot
      cache.pointee.nextShape = after
    }
  }

  /// As `loadMethod`, for an instruction that also calls: a traceback tells the two apart.
  @inline(never) func loadInvokedMethod(
    _ window: UnsafeMutablePointer<Value>, _ cache: UnsafeMutablePointer<InlineCache>,
    _ registers: UnsafeMutablePointer<Value>, _ register: Register, _ frame: UnsafeMutablePointer<Frame>
  ) throws {
    do {
      try loadMethod(window, cache, registers, register, frame)
    } catch {
      failedPart = .method
      throw error
    }
  }

  /// Finds the method `cache.name` of the object in `window[1]`: the function goes to `window[0]`, or the attribute's
  /// value with `window[1]` emptied.
  @inline(never) func loadMethod(
    _ window: UnsafeMutablePointer<Value>, _ cache: UnsafeMutablePointer<InlineCache>,
    _ registers: UnsafeMutablePointer<Value>, _ register: Register, _ frame: UnsafeMutablePointer<Frame>
  ) throws {
    let value = try read(window, 1, frame)
    let name = cache.pointee.name
    if case .object(let object) = value {
      if Self.matchesMethod(object, cache) {
        window[0] = cache.pointee.value
        return
      }
      if let found = Self.cachedVariable(object, cache) ?? heldAttribute(object, cache) {
        window[0] = found
        window[1] = .undefined
        return
      }
      let type = object.type
      if type === TypeObject.module, let found = moduleVariable(object, cache) {
        window[0] = found
        window[1] = .undefined
        return
      }
      let generic = isCacheable(object, type)
      let fixed = !type.isUserDefined && object.shape == nil && object.hasOnlyClassAttributes
      if generic || fixed, let found = type.lookup(name), case .object(let method) = found,
        method.type.descriptorKind == .method, fixed || instanceAttribute(object, name) == nil
      {
        cache.pointee.kind = fixed && !type.hasInstanceDictionary ? .methodAnyShape : .method
        cache.pointee.type = object.typeReference
        cache.pointee.version = type.version
        cache.pointee.shape = object.shape
        cache.pointee.value = found
        // What calls a cached method knows these two; others (a method decorated with a grad mode) are called as values.
        let isKnown = method is FunctionObject || method is NativeFunction
        cache.pointee.method = isKnown ? Unmanaged.passUnretained(method) : nil
        window[0] = found
        return
      }
      if generic, type.userMethod(.getMissingAttribute) != nil {
        // The value of an attribute is called, which the next look-up may find where this one did.
        window[0] = try loadAttributeSlow(value, cache)
        window[1] = .undefined
        return
      }
    } else if let found = value.type.lookup(name), case .object(let method) = found,
      method.type.descriptorKind == .method
    {
      window[0] = found
      return
    }
    let found = try getAttribute(value, name)
    if case .object(let object) = found, let bound = object as? BoundMethod {
      window[0] = bound.function
      window[1] = bound.receiver
      return
    }
    window[0] = found
    window[1] = .undefined
  }

  /// The variable of a module that the cache knows the place of.
  @inline(__always) static func cachedVariable(
    _ object: Object, _ cache: UnsafeMutablePointer<InlineCache>
  ) -> Value? {
    guard cache.pointee.kind == .variable, object.typeReference?.toOpaque() == cache.pointee.type?.toOpaque(),
      classIdentity(object) == cache.pointee.version, let key = cache.pointee.method
    else { return nil }
    // Objects of the Swift class are modules: the cache was written for one.
    return unsafeDowncast(object, to: ModuleObject.self).value(at: cache.pointee.slot, of: key)
  }

  @inline(__always) private static func classIdentity(_ object: Object) -> Int {
    Int(bitPattern: ObjectIdentifier(Swift.type(of: object)))
  }

  /// What a module holds under the cache's name, before any other place is asked; a look-up that the module's class
  /// overrides comes first there too. The cache learns its place, which says by itself whether it is still that: a
  /// variable may be set or deleted at any time.
  private func moduleVariable(_ object: Object, _ cache: UnsafeMutablePointer<InlineCache>) -> Value? {
    guard Swift.type(of: object) == ModuleObject.self || (object as? ModuleObject)?.looksIntoTableFirst == true else {
      return nil
    }
    let module = unsafeDowncast(object, to: ModuleObject.self)
    guard let (place, key) = module.place(of: cache.pointee.name),
      let found = module.value(at: place, of: Unmanaged.passUnretained(key))
    else { return nil }
    cache.pointee.kind = .variable
    cache.pointee.type = object.typeReference
    cache.pointee.version = Self.classIdentity(object)
    cache.pointee.slot = place
    cache.pointee.value = .object(key)
    cache.pointee.method = Unmanaged.passUnretained(key)
    return found
  }

  /// Calls the function that the cache finds in the module in `window[1]`, with the arguments after it. Returns whether a
  /// frame was pushed, else the result is in the destination; `nil`, with nothing done, when that takes a closer look.
  @inline(never) func invokeVariable(
    _ window: UnsafeMutablePointer<Value>, _ cache: UnsafeMutablePointer<InlineCache>, _ count: Int,
    _ destination: Register, _ registers: UnsafeMutablePointer<Value>, _ frame: UnsafeMutablePointer<Frame>
  ) throws -> Bool? {
    guard let module = (window + 1).unretainedObject,
      let found = module._withUnsafeGuaranteedRef({ Self.cachedVariable($0, cache) }),
      case .object(let callee) = found
    else { return nil }
    if let result = try callNativeFunction(callee, window + 2, count) {
      FrameStack.empty(window + 1, count + 1)
      (registers + Int(destination)).write(result)
      return false
    }
    guard callee.type === TypeObject.function else { return nil }
    let function = unsafeDowncast(callee, to: FunctionObject.self)
    guard function.layout.pointee.simpleCount == count else { return nil }
    // The variable may be set during the call: a closure's cells need the function.
    (window + 1).write(found)
    let entered = try enter(
      Unmanaged.passUnretained(function), function.layout, window + 2, count, destination, from: frame)
    entered.pointee.pc = function.instructions
    return true
  }

  /// Calls a native function with the arguments in a window; `nil` when the callee is something else, or the arguments
  /// take a closer look.
  @inline(__always) func callNativeFunction(
    _ callee: Object, _ arguments: UnsafeMutablePointer<Value>, _ count: Int
  ) throws -> Value? {
    guard callee.type === TypeObject.builtinFunction else { return nil }
    let function = unsafeDowncast(callee, to: NativeFunction.self)
    guard function.role == .function else { return nil }
    switch function.arity {
    case .any: break
    case .positional(let range): guard range.contains(count) else { return nil }
    case .signature: return nil
    }
    try checkBudget()
    return try function.body(self, Arguments(base: UnsafePointer(arguments), count: count, keywords: nil))
  }

  /// Calls the native method in `window[0]` with the receiver and the arguments after it, and empties the window;
  /// `nil` when that takes a closer look.
  @inline(__always) func callNativeMethod(_ window: UnsafeMutablePointer<Value>, _ count: Int)
    throws -> Value?
  {
    guard case .object(let callee) = window[0], callee.type === TypeObject.methodDescriptor,
      case .object(let receiver) = window[1]
    else { return nil }
    let function = unsafeDowncast(callee, to: NativeFunction.self)
    guard function.role == .method, function.owner === receiver.type else { return nil }
    guard let value = try callCachedMethod(function, window + 1, count) else { return nil }
    FrameStack.empty(window, count + 1)
    return value
  }

  /// Calls a native method that a cache found for the receiver's type; `nil` when the call needs a closer look.
  @inline(__always) func callCachedMethod(
    _ function: NativeFunction, _ window: UnsafeMutablePointer<Value>, _ count: Int
  ) throws -> Value? {
    switch function.arity {
    case .any: break
    case .positional(let range): guard range.contains(count - 1) else { return nil }
    case .signature: return nil
    }
    return try function.body(self, Arguments(base: UnsafePointer(window), count: count, keywords: nil))
  }
}
