import Autograd
import TensorCore

/// The gradients that have no gradient in PyTorch: asking for one raises.
enum SecondDerivatives {
  /// Why the gradient that a node gives for an input has none itself; nil where it has one.
  static func refusal(ofNode name: String, input: Int) -> TorchError? {
    switch (name, input) {
    case ("EmbeddingBagBackward0", 1): derivative("_embedding_bag_per_sample_weights_backward")
    case ("EmbeddingBagBackward0", _): unknown("_embedding_bag_backward")
    case ("PdistBackward0", _): unknown("_pdist_backward")
    case ("ScaledDotProductFlashAttentionForCpuBackward0", _):
      derivative("_scaled_dot_product_flash_attention_for_cpu_backward")
    case ("MultilabelMarginLossBackward0", _): derivative("multilabel_margin_loss_backward")
    default: nil
    }
  }

  /// A gradient that has none itself, computed by a function of this name from these tensors.
  static func refused(_ function: String, _ gradient: Tensor, of inputs: [Tensor?]) -> Tensor {
    GradMode.isEnabled ? DelayedErrorNode.refusing(derivative(function), gradient, of: inputs) : gradient
  }

  private static func derivative(_ function: String) -> TorchError {
    TorchError(.runtime, "derivative for aten::\(function) is not implemented")
  }

  private static func unknown(_ function: String) -> TorchError {
    TorchError(.notImplemented, "the derivative for '\(function)' is not implemented.")
  }
}
