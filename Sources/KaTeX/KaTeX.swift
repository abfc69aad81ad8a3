/// KaTeX (MIT license) and its fonts (SIL Open Font License), as the system that built the program has them installed.
/// Everything is a constant of the program, in the form in which a page carries it: pages of the file that are read only
/// when a report shows formulas.
package enum KaTeX {
  /// Script and style, compressed by LZMA and written as text: four bytes are five characters from `#` to `w`, the first
  /// the highest digit to the base 85.
  ///
  /// What is compressed is the style, a line feed, and the script.
  package struct Packed: Sendable {
    package let text: StaticString
    /// The number of bytes before they were compressed.
    package let size: Int
    /// SHA-256 of the script, in hexadecimal digits.
    package let digest: StaticString
  }

  /// Whether KaTeX was there when the program was built.
  package static var isAvailable: Bool { isThere }

  /// Script and style with the measures of all fonts.
  package static var whole: Packed { full }

  /// Script and style with the measures of the regular, the mathematical and the large fonts alone, a tenth smaller.
  package static var withFewMeasures: Packed { plain }

  /// A font in WOFF2, as base64: `Main-Regular`.
  package static func font(_ name: String) -> StaticString? { packedFont(name) }
}
