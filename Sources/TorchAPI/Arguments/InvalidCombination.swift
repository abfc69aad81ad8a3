/// What a call passed, as far as error messages care: type names, in order.
package struct PassedArgument: Equatable, Sendable {
  /// The name it was passed by; nil for a positional argument.
  package var keyword: String?
  /// `type(x).__name__`, with its module for types that print one.
  package var typeName: String
  /// For a list or tuple: the type names of the elements.
  package var elementTypes: [String]?
  /// Whether a value with elements is a tuple.
  package var isTuple: Bool

  /// An argument whose type names are known.
  package init(keyword: String? = nil, typeName: String, elementTypes: [String]? = nil, isTuple: Bool = false) {
    self.keyword = keyword
    self.typeName = typeName
    self.elementTypes = elementTypes
    self.isTuple = isTuple
  }
}

/// The message PyTorch gives when no signature of a function fits a call (`invalid_arguments.cpp`).
///
/// PyTorch words it from the *texts* of the signatures: it splits them at `", "`, so `*` counts as an argument and
/// `int dim = 0` is an argument of the type `int dim =` called `0`. The message depends on these accidents, so they are
/// repeated here.
package struct InvalidCombination {
  /// The function's name without parentheses.
  package var function: String
  /// The signatures as PyTorch lists them.
  package var options: [String]
  /// The positional arguments.
  package var positional: [PassedArgument]
  /// The keyword arguments, in the order they are listed.
  package var keywords: [PassedArgument]

  /// A call that fits none of the options.
  package init(function: String, options: [String], arguments: [PassedArgument]) {
    self.function = function
    self.options = options
    positional = arguments.filter { $0.keyword == nil }
    // PyTorch keeps them in a hash map, which lists the latest first.
    keywords = arguments.filter { $0.keyword != nil }.reversed()
  }

  /// The whole message.
  package var message: String {
    var text = "\(function)() received an invalid combination of arguments - "
    if options.count == 1, let option = options.first {
      let parts = Self.parts(of: option)
      let unmatched = unmatchedKeywords(parts)
      if !unmatched.isEmpty {
        text += "got unrecognized keyword arguments: " + unmatched.joined(separator: ", ")
      } else {
        text += "got " + (countFits(parts) ? markedList(parts) : plainList)
      }
      return text + ", but expected " + option
    }
    text += "got " + plainList + ", but expected one of:\n"
    for option in options {
      text += " * " + option + "\n"
      let parts = Self.parts(of: option)
      guard countFits(parts) else { continue }
      let unmatched = unmatchedKeywords(parts)
      if unmatched.isEmpty {
        text += "      didn't match because some of the arguments have invalid types: " + markedList(parts) + "\n"
      } else {
        text += "      didn't match because some of the keywords were incorrect: "
        text += unmatched.joined(separator: ", ") + "\n"
      }
    }
    return text
  }

  /// The types and names of a signature's text, read as PyTorch reads them.
  private static func parts(of option: String) -> [(type: Substring, name: Substring)] {
    let inside = option.dropFirst().dropLast()
    // Nothing between the parentheses still counts as one part.
    var parts: [(type: Substring, name: Substring)] = []
    var rest = inside
    while true {
      let end = separator(in: rest) ?? rest.endIndex
      let part = rest[..<end]
      if let space = part.lastIndex(of: " ") {
        parts.append((part[..<space], part[part.index(after: space)...]))
      } else {
        parts.append((part, part))
      }
      guard end != rest.endIndex else { return parts }
      rest = rest[rest.index(end, offsetBy: 2)...]
    }
  }

  private static func separator(in text: Substring) -> Substring.Index? {
    var previous: Substring.Index?
    for index in text.indices {
      if let comma = previous, text[index] == " " { return comma }
      previous = text[index] == "," ? index : nil
    }
    return nil
  }

  private func countFits(_ parts: [(type: Substring, name: Substring)]) -> Bool {
    positional.count + keywords.count == parts.count
  }

  private func unmatchedKeywords(_ parts: [(type: Substring, name: Substring)]) -> [String] {
    let start = max(0, parts.count - keywords.count)
    return keywords.compactMap(\.keyword).filter { keyword in !parts[start...].contains { $0.name == keyword } }
  }

  /// `(Tensor, str)`, or `(dim=str, )` when everything was passed by keyword.
  private var plainList: String {
    var text = "("
    for argument in positional { text += argument.typeName + ", " }
    for argument in keywords { text += (argument.keyword ?? "") + "=" + argument.typeName + ", " }
    if !positional.isEmpty { text.removeLast(2) }
    return text + ")"
  }

  /// `(Tensor, !str!)`: what does not match stands between exclamation marks.
  private func markedList(_ parts: [(type: Substring, name: Substring)]) -> String {
    var texts: [String] = []
    for (index, part) in parts.enumerated() {
      let isKeyword = index >= positional.count
      let argument =
        isKeyword ? keywords.first { $0.keyword.map { $0 == part.name } ?? false } : positional[index]
      guard let argument else { continue }
      let matches = argument.typeName == part.type
      let label = isKeyword ? "\(part.name)=" : ""
      texts.append(matches ? label + Self.describe(argument) : "!" + label + Self.describe(argument) + "!")
    }
    let trailing = positional.isEmpty && !texts.isEmpty ? ", " : ""
    return "(" + texts.joined(separator: ", ") + trailing + ")"
  }

  /// `list of [int, str]`, `tuple of (int,)`, or the type's name.
  private static func describe(_ argument: PassedArgument) -> String {
    guard let elements = argument.elementTypes else { return argument.typeName }
    let list = elements.joined(separator: ", ")
    if argument.isTuple { return "\(argument.typeName) of (\(list)\(elements.count == 1 ? "," : ""))" }
    return "\(argument.typeName) of [\(list)]"
  }
}
