/// Names in the form in which Python compares them.
enum Identifier {
  /// The name written with these bytes in Unicode's normalisation form KC, as CPython reads names.
  static func normalized(_ bytes: ArraySlice<UInt8>) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    guard bytes.contains(where: { $0 >= 0x80 }) else { return text }
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if let replacement = CompatibilityForms.replacement(of: scalar) {
        scalars.append(contentsOf: replacement.unicodeScalars)
      } else {
        scalars.append(scalar)
      }
    }
    return String(scalars)
  }
}
