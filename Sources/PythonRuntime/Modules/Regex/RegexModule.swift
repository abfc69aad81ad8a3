/// `_re`: regular expressions for the module `re`.
enum RegexModule {
  static func make(_ interpreter: Interpreter) throws -> ModuleObject {
    let module = ModuleObject("_re")
    module.add([
      // The program of a pattern, or a tuple of message and place when it is wrong.
      NativeModules.function("compile", 2...2, "_re") { interpreter, arguments in
        do {
          let flags = RegexFlags(rawValue: try interpreter.index(arguments[1]))
          return .object(try RegexObject(arguments[0].text ?? "", flags))
        } catch let failure as RegexFailure {
          return .tuple([.string(failure.message), failure.place.map { .int($0) } ?? .none])
        }
      }
    ])
    return module
  }

  static let type = TypeObject.native(
    "Program", module: "_re", isSubclassable: false,
    members: {
      [
        .property("groups") { _, object in .int((object as? RegexObject)?.groups ?? 0) },
        .property("flags") { _, object in .int((object as? RegexObject)?.flags.rawValue ?? 0) },
        .property("groupindex") { interpreter, object in
          let result = DictObject()
          for (name, number) in (object as? RegexObject)?.names ?? [] {
            try result.set(.string(name), .int(number), interpreter)
          }
          return .object(result)
        },
        // The places of the groups of the first match from a place on, or None: run(text, start, end, mode, minimum),
        // where mode is 0 to search, 1 to match at the start and 2 to match all; an empty match must not end at
        // `minimum`.
        .method("run", .positional(5...5)) { interpreter, arguments in
          guard let regex = arguments[0].cast(RegexObject.self), let text = arguments[1].cast(StringObject.self) else {
            throw PythonException(.typeError, "expected string or bytes-like object, got '\(arguments[1].type.tpName)'")
          }
          return try regex.run(
            text, from: interpreter.index(arguments[2]), to: interpreter.index(arguments[3]),
            mode: interpreter.index(arguments[4]), notEmptyAt: interpreter.index(arguments[5]), interpreter)
        },
      ]
    })
}

/// A compiled regular expression.
package final class RegexObject: Object {
  let groups: Int
  let flags: RegexFlags
  let names: [(name: String, number: Int)]
  private let program: RegexProgram
  /// The text that was searched last, since one is often searched again and again.
  private var lastText: (object: StringObject, scalars: [UInt32])?

  init(_ pattern: String, _ flags: RegexFlags) throws {
    let (node, parser) = try RegexParser.parse(pattern, flags)
    program = try RegexProgram(node)
    groups = parser.groupCount
    names = parser.names
    var all = parser.flags
    if !all.contains(.ascii) { all.insert(.unicode) }
    self.flags = all
    super.init(type: RegexModule.type)
  }

  func run(
    _ text: StringObject, from start: Int, to end: Int, mode: Int, notEmptyAt: Int, _ interpreter: Interpreter
  ) throws -> Value {
    if lastText?.object !== text { lastText = (text, text.value.unicodeScalars.map(\.value)) }
    let scalars = lastText?.scalars ?? []
    let end = min(max(end, 0), scalars.count)
    var position = max(start, 0)
    var matcher = RegexMatcher(program, groups: groups, text: scalars, end: end)
    matcher.forbidden = notEmptyAt
    while position <= end {
      try interpreter.checkBudget()
      if try matcher.match(at: position, full: mode == 2, interpreter) {
        return .tuple(matcher.saved.map { .int($0) } + [.int(matcher.lastIndex)])
      }
      if mode != 0 { return .none }
      position += 1
    }
    return .none
  }
}
