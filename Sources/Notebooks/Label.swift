import SourceText

/// A word that says how a cell is run or checked.
///
/// It stands in a fence's info string behind the language, in an `<!-- nbrun: ... -->` comment before the fence,
/// or in the front matter's `nbrun:` mapping, where it is the default of every cell. Adding a case here and its
/// line in ``Label/forms`` is all that a new label needs.
package enum Label: Hashable, Sendable {
  /// The cell is not run.
  case skip
  /// The cell runs and the report does not show it.
  case hide
  /// As `hide`, for preparations; such a cell may not hold expectations.
  case setup
  /// The cell must raise, an exception of this type if one is named.
  case raises(String?)
  /// The cell runs in the session of this name instead of the document's own.
  case session(String)
  /// The session starts anew before the cell.
  case reset
  /// Only the same text passes.
  case exact
  /// Numbers may differ by this much, absolutely or relatively.
  case tolerance(Double)
  /// Only shape, dtype and count of numbers are compared.
  case random
  /// Expectations are not looked for.
  case unchecked
  /// The cell may run for this many seconds.
  case timeout(Double)
  /// Why the cell is labelled so, for the report.
  case reason(String)

  /// What may follow a label's name.
  enum Form: Sendable {
    /// The bare word.
    case word(Label)
    /// The bare word or `name=value`.
    case optionalValue(@Sendable (String?) -> Label)
    /// `name=value`; `nil` when the value is of the wrong kind, which the text names.
    case value(kind: String, @Sendable (String) -> Label?)
  }

  /// Every label by its name.
  static let forms: [(name: String, form: Form)] = [
    ("skip", .word(.skip)),
    ("hide", .word(.hide)),
    ("setup", .word(.setup)),
    ("raises", .optionalValue { .raises($0) }),
    ("session", .value(kind: "a name") { $0.isEmpty ? nil : .session($0) }),
    ("reset", .word(.reset)),
    ("exact", .word(.exact)),
    ("tolerance", .value(kind: "a number") { Double($0).flatMap { $0 >= 0 && $0.isFinite ? .tolerance($0) : nil } }),
    ("random", .word(.random)),
    ("unchecked", .word(.unchecked)),
    ("timeout", .value(kind: "a number of seconds") { Double($0).flatMap { $0 > 0 ? .timeout($0) : nil } }),
    ("reason", .value(kind: "a text") { .reason($0) }),
  ]

  /// The names of all labels, for suggestions.
  package static var names: [String] { forms.map(\.name) }

  /// The label as it is written.
  package var text: String {
    switch self {
    case .skip: "skip"
    case .hide: "hide"
    case .setup: "setup"
    case .raises(let type): type.map { "raises=\($0)" } ?? "raises"
    case .session(let name): "session=\(name)"
    case .reset: "reset"
    case .exact: "exact"
    case .tolerance(let value): "tolerance=\(value)"
    case .random: "random"
    case .unchecked: "unchecked"
    case .timeout(let seconds): "timeout=\(seconds)"
    case .reason(let text): "reason=\"\(text)\""
    }
  }

  /// Reads one word of a label list.
  ///
  /// - Returns: the label, `nil` for a word that is no label.
  /// - Throws: ``LabelProblem`` for a label with a wrong value.
  static func parse(_ word: LabelWord) throws(LabelProblem) -> Label? {
    guard let form = forms.first(where: { $0.name == word.name })?.form else { return nil }
    switch form {
    case .word(let label):
      guard word.value == nil else { throw LabelProblem(message: "label '\(word.name)' takes no value") }
      return label
    case .optionalValue(let make):
      return make(word.value)
    case .value(let kind, let make):
      guard let value = word.value, let label = make(value) else {
        throw LabelProblem(message: "label '\(word.name)' needs \(kind), as in \(word.name)=...")
      }
      return label
    }
  }
}

/// What is wrong with a label.
struct LabelProblem: Error {
  let message: String
}

/// `name` or `name=value` in a list of labels, with its place in the text it was read from.
struct LabelWord: Hashable {
  let name: String
  let value: String?
  let range: Range<Int>

  /// Splits a list of labels at white space and commas; a value may stand in quotes, and a leading dot, as in
  /// `{.python .input}`, is dropped. Offsets count bytes.
  static func split(_ text: String) -> [LabelWord] {
    let bytes = Array(text.utf8)
    func isSeparator(_ byte: UInt8) -> Bool {
      byte == 0x20 || byte == 0x09 || [UInt8(ascii: ","), UInt8(ascii: "{"), UInt8(ascii: "}")].contains(byte)
    }
    var words: [LabelWord] = []
    var index = 0
    while index < bytes.count {
      if isSeparator(bytes[index]) {
        index += 1
        continue
      }
      let start = index
      while index < bytes.count, !isSeparator(bytes[index]), bytes[index] != UInt8(ascii: "=") { index += 1 }
      var name = String(decoding: bytes[start..<index], as: UTF8.self)
      if name.hasPrefix(".") { name.removeFirst() }
      var value: String?
      if index < bytes.count, bytes[index] == UInt8(ascii: "=") {
        index += 1
        if index < bytes.count, bytes[index] == UInt8(ascii: "\"") || bytes[index] == UInt8(ascii: "'") {
          let quote = bytes[index]
          let opening = index + 1
          index = opening
          while index < bytes.count, bytes[index] != quote { index += 1 }
          value = String(decoding: bytes[opening..<index], as: UTF8.self)
          index = min(index + 1, bytes.count)
        } else {
          let opening = index
          while index < bytes.count, !isSeparator(bytes[index]) { index += 1 }
          value = String(decoding: bytes[opening..<index], as: UTF8.self)
        }
      }
      if !name.isEmpty { words.append(LabelWord(name: name, value: value, range: start..<index)) }
    }
    return words
  }
}
