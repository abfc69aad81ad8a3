import CNettle

/// Base 64 (RFC 4648).
package enum Base64 {
  /// Bytes as text, padded.
  package static func encode(_ bytes: [UInt8]) -> String {
    let length = nbrun_base64_length(bytes.count)
    return String(unsafeUninitializedCapacity: length) { text in
      // The text has room for exactly the characters that are written.
      text.baseAddress.map { base in
        base.withMemoryRebound(to: CChar.self, capacity: length) { nbrun_base64(bytes.count, bytes, $0) }
      }
      return length
    }
  }
}
