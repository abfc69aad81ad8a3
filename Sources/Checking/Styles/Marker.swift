/// The word that says that output follows: `expected:`, `Output:`, `=>`.
struct Marker {
  /// The number of bytes of the comment's raw text (behind its `#`s) before the claimed text.
  let length: Int
  /// `=>`, `->` and `#>`, which may be repeated on every line.
  let isArrow: Bool
  /// Whether nothing else than output follows the marker; arrows beyond `=>`, `->` and `#>` also lead prose.
  let isCertain: Bool
  /// The cell's labels with the marker's qualifiers.
  let labels: CellText.Labels

  static let words = ["expected output", "expected", "outputs", "output", "out", "prints", "输出", "출력"]
  static let arrows = ["=>", "->"]
  static let looseArrows = ["==>", "-->", "→", "⇒", "➜"]

  /// Whether a marker may begin with a byte: most comments are done with after one look.
  private static let begins: [Bool] = {
    var table = [Bool](repeating: false, count: 256)
    for text in words + arrows + looseArrows {
      guard let first = text.utf8.first else { continue }
      table[Int(first)] = true
      if first >= UInt8(ascii: "a"), first <= UInt8(ascii: "z") { table[Int(first & 0xDF)] = true }
    }
    return table
  }()

  /// Reads the marker at the beginning of a comment.
  ///
  /// - Parameters:
  ///   - raw: the comment's text behind its `#`s.
  ///   - labels: the labels of the cell.
  init?(_ raw: Substring, labels: CellText.Labels) {
    if raw.hasPrefix(">"), !raw.hasPrefix(">>") {
      self.init(raw, rest: raw.dropFirst(), isArrow: true, labels: labels)
      return
    }
    let text = raw.trimmedPrefix
    guard let first = text.utf8.first, Self.begins[Int(first)] else { return nil }
    if let arrow = Self.arrows.first(where: text.hasPrefix) {
      self.init(raw, rest: text.dropFirst(arrow.count), isArrow: true, labels: labels)
      return
    }
    if let arrow = Self.looseArrows.first(where: text.hasPrefix) {
      self.init(raw, rest: text.dropFirst(arrow.count), isArrow: true, isCertain: false, labels: labels)
      return
    }
    let beginning = text.prefix(20).lowercased()
    guard let word = Self.words.first(where: beginning.hasPrefix) else { return nil }
    var rest = text.dropFirst(word.count).trimmedPrefix
    var labels = labels
    var isQualified = false
    if rest.first == "[" {
      guard let close = rest.firstIndex(of: "]"), rest[..<close].dropFirst().allSatisfy({ $0.isNumber || $0 == " " })
      else { return nil }
      rest = rest[rest.index(after: close)...].trimmedPrefix
    }
    if rest.first == "(", let close = rest.prefix(200).firstIndex(of: ")") {
      let found = Self.qualify(&labels, rest[..<close].dropFirst())
      let behind = rest[rest.index(after: close)...].trimmedPrefix
      if found || behind.first == ":" || behind.first == "：" {
        isQualified = found
        rest = behind
      }
    }
    if rest.first == ":" || rest.first == "：" {
      rest = rest.dropFirst()
    } else if !isQualified {
      return nil
    }
    self.init(raw, rest: rest, isArrow: false, labels: labels)
  }

  private init(
    _ raw: Substring, rest: Substring, isArrow: Bool, isCertain: Bool = true, labels: CellText.Labels
  ) {
    let text = rest.first == " " ? rest.dropFirst() : rest
    length = raw.utf8.count - text.utf8.count
    self.isArrow = isArrow
    self.isCertain = isCertain
    self.labels = labels
  }

  /// Reads `random`, `exact`, `unchecked` and `tolerance=1e-2`; false when none is among the words.
  private static func qualify(_ labels: inout CellText.Labels, _ text: Substring) -> Bool {
    var found = false
    for word in text.split(whereSeparator: { $0 == "," || $0 == " " }) {
      switch word.lowercased() {
      case "random": labels.random = true
      case "exact": labels.exact = true
      case "unchecked": labels.unchecked = true
      case let word where word.hasPrefix("tolerance="):
        guard let value = Double(word.dropFirst("tolerance=".count)), value >= 0, value.isFinite else { continue }
        labels.tolerance = value
      default: continue
      }
      found = true
    }
    return found
  }
}
