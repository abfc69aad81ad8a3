import Foundation
import TestSupport
import Testing

@testable import TorchAPI

/// Every operator on samples against what PyTorch gave; see `Recording/operators.py`, which is run here and there.
@Suite struct OperatorOracleTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  private static let cases = folder.appendingPathComponent("Cases/oracle")

  private static func text(_ path: URL) -> String { (try? String(contentsOf: path, encoding: .utf8)) ?? "" }

  /// The definitions, without what records.
  static let definitions: String = {
    let source = text(folder.appendingPathComponent("Recording/operators.py"))
    // Without the text at its beginning, which would be shown.
    let code = source.components(separatedBy: "\nimport torch\n").dropFirst().joined(separator: "\nimport torch\n")
    return "import warnings\nwarnings.simplefilter('ignore')\nimport torch\n"
      + code.components(separatedBy: "def record():")[0]
  }()

  /// Some expressions of a table, with what PyTorch gave for each sample.
  struct Part: Sendable, CustomStringConvertible {
    let table: String
    let first: Int
    let lines: [(expression: String, samples: [Substring])]
    var description: String { "\(table) from \(first)" }
  }

  /// The last bits of these results differ by processor, as those of LAPACK's: their values are recorded, not texts.
  private static let closeTables: Set = ["fourier", "linear", "special"]
  static let tables =
    ["binary", "indexing", "making", "pointwise", "reduction", "shape"] + closeTables.sorted()

  static let parts: [Part] = tables.flatMap { table -> [Part] in
    let recorded = text(cases.appendingPathComponent("\(table).txt")).split(separator: "\n").dropFirst()
    let lines = recorded.compactMap { line -> (String, [Substring])? in
      let halves = line.split(separator: "\t")
      return halves.count == 2 ? (String(halves[0]), halves[1].split(separator: " ")) : nil
    }
    return stride(from: 0, to: lines.count, by: 20).map {
      Part(table: table, first: $0, lines: Array(lines[$0..<min($0 + 20, lines.count)]))
    }
  }

  @Test func tablesAreThere() {
    #expect(Self.parts.reduce(0) { $0 + $1.lines.count } > 1000)
  }

  @Test(arguments: parts)
  func part(_ part: Part) throws {
    let quoted = part.lines.map { "\"\($0.expression)\"" }.joined(separator: ",\n")
    let isClose = Self.closeTables.contains(part.table)
    let printed = Program.text(of: Self.definitions + "\nblock([\(quoted)], \(isClose ? "True" : "False"))\n").split(
      separator: "\n")
    var results: [String: [[Substring]]] = [:]
    var expression = ""
    for line in printed {
      if line.hasPrefix("=") {
        expression = String(line.dropFirst())
      } else {
        results[expression, default: []].append(line.split(separator: "\t", omittingEmptySubsequences: false))
      }
    }
    for line in part.lines {
      let found = results[line.expression] ?? []
      #expect(found.count == line.samples.count, "\(line.expression): \(printed.last ?? "")")
      let differing = zip(found, line.samples).filter { !Self.agree($0, $1, part.table) }.map { String($0.0[0]) }
      #expect(differing == [], "\(line.expression) gives something else than PyTorch")
    }
  }

  /// Whether a printed sample is the recorded one: the checksum of its text, and behind it the bits of float32 numbers
  /// or the sums of many.
  private static func agree(_ found: [Substring], _ recorded: Substring, _ table: String) -> Bool {
    guard found.count == 3 else { return false }
    if recorded.first == "!" {
      // A dtype that is not there is named by the error.
      return found[1].contains("Error: ") && found[1].contains(recorded.dropFirst())
    }
    let halves = recorded.split(separator: ":")
    let numbers = found[2].split(separator: " ")
    if closeTables.contains(table) {
      return halves.first.map { $0 == checksum(found[1]) } ?? false && areClose(found, halves.dropFirst().first ?? "")
    }
    if found[0] == "big", halves.count == 2 {
      let sums = words(halves[1], count: 10).map { Double(bitPattern: ($0 ?? 0) << 24) }
      let own = numbers.map { Double($0) ?? .nan }
      guard sums.count == own.count, sums.count % 4 == 0 else { return false }
      return sums.indices.allSatisfy { index in
        // The fourth of four sums is the one of the absolute values.
        abs(sums[index] - own[index]) <= 1e-6 * abs(sums[index | 3]) || sums[index] == own[index]
      }
    }
    guard halves.first.map({ $0 == checksum(found[1]) }) ?? false else { return false }
    guard halves.count == 2 else { return true }
    let wanted = words(halves[1], count: 8).map { UInt32(truncatingIfNeeded: $0 ?? 0) }
    let own = numbers.map { UInt32(truncatingIfNeeded: Int($0) ?? 0) }
    guard wanted.count == own.count else { return false }
    let isPointwise = !["reduction", "linear"].contains(table)
    let scale = wanted.map { abs(Float(bitPattern: $0)) }.filter(\.isFinite).max() ?? 0
    return zip(wanted, own).allSatisfy { pair in
      if pair.0 == pair.1 { return true }
      let (a, b) = (Float(bitPattern: pair.0), Float(bitPattern: pair.1))
      if a.isNaN && b.isNaN || a == b { return true }
      if isPointwise { return abs(Int64(Int32(bitPattern: pair.0)) - Int64(Int32(bitPattern: pair.1))) <= 4 }
      return abs(a - b) <= 1e-6 * scale
    }
  }

  /// Whether values are the recorded ones, measured by the largest and by the precision of the sample.
  private static func areClose(_ found: [Substring], _ recorded: Substring) -> Bool {
    let wanted = words(recorded, count: 10).map { Double(bitPattern: ($0 ?? 0) << 24) }
    let own = found[2].split(separator: " ").map { Double($0) ?? .nan }
    guard wanted.count == own.count else { return false }
    let tolerances: [Substring: Double] = [
      "float64": 1e-8, "complex128": 1e-8, "float16": 2e-3, "bfloat16": 1.6e-2, "big": 1e-4,
    ]
    let scale = wanted.map(abs).filter(\.isFinite).max() ?? 0
    let tolerance = scale * (tolerances[found[0]] ?? 2e-5)
    return zip(wanted, own).allSatisfy { pair in
      pair.0 == pair.1 || pair.0.isNaN && pair.1.isNaN || abs(pair.0 - pair.1) <= tolerance
    }
  }

  /// Numbers written one behind the other with the same number of hexadecimal digits.
  private static func words(_ text: Substring, count: Int) -> [UInt64?] {
    let digits = Array(text)
    return stride(from: 0, to: digits.count, by: count).map {
      UInt64(String(digits[$0..<min($0 + count, digits.count)]), radix: 16)
    }
  }

  /// The checksum of the recording: FNV-1a, cut to six digits.
  private static func checksum(_ text: Substring) -> String {
    var sum: UInt32 = 2_166_136_261
    for byte in text.utf8 { sum = (sum ^ UInt32(byte)) &* 16_777_619 }
    return String(format: "%06x", sum & 0xFFFFFF)
  }

  /// What `nbrun ops` lists are names of PyTorch's, and many of them.
  @Test func listingHoldsPublicNames() {
    let names = Set(PublicFunctions.listing.map { String($0.prefix { $0 != "(" }) })
    let direct = names.filter { $0.hasPrefix("Tensor.") || $0.split(separator: ".").count == 2 }
    #expect(direct.count >= 500)
    #expect(names.filter { !PyTorchNames.contains($0) }.sorted() == [])
  }
}
