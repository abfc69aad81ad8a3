/// The order in which PyTorch tries, and lists, the overloads of a function: by the texts of their signatures, except
/// that an overload comes behind one that takes a tensor where it takes a number, and the like.
enum OverloadOrder {
  /// The overloads in that order.
  static func sorted(_ overloads: [Operator]) -> [Operator] {
    guard overloads.count > 1 else { return overloads }
    let signatures = overloads.map { overload in
      let parameters = parameters(of: overload.schema)
      return (operation: overload, parameters: parameters, text: text(parameters))
    }.sorted { $0.text.utf8.lexicographicallyPrecedes($1.text.utf8) }
    var larger = signatures.map { signature in
      Set(signatures.indices.filter { isSmaller(signature.parameters, signatures[$0].parameters) })
    }
    var order = signatures.indices.filter { larger[$0].isEmpty }
    var next = 0
    while next < order.count {
      for index in signatures.indices where !larger[index].isEmpty {
        larger[index].remove(order[next])
        if larger[index].isEmpty { order.append(index) }
      }
      next += 1
    }
    return order.map { signatures[$0].operation }
  }

  private struct Parameter {
    /// The type in the schema language, without marks of views.
    var type: String
    var name: String
    var hasDefault: Bool
    var isKeywordOnly: Bool
  }

  private static func parameters(of schema: String) -> [Parameter] {
    var list: [Parameter] = []
    var isKeywordOnly = false
    for part in parts(of: schema) {
      if part.elementsEqual("*".utf8) {
        isKeywordOnly = true
        continue
      }
      let declaration = part.prefix { $0 != UInt8(ascii: "=") }
      guard let space = declaration.lastIndex(of: UInt8(ascii: " ")) else { continue }
      var type = String(Substring(declaration[..<space]))
      if let open = type.utf8.firstIndex(of: UInt8(ascii: "(")), let close = type.utf8.firstIndex(of: UInt8(ascii: ")"))
      {
        type.removeSubrange(open...close)
      }
      list.append(
        Parameter(
          type: type, name: String(Substring(declaration[declaration.index(after: space)...])),
          hasDefault: declaration.endIndex < part.endIndex, isKeywordOnly: isKeywordOnly))
    }
    return list
  }

  /// The parameters' texts; commas inside brackets and quotes do not part them.
  private static func parts(of schema: String) -> [Substring.UTF8View] {
    let inside = schema[...].utf8.drop { $0 != UInt8(ascii: "(") }.dropFirst()
    var parts: [Substring.UTF8View] = []
    var (depth, isQuoted) = (0, false)
    var start = inside.startIndex
    var index = start
    while index < inside.endIndex {
      let character = inside[index]
      if character == UInt8(ascii: "'") { isQuoted.toggle() }
      if !isQuoted {
        if character == UInt8(ascii: ")"), depth == 0 {
          parts.append(inside[start..<index])
          break
        }
        if character == UInt8(ascii: "(") || character == UInt8(ascii: "[") { depth += 1 }
        if character == UInt8(ascii: ")") || character == UInt8(ascii: "]") { depth -= 1 }
        if character == UInt8(ascii: ","), depth == 0 {
          parts.append(inside[start..<index])
          start = inside.index(after: index)
        }
      }
      index = inside.index(after: index)
    }
    return parts.map { $0.drop { $0 == UInt8(ascii: " ") } }
  }

  /// The parameters by the names of the types in C++, as PyTorch sorts them.
  private static func text(_ parameters: [Parameter]) -> String {
    var texts: [String] = []
    for parameter in parameters {
      if parameter.isKeywordOnly, !texts.contains("*") { texts.append("*") }
      let isOptional = parameter.type.hasSuffix("?")
      let type = isOptional ? String(parameter.type.dropLast()) : parameter.type
      var written = nativeNames[type] ?? type
      if type.hasPrefix("int["), type != "int[]" { written = "IntArrayRef" + type.dropFirst(3) }
      if type.hasPrefix("SymInt["), type != "SymInt[]" { written = "SymIntArrayRef" + type.dropFirst(6) }
      let name = parameter.name == "self" && type == "Tensor" ? "input" : parameter.name
      texts.append("\(written)\(isOptional ? "?" : "") \(name)\(parameter.hasDefault ? "=" : "")")
    }
    return texts.joined(separator: ", ")
  }

  private static let nativeNames = [
    "int": "int64_t", "float": "double", "str": "c10::string_view", "int[]": "IntArrayRef", "Tensor[]": "TensorList",
    "SymInt[]": "SymIntArrayRef", "float[]": "ArrayRef<double>", "Scalar[]": "ScalarList",
  ]

  private static func isSmaller(_ a: [Parameter], _ b: [Parameter]) -> Bool {
    guard a.count == b.count, zip(a, b).contains(where: { $0.type != $1.type }) else { return false }
    return zip(a, b).allSatisfy { $0.type == $1.type || isSmaller($0.type, $1.type) }
  }

  private static func isSmaller(_ a: String, _ b: String) -> Bool {
    switch (a, b) {
    case ("Scalar", "Tensor"), ("Scalar?", "Tensor?"), ("SymInt", "Tensor"), ("int", "Tensor"), ("SymInt[]", "int[]"):
      true
    case ("int[]", "int"), ("int[]", "int?"): true
    case ("Tensor[]", _): b.contains("[]")
    default: false
    }
  }
}
