#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The few operations on real files that the program needs, as plain system calls: a start must not pay for more.
package enum FileSystem {
  /// What an operation on a file failed with.
  package struct Failure: Error, CustomStringConvertible {
    package let path: String
    /// What the system says, as in "No such file or directory".
    package let reason: String

    package init(path: String, reason: String) {
      self.path = path
      self.reason = reason
    }

    package var description: String { "\(path): \(reason)" }

    /// The failure that `errno` tells of.
    static func last(at path: String) -> Failure {
      Failure(path: path, reason: String(cString: strerror(errno)))
    }
  }

  /// What stands at a path.
  package enum Kind: Sendable {
    case file, directory, other
  }

  /// What stands at a path, `nil` when nothing does.
  package static func kind(of path: String) -> Kind? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .directory
    default: return .other
    }
  }

  /// Whether a folder has none above it.
  static func isRoot(_ folder: String) -> Bool {
    var (own, above) = (stat(), stat())
    guard stat(folder, &own) == 0, stat(folder + "/..", &above) == 0 else { return true }
    return own.st_dev == above.st_dev && own.st_ino == above.st_ino
  }

  /// Whether two paths name one file.
  package static func isSame(_ path: String, _ other: String) -> Bool {
    var (one, two) = (stat(), stat())
    guard stat(path, &one) == 0, stat(other, &two) == 0 else { return path == other }
    return one.st_dev == two.st_dev && one.st_ino == two.st_ino
  }

  /// All bytes of a file; `-` is standard input.
  package static func read(_ path: String) throws(Failure) -> [UInt8] {
    if path != "-", kind(of: path) == .directory { throw Failure(path: path, reason: "Is a directory") }
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .last(at: path) }
    defer { if descriptor != STDIN_FILENO { close(descriptor) } }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      // The buffer lives for the call and its size is passed with it.
      let count = chunk.withUnsafeMutableBytes { readBytes(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw .last(at: path)
      }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
    }
  }

  /// Writes a file so that a reader sees the old bytes or the new ones, never a part: into a temporary file beside
  /// it, which then takes its name. Of a symbolic link the file is written to which it leads, and the link stays. `-`
  /// is standard output.
  package static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    if path == "-" { return try writeAll(bytes, to: STDOUT_FILENO, path: path) }
    // A device or a pipe has no name to take over.
    if kind(of: path) == .other {
      let descriptor = open(path, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw .last(at: path) }
      defer { close(descriptor) }
      return try writeAll(bytes, to: descriptor, path: path)
    }
    let target = Self.target(of: path)
    let temporary = "\(target).\(getpid()).tmp"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .last(at: path) }
    do throws(Failure) {
      try writeAll(bytes, to: descriptor, path: path)
      var old = stat()
      if stat(target, &old) == 0 { fchmod(descriptor, old.st_mode & 0o7777) }
      guard close(descriptor) == 0, rename(temporary, target) == 0 else { throw Failure.last(at: path) }
    } catch {
      unlink(temporary)
      throw error
    }
  }

  /// Adds to the end of a file, which is made if there is none.
  package static func append(_ bytes: [UInt8], to path: String) throws(Failure) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .last(at: path) }
    defer { close(descriptor) }
    try writeAll(bytes, to: descriptor, path: path)
  }

  /// The file that a path leads to, through any number of symbolic links, also where it does not exist yet; the path
  /// itself where the links lead in a circle.
  private static func target(of path: String) -> String {
    var target = path
    for _ in 0..<mostLinks {
      var bytes = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
      let count = readlink(target, &bytes, bytes.count - 1)
      guard count > 0 else { return target }
      let link = String(decoding: bytes[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
      if link.hasPrefix("/") {
        target = link
      } else if let slash = target.lastIndex(of: "/") {
        target = target[...slash] + link
      } else {
        target = link
      }
    }
    return path
  }

  /// As many links as Linux follows.
  private static let mostLinks = 40

  private static func writeAll(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(Failure) {
    var start = 0
    while start < bytes.count {
      // The offset stays within the buffer: `write` returns at most the count it was given.
      let count = bytes.withUnsafeBytes { writeBytes(descriptor, $0.baseAddress.map { $0 + start }, $0.count - start) }
      if count < 0 {
        if errno == EINTR { continue }
        throw .last(at: path)
      }
      start += count
    }
  }

  /// The names in a directory, in alphabetical order, without `.` and `..`.
  package static func names(in directory: String) throws(Failure) -> [String] {
    guard let stream = opendir(directory) else { throw .last(at: directory) }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        // `readdir` ends every name with a zero byte within the array.
        $0.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: $0.pointee)) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Makes a directory and those above it.
  package static func makeDirectory(_ path: String) throws(Failure) {
    if kind(of: path) == .directory || path.isEmpty { return }
    if let slash = path.lastIndex(of: "/"), slash > path.startIndex { try makeDirectory(String(path[..<slash])) }
    guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw .last(at: path) }
  }
}

/// `read(2)`, under a name that ``FileSystem/read(_:)`` does not hide.
private func readBytes(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(descriptor, buffer, count)
}

/// `write(2)`, under a name that ``FileSystem/write(_:to:)`` does not hide.
private func writeBytes(_ descriptor: Int32, _ buffer: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, buffer, count)
}
