import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the program shows on a terminal, which it takes a pseudo-terminal for.
@Suite struct TerminalTests {
  /// Runs the program on a terminal of some width and gives what was written to it.
  private func show(
    _ arguments: [String], columns: UInt16, terminal: String = "xterm", in folder: URL
  ) throws -> String {
    var (master, slave): (Int32, Int32) = (-1, -1)
    var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    try #require(openpty(&master, &slave, nil, nil, &size) == 0)
    defer { close(master) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appendingPathComponent("nbrun")
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ["TERM": terminal]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle(fileDescriptor: slave, closeOnDealloc: false)
    try process.run()
    process.waitUntilExit()
    close(slave)
    // What was written is small enough to have waited in the terminal's buffer; reading ends when there is no more.
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(master, &chunk, chunk.count)
      if count <= 0 { break }
      bytes += chunk[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func inFolder(_ document: String, _ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try document.write(to: folder.appendingPathComponent("a.md"), atomically: true, encoding: .utf8)
    try body(folder)
  }

  @Test func aBarNamesTheCellOfALongRunAndIsTakenAway() throws {
    let document = """
      # 제목

      ```python
      import time
      start = time.perf_counter()
      ```

      ## Waiting

      ```python
      while time.perf_counter() - start < 0.8: pass
      print(1)  # 1
      ```

      """
    try inFolder(document) { folder in
      let text = try show(["--check", "a.md"], columns: 70, in: folder)
      #expect(text.contains("██████████────────── cell 2 (Waiting) of 2 · a.md:11"))
      let cleared = try #require(text.range(of: "\r\u{1B}[2K", options: .backwards))
      #expect(text[cleared.upperBound...].contains("1 pass"))
    }
  }

  @Test func aShortRunShowsNone() throws {
    try inFolder("```python\nprint(1)  # 1\n```\n") { folder in
      let text = try show(["--check", "a.md"], columns: 70, in: folder)
      #expect(text.hasPrefix("\u{1B}[1ma.md\u{1B}[0m: \u{1B}[32m1 pass"))
      #expect(!text.contains("─"))
      let dumb = try show(["--check", "a.md"], columns: 70, terminal: "dumb", in: folder)
      #expect(!dumb.contains("\u{1B}"))
      let plain = try show(["--check", "--no-color", "a.md"], columns: 70, in: folder)
      #expect(!plain.contains("\u{1B}"))
    }
  }

  @Test func sourceLinesFitAndTheirCaretsStandBelow() throws {
    let words = String(repeating: "낱말 ", count: 20)
    try inFolder("```python\nx = \"\(words)\"\ny = \"\(words)\" + + ; print(x)\n```\n") { folder in
      for columns: UInt16 in [40, 60, 90] {
        let text = try show(["--check", "--no-color", "a.md"], columns: columns, in: folder)
        let lines = text.split(whereSeparator: \.isNewline).map(String.init)
        let source = try #require(lines.first { $0.hasPrefix(" 3 | ") })
        let carets = try #require(lines.first { $0.contains("^") })
        #expect(width(source) <= Int(columns) && width(carets) <= Int(columns))
        // The caret is below the semicolon.
        let before = try #require(source.range(of: ";")).lowerBound
        #expect(width(String(source[..<before])) == width(String(carets.prefix { $0 != "^" })))
      }
    }
  }

  /// Columns, where only Hangul is wide.
  private func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + ((0xAC00...0xD7A3).contains($1.value) ? 2 : 1) }
  }

  @Test func differencesThatALineHasNoRoomForStandInBrackets() throws {
    try inFolder("```python\nprint('one two three four five six seven')\n# one two three four 5 six seven\n```\n") {
      folder in
      let narrow = try show(["--check", "--no-color", "a.md"], columns: 30, in: folder)
      #expect(narrow.contains("- one two three four [-5-] six seven"))
      #expect(narrow.contains("+ one two three four [+five+] six seven"))
      let wide = try show(["--check", "--no-color", "a.md"], columns: 100, in: folder)
      #expect(wide.contains("^") && !wide.contains("[-5-]"))
      let colored = try show(["--check", "a.md"], columns: 30, in: folder)
      #expect(colored.contains("\u{1B}[7m5\u{1B}[27m"))
    }
  }

  @Test func coloursGoWhereTheyAreAskedFor() throws {
    try inFolder("```python\nprint(1)  # 1\n```\n") { folder in
      func errors(_ environment: [String: String], _ more: String...) throws -> String {
        let environment = ["NO_COLOR": ""].merging(environment) { $1 }
        return try CommandLineTests.call(["--check"] + more + ["a.md"], in: folder, environment: environment).errors
      }
      let forced = ["CLICOLOR_FORCE": "1"]
      #expect(try errors(forced).contains("\u{1B}[32m"))
      for plain in try [errors([:]), errors(forced, "--no-color"), errors(["NO_COLOR": "1"].merging(forced) { $1 })] {
        #expect(!plain.contains("\u{1B}"))
      }
    }
  }
}
