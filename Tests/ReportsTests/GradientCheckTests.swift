import Checking
import Foundation
import Notebooks
import SourceText
import Testing

@testable import Reports

/// Gradients compared with differences, from the run to the reports.
@Suite struct GradientCheckTests {
  private static func outcome(_ code: String, checks: Bool = true) -> NotebookOutcome {
    var configuration = RunConfiguration()
    configuration.checksGradients = checks
    let text = "```python\nimport torch\n\(code)\n```\n"
    return NotebookRunner.run(SourceFile(path: "a.md", bytes: Array(text.utf8)), configuration)
  }

  /// A function whose `backward` is a factor off.
  private static func cube(times factor: String) -> String {
    """
    class Cube(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x ** 3
        @staticmethod
        def backward(ctx, g):
            return g * \(factor) * ctx.saved_tensors[0] ** 2
    w = torch.tensor([0.5, -1.5], requires_grad=True)
    y = Cube.apply(w.exp()).log()
    y.sum().backward()
    """
  }

  @Test func aWrongDerivativeIsNamed() throws {
    let outcome = Self.outcome(Self.cube(times: "3.03"))
    let check = try #require(outcome.gradientChecks.first)
    #expect(!check.agrees)
    #expect(check.operation == "CubeBackward")
    #expect(check.line == 13)
    #expect(check.disagreements.count == 1)
    #expect(outcome.exitStatus(exact: false) == .failure)
    let context = ReportContext(version: "0")
    let json =
      try JSONSerialization.jsonObject(with: Data(try JSONReport.report(of: outcome, context))) as? [String: Any]
    let cell = (json?["cells"] as? [[String: Any]])?.first
    let gradient = (cell?["gradients"] as? [[String: Any]])?.first
    #expect(gradient?["operator"] as? String == "CubeBackward")
    #expect(gradient?["agrees"] as? Bool == false)
    let html = String(decoding: HTMLReport.render(outcome, context), as: UTF8.self)
    #expect(html.contains("first at CubeBackward (line 12)"))
    let markdown = String(decoding: MarkdownReport.render(outcome, context), as: UTF8.self)
    #expect(markdown.contains("line 13: the gradient disagrees with finite differences, first at CubeBackward"))
  }

  @Test func aRightDerivativeAgrees() throws {
    let outcome = Self.outcome(Self.cube(times: "3"))
    let check = try #require(outcome.gradientChecks.first)
    #expect(check.agrees)
    #expect(check.comparisons >= 6)
    #expect(check.unchecked.isEmpty)
    #expect(outcome.exitStatus(exact: false) == .nothingToCheck)
  }

  @Test func nothingIsComparedUnasked() {
    #expect(Self.outcome(Self.cube(times: "3.03"), checks: false).gradientChecks.isEmpty)
  }

  @Test func kinksAndJumpsAreLeftOut() throws {
    let outcome = Self.outcome(
      """
      x = torch.tensor([0.0, -1.0, 2.0, 2.0], requires_grad=True)
      (x.relu() + x.abs() + x.floor() + x.max()).sum().backward()
      """)
    #expect(try #require(outcome.gradientChecks.first).agrees)
  }

  @Test func largeInputsAreComparedAlongADirection() throws {
    let wrong = Self.outcome(
      """
      class Scale(torch.autograd.Function):
          @staticmethod
          def forward(ctx, x):
              return x * torch.linspace(1, 2, 1000)
          @staticmethod
          def backward(ctx, g):
              d = torch.linspace(1, 2, 1000)
              d[333] = 50.0
              return g * d
      x = torch.ones(1000, requires_grad=True)
      Scale.apply(x).sum().backward()
      """)
    let check = try #require(wrong.gradientChecks.first)
    #expect(check.operation == "ScaleBackward")
    #expect(check.disagreements.first?.contains("along a direction") == true)
  }

  /// What a layer, views, writes in place, complex numbers and gradients of gradients record is all compared.
  @Test func everythingRecordedAgrees() throws {
    let outcome = Self.outcome(
      """
      import torch.nn as nn
      torch.manual_seed(0)
      net = nn.Sequential(nn.Conv1d(2, 3, 2), nn.BatchNorm1d(3), nn.Dropout(0.4), nn.GELU(), nn.Flatten(), nn.Linear(9, 2))
      nn.functional.cross_entropy(net(torch.randn(4, 2, 4)), torch.tensor([0, 1, 1, 0])).backward()
      a = torch.rand(3, 3, requires_grad=True)
      b = a.clone()
      b[0] = b[1] * 2
      b.mul_(1.5)
      b[:, 1].add_(a[0].detach())
      torch.linalg.inv(b + 3 * torch.eye(3)).norm().backward()
      g, = torch.autograd.grad((a ** 3).sum(), a, create_graph=True)
      g.sum().backward()
      z = torch.tensor([1 + 2j, 0.5 - 1j], requires_grad=True)
      (z * z.conj() + z.exp()).abs().sum().backward()
      nn.LSTM(2, 3)(torch.randn(3, 2, 2))[0].sum().backward()
      """)
    #expect(outcome.gradientChecks.count == 6)
    for check in outcome.gradientChecks {
      #expect(check.agrees, "\(check.sentence)")
      #expect(check.unchecked.isEmpty, "\(check.sentence)")
      #expect(check.comparisons > 10)
    }
  }
}
