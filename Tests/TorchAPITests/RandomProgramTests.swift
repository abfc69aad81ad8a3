import Foundation
import TestSupport
import Testing

@testable import TorchAPI

/// Two thousand random programs against what PyTorch printed; see `Recording/programs.py`, which is run here and there.
@Suite struct RandomProgramTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

  /// The definitions, without what records.
  private static let definitions: String = {
    let file = folder.appendingPathComponent("Recording/programs.py")
    let source = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    // Without the text at its beginning, which would be shown.
    let code = source.components(separatedBy: "\nimport torch\n").dropFirst().joined(separator: "\nimport torch\n")
    return "import torch\n" + code.components(separatedBy: "def record():")[0]
  }()

  /// The programs that give something else here: `names` where only the grad_fns of gradients are called otherwise (the
  /// backward of many operators is one node in PyTorch and several here), `values` for the rest; behind it, why.
  private static let differing: [String: String] = {
    let file = folder.appendingPathComponent("Cases/programs/differing.txt")
    let lines = ((try? String(contentsOf: file, encoding: .utf8)) ?? "").split(separator: "\n")
    return Dictionary(
      uniqueKeysWithValues: lines.map { line in
        let words = line.split(separator: " ").map(String.init)
        return (words[0], words[1])
      })
  }()

  @Test(arguments: 0..<20)
  func block(_ number: Int) throws {
    let name = String(format: "%02d.txt", number)
    let expected = try String(
      contentsOf: Self.folder.appendingPathComponent("Cases/programs/\(name)"), encoding: .utf8
    ).split(separator: "\n")
    let printed = Program.output(of: Self.definitions + "\nblock(\(number))\n").split(separator: "\n")
    #expect(expected.count == 100)
    #expect(printed.count == expected.count)
    for (found, wanted) in zip(printed, expected) {
      let seed = String(wanted.prefix { $0 != " " })
      switch Self.differing[seed] {
      case nil: #expect(Self.agree(found, wanted, names: true), "\(found)\n\(wanted)")
      case "names": #expect(Self.agree(found, wanted, names: false), "\(found)\n\(wanted)")
      default: #expect(found.hasPrefix(seed + " "))
      }
    }
  }

  /// Whether two lines have the same words, and numbers that differ by roundings only.
  private static func agree(_ found: Substring, _ wanted: Substring, names: Bool) -> Bool {
    if found == wanted { return true }
    let (a, b) = (words(found), words(wanted))
    guard a.count == b.count, let seed = a.first.flatMap({ Int($0) }) else { return false }
    // Every third program computes in double precision, and prints six digits.
    let (relative, absolute) = seed % 3 == 0 ? (1e-5, 1e-12) : (1e-4, 2e-6)
    return zip(a, b).enumerated().allSatisfy { index, pair in
      let (x, y) = pair
      if x == y || index == 2 && !names { return true }
      guard let p = Double(x), let q = Double(y) else { return false }
      return abs(p - q) <= relative * abs(q) + absolute
    }
  }

  private static func words(_ line: Substring) -> [Substring] {
    line.split { $0 == " " || $0 == "[" || $0 == "]" }
  }
}
