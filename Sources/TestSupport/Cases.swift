import Foundation

/// One folder of test files: adding a folder adds a case, no list is edited.
package struct CaseFolder: Sendable, CustomTestStringConvertibleName {
  /// The path below the `Cases` folder.
  package let name: String
  package let url: URL

  package func text(_ file: String) throws -> String {
    try String(contentsOf: url.appendingPathComponent(file), encoding: .utf8)
  }

  package func exists(_ file: String) -> Bool {
    FileManager.default.fileExists(atPath: url.appendingPathComponent(file).path)
  }
}

/// What a parameterised test prints for a case.
package protocol CustomTestStringConvertibleName: CustomStringConvertible {
  var name: String { get }
}

extension CustomTestStringConvertibleName {
  package var description: String { name }
}

/// The folders below `Cases`, beside the test file that calls this, which hold a file called `marker`.
package func caseFolders(holding marker: String, testFile: String = #filePath) -> [CaseFolder] {
  let root = URL(fileURLWithPath: testFile).deletingLastPathComponent().appendingPathComponent("Cases")
  let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
  var found: [CaseFolder] = []
  while let url = files?.nextObject() as? URL {
    guard url.lastPathComponent == marker else { continue }
    let folder = url.deletingLastPathComponent()
    found.append(CaseFolder(name: String(folder.path.dropFirst(root.path.count + 1)), url: folder))
  }
  return found.sorted { $0.name < $1.name }
}
