import TestSupport
import Testing

@testable import Checking

/// The difference that reports show: no more words are marked than differ.
@Suite struct TextDiffTests {
  @Test(arguments: [
    // One number of a tensor.
    (
      "tensor([[1., 2.],\n        [3., 4.]])", "tensor([[1., 2.],\n        [3., 5.]])",
      "  tensor([[1., 2.],\n-         [3., 4.]])\n?              ^^\n+         [3., 5.]])\n?              ^^\n"
    ),
    // A number is one word, with its sign.
    ("tensor(-2.5000)", "tensor(2.5000)", "- tensor(-2.5000)\n?        ^^^^^^^\n+ tensor(2.5000)\n?        ^^^^^^\n"),
    // Words that stand in one text alone.
    (
      "tensor(2.)", "tensor(2., grad_fn=<MulBackward0>)",
      "- tensor(2.)\n+ tensor(2., grad_fn=<MulBackward0>)\n?          ^^^^^^^^^^^^^^^^^^^^^^^^\n"
    ),
    // Other line breaks: the lines differ, their words do not.
    ("tensor([1.,\n        2.])", "tensor([1., 2.])", "- tensor([1.,\n-         2.])\n+ tensor([1., 2.])\n"),
    // Nothing in common.
    ("epoch", "tensor(1)", "- epoch\n+ tensor(1)\n"),
    ("", "1", "+ 1\n"),
    ("1", "", "- 1\n"),
    ("a\n\nb", "a\n\nc", "  a\n \n- b\n+ c\n"),
    // Wide characters take two columns.
    ("크기 2", "크기 3", "- 크기 2\n?      ^\n+ 크기 3\n?      ^\n"),
  ])
  func onlyWhatDiffersIsMarked(old: String, new: String, expected: String) {
    #expect(TextDiff(old, new).text == expected)
  }

  /// Both texts can be put together again from the lines, and no shorter difference exists.
  @Test func differencesAreWholeAndMinimal() {
    var random = SplitMix(state: 7)
    for _ in 0..<300 {
      let old = (0..<Int.random(in: 0..<9, using: &random)).map { _ in Int.random(in: 0..<4, using: &random) }
      let new = (0..<Int.random(in: 0..<9, using: &random)).map { _ in Int.random(in: 0..<4, using: &random) }
      let script = EditScript(old, new)
      let kept = old.indices.filter { !script.isRemoved[$0] }.map { old[$0] }
      #expect(kept == new.indices.filter { !script.isAdded[$0] }.map { new[$0] }, "\(old) \(new)")
      #expect(kept.count == Self.longestCommon(old, new), "\(old) \(new)")
    }
  }

  /// The length of a longest common subsequence, by the textbook's table.
  private static func longestCommon(_ old: [Int], _ new: [Int]) -> Int {
    var table = [[Int]](repeating: [Int](repeating: 0, count: new.count + 1), count: old.count + 1)
    for i in old.indices {
      for j in new.indices {
        table[i + 1][j + 1] = old[i] == new[j] ? table[i][j] + 1 : max(table[i][j + 1], table[i + 1][j])
      }
    }
    return table[old.count][new.count]
  }

  /// Long texts without a common word take no more than moments.
  @Test func hostileTextsAreBounded() {
    let old = (0..<20_000).map { "a\($0)" }.joined(separator: "\n")
    let new = (0..<20_000).map { "b\($0)" }.joined(separator: " ")
    let clock = ContinuousClock()
    let duration = clock.measure { #expect(TextDiff(old, new).lines.count == 20_001) }
    #expect(duration < .seconds(10))
  }
}
