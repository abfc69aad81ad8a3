import PythonSyntax

/// A variable shared by a function and the functions inside it.
package final class CellObject: Object {
  package var value: Value

  package init(_ value: Value = .undefined) {
    self.value = value
    super.init(type: .cell)
  }

  deinit {
    if case .object(let object) = value, object.type.holdsValues {
      var values = [value]
      value = .undefined
      Object.releaseIteratively(&values)
    }
  }

  package override func surrender(to pending: inout [Value]) {
    pending.append(value)
    value = .undefined
  }
}

/// What Swift does in place of a function of the embedded library, where a call is of the usual kind: the same as the
/// function in Python, sooner. It returns `nil` for any other call, before it has changed anything; the function then
/// runs as it is written.
package typealias QuickCall = @Sendable (Interpreter, Arguments) throws -> Value?

/// A function defined by Python code.
package final class FunctionObject: Object {
  /// The compiled body.
  package let code: CodeObject
  /// The code's layout, and its first instruction: what a call waits for.
  let layout: UnsafeMutablePointer<CodeLayout>
  var instructions: UnsafeMutablePointer<Instruction>
  /// The variables of the module that the function reads and writes.
  package let globals: GlobalTable
  /// `__name__`
  package var name: StringObject
  /// `__qualname__`
  package var qualifiedName: String
  /// The values of the last parameters that have defaults: `__defaults__`.
  package var defaults: [Value]
  /// The defaults of keyword-only parameters, by name: `__kwdefaults__`.
  package var keywordDefaults: HashTable
  /// The captured variables, in the order of `code.freeVariables`.
  package let closure: [CellObject]
  /// `__doc__`
  package var documentation: Value
  /// `__annotations__`
  package var annotations: Value
  /// `__module__`
  package var module: Value
  /// What takes the function's usual calls; see ``QuickCall``.
  let quickCall: QuickCall?

  package init(
    code: CodeObject, globals: GlobalTable, name: StringObject, qualifiedName: String, defaults: [Value],
    keywordDefaults: HashTable, closure: [CellObject], documentation: Value, annotations: Value, module: Value
  ) {
    self.code = code
    layout = code.layout
    instructions = code.layout.pointee.instructions
    self.globals = globals
    self.name = name
    self.qualifiedName = qualifiedName
    self.defaults = defaults
    self.keywordDefaults = keywordDefaults
    self.closure = closure
    self.documentation = documentation
    self.annotations = annotations
    self.module = module
    quickCall = globals.quickCalls.isEmpty ? nil : globals.quickCalls[qualifiedName]
    // Calls must not go around it.
    if quickCall != nil { code.layout.pointee.simpleCount = -1 }
    super.init(type: .function)
  }

  package override func repr(_ interpreter: Interpreter) throws -> String {
    "<function \(qualifiedName) at \(addressText)>"
  }

  package override func call(_ arguments: Arguments, _ interpreter: Interpreter) throws -> Value {
    if let quickCall, let result = try quickCall(interpreter, arguments) { return result }
    return try interpreter.run(self, arguments)
  }
}

/// A function or any callable with its first argument: `object.method`.
package final class BoundMethod: Object {
  /// `__func__`
  package let function: Value
  /// `__self__`
  package let receiver: Value

  package init(_ function: Value, receiver: Value) {
    self.function = function
    self.receiver = receiver
    super.init(type: function.object is NativeFunction ? .builtinMethod : .method)
  }

  package override func repr(_ interpreter: Interpreter) throws -> String {
    if let native = function.object as? NativeFunction {
      if native.role == .slotWrapper {
        return
          "<method-wrapper '\(native.name)' of \(receiver.type.tpName) object at \(receiver.object?.addressText ?? "0x0")>"
      }
      return
        "<built-in method \(native.name) of \(receiver.type.tpName) object at \(receiver.object?.addressText ?? "0x0")>"
    }
    let name: String
    if let function = function.object as? FunctionObject {
      name = function.qualifiedName
    } else {
      name = try interpreter.getAttribute(function, "__qualname__", default: .undefined).text ?? "?"
    }
    return "<bound method \(name) of \(try interpreter.repr(receiver))>"
  }

  package override func hash(_ interpreter: Interpreter) throws -> Int {
    (receiver.object?.identityHash ?? 0) ^ (function.object?.identityHash ?? 0)
  }

  package override func compare(
    _ operation: ComparisonOperator, _ other: Value, _ interpreter: Interpreter
  ) throws -> Value? {
    guard let other = other.cast(BoundMethod.self), operation == .equal || operation == .notEqual else { return nil }
    let same = receiver.isIdentical(to: other.receiver) && function.isIdentical(to: other.function)
    return .bool(same == (operation == .equal))
  }

  package override func call(_ arguments: Arguments, _ interpreter: Interpreter) throws -> Value {
    try interpreter.call(function, prepending: receiver, arguments)
  }

  package override var hasOnlyClassAttributes: Bool { false }

  package override func attribute(_ name: StringObject, _ interpreter: Interpreter) throws -> Value? {
    if let found = try interpreter.genericAttribute(self, name) { return found }
    return try interpreter.attributeOrNil(function, name)
  }
}

/// `property(fget, fset, fdel, doc)`
package final class PropertyObject: Object {
  package let getter: Value
  package let setter: Value
  package let deleter: Value
  package let documentation: Value
  /// The name given by `__set_name__`.
  package var name: String?

  /// Absent functions are `.none`.
  package init(getter: Value, setter: Value, deleter: Value, documentation: Value, type: TypeObject = .property) {
    self.getter = getter
    self.setter = setter
    self.deleter = deleter
    self.documentation = documentation
    super.init(type: type)
  }
}

/// `classmethod(function)`
package final class ClassMethodObject: Object {
  package let function: Value

  package init(_ function: Value, type: TypeObject = .classMethod) {
    self.function = function
    super.init(type: type)
  }

  package override var hasOnlyClassAttributes: Bool { false }

  package override func attribute(_ name: StringObject, _ interpreter: Interpreter) throws -> Value? {
    if let found = try interpreter.genericAttribute(self, name) { return found }
    return try interpreter.attributeOrNil(function, name)
  }
}

/// `staticmethod(function)`
package final class StaticMethodObject: Object {
  package let function: Value

  package init(_ function: Value, type: TypeObject = .staticMethod) {
    self.function = function
    super.init(type: type)
  }

  package override func call(_ arguments: Arguments, _ interpreter: Interpreter) throws -> Value {
    try interpreter.call(function, arguments)
  }

  package override var hasOnlyClassAttributes: Bool { false }

  package override func attribute(_ name: StringObject, _ interpreter: Interpreter) throws -> Value? {
    if let found = try interpreter.genericAttribute(self, name) { return found }
    return try interpreter.attributeOrNil(function, name)
  }
}

/// `super(type, object)`
package final class SuperObject: Object {
  /// The class after which the look-up in the `mro` begins.
  package let start: TypeObject
  /// The instance or class that methods are bound to; undefined for an unbound `super(type)`.
  package let receiver: Value
  /// The class whose `mro` is searched.
  package let receiverType: TypeObject?

  package init(start: TypeObject, receiver: Value, receiverType: TypeObject?) {
    self.start = start
    self.receiver = receiver
    self.receiverType = receiverType
    super.init(type: .super)
  }

  package override func repr(_ interpreter: Interpreter) throws -> String {
    receiverType.map { "<super: <class '\(start.name)'>, <\($0.name) object>>" }
      ?? "<super: <class '\(start.name)'>, NULL>"
  }

  package override var hasOnlyClassAttributes: Bool { false }

  package override func attribute(_ name: StringObject, _ interpreter: Interpreter) throws -> Value? {
    if let receiverType, name.value != "__class__" {
      let order = receiverType.mro
      if let position = order.firstIndex(where: { $0 === start }) {
        for type in order[(position + 1)...] {
          guard let value = type.ownAttribute(name) else { continue }
          let isClass = receiver.object === receiverType
          return try interpreter.bind(value, instance: isClass ? nil : receiver, owner: receiverType)
        }
      }
    }
    return try interpreter.genericAttribute(self, name)
  }
}
