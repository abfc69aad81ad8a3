import Figures

/// Markup that comes from this program's sources, never from a document: it is only ever written as a literal.
struct HTMLName: ExpressibleByStringLiteral, Hashable {
  let text: StaticString

  init(stringLiteral text: StaticString) { self.text = text }

  static func == (left: HTMLName, right: HTMLName) -> Bool { left.string == right.string }

  func hash(into hasher: inout Hasher) { hasher.combine(string) }

  var string: String { text.description }
}

/// An attribute: a name of this program's and a value that may be a document's.
typealias HTMLAttribute = (name: HTMLName, value: String)

/// Builds HTML. This is the one place where text becomes HTML, and everything from a document is text.
///
/// Tags and attribute names are literals of the program (``HTMLName``); there is no way to write a string of the
/// document as markup.
struct HTMLWriter {
  private(set) var bytes: [UInt8] = []

  init(capacity: Int = 0) {
    bytes.reserveCapacity(capacity)
  }

  /// The HTML as text.
  var string: String { String(decoding: bytes, as: UTF8.self) }

  // MARK: Markup

  /// Writes markup as it stands.
  mutating func markup(_ literal: StaticString) {
    literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// Writes a drawing; its texts were escaped when its element was made.
  mutating func drawing(_ drawing: SVG) { bytes.append(contentsOf: drawing.bytes) }

  /// Writes an opening tag; attribute values are escaped.
  mutating func open(_ tag: HTMLName, _ attributes: [HTMLAttribute] = []) {
    bytes.append(UInt8(ascii: "<"))
    markup(tag.text)
    for attribute in attributes {
      bytes.append(0x20)
      markup(attribute.name.text)
      bytes.append(contentsOf: "=\"".utf8)
      text(attribute.value)
      bytes.append(UInt8(ascii: "\""))
    }
    bytes.append(UInt8(ascii: ">"))
  }

  /// Writes an element of a drawing that holds nothing.
  mutating func empty(_ tag: HTMLName, _ attributes: [HTMLAttribute]) {
    open(tag, attributes)
    bytes.insert(UInt8(ascii: "/"), at: bytes.count - 1)
  }

  /// Writes a closing tag.
  mutating func close(_ tag: HTMLName) {
    bytes.append(contentsOf: "</".utf8)
    markup(tag.text)
    bytes.append(UInt8(ascii: ">"))
  }

  /// Writes an element that holds text alone.
  mutating func element(_ tag: HTMLName, _ content: String) { element(tag, [], content) }

  /// Writes an element that holds text alone.
  mutating func element(_ tag: HTMLName, _ attributes: [HTMLAttribute], _ content: String) {
    open(tag, attributes)
    text(content)
    close(tag)
  }

  /// Writes a line feed unless one was just written.
  mutating func lineFeed() {
    if let last = bytes.last, last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
  }

  // MARK: Text

  /// Writes text, as content or as an attribute's value in double quotes. Controls that HTML forbids become U+FFFD.
  mutating func text(_ text: some StringProtocol) {
    if text.utf8.withContiguousStorageIfAvailable({ append($0) }) == nil {
      Array(text.utf8).withUnsafeBufferPointer { append($0) }
    }
  }

  /// Writes a message of this program's: what stands in backticks is code.
  mutating func textWithCode(_ message: String) {
    let parts = message.split(separator: "`", omittingEmptySubsequences: false)
    // Pairs only: with a backtick left over, the message quotes one.
    guard parts.count % 2 == 1 else { return text(message) }
    for (index, part) in parts.enumerated() {
      if index % 2 == 0 {
        text(part)
      } else {
        element("code", String(part))
      }
    }
  }

  /// Writes text whose bytes are at hand: what needs no escape goes in one piece.
  private mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    var start = 0
    for index in text.indices where Self.needsEscape(text[index]) {
      bytes.append(contentsOf: text[start..<index])
      append(text[index])
      start = index + 1
    }
    bytes.append(contentsOf: text[start...])
  }

  /// Whether a byte of text is written as something else.
  private static func needsEscape(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), 0x00...0x08, 0x0B...0x1F, 0x7F:
      true
    default: false
    }
  }

  /// Writes bytes of text; what is not UTF-8 becomes U+FFFD.
  mutating func text(_ text: ArraySlice<UInt8>) {
    if text.allSatisfy({ $0 < 0x80 }) {
      text.withUnsafeBufferPointer { append($0) }
    } else {
      self.text(String(decoding: text, as: UTF8.self))
    }
  }

  /// Writes text out of raw HTML, in which character references stand for characters.
  mutating func textWithReferences(_ text: ArraySlice<UInt8>) {
    var index = text.startIndex
    while index < text.endIndex {
      if text[index] == UInt8(ascii: "&"), let end = Self.referenceEnd(text, at: index) {
        bytes.append(contentsOf: text[index..<end])
        index = end
      } else {
        append(text[index])
        index += 1
      }
    }
  }

  private mutating func append(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
    case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
    case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
    case UInt8(ascii: "\""): bytes.append(contentsOf: "&quot;".utf8)
    case 0x00...0x08, 0x0B...0x1F, 0x7F: bytes.append(contentsOf: "\u{FFFD}".utf8)
    default: bytes.append(byte)
    }
  }

  /// The end of `&name;`, `&#1;` or `&#x1;` at `start`, `nil` if none stands there. Numbers that name controls are
  /// not accepted.
  private static func referenceEnd(_ text: ArraySlice<UInt8>, at start: Int) -> Int? {
    guard let semicolon = text[start...].prefix(34).firstIndex(of: UInt8(ascii: ";")) else { return nil }
    let body = text[start + 1..<semicolon]
    guard let first = body.first else { return nil }
    if first == UInt8(ascii: "#") {
      guard let value = codePoint(body.dropFirst()), value >= 0x20, !(0x7F...0x9F).contains(value),
        Unicode.Scalar(value) != nil
      else { return nil }
      return semicolon + 1
    }
    return body.allSatisfy(isASCIIAlphanumeric) ? semicolon + 1 : nil
  }

  private static func codePoint(_ digits: ArraySlice<UInt8>) -> UInt32? {
    guard let first = digits.first else { return nil }
    let isHexadecimal = first | 0x20 == UInt8(ascii: "x")
    let rest = isHexadecimal ? digits.dropFirst() : digits
    guard rest.allSatisfy(isASCIIAlphanumeric) else { return nil }
    return UInt32(String(decoding: rest, as: UTF8.self), radix: isHexadecimal ? 16 : 10)
  }

  /// The value of an attribute of raw HTML: character references replaced by what they stand for. Names of characters
  /// that are not markup stay as they are.
  static func decodingReferences(_ value: ArraySlice<UInt8>) -> String {
    var result: [UInt8] = []
    var index = value.startIndex
    while index < value.endIndex {
      guard value[index] == UInt8(ascii: "&"),
        let semicolon = value[index...].prefix(12).firstIndex(of: UInt8(ascii: ";"))
      else {
        result.append(value[index])
        index += 1
        continue
      }
      let body = value[index + 1..<semicolon]
      var replacement: String?
      if body.first == UInt8(ascii: "#") {
        replacement = codePoint(body.dropFirst()).flatMap(Unicode.Scalar.init).map { String(Character($0)) }
      } else {
        switch String(decoding: body, as: UTF8.self) {
        case "amp": replacement = "&"
        case "lt": replacement = "<"
        case "gt": replacement = ">"
        case "quot": replacement = "\""
        case "apos": replacement = "'"
        case "nbsp": replacement = "\u{A0}"
        default: break
        }
      }
      if let replacement {
        result.append(contentsOf: replacement.utf8)
        index = semicolon + 1
      } else {
        result.append(value[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}

func isASCIIAlphanumeric(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "a")...UInt8(ascii: "z"):
    true
  default: false
  }
}
