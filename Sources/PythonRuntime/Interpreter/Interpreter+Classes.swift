extension Interpreter {
  /// `type.__call__(cls, ...)`: `__new__`, then `__init__` if an instance of the class came out.
  package func instantiate(_ type: TypeObject, _ arguments: Arguments) throws -> Value {
    let instance: Value
    if let new = type.userMethod(.new) {
      instance = try call(boundNew(new, type), prepending: .object(type), arguments)
    } else {
      instance = try constructNatively(type, arguments)
    }
    guard case .object(let object) = instance, object.type === type || object.type.isSubtype(of: type) else {
      return instance
    }
    try initialize(object, arguments)
    return instance
  }

  /// `type(object).__init__(object, ...)`
  func initialize(_ object: Object, _ arguments: Arguments) throws {
    let type = object.type
    if let method = type.userMethod(.initialize) {
      let result = try callSpecial(method, .object(object), arguments)
      if !result.isNone {
        throw PythonException(.typeError, "__init__() should return None, not '\(result.type.tpName)'")
      }
    } else if let initialize = type.initializeNatively {
      try initialize(self, object, arguments)
    }
  }

  /// `type(receiver).method(receiver, *arguments)`
  func callSpecial(_ method: Value, _ receiver: Value, _ arguments: Arguments) throws -> Value {
    if case .object(let object) = method, object.type === TypeObject.function {
      return try call(method, prepending: receiver, arguments)
    }
    return try call(bind(method, instance: receiver, owner: receiver.type), arguments)
  }

  private func boundNew(_ new: Value, _ type: TypeObject) throws -> Value {
    if let method = new.cast(StaticMethodObject.self) { return method.function }
    return new
  }

  /// The native `__new__`.
  func constructNatively(_ type: TypeObject, _ arguments: Arguments) throws -> Value {
    if !type.abstractMethods.isEmpty { throw abstractError(type) }
    if type.isPlain {
      if !arguments.isEmpty, type.userMethod(.initialize) == nil {
        throw PythonException(.typeError, "\(type.tpName)() takes no arguments")
      }
      return .object(Object(type: type))
    }
    guard let construct = type.construct else {
      throw PythonException(.typeError, "cannot create '\(type.tpName)' instances")
    }
    return try construct(self, type, arguments)
  }

  private func abstractError(_ type: TypeObject) -> PythonException {
    let names = type.abstractMethods.sorted()
    return PythonException(
      .typeError,
      "Can't instantiate abstract class \(type.name) with abstract method\(names.count == 1 ? "" : "s") "
        + names.joined(separator: ", "))
  }

  // MARK: Attributes of classes

  /// `cls.name`: data descriptors of the metaclass, attributes of the class, other attributes of the metaclass.
  func typeAttribute(_ type: TypeObject, _ name: StringObject) throws -> Value? {
    let metatype = type.type
    let metaFound = metatype.lookup(name)
    if case .object(let descriptor)? = metaFound,
      descriptor.type.descriptorKind == .data || descriptor.type.userMethod(.descriptorSet) != nil,
      let metaFound
    {
      return try bind(metaFound, instance: .object(type), owner: metatype)
    }
    if let found = type.lookup(name) { return try bind(found, instance: nil, owner: type) }
    if let metaFound { return try bind(metaFound, instance: .object(type), owner: metatype) }
    return nil
  }

  /// `cls.name = value`, or `del cls.name` with `.undefined`.
  func setTypeAttribute(_ type: TypeObject, _ name: StringObject, _ value: Value) throws {
    if case .object(let descriptor)? = type.type.lookup(name) {
      if let property = descriptor as? NativeProperty, let set = property.set, type.isUserDefined {
        return try set(self, type, value)
      }
      if let property = descriptor as? PropertyObject {
        guard !property.setter.isNone else {
          throw PythonException(
            .attributeError, "property '\(name.value)' of '\(type.type.tpName)' object has no setter")
        }
        _ = try call(property.setter, .object(type), value)
        return
      }
      if let method = descriptor.type.userMethod(.descriptorSet), !value.isUndefined {
        _ = try call(special: method, .object(descriptor), .object(type), value)
        return
      }
    }
    guard type.isUserDefined else {
      throw PythonException(
        .typeError, "cannot set '\(name.value)' attribute of immutable type '\(type.tpName)'")
    }
    let old = type.ownAttribute(name)
    if value.isUndefined {
      if old == nil { throw type.missingAttribute(name) }
      type.setOwnAttribute(name, nil)
    } else {
      type.setOwnAttribute(name, value)
      // Caches never hold plain data, so replacing data by data changes nothing they know.
      if let old, old.object == nil, value.object == nil { return }
    }
    typeChanged(type)
  }

  /// Makes every class that inherits from `type` find its special methods anew and invalidates caches.
  func typeChanged(_ type: TypeObject) {
    type.updateSpecials()
    for other in userTypes where other !== type && other.isSubtype(of: type) { other.updateSpecials() }
  }
}
