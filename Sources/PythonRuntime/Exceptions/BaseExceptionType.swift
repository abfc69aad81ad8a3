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

  /// A type whose arguments have a form of their own, see `ExceptionFields.swift`.
  static func exceptionWithFields(_ name: String, _ bases: [TypeObject]) -> TypeObject {
    .native(
      name, bases: bases, holdsValues: true, instanceDictionary: true,
      new: { interpreter, type, arguments in
        let exception = ExceptionObject(type: type, arguments: Array(arguments.positional))
        return .object(type === TypeObject.osError ? exception.specialised() : exception)
      },
      initialize: { interpreter, object, arguments in
        guard let exception = object as? ExceptionObject else { return }
        if arguments.keywords != nil {
          throw PythonException(.typeError, "\(exception.type.name)() takes no keyword arguments")
        }
        exception.arguments = Array(arguments.positional)
        try exception.takeFields(interpreter)
      },
      members: { ExceptionObject.members(of: name) })
  }

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
      case "path" where exception.type.isSubtype(of: .importError): exception.setField("path", value)
      case _
      where exception.type.isSubtype(of: .nameError) || exception.type.isSubtype(of: .importError)
        || exception.type.isSubtype(of: .attributeError):
        throw PythonException(
          .typeError, "'\(name.value)' is an invalid keyword argument for \(exception.type.name)()")
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
          if value.isUndefined { throw PythonException(.typeError, "__cause__ may not be deleted") }
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
          if value.isUndefined { throw PythonException(.typeError, "__context__ may not be deleted") }
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
          if value.isUndefined { throw PythonException(.typeError, "__traceback__ may not be deleted") }
          guard value.isNone || value.object is TracebackObject else {
            throw PythonException(.typeError, "__traceback__ must be a traceback or None")
          }
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
          throw PythonException(.typeError, "note must be a str, not '\(arguments[1].type.tpName)'")
        }
        let notes = try interpreter.getAttribute(arguments[0], "__notes__", default: .undefined)
        if let list = notes.cast(ListObject.self) {
          list.elements.append(arguments[1])
        } else if !notes.isUndefined {
          throw PythonException(.typeError, "Cannot add note: __notes__ is not a list")
        } else {
          try interpreter.setAttribute(arguments[0], StringObject("__notes__"), .list([arguments[1]]))
        }
        return .none
      },
      .method("__reduce__", .none) { interpreter, arguments in
        guard let exception = arguments[0].cast(ExceptionObject.self) else { return .none }
        let parts: [Value] = [.object(exception.type), .tuple(exception.arguments)]
        if interpreter.instanceAttributes(of: exception).isEmpty { return .tuple(parts) }
        return .tuple(parts + [try interpreter.getAttribute(arguments[0], "__dict__")])
      },
      .method("__setstate__", .one) { interpreter, arguments in
        if arguments[1].isNone { return .none }
        guard let state = arguments[1].cast(DictObject.self) else {
          throw PythonException(.typeError, "state is not a dictionary")
        }
        for entry in state.table.entries {
          guard let name = entry.key.cast(StringObject.self) else { continue }
          try interpreter.setAttribute(arguments[0], name, entry.value)
        }
        return .none
      },
    ]
  }

  /// The members that single types add.
  fileprivate static func members(of type: String) -> [NativeMember] {
    /// An attribute that may be assigned, and what it is before.
    func field(_ name: String, _ value: @escaping @Sendable (ExceptionObject) -> Value) -> NativeMember {
      .property(
        name,
        set: { _, object, given in
          (object as? ExceptionObject)?.setField(name, given.isUndefined ? .none : given)
        }
      ) { _, object in
        guard let exception = object as? ExceptionObject else { return .none }
        return exception.field(name) ?? value(exception)
      }
    }
    func fields(_ names: [String]) -> [NativeMember] { names.map { name in field(name) { $0.derivedField(name) } } }
    let name = NativeMember.property(
      "name", set: { _, object, value in (object as? ExceptionObject)?.name = value.isUndefined ? .none : value }
    ) { _, object in (object as? ExceptionObject)?.name ?? .none }
    switch type {
    case "StopIteration": return [field("value") { $0.arguments.first ?? .none }]
    case "SystemExit":
      return [
        field("code") {
          $0.arguments.isEmpty ? .none : $0.arguments.count == 1 ? $0.arguments[0] : .tuple($0.arguments)
        }
      ]
    case "NameError": return [name]
    case "ImportError":
      return [name, field("path") { _ in .none }, field("msg") { $0.arguments.count == 1 ? $0.arguments[0] : .none }]
    case "AttributeError":
      return [
        name,
        .property("obj", set: { _, object, value in (object as? ExceptionObject)?.subject = value }) { _, object in
          guard let subject = (object as? ExceptionObject)?.subject, !subject.isUndefined else { return .none }
          return subject
        },
      ]
    case "OSError": return fields(ExceptionObject.systemFields)
    case "BlockingIOError":
      return [
        .property("characters_written") { _, object in
          guard let arguments = (object as? ExceptionObject)?.arguments, arguments.count == 3, case .int = arguments[2]
          else { throw PythonException(.attributeError, "characters_written") }
          return arguments[2]
        }
      ]
    case "SyntaxError": return fields(ExceptionObject.syntaxFields)
    case "UnicodeDecodeError", "UnicodeEncodeError":
      return fields(["encoding", "object", "start", "end", "reason"])
    case "UnicodeTranslateError": return fields(["object", "start", "end", "reason"])
    default: return []
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
