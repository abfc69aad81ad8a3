/// One way to call a PyTorch function: its name and parameters, as PyTorch's argument parser sees them.
///
/// A signature comes from the schema language of PyTorch's `native_functions.yaml`
/// (`sum.dim_IntList(Tensor self, int[1]? dim, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor`).
package struct FunctionSignature: Equatable, Sendable {
  /// The function's name without its overload.
  package var name: String
  /// Its parameters in the order of the schema.
  package var parameters: [FunctionParameter]
  /// How many parameters may be passed by position.
  package var maximumPositional: Int
  /// How many parameters a call must give.
  package var minimumCount: Int

  /// A function whose parameters are known.
  package init(name: String, parameters: [FunctionParameter]) {
    self.name = name
    self.parameters = parameters
    maximumPositional = parameters.count { !$0.isKeywordOnly }
    minimumCount = parameters.count { !$0.isOptional }
  }

  /// Whether positional ints may stand for one list of ints, as in `x.view(2, 3)`.
  package var takesIntsAsPositionals: Bool {
    guard maximumPositional == 1, case .intList = parameters.first?.kind else { return false }
    return true
  }

  /// The signature as PyTorch lists it: `(Tensor input, *, torch.dtype dtype = None)`.
  package var text: String {
    var parts: [String] = []
    for parameter in parameters {
      if parameter.isKeywordOnly && !parts.contains("*") { parts.append("*") }
      parts.append(parameter.text)
    }
    return "(" + parts.joined(separator: ", ") + ")"
  }

  /// The index of the parameter of a name, as PyTorch looks it up when it words an error.
  package func index(of name: String) -> Int? {
    parameters.firstIndex { $0.name == name }
  }

  /// Lets Python numbers stand for tensors (`should_allow_numbers_as_tensors`).
  mutating func allowNumbersAsTensors() {
    for index in parameters.indices where parameters[index].kind == .tensor {
      parameters[index].allowsNumberAsTensor = true
    }
  }

  /// The same function as a method: without `self`.
  package var method: FunctionSignature {
    let place = index(of: "self") ?? 0
    return FunctionSignature(
      name: name, parameters: parameters.enumerated().filter { $0.offset != place }.map(\.element))
  }

  /// The same function in `torch`: a tensor called `self` goes by `input` there, and where the operator can write into
  /// tensors, `out` says which.
  package func function(out: Operator.Results?) -> FunctionSignature {
    var parameters = self.parameters
    if let place = parameters.firstIndex(where: { $0.name == "self" && $0.kind == .tensor }) {
      parameters[place].name = "input"
    }
    if let out {
      parameters.append(
        FunctionParameter(
          name: "out", kind: out == .tensor ? .tensor : .tensorList, isOptional: true, allowsNone: true,
          isKeywordOnly: true, defaultText: "None"))
    }
    return FunctionSignature(name: name, parameters: parameters)
  }

  /// Parses a schema; nil when its text is not one.
  package init?(schema: String) {
    var reader = SchemaReader(schema)
    guard let signature = reader.signature() else { return nil }
    self = signature
  }
}

/// Reads the schema language, left to right. By bytes: a schema is read when its function is first called, and has none
/// but those of ASCII.
private struct SchemaReader {
  private typealias Text = Substring.UTF8View

  /// The text not read yet.
  private var rest: Text

  init(_ schema: String) { rest = schema[...].utf8 }

  private static func string(_ text: Text) -> String { String(Substring(text)) }

  /// `name.overload(parameters) -> results`.
  mutating func signature() -> FunctionSignature? {
    guard let open = rest.firstIndex(of: UInt8(ascii: "(")) else { return nil }
    let name = rest[..<open].prefix { $0 != UInt8(ascii: ".") }
    rest = rest[rest.index(after: open)...]
    var parameters: [FunctionParameter] = []
    var isKeywordOnly = false
    while let part = nextPart() {
      if part.elementsEqual("*".utf8) {
        isKeywordOnly = true
      } else {
        guard let parameter = Self.parameter(part, isKeywordOnly: isKeywordOnly) else { return nil }
        parameters.append(parameter)
      }
    }
    return FunctionSignature(name: Self.string(name), parameters: parameters)
  }

  /// The next parameter's text up to its comma, where commas inside brackets and quotes do not count; nil at the
  /// closing parenthesis.
  private mutating func nextPart() -> Text? {
    rest = rest.drop { $0 == UInt8(ascii: " ") }
    guard let first = rest.first, first != UInt8(ascii: ")") else { return nil }
    var depth = 0
    var isQuoted = false
    var end = rest.startIndex
    scan: while end < rest.endIndex {
      switch rest[end] {
      case UInt8(ascii: "'"), UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: "(") where !isQuoted, UInt8(ascii: "[") where !isQuoted: depth += 1
      case UInt8(ascii: ")") where !isQuoted && depth == 0: break scan
      case UInt8(ascii: ")") where !isQuoted, UInt8(ascii: "]") where !isQuoted: depth -= 1
      case UInt8(ascii: ",") where !isQuoted && depth == 0: break scan
      default: break
      }
      end = rest.index(after: end)
    }
    let part = rest[..<end]
    rest = rest[end...]
    if rest.first == UInt8(ascii: ",") { rest = rest.dropFirst() }
    return part
  }

  /// `type name=default`.
  private static func parameter(_ text: Text, isKeywordOnly: Bool) -> FunctionParameter? {
    let declaration = text.prefix { $0 != UInt8(ascii: "=") }
    let value = Substring(text[declaration.endIndex...].dropFirst())
    guard let space = declaration.lastIndex(of: UInt8(ascii: " ")) else { return nil }
    var type = declaration[..<space]
    let name = declaration[declaration.index(after: space)...]
    let allowsNone = type.last == UInt8(ascii: "?")
    if allowsNone { type = type.dropLast() }
    guard let kind = ParameterKind(schemaType: Substring(type)) else { return nil }
    let hasDefault = declaration.endIndex < text.endIndex
    return FunctionParameter(
      name: string(name), kind: kind, isOptional: hasDefault, allowsNone: allowsNone, isKeywordOnly: isKeywordOnly,
      defaultText: defaultText(value), defaultValue: defaultValue(value, kind))
  }

  /// A default as error messages show it: strings lose their quotes as PyTorch's own listing does.
  private static func defaultText(_ value: Substring) -> String {
    value.first == "'" ? "\"" + value.dropFirst().dropLast() + "\"" : String(value)
  }

  private static func defaultValue(_ value: Substring, _ kind: ParameterKind) -> FunctionParameter.DefaultValue? {
    switch value {
    case "", "None": return nil
    case "True": return .bool(true)
    case "False": return .bool(false)
    case "Mean": return .int(1)
    default: break
    }
    if value.first == "'" || value.first == "\"" { return .string(String(value.dropFirst().dropLast())) }
    if value.first == "[" {
      return .ints(value.dropFirst().dropLast().split(separator: ",").compactMap { Int($0.filter { $0 != " " }) })
    }
    switch kind {
    case .float: return Double(value).map { .float($0) }
    case .intList: return Int(value).map { .ints([$0]) }
    default: return Int(value).map { .int($0) } ?? Double(value).map { .float($0) }
    }
  }
}
