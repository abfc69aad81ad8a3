import SourceText

/// Why a text is not Python: the exception CPython 3.11 would raise, its message in CPython's words, and the place.
package struct SyntaxFailure: Error, Sendable, Hashable, CustomStringConvertible {
  /// The exception type.
  package enum ExceptionType: String, Sendable {
    case syntaxError = "SyntaxError"
    case indentationError = "IndentationError"
    case tabError = "TabError"
    /// The text nests deeper than the compiler may recurse.
    case recursionError = "RecursionError"
  }

  package let type: ExceptionType
  package let message: String
  /// The bytes the message is about, in the text that was parsed.
  package let range: ByteRange

  package init(_ message: String, at range: ByteRange) { self.init(.syntaxError, message, at: range) }

  package init(_ type: ExceptionType, _ message: String, at range: ByteRange) {
    self.type = type
    self.message = message
    self.range = range
  }

  package var description: String { "\(type.rawValue): \(message)" }
}
