import Foundation
import TestSupport
import Testing

@testable import TorchAPI

/// Calls that PyTorch refuses, with what it says; see `Recording/refusals.py`.
@Suite struct RefusalTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

  private static func lines(_ path: String) -> [String] {
    let text = (try? String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map(String.init)
  }

  private static let calls = lines("Cases/refusals/calls.txt")
  private static let answers = lines("Cases/refusals/answers.txt")

  /// The definitions that record, which are the same here.
  private static let setup: String = {
    let source = lines("Recording/refusals.py")
    let start = source.firstIndex { $0.hasPrefix("SETUP") } ?? 0
    let end = source[(start + 1)...].firstIndex(of: "\"\"\"") ?? start + 1
    return source[(start + 1)..<end].joined(separator: "\n").replacingOccurrences(of: "\\\\", with: "\\")
  }()

  @Test func listsAreThere() {
    #expect(Self.calls.count > 350)
    #expect(Self.calls.count == Self.answers.count)
  }

  @Test(arguments: Array(stride(from: 0, to: calls.count, by: 50)))
  func part(from first: Int) {
    let part = first..<min(first + 50, Self.calls.count)
    let quoted = part.map { index in
      let call = Self.calls[index].replacingOccurrences(of: "\\n", with: "\n")
      return "print(answer(" + literal(call) + "))"
    }
    let printed = Program.output(of: Self.setup + "\n" + quoted.joined(separator: "\n") + "\n")
      .split(separator: "\n").map(String.init)
    #expect(printed.count == part.count)
    for (index, found) in zip(part, printed) {
      #expect(found == Self.answers[index], "\(Self.calls[index])")
    }
  }

  /// Operators that others are made of trust what they are handed: with these, documents could end the program.
  @Test(arguments: ["_adaptive_avg_pool3d(())", "_diagonal_backward((), ())", "_pdist_forward()"])
  func innerOperatorsAreNoMethods(_ call: String) {
    let printed = Program.output(
      of: """
        import torch
        for dtype in (torch.float32, torch.float16, torch.int64):
            try:
                torch.ones(50000, dtype=dtype).\(call)
            except AttributeError as error:
                print("refused")

        """)
    #expect(printed == "refused\nrefused\nrefused\n")
  }

  /// A text as a Python literal.
  private func literal(_ text: String) -> String {
    let escaped = text.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\"", with: "\\\"")
      .replacingOccurrences(of: "\n", with: "\\n")
    return "\"\(escaped)\""
  }
}
