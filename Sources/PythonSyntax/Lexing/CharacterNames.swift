/// The characters that `\N{...}` can name.
package enum CharacterNames {
  /// The character of a Unicode name or alias, whatever its case.
  package static func scalar(named name: String) -> Unicode.Scalar? {
    let wanted = name.uppercased()
    if let found = common[wanted] ?? CharacterAliases.scalar(named: wanted) ?? others[wanted] { return found }
    for prefix in ["CJK UNIFIED IDEOGRAPH-", "CJK COMPATIBILITY IDEOGRAPH-"] where wanted.hasPrefix(prefix) {
      if let value = UInt32(wanted.dropFirst(prefix.count), radix: 16), let scalar = Unicode.Scalar(value),
        scalar.properties.name == wanted
      {
        return scalar
      }
    }
    return nil
  }

  /// The names below the ideographs, where nearly every character is that a program names. A table of all names takes
  /// some twenty milliseconds to make, this one a tenth of that.
  private static let common = table(of: [0...0x2BFF])

  /// The names of the others but the ideographs and syllables whose names are made by rule.
  private static let others = table(of: [
    0x2C00...0x33FF, 0x4DC0...0x4DFF, 0xA000...0xD7FF, 0xF900...0x1FFFF, 0xE0000...0xE01EF,
  ])

  private static func table(of ranges: [ClosedRange<UInt32>]) -> [String: Unicode.Scalar] {
    var table: [String: Unicode.Scalar] = [:]
    table.reserveCapacity(ranges.reduce(0) { $0 + $1.count / 2 })
    for range in ranges {
      for value in range {
        guard let scalar = Unicode.Scalar(value) else { continue }
        if let name = scalar.properties.name { table[name] = scalar }
        if let alias = scalar.properties.nameAlias { table[alias] = scalar }
      }
    }
    return table
  }
}
