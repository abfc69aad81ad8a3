/// How a view was made, which decides whether it may be written into (PyTorch's `CreationMeta`).
package enum ViewOrigin: UInt8, Sendable {
  /// By an operation that was recorded or had nothing to record.
  case ordinary
  /// In no-grad mode, of a tensor that requires a gradient.
  case noGrad
  /// In inference mode.
  case inference
  /// By a function with several outputs (`unbind`, `split`, `chunk`).
  case multipleOutputs
  /// By taking conjugates, which a write into the view or its base would have to go through.
  case conjugate
  /// Inside a custom `autograd.Function`.
  case customFunction
}
