/// The attributes of the exceptions whose arguments have a form of their own: `OSError`, `SyntaxError` and the three of
/// `UnicodeError`. They follow from the arguments until a program assigns them.
extension ExceptionObject {
  /// `OSError`'s
  static let systemFields = ["errno", "strerror", "filename", "filename2"]
  /// `SyntaxError`'s
  static let syntaxFields = [
    "msg", "filename", "lineno", "offset", "text", "end_lineno", "end_offset", "print_file_and_line",
  ]

  /// The types of `OSError` by the numbers of Linux.
  private static let systemErrors: [Int: TypeObject] = [
    1: .permissionError, 2: .fileNotFoundError, 3: .processLookupError, 4: .interruptedError, 10: .childProcessError,
    11: .blockingIOError, 13: .permissionError, 17: .fileExistsError, 20: .notADirectoryError, 21: .isADirectoryError,
    32: .brokenPipeError, 103: .connectionAbortedError, 104: .connectionResetError, 108: .brokenPipeError,
    110: .timeoutError, 111: .connectionRefusedError, 114: .blockingIOError, 115: .blockingIOError,
  ]

  /// The exception of the type that the number of a plain `OSError` names.
  func specialised() -> ExceptionObject {
    guard (2...5).contains(arguments.count), case .int(let number) = arguments[0],
      let type = Self.systemErrors[number]
    else { return self }
    return ExceptionObject(type: type, arguments: arguments)
  }

  /// Checks arguments that a program gave, and keeps as fields what does not stay among them.
  func takeFields(_ interpreter: Interpreter) throws {
    if type.isSubtype(of: .osError) {
      takeFile()
    } else if type.isSubtype(of: .syntaxError) {
      guard arguments.count == 2 else { return }
      let details = try interpreter.array(of: arguments[1])
      if !(4...6).contains(details.count) {
        let bound = details.count < 4 ? "at least 4" : "at most 6"
        throw PythonException(.typeError, "function takes \(bound) arguments (\(details.count) given)")
      }
      if details.count == 5 {
        throw PythonException(.typeError, "end_offset must be provided when end_lineno is provided")
      }
      keepDetails(args: arguments)
    } else {
      try checkUnicode(interpreter)
    }
  }

  /// The file of an `OSError` is no argument of it.
  func takeFile() {
    guard (3...5).contains(arguments.count), !arguments[2].isNone else { return }
    if type.isSubtype(of: .blockingIOError), case .int = arguments[2] { return }
    setField("filename", arguments[2])
    if arguments.count == 5 { setField("filename2", arguments[4]) }
    arguments = Array(arguments[..<2])
  }

  /// Keeps what the second argument of a `SyntaxError` tells; its arguments are these from now on.
  func keepDetails(args: [Value]) {
    for name in Self.syntaxFields.dropFirst() { setField(name, derivedField(name)) }
    arguments = args
  }

  private func checkUnicode(_ interpreter: Interpreter) throws {
    let translates = type.isSubtype(of: .unicodeTranslateError)
    let decodes = type.isSubtype(of: .unicodeDecodeError)
    let count = translates ? 4 : 5
    if arguments.count != count {
      throw PythonException(
        .typeError, "function takes exactly \(count) arguments (\(arguments.count) given)")
    }
    for (index, argument) in arguments.enumerated() {
      switch index + (translates ? 1 : 0) {
      case 1 where decodes:
        if argument.bytes == nil {
          throw PythonException(.typeError, "a bytes-like object is required, not '\(argument.type.tpName)'")
        }
      case 2, 3: _ = try interpreter.requiredIndex(argument)
      default:
        if argument.text == nil {
          throw PythonException(.typeError, "argument \(index + 1) must be str, not \(argument.type.tpName)")
        }
      }
    }
  }

  /// What the arguments say of an attribute.
  func derivedField(_ name: String) -> Value {
    func argument(_ names: [String], of values: [Value]) -> Value {
      guard let index = names.firstIndex(of: name), index < values.count else { return .none }
      return values[index]
    }
    if type.isSubtype(of: .osError) {
      guard (2...5).contains(arguments.count) else { return .none }
      if name == "filename2" { return arguments.count == 5 ? arguments[4] : .none }
      if name == "filename", type.isSubtype(of: .blockingIOError) { return .none }
      return argument(Self.systemFields, of: arguments)
    }
    if type.isSubtype(of: .syntaxError) {
      if name == "msg" { return arguments.first ?? .none }
      guard arguments.count == 2 else { return .none }
      let details = arguments[1].cast(TupleObject.self)?.elements ?? arguments[1].cast(ListObject.self)?.elements ?? []
      return argument(Array(Self.syntaxFields.dropFirst()), of: details)
    }
    let names = ["encoding", "object", "start", "end", "reason"]
    return argument(type.isSubtype(of: .unicodeTranslateError) ? Array(names.dropFirst()) : names, of: arguments)
  }

  private func value(_ name: String) -> Value { field(name) ?? derivedField(name) }

  /// `str(e)` where it is made of the attributes; `nil` where it is made of the arguments.
  func textOfFields(_ interpreter: Interpreter) throws -> String? {
    if !type.hasExceptionFields { return nil }
    if type.isSubtype(of: .importError) { return field("msg")?.text }
    if type.isSubtype(of: .osError) {
      let (number, reason, file) = (value("errno"), value("strerror"), value("filename"))
      let start = "[Errno \(try interpreter.str(number))] \(try interpreter.str(reason))"
      if !file.isNone {
        let other = value("filename2")
        let tail = other.isNone ? "" : " -> \(try interpreter.repr(other))"
        return "\(start): \(try interpreter.repr(file))\(tail)"
      }
      return number.isNone || reason.isNone ? nil : start
    }
    if type.isSubtype(of: .syntaxError) {
      let message = try interpreter.str(value("msg"))
      let name = value("filename").text.map { String($0.split(separator: "/").last ?? "") }
      let line: Int? = if case .int(let line) = value("lineno") { line } else { nil }
      switch (name, line) {
      case (let name?, let line?): return "\(message) (\(name), line \(line))"
      case (let name?, nil): return "\(message) (\(name))"
      case (nil, let line?): return "\(message) (line \(line))"
      case (nil, nil): return message
      }
    }
    guard case .int(let start) = value("start"), case .int(let end) = value("end") else { return nil }
    let reason = try interpreter.str(value("reason"))
    let encoding = value("encoding").text.map { "'\($0)' codec " } ?? ""
    if type.isSubtype(of: .unicodeDecodeError) {
      let bytes = value("object").bytes ?? []
      if end == start + 1, bytes.indices.contains(start) {
        let digits = (bytes[start] < 16 ? "0" : "") + String(bytes[start], radix: 16)
        return "\(encoding)can't decode byte 0x\(digits) in position \(start): \(reason)"
      }
      return "\(encoding)can't decode bytes in position \(start)-\(end - 1): \(reason)"
    }
    let verb = type.isSubtype(of: .unicodeTranslateError) ? "translate" : "encode"
    if end == start + 1, let object = value("object").cast(StringObject.self), start >= 0, start < object.count {
      let shown = TextRepr.asciiEscaped(String(object.scalar(at: start)))
      return "\(encoding)can't \(verb) character '\(shown)' in position \(start): \(reason)"
    }
    return "\(encoding)can't \(verb) characters in position \(start)-\(end - 1): \(reason)"
  }
}

extension TypeObject {
  /// Whether instances tell of themselves by attributes that not all exceptions have.
  fileprivate var hasExceptionFields: Bool {
    if self === TypeObject.valueError || self === TypeObject.typeError || self === TypeObject.keyError { return false }
    return isSubtype(of: .osError) || isSubtype(of: .syntaxError) || isSubtype(of: .importError)
      || isSubtype(of: .unicodeDecodeError)
      || isSubtype(of: .unicodeEncodeError) || isSubtype(of: .unicodeTranslateError)
  }
}

extension Interpreter {
  /// What the last line of a traceback tells: the message; of a `SyntaxError` without its place, which stands above.
  package func shownMessage(of exception: ExceptionObject) throws -> String {
    guard exception.type.isSubtype(of: .syntaxError) else { return try str(.object(exception)) }
    let message = try getAttribute(.object(exception), "msg")
    guard let file = try getAttribute(.object(exception), "filename").text,
      try getAttribute(.object(exception), "lineno").isNone
    else { return message.isNone ? "<no detail available>" : try str(message) }
    return "\(message.isNone ? "<no detail available>" : try str(message)) (\(file))"
  }

  /// The place of a `SyntaxError`, with the line and marks below it, as they stand above the message.
  func shownPlace(of exception: ExceptionObject) -> String {
    guard exception.type.isSubtype(of: .syntaxError) else { return "" }
    func attribute(_ name: String) -> Value { (try? getAttribute(.object(exception), name)) ?? .none }
    let line = attribute("lineno")
    guard case .int(let number) = line else { return "" }
    var out = "  File \"\(attribute("filename").text ?? "<string>")\", line \(number)\n"
    guard let text = attribute("text").text else { return out }
    var shown = Array(text.unicodeScalars)
    while shown.last == "\n" { shown.removeLast() }
    let blanks = shown.prefix { $0 == " " || $0 == "\n" || $0 == "\u{C}" }.count
    shown.removeFirst(blanks)
    out += "    " + String(String.UnicodeScalarView(shown)) + "\n"
    guard case .int(let offset) = attribute("offset") else { return out }
    var end = offset
    if case .int(let given) = attribute("end_offset"), given != 0 { end = given }
    if end == offset || end == -1 { end = offset + 1 }
    let column = offset - 1 - blanks
    guard column >= 0, column <= 1 << 20, end - offset <= 1 << 20 else { return out }
    let before = shown.prefix(column).map { $0.properties.isWhitespace ? $0 : " " }
    out += "    " + String(String.UnicodeScalarView(before))
    out += String(repeating: "^", count: max(0, end - offset)) + "\n"
    return out
  }
}
