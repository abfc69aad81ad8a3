#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Standard output and standard error.
enum Console {
  /// Writes to standard error, where everything goes that is not a report asked for on standard output.
  static func error(_ text: String) {
    if text.isEmpty { return }
    Progress.clear()
    write(text, to: STDERR_FILENO)
  }

  /// Writes to standard output.
  static func output(_ text: String) {
    Progress.clear()
    write(text, to: STDOUT_FILENO)
  }

  private static func write(_ text: String, to descriptor: Int32) { write(Array(text.utf8), to: descriptor) }

  /// Writes bytes to a descriptor.
  static func write(_ bytes: [UInt8], to descriptor: Int32) {
    bytes.withUnsafeBufferPointer { buffer in
      var start = 0
      while start < buffer.count {
        // The offset stays within the buffer: the system writes at most what it is given.
        let count = writeBytes(descriptor, buffer.baseAddress.map { $0 + start }, buffer.count - start)
        if count <= 0 { return }
        start += count
      }
    }
  }
}

/// `write(2)`, under a name that `Console.write` does not hide.
private func writeBytes(_ descriptor: Int32, _ buffer: UnsafePointer<UInt8>?, _ count: Int) -> Int {
  write(descriptor, buffer, count)
}
