#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What tells one state of a file from another without reading it.
struct FileMark: Equatable {
  private let seconds: Int
  private let nanoseconds: Int
  private let size: Int
  private let number: UInt64

  /// The mark of a file, nil when there is none.
  init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    #if canImport(Glibc)
      seconds = status.st_mtim.tv_sec
      nanoseconds = status.st_mtim.tv_nsec
    #else
      seconds = status.st_mtimespec.tv_sec
      nanoseconds = status.st_mtimespec.tv_nsec
    #endif
    size = Int(status.st_size)
    number = UInt64(status.st_ino)
  }
}

/// The states of a document and of the modules beside it.
struct WatchedFiles {
  private let document: String
  private let companions: () -> [String]
  private var mark: FileMark?
  private var others: [String: FileMark] = [:]

  init(document: String, companions: @escaping () -> [String]) {
    self.document = document
    self.companions = companions
    mark = FileMark(document)
    others = Self.marks(of: companions())
  }

  private static func marks(of paths: [String]) -> [String: FileMark] {
    Dictionary(paths.compactMap { path in FileMark(path).map { (path, $0) } }, uniquingKeysWith: { first, _ in first })
  }

  /// Whether the document has changed since the last call. A document that is missing, as it is for a moment when an
  /// editor replaces it, has not.
  mutating func documentChanged() -> Bool {
    guard let new = FileMark(document), new != mark else { return false }
    mark = new
    return true
  }

  /// Whether a module beside the document has changed since the last call.
  mutating func companionsChanged() -> Bool {
    let new = Self.marks(of: companions())
    defer { others = new }
    return new != others
  }
}
