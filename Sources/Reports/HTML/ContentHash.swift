import CNettle
import Figures

/// SHA-256, by which a content security policy names the scripts of a page.
enum ContentHash {
  /// The source expression of a script's text: `'sha256-...'`.
  static func source(of text: StaticString) -> String {
    text.withUTF8Buffer { source(ofDigest: digest(of: $0)) }
  }

  /// The source expression of a text.
  static func source(of text: [UInt8]) -> String {
    text.withUnsafeBufferPointer { source(ofDigest: digest(of: $0)) }
  }

  private static func digest(of text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_SIZE))
    nbrun_sha256(text.count, text.baseAddress, &digest)
    return digest
  }

  /// The source expression of a script whose digest is known, in hexadecimal digits.
  static func source(ofDigest digits: StaticString) -> String {
    func value(_ digit: UInt8) -> UInt8 { digit < 0x3A ? digit - 0x30 : digit - 0x57 }
    let digest = digits.withUTF8Buffer { digits in
      stride(from: 0, to: digits.count - 1, by: 2).map { value(digits[$0]) << 4 | value(digits[$0 + 1]) }
    }
    return source(ofDigest: digest)
  }

  private static func source(ofDigest digest: [UInt8]) -> String { "'sha256-\(Base64.encode(digest))'" }
}
