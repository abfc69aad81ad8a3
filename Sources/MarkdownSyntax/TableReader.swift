import SourceText

/// Makes tables of paragraphs, as GitHub does; CommonMark knows none.
///
/// A paragraph is a table when its second line is a delimiter row (`| --- | :-: |`) with as many columns as its first
/// line has cells. Cells are divided by the `|` in the paragraph's own text: one in a code span or a link divides
/// nothing, nor does `\|`.
struct TableReader {
  /// A paragraph with more columns is no table; and behind so many nodes no row gets cells it does not have, so that a
  /// short text cannot ask for a large table.
  private static let maximumColumns = 256
  private static let maximumPaddedNodes = 1 << 16

  /// The nodes of the table in place of those of a paragraph, `nil` when the paragraph is none.
  ///
  /// - Parameters:
  ///   - paragraph: the paragraph and its descendants.
  ///   - index: the paragraph's index in the document.
  static func table(_ paragraph: ArraySlice<MarkdownNode>, at index: Int) -> [MarkdownNode]? {
    let reader = TableReader(nodes: paragraph)
    let lines = reader.lines()
    guard lines.count >= 2, let columns = reader.columns(lines[1]) else { return nil }
    let header = reader.cells(lines[0])
    guard columns.count <= maximumColumns, header.count == columns.count,
      header.count > 1 || reader.holdsDivider(lines[0])
    else { return nil }
    var builder = Builder(index: index, table: paragraph[paragraph.startIndex], columns: columns)
    builder.appendRow(header, of: paragraph)
    for line in lines.dropFirst(2) { builder.appendRow(reader.cells(line), of: paragraph) }
    return builder.finished()
  }

  /// A child of the paragraph, or a part of the text of one.
  private struct Part {
    let node: Int
    var text: String?
    /// Where the text begins in that of the node, in bytes.
    var offset = 0
  }

  private let nodes: ArraySlice<MarkdownNode>

  /// The paragraph's children, line by line.
  private func lines() -> [[Int]] {
    var lines: [[Int]] = [[]]
    var child = nodes.startIndex + 1
    while child < nodes.endIndex {
      switch nodes[child].kind {
      case .softBreak, .lineBreak: lines.append([])
      default: lines[lines.count - 1].append(child)
      }
      child = nodes[child].end
    }
    return lines
  }

  private func text(of index: Int) -> String? {
    if case .text(let text) = nodes[index].kind { return text }
    return nil
  }

  private func holdsDivider(_ line: [Int]) -> Bool { line.contains { text(of: $0)?.contains("|") == true } }

  /// The alignments that a delimiter row gives, `nil` when the line is none.
  private func columns(_ line: [Int]) -> [ColumnAlignment]? {
    var row = ""
    for child in line {
      guard let text = text(of: child) else { return nil }
      row += text
    }
    guard row.contains("|") else { return nil }
    var columns: [ColumnAlignment] = []
    for cell in Self.stripped(row).split(separator: "|", omittingEmptySubsequences: false) {
      let mark = cell.drop { $0 == " " || $0 == "\t" }
      let bytes = Array(mark.utf8.reversed().drop { $0 == 0x20 || $0 == 0x09 }.reversed())
      let dashes = bytes.filter { $0 == UInt8(ascii: "-") }.count
      let (left, right) = (bytes.first == UInt8(ascii: ":"), bytes.last == UInt8(ascii: ":"))
      guard dashes > 0, dashes + (left ? 1 : 0) + (right ? 1 : 0) == bytes.count else { return nil }
      columns.append(left ? (right ? .center : .left) : (right ? .right : .none))
    }
    return columns
  }

  /// A row without the white space around it and the dividers at its ends.
  private static func stripped(_ row: String) -> Substring {
    var row = row[...]
    while let first = row.first, first == " " || first == "\t" { row.removeFirst() }
    while let last = row.last, last == " " || last == "\t" { row.removeLast() }
    if row.first == "|" { row.removeFirst() }
    if row.last == "|" { row.removeLast() }
    return row
  }

  /// The cells of a line.
  private func cells(_ line: [Int]) -> [[Part]] {
    var cells: [[Part]] = [[]]
    for child in line {
      guard let text = text(of: child) else {
        cells[cells.count - 1].append(Part(node: child))
        continue
      }
      var offset = 0
      for (number, piece) in text.split(separator: "|", omittingEmptySubsequences: false).enumerated() {
        if number > 0 { cells.append([]) }
        if !piece.isEmpty { cells[cells.count - 1].append(Part(node: child, text: String(piece), offset: offset)) }
        offset += piece.utf8.count + 1
      }
    }
    // What stands before the first divider and behind the last is a cell only if there is something.
    if cells.count > 1, Self.isBlank(cells[0]) { cells.removeFirst() }
    if cells.count > 1, Self.isBlank(cells[cells.count - 1]) { cells.removeLast() }
    return cells.map(Self.trimmed)
  }

  private static func isBlank(_ cell: [Part]) -> Bool {
    cell.allSatisfy { $0.text?.allSatisfy { $0 == " " || $0 == "\t" } == true }
  }

  private static func trimmed(_ cell: [Part]) -> [Part] {
    var cell = cell
    if let text = cell.first?.text {
      let rest = text.drop { $0 == " " || $0 == "\t" }
      cell[0].offset += text.utf8.count - rest.utf8.count
      cell[0].text = String(rest)
    }
    if var text = cell.last?.text {
      while let last = text.last, last == " " || last == "\t" { text.removeLast() }
      cell[cell.count - 1].text = text
    }
    return cell.filter { $0.text?.isEmpty != true }
  }

  /// Lays the nodes of a table out.
  private struct Builder {
    private var nodes: [MarkdownNode]
    private let index: Int
    private let columns: Int
    private var lastRow: Int?

    init(index: Int, table: MarkdownNode, columns: [ColumnAlignment]) {
      self.index = index
      self.columns = columns.count
      var table = table
      table.kind = .table(columns)
      nodes = [table]
    }

    /// Appends a row of as many cells as the table has columns: missing ones are empty, surplus ones are dropped.
    mutating func appendRow(_ cells: [[Part]], of paragraph: ArraySlice<MarkdownNode>) {
      let tableEnd = nodes[0].range.upperBound
      let rowRange = range(of: cells.joined(), paragraph) ?? tableEnd..<tableEnd
      let row = append(.tableRow, rowRange, parent: index, after: lastRow)
      lastRow = row
      var lastCell: Int?
      for column in 0..<columns where column < cells.count || nodes.count < maximumPaddedNodes {
        let parts = column < cells.count ? cells[column] : []
        let cellRange = range(of: parts, paragraph) ?? rowRange.upperBound..<rowRange.upperBound
        let cell = append(.tableCell, cellRange, parent: row, after: lastCell)
        lastCell = cell
        var lastPart: Int?
        for part in parts {
          if let text = part.text {
            lastPart = append(.text(text), range(of: part, paragraph), parent: cell, after: lastPart)
          } else {
            lastPart = copy(part.node, parent: cell, after: lastPart, of: paragraph)
          }
        }
        nodes[cell - index].end = index + nodes.count
      }
      nodes[row - index].end = index + nodes.count
    }

    private mutating func append(_ kind: MarkdownKind, _ range: ByteRange, parent: Int, after: Int?) -> Int {
      let position = index + nodes.count
      nodes.append(
        MarkdownNode(kind: kind, range: range, parent: parent, previousSibling: after, end: position + 1))
      return position
    }

    /// Copies a subtree; its inner places move as one.
    private mutating func copy(_ root: Int, parent: Int, after: Int?, of paragraph: ArraySlice<MarkdownNode>) -> Int {
      let position = index + nodes.count
      let shift = position - root
      for source in root..<paragraph[root].end {
        let node = paragraph[source]
        var kind = node.kind
        // In a table `\|` is a bar even in code.
        if case .code(let code) = kind { kind = .code(Self.unescapingBars(code)) }
        nodes.append(
          MarkdownNode(
            kind: kind, range: node.range, parent: source == root ? parent : node.parent + shift,
            previousSibling: source == root ? after : node.previousSibling.map { $0 + shift }, end: node.end + shift))
      }
      return position
    }

    private static func unescapingBars(_ code: String) -> String {
      var result: [UInt8] = []
      for byte in code.utf8 {
        if byte == UInt8(ascii: "|"), result.last == UInt8(ascii: "\\") { result.removeLast() }
        result.append(byte)
      }
      return String(decoding: result, as: UTF8.self)
    }

    /// The bytes from the first of some parts to the last, `nil` when there is none.
    private func range(of parts: some Sequence<Part>, _ paragraph: ArraySlice<MarkdownNode>) -> ByteRange? {
      var result: ByteRange?
      for part in parts {
        let range = range(of: part, paragraph)
        result = result.map { min($0.lowerBound, range.lowerBound)..<max($0.upperBound, range.upperBound) } ?? range
      }
      return result
    }

    /// The bytes of a part: exact where those of the node's text are.
    private func range(of part: Part, _ paragraph: ArraySlice<MarkdownNode>) -> ByteRange {
      let node = paragraph[part.node]
      guard let text = part.text, case .text(let whole) = node.kind, whole.utf8.count == node.range.count else {
        return node.range
      }
      let start = node.range.lowerBound + part.offset
      return start..<start + text.utf8.count
    }

    mutating func finished() -> [MarkdownNode] {
      nodes[0].end = index + nodes.count
      return nodes
    }
  }
}
