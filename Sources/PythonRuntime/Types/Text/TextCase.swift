/// Upper, lower and title case of text, by Unicode's full mappings, as CPython's string methods make them.
package enum TextCase {
  /// `text.lower()`.
  package static func lower(_ text: String) -> String {
    if let ascii = mapASCII(text, { $0.asciiLowercased }) { return ascii }
    let scalars = Array(text.unicodeScalars)
    var out: [UInt8] = []
    for index in scalars.indices { appendLower(scalars, index, to: &out) }
    return out.text
  }

  /// `text.upper()`.
  package static func upper(_ text: String) -> String {
    if let ascii = mapASCII(text, { $0.asciiUppercased }) { return ascii }
    var out: [UInt8] = []
    for scalar in text.unicodeScalars { out.append(text: scalar.properties.uppercaseMapping) }
    return out.text
  }

  /// `text.casefold()`.
  package static func fold(_ text: String) -> String {
    if let ascii = mapASCII(text, { $0.asciiLowercased }) { return ascii }
    var out: [UInt8] = []
    for scalar in text.unicodeScalars { out.append(text: folded(scalar)) }
    return out.text
  }

  /// The full case folding of a code point. Unicode defines it as the lower case of the upper case, with exceptions.
  static func folded(_ scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    case 0x130: return "i\u{307}"
    case 0x131: return "\u{131}"
    case 0x1E9E: return "ss"
    // Cherokee folds to its capitals.
    case 0x13A0...0x13F5: return String(scalar)
    case 0x13F8...0x13FD, 0xAB70...0xABBF: return scalar.properties.uppercaseMapping
    default: break
    }
    if scalar.isASCII { return scalar.properties.lowercaseMapping }
    var out = ""
    for upper in scalar.properties.uppercaseMapping.unicodeScalars {
      out += upper.properties.lowercaseMapping
    }
    return out
  }

  /// `text.capitalize()`.
  package static func capitalize(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var out: [UInt8] = []
    for index in scalars.indices {
      if index == 0 {
        out.append(text: scalars[0].properties.titlecaseMapping)
      } else {
        appendLower(scalars, index, to: &out)
      }
    }
    return out.text
  }

  /// `text.title()`.
  package static func title(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var out: [UInt8] = []
    var inWord = false
    for index in scalars.indices {
      if inWord {
        appendLower(scalars, index, to: &out)
      } else {
        out.append(text: scalars[index].properties.titlecaseMapping)
      }
      inWord = CharacterClass.isCased(scalars[index])
    }
    return out.text
  }

  /// `text.swapcase()`.
  package static func swap(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var out: [UInt8] = []
    for (index, scalar) in scalars.enumerated() {
      if CharacterClass.isUpper(scalar) {
        appendLower(scalars, index, to: &out)
      } else if CharacterClass.isLower(scalar) {
        out.append(text: scalar.properties.uppercaseMapping)
      } else {
        out.append(scalar: scalar)
      }
    }
    return out.text
  }

  /// Whether `text` has a cased letter and all of them are lower case, or upper case.
  package static func all(_ text: String, lower: Bool) -> Bool {
    var found = false
    for scalar in text.unicodeScalars {
      if lower ? CharacterClass.isUpper(scalar) : CharacterClass.isLower(scalar) { return false }
      if CharacterClass.isTitle(scalar) { return false }
      if lower ? CharacterClass.isLower(scalar) : CharacterClass.isUpper(scalar) { found = true }
    }
    return found
  }

  /// `text.istitle()`.
  package static func isTitle(_ text: String) -> Bool {
    var found = false
    var inWord = false
    for scalar in text.unicodeScalars {
      if CharacterClass.isUpper(scalar) || CharacterClass.isTitle(scalar) {
        if inWord { return false }
        inWord = true
        found = true
      } else if CharacterClass.isLower(scalar) {
        if !inWord { return false }
        found = true
      } else {
        inWord = false
      }
    }
    return found
  }

  private static func mapASCII(_ text: String, _ map: (UInt8) -> UInt8) -> String? {
    var text = text
    return text.withUTF8 { bytes -> String? in
      guard bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
      return String(unsafeUninitializedCapacity: bytes.count) { target in
        // The target has room for as many bytes as the source, and every one is written.
        for index in 0..<bytes.count { target[index] = map(bytes[index]) }
        return bytes.count
      }
    }
  }

  private static func appendLower(_ scalars: [Unicode.Scalar], _ index: Int, to out: inout [UInt8]) {
    let scalar = scalars[index]
    if scalar == "\u{3A3}" {
      // A capital sigma that ends a word becomes a final one.
      func ignorable(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isCaseIgnorable }
      let before = scalars[..<index].last { !ignorable($0) }
      let after = scalars[(index + 1)...].first { !ignorable($0) }
      let final = before.map { $0.properties.isCased } == true && after.map { $0.properties.isCased } != true
      out.append(scalar: final ? "\u{3C2}" : "\u{3C3}")
    } else {
      out.append(text: scalar.properties.lowercaseMapping)
    }
  }
}
