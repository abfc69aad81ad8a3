import Foundation

/// The documents and programs that are mutated, in the order of their names.
struct Corpus {
  /// Documents that import little; programs stand in the fence of one cell.
  let documents: [[UInt8]]
  /// Documents that import modules written in Python, which take longer to compile than most inputs to run.
  let slowDocuments: [[UInt8]]

  var isEmpty: Bool { documents.isEmpty }

  private static let quickImports: Set<String> = ["torch", "math", "cmath", "sys", "time", "gc", "builtins"]

  /// Longer ones take longer to run and are no richer.
  private static let mostBytes = 6000

  /// Reads the files at the paths: Markdown as it is, Python as a cell. Folders are searched.
  init(paths: [String]) {
    var files: [String] = []
    for path in paths {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { continue }
      if !isFolder.boolValue {
        files.append(path)
      } else if let found = FileManager.default.enumerator(atPath: path) {
        for case let name as String in found { files.append(path + "/" + name) }
      }
    }
    let all = files.filter { $0.hasSuffix(".md") || $0.hasSuffix(".py") }.sorted().compactMap { file -> [UInt8]? in
      guard let data = FileManager.default.contents(atPath: file), data.count <= Self.mostBytes else { return nil }
      guard file.hasSuffix(".py") else { return Array(data) }
      return Array("```python\n".utf8) + Array(data) + Array("\n```\n".utf8)
    }
    documents = all.filter { !Self.isSlow($0) }
    slowDocuments = all.filter(Self.isSlow)
  }

  /// Whether a document imports, or uses without importing, more than what is quickly there.
  private static func isSlow(_ document: [UInt8]) -> Bool {
    let text = String(decoding: document, as: UTF8.self)
    // Names that are imported when a document leaves it out.
    if ["np.", "plt.", "nn.", "F.", "optim", "Data", "init."].contains(where: text.contains) { return true }
    return text.split(whereSeparator: \.isNewline).contains { line in
      let words = line.split { " ,\t".contains($0) }
      guard words.count > 1, words[0] == "import" || words[0] == "from" else { return false }
      return (words[0] == "from" ? words[1..<2] : words[1...]).contains { !quickImports.contains(String($0)) }
    }
  }
}
