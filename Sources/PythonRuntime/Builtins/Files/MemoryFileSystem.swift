/// The files of a session: a private tree in memory that vanishes with the session, so that `open`, `os.path` and
/// `torch.save` work and no document touches a real file.
package final class MemoryFileSystem {
  /// The contents of a file, shared by everyone who has it open.
  package final class File {
    /// The bytes.
    package var bytes: [UInt8]
    /// When the file was last written, in seconds since 1970.
    package var modified = 0.0

    /// A file holding `bytes`.
    package init(_ bytes: [UInt8] = []) { self.bytes = bytes }
  }

  /// The files by their absolute paths.
  private var files: [String: File] = [:]
  /// The absolute paths of the directories.
  private var directories: Set<String> = ["/", "/home", "/home/user", "/tmp"]
  /// The directory that relative paths begin at.
  package private(set) var current = "/home/user"

  /// A file system without files.
  package init() {}

  /// The absolute form of `path`, without `.`, `..` and doubled slashes.
  package func absolute(_ path: String) -> String {
    let full = path.hasPrefix("/") ? path : current + "/" + path
    var parts: [Substring] = []
    for part in full.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  /// The directory that holds the absolute path `path`.
  private func parent(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
    return String(path[..<slash])
  }

  /// The file at `path`, or `nil`.
  package func file(at path: String) -> File? { files[absolute(path)] }

  /// Whether `path` is a directory.
  package func isDirectory(_ path: String) -> Bool { directories.contains(absolute(path)) }

  /// Whether there is anything at `path`.
  package func exists(_ path: String) -> Bool { file(at: path) != nil || isDirectory(path) }

  /// The file at `path`, made when there is none. Throws `FileNotFoundError` when its directory does not exist and
  /// `IsADirectoryError` when it is one itself.
  package func create(_ path: String) throws(PythonException) -> File {
    let full = absolute(path)
    if let file = files[full] { return file }
    if directories.contains(full) { throw MemoryFileSystem.failure(.isADirectoryError, 21, "Is a directory", path) }
    guard directories.contains(parent(full)) else { throw MemoryFileSystem.notFound(path) }
    let file = File()
    files[full] = file
    return file
  }

  /// Removes the file at `path`. Throws `FileNotFoundError` or `IsADirectoryError`.
  package func remove(_ path: String) throws(PythonException) {
    let full = absolute(path)
    if directories.contains(full) { throw MemoryFileSystem.failure(.isADirectoryError, 21, "Is a directory", path) }
    guard files.removeValue(forKey: full) != nil else { throw MemoryFileSystem.notFound(path) }
  }

  /// Makes a directory. Throws `FileExistsError` or `FileNotFoundError`.
  package func makeDirectory(_ path: String) throws(PythonException) {
    let full = absolute(path)
    if exists(full) { throw MemoryFileSystem.failure(.fileExistsError, 17, "File exists", path) }
    guard directories.contains(parent(full)) else { throw MemoryFileSystem.notFound(path) }
    directories.insert(full)
  }

  /// Removes an empty directory. Throws `FileNotFoundError` or `OSError`.
  package func removeDirectory(_ path: String) throws(PythonException) {
    let full = absolute(path)
    guard directories.contains(full) else { throw MemoryFileSystem.notFound(path) }
    guard names(in: full).isEmpty else { throw MemoryFileSystem.failure(.osError, 39, "Directory not empty", path) }
    directories.remove(full)
  }

  /// Moves a file. Throws `FileNotFoundError`.
  package func rename(_ path: String, to target: String) throws(PythonException) {
    guard let file = files.removeValue(forKey: absolute(path)) else { throw MemoryFileSystem.notFound(path) }
    files[absolute(target)] = file
  }

  /// The names of what the directory `path` holds, in order.
  package func names(in path: String) -> [String] {
    let full = absolute(path)
    let prefix = full == "/" ? "/" : full + "/"
    let below = (Array(files.keys) + Array(directories)).filter { $0.hasPrefix(prefix) && $0 != full }
    return Set(below.map { String($0.dropFirst(prefix.count).prefix { $0 != "/" }) }).sorted()
  }

  /// The error for a path that does not exist.
  package static func notFound(_ path: String) -> PythonException {
    failure(.fileNotFoundError, 2, "No such file or directory", path)
  }

  /// An operating system error in CPython's words.
  package static func failure(
    _ kind: TypeObject, _ number: Int, _ reason: String, _ path: String
  ) -> PythonException {
    let exception = PythonException(kind, arguments: [.int(number), .string(reason), .string(path)])
    exception.exception.takeFile()
    return exception
  }
}
