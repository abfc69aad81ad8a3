import KaTeX

/// The parts of KaTeX that are built into the program.
enum KaTeXFiles {
  /// Whether KaTeX was there when the program was built.
  static let isThere = katex_count() > 0

  static var script: [UInt8] { bytes("katex.min.js") ?? [] }
  static var style: [UInt8] { bytes("katex.min.css") ?? [] }

  /// A font in WOFF2: `Main-Regular`.
  static func font(_ name: String) -> [UInt8]? { bytes(name) }

  private static func bytes(_ name: String) -> [UInt8]? {
    for index in 0..<katex_count() {
      guard let file = katex_file(index), String(cString: file.pointee.name) == name else { continue }
      // The file's bytes are a constant of the program, of exactly this count.
      return Array(UnsafeBufferPointer(start: file.pointee.bytes, count: file.pointee.count))
    }
    return nil
  }
}
