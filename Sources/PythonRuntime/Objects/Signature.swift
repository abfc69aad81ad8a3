import Synchronization

/// The parameters of a native function, written as in Python: `(a, b=None, /, c=1, *args, key=None, **options)`.
/// A default only says that the parameter may be left out: the function sees `.undefined` and applies its own.
package final class Signature: Sendable, ExpressibleByStringLiteral {
  /// One parameter.
  package struct Parameter: Sendable {
    package enum Kind: Sendable { case positionalOnly, positionalOrKeyword, variadic, keywordOnly, keywordVariadic }
    package let name: String
    package let kind: Kind
    package let isOptional: Bool
    /// The default as written, for `inspect.signature`.
    package let defaultText: String?
  }

  /// The text the signature was made of.
  package let text: String
  private let parsed = Mutex<[Parameter]?>(nil)
  /// How many positional arguments are all that there can be, and so each the value of its parameter; -1 for none, -2
  /// before the text is read.
  private let whole = Atomic<Int>(-2)

  package init(_ text: String) {
    self.text = text
  }

  package convenience init(stringLiteral value: String) {
    self.init(value)
  }

  /// The parameters; the text is read at the first call.
  package var parameters: [Parameter] {
    parsed.withLock { cache in
      if let cache { return cache }
      let made = Signature.parse(text)
      cache = made
      return made
    }
  }

  /// Whether the arguments are the values of the parameters as they stand, so that there is nothing to bind.
  @inline(__always) package func isBound(_ arguments: Arguments) -> Bool {
    guard arguments.keywords == nil else { return false }
    let known = whole.load(ordering: .relaxed)
    return arguments.count == (known == -2 ? countWhole() : known)
  }

  @inline(never) private func countWhole() -> Int {
    let parameters = parameters
    let areInOrder = parameters.allSatisfy { $0.kind == .positionalOnly || $0.kind == .positionalOrKeyword }
    let count = areInOrder ? parameters.count : -1
    whole.store(count, ordering: .relaxed)
    return count
  }

  private static func parse(_ text: String) -> [Parameter] {
    var result: [Parameter] = []
    var keywordOnly = false
    var depth = 0
    var parts: [String] = [""]
    for character in text.dropFirst().dropLast() {
      if "([{".contains(character) { depth += 1 }
      if ")]}".contains(character) { depth -= 1 }
      if character == ",", depth == 0 { parts.append("") } else { parts[parts.count - 1].append(character) }
    }
    for part in parts {
      var part = Substring(part)
      while part.first == " " { part = part.dropFirst() }
      while part.last == " " { part = part.dropLast() }
      if part.isEmpty { continue }
      if part == "/" {
        result = result.map {
          Parameter(name: $0.name, kind: .positionalOnly, isOptional: $0.isOptional, defaultText: $0.defaultText)
        }
      } else if part == "*" {
        keywordOnly = true
      } else if part.hasPrefix("**") {
        result.append(
          Parameter(name: String(part.dropFirst(2)), kind: .keywordVariadic, isOptional: true, defaultText: nil))
      } else if part.hasPrefix("*") {
        result.append(Parameter(name: String(part.dropFirst()), kind: .variadic, isOptional: true, defaultText: nil))
        keywordOnly = true
      } else {
        let pieces = part.split(separator: "=", maxSplits: 1)
        result.append(
          Parameter(
            name: String(pieces[0]), kind: keywordOnly ? .keywordOnly : .positionalOrKeyword,
            isOptional: pieces.count > 1, defaultText: pieces.count > 1 ? String(pieces[1]) : nil))
      }
    }
    return result
  }

  /// The arguments in the order of the parameters: `.undefined` where an optional one was left out, a tuple for
  /// `*args`, a dict for `**options`. Raises CPython's `TypeError` for natively implemented functions.
  package func bind(_ arguments: Arguments, function: String) throws -> [Value] {
    let parameters = parameters
    var bound = [Value](repeating: .undefined, count: parameters.count)
    var positionalSlots = 0
    var variadic: Int?
    var keywordVariadic: Int?
    for (index, parameter) in parameters.enumerated() {
      switch parameter.kind {
      case .positionalOnly, .positionalOrKeyword: positionalSlots += 1
      case .variadic: variadic = index
      case .keywordVariadic: keywordVariadic = index
      case .keywordOnly: break
      }
    }
    for index in 0..<min(arguments.count, positionalSlots) { bound[index] = arguments[index] }
    if let variadic {
      bound[variadic] = .tuple(Array(arguments.positional.dropFirst(positionalSlots)))
    } else if arguments.count > positionalSlots {
      let total = arguments.count + arguments.keywordCount
      let hasOptional = parameters.prefix(positionalSlots).contains(where: \.isOptional)
      let keywordable = parameters.contains { $0.kind == .keywordOnly || $0.kind == .positionalOrKeyword }
      let amount = hasOptional ? "at most" : "exactly"
      if positionalSlots == 0 {
        throw PythonException(
          .typeError,
          keywordable
            ? "\(function)() takes no positional arguments"
            : "\(function)() takes no arguments (\(total) given)")
      }
      if keywordable {
        throw PythonException(
          .typeError,
          "\(function)() takes \(amount) \(positionalSlots) "
            + (parameters.contains { $0.kind == .keywordOnly } ? "positional " : "")
            + "argument\(positionalSlots == 1 ? "" : "s") (\(total) given)")
      }
      throw PythonException(
        .typeError,
        "\(function) expected \(hasOptional ? "at most " : "")\(positionalSlots) "
          + "argument\(positionalSlots == 1 ? "" : "s"), got \(arguments.count)")
    }
    if let keywords = arguments.keywords {
      var rest = HashTable()
      for (offset, name) in keywords.names.enumerated() {
        let value = arguments.base[arguments.count + offset]
        if let index = parameters.firstIndex(where: {
          $0.name == name.value && ($0.kind == .positionalOrKeyword || $0.kind == .keywordOnly)
        }) {
          if !bound[index].isUndefined {
            throw PythonException(
              .typeError,
              "argument for \(function)() given by name ('\(name.value)') and position (\(index + 1))")
          }
          bound[index] = value
        } else if keywordVariadic != nil {
          rest.set(name, value)
        } else if !parameters.contains(where: { $0.kind == .positionalOrKeyword || $0.kind == .keywordOnly }) {
          throw PythonException(.typeError, "\(function)() takes no keyword arguments")
        } else {
          throw PythonException(.typeError, "'\(name.value)' is an invalid keyword argument for \(function)()")
        }
      }
      if let keywordVariadic { bound[keywordVariadic] = .object(DictObject(rest)) }
    } else if let keywordVariadic {
      bound[keywordVariadic] = .object(DictObject())
    }
    for (index, parameter) in parameters.enumerated() where !parameter.isOptional && bound[index].isUndefined {
      if parameter.kind == .positionalOnly {
        let required = parameters.filter { $0.kind == .positionalOnly && !$0.isOptional }.count
        let amount = required == positionalSlots ? "" : "at least "
        throw PythonException(
          .typeError,
          "\(function) expected \(amount)\(required) argument\(required == 1 ? "" : "s"), got \(arguments.count)")
      }
      throw PythonException(
        .typeError,
        parameter.kind == .keywordOnly
          ? "\(function)() missing required keyword-only argument: '\(parameter.name)'"
          : "\(function)() missing required argument '\(parameter.name)' (pos \(index + 1))")
    }
    return bound
  }
}
