/// Where the functions and classes of a module's text stand, found without parsing it.
///
/// A part is a definition if it begins in the first column with `def` or `class` and nothing decorates it; it reaches
/// to the next statement in the first column. What stands between definitions is one part.
struct DefinitionOutline {
  /// A part of the text.
  struct Part: Equatable {
    /// The name that the part defines; `nil` for other statements.
    let name: String?
    let range: Range<Int>
  }

  private let text: UnsafeBufferPointer<UInt8>
  private var position = 0

  /// The parts of a text in their order, which leave nothing out.
  static func parts(of text: [UInt8]) -> [Part] {
    text.withUnsafeBufferPointer { bytes in
      var outline = DefinitionOutline(text: bytes)
      return outline.parts()
    }
  }

  private init(text: UnsafeBufferPointer<UInt8>) { self.text = text }

  private mutating func parts() -> [Part] {
    var parts: [Part] = []
    var start = 0
    var name: String?
    var isDecorated = false
    func close(at end: Int) {
      if start < end { parts.append(Part(name: name, range: start..<end)) }
      start = end
    }
    while position < text.count {
      let byte = text[position]
      if !Self.isBlank(byte) && byte != UInt8(ascii: "#") {
        let definition = isDecorated ? nil : definedName()
        if name != nil || definition != nil { close(at: position) }
        name = definition
        isDecorated = byte == UInt8(ascii: "@")
      }
      skipLogicalLine()
    }
    close(at: text.count)
    return parts
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }

  /// The name behind `def` or `class` at the position.
  private func definedName() -> String? {
    for keyword in ["def ", "class "] where text[position...].starts(with: keyword.utf8) {
      let name = text[(position + keyword.utf8.count)...].prefix { byte in
        byte != UInt8(ascii: "(") && byte != UInt8(ascii: ":") && !Self.isBlank(byte)
      }
      return String(decoding: name, as: UTF8.self)
    }
    return nil
  }

  /// Moves behind the end of a line that is in no bracket and in no string.
  private mutating func skipLogicalLine() {
    var depth = 0
    while position < text.count {
      let byte = text[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\n"): if depth <= 0 { return }
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      case UInt8(ascii: "\\"): position += 1
      case UInt8(ascii: "#"): while position < text.count, text[position] != UInt8(ascii: "\n") { position += 1 }
      case UInt8(ascii: "'"), UInt8(ascii: "\""): skipString(byte)
      default: break
      }
    }
  }

  /// Moves behind a string whose first quote was read.
  private mutating func skipString(_ quote: UInt8) {
    func isTriple(at place: Int) -> Bool {
      place + 1 < text.count && text[place] == quote && text[place + 1] == quote
    }
    let isLong = isTriple(at: position)
    if isLong { position += 2 }
    while position < text.count {
      let byte = text[position]
      position += 1
      if byte == UInt8(ascii: "\\") {
        position += 1
      } else if byte == quote, !isLong || isTriple(at: position) {
        if isLong { position += 2 }
        return
      }
    }
  }
}
