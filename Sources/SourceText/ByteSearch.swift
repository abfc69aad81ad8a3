/// Searching text by its UTF-8 bytes: which finds what a reader of source code means by "the same text", and needs
/// neither Unicode normalisation nor the standard library's pattern matcher, whose tables every start would pay for.
extension StringProtocol {
  /// Where `part` first stands, or `nil`. The empty text stands at the beginning.
  package func firstRange(of part: String) -> Range<Index>? {
    let text = utf8
    var part = part
    return part.withUTF8 { part -> Range<Index>? in
      guard let first = part.first else { return startIndex..<startIndex }
      var start = text.startIndex
      while let found = text[start...].firstIndex(of: first) {
        if let end = text.index(found, offsetBy: part.count, limitedBy: text.endIndex) {
          if text[found..<end].elementsEqual(part) { return found..<end }
        } else {
          return nil
        }
        start = text.index(after: found)
      }
      return nil
    }
  }

  /// Whether `part` stands in the text.
  package func contains(_ part: String) -> Bool { firstRange(of: part) != nil }

  /// The text with every `part` replaced.
  package func replacing(_ part: String, with replacement: String) -> String {
    guard !part.isEmpty else { return String(self) }
    var result = ""
    var rest = self[...]
    while let range = rest.firstRange(of: part) {
      result += rest[..<range.lowerBound]
      result += replacement
      rest = rest[range.upperBound...]
    }
    return result + rest
  }

  /// The parts between the separators.
  package func parts(separatedBy separator: String) -> [SubSequence] {
    guard !separator.isEmpty else { return [self[...]] }
    var parts: [SubSequence] = []
    var rest = self[...]
    while let range = rest.firstRange(of: separator) {
      parts.append(rest[..<range.lowerBound])
      rest = rest[range.upperBound...]
    }
    return parts + [rest]
  }
}
