import TensorCore

/// The rows of a table that its gradient reaches: what makes the gradient a sparse one to PyTorch.
///
/// The tensor that has them holds the same numbers among zeros, so that all operations work on it; only who shows a
/// gradient, or adds to it, has to know.
package final class GradientRows {
  /// The numbers of the rows, 1 × n; a row may come several times.
  package let indices: Tensor
  /// The rows, n × width.
  package let values: Tensor
  /// The sparse tensor that a program sees. It may change it, so that it, once made, tells what the gradient is.
  package var view: AnyObject?

  /// The rows of a gradient.
  package init(indices: Tensor, values: Tensor, view: AnyObject? = nil) {
    self.indices = indices
    self.values = values
    self.view = view
  }
}
