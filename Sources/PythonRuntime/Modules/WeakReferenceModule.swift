import PythonSyntax

/// `_weakref`: references that do not keep their object, for the module `weakref`.
enum WeakReferenceModule {
  static func make(_ interpreter: Interpreter) throws -> ModuleObject {
    ModuleObject("_weakref", members: [("ref", .object(WeakReference.referenceType))])
  }
}

/// `weakref.ref`
package final class WeakReference: Object {
  private weak var target: Object?
  /// The hash of the object, once it was asked for.
  private var knownHash: Int?

  init(_ target: Object, type: TypeObject) {
    self.target = target
    super.init(type: type)
  }

  package override func call(_ arguments: Arguments, _ interpreter: Interpreter) throws -> Value {
    if !arguments.isEmpty {
      throw PythonException(.typeError, "weakref expected 0 arguments, got \(arguments.count)")
    }
    return target.map { .object($0) } ?? .none
  }

  package override func hash(_ interpreter: Interpreter) throws -> Int {
    if let knownHash { return knownHash }
    guard let target else { throw PythonException(.typeError, "weak object has gone away") }
    let hash = try interpreter.hash(.object(target))
    knownHash = hash
    return hash
  }

  /// References are equal when their objects are, and those to objects that are gone when they are the same.
  package override func compare(
    _ operation: ComparisonOperator, _ other: Value, _ interpreter: Interpreter
  ) throws -> Value? {
    guard operation == .equal || operation == .notEqual, let other = other.cast(WeakReference.self) else { return nil }
    let areEqual: Bool
    if let mine = target, let theirs = other.target {
      areEqual = try interpreter.equals(.object(mine), .object(theirs))
    } else {
      areEqual = self === other
    }
    return .bool(areEqual == (operation == .equal))
  }

  package override func repr(_ interpreter: Interpreter) throws -> String {
    guard let target else { return "<weakref at \(addressText); dead>" }
    let name = try interpreter.getAttribute(.object(target), "__name__", default: .none).text
    return "<weakref at \(addressText); to '\(target.type.tpName)' at \(target.addressText)"
      + (name.map { " (\($0))" } ?? "") + ">"
  }

  package static let referenceType: TypeObject = TypeObject.native(
    "ReferenceType", module: "weakref", specials: [.repr, .hash, .equal, .notEqual, .call],
    isWrittenInC: true,
    new: { _, type, arguments in
      if arguments.count == 0 {
        throw PythonException(.typeError, "__new__ expected at least 1 argument, got 0")
      }
      if arguments.count > 2 {
        throw PythonException(.typeError, "__new__ expected at most 2 arguments, got \(arguments.count)")
      }
      if arguments.count == 2, !arguments[1].isNone {
        throw PythonException(.notImplementedError, "callbacks of weak references are not supported by nbrun")
      }
      guard let target = arguments[0].object, allowsReferences(target) else {
        throw PythonException(
          .typeError, "cannot create weak reference to '\(fullName(arguments[0].type))' object")
      }
      return .object(WeakReference(target, type: type))
    },
    initialize: { _, _, _ in },
    members: { [.property("__callback__") { _, _ in .none }] })

  /// Whether CPython lets objects of this kind be referred to weakly.
  private static func allowsReferences(_ object: Object) -> Bool {
    let type = object.type
    if type.isUserDefined { return type.hasInstanceDictionary || type.slotNames.contains("__weakref__") }
    let refused: [TypeObject] = [
      .object, .int, .float, .bool, .complex, .str, .bytes, .tuple, .list, .dict, .range, .slice, .noneType,
    ]
    return !refused.contains { $0 === type } && !type.isSubtype(of: .baseException)
  }

  private static func fullName(_ type: TypeObject) -> String {
    type.module == "builtins" || type.module == "__main__" ? type.name : "\(type.module).\(type.name)"
  }
}
