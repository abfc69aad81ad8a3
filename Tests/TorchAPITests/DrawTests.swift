import Foundation
import TestSupport
import Testing

@testable import TorchAPI

/// Thousands of seeded draws against what PyTorch drew, bit for bit; see `Recording/draws.py`, which is run here and
/// there.
@Suite struct DrawTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

  /// The definitions, without what records and without the table.
  private static let definitions: String = {
    let file = folder.appendingPathComponent("Recording/draws.py")
    let source = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    // Without the text at its beginning, which would be shown.
    let code = source.components(separatedBy: "\nimport torch\n").dropFirst().joined(separator: "\nimport torch\n")
    return "import warnings\nwarnings.simplefilter('ignore')\nimport torch\n"
      + code.components(separatedBy: "def record():")[0]
  }()

  /// Some lines of the recording.
  struct Part: Sendable, CustomStringConvertible {
    let first: Int
    let lines: [Line]
    var description: String { "lines from \(first)" }
  }

  /// An expression with the digests of its draws and the first values.
  struct Line: Sendable {
    let expression: String
    let digests: [Substring]
    let first: Substring
  }

  static let parts: [Part] = {
    let file = folder.appendingPathComponent("Cases/draws/draws.txt")
    let recorded = ((try? String(contentsOf: file, encoding: .utf8)) ?? "").split(separator: "\n").dropFirst()
    let lines = recorded.map(line)
    return stride(from: 0, to: lines.count, by: 10).map {
      Part(first: $0, lines: Array(lines[$0..<min($0 + 10, lines.count)]))
    }
  }()

  private static func line(_ text: Substring) -> Line {
    let fields = text.split(separator: "\t", omittingEmptySubsequences: false)
    return Line(
      expression: String(fields.first ?? ""), digests: fields.count > 1 ? fields[1].split(separator: " ") : [],
      first: fields.last ?? "")
  }

  @Test func thousandsAreThere() {
    #expect(Self.parts.flatMap(\.lines).reduce(0) { $0 + $1.digests.count } > 5000)
  }

  @Test(arguments: parts)
  func part(_ part: Part) {
    let quoted = part.lines.map { "'\($0.expression)'" }.joined(separator: ",\n")
    let printed = Program.output(of: Self.definitions + "\nblock([\(quoted)])\n")
    let found = printed.split(separator: "\n").map(Self.line)
    #expect(found.count == part.lines.count, "\(printed.suffix(300))")
    for (own, wanted) in zip(found, part.lines) {
      #expect(own.expression == wanted.expression)
      #expect(own.first == wanted.first, "\(wanted.expression)")
      let differing = zip(own.digests, wanted.digests).enumerated().filter { $1.0 != $1.1 }.map(\.offset)
      #expect(own.digests.count == wanted.digests.count)
      #expect(differing == [], "\(wanted.expression): these of its draws differ")
    }
  }
}
