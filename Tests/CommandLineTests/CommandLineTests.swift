import Foundation
import TestSupport
import Testing

/// The program as its users call it. A case is a folder with `arguments.txt` (one argument per line), the documents it
/// names, and `expected.txt`: the exit status, then what was written to standard error, times replaced.
///
/// `NBRUN_RECORD_CASES=1 swift test --filter CommandLineTests` writes the expected files anew, and fails, so that a
/// recording is never taken for a test.
@Suite struct CommandLineTests {
  @Test(arguments: caseFolders(holding: "arguments.txt"))
  func theProgramSays(folder: CaseFolder) throws {
    let arguments = try folder.text("arguments.txt").split(separator: "\n").map(String.init)
    let (status, output, errors) = try Self.call(arguments, in: folder.url)
    var text = "exit \(status)\n" + Self.withoutTimes(errors)
    if !output.isEmpty { text += "--- standard output\n" + Self.withoutTimes(output) }
    if ProcessInfo.processInfo.environment["NBRUN_RECORD_CASES"] != nil {
      try text.write(to: folder.url.appendingPathComponent("expected.txt"), atomically: true, encoding: .utf8)
      Issue.record("recorded \(folder.name)")
      return
    }
    #expect(text == (try folder.text("expected.txt")))
  }

  @Test func aMissingFileAndADirectoryWithoutDocumentsAreWrongUsage() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let missing = try Self.call(["no-such-file.md"], in: folder)
    #expect(missing.status == 4)
    #expect(missing.errors == "no-such-file.md: No such file or directory\n")
    let empty = try Self.call(["."], in: folder)
    #expect(empty.status == 4)
    #expect(empty.errors == ".: no documents (.md, .markdown) in this directory\n")
  }

  @Test func invalidUTF8IsToldWithItsPlace() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data([0x61, 0x0A, 0x62, 0xFF, 0x0A]).write(to: folder.appendingPathComponent("bad.md"))
    let result = try Self.call(["bad.md"], in: folder)
    #expect(result.status == 4)
    #expect(result.errors.hasPrefix("bad.md:2:2: error: the document is not UTF-8"))
  }

  @Test func anUpdateWritesThroughASymbolicLink() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    let files = FileManager.default
    try files.createDirectory(at: folder.appendingPathComponent("kept"), withIntermediateDirectories: true)
    defer { try? files.removeItem(at: folder) }
    let document = folder.appendingPathComponent("kept/a.md")
    try "```python\nprint(1 + 1)  # 3\n```\n".write(to: document, atomically: true, encoding: .utf8)
    try files.createSymbolicLink(
      atPath: folder.appendingPathComponent("kept/b.md").path, withDestinationPath: "a.md")
    try files.createSymbolicLink(atPath: folder.appendingPathComponent("c.md").path, withDestinationPath: "kept/b.md")
    #expect(try Self.call(["update", "c.md"], in: folder).status == 0)
    #expect(try String(contentsOf: document, encoding: .utf8) == "```python\nprint(1 + 1)  # 2\n```\n")
    for (link, target) in [("c.md", "kept/b.md"), ("kept/b.md", "a.md")] {
      #expect(try files.destinationOfSymbolicLink(atPath: folder.appendingPathComponent(link).path) == target)
    }
  }

  @Test func anInterruptEndsAnOperationThatDoesNotLookAtIt() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let code = "import torch\ntorch.nn.functional.max_pool2d(torch.ones(1, 1, 3000, 3000), 301, stride=1)"
    try "```python\n\(code)\n```\n".write(
      to: folder.appendingPathComponent("long.md"), atomically: true, encoding: .utf8)
    let begin = Date()
    let result = try Self.call(["--check", "long.md"], in: folder, interruptedAfter: 0.5)
    #expect(result.status == 2)
    #expect(result.errors.hasPrefix("long.md:3:1: error: KeyboardInterrupt\n"))
    #expect(-begin.timeIntervalSinceNow < 30)
  }

  @Test func aReportIsWrittenBesideTheDocument() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try "```python\nprint(1 + 1)  # 2\n```\n".write(
      to: folder.appendingPathComponent("a.md"), atomically: true, encoding: .utf8)
    #expect(try Self.call(["a.md"], in: folder).status == 0)
    let html = try String(contentsOf: folder.appendingPathComponent("a.report.html"), encoding: .utf8)
    #expect(html.contains("<html"))
    #expect(try Self.call(["--check", "-o", "a.md.json", "--format", "json", "a.md"], in: folder).status == 0)
    let json = try JSONSerialization.jsonObject(with: Data(contentsOf: folder.appendingPathComponent("a.md.json")))
    #expect(((json as? [String: Any])?["summary"] as? [String: Int])?["pass"] == 1)
  }

  @Test func updateRewritesInPlaceUnlessTheEnvironmentSaysCI() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let document = folder.appendingPathComponent("a.md")
    let wrong = "```python\r\nprint([1 + 1])  # [3]   two\r\n```\r\n"
    let right = "```python\r\nprint([1 + 1])  # [2]   two\r\n```\r\n"
    func text() throws -> String { String(decoding: try Data(contentsOf: document), as: UTF8.self) }
    try Data(wrong.utf8).write(to: document)
    let refused = try Self.call(["update", "a.md"], in: folder, environment: ["CI": "true"])
    #expect(refused.status == 4)
    #expect(refused.errors.contains("--force"))
    let shown = try Self.call(["update", "--diff", "a.md"], in: folder, environment: ["CI": "true"])
    #expect(shown.status == 0)
    #expect(
      shown.output == "--- a.md\n+++ a.md\n@@ -1,3 +1,3 @@\n ```python\r\n-print([1 + 1])  # [3]   two\r\n"
        + "+print([1 + 1])  # [2]   two\r\n ```\r\n")
    #expect(try text() == wrong)
    let updated = try Self.call(["update", "a.md"], in: folder)
    #expect(updated.status == 0)
    #expect(updated.errors == "a.md: 1 rewritten; 1 pass\n")
    #expect(try text() == right)
    #expect(try Self.call(["update", "a.md"], in: folder).errors == "a.md: nothing rewritten; 1 pass\n")
    try Data(wrong.utf8).write(to: document)
    #expect(try Self.call(["update", "--force", "a.md"], in: folder, environment: ["CI": "1"]).status == 0)
    #expect(try text() == right)
  }

  /// Runs the program beside this test bundle.
  static func call(
    _ arguments: [String], in folder: URL, environment: [String: String] = [:], interruptedAfter seconds: Double? = nil
  ) throws -> (status: Int32, output: String, errors: String) {
    let products = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    let process = Process()
    process.executableURL = products.appendingPathComponent("nbrun")
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = environment.merging(["NO_COLOR": "1"]) { first, _ in first }
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = FileHandle.nullDevice
    try process.run()
    if let seconds {
      Thread.sleep(forTimeInterval: seconds)
      process.interrupt()
    }
    let outputData = output.fileHandleForReading.readDataToEndOfFile()
    let errorData = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (
      process.terminationStatus, String(decoding: outputData, as: UTF8.self), String(decoding: errorData, as: UTF8.self)
    )
  }

  /// Times are replaced, because they differ from run to run.
  private static func withoutTimes(_ text: String) -> String {
    text.replacing(/in [0-9.]+ (µs|ms|s)\b/, with: "in TIME")
  }
}
