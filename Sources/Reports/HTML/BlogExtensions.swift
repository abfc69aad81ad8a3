import MarkdownSyntax

/// What blogs write in Markdown beyond CommonMark, found in a document's text: footnotes, strikethrough, the tags of
/// Jekyll and the attribute lists of kramdown.
///
/// cmark knows none of these and leaves them in the text. A run of text that holds one is given as ``Piece``s; all other
/// text is written as it is.
struct BlogExtensions {
  enum Piece: Hashable {
    case text(String)
    case deletionBegins, deletionEnds
    /// A mark of a footnote: the footnote's number, and which of its marks this is; both from 1.
    case mark(number: Int, occurrence: Int)
  }

  /// A footnote, in the order of the first marks.
  struct Footnote {
    /// The nodes of its text, inlines of a paragraph.
    let nodes: Range<Int>
    /// How many bytes of the first node's text are the definition's mark, `[^label]:`.
    let prefix: Int
    /// How many marks there are.
    var marks = 0
  }

  /// The pieces that stand for a run of text, by its first node.
  private(set) var runs: [Int: [Piece]] = [:]
  /// The nodes that are not written: the rest of such runs, definitions of footnotes, `{:toc}` lists.
  private(set) var omitted: Set<Int> = []
  private(set) var footnotes: [Footnote] = []
  /// The names that headings have besides their own, by the heading's index: `{#name}`.
  private(set) var names: [Int: String] = [:]

  private let document: MarkdownDocument
  private var definitions: [String: Range<Int>] = [:]
  private var numbers: [String: Int] = [:]

  init(_ document: MarkdownDocument) {
    self.document = document
    // Most documents have none of it.
    let bytes = document.file.bytes
    guard bytes.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "^") })
    else {
      return
    }
    findDefinitions()
    var index = 0
    while index < document.nodes.count {
      if omitted.contains(index) {
        index = document.nodes[index].end
        continue
      }
      switch document.nodes[index].kind {
      case .list where isContentsMark(index):
        omitted.insert(index)
        index = document.nodes[index].end
        continue
      case .paragraph, .heading, .tableCell, .emphasis, .strong, .link:
        readInlines(of: index, index + 1..<document.nodes[index].end)
      default: break
      }
      index += 1
    }
    // Their texts may hold the first marks of others.
    var read = 0
    while read < footnotes.count {
      let (nodes, prefix) = (footnotes[read].nodes, footnotes[read].prefix)
      readInlines(of: document.nodes[nodes.lowerBound].parent, nodes, without: prefix)
      read += 1
    }
  }

  // MARK: Runs of text

  private func text(of index: Int) -> String? {
    if case .text(let text) = document.nodes[index].kind { return text }
    return nil
  }

  /// Reads the text that stands in a node directly, without the first bytes and the white space behind them.
  private mutating func readInlines(of parent: Int, _ nodes: Range<Int>, without prefix: Int = 0) {
    var found: [(first: Int, count: Int, pieces: [Token])] = []
    var index = nodes.lowerBound
    while index < nodes.upperBound {
      guard var joined = text(of: index) else {
        index = document.nodes[index].end
        continue
      }
      let first = index
      index += 1
      while index < nodes.upperBound, document.nodes[index].parent == document.nodes[first].parent,
        let more = text(of: index)
      {
        joined += more
        index += 1
      }
      let isShortened = prefix > 0 && first == nodes.lowerBound
      if isShortened { joined = String(decoding: joined.utf8.dropFirst(prefix).drop { $0 == 0x20 }, as: UTF8.self) }
      let tokens = tokens(of: joined, isHeading: heading(at: parent) != nil, parent)
      if tokens.contains(where: { if case .text = $0 { false } else { true } }) || tokens.isEmpty || isShortened {
        found.append((first, index - first, tokens))
      }
    }
    // Marks of deletion come in pairs.
    let marks = found.reduce(0) { $0 + $1.pieces.count { $0 == .tildes } }
    var left = marks - marks % 2
    var isOpen = false
    for run in found {
      var pieces: [Piece] = []
      for token in run.pieces {
        switch token {
        case .text(let text): pieces.append(.text(text))
        case .tildes where left > 0:
          pieces.append(isOpen ? .deletionEnds : .deletionBegins)
          isOpen.toggle()
          left -= 1
        case .tildes: pieces.append(.text("~~"))
        case .mark(let label): pieces.append(mark(label))
        case .dropped: break
        }
      }
      runs[run.first] = pieces
      omitted.formUnion(run.first + 1..<run.first + run.count)
    }
  }

  private func heading(at index: Int) -> Int? {
    if case .heading(_, let heading) = document.nodes[index].kind { return heading }
    return nil
  }

  private mutating func mark(_ label: String) -> Piece {
    var number = numbers[label] ?? 0
    if number == 0, let nodes = definitions[label] {
      footnotes.append(Footnote(nodes: nodes, prefix: label.utf8.count + 4))
      number = footnotes.count
      numbers[label] = number
    }
    guard number > 0 else { return .text("[^\(label)]") }
    footnotes[number - 1].marks += 1
    return .mark(number: number, occurrence: footnotes[number - 1].marks)
  }

  private enum Token: Hashable {
    case text(String)
    case tildes
    case mark(String)
    /// A tag of Jekyll, a list of attributes.
    case dropped
  }

  private mutating func tokens(of joined: String, isHeading: Bool, _ parent: Int) -> [Token] {
    guard joined.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "{") })
    else { return joined.isEmpty ? [] : [.text(joined)] }
    let bytes = Array(joined.utf8)
    var tokens: [Token] = []
    var start = 0
    var index = 0
    func flush() {
      if start < index { tokens.append(.text(String(decoding: bytes[start..<index], as: UTF8.self))) }
    }
    func end(of closing: String, from place: Int) -> Int? {
      let closing = Array(closing.utf8)
      var place = place
      while place + closing.count <= bytes.count, place < index + 1000 {
        if bytes[place...].starts(with: closing) { return place + closing.count }
        place += 1
      }
      return nil
    }
    while index < bytes.count {
      var token: Token?
      var after = index
      if bytes[index...].starts(with: "~~".utf8), index + 2 >= bytes.count || bytes[index + 2] != UInt8(ascii: "~"),
        index == 0 || bytes[index - 1] != UInt8(ascii: "~")
      {
        (token, after) = (.tildes, index + 2)
      } else if bytes[index...].starts(with: "[^".utf8), let close = end(of: "]", from: index + 2) {
        let label = String(decoding: bytes[index + 2..<close - 1], as: UTF8.self)
        if definitions[label] != nil { (token, after) = (.mark(label), close) }
      } else if bytes[index...].starts(with: "{%".utf8), let close = end(of: "%}", from: index + 2) {
        (token, after) = (.dropped, close)
      } else if bytes[index...].starts(with: "{:".utf8), let close = end(of: "}", from: index + 2) {
        (token, after) = (.dropped, close)
      } else if isHeading, bytes[index...].starts(with: "{#".utf8), let close = end(of: "}", from: index + 2),
        close == bytes.count
      {
        let name = String(decoding: bytes[index + 2..<close - 1], as: UTF8.self)
        if !name.isEmpty, name.utf8.allSatisfy({ isNamePart($0) }), let heading = heading(at: parent) {
          names[heading] = name
          (token, after) = (.dropped, close)
        }
      }
      guard let token else {
        index += 1
        continue
      }
      flush()
      tokens.append(token)
      index = after
      start = after
    }
    flush()
    return tokens
  }

  private func isNamePart(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: "_") || byte >= 0x80
  }

  // MARK: Blocks

  /// Whether a list only says where a table of contents belongs: `* TOC` with `{:toc}`. The page has its own.
  private func isContentsMark(_ list: Int) -> Bool {
    let nodes = document.nodes[list].end - list
    guard nodes < 16 else { return false }
    return document.plainText(of: list).hasSuffix("{:toc}")
  }

  /// Finds paragraphs, and lines of paragraphs, that begin with `[^label]:`.
  private mutating func findDefinitions() {
    for (index, node) in document.nodes.enumerated() {
      guard case .paragraph = node.kind, let first = definition(at: index + 1, before: node.end) else { continue }
      omitted.insert(index)
      var (label, start) = first
      var child = start
      while child < node.end {
        if case .softBreak = document.nodes[child].kind, let next = definition(at: child + 1, before: node.end) {
          if definitions[label] == nil { definitions[label] = start..<child }
          (label, start) = next
          child = start
        } else {
          child = document.nodes[child].end
        }
      }
      if definitions[label] == nil { definitions[label] = start..<node.end }
    }
  }

  /// The label of a definition that begins with a node, and the node.
  private func definition(at index: Int, before end: Int) -> (label: String, start: Int)? {
    guard index < end, let text = text(of: index), text.hasPrefix("[^"), let close = text.firstIndex(of: "]"),
      text[close...].hasPrefix("]:")
    else { return nil }
    let label = text[text.index(text.startIndex, offsetBy: 2)..<close]
    return label.isEmpty ? nil : (String(label), index)
  }
}
