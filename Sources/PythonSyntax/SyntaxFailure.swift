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

extension SyntaxFailure {
  /// The text CPython prints for it: the place, the line with the part that the message is about underlined, the message.
  ///
  /// - Parameters:
  ///   - text: what was parsed.
  ///   - name: the name of the file to show.
  ///   - line: what the number of a line is in that file, if `text` is a part of it.
  package func report(in text: [UInt8], name: String, line: (Int) -> Int = { $0 }) -> String {
    if type == .recursionError { return "\(type.rawValue): \(message)\n" }
    let file = SourceFile(path: name, bytes: text)
    let start = min(max(range.lowerBound, 0), text.count)
    let number = file.line(at: start)
    let lineRange = file.range(ofLine: number)
    var shown = Array(String(decoding: text[lineRange], as: UTF8.self).unicodeScalars)
    while let last = shown.last, last == "\n" || last == "\r" { shown.removeLast() }
    let indent = shown.prefix { $0 == " " || $0 == "\t" || $0 == "\u{C}" }.count
    let before = String(decoding: text[lineRange.lowerBound..<start], as: UTF8.self).unicodeScalars.count
    let end = min(max(range.upperBound, start), lineRange.upperBound)
    let length = String(decoding: text[start..<end], as: UTF8.self).unicodeScalars.count
    var report = "  File \"\(name)\", line \(line(number))\n"
    var body = String.UnicodeScalarView()
    body.append(contentsOf: shown.dropFirst(indent))
    report += "    \(String(body))\n"
    if before >= indent {
      report += String(repeating: " ", count: 4 + before - indent)
      report += String(repeating: "^", count: max(1, min(length, shown.count - before))) + "\n"
    }
    return report + "\(type.rawValue): \(message)\n"
  }
}
