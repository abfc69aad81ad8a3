import Checking
import Foundation
import Testing

@testable import Notebooks

/// Documents that show unseeded random numbers, and what they compute from them.
@Suite struct PinningTests {
  private func outcomes(_ code: String) -> [ExpectationOutcome] {
    run("```python\nimport torch\nfrom torch import nn\n\(code)\n```\n").cells.flatMap(\.check.outcomes)
  }

  private func verdicts(_ code: String) -> [Verdict] { outcomes(code).map(\.verdict) }

  private static let chain = """
    x = torch.randn(2, 2, requires_grad=True)
    y = x + 2
    z = (y * y).sum()
    z.backward()
    print(x)
    # tensor([[ 0.1234, -1.5000],
    #         [ 0.7071,  2.0000]], requires_grad=True)
    print(y)
    # tensor([[2.1234, 0.5000],
    #         [2.7071, 4.0000]], grad_fn=<AddBackward0>)
    print(z)
    # tensor(28.0872, grad_fn=<SumBackward0>)
    print(x.grad)
    # tensor([[4.2468, 1.0000],
    #         [5.4142, 8.0000]])
    """

  @Test func whatFollowsFromADrawIsRecomputed() {
    let found = outcomes(Self.chain)
    #expect(found.map(\.verdict) == [.pinned, .pinned, .pinned, .pinned], "\(found.map(\.detail))")
    #expect(found[0].detail.contains("taken as those drawn"))
    #expect(found[2].detail.contains("shown at line 9"), "\(found[2].detail)")
  }

  /// A tensor without values draws nothing, and what was drawn before stays counted.
  @Test func tensorsWithoutValuesDrawNothing() {
    let code = """
      x = torch.randn(2)
      generator = torch.default_generator
      torch.rand(3, device="meta")
      torch.empty(2, device="meta").normal_()
      nn.Linear(2, 2, device="meta")
      print(generator is torch.default_generator)
      # True
      print(x)
      # tensor([ 0.1234, -1.5000])
      """
    #expect(verdicts(code) == [.pass, .pinned])
  }

  /// The bound of z is Σ |2 y| times half a unit, and half a unit of its own.
  @Test func boundsComeFromTheDigits() throws {
    let detail = outcomes(Self.chain)[2].detail
    let bound = try #require(Double(detail.split(separator: " ").dropLast().last ?? ""))
    let derived = 2 * (2.1234 + 0.5 + 2.7071 + 4) * 0.00005 + 0.00005
    #expect(abs(bound - derived) < 0.05 * derived, "\(detail)")
  }

  @Test(arguments: [
    ("2.1234", "2.1235"), ("0.5000]", "0.5001]"), ("4.0000]]", "4.0003]]"), ("28.0872", "28.0902"),
    ("4.2468", "4.2478"), ("[5.4142", "[5.4144"), ("8.0000", "-8.0000"), ("28.0872", "38.0872"),
  ])
  func changedDigitsFail(old: String, new: String) {
    let found = outcomes(Self.chain.replacingOccurrences(of: old, with: new))
    #expect(found.filter { $0.verdict == .fail }.count == 1, "\(old) to \(new): \(found.map(\.detail))")
    #expect(found.contains { $0.detail.contains("the random numbers the document shows give") })
  }

  /// What further runs leave out: verdicts and bounds are those of runs of the whole document.
  @Test(arguments: [
    // Nothing before the draw belongs to it; what follows reads a variable bound before.
    ("a = torch.ones(2)\nprint(a)\n# tensor([1., 1.])", "b = a + x\nprint(b.shape)\n# torch.Size([2])"),
    // Another name of the same tensor.
    ("a = torch.zeros(2)\nb = a\nb += 1", "y = x + a\nprint(y)\n# tensor([1.2500, 1.7500])"),
    // A function that reads a variable bound anew after it was defined.
    ("k = 5\ndef f(t): return t + k\nk = 2", "print(f(x))\n# tensor([2.2500, 2.7500])"),
    // A setting.
    ("torch.set_default_dtype(torch.float64)", "print((x + torch.ones(2)).dtype)\n# torch.float64"),
    // A draw that is not shown, before the one that is.
    ("torch.rand(3)", "print(x * 2)\n# tensor([0.5000, 1.5000])"),
    // A seeded stream of its own kind in between.
    ("g = torch.Generator()\ng.manual_seed(0)", "print(x - 1)\n# tensor([-0.7500, -0.2500])"),
  ])
  func leavesOutWhatDoesNotMatter(before: String, after: String) {
    let start = before + "\n```\n\n```python\nx = torch.rand(2)\nprint(x)\n# tensor([0.2500, 0.7500])\n"
    let found = outcomes(start + after)
    #expect(found.allSatisfy { [.pass, .pinned].contains($0.verdict) }, "\(found.map(\.detail))")
    let wrong = after.replacingOccurrences(of: "50", with: "60").replacingOccurrences(of: "64", with: "16")
    guard wrong != after else { return }
    let failing = outcomes(start + wrong)
    #expect(failing.contains { $0.verdict == .fail }, "\(failing.map(\.detail))")
  }

  /// A value that depends on a second draw, which no line shows, stays random.
  @Test func aDrawThatIsNotShownKeepsWhatDependsOnItRandom() {
    let shown = "x = torch.rand(2)\nprint(x)\n# tensor([0.2500, 0.7500])\n"
    let found = outcomes(shown + "w = torch.rand(2)\nprint(x + w)\n# tensor([0.5000, 0.9000])")
    #expect(found.map(\.verdict) == [.pinned, .random], "\(found.map(\.detail))")
  }

  @Test func aChangedDrawContradictsWhatFollows() {
    #expect(verdicts(Self.chain.replacingOccurrences(of: "0.1234", with: "0.1334")).contains(.fail))
  }

  @Test func severalDrawsAndDrawsInLoops() {
    let code = """
      a = torch.rand(2)
      b = torch.rand(2)
      print(a)  # tensor([0.2500, 0.5000])
      print(b)  # tensor([0.7500, 0.1250])
      print(a + b)  # tensor([1.0000, 0.6250])
      for i in range(2):
          c = torch.randint(0, 10, (3,))
          print(c, c.sum())
      # tensor([1, 2, 3]) tensor(6)
      # tensor([4, 5, 6]) tensor(15)
      """
    #expect(verdicts(code) == [.pinned, .pinned, .pinned, .pinned])
    #expect(verdicts(code.replacingOccurrences(of: "tensor(15)", with: "tensor(16)")).last == .fail)
  }

  @Test func initialWeights() {
    let code = """
      layer = nn.Linear(2, 1)
      print(layer.weight)
      # Parameter containing:
      # tensor([[0.5000, -0.2500]], requires_grad=True)
      print(layer.bias)
      # Parameter containing:
      # tensor([0.1250], requires_grad=True)
      print(layer(torch.tensor([[2.0, 4.0]])))
      # tensor([[0.1250]], grad_fn=<AddmmBackward0>)
      """
    let found = outcomes(code)
    #expect(found.map(\.verdict) == [.pinned, .pinned, .pinned], "\(found.map(\.detail))")
    #expect(verdicts(code.replacingOccurrences(of: "0.1250]], grad_fn", with: "0.2250]], grad_fn")).last == .fail)
    // The weights of a layer with two inputs lie within 1/√2.
    let outside = outcomes(code.replacingOccurrences(of: "0.5000, -0.2500", with: "0.9000, -0.2500"))
    #expect(outside[0].verdict == .fail)
    #expect(outside[0].detail.contains("0.9000 lies outside"), "\(outside[0].detail)")
    #expect(outside[2].verdict == .random)
  }

  @Test func partlyPrintedDrawsAreNotPinned() {
    let found = outcomes(
      """
      x = torch.rand(2000)
      print(x)
      # tensor([0.1000, 0.2000, 0.3000,  ..., 0.4000, 0.5000, 0.6000])
      print(x.sum())
      # tensor(1000.)
      """)
    #expect(found.map(\.verdict) == [.random, .random], "\(found.map(\.detail))")
    #expect(found[0].detail.contains("printed only in part"), "\(found[0].detail)")
  }

  @Test func aWrongShapeFailsAndPinsNothing() {
    let found = outcomes(
      """
      x = torch.rand(3)
      print(x)  # tensor([0.1000, 0.2000])
      print(x * 2)  # tensor([0.2000, 0.4000, 0.6000])
      """)
    #expect(found.map(\.verdict) == [.fail, .random], "\(found.map(\.detail))")
  }

  @Test func whatDependsOnOtherDrawsStaysRandom() {
    let found = outcomes(
      """
      x = torch.rand(2)
      print(x)  # tensor([0.2500, 0.5000])
      print(x + torch.rand(2))  # tensor([0.7500, 0.6000])
      """)
    #expect(found.map(\.verdict) == [.pinned, .random])
    #expect(found[1].detail.contains("draws that the document does not show"))
  }

  @Test func controlFlowFollowsTheDraw() {
    let code = """
      x = torch.randn(1)
      print(x)  # tensor([-0.5000])
      if x.item() > 0:
          print("above")
      else:
          print("below")
      # below
      """
    #expect(verdicts(code).last == .pinned || verdicts(code).last == .pass)
    #expect(!verdicts(code.replacingOccurrences(of: "# below", with: "# expected: above")).contains(.error))
  }

  @Test func derivedTensorsAreNoDraws() {
    #expect(verdicts("print(torch.randn(2) * 3)  # tensor([0.5000, 1.0000])") == [.random])
  }

  @Test func manyValuesAreSampled() {
    let values = (0..<60).map { Double($0 % 10) / 10 + 0.05 }
    let shown = values.map { String(format: "%.4f", $0) }.joined(separator: ", ")
    let sum = String(format: "%.4f", values.reduce(0, +))
    func code(_ sum: String) -> String {
      "x = torch.rand(60)\nprint(x)\n# tensor([\(shown)])\nprint(x.sum())\n# tensor(\(sum))"
    }
    let right = outcomes(code(sum))
    #expect(right.map(\.verdict) == [.pinned, .pinned], "\(right.map(\.detail))")
    // The sum is known to 60 half units and its own, 0.00305; sampling allows for half as much again.
    #expect(verdicts(code(String(format: "%.4f", values.reduce(0, +) + 0.0025))) == [.pinned, .pinned])
    #expect(verdicts(code(String(format: "%.4f", values.reduce(0, +) + 0.01))) == [.pinned, .fail])
  }
}
