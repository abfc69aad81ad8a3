/// Lets raw HTML of a document through an allow-list.
///
/// Elements not on the list lose their tags, attributes not on it are dropped, and elements whose content is not text
/// are dropped with it. An element is closed at the latest where the block that holds it ends, and a closing tag
/// without its opening one is dropped, so that a document cannot break out of its place in the page.
struct RawHTML {
  /// Elements that are open, each with the depth of the block it was opened in.
  private var open: [(name: HTMLName, depth: Int)] = []
  /// The element whose content is being dropped, and the depth of its block.
  private var dropped: (name: String, depth: Int)?

  /// Links of Markdown that are open around.
  private var outerLinks = 0

  /// Whether a link is open: HTML knows no links within links.
  var isInLink: Bool { outerLinks > 0 || open.contains { $0.name == "a" } }

  /// Told when a link of Markdown begins, and when it ends.
  mutating func linkBegins() { outerLinks += 1 }
  mutating func linkEnds() { outerLinks -= 1 }

  /// Whether text is being dropped because it is the content of, say, a script.
  var isDropping: Bool { dropped != nil }

  private static let elements: [String: HTMLName] = {
    let names: [HTMLName] = [
      "a", "abbr", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code", "col", "colgroup", "dd", "del",
      "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i",
      "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "small", "span",
      "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul", "var", "wbr",
    ]
    return Dictionary(uniqueKeysWithValues: names.map { ($0.string, $0) })
  }()

  private static let void: Set<String> = ["br", "col", "hr", "img", "wbr"]

  /// Elements that are dropped with what they hold.
  private static let droppedWithContent: Set<String> = [
    "script", "style", "iframe", "object", "embed", "applet", "template", "textarea", "title", "noscript", "noembed",
    "noframes", "xmp", "plaintext", "svg", "math", "select", "video", "audio", "canvas", "head", "frameset", "portal",
  ]

  /// Elements that HTML closes itself when a block begins.
  private static let closedByBlocks: Set<String> = ["p"]

  private enum AttributeKind {
    case text, number, address, identifier, flag
  }

  private static let attributes: [String: (name: HTMLName, kind: AttributeKind, elements: Set<String>)] = [
    "title": ("title", .text, []),
    "lang": ("lang", .text, []),
    "dir": ("dir", .text, []),
    "id": ("id", .identifier, []),
    "name": ("id", .identifier, ["a"]),
    "align": ("align", .text, ["p", "div", "img", "table", "td", "th", "tr", "h1", "h2", "h3", "h4", "h5", "h6"]),
    "alt": ("alt", .text, ["img"]),
    "width": ("width", .number, ["img", "table", "td", "th", "col"]),
    "height": ("height", .number, ["img", "td", "th"]),
    "href": ("href", .address, ["a"]),
    "colspan": ("colspan", .number, ["td", "th"]),
    "rowspan": ("rowspan", .number, ["td", "th"]),
    "start": ("start", .number, ["ol"]),
    "open": ("open", .flag, ["details"]),
  ]

  /// Writes an image instead of an `img`.
  typealias Image = (
    _ address: String, _ description: String, _ attributes: [HTMLAttribute], _ isInLink: Bool, inout HTMLWriter
  ) -> Void

  /// Writes a piece of raw HTML that stands in a block of some depth.
  ///
  /// - Parameter image: writes the image of an address with a description, instead of an `img`.
  mutating func write(
    _ html: String, depth: Int, to writer: inout HTMLWriter,
    image: Image
  ) {
    let bytes = Array(html.utf8)
    var textStart = 0
    var index = 0
    func flush(upTo end: Int, _ writer: inout HTMLWriter) {
      if textStart < end, dropped == nil { writer.textWithReferences(bytes[textStart..<end]) }
    }
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "<") else {
        index += 1
        continue
      }
      guard let tag = RawTag(bytes, at: index) else {
        index += 1
        continue
      }
      flush(upTo: index, &writer)
      index = tag.end
      textStart = index
      apply(tag, bytes, depth, &writer, image)
    }
    flush(upTo: bytes.count, &writer)
  }

  private mutating func apply(
    _ tag: RawTag, _ bytes: [UInt8], _ depth: Int, _ writer: inout HTMLWriter,
    _ image: Image
  ) {
    if let dropped {
      if tag.isClosing, tag.name == dropped.name { self.dropped = nil }
      return
    }
    if Self.droppedWithContent.contains(tag.name) {
      if !tag.isClosing, tag.name != "embed" { dropped = (tag.name, depth) }
      return
    }
    guard let name = Self.elements[tag.name] else { return }
    if tag.isClosing {
      close(tag.name, depth, &writer)
      return
    }
    let attributes = self.attributes(of: tag, bytes)
    if tag.name == "img" {
      let address = tag.value(of: "src", bytes) ?? ""
      image(
        address, tag.value(of: "alt", bytes) ?? "", attributes.filter { $0.name.string != "alt" }, isInLink, &writer)
      return
    }
    if tag.name == "a", isInLink { return }
    writer.open(name, attributes)
    if !Self.void.contains(tag.name) { open.append((name, depth)) }
  }

  /// Closes the innermost open element of this name and what is open in it, if it was opened in the same block.
  private mutating func close(_ name: String, _ depth: Int, _ writer: inout HTMLWriter) {
    guard let position = open.lastIndex(where: { $0.name.string == name }), open[position].depth >= depth else {
      return
    }
    while open.count > position, let element = open.popLast() { writer.close(element.name) }
  }

  /// Closes what was opened at this depth or deeper: a block ends.
  mutating func closeElements(fromDepth depth: Int, _ writer: inout HTMLWriter) {
    if let dropped, dropped.depth >= depth { self.dropped = nil }
    while let last = open.last, last.depth >= depth {
      writer.close(last.name)
      open.removeLast()
    }
  }

  /// A block of Markdown begins: closes the raw elements of this depth that cannot hold one.
  mutating func blockBegins(depth: Int, _ writer: inout HTMLWriter) {
    while let last = open.last, last.depth == depth, Self.closedByBlocks.contains(last.name.string) {
      writer.close(last.name)
      open.removeLast()
    }
  }

  private func attributes(of tag: RawTag, _ bytes: [UInt8]) -> [HTMLAttribute] {
    var result: [HTMLAttribute] = []
    for attribute in tag.attributes {
      guard let rule = Self.attributes[attribute.name], rule.elements.isEmpty || rule.elements.contains(tag.name),
        !result.contains(where: { $0.name == rule.name })
      else { continue }
      let value = HTMLWriter.decodingReferences(bytes[attribute.value])
      switch rule.kind {
      case .text: result.append((rule.name, value))
      case .flag: result.append((rule.name, ""))
      case .number:
        if !value.isEmpty, value.utf8.count < 7, value.utf8.allSatisfy({ isASCIIAlphanumeric($0) || $0 == 0x25 }) {
          result.append((rule.name, value))
        }
      case .identifier:
        if !value.isEmpty, !value.contains(where: { $0.isWhitespace || $0 == ":" }) {
          result.append((rule.name, value))
        }
      case .address:
        if let address = URLPolicy.link(value) {
          result.append((rule.name, address))
          result.append(("rel", "noopener noreferrer nofollow"))
        }
      }
    }
    return result
  }
}

/// A tag, comment or declaration of raw HTML.
struct RawTag {
  /// The name in lower case; empty for comments and declarations.
  let name: String
  let isClosing: Bool
  private(set) var attributes: [(name: String, value: Range<Int>)] = []
  /// Where the tag ends in the bytes it was read from.
  private(set) var end: Int

  /// Reads the tag at `start`, which is a `<`; `nil` when the `<` is text.
  init?(_ bytes: [UInt8], at start: Int) {
    var index = start + 1
    guard index < bytes.count else { return nil }
    if bytes[index] == UInt8(ascii: "!") || bytes[index] == UInt8(ascii: "?") {
      name = ""
      isClosing = false
      let isComment = bytes[start...].starts(with: "<!--".utf8)
      while index < bytes.count {
        let isEnd = bytes[index] == UInt8(ascii: ">")
        if isEnd, !isComment || bytes[index - 1] == UInt8(ascii: "-") && bytes[index - 2] == UInt8(ascii: "-") { break }
        index += 1
      }
      end = min(index + 1, bytes.count)
      return
    }
    isClosing = bytes[index] == UInt8(ascii: "/")
    if isClosing { index += 1 }
    let nameStart = index
    while index < bytes.count, isASCIIAlphanumeric(bytes[index]) || bytes[index] == UInt8(ascii: "-") { index += 1 }
    guard index > nameStart, bytes[nameStart] > UInt8(ascii: "9") else { return nil }
    name = String(decoding: bytes[nameStart..<index], as: UTF8.self).lowercased()
    end = index
    readAttributes(bytes, from: index)
  }

  private mutating func readAttributes(_ bytes: [UInt8], from start: Int) {
    var index = start
    func isSpace(_ byte: UInt8) -> Bool { byte <= 0x20 || byte == UInt8(ascii: "/") }
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: ">") {
        index += 1
        break
      }
      if isSpace(bytes[index]) {
        index += 1
        continue
      }
      let nameStart = index
      while index < bytes.count, !isSpace(bytes[index]), bytes[index] != UInt8(ascii: ">"),
        bytes[index] != UInt8(ascii: "=") || index == nameStart
      { index += 1 }
      let name = String(decoding: bytes[nameStart..<index], as: UTF8.self).lowercased()
      var value = index..<index
      var next = index
      while next < bytes.count, bytes[next] <= 0x20 { next += 1 }
      if next < bytes.count, bytes[next] == UInt8(ascii: "=") {
        next += 1
        while next < bytes.count, bytes[next] <= 0x20 { next += 1 }
        if next < bytes.count, bytes[next] == UInt8(ascii: "\"") || bytes[next] == UInt8(ascii: "'") {
          let quote = bytes[next]
          let valueStart = next + 1
          next = valueStart
          while next < bytes.count, bytes[next] != quote { next += 1 }
          value = valueStart..<next
          next = min(next + 1, bytes.count)
        } else {
          let valueStart = next
          while next < bytes.count, bytes[next] > 0x20, bytes[next] != UInt8(ascii: ">") { next += 1 }
          value = valueStart..<next
        }
        index = next
      }
      attributes.append((name, value))
    }
    end = index
  }

  /// The value of an attribute, its character references resolved.
  func value(of name: String, _ bytes: [UInt8]) -> String? {
    attributes.first { $0.name == name }.map { HTMLWriter.decodingReferences(bytes[$0.value]) }
  }
}
