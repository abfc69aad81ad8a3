/// Formatting of values: `format()`, f-strings, `str.format` and the `%` operator.
extension Interpreter {
  /// Appends the text of `format(value, spec)`.
  package func append(_ value: Value, _ spec: String, to out: inout [UInt8]) throws {
    switch value {
    case .int(let number):
      if spec.isEmpty {
        out.append(text: String(number))
      } else {
        try FormatSpec(spec, typeName: "int", isNumber: true)
          .append(integer: .small(number), fullPrecision: fullPrecision, to: &out)
      }
    case .float(let number):
      if spec.isEmpty {
        FloatText.appendRepr(number, to: &out)
      } else {
        try FormatSpec(spec, typeName: "float", isNumber: true)
          .append(float: number, fullPrecision: fullPrecision, to: &out)
      }
    case .bool(let flag):
      if spec.isEmpty {
        out.append(text: flag ? "True" : "False")
      } else {
        try FormatSpec(spec, typeName: "bool", isNumber: true)
          .append(integer: .small(flag ? 1 : 0), fullPrecision: fullPrecision, typeName: "bool", to: &out)
      }
    case .object: out.append(text: try format(value, spec))
    case .none, .undefined:
      if !spec.isEmpty { throw Interpreter.unsupportedFormat(value.type.tpName) }
      out.append(text: "None")
    }
  }

  /// The error of a type that has no format specifications.
  package static func unsupportedFormat(_ typeName: String) -> PythonException {
    PythonException(.typeError, "unsupported format string passed to \(typeName).__format__")
  }

  /// Where `str.format` finds the values of its fields.
  package enum FieldSource {
    /// The arguments of the call.
    case arguments(Arguments)
    /// The mapping given to `format_map`.
    case mapping(Value)
  }

  /// Which numbers the fields of a text have used so far: given ones or counted ones, never both.
  private struct Numbering {
    var next = 0
    var usesAutomatic: Bool?

    mutating func automatic() throws -> Int {
      if usesAutomatic == false {
        throw PythonException(
          .valueError, "cannot switch from manual field specification to automatic field numbering")
      }
      usesAutomatic = true
      next += 1
      return next - 1
    }

    mutating func manual() throws {
      if usesAutomatic == true {
        throw PythonException(
          .valueError, "cannot switch from automatic field numbering to manual field specification")
      }
      usesAutomatic = false
    }
  }

  /// The text of `text.format(...)` or `text.format_map(...)`. Throws in CPython's words.
  package func format(fields text: String, from source: FieldSource) throws -> String {
    var out: [UInt8] = []
    var numbering = Numbering()
    try append(fields: Array(text.utf8)[...], from: source, &numbering, depth: 2, to: &out)
    return out.text
  }

  private func append(
    fields bytes: ArraySlice<UInt8>, from source: FieldSource, _ numbering: inout Numbering, depth: Int,
    to out: inout [UInt8]
  ) throws {
    if depth == 0 { throw PythonException(.valueError, "Max string recursion exceeded") }
    var fields = FormatFields(bytes)
    while let part = try fields.next() {
      switch part {
      case .literal(let literal): out.append(contentsOf: literal)
      case .field(let name, let conversion, let spec, let nested):
        var value = try self.value(of: name, from: source, &numbering)
        switch conversion {
        case nil: break
        case "r": value = .string(try repr(value))
        case "s": value = .string(try str(value))
        case "a": value = .string(TextRepr.asciiEscaped(try repr(value)))
        case let other?:
          let shown = other.value > 32 && other.value < 127 ? String(other) : "\\x" + String(other.value, radix: 16)
          throw PythonException(.valueError, "Unknown conversion specifier \(shown)")
        }
        if nested {
          var expanded: [UInt8] = []
          try append(fields: spec, from: source, &numbering, depth: depth - 1, to: &expanded)
          try append(value, expanded.text, to: &out)
        } else {
          try append(value, Array(spec).text, to: &out)
        }
        try TextLimit.check(out.count)
      }
    }
  }

  private func value(
    of name: ArraySlice<UInt8>, from source: FieldSource, _ numbering: inout Numbering
  ) throws -> Value {
    let (root, tail) = try FormatFields.path(name)
    var value: Value
    switch root {
    case .automatic: value = try positional(numbering.automatic(), from: source)
    case .index(let index):
      try numbering.manual()
      value = try positional(index, from: source)
    case .key(let key):
      switch source {
      case .mapping(let mapping): value = try getItem(mapping, .string(key))
      case .arguments(let arguments):
        guard let found = arguments.keyword(named: key) else {
          throw PythonException.key(.string(key))
        }
        value = found
      }
    }
    var rest = tail
    while let step = try FormatFields.step(&rest) {
      switch step {
      case .attribute(let name): value = try getAttribute(value, name)
      case .key(let key): value = try getItem(value, .string(key))
      case .index(let index): value = try getItem(value, .int(index))
      }
    }
    return value
  }

  private func positional(_ index: Int, from source: FieldSource) throws -> Value {
    guard case .arguments(let arguments) = source else {
      throw PythonException(.valueError, "Format string contains positional fields")
    }
    guard index < arguments.count else {
      throw PythonException(.indexError, "Replacement index \(index) out of range for positional args tuple")
    }
    return arguments[index]
  }
}
