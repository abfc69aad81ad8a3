/// A message about a place in a document.
package struct Diagnostic: Hashable, Sendable {
  /// How bad it is.
  package enum Severity: String, Sendable {
    case error, warning, note
  }

  package let severity: Severity
  /// What is the case, in one sentence without a final full stop.
  package let message: String
  /// The bytes the message is about.
  package let range: ByteRange
  /// What to do about it, if there is more to say than the message does.
  package let hint: String?

  package init(_ severity: Severity, _ message: String, at range: ByteRange, hint: String? = nil) {
    self.severity = severity
    self.message = message
    self.range = range
    self.hint = hint
  }

  /// `path:line:column: severity: message`, then the source line with a caret under the range, then the hint.
  ///
  /// - Parameter columns: how wide the terminal is that shows it, if it is one; what a longer line has around the range
  ///   is then left out.
  package func rendered(in file: SourceFile, columns: Int? = nil) -> String {
    let start = file.lineColumn(at: range.lowerBound)
    var text = "\(file.path):\(start): \(severity.rawValue): \(message)\n"
    let lineRange = file.range(ofLine: start.line)
    let line = file.text(in: lineRange)
    if !line.isEmpty {
      let gutter = "\(start.line)"
      let margin = String(repeating: " ", count: gutter.count)
      let before = file.text(
        in: lineRange.lowerBound..<max(lineRange.lowerBound, min(range.lowerBound, lineRange.upperBound)))
      let marked = file.text(
        in: min(
          range.lowerBound, lineRange.upperBound)..<min(
            max(range.upperBound, range.lowerBound),
            max(lineRange.upperBound, min(range.lowerBound, lineRange.upperBound))))
      if let columns, columns >= 20 + gutter.count, TerminalText.width(line) > columns - gutter.count - 4 {
        let start = before.unicodeScalars.count
        let window = TerminalText.window(
          line, around: start..<start + marked.unicodeScalars.count, columns: columns - gutter.count - 4)
        let carets =
          String(repeating: " ", count: window.columnsBefore) + String(repeating: "^", count: window.markedColumns)
        text += " \(gutter) | \(window.line)\n \(margin) | \(carets)\n"
        if let hint { text += "  help: \(hint)\n" }
        return text
      }
      let padding = before.unicodeScalars.map { $0 == "\t" ? "\t" : String(repeating: " ", count: $0.columnWidth) }
        .joined()
      let width = max(1, marked.unicodeScalars.reduce(0) { $0 + $1.columnWidth })
      text += " \(gutter) | \(line)\n \(margin) | \(padding)\(String(repeating: "^", count: width))\n"
    }
    if let hint { text += "  help: \(hint)\n" }
    return text
  }
}

extension Unicode.Scalar {
  /// The number of terminal columns the scalar takes: 2 for East Asian wide and emoji, 0 for combining marks.
  package var columnWidth: Int {
    switch value {
    case 0x20...0x7E: return 1
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
      0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF,
      0x20000...0x3FFFD:
      return 2
    default:
      switch properties.generalCategory {
      case .nonspacingMark, .enclosingMark, .format, .control: return 0
      default: return 1
      }
    }
  }
}
