import PythonRuntime

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The folder of a document, whose Python files its cells may import. Nothing above it is read, whichever way a name or
/// a symbolic link leads there.
final class HelperFolder {
  private let path: String

  init(ofDocument document: String) {
    path = document.lastIndex(of: "/").map { String(document[...$0]) } ?? ""
  }

  /// The text of `NAME.py`, or of `NAME/__init__.py`; a dotted name is a path of folders. `nil` if there is none.
  ///
  /// - Throws: `ImportError` where the file lies outside of the folder or cannot be read.
  func source(of module: String) throws -> (text: [UInt8], file: String)? {
    let parts = module.split(separator: ".", omittingEmptySubsequences: false)
    let isPlain = parts.allSatisfy { part in
      !part.isEmpty && part.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
    }
    guard isPlain else { return nil }
    let name = parts.joined(separator: "/")
    for file in ["\(name)/__init__.py", "\(name).py"].map({ path + $0 }) where FileSystem.kind(of: file) == .file {
      guard let root = Self.realPath(path.isEmpty ? "." : path), let real = Self.realPath(file),
        real.hasPrefix(root.hasSuffix("/") ? root : root + "/")
      else {
        throw PythonException(
          .importError, "cannot import '\(module)': '\(file)' leads out of the folder of the document")
      }
      do {
        let text = try FileSystem.read(real)
        return (text, file)
      } catch {
        throw PythonException(.importError, "cannot import '\(module)': \(error)")
      }
    }
    return nil
  }

  private static func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
