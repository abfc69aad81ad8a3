import SourceText
import Testing

@Suite struct ByteSearchTests {
  /// Small alphabets make many near misses.
  private static let words: [String] = {
    var generator = SystemRandomNumberGenerator()
    return (0..<300).map { _ in
      String((0..<Int.random(in: 0...12, using: &generator)).map { _ in "abä한".randomElement() ?? "a" })
    }
  }()

  @Test func findsWhatAComparisonAtEveryPlaceFinds() {
    for text in Self.words {
      for part in ["", "a", "ab", "aab", "ä", "한a", "abab"] {
        let bytes = Array(text.utf8)
        let wanted = Array(part.utf8)
        let places = bytes.count < wanted.count ? [] : Array(0...bytes.count - wanted.count)
        let first = places.first { Array(bytes[$0..<$0 + wanted.count]) == wanted }
        let found = text.firstRange(of: part).map { text.utf8.distance(from: text.startIndex, to: $0.lowerBound) }
        #expect(found == first, "\(part) in \(text)")
        #expect(text.contains(part) == (first != nil))
        let inside = "x\(text)x".dropFirst().dropLast()
        #expect(inside.contains(part) == (first != nil))
      }
    }
  }

  @Test func splitsAndReplaces() {
    #expect("a, b, c".parts(separatedBy: ", ") == ["a", "b", "c"])
    #expect("".parts(separatedBy: ", ") == [""])
    #expect("aaa".replacing("aa", with: "b") == "ba")
    #expect("한글한".replacing("한", with: "x") == "x글x")
  }
}

@Suite struct UTF8Tests {
  @Test func theFirstInvalidByteIsFound() {
    var generator = SystemRandomNumberGenerator()
    let pieces: [[UInt8]] = [
      [0x41], [0xC3, 0xA4], [0xED, 0x95, 0x9C], [0xF0, 0x9F, 0x98, 0x80], [0x80], [0xC0, 0xAF], [0xE0, 0x80, 0x80],
      [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5], [0xE2, 0x82], [0xF0, 0x9F], [0xC3],
    ]
    for _ in 0..<5000 {
      let bytes = (0..<Int.random(in: 0...5, using: &generator)).flatMap { _ in pieces.randomElement() ?? [] }
      let file = SourceFile(path: "t.md", bytes: bytes)
      let offset = file.firstInvalidUTF8Offset
      #expect((offset == nil) == (String(validating: bytes, as: UTF8.self) != nil), "\(bytes)")
      if let offset { #expect(String(validating: bytes[..<offset], as: UTF8.self) != nil, "\(bytes)") }
    }
  }
}
