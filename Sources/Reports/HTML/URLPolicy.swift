/// Which addresses of a document a report may hold.
enum URLPolicy {
  /// The address of a link, ready for an `href`: `http`, `https`, `mailto`, relative or a fragment. `nil` for any
  /// other scheme.
  static func link(_ address: String) -> String? {
    switch scheme(of: address) {
    case nil: startsWithTwoSlashes(address) ? nil : percentEncoded(address)
    case "http", "https", "mailto": percentEncoded(address)
    default: nil
    }
  }

  /// The address of an image that carries its data in itself, in a format that cannot run scripts or fetch anything.
  static func embeddedImage(_ address: String) -> String? {
    for type in ["png", "jpeg", "gif", "webp"] {
      let prefix = "data:image/\(type);base64,"
      guard address.hasPrefix(prefix) else { continue }
      let data = address.utf8.dropFirst(prefix.utf8.count)
      let isBase64 = data.allSatisfy { isASCIIAlphanumeric($0) || "+/=".utf8.contains($0) }
      return isBase64 ? address : nil
    }
    return nil
  }

  /// The path of a file beside the document, `nil` for an address elsewhere.
  static func relativePath(_ address: String) -> String? {
    guard scheme(of: address) == nil, !address.hasPrefix("/"), !address.hasPrefix("\\"), !address.hasPrefix("#") else {
      return nil
    }
    let path = address.prefix { $0 != "?" && $0 != "#" }
    guard !path.isEmpty, !path.split(separator: "/").contains("..") else { return nil }
    return percentDecoded(String(path))
  }

  /// What a browser takes for the scheme, in lower case: letters, digits, `+`, `-` and `.` before a colon, a letter
  /// first. It passes over controls and white space; anything else before the colon makes the address a relative one.
  private static func scheme(of address: String) -> String? {
    var scheme: [UInt8] = []
    for byte in address.utf8 where byte > 0x20 && byte != 0x7F {
      switch byte {
      case UInt8(ascii: ":"): return scheme.isEmpty ? nil : String(decoding: scheme, as: UTF8.self).lowercased()
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): scheme.append(byte)
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
        if scheme.isEmpty { return nil }
        scheme.append(byte)
      default: return nil
      }
    }
    return nil
  }

  /// Whether an address without scheme names a host.
  private static func startsWithTwoSlashes(_ address: String) -> Bool {
    let start = address.utf8.lazy.filter { $0 > 0x20 }.prefix(2)
    return start.count == 2 && start.allSatisfy { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }
  }

  /// Encodes the bytes that may not stand in an address; what is encoded already stays.
  static func percentEncoded(_ address: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var result: [UInt8] = []
    result.reserveCapacity(address.utf8.count)
    for byte in address.utf8 {
      if isASCIIAlphanumeric(byte) || "-_.+!*'(),%#@?=;:/&$~".utf8.contains(byte) {
        result.append(byte)
      } else {
        result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// A file's path as a relative reference or `file` address.
  static func fileReference(_ path: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var result: [UInt8] = []
    for byte in path.utf8 {
      if isASCIIAlphanumeric(byte) || "-_.~/".utf8.contains(byte) {
        result.append(byte)
      } else {
        result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return (path.hasPrefix("/") ? "file://" : "") + String(decoding: result, as: UTF8.self)
  }

  private static func percentDecoded(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
        let value = UInt8(String(decoding: bytes[index + 1...index + 2], as: UTF8.self), radix: 16)
      {
        result.append(value)
        index += 3
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
