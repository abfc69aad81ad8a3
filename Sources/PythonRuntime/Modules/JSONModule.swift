import BigInt

/// `_json`: reading JSON text, and writing its strings, for the module `json`.
enum JSONModule {
  static func make(_ interpreter: Interpreter) throws -> ModuleObject {
    let module = ModuleObject("_json")
    module.add([
      // The value at a place of a text and where it ends; an error is a tuple of message and place. A place below zero
      // asks for the only value of a text. Then the hooks; the last says whether strings hold no control characters.
      NativeModules.function("parse", 8...8, "_json") { interpreter, arguments in
        try interpreter.charge((arguments[0].text ?? "").utf8.count << 4)
        var parser = JSONParser(
          scalars: Array((arguments[0].text ?? "").unicodeScalars), objectHook: arguments[2], parseFloat: arguments[3],
          parseInt: arguments[4], parseConstant: arguments[5], pairsHook: arguments[6],
          isStrict: try interpreter.truth(arguments[7]))
        do {
          let place = try interpreter.integer(arguments[1])
          let value = try place < 0 ? parser.document(interpreter) : parser.value(at: place, interpreter)
          return .tuple([.bool(true), value, .int(parser.position)])
        } catch let failure as JSONFailure {
          return .tuple([.bool(false), .string(failure.message), .int(failure.place)])
        }
      },
      NativeModules.function("quote", 2...2, "_json") { interpreter, arguments in
        let text = arguments[0].text ?? ""
        try interpreter.charge(text.utf8.count << 4)
        return .string(quoted(text, onlyASCII: try interpreter.truth(arguments[1])))
      },
    ])
    return module
  }

  private static func quoted(_ text: String, onlyASCII: Bool) -> String {
    var result = "\""
    func escape(_ code: UInt32) {
      let digits = String(code, radix: 16)
      result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{8}": result += "\\b"
      case "\u{c}": result += "\\f"
      default:
        if scalar.value < 0x20 || onlyASCII && scalar.value > 0x7E {
          for unit in UTF16.encode(scalar) ?? .init() { escape(UInt32(unit)) }
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }
}

/// What is wrong with a JSON text, and at which character.
private struct JSONFailure: Error {
  let message: String
  let place: Int
}

/// Reads one JSON text.
private struct JSONParser {
  let scalars: [Unicode.Scalar]
  let objectHook: Value
  let parseFloat: Value
  let parseInt: Value
  let parseConstant: Value
  let pairsHook: Value
  let isStrict: Bool
  var position = 0

  init(
    scalars: [Unicode.Scalar], objectHook: Value, parseFloat: Value, parseInt: Value, parseConstant: Value,
    pairsHook: Value, isStrict: Bool
  ) {
    self.isStrict = isStrict
    self.scalars = scalars
    self.objectHook = objectHook
    self.parseFloat = parseFloat
    self.parseInt = parseInt
    self.parseConstant = parseConstant
    self.pairsHook = pairsHook
  }

  private func isSet(_ hook: Value) -> Bool { !hook.isNone && !hook.isUndefined }

  private var current: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private mutating func skipBlanks() {
    while let scalar = current, scalar == " " || scalar == "\n" || scalar == "\t" || scalar == "\r" { position += 1 }
  }

  mutating func document(_ interpreter: Interpreter) throws -> Value {
    skipBlanks()
    let result = try value(interpreter)
    skipBlanks()
    if position < scalars.count { throw JSONFailure(message: "Extra data", place: position) }
    return result
  }

  /// The value that begins at a place, whatever follows it.
  mutating func value(at place: Int, _ interpreter: Interpreter) throws -> Value {
    position = min(place, scalars.count)
    return try value(interpreter)
  }

  private mutating func value(_ interpreter: Interpreter) throws -> Value {
    try interpreter.checkBudget()
    switch current {
    case "\"":
      position += 1
      return .string(try string())
    case "{":
      return try interpreter.deeper(" while decoding a JSON object from a unicode string") { try object(interpreter) }
    case "[":
      return try interpreter.deeper(" while decoding a JSON array from a unicode string") { try array(interpreter) }
    case .some("-"), .some("0"..."9"):
      if let number = try number(interpreter) { return number }
    default: break
    }
    for (word, constant) in [("null", Value.none), ("true", .bool(true)), ("false", .bool(false))] where accept(word) {
      return constant
    }
    for (word, number) in [("NaN", Double.nan), ("Infinity", .infinity), ("-Infinity", -.infinity)] where accept(word) {
      return isSet(parseConstant) ? try interpreter.call(parseConstant, .string(word)) : .float(number)
    }
    throw JSONFailure(message: "Expecting value", place: position)
  }

  private mutating func accept(_ word: String) -> Bool {
    let wanted = word.unicodeScalars
    guard scalars.count - position >= wanted.count, scalars[position..<position + wanted.count].elementsEqual(wanted)
    else { return false }
    position += wanted.count
    return true
  }

  private mutating func number(_ interpreter: Interpreter) throws -> Value? {
    let start = position
    var end = position
    func isDigit(_ index: Int) -> Bool { index < scalars.count && ("0"..."9").contains(scalars[index]) }
    if scalars[end] == "-" { end += 1 }
    guard isDigit(end) else { return nil }
    if scalars[end] == "0" { end += 1 } else { while isDigit(end) { end += 1 } }
    var isFloat = false
    if end < scalars.count, scalars[end] == ".", isDigit(end + 1) {
      isFloat = true
      end += 1
      while isDigit(end) { end += 1 }
    }
    if end < scalars.count, scalars[end] == "e" || scalars[end] == "E" {
      var exponent = end + 1
      if exponent < scalars.count, scalars[exponent] == "+" || scalars[exponent] == "-" { exponent += 1 }
      if isDigit(exponent) {
        isFloat = true
        end = exponent
        while isDigit(end) { end += 1 }
      }
    }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[start..<end])
    position = end
    if isFloat {
      return isSet(parseFloat)
        ? try interpreter.call(parseFloat, .string(String(text))) : .float(try interpreter.float(.string(String(text))))
    }
    if isSet(parseInt) { return try interpreter.call(parseInt, .string(String(text))) }
    if let small = Int(String(text)) { return .int(small) }
    return try interpreter.int(.string(String(text)))
  }

  private mutating func string() throws -> String {
    let begin = position - 1
    var result = String.UnicodeScalarView()
    while true {
      guard let scalar = current else { throw JSONFailure(message: "Unterminated string starting at", place: begin) }
      position += 1
      if scalar == "\"" { return String(result) }
      if scalar == "\\" {
        guard let letter = current else { throw JSONFailure(message: "Unterminated string starting at", place: begin) }
        position += 1
        switch letter {
        case "\"", "\\", "/": result.append(letter)
        case "b": result.append("\u{8}")
        case "f": result.append("\u{c}")
        case "n": result.append("\n")
        case "r": result.append("\r")
        case "t": result.append("\t")
        case "u":
          let high = try unit(at: position)
          position += 4
          if high >= 0xD800, high < 0xDC00, position + 1 < scalars.count, scalars[position] == "\\",
            scalars[position + 1] == "u", let low = try? unit(at: position + 2), low >= 0xDC00, low < 0xE000
          {
            position += 6
            result.append(Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}")
          } else {
            guard let scalar = Unicode.Scalar(high) else { throw IntegerText.surrogate(Int(high)) }
            result.append(scalar)
          }
        default: throw JSONFailure(message: "Invalid \\escape", place: position - 2)
        }
        continue
      }
      if isStrict, scalar.value < 0x20 {
        throw JSONFailure(message: "Invalid control character at", place: position - 1)
      }
      result.append(scalar)
    }
  }

  private func unit(at start: Int) throws -> UInt32 {
    guard start + 4 <= scalars.count else { throw JSONFailure(message: "Invalid \\uXXXX escape", place: start - 1) }
    var value: UInt32 = 0
    for scalar in scalars[start..<start + 4] {
      guard scalar.isASCII, let digit = Character(scalar).hexDigitValue else {
        throw JSONFailure(message: "Invalid \\uXXXX escape", place: start - 1)
      }
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  private mutating func array(_ interpreter: Interpreter) throws -> Value {
    position += 1
    skipBlanks()
    var values: [Value] = []
    if current == "]" {
      position += 1
      return .list([])
    }
    while true {
      values.append(try value(interpreter))
      skipBlanks()
      if current == "]" {
        position += 1
        return .list(values)
      }
      guard current == "," else { throw JSONFailure(message: "Expecting ',' delimiter", place: position) }
      position += 1
      skipBlanks()
    }
  }

  private mutating func object(_ interpreter: Interpreter) throws -> Value {
    position += 1
    skipBlanks()
    let result = DictObject()
    var pairs: [Value] = []
    if current == "}" {
      position += 1
    } else {
      guard current == "\"" else {
        throw JSONFailure(message: "Expecting property name enclosed in double quotes", place: position)
      }
      while true {
        position += 1
        let key = Value.string(try string())
        skipBlanks()
        guard current == ":" else { throw JSONFailure(message: "Expecting ':' delimiter", place: position) }
        position += 1
        skipBlanks()
        let item = try value(interpreter)
        if isSet(pairsHook) { pairs.append(.tuple([key, item])) } else { try result.set(key, item, interpreter) }
        skipBlanks()
        if current == "}" {
          position += 1
          break
        }
        guard current == "," else { throw JSONFailure(message: "Expecting ',' delimiter", place: position) }
        let comma = position
        position += 1
        skipBlanks()
        guard current == "\"" else {
          throw JSONFailure(
            message: "Expecting property name enclosed in double quotes", place: position > comma ? position : comma)
        }
      }
    }
    if isSet(pairsHook) { return try interpreter.call(pairsHook, .list(pairs)) }
    return isSet(objectHook) ? try interpreter.call(objectHook, .object(result)) : .object(result)
  }
}
