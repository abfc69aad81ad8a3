import Foundation
import PythonRuntime
import TensorCore
import Testing

@testable import TorchAPI

/// What every operator holds during a call: no more than its result, or than PyTorch does; see `Recording/memory.py`.
@Suite struct OperatorPeakTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  private static let cases = folder.appendingPathComponent("Cases/memory-of-operators")

  private static func text(_ path: URL) -> String { (try? String(contentsOf: path, encoding: .utf8)) ?? "" }

  /// The definitions of both scripts, without what records, and how a call is measured here.
  private static let definitions: String = {
    let source = text(folder.appendingPathComponent("Recording/memory.py"))
    let code = source.components(separatedBy: "\nfrom operators import *\n").dropFirst().joined()
    return OperatorOracleTests.definitions + code.components(separatedBy: "def record():")[0] + """

      # What a second thread works in does not count here.
      torch.set_num_threads(1)


      def peak_of(call, operands):
          sizes = [t.numel() * t.element_size() for t in tensors(operands)]
          highest_bytes()
          before = held_bytes()
          result = call()
          return highest_bytes() - before, max(sizes, default=0)


      """
  }()

  /// Some expressions of a table, with how their tensors are made large and the bytes that each sample may hold.
  struct Part: Sendable, CustomStringConvertible {
    let table: String
    let first: Int
    let lines: [(expression: String, plan: String, bounds: [(sample: String, bytes: String)])]
    var description: String { "\(table) from \(first)" }
  }

  static let parts: [Part] = OperatorOracleTests.tables.flatMap { table -> [Part] in
    let lines = text(cases.appendingPathComponent("\(table).txt")).split(separator: "\n").dropFirst().compactMap {
      line in
      let columns = line.split(separator: "\t")
      return columns.count == 3 ? columns : nil
    }.map { columns in
      let bounds = columns[2].split(separator: " ").map { sample in
        let parts = sample.split(separator: ":")
        return (sample: String(parts[0]), bytes: parts.dropFirst().joined(separator: ", "))
      }
      return (expression: String(columns[0]), plan: String(columns[1]), bounds: bounds)
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
    let lines = part.lines.map { line in
      let bounds = line.bounds.map { "('\($0.sample)', \($0.bytes))" }.joined(separator: ", ")
      return "(\"\(line.expression)\", '\(line.plan)', [\(bounds)]),\n"
    }.joined()
    let printed = Program.text(of: Self.definitions + "\nmeasured_block([\(lines)], peak_of)\n") { interpreter in
      let functions = [
        NativeFunction("held_bytes", .none) { _, _ in .int(Storage.heldBytes) },
        NativeFunction("highest_bytes", .none) { _, _ in .int(Storage.takeHighestBytes()) },
      ]
      for function in functions { try interpreter.globals.set(function.name, .object(function)) }
    }.split(separator: "\n")
    var found: [String: [[Substring]]] = [:]
    var expression = ""
    for line in printed {
      if line.hasPrefix("=") {
        expression = String(line.dropFirst())
      } else {
        found[expression, default: []].append(line.split(separator: " "))
      }
    }
    for line in part.lines {
      let samples = found[line.expression] ?? []
      #expect(samples.map { $0.first.map(String.init) } == line.bounds.map(\.sample), "\(printed.last ?? "")")
      let over = samples.filter { $0.count < 3 || $0[1] != "0" }
      // How many times what they may, or the largest operand if that is more.
      let holding = over.map { "\($0[0]): \($0.count < 3 ? "-" : $0[2])" }
      #expect(holding == [], "\(line.expression) holds more than its result")
    }
  }
}
