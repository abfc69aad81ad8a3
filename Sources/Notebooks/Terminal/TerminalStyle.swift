#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Colours for a terminal, or none.
package struct TerminalStyle: Sendable {
  package let hasColor: Bool

  package init(hasColor: Bool) {
    self.hasColor = hasColor
  }

  /// Colours when standard error is a terminal that shows them, unless the user said otherwise: `--no-color`,
  /// `NO_COLOR` (no-color.org), `CLICOLOR_FORCE`.
  package static func detect(noColor: Bool) -> TerminalStyle {
    func isSet(_ name: String) -> Bool {
      guard let value = getenv(name) else { return false }
      return value.pointee != 0
    }
    if noColor || isSet("NO_COLOR") { return TerminalStyle(hasColor: false) }
    if isSet("CLICOLOR_FORCE") { return TerminalStyle(hasColor: true) }
    let isDumb = getenv("TERM").map { String(cString: $0) == "dumb" } ?? true
    return TerminalStyle(hasColor: isatty(STDERR_FILENO) == 1 && !isDumb)
  }

  package func red(_ text: String) -> String { paint(text, "31") }
  package func green(_ text: String) -> String { paint(text, "32") }
  package func yellow(_ text: String) -> String { paint(text, "33") }
  package func blue(_ text: String) -> String { paint(text, "34") }
  package func bold(_ text: String) -> String { paint(text, "1") }
  package func dim(_ text: String) -> String { paint(text, "2") }

  /// Foreground and background exchanged, inside or outside another colour.
  package func reversed(_ text: String) -> String { hasColor ? "\u{1B}[7m\(text)\u{1B}[27m" : text }

  private func paint(_ text: String, _ code: String) -> String {
    hasColor ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
