/// `BaseException` and what all exception types share.
extension TypeObject {
  package static let baseException = TypeObject.native(
    "BaseException", specials: [.repr, .str], holdsValues: true, instanceDictionary: true,
    new: { interpreter, type, arguments in
      let exception = ExceptionObject(type: type, arguments: Array(arguments.positional))
      return .object(exception)
    },
    initialize: { interpreter, object, arguments in
      guard let exception = object as? ExceptionObject else { return }
      if arguments.keywords != nil {
        try ExceptionObject.takeKeywords(exception, arguments)
      }
      exception.arguments = Array(arguments.positional)
    },
    members: { ExceptionObject.members })

  static func exception(_ name: String, _ bases: [TypeObject]) -> TypeObject {
    .native(
      name, bases: bases, holdsValues: true, instanceDictionary: true, members: { ExceptionObject.members(of: name) })
  }
}

extension ExceptionObject {
  /// `name`, `path` and `obj` of the types that accept them by keyword.
  fileprivate static func takeKeywords(_ exception: ExceptionObject, _ arguments: Arguments) throws {
    for index in 0..<arguments.keywordCount {
      let (name, value) = arguments.keyword(index)
      switch name.value {
      case "name"
      where exception.type.isSubtype(of: .nameError) || exception.type.isSubtype(of: .importError)
        || exception.type.isSubtype(of: .attributeError):
        exception.name = value
      case "obj" where exception.type.isSubtype(of: .attributeError): exception.subject = value
      case "path" where exception.type.isSubtype(of: .importError): continue
      default: throw PythonException(.typeError, "\(exception.type.name)() takes no keyword arguments")
      }
    }
  }

  fileprivate static var members: [NativeMember] {
    [
      .property(
        "args",
        set: { interpreter, object, value in
          guard let exception = object as? ExceptionObject else { return }
          exception.arguments = try interpreter.array(of: value)
        }
      ) { _, object in .tuple((object as? ExceptionObject)?.arguments ?? []) },
      .property(
        "__cause__",
        set: { _, object, value in
          guard let exception = object as? ExceptionObject else { return }
          guard value.isNone || value.object is ExceptionObject else {
            throw PythonException(.typeError, "exception cause must be None or derive from BaseException")
          }
          exception.cause = value
          exception.suppressesContext = true
        }
      ) { _, object in (object as? ExceptionObject)?.cause ?? .none },
      .property(
        "__context__",
        set: { _, object, value in
          guard value.isNone || value.object is ExceptionObject else {
            throw PythonException(.typeError, "exception context must be None or derive from BaseException")
          }
          (object as? ExceptionObject)?.context = value
        }
      ) { _, object in (object as? ExceptionObject)?.context ?? .none },
      .property(
        "__suppress_context__",
        set: { interpreter, object, value in
          (object as? ExceptionObject)?.suppressesContext = try interpreter.truth(value)
        }
      ) { _, object in .bool((object as? ExceptionObject)?.suppressesContext ?? false) },
      .property(
        "__traceback__",
        set: { interpreter, object, value in
          guard let exception = object as? ExceptionObject else { return }
          exception.traceback = value.cast(TracebackObject.self)?.entries ?? []
        }
      ) { _, object in
        guard let exception = object as? ExceptionObject, !exception.traceback.isEmpty else { return .none }
        return .object(TracebackObject(exception.traceback))
      },
      .method("with_traceback", .one) { _, arguments in
        let traceback = arguments[1].cast(TracebackObject.self)
        guard traceback != nil || arguments[1].isNone else {
          throw PythonException(.typeError, "__traceback__ must be a traceback or None")
        }
        arguments[0].cast(ExceptionObject.self)?.traceback = traceback?.entries ?? []
        return arguments[0]
      },
      .method("add_note", .one) { interpreter, arguments in
        guard arguments[1].text != nil else {
          throw PythonException(.typeError, "note must be a str, not '\(arguments[1].type.name)'")
        }
        let notes = try interpreter.getAttribute(arguments[0], "__notes__", default: .undefined)
        if let list = notes.cast(ListObject.self) {
          list.elements.append(arguments[1])
        } else {
          try interpreter.setAttribute(arguments[0], StringObject("__notes__"), .list([arguments[1]]))
        }
        return .none
      },
    ]
  }

  /// The members that single types add.
  fileprivate static func members(of type: String) -> [NativeMember] {
    switch type {
    case "StopIteration":
      [.property("value") { _, object in (object as? ExceptionObject)?.arguments.first ?? .none }]
    case "SystemExit":
      [
        .property("code") { _, object in
          guard let arguments = (object as? ExceptionObject)?.arguments else { return .none }
          return arguments.isEmpty ? .none : arguments.count == 1 ? arguments[0] : .tuple(arguments)
        }
      ]
    case "NameError", "ImportError":
      [
        .property("name", set: { _, object, value in (object as? ExceptionObject)?.name = value }) { _, object in
          (object as? ExceptionObject)?.name ?? .none
        }
      ]
        + (type == "ImportError"
          ? [
            .property("msg") { _, object in (object as? ExceptionObject)?.arguments.first ?? .none },
            .property("path") { _, _ in .none },
          ] : [])
    case "AttributeError":
      [
        .property("name", set: { _, object, value in (object as? ExceptionObject)?.name = value }) { _, object in
          (object as? ExceptionObject)?.name ?? .none
        },
        .property("obj", set: { _, object, value in (object as? ExceptionObject)?.subject = value }) { _, object in
          guard let subject = (object as? ExceptionObject)?.subject, !subject.isUndefined else { return .none }
          return subject
        },
      ]
    case "OSError":
      [("errno", 0), ("strerror", 1), ("filename", 2)].map { name, position in
        .property(name) { _, object in
          guard let arguments = (object as? ExceptionObject)?.arguments, arguments.count >= 2,
            position < arguments.count
          else { return .none }
          return arguments[position]
        }
      }
    case "SyntaxError":
      [.property("msg") { _, object in (object as? ExceptionObject)?.arguments.first ?? .none }]
    default: []
    }
  }
}

/// `traceback`: the entries from the frame that caught the exception down to the one that raised it.
package final class TracebackObject: Object {
  /// Innermost first.
  package let entries: [TracebackEntry]

  package init(_ entries: [TracebackEntry]) {
    self.entries = entries
    super.init(type: .traceback)
  }
}

extension TypeObject {
  package static let traceback = TypeObject.native(
    "traceback", isSubclassable: false,
    members: {
      [
        .property("tb_lineno") { _, object in .int((object as? TracebackObject)?.entries.last?.line ?? 0) },
        .property("tb_next") { _, object in
          guard let entries = (object as? TracebackObject)?.entries, entries.count > 1 else { return .none }
          return .object(TracebackObject(Array(entries.dropLast())))
        },
      ]
    })
}
