/// The names of the `builtins` module that are functions and types of the runtime.
package enum Builtins {
  /// The builtin functions.
  package static let functions: [NativeFunction] =
    NumberFunctions.all + IterationFunctions.all + ObjectFunctions.all + EvaluationFunctions.all
    + InputOutput.all

  /// The builtin types that a program can name.
  package static let types: [TypeObject] = [
    .int, .bool, .float, .complex, .str, .bytes, .bytearray, .memoryView, .list, .tuple, .dict, .set, .frozenSet,
    .range, .slice,
    .enumerate, .zip, .map, .filter, .reversed, .object, .type, .property, .classMethod, .staticMethod, .super,
  ]

  /// The functions and types by their names. Every interpreter begins with a copy of this one table,
  /// which is never changed and holds only what is shared by all.
  nonisolated(unsafe) static let table: HashTable = {
    var table = HashTable()
    for function in functions { table.set(function.name, .object(function)) }
    for type in types { table.set(type.name, .object(type)) }
    for type in TypeObject.exceptionTypes { table.set(type.name, .object(type)) }
    table.set("EnvironmentError", .object(TypeObject.osError))
    table.set("IOError", .object(TypeObject.osError))
    table.set("Ellipsis", .ellipsis)
    table.set("NotImplemented", .notImplemented)
    table.set("__debug__", .bool(true))
    return table
  }()
}
