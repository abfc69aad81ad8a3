/// Searching text by its UTF-8 bytes: which finds what a reader of source code means by "the same text", and needs
/// neither Unicode normalisation nor the standard library's pattern matcher, whose tables every start would pay for.
extension StringProtocol {
  /// Where `part` first stands, or `nil`. The empty text stands at the beginning.
  package func firstRange(of part: String) -> Range<Index>? {
    guard let offset = offset(of: part) else { return nil }
    let start = utf8.index(startIndex, offsetBy: offset)
    return start..<utf8.index(start, offsetBy: part.utf8.count)
  }

  /// The number of bytes before the first `part`.
  private func offset(of part: String) -> Int? {
    var part = part
    return part.withUTF8 { part -> Int? in
      guard let first = part.first else { return 0 }
      func search(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
        guard text.count >= part.count else { return nil }
        // `start + offset` stays below `text.count`: the last start leaves room for `part`.
        for start in 0...text.count - part.count where text[start] == first {
          var offset = 1
          while offset < part.count, text[start + offset] == part[offset] { offset += 1 }
          if offset == part.count { return start }
        }
        return nil
      }
      if let found = utf8.withContiguousStorageIfAvailable(search) { return found }
      return Array(utf8).withUnsafeBufferPointer(search)
    }
  }

  /// Whether `part` stands in the text.
  package func contains(_ part: String) -> Bool { offset(of: part) != nil }

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
