import TestSupport

/// Small changes of bytes, of lines and of words.
enum Mutator {
  /// What stands in place of words: numbers and names at the edges of what there is.
  private static let words = [
    "0", "-1", "1", "2", "9223372036854775807", "-9223372036854775808", "1e308", "nan", "None", "True", "''", "[]",
    "()", "{}", "...", "x", "self", "*", "**", "(", ")", "[", "]", "{", "}", ":", ",", ".", "=", "==", "@", "->", ":=",
    "lambda: 0", "yield", "return", "await", "async ", "not ", "in ", "is ", "if ", "else ", "for ", "while ", "def ",
    "class ", "with ", "try:", "except:", "finally:", "del ", "global x", "nonlocal x", "import torch", "raise",
    "f'{x!r:>{y}}'", "0x", "1_000", "1j", "b'\\xff'", "\\", "\\N{DIGIT ONE}", "'''", "#", ";", "\t", "    ", "\n", "\r",
    "\u{0}", "\u{FEFF}", "é", "변수", "😀", "\u{200D}", "```", "```python", "~~~", "---\n", ">>> ", "... ", "# 1",
    "Out[1]: ",
    "tensor([1.])", "dtype=torch.int64", "requires_grad=True", "dim=-3", "keepdim=True", "-", "/", "//", "%", "<<",
    "<!-- nbrun: raises -->", "$$", "|", "<", ">",
  ]

  /// A document of the corpus with one to four changes.
  static func mutation(of corpus: Corpus, using random: inout SplitMix) -> [UInt8] {
    let isSlow = !corpus.slowDocuments.isEmpty && Int.random(in: 0..<25, using: &random) == 0
    let documents = isSlow ? corpus.slowDocuments : corpus.documents
    var bytes = documents[Int.random(in: 0..<documents.count, using: &random)]
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      switch Int.random(in: 0..<12, using: &random) {
      case 0...1: mutateBytes(&bytes, using: &random)
      case 2...6: replaceWord(&bytes, using: &random)
      case 7...9: mutateLines(&bytes, using: &random)
      default:
        let other = corpus.documents[Int.random(in: 0..<corpus.documents.count, using: &random)]
        splice(&bytes, other, using: &random)
      }
    }
    return bytes
  }

  /// Flips, inserts, removes or repeats some bytes.
  static func mutateBytes(_ bytes: inout [UInt8], using random: inout SplitMix) {
    guard !bytes.isEmpty else { return }
    let place = Int.random(in: 0..<bytes.count, using: &random)
    let end = min(bytes.count, place + Int.random(in: 1...12, using: &random))
    switch Int.random(in: 0..<5, using: &random) {
    case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 1: bytes.insert(UInt8.random(in: 0...127, using: &random), at: place)
    case 2: bytes.removeSubrange(place..<end)
    case 3: bytes.insert(contentsOf: bytes[place..<end], at: place)
    default: bytes.insert(contentsOf: Array(word(using: &random).utf8), at: place)
    }
  }

  private static func word(using random: inout SplitMix) -> String {
    words[Int.random(in: 0..<words.count, using: &random)]
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      return true
    default: return byte >= 0x80
    }
  }

  /// The word or the single byte at a random place.
  private static func wordRange(in bytes: [UInt8], using random: inout SplitMix) -> Range<Int> {
    let place = Int.random(in: 0..<bytes.count, using: &random)
    var start = place
    var end = place + 1
    guard isWord(bytes[place]) else { return start..<end }
    while start > 0, isWord(bytes[start - 1]) { start -= 1 }
    while end < bytes.count, isWord(bytes[end]) { end += 1 }
    return start..<end
  }

  /// Puts another word of the document, or one of the list, in place of a word.
  private static func replaceWord(_ bytes: inout [UInt8], using random: inout SplitMix) {
    guard !bytes.isEmpty else { return }
    let range = wordRange(in: bytes, using: &random)
    let replacement =
      Bool.random(using: &random)
      ? Array(bytes[wordRange(in: bytes, using: &random)]) : Array(word(using: &random).utf8)
    bytes.replaceSubrange(range, with: replacement)
  }

  /// Removes, repeats, swaps or indents lines.
  private static func mutateLines(_ bytes: inout [UInt8], using random: inout SplitMix) {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)
    let place = Int.random(in: 0..<lines.count, using: &random)
    let other = Int.random(in: 0..<lines.count, using: &random)
    switch Int.random(in: 0..<5, using: &random) {
    case 0: lines.remove(at: place)
    case 1: lines.insert(lines[place], at: other)
    case 2: lines.swapAt(place, other)
    case 3: lines[place] = Array("    ".utf8) + lines[place]
    default: lines[place] = Array(lines[place].drop { $0 == UInt8(ascii: " ") })
    }
    bytes = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
  }

  /// Puts some lines of another document in.
  private static func splice(_ bytes: inout [UInt8], _ other: [UInt8], using random: inout SplitMix) {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let others = other.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let start = Int.random(in: 0..<others.count, using: &random)
    let end = min(others.count, start + Int.random(in: 1...6, using: &random))
    lines.insert(contentsOf: others[start..<end], at: Int.random(in: 0...lines.count, using: &random))
    bytes = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
  }
}
