import SourceText

/// A heading and the name by which links reach it.
package struct Heading: Hashable, Sendable {
  /// The index of the heading's node in ``MarkdownDocument/nodes``.
  package let node: Int
  package let level: Int
  /// The text without markup.
  package let text: String
  /// The fragment that GitHub and kramdown give the heading, unique in the document.
  package let slug: String
}

/// Gives headings their slugs as GitHub does: lower case, letters, marks and digits of every script, `_` and `-`
/// stay, a space becomes `-`, all else goes; a slug that was given gets `-1`, `-2`, ...
struct SlugMaker {
  private var given: Set<String> = []
  private var counts: [String: Int] = [:]

  mutating func slug(for text: String) -> String {
    var base = ""
    for scalar in text.lowercased().unicodeScalars {
      switch scalar.properties.generalCategory {
      case .lowercaseLetter, .uppercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
        .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .connectorPunctuation:
        base.unicodeScalars.append(scalar)
      default:
        if scalar == "-" { base.unicodeScalars.append(scalar) }
        if scalar == " " { base += "-" }
      }
    }
    if base.isEmpty { base = "section" }
    var slug = base
    while !given.insert(slug).inserted {
      let count = (counts[base] ?? 0) + 1
      counts[base] = count
      slug = "\(base)-\(count)"
    }
    return slug
  }
}
