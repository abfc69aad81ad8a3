import SourceText
import Testing

@testable import Checking

/// Hostile texts take linear time and never crash.
@Suite struct LimitTests {
  private func seconds(_ body: () -> Void) -> Double {
    let clock = ContinuousClock()
    let duration = clock.measure(body)
    return Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }

  static let hostile: [(name: String, text: @Sendable (Int) -> String)] = [
    ("brackets", { String(repeating: "[", count: $0) }),
    ("closed brackets", { String(repeating: "[", count: $0 / 2) + String(repeating: "]", count: $0 / 2) }),
    ("calls", { String(repeating: "tensor(", count: $0 / 7) }),
    ("quotes", { String(repeating: "'a ", count: $0 / 3) }),
    ("angles", { String(repeating: "<a ", count: $0 / 3) }),
    ("numbers", { String(repeating: "1.5 ", count: $0 / 4) }),
    ("ellipses", { String(repeating: "... 1 ", count: $0 / 6) }),
    ("dots", { String(repeating: ".", count: $0) }),
    ("exponents", { String(repeating: "1e", count: $0 / 2) }),
    ("words", { String(repeating: "tensor ", count: $0 / 7) }),
    ("colons", { String(repeating: "a: ", count: $0 / 3) }),
    ("hexadecimal", { "0x" + String(repeating: "f", count: $0) }),
    ("digits", { String(repeating: "9", count: $0) }),
    ("lines of brackets", { String(repeating: "[\n", count: $0 / 2) }),
    ("lines of tensors", { String(repeating: "tensor([\n", count: $0 / 9) }),
    ("lines of numbers", { String(repeating: "1\n", count: $0 / 2) }),
    ("lines of prose", { String(repeating: "a tensor\n", count: $0 / 9) }),
    ("tracebacks", { String(repeating: "Traceback (most recent call last):\n", count: $0 / 36) }),
    ("errors", { String(repeating: "ValueError: x\n", count: $0 / 14) }),
  ]

  /// Four times the text may take no more than some eight times as long.
  private func expectLinear(_ name: String, _ body: (Int) -> Void) {
    let short = seconds { body(8_000) }
    let long = seconds { body(32_000) }
    #expect(long < max(short, 0.05) * 10, "\(name): \(short) and \(long) seconds")
  }

  @Test(arguments: hostile.indices) func claims(index: Int) {
    let (name, make) = Self.hostile[index]
    expectLinear(name) { _ = MutationTests.check("tensor([1., 2.])", claiming: make($0)) }
  }

  @Test(arguments: hostile.indices) func outputs(index: Int) {
    let (name, make) = Self.hostile[index]
    expectLinear(name) { _ = MutationTests.check(make($0), claiming: "tensor([1., ..., 2.])") }
    expectLinear(name) { _ = MutationTests.check(make($0), claiming: make($0), marked: true) }
    expectLinear(name) { _ = MutationTests.check(make($0), claiming: make($0) + "x", marked: true) }
  }

  @Test func wildcardsAreLinear() {
    // A naive search needs the square of the length.
    func time(_ count: Int) -> Double {
      let text = String(repeating: "a ", count: count)
      let claim = "... " + String(repeating: "a ", count: count / 2) + "b ..."
      return seconds { _ = Comparer().compare(TokenText(claim), TokenText(text)) { nil } }
    }
    let short = time(20_000)
    let long = time(160_000)
    #expect(long < max(short, 0.005) * 40, "\(short) and \(long) seconds")
  }

  @Test func manyWildcards() {
    let text = String(repeating: "a b ", count: 50_000)
    let claim = String(repeating: "... a ", count: 20_000) + "... c"
    let took = seconds { _ = Comparer().compare(TokenText(claim), TokenText(text)) { nil } }
    #expect(took < 10, "took \(took) seconds")
  }
}
