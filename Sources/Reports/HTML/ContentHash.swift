import CNettle
import Figures

/// SHA-256, by which a content security policy names the scripts of a page.
enum ContentHash {
  /// The source expression of a script's text: `'sha256-...'`.
  static func source(of text: [UInt8]) -> String {
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_SIZE))
    nbrun_sha256(text.count, text, &digest)
    return "'sha256-\(Base64.encode(digest))'"
  }
}
