extension Interpreter {
  /// `value.name`
  package func getAttribute(_ value: Value, _ name: StringObject) throws -> Value {
    if let found = try attributeOrNil(value, name) { return found }
    throw missingAttribute(value, name)
  }

  /// `value.name`
  package func getAttribute(_ value: Value, _ name: String) throws -> Value {
    try getAttribute(value, StringObject(name))
  }

  /// `getattr(value, name, default)`
  package func getAttribute(_ value: Value, _ name: String, default fallback: Value) throws -> Value {
    do {
      return try attributeOrNil(value, StringObject(name)) ?? fallback
    } catch let error as PythonException where error.isInstance(of: .attributeError) {
      return fallback
    }
  }

  /// The error for a missing attribute of any value.
  package func missingAttribute(_ value: Value, _ name: StringObject) -> PythonException {
    if case .object(let object) = value { return object.missingAttribute(name) }
    return .missingAttribute(name, of: value, "'\(value.type.tpName)' object has no attribute '\(name.value)'")
  }

  /// `value.name`, or `nil` where the attribute is missing. `__getattribute__` and `__getattr__` in Python code are
  /// called; what they raise, they raise.
  package func attributeOrNil(_ value: Value, _ name: StringObject) throws -> Value? {
    guard case .object(let object) = value else {
      return try classAttribute(value.type, name, instance: value) ?? universalAttribute(value, name)
    }
    let type = object.type
    if type.userSpecials.isEmpty { return try object.attribute(name, self) ?? universalAttribute(value, name) }
    let fallback = type.userMethod(.getMissingAttribute)
    do {
      if let method = type.userMethod(.getAttribute) { return try call(special: method, value, .object(name)) }
      if let found = try object.attribute(name, self) ?? universalAttribute(value, name) { return found }
    } catch let error as PythonException where fallback != nil && error.isInstance(of: .attributeError) {}
    guard let fallback else { return nil }
    return try call(special: fallback, value, .object(name))
  }

  /// The names that ``universalAttribute(_:_:)`` knows.
  static let universalNames: Set = ["__class__", "__dict__", "__doc__", "__module__"]

  /// Attributes that every value has and that no table holds.
  func universalAttribute(_ value: Value, _ name: StringObject) throws -> Value? {
    switch name.value {
    case "__class__": return .object(value.type)
    case "__dict__":
      guard case .object(let object) = value, object.type.hasInstanceDictionary else { return nil }
      return .object(instanceDictionary(of: object))
    case "__doc__": return value.type.documentation.map { .string($0) } ?? Value.none
    case "__module__": return .string(value.type.module)
    default: return nil
    }
  }

  /// What the class of `instance` has under `name`, bound to the instance.
  package func classAttribute(_ type: TypeObject, _ name: StringObject, instance: Value) throws -> Value? {
    guard let found = type.lookup(name) else { return nil }
    return try bind(found, instance: instance, owner: type)
  }

  /// What `object.__getattribute__` finds: data descriptors of the class, attributes of the instance, other attributes
  /// of the class.
  package func genericAttribute(_ object: Object, _ name: StringObject) throws -> Value? {
    let type = object.type
    let found = type.lookup(name)
    if let found, case .object(let descriptor) = found, isDataDescriptor(descriptor) {
      return try bind(found, instance: .object(object), owner: type)
    }
    if let value = instanceAttribute(object, name) { return value }
    guard let found else { return nil }
    return try bind(found, instance: .object(object), owner: type)
  }

  /// An attribute of the instance itself.
  package func instanceAttribute(_ object: Object, _ name: StringObject) -> Value? {
    guard let slots = object.slots, let reference = object.shape else { return nil }
    return reference._withUnsafeGuaranteedRef { shape in
      if shape === Shape.dictionary {
        return slots[0].cast(DictObject.self)?.value(of: name)
      }
      let position = shape.position(of: name)
      return position < 0 ? nil : slots[position]
    }
  }

  private func isDataDescriptor(_ object: Object) -> Bool {
    let type = object.type
    if type.descriptorKind == .data { return true }
    return type.userMethod(.descriptorSet) != nil || type.userMethod(.descriptorDelete) != nil
  }

  /// What a value found in a class gives when read through an instance, or through the class (`instance` is `nil`).
  package func bind(_ value: Value, instance: Value?, owner: TypeObject) throws -> Value {
    guard case .object(let object) = value else { return value }
    let type = object.type
    switch type.descriptorKind {
    case .none: break
    case .method:
      guard let instance else { return value }
      return .object(BoundMethod(value, receiver: instance))
    case .data, .other:
      if let bound = try bindNatively(object, instance: instance, owner: owner) { return bound }
    }
    if let method = type.userMethod(.descriptorGet) {
      return try call(special: method, value, instance ?? .none, .object(owner))
    }
    return value
  }

  private func bindNatively(_ object: Object, instance: Value?, owner: TypeObject) throws -> Value? {
    switch object {
    case let property as NativeProperty:
      guard let instance else { return .object(object) }
      if case .object(let target) = instance { return try property.get(self, target) }
      return try property.get(self, BoxedValue(instance, type: instance.type))
    case let property as PropertyObject where property.type.userMethod(.descriptorGet) == nil:
      guard let instance else { return .object(object) }
      if property.getter.isNone {
        throw PythonException(
          .attributeError, "property '\(property.name ?? "?")' of '\(owner.qualifiedName)' object has no getter")
      }
      return try call(property.getter, instance)
    case let method as ClassMethodObject where method.type.userMethod(.descriptorGet) == nil:
      return .object(BoundMethod(method.function, receiver: .object(owner)))
    case let method as StaticMethodObject where method.type.userMethod(.descriptorGet) == nil:
      return method.function
    default: return nil
    }
  }

  /// `value.name = newValue`
  package func setAttribute(_ value: Value, _ name: StringObject, _ newValue: Value) throws {
    guard case .object(let object) = value else {
      if value.type.lookup(name) != nil {
        throw PythonException.missingAttribute(
          name, of: value, "'\(value.type.tpName)' object attribute '\(name.value)' is read-only")
      }
      throw missingAttribute(value, name)
    }
    if let method = object.type.userMethod(.setAttribute) {
      _ = try call(special: method, value, .object(name), newValue)
    } else {
      try object.setAttribute(name, newValue, self)
    }
  }

  /// `del value.name`
  package func deleteAttribute(_ value: Value, _ name: StringObject) throws {
    guard case .object(let object) = value else { throw missingAttribute(value, name) }
    if let method = object.type.userMethod(.deleteAttribute) {
      _ = try call(special: method, value, .object(name))
    } else {
      try object.deleteAttribute(name, self)
    }
  }

  /// `object.__setattr__` and, with `.undefined`, `object.__delattr__`.
  package func genericSetAttribute(_ object: Object, _ name: StringObject, _ value: Value) throws {
    let type = object.type
    let found = type.lookup(name)
    if name.value == "__class__", let newType = value.cast(TypeObject.self) { return try setClass(of: object, newType) }
    if case .object(let descriptor)? = found, try setThroughDescriptor(descriptor, object, name, value) { return }
    if name.value == "__dict__", type.hasInstanceDictionary {
      guard let dictionary = value.cast(DictObject.self) else {
        throw PythonException(
          .typeError, "__dict__ must be set to a dictionary, not a '\(value.type.tpName)'")
      }
      _ = instanceDictionary(of: object)
      object.slots?[0] = .object(dictionary)
      return
    }
    guard type.hasInstanceDictionary || type.slotNames.contains(name.value) else {
      if found != nil {
        throw PythonException.missingAttribute(
          name, of: .object(object), "'\(type.tpName)' object attribute '\(name.value)' is read-only")
      }
      throw object.missingAttribute(name)
    }
    if value.isUndefined {
      try deleteInstanceAttribute(object, name)
    } else {
      setInstanceAttribute(object, name, value)
    }
  }

  func setThroughDescriptor(
    _ descriptor: Object, _ object: Object, _ name: StringObject, _ value: Value
  ) throws -> Bool {
    let type = descriptor.type
    if let method = type.userMethod(value.isUndefined ? .descriptorDelete : .descriptorSet) {
      if value.isUndefined {
        _ = try call(special: method, .object(descriptor), .object(object))
      } else {
        _ = try call(special: method, .object(descriptor), .object(object), value)
      }
      return true
    }
    if type.userMethod(.descriptorSet) != nil || type.userMethod(.descriptorDelete) != nil {
      throw PythonException(.attributeError, value.isUndefined ? "__delete__" : "__set__")
    }
    guard type.descriptorKind == .data else { return false }
    if let property = descriptor as? PropertyObject {
      let function = value.isUndefined ? property.deleter : property.setter
      if function.isNone {
        throw PythonException(
          .attributeError,
          "property '\(property.name ?? name.value)' of '\(object.type.qualifiedName)' object has no "
            + (value.isUndefined ? "deleter" : "setter"))
      }
      if value.isUndefined {
        _ = try call(function, .object(object))
      } else {
        _ = try call(function, .object(object), value)
      }
      return true
    }
    if let property = descriptor as? NativeProperty {
      guard let set = property.set else {
        throw PythonException(
          .attributeError,
          "attribute '\(property.name)' of '\(property.owner?.tpName ?? object.type.tpName)' objects is not writable")
      }
      try set(self, object, value)
      return true
    }
    return false
  }

  private func setClass(of object: Object, _ newType: TypeObject) throws {
    guard object.type.isUserDefined, newType.isUserDefined, object.type.isPlain == newType.isPlain else {
      throw PythonException(
        .typeError, "__class__ assignment only supported for mutable types or ModuleType subclasses")
    }
    object.type = newType
  }

  /// Sets an attribute in the instance itself.
  package func setInstanceAttribute(_ object: Object, _ name: StringObject, _ value: Value) {
    guard let slots = object.slots, let reference = object.shape else {
      addFirstSlot(object, emptyShape.adding(name), value)
      return
    }
    let shape = reference._withUnsafeGuaranteedRef { $0 }
    if shape === Shape.dictionary {
      slots[0].cast(DictObject.self)?.table.set(name, value)
      return
    }
    let position = shape.position(of: name)
    if position >= 0 {
      slots[position] = value
      return
    }
    if shape.count >= Shape.maximumCount {
      instanceDictionary(of: object).table.set(name, value)
      return
    }
    let next = shape.adding(name)
    addSlot(object, shape, next, value)
  }

  /// Gives an object without attributes its first one, the one of `shape`.
  func addFirstSlot(_ object: Object, _ shape: Shape, _ value: Value) {
    let slots = UnsafeMutablePointer<Value>.allocate(capacity: shape.capacity)
    slots.initialize(to: value)
    object.slots = slots
    object.shape = Unmanaged.passUnretained(shape)
  }

  /// Moves an object from `shape` to `next`, which has one attribute more.
  @inline(__always) func addSlot(_ object: Object, _ shape: Shape, _ next: Shape, _ value: Value) {
    guard var slots = object.slots else { return }
    if next.capacity != shape.capacity {
      let larger = UnsafeMutablePointer<Value>.allocate(capacity: next.capacity)
      larger.moveInitialize(from: slots, count: shape.count)
      slots.deallocate()
      slots = larger
      object.slots = larger
    }
    (slots + shape.count).initialize(to: value)
    object.shape = Unmanaged.passUnretained(next)
  }

  private func deleteInstanceAttribute(_ object: Object, _ name: StringObject) throws {
    guard instanceAttribute(object, name) != nil else { throw object.missingAttribute(name) }
    instanceDictionary(of: object).table.remove(name)
  }

  /// The live `__dict__` of an object: from now on its attributes are in that dictionary.
  package func instanceDictionary(of object: Object) -> DictObject {
    var table = HashTable()
    if let slots = object.slots, let reference = object.shape {
      let shape = reference._withUnsafeGuaranteedRef { $0 }
      if shape === Shape.dictionary, let dictionary = slots[0].cast(DictObject.self) { return dictionary }
      for (index, name) in shape.names.enumerated() { table.set(name, slots[index]) }
      object.releaseSlots()
    }
    let dictionary = DictObject(table)
    let slots = UnsafeMutablePointer<Value>.allocate(capacity: Shape.dictionary.capacity)
    slots.initialize(to: .object(dictionary))
    object.slots = slots
    object.shape = Unmanaged.passUnretained(Shape.dictionary)
    return dictionary
  }

  /// The attributes of the instance itself, by name: a copy.
  package func instanceAttributes(of object: Object) -> [(name: StringObject, value: Value)] {
    guard let slots = object.slots, let reference = object.shape else { return [] }
    let shape = reference._withUnsafeGuaranteedRef { $0 }
    if shape === Shape.dictionary {
      return slots[0].cast(DictObject.self)?.table.entries.compactMap { entry in
        entry.key.cast(StringObject.self).map { ($0, entry.value) }
      } ?? []
    }
    return shape.names.enumerated().map { ($1, slots[$0]) }
  }
}
