/// Builds XML 1.0: the one place where text becomes XML.
struct XMLWriter {
  private(set) var bytes = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)
  private var depth = 0

  /// Writes an element; without text and body it is empty.
  mutating func element(
    _ name: StaticString, _ attributes: [(name: StaticString, value: String)] = [], text: String? = nil,
    _ body: ((inout XMLWriter) -> Void)? = nil
  ) {
    indent()
    raw("<")
    raw(name)
    for attribute in attributes {
      raw(" ")
      raw(attribute.name)
      raw("=\"")
      append(attribute.value, inAttribute: true)
      raw("\"")
    }
    guard text != nil || body != nil else { return raw("/>\n") }
    raw(">")
    if let text { append(text, inAttribute: false) }
    if let body {
      raw("\n")
      depth += 1
      body(&self)
      depth -= 1
      indent()
    }
    raw("</")
    raw(name)
    raw(">\n")
  }

  private mutating func indent() { bytes.append(contentsOf: repeatElement(0x20, count: 2 * depth)) }

  private mutating func raw(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// Escapes text. Characters that XML cannot hold, even escaped, become U+FFFD.
  private mutating func append(_ text: String, inAttribute: Bool) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": raw("&amp;")
      case "<": raw("&lt;")
      case ">": raw("&gt;")
      case "\"": if inAttribute { raw("&quot;") } else { raw("\"") }
      case "\n": if inAttribute { raw("&#10;") } else { raw("\n") }
      case "\t": if inAttribute { raw("&#9;") } else { raw("\t") }
      case "\r": raw("&#13;")
      case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": raw("\u{FFFD}")
      default: bytes.append(contentsOf: String(scalar).utf8)
      }
    }
  }
}
