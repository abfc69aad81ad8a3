/// The characters that `\N{...}` can name.
enum CharacterNames {
  /// The character of a Unicode name or alias, whatever its case.
  static func scalar(named name: String) -> Unicode.Scalar? {
    let wanted = name.uppercased()
    if let found = table[wanted] { return found }
    for prefix in ["CJK UNIFIED IDEOGRAPH-", "CJK COMPATIBILITY IDEOGRAPH-"] where wanted.hasPrefix(prefix) {
      if let value = UInt32(wanted.dropFirst(prefix.count), radix: 16), let scalar = Unicode.Scalar(value),
        scalar.properties.name == wanted
      {
        return scalar
      }
    }
    return nil
  }

  /// The names of all characters but the ideographs and syllables whose names are made by rule; made at first use.
  private static let table: [String: Unicode.Scalar] = {
    var table: [String: Unicode.Scalar] = [:]
    table.reserveCapacity(40_000)
    let ranges: [ClosedRange<UInt32>] = [
      0...0x33FF, 0x4DC0...0x4DFF, 0xA000...0xD7FF, 0xF900...0x1FFFF, 0xE0000...0xE01EF,
    ]
    for range in ranges {
      for value in range {
        guard let scalar = Unicode.Scalar(value) else { continue }
        if let name = scalar.properties.name { table[name] = scalar }
        if let alias = scalar.properties.nameAlias { table[alias] = scalar }
      }
    }
    return table
  }()
}
