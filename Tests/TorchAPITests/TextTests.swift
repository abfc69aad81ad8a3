import Foundation
import TestSupport
import Testing

@testable import TorchAPI

/// Thousands of random tensors as text against what PyTorch wrote; see `Recording/texts.py`, which is run here and
/// there.
@Suite struct TextTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

  /// The definitions, without what records.
  private static let definitions: String = {
    let file = folder.appendingPathComponent("Recording/texts.py")
    let source = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    // Without the text at its beginning, which would be shown.
    let code = source.components(separatedBy: "\nimport torch\n").dropFirst().joined(separator: "\nimport torch\n")
    return "import torch\n" + code.components(separatedBy: "def record():")[0]
  }()

  /// Fifty texts: the number of the first, their checksums and the beginning of the first.
  struct Block: Sendable, CustomStringConvertible {
    let first: Int
    let checksums: [Substring]
    let text: Substring
    var description: String { "from \(first)" }
  }

  static let blocks: [Block] = {
    let file = folder.appendingPathComponent("Cases/texts/texts.txt")
    let recorded = ((try? String(contentsOf: file, encoding: .utf8)) ?? "").split(separator: "\n").dropFirst()
    return recorded.map { line in
      let fields = line.split(separator: "\t", maxSplits: 2)
      return Block(first: Int(fields[0]) ?? 0, checksums: fields[1].split(separator: " "), text: fields[2])
    }
  }()

  @Test func thousandsAreThere() {
    #expect(Self.blocks.reduce(0) { $0 + $1.checksums.count } >= 5000)
  }

  @Test(arguments: blocks)
  func block(_ block: Block) {
    let printed = Program.output(of: Self.definitions + "\nblock(\(block.first))\n").split(separator: "\n")
    #expect(printed.count == block.checksums.count, "\(printed.last ?? "")")
    #expect(printed.first?.prefix(300) == block.text)
    for (index, (text, wanted)) in zip(printed, block.checksums).enumerated() {
      #expect(Self.checksum(text) == wanted, "number \(block.first + index): \(text)")
    }
  }

  /// The checksum of the recording: FNV-1a, cut to six digits.
  private static func checksum(_ text: Substring) -> String {
    var sum: UInt32 = 2_166_136_261
    for byte in text.utf8 { sum = (sum ^ UInt32(byte)) &* 16_777_619 }
    return String(format: "%06x", sum & 0xFFFFFF)
  }
}
