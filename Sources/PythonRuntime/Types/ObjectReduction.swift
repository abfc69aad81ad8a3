/// How `object` takes itself apart for copies and pickles: by functions of the module `copyreg`.
enum ObjectReduction {
  static var members: [NativeMember] {
    [
      .method("__reduce_ex__", .one) { interpreter, arguments in
        // A class with a way of its own is asked for that.
        let value = arguments[0]
        let name = StringObject("__reduce__")
        let protocolNumber = try interpreter.index(arguments[1])
        if let own = value.type.lookup(name), let inherited = TypeObject.object.lookup(name),
          !own.isIdentical(to: inherited)
        {
          return try interpreter.call(interpreter.getAttribute(value, name))
        }
        return try reduce(value, protocolNumber, interpreter)
      },
      .method("__reduce__", .none) { interpreter, arguments in try reduce(arguments[0], 0, interpreter) },
      .method("__getstate__", .none) { interpreter, arguments in
        try interpreter.call(function("_getstate", interpreter), arguments[0])
      },
    ]
  }

  private static func reduce(_ value: Value, _ protocolNumber: Int, _ interpreter: Interpreter) throws -> Value {
    // What a native class keeps outside of the attributes is known for some classes only.
    let type = value.type
    let isNative = !(type.isPlain || type === TypeObject.object)
    return try interpreter.call(
      function("_reduce", interpreter), value, .int(protocolNumber), .bool(isNative))
  }

  private static func function(_ name: String, _ interpreter: Interpreter) throws -> Value {
    try interpreter.getAttribute(interpreter.importModule("copyreg"), StringObject(name))
  }
}
