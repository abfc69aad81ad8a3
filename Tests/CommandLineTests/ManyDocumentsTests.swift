import Foundation
import Testing

/// Several documents of one call: parts, processes, joined reports, settings of a folder.
@Suite struct ManyDocumentsTests {
  /// Makes a folder of files by their paths in it, and takes it away afterwards.
  private func inFolder(_ files: [String: String], _ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (path, text) in files {
      let file = folder.appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    try body(folder)
  }

  private func cell(_ code: String) -> String { "```python\n\(code)\n```\n" }

  private var four: [String: String] {
    var files: [String: String] = [:]
    for name in ["a", "b", "c", "d"] { files["\(name).md"] = cell("print('\(name)')  # \(name)\nprint(1)  # 1") }
    files["c.md"] = cell("print(1)  # 2")
    return files
  }

  private func json(_ text: String) throws -> [[String: Any]] {
    let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
    if let documents = value as? [[String: Any]] { return documents }
    return [try #require(value as? [String: Any])]
  }

  private func withoutTimes(_ text: String) -> String {
    text.replacing(/"seconds": [0-9.]+/, with: "\"seconds\": 0").replacing(/[0-9.]+ (µs|ms|s)\b/, with: "TIME")
      .replacing(/(time|data-value)="[0-9.e-]+"/, with: "time")
  }

  @Test func processesSayAndWriteWhatOneProcessDoes() throws {
    try inFolder(four) { folder in
      func text(_ name: String) throws -> String {
        try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
      }
      let alone = try CommandLineTests.call(["--format", "json", "-o", "one.json", "."], in: folder)
      let together = try CommandLineTests.call(["-j3", "--format", "json", "-o", "three.json", "."], in: folder)
      #expect(alone.status == 1 && together.status == 1)
      let names: (String) -> String = { $0.replacing(/report: .*\n/, with: "") }
      #expect(names(withoutTimes(alone.errors)) == names(withoutTimes(together.errors)))
      let one = try String(contentsOf: folder.appendingPathComponent("one.json"), encoding: .utf8)
      let three = try String(contentsOf: folder.appendingPathComponent("three.json"), encoding: .utf8)
      #expect(withoutTimes(one) == withoutTimes(three))
      #expect(try json(three).count == 4)
      _ = try CommandLineTests.call(["--jobs", "2", "."], in: folder)
      for name in ["a", "b", "c", "d"] {
        #expect(FileManager.default.fileExists(atPath: folder.appendingPathComponent("\(name).report.html").path))
      }
      for format in ["tap", "junit", "sarif", "github", "summary", "index"] {
        _ = try CommandLineTests.call(["--format", format, "-o", "alone", "."], in: folder)
        _ = try CommandLineTests.call(["-j3", "--format", format, "-o", "together", "."], in: folder)
        let (alone, together) = try (text("alone"), text("together"))
        #expect(withoutTimes(alone) == withoutTimes(together), "\(format)")
        #expect(
          ["a.md", "b.md", "c.md", "d.md"].allSatisfy(alone.contains) != (format == "sarif" || format == "github"))
      }
      #expect(try CommandLineTests.call(["-j", "0", "."], in: folder).status == 4)
    }
  }

  @Test func aDirectoryOfReportsIsMadeAndHasAnIndex() throws {
    try inFolder(four) { folder in
      for jobs in ["1", "3"] {
        #expect(try CommandLineTests.call(["-j", jobs, "--output-dir", "x\(jobs)/out", "."], in: folder).status == 1)
        let out = folder.appendingPathComponent("x\(jobs)/out")
        let names = try FileManager.default.contentsOfDirectory(atPath: out.path).sorted()
        #expect(names == ["a", "b", "c", "d"].map { "\($0).report.html" } + ["index.html"])
        let index = try String(contentsOf: out.appendingPathComponent("index.html"), encoding: .utf8)
        #expect(index.contains("<a href=\"c.report.html\">c.md</a>"))
        #expect(index.contains("1 of 4 failed"))
      }
      // One document needs none, and where pages lie beside their documents none is written unasked.
      #expect(try CommandLineTests.call(["--output-dir", "one", "a.md"], in: folder).status == 0)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("one").path).count == 1)
      #expect(try CommandLineTests.call(["."], in: folder).status == 1)
      #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent("index.html").path))
      #expect(try CommandLineTests.call(["--format", "html,index", "."], in: folder).status == 1)
      let index = try String(contentsOf: folder.appendingPathComponent("index.html"), encoding: .utf8)
      #expect(index.contains("<a href=\"c.report.html\">c.md</a>"))
    }
  }

  @Test func annotationsComeWithTheSummaryOfAStep() throws {
    try inFolder(four) { folder in
      let environment = ["GITHUB_STEP_SUMMARY": folder.appendingPathComponent("step").path]
      try "before\n".write(to: folder.appendingPathComponent("step"), atomically: true, encoding: .utf8)
      for jobs in ["1", "2"] {
        let arguments = ["-j", jobs, "--format", "github", "-o", "-", "."]
        let result = try CommandLineTests.call(arguments, in: folder, environment: environment)
        #expect(result.output.hasPrefix("::error file=c.md,line=2,endLine=2,"))
      }
      let text = try String(contentsOf: folder.appendingPathComponent("step"), encoding: .utf8)
      #expect(text.hasPrefix("before\n## nbrun: 1 of 4 documents failed\n\n6 pass, 1 fail\n"))
      #expect(text.components(separatedBy: "- <code>c.md&#58;2</code> expected 2, printed 1\n").count == 3)
      #expect(text.contains("| <code>a.md</code> | ✓ held | 2 | 0 | "))
    }
  }

  @Test func failFastBeginsNothingAfterAFailure() throws {
    try inFolder(four) { folder in
      let alone = try CommandLineTests.call(["--check", "--fail-fast", "."], in: folder)
      #expect(alone.status == 1 && alone.errors.contains("c.md: ") && !alone.errors.contains("d.md: "))
      let files = ["c.md", "a.md", "b.md", "d.md"]
      let together = try CommandLineTests.call(["--check", "--fail-fast", "-j1"] + files, in: folder)
      #expect(together.status == 1 && !together.errors.contains("a.md: "))
    }
  }

  @Test func partsTogetherAreTheWholeAndMergeJoinsThem() throws {
    try inFolder(four) { folder in
      let whole = try CommandLineTests.call(["--format", "json", "-o", "whole.json", "."], in: folder)
      var seen: [String] = []
      for part in 1...3 {
        let arguments = ["--shard", "\(part)/3", "--format", "json", "-o", "part\(part).json", "."]
        let status = try CommandLineTests.call(arguments, in: folder).status
        #expect(status == (part == 3 ? 1 : 0))
        let text = try String(contentsOf: folder.appendingPathComponent("part\(part).json"), encoding: .utf8)
        seen += try json(text).compactMap { $0["document"] as? String }
      }
      #expect(seen == ["a.md", "d.md", "b.md", "c.md"])
      let files = ["part1.json", "part2.json", "part3.json"]
      let merged = try CommandLineTests.call(["merge", "-o", "all.json"] + files, in: folder)
      #expect(merged.status == whole.status)
      #expect(whole.errors.contains(merged.errors))
      let all = try json(String(contentsOf: folder.appendingPathComponent("all.json"), encoding: .utf8))
      #expect(all.count == 4)
      let twice = try CommandLineTests.call(["merge", "part1.json", "part1.json"], in: folder)
      #expect(twice.status == 4 && twice.errors.contains("a.md stands in part1.json too"))
      let other = try CommandLineTests.call(["merge", "a.md"], in: folder)
      #expect(other.status == 4 && other.errors.hasPrefix("a.md: "))
      let environment = ["TEST_TOTAL_SHARDS": "4", "TEST_SHARD_INDEX": "2", "TEST_SHARD_STATUS_FILE": "sign"]
      let bazel = try CommandLineTests.call(["--check", "."], in: folder, environment: environment)
      #expect(bazel.status == 1 && bazel.errors.contains("c.md: ") && !bazel.errors.contains("a.md: "))
      #expect(FileManager.default.fileExists(atPath: folder.appendingPathComponent("sign").path))
      #expect(try CommandLineTests.call(["--check", "--shard", "5/5", "."], in: folder).status == 0)
      for wrong in ["0/3", "4/3", "x/3", "1", "1/2/3"] {
        #expect(try CommandLineTests.call(["--shard", wrong, "."], in: folder).status == 4)
      }
    }
  }

  @Test func aSectionIsCheckedWithWhatStandsBeforeIt() throws {
    let document =
      "# First\n\n" + cell("x = 1\nprint(x)  # 5") + "\n# Second part\n\n## Below\n\n" + cell("print(x + 1)  # 2")
      + "\n# Third\n\n" + cell("print(x)  # 7")
    try inFolder(["a.md": document]) { folder in
      #expect(try CommandLineTests.call(["--check", "a.md"], in: folder).status == 1)
      let chosen = try CommandLineTests.call(["--check", "--section", "^second (part|half)$", "a.md"], in: folder)
      #expect(chosen.status == 0)
      #expect(chosen.errors.contains("1 pass"))
      #expect(try CommandLineTests.call(["--check", "--section", "First", "a.md"], in: folder).status == 1)
      #expect(try CommandLineTests.call(["--check", "--section", "none", "a.md"], in: folder).status == 5)
      let wrong = try CommandLineTests.call(["--check", "--section", "(", "a.md"], in: folder)
      #expect(wrong.status == 4 && wrong.errors.hasPrefix("error: --section (: "))
    }
  }

  @Test func includeAndExcludeChooseAmongFoundDocuments() throws {
    try inFolder(four) { folder in
      let some = try CommandLineTests.call(
        ["--check", "--include", "[abc].md", "--exclude", "c*", "."], in: folder)
      #expect(some.status == 0)
      #expect(some.errors.contains("2 documents"))
    }
  }

  @Test func theSlowestCellsAreNamed() throws {
    try inFolder(["a.md": cell("sum(range(200000))") + "\n" + cell("print(1)  # 1")]) { folder in
      let result = try CommandLineTests.call(["--check", "--durations", "1", "a.md"], in: folder)
      #expect(result.errors.contains("slowest cells:\n  a.md:2: "))
      #expect(!result.errors.contains("a.md:6: "))
    }
  }

  @Test func theNearestSettingsHoldUnlessSomethingNearerSpeaks() throws {
    let close = "```python\nprint([1, 2])  # [1,2]\n```\n"
    let seeded = cell("import torch\nprint(torch.initial_seed())  # 9")
    try inFolder([
      "nbrun.yml": "exact: true\nseed: 9\n", "a.md": close, "seed.md": seeded,
      "cell.md": "---\nnbrun:\n  tolerance: 0.5\n---\n" + cell("print(1.25)  # 1.0"),
      "below/deep/b.md": close, "own/nbrun.yml": "# nothing\n", "own/c.md": close,
      "wrong/nbrun.yml": "seed: 1\nexakt: true\n", "wrong/d.md": close,
      "kind/nbrun.yml": "timeout: soon\n", "kind/e.md": close, "broken/nbrun.yml": "a: [\n", "broken/f.md": close,
    ]) { folder in
      func status(_ arguments: String...) throws -> Int32 {
        try CommandLineTests.call(["--check"] + arguments, in: folder).status
      }
      #expect(try status("a.md") == 1)
      #expect(try status("below/deep/b.md") == 1)
      #expect(try status("own/c.md") == 0)
      #expect(try status("seed.md") == 0)
      #expect(try status("--seed", "3", "seed.md") == 1)
      let wrong = try CommandLineTests.call(["--check", "wrong/d.md"], in: folder)
      #expect(wrong.status == 4)
      #expect(wrong.errors == "wrong/nbrun.yml:2:1: error: 'exakt' is not a setting; did you mean 'exact'?\n")
      let kind = try CommandLineTests.call(["--check", "kind/e.md"], in: folder)
      #expect(kind.errors == "kind/nbrun.yml:1:1: error: 'timeout' takes a number of seconds above 0\n")
      let broken = try CommandLineTests.call(["--check", "broken/f.md"], in: folder)
      #expect(broken.status == 4 && broken.errors.hasPrefix("broken/nbrun.yml:"))
    }
  }

  @Test func reportsOfOneNameDoNotOverwriteEachOther() throws {
    try inFolder(["x/post.md": cell("print(1)  # 1"), "y/post.md": cell("print(2)  # 2")]) { folder in
      let refused = try CommandLineTests.call(["--output-dir", "out", "x", "y"], in: folder)
      #expect(refused.status == 4)
      #expect(refused.errors.contains("the reports of x/post.md and y/post.md would both be out/post.report.html"))
      #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent("out").path))
      #expect(try CommandLineTests.call(["x", "y"], in: folder).status == 0)
    }
  }
}
