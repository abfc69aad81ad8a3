/// `sys.stdout` or `sys.stderr`: text written to it goes to the session.
package final class StandardStream: Object {
  /// Which of the two.
  package enum Kind: String {
    case output = "stdout"
    case error = "stderr"
  }

  package let kind: Kind

  package init(_ kind: Kind) {
    self.kind = kind
    super.init(type: .standardStream)
  }

  package override func repr(_ interpreter: Interpreter) throws -> String {
    "<_io.TextIOWrapper name='<\(kind.rawValue)>' mode='w' encoding='utf-8'>"
  }

  /// Writes a `str`; returns what `write()` returns.
  func write(_ value: Value, _ interpreter: Interpreter) throws -> Value {
    guard let string = value.cast(StringObject.self) else {
      throw PythonException(.typeError, "write() argument must be str, not \(value.type.tpName)")
    }
    switch kind {
    case .output: try interpreter.emit(string.value)
    case .error: try interpreter.emitError(string.value)
    }
    return .int(string.count)
  }
}

extension TypeObject {
  /// The type of the session's own streams, which cannot be read, sought or closed.
  static let standardStream: TypeObject = native(
    "TextIOWrapper", module: "_io", specials: [.repr], isWrittenInC: true, isSubclassable: false,
    members: {
      [
        .property("name") { _, object in .string("<\((object as? StandardStream)?.kind.rawValue ?? "")>") },
        .property("mode") { _, _ in .string("w") },
        .property("encoding") { _, _ in .string("utf-8") },
        .property("errors") { _, _ in .string("strict") },
        .property("closed") { _, _ in .bool(false) },
        .method("write", .one, receiver: StandardStream.self) { interpreter, stream, arguments in
          try stream.write(arguments[0], interpreter)
        },
        .method("writelines", .one, receiver: StandardStream.self) { interpreter, stream, arguments in
          try interpreter.iterate(arguments[0]) { line in
            _ = try stream.write(line, interpreter)
            return true
          }
          return .none
        },
        .method("flush", .none, receiver: StandardStream.self) { _, _, _ in .none },
        .method("isatty", .none, receiver: StandardStream.self) { _, _, _ in .bool(false) },
        .method("writable", .none, receiver: StandardStream.self) { _, _, _ in .bool(true) },
        .method("readable", .none, receiver: StandardStream.self) { _, _, _ in .bool(false) },
        .method("seekable", .none, receiver: StandardStream.self) { _, _, _ in .bool(false) },
        .method("reconfigure", .any, receiver: StandardStream.self) { _, _, _ in .none },
      ]
    })
}
