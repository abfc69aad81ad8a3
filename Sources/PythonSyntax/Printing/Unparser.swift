import BigInt

/// Writes syntax trees as source code that parses to the same trees.
package struct Unparser {
  private var output = ""
  private var indentation = 0

  /// The source code of a module.
  package static func text(of module: Module) -> String {
    var unparser = Unparser()
    unparser.statements(module.body)
    return unparser.output
  }

  /// The source code of an expression.
  package static func text(of expression: Expression) -> String { Unparser().text(expression, .lowest) }

  /// How tightly an expression binds; one that binds less than its place asks for is put in parentheses.
  private enum Precedence: Int {
    case lowest, tuple, yield, test, or, and, not, compare, bitOr, bitXor, bitAnd, shift, sum, term, factor,
      power, atom

    var next: Precedence { Precedence(rawValue: rawValue + 1) ?? .atom }
  }

  // MARK: Literals

  /// A string as CPython's `repr` writes it.
  static func quoted(_ text: String) -> String {
    let scalars = text.unicodeScalars
    let quote: Unicode.Scalar = scalars.contains("'") && !scalars.contains("\"") ? "\"" : "'"
    var result = String(Character(quote))
    for scalar in scalars { result += escaped(scalar, quote: quote) }
    result.unicodeScalars.append(quote)
    return result
  }

  private static func escaped(_ scalar: Unicode.Scalar, quote: Unicode.Scalar) -> String {
    switch scalar {
    case quote, "\\": return "\\\(scalar)"
    case "\n": return "\\n"
    case "\r": return "\\r"
    case "\t": return "\\t"
    default:
      if Lexer.isPrintable(scalar) { return String(Character(scalar)) }
      let code = String(scalar.value, radix: 16)
      let (letter, width) = scalar.value < 0x100 ? ("x", 2) : scalar.value < 0x10000 ? ("u", 4) : ("U", 8)
      return "\\\(letter)" + String(repeating: "0", count: max(0, width - code.count)) + code
    }
  }

  private static func quoted(_ bytes: [UInt8]) -> String {
    let quote: UInt8 =
      bytes.contains(UInt8(ascii: "'")) && !bytes.contains(UInt8(ascii: "\"")) ? UInt8(ascii: "\"") : UInt8(ascii: "'")
    var result = "b" + String(Character(Unicode.Scalar(quote)))
    for byte in bytes {
      switch byte {
      case quote, UInt8(ascii: "\\"): result += "\\" + String(Character(Unicode.Scalar(byte)))
      case UInt8(ascii: "\n"): result += "\\n"
      case UInt8(ascii: "\r"): result += "\\r"
      case UInt8(ascii: "\t"): result += "\\t"
      case 0x20...0x7E: result.unicodeScalars.append(Unicode.Scalar(byte))
      default: result += "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
    }
    return result + String(Character(Unicode.Scalar(quote)))
  }

  /// A constant as CPython's `repr` writes it, with another word for infinite numbers, which no literal can name.
  static func text(of constant: Constant, infinity: String = "1e309") -> String {
    switch constant {
    case .none: "None"
    case .true: "True"
    case .false: "False"
    case .ellipsis: infinity == "inf" ? "Ellipsis" : "..."
    case .integer(let value): "\(value)"
    case .bigInteger(let value): "\(value)"
    case .float(let value): text(of: value, infinity: infinity)
    case .imaginary(let value): text(of: value, infinity: infinity, isImaginary: true) + "j"
    case .string(let value): quoted(value)
    case .bytes(let value): quoted(value)
    }
  }

  /// A number as CPython's `repr` writes it: the shortest digits, with an exponent below 1e-4 and from 1e16 on.
  private static func text(of value: Double, infinity: String, isImaginary: Bool = false) -> String {
    if value.isInfinite { return infinity }
    let magnitude = value.magnitude
    if magnitude != 0, magnitude < 1e-4 || magnitude >= 1e16 {
      var text = "\(value)"
      if !text.contains("e") { text = scientific(text) }
      let parts = text.split(separator: "e")
      var digits = parts[0]
      if digits.hasSuffix(".0") { digits = digits.dropLast(2) }
      var exponent = parts.count > 1 ? String(parts[1]) : "0"
      let sign = exponent.hasPrefix("-") ? "-" : "+"
      exponent = exponent.filter(\.isNumber)
      return "\(digits)e\(sign)\(exponent.count < 2 ? "0" : "")\(exponent)"
    }
    var text = "\(value)"
    if text.contains("e") { text = positional(text) }
    if isImaginary, text.hasSuffix(".0") { text.removeLast(2) }
    return text
  }

  /// `12345.0` as `1.2345e4`.
  private static func scientific(_ text: String) -> String {
    let parts = text.split(separator: ".")
    var digits = String(parts[0])
    let exponent = digits.count - 1
    while digits.hasSuffix("0"), digits.count > 1 { digits.removeLast() }
    let first = digits.removeFirst()
    return digits.isEmpty ? "\(first)e\(exponent)" : "\(first).\(digits)e\(exponent)"
  }

  /// `1.2345e-4` as `0.00012345`.
  private static func positional(_ text: String) -> String {
    let parts = text.split(separator: "e")
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let digits = parts[0].filter(\.isNumber)
    guard exponent < 0 else {
      let zeros = String(repeating: "0", count: max(0, exponent + 1 - digits.count))
      let whole = digits + zeros
      return String(whole.prefix(exponent + 1)) + "."
        + (whole.count > exponent + 1 ? whole.dropFirst(exponent + 1) : "0")
    }
    var shown = String(digits)
    while shown.hasSuffix("0"), shown.count > 1 { shown.removeLast() }
    return "0." + String(repeating: "0", count: -exponent - 1) + shown
  }

  // MARK: Statements

  private mutating func line(_ text: String) {
    output += String(repeating: "    ", count: indentation) + text + "\n"
  }

  private mutating func block(_ head: String, _ body: [Statement]) {
    line(head + ":")
    indentation += 1
    statements(body)
    indentation -= 1
  }

  private mutating func statements(_ body: [Statement]) {
    for statement in body { self.statement(statement) }
  }

  private func text(_ value: Expression?, after word: String) -> String {
    value.map { "\(word) \(text($0, .lowest))" } ?? ""
  }

  private mutating func statement(_ statement: Statement) {
    switch statement.kind {
    case .expression(let value): line(text(value, .lowest))
    case .assign(let targets, let value):
      line(targets.map { text($0, .lowest) + " = " }.joined() + text(value, .lowest))
    case .augmentedAssign(let target, let operation, let value):
      line("\(text(target, .tuple)) \(operation.rawValue)= \(text(value, .lowest))")
    case .annotatedAssign(let target, let annotation, let value):
      var head = text(target, .tuple)
      if case .name = target.kind, !statement.annotatesPlainName { head = "(\(head))" }
      line("\(head): \(text(annotation, .test))" + (value.map { " = " + text($0, .lowest) } ?? ""))
    case .return(let value): line("return" + text(value, after: ""))
    case .delete(let targets): line("del " + targets.map { text($0, .yield) }.joined(separator: ", "))
    case .pass: line("pass")
    case .break: line("break")
    case .continue: line("continue")
    case .raise(let value, let cause): line("raise" + text(value, after: "") + text(cause, after: " from"))
    case .global(let names): line("global " + names.joined(separator: ", "))
    case .nonlocal(let names): line("nonlocal " + names.joined(separator: ", "))
    case .assert(let test, let message):
      line("assert \(text(test, .test))" + (message.map { ", " + text($0, .test) } ?? ""))
    case .import(let aliases): line("import " + aliases.map(alias).joined(separator: ", "))
    case .importFrom(let module, let names, let level):
      line(
        "from \(String(repeating: ".", count: level))\(module ?? "") import "
          + (names?.map(alias).joined(separator: ", ") ?? "*"))
    case .if: branches(statement)
    case .while(let test, let body, let orElse):
      block("while \(text(test, .yield))", body)
      if !orElse.isEmpty { block("else", orElse) }
    case .for(let target, let iterable, let body, let orElse):
      block("for \(text(target, .lowest)) in \(text(iterable, .lowest))", body)
      if !orElse.isEmpty { block("else", orElse) }
    case .with(let items, let body):
      let heads = items.map { text($0.context, .test) + ($0.target.map { " as " + text($0, .test) } ?? "") }
      block("with " + heads.joined(separator: ", "), body)
    case .try(let body, let handlers, let orElse, let finally):
      block("try", body)
      for handler in handlers {
        block(
          "except" + (handler.isGroup ? "*" : "") + (handler.type.map { " " + text($0, .test) } ?? "")
            + (handler.name.map { " as " + $0 } ?? ""), handler.body)
      }
      if !orElse.isEmpty { block("else", orElse) }
      if !finally.isEmpty { block("finally", finally) }
    case .function(let function):
      for decorator in function.decorators { line("@" + text(decorator, .yield)) }
      block(
        "def \(function.name)(\(text(function.parameters)))"
          + (function.returns.map { " -> " + text($0, .test) } ?? ""), function.body)
    case .class(let definition):
      for decorator in definition.decorators { line("@" + text(decorator, .yield)) }
      let arguments = call(definition.bases, definition.keywords)
      block("class \(definition.name)" + (arguments == "()" ? "" : arguments), definition.body)
    case .match(let subject, let cases):
      line("match \(text(subject, .lowest)):")
      indentation += 1
      for matchCase in cases {
        block(
          "case \(text(matchCase.pattern, isOpen: true))" + (matchCase.guard.map { " if " + text($0, .yield) } ?? ""),
          matchCase.body)
      }
      indentation -= 1
    }
  }

  /// An `if` statement, its nested `if`s in `else` written as `elif`.
  private mutating func branches(_ statement: Statement) {
    var current = statement
    var word = "if"
    while case .if(let test, let body, let orElse) = current.kind {
      block("\(word) \(text(test, .yield))", body)
      if orElse.isEmpty { return }
      guard orElse.count == 1, let only = orElse.first, case .if = only.kind else { return block("else", orElse) }
      current = only
      word = "elif"
    }
  }

  private func alias(_ alias: ImportAlias) -> String { alias.name + (alias.asName.map { " as " + $0 } ?? "") }

  private func text(_ parameters: Parameters) -> String {
    func item(_ parameter: Parameter, _ stars: String = "") -> String {
      stars + parameter.name + (parameter.annotation.map { ": " + text($0, .test) } ?? "")
        + (parameter.defaultValue.map { "=" + text($0, .test) } ?? "")
    }
    var items = parameters.positionalOnly.map { item($0) }
    if !items.isEmpty { items.append("/") }
    items += parameters.positionalOrKeyword.map { item($0) }
    if let variadic = parameters.variadic {
      items.append(item(variadic, "*"))
    } else if !parameters.keywordOnly.isEmpty {
      items.append("*")
    }
    items += parameters.keywordOnly.map { item($0) }
    if let rest = parameters.keywordVariadic { items.append(item(rest, "**")) }
    return items.joined(separator: ", ")
  }

  // MARK: Expressions

  private func call(_ arguments: [Expression], _ keywords: [Keyword]) -> String {
    if arguments.count == 1, keywords.isEmpty, case .generator(let element, let clauses) = arguments[0].kind {
      return comprehension("(", text(element, .yield), clauses, ")")
    }
    let items =
      arguments.map { text($0, .yield) }
      + keywords.map { ($0.name.map { $0 + "=" } ?? "**") + text($0.value, .test) }
    return "(" + items.joined(separator: ", ") + ")"
  }

  private func comprehension(_ open: String, _ element: String, _ clauses: [Comprehension], _ close: String) -> String {
    open + element
      + clauses.map { clause in
        " for \(text(clause.target, .lowest)) in \(text(clause.iterable, .or))"
          + clause.conditions.map { " if " + text($0, .or) }.joined()
      }.joined() + close
  }

  private func items(_ values: [Expression]) -> String { values.map { text($0, .yield) }.joined(separator: ", ") }

  /// The text of an expression, in parentheses if it binds less tightly than its place asks for.
  private func text(_ expression: Expression, _ place: Precedence) -> String {
    func wrapped(_ own: Precedence, _ text: String) -> String { own.rawValue < place.rawValue ? "(\(text))" : text }
    switch expression.kind {
    case .name(let name): return name
    case .constant(let constant):
      let text = Unparser.text(of: constant)
      if case .integer = constant, place == .atom { return "(\(text))" }
      return text
    case .joinedString(let parts): return "f" + formatted(parts)
    case .formattedValue: return "f" + formatted([expression])
    case .tuple(let values):
      if values.isEmpty { return "()" }
      return wrapped(.tuple, items(values) + (values.count == 1 ? "," : ""))
    case .list(let values): return "[\(items(values))]"
    case .set(let values): return "{\(items(values))}"
    case .dict(let items):
      return "{"
        + items.map { item in
          item.key.map { text($0, .test) + ": " + text(item.value, .test) } ?? "**" + text(item.value, .bitOr)
        }.joined(separator: ", ") + "}"
    case .starred(let value): return "*" + text(value, .bitOr)
    case .attribute(let value, let name, _): return "\(text(value, .atom)).\(name)"
    case .subscript(let value, let index): return "\(text(value, .atom))[\(subscriptText(index))]"
    case .slice(let lower, let upper, let step):
      return (lower.map { text($0, .test) } ?? "") + ":" + (upper.map { text($0, .test) } ?? "")
        + (step.map { ":" + text($0, .test) } ?? "")
    case .call(let function, let arguments, let keywords): return text(function, .atom) + call(arguments, keywords)
    case .unary(.not, let operand): return wrapped(.not, "not " + text(operand, .not))
    case .unary(let operation, let operand): return wrapped(.factor, operation.rawValue + text(operand, .factor))
    case .binary(let left, .power, let right):
      return wrapped(.power, "\(text(left, .atom)) ** \(text(right, .factor))")
    case .binary(let left, let operation, let right):
      let own = precedence(of: operation)
      return wrapped(own, "\(text(left, own)) \(operation.rawValue) \(text(right, own.next))")
    case .boolean(let operation, let operands):
      let own: Precedence = operation == .or ? .or : .and
      return wrapped(own, operands.map { text($0, own.next) }.joined(separator: " \(operation.rawValue) "))
    case .compare(let first, let comparators):
      return wrapped(
        .compare,
        text(first, .bitOr) + comparators.map { " \($0.0.rawValue) \(text($0.1, .bitOr))" }.joined())
    case .conditional(let test, let body, let orElse):
      return wrapped(.test, "\(text(body, .or)) if \(text(test, .or)) else \(text(orElse, .test))")
    case .lambda(let parameters, let body):
      let head = text(parameters)
      return wrapped(.test, "lambda\(head.isEmpty ? "" : " ")\(head): \(text(body, .test))")
    case .listComprehension(let element, let clauses): return comprehension("[", text(element, .yield), clauses, "]")
    case .setComprehension(let element, let clauses): return comprehension("{", text(element, .yield), clauses, "}")
    case .generator(let element, let clauses): return comprehension("(", text(element, .yield), clauses, ")")
    case .dictComprehension(let key, let value, let clauses):
      return comprehension("{", "\(text(key, .test)): \(text(value, .test))", clauses, "}")
    case .yield(let value): return "(yield" + text(value, after: "") + ")"
    case .yieldFrom(let value): return "(yield from \(text(value, .test)))"
    case .namedExpression(let target, let value): return "(\(text(target, .atom)) := \(text(value, .test)))"
    }
  }

  private func subscriptText(_ index: Expression) -> String {
    guard case .tuple(let values) = index.kind, !values.isEmpty else { return text(index, .lowest) }
    return items(values) + (values.count == 1 ? "," : "")
  }

  private func precedence(of operation: BinaryOperator) -> Precedence {
    switch operation {
    case .bitOr: .bitOr
    case .bitXor: .bitXor
    case .bitAnd: .bitAnd
    case .leftShift, .rightShift: .shift
    case .add, .subtract: .sum
    case .multiply, .matrixMultiply, .divide, .floorDivide, .modulo: .term
    case .power: .power
    }
  }

  // MARK: f-strings

  /// The quotes and content of an f-string. Expressions in it can hold neither backslashes nor the quotes around it, so
  /// the first kind of quote is taken that none of them uses.
  private func formatted(_ parts: [Expression]) -> String {
    let quotes = ["'", "\"", "'''", "\"\"\""]
    let values = parts.map { part in
      if case .constant(.string) = part.kind { "" } else { formattedContent([part], quote: "'") }
    }.joined()
    let quote = quotes.first { !values.contains($0) } ?? "\"\"\""
    return quote + formattedContent(parts, quote: quote) + quote
  }

  private func formattedContent(_ parts: [Expression], quote: String) -> String {
    parts.map { part in
      switch part.kind {
      case .constant(.string(let text)):
        return text.unicodeScalars.map { scalar in
          switch scalar {
          case "{": "{{"
          case "}": "}}"
          default: Unparser.escaped(scalar, quote: quote.unicodeScalars.first ?? "'")
          }
        }.joined()
      case .formattedValue(let value, let conversion, let specification):
        var text = text(value, .test)
        if text.hasPrefix("{") { text = " " + text }
        if let conversion { text += "!\(conversion.rawValue)" }
        if case .joinedString(let parts)? = specification?.kind { text += ":" + formattedContent(parts, quote: quote) }
        return "{\(text)}"
      default: return "{\(text(part, .test))}"
      }
    }.joined()
  }

  // MARK: Patterns

  private func text(_ pattern: Pattern, isOpen: Bool = false) -> String {
    func list(_ patterns: [Pattern]) -> String { patterns.map { text($0) }.joined(separator: ", ") }
    switch pattern.kind {
    case .value(let value): return text(value, .bitOr)
    case .singleton(let value): return Unparser.text(of: value)
    case .sequence(let items): return "[\(list(items))]"
    case .mapping(let keys, let patterns, let rest):
      var items = zip(keys, patterns).map { "\(text($0, .test)): \(text($1))" }
      if let rest { items.append("**" + rest) }
      return "{\(items.joined(separator: ", "))}"
    case .class(let type, let positional, let keywords):
      let items = positional.map { text($0) } + keywords.map { "\($0.name)=\(text($0.pattern))" }
      return "\(text(type, .atom))(\(items.joined(separator: ", ")))"
    case .star(let name): return "*" + (name ?? "_")
    case .capture(let inner?, let name):
      let written = "\(text(inner)) as \(name ?? "_")"
      return isOpen ? written : "(\(written))"
    case .capture(nil, let name): return name ?? "_"
    case .or(let alternatives):
      let written = alternatives.map { text($0) }.joined(separator: " | ")
      return isOpen ? written : "(\(written))"
    }
  }
}

extension Statement {
  /// Whether an annotated assignment annotates a name that is not in parentheses, which alone declares it.
  package var annotatesPlainName: Bool {
    guard case .annotatedAssign(let target, _, _) = kind, case .name = target.kind else { return false }
    return target.range.lowerBound == range.lowerBound
  }
}
