/// The normal forms of Unicode 14.0.
enum UnicodeNormalization: String {
  case composed = "NFC"
  case decomposed = "NFD"
  case compatiblyComposed = "NFKC"
  case compatiblyDecomposed = "NFKD"

  private var composes: Bool { self == .composed || self == .compatiblyComposed }
  private var isCompatible: Bool { self == .compatiblyComposed || self == .compatiblyDecomposed }

  /// The text in this form.
  func normalized(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    var scalars: [Unicode.Scalar] = []
    scalars.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars { append(scalar, to: &scalars) }
    order(&scalars)
    if composes { compose(&scalars) }
    var result = String.UnicodeScalarView()
    result.append(contentsOf: scalars)
    return String(result)
  }

  /// Appends what a character is made of. Decompositions nest a few levels deep.
  private func append(_ scalar: Unicode.Scalar, to scalars: inout [Unicode.Scalar]) {
    // The characters below have no canonical decompositions, or none at all.
    if scalar.value < (isCompatible ? 0xA0 : 0xC0) { return scalars.append(scalar) }
    if let parts = Hangul.parts(of: scalar) { return scalars.append(contentsOf: parts) }
    guard let found = UnicodeData.decompositions[scalar.value], found.isCanonical || isCompatible else {
      return scalars.append(scalar)
    }
    for part in found.scalars { append(part, to: &scalars) }
  }

  /// Sorts the marks behind each character by their combining classes.
  private func order(_ scalars: inout [Unicode.Scalar]) {
    var index = 0
    while index < scalars.count {
      guard UnicodeData.combiningClass(scalars[index]) != 0 else {
        index += 1
        continue
      }
      var end = index + 1
      while end < scalars.count, UnicodeData.combiningClass(scalars[end]) != 0 { end += 1 }
      if end - index > 1 {
        // Stable: marks of the same class keep their order.
        let marks = scalars[index..<end].enumerated().map { ($1, UnicodeData.combiningClass($1), $0) }
        let sorted = marks.sorted { ($0.1, $0.2) < ($1.1, $1.2) }
        scalars.replaceSubrange(index..<end, with: sorted.map(\.0))
      }
      index = end
    }
  }

  private func compose(_ scalars: inout [Unicode.Scalar]) {
    var written = 0
    var starter = -1
    /// The class of the last character kept behind the starter: a mark of the same class or a higher one is blocked by it.
    var lastClass = 0
    for index in scalars.indices {
      let scalar = scalars[index]
      let combiningClass = Int(UnicodeData.combiningClass(scalar))
      if starter >= 0, lastClass < combiningClass || written == starter + 1,
        let composed = Hangul.composed(scalars[starter], scalar)
          ?? UnicodeData.compositions[UnicodeData.pair(scalars[starter], scalar)]
      {
        scalars[starter] = composed
        continue
      }
      if combiningClass == 0 { starter = written }
      lastClass = combiningClass
      scalars[written] = scalar
      written += 1
    }
    scalars.removeLast(scalars.count - written)
  }
}

/// Hangul syllables, which are made of two or three letters by a rule.
enum Hangul {
  private static let first: UInt32 = 0xAC00
  private static let leading: UInt32 = 0x1100
  private static let vowel: UInt32 = 0x1161
  /// One before the first trailing consonant.
  private static let trailing: UInt32 = 0x11A7
  private static let leadingCount: UInt32 = 19
  private static let vowelCount: UInt32 = 21
  private static let trailingCount: UInt32 = 28

  /// The letters of a syllable.
  static func parts(of scalar: Unicode.Scalar) -> [Unicode.Scalar]? {
    let index = scalar.value &- first
    guard index < leadingCount * vowelCount * trailingCount else { return nil }
    let codes = [
      leading + index / (vowelCount * trailingCount), vowel + index / trailingCount % vowelCount,
      trailing + index % trailingCount,
    ]
    return codes.prefix(index % trailingCount == 0 ? 2 : 3).compactMap { Unicode.Scalar($0) }
  }

  /// The syllable of two letters, or of a syllable and a trailing consonant.
  static func composed(_ a: Unicode.Scalar, _ b: Unicode.Scalar) -> Unicode.Scalar? {
    let (l, v, syllable, t) = (a.value &- leading, b.value &- vowel, a.value &- first, b.value &- trailing)
    if l < leadingCount, v < vowelCount { return Unicode.Scalar(first + (l * vowelCount + v) * trailingCount) }
    if syllable < leadingCount * vowelCount * trailingCount, syllable % trailingCount == 0, t > 0, t < trailingCount {
      return Unicode.Scalar(a.value + t)
    }
    return nil
  }
}
