import PythonSyntax

/// `unicodedata`: what Unicode 14.0 tells of characters.
enum UnicodeDataModule {
  static func make(_ interpreter: Interpreter) throws -> ModuleObject {
    let module = ModuleObject("unicodedata", members: [("unidata_version", .string(UnicodeData.version))])
    module.add([
      of("category") { .object(UnicodeData.category($0)) },
      of("combining") { .int(Int(UnicodeData.combiningClass($0))) },
      of("bidirectional") { .string(UnicodeData.bidirectionalClass($0)) },
      of("east_asian_width") { .string(UnicodeData.eastAsianWidth($0)) },
      of("mirrored") { .int(UnicodeData.isMirrored($0) ? 1 : 0) },
      of("decomposition") { .string(decomposition($0)) },
      of("name", orRaise: "no such name") { UnicodeData.name($0).map { .string($0) } },
      of("decimal", orRaise: "not a decimal") { scalar in
        UnicodeData.number(scalar).flatMap { $0.kind == .decimal ? .int(Int($0.value)) : nil }
      },
      of("digit", orRaise: "not a digit") { scalar in
        UnicodeData.number(scalar).flatMap { $0.kind == .numeric ? nil : .int(Int($0.value)) }
      },
      of("numeric", orRaise: "not a numeric character") { scalar in
        UnicodeData.number(scalar).map { .float($0.value) }
      },
      NativeModules.function("lookup", 1...1, "unicodedata") { _, arguments in
        guard let name = arguments[0].text else {
          throw PythonException(
            .typeError, "a bytes-like object is required, not '\(arguments[0].type.tpName)'")
        }
        guard let scalar = CharacterNames.scalar(named: name), UnicodeData.isAssigned(scalar) else {
          throw PythonException(.keyError, "undefined character name '\(name)'")
        }
        return .object(StringObject.character(scalar))
      },
      NativeModules.function("normalize", 2...2, "unicodedata") { _, arguments in
        let (form, text) = try form(arguments, "normalize")
        return form.map { .string($0.normalized(text)) } ?? arguments[1]
      },
      NativeModules.function("is_normalized", 2...2, "unicodedata") { _, arguments in
        let (form, text) = try form(arguments, "is_normalized")
        return .bool(form.map { StringObject.areEqual($0.normalized(text), text) } ?? true)
      },
    ])
    return module
  }

  /// A function of one character.
  private static func of(_ name: String, _ body: @escaping @Sendable (Unicode.Scalar) -> Value) -> NativeFunction {
    NativeModules.function(name, 1...1, "unicodedata") { _, arguments in
      body(try character(arguments[0], "\(name)() argument"))
    }
  }

  /// A function of one character and what to give if it has no answer.
  private static func of(
    _ name: String, orRaise message: String, _ body: @escaping @Sendable (Unicode.Scalar) -> Value?
  ) -> NativeFunction {
    NativeModules.function(name, 1...2, "unicodedata") { _, arguments in
      if let found = body(try character(arguments[0], "\(name)() argument 1")) { return found }
      if arguments.count > 1 { return arguments[1] }
      throw PythonException(.valueError, message)
    }
  }

  private static func character(_ value: Value, _ place: String) throws -> Unicode.Scalar {
    guard let string = value.cast(StringObject.self), string.count == 1 else {
      throw PythonException(.typeError, "\(place) must be a unicode character, not \(value.type.tpName)")
    }
    return string.scalar(at: 0)
  }

  /// The form, `nil` for an empty text, which CPython gives back whatever the form.
  private static func form(_ arguments: Arguments, _ function: String) throws -> (UnicodeNormalization?, String) {
    var texts: [String] = []
    for index in 0..<2 {
      guard let text = arguments[index].text else {
        throw PythonException(
          .typeError, "\(function)() argument \(index + 1) must be str, not \(arguments[index].type.tpName)")
      }
      texts.append(text)
    }
    if texts[1].isEmpty { return (nil, "") }
    guard let form = UnicodeNormalization(rawValue: texts[0]) else {
      throw PythonException(.valueError, "invalid normalization form")
    }
    return (form, texts[1])
  }

  private static func decomposition(_ scalar: Unicode.Scalar) -> String {
    guard let found = UnicodeData.decompositions[scalar.value] else { return "" }
    let codes = found.scalars.map { part in
      let digits = String(part.value, radix: 16, uppercase: true)
      return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
    return ((found.isCanonical ? [] : ["<\(UnicodeTables.tags[Int(found.tag)])>"]) + codes).joined(separator: " ")
  }
}
