#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Colours for a terminal, or none.
package struct TerminalStyle: Sendable {
  package let hasColor: Bool
  /// How wide the terminal is; `nil` where what is written goes elsewhere.
  package let columns: Int?

  package init(hasColor: Bool, columns: Int? = nil) {
    self.hasColor = hasColor
    self.columns = columns
  }

  /// Colours when standard error is a terminal that shows them, unless the user said otherwise: `--no-color`,
  /// `NO_COLOR` (no-color.org), `CLICOLOR_FORCE`.
  package static func detect(noColor: Bool) -> TerminalStyle {
    func isSet(_ name: String) -> Bool {
      guard let value = getenv(name) else { return false }
      return value.pointee != 0
    }
    let columns = columns
    if noColor || isSet("NO_COLOR") { return TerminalStyle(hasColor: false, columns: columns) }
    return TerminalStyle(hasColor: isSet("CLICOLOR_FORCE") || isTerminal, columns: columns)
  }

  /// Whether standard error is a terminal that moves its cursor and shows colours.
  package static var isTerminal: Bool {
    guard isatty(STDERR_FILENO) == 1, let terminal = getenv("TERM") else { return false }
    return String(cString: terminal) != "dumb"
  }

  /// How wide what is written is shown: `COLUMNS` columns, or those of the terminal that standard error is, if it is one.
  package static var columns: Int? {
    if let told = getenv("COLUMNS").flatMap({ Int(String(cString: $0)) }), told > 0 { return told }
    var size = winsize()
    guard isatty(STDERR_FILENO) == 1, ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return Int(size.ws_col)
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
