import SourceText

/// Finds the formulas of a document before cmark reads it.
///
/// Formulas are `$...$` and `$$...$$` as pandoc and GitHub read them, `\(...\)`, `\[...\]` and
/// `\begin{x}...\end{x}` as MathJax does, also with the backslash doubled for Markdown, as in `\\(...\\)`. They are looked for in paragraphs and headings only, outside code spans, tags
/// and links in angle brackets; a first run of cmark says which lines are what. A formula never spans a blank line.
/// Every search that fails is remembered or stops at the next opener, so that the time is linear.
struct MathScanner {
  /// What a line holds, by the first run of cmark.
  private enum LineKind: Equatable {
    case blank
    /// A line of a fenced code block or of raw HTML, through which no formula passes.
    case opaque
    case indentedCode
    /// A line of the paragraph or heading of this number.
    case leaf(Int)
  }

  private let file: SourceFile
  private let bytes: [UInt8]
  private var kinds: [LineKind]
  private var found: [FoundFormula] = []
  /// Up to where a closing `$$` or `\]` has been looked for in vain.
  private var failedUntil: [Closer: Int] = [:]

  private enum Closer: Hashable {
    case dollars, environment(String), backticks(Int), angle, comment
    case bracket(Bracket)
  }

  /// `\(`, `\[`, or one of these with two backslashes.
  private struct Bracket: Hashable {
    let backslashes: Int
    let isRound: Bool

    var closing: [UInt8] {
      [UInt8](repeating: UInt8(ascii: "\\"), count: backslashes) + [UInt8(ascii: isRound ? ")" : "]")]
    }
  }

  /// Whether a text holds a byte that could open a formula; without one, nothing need be scanned.
  static func mayHoldMath(_ bytes: ArraySlice<UInt8>) -> Bool {
    var previous: UInt8 = 0
    for byte in bytes {
      if byte == UInt8(ascii: "$") { return true }
      if previous == UInt8(ascii: "\\"),
        byte == UInt8(ascii: "(") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "b")
      {
        return true
      }
      previous = byte
    }
    return false
  }

  /// The formulas of a text in which nothing has been replaced, as ranges of the file.
  static func formulas(in plain: ProtectedText) -> [FoundFormula] {
    var scanner = MathScanner(plain)
    scanner.scan()
    return scanner.found.map { FoundFormula(range: plain.fileRange($0.range), formula: $0.formula) }
  }

  private init(_ plain: ProtectedText) {
    let text = plain.text
    var kinds = [LineKind](repeating: .blank, count: text.lineCount)
    var leaves = 0
    func mark(_ first: Int, _ last: Int, _ kind: LineKind) {
      guard first >= 1, first <= last else { return }
      for line in first...min(last, kinds.count) { kinds[line - 1] = kind }
    }
    CmarkNode.visit(text.bytes) { node, isEntering in
      guard isEntering else { return }
      switch node.kind {
      case .paragraph, .heading:
        mark(node.startLine, node.endLine, .leaf(leaves))
        leaves += 1
      case .codeBlock:
        let lines = node.literal.count { $0 == UInt8(ascii: "\n") }
        let opening = CodeLineMapper.Fence(node: node, in: text)
        if opening != nil {
          mark(node.startLine, node.startLine + lines, .opaque)
        } else {
          mark(node.startLine, node.startLine + lines - 1, .indentedCode)
        }
      case .htmlBlock:
        mark(node.startLine, node.startLine + node.literal.count { $0 == UInt8(ascii: "\n") } - 1, .opaque)
      default: break
      }
    }
    self.file = text
    self.bytes = text.bytes
    self.kinds = kinds
  }

  // MARK: The walk

  private mutating func scan() {
    var line = 1
    while line <= kinds.count {
      guard case .leaf = kinds[line - 1] else {
        line += 1
        continue
      }
      var position = file.lineStarts[line - 1]
      var end = leafEnd(from: line)
      while position < end.offset {
        let next = step(at: position, leafEnd: end.offset)
        position = next
        if position > end.offset {
          // A displayed formula ran over into the next block.
          let reached = file.line(at: position)
          guard case .leaf = kinds[reached - 1] else {
            end.line = reached
            break
          }
          end = leafEnd(from: reached)
        }
      }
      line = end.line + 1
    }
  }

  /// The last line of the paragraph or heading that `line` belongs to, and the offset of its end.
  private func leafEnd(from line: Int) -> (line: Int, offset: Int) {
    var last = line
    while last < kinds.count, kinds[last] == kinds[line - 1] { last += 1 }
    return (last, file.range(ofLine: last).upperBound)
  }

  /// Deals with what stands at `position` and returns where to go on.
  private mutating func step(at position: Int, leafEnd: Int) -> Int {
    switch bytes[position] {
    case UInt8(ascii: "$"):
      return isAt(position + 1, "$") ? dollars(at: position) : dollar(at: position, leafEnd: leafEnd)
    case UInt8(ascii: "\\"): return backslash(at: position, leafEnd: leafEnd)
    case UInt8(ascii: "`"): return skipCode(at: position, leafEnd: leafEnd)
    case UInt8(ascii: "<"): return skipTag(at: position, leafEnd: leafEnd)
    case UInt8(ascii: "]"): return skipDestination(at: position, leafEnd: leafEnd)
    default: return position + 1
    }
  }

  private func isAt(_ position: Int, _ scalar: Unicode.Scalar) -> Bool {
    position < bytes.count && bytes[position] == UInt8(ascii: scalar)
  }

  // MARK: Openers

  /// `$...$`: no white space inside next to the delimiters, no digit behind, nothing but `\$` as a dollar inside.
  private mutating func dollar(at start: Int, leafEnd: Int) -> Int {
    guard start + 1 < leafEnd, !isWhiteSpace(bytes[start + 1]), start == 0 || !isWordByte(bytes[start - 1]) else {
      return start + 1
    }
    var index = start + 1
    while index < leafEnd, bytes[index] != UInt8(ascii: "$") { index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1 }
    guard index < leafEnd, index > start + 1, !isWhiteSpace(bytes[index - 1]) else { return start + 1 }
    if index + 1 < leafEnd, isWordByte(bytes[index + 1]) {
      // `$HOME/$USER` and prices are no formulas, but in "the $x_i$s" the s belongs to the sentence.
      let isDigit = bytes[index + 1] <= UInt8(ascii: "9")
      guard !isDigit, looksLikeTeX(start + 1..<index) else { return start + 1 }
    }
    add(start..<index + 1, content: start + 1..<index, isDisplay: false)
    return index + 1
  }

  /// `$$...$$`, over several lines if need be.
  private mutating func dollars(at start: Int) -> Int {
    guard
      let close = closer(.dollars, from: start + 2, isCloser: { $0.isAt($1, "$") && $0.isAt($1 + 1, "$") }),
      bytes[start + 2..<close].contains(where: { !isWhiteSpace($0) })
    else { return start + 2 }
    let range = start..<close + 2
    let isDisplay = file.line(at: start) < file.line(at: close) || standsAlone(range)
    add(range, content: start + 2..<close, isDisplay: isDisplay)
    return close + 2
  }

  private mutating func backslash(at start: Int, leafEnd: Int) -> Int {
    let backslashes = isAt(start + 1, "\\") ? 2 : 1
    let isRound = isAt(start + backslashes, "(")
    if isRound || isAt(start + backslashes, "[") {
      return delimited(at: start, by: Bracket(backslashes: backslashes, isRound: isRound))
    }
    if bytes[start...].starts(with: "\\begin{".utf8), standsFirst(start) { return environment(at: start) }
    return start + 2
  }

  /// `\(...\)` and `\[...\]`. CommonMark knows these as escaped brackets, so what stands between has to look like TeX,
  /// unless it stands alone.
  private mutating func delimited(at start: Int, by bracket: Bracket) -> Int {
    let (content, closing) = (start + bracket.backslashes + 1, bracket.closing)
    guard
      let end = closer(.bracket(bracket), from: content, isCloser: { $0.bytes[$1...].starts(with: closing) }),
      end > content
    else { return start + 2 }
    let range = start..<end + closing.count
    let alone = !bracket.isRound && (file.line(at: start) < file.line(at: end) || standsAlone(range))
    guard alone || looksLikeTeX(content..<end) || end - content <= 3 && bracket.isRound else { return start + 2 }
    add(range, content: content..<end, isDisplay: alone)
    return range.upperBound
  }

  private mutating func environment(at start: Int) -> Int {
    let nameStart = start + 7
    var nameEnd = nameStart
    while nameEnd < bytes.count, isWordByte(bytes[nameEnd]) || bytes[nameEnd] == UInt8(ascii: "*") { nameEnd += 1 }
    guard nameEnd > nameStart, nameEnd - nameStart < 32, isAt(nameEnd, "}") else { return start + 2 }
    let name = String(decoding: bytes[nameStart..<nameEnd], as: UTF8.self)
    let ending = Array("\\end{\(name)}".utf8)
    guard failedUntil.count < 64,
      let close = closer(.environment(name), from: nameEnd + 1, isCloser: { $0.bytes[$1...].starts(with: ending) })
    else { return start + 2 }
    let range = start..<close + ending.count
    add(range, content: range, isDisplay: true)
    return range.upperBound
  }

  // MARK: Closers

  /// The offset of the closing delimiter, before the next blank or opaque line.
  private mutating func closer(_ kind: Closer, from start: Int, isCloser: (Self, Int) -> Bool) -> Int? {
    if let failed = failedUntil[kind], start < failed { return nil }
    var index = start
    while index < bytes.count {
      if isCloser(self, index) { return index }
      let byte = bytes[index]
      if byte == UInt8(ascii: "\\"), index + 1 < bytes.count, !isLineEnd(bytes[index + 1]) {
        index += 2
        continue
      }
      index += 1
      if isLineEnd(byte) {
        if byte == UInt8(ascii: "\r"), isAt(index, "\n") { index += 1 }
        let line = file.line(at: index)
        guard index < bytes.count, !isBarrier(line) else { break }
      }
    }
    failedUntil[kind] = index
    return nil
  }

  /// Whether a line ends every formula: it is blank, perhaps but for quote marks, or not text.
  private func isBarrier(_ line: Int) -> Bool {
    kinds[line - 1] == .opaque
      || bytes[file.range(ofLine: line)].allSatisfy { isWhiteSpace($0) || $0 == UInt8(ascii: ">") }
  }

  private mutating func skipCode(at start: Int, leafEnd: Int) -> Int {
    var open = start
    while open < leafEnd, bytes[open] == UInt8(ascii: "`") { open += 1 }
    let length = open - start
    if let failed = failedUntil[.backticks(length)], start < failed { return open }
    var index = open
    while index < leafEnd {
      guard bytes[index] == UInt8(ascii: "`") else {
        index += 1
        continue
      }
      let run = index
      while index < leafEnd, bytes[index] == UInt8(ascii: "`") { index += 1 }
      if index - run == length { return index }
    }
    failedUntil[.backticks(length)] = leafEnd
    return open
  }

  /// Skips a tag, a comment or a link in angle brackets, in which a dollar is a dollar.
  private mutating func skipTag(at start: Int, leafEnd: Int) -> Int {
    guard start + 1 < leafEnd else { return start + 1 }
    let isComment = bytes[start..<leafEnd].starts(with: "<!--".utf8)
    let kind: Closer = isComment ? .comment : .angle
    let first = bytes[start + 1]
    guard isComment || isWordByte(first) || first == UInt8(ascii: "/"), start >= failedUntil[kind] ?? 0 else {
      return start + 1
    }
    var index = start + 1
    var quote: UInt8?
    while index < leafEnd {
      let byte = bytes[index]
      if isComment {
        if byte == UInt8(ascii: ">"), bytes[index - 1] == UInt8(ascii: "-"), bytes[index - 2] == UInt8(ascii: "-") {
          return index + 1
        }
      } else if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        return index + 1
      } else if byte == UInt8(ascii: "<") {
        return start + 1
      }
      index += 1
    }
    failedUntil[kind] = leafEnd
    return start + 1
  }

  /// Skips where a link leads, `](...)`, in which a backslash only escapes brackets.
  private func skipDestination(at start: Int, leafEnd: Int) -> Int {
    guard isAt(start + 1, "(") else { return start + 1 }
    var index = start + 2
    var depth = 1
    while index < leafEnd, depth > 0, !isWhiteSpace(bytes[index]) {
      switch bytes[index] {
      case UInt8(ascii: "\\"): index += 1
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"): depth -= 1
      default: break
      }
      index += 1
    }
    return min(index, leafEnd)
  }

  // MARK: What stands around

  private func looksLikeTeX(_ range: ByteRange) -> Bool {
    bytes[range].contains { "\\^_={}+".utf8.contains($0) || $0 == ProtectedText.escapedBar }
      && bytes[range].contains { isWordByte($0) || $0 >= 0x80 }
  }

  private func isWhiteSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || isLineEnd(byte) }

  private func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  private func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: false
    }
  }

  /// Whether only white space and the marks of quotes and lists stand before `offset` on its line.
  private func standsFirst(_ offset: Int) -> Bool {
    let start = file.range(ofLine: file.line(at: offset)).lowerBound
    return bytes[start..<offset].allSatisfy { isWhiteSpace($0) || ">-*+".utf8.contains($0) }
  }

  /// Whether a formula has its lines to itself, but for a punctuation mark behind it.
  private func standsAlone(_ range: ByteRange) -> Bool {
    let end = file.range(ofLine: file.line(at: range.upperBound)).upperBound
    let rest = bytes[range.upperBound..<max(end, range.upperBound)].filter { !isWhiteSpace($0) }
    return standsFirst(range.lowerBound) && (rest.isEmpty || rest.count == 1 && ".,;".utf8.contains(rest[0]))
  }

  /// Notes a formula; from its lines but the first, as many quote marks are dropped as its first line opens with.
  private mutating func add(_ range: ByteRange, content: ByteRange, isDisplay: Bool) {
    let firstLine = file.line(at: range.lowerBound)
    let lastLine = file.line(at: range.upperBound)
    var tex: [UInt8] = []
    if firstLine == lastLine {
      tex = Array(bytes[content])
    } else {
      let quotes = quoteMarks(in: file.range(ofLine: firstLine).lowerBound..<range.lowerBound).count
      for line in firstLine...lastLine {
        var part = file.range(ofLine: line).clamped(to: content)
        if line > firstLine {
          tex.append(UInt8(ascii: "\n"))
          let marks = quoteMarks(in: part).prefix(quotes)
          if let last = marks.last { part = last + 1..<part.upperBound }
          if !marks.isEmpty, let first = part.first, bytes[first] == 0x20 { part.removeFirst() }
        }
        tex.append(contentsOf: bytes[part])
      }
    }
    // The scanned text holds a sign for `\|`, which in a formula is the bar of a norm.
    let text = ProtectedText.replacingBars(in: tex[...], by: "\\|")
    found.append(FoundFormula(range: range, formula: MathFormula(tex: text, isDisplay: isDisplay)))
  }

  /// The offsets of the `>` at a range's start, among white space.
  private func quoteMarks(in range: ByteRange) -> [Int] {
    var marks: [Int] = []
    for index in range {
      if bytes[index] == UInt8(ascii: ">") { marks.append(index) } else if !isWhiteSpace(bytes[index]) { break }
    }
    return marks
  }
}
