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
  private(set) var position = 0

  /// The parts of a text in their order, which leave nothing out.
  static func parts(of text: [UInt8]) -> [Part] {
    text.withUnsafeBufferPointer { bytes in
      var outline = DefinitionOutline(text: bytes)
      return outline.parts()
    }
  }

  init(text: UnsafeBufferPointer<UInt8>) { self.text = text }

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
    let length = begins(with: "def ") ? 4 : begins(with: "class ") ? 6 : 0
    guard length > 0 else { return nil }
    let name = text[(position + length)...].prefix { byte in
      byte != UInt8(ascii: "(") && byte != UInt8(ascii: ":") && !Self.isBlank(byte)
    }
    return String(decoding: name, as: UTF8.self)
  }

  /// Whether a word of ASCII stands at the position.
  private func begins(with word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard position + count <= text.count else { return false }
    for offset in 0..<count where text[position + offset] != word.utf8Start[offset] { return false }
    return true
  }

  /// Moves behind the end of a line that is in no bracket and in no string.
  mutating func skipLogicalLine() {
    var depth = 0
    // A variable of its own stays in a register.
    var place = position
    defer { position = place }
    while place < text.count {
      let byte = text[place]
      place += 1
      // From `*` to `Z`, from `^` to `z`: most bytes mean nothing here.
      if byte &- 0x2A <= 0x30 || byte &- 0x5E <= 0x1C || byte == 0x20 { continue }
      switch byte {
      case UInt8(ascii: "\n"): if depth <= 0 { return }
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      case UInt8(ascii: "\\"): place += 1
      case UInt8(ascii: "#"): while place < text.count, text[place] != UInt8(ascii: "\n") { place += 1 }
      case UInt8(ascii: "'"), UInt8(ascii: "\""): place = end(ofString: byte, from: place)
      default: break
      }
    }
  }

  /// The place behind a string whose first quote stands before `start`.
  private func end(ofString quote: UInt8, from start: Int) -> Int {
    func isTriple(at place: Int) -> Bool {
      place + 1 < text.count && text[place] == quote && text[place + 1] == quote
    }
    var place = start
    let isLong = isTriple(at: place)
    if isLong { place += 2 }
    while place < text.count {
      let byte = text[place]
      place += 1
      if byte == UInt8(ascii: "\\") {
        place += 1
      } else if byte == quote, !isLong || isTriple(at: place) {
        return isLong ? place + 2 : place
      }
    }
    return place
  }
}
