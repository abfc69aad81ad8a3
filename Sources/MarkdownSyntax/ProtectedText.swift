import SourceText

/// The text given to cmark: the file's body with each formula replaced by one token, and the way back.
///
/// CommonMark reads `_`, `*` and `\` inside math as markup, and lines of a displayed formula as lists or headings. A
/// formula therefore becomes `STX number ETX`, letters as far as CommonMark is concerned; one that spans lines becomes
/// part of one line. `\|` becomes two other bytes. Bytes that could be taken for either, and NUL, which cmark lengthens,
/// become SUB, so that apart from the tokens both texts have the same length at mapped places.
struct ProtectedText {
  static let tokenStart: UInt8 = 0x02
  static let tokenEnd: UInt8 = 0x03
  private static let substitute: UInt8 = 0x1A
  /// Stands, with SUB behind it, for `\|`, which in a table divides no cells.
  static let escapedBar: UInt8 = 0x04

  /// A place where the text and the file differ in length.
  private struct Edit {
    /// Where the replacement ends in the text.
    let end: Int
    /// Where the replaced bytes end in the file.
    let fileEnd: Int
    /// Where the replaced bytes begin in the file.
    let fileStart: Int
    /// Where the replacement begins in the text.
    let start: Int
  }

  let file: SourceFile
  /// The text for cmark, with its lines.
  let text: SourceFile
  let formulas: [FoundFormula]
  private let start: Int
  private let edits: [Edit]

  /// - Parameters:
  ///   - start: where the body begins in the file.
  ///   - admonitions: what makes block quotes of admonitions, in order, not overlapping.
  ///   - formulas: in order, not overlapping.
  init(
    file: SourceFile, start: Int, admonitions: [Admonitions.Replacement], replacing formulas: [FoundFormula]
  ) {
    self.file = file
    self.start = start
    self.formulas = formulas
    var text: [UInt8] = []
    text.reserveCapacity(file.bytes.count - start)
    var edits: [Edit] = []
    var position = start
    func copy(upTo end: Int) {
      let bytes = file.bytes
      var index = position
      while index < end {
        // Most text holds nothing of interest and goes in one piece.
        let run = index
        while index < end, !Self.isSpecial(bytes[index]) { index += 1 }
        text.append(contentsOf: bytes[run..<index])
        guard index < end else { return }
        let byte = bytes[index]
        index += 1
        guard byte == UInt8(ascii: "\\") else {
          text.append(Self.substitute)
          continue
        }
        let escaped = index < end ? bytes[index] : 0
        if escaped == UInt8(ascii: "|") {
          text.append(Self.escapedBar)
          text.append(Self.substitute)
          index += 1
        } else {
          text.append(byte)
          if escaped == byte {
            text.append(byte)
            index += 1
          }
        }
      }
    }
    var container = admonitions[...]
    func quote(upTo end: Int) {
      while let next = container.first, next.range.upperBound <= end {
        container.removeFirst()
        // Inside a formula, what stands at the beginning of a line is part of its token.
        if next.range.lowerBound < position { continue }
        copy(upTo: next.range.lowerBound)
        let first = text.count
        text.append(contentsOf: next.bytes)
        edits.append(
          Edit(end: text.count, fileEnd: next.range.upperBound, fileStart: next.range.lowerBound, start: first))
        position = next.range.upperBound
      }
    }
    for (number, found) in formulas.enumerated() {
      quote(upTo: found.range.lowerBound)
      copy(upTo: found.range.lowerBound)
      let tokenStart = text.count
      text.append(Self.tokenStart)
      text.append(contentsOf: String(number).utf8)
      text.append(Self.tokenEnd)
      edits.append(
        Edit(
          end: text.count, fileEnd: found.range.upperBound, fileStart: found.range.lowerBound, start: tokenStart))
      position = found.range.upperBound
    }
    quote(upTo: file.bytes.count)
    copy(upTo: file.bytes.count)
    self.text = SourceFile(path: file.path, bytes: text)
    self.edits = edits
  }

  /// What cannot be copied as it is: NUL, the bytes that have a meaning here, and a backslash, which may escape a bar.
  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte == 0 || byte == UInt8(ascii: "\\") || (tokenStart...escapedBar).contains(byte)
  }

  /// The file's offset of an offset into the text; inside a token, where its formula begins.
  func fileOffset(_ offset: Int) -> Int {
    var low = 0
    var high = edits.count
    while low < high {
      let middle = (low + high) / 2
      if edits[middle].start < offset { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return offset + start }
    let edit = edits[low - 1]
    return offset < edit.end ? edit.fileStart : edit.fileEnd + (offset - edit.end)
  }

  /// The file's range of a range of the text.
  func fileRange(_ range: ByteRange) -> ByteRange {
    let start = fileOffset(range.lowerBound)
    return start..<max(start, fileOffset(range.upperBound))
  }

  /// A piece of a text in which tokens may stand.
  enum Piece {
    case text(ArraySlice<UInt8>)
    case formula(Int)
  }

  /// Cuts what cmark returned at the tokens.
  func pieces(of literal: [UInt8]) -> [Piece] {
    guard !formulas.isEmpty, literal.contains(Self.tokenStart) else { return [.text(literal[...])] }
    var pieces: [Piece] = []
    var textStart = 0
    var index = 0
    while index < literal.count {
      guard literal[index] == Self.tokenStart, let end = literal[index...].firstIndex(of: Self.tokenEnd),
        let number = Int(String(decoding: literal[index + 1..<end], as: UTF8.self)), formulas.indices.contains(number)
      else {
        index += 1
        continue
      }
      if textStart < index { pieces.append(.text(literal[textStart..<index])) }
      pieces.append(.formula(number))
      index = end + 1
      textStart = index
    }
    if textStart < literal.count { pieces.append(.text(literal[textStart...])) }
    return pieces
  }

  /// What cmark returned, with the formulas as they were written.
  ///
  /// - Parameter bar: what stands for `\|`: a bar where backslashes escape.
  func restored(_ literal: [UInt8], bar: String = "\\|") -> String {
    var text = ""
    for piece in pieces(of: literal) {
      switch piece {
      case .text(let bytes): text += Self.replacingBars(in: bytes, by: bar)
      case .formula(let number): text += file.text(in: formulas[number].range)
      }
    }
    return text
  }

  /// A text of cmark's in which `\|` is replaced by what it stands for.
  static func replacingBars(in bytes: ArraySlice<UInt8>, by bar: String) -> String {
    guard bytes.contains(escapedBar) else { return String(decoding: bytes, as: UTF8.self) }
    var result: [UInt8] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      if bytes[index] == escapedBar {
        result.append(contentsOf: bar.utf8)
        index += 2
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
