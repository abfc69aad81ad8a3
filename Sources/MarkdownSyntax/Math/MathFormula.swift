import SourceText

/// A formula in a document's text.
package struct MathFormula: Hashable, Sendable {
  /// The TeX between the delimiters, or the whole of an environment, without the prefixes of quotes around it.
  package let tex: String
  /// Whether the formula is set on lines of its own: it is an environment, or it stands between `$$` or between `\[`
  /// and `\]` and spans lines or has its line to itself.
  package let isDisplay: Bool
}

/// A formula and its place.
struct FoundFormula {
  let range: ByteRange
  let formula: MathFormula
}
