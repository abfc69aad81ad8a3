// `BaseExceptionGroup`, and what `except*` does with one.

extension TypeObject {
  package static let baseExceptionGroup: TypeObject = TypeObject.native(
    "BaseExceptionGroup", bases: [.baseException], specials: [.repr, .str, .classGetItem], holdsValues: true,
    instanceDictionary: true,
    new: { interpreter, type, arguments in .object(try ExceptionObject.group(type, arguments, interpreter)) },
    members: {
      @Sendable func exception(_ value: Value) throws -> ExceptionObject {
        guard let group = value.cast(ExceptionObject.self), group.members != nil else {
          throw PythonException(.typeError, "expected an exception group")
        }
        return group
      }
      return [
        .property("message", set: { _, _, _ in throw PythonException(.attributeError, "readonly attribute") }) {
          _, object in (object as? ExceptionObject)?.arguments.first ?? .none
        },
        .property("exceptions", set: { _, _, _ in throw PythonException(.attributeError, "readonly attribute") }) {
          _, object in
          .tuple(((object as? ExceptionObject)?.members ?? []).map { .object($0) })
        },
        .classMethod("__class_getitem__", .one) { _, arguments in
          .object(GenericAliasObject(arguments[0], arguments[1]))
        },
        .method("derive", .one) { interpreter, arguments in
          let message = try exception(arguments[0]).arguments.first ?? .none
          return try interpreter.call(.object(TypeObject.baseExceptionGroup), message, arguments[1])
        },
        .method("split", .one) { interpreter, arguments in
          let (matching, rest) = try interpreter.split(exception(arguments[0]), arguments[1])
          return .tuple([matching.map { .object($0) } ?? .none, rest.map { .object($0) } ?? .none])
        },
        .method("subgroup", .one) { interpreter, arguments in
          try interpreter.split(exception(arguments[0]), arguments[1]).matching.map { .object($0) } ?? .none
        },
      ]
    })
  package static let exceptionGroup: TypeObject = TypeObject.native(
    "ExceptionGroup", bases: [.baseExceptionGroup, .exception], specials: [.classGetItem], holdsValues: true,
    instanceDictionary: true)

  /// Whether instances are groups of exceptions.
  var isExceptionGroup: Bool { isSubtype(of: .baseExceptionGroup) }
}

extension ExceptionObject {
  /// `BaseExceptionGroup.__new__`
  fileprivate static func group(
    _ type: TypeObject, _ arguments: Arguments, _ interpreter: Interpreter
  ) throws -> ExceptionObject {
    guard arguments.count == 2, arguments.keywords == nil else {
      throw PythonException(
        .typeError, "BaseExceptionGroup.__new__() takes exactly 2 arguments (\(arguments.count) given)")
    }
    guard arguments[0].text != nil else {
      throw PythonException(
        .typeError, "BaseExceptionGroup.__new__() argument 1 must be str, not \(arguments[0].type.tpName)")
    }
    guard interpreter.isSequence(arguments[1]) else {
      throw PythonException(.typeError, "second argument (exceptions) must be a sequence")
    }
    let elements = try interpreter.array(of: arguments[1])
    if elements.isEmpty {
      throw PythonException(.valueError, "second argument (exceptions) must be a non-empty sequence")
    }
    var members: [ExceptionObject] = []
    for (index, element) in elements.enumerated() {
      guard let member = element.cast(ExceptionObject.self) else {
        throw PythonException(.valueError, "Item \(index) of second argument (exceptions) is not an exception")
      }
      members.append(member)
    }
    var type = type
    let areOrdinary = members.allSatisfy { $0.type.isSubtype(of: .exception) }
    if type === TypeObject.baseExceptionGroup, areOrdinary { type = .exceptionGroup }
    if !areOrdinary, type.isSubtype(of: .exception) {
      throw PythonException(
        .typeError,
        type === TypeObject.exceptionGroup
          ? "Cannot nest BaseExceptions in an ExceptionGroup" : "Cannot nest BaseExceptions in '\(type.name)'")
    }
    let group = ExceptionObject(type: type, arguments: Array(arguments.positional))
    group.members = members
    return group
  }

  /// `str(group)`
  func groupText(_ members: [ExceptionObject], _ interpreter: Interpreter) throws -> String {
    let plural = members.count == 1 ? "" : "s"
    return "\(try interpreter.str(arguments.first ?? .none)) (\(members.count) sub-exception\(plural))"
  }
}

extension Interpreter {
  /// The part of an exception that a condition holds for, and the rest: for a group by its members, whose nesting stays.
  /// The condition is what `except` takes, or a function.
  func split(
    _ exception: ExceptionObject, _ condition: Value
  ) throws -> (matching: ExceptionObject?, rest: ExceptionObject?) {
    let isFunction = condition.object is FunctionObject
    let classes = condition.cast(TupleObject.self)?.elements ?? [condition]
    guard
      isFunction
        || classes.allSatisfy({ $0.cast(TypeObject.self).map { $0.isSubtype(of: .baseException) } ?? false })
    else {
      throw PythonException(.typeError, "expected a function, exception type or tuple of exception types")
    }
    func holds(_ exception: ExceptionObject) throws -> Bool {
      if !isFunction { return try matches(.object(exception), condition) }
      return try truth(call(condition, .object(exception)))
    }
    func split(_ exception: ExceptionObject) throws -> (matching: ExceptionObject?, rest: ExceptionObject?) {
      if try holds(exception) { return (exception, nil) }
      guard let members = exception.members else { return (nil, exception) }
      var matching: [ExceptionObject] = []
      var rest: [ExceptionObject] = []
      for member in members {
        let parts = try deeper { try split(member) }
        if let part = parts.matching { matching.append(part) }
        if let part = parts.rest { rest.append(part) }
      }
      return (try derive(exception, matching), try derive(exception, rest))
    }
    return try split(exception)
  }

  /// A group like another of some of its members; `nil` of none.
  private func derive(_ group: ExceptionObject, _ members: [ExceptionObject]) throws -> ExceptionObject? {
    if members.isEmpty { return nil }
    let made = try callMethod(.object(group), "derive", [.list(members.map { .object($0) })])
    guard let derived = made.cast(ExceptionObject.self), derived.members != nil else {
      throw PythonException(.typeError, "derive must return an instance of BaseExceptionGroup")
    }
    derived.adoptTraceback(of: group)
    derived.cause = group.cause
    derived.context = group.context
    derived.suppressesContext = group.suppressesContext
    if let notes = instanceAttribute(group, StringObject("__notes__")) {
      try setAttribute(.object(derived), StringObject("__notes__"), .list(array(of: notes)))
    }
    return derived
  }

  /// What an `except*` clause takes of the exception in `rest`, which keeps the others; `None` when it takes nothing. An
  /// exception that is no group is taken as a group of one.
  func takeGroup(_ rest: UnsafeMutablePointer<Value>, _ clause: Value) throws -> Value {
    let types = clause.cast(TupleObject.self)?.elements ?? [clause]
    for type in types {
      guard let type = type.cast(TypeObject.self), type.isSubtype(of: .baseException) else {
        throw PythonException(
          .typeError, "catching classes that do not inherit from BaseException is not allowed")
      }
      if type.isExceptionGroup {
        throw PythonException(.typeError, "catching ExceptionGroup with except* is not allowed. Use except instead.")
      }
    }
    guard let exception = rest.pointee.cast(ExceptionObject.self) else { return .none }
    let parts = try split(exception, clause)
    guard let matching = parts.matching else { return .none }
    rest.pointee = parts.rest.map { .object($0) } ?? .none
    if matching.members != nil { return .object(matching) }
    return try call(.object(TypeObject.baseExceptionGroup), .string(""), .tuple([.object(matching)]))
  }

  /// What a `try` with `except*` clauses raises when all have run: what no clause took or raised again, as one group,
  /// together with what the clauses raised; `None` when there is nothing.
  func remainder(of original: Value, rest: Value, raised: Value) throws -> Value {
    guard let original = original.cast(ExceptionObject.self) else { return .none }
    let raised = (raised.cast(ListObject.self)?.elements ?? []).compactMap { $0.cast(ExceptionObject.self) }
    guard original.members != nil else {
      // A single clause took the exception, or none.
      return raised.first.map { .object($0) } ?? rest
    }
    var others: [ExceptionObject] = []
    var kept: [ObjectIdentifier] = []
    func keep(_ exception: ExceptionObject) {
      if let members = exception.members { members.forEach(keep) } else { kept.append(ObjectIdentifier(exception)) }
    }
    for exception in raised {
      if exception.isPart(of: original) { keep(exception) } else { others.append(exception) }
    }
    if let rest = rest.cast(ExceptionObject.self) { keep(rest) }
    func project(_ exception: ExceptionObject) throws -> ExceptionObject? {
      guard let members = exception.members else {
        return kept.contains(ObjectIdentifier(exception)) ? exception : nil
      }
      let left = try members.compactMap { member in try deeper { try project(member) } }
      return left.count == members.count && zip(left, members).allSatisfy { $0 === $1 }
        ? exception : try derive(exception, left)
    }
    let again = try project(original)
    if others.isEmpty { return again.map { .object($0) } ?? .none }
    if let again { others.append(again) }
    if others.count == 1 { return .object(others[0]) }
    return try call(.object(TypeObject.baseExceptionGroup), .string(""), .list(others.map { .object($0) }))
  }

  /// The lines of a traceback for a group and its members, each set apart by its number.
  func describe(
    group exception: ExceptionObject, _ members: [ExceptionObject], depth: Int,
    _ describe: (ExceptionObject) -> String
  ) -> String {
    let width = 15
    let indent = String(repeating: " ", count: 2 * depth)
    func indented(_ text: String, _ prefix: String) -> String {
      text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { prefix + $0 + "\n" }.joined()
    }
    var lines = describe(exception)
    let heading = "Traceback (most recent call last):\n"
    if lines.hasPrefix(heading) { lines = "Exception Group " + lines }
    var text = ""
    if depth == 1 {
      // The first line of the outermost group carries the corner.
      let first = lines.prefix { $0 != "\n" }
      text = lines.hasPrefix("Exception Group ") ? "\(indent)+ \(first)\n" : "\(indent)| \(first)\n"
      text += indented(String(lines.dropFirst(first.count + 1)), indent + "| ")
    } else {
      text = indented(lines, indent + "| ")
    }
    if depth > 10 { return text + "\(indent)| ... (max_group_depth is 10)\n" }
    for (index, member) in members.prefix(width).enumerated() {
      let corner = index == 0 ? "\(indent)+-+" : "\(indent)  +"
      text += "\(corner)---------------- \(index + 1) ----------------\n"
      if let inner = member.members {
        text += self.describe(group: member, inner, depth: depth + 1, describe)
      } else {
        text += indented(describe(member), indent + "  | ")
      }
    }
    if members.count > width {
      text += "\(indent)  +---------------- ... ----------------\n"
      let more = members.count - width
      text += "\(indent)  | and \(more) more exception\(more == 1 ? "" : "s")\n"
    }
    let last = members.prefix(width).last
    if last?.members == nil || members.count > width {
      text += "\(indent)  +------------------------------------\n"
    }
    return text
  }
}
