import Foundation
import PythonSyntax
import Testing

@testable import PythonRuntime

@Suite struct EmbeddedLibraryTests {
  /// `list.sh` was run after the last file was added or removed.
  @Test func holdsEveryFile() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Sources/PythonLibrary")
    let files = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
    let sources = files.filter { $0.hasSuffix(".py") }.filter {
      ((try? Data(contentsOf: root.appendingPathComponent($0)))?.isEmpty) == false
    }
    #expect(EmbeddedLibrary.paths == sources.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }

  @Test func everyFileIsPython() throws {
    for path in EmbeddedLibrary.paths {
      let module = path.replacingOccurrences(of: "standard/", with: "").replacingOccurrences(
        of: "/__init__.py", with: ""
      )
      .replacingOccurrences(of: ".py", with: "").replacingOccurrences(of: "/", with: ".")
      let source = try #require(EmbeddedLibrary.source(of: module))
      #expect(throws: Never.self, "\(path)") { try Parser.parse(source.text) }
    }
  }
}
