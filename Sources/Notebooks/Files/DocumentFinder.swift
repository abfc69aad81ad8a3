#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Turns the paths of a command line into the documents they mean.
package struct DocumentFinder: Sendable {
  /// Names that end so are documents.
  package static let extensions = ["md", "markdown"]

  /// Shell patterns of which a found document must match one, if there are any.
  package var include: [String]
  /// Shell patterns that a found document must not match.
  package var exclude: [String]

  package init(include: [String] = [], exclude: [String] = []) {
    self.include = include
    self.exclude = exclude
  }

  /// The documents that `paths` mean, each once, in the order of the paths and alphabetically below a directory.
  ///
  /// A file is taken as it is, whatever its name; a directory means the documents in it at any depth, without
  /// hidden folders and without reports; a path that does not exist may be a shell pattern (`posts/*.md`); `-` is
  /// standard input.
  ///
  /// - Throws: ``FileSystem/Failure`` for a path that does not exist or holds no document.
  package func documents(at paths: [String]) throws(FileSystem.Failure) -> [String] {
    var found: [String] = []
    var seen: Set<String> = []
    func add(_ path: String) {
      if seen.insert(path).inserted { found.append(path) }
    }
    for path in paths {
      if path == "-" {
        add(path)
        continue
      }
      switch FileSystem.kind(of: path) {
      case .file, .other: add(path)
      case .directory:
        let below = try documents(below: path)
        if below.isEmpty {
          throw FileSystem.Failure(path: path, reason: "no documents (.md, .markdown) in this directory")
        }
        below.forEach(add)
      case nil:
        let matches = Self.expand(path)
        if matches.isEmpty { throw FileSystem.Failure(path: path, reason: "No such file or directory") }
        for match in matches {
          if FileSystem.kind(of: match) == .directory {
            try documents(below: match).forEach(add)
          } else {
            add(match)
          }
        }
      }
    }
    return found
  }

  private func documents(below directory: String) throws(FileSystem.Failure) -> [String] {
    var found: [String] = []
    let base = directory.hasSuffix("/") ? directory : directory + "/"
    for name in try FileSystem.names(in: directory) where !name.hasPrefix(".") {
      let path = base == "./" ? name : base + name
      switch FileSystem.kind(of: path) {
      case .directory: found += try documents(below: path)
      case .file where isDocument(name, path): found.append(path)
      default: break
      }
    }
    return found
  }

  private func isDocument(_ name: String, _ path: String) -> Bool {
    guard let dot = name.lastIndex(of: "."),
      Self.extensions.contains(name[name.index(after: dot)...].lowercased()),
      !name.hasSuffix(".report.md")
    else { return false }
    func matches(_ pattern: String) -> Bool { fnmatch(pattern, path, 0) == 0 || fnmatch(pattern, name, 0) == 0 }
    return (include.isEmpty || include.contains(where: matches)) && !exclude.contains(where: matches)
  }

  /// What the shell would make of a pattern.
  private static func expand(_ pattern: String) -> [String] {
    guard pattern.contains(where: { "*?[".contains($0) }) else { return [] }
    var result = glob_t()
    defer { globfree(&result) }
    guard glob(pattern, 0, nil, &result) == 0, let paths = result.gl_pathv else { return [] }
    return (0..<Int(result.gl_pathc)).compactMap { index in paths[index].map { String(cString: $0) } }
  }
}
