import Testing

@testable import TorchAPI

/// What the rules of `torch.autocast` rest on.
@Suite struct AutocastTests {
  @Test func everyNameIsKnown() {
    // Functions that are one operator in PyTorch and Python here.
    let inPython: Set = [
      "mkldnn_rnn_layer", "max_unpool2d", "max_unpool3d", "fractional_max_pool2d", "fractional_max_pool3d",
      "reflection_pad1d", "reflection_pad2d", "replication_pad1d", "replication_pad2d", "replication_pad3d",
      "multilabel_margin_loss", "ctc_loss",
    ]
    // Operators of PyTorch that are not there yet: when they come, their rule is.
    let missing: Set = ["linalg_householder_product", "nanquantile", "stft", "triangular_solve"]
    let known = inPython.union(missing).union(OperatorRegistry.all.map(\.name))
    #expect(CastRule.named.keys.filter { !known.contains($0) }.sorted() == [])
  }

  /// Direct calls of pointwise operators do not ask for a rule.
  @Test func pointwiseOperatorsHaveNone() {
    let quick = OperatorRegistry.all.filter { operation in
      if case .unary = operation.implementation { return true }
      return operation.vector != nil
    }
    #expect(!quick.isEmpty)
    #expect(quick.filter { CastRule.named[$0.name] != nil }.map(\.name) == [])
  }
}
