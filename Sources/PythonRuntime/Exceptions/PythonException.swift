/// A raised Python exception on its way through Swift code.
public struct PythonException: Error, @unchecked Sendable {
  /// The exception instance.
  package let exception: ExceptionObject

  package init(_ exception: ExceptionObject) {
    self.exception = exception
  }

  /// A new exception of a builtin type with one argument, the message.
  package init(_ type: TypeObject, _ message: String) {
    exception = ExceptionObject(type: type, arguments: [.string(message)])
  }

  /// A new exception of a builtin type.
  package init(_ type: TypeObject, arguments: [Value]) {
    exception = ExceptionObject(type: type, arguments: arguments)
  }

  /// The exception that `error` is, if it is one: without the dynamic cast, which takes longer than raising.
  init?(unwrapping error: any Error) {
    func unwrap<E: Error>(_ error: E) -> ExceptionObject? {
      E.self == PythonException.self ? unsafeBitCast(error, to: PythonException.self).exception : nil
    }
    guard let exception = unwrap(error) else { return nil }
    self.exception = exception
  }

  /// `type(e).__name__`
  package var typeName: String { exception.type.name }

  /// Whether the exception is an instance of `type`.
  package func isInstance(of type: TypeObject) -> Bool { exception.type.isSubtype(of: type) }

  /// An `AttributeError` that knows the name and the object, from which a traceback takes its suggestion.
  package static func missingAttribute(_ name: StringObject, of value: Value, _ message: String) -> PythonException {
    let exception = ExceptionObject(type: .attributeError, arguments: [.string(message)])
    exception.subject = value
    exception.name = .object(name)
    return PythonException(exception)
  }

  /// `KeyError(key)`
  package static func key(_ key: Value) -> PythonException { PythonException(.keyError, arguments: [key]) }

  /// `StopIteration(value)`
  package static func stopIteration(_ value: Value = .none) -> PythonException {
    PythonException(.stopIteration, arguments: value.isNone ? [] : [value])
  }
}

/// An instance of `BaseException` or a subclass.
public final class ExceptionObject: Object {
  /// `args`
  package var arguments: [Value]
  /// `__cause__`
  package var cause: Value = .none
  /// `__context__`
  package var context: Value = .none
  /// `__suppress_context__`
  package var suppressesContext = false
  /// The frame that raised it, or was the first to pass it on. Most exceptions are caught there and have nothing else
  /// to tell.
  private var firstPassage: Passage?
  private var details: Details?
  /// Whether no `except`, `finally` or `with` of the program sees it any more.
  var endsRun = false

  /// What few exceptions need.
  private final class Details {
    var subject = Value.undefined
    var name = Value.none
    var scope: (code: CodeObject, globals: GlobalTable)?
    var hint: String?
    var members: [ExceptionObject]?
    /// What a program assigned to the attributes that only some types have.
    var fields: [String: Value] = [:]
    /// The frames after the first one.
    var passages: [Passage] = []
    /// The entries of before the passages: what a program put in the traceback's place.
    var givenTraceback: [TracebackEntry] = []
  }

  private var madeDetails: Details {
    if let details { return details }
    let made = Details()
    details = made
    return made
  }

  /// `obj` of an `AttributeError`; `value` of a `StopIteration`; `code` of a `SystemExit`.
  package var subject: Value {
    get { details?.subject ?? .undefined }
    set { madeDetails.subject = newValue }
  }
  /// `name` of a `NameError`, `AttributeError` or `ImportError`.
  package var name: Value {
    get { details?.name ?? .none }
    set { madeDetails.name = newValue }
  }
  /// Where a `NameError` was raised, for its suggestion.
  var scope: (code: CodeObject, globals: GlobalTable)? {
    get { details?.scope }
    set { madeDetails.scope = newValue }
  }
  /// What a report may add below the message: the nearest supported name of something that is missing.
  package var hint: String? {
    get { details?.hint }
    set { madeDetails.hint = newValue }
  }

  /// The exceptions of an exception group; `nil` for any other.
  var members: [ExceptionObject]? {
    get { details?.members }
    set { madeDetails.members = newValue }
  }

  /// An attribute that only some types have; `nil` before it is assigned.
  func field(_ name: String) -> Value? { details?.fields[name] }

  func setField(_ name: String, _ value: Value) { madeDetails.fields[name] = value }

  package init(type: TypeObject, arguments: [Value]) {
    self.arguments = arguments
    super.init(type: type)
  }

  /// An instruction that raised or passed on an exception.
  private struct Passage {
    let code: CodeObject
    private let number: Int32
    private let part: FailedPart

    init(_ code: CodeObject, _ position: Int, _ part: FailedPart) {
      self.code = code
      number = Int32(truncatingIfNeeded: position)
      self.part = part
    }

    /// The lines of a traceback: a comprehension runs in the frame of the function around it, but has a line of its own.
    ///
    /// - Parameter name: the name that the exception misses, if it misses one.
    func entries(missing name: String?) -> [TracebackEntry] {
      var entries: [TracebackEntry] = []
      let position = Int(number)
      var range = part.range(in: code.source, code.ranges[position].bytes, missing: name)
      for inner in code.inlineScopes where inner.start <= position && position < inner.end {
        entries.append(TracebackEntry(function: inner.name, code: code.source, range: range))
        range = inner.range
      }
      entries.append(TracebackEntry(function: code.name, code: code.source, range: range))
      return entries
    }
  }

  /// Notes that the exception was raised or passed on by a part of an instruction.
  func pass(_ code: CodeObject, _ position: Int, _ part: FailedPart) {
    let passage = Passage(code, position, part)
    if firstPassage == nil { firstPassage = passage } else { madeDetails.passages.append(passage) }
  }

  /// Whether the frame that it passed last runs this code.
  func isNamedLast(_ code: CodeObject) -> Bool {
    if let last = details?.passages.last ?? firstPassage { return last.code === code }
    return details?.givenTraceback.last?.function == code.name
  }

  /// Whether it was split off another exception and passed no frame since, unlike one that was raised by itself.
  func isPart(of other: ExceptionObject) -> Bool {
    let mine = (firstPassage == nil ? 0 : 1) + (details?.passages.count ?? 0)
    let theirs = (other.firstPassage == nil ? 0 : 1) + (other.details?.passages.count ?? 0)
    return mine == theirs && firstPassage?.code === other.firstPassage?.code && cause.isIdentical(to: other.cause)
      && context.isIdentical(to: other.context)
  }

  /// Takes the traceback of another exception.
  func adoptTraceback(of other: ExceptionObject) {
    firstPassage = other.firstPassage
    guard let theirs = other.details else { return }
    madeDetails.passages = theirs.passages
    madeDetails.givenTraceback = theirs.givenTraceback
  }

  /// The traceback, innermost entry first.
  package var traceback: [TracebackEntry] {
    get {
      let given = details?.givenTraceback ?? []
      guard let firstPassage else { return given }
      let name = name.text
      return given + firstPassage.entries(missing: name)
        + (details?.passages ?? []).flatMap { $0.entries(missing: name) }
    }
    set {
      firstPassage = nil
      if newValue.isEmpty, details == nil { return }
      madeDetails.givenTraceback = newValue
      madeDetails.passages = []
    }
  }

  /// Whether it was never raised.
  var hasNoTraceback: Bool { firstPassage == nil && details?.givenTraceback.isEmpty ?? true }

  /// `str(e)`
  public override func str(_ interpreter: Interpreter) throws -> String {
    if let members { return try groupText(members, interpreter) }
    if let text = try textOfFields(interpreter) { return text }
    switch arguments.count {
    case 0: return ""
    case 1:
      if type.isSubtype(of: .keyError) { return try interpreter.repr(arguments[0]) }
      return try interpreter.str(arguments[0])
    default: return try interpreter.repr(.tuple(arguments))
    }
  }

  public override func repr(_ interpreter: Interpreter) throws -> String {
    if arguments.count == 1 { return "\(type.name)(\(try interpreter.repr(arguments[0])))" }
    return type.name + (try interpreter.repr(.tuple(arguments)))
  }

  public override func surrender(to pending: inout [Value]) {
    pending.append(cause)
    pending.append(context)
    pending.append(contentsOf: arguments)
    if let details {
      pending.append(contentsOf: details.fields.values)
      details.fields = [:]
    }
    cause = .none
    context = .none
    arguments = []
    super.surrender(to: &pending)
  }

  deinit {
    // Plain arguments free themselves.
    if cause.object != nil || context.object != nil
      || arguments.contains(where: { $0.object.map { $0.type.holdsValues } ?? false })
    {
      var values = arguments + [cause, context]
      arguments = []
      cause = .none
      context = .none
      Object.releaseIteratively(&values)
    }
  }
}
