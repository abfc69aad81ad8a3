import MarkdownSyntax

/// The language a document is written in, for screen readers, hyphenation and line breaking.
enum DocumentLanguage {
  /// `ko`, `ja`, `zh` or `en`, by the script most of the prose is in.
  static func code(of document: MarkdownDocument) -> String {
    var (hangul, kana, han, latin) = (0, 0, 0, 0)
    for node in document.nodes {
      guard case .text(let text) = node.kind else { continue }
      for scalar in text.unicodeScalars {
        switch scalar.value {
        case 0xAC00...0xD7A3: hangul += 1
        case 0x3040...0x30FF: kana += 1
        case 0x4E00...0x9FFF: han += 1
        case 0x41...0x5A, 0x61...0x7A: latin += 1
        default: break
        }
      }
    }
    // A syllable or an ideograph says about as much as four letters.
    guard (hangul + kana + han) * 4 > latin else { return "en" }
    if hangul >= kana, hangul >= han { return "ko" }
    return kana * 5 > han ? "ja" : "zh"
  }
}
