/// The methods of `str`, each a declaration of its parameters and what it does.
///
/// Everything works on UTF-8 bytes; positions that Python sees are code points, which for ASCII text are the bytes.
enum StringMethods {
  private static func method(
    _ name: String, _ arity: NativeFunction.Arity,
    _ body: @escaping @Sendable (Interpreter, StringObject, Arguments) throws -> Value
  ) -> NativeMember {
    .method(name, arity, receiver: StringObject.self) { interpreter, string, arguments in
      try interpreter.charge(string.value.utf8.count << 3)
      return try body(interpreter, string, arguments)
    }
  }

  /// All methods of `str` that are called by name.
  static let all: [NativeMember] = cases + predicates + searches + splits + paddings + others

  private static func text(_ text: String) -> Value { .object(StringObject(text)) }

  /// A string argument; `place` names it in the error.
  private static func string(_ value: Value, _ place: String) throws -> String {
    guard let text = value.text else {
      let given = value.isNone ? "None" : value.type.tpName
      throw PythonException(.typeError, "\(place) must be str, not \(given)")
    }
    return text
  }

  private static let cases: [NativeMember] = [
    method("lower", .none) { _, string, _ in text(TextCase.lower(string.value)) },
    method("upper", .none) { _, string, _ in text(TextCase.upper(string.value)) },
    method("casefold", .none) { _, string, _ in text(TextCase.fold(string.value)) },
    method("title", .none) { _, string, _ in text(TextCase.title(string.value)) },
    method("capitalize", .none) { _, string, _ in text(TextCase.capitalize(string.value)) },
    method("swapcase", .none) { _, string, _ in text(TextCase.swap(string.value)) },
  ]

  private static func all(_ string: StringObject, _ test: (Unicode.Scalar) -> Bool) -> Value {
    .bool(!string.value.isEmpty && string.value.unicodeScalars.allSatisfy(test))
  }

  private static let predicates: [NativeMember] = [
    method("isalpha", .none) { _, string, _ in all(string, CharacterClass.isLetter) },
    method("isdigit", .none) { _, string, _ in all(string, CharacterClass.isDigit) },
    method("isdecimal", .none) { _, string, _ in all(string, CharacterClass.isDecimal) },
    method("isnumeric", .none) { _, string, _ in all(string, CharacterClass.isNumeric) },
    method("isspace", .none) { _, string, _ in all(string, CharacterClass.isSpace) },
    method("isalnum", .none) { _, string, _ in
      all(string) {
        CharacterClass.isLetter($0) || CharacterClass.isDecimal($0) || CharacterClass.isDigit($0)
          || CharacterClass.isNumeric($0)
      }
    },
    method("islower", .none) { _, string, _ in .bool(TextCase.all(string.value, lower: true)) },
    method("isupper", .none) { _, string, _ in .bool(TextCase.all(string.value, lower: false)) },
    method("istitle", .none) { _, string, _ in .bool(TextCase.isTitle(string.value)) },
    method("isidentifier", .none) { _, string, _ in .bool(CharacterClass.isIdentifier(string.value)) },
    method("isprintable", .none) { _, string, _ in
      .bool(string.value.unicodeScalars.allSatisfy(CharacterClass.isPrintable))
    },
    method("isascii", .none) { _, string, _ in .bool(string.isASCII) },
  ]

  /// A method with a needle and optional bounds.
  private static func parsed(
    _ name: String, _ body: @escaping @Sendable (Interpreter, StringObject, Arguments) throws -> Value
  ) -> NativeMember {
    method(name, .any) { interpreter, string, arguments in
      try arguments.checkParsed(name, 1...3)
      return try body(interpreter, string, arguments)
    }
  }

  /// The byte range of the code points `start..<end` that a search was given, or `nil` when it lies outside.
  private static func window(
    _ interpreter: Interpreter, _ string: StringObject, _ arguments: Arguments
  ) throws -> Range<Int>? {
    let count = string.count
    if arguments[1].isUndefined, arguments[2].isUndefined { return 0..<string.value.utf8.count }
    func bound(_ value: Value, _ whole: Int) throws -> Int {
      if value.isUndefined || value.isNone { return whole }
      let index = try interpreter.sliceIndex(value, orNone: true)
      return index < 0 ? max(index + count, 0) : index
    }
    let start = try bound(arguments[1], 0)
    let end = try min(bound(arguments[2], count), count)
    if start > end { return nil }
    return string.byteOffset(start)..<string.byteOffset(end)
  }

  private static func needle(_ value: Value) throws -> StringObject {
    guard let needle = value.cast(StringObject.self) else {
      throw PythonException(.typeError, "must be str, not \(value.type.tpName)")
    }
    return needle
  }

  /// The code point at which `needle` is found, or -1.
  private static func find(
    _ interpreter: Interpreter, _ string: StringObject, _ arguments: Arguments, last: Bool
  ) throws -> Int {
    let needle = try needle(arguments[0])
    guard let range = try window(interpreter, string, arguments) else { return -1 }
    let place = TextSearch.withBytes(string.value, needle.value) { bytes, pattern in
      last ? TextSearch.last(pattern, in: bytes, range: range) : TextSearch.first(pattern, in: bytes, range: range)
    }
    guard let place else { return -1 }
    if string.isASCII { return place }
    return TextSearch.withBytes(string.value, "") { bytes, _ in TextSearch.codePoints(in: bytes, range: 0..<place) }
  }

  /// Whether the text begins or ends with one of the affixes.
  private static func hasAffix(
    _ interpreter: Interpreter, _ string: StringObject, _ arguments: Arguments, name: String, atEnd: Bool
  ) throws -> Value {
    let affixes: [Value]
    if let tuple = arguments[0].cast(TupleObject.self) {
      affixes = tuple.elements
      for affix in affixes where affix.text == nil {
        throw PythonException(.typeError, "tuple for \(name) must only contain str, not \(affix.type.tpName)")
      }
    } else if arguments[0].text != nil {
      affixes = [arguments[0]]
    } else {
      throw PythonException(
        .typeError, "\(name) first arg must be str or a tuple of str, not \(arguments[0].type.tpName)")
    }
    guard let range = try window(interpreter, string, arguments) else { return .bool(false) }
    for affix in affixes {
      guard let affix = affix.cast(StringObject.self) else { continue }
      let found = TextSearch.withBytes(string.value, affix.value) { bytes, pattern in
        pattern.count <= range.count
          && TextSearch.matches(
            pattern, in: bytes, at: atEnd ? range.upperBound - pattern.count : range.lowerBound)
      }
      if found { return .bool(true) }
    }
    return .bool(false)
  }

  private static let searches: [NativeMember] = [
    parsed("find") { interpreter, string, arguments in
      .int(try find(interpreter, string, arguments, last: false))
    },
    parsed("rfind") { interpreter, string, arguments in
      .int(try find(interpreter, string, arguments, last: true))
    },
    parsed("index") { interpreter, string, arguments in
      let place = try find(interpreter, string, arguments, last: false)
      if place < 0 { throw PythonException(.valueError, "substring not found") }
      return .int(place)
    },
    parsed("rindex") { interpreter, string, arguments in
      let place = try find(interpreter, string, arguments, last: true)
      if place < 0 { throw PythonException(.valueError, "substring not found") }
      return .int(place)
    },
    parsed("count") { interpreter, string, arguments in
      let needle = try needle(arguments[0])
      guard let range = try window(interpreter, string, arguments) else { return .int(0) }
      return .int(
        TextSearch.withBytes(string.value, needle.value) { bytes, pattern in
          TextSearch.all(pattern, in: bytes, range: range, limit: Int.max).count
        })
    },
    parsed("startswith") { interpreter, string, arguments in
      try hasAffix(interpreter, string, arguments, name: "startswith", atEnd: false)
    },
    parsed("endswith") { interpreter, string, arguments in
      try hasAffix(interpreter, string, arguments, name: "endswith", atEnd: true)
    },
    method("removeprefix", .one) { _, string, arguments in
      let prefix = try StringMethods.string(arguments[0], "removeprefix() argument")
      guard prefix.utf8.count > 0, string.value.utf8.starts(with: prefix.utf8) else { return text(string.value) }
      return text(String(decoding: string.value.utf8.dropFirst(prefix.utf8.count), as: UTF8.self))
    },
    method("removesuffix", .one) { _, string, arguments in
      let suffix = try StringMethods.string(arguments[0], "removesuffix() argument")
      let ends = TextSearch.withBytes(string.value, suffix) { bytes, pattern in
        TextSearch.matches(pattern, in: bytes, at: bytes.count - pattern.count)
      }
      guard ends else { return text(string.value) }
      return text(String(decoding: string.value.utf8.dropLast(suffix.utf8.count), as: UTF8.self))
    },
    method("replace", .positional(2...3)) { interpreter, string, arguments in
      let old = try StringMethods.string(arguments[0], "replace() argument 1")
      let new = try StringMethods.string(arguments[1], "replace() argument 2")
      let limit = arguments[2].isUndefined ? -1 : try interpreter.integer(arguments[2])
      return text(try TextSearch.replacing(old, with: new, in: string.value, limit: limit))
    },
  ]

  private static func list(_ parts: [String]) -> Value {
    .list(parts.map { .string($0) })
  }

  private static func split(
    _ interpreter: Interpreter, _ string: StringObject, _ arguments: Arguments, fromEnd: Bool
  ) throws -> Value {
    let limit = arguments[1].isUndefined ? -1 : try interpreter.integer(arguments[1])
    if arguments[0].isUndefined || arguments[0].isNone {
      var text = string.value
      return try text.withUTF8 { bytes in
        .list(
          try TextSearch.words(in: bytes, limit: limit, fromEnd: fromEnd).map {
            try interpreter.checkBudget()
            return .object(StringObject(TextSearch.text(bytes, $0)))
          })
      }
    }
    guard let separator = arguments[0].cast(StringObject.self) else {
      throw PythonException(.typeError, "must be str or None, not \(arguments[0].type.tpName)")
    }
    if separator.value.isEmpty { throw PythonException(.valueError, "empty separator") }
    return list(
      fromEnd
        ? TextSearch.splitFromEnd(string.value, separator: separator.value, limit: limit)
        : TextSearch.split(string.value, separator: separator.value, limit: limit))
  }

  private static func partition(_ string: StringObject, _ separator: Value, last: Bool) throws -> Value {
    let separator = try needle(separator)
    if separator.value.isEmpty { throw PythonException(.valueError, "empty separator") }
    let parts = TextSearch.withBytes(string.value, separator.value) { bytes, pattern -> (String, String)? in
      let range = 0..<bytes.count
      let place =
        last ? TextSearch.last(pattern, in: bytes, range: range) : TextSearch.first(pattern, in: bytes, range: range)
      guard let place else { return nil }
      return (
        TextSearch.text(bytes, 0..<place), TextSearch.text(bytes, (place + pattern.count)..<bytes.count)
      )
    }
    let empty = text("")
    guard let parts else {
      return .tuple(last ? [empty, empty, .object(string)] : [.object(string), empty, empty])
    }
    return .tuple([text(parts.0), .object(separator), text(parts.1)])
  }

  private static let splits: [NativeMember] = [
    method("split", .signature("(sep=None, maxsplit=-1)")) { interpreter, string, arguments in
      try split(interpreter, string, arguments, fromEnd: false)
    },
    method("rsplit", .signature("(sep=None, maxsplit=-1)")) { interpreter, string, arguments in
      try split(interpreter, string, arguments, fromEnd: true)
    },
    method("splitlines", .signature("(keepends=False)")) { interpreter, string, arguments in
      let keep = arguments[0].isUndefined ? false : try interpreter.integer(arguments[0]) != 0
      return list(TextSearch.lines(string.value, keepEnds: keep))
    },
    method("partition", .one) { _, string, arguments in try partition(string, arguments[0], last: false) },
    method("rpartition", .one) { _, string, arguments in try partition(string, arguments[0], last: true) },
    method("strip", .positional(0...1)) { _, string, arguments in
      try strip(string, arguments[0], "strip", left: true, right: true)
    },
    method("lstrip", .positional(0...1)) { _, string, arguments in
      try strip(string, arguments[0], "lstrip", left: true, right: false)
    },
    method("rstrip", .positional(0...1)) { _, string, arguments in
      try strip(string, arguments[0], "rstrip", left: false, right: true)
    },
  ]

  private static func strip(
    _ string: StringObject, _ characters: Value, _ name: String, left: Bool, right: Bool
  ) throws -> Value {
    if characters.isUndefined || characters.isNone {
      return text(TextSearch.stripped(string.value, left: left, right: right, where: CharacterClass.isSpace))
    }
    guard let characters = characters.cast(StringObject.self) else {
      throw PythonException(.typeError, "\(name) arg must be None or str")
    }
    let dropped = Set(characters.value.unicodeScalars)
    return text(TextSearch.stripped(string.value, left: left, right: right) { dropped.contains($0) })
  }

  /// The single code point that fills a field.
  private static func filler(_ value: Value) throws -> Unicode.Scalar {
    if value.isUndefined { return " " }
    guard let string = value.cast(StringObject.self) else {
      throw PythonException(.typeError, "The fill character must be a unicode character, not \(value.type.tpName)")
    }
    guard string.count == 1, let scalar = string.value.unicodeScalars.first else {
      throw PythonException(.typeError, "The fill character must be exactly one character long")
    }
    return scalar
  }

  private static func padded(
    _ string: StringObject, _ fill: Unicode.Scalar, left: Int, right: Int
  ) throws -> Value {
    if left <= 0, right <= 0 { return text(string.value) }
    try TextLimit.check(max(left, right))
    var out: [UInt8] = []
    out.reserveCapacity(string.value.utf8.count + left + right)
    out.append(scalar: fill, count: left)
    out.append(text: string.value)
    out.append(scalar: fill, count: right)
    return text(out.text)
  }

  private static let paddings: [NativeMember] = [
    method("center", .positional(1...2)) { interpreter, string, arguments in
      let width = try interpreter.integer(arguments[0])
      let fill = try filler(arguments[1])
      let margin = max(width, 0) - string.count
      if margin <= 0 { return text(string.value) }
      let left = margin / 2 + (margin & width & 1)
      return try padded(string, fill, left: left, right: margin - left)
    },
    method("ljust", .positional(1...2)) { interpreter, string, arguments in
      let width = try interpreter.integer(arguments[0])
      return try padded(string, filler(arguments[1]), left: 0, right: max(width, 0) - string.count)
    },
    method("rjust", .positional(1...2)) { interpreter, string, arguments in
      let width = try interpreter.integer(arguments[0])
      return try padded(string, filler(arguments[1]), left: max(width, 0) - string.count, right: 0)
    },
    method("zfill", .one) { interpreter, string, arguments in
      let width = try interpreter.integer(arguments[0])
      let zeros = max(width, 0) - string.count
      if zeros <= 0 { return text(string.value) }
      try TextLimit.check(zeros)
      var out: [UInt8] = []
      var rest = Substring(string.value).utf8
      if let first = rest.first, first == UInt8(ascii: "+") || first == UInt8(ascii: "-") {
        out.append(first)
        rest = rest.dropFirst()
      }
      out.append(UInt8(ascii: "0"), count: zeros)
      out.append(contentsOf: rest)
      return text(out.text)
    },
    method("expandtabs", .signature("(tabsize=8)")) { interpreter, string, arguments in
      let size = arguments[0].isUndefined ? 8 : try interpreter.integer(arguments[0], as: "int")
      var out: [UInt8] = []
      var column = 0
      for scalar in string.value.unicodeScalars {
        if scalar == "\t" {
          guard size > 0 else { continue }
          let spaces = size - column % size
          try TextLimit.check(out.count + spaces)
          out.append(UInt8(ascii: " "), count: spaces)
          column += spaces
        } else {
          column = scalar == "\n" || scalar == "\r" ? 0 : column + 1
          out.append(scalar: scalar)
        }
      }
      return text(out.text)
    },
  ]

  private static let others: [NativeMember] = [
    method("join", .one) { interpreter, string, arguments in try join(interpreter, string, arguments[0]) },
    method("encode", .signature("(encoding='utf-8', errors='strict')")) { _, string, arguments in
      let encoding =
        arguments[0].isUndefined ? nil : try StringMethods.string(arguments[0], "encode() argument 'encoding'")
      let errors =
        arguments[1].isUndefined ? "strict" : try StringMethods.string(arguments[1], "encode() argument 'errors'")
      let codec = try encoding.map { try TextCodec(named: $0) } ?? .utf8
      // An unknown handler is an error only when something needs handling.
      if codec == .utf8 || string.isASCII {
        return .object(BytesObject(try codec.encode(string.value, errors: .strict)))
      }
      let handling = try TextCodec.ErrorHandling(named: errors)
      return .object(BytesObject(try codec.encode(string.value, errors: handling)))
    },
    method("translate", .one) { interpreter, string, arguments in
      var out: [UInt8] = []
      for scalar in string.value.unicodeScalars {
        try interpreter.checkBudget()
        let replacement: Value
        do {
          replacement = try interpreter.getItem(arguments[0], .int(Int(scalar.value)))
        } catch let error as PythonException where error.isInstance(of: .lookupError) {
          out.append(scalar: scalar)
          continue
        }
        switch replacement {
        case .none: continue
        case .int(let code):
          guard code >= 0, code < 0x110000 else {
            throw PythonException(.valueError, "character mapping must be in range(0x110000)")
          }
          guard let scalar = Unicode.Scalar(UInt32(code)) else { throw IntegerText.surrogate(code) }
          out.append(scalar: scalar)
        default:
          guard let string = replacement.cast(StringObject.self) else {
            throw PythonException(.typeError, "character mapping must return integer, None or str")
          }
          out.append(text: string.value)
        }
        try TextLimit.check(out.count)
      }
      return text(out.text)
    },
    method("format", .any) { interpreter, string, arguments in
      text(try interpreter.format(fields: string.value, from: .arguments(arguments)))
    },
    method("format_map", .one) { interpreter, string, arguments in
      text(try interpreter.format(fields: string.value, from: .mapping(arguments[0])))
    },
    method("__getnewargs__", .none) { _, string, _ in .tuple([.string(string.value)]) },
    .staticMethod("maketrans", .positional(1...3)) { interpreter, arguments in
      try makeTranslation(interpreter, arguments)
    },
  ]

  /// `separator.join(iterable)`
  private static func join(
    _ interpreter: Interpreter, _ separator: StringObject, _ iterable: Value
  ) throws -> Value {
    if iterable.cast(ListObject.self) == nil, try interpreter.makeIteratorOrNil(iterable) == nil {
      throw PythonException(.typeError, "can only join an iterable")
    }
    let elements = try interpreter.array(of: iterable)
    if elements.count == 1, case .object(let only) = elements[0], only.type === TypeObject.str { return elements[0] }
    var out: [UInt8] = []
    for (index, element) in elements.enumerated() {
      guard case .object(let object) = element, let string = object as? StringObject else {
        throw PythonException(
          .typeError, "sequence item \(index): expected str instance, \(element.type.tpName) found")
      }
      if index > 0 { out.append(text: separator.value) }
      out.append(text: string.value)
      try TextLimit.check(out.count)
    }
    return text(out.text)
  }

  /// `str.maketrans(...)`
  private static func makeTranslation(_ interpreter: Interpreter, _ arguments: Arguments) throws -> Value {
    let table = DictObject()
    guard arguments.count > 1 else {
      guard let given = arguments[0].cast(DictObject.self) else {
        throw PythonException(
          .typeError, "if you give only one argument to maketrans it must be a dict")
      }
      for entry in given.table.entries where !entry.key.isUndefined {
        if let key = entry.key.cast(StringObject.self) {
          guard key.count == 1 else {
            throw PythonException(
              .valueError, "string keys in translate table must be of length 1")
          }
          try table.set(.int(Int(key.scalar(at: 0).value)), entry.value, interpreter)
        } else if entry.key.bigInt != nil {
          try table.set(entry.key, entry.value, interpreter)
        } else {
          throw PythonException(
            .typeError, "keys in translate table must be strings or integers")
        }
      }
      return .object(table)
    }
    guard let from = arguments[0].text else {
      throw PythonException(
        .typeError, "first maketrans argument must be a string if there is a second argument")
    }
    let to = Array(try string(arguments[1], "maketrans() argument 2").unicodeScalars)
    let keys = Array(from.unicodeScalars)
    guard keys.count == to.count else {
      throw PythonException(
        .valueError, "the first two maketrans arguments must have equal length")
    }
    for (key, value) in zip(keys, to) {
      try table.set(.int(Int(key.value)), .int(Int(value.value)), interpreter)
    }
    if arguments.count > 2 {
      for key in try string(arguments[2], "maketrans() argument 3").unicodeScalars {
        try table.set(.int(Int(key.value)), .none, interpreter)
      }
    }
    return .object(table)
  }

  private static let signature: Signature = "(object='', encoding='utf-8', errors='strict')"

  /// `str(object, encoding, errors)`
  static func make(_ interpreter: Interpreter, _ type: TypeObject, _ arguments: Arguments) throws -> Value {
    if type === TypeObject.str, arguments.count == 1, arguments.keywords == nil {
      if case .object(let object) = arguments[0], object.type === TypeObject.str { return arguments[0] }
      return text(try interpreter.str(arguments[0]))
    }
    let bound = try signature.bind(arguments, function: "str")
    let result: String
    if bound[1].isUndefined, bound[2].isUndefined {
      result = bound[0].isUndefined ? "" : try interpreter.str(bound[0])
    } else {
      if bound[0].text != nil { throw PythonException(.typeError, "decoding str is not supported") }
      guard let bytes = bound[0].isUndefined ? [] : bound[0].bytes else {
        throw PythonException(
          .typeError, "decoding to str: need a bytes-like object, \(bound[0].type.tpName) found")
      }
      result = try BytesMethods.decode(bytes, encoding: bound[1], errors: bound[2], function: "str")
    }
    return .object(StringObject(result, type: type))
  }
}
