import SourceText

/// What an `nbrun.yml` says: how the documents in its folder, and in folders below without one, are run unless the
/// command line, a cell or the document says otherwise.
package struct ProjectSettings: Sendable {
  package static let fileName = "nbrun.yml"

  /// What the command line calls `--seed`, `--timeout` and `--max-memory`.
  package private(set) var seed: UInt64?
  package private(set) var timeout: Double?
  package private(set) var maximumMemory: Int?
  /// Labels of every cell.
  package private(set) var labels: [Label] = []

  /// Every setting beside the labels: its name, the kind of its value, and how it is taken; `false` for another kind.
  private static let forms: [(name: String, kind: String, take: @Sendable (inout ProjectSettings, String) -> Bool)] = [
    (
      "seed", "a whole number",
      { settings, text in
        settings.seed = UInt64(text)
        return settings.seed != nil
      }
    ),
    (
      "timeout", "a number of seconds above 0",
      { settings, text in
        settings.timeout = Double(text).flatMap { $0 > 0 && $0.isFinite ? $0 : nil }
        return settings.timeout != nil
      }
    ),
    (
      "max-memory", "a whole number of mebibytes above 0",
      { settings, text in
        settings.maximumMemory = Int(text).flatMap { $0 > 0 && $0 < 1 << 40 ? $0 : nil }
        return settings.maximumMemory != nil
      }
    ),
  ]

  package init() {}

  /// Reads the text of a file.
  ///
  /// - Throws: ``FileSystem/Failure``, which names the line, for what is no YAML and for unknown or wrong settings.
  package init(path: String, text: String) throws(FileSystem.Failure) {
    func failure(_ key: String, _ reason: String) -> FileSystem.Failure {
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      let line = lines.firstIndex { $0.drop { " \t\"'-".contains($0) }.hasPrefix(key) } ?? 0
      return FileSystem.Failure(path: "\(path):\(line + 1):1", reason: "error: \(reason)")
    }
    let node: YAMLNode?
    do {
      node = try YAMLNode.parse(text)
    } catch {
      throw FileSystem.Failure(path: "\(path):\(error.line):1", reason: "error: \(error.message)")
    }
    guard let node, node.text != "" else { return }
    guard case .mapping(let entries) = node else {
      throw failure("", "settings are written as `name: value`")
    }
    for (name, value) in entries {
      let text = value.text ?? ""
      if let form = Self.forms.first(where: { $0.name == name }) {
        guard form.take(&self, text) else { throw failure(name, "'\(name)' takes \(form.kind)") }
        continue
      }
      if text == "false" { continue }
      let word = LabelWord(name: name, value: text.isEmpty || text == "true" ? nil : text, range: 0..<0)
      do {
        if let label = try Label.parse(word) {
          labels.append(label)
          continue
        }
      } catch {
        throw failure(name, error.message)
      }
      let names = Self.forms.map(\.name) + Label.names
      let hint = nearestName(to: name, among: names).map { "did you mean '\($0)'?" }
      throw failure(
        name, "'\(name)' is not a setting; \(hint ?? "settings are \(names.joined(separator: ", "))")")
    }
  }

  /// The path of the nearest file above a document, `nil` if there is none.
  package static func nearestFile(to document: String) -> String? {
    var folder = document.lastIndex(of: "/").map { String(document[..<$0]) } ?? (document.hasPrefix("/") ? "" : ".")
    if document.hasPrefix("/"), folder.isEmpty { folder = "/" }
    // Going up by `..` needs no absolute path; a folder above which there is none is its own parent.
    for _ in 0..<256 {
      let path = folder == "." ? fileName : folder + "/" + fileName
      if FileSystem.kind(of: path) == .file { return path }
      if FileSystem.isRoot(folder) { return nil }
      folder = folder == "." ? ".." : folder + "/.."
    }
    return nil
  }
}
