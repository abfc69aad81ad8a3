import Checking

/// What every page begins with: its policy, title and style.
struct PageHead {
  var language = "en"
  let title: String
  /// The scripts that may run, as ``ContentHash`` names them.
  var scripts: [String]
  /// The style sheets.
  var styles: [StaticString] = [Stylesheet.text]
  var math: MathAssets?
  /// Whether the page asks the server that it came from for news.
  var isLive = false

  /// Writes the page up to its body.
  func write(to writer: inout HTMLWriter) {
    writer.markup("<!DOCTYPE html>\n")
    writer.open("html", [("lang", language)])
    writer.markup("<head><meta charset=\"utf-8\">\n")
    writer.open("meta", [("http-equiv", "Content-Security-Policy"), ("content", policy)])
    writer.markup("\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
    writer.markup("<meta name=\"referrer\" content=\"no-referrer\">\n")
    writer.element("title", title)
    writer.markup("\n<style>\n")
    for style in styles { writer.markup(style) }
    math?.writeStyle(to: &writer)
    writer.markup("</style></head>\n")
  }

  /// What the page may do: nothing but run these scripts and show what it carries.
  private var policy: String {
    let allowed = scripts + (math?.scripts ?? [])
    return "default-src 'none'; script-src \(allowed.joined(separator: " ")); style-src 'unsafe-inline'; "
      + "img-src data:; " + (math == nil ? "" : "font-src data:; ") + (isLive ? "connect-src 'self'; " : "")
      + "base-uri 'none'; form-action 'none'"
  }
}

extension HTMLWriter {
  /// Writes how often each verdict was given.
  mutating func counts(_ summary: Summary) {
    markup("<ul class=\"counts\">")
    for entry in summary.entries {
      markup("<li>")
      let text = "\(entry.verdict.symbol) \(entry.count) \(entry.verdict.rawValue)"
      element("span", [("class", "chip \(entry.verdict.rawValue)"), ("title", entry.verdict.headline)], text)
      markup("</li>")
    }
    markup("</ul>\n")
  }

  /// Writes text as it is. What may have to be scrolled, being wider than a small screen, can be reached by the
  /// keyboard.
  mutating func preformatted(_ text: String) {
    let isWide = text.utf8.split(separator: 0x0A).contains { $0.count > 56 }
    markup(isWide ? "<pre tabindex=\"0\">" : "<pre>")
    self.text(text)
    markup("</pre>")
  }

  /// Writes the switch that leaves only what failed in sight.
  mutating func failuresFilter() {
    markup("<p class=\"only\"><label><input type=\"checkbox\" id=\"nb:only\"> Show failures only</label></p>\n")
  }

  /// Writes a script of this program's.
  mutating func script(_ text: StaticString) {
    markup("<script>")
    markup(text)
    markup("</script>\n")
  }
}
