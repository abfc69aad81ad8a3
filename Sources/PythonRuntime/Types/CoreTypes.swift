// The declarations of the types that the language itself needs.

extension TypeObject {
  package static let noneType: TypeObject = TypeObject.native(
    "NoneType", specials: [.repr, .bool], isSubclassable: false,
    new: { _, _, arguments in
      if !arguments.isEmpty { throw PythonException(.typeError, "NoneType takes no arguments") }
      return .none
    })
  package static let notImplementedType: TypeObject = TypeObject.native(
    "NotImplementedType", specials: [.repr], isSubclassable: false)
  package static let ellipsis: TypeObject = TypeObject.native("ellipsis", specials: [.repr], isSubclassable: false)
  package static let cell: TypeObject = TypeObject.native(
    "cell", holdsValues: true, isSubclassable: false,
    members: {
      [
        .property("cell_contents") { _, object in
          guard let value = (object as? CellObject)?.value, !value.isUndefined else {
            throw PythonException(.valueError, "Cell is empty")
          }
          return value
        }
      ]
    })
  package static let code: TypeObject = TypeObject.native(
    "code", isSubclassable: false, members: { CodeObject.members })
  package static let builtinFunction: TypeObject = TypeObject.native(
    "builtin_function_or_method", specials: [.repr, .call], isSubclassable: false,
    members: { NativeFunction.members })
  package static let builtinMethod: TypeObject = TypeObject.native(
    "builtin_function_or_method", specials: [.repr, .call, .hash, .equal, .notEqual], holdsValues: true,
    isSubclassable: false)
  package static let methodDescriptor: TypeObject = TypeObject.native(
    "method_descriptor", specials: [.repr, .call, .descriptorGet], isSubclassable: false, descriptorKind: .method,
    members: { NativeFunction.members })
  package static let slotWrapper: TypeObject = TypeObject.native(
    "wrapper_descriptor", specials: [.repr, .call, .descriptorGet], isSubclassable: false, descriptorKind: .method,
    members: { NativeFunction.members })
  package static let nativeProperty: TypeObject = TypeObject.native(
    "getset_descriptor", specials: [.repr, .descriptorGet, .descriptorSet], isSubclassable: false,
    descriptorKind: .data,
    members: { [.property("__name__") { _, object in .string((object as? NativeProperty)?.name ?? "") }] })
  package static let module: TypeObject = TypeObject.native(
    "module", specials: [.repr], holdsValues: true, instanceDictionary: true)
}

extension NativeFunction {
  static var members: [NativeMember] {
    [
      .property("__name__") { _, object in .string((object as? NativeFunction)?.name ?? "") },
      .property("__qualname__") { _, object in .string((object as? NativeFunction)?.qualifiedName ?? "") },
      .property("__doc__") { _, object in (object as? NativeFunction)?.documentation.map { .string($0) } ?? .none },
      .property("__module__") { _, object in
        (object as? NativeFunction)?.module.map { .string($0) } ?? .string("builtins")
      },
    ]
  }
}
